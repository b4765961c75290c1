# METADATA
# title: The pod vSwitches of a zone have no free address
# description: |
#   A new pod may land in a zone in which no vSwitch that Terway takes addresses from has a free one.
#
#   Such a pod does not start, whatever the network would let it reach. Add a vSwitch of the zone to the configuration
#   of Terway, and to the SNAT entries and whitelists that name the others.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/terway-configuration-parameters
#     description: Terway configuration parameters
#   - ref: https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describevswitches
#     description: DescribeVSwitches, on AvailableIpAddressCount
# custom:
#   severity: warning
#   code: IPAM-001
#   about: cluster
#   rows: [R086]
package egress.rules.identity.vswitch_exhausted

# METADATA
# description: One finding for the zone, at the first of its vSwitches.
findings contains _finding(zone) if some zone in input.source.exhausted

# METADATA
# description: The same where no flow shows it.
lints contains _finding(zone) if {
	input.object.cluster
	some zone in input.object.cluster.exhausted
}

_finding(zone) := {
	"at": zone.at,
	"message": "the pod vSwitches of zone {zone} have no free address, so that no new pod starts there",
	"fix": "add a vSwitch of zone {zone} for pods, with an SNAT entry and a place in the whitelists",
	"names": {"zone": zone.zone},
	"related": [],
}
