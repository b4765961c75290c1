package egress.rules.identity.unread_setting_test

import data.egress.rules.identity.unread_setting

_messages(within, name) := {f.message | some f in lints} if {
	lints := unread_setting.lints with input as {"object": {"settings": {"keys": [{"at": "object/0", "within": within, "name": name}]}}}
}

test_eni_004_another_spelling if {
	every key in [["", "Disable_Network_Policy"], ["", "in-cluster-loadbalance"], ["eni_conf", "securityGroups"], ["10-terway.conf", "eniipVirtualType"]] {
		some message in _messages(key[0], key[1])
		contains(message, "it knows the setting as")
	}
}

test_eni_004_another_place if {
	_messages("eni_conf", "eniip_virtual_type") == {"{key} has no effect here: Terway reads it as a key in 10-terway.conf"}
	_messages("", "vswitches") == {"{key} has no effect here: Terway reads it as a key in eni_conf"}
}

test_silent_about_what_is_read_or_not_known if {
	every key in [["", "eni_conf"], ["eni_conf", "Security_Groups"], ["eni_conf", "vswitches"], ["eni_conf", "max_eni"], ["10-terway.conf", "cniVersion"]] {
		_messages(key[0], key[1]) == set()
	}
}

# Others tell of these.
test_silent_about_what_is_told_elsewhere if _messages("eni_conf", "in_cluster_loadbalance") == set()
