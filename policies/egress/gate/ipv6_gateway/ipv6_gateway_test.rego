package egress.gate.ipv6_gateway_test

import data.egress.gate.ipv6_gateway
import data.egress.way_test as sample

_verdict(flow) := [hop.verdict, hop.reason] if hop := ipv6_gateway.hop with input as flow

_missing(flow) := {item.export | some item in hop.missing} if hop := ipv6_gateway.hop with input as flow

test_g33_gateway_and_bandwidth if {
	hop := {
		"gate": "ipv6-gateway",
		"verdict": "allow",
		"reason": "gateway",
		"note": "{route} leads to {gateway}; {address} has public bandwidth",
		"names": {"route": "pod/2", "gateway": "pod/41", "address": "pod.address"},
		"at": "pod/41",
		"missing": [],
		"egress": ["pod.address"],
	}

	ipv6_gateway.hop == hop with input as world({})
}

test_g33_egress_only_rules_are_neutral if {
	hop := ipv6_gateway.hop with input as with_row({"egress_only": "pod.ipv6.egress-only"})

	[hop.verdict, hop.names.rule] == ["allow", "pod.ipv6.egress-only"]
	endswith(hop.note, "{rule} lets in nothing that it has not asked for")
}

test_no_address[why] if {
	some why, [reason, changes] in {
		"single stack": ["single-stack", {"cluster": {"ip_stack": "ipv4"}}],
		"Flannel": ["flannel", {"cluster": {"plugin": "flannel"}}],
		"IPv4 only": ["no-address", {"pod": {"ipv6": {"assigned": "no"}}}],
		"IPv4 only, whatever the plugin": ["no-address", {
			"cluster": {"plugin": "unknown"},
			"pod": {"ipv6": {"assigned": "no"}},
		}],
		"vSwitch": ["no-ipv6-range", {"source": {"exists": false}, "pod": {"ipv6": {"assigned": "no"}}}],
		"node": ["node-without-address", {
			"source": {"host_network": true},
			"node": {"ipv6": {"assigned": "no"}},
		}],
	}
	every target in [{}, {"kind": "ip", "ranges": ["vpc"]}, {"pod": true}, {"resolved": false}] {
		_verdict(world(object.union(changes, {"target": target}))) == ["deny", reason]
	}
}

test_doubtful_address[why] if {
	some why, [reason, missing, changes] in {
		"stack": ["stack-unknown", "DescribeClusterDetail", object.union(to_come, {"cluster": {"ip_stack": "unknown"}})],
		"status": ["address-unknown", "kubectl get pods", {"pod": {"ipv6": {"assigned": "maybe", "rows": []}}}],
		"ACS": ["address-unknown", "kubectl get pods", object.union(to_come, {"cluster": {"product": "acs"}})],
		"node": ["address-unknown", "DescribeNetworkInterfaces", {
			"source": {"host_network": true},
			"node": {
				"ipv6": {"assigned": "maybe", "rows": []},
				"missing": [{"export": "DescribeNetworkInterfaces", "of": ""}],
			},
		}],
	}
	every target in [{}, {"kind": "ip", "ranges": ["vpc"]}, {"pod": true}] {
		flow := world(object.union(changes, {"target": target}))
		_verdict(flow) == ["unknown", reason]
		missing in _missing(flow)
	}
}

test_inside_the_vpc_an_address_is_enough[why] if {
	some why, changes in {
		"address": {"target": {"ranges": ["vpc"]}},
		"unique local address": {"target": {"ranges": ["rfc1918"]}},
		"pod": {"target": {"pod": true}},
		"pod to come": object.union(to_come, {"target": {"pod": true}}),
		"vSwitch of a VPC without ranges": {
			"target": {"kind": "ip"},
			"pod": {
				"ipv6": {"vpc_known": false},
				"route": {"covering": [sample.route([sample.hop("local", {})], {"bits": 64})]},
			},
		},
		"nowhere": {"target": {"ranges": ["link-local"]}},
		"IPv4": {"flow": {"family": "ipv4"}},
	}

	not ipv6_gateway.hop with input as object.union(told({"rows": [row(bare)]}), changes)
}

test_flow_of_which_all_is_blocked_tells_all if {
	flow := world({"pod": {"route": {"covering": []}, "ipv6": {"rows": [row(bare)]}}})
	hop := ipv6_gateway.hop with input as flow

	hop.note == "{table} has no route to {target}; {address} has no public bandwidth"
	["no-default-route", "no-bandwidth"] == [stop.reason | some stop in ipv6_gateway.stops] with input as flow
}

test_target_that_may_be_in_the_vpc[why] if {
	some why, kind in {"literal": "ip", "internet": "internet6"}
	flow := world({"target": {"kind": kind}, "pod": {"ipv6": {"rows": [row(bare)], "vpc_known": false}}})
	hop := ipv6_gateway.hop with input as flow

	[hop.verdict, count(hop.missing)] == {"ip": ["unknown", 1], "internet6": ["deny", 0]}[kind]
	{item.export | some item in hop.missing} == {"DescribeVpcs" | kind == "ip"}
}
