package egress.quote_test

import data.egress.quote

_hop := {"gate": "network-acl", "note": "entry {entry} of {acl}", "names": {"entry": "pod/1", "acl": "pod/2"}}

test_note_has_the_gate_in_its_names if quote.note(_hop) == "entry {network_acl_entry} of {network_acl_acl}"

test_names_have_the_gate_in_front if {
	quote.names(_hop) == {"network_acl_entry": "pod/1", "network_acl_acl": "pod/2"}
}
