package facts

import (
	"net/netip"
	"slices"

	"github.com/gaissmai/bart"

	"github.com/egresslint/egresslint/pkg/model"
)

// ownerIndex finds what owns an address: the ENI, the vSwitch, the ECS instance of a node.
type ownerIndex struct {
	network   *model.Network
	enis      map[netip.Addr]*model.ENI
	public    map[netip.Addr]*model.ENI
	prefixes  bart.Table[*model.ENI] // that an ENI has as one
	rows      ipv6Rows
	byID      map[string]*model.ENI
	primary   map[string]*model.ENI // of an instance
	vswitches map[string]*model.VSwitch
	ranges    map[string]*bart.Table[*model.VSwitch] // by VPC
	instances map[string]*model.Instance
	byAddress map[netip.Addr]*model.Instance
	nodes     *policyNodes
	podRanges bart.Table[*model.Node] // the podCIDR of each
	spokenOf  map[string]bool         // ids of ENIs and instances that an EIP or an entry names
}

func newOwnerIndex(n *model.Network) *ownerIndex {
	x := &ownerIndex{
		network:   n,
		enis:      map[netip.Addr]*model.ENI{},
		public:    map[netip.Addr]*model.ENI{},
		byID:      map[string]*model.ENI{},
		primary:   map[string]*model.ENI{},
		vswitches: map[string]*model.VSwitch{},
		ranges:    map[string]*bart.Table[*model.VSwitch]{},
		instances: map[string]*model.Instance{},
		byAddress: map[netip.Addr]*model.Instance{},
		nodes:     newPolicyNodes(n.Nodes),
		spokenOf:  map[string]bool{},
	}
	for _, v := range n.VSwitches {
		x.addVSwitch(v)
	}
	for _, eni := range n.ENIs {
		if x.local(eni.VPC) {
			x.addENI(eni)
		}
	}
	for _, i := range n.Instances {
		x.addInstance(i)
	}
	for _, made := range n.PodENIs {
		x.addMade(made)
	}
	for _, node := range n.Nodes {
		if node.PodCIDR.IsValid() {
			x.podRanges.Insert(unmapped(node.PodCIDR.Prefix), node)
		}
	}
	for _, eip := range n.EIPs {
		x.spokenOf[eip.InstanceID] = true
		x.addPublic(eip.Addr, x.holderOf(eip.InstanceID))
	}
	for _, entry := range n.SNATEntries {
		x.spokenOf[entry.NetworkInterface] = true
	}
	x.addIPv6Rows(n)
	return x
}

// local tells whether a VPC is, or may be, the cluster's. Private addresses of other VPCs may be the same.
func (x *ownerIndex) local(vpc string) bool {
	own := x.network.Cluster.VPC.Value
	return own == "" || vpc == "" || vpc == own
}

func (x *ownerIndex) addVSwitch(v *model.VSwitch) {
	x.vswitches[v.ID] = v
	if x.ranges[v.VPC] == nil {
		x.ranges[v.VPC] = new(bart.Table[*model.VSwitch])
	}
	for _, p := range []model.Prefix{v.CIDR, v.IPv6CIDR} {
		if p.IsValid() {
			x.ranges[v.VPC].Insert(p.Prefix, v)
		}
	}
}

func (x *ownerIndex) addENI(eni *model.ENI) {
	x.byID[eni.ID] = eni
	x.addPublic(eni.PublicIP, eni)
	for _, addresses := range [][]model.Address{eni.Addresses, eni.IPv6} {
		for _, a := range addresses {
			x.enis[a.Addr] = eni
			x.addPublic(a.PublicIP, eni)
		}
	}
	if eni.Primary.IsValid() {
		x.enis[eni.Primary] = eni
	}
	for _, p := range eni.Prefixes {
		if p.IsValid() {
			x.prefixes.Insert(p.Prefix, eni)
		}
	}
	if foldedIs(eni.Type, "primary") {
		x.primary[eni.Instance] = eni
	}
}

