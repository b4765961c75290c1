package egress.rules.security_group.platform_blocks_smtp_test

import data.egress.gate.security_group
import data.egress.rules.security_group.platform_blocks_smtp

_input(unblocked) := {
	"flow": {"family": "ipv4", "protocol": "tcp", "port": 25, "gates": [], "smtp_unblocked": unblocked},
	"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
	"source": {"host_network": false, "virtual_node": false},
	"target": {"kind": "host", "resolved": true, "ranges": [], "pod": false},
	"policy": {"self": false, "same_node": false},
	"pod": {"missing": [], "security_group": {"known": false, "missing": []}},
}

_findings(flow) := found if {
	hop := security_group.hop with input as flow
	found := platform_blocks_smtp.findings with input as flow with data.egress.path.hops as [hop]
}

test_mail_to_a_public_host if {
	finding := {
		"at": "source",
		"message": "{source} sends to TCP port 25 of {target}, which the platform blocks by default",
		"fix": concat(" ", [
			"send mail over port 465 or 587, or apply in the ECS console to unblock TCP port 25",
			"and run with --smtp-unblocked",
		]),
		"names": {"source": "source", "target": "target"},
		"related": [],
	}

	_findings(_input(false)) == {finding}
}

test_silent_when_the_block_is_lifted if {
	_findings(_input(true)) == set()
}
