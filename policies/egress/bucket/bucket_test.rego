package egress.bucket_test

import data.egress.bucket

_condition(operator, key, fields) := object.union(
	{"at": "target/5", "operator": operator, "key": key, "values": "target/6", "matches": "no", "list": -1, "flag": ""},
	fields,
)

_vpc(operator, matches) := _condition(operator, "acs:sourcevpc", {"matches": matches})

_address(operator) := _condition(operator, "acs:sourceip", {"list": 0})

_statement(conditions) := {
	"at": "target/3",
	"effect": "deny",
	"everyone": true,
	"covers": "yes",
	"conditions": conditions,
}

_source(covers) := {
	"known": true,
	"single": true,
	"missing": [],
	"whitelist": [{"at": "pod/1", "covers": covers, "unread": false}],
}

# A request to an endpoint for VPCs, from an address that a condition on addresses covers or not.
_request(statements, covers, changes) := object.union(
	{
		"flow": {"family": "ipv4", "port": 443},
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
		"source": {"host_network": false, "virtual_node": false},
		"target": {"kind": "oss", "witness": false, "bucket": {
			"named": true,
			"name": "target/1",
			"at": "target/2",
			"evidence": "complete",
			"vpc": "target/4",
			"internal": "",
			"statements": statements,
		}},
		"pod": _source(covers),
		"node": _source("no"),
	},
	changes,
)

_verdict(statements, covers, changes) := verdict if {
	verdict := bucket.answer.verdict with input as _request(statements, covers, changes)
}

_public := {"target": {"witness": true}}

_over_nat := [{"address": "pod/7", "whitelist": [{"at": "pod/1", "covers": "yes", "unread": false}]}]

test_a_vpc_that_is_named[row] if {
	some row in [
		["stringequals", "yes", "deny"], ["stringequals", "no", "allow"], ["stringequals", "maybe", "unknown"],
		["stringlike", "yes", "deny"], ["stringnotequals", "yes", "allow"], ["stringnotequals", "no", "deny"],
		["stringnotlike", "no", "deny"], ["stringnotlike", "maybe", "unknown"],
	]
	_verdict([_statement([_vpc(row[0], row[1])])], "no", {}) == row[2]
}

test_a_request_over_the_internet_has_no_vpc[row] if {
	some row in [["stringequals", "allow"], ["stringnotequals", "deny"], ["stringnotlike", "deny"]]
	_verdict([_statement([_vpc(row[0], "yes")])], "no", _public) == row[1] with data.egress.way.sources as _over_nat
}

test_an_address[row] if {
	some row in [
		["ipaddress", "yes", "deny"], ["ipaddress", "no", "allow"], ["ipaddress", "maybe", "partial"],
		["notipaddress", "yes", "allow"], ["notipaddress", "no", "deny"], ["notipaddress", "maybe", "partial"],
	]
	_verdict([_statement([_address(row[0])])], row[1], {}) == row[2]
}

test_the_address_that_oss_sees_over_the_internet_is_the_public_one if {
	_verdict([_statement([_address("notipaddress")])], "no", _public) == "allow" with data.egress.way.sources as _over_nat
	_verdict([_statement([_address("ipaddress")])], "no", _public) == "deny" with data.egress.way.sources as _over_nat
	_verdict([_statement([_address("ipaddress")])], "no", _public) == "unknown" with data.egress.way.sources as []
}

test_one_of_several_public_addresses if {
	pool := array.concat(_over_nat, [{"address": "pod/8", "whitelist": [{"at": "pod/1", "covers": "no", "unread": false}]}])
	_verdict([_statement([_address("ipaddress")])], "no", _public) == "partial" with data.egress.way.sources as pool
}

test_all_conditions_have_to_be_met if {
	_verdict([_statement([_vpc("stringequals", "yes"), _address("notipaddress")])], "yes", {}) == "allow"
	_verdict([_statement([_vpc("stringequals", "yes"), _address("notipaddress")])], "no", {}) == "deny"
	_verdict([_statement([_vpc("stringequals", "no"), _address("notipaddress")])], "no", {}) == "allow"
}

test_what_files_do_not_show_is_no_part_of_the_verdict[what] if {
	some what, change in {
		"account's actions": {"everyone": false, "covers": "maybe"}, "actions": {"covers": "maybe"}, "bucket": {"covers": "no"},
		"condition": {"conditions": [_vpc("stringequals", "yes"), _condition("stringequals", "acs:accessid", {})]},
		"no place": {"conditions": []}, "effect": {"effect": "allow"},
	}
	_verdict([object.union(_statement([_vpc("stringequals", "yes")]), change)], "no", {}) == "allow"
}

test_a33_what_denies_some_accounts_is_unknown_where_it_denies_by_the_place if {
	some_account := object.union(_statement([_vpc("stringequals", "yes")]), {"everyone": false})

	_verdict([some_account], "no", {}) == "unknown"
	_verdict([some_account, _statement([_vpc("stringequals", "yes")])], "no", {}) == "deny"
	_verdict([object.union(_statement([_vpc("stringequals", "no")]), {"everyone": false})], "no", {}) == "allow"
	_verdict([object.union(_statement([]), {"everyone": false})], "no", {}) == "allow"
}

test_requests_without_tls[row] if {
	some row in [[80, "false", "deny"], [443, "false", "allow"], [443, "true", "deny"], [8080, "false", "allow"]]
	secure := _condition("bool", "acs:securetransport", {"flag": row[1]})
	_verdict([_statement([secure, _vpc("stringequals", "yes")])], "no", {"flow": {"port": row[0]}}) == row[2]
}

test_the_first_statement_that_denies_decides if {
	statements := [_statement([_vpc("stringequals", "no")]), object.union(_statement([_vpc("stringequals", "yes")]), {"at": "target/9"})]
	bucket.answer.at == "target/9" with input as _request(statements, "no", {})
}

test_a_policy_that_is_not_there_is_none if {
	_verdict([], "no", {"target": {"bucket": {"evidence": "absent"}}}) == "allow"
	_verdict([], "no", {"target": {"bucket": {"evidence": "partial"}}}) == "unknown"
	_verdict([_statement([_vpc("stringequals", "yes")])], "no", {"target": {"bucket": {"evidence": "partial"}}}) == "deny"
}
