package egress.gate.dns_test

import data.egress.gate.dns

_nothing := {"endpoints": "absent", "ready": 0, "slice": "", "pods": 0, "pods_ready": 0, "pod": "", "workload": ""}

test_down[at] if {
	some at, cluster in {
		"dns/3": {"scaled_down": true},
		"dns/1": {"ready": 0},
		"dns/2": {"pods_ready": 0},
	}
	hop := dns.hop with input as _input({"cluster": cluster}, _none)

	[hop.verdict, hop.reason, hop.at] == ["deny", "cluster-dns-down", at]
}

test_service_that_is_not_there if {
	hop := dns.hop with input as _input({"cluster": object.union(_nothing, {"service": "", "system_pods": false})}, _none)
	hop.reason == "cluster-dns-unknown"
	{"export": "kubectl get services -n kube-system", "of": ""} in hop.missing
}

test_policy_denies_wherever_the_service_is if {
	changes := {
		"cluster": object.union(_nothing, {"service": "", "system_pods": false}),
		"lookups": [_lookup("cluster", "udp", "deny")], "origins": [],
	}
	_decides([changes, {}], "deny", "query-denied")
}

test_endpoints_that_are_not_there if {
	hop := dns.hop with input as _input({"cluster": object.union(_nothing, {"system_pods": false})}, _none)
	[hop.verdict, hop.missing] == ["unknown", [{"export": "kubectl get endpointslices -n kube-system", "of": ""}]]
}

test_hosted[name] if {
	some name, row in {
		"by ACS": [{"system_pods": false}, {"cluster": {"product": "acs"}}],
		"as an add-on": [{"system_pods": false, "listed": true}, {}],
		"with no pod beside others": [{}, {}],
	}
	changes := {"cluster": object.union(_nothing, row[0]), "origins": []}
	hop := dns.hop with input as _input(changes, row[1])

	hop.verdict == "allow"
	contains(hop.note, "managed")
}

test_query[name] if {
	some name, row in {
		"denied": [["deny", "deny"], "deny"],
		"by one pod": [["deny", "allow"], "partial"],
		"in part": [["partial", "allow"], "partial"],
		"perhaps": [["unknown", "allow"], "unknown"],
		"perhaps not": [["unknown", "deny"], "unknown"],
	}
	looked := [_lookup("cluster", "udp", verdict) | some verdict in row[0]]
	hop := dns.hop with input as _input({"lookups": looked, "name": {"outside": false, "cluster": true}}, _none)

	[hop.verdict, hop.reason] == [row[1], "query-denied"]
	startswith(hop.note, "DNS over UDP from {client} to {server}: {thing} decides")
}

test_one_server_of_several_is_enough if {
	looked := [_lookup("vpc", "udp", verdict) | some verdict in ["deny", "allow"]]
	_decides([{"policy": "Default", "lookups": looked}, {}], "allow", "resolves")
}

test_without_tcp_long_answers_fail if {
	looked := [_lookup("cluster", "udp", "allow"), _lookup("cluster", "tcp", "deny")]
	hop := dns.hop with input as _input({"lookups": looked, "name": {"outside": false}}, _none)
	hop.verdict == "allow"
	contains(hop.note, "long answers fail: DNS over TCP from {client} to {server}: {thing} decides")
}

test_doubt_names_what_is_missing if {
	looked := [_lookup("cluster", "udp", "unknown")]
	hop := dns.hop with input as _input({"lookups": looked, "name": {"outside": false}}, _none)
	hop.missing == [_attribute]
}

_alone := {"policy": "None", "nameservers": ["local"]}

test_local[name] if {
	some name, row in {
		"no DaemonSet": [{"local": "no"}, {}, "deny", "local-missing"],
		"not known": [{"local": "unknown"}, {}, "unknown", "local-unknown"],
		"bypassed": [{"local": "yes"}, {"cluster": {"host_stack": "no", "data_path": "ipvlan"}}, "deny", "local-bypassed"],
		"veth needs no range": [{"local": "yes"}, {"cluster": {"host_stack": "no"}}, "allow", "resolves"],
		"policy of Felix": [
			{"local": "yes", "lookups": [_lookup("local", "udp", "deny")], "name": {"outside": false}}, {},
			"unknown", "query-denied",
		],
		"policy of eBPF": [
			{"local": "yes", "lookups": [_lookup("local", "udp", "deny")], "name": {"outside": false}},
			{"cluster": {"data_path": "ipvlan"}}, "allow", "resolves",
		],
	}

	_decides([object.union(_alone, row[0]), row[1]], row[2], row[3])
}

test_upstream[name] if {
	some name, row in {
		"denied": [["deny"], {}, "deny", "upstream-denied"],
		"by one pod": [["deny", "allow"], {}, "partial", "upstream-denied"],
		"not known": [["unknown"], {}, "unknown", "upstream-denied"],
		"denied, with a Corefile that is taken for granted": [["deny"], {"evidence": "absent"}, "unknown", "upstream-denied"],
		"reached, with such a Corefile": [["allow"], {"evidence": "absent", "forward": ""}, "allow", "resolves"],
		"no plugin": [["allow"], {"forward": ""}, "deny", "no-forward"],
		"Corefile that cannot be read": [["allow"], {"evidence": "partial"}, "unknown", "corefile-unread"],
		"another plugin": [["deny"], {"overrides": ["dns/6"]}, "unknown", "overridden"],
	}
	looked := [_lookup("upstream", "udp", verdict) | some verdict in row[0]]
	origins := [{"lookups": [i]} | some i, _ in row[0]]

	_decides([{"lookups": looked, "origins": origins, "corefile": row[1]}, {}], row[2], row[3])
}

test_public_servers_and_private_names if {
	_decides([{"corefile": {"public": true}, "name": {"private": true}}, {}], "unknown", "private-name")
}

test_pods_of_coredns_that_are_not_there if {
	hop := dns.hop with input as _input({"origins": []}, _none)
	[hop.verdict, hop.missing] == ["unknown", [{"export": "kubectl get pods", "of": ""}]]
}

test_tcp_alone_decides_where_it_is_forced if {
	changes := {"lookups": [_lookup("upstream", "tcp", "deny")], "origins": [{"lookups": [0]}]}
	_decides([changes, {}], "deny", "upstream-denied")
}

test_ready_endpoints_without_pods[name] if {
	some name, row in {
		"answer": [{}, "allow", "resolves"],
		"do not make up for a Corefile without a forward": [{"forward": ""}, "deny", "no-forward"],
	}
	alone := object.union(_nothing, {"ready": 2, "endpoints": "complete", "system_pods": false})

	_decides([{"cluster": alone, "origins": [], "corefile": row[0]}, {}], row[1], row[2])
}
