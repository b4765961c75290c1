package finding

import "github.com/egresslint/egresslint/pkg/source"

// Causes are what findings of flows are about, so that nobody is told the same of an object again: the places that they name,
// and what their rules say is to blame.
type Causes map[cause]bool

type cause struct {
	rule, thing string
	at          source.Location
}

// CausesOf returns what the findings are about.
func CausesOf(findings []Finding) Causes {
	c := Causes{}
	for _, f := range findings {
		c[cause{rule: f.Rule.ID, at: f.At}] = true
		for _, other := range f.Related {
			c[cause{rule: f.Rule.ID, at: other.At}] = true
		}
		for _, thing := range f.Causes {
			c[cause{rule: f.Rule.ID, thing: thing}] = true
		}
	}
	return c
}

// Has tells whether a flow has the finding of an object already: of the same rule at the same place, or with the same cause of
// a rule that it yields to.
func (c Causes) Has(f Finding) bool {
	if c[cause{rule: f.Rule.ID, at: f.At}] {
		return true
	}
	for _, rule := range append([]string{f.Rule.ID}, f.Rule.YieldsTo...) {
		for _, thing := range f.Causes {
			if c[cause{rule: rule, thing: thing}] {
				return true
			}
		}
	}
	return false
}
