package egress.gate.security_group_test

import data.egress.gate.security_group

test_service[service] if {
	some service, flow in {
		"TCP port 443": {"protocol": "tcp"},
		"UDP port 443": {"protocol": "udp"},
		"SCTP port 443": {"protocol": "sctp"},
		"ICMP": {"protocol": "icmp"},
	}

	security_group.service == service with input as object.union(_input([], []), {"flow": flow})
}

_command(protocol, ports, parameter) := concat(" ", [
	"aliyun ecs AuthorizeSecurityGroupEgress --SecurityGroupId {group} --Permissions.1.IpProtocol", protocol,
	"--Permissions.1.PortRange", ports, sprintf("--Permissions.1.%s", [parameter]), "{destination}",
	"--Permissions.1.Policy accept",
])

test_accept_command[name] if {
	some name, c in {
		"tcp": {"flow": {}, "words": ["TCP", "443/443", "DestCidrIp"]},
		"udp over IPv6": {
			"flow": {"protocol": "udp", "family": "ipv6"},
			"words": ["UDP", "443/443", "Ipv6DestCidrIp"],
		},
		"icmp": {"flow": {"protocol": "icmp"}, "words": ["ICMP", "-1/-1", "DestCidrIp"]},
		"icmp over IPv6": {
			"flow": {"protocol": "icmp", "family": "ipv6"},
			"words": ["ICMPv6", "-1/-1", "Ipv6DestCidrIp"],
		},
		"sctp": {"flow": {"protocol": "sctp"}, "words": ["ALL", "-1/-1", "DestCidrIp"]},
	}
	want := _command(c.words[0], c.words[1], c.words[2])

	security_group.accept_command == want with input as object.union(_input([], []), {"flow": c.flow})
}
