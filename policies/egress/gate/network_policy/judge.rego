package egress.gate.network_policy

# What one side does at an end.
_stand(end, side) := "open" if {
	not side.isolated
} else := "free" if {
	end in _free
} else := "inert" if {
	enforcement[end] in idle
} else := _judged[_reading(end, side).is] if {
	enforcement[end] == "enforced"
} else := _supposed[_reading(end, side).is]

_judged := {"yes": "allow", "no": "deny", "maybe": "doubt"}

_supposed := {"yes": "allow", "no": "doubt", "maybe": "doubt"}
