package policy

import (
	"context"
	"slices"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
)

// repeating is a gate that repeats what the nat gate answered about the first lookup.
const repeating = `package egress.gate.network_policy

hop := {
	"gate": "network-policy", "verdict": looked.verdict, "reason": "looked", "note": sprintf("lookup: %s", [looked.note]),
	"names": looked.names, "at": looked.at, "missing": looked.missing, "egress": [],
} if {
	some looked in input.dns.lookups[0].hops
	looked.gate == "nat"
} else := {
	"gate": "network-policy", "verdict": "allow", "reason": "none", "note": "no lookup", "names": {}, "at": "", "missing": [], "egress": [],
}
`

// What the policies say about a lookup is a part of the record that it comes before, and its handles are the lookup's.
func TestLookupsAreAnsweredFirst(t *testing.T) {
	e, w := loaded(t, tree(t, policyFile, small[policyFile], repeating)), world{}
	asking := func(port int, address string) *facts.Case {
		c := w.packet(t, 1, "203.0.113.1")
		c.Parts[len(c.Parts)-1] = w.component(t, facts.DNSFacts{Policy: address, Lookups: make([]facts.LookupFacts, 1)})
		c.Lookups = []*facts.Case{w.packet(t, port, address)}
		return c
	}
	for port, want := range map[int]finding.Verdict{1: finding.Allow, 3: finding.Unknown, 4: finding.Partial} {
		c := asking(port, "203.0.113.2"+string(rune('0'+port)))
		d, err := e.decide(context.Background(), c)
		if err != nil {
			t.Fatal(err)
		}
		o := outcome{d, c}
		note := d.hops[0].note.fill(o.name)
		if d.hops[0].verdict != want || note != "lookup: ngw-{nat} translates "+c.Lookups[0].Parts[slices.Index(facts.Parts[:], "pod")].Entities[0].Name {
			t.Errorf("port %d: %s, %q", port, d.hops[0].verdict, note)
		}
		if ref := o.ref(d.hops[0].at); ref != gatewayRef {
			t.Errorf("port %d: at %v", port, ref)
		}
	}
	before := e.Evaluations()
	if _, err := e.decide(context.Background(), asking(1, "203.0.113.21")); err != nil || e.Evaluations() != before {
		t.Errorf("%d evaluations more, %v", e.Evaluations()-before, err)
	}
}
