package egress.gate.ipv6_gateway_test

import data.egress.gate.ipv6_gateway
import data.egress.way_test as sample

test_g34_table_without_a_route if _verdict(unrouted({})) == ["deny", "no-default-route"]

test_vpc_without_a_gateway[evidence] if {
	some evidence, reason in {"complete": "no-gateway", "partial": "no-default-route", "absent": "no-default-route"}

	_verdict(unrouted({"present": [], "gateways": evidence})) == ["deny", reason]
}

test_state_of_the_gateway[why] if {
	some why, [verdict, changes] in {
		"gateway": ["allow", {}],
		"gateway-down": ["deny", {"status": "deleting"}],
		"gateway-pending": ["unknown", {"status": "creating"}],
		"gateway-locked": ["deny", {"business": "financiallocked"}],
		"gateway-elsewhere": ["deny", {"vpc": "other"}],
		"gateway-gone": ["deny", {"found": false, "at": ""}],
	}

	_verdict(with_gateway(changes)) == [verdict, why]
}

test_gateway_that_is_not_in_the_bundle[evidence] if {
	some evidence in ["partial", "absent"]
	flow := told({"routed": [gateway({"found": false, "at": ""})], "gateways": evidence})

	_verdict(flow) == ["unknown", "gateway-unread"]
	_missing(flow) == {"DescribeIpv6Gateways"}
}

test_routes_that_do_not_decide[why] if {
	some why, [reason, missing, routes] in {
		"other hop": ["leads-out", set(), {"covering": [sample.route([sample.hop("instance", {})], {})]}],
		"disabled": ["hops-disabled", set(), {"covering": [sample.route([sample.hop("ipv6gateway", {"disabled": true})], {})]}],
		"pending": ["route-unavailable", set(), {"covering": [sample.route([], {"status": "pending"})]}],
		"prefix list": ["route-doubtful", {"GetVpcPrefixListEntries"}, {
			"covering": [sample.route([], {"match": "maybe"})],
			"missing": [{"export": "GetVpcPrefixListEntries", "of": "pod/8"}],
		}],
		"unread": ["table-unread", {"DescribeRouteEntryList"}, {"evidence": "absent"}],
	}
	flow := pod({"route": routes})

	_verdict(flow) == ["unknown", reason]
	_missing(flow) == missing
}

test_vswitch_that_is_not_known[why] if {
	some why, flow in {
		"plugin": world({"cluster": {"plugin": "unknown"}}),
		"vSwitch": pod({
			"route": {"evidence": "absent", "table": "", "covering": []},
			"missing": [{"export": "DescribeVSwitches", "of": ""}],
		}),
	}

	_verdict(flow) == ["unknown", "exit-unknown"]
	count(_missing(flow)) > 0
}

test_one_of_two_hops_works if {
	hops := [sample.hop("ipv6gateway", {"at": "pod/31"}), sample.hop("ipv6gateway", {"at": "pod/32"})]
	flow := pod({
		"route": {"covering": [sample.route(hops, {})]},
		"ipv6": {"routed": [gateway({"hop": "pod/31"}), gateway({"hop": "pod/32", "status": "deleting"})]},
	})

	_verdict(flow) == ["partial", "gateway-down"]
	{stop.reason | some stop in ipv6_gateway.stops} == {"gateway-down"} with input as flow
}
