package config

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/schemas"
)

// read reads a text as a config, and returns its problems as LINE:COLUMN: MESSAGE.
func read(t *testing.T, text string) (*Config, []string) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(Names()[0], []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	c, problems, err := Read(Names()[0])
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, p := range problems {
		if p.Severity != source.Error || p.At.Path != Names()[0] {
			t.Errorf("%+v is no error in the config", p)
		}
		told = append(told, fmt.Sprintf("%d:%d: %s", p.At.Span.Start.Line, p.At.Span.Start.Column, p.Message))
	}
	return c, told
}

const full = `expect:
- from: shop/cart
  to: internet
- from: [shop/*, "*/Deployment/cart-?"]
  to: [rds:rm-1, "ip:[2001:db8::1]:443", internet/tcp]
  port: 3306
  protocol: tcp
  family: ipv4
  verdict: blocked
  reason: nobody needs it
- selector:
    matchLabels: {app: web}
    matchExpressions: [{key: tier, operator: In, values: [a]}, {key: x, operator: Exists}]
    namespace: shop
    namespaceSelector: {matchLabels: {team: a}}
  to: oss:logs
assume: {plugin: terway, terway-version: "1.8", smtp-unblocked: true, dns-exempt: false}
rules: {"nat/*": off, NAT-001: {severity: note}, nat/hairpin: error}
ignore:
- {rule: NAT-001, object: shop/cart, path: "k8s/*", reason: known, until: 2027-01-31}
exclude: [charts, k8s/**/old]
`

func TestRead(t *testing.T) {
	c, problems := read(t, full)
	if problems != nil {
		t.Fatal(problems)
	}
	last := c.Expect[2]
	if len(c.Expect) != 3 || c.Expect[0].Verdict != "reachable" || c.Expect[1].Verdict != "blocked" || c.Expect[1].Port != 3306 ||
		last.Selector.Labels.String() != "app=web,tier in (a),x" || last.Selector.Namespaces.String() != "team=a" {
		t.Errorf("%+v", c.Expect)
	}
	if to := c.Expect[1].To[1]; to.Value != "ip:[2001:db8::1]:443" || to.At.Span.Start != (source.Pos{Line: 5, Column: 18}) {
		t.Errorf("%+v", to)
	}
	if !reflect.DeepEqual(c.Assume, model.Assumptions{"plugin": "terway", "terway-version": "1.8"}) || !c.Options.SMTPUnblocked || c.Options.DNSExempt {
		t.Errorf("%v %+v", c.Assume, c.Options)
	}
	ignored := c.Ignore[0]
	at := ignored.At
	ignored.At = source.Location{}
	if ignored != (Ignore{Rule: "NAT-001", Object: "shop/cart", Path: "k8s/*", Reason: "known", Until: "2027-01-31"}) || at.Span.Start != (source.Pos{Line: 20, Column: 10}) {
		t.Errorf("%+v at %v", ignored, at)
	}
	if lines := c.Lines(c.Path, 2, 2); len(lines) != 1 || lines[0] != "- from: shop/cart" || c.Lines("other", 1, 1) != nil {
		t.Errorf("%q", lines)
	}
}

