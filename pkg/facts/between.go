package facts

import (
	"cmp"
	"net/netip"

	"github.com/egresslint/egresslint/pkg/model"
)

// isContained tells whether an address is of a container network: a pod's, or one of a node's range for pods, that no
// vSwitch has.
func (q *question) isContained() bool {
	addr := q.target.Addr
	pod := q.dst.template != nil && !q.dst.template.HostNetwork
	return addr.Is4() && q.subnet == nil && (pod || q.dst.template == nil && q.holder != nil)
}

// betweenKey is what the facts about two nodes depend on but for the question.
type betweenKey struct {
	node        *model.Node
	host        int        // class of the node's identity
	addr        netip.Addr // of the pod, where its node or the range of that is not known
	hostNetwork bool
}

// betweenOf returns what lies between the nodes of the source and of the target.
func (f *Facts) betweenOf(p *place, q *question) *Component {
	if !q.isContained() {
		return f.apart
	}
	key := betweenKey{node: p.node, host: p.host.class, hostNetwork: p.self.HostNetwork}
	if (p.node == nil || !p.node.PodCIDR.IsValid()) && p.exists && len(p.end.ips) > 0 {
		key.addr = p.end.ips[0]
	}
	return f.answer(answerKey{betweenPart, key, q.id}, func(t *table) any {
		facts := BetweenFacts{Known: true, Same: p.node != nil && p.node == q.holder}
		there := podWay{t: t, x: f.exits, owners: f.owners, from: p.host.VSwitch, node: q.holder, at: hostPrefix(q.target.Addr)}
		facts.There = there.facts()
		facts.Back = f.wayBack(t, p, q).facts()
		return facts
	})
}

// wayBack is the way of replies. Those to a pod on the host network go to an address of a vSwitch, which needs no route.
func (f *Facts) wayBack(t *table, p *place, q *question) podWay {
	way := podWay{t: t, x: f.exits, owners: f.owners, node: p.node}
	var host netip.Addr
	if q.dst.template != nil && len(q.dst.ips) > 0 {
		host = q.hostIP
	}
	way.from = f.owners.nodeIdentity(q.holder, host).VSwitch
	switch {
	case p.self.HostNetwork:
	case p.node != nil && p.node.PodCIDR.IsValid():
		way.at = unmapped(p.node.PodCIDR.Prefix)
	case p.exists && len(p.end.ips) > 0:
		way.at = hostPrefix(p.end.ips[0])
	}
	return way
}

// podWay is the route from a vSwitch to an address, or a range, of a container network.
type podWay struct {
	t      *table
	x      *exitIndex
	owners *ownerIndex
	from   *model.VSwitch
	node   *model.Node // that has the addresses; nil when it is not known
	at     netip.Prefix
}

func (w podWay) facts() PodRouteFacts {
	f := PodRouteFacts{Evidence: model.Absent, Covering: []PodRouteCover{}, Missing: []Missing{}}
	if !w.at.IsValid() {
		return f
	}
	f.Asked = true
	if w.node != nil {
		f.Node = w.t.add(w.node.Name, w.node.Ref.At("/metadata/name"))
		if w.node.PodCIDR.IsValid() {
			f.CIDR = w.t.add(w.node.PodCIDR.Text, w.node.Ref.At("/spec/podCIDR"))
		}
	}
	if id := w.instance(); id != "" {
		f.Instance = w.t.add(id, model.Ref{})
	}
	if w.from == nil {
		f.Missing = append(f.Missing, Missing{Export: "DescribeVSwitches"})
		return f
	}
	f.VSwitch = w.t.add(w.from.ID, w.from.Ref.At("/VSwitchId"))
	table := w.x.tableFor(w.from)
	if table.id == "" {
		f.Missing = append(f.Missing, Missing{Export: "DescribeRouteTableList"})
		return f
	}
	f.Evidence, f.Table = table.evidence, w.t.add(table.id, table.ref)
	if f.Evidence != model.Complete {
		f.Missing = append(f.Missing, Missing{Export: "DescribeRouteEntryList", Of: f.Table})
	}
	covers := table.covers(w.target())
	for _, c := range covers {
		f.Covering = append(f.Covering, w.cover(c))
	}
	if other := w.elsewhere(table); other != nil {
		f.Elsewhere = w.t.add(other.id, other.ref)
	}
	return f
}

func (w podWay) target() exitTarget { return exitTarget{doubt: exactAddress, at: w.at} }

// instance returns the id of the node's ECS instance, "" when nothing tells.
func (w podWay) instance() string {
	if w.node == nil {
		return ""
	}
	if i := w.owners.instanceOf(w.node, w.node.InternalIP); i != nil {
		return i.ID
	}
	return w.node.Instance
}

func (w podWay) cover(c exitCover) PodRouteCover {
	f := PodRouteCover{At: w.t.add(c.route.name, c.route.ref), Bits: c.bits, Match: c.match, Status: c.route.status, Hops: []PodRouteHop{}}
	for _, hop := range c.route.hops {
		f.Hops = append(f.Hops, PodRouteHop{
			At: w.t.add(cmp.Or(hop.ID, hop.Type), hop.Ref), Type: lower(hop.Type), Disabled: hop.Disabled, Leads: w.leads(hop),
			Gone: foldedIs(hop.Type, "instance") && w.x.known("ecs:DescribeInstances", "") == model.Complete && w.owners.instances[hop.ID] == nil,
		})
	}
	return f
}

// leads tells whether a next hop is the node's instance, or its ENI. What other kinds of hops lead to is not written here.
func (w podWay) leads(hop model.NextHop) Match {
	id, holder := w.instance(), ""
	switch lower(hop.Type) {
	case "instance":
		holder = hop.ID
	case "networkinterface":
		if eni := w.x.enis[hop.ID]; eni != nil {
			holder = eni.Instance
		}
	case "local", "service", "natgateway", "ipv4gateway":
		return No
	}
	switch {
	case id == "" || holder == "":
		return Maybe
	case id == holder:
		return Yes
	}
	return No
}

// elsewhere returns another table of the VPC whose first route leads to the node; nil when this one does, or none.
func (w podWay) elsewhere(own *exitTable) *exitTable {
	if w.reaches(own) {
		return nil
	}
	for _, id := range sortedKeys(w.x.tables) {
		if other := w.x.tables[id]; other != own && other.vpc == own.vpc && w.reaches(other) {
			return other
		}
	}
	return nil
}

func (w podWay) reaches(t *exitTable) bool {
	covers := t.covers(w.target())
	if len(covers) == 0 {
		return false
	}
	for _, hop := range covers[0].route.hops {
		if w.leads(hop) == Yes {
			return true
		}
	}
	return false
}
