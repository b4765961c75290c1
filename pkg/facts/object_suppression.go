package facts

// SuppressionFacts is something that users wrote to silence findings.
type SuppressionFacts struct {
	At        Handle `json:"at"`
	Rule      Handle `json:"rule"`      // text: the rules that it names
	Near      Handle `json:"near"`      // text: the rule that a misspelt one is near to; "" when there is none
	Until     Handle `json:"until"`     // text: its end; "" when it has none
	Origin    string `json:"origin"`    // comment, annotation, config
	Directive bool   `json:"directive"` // it says to ignore something
	Named     bool   `json:"named"`     // it names a rule, if one that there is not
	Known     bool   `json:"known"`     // there is such a rule
	Reasoned  bool   `json:"reasoned"`  // it gives a reason
	Date      string `json:"date"`      // none, ahead, passed, unreadable
	Used      Match  `json:"used"`      // it silences a finding, or would
}

// Review returns the record of an object that package model knows nothing of.
func (f *Facts) Review(o ObjectFacts, entities []Entity) Review {
	f.mu.Lock()
	defer f.mu.Unlock()
	return Review{Case: f.objectRecord(func(t *table) ObjectFacts {
		t.entities = entities
		return o
	})}
}
