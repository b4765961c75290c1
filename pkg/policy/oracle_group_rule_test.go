package policy

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
)

func netipAddr(text string) netip.Addr { return netip.MustParseAddr(text) }

// groupVote is a rule that may have a say.
type groupVote struct {
	name     string
	priority int
	policy   string // accept, drop, or anything
	match    facts.Match
}

// wantGroups judges a packet by the rules of groups: allow, deny or unknown.
func wantGroups(n *model.Network, groups []string, p groupPacket, others []string) string {
	shared := sharedAccess(n, groups, p, others)
	if shared == facts.Yes {
		return "allow"
	}
	votes := votesOf(n, groups, p)
	for _, id := range groups {
		if evidence, _ := n.Evidence("ecs:DescribeSecurityGroupAttribute", id); evidence == model.Complete {
			continue
		}
		// Rules that are not there may say anything, and only to a drop rule of the first priority nothing comes before.
		if slices.ContainsFunc(votes, func(v groupVote) bool { return v.priority == 1 && v.policy == "drop" && v.match == facts.Yes }) {
			break
		}
		return "unknown"
	}
	switch outcomes := everyOutcome(votes, defaultsOf(n, groups, p.direction)); {
	case len(outcomes) > 1:
		return "unknown"
	case outcomes["accept"]:
		return "allow"
	case shared == facts.Maybe:
		return "unknown"
	}
	return "deny"
}

// everyOutcome tries every combination of the rules that may match, of the policies that may be either, and of the defaults.
func everyOutcome(votes []groupVote, defaults []string) map[string]bool {
	var open []int // a bit for each vote in doubt, one more for each policy in doubt
	for i, v := range votes {
		if v.match == facts.Maybe {
			open = append(open, i)
		}
		if v.policy != "accept" && v.policy != "drop" {
			open = append(open, -1-i)
		}
	}
	outcomes := map[string]bool{}
	for world := range 1 << len(open) {
		possible := slices.Clone(votes)
		for bit, which := range open {
			set := world>>bit&1 == 1
			switch {
			case which >= 0 && set:
				possible[which].match = facts.Yes
			case which >= 0:
				possible[which].match = facts.No
			case set:
				possible[-1-which].policy = "accept"
			default:
				possible[-1-which].policy = "drop"
			}
		}
		for _, usual := range defaults {
			outcomes[firstSay(possible, usual)] = true
		}
	}
	return outcomes
}

// firstSay asks one priority after the other, and at each the drop rules first.
func firstSay(votes []groupVote, usual string) string {
	for priority := 1; priority <= 110; priority++ {
		for _, policy := range []string{"drop", "accept"} {
			for _, v := range votes {
				if v.priority == priority && v.policy == policy && v.match == facts.Yes {
					return policy
				}
			}
		}
	}
	return usual
}

// winning returns the names of the rules that decide when no doubt is in the way.
func winning(n *model.Network, groups []string, p groupPacket) []string {
	var certain []groupVote
	for _, v := range votesOf(n, groups, p) {
		if v.match == facts.Yes {
			certain = append(certain, v)
		}
	}
	policy := firstSay(certain, "")
	best := 111
	for _, v := range certain {
		best = min(best, v.priority)
	}
	var names []string
	for _, v := range certain {
		if v.priority == best && v.policy == policy {
			names = append(names, v.name)
		}
	}
	return names
}

// defaultsOf is what may happen to a packet without a rule.
func defaultsOf(n *model.Network, groups []string, direction string) []string {
	if direction == "ingress" {
		return []string{"drop"}
	}
	var all []string
	for _, id := range groups {
		switch groupTypeOf(n, id) {
		case "normal":
			all = append(all, "accept")
		case "enterprise":
			all = append(all, "drop")
		default:
			all = append(all, "accept", "drop")
		}
	}
	return all
}

func groupTypeOf(n *model.Network, id string) string {
	for _, g := range n.SecurityGroups {
		if kind := strings.ToLower(g.Type); g.ID == id && (kind == "normal" || kind == "enterprise") {
			return kind
		}
	}
	return "unknown"
}

