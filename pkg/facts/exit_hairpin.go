package facts

import (
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// inward returns the DNAT entry of a gateway that would lead the packet back into the VPC, the first of several.
func (p *exitPacket) inward(gateway string) *model.ForwardEntry {
	if p.asked.Uncertain || !p.asked.Addr.IsValid() {
		return nil
	}
	for _, entry := range p.x.forwards[p.asked.Addr.Unmap()] {
		if entry.Gateway == gateway && forwards(entry, p.asked) {
			return entry
		}
	}
	return nil
}

// forwards tells whether an entry in force takes the protocol and the port of the target. Ports are "any", one, or a range.
// https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createforwardentry-natgws
func forwards(entry *model.ForwardEntry, t Target) bool {
	if entry.Status != "" && !foldedIs(entry.Status, "available") {
		return false
	}
	if !foldedIs(entry.Protocol, "any") && !foldedIs(entry.Protocol, t.Protocol) {
		return false
	}
	if foldedIs(entry.ExternalPort, "any") {
		return true
	}
	first, last, isRange := strings.Cut(entry.ExternalPort, "/")
	if !isRange {
		last = first
	}
	low, err := strconv.Atoi(first)
	high, err2 := strconv.Atoi(last)
	return err == nil && err2 == nil && low <= t.Port && t.Port <= high
}
