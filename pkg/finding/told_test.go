package finding

import (
	"testing"

	"github.com/egresslint/egresslint/pkg/source"
)

func TestToldOnce(t *testing.T) {
	rule := &Rule{ID: "identity/stale-eni"}
	at := func(line int) source.Location {
		return source.Location{Path: "a.yaml", Span: source.Span{Start: source.Pos{Line: line}}}
	}
	general := Finding{Rule: rule, Message: "stale", At: at(3)}
	elsewhere := Finding{Rule: rule, Message: "stale", At: at(4)}
	ofFlow := Finding{Rule: rule, Message: "stale", At: at(3), Flow: &Flow{From: "shop/cart"}}
	told := Told{}
	for i, want := range []int{3, 1} {
		if got := told.New([]Finding{general, elsewhere, ofFlow, general}); len(got) != want {
			t.Errorf("round %d tells %d findings, want %d", i, len(got), want)
		}
	}
	if (Told)(nil).Has(general) || !told.Has(general) || told.Has(ofFlow) {
		t.Error("a finding is taken for another")
	}
}
