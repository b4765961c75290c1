package facts

import "github.com/egresslint/egresslint/pkg/model"

// NetworkACLFacts is the network ACLs that see a packet and the reply to it.
type NetworkACLFacts struct {
	Possible    bool       `json:"possible"`    // an ACL sees the packet, or may do so; the rest says nothing otherwise
	Leaves      bool       `json:"leaves"`      // it is known which ACL the vSwitch that the packet leaves from has, if any
	Destination string     `json:"destination"` // where the target is, seen from that vSwitch: same, other, outside (of all vSwitches), unknown
	Interface   bool       `json:"interface"`   // an ENI of the bundle owns the target's address
	Checks      []ACLCheck `json:"checks"`      // in the order of the way, there and back
	Missing     []Missing  `json:"missing"`     // what would tell the ACL of the target's vSwitch, when that is unknown
}

// ACLCheck is one list of entries that sees the packet, or the reply to it.
type ACLCheck struct {
	End       string         `json:"end"`       // whose vSwitch has the ACL: source, destination, gateway
	Direction string         `json:"direction"` // of the list: egress, ingress
	Reply     bool           `json:"reply"`
	At        Handle         `json:"at"`      // the list, by the name of its ACL
	Status    string         `json:"status"`  // of the ACL, lower case; "" when not said
	Binding   string         `json:"binding"` // its state at the vSwitch, lower case: binded, binding, unbinding; "" when not said
	Evidence  model.Evidence `json:"entries"`
	Ranges    []ACLRange     `json:"ranges"` // of destination ports: the port of the packet, or all that a client may have
	Peer      Handle         `json:"peer"`   // text: the range that an entry for it has to name; "" when none is known
	Missing   []Missing      `json:"missing"`
}

// ACLRange is destination ports that the same entries see.
type ACLRange struct {
	Low     int             `json:"low"`
	High    int             `json:"high"`
	Entries []ACLEntryFacts `json:"entries"` // that match or may match, in order, up to the first that does for certain
}

// ACLEntryFacts is one written entry.
type ACLEntryFacts struct {
	At      Handle    `json:"at"`
	Policy  string    `json:"policy"` // accept, drop, other
	Match   Match     `json:"match"`  // yes or maybe
	Missing []Missing `json:"missing"`
}

// noACLs is the facts about packets that no ACL sees, which are most.
var noACLs = NetworkACLFacts{Destination: "unknown", Checks: []ACLCheck{}, Missing: []Missing{}}

// aclDestination is what owns the target's address.
type aclDestination struct {
	eni     *model.ENI
	vswitch *model.VSwitch // that the address lies in
}

// facts returns the ACLs between an identity and a target.
func (x *aclIndex) facts(t *table, id Identity, target Target, dst aclDestination) NetworkACLFacts {
	if !x.possible {
		return noACLs
	}
	from := leavingVSwitch(id)
	where, to := x.place(from, target, dst)
	facts := NetworkACLFacts{
		Leaves: x.known(from), Destination: where, Interface: dst.eni != nil && !target.Uncertain, Checks: []ACLCheck{}, Missing: []Missing{},
	}
	leaving, arriving := leavingView(id, target), arrivingView(id, target, dst.eni)
	source, destination := x.bound[from], x.bound[to]
	if where != "other" {
		destination = nil
	}
	facts.Checks = append(facts.Checks, source.check(t, egress, there, leaving)...)
	facts.Checks = append(facts.Checks, destination.check(t, ingress, there, arriving)...)
	facts.Checks = append(facts.Checks, destination.check(t, egress, back, arriving)...)
	facts.Checks = append(facts.Checks, source.check(t, ingress, back, leaving)...)
	facts.Possible = len(facts.Checks) > 0 || !facts.Leaves || where == "unknown"
	if !facts.Possible {
		return noACLs
	}
	if where == "unknown" {
		facts.Missing = append(facts.Missing, x.placing(t, target, dst)...)
	}
	return facts
}

