package egress.rules.destination_acl.empty_list_admits_all_test

import data.egress.gate.destination_acl
import data.egress.rules.destination_acl.empty_list_admits_all

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

_findings(changes) := found if {
	flow := _input([], {"balancer": changes})
	hop := destination_acl.hop with input as flow
	found := empty_list_admits_all.findings with input as flow with data.egress.path.hops as [hop]
}

_empty := {"listener": {"lists": [{"at": "balancer/3", "id": "balancer/4", "entries": "complete", "holds": "none"}]}}

test_list_without_an_entry if {
	finding := {
		"at": "balancer/2",
		"message": "{list} of {listener} has no entry, so that the listener lets everybody in",
		"fix": "add the ranges of its clients: aliyun slb AddAccessControlListEntry --AclId {acl}",
		"names": {"listener": "balancer/2", "list": "balancer/3", "acl": "balancer/4"},
		"related": [{"at": "balancer/3", "message": "{list} is empty"}],
	}

	_findings(_empty) == {finding}
}

test_silent[what] if {
	some what, changes in {
		"a list with entries": {},
		"a list that is not whole": {"listener": {"lists": [object.union(_empty.listener.lists[0], {"entries": "partial"})]}},
		"access control that is off": {"listener": object.union(_empty.listener, {"control": "off"})},
	}

	_findings(changes) == set()
}
