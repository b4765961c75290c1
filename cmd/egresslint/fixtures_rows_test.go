package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// statements are the rows of the catalogue: where the cluster meets one an archive passes, where it does not another fails.
// "rows: R010 fails, R012 passes" in the text of an archive says which.
func statements() []string {
	var rows []string
	for i := 1; i <= 110; i++ {
		rows = append(rows, fmt.Sprintf("R%03d", i))
	}
	return rows
}

// unfailing are the rows that a cluster cannot fail: they tell what a destination sees or how a thing is called.
var unfailing = map[string]string{
	"R011": "tells which address the destination sees",
	"R013": "tells which address the destination sees",
	"R034": "tells which address the destination sees",
	"R036": "tells which address the destination sees",
	"R051": "tells which address the destination sees",
	"R063": "tells how instances outside the cluster reach Services",
	"R090": "tells that pods have addresses of the VPC",
}

// unseen are the rows that no files can show.
var unseen = map[string]string{
	"R087": "tells that interfaces are compatible",
}

func TestEveryRowHasFixtures(t *testing.T) {
	shown := map[string]bool{}
	for name, file := range fixtures(t) {
		for _, row := range rowsOf(t, file) {
			if !shows(answersOf(t, file), row.passes) {
				t.Errorf("%s does not show that %s %s", name, row.id, verbs[row.passes])
			}
			shown[row.id+" "+verbs[row.passes]] = true
		}
	}
	for _, id := range statements() {
		if unseen[id] != "" {
			continue
		}
		if !shown[id+" passes"] {
			t.Errorf("no fixture shows that %s passes", id)
		}
		if !shown[id+" fails"] && unfailing[id] == "" {
			t.Errorf("no fixture shows that %s fails", id)
		}
	}
}

var verbs = map[bool]string{true: "passes", false: "fails"}

// fixtureRow is a row that an archive shows.
type fixtureRow struct {
	id     string
	passes bool
}

func rowsOf(t *testing.T, file string) []fixtureRow {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows []fixtureRow
	for line := range strings.Lines(string(archive.Comment)) {
		text, ok := strings.CutPrefix(strings.TrimSpace(line), "rows: ")
		if !ok {
			continue
		}
		for said := range strings.SplitSeq(text, ", ") {
			match := regexp.MustCompile(`^(R\d{3}) (passes|fails)$`).FindStringSubmatch(said)
			if match == nil {
				t.Fatalf("%s: %q is no row", file, said)
			}
			rows = append(rows, fixtureRow{match[1], match[2] == "passes"})
		}
	}
	return rows
}

// shows tells whether some answer of an archive is reachable, or for a row that fails is not, or tells of a finding.
func shows(answers []string, passes bool) bool {
	for _, answer := range answers {
		reachable := regexp.MustCompile(`(?m)^\S+ -> .*: reachable`).MatchString(answer)
		told := regexp.MustCompile(`(?m)^\S+:\d+:\d+: (error|warning|note): `).MatchString(answer)
		if passes && reachable || !passes && (told || !reachable) {
			return true
		}
	}
	return false
}
