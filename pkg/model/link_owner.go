package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// learn collects the ids that the bundle names, by kind, and what tells a database from its endpoints.
func (l *linker) learn() {
	l.known, l.clues, l.tables = map[kind][]string{}, map[string]string{}, map[string][]string{}
	for _, a := range l.answers {
		if a.shape.lists != "" {
			for _, id := range a.ids {
				l.know(a.shape.lists, id)
			}
		}
		if a.shape.about != "" && !strings.HasPrefix(a.Owner, "ngw-") {
			l.know(a.shape.about, a.Owner)
		}
		for _, r := range a.rows {
			l.learnFrom(r)
		}
	}
}

func (l *linker) learnFrom(r record) {
	switch r := r.(type) {
	case *NATGateway:
		l.tables[r.ID] = append(l.tables[r.ID], slices.Concat(r.SNATTables, r.ForwardTables)...)
		for _, table := range r.SNATTables {
			l.know(aboutSNATTable, table)
		}
		for _, table := range r.ForwardTables {
			l.know(aboutForwardTable, table)
		}
	case *Database:
		if r.ID == "" {
			return
		}
		l.clues[r.ID] = r.ID
		for _, endpoint := range r.Endpoints {
			if endpoint.Host != "" {
				l.clues[endpoint.Host] = r.ID
			}
		}
	}
}

func (l *linker) know(k kind, id string) {
	if id != "" && !slices.Contains(l.known[k], id) {
		l.known[k] = append(l.known[k], id)
	}
}

// bind finds out whom the answer is about and tells its records.
func (l *linker) bind(a *boundAnswer) {
	if a.shape.about == "" {
		return
	}
	a.owner = l.ownerOf(a)
	if tables := l.tablesOf(a.owner, a.shape.about); len(tables) > 0 {
		a.owner = tables[0]
	}
	for _, r := range a.rows {
		if _, id, _ := r.name(); id == "" {
			if o, ok := r.(owned); ok {
				o.own(a.owner)
			}
		}
	}
}

// tablesOf returns the tables of a NAT gateway that are of the kind.
func (l *linker) tablesOf(gateway string, k kind) []string {
	var out []string
	for _, table := range l.tables[gateway] {
		if slices.Contains(l.known[k], table) {
			out = append(out, table)
		}
	}
	return out
}

// ownerOf looks, in this order, at the body, the name of the file, the endpoints in the answer, and what else is in the
// bundle.
func (l *linker) ownerOf(a *boundAnswer) string {
	if a.Owner != "" {
		return a.Owner
	}
	for _, id := range a.named {
		if slices.Contains(l.known[a.shape.about], id) {
			return id
		}
	}
	if len(a.named) > 0 {
		return a.named[len(a.named)-1]
	}
	for _, clue := range a.Answer.clues {
		label, _, _ := strings.Cut(clue, ".")
		for _, name := range []string{clue, label} {
			if id := l.clues[name]; slices.Contains(l.known[a.shape.about], id) {
				return id
			}
		}
		if isIDOf(clue, a.shape.about) {
			return clue
		}
	}
	return l.onlyOne(a)
}

// onlyOne returns the id of the only resource that the answer can be about.
func (l *linker) onlyOne(a *boundAnswer) string {
	k, known := a.shape.about, l.known[a.shape.about]
	_, action, _ := strings.Cut(a.API, ":")
	switch {
	case a.shape.lostIDs != "":
		a.lost = true
		return ""
	case k == aboutCluster && len(known) <= 1:
		return strings.Join(known, "")
	case len(known) == 1:
		l.problems = append(l.problems, refProblem{Ref: a.rowsKey(), Severity: source.Warning, Message: fmt.Sprintf(
			"%s does not say which %s it is about and is taken for %q, the only one here: put the id into the file name", action, k, known[0])})
		return known[0]
	}
	a.lost = true
	l.problems = append(l.problems, refProblem{Ref: a.rowsKey(), Severity: source.Warning, Message: fmt.Sprintf(
		"%s belongs to no known %s: name the file %s.ID.json", action, k, strings.ReplaceAll(a.API, ":", "-"))})
	return ""
}
