package egress.rules.network_acl.entry_hides_others_test

import data.egress.rules.network_acl.entry_hides_others

test_nacl_002_drop_before_accept if {
	entry := {
		"at": "object/0", "id": "object/1", "owner": "object/2", "direction": "ingress",
		"action": "drop", "hidden": ["object/3", "object/4"], "last": 3,
	}
	lints := entry_hides_others.lints with input as {"object": {"hiding_entry": entry}}
	[lint] := [l | some l in lints]

	lint.message == "{line} drops all that {hidden0} and {hidden1} would accept, since it comes first"
	startswith(lint.fix, "put {hidden0} and {hidden1} before {line} in one call, which replaces all ingress entries: ")
	endswith(lint.fix, "--NetworkAclId {owner} --UpdateIngressAclEntries true")
}

test_silent_about_other_objects if count(entry_hides_others.lints) == 0 with input as {"object": {}}
