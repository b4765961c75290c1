package suppress

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

func place(path string, line int) source.Location {
	return source.Location{Path: path, Span: source.Span{Start: source.Pos{Line: line, Column: 1}}}
}

var (
	snat   = &finding.Rule{ID: "nat/misses-pod-vswitch", Code: "NAT-001"}
	broken = &finding.Rule{ID: "nat/gateway-unusable", Code: "NAT-003"}
	denied = &finding.Rule{ID: "network-policy/no-egress-rule", Code: "NP-001"}
)

func list() *List {
	return New([]*finding.Rule{snat, broken, denied}, time.Date(2026, 6, 30, 23, 0, 0, 0, time.FixedZone("", -4*3600)))
}

// It is July in UTC, where it is still June in the zone of the clock.
func TestComments(t *testing.T) {
	for text, want := range map[string]string{
		" egresslint:ignore NAT-001 -- why":                          "NAT-001 true none why",
		"egresslint: ignore nat-001,NP-001 -- why -- not":            "nat-001 true none why -- not|NP-001 true none why -- not",
		" egresslint:ignore nat/*, NP-001 until=2026-07-01 --  why ": "nat/* true ahead why|NP-001 true ahead why",
		" egresslint:ignore until=2026-06-30 NAT-001 -- why":         "NAT-001 true passed why",
		" egresslint:ignore NAT-001 until=tomorrow -- why":           "NAT-001 true unreadable why",
		" egresslint:ignore NAT-009":                                 "NAT-009 false none ",
		" egresslint:ignore":                                         " false none ",
		" egresslint:disable NAT-001":                                "disable false none ",
		" egresslint:":                                               " false none ",
		" see egresslint:ignore":                                     "",
	} {
		l := list()
		l.AddComment(source.Comment{Text: text})
		var got []string
		for _, s := range l.All {
			got = append(got, fmt.Sprintf("%s %t %s %s", s.Rule, s.Known(), s.Date(), s.Reason))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestApply(t *testing.T) {
	web, api := finding.Subject{Kind: "Deployment", Namespace: "shop", Name: "web"}, finding.Subject{Kind: "Deployment", Namespace: "shop", Name: "api"}
	findings := []finding.Finding{
		{Rule: snat, At: place("k8s/a.yaml", 3), Subject: web},
		{Rule: broken, At: place("k8s/a.yaml", 5), Subject: web},
		{Rule: denied, At: place("k8s/b.yaml", 3), Subject: api},
		{Rule: snat, At: place("aliyun/c.json", 3)},
	}
	comment := func(text string, first, last int) func(*List) {
		return func(l *List) {
			l.AddComment(source.Comment{Text: "egresslint:ignore " + text, At: place("k8s/a.yaml", first-1), First: first, Last: last})
		}
	}
	annotation := func(rule, text string) func(*List) {
		return func(l *List) {
			l.AddAnnotation(model.Ignore{Kind: "Deployment", Namespace: "shop", Name: "web", Rule: rule, Text: text}, place("k8s/a.yaml", 1))
		}
	}
	entry := func(rule, object, path, reason string) func(*List) {
		return func(l *List) {
			l.AddConfig(Entry{Rule: rule, Object: object, Path: path, Reason: reason}, func(name string) bool { return strings.HasPrefix(name, path) })
		}
	}
	for name, c := range map[string]struct {
		add  func(*List)
		kept []int
		used bool
	}{
		"comment":                  {comment("NAT-001 -- why", 3, 3), []int{1, 2, 3}, true},
		"comment about lines":      {comment("nat/* -- why", 2, 5), []int{2, 3}, true},
		"comment beside":           {comment("NAT-001 -- why", 4, 4), []int{0, 1, 2, 3}, false},
		"comment without a reason": {comment("NAT-001", 3, 3), []int{0, 1, 2, 3}, true},
		"comment that ended":       {comment("NAT-001 until=2026-06-30 -- why", 3, 3), []int{0, 1, 2, 3}, true},
		"annotation":               {annotation("nat.misses-pod-vswitch", "why"), []int{1, 2, 3}, true},
		"annotation by code":       {annotation("nat-003", "until=2026-07-01 -- why"), []int{0, 2, 3}, true},
		"annotation that ended":    {annotation("NAT-003", "until=2026-06-30 why"), []int{0, 1, 2, 3}, true},
		"entry about a rule":       {entry("nat/misses-pod-vswitch", "", "", "why"), []int{1, 2}, true},
		"entry about an object":    {entry("", "shop/web", "", "why"), []int{2, 3}, true},
		"entry with wildcards":     {entry("", "shop/deployment/*", "", "why"), []int{3}, true},
		"entry about a file":       {entry("*/*", "", "k8s/a", "why"), []int{2, 3}, true},
		"entry about both":         {entry("", "shop/api", "k8s/a", "why"), []int{0, 1, 2, 3}, false},
		"entry without a reason":   {entry("NAT-001", "", "", ""), []int{0, 1, 2, 3}, true},
		"annotation elsewhere":     {annotation("NP-001", "why"), []int{0, 1, 2, 3}, false},
	} {
		l := list()
		c.add(l)
		kept, silenced := l.Apply(findings)
		var want []finding.Finding
		for _, i := range c.kept {
			want = append(want, findings[i])
		}
		same := slices.EqualFunc(kept, want, func(a, b finding.Finding) bool { return finding.Compare(a, b) == 0 })
		if !same || silenced != len(findings)-len(kept) || l.All[0].Used != c.used {
			t.Errorf("%s: kept %v, silenced %d, used %t", name, kept, silenced, l.All[0].Used)
		}
	}
}

func TestBaseline(t *testing.T) {
	first, second := strings.Repeat("b", 32), strings.Repeat("a", 32)
	findings := []finding.Finding{
		{Rule: snat, Fingerprint: first, Subject: finding.Subject{Kind: "Deployment", Namespace: "shop", Name: "web\nx"}},
		{Rule: denied, Fingerprint: second}, {Rule: denied, Fingerprint: second},
	}
	text := NewBaseline(findings).String()
	_, lines, _ := strings.Cut(text, "\n")
	if want := second + " network-policy/no-egress-rule\n" + first + " nat/misses-pod-vswitch shop Deployment web_x\n"; lines != want {
		t.Errorf("got %q, want %q", lines, want)
	}
	b, err := ParseBaseline(text + "\n" + strings.Repeat("c", 32) + "\r\n")
	if err != nil {
		t.Fatal(err)
	}
	fresh, known, gone := b.Split(append(findings, finding.Finding{Fingerprint: strings.Repeat("d", 32)}))
	if len(fresh) != 1 || known != 3 || gone != 1 {
		t.Errorf("%d fresh, %d known, %d gone", len(fresh), known, gone)
	}
	if _, err := ParseBaseline("# a\n\nnat/misses-pod-vswitch\n"); err == nil || !strings.Contains(err.Error(), "line 3") {
		t.Error(err)
	}
}
