package egress.rules.nat.pod_vswitch_without_entry_test

import data.egress.rules.nat.pod_vswitch_without_entry

_gateway(changes) := object.union(
	{
		"at": "object/0", "status": "available", "business": "normal", "network": "internet", "eips": 1, "table": "object/1",
		"ip": "object/2", "led": "yes",
	},
	changes,
)

_lost(changes) := {
	"cluster": {"masquerade": "yes"},
	"object": {"vswitch": object.union(
		{
			"at": "object/10", "vswitch": "object/11", "by": "object/12", "nodes": false, "public": "no", "gateway": _gateway({}),
			"route": "object/13", "table": "object/14", "peer": "object/15", "elsewhere": "", "other": "", "other_led": "no",
			"used": ["object/16"],
		},
		changes,
	)},
}

test_nat_001_pod_vswitch_without_entry if {
	some lint in pod_vswitch_without_entry.lints with input as _lost({})

	lint.at == "object/10"
	lint.causes == ["object/11"]
	contains(lint.fix, "--SnatTableId {table_of_nat} --SourceVSwitchId {vswitch} --SnatIp {ip}")
	count(lint.related) == 2
}

test_silent[why] if {
	some why, changes in {
		"no other vSwitch has one": {"peer": ""}, "nodes": {"nodes": true}, "EIPs": {"public": "yes"}, "wishes for EIPs": {"public": "maybe"},
		"an entry elsewhere": {"elsewhere": "object/20"}, "a gateway without EIP": {"gateway": {"eips": 0}},
	}
	count(pod_vswitch_without_entry.lints) == 0 with input as _lost(changes)
}

test_a_gateway_that_holds_no_known_address if {
	some lint in pod_vswitch_without_entry.lints with input as _lost({"gateway": {"ip": ""}})

	lint.fix == "add an SNAT entry for {vswitch} to {nat}, once an EIP is bound to it"
}
