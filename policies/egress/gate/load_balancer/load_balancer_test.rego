package egress.gate.load_balancer_test

import data.egress.gate.load_balancer

_input(changes) := object.union(
	{
		"flow": {"family": "ipv4", "protocol": "tcp", "port": 443},
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
		"source": {"host_network": false, "virtual_node": false},
		"target": {"kind": "clb", "pod": false, "resolved": true, "subnet": true, "ranges": ["rfc1918", "vpc"]},
		"balancer": {
			"product": "clb",
			"found": true,
			"at": "balancer/0",
			"id": "balancer/0",
			"address": "balancer/9",
			"status": "active",
			"business": "",
			"network": "vpc",
			"vpc": "same",
			"listeners": "complete",
			"ports": "balancer/1",
			"listener": {
				"found": true,
				"described": true,
				"at": "balancer/2",
				"id": "",
				"protocol": "tcp",
				"status": "running",
			},
			"backends": {
				"forwards": true,
				"kind": "vserver",
				"group": "balancer/3",
				"id": "balancer/4",
				"standing": "several",
				"preserve": "unknown",
				"health": "unknown",
				"health_at": "",
			},
			"pod": {"standing": "no", "at": ""},
			"node": {"standing": "no", "at": ""},
		},
		"pod": {"missing": [], "route": {"covering": [{"hops": [{"type": "local"}]}]}},
	},
	changes,
)

_of(changes) := _input({"balancer": changes})

_nlb := {"product": "nlb"}

_public := {"target": {"ranges": [], "subnet": false}}

test_other_targets_have_no_hop if not load_balancer.hop with input as _of({"product": ""})

test_hop_that_serves if {
	hop := {
		"gate": "load-balancer",
		"verdict": "allow",
		"reason": "serves",
		"note": "{listener} forwards to several servers; the health and the security groups of servers are not judged",
		"names": {"listener": "balancer/2"},
		"at": "balancer/2",
		"missing": [],
		"egress": [],
	}

	load_balancer.hop == hop with input as _input({})
}

test_listener_that_answers_by_itself if {
	answer := {"backends": {"forwards": false, "standing": "unknown"}}

	load_balancer.hop.note == "{listener} answers by itself" with input as _of(answer)
}

_rows := [
	{"of": {"found": false, "listeners": "absent", "listener": {"found": false}}, "is": ["unknown", "undescribed"]},
	{"of": {"status": "inactive"}, "is": ["deny", "inactive"]},
	{"of": {"status": "locked"}, "is": ["deny", "inactive"]},
	{"of": {"status": "configuring"}, "is": ["unknown", "state-unknown"]},
	{"of": {"business": "abnormal"}, "is": ["unknown", "state-unknown"]},
	{"of": {"status": ""}, "is": ["allow", "serves"]},
	{"of": {"network": "classic"}, "is": ["unknown", "classic"]},
	{"of": {"vpc": "other"}, "is": ["unknown", "elsewhere"]},
	{"of": {"listener": {"found": false}}, "is": ["deny", "no-listener"]},
	{"of": {"listener": {"found": false}, "listeners": "partial"}, "is": ["unknown", "listeners-unknown"]},
	{"of": {"listener": {"found": false}, "listeners": "absent"}, "is": ["unknown", "listeners-unknown"]},
	{"of": {"listener": {"status": "stopped"}}, "is": ["deny", "listener-stopped"]},
	{"of": {"listener": {"status": "starting"}}, "is": ["unknown", "listener-unknown"]},
	{"of": {"listener": {"status": "", "described": false}}, "is": ["unknown", "listener-unknown"]},
	{"of": {"backends": {"standing": "none"}}, "is": ["deny", "no-backend"]},
	{"of": {"backends": {"standing": "idle"}}, "is": ["deny", "no-backend"]},
	{"of": {"backends": {"standing": "away"}}, "is": ["deny", "no-backend"]},
	{"of": {"backends": {"standing": "unknown"}}, "is": ["unknown", "backends-unknown"]},
	{"of": {"backends": {"standing": "some"}}, "is": ["allow", "serves"]},
	{"of": {"backends": {"health": "abnormal", "health_at": "balancer/5"}}, "is": ["deny", "all-abnormal"]},
	{"of": {"backends": {"health": "fine"}}, "is": ["allow", "serves"]},
	{"of": {"pod": {"standing": "only", "at": "balancer/6"}}, "is": ["deny", "hairpin"]},
	{"of": {"pod": {"standing": "among", "at": "balancer/6"}}, "is": ["partial", "hairpin-partly"]},
	{"of": {"pod": {"standing": "eni", "at": "balancer/6"}}, "is": ["unknown", "hairpin-eni"]},
	{"of": {"pod": {"standing": "unknown"}}, "is": ["unknown", "client-unknown"]},
	{"of": {"node": {"standing": "only", "at": "balancer/6"}}, "is": ["allow", "serves"]},
	{
		"of": {"listener": {"protocol": "https"}, "pod": {"standing": "only", "at": "balancer/6"}},
		"is": ["allow", "serves"],
	},
	{
		"of": object.union(_nlb, {"pod": {"standing": "only", "at": "balancer/6"}}),
		"is": ["unknown", "preserve-unknown"],
	},
	{
		"of": object.union(_nlb, {"pod": {"standing": "only", "at": "balancer/6"}, "backends": {"preserve": "yes"}}),
		"is": ["deny", "hairpin"],
	},
	{
		"of": object.union(_nlb, {"pod": {"standing": "only", "at": "balancer/6"}, "backends": {"preserve": "no"}}),
		"is": ["allow", "serves"],
	},
]

