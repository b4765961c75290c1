# METADATA
# title: The health check of a listener is off
# description: |
#   The packet goes to a listener of a CLB instance whose health check is switched off.
#
#   Such a listener forwards to servers that answer nobody, too. Switch the health check on; its packets come from
#   100.64.0.0/10, which CLB needs no security group rule for.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/health-check-overview
#     description: Health checks of CLB
# custom:
#   severity: note
#   code: LB-004
#   about: cluster
#   rows: [R084]
package egress.rules.load_balancer.no_health_check

import data.egress.inside
import data.egress.path

# METADATA
# description: One finding at the switch.
findings contains {
	"at": input.balancer.backends.check_at,
	"message": "the health check of {listener} is off, so it forwards to servers that do not answer too",
	"fix": concat(" ", [
		"switch it on:",
		sprintf("aliyun slb SetLoadBalancer%sListenerAttribute", [upper(input.balancer.listener.protocol)]),
		sprintf("--LoadBalancerId {id} --ListenerPort %d --HealthCheck on", [input.flow.port]),
	]),
	"names": {"listener": input.balancer.listener.at, "id": input.balancer.id},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	not inside.asked
	input.balancer.backends.check == "off"
}
