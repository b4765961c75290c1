package egress.gate.destination_acl_test

import data.egress.gate.destination_acl

_entry(at, covers) := {
	"at": at, "group": at, "hidden": false, "network": "unknown", "covers": covers, "anyone": false, "empty": false,
}

_listened(lists, changes) := object.union(
	{
		"flow": {"family": "ipv4", "protocol": "tcp", "port": 443},
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "yes"},
		"source": {"host_network": false, "virtual_node": false, "injector": false},
		"target": {"kind": "clb", "pod": false, "resolved": true, "ranges": ["vpc"], "database": {"found": false}},
		"policy": {"self": false, "same_node": false, "target_host_network": false},
		"balancer": {
			"product": "clb", "found": true, "at": "balancer/0", "id": "balancer/7", "groups": "no",
			"listener": {
				"found": true, "at": "balancer/2", "id": "balancer/8", "control": "on", "mode": "white",
				"lists": [{"at": "balancer/3", "id": "balancer/4", "entries": "complete", "holds": "some"}],
			},
		},
		"pod": {
			"known": true, "single": true, "missing": [], "whitelist": lists, "range": "pod/9",
			"public": {"addresses": []},
		},
	},
	changes,
)

_noted(lists, changes) := hop if {
	hop := destination_acl.hop with input as _listened(lists, changes)
}

_of(changes) := {"balancer": {"listener": changes}}

_black := _of({"mode": "black"})

_incomplete(evidence) := _of({"lists": [
	{"at": "balancer/3", "id": "balancer/4", "entries": "complete", "holds": "some"},
	{"at": "balancer/5", "id": "balancer/6", "entries": evidence, "holds": "none"},
]})

_foreign := _of({"lists": [{"at": "balancer/3", "id": "balancer/4", "entries": "complete", "holds": "other"}]})

_listings := [
	{"lists": ["no"], "of": {}, "is": ["deny", "list-refuses"]},
	{"lists": ["no", "yes"], "of": {}, "is": ["allow", "list-admits"]},
	{"lists": ["no", "maybe"], "of": {}, "is": ["partial", "list-partly"]},
	{"lists": [], "of": _black, "is": ["allow", "list-admits"]},
	{"lists": ["yes"], "of": _black, "is": ["deny", "list-refuses"]},
	{"lists": ["maybe"], "of": _black, "is": ["partial", "list-partly"]},
	{"lists": ["no"], "of": _incomplete("absent"), "is": ["unknown", "lists-incomplete"]},
	{"lists": ["no"], "of": _incomplete("partial"), "is": ["unknown", "lists-incomplete"]},
	{"lists": ["yes"], "of": _incomplete("absent"), "is": ["allow", "list-admits"]},
	{"lists": ["no"], "of": _incomplete("complete"), "is": ["deny", "list-refuses"]},
	{"lists": ["no"], "of": _foreign, "is": ["unknown", "lists-foreign"]},
	{"lists": ["no"], "of": _of({"control": "off"}), "is": ["allow", "no-list"]},
	{"lists": ["no"], "of": _of({"control": "unknown"}), "is": ["unknown", "control-unknown"]},
	{"lists": ["no"], "of": _of({"control": "changing"}), "is": ["unknown", "control-unknown"]},
	{"lists": ["no"], "of": _of({"mode": "unknown"}), "is": ["unknown", "mode-unknown"]},
	{"lists": [], "of": _of({"lists": []}), "is": ["allow", "list-empty"]},
	{"lists": ["no"], "of": {"source": {"injector": true}}, "is": ["unknown", "runtime-list"]},
	{"lists": ["no"], "of": {"cluster": {"plugin": "unknown"}}, "is": ["unknown", "source-unknown"]},
	{"lists": ["no"], "of": {"pod": {"known": false, "single": false}}, "is": ["unknown", "source-unknown"]},
	{"lists": ["no"], "of": {"target": {"resolved": false}}, "is": ["unknown", "source-unknown"]},
	{"lists": ["no"], "of": {"balancer": {"groups": "unknown"}}, "is": ["deny", "list-refuses"]},
	{"lists": ["yes"], "of": {"balancer": {"groups": "unknown"}}, "is": ["unknown", "groups-unknown"]},
	{"lists": [], "of": {"balancer": {"product": "nlb"}}, "is": ["allow", "no-groups"]},
	{
		"lists": [],
		"of": {"balancer": {"product": "nlb", "groups": "yes"}, "pod": {"inbound": {"known": false}}},
		"is": ["unknown", "groups-unknown"],
	},
	{
		"lists": [],
		"of": {"balancer": {"product": "nlb", "groups": "yes"}, "cluster": {"plugin": "unknown"}},
		"is": ["unknown", "exit-unknown"],
	},
]

test_access_control[name] if {
	some row in _listings
	name := sprintf("%v %v", [row.lists, row.of])
	hop := _noted([_entry(sprintf("pod/%d", [i]), covers) | some i, covers in row.lists], row.of)

	[hop.verdict, hop.reason] == row.is
}

test_no_access_control_without_a_listener if not _noted([_entry("pod/1", "no")], _of({"found": false}))

test_lists_that_would_tell[product] if {
	some product, export in {"clb": "DescribeAccessControlListAttribute", "alb": "ListAclEntries"}
	changes := object.union(_incomplete("absent"), {"balancer": {"product": product}})

	_noted([_entry("pod/1", "no")], changes).missing == [{"export": export, "of": "balancer/6"}]
}

test_control_that_would_tell[product] if {
	some product, missing in {
		"clb": {"export": "DescribeLoadBalancerListeners", "of": "balancer/7"},
		"alb": {"export": "GetListenerAttribute", "of": "balancer/8"},
	}
	changes := object.union(_of({"control": "unknown"}), {"balancer": {"product": product}})

	_noted([], changes).missing == [missing]
}

# More entries never take an admission of a whitelist away, nor give one to a blacklist.
test_lists_are_monotone if {
	pairs := {[mode, before, after] |
		some mode in ["white", "black"]
		some covers in ["yes", "no", "maybe"]
		some more in ["yes", "no", "maybe"]
		before := _noted([_entry("pod/1", covers)], _of({"mode": mode})).verdict
		after := _noted([_entry("pod/1", covers), _entry("pod/2", more)], _of({"mode": mode})).verdict
	}

	{after | some pair in pairs; ["white", "allow", after] = pair} == {"allow"}
	{after | some pair in pairs; ["black", "deny", after] = pair} == {"deny"}
}
