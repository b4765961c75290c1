package egress.group_test

import data.egress.group

test_service[service] if {
	some service, flow in {
		"TCP port 443": {"protocol": "tcp"},
		"UDP port 443": {"protocol": "udp"},
		"SCTP port 443": {"protocol": "sctp"},
		"ICMP": {"protocol": "icmp"},
	}

	group.service == service with input as object.union(_input("egress", [], []), {"flow": flow})
}

_command(action, protocol, ports, range) := concat(" ", [
	"aliyun ecs", action, "--SecurityGroupId {group} --Permissions.1.IpProtocol", protocol,
	"--Permissions.1.PortRange", ports, sprintf("--Permissions.1.%s", [range]), "--Permissions.1.Policy accept",
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
	flow := object.union(_input("egress", [], []), {"flow": c.flow})
	out := _command("AuthorizeSecurityGroupEgress", c.words[0], c.words[1], concat("", [c.words[2], " {destination}"]))
	group.accept_command("egress") == out with input as flow

	back := object.union(_input("ingress", [], []), {"flow": c.flow})
	parameter := replace(c.words[2], "Dest", "Source")
	into := _command("AuthorizeSecurityGroup", c.words[0], c.words[1], concat("", [parameter, " {range}"]))
	group.accept_command("ingress") == into with input as back
}

test_range_of_the_ingress_command[what] if {
	some what, c in {
		"vSwitch": {"changes": {}, "range": "pod/0"},
		"address": {"changes": {"pod": {"inbound": {"source": ""}}}, "range": "pod.address"},
	}

	group.peer("ingress") == c.range with input as object.union(_input("ingress", [], []), c.changes)
}

test_no_range_to_name[what] if {
	some what, changes in {
		"address of a vSwitch that is not known": {"pod": {"single": false}},
		"public address": {"target": {"ranges": []}},
	}
	flow := object.union_n([_input("ingress", [], []), {"pod": {"inbound": {"source": ""}}}, changes])

	not group.peer("ingress") with input as flow
	not group.accept_command("ingress") with input as flow
}
