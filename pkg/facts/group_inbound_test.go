package facts

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// groupWorld is a packet on its way from one ENI of a VPC to another, and what the bundle says about both.
type groupWorld struct {
	network *model.Network
	id      Identity
	target  Target
	dst     *model.ENI
}

// newGroupWorld returns a packet to TCP 3306 of 10.0.2.9, which has the public address 203.0.113.9. The destination is
// in the basic group sg-dst, the source in sg-src.
func newGroupWorld(rules ...model.SecurityGroupRule) *groupWorld {
	n := &model.Network{
		VPCs: []*model.VPC{{ID: "vpc", CIDRs: []model.Prefix{model.ParsePrefix("10.0.0.0/8")}}},
		SecurityGroups: []*model.SecurityGroup{
			{ID: "sg-src", Type: "normal", InnerAccess: "Accept"},
			{ID: "sg-dst", Type: "normal", InnerAccess: "Accept", Rules: rules},
			{ID: "sg-sealed", Type: "enterprise", InnerAccess: "Accept", Rules: rules},
		},
		PrefixLists: []*model.PrefixList{{ID: "pl-src", Family: "IPv4", Entries: []model.Prefix{model.ParsePrefix("10.0.1.0/24")}}},
	}
	w := &groupWorld{
		network: n,
		id: Identity{
			Address: netip.MustParsePrefix("10.0.1.5/32"), Groups: []string{"sg-src"},
			VSwitch: &model.VSwitch{CIDR: model.ParsePrefix("10.0.1.0/24"), IPv6CIDR: model.ParsePrefix("2001:db8::/64")},
		},
		target: Target{Kind: "ip", Addr: netip.MustParseAddr("10.0.2.9"), Protocol: "tcp", Port: 3306},
		dst: &model.ENI{
			ID: "eni-dst", Primary: netip.MustParseAddr("10.0.2.8"), SecurityGroups: []string{"sg-dst"},
			Addresses: []model.Address{
				{Addr: netip.MustParseAddr("10.0.2.8")},
				{Addr: netip.MustParseAddr("10.0.2.9"), PublicIP: netip.MustParseAddr("203.0.113.9")},
			},
			IPv6: []model.Address{{Addr: netip.MustParseAddr("2001:db8::9")}},
		},
	}
	w.export("ecs:DescribeNetworkInterfaces", "slb:DescribeLoadBalancers", "ecs:DescribePrefixListAttributes pl-src", "ecs:DescribeSecurityGroupAttribute sg-dst")
	return w
}

func (w *groupWorld) export(answers ...string) {
	for _, answer := range answers {
		api, owner, _ := strings.Cut(answer, " ")
		w.network.Exports = append(w.network.Exports, model.Export{API: api, Owner: owner, Evidence: model.Complete})
	}
}

// inbound returns the facts, and how handles read.
func (w *groupWorld) inbound() (SecurityGroupFacts, func(Handle) string) {
	t := &table{name: "pod"}
	facts := newGroupIndex(w.network).inbound(t, w.id, w.target, w.dst)
	return facts, func(h Handle) string {
		c := Case{Fixed: func(Handle) (Entity, bool) { return Entity{}, false }}
		c.Parts[slices.Index(Parts[:], t.name)] = &Component{Entities: t.entities}
		entity, _ := c.Entity(h)
		return entity.Name
	}
}

func lackingTexts(missing []Missing, name func(Handle) string) string {
	var texts []string
	for _, m := range missing {
		texts = append(texts, strings.TrimSpace(m.Export+" "+name(m.Of)))
	}
	return strings.Join(texts, ", ")
}

// A rule is written as FIELD=VALUE...; what is not written is ingress, Accept, ALL, -1/-1.
func groupRuleOf(text string) model.SecurityGroupRule {
	r := model.SecurityGroupRule{Direction: "ingress", Policy: "Accept", Protocol: "ALL", PortRange: "-1/-1", Priority: 1}
	for field := range strings.FieldsSeq(text) {
		key, value, _ := strings.Cut(field, "=")
		switch key {
		case "direction":
			r.Direction = value
		case "protocol":
			r.Protocol = value
		case "ports":
			r.PortRange = value
		case "from":
			r.SourceCIDR = model.ParsePrefix(value)
		case "from6":
			r.SourceIPv6 = model.ParsePrefix(value)
		case "to":
			r.DestCIDR = model.ParsePrefix(value)
		case "group":
			r.SourceGroup = value
		case "owner":
			r.SourceGroupOwner = value
		case "list":
			r.SourcePrefixList = value
		default:
			panic(field)
		}
	}
	return r
}

