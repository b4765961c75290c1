package main

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
)

// What the README shows is what its commands print: standard output, then standard error.
func TestReadme(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile("(?s)<!-- egresslint ([^\n]*) -->\n```\n(.*?)```\n")
	runs := 0
	got := shown.ReplaceAllStringFunc(string(text), func(block string) string {
		runs++
		command := shown.FindStringSubmatch(block)[1]
		var out, errs strings.Builder
		run(context.Background(), strings.Fields(command), strings.NewReader(""), &out, &errs)
		return "<!-- egresslint " + command + " -->\n```\n" + out.String() + errs.String() + "```\n"
	})
	switch {
	case runs == 0:
		t.Error("the README shows no run")
	case got == string(text):
	case *update:
		if err := os.WriteFile("README.md", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the README is not true: make update writes\n%s", got)
	}
}
