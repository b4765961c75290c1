# METADATA
# title: Rules of security groups and entries of network ACLs that do nothing
# description: |
#   The texts that findings about both share. Of the rules of a group, and of the entries of an ACL, the first that matches
#   a packet decides.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
#   - ref: https://www.alibabacloud.com/help/en/vpc/network-acl-overview
#     description: Network ACLs
package egress.lines

# METADATA
# description: What is wrong where one comes before others that would do the opposite.
hiding(line) := sprintf("{line} %s all that %s would %s, since it comes first", [
	_does[line.action],
	hidden(line),
	_opposite[line.action],
])

_does := {"accept": "accepts", "drop": "drops"}

_opposite := {"accept": "drop", "drop": "accept"}

# METADATA
# description: The first of those behind it, and how many more there are.
hidden(line) := _first(line, count(line.hidden)) if count(line.hidden) < 4

hidden(line) := sprintf("{hidden0}, {hidden1}, {hidden2} and %d more", [count(line.hidden) - 3]) if count(line.hidden) > 3

_first(_, 1) := "{hidden0}"

_first(_, 2) := "{hidden0} and {hidden1}"

_first(_, 3) := "{hidden0}, {hidden1} and {hidden2}"

# METADATA
# description: What the parts of texts about one that hides others stand for.
hiding_names(line) := object.union(
	names(line),
	{sprintf("hidden%d", [i]): handle | some i, handle in line.hidden},
)

# METADATA
# description: What the parts of texts stand for.
names(line) := object.union_n([
	{"line": line.at, "owner": line.owner},
	{"id": line.id | line.id != ""},
	{"written": line.written | line.written},
])

# METADATA
# description: The places of those that are hidden.
related(line) := [{"at": handle, "message": sprintf("{hidden%d} never %s anything", [i, _does[_opposite[line.action]]])} |
	some i, handle in line.hidden
]

# METADATA
# description: Why one matches nothing.
why(line) := _whys[line.why]

_whys := {
	"ports-reversed": "{line} has the ports {written}, which end before they begin",
	"ports-unread": "{line} has the ports {written}, which are no range of ports",
	"range-ipv4": "{line} has the IPv4 range {written} where an IPv6 range belongs",
	"range-ipv6": "{line} has the IPv6 range {written} where an IPv4 range belongs",
	"list-empty": "{line} is for prefix list {written}, which has no entry, so it accepts nothing",
	"group-of-enterprise": "{line} is for the members of {written}, and rules of an enterprise group match no group",
}
