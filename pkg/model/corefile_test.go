package model

import (
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/source"
)

// corefileText writes a Corefile in a form that tests compare.
func corefileText(c *Corefile) string {
	var out []string
	for _, b := range c.Blocks {
		out = append(out, strings.Join(b.Zones, "|")+":")
		for _, p := range b.Plugins {
			out = append(out, p.Name+"("+strings.Join(p.Args, " ")+")")
			for _, line := range p.Lines {
				out = append(out, "{"+strings.Join(line, " ")+"}")
			}
		}
	}
	return strings.Join(out, " ")
}

func TestCorefile(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "",
		".:53 { errors\n }":     ": errors()",
		".:53 {\n errors\n }\n": ": errors()",
		"# all\n. { # here\n }": ":",
		"Example.com. b.org:53 {\n forward . 10.0.0.1 # x\n cache 30 }": "example.com|b.org: forward(. 10.0.0.1) cache(30)",
		"a.org, b.org {\n}":                        "a.org|b.org:",
		"a.org,\nb.org {\n}":                       "a.org|b.org:",
		"tls://. {\n forward . /f\n}\n.:5353 {\n}": "",
		"dns://.:53 {\n}":                          ":",
		". {\n kubernetes cluster.local {\n  pods verified\n  ttl 30\n }\n loop\n}":                                            ": kubernetes(cluster.local) {pods verified} {ttl 30} loop()",
		". {\n template ANY AAAA {\n  answer \"{{ .Name }} 60\"\n }\n forward . tls://9.9.9.9 {\n  policy random { x }\n }\n}": ": template(ANY AAAA) {answer {{ .Name }} 60} forward(. tls://9.9.9.9) {policy random} {x}",
	} {
		r := &reader{}
		c := r.corefile(&source.Node{Kind: source.String, Text: text})
		if c == nil || corefileText(c) != want || len(r.problems) > 0 {
			t.Errorf("%q is %v, %v; want %q", text, c, r.problems, want)
		}
	}
}

func TestCorefileThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		". {\n errors":                      "a brace is not closed",
		". {\n forward . 1.1.1.1 {\n  x\n}": "a brace is not closed",
		". ":                                "a server block begins",
		"{\n}":                              "a server block begins",
		". {\n}\n}":                         "a server block begins",
		"(common) {\n errors\n}":            "snippets and imports are not followed",
		"import /etc/coredns/x":             "a server block begins",
		". {\n import common\n}":            "a plugin is expected",
		". {\n {\n }\n}":                    "a plugin is expected",
	} {
		r := &reader{}
		c := r.corefile(&source.Node{Kind: source.String, Text: text})
		if c != nil || len(r.problems) != 1 || !strings.Contains(r.problems[0].Message, want) {
			t.Errorf("%q is %v, %v; want %q", text, c, r.problems, want)
		}
	}
}

func FuzzCorefile(f *testing.F) {
	f.Add(". {\n forward . \"a b\" {\n x\n }\n}")
	f.Fuzz(func(t *testing.T, text string) {
		r := &reader{}
		if c := r.corefile(&source.Node{Kind: source.String, Text: text}); (c == nil) != (len(r.problems) > 0) {
			t.Errorf("%v, %v", c, r.problems)
		}
	})
}
