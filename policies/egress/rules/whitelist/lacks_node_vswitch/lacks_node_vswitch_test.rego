package egress.rules.whitelist.lacks_node_vswitch_test

import data.egress.gate.whitelist
import data.egress.rules.whitelist.lacks_node_vswitch

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

_findings(flow) := found if {
	hop := whitelist.hop with input as flow
	found := lacks_node_vswitch.findings with input as flow with data.egress.path.hops as [hop]
}

_flannel(changes) := object.union({"cluster": {"plugin": "flannel"}}, changes)

_command := concat(" ", [
	"aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Append",
	"--SecurityIps {range,} --DBInstanceIPArrayName {group}",
])

_names := {
	"id": "target/0", "group": "node/2", "range": "node/9", "database": "target/1", "source": "source",
	"address": "node.address", "vswitch": "node.vswitch",
}

test_node_whose_address_is_on_no_list if {
	finding := {
		"at": "node/1",
		"message": "the whitelist of {database} does not admit {address}, the address of the node of {source}",
		"fix": sprintf("add {range}, the range of {vswitch}: %s", [_command]),
		"names": _names,
		"related": [],
	}

	_findings(_input("no", "no", _flannel({}))) == {finding}
}

test_g41_list_of_the_container_network_is_told if {
	related := [{"at": "pod/1", "message": "{pods} admits the pod's address, which the node replaces by its own"}]
	findings := _findings(_input("yes", "no", _flannel({})))

	{[f.related, f.names] | some f in findings} == {[related, object.union(_names, {"pods": "pod/1"})]}
}

test_instance_has_the_address_itself if {
	changes := {"source": {"ecs": "outside", "host_network": true}}
	messages := {f.message | some f in _findings(_input("no", "no", changes))}

	messages == {"the whitelist of {database} does not admit {address}, the address of {source}"}
}

test_injector_is_told_to_be_of_no_use if {
	related := [{"at": "source", "message": "the injector adds the address of {source}, which {database} does not see"}]

	{f.related | some f in _findings(_input("no", "no", _flannel({"source": {"injector": true}})))} == {related}
}

test_range_that_no_list_admits if {
	message := "the whitelist of {database} does not admit {vswitch}, whose nodes may run {source}"

	{f.message | some f in _findings(_input("no", "no", _flannel({"node": {"single": false}})))} == {message}
}

test_range_of_which_a_part_is_admitted if {
	message := "the whitelist of {database} admits only a part of {vswitch}, whose nodes may run {source}"

	{f.message | some f in _findings(_input("no", "maybe", _flannel({"node": {"single": false}})))} == {message}
}

test_address_without_a_known_vswitch if {
	fix := sprintf("add {range}: %s", [_command])

	{f.fix | some f in _findings(_input("no", "no", _flannel({"node": {"known": false}})))} == {fix}
}

test_pod_on_the_host_network_has_no_address_to_replace if {
	findings := _findings(_input("yes", "no", {"source": {"host_network": true}}))

	{f.related | some f in findings} == {[]}
}

test_silent_when_a_list_admits if _findings(_input("no", "yes", _flannel({}))) == set()

test_silent_about_pods if _findings(_input("no", "no", {})) == set()

test_an_instance_has_its_own_address if {
	instance := {"source": {"host_network": true, "ecs": "outside"}}
	some finding in _findings(_input("no", "no", instance))

	endswith(finding.message, "does not admit {address}, the address of {source}")
}
