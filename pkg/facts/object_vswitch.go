package facts

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// VSwitchFacts is a vSwitch whose addresses pods, or nodes that send for them, have, and whose default route leads to a NAT
// gateway that has no SNAT entry for it.
type VSwitchFacts struct {
	At      Handle       `json:"at"` // what says that it is used
	VSwitch Handle       `json:"vswitch"`
	By      Handle       `json:"by"`     // text: what says so
	Nodes   bool         `json:"nodes"`  // nodes use it
	Public  Match        `json:"public"` // whether something there has a public address of its own
	Gateway GatewayFacts `json:"gateway"`
	Route   Handle       `json:"route"`
	Table   Handle       `json:"table"` // text
	Peer    Handle       `json:"peer"`  // text: another such vSwitch, which an entry of its gateway is for; "" when there is none

	Elsewhere Handle   `json:"elsewhere"` // an entry for it of another gateway; "" when there is none
	Other     Handle   `json:"other"`     // that gateway
	OtherLed  Match    `json:"other_led"` // whether a route of the VPC leads to it
	Used      []Handle `json:"used"`      // pods, or nodes, that have an address of it; some of them
}

// vswitchUse is a vSwitch and what says that addresses of it are used.
type vswitchUse struct {
	vswitch *model.VSwitch
	at      model.Ref
	by      string
	nodes   bool
}

// vswitchUses returns the vSwitches of the VPC that packets leave from: those of pods that have addresses of the VPC, and
// those of the nodes of a container network.
func (r *reviewer) vswitchUses() []vswitchUse {
	var out []vswitchUse
	add := func(by string, nodes bool, list ...model.Named) {
		for _, named := range list {
			v := r.exits.vswitches[named.ID]
			used := func(u vswitchUse) bool { return u.vswitch == v }
			if v != nil && v.VPC == r.vpc && !slices.ContainsFunc(out, used) {
				out = append(out, vswitchUse{v, named.Ref, by, nodes})
			}
		}
	}
	cluster := r.network.Cluster
	switch {
	case cluster.Product.Value == "acs":
		r.acsUses(add)
	case r.hasContainerNetwork():
		for _, node := range r.network.Nodes {
			if i := r.owners.instanceOf(node, node.InternalIP); i != nil && !node.Virtual {
				add("Node "+node.Name, true, model.Named{ID: i.VSwitch, Ref: node.Ref.At("/metadata/name")})
			}
		}
	case cluster.Plugin.Value == "terway":
		add("eni-config", false, cluster.PodVSwitches...)
		for _, p := range r.network.PodNetworkings {
			add("PodNetworking "+p.Name, false, p.VSwitches...)
		}
		r.configUses(add)
	}
	return out
}

// acsUses adds the vSwitches of ACS: of its profile, and those that pods ask for.
func (r *reviewer) acsUses(add func(string, bool, ...model.Named)) {
	if c := r.network.ConfigMaps["kube-system/acs-profile"]; c != nil && c.Profile != nil {
		add("acs-profile", false, c.Profile.VSwitches...)
	}
	const key = "network.alibabacloud.com/vswitch-ids"
	ask := func(name string, ref model.Ref, t *model.Template) {
		if t.Annotations[key] != "" {
			p := place{self: t, ref: ref}
			add(name, false, p.annotatedIDs(key)...)
		}
	}
	for _, w := range r.network.Workloads {
		ask(w.Kind+" "+w.Namespace+"/"+w.Name, w.Ref, &w.Template)
	}
	for _, p := range r.network.Pods {
		ask("Pod "+p.Namespace+"/"+p.Name, p.Ref, &p.Template)
	}
}

// configUses adds the vSwitches of the ConfigMaps that nodes name.
func (r *reviewer) configUses(add func(string, bool, ...model.Named)) {
	for _, node := range r.network.Nodes {
		name := node.Labels[configLabel]
		c := r.network.ConfigMaps["kube-system/"+name]
		if name == "" || c == nil || c.Settings == nil {
			continue
		}
		for _, zone := range c.Settings.VSwitches {
			add("ConfigMap "+name, false, zone.IDs...)
		}
	}
}

// vswitchWay is the way out of a vSwitch by NAT.
type vswitchWay struct {
	table  *exitTable
	route  *exitRoute
	nat    *exitNAT
	packet exitPacket
	covers Match // whether an entry of the gateway is for it
}

// wayOf returns the way of a vSwitch whose default route leads to one NAT gateway, of which all is known.
func (r *reviewer) wayOf(v *model.VSwitch) (vswitchWay, bool) {
	w := vswitchWay{covers: No}
	w.table, w.route = r.defaultRoute(v)
	if w.route == nil || len(w.route.hops) != 1 || w.route.hops[0].Disabled || !foldedIs(w.route.hops[0].Type, "natgateway") || !v.CIDR.IsValid() {
		return w, false
	}
	w.nat = r.exits.nats[w.route.hops[0].ID]
	if !r.isOwn(w.nat) || w.nat.evidence != model.Complete || foldedIs(w.nat.gateway.NetworkType, "intranet") {
		return w, false
	}
	w.packet = exitPacket{x: r.exits, id: Identity{VSwitch: v}, source: unmapped(v.CIDR.Prefix), vpc: r.vpc}
	w.covers = coveredBy(w.nat, &w.packet)
	return w, true
}