test_answers[name] if {
	some row in _rows
	name := sprintf("%v", [row.of])
	hop := load_balancer.hop with input as _of(row.of)

	[hop.verdict, hop.reason] == row.is
}

test_every_answer_is_shown if {
	reasons := {row.is[1] | some row in _rows} | {"icmp", "hairpin-public"}

	count(reasons) == 20
}

test_icmp_asks_no_listener if {
	flow := _input({"flow": {"protocol": "icmp", "port": 0}, "balancer": {"listener": {"found": false}}})

	load_balancer.hop.reason == "icmp" with input as flow
}

test_hairpin_by_a_public_address_is_not_documented[standing] if {
	some standing in ["only", "among"]
	flow := _input(object.union(_public, {"balancer": {"pod": {"standing": standing, "at": "balancer/6"}}}))

	load_balancer.hop.reason == "hairpin-public" with input as flow
}

test_classic_network_by_a_public_address if {
	flow := _input(object.union(_public, {"balancer": {"network": "classic"}}))

	load_balancer.hop.verdict == "allow" with input as flow
}

test_address_of_another_vpc_that_is_routed_there[what] if {
	some what, changes in {
		"not of the own VPC": {"target": {"subnet": false}},
		"a route out": {"pod": {"route": {"covering": [{"hops": [{"type": "attachment"}]}]}}},
	}

	load_balancer.hop.verdict == "allow" with input as _input(object.union(changes, {"balancer": {"vpc": "other"}}))
}

test_exports_that_would_tell[what] if {
	unserved := {"standing": "unknown"}
	some what, c in {
		"attributes": {"of": {"found": false, "listener": {"found": false}}, "is": [
			"DescribeLoadBalancerAttribute",
			"DescribeLoadBalancerListeners",
		]},
		"attributes of NLB": {"of": object.union(_nlb, {"found": false, "listener": {"found": false}}), "is": [
			"GetLoadBalancerAttribute",
			"ListListeners",
		]},
		"listeners": {
			"of": {"listeners": "absent", "listener": {"found": false}},
			"is": ["DescribeLoadBalancerListeners"],
		},
		"vserver": {"of": {"backends": unserved}, "is": ["DescribeVServerGroupAttribute"]},
		"default": {
			"of": {"backends": object.union(unserved, {"kind": "default"})},
			"is": ["DescribeLoadBalancerAttribute"],
		},
		"primary": {
			"of": {"backends": object.union(unserved, {"kind": "primary"})},
			"is": ["DescribeMasterSlaveServerGroupAttribute"],
		},
		"server": {
			"of": {"backends": object.union(unserved, {"kind": "server"})},
			"is": ["ListServerGroupServers"],
		},
		"group": {
			"of": {"backends": object.union(unserved, {"kind": "unknown"})},
			"is": ["DescribeLoadBalancerTCPListenerAttribute"],
		},
		"preserve": {
			"of": object.union(_nlb, {"pod": {"standing": "only", "at": "balancer/6"}}),
			"is": ["ListServerGroups"],
		},
	}

	[item.export | some item in load_balancer.hop.missing] == c.is with input as _of(c.of)
}

# What is known more of a load balancer never makes a denial of a doubt about the same thing, nor the other way round: each
# situation has one answer and only those that are certain deny.
test_denials_need_evidence if {
	verdicts := {[evidence, verdict] |
		some evidence in ["absent", "partial", "complete"]
		hop := load_balancer.hop with input as _of({"listeners": evidence, "listener": {"found": false}})
		verdict := hop.verdict
	}

	verdicts == {["absent", "unknown"], ["partial", "unknown"], ["complete", "deny"]}
}
