package egress.rules.route.blackhole_test

import data.egress.rules.route.blackhole
import data.egress.way_test as sample

_led(state) := sample.world({
	"target": {"ranges": ["rfc1918"], "resolved": true},
	"pod": {"route": {"covering": [sample.route([sample.hop("instance", state)], {"bits": 24})]}},
})

test_rt_002_instance_that_does_not_exist if {
	findings := blackhole.findings with input as _led({"listed": "complete"})

	findings == {{
		"at": "pod/2",
		"message": "{route} leads to ECS instance {hop}, which does not exist, so {source} does not reach {target}",
		"fix": "delete {route}, or lead it to a next hop that is up",
		"names": {"route": "pod/2", "hop": "pod/3", "source": "source", "target": "target"},
		"related": [],
	}}
}

test_silent_for_an_instance_that_may_exist if {
	count(blackhole.findings) == 0 with input as _led({})
	count(blackhole.findings) == 0 with input as _led({"listed": "complete", "found": true, "status": "running"})
}
