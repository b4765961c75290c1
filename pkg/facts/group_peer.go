package facts

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// groupPorts is the destination ports of a rule.
type groupPorts struct {
	ranges  []portSpan
	doubt   bool // a range cannot be read, or the list is not whole
	lacking []Lacking
}

type portSpan struct{ low, high int }

// A port list serves rules whose own range says nothing:
// https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describesecuritygroupattribute
func (c groupCompiler) ports(written *model.SecurityGroupRule) groupPorts {
	text := strings.TrimSpace(written.PortRange)
	if written.PortList == "" || text != "" && text != "-1/-1" {
		return readPorts([]string{text})
	}
	evidence, _ := c.network.Evidence("ecs:DescribePortRangeListEntries", written.PortList)
	var ports groupPorts
	if list := c.portLists[written.PortList]; list != nil {
		ports = readPorts(list.Entries)
	}
	if evidence != model.Complete {
		ports.doubt = true
		ports.lacking = []Lacking{{"DescribePortRangeListEntries", written.PortList}}
	}
	return ports
}

func readPorts(texts []string) groupPorts {
	var ports groupPorts
	for _, text := range texts {
		span, ok := readPortSpan(text)
		if ok {
			ports.ranges = append(ports.ranges, span)
		}
		ports.doubt = ports.doubt || !ok
	}
	return ports
}

// readPortSpan reads lo/hi; -1/-1 is every port.
func readPortSpan(text string) (portSpan, bool) {
	text = strings.TrimSpace(text)
	if text == "-1/-1" {
		return portSpan{0, 65535}, true
	}
	first, last, _ := strings.Cut(text, "/")
	low, lowErr := strconv.ParseUint(strings.TrimSpace(first), 10, 16)
	high, highErr := strconv.ParseUint(strings.TrimSpace(last), 10, 16)
	return portSpan{int(low), int(high)}, lowErr == nil && highErr == nil && low <= high
}

func carriesPorts(protocol int) bool { return protocol == 6 || protocol == 17 || protocol == 132 }

// of matches a packet. Rules for every protocol, and packets without ports, have no port to compare.
func (p *groupPorts) of(protocol int, q groupQuestion) Match {
	if protocol == anyProtocol || !carriesPorts(q.protocol) {
		return Yes
	}
	for _, span := range p.ranges {
		if span.low <= q.port && q.port <= span.high {
			return Yes
		}
	}
	if p.doubt {
		return Maybe
	}
	return No
}

// sourcePortMatch compares with the ports that Linux gives to clients, 32768 to 60999 unless an administrator sets
// net.ipv4.ip_local_port_range; no client uses a port below 1024.
func sourcePortMatch(text string) Match {
	if strings.TrimSpace(text) == "" {
		return Yes
	}
	span, ok := readPortSpan(text)
	switch {
	case ok && span.low <= 32768 && span.high >= 60999:
		return Yes
	case ok && span.high < 1024:
		return No
	}
	return Maybe
}

// groupPeer is the address ranges that a rule covers.
type groupPeer struct {
	ranges         []peerRange
	doubt4, doubt6 bool // further ranges of the family, not known
	lacking        []Lacking
}

type peerRange struct {
	prefix netip.Prefix
	public bool // holds public addresses
}

func (c groupCompiler) rangePeer(v4, v6 model.Prefix) groupPeer {
	var peer groupPeer
	peer.ranges = c.appendRange(peer.ranges, v4)
	peer.ranges = c.appendRange(peer.ranges, v6)
	peer.doubt4 = isWritten(v4) && !v4.IsValid()
	peer.doubt6 = isWritten(v6) && !v6.IsValid()
	return peer
}

func (c groupCompiler) listPeer(id string) groupPeer {
	var peer groupPeer
	list := c.prefixLists[id]
	if list == nil {
		list = &model.PrefixList{}
	}
	for _, entry := range list.Entries {
		peer.ranges = c.appendRange(peer.ranges, entry)
		peer.doubt4 = peer.doubt4 || !entry.IsValid()
	}
	if evidence, _ := c.network.Evidence("ecs:DescribePrefixListAttributes", id); evidence != model.Complete {
		peer.doubt4 = true
		peer.lacking = []Lacking{{"DescribePrefixListAttributes", id}}
	}
	peer.doubt6 = peer.doubt4 && !foldedIs(list.Family, "ipv4")
	peer.doubt4 = peer.doubt4 && !foldedIs(list.Family, "ipv6")
	return peer
}

func (c groupCompiler) appendRange(ranges []peerRange, p model.Prefix) []peerRange {
	if !p.IsValid() {
		return ranges
	}
	prefix := unmapped(p.Prefix)
	return append(ranges, peerRange{prefix, c.public.OverlapsPrefix(prefix)})
}

// of matches the other end. One public address that is not known may be in any range of public addresses, and is
// certainly in none but the whole.
func (p *groupPeer) of(q groupQuestion) Match {
	match := No
	for _, r := range p.ranges {
		switch {
		case r.prefix.Addr().Is6() != q.v6:
		case r.prefix.Bits() == 0, q.doubt <= anyPublic && r.prefix.Contains(q.addr):
			return Yes
		case q.doubt == someWithin && r.prefix.Bits() <= q.within.Bits() && r.prefix.Contains(q.within.Addr()):
			return Yes
		case q.doubt == unknownAddress, q.doubt == somePublic && r.public, q.doubt == someWithin && r.prefix.Overlaps(q.within):
			match = Maybe
		}
	}
	if q.v6 && p.doubt6 || !q.v6 && p.doubt4 {
		return Maybe
	}
	return match
}

// groupOwn is the range that a rule restricts the ENI's own address to.
type groupOwn struct{ v4, v6 model.Prefix }

// of matches an address, or the range that the address will come from.
func (o *groupOwn) of(own netip.Prefix, v6 bool) Match {
	if !isWritten(o.v4) && !isWritten(o.v6) {
		return Yes
	}
	written := o.v4
	if v6 {
		written = o.v6
	}
	prefix := unmapped(written.Prefix)
	own = unmapped(own)
	switch {
	case !isWritten(written):
		return No
	case prefix.IsValid() && prefix.Bits() == 0:
		return Yes
	case !prefix.IsValid() || !own.IsValid():
		return Maybe
	case !prefix.Overlaps(own):
		return No
	case prefix.Bits() <= own.Bits():
		return Yes
	}
	return Maybe
}

// unmapped returns the IPv4 range of an IPv4-mapped IPv6 one, and masks host bits away.
func unmapped(p netip.Prefix) netip.Prefix {
	if p.Addr().Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	return p.Masked()
}
