# METADATA
# title: What a gate says, in the text of a rule
# description: |
#   A rule that quotes several gates has names of all of them in one finding. Each gets the name of its gate in front, so
#   that two of them do not clash.
package egress.quote

# METADATA
# description: The note of a hop, its names with the gate in front.
note(hop) := strings.replace_n(
	{sprintf("{%s}", [name]): sprintf("{%s_%s}", [_prefix(hop.gate), name]) | some name, _ in hop.names},
	hop.note,
)

# METADATA
# description: What the names of that note stand for.
names(hop) := {sprintf("%s_%s", [_prefix(hop.gate), name]): handle | some name, handle in hop.names}

_prefix(gate) := replace(gate, "-", "_")
