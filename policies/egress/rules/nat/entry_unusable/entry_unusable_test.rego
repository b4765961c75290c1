package egress.rules.nat.entry_unusable_test

import data.egress.gate.nat
import data.egress.rules.nat.entry_unusable
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := entry_unusable.findings with input as flow with data.egress.path.hops as [hop]
}

_entry(changes) := sample.entries([sample.snat("pod/5", {"ips": [sample.ip("pod/6", changes)]})])

_other := concat(" ", [
	"give {entry} another address:",
	"aliyun vpc ModifySnatEntry --SnatTableId {table} --SnatEntryId {entry} --SnatIp {spare}",
])

_bind := concat(" ", [
	"bind {ip} to {nat}:",
	"aliyun vpc AssociateEipAddress --InstanceType Nat --InstanceId {nat} --AllocationId {id}",
])

test_g27_address_that_is_not_bound_to_the_gateway if {
	finding := {
		"at": "pod/5",
		"message": "{entry} of {nat} translates {source} to {ip}, which is not bound to {nat}",
		"fix": concat(", or ", [_bind, _other]),
		"names": {
			"entry": "pod/5", "nat": "pod/4", "ip": "pod/6", "source": "source",
			"table": "pod/7", "spare": "pod/8", "id": "pod/66",
		},
		"related": [],
	}

	_findings(_entry({"bound": false, "status": "available"})) == {finding}
}

test_fix_by_what_is_wrong[fix] if {
	some fix, changes in {
		_other: {"found": false, "bound": false},
		concat("", ["pay for {ip} or have it unlocked, or ", _other]): {"locked": true},
		concat(", or ", [_bind, _other]): {"status": "available"},
	}
	{f.fix | some f in _findings(_entry(changes))} == {fix}
}

test_eip_that_serves_something_else_stays_there if {
	{f.fix | some f in _findings(_entry({"bound": false, "status": "inuse"}))} == {_other}
}

test_gateway_without_another_address if {
	dead := sample.snat("pod/5", {"ips": [sample.ip("pod/6", {"private": true, "id": ""})]})
	findings := _findings(sample.through({"entries": [dead], "ip": ""}))

	{[f.fix, f.names] | some f in findings} == {[
		"give {entry} an EIP that is bound to {nat}",
		{"entry": "pod/5", "nat": "pod/4", "ip": "pod/6", "source": "source"},
	]}
}

test_eip_whose_id_is_not_said if {
	findings := _findings(_entry({"bound": false, "status": "available", "id": ""}))

	{f.fix | some f in findings} == {concat(", or ", ["bind {ip} to {nat}", _other])}
}

test_a14_one_dead_address_of_a_pool if {
	pool := [sample.ip("pod/61", {}), sample.ip("pod/62", {"locked": true})]
	findings := _findings(sample.entries([sample.snat("pod/5", {"ips": pool})]))

	{f.names.ip | some f in findings} == {"pod/62"}
}

test_silent_about_an_entry_that_works if _findings(sample.base) == set()
