package finding

import "github.com/egresslint/egresslint/pkg/source"

// Told is the findings about the cluster or a workload that a report has already: thousands of flows may show one. The nil
// Told has none.
type Told map[told]bool

type told struct {
	rule, message string
	at            source.Location
	subject       Subject
}

// Has tells whether an equal finding is told.
func (t Told) Has(f Finding) bool {
	return f.Flow == nil && t[told{f.Rule.ID, f.Message, f.At, f.Subject}]
}

// New returns those of the findings that are not told yet, and remembers them.
func (t Told) New(findings []Finding) []Finding {
	var fresh []Finding
	for _, f := range findings {
		if t.Has(f) {
			continue
		}
		if f.Flow == nil {
			t[told{f.Rule.ID, f.Message, f.At, f.Subject}] = true
		}
		fresh = append(fresh, f)
	}
	return fresh
}
