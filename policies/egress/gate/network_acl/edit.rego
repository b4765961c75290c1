package egress.gate.network_acl

import data.egress.exit
import data.egress.group

# METADATA
# description: The finding about a list of entries that stops the packet, or the replies to it.
finding(answer) := {
	"at": answer.at,
	"message": sprintf("%s %s", [_culprit(answer), _stopped(answer)]),
	"fix": _fix(answer),
	"names": object.union_n([
		answer.names,
		{"target": "target"},
		{"address": exit.address | answer.check.end == "destination"},
		{"peer": answer.check.peer | answer.check.peer != ""},
	]),
	"related": [],
}

_culprit(answer) := "{acl} drops" if answer.verdict == "partial"

_culprit(answer) := "{entry} drops" if {
	answer.verdict == "deny"
	answer.names.entry
}

_culprit(answer) := sprintf("no %s entry of {acl} accepts", [answer.check.direction]) if {
	answer.verdict == "deny"
	not answer.names.entry
}

_stopped(answer) := sprintf("%s to {target}", [group.service]) if _flight(answer) == "source there"

_stopped(answer) := sprintf("%s to {target} from {address}", [group.service]) if _flight(answer) == "destination there"

_stopped(answer) := sprintf("the replies of {target}%s", [_ports_of(answer)]) if _flight(answer) == "source back"

_stopped(answer) := sprintf("the replies of {target}%s of {address}", [_ports_of(answer)]) if {
	_flight(answer) == "destination back"
}

_flight(answer) := sprintf("%s %s", [answer.check.end, {true: "back", false: "there"}[answer.check.reply]])

_ports_of(answer) := sprintf(" to client ports %s", [answer.ports]) if input.flow.protocol != "icmp"

_ports_of(_) := " to the client" if input.flow.protocol == "icmp"

_fix(answer) := concat("", [
	_placed(answer),
	concat("", [_written(answer) | answer.check.peer != ""]),
])

_placed(answer) := sprintf("put an %s entry that accepts %s before {entry}", [
	answer.check.direction,
	_it(answer.check),
]) if {
	answer.names.entry
}

_placed(answer) := sprintf("add an %s entry to {acl} that accepts %s", [answer.check.direction, _it(answer.check)]) if {
	not answer.names.entry
}

# The API takes whole lists, which is said before the command, as commands are pasted:
# https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-updatenetworkaclentries
_written(answer) := sprintf(" and %s: aliyun vpc UpdateNetworkAclEntries --NetworkAclId {acl} --Update%s true%s", [
	"repeat the entries that are there, numbered from 2, since the call replaces the list",
	_list[answer.check.direction],
	concat("", [sprintf(" --%s.1.%s", [_list[answer.check.direction], field]) | some field in _fields(answer.check)]),
])

_list := {"egress": "EgressAclEntries", "ingress": "IngressAclEntries"}

_fields(check) := [
	"Policy accept",
	sprintf("Protocol %s", [_protocol]),
	sprintf("Port %s", [_entry_ports(check)]),
	sprintf("%s {peer}", [{"egress": "DestinationCidrIp", "ingress": "SourceCidrIp"}[check.direction]]),
	sprintf("IpVersion %s", [{"ipv4": "IPv4", "ipv6": "IPv6"}[input.flow.family]]),
]

default _protocol := "all"

_protocol := input.flow.protocol if input.flow.protocol in {"tcp", "udp"}

_protocol := {"ipv4": "icmp", "ipv6": "icmpv6"}[input.flow.family] if input.flow.protocol == "icmp"

_entry_ports(_) := "-1/-1" if not _protocol in {"tcp", "udp"}

_entry_ports(check) := sprintf("%d/%d", [input.flow.port, input.flow.port]) if {
	_protocol in {"tcp", "udp"}
	not check.reply
}

_entry_ports(check) := sprintf("%d/%d", _ports(check)) if {
	_protocol in {"tcp", "udp"}
	check.reply
}
