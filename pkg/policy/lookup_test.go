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
		c.Parts[slices.Index(facts.Parts[:], "dns")] = w.component(t, facts.DNSFacts{Policy: address, Lookups: make([]facts.LookupFacts, 1)})
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

// calling is a gate that repeats what the gates answered about the call of the source.
const calling = `package egress.gate.network_policy

hop := {
	"gate": "network-policy", "verdict": called.verdict, "reason": "called", "note": sprintf("the call: %s", [called.gate]),
	"names": {}, "at": "", "missing": [], "egress": [],
} if {
	some called in input.source.injection.call.hops
	called.gate == "nat"
} else := {
	"gate": "network-policy", "verdict": "allow", "reason": "none", "note": "no call", "names": {}, "at": "", "missing": [], "egress": [],
}
`

// What the policies say about the call by which a source has itself listed is a part of its record.
func TestCallsAreAnsweredFirst(t *testing.T) {
	e, w := loaded(t, tree(t, policyFile, small[policyFile], calling)), world{}
	source := slices.Index(facts.Parts[:], "source")
	for port, want := range map[int]finding.Verdict{0: finding.Allow, 3: finding.Unknown, 4: finding.Partial} {
		c, note := w.packet(t, 1, "203.0.113.1"), "no call"
		if port > 0 {
			c.Call, note = w.packet(t, port, "203.0.113.2"), "the call: nat"
			c.Parts[source] = w.component(t, facts.SourceFacts{Injection: facts.InjectionFacts{Call: facts.CallFacts{Key: string(rune('0' + port))}}})
		}
		d, err := e.decide(context.Background(), c)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.hops[0]; got.verdict != want || got.note.fill(nil) != note {
			t.Errorf("a call to port %d: %s, %q", port, got.verdict, got.note.fill(nil))
		}
	}
}
