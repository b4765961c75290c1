package facts

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// ground is nodes on which a new pod gets its address in the same way.
type ground struct {
	config             string // what the label terway-config says
	exclusive, virtual bool
	nodes              []*model.Node // none where the bundle has no node that fits
}

// groundsOf groups the nodes. Without nodes there is one ground, of which nothing is known.
func (f *Facts) groundsOf(t *model.Template, nodes []*model.Node) []ground {
	virtual := asksForVirtualNode(t)
	var grounds []ground
	for _, node := range nodes {
		if virtual && !node.Virtual {
			continue
		}
		g := ground{config: node.Labels[configLabel], exclusive: node.ExclusiveENI, virtual: node.Virtual}
		if g.virtual {
			g.config, g.exclusive = "", false
		}
		i := slices.IndexFunc(grounds, func(have ground) bool {
			return have.config == g.config && have.exclusive == g.exclusive && have.virtual == g.virtual
		})
		if i < 0 {
			i, grounds = len(grounds), append(grounds, g)
		}
		grounds[i].nodes = append(grounds[i].nodes, node)
	}
	if len(grounds) == 0 {
		return []ground{{virtual: virtual}}
	}
	return grounds
}

// asksForVirtualNode tells whether pods of the template run as elastic container instances whatever other nodes there are.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/schedule-a-pod-to-run-on-a-virtual-node
func asksForVirtualNode(t *model.Template) bool { return t.Labels["alibabacloud.com/eci"] == "true" }

// landings returns where a pod may land: its vSwitch decides under Terway and on virtual nodes, its node under Flannel and
// on the host network.
func (f *Facts) landings(base place, family string) []*place {
	if made := f.allotted(base, family); made != nil {
		return []*place{made}
	}
	nodes := f.schedulable(base.self)
	if f.network.Cluster.Product.Value == "acs" {
		return f.grantedLandings(base, family, ground{virtual: true}, f.terway.virtualGrant(&base))
	}
	choice := f.networkChoice(&base)
	grounds := choice.fitting(f.groundsOf(base.self, nodes), f.network.Cluster.Mode.Value)
	var out []*place
	for _, g := range grounds {
		base := base
		base.exclusive, base.virtual = g.exclusive, g.virtual
		f.note(&base, choice, g)
		switch {
		case g.virtual && !base.self.HostNetwork:
			out = append(out, f.grantedLandings(base, family, g, f.terway.virtualGrant(&base))...)
		case f.network.Cluster.Plugin.Value == "terway" && !f.contained(&base) && !base.self.HostNetwork:
			out = append(out, f.grantedLandings(base, family, g, f.grantOn(choice, g))...)
		default:
			out = append(out, f.nodeLandings(base, family, g)...)
		}
	}
	return distinct(out, len(grounds) > 1)
}

// fitting returns the grounds that a pod with an ENI of its own may land on: the type of ENI that a PodNetworking asks for
// is a resource of the nodes that offer it.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-static-ip-address-a-separate-vswitch-and-a-separate-security-group-for-each-pod
func (c networkChoice) fitting(grounds []ground, mode string) []ground {
	if c.eniType != "ENI" && c.eniType != "Trunk" || mode == "exclusive-eni" {
		return grounds
	}
	var fit []ground
	for _, g := range grounds {
		if !g.virtual && g.exclusive == (c.eniType == "ENI") {
			fit = append(fit, g)
		}
	}
	if len(fit) == 0 {
		return grounds
	}
	return fit
}

// grantOn returns what a new pod gets on the nodes of a ground. A PodNetworking counts where pods can have ENIs of their
// own: on nodes of exclusive ENIs, and where ENI trunking is on.
func (f *Facts) grantOn(c networkChoice, g ground) grant {
	exclusive := g.exclusive || f.network.Cluster.Mode.Value == "exclusive-eni"
	trunking := f.network.Cluster.Trunking.Value
	switch {
	case !c.decides() || !exclusive && trunking == "false":
		return f.terway.nodeConfig(g.config, exclusive)
	case !exclusive && trunking == "":
		return unknownGrant(missingConfig)
	case c.doubt != nil:
		return unknownGrant(*c.doubt)
	case c.direct != nil:
		return *c.direct
	}
	return f.terway.granted(c.chosen)
}

// allotted returns the place of a pod for which Terway has made an ENI already, nil for others.
func (f *Facts) allotted(base place, family string) *place {
	made := f.terway.podENIs[podNameOf(base.object)]
	if made == nil || len(made.ENIs) == 0 || base.self.HostNetwork {
		return nil
	}
	addresses := made.ENIs[0].Addresses
	if family == "ipv6" {
		addresses = made.ENIs[0].IPv6
	}
	if len(addresses) == 0 {
		return nil
	}
	p := base
	p.node = f.owners.nodeOf(base.self)
	p.host = f.classify(f.hostIdentity(p.node, netip.Addr{}, nil, family))
	id := f.owners.podIdentity(addresses[0].Addr)
	if family == "ipv6" {
		f.owners.assign(&id, addresses[0].Addr)
	}
	p.pod = f.classify(id)
	return &p
}

