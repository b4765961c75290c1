package egress.rules.destination_acl.list_refuses_test

import data.egress.gate.destination_acl
import data.egress.rules.destination_acl.list_refuses

_list(at, covers) := {
	"at": at, "group": at, "hidden": false, "network": "unknown", "covers": covers, "anyone": false, "empty": false,
}

_input(lists, changes) := object.union(
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

_findings(lists, changes) := found if {
	flow := _input(lists, changes)
	hop := destination_acl.hop with input as flow
	found := list_refuses.findings with input as flow with data.egress.path.hops as [hop]
}

_add := "aliyun slb AddAccessControlListEntry --AclId {acl} --AclEntrys '[{\"entry\":\"{range,}\"}]'"

test_address_that_no_list_lets_in if {
	finding := {
		"at": "balancer/3",
		"message": "{list} of {listener} does not let in {address0}, with which {source} arrives",
		"fix": sprintf("add {range}, the range of {vswitch}, to it: %s", [_add]),
		"names": {
			"list": "balancer/3", "listener": "balancer/2", "source": "source", "acl": "balancer/4",
			"vswitch": "pod.vswitch", "range": "pod/9", "address0": "pod.address",
		},
		"related": [],
	}

	_findings([_list("pod/1", "no")], {}) == {finding}
}

test_part_of_a_range if {
	message := "{list} of {listener} does not let in all that {source} may arrive with: {address0}"

	{f.message | some f in _findings([_list("pod/1", "maybe")], {})} == {message}
}

test_address_of_no_known_vswitch if {
	fix := sprintf("add {range} to it: %s", [_add])

	{f.fix | some f in _findings([_list("pod/1", "no")], {"pod": {"known": false}})} == {fix}
}

test_entry_of_a_blacklist if {
	black := {"balancer": {"listener": {"mode": "black"}}}
	told := ["pod/1", "{list} keeps {address0} out of {listener}, with which {source} arrives"]

	{[f.at, f.message] | some f in _findings([_list("pod/1", "yes")], black)} == {told}
	_findings([], black) == set()
}

test_alb if {
	alb := {"balancer": {"product": "alb"}}
	fix := concat(" ", [
		"add {range}, the range of {vswitch}, to it:",
		"aliyun alb AddEntriesToAcl --AclId {acl} --AclEntries.1.Entry {range}",
	])

	{f.fix | some f in _findings([_list("pod/1", "no")], alb)} == {fix}
}

test_public_addresses if {
	flow := _input([], {"target": {"ranges": []}})
	sources := [
		{"address": "pod/20", "whitelist": [_list("pod/1", "no")]},
		{"address": "pod/21", "whitelist": [_list("pod/1", "yes")]},
		{"address": "pod/22", "whitelist": [_list("pod/1", "no")]},
	]
	hop := destination_acl.hop with input as flow with data.egress.way.sources as sources
	findings := list_refuses.findings with input as flow
		with data.egress.way.sources as sources
		with data.egress.path.hops as [hop]
	entry := "'[{\"entry\":\"{address0}/32,{address1}/32\"}]'"

	hop.verdict == "partial"
	{endswith(f.fix, entry) | some f in findings} == {true}
}

test_silent_when_a_list_lets_in if _findings([_list("pod/1", "no"), _list("pod/2", "yes")], {}) == set()
