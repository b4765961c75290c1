package facts

import (
	"net/netip"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// missingENIs is what tells the ENI of an address.
var missingENIs = Lacking{Export: "DescribeNetworkInterfaces"}

// missingConfig is what tells the vSwitches and groups that Terway gives to new pods.
var missingConfig = Lacking{Export: "kubectl get configmap eni-config -n kube-system"}

// podIdentity returns the identity of an address that a pod owns. The ENI tells its groups: it keeps those that it was made
// with, whatever eni-config or a PodNetworking says later.
func (x *ownerIndex) podIdentity(addr netip.Addr) Identity {
	id := Identity{Address: netip.PrefixFrom(addr, addr.BitLen()), Name: addr.String(), ENI: x.eniOf(addr)}
	id.VSwitch = x.vswitchOf(addr)
	if id.ENI != nil {
		x.own(&id, id.ENI.ID, id.ENI.Ref.At("/NetworkInterfaceId"))
		id.Groups = id.ENI.SecurityGroups
		if v := x.vswitches[id.ENI.VSwitch]; v != nil {
			id.VSwitch = v
		}
	} else {
		id.OwnerName = "the ENI of " + id.Name
		id.Missing = append(id.Missing, missingENIs)
		if id.VSwitch != nil {
			x.own(&id, "the ENI that has "+id.Name, id.VSwitch.Ref)
		}
	}
	if id.VSwitch == nil {
		id.Missing = append(id.Missing, Lacking{Export: "DescribeVSwitches"})
	}
	return id
}

func (x *ownerIndex) own(id *Identity, name string, ref model.Ref) {
	id.OwnerName, id.OwnerRef = name, ref
}

// nodeIdentity returns the primary address of a node. addr is what the pod says of it, when node is nil.
func (x *ownerIndex) nodeIdentity(node *model.Node, addr netip.Addr) Identity {
	if node != nil && node.InternalIP.IsValid() {
		addr = node.InternalIP
	}
	id := Identity{Node: true}
	if node != nil {
		x.own(&id, node.Name, node.Ref.At("/metadata/name"))
	}
	id.Instance = x.instanceOf(node, addr)
	if id.Instance != nil {
		if len(id.Instance.PrivateIPs) > 0 && !addr.IsValid() {
			addr = id.Instance.PrivateIPs[0]
		}
		x.own(&id, id.Instance.ID, id.Instance.Ref.At("/InstanceId"))
		id.Groups = id.Instance.SecurityGroups
		id.VSwitch = x.vswitches[id.Instance.VSwitch]
	}
	x.refine(&id, addr)
	return id
}

// refine adds what the ENI that owns the node's address tells.
func (x *ownerIndex) refine(id *Identity, addr netip.Addr) {
	if addr.IsValid() {
		id.Address, id.Name = netip.PrefixFrom(addr, addr.BitLen()), addr.String()
	} else {
		id.Missing = append(id.Missing, missingNodes)
	}
	id.ENI = x.eniOf(addr)
	if id.ENI == nil && id.Instance != nil {
		id.ENI = x.primary[id.Instance.ID]
	}
	if id.ENI != nil {
		if len(id.Groups) == 0 {
			id.Groups = id.ENI.SecurityGroups
		}
		if id.VSwitch == nil {
			id.VSwitch = x.vswitches[id.ENI.VSwitch]
		}
	}
	if id.VSwitch == nil {
		id.VSwitch = x.vswitchOf(addr)
	}
	if len(id.Groups) == 0 {
		id.Missing = append(id.Missing, Lacking{Export: "DescribeInstances"})
	}
	if id.VSwitch == nil {
		id.Missing = append(id.Missing, Lacking{Export: "DescribeVSwitches"})
	}
}

var missingNodes = Lacking{Export: "kubectl get nodes"}

// landing returns the identity of a pod that does not exist yet, in the vSwitch. lacking would tell its groups.
func (x *ownerIndex) landing(v model.Named, groups []string, family string, lacking Lacking) Identity {
	id := Identity{VSwitch: x.vswitches[v.ID], Groups: groups, Name: "an address of " + v.ID}
	x.own(&id, "an ENI in "+v.ID, v.Ref)
	if len(id.Groups) == 0 {
		id.Missing = append(id.Missing, lacking)
	}
	if id.VSwitch == nil {
		id.Missing = append(id.Missing, Lacking{Export: "DescribeVSwitches"})
		return id.in(family)
	}
	cidr := id.VSwitch.CIDR
	if family == "ipv6" {
		cidr, id.IPv6 = id.VSwitch.IPv6CIDR, x.promised(id.VSwitch)
	}
	if cidr.IsValid() {
		id.Address = unmapped(cidr.Prefix)
		id.Name = cidr.Text + ", the range of " + v.ID
	}
	return id
}

// promised tells whether a pod in the vSwitch will have an IPv6 address. Pods of ACS have one only when they ask for it.
// https://www.alibabacloud.com/help/en/cs/user-guide/assign-ipv6-addresses-to-pods
func (x *ownerIndex) promised(v *model.VSwitch) Match {
	switch {
	case v.WithoutIPv6:
		return No
	case v.IPv6CIDR.IsValid() && x.network.Cluster.Product.Value != "acs":
		return Yes
	}
	return Maybe
}

// in returns the identity as one of the family, of whose address nothing is known.
func (id Identity) in(family string) Identity {
	if family == "ipv6" {
		id.IPv6 = Maybe
	}
	return id
}

// unplaced is the identity of a pod of which nothing tells where it is or will be.
func unplaced(family string, lacking ...Lacking) Identity {
	return Identity{Name: "an address that is not known", OwnerName: "the ENI that the packet leaves by", Missing: slices.Clip(lacking)}.in(family)
}
