package egress.way_test

import data.egress.gate.eip
import data.egress.gate.ipv6_gateway
import data.egress.gate.nat
import data.egress.gate.route

_hops(flow) := array.flatten([
	_route(flow),
	_nat(flow),
	_eip(flow),
	_ipv6_gateway(flow),
])

_route(flow) := hops if {
	hops := [hop | hop := route.hop] with input as flow
}

_nat(flow) := hops if {
	hops := [hop | hop := nat.hop] with input as flow
}

_eip(flow) := hops if {
	hops := [hop | hop := eip.hop] with input as flow
}

_ipv6_gateway(flow) := hops if {
	hops := [hop | hop := ipv6_gateway.hop] with input as flow
}

_telling contains name if {
	some name
	count(data.egress.rules.nat[name].findings) > 0
}

_telling contains name if {
	some name
	count(data.egress.rules.route[name].findings) > 0
}

_telling contains name if {
	some name
	count(data.egress.rules.eip[name].findings) > 0
}

_telling contains name if {
	some name
	count(data.egress.rules.ipv6_gateway[name].findings) > 0
}

_told(flow, hops) := names if {
	names := _telling with input as flow with data.egress.path.hops as hops
}

_verdicts(flow) := {hop.gate: hop.verdict | some hop in _hops(flow)}

_node_eip := {"public": {"addresses": [eip_of("node/9", {"bound": "ecsinstance"})]}, "route": {"covering": []}, "nats": []}

eip_of(handle, changes) := object.union(own({}).pod.public.addresses[0], object.union({"at": handle}, changes))

_behind := {"ipv4_gateway": {"present": true, "enabled": true, "at": "node/40"}}

_node_entry := {"route": {"covering": [route_by([to_nat({"entries": [snat("node/5", {})]})])]}}

route_by(hops) := {"at": "pod/2", "bits": 0, "match": "yes", "status": "available", "hops": hops}

# The golden vectors of the ways out: every gate's verdict, and the rules that tell of it.
_golden := {
	"g22 terway pod, SNAT for the node only": {
		"flow": object.union(entries([]), {"node": _node_entry}),
		"verdicts": {"route": "allow", "nat": "deny"},
		"told": {"misses_pod_vswitch"},
	},
	"g23 flannel pod, SNAT for the node": {
		"flow": object.union(flannel(_node_entry), {"pod": bare}),
		"verdicts": {"route": "allow", "nat": "allow"},
		"told": set(),
	},
	"g24 terway pod, node EIP, no NAT": {
		"flow": world({"pod": bare, "node": _node_eip}),
		"verdicts": {"nat": "deny"},
		"told": {"node_eip_for_terway_pod"},
	},
	"g25 flannel pod, node EIP, no default route": {
		"flow": flannel(_node_eip),
		"verdicts": {"route": "allow", "eip": "allow"},
		"told": set(),
	},
	"g26 the same behind an IPv4 gateway": {
		"flow": flannel(object.union(_node_eip, _behind)),
		"verdicts": {"route": "deny", "eip": "allow"},
		"told": {"ipv4_gateway_not_routed"},
	},
	"g27 wide entry healthy, /32 entry dead": {
		"flow": entries([snat("pod/51", {"bits": 32, "ips": [ip("pod/61", {"bound": false})]}), snat("pod/52", {"bits": 16})]),
		"verdicts": {"route": "allow", "nat": "deny"},
		"told": {"entry_unusable"},
	},
	"g28 entry in NAT B, route to NAT A": {
		"flow": object.union(entries([]), {"pod": {"snat_elsewhere": [snat("pod/71", {"nat": "pod/70"})]}}),
		"verdicts": {"route": "allow", "nat": "deny"},
		"told": {"entry_elsewhere"},
	},
	"g29 VPC NAT gateway": {
		"flow": through({"network": "intranet"}),
		"verdicts": {"route": "allow", "nat": "deny"},
		"told": {"vpc_nat_gateway"},
	},
	"g30 custom table without a default route": {
		"flow": pod({"route": {"covering": [], "custom": true}}),
		"verdicts": {"route": "deny"},
		"told": {"no_default_route"},
	},
	"g31 pod EIP overdue, NAT healthy": {
		"flow": own({"business": "financiallocked"}),
		"verdicts": {"route": "allow", "eip": "deny"},
		"told": {"locked"},
	},
	"g49 truncated SNAT entries, no match": {
		"flow": through({"snat": "partial", "entries": []}),
		"verdicts": {"route": "allow", "nat": "unknown"},
		"told": set(),
	},
	"g50 host network on terway, node EIP": {
		"flow": world({"source": {"host_network": true}, "node": _node_eip, "pod": bare}),
		"verdicts": {"route": "allow", "eip": "allow"},
		"told": set(),
	},
}

test_golden[name] if {
	some name, c in _golden
	_verdicts(c.flow) == c.verdicts
	_told(c.flow, _hops(c.flow)) == c.told
}

# Whatever is denied is told, each reason by one rule.
_denials := {name: flow |
	some name, flow in {
		"no entry for the node": flannel({"route": {"covering": [route_by([to_nat({"entries": []})])]}}),
		"nothing at all": pod(bare),
		"gateway gone": through({"found": false}),
		"gateway locked": through({"business": "financiallocked"}),
		"gateway down": through({"status": "creating"}),
		"gateway bare": through({"eips": 0}),
		"loopback": world({"target": {"ranges": ["loopback"]}}),
		"another VPC": world({"target": {"ranges": ["rfc1918"]}, "pod": {"route": {"covering": []}}}),
		"no vSwitch": world({"target": {"ranges": ["vpc"]}, "pod": {"route": {"covering": []}}}),
		"private by the default route": world({"target": {"ranges": ["rfc1918"]}}),
		"NAT not routed on": pod({"ipv4_gateway": {
			"present": true,
			"enabled": true,
			"at": "pod/40",
			"nat_route_known": true,
		}}),
		"EIP free": own({"status": "available"}),
		"package locked": own({"package": "financiallocked"}),
		"annotation under Flannel": object.union(flannel(bare), asking),
		"annotation unserved": world(object.union(asking, {"pod": bare})),
		"single stack": world({"flow": {"family": "ipv6"}}),
	}
}

test_each_denial_is_told_by_one_rule[name] if {
	some name, flow in _denials
	[hop.verdict | some hop in _hops(flow); hop.verdict == "deny"] == ["deny"]
	count(_told(flow, _hops(flow))) == 1
}

# Every handle that a text names stands for something, and every part of a text has a handle.
_parts(text) := {part[1] | some part in regex.find_all_string_submatch_n(`\{(\w+)\}`, text, -1)}

_flows := array.concat([c.flow | some c in _golden], [flow | some flow in _denials])

test_parts_of_notes_are_named if {
	wrong := [hop.note |
		some flow in _flows
		some hop in _hops(flow)
		_parts(hop.note) - {name | some name, handle in hop.names; handle != ""} != set()
	]
	wrong == []
}

_unnamed contains finding.message if {
	some topic in ["nat", "route", "eip", "ipv6_gateway"]
	some name
	some finding in data.egress.rules[topic][name].findings
	texts := array.concat([finding.message, finding.fix], [related.message | some related in finding.related])
	_parts(concat(" ", texts)) - {part | some part, handle in finding.names; handle != ""} != set()
}

test_parts_of_findings_are_named if {
	wrong := [messages |
		some flow in _flows
		messages := _unnamed with input as flow with data.egress.path.hops as _hops(flow)
		messages != set()
	]
	wrong == []
}
