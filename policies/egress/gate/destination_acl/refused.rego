package egress.gate.destination_acl

import data.egress.balancer
import data.egress.destination
import data.egress.exit
import data.egress.injector

_list_answer := {
	"verdict": {"list-refuses": "deny", "list-partly": "partial"}[_list_reason],
	"reason": _list_reason,
	"note": _refusal[_listener.mode][_list_reason],
	"names": {"list": refusing, "listener": _listener.at, "address": refused[0]},
	"at": refusing,
} if {
	_list_reason in {"list-refuses", "list-partly"}
}

_refusal := {
	"white": {
		"list-refuses": "{list} lets in those that it lists, and {address} is not among them",
		"list-partly": _partly[balancer.public],
	},
	"black": {
		"list-refuses": "{list} refuses {address}",
		"list-partly": _partly[balancer.public],
	},
}

_partly := {
	true: "{list} lets in only some of the public addresses that the packet may come from, not {address}",
	false: "{list} lets in only a part of {address}",
}

# METADATA
# description: Where the packet is refused: the entry that holds its address, or the list to add it to.
refusing := _listener.lists[0].at if _listener.mode != "black"

refusing := [list.at | some source in sources; some list in source.whitelist; list.covers != "no"][0] if {
	_listener.mode == "black"
}

_list_answer := {
	"verdict": "unknown",
	"reason": _list_reason,
	"note": _doubts[_list_reason],
	"names": {"listener": _listener.at, "list": _first_list, "source": "source"},
	"at": _listener.at,
	"missing": _list_missing[_list_reason],
} if {
	_list_reason in {
		"control-unknown", "mode-unknown", "source-unknown", "lists-incomplete", "lists-foreign", "runtime-list",
	}
}

_doubts := {
	"control-unknown": "nothing tells whether {listener} has an access control list",
	"mode-unknown": "nothing tells whether {list} names those that are let in or those that are refused",
	"source-unknown": "nothing tells with which address {listener} sees the packet",
	"lists-incomplete": "the entries of {list} are not all in the bundle, and none of those that are holds the address",
	"lists-foreign": "all entries of {list} are of another address family, and it is not documented who is let in then",
	"runtime-list": _expected.list[injector.helps],
}

_first_list := array.concat([list.at | some list in _incomplete], array.concat(
	[list.at | some list in _listener.lists],
	[_listener.at],
))[0]

_list_missing := {
	"control-unknown": _control_missing,
	"mode-unknown": _control_missing,
	"source-unknown": [item | some item in (exit.missing | destination.missing)],
	"lists-incomplete": [{"export": _entries, "of": list.id} | some list in _incomplete],
	"lists-foreign": [],
	"runtime-list": _unproven,
}

_control_missing := [{"export": "DescribeLoadBalancerListeners", "of": input.balancer.id}] if {
	input.balancer.product == "clb"
}

_control_missing := [{"export": "GetListenerAttribute", "of": _listener.id}] if input.balancer.product != "clb"

_entries := {
	"clb": "DescribeAccessControlListAttribute",
	"nlb": "",
	"alb": "ListAclEntries",
}[input.balancer.product]
