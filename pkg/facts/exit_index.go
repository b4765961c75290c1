package facts

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/egresslint/egresslint/pkg/model"
)

// exitIndex answers what lies between an address and a target: public addresses, routes, NAT gateways and address lists.
// It never changes once built, so it is safe for concurrent use.
type exitIndex struct {
	network   *model.Network
	exports   map[exitExport]*model.Export
	public    *netipx.IPSet
	vpcs      map[string]*model.VPC
	inside    map[string]*netipx.IPSet // the ranges of each VPC, and those that it uses as its own
	vswitches map[string]*model.VSwitch
	enis      map[string]*model.ENI
	instances map[string]*model.Instance
	endpoints map[string]*model.GatewayEndpoint
	gateways  map[string]*model.IPv4Gateway // by VPC
	gateways6 map[string]*model.IPv6Gateway

	eips     exitEIPs
	told     map[netip.Addr][]bound               // by the private address of a pod
	mappings map[netip.Addr][]*model.ForwardEntry // IP mappings, by the private address
	forwards map[netip.Addr][]*model.ForwardEntry // all DNAT entries, by the public address

	tables    map[string]*exitTable
	bare      map[string]*exitTable // by VPC: what every table of the VPC has
	tableOf   map[string]*exitTable // by vSwitch
	nats      map[string]*exitNAT
	natOrder  []*exitNAT // that some SNAT entry names, by id
	databases map[*model.Database]*exitDatabase
	buckets   map[string]*exitBucket
	vips      *balancerIndex
	access    map[*model.Listener][]*exitGroup // the lists of listeners that have some
	acls      *aclIndex
}

type exitExport struct{ api, owner string } // owner as in model.Export

func newExitIndex(n *model.Network) *exitIndex {
	x := &exitIndex{
		network:   n,
		exports:   map[exitExport]*model.Export{},
		public:    publicSpace(),
		vpcs:      byID(n.VPCs, func(v *model.VPC) string { return v.ID }),
		inside:    map[string]*netipx.IPSet{},
		vswitches: byID(n.VSwitches, func(v *model.VSwitch) string { return v.ID }),
		enis:      byID(n.ENIs, func(e *model.ENI) string { return e.ID }),
		instances: byID(n.Instances, func(i *model.Instance) string { return i.ID }),
		endpoints: byID(n.GatewayEndpoints, func(e *model.GatewayEndpoint) string { return e.ID }),
		gateways:  byID(n.IPv4Gateways, func(g *model.IPv4Gateway) string { return g.VPC }),
		gateways6: byID(n.IPv6Gateways, func(g *model.IPv6Gateway) string { return g.ID }),
		databases: map[*model.Database]*exitDatabase{},
		buckets:   map[string]*exitBucket{},
		vips:      newBalancerIndex(n),
		access:    map[*model.Listener][]*exitGroup{},
		acls:      newACLIndex(n),
	}
	for i := range n.Exports {
		x.exports[exitExport{n.Exports[i].API, n.Exports[i].Owner}] = &n.Exports[i]
	}
	for id, vpc := range x.vpcs {
		x.inside[id] = insideOf(vpc)
	}
	for _, db := range n.Databases {
		x.databases[db] = newExitDatabase(db)
	}
	for _, policy := range n.BucketPolicies {
		x.buckets[policy.Bucket] = newExitBucket(policy)
	}
	for _, l := range n.Listeners {
		if len(l.AccessLists) > 0 {
			x.access[l] = x.vips.accessGroups(l)
		}
	}
	x.addPublic()
	x.addNATs()
	x.addTables()
	return x
}

// byID indexes things by their id.
func byID[T any](list []T, id func(T) string) map[string]T {
	index := make(map[string]T, len(list))
	for _, item := range list {
		index[id(item)] = item
	}
	return index
}

// byIDOrder returns the things in the order of their ids, which no order of files changes.
func byIDOrder[T any](list []T, id func(T) string) []T {
	return slices.SortedStableFunc(slices.Values(list), func(a, b T) int { return cmp.Compare(id(a), id(b)) })
}

func insideOf(vpc *model.VPC) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, p := range slices.Concat(vpc.CIDRs, vpc.UserCIDRs, vpc.IPv6CIDRs) {
		b.AddPrefix(unmapped(p.Prefix))
	}
	// The builder keeps the prefixes that are valid; its error is about those that are not.
	set, _ := b.IPSet()
	return set
}

