package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/policy"
)

func TestCompletionScripts(t *testing.T) {
	for shell, want := range map[string]string{
		"bash": "complete -o default", "zsh": "#compdef egresslint", "fish": "complete -c egresslint", "powershell": "Register-ArgumentCompleter",
	} {
		if code, stdout, _ := ran(t, "", "completion", shell); code != exitClean || !strings.Contains(stdout, want) {
			t.Errorf("%s: exit %d, %d bytes without %s", shell, code, len(stdout), want)
		}
	}
}

// What a shell offers. Only names of rules need the policies.
func TestCompletions(t *testing.T) {
	once := compileOnce()
	never := func(context.Context, string) (*policy.Engine, error) {
		return nil, errors.New("the policies are loaded")
	}
	for line, want := range map[string]string{
		"|":                         "completion\t",
		"lint --format |":           "sarif\n",
		"lint --output s|":          "sarif=\n",
		"lint --fail-on |":          "never\n",
		"trace --assume plugin|":    "plugin=terway\n",
		"trace --family |":          "ipv6\n",
		"trace --gates net|":        "network-acl\n",
		"trace --fl|":               "--flows\t",
		"lint bundle|":              ":0\n",
		"explain --format |":        "markdown\n",
		"rules --format |":          "text\n",
		"completion |":              "powershell\n",
		"explain nat/misses-pod-v|": "nat/misses-pod-vswitch\tNo SNAT entry",
		"explain NAT|":              "NAT-001\n",
		"rules nat|":                "nat\n",
	} {
		compile := compiler(never)
		if strings.HasPrefix(line, "explain n") || strings.HasPrefix(line, "explain N") || strings.HasPrefix(line, "rules n") {
			compile = once
		}
		var out bytes.Buffer
		p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &bytes.Buffer{}, compile: compile}
		words := strings.Split(strings.TrimSuffix(line, "|"), " ")
		if code := p.run(t.Context(), append([]string{"__complete"}, words...)); code != exitClean || !strings.Contains(out.String(), want) {
			t.Errorf("%s: exit %d, want %q:\n%s", line, code, want, out.String())
		}
	}
}
