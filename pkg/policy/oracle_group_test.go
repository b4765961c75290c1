package policy

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
)

func TestSecurityGroupsAgreeWithOracle(t *testing.T) {
	tryOracle(t, groupBundle, "security-group", "destination-acl")
}

func FuzzSecurityGroupsAgreeWithOracle(f *testing.F) {
	fuzzOracle(f, groupBundle, "security-group", "destination-acl")
}

// groupPacket is a packet as the groups at one end see it.
type groupPacket struct {
	direction string // of the rules
	protocol  string // of a rule for it
	port      int
	v6        bool
	peer      string   // bits of the other end; "" when it is not known
	public    bool     // the other end has some public address, which is not known
	own       string   // bits of the end that has the groups: an address, or the range that it will come from; "" when it is not known
	members   []string // the groups of the other end
	member    string   // listed, none (it is reached by a public address, or has no groups), unknown
}

var groupRanges = []string{
	"0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/28", "10.0.1.0/29", "10.0.1.5", "10.0.1.5/32", "10.0.1.77/24", "10.0.2.9", "10.0.2.8/30", "203.0.113.0/24",
	"203.0.113.9/32", "128.0.0.0/1", "100.64.0.0/10", "100.100.100.200", "not a range", "::ffff:10.0.2.0/120",
}

var groupRanges6 = []string{"::/0", "2001:db8::/32", "2001:DB8:0:1::5", "2001:db8:0:2::/64", "2000::/3", "fe80::/10"}

