package egress.bucket

# METADATA
# description: The condition of the statement that decides which is easiest to change.
blamed := [condition |
	some candidates in [
		[place | some place in places(deciding); negative(place); by_address(place)],
		[place | some place in places(deciding); negative(place)],
		[place | some place in places(deciding); by_address(place)],
		places(deciding),
	]
	some condition in candidates
][0]

# METADATA
# description: Where the request comes from, as that condition sees it.
comes := "those of {source} come from {address}" if by_address(blamed)

comes := {
	true: "{source} asks over the internet, where no request has a VPC",
	false: "{source} is in {vpc}",
}[public] if {
	by_vpc(blamed)
}

# METADATA
# description: How that condition compares.
compared := {true: "that do not come from ", false: "that come from "}[_negative]

# METADATA
# description: What else the requests have that the statement denies.
default plainly := ""

plainly := "without TLS " if _plain

_plain if {
	some condition in deciding.conditions
	condition.key == "acs:securetransport"
}

# METADATA
# description: |
#   How the request gets through: over the endpoint for VPCs where the statement spares the VPC, or after a change of the
#   policy, which is written back as a whole.
fix := concat("", [_secured_first[plainly], _other_way]) if _other_way

fix := concat("", [
	_secured_first[plainly],
	_change,
	", and write the policy back: aliyun oss bucket-policy --method put oss://{bucket} policy.json",
]) if {
	not _other_way
}

_secured_first := {"": "", "without TLS ": "use HTTPS on port 443; or else "}

_other_way := "ask {internal} instead" if {
	_closed
	_bucket.internal != ""
	blamed.matches == "yes"
}

# The statement denies what comes over the internet.
_closed if {
	by_vpc(blamed)
	negative(blamed)
	public
}

_change := {true: "add {address} to the values", false: "add {range} to the values"}[public] if {
	by_address(blamed)
	negative(blamed)
}

_change := "take {address} out of the values" if {
	by_address(blamed)
	not negative(blamed)
}

_change := {true: "add {vpc} to the values", false: "take {vpc} out of the values"}[_negative] if {
	by_vpc(blamed)
	not _closed
}

_change := "add {vpc} to the values, ask {internal} instead" if {
	_closed
	_bucket.internal != ""
}

_change := "end the statement, or ask from a VPC that it names over the endpoint for VPCs" if {
	_closed
	_bucket.internal == ""
}

default _negative := false

_negative if negative(blamed)