// addInstance adds an ECS instance. Where its ENIs are not exported, what the instance says of itself is what is known
// of the primary one.
func (x *ownerIndex) addInstance(i *model.Instance) {
	x.instances[i.ID] = i
	if !x.local(i.VPC) {
		return
	}
	for _, a := range i.PrivateIPs {
		x.byAddress[a] = i
	}
	if len(i.PrivateIPs) > 0 && x.primary[i.ID] == nil && x.enis[i.PrivateIPs[0]] == nil {
		x.addENI(&model.ENI{
			Ref: i.Ref.At("/InstanceId"), ID: i.ID, Type: "Primary", VPC: i.VPC, VSwitch: i.VSwitch, Instance: i.ID, Primary: i.PrivateIPs[0], SecurityGroups: i.SecurityGroups,
		})
	}
	for _, public := range append(slices.Clip(i.PublicIPs), i.EIP) {
		x.addPublic(public, x.primary[i.ID])
	}
}

// addMade adds the ENIs of a PodENI whose addresses no exported ENI has.
func (x *ownerIndex) addMade(p *model.PodENI) {
	for _, eni := range p.ENIs {
		addresses := slices.Concat(eni.Addresses, eni.IPv6)
		seen := func(a model.Address) bool { return x.eniOf(a.Addr) != nil }
		if len(eni.SecurityGroups) > 0 && x.byID[eni.ID] == nil && x.local(eni.VPC) && !slices.ContainsFunc(addresses, seen) {
			x.addENI(eni)
		}
	}
}

// holderOf returns the ENI that an EIP is bound to: by its own id, or by that of the instance.
func (x *ownerIndex) holderOf(id string) *model.ENI {
	if eni := x.byID[id]; eni != nil {
		return eni
	}
	return x.primary[id]
}

func (x *ownerIndex) addPublic(addr netip.Addr, eni *model.ENI) {
	if addr.IsValid() && eni != nil {
		x.public[addr] = eni
	}
}

// eniOf returns the ENI that owns an address, nil when none is known.
func (x *ownerIndex) eniOf(addr netip.Addr) *model.ENI {
	if !addr.IsValid() {
		return nil
	}
	if eni := x.enis[addr]; eni != nil {
		return eni
	}
	if eni, ok := x.prefixes.Lookup(addr); ok {
		return eni
	}
	if row := x.rows.of(addr); row.IPv6Address != nil && row.Instance != "" {
		return x.holderOf(row.Instance)
	}
	return x.public[addr]
}

// vswitchOf returns the vSwitch that an address lies in. Ranges are unique inside one VPC only: while nothing tells the
// cluster's VPC, an address in two VPCs is in no certain vSwitch.
func (x *ownerIndex) vswitchOf(addr netip.Addr) *model.VSwitch {
	if !addr.IsValid() {
		return nil
	}
	var found *model.VSwitch
	for vpc, ranges := range x.ranges {
		v, ok := ranges.Lookup(addr)
		if !ok || !x.local(vpc) {
			continue
		}
		if found != nil {
			return nil
		}
		found = v
	}
	return found
}

// podHolder returns the node whose range for pods holds the address, nil when none does.
func (x *ownerIndex) podHolder(addr netip.Addr) *model.Node {
	if !addr.IsValid() {
		return nil
	}
	node, _ := x.podRanges.Lookup(addr)
	return node
}

// nodeOf returns the node that a placed pod is on, nil when it is not known.
func (x *ownerIndex) nodeOf(t *model.Template) *model.Node {
	if t.NodeName == "" {
		return nil
	}
	return x.nodes.byName[t.NodeName]
}

// instanceOf returns the ECS instance of a node, by the id that the node says, else by its address.
func (x *ownerIndex) instanceOf(node *model.Node, addr netip.Addr) *model.Instance {
	if node != nil && node.Instance != "" {
		return x.instances[node.Instance]
	}
	return x.byAddress[addr]
}