// sharedAccess tells whether both ends share a group whose members reach each other by their private addresses.
func sharedAccess(n *model.Network, groups []string, p groupPacket, others []string) facts.Match {
	best := facts.No
	for _, g := range n.SecurityGroups {
		if p.member == "none" || !slices.Contains(groups, g.ID) || groupTypeOf(n, g.ID) == "enterprise" || strings.EqualFold(g.InnerAccess, "drop") {
			continue
		}
		certain := groupTypeOf(n, g.ID) == "normal" && strings.EqualFold(g.InnerAccess, "accept")
		switch {
		case p.member == "listed" && !slices.Contains(others, g.ID):
		case p.member == "listed" && certain:
			return facts.Yes
		case p.member == "listed" || p.direction == "ingress":
			best = facts.Maybe
		}
	}
	return best
}

func votesOf(n *model.Network, groups []string, p groupPacket) []groupVote {
	var votes []groupVote
	for _, g := range n.SecurityGroups {
		if !slices.Contains(groups, g.ID) {
			continue
		}
		for i, rule := range g.Rules {
			match := matchOf(n, g, rule, p)
			if match == facts.No {
				continue
			}
			name := "rule " + rule.ID + " of " + g.ID
			if rule.ID == "" {
				name = fmt.Sprintf("%s rule %d of %s", p.direction, i+1, g.ID)
			}
			votes = append(votes, groupVote{name, rule.Priority, strings.ToLower(strings.TrimSpace(rule.Policy)), match})
		}
	}
	return votes
}

// matchOf reads a rule field by field. The worst field counts.
func matchOf(n *model.Network, g *model.SecurityGroup, rule model.SecurityGroupRule, p groupPacket) facts.Match {
	peer := writtenEndOf{rule.DestCIDR.Text, rule.DestIPv6.Text, rule.DestGroup, rule.DestGroupOwner, rule.DestPrefixList}
	own := writtenEndOf{v4: rule.SourceCIDR.Text, v6: rule.SourceIPv6.Text}
	if p.direction == "ingress" {
		peer = writtenEndOf{rule.SourceCIDR.Text, rule.SourceIPv6.Text, rule.SourceGroup, rule.SourceGroupOwner, rule.SourcePrefixList}
		own = writtenEndOf{v4: rule.DestCIDR.Text, v6: rule.DestIPv6.Text}
	}
	fields := []facts.Match{directionOf(rule, p), protocolOf(rule, p), portOf(n, rule, p), sourcePortOf(rule, p), peerOf(n, g, peer, p), ownOf(own, p)}
	for _, worst := range []facts.Match{facts.No, facts.Maybe} {
		if slices.Contains(fields, worst) {
			return worst
		}
	}
	return facts.Yes
}

func directionOf(rule model.SecurityGroupRule, p groupPacket) facts.Match {
	switch strings.ToLower(rule.Direction) {
	case p.direction:
		return facts.Yes
	case "egress", "ingress":
		return facts.No
	}
	return facts.Maybe
}

func protocolOf(rule model.SecurityGroupRule, p groupPacket) facts.Match {
	written := strings.ToLower(rule.Protocol)
	if written == "all" || written == "-1" || written == p.protocol || written == "6" && p.protocol == "tcp" {
		return facts.Yes
	}
	return facts.No
}

// portOf knows a port by its number in the list of all that a range names.
func portOf(n *model.Network, rule model.SecurityGroupRule, p groupPacket) facts.Match {
	written := strings.ToLower(rule.Protocol)
	if written == "all" || written == "-1" || p.port == 0 {
		return facts.Yes
	}
	if rule.PortRange != "" {
		return portsHold(rule.PortRange, p.port)
	}
	best := facts.Maybe
	if rule.PortList == "prl-whole" {
		best = facts.No
	}
	for _, list := range n.PortLists {
		for _, entry := range list.Entries {
			if list.ID == rule.PortList && portsHold(entry, p.port) == facts.Yes {
				best = facts.Yes
			}
		}
	}
	return best
}

func portsHold(text string, port int) facts.Match {
	if text == "-1/-1" {
		return facts.Yes
	}
	first, last, _ := strings.Cut(text, "/")
	low, _ := strconv.Atoi(strings.TrimSpace(first))
	high, _ := strconv.Atoi(strings.TrimSpace(last))
	if high < low {
		return facts.Maybe
	}
	for one := low; one <= high; one++ {
		if one == port {
			return facts.Yes
		}
	}
	return facts.No
}

