package egress.rules.network_acl.entry_never_matches_test

import data.egress.rules.network_acl.entry_never_matches

test_nacl_003_ports_that_are_none if {
	entry := {
		"at": "object/0", "id": "", "owner": "object/2", "direction": "egress",
		"action": "accept", "why": "ports-unread", "written": "object/3",
	}
	lints := entry_never_matches.lints with input as {"object": {"dead_entry": entry}}
	[lint] := [l | some l in lints]

	lint.message == "{line} has the ports {written}, which are no range of ports"
	startswith(lint.fix, "write the first and the last port with a slash between, such as 443/443, and repeat the other egress")
	endswith(lint.fix, "--UpdateEgressAclEntries true")
}

test_silent_about_other_objects if count(entry_never_matches.lints) == 0 with input as {"object": {}}
