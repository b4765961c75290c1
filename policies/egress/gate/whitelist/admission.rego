package egress.gate.whitelist

import data.egress.exit

# METADATA
# description: |
#   What the lists say: open when they admit everybody, absent, unknown while the source is not known, else
#   the union, over all sources.
default standing := "unknown"

standing := "open" if _open

standing := "absent" if {
	not _open
	_database.lists == "absent"
}

standing := _together({union(source.whitelist) | some source in sources}) if {
	not _open
	_database.lists != "absent"
}

_together(answers) := [answer | some answer in answers][0] if count(answers) == 1

_together(answers) := "doubt" if "doubt" in answers

# Some of the addresses are admitted, or all are refused for different reasons.
_together(answers) := "part" if {
	count(answers) > 1
	not "doubt" in answers
	answers & {"yes", "part"} != set()
}

_together({"no", "empty"}) := "no"

# Everybody is admitted whatever the address is, so that it need not be known.
_open if opening

# METADATA
# description: The first list that admits everybody.
opening := [list |
	some facts in [input.pod, input.node]
	some list in facts.whitelist
	list.anyone
	counts[list.network] == "yes"
][0]

_applying contains "anyone" if standing == "open"

_applying contains "list-admits" if standing == "yes"

_applying contains "lists-absent" if standing == "absent"

_applying contains "way-unknown" if {
	standing == "unknown"
	public
}

_applying contains "exit-unknown" if {
	standing == "unknown"
	not public
}

_applying contains "network-unknown" if standing == "doubt"

_applying contains "entry-unread" if {
	standing == "doubt"
	_unread_list
}

# The first list with an entry that cannot be read, where such an entry could decide.
_unread_list := [list | some source in sources; some list in source.whitelist; list.at == _unread(source.whitelist).at][0]

_applying contains "lists-empty" if standing == "empty"

_applying contains "lists-truncated" if _database.lists == "partial"

_applying contains "partly-admitted" if standing == "part"

_applying contains "network-type" if stray

_applying contains _lacking if standing == "no"

_lacking := {
	true: "lacks-public-address",
	false: sprintf("lacks-%s-vswitch", [exit.identity]),
}[_endpoint.type == "public"]

# METADATA
# description: The first list that holds the address and serves another network than the endpoint's.
stray := [list |
	some source in sources
	some list in source.whitelist
	list.covers != "no"
	counts[list.network] == "no"
][0]
