package facts

import (
	"slices"
	"strconv"

	"go4.org/netipx"

	"github.com/egresslint/egresslint/pkg/model"
)

// aclIndex answers which entries of network ACLs see a packet. It never changes once built.
type aclIndex struct {
	network        *model.Network
	compiler       groupCompiler
	inside         *netipx.IPSet             // the ranges of the VPCs in the bundle
	vswitches      map[string]*model.VSwitch // by id
	vswitchesWhole bool                      // all vSwitches are in the bundle
	aclsWhole      bool                      // all ACLs are, with the vSwitches that they are bound to
	bound          map[string]*aclAttachment // by vSwitch
	compiled       map[string]*aclCompiled   // by id
	possible       bool                      // some vSwitch has an ACL, or may have one
}

// aclAttachment is an ACL at a vSwitch.
type aclAttachment struct {
	acl     *aclCompiled
	binding string
}

// aclCompiled is an ACL with its entries ready for matching.
type aclCompiled struct {
	id, status string
	ref        model.Ref // of the vSwitch's word for it when no answer describes it
	evidence   [2]model.Evidence
	entries    [2][]aclEntry
}

// aclEntry is one entry, parsed once.
type aclEntry struct {
	name     string
	ref      model.Ref
	policy   string // accept, drop, other
	version  string // ipv4, ipv6, unknown
	protocol int
	ports    groupPorts
	peer     groupPeer
}

func newACLIndex(n *model.Network) *aclIndex {
	vswitches, _ := n.Evidence("vpc:DescribeVSwitches", "")
	acls, _ := n.Evidence("vpc:DescribeNetworkAcls", "")
	x := &aclIndex{
		network:        n,
		compiler:       newGroupCompiler(n),
		vswitches:      byID(n.VSwitches, func(v *model.VSwitch) string { return v.ID }),
		vswitchesWhole: vswitches == model.Complete,
		aclsWhole:      acls == model.Complete && !slices.ContainsFunc(n.NetworkACLs, func(a *model.NetworkACL) bool { return a.Resources == nil }),
		bound:          map[string]*aclAttachment{},
		compiled:       map[string]*aclCompiled{},
	}
	var inside netipx.IPSetBuilder
	for _, vpc := range n.VPCs {
		for _, p := range prefixes(vpc.CIDRs, vpc.IPv6CIDRs) {
			inside.AddPrefix(p)
		}
	}
	// The builder keeps the prefixes that are valid; its error is about those that are not.
	x.inside, _ = inside.IPSet()
	x.attach(n)
	x.possible = len(x.bound) > 0 || !x.vswitchesWhole && !x.aclsWhole
	return x
}

// attach finds the ACL of each vSwitch: the one that it names, else the one that lists it.
func (x *aclIndex) attach(n *model.Network) {
	for _, acl := range n.NetworkACLs {
		x.compiled[acl.ID] = x.compile(acl)
		for _, r := range acl.Resources {
			v := x.vswitches[r.ID]
			if v == nil || v.NetworkACL == "" || v.NetworkACL == acl.ID {
				x.bound[r.ID] = &aclAttachment{x.compiled[acl.ID], lower(r.Status)}
			}
		}
	}
	for _, v := range n.VSwitches {
		if v.NetworkACL == "" || x.bound[v.ID] != nil {
			continue
		}
		if x.compiled[v.NetworkACL] == nil {
			x.compiled[v.NetworkACL] = x.compile(&model.NetworkACL{Ref: v.Ref.At("/NetworkAclId"), ID: v.NetworkACL})
		}
		x.bound[v.ID] = &aclAttachment{acl: x.compiled[v.NetworkACL]}
	}
}

// known tells whether the ACL of a vSwitch, or that it has none, is in the bundle.
func (x *aclIndex) known(vswitch string) bool {
	return vswitch != "" && (x.vswitches[vswitch] != nil || x.bound[vswitch] != nil || x.aclsWhole)
}

func (x *aclIndex) compile(acl *model.NetworkACL) *aclCompiled {
	c := &aclCompiled{id: acl.ID, status: lower(acl.Status), ref: acl.Ref}
	c.evidence = [2]model.Evidence{x.evidence(acl.Egress), x.evidence(acl.Ingress)}
	for d, written := range [2][]model.NetworkACLEntry{acl.Egress, acl.Ingress} {
		for i := range written {
			entry := x.entry(&written[i])
			if entry.name == "" {
				entry.name = groupDirection(d).String() + " entry " + strconv.Itoa(i+1)
			}
			entry.name += " of " + acl.ID
			c.entries[d] = append(c.entries[d], entry)
		}
	}
	return c
}

// evidence is how complete a list of entries is. One answer holds the whole of it.
func (x *aclIndex) evidence(entries []model.NetworkACLEntry) model.Evidence {
	if entries != nil {
		return model.Complete
	}
	if evidence, _ := x.network.Evidence("vpc:DescribeNetworkAcls", ""); evidence == model.Partial {
		return model.Partial
	}
	return model.Absent
}

func (x *aclIndex) entry(written *model.NetworkACLEntry) aclEntry {
	e := aclEntry{
		name:     written.ID,
		ref:      written.Ref.At("/Policy"),
		policy:   oneOf(written.Policy, "accept", "drop"),
		version:  oneOf(written.IPVersion, "ipv4", "ipv6"),
		protocol: protocolNumber(written.Protocol),
		ports:    readPorts([]string{written.Port}),
		peer:     x.peer(written),
	}
	if e.policy == "unknown" {
		e.policy = "other"
	}
	return e
}

func (x *aclIndex) peer(written *model.NetworkACLEntry) groupPeer {
	if written.PrefixList == "" {
		unread := !written.CIDR.IsValid()
		return groupPeer{ranges: x.compiler.appendRange(nil, written.CIDR), doubt4: unread, doubt6: unread}
	}
	peer := x.compiler.listPeer(written.PrefixList)
	if evidence, _ := x.network.Evidence("vpc:GetVpcPrefixListEntries", written.PrefixList); evidence == model.Complete {
		return groupPeer{ranges: peer.ranges}
	}
	if len(peer.lacking) > 0 {
		peer.lacking = []Lacking{{"GetVpcPrefixListEntries", written.PrefixList}}
	}
	return peer
}
