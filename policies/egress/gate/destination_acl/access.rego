package egress.gate.destination_acl

_listener := input.balancer.listener

# METADATA
# description: |
#   Whether the access control of the listener lets everybody in, since its lists have no entry in either mode: a list
#   without entries is not in force.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/access-control-overview
#     description: Access control of CLB
empty if {
	_listener.control == "on"
	every list in _listener.lists {
		list.entries == "complete"
		list.holds == "none"
	}
}

# METADATA
# description: The verdict over all addresses: yes, no, part or doubt; undefined while no address is known.
standing := _together({_admits(source.whitelist) | some source in sources})

_together(answers) := [answer | some answer in answers][0] if count(answers) == 1

_together(answers) := "doubt" if {
	count(answers) > 1
	"doubt" in answers
}

_together(answers) := "part" if {
	count(answers) > 1
	not "doubt" in answers
}

# METADATA
# description: The addresses that are not or not wholly let in.
refused := [source.address | some source in sources; _admits(source.whitelist) != "yes"]

_admits(lists) := _listed[_listener.mode][_covers(lists)]

_listed := {
	"white": {"yes": "yes", "part": "part", "no": "no", "doubt": "doubt"},
	"black": {"yes": "no", "part": "part", "no": "yes", "doubt": "doubt"},
}

_covers(lists) := "yes" if _held(lists, "yes")

_covers(lists) := "doubt" if {
	not _held(lists, "yes")
	_unsure
}

_covers(lists) := "part" if {
	not _held(lists, "yes")
	not _unsure
	_held(lists, "maybe")
}

_covers(lists) := "no" if {
	not _held(lists, "yes")
	not _unsure
	not _held(lists, "maybe")
}

_held(lists, match) if {
	some list in lists
	list.covers == match
}

# Entries may be missing, or be of another family than the packet all of them, and count for nothing then.
_unsure if count(_incomplete) > 0

_unsure if count(_foreign) > 0

_incomplete := [list | some list in _listener.lists; list.entries != "complete"]

_foreign := [list |
	some list in _listener.lists
	list.holds == "other"
	count([other | some other in _listener.lists; other.holds == "some"]) == 0
]
