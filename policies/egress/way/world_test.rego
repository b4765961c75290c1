# The world that the tests of ways, gates and rules change: a pod of Terway whose vSwitch has a default route to a NAT
# gateway, which translates it with one EIP.
package egress.way_test

list(handle) := {"at": handle, "hidden": false, "network": "mix", "covers": "yes", "anyone": false}

ip(handle, changes) := object.union(
	{
		"address": handle,
		"id": "pod/66",
		"private": false,
		"eips": "complete",
		"found": true,
		"bound": true,
		"status": "inuse",
		"business": "normal",
		"locked": false,
		"whitelist": [list("target/1")],
	},
	changes,
)

snat(handle, changes) := object.union(
	{
		"at": handle,
		"nat": "pod/4",
		"bits": 24,
		"covers": "yes",
		"status": "available",
		"ips": [ip("pod/6", {})],
	},
	changes,
)

gateway(changes) := object.union(
	{
		"found": true,
		"foreign": false,
		"at": "pod/4",
		"status": "available",
		"business": "normal",
		"network": "internet",
		"eips": 1,
		"snat": "complete",
		"entries": [snat("pod/5", {})],
		"table": "pod/7",
		"ip": "pod/8",
		"missing": [],
	},
	changes,
)

hop(kind, changes) := object.union(
	{
		"at": "pod/3",
		"type": kind,
		"disabled": false,
		"nat": {"found": false, "at": ""},
		"listed": "absent",
		"found": false,
		"status": "",
	},
	changes,
)

route(hops, changes) := object.union(
	{"at": "pod/2", "bits": 0, "match": "yes", "status": "available", "hops": hops},
	changes,
)

to_nat(changes) := hop("natgateway", {"nat": gateway(changes)})

eip(handle, changes) := object.union(
	{
		"at": handle,
		"id": "pod/99",
		"kind": "eip",
		"bound": "networkinterface",
		"status": "inuse",
		"business": "normal",
		"locked": false,
		"mode": "nat",
		"package": "",
		"whitelist": [list("target/2")],
	},
	changes,
)

mapping(changes) := object.union(
	{
		"at": "pod/31",
		"address": "pod/32",
		"id": "pod/98",
		"eip_status": "inuse",
		"business": "normal",
		"locked": false,
		"status": "available",
		"whitelist": [list("target/3")],
	},
	changes,
)

facts := {
	"known": true,
	"single": true,
	"conflict": false,
	"missing": [],
	"public": {"eips": "complete", "static": "complete", "addresses": [], "dnat": "complete", "mappings": []},
	"route": {
		"evidence": "complete",
		"table": "pod/1",
		"custom": false,
		"covering": [route([to_nat({})], {})],
		"missing": [],
	},
	"ipv4_gateway": {
		"evidence": "complete",
		"present": false,
		"enabled": false,
		"at": "",
		"nat_route": false,
		"nat_route_known": false,
		"nat_table": "",
		"nat_vswitch": "",
		"vpc": "",
	},
	"snat_elsewhere": [],
	"nat_evidence": "complete",
	"nats": ["pod/4"],
}

no := {"present": false, "true": false, "false": false, "legacy": false, "other": "", "at": ""}

base := {
	"flow": {"family": "ipv4", "protocol": "tcp", "port": 443, "gates": [], "smtp_unblocked": false},
	"cluster": {
		"product": "ack",
		"plugin": "terway",
		"mode": "shared-eni",
		"backend": "unknown",
		"terway_version": [1, 9, 0],
		"ip_stack": "ipv4",
		"eip_controller": "no",
		"eip_controller_version": [],
		"eip_controller_list": "unknown",
		"eip_pool": "",
		"eip_rob": "",
	},
	"source": {
		"exists": true,
		"host_network": false,
		"virtual_node": false,
		"on_ecs": false,
		"trunk": false,
		"shared": false,
		"with_eip": no,
		"eip_instance": no,
		"misplaced": no,
		"misspelt": no,
		"named_eip": {"evidence": "complete", "found": false, "id": "", "holder": "", "elsewhere": "no"},
	},
	"target": {
		"kind": "internet",
		"resolved": true,
		"family": "ipv4",
		"ranges": [],
		"vpc_known": true,
		"ranges_unknown": false,
		"witness": false,
		"subnet": false,
		"pod": false,
		"database": {"missing": [], "endpoint": {"vpc": "unknown", "type": ""}},
	},
	"policy": {"self": false, "same_node": false, "target_virtual_node": false},
	"between": {"known": false, "same": false},
	"pod": facts,
	"node": facts,
}

world(changes) := object.union(base, changes)

# Flannel leaves with the node, whose facts are then those to change.
flannel(changes) := world(object.union({"cluster": {"plugin": "flannel", "mode": "vxlan"}}, {"node": changes}))

pod(changes) := world({"pod": changes})

routed(routes) := pod({"route": {"covering": routes}})

through(changes) := routed([route([to_nat(changes)], {})])

entries(list_of_entries) := through({"entries": list_of_entries})

own(changes) := pod({"public": {"addresses": [eip("pod/9", changes)]}})

# A VPC without a NAT gateway.
bare := {"route": {"covering": []}, "nats": []}

asking := {"source": {"with_eip": {"present": true, "true": true, "at": "source/1"}}}
