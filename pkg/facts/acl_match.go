package facts

import (
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// clientPorts are all that a client may have: https://www.alibabacloud.com/help/en/vpc/network-acl-overview
var clientPorts = portSpan{1024, 65535}

// aclHit is an entry that matches or may match.
type aclHit struct {
	entry *aclEntry
	match Match
}

// aclSpan is ports with the entries that see them, up to the first that matches for certain.
type aclSpan struct {
	ports portSpan
	hits  []aclHit
}

// aclWay is the way of a packet: there, or back as the reply.
type aclWay bool

const (
	there aclWay = false
	back  aclWay = true
)

// check returns what one list of the ACL says of a packet, or of the reply to it; nothing for no ACL. The other end is
// the same for the reply, and its ports are the client's.
func (a *aclAttachment) check(t *table, d groupDirection, way aclWay, v aclView) []ACLCheck {
	if a == nil {
		return nil
	}
	c := ACLCheck{
		End: v.end, Direction: d.String(), Reply: bool(way), Status: a.acl.status, Binding: a.binding,
		Evidence: a.acl.evidence[d], Ranges: []ACLRange{}, Missing: []Missing{},
		At: t.add(a.acl.id, a.acl.ref.At([...]string{"/EgressAclEntries", "/IngressAclEntries"}[d]).Key()),
	}
	if v.peer != "" {
		c.Peer = t.add(v.peer, model.Ref{})
	}
	if c.Evidence != model.Complete {
		c.Missing = groupMissing(t, []Lacking{{"DescribeNetworkAclAttributes", a.acl.id}})
		return []ACLCheck{c}
	}
	ports := portSpan{v.port, v.port}
	if way == back {
		ports = clientPorts
	}
	handles := map[*aclEntry]ACLEntryFacts{}
	for _, span := range firstMatches(a.acl.entries[d], v.groupQuestion, ports) {
		c.Ranges = append(c.Ranges, span.facts(t, handles))
	}
	return []ACLCheck{c}
}

// facts describes every entry once, in however many ranges it is.
func (s aclSpan) facts(t *table, known map[*aclEntry]ACLEntryFacts) ACLRange {
	r := ACLRange{Low: s.ports.low, High: s.ports.high, Entries: []ACLEntryFacts{}}
	for _, hit := range s.hits {
		f, ok := known[hit.entry]
		if !ok {
			f = ACLEntryFacts{At: t.add(hit.entry.name, hit.entry.ref), Policy: hit.entry.policy, Missing: []Missing{}}
			if hit.match == Maybe {
				f.Missing = groupMissing(t, hit.entry.peer.lacking)
			}
			known[hit.entry] = f
		}
		f.Match = hit.match
		r.Entries = append(r.Entries, f)
	}
	return r
}

// firstMatches cuts ports where any entry begins or ends and finds, for each piece, the entries that see it.
func firstMatches(entries []aclEntry, q groupQuestion, ports portSpan) []aclSpan {
	var found []aclHit
	cuts := []int{ports.low}
	for i := range entries {
		e := &entries[i]
		match := e.against(q)
		if match == No {
			continue
		}
		found = append(found, aclHit{e, match})
		for _, span := range e.ports.ranges {
			for _, cut := range []int{span.low, span.high + 1} {
				if ports.low < cut && cut <= ports.high {
					cuts = append(cuts, cut)
				}
			}
		}
	}
	slices.Sort(cuts)
	return piecewise(found, q, slices.Compact(cuts), ports.high)
}

// piecewise evaluates each piece at its first port and joins neighbours that are alike.
func piecewise(found []aclHit, q groupQuestion, cuts []int, last int) []aclSpan {
	var spans []aclSpan
	for i, low := range cuts {
		high := last
		if i+1 < len(cuts) {
			high = cuts[i+1] - 1
		}
		q.port = low
		hits := seenBy(found, q)
		if n := len(spans); n > 0 && slices.Equal(spans[n-1].hits, hits) {
			spans[n-1].ports.high = high
			continue
		}
		spans = append(spans, aclSpan{portSpan{low, high}, hits})
	}
	return spans
}

// seenBy returns the entries that see one port.
func seenBy(found []aclHit, q groupQuestion) []aclHit {
	var hits []aclHit
	for _, hit := range found {
		hit.match = weaker(hit.match, hit.entry.ports.of(hit.entry.protocol, q))
		if hit.match == No {
			continue
		}
		hits = append(hits, hit)
		if hit.match == Yes {
			break
		}
	}
	return hits
}

// against matches a packet, apart from its ports.
func (e *aclEntry) against(q groupQuestion) Match {
	if e.version != "unknown" && (e.version == "ipv6") != q.v6 {
		return No
	}
	return weaker(e.protocolMatch(q), e.peer.of(q))
}

// protocolMatch takes an IPv6 entry for icmp, which the API documents for both families, for one that may mean ICMPv6.
// https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-updatenetworkaclentries
func (e *aclEntry) protocolMatch(q groupQuestion) Match {
	switch {
	case e.protocol == anyProtocol || e.protocol == q.protocol:
		return Yes
	case e.protocol == strangeProtocol, q.protocol == protocolNumber("icmpv6") && e.protocol == protocolNumber("icmp"):
		return Maybe
	}
	return No
}

// peerRange returns the range of the other end as an entry would name it, "" when it is not known.
func (q groupQuestion) peerRange() string {
	switch {
	case q.doubt == exactAddress:
		return hostPrefix(q.addr).String()
	case q.doubt == someWithin:
		return q.within.String()
	case q.doubt == unknownAddress:
		return ""
	case q.v6:
		return "::/0"
	}
	return "0.0.0.0/0"
}
