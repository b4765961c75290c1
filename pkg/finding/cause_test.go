package finding

import (
	"testing"

	"github.com/egresslint/egresslint/pkg/source"
)

func TestCauses(t *testing.T) {
	flow, object := &Rule{ID: "nat/flow"}, &Rule{ID: "nat/object", YieldsTo: []string{"nat/flow"}}
	place := func(line int) source.Location {
		return source.Location{Path: "a.json", Span: source.Span{Start: source.Pos{Line: line}}}
	}
	told := CausesOf([]Finding{{Rule: flow, At: place(1), Related: []Related{{At: place(2)}}, Causes: []string{"vsw-a", "vsw-b"}}})
	for name, c := range map[string]struct {
		finding Finding
		want    bool
	}{
		"the same place":             {Finding{Rule: flow, At: place(1)}, true},
		"a place beside it":          {Finding{Rule: flow, At: place(2)}, true},
		"another place":              {Finding{Rule: flow, At: place(3)}, false},
		"the place of another rule":  {Finding{Rule: object, At: place(1)}, false},
		"a cause of another rule":    {Finding{Rule: object, At: place(3), Causes: []string{"vsw-b"}}, true},
		"a cause that nobody told":   {Finding{Rule: object, At: place(3), Causes: []string{"vsw-c"}}, false},
		"a cause of no rule like it": {Finding{Rule: &Rule{ID: "nat/third"}, At: place(3), Causes: []string{"vsw-a"}}, false},
	} {
		if got := told.Has(c.finding); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