// holdsPublic tells whether a range has public addresses that the VPC does not use as its own.
func (x *exitIndex) holdsPublic(p netip.Prefix, vpc string) bool {
	own := x.inside[vpc]
	return x.public.OverlapsPrefix(p) && (own == nil || !own.ContainsPrefix(p))
}

// known returns how complete an answer is.
func (x *exitIndex) known(api, owner string) model.Evidence {
	if e := x.exports[exitExport{api, owner}]; e != nil {
		return e.Evidence
	}
	return model.Absent
}

// exitPacket is one fill: a packet that leaves with an identity towards a target.
type exitPacket struct {
	x      *exitIndex
	t      *table
	id     Identity
	asked  Target
	target exitTarget
	source netip.Prefix // the address, or the range that it will come from; invalid when nothing tells
	vpc    string
	lists  exitLists
}

// fill completes what is known about packets that leave with id towards target: public addresses of its own, DNAT
// mappings, routes, NAT gateways and SNAT entries, the IPv4 gateway, and the target's lists against every address.
func (x *exitIndex) fill(f *ExitFacts, t *table, id Identity, target Target) {
	p := exitPacket{x: x, t: t, id: id, asked: target, source: unmapped(id.Address), vpc: exitVPC(x.network, id)}
	if !p.source.IsValid() && id.VSwitch != nil {
		p.source = id.subnet(id.IPv6 != "")
	}
	p.target = newExitTarget(target, p.source)
	p.target.v6 = p.target.v6 || !p.target.at.IsValid() && id.IPv6 != ""
	p.lists = x.lists(t, target)
	routes := p.routes()
	f.Public = p.public(routes)
	f.Route = p.route(routes)
	f.Gateway = p.gateway(routes)
	f.IPv6 = p.ipv6(f.Route, routes)
	f.NATEvidence = x.known("vpc:DescribeNatGateways", "")
	f.NATs = p.usable()
	f.SNATElsewhere = p.elsewhere(routes)
	f.Whitelist = p.lists.against(p.source)
	f.Range = p.text(p.ownRange())
	f.AdmittedGroups = p.admitted(target.Database)
}

// ownRange returns what an address list has to name for the source: pods come and go inside the range of their vSwitch.
func (p *exitPacket) ownRange() string {
	pods := p.x.network.Cluster.PodCIDR
	switch v := p.id.VSwitch; {
	case p.id.Carried && pods.IsValid() && pods.Contains(p.source.Addr()):
		return pods.Text
	case p.id.Carried && p.source.IsValid():
		return p.source.String()
	case v != nil && p.source.Addr().Is6() && v.IPv6CIDR.IsValid():
		return v.IPv6CIDR.Text
	case v != nil && !p.source.Addr().Is6() && v.CIDR.IsValid():
		return v.CIDR.Text
	case p.source.IsValid():
		return p.source.String()
	}
	return ""
}

func exitVPC(n *model.Network, id Identity) string {
	var vpcs [4]string
	if id.VSwitch != nil {
		vpcs[0] = id.VSwitch.VPC
	}
	if id.ENI != nil {
		vpcs[1] = id.ENI.VPC
	}
	if id.Instance != nil {
		vpcs[2] = id.Instance.VPC
	}
	vpcs[3] = n.Cluster.VPC.Value
	return cmp.Or(vpcs[:]...)
}

// admitted returns the groups of the identity whose members the database admits.
func (p *exitPacket) admitted(db *model.Database) []Handle {
	handles := []Handle{}
	if db == nil {
		return handles
	}
	for _, group := range byIDOrder(db.SecurityGroups, func(g model.WhitelistSecurityGroup) string { return g.ID }) {
		if slices.Contains(p.id.Groups, group.ID) {
			handles = append(handles, p.t.add(group.ID, group.Ref.At("/SecurityGroupId")))
		}
	}
	return handles
}

// sortedKeys returns the keys of an index in order.
func sortedKeys[V any](index map[string]V) []string { return slices.Sorted(maps.Keys(index)) }

func lower(text string) string { return strings.ToLower(strings.TrimSpace(text)) }
