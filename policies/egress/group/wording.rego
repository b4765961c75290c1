package egress.group

import data.egress.destination
import data.egress.exit
import data.egress.way

# METADATA
# description: The packet in words, such as TCP port 443.
service := sprintf("%s port %d", [upper(input.flow.protocol), input.flow.port]) if {
	input.flow.protocol in {"tcp", "udp", "sctp"}
}

service := "ICMP" if input.flow.protocol == "icmp"

# METADATA
# description: |
#   The command that makes {group} accept the packet, without a priority, for which the API takes 1; undefined while
#   no range is known that it could name. Security groups know no SCTP of its own.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-authorizesecuritygroupegress
#     description: AuthorizeSecurityGroupEgress
#   - ref: https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-authorizesecuritygroup
#     description: AuthorizeSecurityGroup
accept_command(side) := concat(" ", [
	sprintf("aliyun ecs AuthorizeSecurityGroup%s --SecurityGroupId {group}", [_suffix[side]]),
	sprintf("--Permissions.1.IpProtocol %s --Permissions.1.PortRange %s", [_protocol, _ports]),
	sprintf("--Permissions.1.%s --Permissions.1.Policy accept", [_parameter[side][input.flow.family]]),
]) if {
	peer(side)
}

# METADATA
# description: The command that removes the rule {id} of {group}.
revoke_command(side) := concat(" ", [
	sprintf("aliyun ecs RevokeSecurityGroup%s --SecurityGroupId {group}", [_suffix[side]]),
	"--SecurityGroupRuleId.1 {id}",
])

# METADATA
# description: |
#   The handle of the range that the command names: the destination, or what the packet arrives from, which is the
#   range of the source's vSwitch, or the public address that it leaves with where there is but one.
peer("egress") := facts("egress").destination

peer("ingress") := facts("ingress").source if {
	facts("ingress").source != ""
	not exit.outside
}

# One instance beside the cluster is one address, and not the first of many as pods are.
peer("ingress") := exit.address if {
	facts("ingress").source != ""
	exit.outside
}

peer("ingress") := exit.address if {
	facts("ingress").source == ""
	destination.class != "public"
	exit.facts.single
}

peer("ingress") := way.sources[0].address if {
	facts("ingress").source == ""
	destination.class == "public"
	count(way.sources) == 1
}

_suffix := {"egress": "Egress", "ingress": ""}

_protocol := upper(input.flow.protocol) if input.flow.protocol in {"tcp", "udp"}

_protocol := "ICMP" if {
	input.flow.protocol == "icmp"
	input.flow.family == "ipv4"
}

_protocol := "ICMPv6" if {
	input.flow.protocol == "icmp"
	input.flow.family == "ipv6"
}

_protocol := "ALL" if input.flow.protocol == "sctp"

default _ports := "-1/-1"

_ports := sprintf("%d/%d", [input.flow.port, input.flow.port]) if input.flow.protocol in {"tcp", "udp"}

_parameter := {
	"egress": {"ipv4": "DestCidrIp {destination}", "ipv6": "Ipv6DestCidrIp {destination}"},
	"ingress": {"ipv4": "SourceCidrIp {range}", "ipv6": "Ipv6SourceCidrIp {range}"},
}