// aclView is a packet as the ACL at one end sees it.
type aclView struct {
	groupQuestion
	end  string
	peer string // the range that an entry for it has to name, "" when none is known
}

func leavingView(id Identity, target Target) aclView {
	q := departure(id, target)
	v := aclView{q, "source", q.peerRange()}
	switch {
	case target.around.IsValid():
		v.peer = target.around.String()
	case q.doubt == someWithin:
		v.peer = target.asked().String()
	}
	return v
}

// arrivingView names the range of the source's vSwitch, as its pods come and go.
func arrivingView(id Identity, target Target, dst *model.ENI) aclView {
	if dst == nil {
		dst = new(model.ENI)
	}
	v := aclView{groupQuestion: arrival(id, target, dst), end: "destination"}
	v.peer = v.peerRange()
	if subnet := id.subnet(v.v6); subnet.IsValid() && v.doubt != somePublic {
		v.peer = subnet.String()
	}
	return v
}

// leavingVSwitch returns the id of the vSwitch that packets of an identity leave from, also of one that is not exported.
func leavingVSwitch(id Identity) string {
	switch {
	case id.VSwitch != nil:
		return id.VSwitch.ID
	case id.ENI != nil && id.ENI.VSwitch != "":
		return id.ENI.VSwitch
	case id.Instance != nil:
		return id.Instance.VSwitch
	}
	return ""
}

// place tells where a target is, seen from a vSwitch, and the id of its own. A packet to a public address leaves the VPC
// and comes back, so that it is never one inside a vSwitch.
func (x *aclIndex) place(from string, target Target, dst aclDestination) (string, string) {
	to := ""
	switch {
	case target.Uncertain:
		return "outside", ""
	case dst.eni != nil && dst.eni.VSwitch != "":
		to = dst.eni.VSwitch
	case dst.vswitch != nil:
		to = dst.vswitch.ID
	case dst.eni != nil || x.mayBeInside(target):
		return "unknown", ""
	default:
		return "outside", ""
	}
	switch {
	case to == from && !(dst.eni != nil && ownsPublicly(dst.eni, target.Addr.Unmap())):
		return "same", to
	case !x.known(to):
		return "unknown", ""
	}
	return "other", to
}

// mayBeInside tells whether a target whose vSwitch is not in the bundle may have one.
func (x *aclIndex) mayBeInside(target Target) bool {
	where := target.where()
	switch {
	case !where.IsValid():
		return true
	case x.vswitchesWhole || sharedSpace.Contains(where.Addr()):
		return false
	}
	return where.Addr().Is6() || !x.compiler.public.OverlapsPrefix(where) || x.inside.OverlapsPrefix(where)
}

// placing is what would tell the vSwitch of a target, or its ACL.
func (x *aclIndex) placing(t *table, target Target, dst aclDestination) []Missing {
	switch {
	case !target.where().IsValid():
		return nil
	case dst.eni != nil && dst.eni.VSwitch == "":
		return groupMissing(t, []Lacking{{"DescribeNetworkInterfaces", dst.eni.ID}})
	}
	return groupMissing(t, []Lacking{{Export: "DescribeVSwitches"}})
}

// gateway returns the checks of the vSwitch of a NAT gateway for packets of an identity that it forwards to a target. Those
// to and from the gateway itself are inside the vSwitch where the identity is in it too.
func (x *aclIndex) gateway(t *table, id Identity, target Target, vswitch string) []ACLCheck {
	checks := []ACLCheck{}
	acl := x.bound[vswitch]
	if acl == nil {
		return checks
	}
	inner, outer := arrivingView(id, target, nil), leavingView(id, target)
	inner.end, outer.end = "gateway", "gateway"
	if vswitch != leavingVSwitch(id) {
		checks = append(checks, acl.check(t, ingress, there, inner)...)
		checks = append(checks, acl.check(t, egress, back, inner)...)
	}
	checks = append(checks, acl.check(t, egress, there, outer)...)
	return append(checks, acl.check(t, ingress, back, outer)...)
}
