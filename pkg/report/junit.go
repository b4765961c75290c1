package report

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/finding"
)

// junitReport is what GitLab and Jenkins have in common of JUnit's XML, without times and hosts. GitLab shows a test under
// its class, and of two tests with one class and name only the first.
// https://docs.gitlab.com/ci/testing/unit_test_reports/
type junitReport struct {
	XMLName xml.Name `xml:"testsuites"`
	Name    string   `xml:"name,attr"`
	junitCounts
	Suites []*junitSuite `xml:"testsuite"`
}

type junitCounts struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Skipped  int `xml:"skipped,attr"`
}

type junitSuite struct {
	Name string `xml:"name,attr"`
	junitCounts
	Cases []junitCase `xml:"testcase"`

	names map[string]int // how often each is given
}

type junitCase struct {
	Class   string       `xml:"classname,attr"`
	Name    string       `xml:"name,attr"`
	File    string       `xml:"file,attr,omitempty"`
	Line    int          `xml:"line,attr,omitempty"`
	Failure *junitResult `xml:"failure"`
	Error   *junitResult `xml:"error"`
	Skipped *junitResult `xml:"skipped"`
}

type junitResult struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",cdata"`
}

// add adds a test under a name that no other has.
func (s *junitSuite) add(c junitCase) {
	if s.names == nil {
		s.names = map[string]int{}
	}
	key := c.Class + "\x00" + c.Name
	if s.names[key]++; s.names[key] > 1 {
		c.Name = fmt.Sprintf("%s (%d)", c.Name, s.names[key])
	}
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

// lintJUnit writes a suite for the input and one for each rule that found something. A note is no failure.
func lintJUnit(w io.Writer, r Report) error {
	texts := newBlocks(r)
	suites := []*junitSuite{inputSuite(r, texts)}
	findings := slices.SortedStableFunc(slices.Values(r.Findings), func(a, b finding.Finding) int { return cmp.Compare(a.Rule.ID, b.Rule.ID) })
	for _, f := range findings {
		suite := suites[len(suites)-1]
		if suite.Name != f.Rule.ID {
			suite = &junitSuite{Name: f.Rule.ID}
			suites = append(suites, suite)
		}
		c := junitCase{Class: f.Rule.ID, Name: printable(f.Message), File: printable(r.rooted(f.At.Path)), Line: f.At.Span.Start.Line}
		result := &junitResult{c.Name, string(f.Severity), texts.of(func(p *page) { p.finding(&f) })}
		if f.Severity == finding.Note {
			c.Skipped = result
		} else {
			c.Failure = result
		}
		suite.add(c)
	}
	return writeJUnit(w, suites)
}

// traceJUnit writes a test for each flow. What is unknown neither passes nor fails.
func traceJUnit(w io.Writer, r Report) error {
	texts := newBlocks(r)
	flows := &junitSuite{Name: "flows"}
	for answer := range r.Answers {
		c := junitCase{Class: printable(answer.Flow.From), Name: end(answer.Flow)}
		result := &junitResult{string(answer.Flow.Verdict), "", texts.answer(answer)}
		switch {
		case answer.Error != "":
			c.Class, c.Name = "flow", strings.TrimSpace("flow "+printable(string(answer.ID)))
			c.Error = result
			result.Message = printable(answer.Error)
		case answer.Flow.Verdict == finding.Unknown:
			c.Skipped = result
			if len(answer.Missing) > 0 {
				result.Message += ", missing: " + printable(strings.Join(answer.Missing, ", "))
			}
		case answer.Flow.Verdict != finding.Reachable:
			c.Failure = result
			if answer.Flow.Gate != "" {
				result.Message += " at " + answer.Flow.Gate
			}
		}
		flows.add(c)
	}
	return writeJUnit(w, []*junitSuite{inputSuite(r, texts), flows})
}

// inputSuite has what could not be read, or says that all could: Jenkins takes a report without tests for a broken build.
func inputSuite(r Report, texts blocks) *junitSuite {
	suite := &junitSuite{Name: "input"}
	for _, problem := range r.Problems {
		c := junitCase{Class: "input", Name: place(problem.At) + ": " + printable(problem.Message)}
		if problem.At.Path != "" {
			c.File, c.Line = printable(r.rooted(problem.At.Path)), problem.At.Span.Start.Line
		}
		c.Error = &junitResult{printable(problem.Message), string(problem.Severity), texts.of(func(p *page) { p.problem(problem) })}
		suite.add(c)
	}
	if len(r.Problems) == 0 {
		suite.add(junitCase{Class: "input", Name: "the input can be read"})
	}
	return suite
}

func writeJUnit(w io.Writer, suites []*junitSuite) error {
	all := junitReport{Name: "egresslint", Suites: suites}
	for _, suite := range suites {
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		all.Errors += suite.Errors
		all.Skipped += suite.Skipped
	}
	out := bufio.NewWriter(w)
	out.WriteString(xml.Header)
	encoder := xml.NewEncoder(out)
	encoder.Indent("", "  ")
	if err := encoder.Encode(all); err != nil {
		return err
	}
	out.WriteString("\n")
	return out.Flush()
}
