package egress.rules.network_acl.forward_dropped_test

import data.egress.gate.network_acl
import data.egress.gate.network_acl_test as sample
import data.egress.rules.network_acl.forward_dropped

_findings(flow) := found if {
	hop := network_acl.hop with input as flow
	found := forward_dropped.findings with input as flow with data.egress.path.hops as [hop]
}

_update(list, fields) := concat(" ", [
	sprintf("aliyun vpc UpdateNetworkAclEntries --NetworkAclId {acl} --Update%s true", [list]),
	concat(" ", [sprintf("--%s.1.%s", [list, field]) | some field in fields]),
])

_rest := " and repeat the entries that are there, numbered from 2, since the call replaces the list: "

test_entry_that_drops if {
	fields := [
		"Policy accept", "Protocol tcp", "Port 443/443",
		"DestinationCidrIp {peer}", "IpVersion IPv4",
	]
	finding := {
		"at": "pod/71",
		"message": "{entry} drops TCP port 443 to {target}",
		"fix": concat("", [
			"put an egress entry that accepts it before {entry}", _rest,
			_update("EgressAclEntries", fields),
		]),
		"names": {"acl": "pod/source", "entry": "pod/71", "target": "target", "peer": "pod/source-peer"},
		"related": [],
	}

	_findings(sample.world(sample.closed, {})) == {finding}
}

test_list_without_an_entry_at_the_destination if {
	fields := ["Policy accept", "Protocol tcp", "Port 443/443", "SourceCidrIp {peer}", "IpVersion IPv4"]
	finding := {
		"at": "pod/destination",
		"message": "no ingress entry of {acl} accepts TCP port 443 to {target} from {address}",
		"fix": concat("", [
			"add an ingress entry to {acl} that accepts it", _rest,
			_update("IngressAclEntries", fields),
		]),
		"names": {
			"acl": "pod/destination", "target": "target",
			"peer": "pod/destination-peer", "address": "pod.address",
		},
		"related": [],
	}
	checks := [sample.check("destination", "ingress", [sample.range(443, 443, [])])]

	_findings(sample.world(checks, {})) == {finding}
}

test_fix_without_a_range_that_it_could_name if {
	checks := [object.union(check, {"peer": ""}) | some check in sample.closed]

	{f.fix | some f in _findings(sample.world(checks, {}))} == {"put an egress entry that accepts it before {entry}"}
}

_written(flow) := object.union(sample.world(sample.closed, {}), {"flow": flow})

test_fix_of_other_protocols[protocol] if {
	some protocol, want in {
		"udp": ["Protocol udp", "Port 443/443"],
		"icmp": ["Protocol icmp", "Port -1/-1"],
		"sctp": ["Protocol all", "Port -1/-1"],
	}
	some f in _findings(_written({"protocol": protocol}))
	every field in want { contains(f.fix, field) }
}

test_fix_of_the_other_family if {
	some f in _findings(_written({"protocol": "icmp", "family": "ipv6"}))
	contains(f.fix, "Protocol icmpv6")
	contains(f.fix, "IpVersion IPv6")
}

test_silent_where_it_is_accepted if _findings(sample.world(sample.open, {})) == set()

test_silent_about_replies if {
	checks := [sample.out(sample.one(1, "accept")), sample.back(sample.every_port(2, "drop"))]

	_findings(sample.world(checks, {})) == set()
}

test_silent_while_it_is_not_known if {
	database := {"target": {"kind": "rds", "database": {"found": true}}}

	_findings(object.union(sample.world(sample.closed, {"destination": "same"}), database)) == set()
}
