package egress.rules.eip.instance_not_free_test

import data.egress.rules.eip.instance_not_free
import data.egress.way_test as sample

_named(eip, changes) := sample.world(object.union(
	{
		"source": {
			"eip_instance": {"present": true, "at": "source/2", "other": ""},
			"named_eip": object.union({"id": "source/6", "found": true, "at": "source/7", "holder": "source/8"}, eip),
		},
		"cluster": {"eip_controller": "yes"},
	},
	changes,
))

_elsewhere := {"elsewhere": "yes"}

test_eip_004_bound_to_something_else if {
	findings := instance_not_free.findings with input as _named(_elsewhere, {})

	findings == {{
		"at": "source/2",
		"message": "{annotation} names {id}, which is bound to {holder}, so {source} does not get it",
		"fix": "unbind {id} from {holder}, or name another EIP in {annotation}",
		"names": {"annotation": "source/2", "id": "source/6", "holder": "source/8", "source": "source"},
		"related": [{"at": "source/7", "message": "{id} is bound to {holder}"}],
	}}
}

test_eip_004_not_an_eip_of_the_account if {
	some finding in instance_not_free.findings with input as _named({"found": false}, {})

	finding.message == "{annotation} names {id}, which is not an EIP of the account, so {source} does not get it"
	finding.related == []
}

test_silent_for_a_free_one if count(instance_not_free.findings) == 0 with input as _named({}, {})

test_silent_for_a_pod_that_does_not_get_out if {
	count(instance_not_free.findings) == 0 with input as _named(_elsewhere, {"pod": sample.bare})
}