func TestInboundRule(t *testing.T) {
	lost := []Lacking{{Export: "DescribeInstances"}}
	nothing := func(*groupWorld) {}
	unknown := func(w *groupWorld) { w.id.Groups, w.id.Missing = nil, lost }
	public := func(w *groupWorld) { w.target.Addr = netip.MustParseAddr("203.0.113.9") }
	six := func(w *groupWorld) {
		w.target.Addr, w.id.Address = netip.MustParseAddr("2001:db8::9"), netip.MustParsePrefix("2001:db8::5/128")
	}
	landing := func(w *groupWorld) { w.id.Address = netip.MustParsePrefix("10.0.1.0/24") }
	lostAddress := func(w *groupWorld) { w.id.Address, w.id.Missing = netip.Prefix{}, lost }
	sealed := func(w *groupWorld) { w.dst.SecurityGroups = []string{"sg-sealed"} }

	for _, c := range []struct {
		rule   string
		change func(*groupWorld)
		want   Match
		lacks  string
	}{
		{"from=0.0.0.0/0", nothing, Yes, ""},
		{"from=10.0.1.5", nothing, Yes, ""},
		{"from=10.0.1.77/24", nothing, Yes, ""},
		{"from=10.0.2.0/24", nothing, No, ""},
		{"from6=::/0", nothing, No, ""},
		{"from=0.0.0.0/0 ports=3306/3306 protocol=tcp", nothing, Yes, ""},
		{"from=0.0.0.0/0 ports=80/443 protocol=TCP", nothing, No, ""},
		{"from=0.0.0.0/0 protocol=udp", nothing, No, ""},
		{"from=0.0.0.0/0 to=10.0.2.9/32", nothing, Yes, ""},
		{"from=0.0.0.0/0 to=10.0.1.0/24", nothing, No, ""},
		{"from=0.0.0.0/0 direction=egress", nothing, No, ""},
		{"from=0.0.0.0/0 direction=sideways", nothing, Maybe, ""},
		{"to=10.0.2.9/32", nothing, Maybe, ""},
		{"list=pl-src", nothing, Yes, ""},
		{"list=pl-other", nothing, Maybe, "DescribePrefixListAttributes pl-other"},
		{"group=sg-src", nothing, Yes, ""},
		{"group=sg-sr", nothing, No, ""},
		{"group=sg-src from=10.0.2.0/24", nothing, No, ""},
		{"group=sg-src", sealed, No, ""},
		{"group=sg-theirs owner=1", nothing, Maybe, ""},
		{"group=sg-src", unknown, Maybe, "DescribeInstances"},
		{"from=10.0.1.0/24", unknown, Yes, ""},

		{"from=10.0.0.0/16", landing, Yes, ""},
		{"from=10.0.1.0/25", landing, Maybe, ""},
		{"from=10.0.2.0/24", landing, No, ""},
		{"from=0.0.0.0/0", lostAddress, Yes, ""},
		{"from=10.0.1.0/24", lostAddress, Maybe, "DescribeInstances"},

		{"from=0.0.0.0/0", six, No, ""},
		{"from6=2001:db8::/64", six, Yes, ""},
		{"group=sg-src", six, Yes, ""},

		{"from=0.0.0.0/0", public, Yes, ""},
		{"from=10.0.1.0/24", public, No, ""},
		{"from=203.0.113.0/24", public, Maybe, ""},
		{"from=0.0.0.0/0 to=10.0.2.9/32", public, Yes, ""},
		{"from=0.0.0.0/0 to=203.0.113.9/32", public, No, ""},
		{"group=sg-src", public, No, ""},
		{"group=sg-theirs owner=1", public, No, ""},
	} {
		w := newGroupWorld(groupRuleOf(c.rule))
		c.change(w)
		facts, name := w.inbound()
		got, lacks := No, ""
		for _, rule := range facts.Rules {
			got, lacks = rule.Match, lackingTexts(rule.Missing, name)
		}
		if got != c.want || lacks != c.lacks {
			t.Errorf("%s against %s from %s: %s, lacks %q; want %s, %q", c.rule, w.target.Addr, w.id.Address, got, lacks, c.want, c.lacks)
		}
	}
}

