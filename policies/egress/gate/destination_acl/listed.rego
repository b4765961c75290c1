package egress.gate.destination_acl

import data.egress.balancer
import data.egress.exit
import data.egress.injector

# What the access control of the listener says; undefined for NLB, which has none, and while no listener is known.
_list_reason := [candidate |
	some candidate in [
		"no-list", "control-unknown", "list-empty", "mode-unknown", "source-unknown", "list-admits", "lists-incomplete",
		"lists-foreign", "runtime-list", "list-partly", "list-refuses",
	]
	candidate in _list_reasons
][0] if {
	input.balancer.product != "nlb"
	_listener.found
}

_list_reasons contains "no-list" if _listener.control == "off"

_list_reasons contains "control-unknown" if _listener.control in {"unknown", "changing"}

_list_reasons contains "list-empty" if empty

_list_reasons contains "mode-unknown" if _listener.mode == "unknown"

_list_reasons contains "source-unknown" if not sources

_list_reasons contains "list-admits" if standing == "yes"

_list_reasons contains "lists-incomplete" if count(_incomplete) > 0

_list_reasons contains "lists-foreign" if standing == "doubt"

# The injector adds the address of the pod to lists of those that are let in when the pod starts.
_list_reasons contains "runtime-list" if {
	injector.helps != "no"
	_listener.mode == "white"
	not balancer.public
	exit.identity == "pod"
}

_list_reasons contains "list-partly" if standing == "part"

_list_reasons contains "list-refuses" if standing == "no"

_list_answer := {
	"verdict": "allow",
	"reason": _list_reason,
	"note": _passing[_list_reason],
	"names": object.union_n([
		{"listener": _listener.at},
		{"address": sources[0].address | _list_reason == "list-admits"},
		{"list": _admitting.at | _admitting},
	]),
	"at": _passing_at,
} if {
	_list_reason in {"no-list", "list-empty", "list-admits"}
}

_passing := {
	"no-list": "{listener} has no access control list in force",
	"list-empty": "the access control lists of {listener} have no entry and let everybody in",
	"list-admits": _admission[_listener.mode],
}

_admission := {
	"white": sprintf("{list} admits {address}%s", [_others]),
	"black": sprintf("no access control list of {listener} refuses {address}%s", [_others]),
	"unknown": "",
}

default _others := ""

_others := ", and the other public addresses too" if count(sources) > 1

default _passing_at := ""

_passing_at := _listener.at if _list_reason != "list-admits"

_passing_at := _listener.at if {
	_list_reason == "list-admits"
	not _admitting
}

_passing_at := _admitting.at if _list_reason == "list-admits"

_admitting := [list | some list in sources[0].whitelist; list.covers == "yes"][0] if {
	_list_reason == "list-admits"
	_listener.mode == "white"
}
