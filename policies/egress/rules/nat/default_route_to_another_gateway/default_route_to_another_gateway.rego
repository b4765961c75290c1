# METADATA
# title: The default route leads to a NAT gateway without an entry for the vSwitch
# description: |
#   The default route of a vSwitch leads to a NAT gateway that has no SNAT entry for it, while another NAT gateway has one.
#
#   Only the entries of the gateway that the route leads to count. Lead the route to the other gateway, or add an entry to
#   this one.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-createrouteentry
#     description: CreateRouteEntry
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry
# custom:
#   severity: warning
#   code: NAT-003
#   about: object
#   yields_to: [nat/entry-elsewhere]
#   rows: []
package egress.rules.nat.default_route_to_another_gateway

import data.egress.gate.nat

# METADATA
# description: One finding at the default route, for each vSwitch that it fails.
lints contains {
	"at": lost.route,
	"message": "{route} leads {vswitch} to {nat}, which has no SNAT entry for it: {entry} is one of {other}",
	"fix": concat(" ", [
		concat("", ["add an SNAT entry for {vswitch}", nat.add_command(lost.gateway), ","]),
		"or lead the default route of {table} to {other}",
	]),
	"names": object.union(
		{
			"route": lost.route, "vswitch": lost.vswitch, "nat": lost.gateway.at, "entry": lost.elsewhere, "other": lost.other,
			"table": lost.table,
		},
		nat.add_names(lost.gateway),
	),
	"related": array.concat(
		[
			{"at": lost.at, "message": "{vswitch} is used here"},
			{"at": lost.elsewhere, "message": "{entry} is of no effect for {vswitch}"},
		],
		[{"at": pod, "message": "this has an address of {vswitch}"} | some pod in lost.used],
	),
	"causes": [lost.vswitch],
} if {
	lost := input.object.vswitch
	lost.public == "no"
	lost.elsewhere != ""
	lost.other_led != "no"
}
