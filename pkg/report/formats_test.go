package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

const hostileName = "a\x1b[31m\x00\n::error::x]]><script>alert(1)</script>|[x](http://e.example) ````` @root %0A\u202e￾"

// hostileReport has hostile text wherever the input decides it.
func hostileReport() Report {
	r := sample()
	for i := range r.Findings {
		r.Findings[i].Message, r.Findings[i].Fix, r.Findings[i].At.Path = hostileName, hostileName, hostileName
		r.Findings[i].Related = []finding.Related{{At: source.Location{Path: hostileName}, Message: hostileName}}
		r.Findings[i].Path = []finding.Hop{{Gate: "nat", Verdict: finding.Deny, Note: hostileName, At: source.Location{Path: hostileName}}}
	}
	r.Problems[0].Message, r.Problems[0].At.Path = hostileName, hostileName
	flow := finding.Flow{From: hostileName, To: hostileName, Protocol: hostileName, Verdict: finding.Unknown}
	r.Answers = func(yield func(finding.Answer) bool) {
		_ = yield(finding.Answer{ID: []byte(hostileName), Error: hostileName}) &&
			yield(finding.Answer{Flow: flow, Path: r.Findings[0].Path, Missing: []string{hostileName}, Findings: r.Findings})
	}
	return r
}

// No name of the input is a command, markup or a control character in any format for people.
func TestHostileNamesAreHarmless(t *testing.T) {
	summary := regexp.MustCompile(`<summary>[^<]*(<!-- -->[^<]*)*</summary>`) // in which nothing is markdown
	fenced := regexp.MustCompile("(?s)\n(`{3,})text\n.*?\n(`{3,})\n")
	for name, forbidden := range map[string]string{
		"junit": `message="[^"]*<`, "html": `<script>`, "github": "(?m)^[^:]|[^\n]::error::x.*::error::x$", "markdown": "<script>|[^\\\\]\\[x|@root|[^\\\\]\\]\\(", "text": `(?m)^\s*::`,
	} {
		for command, format := range map[string]Format{"lint": Lint()[name], "trace": Trace()[name]} {
			text := written(t, format, hostileReport())
			if strings.ContainsAny(text, "\x1b\x00\u202e\ufffe") {
				t.Errorf("%s %s has control characters", command, name)
			}
			if name == "markdown" {
				text = fenced.ReplaceAllStringFunc(text, func(block string) string {
					fences := fenced.FindStringSubmatch(block)
					if fences[1] != fences[2] || len(fences[1]) < 6 {
						t.Errorf("a fence is broken: %s", block)
					}
					return ""
				})
				text = summary.ReplaceAllString(text, "")
			}
			if found := regexp.MustCompile(forbidden).FindString(text); found != "" {
				t.Errorf("%s %s has %q in\n%s", command, name, found, text)
			}
		}
	}
}

func TestJUnitIsXML(t *testing.T) {
	for _, text := range []string{written(t, lintJUnit, hostileReport()), written(t, traceJUnit, hostileReport()), written(t, lintJUnit, Report{})} {
		var got junitReport
		if err := xml.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		names, cases := map[string]bool{}, 0
		for _, suite := range got.Suites {
			for _, c := range suite.Cases {
				names[c.Class+"\n"+c.Name] = true
				cases++
			}
		}
		if got.Tests == 0 || got.Tests != cases || cases != len(names) {
			t.Errorf("%d tests, %d cases, %d names:\n%s", got.Tests, cases, len(names), text)
		}
	}
}

// GitHub shows ten annotations of a kind: the most severe come first, and the last says what is left out.
func TestGitHubAnnotations(t *testing.T) {
	for _, test := range []struct{ errors, notes, wantErrors, wantNotices int }{
		{3, 10, 3, 10}, {0, 11, 0, 10}, {12, 2, 10, 3}, {12, 20, 10, 10}, {0, 0, 0, 0},
	} {
		r := Report{}
		rule := &finding.Rule{ID: "nat/x"}
		for i := range test.notes {
			r.Findings = append(r.Findings, finding.Finding{Rule: rule, Severity: finding.Note, Message: fmt.Sprint(i), At: at("a", 1, 2, 3)})
		}
		for i := range test.errors {
			r.Findings = append(r.Findings, finding.Finding{Rule: rule, Severity: finding.Error, Message: fmt.Sprint(i), At: at("b:c,%", 1, 2, 3)})
		}
		text := written(t, lintGitHub, r)
		errors, notices := strings.Count(text, "::error file=b%3Ac%2C%25,line=1,endLine=1,col=2,endColumn=3,title=nat/x::"), strings.Count(text, "::notice ")
		if errors != test.wantErrors || notices != test.wantNotices {
			t.Errorf("%+v: %d errors, %d notices\n%s", test, errors, notices, text)
		}
		left := test.errors + test.notes - errors - notices
		if strings.Contains(text, " more: ") != (left > 0) || left > 0 && !strings.Contains(text, fmt.Sprintf("::%d more: ", left+1)) {
			t.Errorf("%+v: what is left is not told\n%s", test, text)
		}
	}
}

func TestMarkdownFitsASummary(t *testing.T) {
	r := sample()
	one := r.Findings[0]
	for range 10000 {
		r.Findings = append(r.Findings, one)
	}
	text := written(t, lintMarkdown, r)
	if len(text) > 1<<20 || !strings.Contains(text, "more have no details here") || !strings.Contains(text, "more are not in the table") {
		t.Errorf("%d bytes, ends with %q", len(text), text[max(0, len(text)-200):])
	}
}

// The page needs nothing beside it: whatever it refers to is in it, or behind a link that somebody has to follow.
func TestHTMLStandsAlone(t *testing.T) {
	for name, text := range map[string]string{"lint": written(t, lintHTML, sample()), "trace": written(t, traceHTML, sample())} {
		if found := regexp.MustCompile(`(?i)<script|<link|<img|<iframe|\bsrc=|@import|url\(|\bon[a-z]+=`).FindString(text); found != "" {
			t.Errorf("%s has %s", name, found)
		}
		for _, link := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(text, -1) {
			if !strings.Contains(text, `id="`+strings.ReplaceAll(link[1], "%2f", "/")+`"`) {
				t.Errorf("%s links to #%s, which is nowhere", name, link[1])
			}
		}
		decoder := xml.NewDecoder(strings.NewReader(text))
		decoder.Strict, decoder.AutoClose, decoder.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
		for {
			if _, err := decoder.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}
