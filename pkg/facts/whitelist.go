package facts

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/egresslint/egresslint/pkg/model"
)

// EntryFacts is an entry of a list of a database that is worth a word whoever asks.
type EntryFacts struct {
	At       Handle `json:"at"`
	List     Handle `json:"list"`
	Group    Handle `json:"group"` // text: the name of the list, for commands
	Template bool   `json:"template"`
	Network  string `json:"network"` // mix, vpc, classic, unknown
	Family   string `json:"family"`  // ipv4, ipv6, "" for what stands for any host
}

// PinnedFacts is the entries of one list that are addresses of pods of one vSwitch, which a controller makes anew with
// others.
type PinnedFacts struct {
	Entry   EntryFacts `json:"entry"` // the first of them
	Pod     Handle     `json:"pod"`
	Owner   Handle     `json:"owner"` // text: its controller
	VSwitch Handle     `json:"vswitch"`
	Range   Handle     `json:"range"` // text: the CIDR block of the vSwitch
	More    int        `json:"more"`  // further ones
}

// fillEntries adds what is odd about the entries of the database's lists. It is the same for every flow to the database.
func (f *Facts) fillEntries(facts *DatabaseFacts, t *table, db *model.Database) {
	facts.Open, facts.Bare, facts.Pinned = []EntryFacts{}, []EntryFacts{}, []PinnedFacts{}
	if db == nil {
		return
	}
	for _, g := range f.exits.databaseOf(db).groups {
		for i, entry := range g.Entries {
			switch {
			case entry.IsValid() && entry.Bits() == 0, isWildcard(db, entry):
				facts.Open = append(facts.Open, g.entry(t, i))
			case entry.IsValid() && entry.IsSingleIP() && entry.Addr().IsUnspecified():
				facts.Bare = append(facts.Bare, g.entry(t, i))
			}
		}
		facts.Open = append(facts.Open, g.halves(t)...)
		facts.Pinned = append(facts.Pinned, f.pinned(t, db, g)...)
	}
}

// halves returns the ranges that are every address only together, such as 0.0.0.0/1 and 128.0.0.0/1, as one entry. Consoles
// that refuse 0.0.0.0/0 take them.
func (g *exitGroup) halves(t *table) []EntryFacts {
	var out []EntryFacts
	for _, whole := range []netip.Prefix{netip.PrefixFrom(netip.IPv4Unspecified(), 0), netip.PrefixFrom(netip.IPv6Unspecified(), 0)} {
		if parts := g.partsOf(whole); len(parts) > 0 {
			var texts []string
			for _, i := range parts {
				texts = append(texts, g.Entries[i].Text)
			}
			entry := g.entry(t, parts[0])
			entry.At = t.add(strings.Join(texts, ","), g.EntryRef(parts[0]))
			out = append(out, entry)
		}
	}
	return out
}

// partsOf returns the widest entries that make up a range together, none where one is the whole range.
func (g *exitGroup) partsOf(whole netip.Prefix) []int {
	if !g.set.ContainsPrefix(whole) || slices.ContainsFunc(g.Entries, func(e model.Prefix) bool { return e.IsValid() && unmapped(e.Prefix) == whole }) {
		return nil
	}
	var widest []int
	for i, entry := range g.Entries {
		if entry.IsValid() && whole.Overlaps(unmapped(entry.Prefix)) {
			widest = append(widest, i)
		}
	}
	slices.SortStableFunc(widest, func(a, b int) int { return cmp.Compare(g.Entries[a].Bits(), g.Entries[b].Bits()) })
	var b netipx.IPSetBuilder
	for n, i := range widest {
		b.AddPrefix(unmapped(g.Entries[i].Prefix))
		// Only valid prefixes are added, so there is no error.
		if set, _ := b.IPSet(); set.ContainsPrefix(whole) {
			return widest[:n+1]
		}
	}
	return nil
}

// isWildcard tells whether an entry is what database engines write for every host, which exports of two services may hold.
func isWildcard(db *model.Database, entry model.Prefix) bool {
	return entry.Text == "%" && (db.Service == "mongodb" || db.Service == "polardb")
}

func (g *exitGroup) entry(t *table, i int) EntryFacts {
	family := ""
	if g.Entries[i].IsValid() {
		family = familyOf(g.Entries[i].Addr())
	}
	return EntryFacts{
		Family: family,
		At:     t.add(g.Entries[i].Text, g.EntryRef(i)), List: t.add(g.name, g.Ref), Group: t.add(g.Name, model.Ref{}), Template: g.Template, Network: g.network,
	}
}

// pinned returns the entries of a list that are addresses of pods, the first of each vSwitch. Where the database admits the
// whole vSwitch they do no harm.
func (f *Facts) pinned(t *table, db *model.Database, g *exitGroup) []PinnedFacts {
	var out []PinnedFacts
	known := map[*model.VSwitch]int{}
	for i, entry := range g.Entries {
		pod := f.replacedPod(db, g, entry)
		if pod == nil {
			continue
		}
		v := f.owners.vswitchOf(entry.Addr().Unmap())
		at, again := known[v]
		switch {
		case v == nil, !v.CIDR.IsValid(), f.exits.admitsAll(db, v.CIDR):
		case again:
			out[at].More++
		default:
			known[v] = len(out)
			out = append(out, PinnedFacts{
				Entry: g.entry(t, i), Pod: t.add("Pod "+pod.Namespace+"/"+pod.Name, pod.Ref.At("/status/podIP")), Owner: t.add(ownerOf(pod), model.Ref{}),
				VSwitch: t.add(v.ID, v.Ref.At("/VSwitchId")), Range: t.add(v.CIDR.Text, model.Ref{}),
			})
		}
	}
	return out
}

// admitsAll tells whether one list of a database admits a whole range.
func (x *exitIndex) admitsAll(db *model.Database, p model.Prefix) bool {
	return slices.ContainsFunc(x.databaseOf(db).groups, func(g *exitGroup) bool { return g.anyone || g.set.ContainsPrefix(unmapped(p.Prefix)) })
}

func ownerOf(pod *model.Pod) string {
	if w := pod.Workload; w != nil {
		return w.Kind + " " + w.Namespace + "/" + w.Name
	}
	return pod.OwnerKind + " " + pod.Namespace + "/" + pod.OwnerName
}

// replacedPod returns the pod whose address an entry of a list is, where the next pod of its controller has another and
// nobody brings the list up to date: the injector may, and some pods keep their address.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-static-ip-address-a-separate-vswitch-and-a-separate-security-group-for-each-pod
func (f *Facts) replacedPod(db *model.Database, g *exitGroup, entry model.Prefix) *model.Pod {
	if g.Hidden || g.Template || !entry.IsValid() || !entry.IsSingleIP() {
		return nil
	}
	pod := f.names.pods[entry.Addr().Unmap()]
	if pod == nil || pod.OwnerKind == "" || pod.OwnerKind == "StatefulSet" && f.keepsAddress(pod) {
		return nil
	}
	key := map[string]string{"rds": injectedRDS, "redis": injectedRedis}[db.Service]
	if f.network.Cluster.Injector.Value != "false" && lists(pod.Annotations[key], []string{db.ID}) {
		return nil
	}
	return pod
}

// keepsAddress tells whether a pod of a StatefulSet may have a fixed address.
func (f *Facts) keepsAddress(pod *model.Pod) bool {
	return pod.Annotations[networkingName] != "" ||
		slices.ContainsFunc(f.network.PodNetworkings, func(n *model.PodNetworking) bool { return n.Fixed })
}
