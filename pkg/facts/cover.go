package facts

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// filterBox is what a rule of a security group or an entry of a network ACL matches, as far as it is known for certain.
type filterBox struct {
	protocol int
	ports    []portSpan
	ranges   []netip.Prefix // of the other end
	group    string         // in place of ranges
	own      string         // the range that it restricts the ENI's own address to, as written
}

// covers tells whether a box holds all that another holds.
func (b *filterBox) covers(o *filterBox) bool {
	return b.holdsProtocol(o) && (b.own == "" || b.own == o.own) && b.holdsPeer(o)
}

func (b *filterBox) holdsProtocol(o *filterBox) bool {
	switch {
	case b.protocol == anyProtocol:
		return true
	case b.protocol != o.protocol:
		return false
	case !carriesPorts(b.protocol):
		return true
	}
	return !slices.ContainsFunc(o.ports, func(inner portSpan) bool {
		return !slices.ContainsFunc(b.ports, func(outer portSpan) bool { return outer.low <= inner.low && inner.high <= outer.high })
	})
}

func (b *filterBox) holdsPeer(o *filterBox) bool {
	if b.group != "" || o.group != "" {
		return b.group == o.group
	}
	return !slices.ContainsFunc(o.ranges, func(inner netip.Prefix) bool {
		return !slices.ContainsFunc(b.ranges, func(outer netip.Prefix) bool { return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr()) })
	})
}

// filterLine is a rule or an entry in a list of which the first that matches decides.
type filterLine struct {
	Entity
	id       string
	box      filterBox
	action   string // accept, drop
	priority int
}

// maxCompared is how many lines each is compared with. No group and no ACL holds as many, unless a quota was raised.
// https://www.alibabacloud.com/help/en/ecs/user-guide/limits
const maxCompared = 256

// hiddenLines returns, for each line, those after it which would do the opposite and never do: it is the first to cover them.
func hiddenLines(lines []filterLine) [][]int {
	hidden := make([][]int, len(lines))
	for i := range lines {
		for j := range lines[:min(i, maxCompared)] {
			if lines[j].box.covers(&lines[i].box) {
				if lines[j].action != lines[i].action {
					hidden[j] = append(hidden[j], i)
				}
				break
			}
		}
	}
	return hidden
}

// HidingFacts is a rule of a security group, or an entry of a network ACL, and those behind it of the opposite action that it
// leaves nothing to match.
type HidingFacts struct {
	At        Handle   `json:"at"`
	ID        Handle   `json:"id"`        // text, "" when it has none
	Owner     Handle   `json:"owner"`     // text: the group or the ACL
	Direction string   `json:"direction"` // egress, ingress
	Action    string   `json:"action"`    // of the one before: accept, drop
	Hidden    []Handle `json:"hidden"`    // in the order in which they would be asked
	Last      int      `json:"last"`      // the greatest of their priority numbers
}

// hidings reviews lines that hide others.
func (f *Facts) hidings(owner string, d groupDirection, lines []filterLine, made func(*HidingFacts) ObjectFacts) []Review {
	var out []Review
	for j, behind := range hiddenLines(lines) {
		if len(behind) == 0 {
			continue
		}
		flows := []model.Ref{lines[j].Ref}
		for _, i := range behind {
			flows = append(flows, lines[i].Ref)
		}
		out = append(out, Review{Flows: flows, Case: f.objectRecord(func(t *table) ObjectFacts {
			facts := HidingFacts{At: t.add(lines[j].Name, lines[j].Ref), ID: t.text(lines[j].id), Owner: t.text(owner), Direction: d.String(), Action: lines[j].action}
			for _, i := range behind {
				facts.Hidden = append(facts.Hidden, t.add(lines[i].Name, lines[i].Ref))
				facts.Last = max(facts.Last, lines[i].priority)
			}
			return made(&facts)
		})})
	}
	return out
}

// DeadFacts is a rule of a security group, or an entry of a network ACL, that no packet matches by what it says itself.
type DeadFacts struct {
	At        Handle `json:"at"` // the field that is wrong, by the name of the rule
	ID        Handle `json:"id"`
	Owner     Handle `json:"owner"`
	Direction string `json:"direction"`
	Action    string `json:"action"`
	Why       string `json:"why"`     // ports-reversed, ports-unread, range-ipv4, range-ipv6 (where the other family belongs), list-empty, group-of-enterprise
	Written   Handle `json:"written"` // text: what the field says
}

// fault is why a rule matches nothing, and where that is written.
type fault struct{ why, field, written string }

// deadPorts tells what is wrong with a range of ports, the zero fault for nothing.
func deadPorts(protocol int, field, text string) fault {
	if !carriesPorts(protocol) || text == "" {
		return fault{}
	}
	if _, ok := readPortSpan(text); ok {
		return fault{}
	}
	if span, ok := readPortSpan(reversed(text)); ok && span.low < span.high {
		return fault{"ports-reversed", field, text}
	}
	return fault{"ports-unread", field, text}
}

func (i fault) facts(t *table, owner, id, action string, at Entity, d groupDirection) DeadFacts {
	return DeadFacts{
		At: t.add(at.Name, at.Ref.At(i.field)), ID: t.text(id), Owner: t.text(owner), Direction: d.String(), Action: action,
		Why: i.why, Written: t.text(i.written),
	}
}

// deadRange tells what is wrong with a range that is of one family by the field that it is in.
func deadRange(field string, p model.Prefix, v6 bool) fault {
	switch {
	case !isWritten(p), !p.IsValid(): // what is no range is a problem with the input
		return fault{}
	case unmapped(p.Prefix).Addr().Is6() == v6:
		return fault{}
	case v6:
		return fault{"range-ipv4", field, p.Text}
	}
	return fault{"range-ipv6", field, p.Text}
}

// reversed returns a range of ports from its end to its beginning.
func reversed(text string) string {
	first, last, _ := strings.Cut(text, "/")
	return last + "/" + first
}
