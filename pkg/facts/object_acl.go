package facts

import (
	"strconv"

	"github.com/egresslint/egresslint/pkg/model"
)

// aclEntries reviews the entries of the network ACLs of vSwitches that the cluster uses.
func (f *Facts) aclEntries() []Review {
	used := map[*aclCompiled]bool{}
	for id := range f.usedVSwitches() {
		if at := f.exits.acls.bound[id]; at != nil {
			used[at.acl] = true
		}
	}
	var out []Review
	for _, acl := range f.network.NetworkACLs {
		if !used[f.exits.acls.compiled[acl.ID]] {
			continue
		}
		for d, entries := range [2][]model.NetworkACLEntry{acl.Egress, acl.Ingress} {
			lines, dead := f.aclLines(acl, entries, groupDirection(d))
			out = append(out, dead...)
			out = append(out, f.hidings(acl.ID, groupDirection(d), lines, func(h *HidingFacts) ObjectFacts { return ObjectFacts{HidingEntry: h} })...)
		}
	}
	return out
}

// usedVSwitches returns the ids of the vSwitches that nodes and pods of the cluster have, or will have.
func (f *Facts) usedVSwitches() map[string]bool {
	used := map[string]bool{}
	for _, config := range f.groupConfigs() {
		for _, v := range config.vswitches {
			used[v.ID] = true
		}
	}
	for _, eni := range f.clusterENIs() {
		used[eni.VSwitch] = true
	}
	for _, node := range f.network.Nodes {
		if v := f.owners.vswitchOf(node.InternalIP); v != nil {
			used[v.ID] = true
		}
	}
	return used
}

// aclLines returns the entries of which it is known what they match, and the reviews of those that match nothing. The platform
// keeps the last entry, which drops the rest, and others of its own.
// https://www.alibabacloud.com/help/en/vpc/network-acl-overview
func (f *Facts) aclLines(acl *model.NetworkACL, entries []model.NetworkACLEntry, d groupDirection) ([]filterLine, []Review) {
	var lines []filterLine
	var dead []Review
	for i := range entries {
		written := &entries[i]
		entry := f.exits.acls.entry(written)
		at := Entity{d.String() + " entry " + strconv.Itoa(i+1) + " of " + acl.ID, written.Ref}
		if wrong := deadEntry(&entry, written, d); wrong.why != "" {
			dead = append(dead, Review{Case: f.objectRecord(func(t *table) ObjectFacts {
				facts := wrong.facts(t, acl.ID, written.ID, entry.policy, at, d)
				return ObjectFacts{DeadEntry: &facts}
			})})
			continue
		}
		if box, ok := entry.box(); ok && (written.EntryType == "" || foldedIs(written.EntryType, "custom")) {
			lines = append(lines, filterLine{Entity{at.Name, entry.ref}, written.ID, box, entry.policy, i + 1})
		}
	}
	return lines, dead
}

// box returns what an entry matches; false where that is not known for certain.
func (e *aclEntry) box() (filterBox, bool) {
	box := filterBox{protocol: e.protocol, ports: e.ports.ranges}
	for _, peer := range e.peer.ranges {
		box.ranges = append(box.ranges, peer.prefix)
	}
	doubt := e.peer.doubt4 || e.peer.doubt6 || len(box.ranges) == 0 || e.ports.doubt && carriesPorts(e.protocol)
	return box, e.policy != "other" && e.protocol != strangeProtocol && !doubt
}

func deadEntry(entry *aclEntry, written *model.NetworkACLEntry, d groupDirection) fault {
	if wrong := deadPorts(entry.protocol, "/Port", written.Port); wrong.why != "" || written.PrefixList != "" {
		return wrong
	}
	field := [...]string{"/DestinationCidrIp", "/SourceCidrIp"}[d]
	v6 := entry.version == "ipv6" || entry.version == "unknown" && written.CIDR.IsValid() && unmapped(written.CIDR.Prefix).Addr().Is6()
	return deadRange(field, written.CIDR, v6)
}
