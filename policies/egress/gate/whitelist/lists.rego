package egress.gate.whitelist

# METADATA
# description: |
#   What the union of the lists says about one address or range, hidden lists among them, because they admit
#   like others: yes, no, part for a range, doubt about networks or entries, or empty when they have no entry at all,
#   which no product leaves them.
union(lists) := "yes" if _admitted(lists)

union(lists) := "doubt" if {
	not _admitted(lists)
	_doubtful(lists)
}

union(lists) := "part" if {
	not _admitted(lists)
	not _doubtful(lists)
	_partly(lists)
}

union(lists) := "empty" if not _written(lists)

union(lists) := "no" if {
	not _admitted(lists)
	not _doubtful(lists)
	not _partly(lists)
	_written(lists)
}

_admitted(lists) if {
	some list in lists
	list.covers == "yes"
	counts[list.network] == "yes"
}

# Where a list does not tell its network, the lists that may count have to agree.
_admitted(lists) if {
	some list in lists
	list.network == "unknown"
	every other in lists {
		_cannot_refuse(other)
	}
}

_cannot_refuse(list) if list.covers == "yes"

_cannot_refuse(list) if counts[list.network] == "no"

_doubtful(lists) if {
	some list in lists
	list.covers != "no"
	counts[list.network] == "maybe"
}

_doubtful(lists) if _unread(lists)

# An entry that is no address and no range could be anything that the product reads as one.
_unread(lists) := [list | some list in lists; list.unread; list.covers == "maybe"; counts[list.network] != "no"][0]

_partly(lists) if {
	some list in lists
	list.covers == "maybe"
	counts[list.network] == "yes"
}

_written(lists) if {
	some list in lists
	not list.empty
	counts[list.network] != "no"
}

# Lists for other networks alone are no lost export: the instance has none for this one.
_written(lists) if {
	some list in lists
	not list.empty
	every other in lists {
		counts[other.network] == "no"
	}
}

# METADATA
# description: The first of the lists that admits at least a part of an address or range; undefined when none does.
admitting(lists) := [list |
	some list in lists
	list.covers != "no"
	counts[list.network] == "yes"
][0]
