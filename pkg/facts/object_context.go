package facts

import (
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// CutExportFacts is an export that says itself that rows are missing.
type CutExportFacts struct {
	At      Handle `json:"at"`
	Product Handle `json:"product"` // text: as the command line calls it
	Action  Handle `json:"action"`  // text
	Owner   Handle `json:"owner"`   // text: what it is about, "" for lists of a region
	Rows    Handle `json:"rows"`    // text
	Total   Handle `json:"total"`   // text; "" when it does not say
}

// cutExports reviews the exports that were cut.
func (f *Facts) cutExports() []Review {
	var out []Review
	for _, e := range f.network.Exports {
		if !e.Cut {
			continue
		}
		out = append(out, Review{Case: f.objectRecord(func(t *table) ObjectFacts {
			product, action, _ := strings.Cut(e.API, ":")
			text := func(name string) Handle { return t.add(name, model.Ref{}) }
			facts := CutExportFacts{
				At: t.add(e.API+" "+e.Owner, e.Ref), Product: text(product), Action: text(action), Rows: text(strconv.Itoa(e.Rows)),
			}
			if e.Owner != "" {
				facts.Owner = text(e.Owner)
			}
			if e.Total > e.Rows {
				facts.Total = text(strconv.Itoa(e.Total))
			}
			return ObjectFacts{CutExport: &facts}
		})})
	}
	return out
}

// ContextFacts is a bundle that has more of a cluster than its manifests: nodes, or exports of its cloud.
type ContextFacts struct {
	At Handle `json:"at"` // a node, or the first export
}

// context reviews what is known of the cluster. A repository of manifests is none.
func (f *Facts) context() []Review {
	at := Entity{}
	for _, e := range f.network.Exports {
		if !e.Ref.IsZero() && strings.HasPrefix(e.API, "vpc:") {
			at = Entity{e.API, e.Ref}
			break
		}
	}
	for _, n := range f.network.Nodes {
		if !n.Virtual {
			at = Entity{n.Name, n.Ref.At("/metadata/name")}
			break
		}
	}
	if at.Ref.IsZero() {
		return nil
	}
	return []Review{{Case: f.objectRecord(func(t *table) ObjectFacts {
		return ObjectFacts{Context: &ContextFacts{At: t.add("the cluster", at.Ref)}}
	})}}
}