// The group of the destination, and whether the source shares it.
func TestInboundGroups(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*groupWorld)
		want   string
	}{
		"other groups":      {func(*groupWorld) {}, "sg-dst no; from 10.0.1.0/24; lacks "},
		"G12 one group":     {func(w *groupWorld) { w.id.Groups = []string{"sg-src", "sg-dst"} }, "sg-dst yes; from 10.0.1.0/24; lacks "},
		"source not known":  {func(w *groupWorld) { w.id.Groups = nil }, "sg-dst maybe; from 10.0.1.0/24; lacks "},
		"vSwitch not known": {func(w *groupWorld) { w.id.VSwitch = nil }, "sg-dst no; from ; lacks "},
		"IPv6": {func(w *groupWorld) { w.target.Addr = netip.MustParseAddr("2001:db8::9") },
			"sg-dst no; from 2001:db8::/64; lacks "},
		"G14 public address of a member": {func(w *groupWorld) {
			w.id.Groups, w.target.Addr = []string{"sg-dst"}, netip.MustParseAddr("203.0.113.9")
		}, "sg-dst no; from ; lacks "},
		"EIP of the ENI itself": {func(w *groupWorld) {
			w.id.Groups, w.target.Addr = []string{"sg-dst"}, netip.MustParseAddr("203.0.113.8")
			w.dst.PublicIP = w.target.Addr
		}, "sg-dst no; from ; lacks "},
		"group listed twice": {func(w *groupWorld) { w.dst.SecurityGroups = []string{"sg-dst", "sg-dst"} },
			"sg-dst no; from 10.0.1.0/24; lacks "},
		"no ENI, all listed": {func(w *groupWorld) { w.dst = nil }, "nobody; from ; lacks "},
		"no ENI, no load balancers": {func(w *groupWorld) {
			w.dst, w.network.Exports = nil, slices.DeleteFunc(w.network.Exports, func(e model.Export) bool { return e.API == "slb:DescribeLoadBalancers" })
		}, "nobody; from ; lacks DescribeLoadBalancers"},
		"no ENI, not all listed": {func(w *groupWorld) { w.dst, w.network.Exports = nil, nil },
			"nobody; from ; lacks DescribeNetworkInterfaces, DescribeLoadBalancers"},
		"ENI without groups": {func(w *groupWorld) { w.dst.SecurityGroups = nil },
			"nobody; from ; lacks DescribeNetworkInterfaces eni-dst"},
		"witness": {func(w *groupWorld) { w.target.Uncertain = true }, "nobody; from ; lacks "},
	} {
		w := newGroupWorld(groupRuleOf("from=0.0.0.0/0 from6=::/0"))
		c.change(w)
		facts, text := w.inbound()
		got := "nobody"
		if facts.Known {
			got = text(facts.Groups[0].At) + " " + string(facts.Groups[0].Shared)
		}
		got += "; from " + text(facts.Source) + "; lacks " + lackingTexts(facts.Missing, text)
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		rules := 0
		if facts.Known {
			rules = 1
		}
		if len(facts.Rules) != rules || len(facts.Groups) != rules || facts.Rules == nil || facts.Groups == nil || facts.Missing == nil {
			t.Errorf("%s: %+v, want %d group and rule, and no list that is nil", name, facts, rules)
		}
	}
}

func TestInboundOfOneWayAndManaged(t *testing.T) {
	w := newGroupWorld(groupRuleOf("direction=egress"), groupRuleOf("direction=egress"))
	w.dst.ServiceManaged = true
	if facts, _ := w.inbound(); !facts.Managed || !facts.Groups[0].OneWay {
		t.Errorf("%+v, want a managed ENI and a group whose rules are all of the other direction", facts)
	}
	w = newGroupWorld()
	if facts, _ := w.inbound(); facts.Managed || facts.Groups[0].OneWay {
		t.Errorf("%+v, want neither a managed ENI nor a group with rules of the other direction", facts)
	}
}

