package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/source"
)

const shop = "../../fixtures/shop"

// ran runs a command line and returns its exit code and what it wrote.
func ran(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

// inFolder changes to a new directory with the files.
func inFolder(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBadUsage(t *testing.T) {
	for line, want := range map[string]string{
		"":                               "Usage:",
		"lnit":                           `unknown command "lnit": did you mean lint?`,
		"lint --formt json":              "unknown flag: --formt: did you mean --format?",
		"lint -z":                        "unknown shorthand flag",
		"lint --format yaml":             `--format "yaml" is none of github, html, json, jsonl, junit, markdown, sarif, text`,
		"lint --output sarif":            `--output "sarif" is not written FORMAT=FILE`,
		"lint --output srif=x":           "did you mean sarif?",
		"lint --output json=-":           "write --format json",
		"lint --output json=/dev/stdout": "write --format json",
		"lint --output json=a --output sarif=./a":   "the file has the report of format json already",
		"lint --min-severity warn":                  "--min-severity",
		"lint -q -v":                                "do not go together",
		"lint --sarif-root no/such":                 "is no folder",
		"lint --rule nat/mises-pod-vswitch " + shop: "did you mean nat/misses-pod-vswitch?",
		"lint --rule nta/* " + shop:                 "did you mean nat/*?",
		"trace --rule nat/*":                        "unknown flag: --rule",
		"lint --gates nta":                          "did you mean nat?",
		"lint --fail-on eror":                       "did you mean error?",
		"lint --color blue":                         "--color",
		"lint --assume plugin":                      "KEY=VALUE",
		"trace":                                     "--from and --to, or --flows",
		"trace --from a/b":                          "--from and --to, or --flows",
		"trace --flows f --to x":                    "do not go with it",
		"trace --flows - -":                         "standard input is either",
		"rules --format yaml":                       "--format",
		"rules nta":                                 "did you mean nat?",
		"rules nat dns":                             "one topic or code",
		"completion":                                "bash, zsh, fish, powershell",
		"completion bsh":                            "did you mean bash",
		"explain":                                   "one rule",
		"schema cnfig":                              `no schema "cnfig": did you mean config?`,
		"schema flow rule":                          "one name",
		"lint --exclude a[":                         `--exclude: pattern "a["`,
		"lint --config c --no-config":               "do not go together",
		"lint --config none.yaml":                   "config none.yaml: no such file",
		"lint --config .":                           "config .: it is a folder",
		"explain no/such-rule-at":                   "no rule",
		"trace --from a/b --to internet --family ipv5 " + shop: "ipv4",
		"trace --from no/thing --to internet " + shop:          "no/thing",
		"trace --from shop/web --to nowhere " + shop:           "nowhere",
	} {
		code, stdout, stderr := ran(t, "", strings.Fields(line)...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("egresslint %s: exit %d, output %q, error %q; want 2 and %q", line, code, stdout, stderr, want)
		}
	}
}

func TestRunsThatMeanNothing(t *testing.T) {
	inFolder(t, nil)
	for _, line := range []string{
		"lint", "lint .", "lint missing.yaml", "lint -", "trace --from a/b --to internet", "trace --flows missing.jsonl .",
	} {
		if code, stdout, stderr := ran(t, "", strings.Fields(line)...); code != exitFailure || stdout != "" || stderr == "" {
			t.Errorf("egresslint %s: exit %d, output %q, error %q", line, code, stdout, stderr)
		}
	}
}

func TestHelpFitsAScreenAndHasTwoExamples(t *testing.T) {
	for _, c := range (&program{}).root().Commands() {
		command := c.Name()
		code, stdout, _ := ran(t, "", command, "--help")
		if code != exitClean || strings.Count(stdout, "\n") > 40 || !strings.Contains(stdout, "egresslint "+command) {
			t.Errorf("exit %d:\n%s", code, stdout)
		}
		_, examples, _ := strings.Cut(stdout, "Examples:\n")
		examples, _, _ = strings.Cut(examples, "\n\n")
		if strings.Count(examples, "\n") != 1 {
			t.Errorf("%s has other than two examples:\n%s", command, examples)
		}
	}
}

// A document that cannot be read fails the run, is told in every format, and does not hide what is beside it.
func TestUnreadableDocument(t *testing.T) {
	inFolder(t, map[string]string{
		"a.yaml": "kind: Namespace\napiVersion: v1\nmetadata: {name: shop}\n---\na: [\n",
	})
	for line, want := range map[string]struct {
		code        int
		out, errors string
	}{
		"lint":                          {exitFindings, "a.yaml:", "1 document,"},
		"lint --fail-on never":          {exitClean, "error:", "1 document,"},
		"lint --format json":            {exitFindings, `"problems":[` + "\n" + `{"path":"a.yaml"`, "1 document,"},
		"lint --format jsonl":           {exitFindings, "", "a.yaml:"},
		"lint --format sarif":           {exitFindings, "toolExecutionNotifications", "1 document,"},
		"lint --color always":           {exitFindings, "\x1b[1;31merror:", "1 document,"},
		"lint -v":                       {exitFindings, "error:", "evaluations of the policies"},
		"trace --flows - --format json": {exitClean, `"problems":[` + "\n" + `{"path":"a.yaml"`, "1 document,"},
	} {
		code, stdout, stderr := ran(t, "", strings.Fields(line)...)
		if code != want.code || !strings.Contains(stdout, want.out) || !strings.Contains(stderr, want.errors) {
			t.Errorf("egresslint %s: exit %d, output %q, error %q", line, code, stdout, stderr)
		}
	}
}

func TestOutputsOfOneRun(t *testing.T) {
	folder := t.TempDir()
	sarif, lines := filepath.Join(folder, "out.sarif"), filepath.Join(folder, "out.jsonl")
	_, stdout, _ := ran(t, "", "lint", "--format", "json", "--output", "sarif="+sarif, "--output", "jsonl="+lines, "--fail-on", "never", shop)
	for name, text := range map[string]string{"standard output": stdout, sarif: contents(t, sarif)} {
		if !json.Valid([]byte(text)) {
			t.Errorf("%s is not JSON: %s", name, text)
		}
	}
	contents(t, lines)
	if code, _, stderr := ran(t, "", "lint", "--output", "json="+filepath.Join(folder, "no", "such"), shop); code != exitFailure {
		t.Errorf("an output that cannot be written: exit %d, %s", code, stderr)
	}
}

func contents(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Lines that are wrong are answered as such, in their place, under their id.
func TestWrongLinesOfFlows(t *testing.T) {
	flows := `{"id": {"n": 1.0},"frm":"shop/web"}

{"id":"b","from":"shop/no-such","to":"internet"}
7
{"id":null,"from":"shop/web"}
{"id":4,"from":"shop/web","to":"internet","port":"x"}
{"id":5,`
	want := []string{
		`{"id":{"n":1.0},"error":"unknown field \"frm\": did you mean from?"}`,
		`{"id":"b","error":"`,
		`{"error":"a flow is a JSON object on one line: this is a JSON number"}`,
		`{"id":null,"error":"a flow needs from and to"}`,
		`{"id":4,"error":"port cannot be a JSON string"}`,
		`{"error":"a flow is a JSON object on one line: `,
	}
	code, stdout, stderr := ran(t, flows, "trace", "--flows", "-", "--format", "jsonl", shop)
	lines := strings.Split(strings.TrimSuffix(stdout, "\n"), "\n")
	if code != exitClean || len(lines) != len(want) {
		t.Fatalf("exit %d, %d lines:\n%s%s", code, len(lines), stdout, stderr)
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("line %d: %s, want %s", i+1, lines[i], want[i])
		}
	}
}

// Answers come in the order of the questions, however many there are.
func TestFlowsKeepTheirOrder(t *testing.T) {
	var flows, want strings.Builder
	for i := range 3 * slots {
		line := `{"id":` + strings.Repeat("1", i%7+1) + `,"from":"shop/no-such","to":"internet"}` + "\n"
		flows.WriteString(line)
		id, _, _ := strings.Cut(line, ",")
		want.WriteString(id + "\n")
	}
	_, stdout, _ := ran(t, flows.String(), "trace", "--flows", "-", "--format", "jsonl", shop)
	var got strings.Builder
	for line := range strings.Lines(stdout) {
		id, _, _ := strings.Cut(line, ",")
		got.WriteString(id + "\n")
	}
	if got.String() != want.String() {
		t.Error("the ids come in another order")
	}
}

func TestThreshold(t *testing.T) {
	for _, test := range []struct {
		severity  finding.Severity
		threshold string
		want      bool
	}{
		{finding.Error, "error", true}, {finding.Warning, "error", false}, {finding.Note, "error", false},
		{finding.Warning, "warning", true}, {finding.Note, "note", true}, {finding.Note, "warning", false}, {finding.Error, "never", false},
	} {
		r := report.Report{Findings: []finding.Finding{{Severity: test.severity}}}
		if got := fails(r, test.threshold); got != test.want {
			t.Errorf("a %s with --fail-on %s: %t", test.severity, test.threshold, got)
		}
	}
	if r := (report.Report{Problems: []source.Problem{{Severity: source.Warning}}}); fails(r, "error") || !fails(r, "warning") {
		t.Error("problems count by their severity")
	}
}

func TestSourcesStayInsideTheWorkingDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	got := sources([]string{filepath.Join(folder, "a"), "b/../c", "-", filepath.Dir(folder)})
	if want := []string{"a", "b/../c", "-", filepath.Dir(folder)}; strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRepositoryFolder(t *testing.T) {
	root := t.TempDir()
	for _, folder := range []string{".git", "deploy/prod"} {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"", "deploy", "deploy/prod"} {
		t.Chdir(filepath.Join(root, want))
		if got := repositoryFolder(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestRulesAreListedInBothFormats(t *testing.T) {
	_, text, _ := ran(t, "", "rules")
	_, list, _ := ran(t, "", "rules", "--format", "json")
	var rows []struct{ ID, Code, Severity, Title string }
	if err := json.Unmarshal([]byte(list), &rows); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(text, "\n"); n != len(rows) {
		t.Errorf("%d lines of text, %d rows of JSON", n, len(rows))
	}
	for _, row := range rows {
		_, byID, _ := ran(t, "", "explain", row.ID)
		code, byCode, _ := ran(t, "", "explain", strings.ToLower(row.Code))
		if code != exitClean || !strings.Contains(byCode, byID) || !strings.HasPrefix(byID, row.ID+" ("+row.Code+", "+row.Severity+")\n\n"+row.Title+"\n") {
			t.Errorf("explain %s: exit %d\n%s", row.ID, code, byID)
		}
	}
}

func TestExplain(t *testing.T) {
	rule := &finding.Rule{
		ID: "nat/misses-pod-vswitch", Code: "NAT-001", Severity: finding.Error, Title: "No SNAT entry covers the pod", Description: "What.\n\nHow.\n",
		Example: "a.json:1:2: error: no SNAT entry [nat/misses-pod-vswitch]\n  1 | {\"a\":   1}\n    |  ^^^\n  fix: add one",
		Links:   []finding.Link{{URL: "https://example.org/a", Text: "A"}, {URL: "https://example.org/b"}},
	}
	if want := `nat/misses-pod-vswitch (NAT-001, error)

No SNAT entry covers the pod

What.

How.

For example:

  a.json:1:2: error: no SNAT entry [nat/misses-pod-vswitch]
    1 | {"a":   1}
      |  ^^^
    fix: add one

Sources:
  A: https://example.org/a
  https://example.org/b
`; explanation(rule) != want {
		t.Error(explanation(rule))
	}
	if _, err := rulesNamed([]*finding.Rule{rule}, "nat/mises-pod-vswitch"); err == nil || !strings.HasSuffix(err.Error(), "did you mean nat/misses-pod-vswitch?") {
		t.Error(err)
	}
}
