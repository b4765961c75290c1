# METADATA
# title: A NetworkPolicy lets DNS out over TCP only
# description: |
#   An egress rule allows TCP port 53, and no NetworkPolicy of the namespace allows UDP port 53.
#
#   Clients ask by UDP and turn to TCP for long answers only, so names do not resolve. A port without protocol means TCP.
#   Allow both.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies of Kubernetes
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/support/dns-troubleshooting
#     description: Troubleshoot DNS
# custom:
#   severity: warning
#   code: DNS-002
#   about: object
#   rows: []
package egress.rules.network_policy.dns_without_udp

# METADATA
# description: One finding at the port.
lints contains {
	"at": rule.at,
	"message": sprintf("{rule} allows DNS over TCP only%s, and nothing allows UDP port 53", [_why[rule.written]]),
	"fix": "add port 53 with protocol: UDP to its ports: kubectl edit networkpolicy {named}",
	"names": {"rule": rule.of, "named": rule.named},
	"related": [],
} if {
	rule := input.object.policy_dns
}

_why := {true: "", false: ", which a port without protocol means"}
