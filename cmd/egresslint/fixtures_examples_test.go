package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/policy"
)

// The example of a rule is the first finding that its fixture shows: what users read is what the program prints.
func TestExamples(t *testing.T) {
	engine, err := compile(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, rule := range engine.Rules() {
		example := exampleOf(answersOf(t, "../../fixtures/"+rule.ID+".txtar"), rule.ID)
		if example == "" {
			t.Errorf("no finding in fixtures/%s.txtar", rule.ID)
		}
		fmt.Fprintf(&want, "== %s\n%s", rule.ID, example)
		if !*update && rule.Example != strings.TrimRight(example, "\n") {
			t.Errorf("the example of %s is not what its fixture shows: run make update\n%s", rule.ID, rule.Example)
		}
	}
	file := "../../policies/" + policy.ExamplesFile
	if *update {
		if err := os.WriteFile(file, []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if contents(t, file) != want.String() {
		t.Error("the examples hold more than one of each rule")
	}
}

// exampleOf returns the first finding of a rule: its headline and the lines below that belong to it.
func exampleOf(answers []string, rule string) string {
	var example strings.Builder
	for line := range strings.Lines(strings.Join(answers, "\n")) {
		switch {
		case example.Len() == 0 && strings.HasSuffix(line, "["+rule+"]\n"):
		case example.Len() == 0:
			continue
		case !strings.HasPrefix(line, "  "):
			return example.String()
		}
		example.WriteString(line)
	}
	return example.String()
}
