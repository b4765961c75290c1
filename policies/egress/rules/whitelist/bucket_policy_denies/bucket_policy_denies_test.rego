package egress.rules.whitelist.bucket_policy_denies_test

import data.egress.rules.whitelist.bucket_policy_denies

_condition(operator, key, matches) := {
	"at": sprintf("%s/%s", [operator, key]), "operator": operator, "key": key, "values": "target/6",
	"matches": matches, "list": {"acs:sourceip": 0, "acs:sourcevpc": -1}[key], "flag": "",
}

_request(conditions, changes) := object.union(
	{
		"flow": {"family": "ipv4", "port": 443},
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
		"source": {"host_network": false, "virtual_node": false},
		"target": {"kind": "oss", "witness": false, "bucket": {
			"named": true, "name": "target/1", "at": "target/2", "evidence": "complete", "vpc": "target/4", "internal": "",
			"statements": [{"at": "target/3", "effect": "deny", "everyone": true, "covers": "yes", "conditions": conditions}],
		}},
		"pod": {
			"known": true, "single": true, "missing": [], "range": "pod/9",
			"whitelist": [{"at": "pod/1", "covers": "no", "unread": false}],
		},
	},
	changes,
)

_findings(request, reason) := found if {
	found := bucket_policy_denies.findings with input as request
		with data.egress.path.hops as [{"gate": "whitelist", "reason": reason}]
}

test_places_and_fixes[what] if {
	some what, row in {
		"a vpc to add": [
			[_condition("stringnotequals", "acs:sourcevpc", "no")], {},
			"stringnotequals/acs:sourcevpc", "add {vpc} to the values",
		],
		"an address to add": [
			[_condition("stringequals", "acs:sourcevpc", "yes"), _condition("notipaddress", "acs:sourceip", "no")], {},
			"notipaddress/acs:sourceip", "add {range} to the values",
		],
		"an endpoint to change": [
			[_condition("stringnotequals", "acs:sourcevpc", "yes")],
			{"target": {"witness": true, "bucket": {"internal": "target/8"}}},
			"stringnotequals/acs:sourcevpc", "ask {internal} instead",
		],
		"a vpc to take out": [
			[_condition("stringequals", "acs:sourcevpc", "yes")], {},
			"stringequals/acs:sourcevpc", "take {vpc} out of the values",
		],
	}
	some finding in _findings(_request(row[0], row[1]), "bucket-policy")
	finding.at == row[2]
	startswith(finding.fix, row[3])
}

test_silent_for_other_reasons if {
	count(_findings(_request([_condition("stringnotequals", "acs:sourcevpc", "no")], {}), "bucket-policy-passes")) == 0
}
