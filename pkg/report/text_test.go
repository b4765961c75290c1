package report

import (
	"strings"
	"testing"
	"unicode"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

func TestLintText(t *testing.T) {
	compare(t, written(t, lintText, sample()), `snat.json:1:1975: error: expected a number
  1 | …"SnatEntryId":"snat-1"…
    |                ^^^^^^^^

k8s/cart.yaml:5:11: error: no SNAT entry covers the vSwitch of "购物车" [nat/misses-pod-vswitch]
  5 |   target: "购物车" # 到 rds:rm-1
    |           ^^^^^^^^
  shop/cart -> rds:rm-1 3306/tcp (ipv4): blocked at nat
  1 network-policy  allow  -                 no policy selects the pod
  2 nat             deny   snat.json:1:1993  the entries cover 10.0.0.0/24 <only>
  related: snat.json:1:1993: the SNAT table
  fix: add an SNAT entry for it

k8s/cart.yaml:6:2: warning: port is open [security-group/opens-all]
  6 |     port: 3306
    |     ^^^^
`)
}

func TestTraceText(t *testing.T) {
	r := sample()
	r.Problems = nil
	compare(t, written(t, traceText, r), `shop/cart -> rds:rm-1 3306/tcp (ipv4): blocked at nat
  replicas: 1 reachable, 1 blocked
  2 of 4 replicas are unknown: cart-3 (a) and cart-4 (b)
  1 network-policy  allow  -                 no policy selects the pod
  2 nat             deny   snat.json:1:1993  the entries cover 10.0.0.0/24 <only>
  leaves with: 203.0.113.10
  missing: DescribeDBInstanceIPArrayList rm-1
    aliyun rds DescribeDBInstanceIPArrayList --DBInstanceId rm-1 > rds-DescribeDBInstanceIPArrayList.rm-1.json

k8s/cart.yaml:5:11: error: no SNAT entry covers the vSwitch of "购物车" [nat/misses-pod-vswitch]
  5 |   target: "购物车" # 到 rds:rm-1
    |           ^^^^^^^^
  related: snat.json:1:1993: the SNAT table
  fix: add an SNAT entry for it

k8s/cart.yaml:5:11: error: no SNAT entry covers the vSwitch of "购物车" [nat/misses-pod-vswitch]
  5 |   target: "购物车" # 到 rds:rm-1
    |           ^^^^^^^^
  related: snat.json:1:1993: the SNAT table
  fix: add an SNAT entry for it

shop/cart -> svc:shop/api 80/tcp (ipv6): partial

flow 3: error: no workload "shop/nothing"
`)
}

func TestColorAddsNothingButColor(t *testing.T) {
	plain, colored := sample(), sample()
	colored.Color = true
	text := written(t, lintText, colored)
	var b strings.Builder
	for rest := text; rest != ""; {
		before, after, found := strings.Cut(rest, "\x1b[")
		b.WriteString(before)
		if rest = after; found {
			_, rest, _ = strings.Cut(rest, "m")
		}
	}
	if text == b.String() {
		t.Error("there is no color")
	}
	compare(t, b.String(), written(t, lintText, plain))
}

func TestFrame(t *testing.T) {
	long := strings.Repeat("a, ", 100)
	for name, test := range map[string]struct {
		line     string
		from, to int
		want     string
	}{
		"wide characters":    {`值: "上海"`, 4, 8, "值: \"上海\"\n    ^^^^^^"},
		"combining mark":     {"e\u0301: x", 5, 6, "e\u0301: x\n   ^"},
		"tabs":               {"a\tb\tc", 5, 6, "a   b   c\n        ^"},
		"terminal escape":    {"a\x1b]31m: b", 9, 10, "a\\x1b]31m: b\n           ^"},
		"reversed text":      {"\u202eab", 2, 4, "\\u202eab\n      ^^"},
		"empty span":         {"abc", 2, 2, "abc\n ^"},
		"past the end":       {"abc", 9, 12, "abc\n   ^"},
		"invalid byte":       {"a\xffb", 3, 4, "a\\xffb\n     ^"},
		"long line":          {long + "name: here, " + long, 307, 311, "… name: here…\n        ^^^^"},
		"long span":          {strings.Repeat("x", 500), 101, 401, "…" + strings.Repeat("x", 160) + "…\n" + strings.Repeat(" ", 41) + strings.Repeat("^", 120)},
		"password of a URL":  {`url: "amqp://u:p/w@mq.local"`, 7, 28, "url: \"amqp://*****@mq.local\"\n      " + strings.Repeat("^", 21)},
		"credentials beside": {`{"access_secret":"abc","x":1}`, 28, 29, "…\"x\":1…\n     ^"},
		"values beside":      {`args: ["-p", "hunter2", "--db=rm-1"]`, 25, 36, "… \"--db=rm-1\"…\n  ^^^^^^^^^^^"},
	} {
		t.Run(name, func(t *testing.T) {
			f := frames{lines: func(string, int, int) []string { return []string{test.line} }}
			got, ok := f.at(at("a.yaml", 1, test.from, test.to))
			if !ok {
				t.Fatal("no frame")
			}
			compare(t, got.text+"\n"+got.marks, test.want)
		})
	}
}

func TestFrameOfASpanOfManyLinesShowsTheFirst(t *testing.T) {
	f := frames{lines: lines}
	got, _ := f.at(source.Location{Path: "k8s/cart.yaml", Span: source.Span{Start: source.Pos{Line: 2, Column: 1}, End: source.Pos{Line: 4, Column: 1}}})
	compare(t, got.text+"\n"+got.marks, "metadata:\n^^^^^^^^^")
}

func TestMasked(t *testing.T) {
	for text, want := range map[string]string{
		"https://example.com/a@b":            "https://example.com/a@b",
		"https://example.com:8080/a@b":       "https://example.com:8080/a@b",
		"redis://:pw@r-1.redis":              "redis://***@r-1.redis",
		"http://u:a@b@c/d":                   "http://*****@c/d",
		"mysql://u:a/b#c@h":                  "mysql://*******@h",
		"root:pw@tcp(rm-1:3306)/db":          "*******@tcp(rm-1:3306)/db",
		"jdbc:mysql://h/d?user=u&password=p": "jdbc:mysql://h/d?user=u&password=*",
		`"access_key": "AK", "x": "y"`:       `"access_key": "**", "x": "y"`,
		`{\"access_secret\":\"s\"}`:          `{\"access_secret\":\"*\"}`,
		"password_free: true, mail me@x.org": "password_free: true, mail me@x.org",
		"https://h/cb?token=abc&x=1":         "https://h/cb?token=***&x=1",
		"https://h/?Signature=a%2B&Expires=": "https://h/?Signature=****&Expires=",
		"API_KEY: abc, apikey=d":             "API_KEY: ***, apikey=*",
		"PASSWORD=a passWord=b Passphrase=c": "PASSWORD=* passWord=* Passphrase=*",
		"login --docker-password abc h":      "login --docker-password *** h",
		`"--registry-token", "abc"`:          `"--registry-token", "***"`,
		"Authorization: Bearer abcdef":       "Authorization: Bearer ******",
		"a basic group, a Secret of shop":    "a basic group, a Secret of shop",
		"-token-file /run/secrets/token":     "-token-file /run/secrets/token",
		"imagePullSecrets: [x]":              "imagePullSecrets: [x]",
		"10.0.0.1:80 -> 密码: x":               "10.0.0.1:80 -> 密码: x",
	} {
		if got := masked(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// Whatever the input says, the report keeps its lines, and a terminal has nothing to obey.
func FuzzTextIsPrintable(f *testing.F) {
	f.Add("a\x1b]0;x\x07", "b\nerror: c", "\u202ed\t\u2028", 2, 5)
	f.Add("\xff\u009b31m", "\r", strings.Repeat("界,", 200), 90, 300)
	f.Fuzz(func(t *testing.T, name, message, line string, from, to int) {
		if strings.Contains(line, "\n") {
			t.Skip()
		}
		r := sample()
		r.Lines = func(string, int, int) []string { return []string{line} }
		place := at("x"+name, 1, from, to)
		flow := finding.Flow{From: name, To: message, Port: 1, Protocol: name, Verdict: finding.Blocked}
		r.Findings = []finding.Finding{{
			Rule: r.Rules[0], Severity: finding.Error, Message: message, Fix: message, At: place, Flow: &flow,
			Path: []finding.Hop{{Gate: "nat", Verdict: finding.Deny, Note: message, At: place}}, Related: []finding.Related{{At: place, Message: name}},
		}}
		r.Problems = []source.Problem{{At: place, Message: message, Severity: source.Error}}
		text := written(t, lintText, r)
		want := 11
		if message == "" {
			want-- // no fix
		}
		if got := strings.Count(text, "\n"); got != want {
			t.Errorf("%d lines, want %d: %q", got, want, text)
		}
		if i := strings.IndexFunc(text, func(c rune) bool { return c != '\n' && !unicode.IsGraphic(c) }); i >= 0 {
			t.Errorf("%q is shown: %q", text[i:], text)
		}
	})
}
