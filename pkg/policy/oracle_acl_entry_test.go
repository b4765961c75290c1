package policy

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
)

// seenPortByPort says of each port which entries see it, up to the first that does for certain; neighbours that are alike
// are one line.
func seenPortByPort(entries []model.NetworkACLEntry, p aclPacket, acl string) []string {
	var lines []string
	start, last := p.low, -1
	end := func(port, sight int) {
		line := fmt.Sprintf("%d-%d", start, port)
		for i, e := range entries {
			if sight>>i&1 == 1 {
				line += fmt.Sprintf(" %s %s of %s", map[byte]facts.Match{'y': facts.Yes, 'm': facts.Maybe}[aclMatch(e, p)], e.ID, acl)
			}
		}
		lines = append(lines, line)
		start = port + 1
	}
	matches, spans := make([]byte, len(entries)), make([]aclSpan, len(entries))
	for i, e := range entries {
		matches[i], spans[i] = aclMatch(e, p), aclPorts(e, p)
	}
	for port := p.low; port <= p.high; port++ {
		sight := 0
		for i, s := range spans {
			if matches[i] != 'n' && (s.doubt || s.low <= port && port <= s.high) {
				if sight |= 1 << i; matches[i] == 'y' {
					break
				}
			}
		}
		if port > p.low && sight != last {
			end(port-1, last)
		}
		last = sight
	}
	end(p.high, last)
	return lines
}

// portByPort asks for every port by itself. The place of a denial is what drops the first port; of a part, the ports that
// are dropped.
func portByPort(entries []model.NetworkACLEntry, p aclPacket, acl string) (verdict, place string) {
	seen := map[string]bool{}
	dropped := make([]bool, 65537)
	lastKey, lastSays := -1, ""
	matches, spans := make([]byte, len(entries)), make([]aclSpan, len(entries))
	for i, e := range entries {
		matches[i], spans[i] = aclMatch(e, p), aclPorts(e, p)
	}
	for port := p.low; port <= p.high; port++ {
		key := 0
		for i, s := range spans {
			if matches[i] != 'n' && (s.doubt || s.low <= port && port <= s.high) {
				key |= 1 << i
			}
		}
		if key != lastKey {
			lastKey, lastSays = key, firstEntry(entries, matches, key)
			seen[lastSays] = true
		}
		if port == p.low {
			place = dropper(entries, matches, key, acl)
		}
		dropped[port] = lastSays == "drop"
	}
	switch {
	case seen["both"]:
		return "unknown", acl
	case !seen["drop"]:
		return "allow", acl
	case !seen["accept"]:
		return "deny", place
	}
	var runs []string
	for port, start := p.low, -1; port <= p.high+1; port++ {
		if dropped[port] && port <= p.high && start < 0 {
			start = port
		} else if !(dropped[port] && port <= p.high) && start >= 0 {
			runs = append(runs, fmt.Sprintf("%d-%d", start, port-1))
			start = -1
		}
	}
	return "partial", "client ports " + strings.Join(runs, " and ")
}

// firstEntry tries every combination of those of the entries in sight that may match: accept, drop, or both.
func firstEntry(entries []model.NetworkACLEntry, matches []byte, sight int) string {
	seen := map[string]bool{}
	for world := range 1 << len(entries) {
		says := "drop"
		for i, e := range entries {
			if sight>>i&1 == 1 && (matches[i] == 'y' || world>>i&1 == 1) {
				says = strings.ToLower(e.Policy)
				break
			}
		}
		seen[says] = true
	}
	switch {
	case seen["mirror"] || len(seen) > 1:
		return "both"
	case seen["accept"]:
		return "accept"
	}
	return "drop"
}

// dropper returns the first entry that matches for certain, else the list.
func dropper(entries []model.NetworkACLEntry, matches []byte, sight int, acl string) string {
	for i, e := range entries {
		if sight>>i&1 == 1 && matches[i] == 'y' {
			return e.ID + " of " + acl
		}
	}
	return acl
}

// aclMatch compares an entry with a packet but for its ports: y, n, m.
func aclMatch(e model.NetworkACLEntry, p aclPacket) byte {
	if version := strings.ToLower(e.IPVersion); version != "" && (version == "ipv6") != p.v6 {
		return 'n'
	}
	match := byte('y')
	switch written := strings.ToLower(e.Protocol); {
	case written == "all" || written == p.protocol:
	case written == "icmp" && p.protocol == "icmpv6":
		match = 'm'
	default:
		return 'n'
	}
	if spans := aclPorts(e, p); spans.doubt {
		match = 'm'
	}
	packet := groupPacket{peer: p.peer, v6: p.v6, public: p.public}
	peer := facts.No
	switch e.PrefixList {
	case "pl-none":
		peer = facts.Maybe
	case "pl-whole":
		for _, entry := range []string{"10.0.2.0/29", "203.0.113.0/24"} {
			if m := holdsPeer(entry, packet); m != facts.No && peer != facts.Yes {
				peer = m
			}
		}
	default:
		peer = holdsPeer(e.CIDR.Text, packet)
	}
	switch peer {
	case facts.No:
		return 'n'
	case facts.Maybe:
		return 'm'
	}
	return match
}

type aclSpan struct {
	low, high int
	doubt     bool
}

func aclPorts(e model.NetworkACLEntry, p aclPacket) aclSpan {
	first, last, _ := strings.Cut(e.Port, "/")
	low, _ := strconv.Atoi(first)
	high, _ := strconv.Atoi(last)
	switch {
	case low == -1 || strings.HasPrefix(p.protocol, "icmp"):
		return aclSpan{0, 65535, false}
	case high < low:
		return aclSpan{0, 65535, true}
	}
	return aclSpan{low, high, false}
}
