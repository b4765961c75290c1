package facts

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go4.org/netipx"

	"github.com/egresslint/egresslint/pkg/model"
)

// groupIndex answers which rules of security groups cover a packet. It is safe for concurrent use.
type groupIndex struct {
	network  *model.Network
	inside   *netipx.IPSet // the ranges of the VPCs in the bundle
	vpcs     map[string]bool
	compiler groupCompiler

	mu     sync.Mutex
	groups map[string]*groupEntry
	memo   map[groupMemoKey][]groupHit
}

// groupEntry is one group with its rules ready for matching.
type groupEntry struct {
	id       string
	ref      model.Ref
	kind     string // normal, enterprise, unknown
	inner    string // accept, drop, unknown
	evidence model.Evidence
	rules    [2][]groupRule // that are, or may be, rules of the direction
	written  int
}

type groupMemoKey struct {
	group    *groupEntry
	question groupQuestion
}

// groupHit is a rule that matches or may match whatever the address of the ENI is that has the group.
type groupHit struct {
	rule     *groupRule
	match    Match
	lacking  []Lacking
	stranger bool // in doubt because the other end is not known well enough
}

func newGroupIndex(n *model.Network) *groupIndex {
	g := &groupIndex{
		network:  n,
		vpcs:     map[string]bool{},
		compiler: newGroupCompiler(n),
		groups:   map[string]*groupEntry{},
		memo:     map[groupMemoKey][]groupHit{},
	}
	var inside netipx.IPSetBuilder
	for _, vpc := range n.VPCs {
		g.vpcs[vpc.ID] = true
		for _, p := range slices.Concat(vpc.CIDRs, vpc.UserCIDRs, vpc.IPv6CIDRs) {
			inside.AddPrefix(unmapped(p.Prefix))
		}
	}
	// The builder keeps the prefixes that are valid; its error is about those that are not.
	g.inside, _ = inside.IPSet()
	for _, group := range n.SecurityGroups {
		if g.groups[group.ID] == nil {
			g.groups[group.ID] = g.compile(group)
		}
	}
	return g
}

func (g *groupIndex) compile(group *model.SecurityGroup) *groupEntry {
	evidence, _ := g.network.Evidence("ecs:DescribeSecurityGroupAttribute", group.ID)
	entry := &groupEntry{
		id:       group.ID,
		ref:      placeOfGroup(group),
		kind:     oneOf(group.Type, "normal", "enterprise"),
		inner:    oneOf(group.InnerAccess, "accept", "drop"),
		evidence: evidence,
		written:  len(group.Rules),
	}
	for i := range group.Rules {
		for _, d := range []groupDirection{egress, ingress} {
			if opposite := 1 - d; !foldedIs(group.Rules[i].Direction, opposite.String()) {
				entry.rules[d] = append(entry.rules[d], g.compiler.rule(entry, &group.Rules[i], i+1, d))
			}
		}
	}
	for _, rules := range entry.rules {
		slices.SortStableFunc(rules, func(a, b groupRule) int { return strings.Compare(a.id, b.id) })
	}
	return entry
}

// placeOfGroup is where the type of a group is written, which decides what happens without a rule, else its id.
func placeOfGroup(group *model.SecurityGroup) model.Ref {
	if group.Type == "" {
		return group.Ref.At("/SecurityGroupId")
	}
	return group.Ref.At("/SecurityGroupType")
}

// group returns the entry of an id, an empty one for a group that no answer describes.
func (g *groupIndex) group(id string) *groupEntry {
	g.mu.Lock()
	defer g.mu.Unlock()
	entry := g.groups[id]
	if entry == nil {
		entry = g.compile(&model.SecurityGroup{ID: id})
		g.groups[id] = entry
	}
	return entry
}

// facts returns the groups of an identity and the egress rules that match or may match its packets to target. dst is
// the ENI that owns the target's address, nil when there is none or none is known.
func (g *groupIndex) facts(t *table, id Identity, target Target, dst *model.ENI) SecurityGroupFacts {
	q := g.question(id, target, dst)
	facts := g.judging(t, q, groupBearer{groups: id.Groups, addr: id.Address, unsure: g.compiler.membership})
	facts.Destination = t.add(q.destination(target), model.Ref{})
	if !facts.Known {
		facts.Missing = groupMissing(t, id.Missing)
	}
	return facts
}

// groupBearer is the ENI whose groups judge a packet.
type groupBearer struct {
	groups []string
	addr   netip.Prefix // its private address, or the range that it will come from
	unsure []Lacking    // what would tell more about the other end of the packet
}

// judging returns the groups of an ENI and those of their rules that match or may match a packet, in the order of their
// ids: of two that tie, the same is told whatever the order in which an export lists them.
func (g *groupIndex) judging(t *table, q groupQuestion, b groupBearer) SecurityGroupFacts {
	facts := SecurityGroupFacts{
		Known: len(b.groups) > 0, Groups: []GroupFacts{}, Rules: []RuleFacts{}, Missing: []Missing{},
	}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(b.groups))) {
		g.add(&facts, t, g.group(name), q, b)
	}
	return facts
}

func (g *groupIndex) add(facts *SecurityGroupFacts, t *table, group *groupEntry, q groupQuestion, b groupBearer) {
	at := t.add(group.id, group.ref)
	facts.Groups = append(facts.Groups, GroupFacts{
		At: at, Type: group.kind, Evidence: group.evidence, Inner: group.inner, Shared: q.member(group.id),
		OneWay: group.written > 0 && len(group.rules[q.direction]) == 0,
	})
	for _, hit := range g.hits(group, q) {
		match := weaker(hit.match, hit.rule.own.of(b.addr, q.v6))
		if match == No {
			continue
		}
		if hit.stranger {
			hit.lacking = slices.Concat(hit.lacking, b.unsure)
		}
		facts.Rules = append(facts.Rules, RuleFacts{
			At:       t.add(hit.rule.name, hit.rule.ref),
			ID:       hit.rule.handle(t),
			Group:    at,
			Priority: hit.rule.priority,
			Action:   hit.rule.action,
			Match:    match,
			ByGroup:  hit.rule.peerGroup != "",
			Missing:  groupMissing(t, hit.lacking),
		})
	}
}

func (g *groupIndex) hits(group *groupEntry, q groupQuestion) []groupHit {
	g.mu.Lock()
	defer g.mu.Unlock()
	key := groupMemoKey{group, q}
	hits, known := g.memo[key]
	if known {
		return hits
	}
	rules := group.rules[q.direction]
	for i := range rules {
		if hit := rules[i].against(q); hit.match != No {
			hits = append(hits, hit)
		}
	}
	g.memo[key] = hits
	return hits
}

func groupMissing(t *table, lacking []Lacking) []Missing {
	missing := make([]Missing, len(lacking))
	for i, l := range lacking {
		missing[i].Export = l.Export
		if l.Of != "" {
			missing[i].Of = t.add(l.Of, model.Ref{})
		}
	}
	return missing
}

// oneOf returns the word that text is, in lower case, or "unknown".
func oneOf(text string, words ...string) string {
	for _, word := range words {
		if foldedIs(text, word) {
			return word
		}
	}
	return "unknown"
}

func foldedIs(text, word string) bool {
	return strings.EqualFold(strings.TrimSpace(text), word)
}

func groupRuleName(group, id string, position int, d groupDirection) string {
	if id != "" {
		return "rule " + id + " of " + group
	}
	return d.String() + " rule " + strconv.Itoa(position) + " of " + group
}
