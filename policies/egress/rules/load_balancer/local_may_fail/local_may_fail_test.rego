package egress.rules.load_balancer.local_may_fail_test

import data.egress.inside
import data.egress.rules.load_balancer.local_may_fail

_findings(way, why) := found if {
	found := local_may_fail.findings with input as {
		"cluster": {"product": "ack", "plugin": "flannel"},
		"balancer": {"inside": {"way": way, "policy_at": "balancer/1", "name": "balancer/2", "namespace": "balancer/3"}},
	}
		with data.egress.inside.why as why
		with data.egress.path.hops as [{"gate": "load-balancer"}]
}

test_doubt_about_local if {
	findings := _findings("node", "terway-local")

	{[f.at, f.message] | some f in findings} == {[
		"balancer/1",
		"{policy} is Local, and nothing proves that {source} reaches its load balancer then",
	]}
}

test_on_to_the_load_balancer if {
	message := concat(" ", [
		"{policy} is Local, and no ready backend is on the node of {source},",
		"so that Terway sends its packets through the load balancer",
	])

	{f.message | some f in _findings("front", "no-local-end-continues")} == {message}
}

# What Local has no part in is for other rules, or for none.
test_silent[why] if {
	some why in (object.keys(inside._decisions) - _about_local)

	count(_findings("node", why)) + count(_findings("front", why)) == 0
}

_about_local := {
	"acs-same-node", "local-undocumented", "terway-local", "newer-ipvs", "kubernetes-unknown", "proxy-unknown",
	"other-range", "range-unknown", "place-unknown", "no-local-end-continues",
}

test_silent_about_backends if _findings("end", "terway-local") == set()
