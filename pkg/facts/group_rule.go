package facts

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"go4.org/netipx"

	"github.com/egresslint/egresslint/pkg/model"
)

// groupRule is a rule of one direction, parsed once.
type groupRule struct {
	name, id    string
	ref         model.Ref
	priority    int
	action      string // accept, drop, other
	direction   Match
	protocol    int // IANA number, anyProtocol or strangeProtocol
	ports       groupPorts
	sourcePorts Match
	peer        groupPeer
	peerGroup   string // when the peer is a group
	reference   groupReference
	own         groupOwn
}

// groupReference says how far the reference to a group can be decided.
type groupReference struct {
	limit   Match // the best answer that it can give
	foreign bool  // of another account, and no answer describes it
	lacking []Lacking
}

// groupDirection is the direction of a rule, as the ENI that has the groups sees it.
type groupDirection uint8

const (
	egress groupDirection = iota
	ingress
)

func (d groupDirection) String() string { return [...]string{"egress", "ingress"}[d] }

const (
	anyProtocol     = -1
	strangeProtocol = -2
)

// groupCompiler holds what rules refer to.
type groupCompiler struct {
	network     *model.Network
	public      *netipx.IPSet
	exported    map[string]bool // ids of the groups in the bundle
	prefixLists map[string]*model.PrefixList
	portLists   map[string]*model.PortList
	membership  []Lacking // what would tell the groups of a destination
	holders     []Lacking // what would tell the addresses that no ENI has: of databases and load balancers
}

func newGroupCompiler(n *model.Network) groupCompiler {
	c := groupCompiler{
		network:     n,
		public:      publicSpace(),
		exported:    map[string]bool{},
		prefixLists: map[string]*model.PrefixList{},
		portLists:   map[string]*model.PortList{},
	}
	for _, group := range n.SecurityGroups {
		c.exported[group.ID] = true
	}
	for _, list := range n.PrefixLists {
		c.prefixLists[list.ID] = list
	}
	for _, list := range n.PortLists {
		c.portLists[list.ID] = list
	}
	if evidence, _ := n.Evidence("ecs:DescribeNetworkInterfaces", ""); evidence != model.Complete {
		c.membership = []Lacking{{Export: "DescribeNetworkInterfaces"}}
	}
	for _, db := range n.Databases {
		addressed := slices.ContainsFunc(db.Endpoints, func(e model.Endpoint) bool { return e.Addr.IsValid() })
		if service, ok := exitServiceOf(db.Service); ok && !addressed {
			c.holders = append(c.holders, Lacking{service.endpoints, db.ID})
		}
	}
	if evidence, _ := n.Evidence("slb:DescribeLoadBalancers", ""); evidence != model.Complete {
		c.holders = append(c.holders, Lacking{Export: "DescribeLoadBalancers"})
	}
	return c
}

func (c groupCompiler) rule(group *groupEntry, written *model.SecurityGroupRule, position int, d groupDirection) groupRule {
	own, peer := writtenEnds(written, d)
	rule := groupRule{
		name:        groupRuleName(group.id, written.ID, position, d),
		id:          written.ID,
		ref:         written.Ref.At("/Policy"),
		priority:    written.Priority,
		action:      oneOf(written.Policy, "accept", "drop"),
		direction:   Maybe,
		protocol:    protocolNumber(written.Protocol),
		ports:       c.ports(written),
		sourcePorts: sourcePortMatch(written.SourcePortRange),
		own:         groupOwn{own.v4, own.v6},
	}
	if rule.action == "unknown" {
		rule.action = "other"
	}
	if foldedIs(written.Direction, d.String()) {
		rule.direction = Yes
	}
	c.setPeer(&rule, group, peer)
	return rule
}

// writtenEnd is what a rule says about one end of the packet.
type writtenEnd struct {
	v4, v6                   model.Prefix
	group, owner, prefixList string
}

// writtenEnds returns what a rule says about the ENI that has the groups, and about the other end.
func writtenEnds(r *model.SecurityGroupRule, d groupDirection) (own, peer writtenEnd) {
	source := writtenEnd{r.SourceCIDR, r.SourceIPv6, r.SourceGroup, r.SourceGroupOwner, r.SourcePrefixList}
	destination := writtenEnd{r.DestCIDR, r.DestIPv6, r.DestGroup, r.DestGroupOwner, r.DestPrefixList}
	if d == ingress {
		return destination, source
	}
	return source, destination
}

// A rule has one peer. Where several are written, the ranges win over the group and the group over the prefix list:
// https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-authorizesecuritygroupegress
func (c groupCompiler) setPeer(rule *groupRule, group *groupEntry, peer writtenEnd) {
	switch {
	case isWritten(peer.v4) || isWritten(peer.v6):
		rule.peer = c.rangePeer(peer.v4, peer.v6)
	case peer.group != "":
		rule.peerGroup = peer.group
		rule.reference = c.reference(group, peer)
	case peer.prefixList != "":
		rule.peer = c.listPeer(peer.prefixList)
	default:
		rule.peer.doubt4, rule.peer.doubt6 = true, true
	}
}

// Enterprise groups take no references to groups:
// https://www.alibabacloud.com/help/en/ecs/user-guide/basic-and-advanced-security-groups
func (c groupCompiler) reference(group *groupEntry, peer writtenEnd) groupReference {
	reference := groupReference{limit: Yes, foreign: peer.owner != "" && !c.exported[peer.group]}
	switch group.kind {
	case "enterprise":
		reference.limit = No
	case "unknown":
		reference.limit = Maybe
		reference.lacking = []Lacking{{Export: "DescribeSecurityGroups"}}
	}
	return reference
}

func isWritten(p model.Prefix) bool { return p.IsValid() || strings.TrimSpace(p.Text) != "" }

func protocolNumber(text string) int {
	text = strings.ToLower(strings.TrimSpace(text))
	switch text {
	case "all", "-1":
		return anyProtocol
	case "icmp":
		return 1
	case "tcp":
		return 6
	case "udp":
		return 17
	case "gre":
		return 47
	case "icmpv6":
		return 58
	case "sctp":
		return 132
	}
	// Some regions report the number: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
	number, err := strconv.ParseUint(text, 10, 8)
	if err != nil {
		return strangeProtocol
	}
	return int(number)
}

// publicSpace is the addresses that a host of the internet can have.
func publicSpace() *netipx.IPSet {
	var b netipx.IPSetBuilder
	b.AddPrefix(netip.MustParsePrefix("0.0.0.0/0"))
	b.AddPrefix(netip.MustParsePrefix("2000::/3"))
	for _, text := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
		"172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3",
	} {
		b.RemovePrefix(netip.MustParsePrefix(text))
	}
	set, err := b.IPSet()
	if err != nil {
		panic(err)
	}
	return set
}
