package facts

import (
	"net/netip"
	"slices"

	"github.com/gaissmai/bart"

	"github.com/egresslint/egresslint/pkg/model"
)

// ipv6Rows finds what DescribeIpv6Addresses says of an address.
type ipv6Rows struct{ table bart.Table[ipv6Row] }

func (x *ownerIndex) addIPv6Rows(n *model.Network) {
	ruled := map[string]*model.IPv6EgressOnlyRule{}
	for _, rule := range n.IPv6EgressOnlyRules {
		ruled[rule.Address] = rule
	}
	for _, row := range n.IPv6Addresses {
		if row.Range.IsValid() && x.local(row.VPC) {
			x.rows.table.Insert(row.Range.Prefix, ipv6Row{row, ruled[row.ID]})
		}
	}
}

// of returns the row of an address: its own, or that of the longest prefix that holds it.
func (r *ipv6Rows) of(addr netip.Addr) ipv6Row {
	if !addr.IsValid() {
		return ipv6Row{}
	}
	row, _ := r.table.Lookup(addr)
	return row
}

// podAddress returns the identity of a pod's address of the family. A pod without one has the ENI and the groups of its
// other address.
func (x *ownerIndex) podAddress(pod *model.Pod, family string) Identity {
	if family == "ipv6" {
		return x.podIPv6(pod)
	}
	i := slices.IndexFunc(pod.IPs, netip.Addr.Is4)
	id := x.podIdentity(pod.IPs[max(i, 0)])
	if i < 0 {
		id.Address, id.Name = netip.Prefix{}, "an address that the pod does not have"
	}
	return id
}

// podIPv6 returns the identity of a pod's IPv6 address. Where no export tells which ENI has it, that is the ENI of the
// pod's IPv4 address: Terway gives a pod both from one ENI. A pod without an IPv6 address has that ENI and its groups too.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/work-with-terway
func (x *ownerIndex) podIPv6(pod *model.Pod) Identity {
	six := slices.IndexFunc(pod.IPs, netip.Addr.Is6)
	four := slices.IndexFunc(pod.IPs, netip.Addr.Is4)
	id := x.podIdentity(pod.IPs[max(six, 0)])
	if six >= 0 && four >= 0 && id.ENI == nil {
		id = x.podIdentity(pod.IPs[four])
		if own := x.vswitchOf(pod.IPs[six]); own != nil {
			id.VSwitch = own
		}
	}
	if six < 0 {
		id.Address, id.Name, id.IPv6 = netip.Prefix{}, "an IPv6 address that is not known", Maybe
		if pod.AllIPs {
			id.Name, id.IPv6 = "an address that the pod does not have", No
		}
		return id
	}
	x.assign(&id, pod.IPs[six])
	return id
}

// assign gives an identity its IPv6 address.
func (x *ownerIndex) assign(id *Identity, addr netip.Addr) {
	id.Address, id.Name, id.IPv6, id.Row = netip.PrefixFrom(addr, addr.BitLen()), addr.String(), Yes, x.rows.of(addr)
}

// becomeIPv6 makes the identity of a node, or of another instance, that of its IPv6 address. own is the addresses of a pod
// that shares its network. The kubelet need not tell the address, but the primary ENI does; of several addresses nothing
// tells which one packets have.
func (x *ownerIndex) becomeIPv6(id *Identity, node *model.Node, own []netip.Addr) {
	id.Address, id.Name, id.IPv6 = netip.Prefix{}, "an IPv6 address that is not known", Maybe
	i := slices.IndexFunc(own, netip.Addr.Is6)
	switch eni := id.ENI; {
	case node != nil && node.InternalIPv6.IsValid():
		x.assign(id, node.InternalIPv6)
	case i >= 0:
		x.assign(id, own[i])
	case eni != nil && len(eni.IPv6) == 1:
		x.assign(id, eni.IPv6[0].Addr)
	case eni != nil && eni.IPv6 != nil && len(eni.IPv6) == 0:
		id.IPv6, id.Name = No, "an address that the node does not have"
	case eni == nil || eni.IPv6 == nil:
		id.Missing = append(id.Missing, missingENIs)
	}
}