// sourcePortOf: the ports of Linux clients are 32768 to 60999, and none has one below 1024.
func sourcePortOf(rule model.SecurityGroupRule, p groupPacket) facts.Match {
	if p.port == 0 {
		return facts.Yes
	}
	return map[string]facts.Match{"": facts.Yes, "-1/-1": facts.Yes, "1/65535": facts.Yes, "32768/60999": facts.Yes, "1/1023": facts.No, "1024/40000": facts.Maybe, "bad": facts.Maybe}[rule.SourcePortRange]
}

func peerOf(n *model.Network, g *model.SecurityGroup, peer writtenEndOf, p groupPacket) facts.Match {
	switch {
	case peer.v4 != "" || peer.v6 != "":
		if p.v6 && peer.v6 == "" || !p.v6 && peer.v4 == "" {
			return facts.No
		}
		return holdsPeer(map[bool]string{true: peer.v6, false: peer.v4}[p.v6], p)
	case peer.group != "":
		return referenceOf(n, g, peer, p)
	case peer.list != "":
		return listOf(n, peer.list, p)
	}
	return facts.Maybe
}

// holdsPeer tells whether the other end is in a range. One public address that is not known is in the range of all, and may
// be in any that has public addresses.
func holdsPeer(text string, p groupPacket) facts.Match {
	bits, ok := bitsOf(text)
	switch {
	case !ok:
		return facts.Maybe
	case strings.HasPrefix(bits, "6:000000000000000000000000000000000000000000000000000000000000000000000000000000001111111111111111"):
		bits = "4:" + bits[len("6:")+96:] // an IPv4 range in the form of IPv6
	}
	switch {
	case p.v6 != (bits[0] == '6'):
		return facts.No
	case p.public && len(bits) == len("4:"):
		return facts.Yes
	case p.public:
		return map[bool]facts.Match{true: facts.Maybe, false: facts.No}[hasPublic(bits)]
	}
	return within(p.peer, bits)
}

// hasPublic tells whether a range is in none of those that are private or nobody's.
func hasPublic(bits string) bool {
	for _, text := range []string{"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3"} {
		if private, _ := bitsOf(text); strings.HasPrefix(bits, private) {
			return false
		}
	}
	return true
}

func referenceOf(n *model.Network, g *model.SecurityGroup, peer writtenEndOf, p groupPacket) facts.Match {
	kind := groupTypeOf(n, g.ID)
	foreign := peer.owner != "" && !slices.ContainsFunc(n.SecurityGroups, func(other *model.SecurityGroup) bool { return other.ID == peer.group })
	switch {
	case kind == "enterprise" || p.member == "none":
		return facts.No
	case foreign || p.member == "unknown":
		return facts.Maybe
	case !slices.Contains(p.members, peer.group):
		return facts.No
	case kind == "unknown":
		return facts.Maybe
	}
	return facts.Yes
}

func listOf(n *model.Network, id string, p groupPacket) facts.Match {
	best := map[string]facts.Match{"pl-whole": facts.No, "pl-six": facts.No, "pl-part": facts.Maybe, "pl-none": facts.Maybe}[id]
	if id == "pl-part" && p.v6 {
		best = facts.No // the list is of IPv4
	}
	for _, list := range n.PrefixLists {
		for _, entry := range list.Entries {
			if list.ID != id {
				continue
			}
			if match := holdsPeer(entry.Text, p); match == facts.Yes || match == facts.Maybe && best == facts.No {
				best = match
			}
		}
	}
	return best
}

func ownOf(own writtenEndOf, p groupPacket) facts.Match {
	written := map[bool]string{true: own.v6, false: own.v4}[p.v6]
	if own.v4 == "" && own.v6 == "" {
		return facts.Yes
	}
	if written == "" {
		return facts.No
	}
	return holdsPeer(written, groupPacket{peer: p.own, v6: p.v6})
}

func rulesText(n *model.Network, groups []string) string {
	var b strings.Builder
	for _, g := range n.SecurityGroups {
		if !slices.Contains(groups, g.ID) {
			continue
		}
		evidence, _ := n.Evidence("ecs:DescribeSecurityGroupAttribute", g.ID)
		fmt.Fprintf(&b, "%s %q inner %q, %s\n", g.ID, g.Type, g.InnerAccess, evidence)
		for _, rule := range g.Rules {
			fmt.Fprintf(&b, "\t%+v\n", rule)
		}
	}
	for _, list := range n.PrefixLists {
		fmt.Fprintf(&b, "%+v\n", *list)
	}
	return b.String()
}
