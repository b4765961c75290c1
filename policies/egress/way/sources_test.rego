package egress.way_test

import data.egress.way

_source(handle, name) := {"address": handle, "whitelist": [list(name)]}

test_sources_of_an_own_address if {
	addressed := {"public": {"addresses": [eip("pod/9", {})]}}

	way.sources == [_source("pod/9", "target/2")] with input as own({})
	way.sources == [_source("pod/9", "target/2")] with input as pod(object.union(addressed, {"route": {"covering": []}}))
}

test_sources_of_a_mapping if {
	way.sources == [_source("pod/32", "target/3")] with input as pod({"public": {"mappings": [mapping({})]}})
	way.sources == [_source("pod/32", "target/3")] with input as pod({"public": {"mappings": [mapping({"status": ""})]}})
	way.sources == [] with input as pod({"public": {"mappings": [mapping({"status": "pending"})]}})
	way.sources == [] with input as pod({"public": {"mappings": [mapping({})], "eips": "absent"}})
}

test_sources_of_a_pool_are_those_that_work if {
	pool := [ip("pod/61", {}), ip("pod/62", {"locked": true}), ip("pod/63", {})]
	want := [_source("pod/61", "target/1"), _source("pod/63", "target/1")]

	way.sources == want with input as entries([snat("pod/5", {"ips": pool})])
}

test_sources_of_an_entry_without_a_state if {
	way.sources == [_source("pod/6", "target/1")] with input as entries([snat("pod/5", {"status": ""})])
}

test_sources_of_all_parts_of_a_range if {
	parts := [snat("pod/51", {"covers": "maybe", "ips": [ip("pod/61", {})]}), snat("pod/52", {})]
	want := [_source("pod/61", "target/1"), _source("pod/6", "target/1")]

	way.sources == want with input as entries(parts)
}

test_sources_are_not_known[why] if {
	some why, facts_of_pod in {
		"truncated SNAT entries": {"route": {"covering": [route([to_nat({"snat": "partial"})], {})]}},
		"pending entry": {"route": {"covering": [route([to_nat({"entries": [snat("pod/5", {"status": "pending"})]})], {})]}},
		"equal route elsewhere": {"route": {"covering": [route([to_nat({}), hop("instance", {})], {})]}},
		"no EIP export": {"public": {"eips": "absent"}},
		"truncated EIP export": {"public": {"eips": "partial"}},
		"no instance": {"public": {"static": "absent"}},
		"no table": {"route": {"evidence": "absent", "covering": []}},
	}
	way.sources == [] with input as pod(facts_of_pod)
}

test_sources_with_null_lists if {
	way.sources == [{"address": "pod/9", "whitelist": []}] with input as own({"whitelist": null})
}

_enabled := {"ipv4_gateway": {"present": true, "enabled": true, "at": "pod/40"}}

test_an_ipv4_gateway_leaves_own_addresses_to_the_table if {
	addressed := {"public": {"addresses": [eip("pod/9", {})]}}
	there := {"route": {"covering": [route([hop("ipv4gateway", {})], {})]}}
	nowhere := {"route": {"covering": []}}

	way.gateway_enabled with input as pod(_enabled)
	not way.gateway_enabled with input as pod({"ipv4_gateway": {"present": true, "enabled": false}})
	count(way.sources) == 1 with input as pod(object.union_n([_enabled, addressed, there]))
	count(way.sources) == 0 with input as pod(object.union(_enabled, addressed))
	count(way.sources) == 0 with input as pod(object.union_n([_enabled, addressed, nowhere]))
}
