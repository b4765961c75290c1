package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/egresslint/egresslint/pkg/model"
)

// wanting is a workload that wants what no NetworkPolicy of its namespace allows.
const wanting = `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
      - name: cart
        image: cart:1
        env: [{name: API, value: "https://198.51.100.7/"}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {}, policyTypes: [Egress]}
`

const enforced = "assume: {network-policy: enforced, plugin: terway}\n"

func TestConfigOfRuns(t *testing.T) {
	for _, test := range []struct {
		config, line string
		code         int
		out          string // what standard output and standard error hold
	}{
		{"", "lint a.yaml", exitClean, "1 unknown"},
		{enforced, "lint a.yaml", exitFindings, "[network-policy/no-egress-rule]"},
		{enforced, "lint --no-config a.yaml", exitClean, "1 unknown"},
		{enforced, "lint --assume network-policy=disabled a.yaml", exitClean, "1 unknown"},
		{enforced, "lint --config c.yaml a.yaml", exitClean, "1 unknown"},
		{enforced, "trace --from shop/cart --to internet a.yaml", exitFindings, "blocked at network-policy"},
		{enforced + "rules: {NP-00*: off}\n", "lint a.yaml", exitClean, "0 errors"},
		{enforced + "rules: {'network-policy/*': warning}\n", "lint a.yaml", exitClean, "1 warning"},
		{enforced + "rules: {'network-policy/*': warning}\n", "lint --fail-on warning a.yaml", exitFindings, "1 warning"},
		{enforced + "rules: {NP-999: off}\n", "lint a.yaml", exitUsage, `.egresslint.yaml:2:9: error: no rule "NP-999"`},
		{"rules: {NP-999: off}\nexcldue: []\n", "lint a.yaml", exitUsage, "config .egresslint.yaml has 2 mistakes"},
		{enforced + "ignore: [{rule: network-policy/*, object: shop/cart, reason: known}]\n", "lint a.yaml", exitClean, "0 errors"},
		{enforced + "ignore: [{rule: NP-001, object: shop/crt, reason: known}]\n", "lint", exitFindings, ".egresslint.yaml:2:17: "},
		{enforced + "ignore: [{rule: NP-001, object: shop/crt, reason: known}]\n", "lint a.yaml", exitFindings, "1 error, 0 warnings"},
		{enforced + "ignore: [{rule: NP-001, path: old/**, reason: known}]\n", "lint a.yaml", exitFindings, "1 error, 0 warnings"},
		{enforced + "ignore: [{rule: NP-001, path: a.yaml, reason: known}]\n", "lint a.yaml", exitClean, "; 1 suppressed"},
		{"excldue: []\n", "trace --from shop/cart --to internet a.yaml", exitUsage, ".egresslint.yaml:1:1: error: unknown key"},
		{"exclude: ['a.*']\n", "lint -v .", exitClean, "not read: excluded files and folders (1)"},
		{"exclude: ['*.yaml']\n", "lint .", exitFailure, "nothing to analyze"},
		{"", "lint --exclude a.yaml --exclude b.yaml .", exitFailure, "nothing to analyze"},
		{"", "lint .egresslint.yaml", exitFailure, "nothing to analyze"},
		{"expect: [{from: ecs:i-1, to: internet}]\n", "lint a.yaml", exitFindings, ".egresslint.yaml:1:30: error: nothing is checked: source"},
		{"expect: [{from: 'shop/c?rt', to: internet6, verdict: blocked}]\nrules: {NP-*: off}\n" + enforced, "lint a.yaml", exitClean, "2 flows: 2 blocked"},
		{"expect: [{from: shop/cart, to: 'ip:198.51.100.7'}]\n" + enforced, "lint a.yaml", exitFindings, ".egresslint.yaml:1:32: error: NetworkPolicy"},
	} {
		inFolder(t, map[string]string{".egresslint.yaml": test.config, "a.yaml": wanting, "b.yaml": "{kind: Namespace, apiVersion: v1, metadata: {name: b}}\n", "c.yaml": "# nothing\n"})
		code, stdout, stderr := ran(t, "", strings.Fields(test.line)...)
		if code != test.code || !strings.Contains(stdout+stderr, test.out) {
			t.Errorf("%q, egresslint %s: exit %d\n%s%s", test.config, test.line, code, stdout, stderr)
		}
	}
}

// Flags that are given overrule the config, also where they say no.
func TestFlagsOverruleAssumptions(t *testing.T) {
	inFolder(t, map[string]string{".egresslint.yaml": "assume: {smtp-unblocked: true, dns-exempt: true, product: acs, plugin: terway}\n"})
	for line, want := range map[string]struct {
		smtp, dns bool
		assume    model.Assumptions
	}{
		"":                             {true, true, model.Assumptions{"product": "acs", "plugin": "terway"}},
		"--smtp-unblocked=false":       {false, true, model.Assumptions{"product": "acs", "plugin": "terway"}},
		"--assume-dns-exempt=0":        {true, false, model.Assumptions{"product": "acs", "plugin": "terway"}},
		"--assume=product=ack":         {true, true, model.Assumptions{"product": "ack", "plugin": "terway"}},
		"--no-config":                  {false, false, model.Assumptions{}},
		"--no-config --smtp-unblocked": {true, false, model.Assumptions{}},
	} {
		var o options
		o.addTo(pflag.NewFlagSet("lint", pflag.ContinueOnError))
		if err := o.flags.Parse(strings.Fields(line)); err != nil {
			t.Fatal(err)
		}
		s, err := o.settings()
		if err != nil || o.smtp != want.smtp || o.dns != want.dns || !maps.Equal(s.assume, want.assume) {
			t.Errorf("%s: %t %t %v, %v", line, o.smtp, o.dns, s.assume, err)
		}
	}
}

// The config is found up to the root of the repository, its patterns begin there, and places in it lead there.
func TestConfigAboveTheWorkingDirectory(t *testing.T) {
	root := t.TempDir()
	for _, folder := range []string{".git", "deploy/prod", "deploy/old"} {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{
		".egresslint.yml": "expect: [{from: shop/crt, to: internet}]\nexclude: [deploy/old]\n", "deploy/prod/a.yaml": wanting, "deploy/old/b.yaml": "a: [\n",
	} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(filepath.Join(root, "deploy", "prod"))
	_, text, _ := ran(t, "", "lint", "..")
	_, sarif, _ := ran(t, "", "lint", "--format", "sarif", "..")
	if !strings.HasPrefix(text, "../../.egresslint.yml:1:17: error:") || strings.Contains(text, "old") || !strings.Contains(sarif, `"uri":".egresslint.yml"`) {
		t.Errorf("%s\n%s", text, sarif)
	}
	t.Chdir(root)
	if err := os.RemoveAll(".git"); err != nil {
		t.Fatal(err)
	}
	t.Chdir("deploy/prod")
	if _, text, _ := ran(t, "", "lint", "."); strings.Contains(text, ".egresslint.yml") {
		t.Errorf("without a repository only the working directory counts:\n%s", text)
	}
}

func TestSchemas(t *testing.T) {
	_, list, _ := ran(t, "", "schema")
	if strings.Count(list, "\n") != len(schemaList()) {
		t.Error(list)
	}
	for line := range strings.Lines(list) {
		name := strings.Fields(line)[0]
		code, text, _ := ran(t, "", "schema", name)
		if code != exitClean || !json.Valid([]byte(text)) || !strings.Contains(text, `"$schema"`) {
			t.Errorf("schema %s: exit %d\n%s", name, code, text)
		}
	}
}
