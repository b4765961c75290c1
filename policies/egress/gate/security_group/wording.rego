package egress.gate.security_group

# METADATA
# description: The packet in words, such as TCP port 443.
service := sprintf("%s port %d", [upper(input.flow.protocol), input.flow.port]) if {
	input.flow.protocol in {"tcp", "udp", "sctp"}
}

service := "ICMP" if input.flow.protocol == "icmp"

# METADATA
# description: |
#   The command that makes {group} accept the packet, without a priority, for which the API takes 1.
#   Security groups know no SCTP of its own.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-authorizesecuritygroupegress
#     description: AuthorizeSecurityGroupEgress
accept_command := concat(" ", [
	"aliyun ecs AuthorizeSecurityGroupEgress --SecurityGroupId {group}",
	sprintf("--Permissions.1.IpProtocol %s --Permissions.1.PortRange %s", [_protocol, _ports]),
	sprintf("--Permissions.1.%s {destination} --Permissions.1.Policy accept", [_parameter]),
])

# METADATA
# description: The handle that {destination} of the command stands for.
command_destination := _facts.destination

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

_parameter := "DestCidrIp" if input.flow.family == "ipv4"

_parameter := "Ipv6DestCidrIp" if input.flow.family == "ipv6"
