package egress.gate.nat_test

import data.egress.gate.nat
import data.egress.way_test as sample

_entry(changes) := sample.entries([sample.snat("pod/5", changes)])

_pool(ips) := _entry({"ips": ips})

test_g27_a12_the_longest_entry_decides_even_if_its_eip_is_dead if {
	dead := sample.snat("pod/51", {"bits": 32, "ips": [sample.ip("pod/61", {"bound": false})]})
	healthy := sample.snat("pod/52", {"bits": 8})
	hop := object.union(
		_hop("deny", "entry-unusable", "{entry} of {nat} translates {address} to {ip}, which is not bound to {nat}"),
		{
			"names": {"entry": "pod/51", "nat": "pod/4", "address": "pod.address", "ip": "pod/61"},
			"at": "pod/51",
		},
	)

	nat.hop == hop with input as sample.entries([dead, healthy])
}

test_addresses_that_do_not_work[trouble] if {
	some trouble, changes in {
		"is no public address": {"private": true},
		"is not an EIP of the account": {"found": false, "bound": false},
		"is not bound to {nat}": {"bound": false},
		"is locked": {"business": "financiallocked"},
		"is bound to nothing": {"status": "available"},
	}
	flow := _pool([sample.ip("pod/6", changes)])

	_reason(flow) == ["deny", "entry-unusable"]
	endswith(nat.hop.note, trouble) with input as flow
	nat.trouble == trouble with input as flow
	nat.troubled.address == "pod/6" with input as flow
}

test_address_that_is_being_bound if {
	_reason(_pool([sample.ip("pod/6", {"status": "associating"})])) == ["unknown", "entry-unusable"]
}

test_a13_eips_that_are_not_in_the_bundle_are_taken_to_be_in_order if {
	ip := sample.ip("pod/6", {"eips": "absent", "found": false, "bound": false, "status": "", "business": ""})
	note := "{entry} of {nat} translates {address} to {ip0}; its EIP is not in the bundle and is taken to be in order"

	nat.hop.note == note with input as _pool([ip])
	nat.hop.egress == ["pod/6"] with input as _pool([ip])
}

test_a14_pool_that_is_partly_dead if {
	pool := [sample.ip("pod/61", {}), sample.ip("pod/62", {"locked": true})]
	hop := object.union(
		_hop("partial", "entry-unusable", "{entry} of {nat} translates {address} to {ip}, which is locked"),
		{
			"names": {"entry": "pod/5", "nat": "pod/4", "address": "pod.address", "ip": "pod/62"},
			"at": "pod/5",
			"egress": ["pod/61"],
		},
	)

	nat.hop == hop with input as _pool(pool)
}

test_whole_pool_is_told if {
	flow := _pool([sample.ip("pod/61", {}), sample.ip("pod/62", {})])

	nat.hop.note == "{entry} of {nat} translates {address} to {ip0}, {ip1}" with input as flow
	nat.hop.egress == ["pod/61", "pod/62"] with input as flow
}

test_dead_pool if {
	_reason(_pool([sample.ip("pod/61", {"locked": true}), sample.ip("pod/62", {"found": false, "bound": false})])) == [
		"deny",
		"entry-unusable",
	]
}

test_pool_in_which_an_address_is_being_bound if {
	pool := [sample.ip("pod/61", {"locked": true}), sample.ip("pod/62", {"status": "associating"}), sample.ip("pod/63", {})]

	_reason(_pool(pool)) == ["unknown", "entry-unusable"]
}

test_entries_that_are_not_in_force_yet[status] if {
	some status in ["pending", "modifying"]
	hop := object.union(
		_hop("unknown", "entry-pending", "{entry} of {nat} covers {address} and is not in force yet"),
		{
			"names": {"entry": "pod/5", "nat": "pod/4", "address": "pod.address"},
			"at": "pod/5",
			"missing": [{"export": "DescribeSnatTableEntries", "of": "pod/4"}],
		},
	)

	nat.hop == hop with input as _entry({"status": status})
}

test_entries_on_their_way_out_do_not_count if {
	_reason(_entry({"status": "deleting"})) == ["deny", "misses-pod-vswitch"]
}

test_entry_without_an_address if _reason(_entry({"ips": []})) == ["unknown", "entry-without-address"]

test_entry_of_which_no_state_is_said_works if {
	_reason(_entry({"status": ""})) == ["allow", "entry-works"]
	nat.hop.missing == [] with input as _entry({"status": ""})
}

_range(entries) := object.union(
	sample.entries(entries),
	{"pod": {"single": false}, "node": {"route": {"covering": []}}},
)

_part := sample.snat("pod/51", {"covers": "maybe", "ips": [sample.ip("pod/61", {})]})

test_range_that_entries_cover_in_parts if {
	flow := _range([_part, sample.snat("pod/52", {})])

	_reason(flow) == ["allow", "entry-works"]
	nat.hop.note == "{entry} of {nat} translates a part of {address} to {ip0}" with input as flow
	nat.hop.egress == ["pod/6", "pod/61"] with input as flow
}

test_range_that_entries_cover_partly if {
	flow := _range([_part])

	_reason(flow) == ["partial", "misses-pod-vswitch"]
	nat.hop.note == "no SNAT entry of {nat} covers the rest of {address}" with input as flow
	nat.hop.egress == ["pod/61"] with input as flow
}

test_range_of_which_a_part_has_a_dead_entry if {
	dead := object.union(_part, {"ips": [sample.ip("pod/61", {"bound": false})]})

	_reason(_range([dead, sample.snat("pod/52", {})])) == ["partial", "entry-unusable"]
	_reason(_range([dead])) == ["deny", "entry-unusable"]
}

test_equal_gateways_of_which_one_fails if {
	hops := [sample.to_nat({}), sample.to_nat({"at": "pod/44", "network": "intranet"})]
	flow := sample.routed([sample.route(hops, {})])

	_reason(flow) == ["partial", "vpc-nat"]
	nat.gateway.at == "pod/44" with input as flow
}
