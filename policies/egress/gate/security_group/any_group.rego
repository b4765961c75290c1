package egress.gate.security_group

import data.egress.exit
import data.egress.group

_answer := {
	"verdict": "unknown",
	"reason": "groups-unknown",
	"note": "nothing tells the security groups of {eni}",
	"names": {"eni": exit.eni},
	"missing": group.membership,
} if {
	not smtp_blocked
	not _exempt
	exit.identity != "unknown"
	not exit.facts.security_group.known
	not any_group_accepts
}

_answer := {
	"verdict": "allow",
	"reason": "any-group-accepts",
	"note": "every security group of the VPC accepts it; nothing tells which of them {eni} has",
	"names": {"eni": exit.eni},
} if {
	not smtp_blocked
	not _exempt
	not exit.facts.security_group.known
	any_group_accepts
}

# METADATA
# description: |
#   Whether an ENI of the VPC may send the packet whichever of the VPC's security groups it has. Where each group alone
#   accepts, several do: the first of all their rules is the first of one of them. Groups of different types are on no
#   ENI together, so they do not count together by their defaults.
any_group_accepts if {
	count(exit.facts.any_group) > 0
	every i, _ in exit.facts.any_group {
		group.outcome(["egress", i]) == "accept"
	}
	_of_one_kind
}

_of_one_kind if {
	every i, _ in exit.facts.any_group {
		group.decisive(["egress", i])
	}
}

_of_one_kind if {
	count({of.type | some facts in exit.facts.any_group; some of in facts.groups}) == 1
}
