package policy

import (
	"regexp"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
)

// tellings are the findings of one flow in the making. What a rule says in the same words about several replicas at one
// place is one finding that names them all.
type tellings struct {
	list  []*telling
	byKey map[tellingKey]*telling
	told  map[advice]bool
}

// telling is one finding in the making. The outcome is that of the first replica.
type telling struct {
	key          tellingKey
	outcome      outcome
	found        ruleFinding
	whole        finding.Verdict // of the replica
	message, fix blend
	fixes        []string // as each replica would have them, without repeats
	related      []relatedPlace
	causes       []string // of each replica, without repeats
}

// tellingKey is what findings have in common that are one.
type tellingKey struct {
	rule         *finding.Rule
	at           model.Ref
	message, fix string // as the rule writes them, without names
}

// advice is what to do, and where. Nobody is told the same twice for one flow, in whatever words.
type advice struct {
	rule *finding.Rule
	at   model.Ref
	fix  string
}

type relatedPlace struct {
	ref  model.Ref
	text string
}

func newTellings() tellings {
	return tellings{byKey: map[tellingKey]*telling{}, told: map[advice]bool{}}
}

// add tells what a rule found in one case.
func (ts *tellings) add(o outcome, found ruleFinding, whole finding.Verdict) {
	key := tellingKey{found.rule, o.ref(found.at), found.message.written, found.fix.written}
	this := advice{key.rule, key.at, found.fix.fill(o.name)}
	t := ts.byKey[key]
	if t == nil {
		if ts.told[this] {
			return
		}
		t = &telling{key: key, outcome: o, found: found, whole: whole}
		ts.byKey[key] = t
		ts.list = append(ts.list, t)
	}
	ts.told[this] = true
	t.message.add(found.message, o.name)
	for _, cause := range found.causes {
		if name := o.name(cause); !slices.Contains(t.causes, name) {
			t.causes = append(t.causes, name)
		}
	}
	t.fix.add(found.fix, o.name)
	if !slices.Contains(t.fixes, this.fix) {
		t.fixes = append(t.fixes, this.fix)
		t.relate(o, found)
	}
}

// relate adds the further places of one case.
func (t *telling) relate(o outcome, found ruleFinding) {
	for _, other := range found.related {
		place := relatedPlace{o.ref(other.at), other.message.fill(o.name)}
		if !place.ref.IsZero() && !slices.Contains(t.related, place) {
			t.related = append(t.related, place)
		}
	}
}

// fixText returns one fix for all, or the fixes one after the other where one command cannot do what all need.
func (t *telling) fixText() string {
	if len(t.fixes) == 1 || !t.fix.commandable() {
		return strings.Join(t.fixes, "; ")
	}
	return t.fix.text()
}

// blend is a template filled with the names of several cases.
type blend struct {
	template
	values []names // of each part
}

// names are texts in the order of their first appearance.
type names struct {
	list  []string
	known map[string]bool
}

func (n *names) add(name string) {
	if len(n.list) > 0 && n.list[len(n.list)-1] == name || n.known[name] {
		return
	}
	if n.known == nil {
		n.known = map[string]bool{}
	}
	n.known[name] = true
	n.list = append(n.list, name)
}

// add takes the names of one more case. Its template has the same text; where its names are found is its own.
func (b *blend) add(t template, called func(int) string) {
	if b.values == nil {
		b.template, b.values = t, make([]names, len(t.names))
	}
	for i, name := range t.names {
		b.values[i].add(called(name))
	}
}

// option is what stands before the argument of an option of a command.
var option = regexp.MustCompile(`--[A-Za-z0-9.]+ $`)

// commandable tells whether no argument of a command would have several values that takes only one.
func (b *blend) commandable() bool {
	for i, values := range b.values {
		if len(values.list) > 1 && !b.listed[i] && option.MatchString(b.texts[i]) {
			return false
		}
	}
	return true
}

func (b *blend) text() string {
	var out strings.Builder
	for i, values := range b.values {
		out.WriteString(b.texts[i])
		if b.listed[i] {
			out.WriteString(strings.Join(values.list, ","))
		} else {
			out.WriteString(finding.Enumerate(values.list, len(values.list)))
		}
	}
	out.WriteString(b.texts[len(b.values)])
	return out.String()
}
