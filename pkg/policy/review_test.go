package policy

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
)

// reviewing is a tree whose rule about objects speaks of every object that has an SNAT entry.
const reviewing = `package egress.rules.nat.no_entry

lints contains {
	"at": "object/0", "message": "{entry} is for nothing", "fix": "delete {entry}",
	"names": {"entry": "object/0"}, "related": [{"at": "object/1", "message": "{entry} was for this"}, {"at": "object/2", "message": "nowhere"}],
} if {
	input.object.snat_entry
}
`

func TestReview(t *testing.T) {
	files := tree(t, denyFile, "package egress.rules.nat.no_entry\n", reviewing)
	files[mainFile].Data = []byte(`package egress.main

decision := {"hops": [], "egress": [], "findings": lints}

lints contains object.union(lint, {"rule": [topic, rule]}) if {
	some topic, rule
	some lint in data.egress.rules[topic][rule].lints
}
`)
	e, w := loaded(t, files), world{}
	review := func(o facts.ObjectFacts, entities ...facts.Entity) facts.Review {
		c := &facts.Case{}
		c.Parts[partOf("cluster")] = w.component(t, facts.ClusterFacts{})
		c.Parts[partOf("object")] = w.component(t, o, entities...)
		return facts.Review{Kind: "Service", Namespace: "shop", Name: "web", Case: c}
	}
	about := facts.ObjectFacts{SNATEntry: &facts.SNATEntryFacts{}}
	entry := facts.Entity{Name: "snat-1", Ref: gatewayRef}
	got, err := e.Review(context.Background(), review(about, entry, facts.Entity{Name: "vsw-1", Ref: demandRef}, facts.Entity{Name: "nothing"}), locate)
	if err != nil {
		t.Fatal(err)
	}
	want := []finding.Finding{{
		Rule: e.rules["nat/no-entry"], Severity: finding.Warning, Message: "snat-1 is for nothing", Fix: "delete snat-1", At: at("b.yaml/a", 2),
		Subject:     finding.Subject{Kind: "Service", Namespace: "shop", Name: "web"},
		Related:     []finding.Related{{At: at("c.yaml", 3), Message: "snat-1 was for this"}},
		Fingerprint: finding.Fingerprint("nat/no-entry", "snat-1", "shop", "Service", "web"),
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if none, err := e.Review(context.Background(), review(facts.ObjectFacts{}), locate); err != nil || len(none) > 0 {
		t.Errorf("an object without an entry: %v, %v", none, err)
	}
	for name, entities := range map[string][]facts.Entity{"stands for nothing": {entry}, "has no place": {{Name: "snat-1"}, {}, {}}} {
		if _, err := loaded(t, files).Review(context.Background(), review(about, entities...), locate); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %s", err, name)
		}
	}
}
