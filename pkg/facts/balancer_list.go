package facts

import (
	"net/netip"

	"github.com/egresslint/egresslint/pkg/model"
)

// accessGroups returns the access control lists of a listener as address lists. What a list refuses is to be found by the
// entry, so that of those each entry is a list of its own.
func (x *balancerIndex) accessGroups(l *model.Listener) []*exitGroup {
	var groups []*exitGroup
	for _, named := range l.AccessLists {
		list := x.lists[named.ID]
		if list == nil || list.Entries == nil {
			continue
		}
		if !refuses(l) {
			groups = append(groups, accessGroup("access control list "+named.ID, named.ID, list.Ref, list.Entries))
			continue
		}
		for _, entry := range list.Entries {
			groups = append(groups, accessGroup("entry "+entry.Range.Text+" of "+named.ID, entry.Range.Text, entry.Ref, []model.AccessEntry{entry}))
		}
	}
	return groups
}

// refuses tells whether the lists of a listener name those that are refused.
func refuses(l *model.Listener) bool { return !foldedIs(l.ControlType, "white") }

// accessGroup is entries as one address list, which texts call name and commands id.
func accessGroup(name, id string, ref model.Ref, entries []model.AccessEntry) *exitGroup {
	written := &model.WhitelistGroup{Ref: ref, Name: id}
	for _, entry := range entries {
		written.Entries = append(written.Entries, entry.Range)
	}
	g := newExitGroup(new(model.Database), written)
	g.name = name
	return g
}

// frontENI returns an ENI such as NLB and ALB have in a zone, with the security groups of the load balancer; nil for CLB,
// whose address no ENI has.
func frontENI(lb *model.LoadBalancer, addr netip.Addr) *model.ENI {
	if lb.Product == "clb" {
		return nil
	}
	eni := &model.ENI{Ref: lb.Ref, ID: lb.ID, VPC: lb.VPC, SecurityGroups: lb.SecurityGroups}
	for _, zone := range lb.Zones {
		if addr.IsValid() && (zone.Private.Unmap() == addr || zone.Public.Unmap() == addr || zone.IPv6 == addr) {
			eni.VSwitch, eni.Primary = zone.VSwitch, zone.Private.Unmap()
			if zone.Public.IsValid() {
				eni.Addresses = []model.Address{{Addr: eni.Primary, PublicIP: zone.Public.Unmap()}}
			}
			if zone.IPv6.IsValid() {
				eni.IPv6 = []model.Address{{Addr: zone.IPv6}}
			}
		}
	}
	return eni
}
