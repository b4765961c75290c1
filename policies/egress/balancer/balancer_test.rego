package egress.balancer_test

import data.egress.balancer

_input(product, protocol, preserve) := {
	"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
	"source": {"host_network": false, "virtual_node": false},
	"target": {"pod": false, "resolved": true, "ranges": ["vpc"]},
	"balancer": {
		"product": product,
		"listener": {"described": true, "protocol": protocol},
		"backends": {"preserve": preserve},
		"pod": {"standing": "only", "at": "balancer/1"},
		"node": {"standing": "no", "at": ""},
	},
}

test_whether_servers_see_the_client[name] if {
	some row in [
		["clb", "tcp", "unknown", "yes"],
		["clb", "udp", "unknown", "yes"],
		["clb", "https", "unknown", "no"],
		["nlb", "tcp", "yes", "yes"],
		["nlb", "tcp", "no", "no"],
		["nlb", "tcp", "unknown", "unknown"],
		["alb", "https", "unknown", "no"],
	]
	name := concat(" ", row)

	balancer.keeps_address == row[3] with input as _input(row[0], row[1], row[2])
}

test_client_is_the_leaving_address if {
	flow := _input("clb", "tcp", "unknown")

	balancer.client.standing == "only" with input as flow
	balancer.client.standing == "no" with input as object.union(flow, {"source": {"host_network": true}})
	balancer.client.standing == "unknown" with input as object.union(flow, {"cluster": {"plugin": "unknown"}})
}

test_public_address if {
	flow := _input("clb", "tcp", "unknown")

	not balancer.public with input as flow
	balancer.public with input as object.union(flow, {"target": {"ranges": []}})
}
