package egress.main

import data.egress.inside
import data.egress.path

# METADATA
# description: |
#   The decision as far as those rules of users go which ask for names. They are asked apart, for a record with names is
#   equal to no other.
named := {
	"hops": [hop | not input.object; some hop in path.hops],
	"egress": [],
	"findings": _named,
	"aside": false,
}

_named contains object.union(finding, {"rule": asking}) if {
	not input.object
	not inside.aside
	some asking in input.names.asking
	some finding in data.egress.user[asking[0]][asking[1]].findings
}

_named contains object.union(lint, {"rule": asking}) if {
	input.object
	some asking in input.names.asking
	some lint in data.egress.user[asking[0]][asking[1]].lints
}