// Mistakes are told at their place, all of them at once.
func TestMistakes(t *testing.T) {
	for text, want := range map[string][]string{
		"expcet: 1\n":                     {`1:1: unknown key "expcet": did you mean expect?`},
		"hello\n":                         {"1:1: the config is a text: write a map"},
		"exclude: x\nignore: {}\n":        {"2:1: ignore is a map: write a list", "1:10: exclude is a text: write a list"},
		"exclude: [\n":                    {"1:1: a value is expected here; the file may be cut off"},
		"exclude: [a]\nexclude: [b]\n":    {`2:1: key "exclude" is written twice, on lines 1 and 2`},
		"exclude: [a]\r\nexcluded: [b]\n": {`2:1: unknown key "excluded": did you mean exclude?`},
		"\ufeffrulse: {}\n":               {`1:1: unknown key "rulse": did you mean rules?`},
		"exclude: []\n---\nrules: {}\n":   {"3:1: a config is one document: join this one with the first"},
		"exclude: [\"a[\", \"a\\\\b\", ../x, \"\", 7]\n": {
			`1:11: pattern "a[" has a bracket that is not closed`, `1:17: pattern "a\\b" has a backslash: write / between folders`,
			`1:25: pattern "../x" leads nowhere below its folder`, "1:31: a pattern is empty", "1:35: a pattern is a number: put it in quotes",
		},
		"expect:\n- from: cart\n  to: rsd:x\n": {
			`2:9: from "cart" names no workload or pod: write NS/NAME or NS/KIND/NAME, with * for any, or ecs:ID`,
			`3:7: target "rsd:x" is of no known kind: did you mean rds:?`,
		},
		"expect:\n- &one {from: a/b, to: internet, port: 70000}\n- *one\n": {
			"2:40: port 70000 is no port: write a number from 1 to 65535", "2:40: port 70000 is no port: write a number from 1 to 65535",
		},
		"expect:\n- {from: a/b, selector: {}}\n": {
			"2:15: from and selector both name the sources: write one of them", "2:4: an expectation names its targets: write to",
		},
		"expect:\n- selector: {matchLabels: {a: 1}, matchExpressions: [{key: a, operator: In}, {key: b, operator: Near}]}\n  to: internet\n": {
			"2:31: label a is a number: put it in quotes", "2:55: In and NotIn compare with values, Exists and DoesNotExist with none",
			`2:97: operator "Near" is none of In, NotIn, Exists, DoesNotExist`,
		},
		"assume: {plugin: calico, terway-version: 1.10, datpath: veth}\n": {
			`1:48: unknown key "datpath": did you mean datapath?`, `1:18: plugin "calico" is not possible: expected one of terway, flannel`,
			"1:42: terway-version is a number: put it in quotes",
		},
		"rules: {a: on, b: {}, c: {severity: 1}, d: eror}\n": {
			"1:12: severity is true or false: put it in quotes", `1:16: rule "b" has no severity`, "1:37: severity is a number: put it in quotes",
			`1:44: severity "eror" is none of off, error, warning, note: did you mean error?`,
		},
		"ignore:\n- {reason: x}\n- 5\n": {"2:4: an entry of ignore names a rule: write its id or code, or an id such as nat/*", "3:3: an entry of ignore is a number: write a map"},
	} {
		if _, got := read(t, text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q:\n%s\nwant\n%s", text, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// The decoder and the schema agree on what is a config.
func TestSchemaAgrees(t *testing.T) {
	schema := jsonschema.MustCompileString("config.json", string(schemas.Config))
	valid := []string{
		"", "# nothing\n", full, "{}", "expect:\nassume:\nrules:\nignore:\nexclude:\n", "rules: {a: false, b: warning}", "ignore: [{rule: nat/*}]",
		"expect: [{from: ecs:i-1, to: [internet6]}]", "expect: [{selector: {}, to: svc:a/b:80/udp}]", `assume: {terway-version: "v1.8.0"}`,
	}
	invalid := []string{
		"[]", "x", "expect: {}", "expect: [1]", "expect: [{from: a/b}]", "expect: [{to: internet}]", "expect: [{from: [], to: internet}]",
		"expect: [{from: a/b, to: []}]", "expect: [{from: a, to: internet}]", "expect: [{from: a/b/c/d, to: internet}]", "expect: [{from: a/b, to: nowhere}]",
		"expect: [{from: a/b, to: 'host:'}]", "expect: [{from: a/b, to: https://x.example.com}]", "expect: [{from: a/b, to: internet, port: 0}]",
		"expect: [{from: a/b, to: internet, port: 70000}]", "expect: [{from: a/b, to: internet, port: '1'}]", "expect: [{from: a/b, to: internet, protocol: TCP}]",
		"expect: [{from: a/b, to: internet, family: ipv5}]", "expect: [{from: a/b, to: internet, verdict: open}]", "expect: [{from: a/b, to: internet, reason: 1}]",
		"expect: [{from: a/b, to: internet, because: x}]", "expect: [{from: a/b, selector: {}, to: internet}]", "expect: [{selector: {labels: {}}, to: internet}]",
		"expect: [{selector: {matchLabels: {a: 1}}, to: internet}]", "expect: [{selector: {matchExpressions: [{key: a}]}, to: internet}]",
		"expect: [{selector: {matchExpressions: [{key: a, operator: In}]}, to: internet}]",
		"expect: [{selector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}, to: internet}]",
		"expect: [{selector: {namespaceSelector: {a: b}}, to: internet}]", "expect: [{from: null, to: internet}]",
		"assume: {plugin: x}", "assume: {terway-version: 1.8}", "assume: {terway-version: new}", "assume: {dns-exempt: 'no'}", "assume: {x: y}", "assume: []",
		"rules: []", "rules: {a: true}", "rules: {a: fatal}", "rules: {a: {}}", "rules: {a: {severity: x}}", "rules: {a: {level: off}}",
		"ignore: [{}]", "ignore: [{path: x}]", "ignore: [{reason: x}]", "ignore: [{rule: 1}]", "ignore: [{rule: a, why: b}]", "ignore: {}", "exclude: [1]", "exclude: x", "exclude: ['']",
		"fail-on: error",
	}
	for i, text := range append(valid, invalid...) {
		_, problems := read(t, text)
		if err := schema.Validate(plain(t, text)); (err == nil) != (i < len(valid)) || (problems == nil) != (i < len(valid)) {
			t.Errorf("%s\ndecoder: %v\nschema: %v", text, problems, err)
		}
	}
}

// plain returns the value of a text in the types of encoding/json.
func plain(t *testing.T, text string) any {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.yaml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	_, values, err := source.Read(source.Input{Paths: []string{file}}, func(o source.Object) json.RawMessage { return o.Root.AppendJSON(nil) })
	if err != nil || len(values) > 1 {
		t.Fatal(values, err)
	}
	var value any
	for _, text := range values {
		if err := json.Unmarshal(text, &value); err != nil {
			t.Fatal(err)
		}
	}
	return value
}

func TestSeverity(t *testing.T) {
	rule := &finding.Rule{ID: "nat/hairpin", Code: "NAT-004"}
	for text, want := range map[string]finding.Severity{
		"{}": "", "{dns/*: note}": "", "{nat/*: note}": finding.Note, "{NAT-*: off}": Off, "{nat-004: warning, 'nat/h*': off}": finding.Warning,
		"{nat/hairpin: error, NAT-004: off}": finding.Error, "{'*': note, 'nat/*': warning}": finding.Warning, "{'*/hairpin': off, '*/*': error}": Off,
	} {
		c, problems := read(t, "rules: "+text)
		if got := c.Severity(rule); got != want || problems != nil {
			t.Errorf("%s: %q, want %q; %v", text, got, want, problems)
		}
	}
	c, _ := read(t, "rules: {nta/*: off, NAT-004: off, zzz: off}\nignore: [{rule: nat/hairpn}]\n")
	var got []string
	for _, p := range c.UnknownRules([]*finding.Rule{rule}) {
		got = append(got, fmt.Sprintf("%d:%d %s", p.At.Span.Start.Line, p.At.Span.Start.Column, p.Message))
	}
	want := []string{`1:9 no rule "nta/*": did you mean nat/*?`, `1:35 no rule "zzz": "egresslint rules" lists them`, `2:17 no rule "nat/hairpn": did you mean nat/hairpin?`}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}

func TestGlob(t *testing.T) {
	for _, test := range []struct {
		pattern, path string
		want          bool
	}{
		{"charts", "charts/a.yaml", true}, {"charts", "k8s/charts/a.yaml", true}, {"charts", "k8s/mycharts/a.yaml", false},
		{"/charts", "k8s/charts/a.yaml", false}, {"./charts/", "charts/a.yaml", true}, {"*.test.yaml", "a/b.test.yaml", true},
		{"k8s/*.yaml", "k8s/a.yaml", true}, {"k8s/*.yaml", "k8s/b/a.yaml", false}, {"k8s/**/a.yaml", "k8s/a.yaml", true},
		{"k8s/**/a.yaml", "k8s/b/c/a.yaml", true}, {"k8s/**", "k8s/b/a.yaml", true}, {"k8s/**", "other/a.yaml", false},
		{"**/old/*", "a/b/old/c", true}, {"k8s/a", "k8s", false}, {"a", "../a/b", true}, {"k8s/a", "../k8s/a", false},
	} {
		glob, err := ParseGlob(test.pattern)
		if got := glob.Matches(test.path); err != nil || got != test.want {
			t.Errorf("%s matches %s: %t, %v", test.pattern, test.path, got, err)
		}
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "a", "b")
	write := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(root, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	find := func(folder, root, want string) {
		t.Helper()
		if got, err := Find(folder, root); got != want || err != nil {
			t.Errorf("%q, want %q; %v", got, want, err)
		}
	}
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	find(deep, root, "")
	write(".egresslint.yml")
	find(deep, root, filepath.Join(root, ".egresslint.yml"))
	find(deep, filepath.Join(root, "a"), "")
	write("a/.egresslint.yaml")
	find(deep, root, filepath.Join(root, "a", ".egresslint.yaml"))
	write(".egresslint.yaml")
	if _, err := Find(root, root); err == nil {
		t.Error("two configs of one folder are no mistake")
	}
}

func TestUnreadable(t *testing.T) {
	folder := t.TempDir()
	for _, path := range []string{folder, filepath.Join(folder, "none"), "-"} {
		if c, _, err := Read(path); err == nil {
			t.Errorf("%s: %+v", path, c)
		}
	}
}
