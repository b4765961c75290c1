package egress.rules.destination_acl.nlb_group_drops_test

import data.egress.gate.destination_acl
import data.egress.rules.destination_acl.nlb_group_drops

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

_groups(rules) := {
	"balancer": {"product": "nlb", "groups": "yes", "listener": {"control": "off"}},
	"pod": {"inbound": {
		"known": true, "missing": [], "managed": false, "source": "pod/0",
		"groups": [{
			"at": "pod/1", "type": "enterprise", "rules": "complete", "one_way": false, "inner": "accept", "shared": "yes",
		}],
		"rules": rules,
	}},
}

_rule(action) := {
	"at": "pod/2", "id": "pod/3", "group": "pod/1", "priority": 100, "action": action, "match": "yes", "missing": [],
}

_findings(rules) := found if {
	flow := _input([], _groups(rules))
	hop := destination_acl.hop with input as flow
	found := nlb_group_drops.findings with input as flow with data.egress.path.hops as [hop]
}

test_rule_that_drops if {
	told := ["pod/2", "{rule} of priority 100 drops TCP port 443 to {target} from {address}"]

	{[f.at, f.message] | some f in _findings([_rule("drop")])} == {told}
}

test_silent_when_no_rule_drops[what] if {
	some what, rules in {"none": [], "accept": [_rule("accept")]}

	_findings(rules) == set()
}
