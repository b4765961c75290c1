package egress.rules.nat.several_addresses_test

import data.egress.gate.nat
import data.egress.rules.nat.several_addresses
import data.egress.way_test as sample

_pool := [sample.ip("pod/6", {}), sample.ip("pod/7", {})]

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := several_addresses.findings with input as flow with data.egress.path.hops as [hop]
}

_asked(ips, changes) := object.union(sample.entries([sample.snat("pod/5", {"ips": ips})]), changes)

test_nat_004_pool_of_two if {
	some finding in _findings(_asked(_pool, {"flow": {"asked": true}, "target": {"kind": "internet"}}))

	finding.message == "{source} leaves with any of {ip0}, {ip1}"
	finding.names == {"source": "source", "ip0": "pod/6", "ip1": "pod/7"}
}

test_silent if {
	asked := {"flow": {"asked": true}, "target": {"kind": "internet"}}

	count(_findings(_asked([_pool[0]], asked))) == 0
	count(_findings(_asked(_pool, {"flow": {"asked": false}, "target": {"kind": "internet"}}))) == 0
	count(_findings(_asked(_pool, {"flow": {"asked": true}, "target": {"kind": "rds"}}))) == 0
}
