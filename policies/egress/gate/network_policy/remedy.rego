package egress.gate.network_policy

# METADATA
# description: What has policies enforced, or takes their place, by the reason why nobody enforces them.
remedies := {
	"flannel": "run the workload in a cluster with Terway, or deny the traffic by a security group",
	"exclusive-eni": "run the pods on nodes of shared ENIs, or deny the traffic by the security groups of their ENIs",
	"disabled": concat("", [
		"set disable_network_policy to \"false\" in ConfigMap kube-system/eni-config and restart Terway (kubectl -n kube-system ",
		"rollout restart daemonset terway-eniip); what they would block then: egresslint lint --assume network-policy=enforced",
	]),
	"no-agent": concat(" ", [
		"annotate the pod template with",
		"alibabacloud.com/enable-network-policy-agent: \"true\" and install Poseidon",
	]),
	"no-poseidon": "install Poseidon, or deny the traffic by a security group",
	"traffic-mode": concat(" ", [
		"write the rules as a TrafficPolicy, or annotate the pod template with",
		"network.alibabacloud.com/network-policy-mode: network-policy",
	]),
	"policy-mode": concat(" ", [
		"write the rules as a NetworkPolicy, or annotate the pod template with",
		"network.alibabacloud.com/network-policy-mode: traffic-policy",
	]),
	"not-ecs": "write the rules as NetworkPolicies for these pods, or deny the traffic by a security group",
	"not-acs": "write the rules as NetworkPolicies for these pods, or deny the traffic by a security group",
	"poseidon-before-global": "upgrade Poseidon to 0.5.1 or later and enable ACK NetworkPolicy in it",
	"poseidon-before-traffic": "upgrade Poseidon to 0.7.0 or later and enable TrafficPolicy in it",
	"terway-before-global": "upgrade Terway to 1.9.4 or later",
}
