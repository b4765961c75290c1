package egress.gate.load_balancer_test

import data.egress.gate.load_balancer
import data.egress.service_test as sample

test_service_without_a_pod if {
	hop := {
		"gate": "load-balancer",
		"verdict": "deny",
		"reason": "selects-no-pod",
		"note": "no pod or workload of the namespace has the labels {blamed} that {service} selects",
		"names": {
			"service": "target/0", "name": "target/1", "namespace": "target/2", "blamed": "target/3",
			"selector": "target/4", "source": "source", "target": "target",
		},
		"at": "target/3",
		"missing": [],
		"egress": [],
	}

	load_balancer.hop == hop with input as sample.of({})
}

test_every_reason_has_a_note[standing] if {
	some standing, verdict in {
		"portless": "deny", "unready": "deny", "idle": "deny", "empty": "deny", "away": "deny",
		"stale": "unknown", "unlisted": "unknown", "open": "unknown", "own": "unknown",
	}
	flow := sample.of({"standing": standing, "local": true})

	load_balancer.hop.verdict == verdict with input as flow
	load_balancer.hop.note != "" with input as flow
}

test_every_doubt_about_local_traffic_has_a_note[name] if {
	some name, row in {
		"ipvlan": [{"data_path": "ipvlan"}, "address"],
		"no data path": [{"data_path": "unknown"}, "address"],
		"acs": [{"product": "acs"}, "address"],
		"iptables": [{"kube_proxy": "iptables"}, "node-port"],
		"no kube-proxy": [{"kube_proxy": "unknown"}, "node-port"],
	}
	service := {"standing": "away", "local": true, "via": row[1]}
	flow := sample.world({"cluster": row[0], "target": {"service": service}})

	load_balancer.hop.verdict == "unknown" with input as flow
	load_balancer.hop.note != "" with input as flow
}

test_label_that_is_nearly_right if {
	near := sample.of({"behind": "target/5", "has": "target/6"})

	load_balancer.hop.note == "{service} selects {blamed}, and {behind} has {has}" with input as near
}

test_service_that_nobody_lists if {
	bare := sample.of({"standing": "unlisted", "selector": ""})

	load_balancer.hop.note == "{service} has no selector, and its endpoints are not in the bundle" with input as bare
}

test_services_that_serve_have_no_hop if not load_balancer.hop with input as sample.of({"standing": "serves"})
