# METADATA
# title: Terway does not read in_cluster_loadbalance where it stands
# description: |
#   eni-config has in_cluster_loadbalance inside a value, eni_conf or 10-terway.conf, and Terway reads it as a key of the
#   ConfigMap only, with the string "true".
#
#   Where eBPF carries the packets of pods, those for the cluster's own load balancers go through these while the switch is
#   off. Move it beside eni_conf and restart Terway. One page of the vendor tells to write it inside eni_conf; another that
#   it has to stand beside, and so it is in the source.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/faq-about-network-management
#     description: How to enable in-cluster load balancing in Terway IPvlan mode
#   - ref: https://github.com/AliyunContainerService/terway/blob/main/cmd/terway-cli/common.go
#     description: The keys of eni-config that Terway reads
# custom:
#   severity: warning
#   code: LB-002
#   about: cluster
#   rows: [R026]
package egress.rules.identity.misplaced_in_cluster_loadbalance

# METADATA
# description: One finding at the setting.
findings contains {
	"at": input.cluster.at.misplaced_lb,
	"message": "in_cluster_loadbalance has no effect inside {key}: Terway reads it as a key of eni-config",
	"fix": concat(" ", [
		"move it beside eni_conf and restart Terway:",
		"kubectl patch configmap eni-config -n kube-system --type merge",
		"-p '{\"data\":{\"in_cluster_loadbalance\":\"true\"}}'",
		"&& kubectl delete pod -n kube-system -l app=terway-eniip",
	]),
	"names": {"key": input.cluster.at.misplaced_lb},
	"related": [],
} if {
	input.cluster.at.misplaced_lb != ""
	input.cluster.in_cluster_lb != "yes"
}
