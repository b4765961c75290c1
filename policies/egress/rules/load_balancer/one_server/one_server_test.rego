package egress.rules.load_balancer.one_server_test

import data.egress.rules.load_balancer.one_server

_findings(product, kind, changes, reason) := findings if {
	backends := object.union(
		{"forwards": true, "kind": kind, "group": "balancer/3", "id": "balancer/4", "standing": "one"},
		changes,
	)
	findings := one_server.findings with input.balancer as {
		"product": product,
		"id": "balancer/0",
		"listener": {"at": "balancer/2"},
		"backends": backends,
	}
		with data.egress.path.hops as [{"gate": "load-balancer", "reason": reason}]
}

test_lb_004_one_server[call] if {
	some call, row in {
		"slb AddVServerGroupBackendServers --VServerGroupId {group_id}": ["clb", "vserver"],
		"slb AddBackendServers --LoadBalancerId {id}": ["clb", "default"],
		"slb CreateMasterSlaveServerGroup --LoadBalancerId {id}": ["clb", "primary"],
		"nlb AddServersToServerGroup --ServerGroupId {group_id}": ["nlb", "server"],
		"alb AddServersToServerGroup --ServerGroupId {group_id}": ["alb", "server"],
	}
	some finding in _findings(row[0], row[1], {}, "serves")

	finding.at == "balancer/3"
	contains(finding.fix, call)
}

test_silent_about_other_servers[standing] if {
	some standing in ["several", "some", "none", "unknown"]

	_findings("clb", "vserver", {"standing": standing}, "serves") == set()
}

test_silent_where_it_does_not_serve[reason] if {
	some reason in ["inactive", "listener-stopped", "all-abnormal", "hairpin"]

	_findings("clb", "vserver", {}, reason) == set()
}

test_silent_where_the_listener_answers_by_itself if _findings("alb", "server", {"forwards": false}, "serves") == set()

# Under the policy Local the cloud controller manager takes the nodes with pods alone, which may well be one.
test_silent_about_a_service_of_the_cluster if {
	findings := one_server.findings with input.balancer as {
		"product": "clb",
		"id": "balancer/0",
		"listener": {"at": "balancer/2"},
		"backends": {"forwards": true, "kind": "vserver", "group": "balancer/3", "id": "balancer/4", "standing": "one"},
		"inside": {"way": "front"},
	}
		with data.egress.path.hops as [{"gate": "load-balancer", "reason": "serves"}]

	findings == set()
}