// nodeLandings returns the nodes of a ground.
func (f *Facts) nodeLandings(base place, family string, g ground) []*place {
	var out []*place
	for _, node := range g.nodes {
		p := f.landing(base, family, "on node "+node.Name)
		host := f.hostIdentity(node, netip.Addr{}, nil, family)
		p.node, p.host = node, f.classify(host)
		if range_ := unmapped(node.PodCIDR.Prefix); f.contained(p) && range_.IsValid() && familyOf(range_.Addr()) == family {
			p.pod = f.classify(host.carrying(Identity{Address: range_, Name: node.PodCIDR.Text + ", the pod range of " + node.Name}.in(family)))
		}
		out = append(out, p)
	}
	if len(out) == 0 {
		out = append(out, f.landing(base, family, "on a node that is not in the bundle"))
	}
	return out
}

// grantedLandings returns the vSwitches that the nodes of a ground take addresses from.
func (f *Facts) grantedLandings(base place, family string, g ground, granted grant) []*place {
	base.stack = granted.stack
	var reached []model.Named
	for _, v := range f.terway.zoned(granted.vswitches) {
		if reaches(v, g.nodes) {
			reached = append(reached, v)
		}
	}
	lacking := append(slices.Clip(granted.lacking), Lacking{})[0]
	var out []*place
	for _, v := range reached {
		p := f.landing(base, family, "in vSwitch "+v.ID+g.words())
		p.pod = f.classify(f.owners.landing(v, granted.groupIDs(), family, lacking))
		p.notes.exhausted = f.exhausted(v.Zone, reached)
		if len(g.nodes) == 1 {
			p.node, p.host = g.nodes[0], f.classify(f.hostIdentity(g.nodes[0], netip.Addr{}, nil, family))
		}
		out = append(out, p)
	}
	if len(out) == 0 {
		p := f.landing(base, family, "in a vSwitch that is not known"+g.words())
		switch {
		case len(granted.open) > 0:
		case len(granted.vswitches) > 0: // none is in a zone of the nodes in the bundle
			granted.open = []Lacking{missingNodes}
		default:
			granted.open = []Lacking{missingConfig}
		}
		id := unplaced(family, granted.open...)
		id.Groups = granted.groupIDs()
		p.pod = f.classify(id)
		out = append(out, p)
	}
	return out
}

// words tells what makes a ground another than the next.
func (g ground) words() string {
	switch {
	case g.virtual:
		return " on a virtual node"
	case g.exclusive && g.config != "":
		return " on a node of exclusive ENIs with terway-config " + g.config
	case g.exclusive:
		return " on a node of exclusive ENIs"
	case g.config != "":
		return " on a node with terway-config " + g.config
	}
	return ""
}

// distinct leaves one of the places that nothing tells apart.
func distinct(places []*place, several bool) []*place {
	if !several {
		return places
	}
	type likeness struct {
		pod, host          int
		vswitch            *model.VSwitch
		node               *model.Node
		exclusive, virtual bool
		stack              string
		exhausted          exhausted
	}
	seen := map[likeness]bool{}
	return slices.DeleteFunc(places, func(p *place) bool {
		l := likeness{p.pod.class, p.host.class, p.pod.VSwitch, nil, p.exclusive, p.virtual, p.stack, p.notes.exhausted}
		if p.pod.VSwitch == nil || p.pod.VSwitch == p.host.VSwitch {
			l.node = p.node
		}
		defer func() { seen[l] = true }()
		return seen[l]
	})
}

// landing returns a place like base of which nothing is known yet.
func (f *Facts) landing(base place, family, where string) *place {
	base.name = cmp.Or(base.name, "a pod") + " " + where
	base.pod = f.classify(unplaced(family, Lacking{Export: "kubectl get pods"}))
	base.host = f.classify(unplaced(family, missingNodes))
	return &base
}

// zoneLabel is the label of a node that names its zone.
// https://kubernetes.io/docs/reference/labels-annotations-taints/#topologykubernetesiozone
const zoneLabel = "topology.kubernetes.io/zone"

// reaches tells whether a pod on one of the nodes gets its address from the vSwitch: nodes take vSwitches of their zone.
func reaches(v model.Named, nodes []*model.Node) bool {
	zoned := func(node *model.Node) bool {
		zone := node.Labels[zoneLabel]
		return v.Zone == "" || zone == "" || zone == v.Zone
	}
	return len(nodes) == 0 || slices.ContainsFunc(nodes, zoned)
}
