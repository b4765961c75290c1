# METADATA
# title: The decision about a flow
# description: What the host asks for, once for every input record.
package egress.main

import data.egress.inside
import data.egress.path

# METADATA
# description: |
#   The hops of the path, the public addresses that the destination may see, and what the rules tell. A finding's
#   rule is its topic and its name, as the packages are called. A record that is about a way which the packet does not
#   take is set aside.
# entrypoint: true
decision := {
	"hops": path.hops,
	"egress": egress,
	"findings": findings,
	"aside": inside.aside,
	"quiet": quiet,
} if {
	not input.object
}

decision := {"hops": [], "egress": [], "findings": lints, "aside": false, "quiet": false} if input.object

# METADATA
# description: Whether the config wants the flow blocked. What blocks it is then as it should be, and no rule tells of it.
default quiet := false

quiet if input.flow.expected == "blocked"

# METADATA
# description: |
#   The findings of all rules about objects, whoever sends packets: those that have "lints". A rule may have both.
lints contains object.union(lint, {"rule": [topic, rule]}) if {
	some topic, rule
	some lint in data.egress.rules[topic][rule].lints
}

lints contains object.union(lint, {"rule": [topic, rule]}) if {
	some topic, rule
	some lint in data.egress.user[topic][rule].lints
}

# METADATA
# description: The public addresses in the order of the path, each once.
egress := [handle |
	some i, handle in _addresses
	not handle in array.slice(_addresses, 0, i)
]

_addresses := [handle | some hop in path.hops; some handle in hop.egress]

# METADATA
# description: |
#   The findings of all rules; adding a package under rules is all that a new rule takes. The rules of a topic that is
#   called after a gate have nothing to tell about packets that do not cross it, so they are not asked: a quarter of
#   what a record costs.
findings contains object.union(finding, {"rule": [topic, rule]}) if {
	some topic in _topics
	some rule
	some finding in data.egress.rules[topic][rule].findings
}

# The rules of users have no gate: they are asked about every packet.
findings contains object.union(finding, {"rule": [topic, rule]}) if {
	not inside.aside
	some topic, rule
	some finding in data.egress.user[topic][rule].findings
}

_topics := set() if inside.aside

_topics := {"identity", "expect"} if {
	quiet
	not inside.aside
}

_topics := ({"identity"} | _gates) | ({"ingress" | input.target.ingresses[0]} | {"expect" | input.flow.expected != ""}) if {
	not quiet
	not inside.aside
}

_gates := {replace(hop.gate, "-", "_") | some hop in path.hops}
