package main

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// What is written to a baseline is not reported again, and does not fail; what is new is and does.
func TestBaselineOptions(t *testing.T) {
	archive, err := txtar.ParseFile("../../fixtures/suppression/unused.annotation.txtar")
	if err != nil {
		t.Fatal(err)
	}
	writeBundle(t, t.TempDir(), fixtureFiles(t, "../../fixtures/suppression", archive))
	for _, step := range []struct {
		line, stderr string
		code         int
		findings     bool
	}{
		{"lint --baseline known.txt", "known.txt", exitUsage, false},
		{"lint --write-baseline", "needs --baseline FILE", exitUsage, false},
		{"lint", "1 error, 1 warning", exitFindings, true},
		{"lint --baseline known.txt --write-baseline", "baseline: 2 known, 2 new, 0 gone", exitClean, false},
		{"lint --baseline known.txt --fail-on note", "baseline: 2 known, 0 new, 0 gone", exitClean, false},
		{"lint --write-baseline=other.txt", "baseline: 2 known, 2 new, 0 gone", exitClean, false},
	} {
		code, stdout, stderr := ran(t, "", strings.Fields(step.line)...)
		if code != step.code || stdout != "" != step.findings || !strings.Contains(stderr, step.stderr) {
			t.Errorf("egresslint %s: exit %d, output %q, error %q", step.line, code, stdout, stderr)
		}
	}
	written, err := os.ReadFile("known.txt")
	other, otherErr := os.ReadFile("other.txt")
	if err != nil || otherErr != nil || string(written) != string(other) || strings.Count(string(written), "\n") != 3 {
		t.Fatalf("%s\n%s\n%v %v", written, other, err, otherErr)
	}
	lines := strings.SplitAfter(string(written), "\n")
	for name, c := range map[string]struct {
		text, stderr string
		code         int
	}{
		"one is new, one is gone": {lines[0] + strings.Repeat("0", 32) + "\n", "baseline: 0 known, 2 new, 1 gone", exitFindings},
		"no fingerprint":          {"nat/misses-pod-vswitch\n", "line 1", exitUsage},
	} {
		if err := os.WriteFile("known.txt", []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := ran(t, "", "lint", "--baseline", "known.txt"); code != c.code || !strings.Contains(stderr, c.stderr) {
			t.Errorf("%s: exit %d, error %q", name, code, stderr)
		}
	}
	if code, _, stderr := ran(t, "", "lint", "--write-baseline=no/such/folder"); code != exitFailure || !strings.Contains(stderr, "baseline") {
		t.Errorf("exit %d, error %q", code, stderr)
	}
}
