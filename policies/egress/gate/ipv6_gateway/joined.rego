package egress.gate.ipv6_gateway

import data.egress.exit

# What is on the way, in the order in which it is told.
_steps := array.concat([_uncertain | _doubt], [step | some step in [_routing, _bandwidth]; not _idle(step)])

# Of the bandwidth of an address that is not known there is nothing to say but that nobody will buy any.
_idle(step) if {
	_doubt
	step.verdict == "unknown"
	step.reason == _bandwidth.reason
}

# METADATA
# description: The steps that stop the packet. A VPC whose ranges are not known may hold the target, which needs none then.
stops := [_without_address] if _lacking

stops := [step | some step in _steps; step.verdict in {"deny", "partial"}; _beyond] if {
	not _lacking
}

_beyond if exit.facts.ipv6.vpc_known

_beyond if input.target.kind != "ip"

_joined := _told(stops, _worst(stops), {"missing": []}) if count(stops) > 0

_joined := _told(_open, "unknown", {"missing": [item | some item in {item | some step in _open; some item in step.missing}]}) if {
	count(stops) == 0
	count(_open) > 0
}

_joined := _told(_steps, "allow", {"egress": [exit.address | exit.facts.single]}) if {
	count(stops) == 0
	count(_open) == 0
}

_open := array.concat(
	[step | some step in _steps; step.verdict == "unknown"],
	[_perhaps_inside | not _beyond; "deny" in _verdicts],
)

_verdicts := {_severity[step.verdict] | some step in _steps}

_severity := {"allow": "allow", "unknown": "unknown", "deny": "deny", "partial": "deny"}

_perhaps_inside := {
	"reason": "vpc-unread",
	"note": "{target} may be an address of the VPC, whose ranges are not in the bundle",
	"names": {"target": "target"},
	"at": "",
	"missing": [{"export": "DescribeVpcs", "of": ""}],
}

_worst(steps) := "deny" if "deny" in {step.verdict | some step in steps}

_worst(steps) := "partial" if not "deny" in {step.verdict | some step in steps}

_told(steps, verdict, more) := object.union(
	{
		"verdict": verdict,
		"reason": steps[0].reason,
		"note": concat("; ", [step.note | some step in steps]),
		"names": object.union_n([step.names | some step in steps]),
		"at": steps[0].at,
	},
	more,
)
