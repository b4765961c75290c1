package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// What --min-severity hides counts; what --rule does not name neither shows nor counts.
func TestFilters(t *testing.T) {
	for line, want := range map[string]struct {
		code            int
		shows, conceals string
	}{
		"--rule nat/misses-pod-vswitch": {exitFindings, "[nat/misses-pod-vswitch]", "[security-group/"},
		"--rule NAT/*":                  {exitFindings, "[nat/misses-pod-vswitch]", "[security-group/"},
		"--rule eip/*":                  {exitClean, "", "["},
		"--rule eip/* --rule security-group/no-rule-accepts": {exitFindings, "[security-group/no-rule-accepts]", "[nat/"},
	} {
		code, stdout, _ := ran(t, "", append(append([]string{"lint"}, strings.Fields(line)...), shop)...)
		if code != want.code || !strings.Contains(stdout, want.shows) || strings.Contains(stdout, want.conceals) {
			t.Errorf("lint %s: exit %d\n%s", line, code, stdout)
		}
	}
}

func TestHiddenFindingsCount(t *testing.T) {
	const path = "../../fixtures/identity/literal-pod-address.txtar"
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	writeBundle(t, t.TempDir(), fixtureFiles(t, filepath.Dir(path), archive))
	const warned = "[identity/literal-pod-address]"
	for line, want := range map[string]bool{"": true, "--min-severity warning": true, "--min-severity error": false} {
		code, stdout, stderr := ran(t, "", append([]string{"lint", "--fail-on", "warning", "."}, strings.Fields(line)...)...)
		if code != exitFindings || strings.Contains(stdout, warned) != want || strings.Contains(stderr, " below --min-severity") == want {
			t.Errorf("lint %s: exit %d\n%s%s", line, code, stdout, stderr)
		}
	}
}

func TestQuiet(t *testing.T) {
	_, loud, _ := ran(t, "", "lint", shop)
	code, stdout, stderr := ran(t, "", "lint", "-q", shop)
	if code != exitFindings || stdout != loud || stderr != "" {
		t.Errorf("exit %d, standard error %q", code, stderr)
	}
	inFolder(t, map[string]string{"a.yaml": "kind: [\n", "b.yaml": "kind: Namespace\napiVersion: v1\nmetadata: {name: b}\n", "c.yaml": ""})
	if _, _, stderr := ran(t, "", "lint", "-q", "--format", "jsonl", "."); !strings.Contains(stderr, "a.yaml") || strings.Contains(stderr, "c.yaml") || strings.Contains(stderr, "document") {
		t.Errorf("standard error %q", stderr)
	}
}

func TestColor(t *testing.T) {
	for _, test := range []struct {
		mode, environment string
		want              bool
	}{
		{"always", "NO_COLOR=1", true}, {"never", "FORCE_COLOR=1", false}, {"auto", "", false},
		{"auto", "FORCE_COLOR=1", true}, {"auto", "CLICOLOR_FORCE=1", true}, {"auto", "FORCE_COLOR=0", false},
		{"auto", "NO_COLOR=1 FORCE_COLOR=1", false}, {"auto", "NO_COLOR= FORCE_COLOR=1", true},
	} {
		for _, name := range []string{"NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"} {
			t.Setenv(name, "")
		}
		for _, setting := range strings.Fields(test.environment) {
			name, value, _ := strings.Cut(setting, "=")
			t.Setenv(name, value)
		}
		if got := colored(test.mode, io.Discard); got != test.want {
			t.Errorf("--color %s with %s: %t", test.mode, test.environment, got)
		}
	}
}

func TestSARIFNamesItsCategoryAndRoot(t *testing.T) {
	const at = `"uri":"k8s/configmaps.yaml"`
	_, plain, _ := ran(t, "", "lint", "--format", "sarif", shop)
	_, named, _ := ran(t, "", "lint", "--format", "sarif", "--sarif-category", "prod", "--sarif-root", shop, shop)
	if strings.Contains(plain, "automationDetails") || strings.Contains(plain, at) {
		t.Error("without the flags the category and the root are told")
	}
	if !strings.Contains(named, `"automationDetails":{"id":"prod/"}`) || !strings.Contains(named, at) {
		t.Errorf("%.500s", named)
	}
	t.Chdir(shop)
	if _, up, _ := ran(t, "", "lint", "--format", "sarif", "--sarif-root", "..", "."); !strings.Contains(up, `"uri":"shop/k8s/configmaps.yaml"`) {
		t.Errorf("%.500s", up)
	}
}

// A run that means nothing leaves no report, and not that of the run before either; bad usage touches no file.
func TestBrokenRunsLeaveNoReport(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out.sarif")
	for _, test := range []struct {
		args  []string
		code  int
		stays bool
	}{
		{[]string{"lint", "missing.yaml"}, exitFailure, false},
		{[]string{"trace", "--from", "a/b", "--to", "internet", "missing.yaml"}, exitFailure, false},
		{[]string{"lint", "--fail-on", "none", shop}, exitUsage, true},
	} {
		if err := os.WriteFile(file, []byte("{}"), 0o644); err != nil {
			t.Fatal(err)
		}
		code, _, _ := ran(t, "", append(test.args, "--output", "sarif="+file)...)
		if _, err := os.Stat(file); code != test.code || (err == nil) != test.stays {
			t.Errorf("%s: exit %d, %v", test.args, code, err)
		}
	}
	broken := errors.New("broken")
	if _, err := (guarded{io.Discard, &broken}).Write([]byte("}")); err != broken {
		t.Errorf("a broken run goes on writing: %v", err)
	}
}
