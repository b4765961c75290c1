package egress.gate.nat

import data.egress.exit
import data.egress.way

# What happens to the addresses of the source that no entry of the gateway covers.
_uncovered[i] := [] if some i in way.covered

_uncovered[i] := [{
	"verdict": "deny",
	"reason": uncovered_reason,
	"note": sprintf(_uncovered_notes[_cause], [_remainder[count(way.deciding[i]) > 0]]),
	"names": object.union({"nat": gateway.at, "address": exit.address}, _cause_names),
	"at": gateway.at,
	"missing": [],
	"gateway": gateway,
}] if {
	some i, gateway in way.gateways
	not i in way.covered
}

_remainder := {true: "the rest of {address}", false: "{address}"}

# METADATA
# description: Why, by what an entry would have to cover.
uncovered_reason := "entry-elsewhere" if elsewhere

uncovered_reason := sprintf("misses-%s-vswitch", [exit.identity]) if not elsewhere

# METADATA
# description: An entry that covers the source, on a gateway that no route leads to.
elsewhere := [entry | some entry in exit.facts.snat_elsewhere; entry.status in way.standing][0]

# METADATA
# description: |
#   An entry that covers the node of a pod that does not leave with the node's address: the classic mistake with
#   Terway, whose pods have vSwitches of their own.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/enable-an-existing-ack-cluster-to-access-the-internet
#     description: SNAT for ACK clusters
node_entry := [entry |
	exit.identity == "pod"
	some route in input.node.route.covering
	some hop in route.hops
	some entry in hop.nat.entries
	entry.covers == "yes"
][0]

_cause := "elsewhere" if elsewhere

_cause := "node" if {
	not elsewhere
	node_entry
}

_cause := "none" if {
	not elsewhere
	not node_entry
}

_cause_names := {"entry": elsewhere.at, "other": elsewhere.nat} if _cause == "elsewhere"

_cause_names := {"entry": node_entry.at} if _cause == "node"

_cause_names := {} if _cause == "none"

_uncovered_notes := {
	"elsewhere": "no SNAT entry of {nat} covers %s; {entry} does, but the route does not lead to {other}",
	"node": "no SNAT entry of {nat} covers %s; {entry} covers only the node, whose address the pod does not use",
	"none": "no SNAT entry of {nat} covers %s",
}
