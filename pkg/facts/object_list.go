package facts

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// AddressListFacts is a group of a whitelist that admits everybody, or nobody whom another group does not.
type AddressListFacts struct {
	At       Handle `json:"at"`
	Database Handle `json:"database"` // text: its id
	Open     Handle `json:"open"`     // the entry that admits every IPv4 address; "" where there is none
	Within   Handle `json:"within"`   // the group that has all that this one has; "" where there is none
}

// addressLists reviews the whitelists of the databases in the cluster's VPC. Groups that the cloud keeps, and templates, are
// not the user's to change here.
func (f *Facts) addressLists() []Review {
	var out []Review
	vpc := f.network.Cluster.VPC.Value
	databases := slices.Clone(f.network.Databases)
	slices.SortStableFunc(databases, func(a, b *model.Database) int { return cmp.Compare(a.ID, b.ID) })
	for _, db := range databases {
		if vpc == "" || db.VPC != vpc {
			continue
		}
		groups := slices.DeleteFunc(slices.Clone(f.exits.databaseOf(db).groups), func(g *exitGroup) bool { return g.Hidden || g.Template || g.LowPort != 0 })
		for i, g := range groups {
			entry, outer := g.openEntry(), within(groups, i)
			if entry < 0 && outer == nil {
				continue
			}
			review := f.review(func(t *table) ObjectFacts {
				facts := AddressListFacts{At: t.add(g.name, g.Ref), Database: t.text(db.ID)}
				if entry >= 0 {
					facts.Open = t.add(g.Entries[entry].Text, g.EntryRef(entry))
				} else {
					facts.Within = t.add(outer.name, outer.Ref)
				}
				return ObjectFacts{AddressList: &facts}
			})
			if entry >= 0 {
				review.Flows = []model.Ref{g.EntryRef(entry)}
			}
			out = append(out, review)
		}
	}
	return out
}

// openEntry returns the entry that admits every IPv4 address, -1 where none does.
func (g *exitGroup) openEntry() int {
	return slices.IndexFunc(g.Entries, func(p model.Prefix) bool { return p.Prefix == netip.PrefixFrom(netip.IPv4Unspecified(), 0) })
}

// within returns the first other group of the kind that admits all whom one admits, nil when none does. Of two that are equal
// the later one is within the earlier.
func within(groups []*exitGroup, i int) *exitGroup {
	g := groups[i]
	if g.empty || g.doubt || g.anyone {
		return nil
	}
	holds := func(a, b *exitGroup) bool {
		return !slices.ContainsFunc(b.set.Prefixes(), func(p netip.Prefix) bool { return !a.set.ContainsPrefix(p) })
	}
	for j, other := range groups {
		if j == i || other.network != g.network || other.openEntry() >= 0 || !holds(other, g) {
			continue
		}
		if !holds(g, other) || j < i {
			return other
		}
	}
	return nil
}
