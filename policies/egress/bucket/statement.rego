package egress.bucket

import data.egress.exit
import data.egress.way

# METADATA
# description: |
#   Whether the request goes to a public endpoint: OSS sees the public address, and no VPC. On an endpoint for VPCs it sees
#   the VPC and the address that the packet leaves with.
# related_resources:
#   - ref: https://help.aliyun.com/zh/oss/user-guide/0030-00000008
#     description: Conditions on the address and on the VPC
default public := false

public if input.target.witness

# METADATA
# description: The addresses that OSS may see, each with the conditions on addresses; one without them while none is known.
default sources := [{"address": "", "whitelist": []}]

sources := [{"address": exit.address, "whitelist": exit.facts.whitelist}] if {
	not public
	_determined
}

sources := way.sources if {
	public
	exit.identity != "unknown"
	way.sources[0]
}

_determined if exit.facts.known

_determined if exit.facts.single

# METADATA
# description: What each statement makes of requests from all the addresses; those that allow make nothing of them.
outcomes := {i: _together({_outcome(statement, source) | some source in sources}) |
	some i, statement in _bucket.statements
	statement.effect == "deny"
}

# METADATA
# description: The first of the addresses from which the statement that decides denies requests.
hit := [source.address | some source in sources; _outcome(deciding, source) in {"yes", "part"}][0]

_together(answers) := [answer | some answer in answers][0] if count(answers) == 1

_together(answers) := [answer | some answer in ["other", "account", "maybe"]; answer in answers][0] if {
	count(answers) > 1
	answers & _open != set()
}

_together(answers) := "part" if {
	count(answers) > 1
	answers & _open == set()
}

_open := {"other", "account", "maybe"}

_outcome(statement, source) := "no" if _misses(statement, source)

_outcome(statement, source) := [answer |
	some answer in ["other", "account", "maybe", "part", "yes"]
	answer in _answers(statement, source)
][0] if {
	not _misses(statement, source)
}

_misses(statement, _) if statement.covers == "no"

_misses(statement, source) if {
	some condition in statement.conditions
	_met(condition, source) == "no"
}

_answers(statement, source) := {_met(condition, source) | some condition in statement.conditions} | _limits(statement)

# What is about some actions or objects alone, or about no place at all, is no matter of the network. A statement without
# conditions does not bind the owner of the bucket. One about some accounts is a matter of who asks.
default _limits(_) := set()

_limits(statement) := {"other"} if _beside_the_network(statement)

_limits(statement) := {"account"} if {
	not statement.everyone
	not _beside_the_network(statement)
}

_beside_the_network(statement) if statement.covers == "maybe"

_beside_the_network(statement) if count(places(statement)) == 0
