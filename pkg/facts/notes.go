package facts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// placeNotes is what is odd about where the identity of a place comes from. It changes no verdict.
type placeNotes struct {
	idle      []idleNetworking
	drifts    []drift
	exhausted exhausted
}

// idleNetworking is a PodNetworking that selects the pod and is of no effect.
type idleNetworking struct {
	*podNetworking
	reason   string    // not-ready, no-trunking
	trunking model.Ref // what switches trunking off
}

// drift is a difference between the ENI that a pod has and what the configuration says.
type drift struct {
	what          string // groups, vswitch, made
	eni           *model.ENI
	has, says, by string
	at            model.Ref // of what says so
}

// exhausted is a zone whose pod vSwitches have no free address; zero where they have.
type exhausted struct {
	zone string
	at   model.Ref
}

// note fills in what is odd about the ENI that a pod on a ground will get.
func (f *Facts) note(p *place, c networkChoice, g ground) {
	if g.virtual || p.self.HostNetwork {
		return
	}
	p.notes.idle = nil
	for _, n := range c.idle {
		p.notes.idle = append(p.notes.idle, idleNetworking{n, "not-ready", model.Ref{}})
	}
	off := f.network.Cluster.Trunking.Value == "false" && !g.exclusive && f.network.Cluster.Mode.Value != "exclusive-eni"
	if c.chosen != nil && off {
		p.notes.idle = append(p.notes.idle, idleNetworking{c.chosen, "no-trunking", f.network.Cluster.Trunking.Ref})
	}
}

// annotate fills in what is odd about the ENI that a pod has.
func (f *Facts) annotate(p *place) {
	if f.network.Cluster.Plugin.Value != "terway" || p.self.HostNetwork || p.virtual || f.contained(p) || f.terway.isACS(p.self) {
		return
	}
	c := f.networkChoice(p)
	g := ground{exclusive: p.exclusive}
	if p.node != nil {
		g.config = p.node.Labels[configLabel]
	}
	f.note(p, c, g)
	eni := p.pod.ENI
	if eni == nil || foldedIs(eni.Type, "primary") || foldedIs(eni.Type, "trunk") || len(eni.SecurityGroups) == 0 {
		return
	}
	if says, known := f.written(p, c, g); known {
		p.notes.drifts = says.drifts(eni, p.node)
	}
	if made := f.terway.madeFor(p.object, eni); made != nil && len(made.SecurityGroups) > 0 && !sameIDs(made.SecurityGroups, eni.SecurityGroups) {
		p.notes.drifts = append(p.notes.drifts, drift{"made", eni, enumerated(eni.SecurityGroups), enumerated(made.SecurityGroups), "its PodENI", made.Ref.At("/securityGroupIDs")})
	}
}

// written returns what the configuration says of the ENI of a pod, where it is certain which part of it does: an ENI of the
// pod's own comes from what selects the pod, a shared one from the settings of the node, unless something selects the pod.
func (f *Facts) written(p *place, c networkChoice, g ground) (grant, bool) {
	own := foldedIs(p.pod.ENI.Type, "member") || p.pod.ENI.TrunkENI != "" || f.terway.podENIs[podNameOf(p.object)] != nil ||
		p.self.Annotations[networkingName] != "" || p.self.Annotations[podENIAnnotation] == "true"
	if c.doubt != nil || c.direct != nil || p.node == nil || own && c.chosen == nil {
		return grant{}, false
	}
	says := f.grantOn(c, g)
	return says, len(says.lacking) == 0 && len(says.open) == 0 && len(says.groups) > 0
}

// drifts compares an ENI with what the configuration says. vSwitches count that the zone of the node has, where zones are
// known.
func (g grant) drifts(eni *model.ENI, node *model.Node) []drift {
	var out []drift
	if !sameIDs(g.groupIDs(), eni.SecurityGroups) {
		out = append(out, drift{"groups", eni, enumerated(eni.SecurityGroups), enumerated(g.groupIDs()), g.by, g.groups[0].Ref})
	}
	var local []model.Named
	for _, v := range g.vswitches {
		if reaches(v, []*model.Node{node}) {
			local = append(local, v)
		}
	}
	if len(local) > 0 && eni.VSwitch != "" && !slices.ContainsFunc(local, func(v model.Named) bool { return v.ID == eni.VSwitch }) {
		out = append(out, drift{"vswitch", eni, eni.VSwitch, enumerated(grant{groups: local}.groupIDs()), g.by, local[0].Ref})
	}
	return out
}

// madeFor returns the ENI as the PodENI of the pod tells it; nil when it has none.
func (x *terwayIndex) madeFor(pod *model.Pod, eni *model.ENI) *model.ENI {
	made := x.podENIs[podNameOf(pod)]
	if made == nil {
		return nil
	}
	i := slices.IndexFunc(made.ENIs, func(e *model.ENI) bool { return e.ID == eni.ID && e != eni })
	if i < 0 {
		return nil
	}
	return made.ENIs[i]
}

func podNameOf(p *model.Pod) podName {
	if p == nil {
		return podName{}
	}
	return podName{p.Namespace, p.Name}
}

// enumerated lists ids in an order that no export has a part in.
func enumerated(ids []string) string { return strings.Join(slices.Sorted(slices.Values(ids)), ", ") }

// sameIDs tells whether two lists name the same things in whatever order.
func sameIDs(a, b []string) bool {
	return slices.Equal(slices.Compact(slices.Sorted(slices.Values(a))), slices.Compact(slices.Sorted(slices.Values(b))))
}

// exhausted returns the zone of a vSwitch when none of the vSwitches there that pods are given has a free address.
func (f *Facts) exhausted(zone string, vswitches []model.Named) exhausted {
	var first *model.VSwitch
	for _, named := range f.terway.zoned(vswitches) {
		if named.Zone != zone {
			continue
		}
		v := f.owners.vswitches[named.ID]
		if v == nil || v.AvailableIPs != 0 {
			return exhausted{}
		}
		first = cmp.Or(first, v)
	}
	if first == nil || zone == "" {
		return exhausted{}
	}
	return exhausted{zone, first.Ref.At("/AvailableIpAddressCount")}
}

func (n *placeNotes) idleFacts(t *table) []IdleFacts {
	out := []IdleFacts{}
	for _, idle := range n.idle {
		at := idle.Ref.At("/metadata/name")
		if idle.reason == "not-ready" {
			at = idle.Ref.At("/status/status")
		}
		fact := IdleFacts{At: t.add("PodNetworking "+idle.Name, at), Reason: idle.reason}
		if !idle.trunking.IsZero() {
			fact.Trunking = t.add("enable_eni_trunking", idle.trunking)
		}
		out = append(out, fact)
	}
	return out
}

func (n *placeNotes) driftFacts(t *table) []DriftFacts {
	out := []DriftFacts{}
	for _, d := range n.drifts {
		out = append(out, DriftFacts{d.what, t.add(d.eni.ID, d.eni.Ref.At("/NetworkInterfaceId")), t.add(d.has, d.eni.Ref), t.add(d.says, d.at), t.add(d.by, d.at)})
	}
	return out
}

func (e exhausted) facts(t *table) []ExhaustedFacts {
	if e.zone == "" {
		return []ExhaustedFacts{}
	}
	return []ExhaustedFacts{{At: t.add(e.zone, e.at), Zone: t.add(e.zone, model.Ref{})}}
}