// The rules of a packet's two ends mirror each other: what an egress rule says of its destination, an ingress rule says of
// its source. An oracle of intervals decides what both have to say.
func TestInboundMirrorsEgress(t *testing.T) {
	ranges := []string{"0.0.0.0/0", "10.0.1.5", "10.0.1.4/31", "10.0.1.9/29", "10.0.2.8/30", "10.0.1.0/24", "2001:db8::/32", ""}
	for _, peer := range ranges {
		for _, own := range ranges {
			for _, source := range []string{"10.0.1.5/32", "10.0.1.0/29", "10.0.1.4/31"} {
				w := newGroupWorld(groupRuleOf(""))
				rule := &w.network.SecurityGroups[1].Rules[0]
				rule.SourceCIDR, rule.DestCIDR = model.ParsePrefix(peer), model.ParsePrefix(own)
				w.id.Address = netip.MustParsePrefix(source)
				in, _ := w.inbound()
				want := weaker(intervalMatch(peer, source), intervalMatch(own, "10.0.2.9/32"))
				if peer == "" {
					want = weaker(Maybe, want)
				}
				checkMirror(t, fmt.Sprintf("from %q to %q, packet from %s", peer, own, source), in, want)

				rule.Direction, rule.SourceCIDR, rule.DestCIDR = "egress", rule.DestCIDR, rule.SourceCIDR
				back := Target{Kind: "ip", Protocol: "tcp", Port: 3306, Within: w.id.Address}
				if w.id.Address.IsSingleIP() {
					back.Addr, back.Within = w.id.Address.Addr(), netip.Prefix{}
				}
				id := Identity{Address: netip.MustParsePrefix("10.0.2.9/32"), Groups: []string{"sg-dst"}}
				out := newGroupIndex(w.network).facts(&table{}, id, back, nil)
				checkMirror(t, fmt.Sprintf("egress to %q from %q, packet to %s", peer, own, source), out, want)
			}
		}
	}
}

func checkMirror(t *testing.T, what string, facts SecurityGroupFacts, want Match) {
	t.Helper()
	got := No
	for _, rule := range facts.Rules {
		got = rule.Match
	}
	if got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

// intervalMatch tells whether all, some or none of the addresses of asked are in written, by numbers. No range is every
// address.
func intervalMatch(written, asked string) Match {
	if written == "" {
		return Yes
	}
	if strings.Contains(written, ":") {
		return No
	}
	low, high := interval(written)
	first, last := interval(asked)
	switch {
	case low <= first && last <= high:
		return Yes
	case high < first || last < low:
		return No
	}
	return Maybe
}

func interval(text string) (low, high uint64) {
	address, length, _ := strings.Cut(text, "/")
	bits := 32
	if length != "" {
		fmt.Sscan(length, &bits)
	}
	for part := range strings.SplitSeq(address, ".") {
		var n uint64
		fmt.Sscan(part, &n)
		low = low<<8 | n
	}
	size := uint64(1) << (32 - bits)
	low -= low % size
	return low, low + size - 1
}

// Neither the order nor the repetition of rules and groups means anything.
func TestInboundOrderMeansNothing(t *testing.T) {
	rules := []model.SecurityGroupRule{groupRuleOf("from=0.0.0.0/0"), groupRuleOf("group=sg-src"), groupRuleOf("from=10.0.1.0/25")}
	matches := func(w *groupWorld) []string {
		facts, name := w.inbound()
		var out []string
		for _, rule := range facts.Rules {
			out = append(out, fmt.Sprint(name(rule.Group), rule.Match, rule.ByGroup))
		}
		slices.Sort(out)
		return out
	}
	w := newGroupWorld(rules...)
	w.dst.SecurityGroups = []string{"sg-dst", "sg-sealed"}
	want := matches(w)
	slices.Reverse(rules)
	w = newGroupWorld(rules...)
	w.dst.SecurityGroups = []string{"sg-sealed", "sg-dst", "sg-sealed"}
	if got := matches(w); !slices.Equal(got, want) || len(got) != 5 {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestAddressesThatAnENIHasInPublic(t *testing.T) {
	addr := netip.MustParseAddr
	eni := &model.ENI{
		Primary: addr("10.0.0.1"), Addresses: []model.Address{{Addr: addr("10.0.0.1")}, {Addr: addr("10.0.0.2"), PublicIP: addr("203.0.113.2")}},
		IPv6: []model.Address{{Addr: addr("2001:db8::1")}}, Prefixes: []model.Prefix{model.ParsePrefix("10.0.0.16/28")},
	}
	for text, want := range map[string]bool{
		"10.0.0.1": false, "10.0.0.2": false, "10.0.0.17": false, "2001:db8::1": false, "203.0.113.2": true, "203.0.113.1": true,
	} {
		if got := ownsPublicly(eni, addr(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if own := privateAddress(eni, addr("203.0.113.1")); own != eni.Primary {
		t.Errorf("an EIP that only DescribeEipAddresses tells is for %s", own)
	}
}
