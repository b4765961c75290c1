package egress.rules.route.other_cluster_test

import data.egress.gate.route
import data.egress.rules.route.no_route
import data.egress.rules.route.other_cluster
import data.egress.rules.route.private_via_internet_nat
import data.egress.way_test as sample

_flow(covering, changes) := sample.world({
	"target": object.union(
		{"kind": "ip", "ranges": ["rfc1918"], "other_cluster": "target/0", "other_cluster_id": "target/1"},
		changes,
	),
	"pod": {"route": {"covering": covering}},
})

_findings(flow) := {"told": told, "others": (unrouted | translated)} if {
	hop := route.hop with input as flow
	told := other_cluster.findings with input as flow with data.egress.path.hops as [hop]
	unrouted := no_route.findings with input as flow with data.egress.path.hops as [hop]
	translated := private_via_internet_nat.findings with input as flow with data.egress.path.hops as [hop]
}

_default := [sample.route_by([sample.to_nat({})])]

test_svc_002_service_of_another_cluster[why] if {
	some why, covering in {"no route": [], "default route": _default}
	found := _findings(_flow(covering, {}))

	{[f.at, f.names] | some f in found.told} == {[
		"target/0",
		{"target": "target", "range": "target/0", "cluster": "target/1"},
	]}
	found.others == set()
}

test_silent_about_other_addresses[why] if {
	some why, covering in {"no route": [], "default route": _default}
	found := _findings(_flow(covering, {"other_cluster": ""}))

	found.told == set()
	count(found.others) == 1
}

test_silent_where_a_route_leads_there if {
	peer := [sample.route([sample.hop("vpcpeer", {})], {"bits": 16})]

	_findings(_flow(peer, {})).told == set()
}
