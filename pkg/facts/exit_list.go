package facts

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/egresslint/egresslint/pkg/model"
)

// exitGroup is one address list of a database.
type exitGroup struct {
	*model.WhitelistGroup
	name    string
	network string
	set     *netipx.IPSet
	anyone  bool // by a wildcard
	doubt   bool // some entry is no range
	empty   bool // nobody is admitted: no entries, or only loopback addresses
}

// newExitGroups returns the lists of a database in an order that no order of files changes.
func newExitGroups(db *model.Database) []*exitGroup {
	groups := make([]*exitGroup, len(db.Groups))
	for i := range db.Groups {
		groups[i] = newExitGroup(db, &db.Groups[i])
	}
	slices.SortStableFunc(groups, func(a, b *exitGroup) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.network, b.network), cmp.Compare(a.text(), b.text()))
	})
	return groups
}

// nounOf returns what messages call a list: those of Kafka are no groups, and are called by their ports.
func nounOf(g *model.WhitelistGroup) string {
	switch {
	case g.Template:
		return "template"
	case g.LowPort != 0:
		return "the list for"
	}
	return "group"
}

func newExitGroup(db *model.Database, written *model.WhitelistGroup) *exitGroup {
	g := &exitGroup{
		WhitelistGroup: written,
		name:           strings.TrimSpace(nounOf(written)+" "+written.Name) + " of " + db.ID,
		network:        oneOf(written.NetworkType, "mix", "vpc", "classic", "internet"),
		empty:          true,
	}
	var b netipx.IPSetBuilder
	for _, entry := range written.Entries {
		switch {
		case entry.IsValid():
			b.AddPrefix(unmapped(entry.Prefix))
			g.empty = g.empty && entry.Addr().IsLoopback()
			continue
		case isWildcard(db, entry):
			g.anyone = true
		default:
			g.doubt = true
		}
		g.empty = false
	}
	// Only valid prefixes are added, so there is no error.
	g.set, _ = b.IPSet()
	return g
}

func (g *exitGroup) text() string {
	texts := make([]string, len(g.Entries))
	for i, entry := range g.Entries {
		texts[i] = entry.Text
	}
	slices.Sort(texts)
	return strings.Join(texts, ",")
}

// against compares the list with an address or a range; an invalid one is an address of which nothing is known.
func (g *exitGroup) against(p netip.Prefix) (covers Match, anyone bool) {
	whole := netip.PrefixFrom(netip.IPv4Unspecified(), 0)
	if p.Addr().Is6() {
		whole = netip.PrefixFrom(netip.IPv6Unspecified(), 0)
	}
	anyone = g.anyone || g.set.ContainsPrefix(whole)
	switch {
	case anyone, p.IsValid() && g.set.ContainsPrefix(p):
		return Yes, anyone
	case g.doubt, p.IsValid() && g.set.OverlapsPrefix(p), !p.IsValid() && !g.empty:
		return Maybe, false
	}
	return No, false
}

// exitLists is the lists of one target with the handles of one packet.
type exitLists struct {
	groups  []*exitGroup
	handles []Handle
	names   []Handle
	plain   bool // every list serves every endpoint
	refuses bool // each is one entry that refuses, and matters only where it covers the address
	apart   bool // each is a condition of its own
}

func (x *exitIndex) lists(t *table, target Target) exitLists {
	var lists exitLists
	switch {
	case target.Balancer != nil:
		if l := x.vips.listener(target.Balancer, target.Port, target.Protocol); l != nil {
			lists = exitLists{groups: x.access[l], plain: true, refuses: refuses(l)}
		}
	case target.Database != nil:
		db := target.Database
		lists = exitLists{groups: x.databaseOf(db).servedOn(target.Port), plain: whitelistMode(db) == "normal" && !hasNetworks(db.Service)}
	}
	if b := x.buckets[target.Bucket]; b != nil {
		lists = exitLists{groups: b.groups, apart: true}
	}
	for _, g := range lists.groups {
		lists.handles = append(lists.handles, t.add(g.name, g.Ref))
		lists.names = append(lists.names, t.add(g.Name, model.Ref{}))
	}
	return lists
}

func (l exitLists) against(p netip.Prefix) []ListFacts {
	facts := make([]ListFacts, len(l.groups))
	for i, g := range l.groups {
		covers, anyone := g.against(p)
		facts[i] = ListFacts{
			At: l.handles[i], Group: l.names[i], Hidden: g.Hidden, Template: g.Template, Network: g.network, Covers: covers, Anyone: anyone, Empty: len(g.Entries) == 0,
			Unread: g.doubt,
		}
	}
	if p.IsValid() && !p.IsSingleIP() && !l.apart {
		for _, network := range []string{"mix", "vpc", "classic", "internet"} {
			l.unite(facts, network, p)
		}
	}
	if l.refuses {
		facts = slices.DeleteFunc(facts, func(f ListFacts) bool { return f.Covers == No })
	}
	return facts
}

// unite marks the list with which those of a network leave nothing of a range. Lists of the network mix are of every one,
// so that a list is not marked for what only others of its own network add to it.
func (l exitLists) unite(facts []ListFacts, network string, p netip.Prefix) {
	var parts netipx.IPSetBuilder
	last := -1
	for i, g := range l.groups {
		if l.plain || g.network == network || g.network == "mix" {
			parts.AddSet(g.set)
		}
		if (l.plain || g.network == network) && facts[i].Covers == Maybe {
			last = i
		}
	}
	// Sets are added to sets, so there is no error.
	if set, _ := parts.IPSet(); last >= 0 && set.ContainsPrefix(p) {
		facts[last].Covers = Yes
	}
}
