package egress.rules.whitelist.lacks_public_address_test

import data.egress.gate.whitelist
import data.egress.rules.whitelist.lacks_public_address

_list(component, covers) := {
	"at": sprintf("%s/1", [component]),
	"group": sprintf("%s/2", [component]),
	"hidden": false,
	"template": false,
	"network": "mix",
	"covers": covers,
	"anyone": false,
	"empty": false,
}

_exit(component, covers) := {
	"known": true,
	"single": true,
	"missing": [],
	"whitelist": [_list(component, covers)],
	"admitted_groups": [],
	"range": sprintf("%s/9", [component]),
	"security_group": {"known": true, "missing": []},
}

_input(pod, node, changes) := object.union(
	{
		"flow": {"family": "ipv4", "protocol": "tcp", "port": 3306},
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "yes"},
		"source": {"host_network": false, "virtual_node": false, "injector": false},
		"target": {"kind": "rds", "database": {
			"found": true,
			"id": "target/0",
			"at": "target/1",
			"status": "Running",
			"endpoint": {
				"known": true, "at": "target/2", "type": "private",
				"port_open": true, "ports": "target/3", "vpc": "same",
			},
			"mode": "normal",
			"password_free": false,
			"classic": false,
			"lists": "complete",
			"groups": "complete",
			"templates": "complete",
			"list_at": "target/4",
			"security_groups": [],
			"missing": [],
		}},
		"pod": _exit("pod", pod),
		"node": _exit("node", node),
	},
	changes,
)

_findings(flow, sources) := found if {
	hop := whitelist.hop with input as flow with data.egress.way.sources as sources
	found := lacks_public_address.findings with input as flow
		with data.egress.way.sources as sources
		with data.egress.path.hops as [hop]
}

_public(changes) := object.union({"target": {"database": {"endpoint": {"type": "public"}}}}, changes)

_source(n, covers) := {"address": sprintf("pod/5%d", [n]), "whitelist": [_list("pod", covers)]}

test_public_address_that_is_on_no_list if {
	finding := {
		"at": "pod/1",
		"message": concat(" ", [
			"the whitelist of {database} does not admit {address0},",
			"with which {source} reaches its public endpoint",
		]),
		"fix": concat(" ", [
			"add {address0}: aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Append",
			"--SecurityIps {address0,} --DBInstanceIPArrayName {group},",
			"or use the private endpoint of {database}",
		]),
		"names": {
			"id": "target/0", "group": "pod/2", "address0": "pod/50",
			"database": "target/1", "source": "source",
		},
		"related": [],
	}

	_findings(_input("yes", "yes", _public({})), [_source(0, "no")]) == {finding}
}

test_addresses_that_are_refused_are_told_together if {
	message := concat(" ", [
		"the whitelist of {database} does not admit {address0}, {address1},",
		"with which {source} may reach its public endpoint",
	])
	findings := _findings(_input("no", "no", _public({})), [_source(0, "no"), _source(1, "yes"), _source(2, "no")])

	{[f.message, f.names.address1] | some f in findings} == {[message, "pod/52"]}
}

test_silent_when_all_are_admitted if {
	_findings(_input("no", "no", _public({})), [_source(0, "yes"), _source(1, "yes")]) == set()
}

test_silent_about_private_endpoints if {
	_findings(_input("no", "no", {}), [_source(0, "no")]) == set()
	_findings(_input("maybe", "no", {"pod": {"single": false}}), [_source(0, "no")]) == set()
}
