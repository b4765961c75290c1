package egress.gate.dns_test

import data.egress.gate.dns

# A lookup that one gate judges; a verdict of allow needs none.
_lookup(server, protocol, verdict) := {"server": server, "protocol": protocol, "findings": [], "hops": [{
	"gate": "security-group", "verdict": verdict, "reason": "some", "note": "{thing} decides",
	"names": {"thing": "pod/1"}, "at": "pod/1", "missing": [item | verdict == "unknown"; item := _attribute],
}]}

_attribute := {"export": "DescribeSecurityGroupAttribute", "of": "pod/1"}

_cluster := {
	"service": "dns/0", "endpoints": "complete", "ready": 2, "slice": "dns/1", "pods": 2, "pods_ready": 2,
	"pod": "dns/2", "workload": "dns/3", "scaled_down": false, "listed": false, "system_pods": true,
}

_name := {"cluster": false, "outside": true, "private": false, "breach": "", "breach_at": "", "host": ""}

_corefile := {"evidence": "complete", "at": "dns/4", "forward": "dns/5", "overrides": [], "public": false}

_dns := {
	"asked": true, "policy": "ClusterFirst", "nameservers": [], "injected": false, "local": "no",
	"cluster": _cluster, "name": _name, "corefile": _corefile, "origins": [{"lookups": [2, 3]}],
	"lookups": [
		_lookup("cluster", "udp", "allow"), _lookup("cluster", "tcp", "allow"),
		_lookup("upstream", "udp", "allow"), _lookup("upstream", "tcp", "allow"),
	],
}

_record(dns) := {
	"cluster": {"product": "ack", "data_path": "veth", "host_stack": "default"},
	"source": {"host_network": false, "exists": true, "virtual_node": false},
	"dns": object.union(_dns, dns),
}

_input(dns, rest) := object.union(_record(dns), rest)

# What a case changes, and what comes of it.
_decides(changes, verdict, reason) if {
	hop := dns.hop with input as _input(changes[0], changes[1])
	[hop.verdict, hop.reason] == [verdict, reason]
}

_none := {}

test_no_hop_for_an_address if not dns.hop with input as _input({"asked": false}, _none)

test_all_is_well if {
	hop := dns.hop with input as _input(_none, _none)
	hop == {
		"gate": "dns", "verdict": "allow", "reason": "resolves",
		"note": "the pod asks {resolver}; CoreDNS passes the name on: {forward}",
		"names": {"resolver": "dns/0", "forward": "dns/5"}, "at": "dns/0", "missing": [], "egress": [],
	}
}

test_servers[name] if {
	some name, row in {
		"first the cluster's": [{}, {}, ["cluster"]],
		"those of the node": [{"policy": "Default"}, {}, ["vpc"]],
		"host network": [{}, {"source": {"host_network": true}}, ["vpc"]],
		"no host network on ACS": [{}, {"source": {"host_network": true}, "cluster": {"product": "acs"}}, ["cluster"]],
		"host network that says so": [
			{"policy": "ClusterFirstWithHostNet"}, {"source": {"host_network": true}},
			["cluster"],
		],
		"none": [{"policy": "None"}, {}, []],
		"its own": [{"policy": "None", "nameservers": ["local", "public", "invalid", "cluster"]}, {}, ["local", "1", "cluster"]],
		"its own last": [{"nameservers": ["private"]}, {}, ["cluster", "0"]],
		"injected": [{"injected": true, "local": "yes"}, {"source": {"exists": false}}, ["local", "cluster"]],
		"not into a pod that is there": [{"injected": true, "local": "yes"}, {}, ["cluster"]],
		"not on a virtual node": [
			{"injected": true, "local": "yes"}, {"source": {"exists": false, "virtual_node": true}},
			["cluster"],
		],
		"not without the DaemonSet": [{"injected": true}, {"source": {"exists": false}}, ["cluster"]],
	}

	dns.servers == row[2] with input as _input(row[0], row[1])
}

test_no_server_at_all if _decides([{"policy": "None"}, {}], "deny", "no-nameserver")

test_cluster_names_at_other_servers[kind] if {
	some kind, verdict in {"public": "deny", "private": "unknown", "vpc": "deny"}
	looked := [_lookup({"vpc": "vpc"}[kind], "udp", "allow") | kind == "vpc"]
	changes := {"policy": "None", "nameservers": [kind], "name": {"cluster": true, "outside": false}, "lookups": looked}
	hop := dns.hop with input as _input(changes, _none)

	hop.verdict == verdict
}

test_servers_of_the_internet_and_private_names if {
	changes := {"policy": "None", "nameservers": ["public"], "name": {"private": true}, "lookups": []}
	_decides([changes, {}], "unknown", "private-name")
}

test_next_server_helps_when_the_first_is_out_of_reach if {
	changes := {"policy": "None", "nameservers": ["local", "cluster"]}
	hop := dns.hop with input as _input(changes, _none)
	hop.verdict == "allow"
	contains(hop.note, "a server that comes before it may not answer")
}

test_broken_names[breach] if {
	some breach, row in {
		"loop": ["deny", "external-name-loop"],
		"no-service": ["deny", "no-such-service"],
		"unlisted": ["unknown", "services-unknown"],
		"no-name": ["deny", "external-name-address"],
	}
	name := {"name": {"breach": breach, "breach_at": "dns/8", "host": "dns/9", "cluster": true, "outside": false}}

	_decides([name, {}], row[0], row[1])
}
