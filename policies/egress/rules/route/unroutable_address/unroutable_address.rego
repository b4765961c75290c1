# METADATA
# title: The destination is no address of another host
# description: |
#   The destination is a loopback, link-local, multicast or reserved address.
#
#   Packets to such addresses do not leave the node or the link, so no configuration of the network makes them
#   arrive. Use the address or name of the service.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc6890
#     description: Special-purpose IP addresses
# custom:
#   severity: error
#   code: RT-002
#   rows: []
package egress.rules.route.unroutable_address

import data.egress.path

# METADATA
# description: One finding at the source, which is what has to use another address.
findings contains {
	"at": "source",
	"message": sprintf("{source} wants to reach {target}, which is a %s address", [_kind]),
	"fix": "use the address or the name of the service in place of {target}",
	"names": {"source": "source", "target": "target"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "route"
	hop.reason == "unroutable"
}

_kind := [range |
	some range in ["loopback", "link-local", "multicast", "reserved"]
	range in input.target.ranges
][0]
