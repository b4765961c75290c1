# METADATA
# title: The version does not have what is configured
# description: |
#   The cluster is configured for something that its version of Terway or Kubernetes does not have: two IP stacks before
#   Terway 1.1.0 or Kubernetes 1.22, DataPath V2 before Terway 1.8.0.
#
#   What is not supported is ignored or fails when pods start. Upgrade the component, or take the setting back.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/product-overview/terway
#     description: Release notes of Terway
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-ipv6-in-ack-clusters
#     description: IPv4/IPv6 dual stack
# custom:
#   severity: warning
#   code: ENI-005
#   about: object
#   rows: []
package egress.rules.identity.unfit_version

_lacks contains ["dual stack", "Terway 1.1.0"] if {
	input.cluster.ip_stack == "dual"
	_before(input.cluster.terway_version, [1, 1, 0])
}

_lacks contains ["dual stack", "Kubernetes 1.22"] if {
	input.cluster.ip_stack == "dual"
	_before(input.cluster.kubernetes, [1, 22])
}

_lacks contains ["DataPath V2", "Terway 1.8.0"] if {
	input.cluster.data_path == "datapath-v2"
	_before(input.cluster.terway_version, [1, 8, 0])
}

_before(version, first) if {
	count(version) > 0
	version < first
}

# METADATA
# description: One finding for each, at the version where it is written.
lints contains {
	"at": input.object.versions.at,
	"message": sprintf("the cluster is configured for %s, which needs %s or later", [lack[0], lack[1]]),
	"fix": sprintf("upgrade to %s or later, or configure the cluster without %s", [lack[1], lack[0]]),
	"names": {},
	"related": [],
} if {
	input.cluster.plugin == "terway"
	some lack in _lacks
}
