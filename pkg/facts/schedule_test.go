package facts

import (
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

func TestRequiredNodeAffinity(t *testing.T) {
	node := &model.Node{Name: "n1", Labels: map[string]string{"zone": "h", "cores": "8"}}
	label := func(key, operator string, values ...string) model.NodeRequirement {
		return model.NodeRequirement{Key: key, Operator: operator, Values: values}
	}
	named := func(operator string, values ...string) model.NodeRequirement {
		return model.NodeRequirement{Field: true, Key: "metadata.name", Operator: operator, Values: values}
	}
	for name, c := range map[string]struct {
		terms []model.NodeTerm
		want  bool
	}{
		"none":                  {nil, true},
		"in":                    {[]model.NodeTerm{{label("zone", "In", "g", "h")}}, true},
		"not in":                {[]model.NodeTerm{{label("zone", "NotIn", "h")}}, false},
		"not in, without label": {[]model.NodeTerm{{label("pool", "NotIn", "h")}}, true},
		"exists":                {[]model.NodeTerm{{label("pool", "Exists")}}, false},
		"does not exist":        {[]model.NodeTerm{{label("pool", "DoesNotExist")}}, true},
		"greater":               {[]model.NodeTerm{{label("cores", "Gt", "4")}}, true},
		"less":                  {[]model.NodeTerm{{label("cores", "Lt", "8")}}, false},
		"all of a term":         {[]model.NodeTerm{{label("zone", "In", "h"), label("pool", "Exists")}}, false},
		"any of the terms":      {[]model.NodeTerm{{label("pool", "Exists")}, {label("zone", "In", "h")}}, true},
		"an empty term":         {[]model.NodeTerm{nil}, false},
		"by name":               {[]model.NodeTerm{{named("In", "n1")}}, true},
		"not by name":           {[]model.NodeTerm{{named("NotIn", "n1")}}, false},
		"no operator":           {[]model.NodeTerm{{label("zone", "Is", "h")}}, false},
	} {
		if got := suits(node, &model.Template{Affinity: c.terms}); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if suits(node, &model.Template{NodeSelector: map[string]string{"zone": "i"}, Affinity: []model.NodeTerm{{label("zone", "In", "h")}}}) {
		t.Error("a node must meet the selector and the affinity")
	}
}