// coveredBy tells whether an entry of a gateway is for all of the source, or may be for a part of it.
func coveredBy(nat *exitNAT, p *exitPacket) Match {
	covers := No
	for _, e := range nat.covering(p) {
		if e.covers == Yes {
			return Yes
		}
		covers = Maybe
	}
	if len(nat.byENI) > 0 {
		return Maybe
	}
	return covers
}

// vswitches reviews the vSwitches that no entry of their gateway is for.
func (r *reviewer) vswitches() []Review {
	ways, peer := make([]vswitchWay, len(r.uses)), ""
	var lost []int
	for i, use := range r.uses {
		way, known := r.wayOf(use.vswitch)
		ways[i] = way
		switch {
		case known && way.covers == Yes && peer == "":
			peer = use.vswitch.ID
		case known && way.covers == No:
			lost = append(lost, i)
		}
	}
	var out []Review
	for _, i := range lost {
		out = append(out, r.review(func(t *table) ObjectFacts { return ObjectFacts{VSwitch: r.vswitch(t, r.uses[i], ways[i], peer)} }))
	}
	return out
}

func (r *reviewer) vswitch(t *table, use vswitchUse, way vswitchWay, peer string) *VSwitchFacts {
	way.packet.t = t
	f := &VSwitchFacts{
		At: t.add(use.vswitch.ID, use.at), VSwitch: t.add(use.vswitch.ID, use.vswitch.Ref.At("/VSwitchId")), By: t.add(use.by, model.Ref{}), Nodes: use.nodes,
		Public: r.isPublic(way.packet.source), Gateway: r.gateway(t, way.nat), Route: t.add(way.route.name, way.route.ref),
		Table: t.add(way.table.id, model.Ref{}), Peer: way.packet.text(peer), Used: r.usedBy(t, use, way.packet.source), OtherLed: No,
	}
	for _, nat := range r.exits.natOrder {
		if nat == way.nat || !r.isOwn(nat) || f.Elsewhere != "" {
			continue
		}
		for _, e := range nat.covering(&way.packet) {
			if e.covers == Yes && f.Elsewhere == "" {
				f.Elsewhere, f.Other, f.OtherLed = t.add(e.entry.ID, e.entry.ref()), t.add(nat.id, nat.ref()), r.leads(nat.id)
			}
		}
	}
	return f
}

// isPublic tells whether something with an address of the range has a public address for itself, so that it may do without
// SNAT. Without the export of EIPs, pods have those that they ask for.
func (r *reviewer) isPublic(source netip.Prefix) Match {
	for private := range r.exits.eips.byPrivate {
		if source.Contains(private) {
			return Yes
		}
	}
	for private := range r.exits.mappings {
		if source.Contains(private) {
			return Yes
		}
	}
	for private := range r.exits.told {
		if source.Contains(private) {
			return Yes
		}
	}
	for _, i := range r.network.Instances {
		if len(i.PrivateIPs) > 0 && source.Contains(i.PrivateIPs[0].Unmap()) && (len(i.PublicIPs) > 0 || i.EIP.IsValid()) {
			return Yes
		}
	}
	if r.asksForEIP() {
		return Maybe
	}
	return No
}

// asksForEIP tells whether a pod of the bundle asks for an EIP, by whatever name.
func (r *reviewer) asksForEIP() bool {
	asks := func(t *model.Template) bool {
		for key := range t.Annotations {
			if strings.Contains(key, "with-eip") || strings.Contains(key, "eip-instanceid") {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(r.network.Workloads, func(w *model.Workload) bool { return asks(&w.Template) }) ||
		slices.ContainsFunc(r.network.Pods, func(p *model.Pod) bool { return asks(&p.Template) })
}

// usedBy returns some of the pods, or of the nodes, that have an address of the vSwitch.
func (r *reviewer) usedBy(t *table, use vswitchUse, source netip.Prefix) []Handle {
	out := []Handle{}
	if use.nodes {
		for _, node := range r.network.Nodes {
			if source.Contains(node.InternalIP) && len(out) < shownEntries && node.Ref.At("/metadata/name") != use.at {
				out = append(out, t.add("Node "+node.Name, node.Ref.At("/metadata/name")))
			}
		}
		return out
	}
	for _, pod := range r.network.Pods {
		if len(out) < shownEntries && slices.ContainsFunc(pod.IPs, source.Contains) {
			out = append(out, t.add("Pod "+pod.Namespace+"/"+pod.Name, pod.Ref.At("/status/podIP")))
		}
	}
	return out
}
