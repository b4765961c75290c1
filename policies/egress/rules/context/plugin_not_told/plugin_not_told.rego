# METADATA
# title: Nothing tells the network plugin
# description: |
#   The bundle has nodes or exports of a VPC, and nothing in it says whether the cluster has Terway or Flannel.
#
#   Whose address a packet leaves with, and so which entries and lists have to admit it, depends on the plugin: nearly every
#   flow is unknown without it. Add the export of the cluster, or ConfigMap eni-config, or the DaemonSets of kube-system.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/overview-of-container-networks
#     description: Network plugins of ACK
# custom:
#   severity: warning
#   code: CTX-001
#   about: object
#   rows: [R001]
package egress.rules.context.plugin_not_told

# METADATA
# description: One finding for the bundle. ACS has one plugin only.
lints contains {
	"at": input.object.context.at,
	"message": "nothing in the bundle tells the network plugin of the cluster, on which nearly every flow depends",
	"fix": concat("", [
		"add the export of the cluster: aliyun cs GET /clusters/$CLUSTER > cs-DescribeClusterDetail.json; ",
		"or say it: --assume plugin=terway, or flannel",
	]),
	"names": {},
	"related": [],
} if {
	input.object.context
	input.cluster.plugin == "unknown"
	input.cluster.product != "acs"
	input.cluster.third_party == ""
}