// groupBundle makes groups with rules, ENIs that have them, and asks from pods and vSwitches at all kinds of targets.
func groupBundle(o *oracle, r *rand.Rand) {
	n := plainCluster()
	n.VSwitches = []*model.VSwitch{
		{ID: "vsw-pod", VPC: "vpc", CIDR: model.ParsePrefix("10.0.1.0/28"), IPv6CIDR: model.ParsePrefix("2001:db8:0:1::/64")},
		{ID: "vsw-data", VPC: "vpc", CIDR: model.ParsePrefix("10.0.2.0/28"), IPv6CIDR: model.ParsePrefix("2001:db8:0:2::/64")},
	}
	exported(n, model.Complete, "vpc:DescribeVSwitches", "")
	exported(n, pick(r, model.Complete, model.Partial), "ecs:DescribeNetworkInterfaces", "")
	kind := pick(r, "normal", "normal", "enterprise")
	for _, id := range []string{"sg-a", "sg-b", "sg-c"} {
		group := &model.SecurityGroup{ID: id, VPC: "vpc", Type: kind, InnerAccess: pick(r, "Accept", "Drop", "Drop", "drop")}
		if rarely(r, 12) {
			group.InnerAccess = ""
		}
		if rarely(r, 12) {
			group.Type = pick(r, "Normal", "enterprise", "", "strange")
		}
		for i := range r.IntN(4) {
			group.Rules = append(group.Rules, groupRuleOf(r, id, i))
		}
		n.SecurityGroups = append(n.SecurityGroups, group)
		evidence := model.Complete
		if rarely(r, 12) {
			evidence = pick(r, model.Partial, model.Absent)
		}
		exported(n, evidence, "ecs:DescribeSecurityGroupAttribute", id)
	}
	groupLists(r, n)
	some := func() []string {
		ids := []string{"sg-a", "sg-b", "sg-c"}
		r.Shuffle(3, func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		return ids[:1+r.IntN(2)]
	}
	eniWith(n, "eni-1", "vsw-pod", some(), "10.0.1.4", "10.0.1.5", "2001:db8:0:1::5")
	eniWith(n, "eni-2", "vsw-pod", some(), "10.0.1.8", "10.0.1.9", "2001:db8:0:1::9")
	eniWith(n, "eni-3", "vsw-data", some(), "10.0.2.8", "10.0.2.9", "2001:db8:0:2::9").Addresses[1].PublicIP = netipAddr("203.0.113.9")
	eniWith(n, "eni-4", "vsw-data", nil, "10.0.2.10")
	n.Cluster.PodVSwitches = []model.Named{{ID: "vsw-pod"}}
	for _, id := range some() {
		n.Cluster.PodGroups = append(n.Cluster.PodGroups, model.Named{ID: id})
	}
	n.Workloads = []*model.Workload{{Kind: "Deployment", Namespace: "shop", Name: "later", Replicas: 1}}
	sources := []facts.Source{{Pod: podAt(n, "one", "", "10.0.1.5", "2001:db8:0:1::5")}, {Pod: podAt(n, "two", "", "10.0.1.9", "2001:db8:0:1::9")}, {Workload: n.Workloads[0]}}
	f := facts.New(n, facts.Options{})
	for range 24 {
		askGroups(o, r, n, f, pick(r, sources...))
	}
}

// groupRuleOf returns a rule. Most have one peer, as the API wants it.
func groupRuleOf(r *rand.Rand, group string, number int) model.SecurityGroupRule {
	rule := model.SecurityGroupRule{
		Direction: pick(r, "egress", "egress", "Egress", "ingress", "INGRESS"), Policy: pick(r, "Accept", "accept", "Accept", "Drop", "Drop", " drop "),
		Protocol: pick(r, "ALL", "all", "TCP", "tcp", "6", "UDP", "ICMP", "icmpv6", "GRE", "-1"), Priority: pick(r, 1, 1, 2, 100, 110), PortRange: "-1/-1",
	}
	if !rarely(r, 16) {
		rule.ID = fmt.Sprintf("sgr-%s-%d", group, number)
	}
	if rarely(r, 12) {
		rule.Policy, rule.Direction = pick(r, "Accept", "mirror"), pick(r, "egress", "sideways")
	}
	if !slices.Contains([]string{"ALL", "all", "-1"}, rule.Protocol) {
		rule.PortRange = pick(r, "-1/-1", "443/443", "1/65535", "80/443", " 440 / 450 ", "444/443", "53/53", "")
	}
	if rule.PortRange == "" {
		rule.PortList = pick(r, "", "prl-whole", "prl-part", "prl-none")
	}
	if rarely(r, 8) {
		rule.SourcePortRange = pick(r, "-1/-1", "1/65535", "32768/60999", "1/1023", "1024/40000", "bad")
	}
	peer, own := endOf(r), writtenEndOf{}
	if rarely(r, 6) {
		own = writtenEndOf{v4: pick(r, groupRanges...)}
	} else if rarely(r, 12) {
		own = writtenEndOf{v6: pick(r, groupRanges6...)}
	}
	source, destination := own, peer
	if strings.EqualFold(rule.Direction, "ingress") {
		source, destination = peer, own
	}
	rule.SourceCIDR, rule.SourceIPv6 = model.ParsePrefix(source.v4), model.ParsePrefix(source.v6)
	rule.SourceGroup, rule.SourceGroupOwner, rule.SourcePrefixList = source.group, source.owner, source.list
	rule.DestCIDR, rule.DestIPv6 = model.ParsePrefix(destination.v4), model.ParsePrefix(destination.v6)
	rule.DestGroup, rule.DestGroupOwner, rule.DestPrefixList = destination.group, destination.owner, destination.list
	return rule
}

// writtenEndOf is what a rule says of one end.
type writtenEndOf struct{ v4, v6, group, owner, list string }

func endOf(r *rand.Rand) writtenEndOf {
	switch r.IntN(12) {
	case 0:
		return writtenEndOf{}
	case 1:
		return writtenEndOf{group: pick(r, "sg-a", "sg-b", "sg-c")}
	case 2:
		return writtenEndOf{group: "sg-theirs", owner: pick(r, "", "1234")}
	case 3:
		return writtenEndOf{list: pick(r, "pl-whole", "pl-part", "pl-none", "pl-six")}
	case 4, 5:
		return writtenEndOf{v6: pick(r, groupRanges6...)}
	case 6:
		return writtenEndOf{v4: pick(r, groupRanges...), v6: pick(r, groupRanges6...), group: pick(r, "", "sg-a"), list: pick(r, "", "pl-whole")}
	}
	return writtenEndOf{v4: pick(r, groupRanges...)}
}

// groupLists makes the prefix lists and port lists that rules name, of which one is cut and one is not there.
func groupLists(r *rand.Rand, n *model.Network) {
	for id, evidence := range map[string]model.Evidence{"pl-part": model.Partial, "pl-six": model.Complete, "pl-whole": model.Complete} {
		list := &model.PrefixList{ID: id, Family: map[bool]string{true: "IPv6", false: "IPv4"}[id == "pl-six"]}
		from := groupRanges[:len(groupRanges)-2]
		if id == "pl-six" {
			from = groupRanges6
		}
		for range r.IntN(3) {
			list.Entries = append(list.Entries, model.ParsePrefix(pick(r, from...)))
		}
		n.PrefixLists = append(n.PrefixLists, list)
		exported(n, evidence, "ecs:DescribePrefixListAttributes", id)
	}
	for id, evidence := range map[string]model.Evidence{"prl-part": model.Partial, "prl-whole": model.Complete} {
		list := &model.PortList{ID: id}
		for range r.IntN(3) {
			list.Entries = append(list.Entries, pick(r, "443/443", "80/90", "1/65535"))
		}
		n.PortLists = append(n.PortLists, list)
		exported(n, evidence, "ecs:DescribePortRangeListEntries", id)
	}
}

// askGroups compares the answers about one flow.
func askGroups(o *oracle, r *rand.Rand, n *model.Network, f *facts.Facts, source facts.Source) {
	target := pick(r, "ip:10.0.1.5", "ip:10.0.1.9", "ip:10.0.2.9", "ip:10.0.2.8", "ip:10.0.2.10", "ip:10.0.2.11", "ip:203.0.113.9", "ip:203.0.113.77", "internet", "ip:100.100.100.200",
		"ip:100.100.2.136", "oss:bucket", "ip:[2001:db8:0:1::9]", "ip:[2001:db8:0:2::9]", "ip:[2001:db8:0:2::77]", "internet6")
	suffix := pick(r, ":443/tcp", ":443/tcp", ":80/tcp", ":25/tcp", ":443/udp", "/icmp", ":443/sctp")
	family := "ipv4"
	if strings.Contains(target, "[") || target == "internet6" {
		family = "ipv6"
	}
	flow, about := []string{"family"}, []string{"resolved", "ranges", "vpc_known", "subnet", "pod", "database"}
	if suffix == ":25/tcp" {
		flow = []string{"family", "protocol", "port", "smtp_unblocked"}
	}
	for _, c := range o.cases(f, source, target+suffix, family) {
		out, back := groupPackets(n, source, target, suffix, family)
		if _, within, divided := strings.Cut(c.Target.Name, " at "); divided {
			out.peer, _ = bitsOf(within) // one of the ranges of OSS in the region
		}
		hop, at := o.hop("security-group", o.trimmed(c, kept{flow, about, []string{"known", "missing", "security_group"}}))
		want := wantEgress(n, source, target, suffix, out)
		if out.own == out.peer {
			want = "" // a pod reaches itself without any group
		}
		o.sameGroups(n, hop, at, want, out, groupsOfSource(n, source))
		if hop, at = o.hop("destination-acl", o.trimmed(c, kept{flow, about, []string{"known", "missing", "inbound", "public"}})); hop.verdict != "" && back.protocol != "" {
			o.sameGroups(n, hop, at, wantGroups(n, groupsOf(n, target), back, groupsOfSource(n, source)), back, groupsOf(n, target))
		}
	}
}

func (o *oracle) sameGroups(n *model.Network, hop oracleHop, at, want string, p groupPacket, groups []string) {
	o.t.Helper()
	if hop.verdict != want {
		o.fail("%s (%s) at %q, want %s: %+v\n%s", hop.verdict, hop.reason, at, want, p, rulesText(n, groups))
	}
	// A rule that is named has to match for certain, to say what the verdict is, and to have the best priority.
	if hop.reason == "rule-drops" || hop.reason == "rule-accepts" {
		if winners := winning(n, groups, p); !slices.Contains(winners, at) {
			o.fail("%s at %q, which is none of %q: %+v\n%s", hop.verdict, at, winners, p, rulesText(n, groups))
		}
	}
}

func groupsOfSource(n *model.Network, s facts.Source) []string {
	if s.Pod != nil {
		return n.ENIs[map[string]int{"one": 0, "two": 1}[s.Pod.Name]].SecurityGroups
	}
	var ids []string
	for _, g := range n.Cluster.PodGroups {
		ids = append(ids, g.ID)
	}
	return ids
}

// groupsOf returns the groups of what has the address of a target.
func groupsOf(n *model.Network, target string) []string {
	address := strings.Trim(strings.TrimPrefix(target, "ip:"), "[]")
	for _, e := range n.ENIs {
		for _, a := range slices.Concat(e.Addresses, e.IPv6) {
			if a.Addr.String() == address || a.PublicIP.IsValid() && a.PublicIP.String() == address {
				return e.SecurityGroups
			}
		}
	}
	return nil
}

// groupPackets returns the packet as the groups at both ends see it; without a protocol where an end has none.
func groupPackets(n *model.Network, source facts.Source, target, suffix, family string) (out, back groupPacket) {
	port, protocol, _ := strings.Cut(strings.TrimPrefix(suffix, ":"), "/")
	number, _ := strconv.Atoi(port)
	v6 := family == "ipv6"
	if protocol == "icmp" && v6 {
		protocol = "icmpv6"
	}
	own := map[string]string{"ipv4": "10.0.1.0/28", "ipv6": "2001:db8:0:1::/64"}[family]
	if source.Pod != nil {
		own = source.Pod.IPs[map[string]int{"ipv4": 0, "ipv6": 1}[family]].String()
	}
	address := strings.Trim(strings.TrimPrefix(target, "ip:"), "[]")
	peer := map[string]string{"internet": "192.88.99.1", "internet6": "3fff::1", "oss:bucket": "100.64.0.0/10"}[target]
	if peer == "" {
		peer = address
	}
	out = groupPacket{direction: "egress", protocol: protocol, port: number, v6: v6, member: "unknown"}
	out.peer, _ = bitsOf(peer)
	out.own, _ = bitsOf(own)
	switch groups := groupsOf(n, target); {
	case target == "ip:203.0.113.9" || !strings.HasPrefix(address, "10.0.") && !strings.HasPrefix(address, "2001:db8:"):
		out.member = "none"
	case groups != nil:
		out.member, out.members = "listed", groups
	}
	if groupsOf(n, target) == nil {
		return out, groupPacket{}
	}
	back = groupPacket{direction: "ingress", protocol: protocol, port: number, v6: v6, peer: out.own, own: out.peer, member: "listed", members: groupsOfSource(n, source)}
	if target == "ip:203.0.113.9" {
		back.own, _ = bitsOf("10.0.2.9")
		back.peer, back.public, back.member, back.members = "", true, "none", nil
	}
	return out, back
}

// wantEgress knows what the platform adds to the rules: TCP port 25 to public addresses is blocked, and nothing tells
// whether groups filter the metadata service.
func wantEgress(n *model.Network, source facts.Source, target, suffix string, p groupPacket) string {
	public := target == "internet" || target == "internet6" || strings.HasPrefix(target, "ip:203.")
	if suffix == ":25/tcp" && public {
		return "deny"
	}
	// Pods of a workload that is not there yet have no groups to ask about but those of eni-config.
	want := wantGroups(n, groupsOfSource(n, source), p, p.members)
	if target == "ip:100.100.100.200" && want == "deny" {
		return "unknown"
	}
	return want
}
