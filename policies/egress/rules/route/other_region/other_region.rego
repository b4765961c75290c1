# METADATA
# title: The endpoint of a bucket serves another region
# description: |
#   The destination is an endpoint of OSS for VPCs, and its region is not the cluster's.
#
#   The name resolves everywhere, but the addresses are reached from the VPCs of that region alone. Use the public
#   endpoint of the bucket, which needs a way to the internet, or a bucket in the cluster's region.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
#     description: Regions and endpoints of OSS
# custom:
#   severity: error
#   code: RT-002
#   rows: [R039]
package egress.rules.route.other_region

import data.egress.path

# METADATA
# description: One finding at the route that keeps the packet in the region, or at the source.
findings contains {
	"at": hop.at,
	"message": "{target} serves only the VPCs of another region, and {source} is not in one",
	"fix": "use the public endpoint of the bucket, or a bucket in the region of the cluster",
	"names": {"target": "target", "source": "source"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "route"
	hop.reason == "other-region"
}
