package egress.group

import data.egress.destination
import data.egress.exit

# METADATA
# description: The finding at the rule that drops the packet.
drop_finding(side) := {
	"at": decisive(side).at,
	"message": sprintf("{rule} of priority %d drops %s", [decisive(side).priority, _packet(side)]),
	"fix": concat(", or ", array.concat(_remove(side), _outrank(side))),
	"names": object.union_n([
		{"rule": decisive(side).at},
		{"id": decisive(side).id | decisive(side).id != ""},
		{"accept": overridden(side).at | overridden(side)},
		_names(side, decisive(side).group),
	]),
	"related": _beside(side),
}

# METADATA
# description: The finding at the group whose default drops the packet.
default_finding(side) := {
	"at": default_group(side).at,
	"message": sprintf("no %s rule of {group} accepts %s", [side, _packet(side)]),
	"fix": _add(side),
	"names": _names(side, default_group(side).at),
	"related": [],
}

_names(side, group) := object.union_n([
	{"group": group, "target": "target"},
	{_range[side]: peer(side) | peer(side)},
	{"address": exit.address | side == "ingress"; _inside},
])

_range := {"egress": "destination", "ingress": "range"}

_packet("egress") := sprintf("%s to {target}", [service])

_packet("ingress") := sprintf("%s to {target} from {address}", [service]) if _inside

_packet("ingress") := sprintf("%s to {target} from %s", [service, _arriving]) if not _inside

default _arriving := "the internet"

_arriving := "{range}" if peer("ingress")

# Whether the packet stays in the VPC: its IPv6 addresses look like any other while the VPC's ranges are not known.
_inside if destination.class != "public"

_inside if facts("ingress").source != ""

_add(side) := concat("", [_article[side], " that accepts it: ", accept_command(side)])

_add(side) := concat("", [
	_article[side],
	" to {group} that accepts the address that the packet arrives from",
]) if {
	not accept_command(side)
}

_article := {"egress": "add an egress rule", "ingress": "add an ingress rule"}

_remove(side) := ["remove or narrow {rule} of {group}"] if decisive(side).id == ""

_remove(side) := [concat(" ", ["remove or narrow {rule}:", revoke_command(side)])] if decisive(side).id != ""

default _outrank(_) := []

# No priority number is below 1, and the API takes none above 100.
_outrank(side) := [sprintf("accept the traffic before it: %s --Permissions.1.Priority %d", [
	accept_command(side),
	min([decisive(side).priority - 1, 100]),
])] if {
	decisive(side).priority > 1
}

default _beside(_) := []

_beside(side) := [{"at": overridden(side).at, "message": sprintf("{accept} of priority %d %s it, but %s", [
	overridden(side).priority,
	_accepts[overridden(side).match],
	_loses[overridden(side).priority == decisive(side).priority],
])}]

_loses := {true: "at one priority drop comes first", false: "comes later"}

_accepts := {"yes": "accepts", "maybe": "may accept"}
