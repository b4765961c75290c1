package egress.rules.network_acl.reply_dropped_test

import data.egress.gate.network_acl
import data.egress.gate.network_acl_test as sample
import data.egress.rules.network_acl.reply_dropped

_findings(flow) := found if {
	hop := network_acl.hop with input as flow
	found := reply_dropped.findings with input as flow with data.egress.path.hops as [hop]
}

_told(checks, changes) := {[f.at, f.message] | some f in _findings(object.union(sample.world(checks, {}), changes))}

_back(ranges) := [sample.out(sample.one(1, "accept")), sample.back(ranges)]

test_entry_that_drops if {
	finding := {
		"at": "pod/72",
		"message": "{entry} drops the replies of {target} to client ports 32768-60999",
		"fix": concat(" ", [
			"put an ingress entry that accepts the replies before {entry}",
			"and repeat the entries that are there, numbered from 2, since the call replaces the list:",
			"aliyun vpc UpdateNetworkAclEntries --NetworkAclId {acl} --UpdateIngressAclEntries true",
			"--IngressAclEntries.1.Policy accept --IngressAclEntries.1.Protocol tcp",
			"--IngressAclEntries.1.Port 32768/60999 --IngressAclEntries.1.SourceCidrIp {peer}",
			"--IngressAclEntries.1.IpVersion IPv4",
		]),
		"names": {"acl": "pod/source", "entry": "pod/72", "target": "target", "peer": "pod/source-peer"},
		"related": [],
	}

	_findings(sample.world(_back(sample.every_port(2, "drop")), {})) == {finding}
}

test_a34_some_ports if {
	ranges := [sample.range(1024, 40000, [sample.entry(2, "accept")]), sample.range(40001, 65535, [])]

	_told(_back(ranges), {}) == {["pod/source", "{acl} drops the replies of {target} to client ports 40001-60999"]}
}

test_at_the_destination if {
	checks := [sample.check("destination", "egress", [sample.range(1024, 65535, [])])]
	message := "no egress entry of {acl} accepts the replies of {target} to client ports 32768-60999 of {address}"

	_told(checks, {}) == {["pod/destination", message]}
}

test_replies_without_ports if {
	message := "{entry} drops the replies of {target} to the client"

	_told(_back(sample.every_port(2, "drop")), {"flow": {"protocol": "icmp"}}) == {["pod/72", message]}
}

test_told_beside_a_packet_that_is_dropped if {
	{at | some [at, _] in _told(sample.closed, {})} == {"pod/72"}
}

test_silent_where_they_are_accepted if _findings(sample.world(sample.open, {})) == set()

test_silent_about_packets if {
	checks := [sample.out(sample.one(1, "drop")), sample.back(sample.every_port(2, "accept"))]

	_findings(sample.world(checks, {})) == set()
}
