package egress.gate.load_balancer_test

import data.egress.gate.load_balancer
import data.egress.inside

_inside(way, changes) := object.union(
	{
		"way": way, "service": "balancer/20", "policy_at": "balancer/21", "ignored": "",
		"ranges": {"at": "balancer/22"},
	},
	changes,
)

_straight(way, why) := found if {
	found := load_balancer.hop with input as _of({"product": "", "inside": _inside(way, {})})
		with data.egress.inside.why as why
		with data.egress.service.why as "no-ready-pod"
		with data.egress.service.facts as {"blamed": "target/1"}
		with data.egress.service.names as {}
		with data.egress.service.missing as []
}

test_straight_to_backends[why] if {
	some why in ["short", "short-local"]
	hop := _straight("end", why)

	[hop.verdict, hop.at, hop.reason] == ["allow", "balancer/20", why]
}

test_only_the_nearest_backends_are_told if {
	contains(_straight("end", "short-local").note, "on the node of the client")
	not contains(_straight("end", "short").note, "on the node of the client")
}

_failures := {
	"acs-local": "balancer/21",
	"no-local-end": "balancer/21",
	"no-end": "target/1",
	"out-of-range": "balancer/22",
}

test_failures_are_placed_at_what_to_edit[why] if {
	some why, at in _failures
	hop := _straight("node", why)

	[hop.verdict, hop.at] == ["deny", at]
}

_through(why) := found if {
	found := load_balancer.hop with input as _of({"inside": _inside("front", {})})
		with data.egress.inside.why as why
}

# Each decision that leads to no backend straight has words.
test_doubts_have_words[why] if {
	some why, "unknown" in inside._decisions
	hop := _straight("node", why)

	hop.verdict == "unknown"
	hop.at in {"balancer/20", "target/1"}
}

test_failures_are_all_shown if object.keys(_failures) == {why | some why, "fails" in inside._decisions}

test_way_through_the_balancer_is_explained[why] if {
	some why, "through" in inside._decisions
	hop := _through(why)

	startswith(hop.note, "{listener} forwards to several servers; ")
	hop.names.service == "balancer/20"
	hop.verdict == "allow"
}

test_way_through_a_balancer_that_fails_is_explained if {
	flow := _of({"status": "inactive", "inside": _inside("front", {})})
	hop := load_balancer.hop with input as flow with data.egress.inside.why as "host-name"

	hop.verdict == "deny"
	endswith(hop.note, "; the load balancer of {service} has a name and no address, so no node answers for it")
}

test_doubt_without_a_place_is_placed_at_the_service if {
	flow := _of({"found": false, "listener": {"found": false}, "inside": _inside("front", {})})
	hop := load_balancer.hop with input as flow with data.egress.inside.why as "host-name"

	hop.at == "balancer/20"
}

test_balancer_without_id_is_looked_up_by_its_address[product] if {
	some product, export in {"clb": "DescribeLoadBalancers", "nlb": "ListLoadBalancers"}
	flow := _of({"product": product, "found": false, "id": "", "listener": {"found": false}})

	load_balancer.hop.missing == [{"export": export, "of": ""}] with input as flow
}

test_service_that_ack_ignores if {
	flow := _of({"product": "", "inside": _inside("node", {"ignored": "balancer/23"})})
	hop := load_balancer.hop with input as flow with data.egress.inside.why as "no-address"

	contains(hop.note, "service.beta.kubernetes.io/class")
}
