// Package suppress says which findings users have accepted: by a comment beside the line, an annotation of the object, an
// entry of the configuration, or a baseline.
package suppress

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

// Marker begins the comments that suppress findings.
const Marker = "egresslint:"

// Entry is a suppression as the configuration writes it. Object and Path are patterns; "" is every one.
type Entry struct {
	Rule, Object, Path, Reason, Until string
	At                                source.Location
}

// Origin is where a suppression is written.
type Origin string

// The origins.
const (
	InComment    Origin = "comment"
	InAnnotation Origin = "annotation"
	InConfig     Origin = "config"
)

// Suppression is what silences findings of one rule, or of the rules that a pattern names.
type Suppression struct {
	Entry
	Origin Origin
	Used   bool // it silenced a finding

	first, last int               // of a comment: the lines that it is about
	covers      func(string) bool // of an entry of the configuration: whether it is about a file
	subject     finding.Subject   // of an annotation
	today       string
	known       bool // there is such a rule
	directive   bool // the comment says ignore
}

// List is the suppressions of a run.
type List struct {
	All    []*Suppression
	today  string
	byRule map[string][]*Suppression
	rules  []*finding.Rule
}

// New returns an empty list. A suppression holds through the day that it names, in UTC.
func New(rules []*finding.Rule, now time.Time) *List {
	return &List{today: now.UTC().Format(time.DateOnly), byRule: map[string][]*Suppression{}, rules: rules}
}

func (l *List) add(s Suppression) {
	s.today = l.today
	for _, rule := range l.rules {
		if !names(s.Rule, rule) {
			continue
		}
		if !s.known {
			s.known = true
			l.All = append(l.All, &s)
		}
		l.byRule[rule.ID] = append(l.byRule[rule.ID], &s)
	}
	if !s.known {
		l.All = append(l.All, &s)
	}
}

// names tells whether a pattern names a rule: by its id, with wildcards, or by its code.
func names(pattern string, rule *finding.Rule) bool {
	matched, err := path.Match(strings.ToLower(pattern), rule.ID)
	return err == nil && matched || strings.EqualFold(pattern, rule.Code)
}

// AddConfig adds an entry of the configuration. Its pattern of paths is matched by covers. An entry that names no rule is about
// all of an object or a file.
func (l *List) AddConfig(e Entry, covers func(path string) bool) {
	if e.Rule == "" {
		e.Rule = "*/*"
	}
	l.add(Suppression{Entry: e, Origin: InConfig, directive: true, covers: covers})
}

// AddAnnotation adds an annotation that is written at a place. Its key has a dot where the id of a rule has a slash, which no
// key may have.
func (l *List) AddAnnotation(i model.Ignore, at source.Location) {
	e := Entry{Rule: strings.Replace(i.Rule, ".", "/", 1), At: at}
	e.Until, e.Reason = dated(i.Text)
	l.add(Suppression{
		Entry: e, Origin: InAnnotation, directive: true,
		subject: finding.Subject{Kind: i.Kind, Namespace: i.Namespace, Name: i.Name},
	})
}

// AddComment adds a comment that begins with the marker: egresslint:ignore RULE[,RULE] [until=DATE] -- REASON. Others are
// prose.
func (l *List) AddComment(c source.Comment) {
	text, found := strings.CutPrefix(strings.TrimSpace(c.Text), Marker)
	if !found {
		return
	}
	asked, reason, _ := strings.Cut(text, "--")
	words := strings.FieldsFunc(asked, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' })
	s := Suppression{Entry: Entry{Reason: strings.TrimSpace(reason), At: c.At}, Origin: InComment, first: c.First, last: c.Last}
	if s.directive = len(words) > 0 && words[0] == "ignore"; !s.directive {
		s.Rule = strings.Join(words[:min(1, len(words))], "")
		l.add(s)
		return
	}
	var rules []string
	for _, word := range words[1:] {
		if date, ok := strings.CutPrefix(word, "until="); ok {
			s.Until = date
		} else {
			rules = append(rules, word)
		}
	}
	if len(rules) == 0 {
		rules = []string{""}
	}
	for _, s.Rule = range rules {
		l.add(s)
	}
}

// dated takes the date off a reason: until=2027-01-31 REASON, with or without dashes between the two.
func dated(text string) (until, reason string) {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "until="); ok {
		until, text, _ = strings.Cut(rest, " ")
	}
	return until, strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "--"))
}

// Date is what the end of a suppression comes to.
type Date string

// The dates.
const (
	Endless    Date = "none"
	Ahead      Date = "ahead"
	Passed     Date = "passed"
	Unreadable Date = "unreadable"
)

// Date compares the end of the suppression with today.
func (s *Suppression) Date() Date {
	if s.Until == "" {
		return Endless
	}
	switch _, err := time.Parse(time.DateOnly, s.Until); {
	case err != nil:
		return Unreadable
	case s.Until < s.today:
		return Passed
	}
	return Ahead
}

// Known tells whether there is a rule that the suppression names.
func (s *Suppression) Known() bool { return s.known }

// Directive tells whether it says "ignore", as comments have to.
func (s *Suppression) Directive() bool { return s.directive }

// counts tells whether the suppression is as it should be. What is not silences nothing.
func (s *Suppression) counts() bool {
	date := s.Date()
	return s.directive && s.Reason != "" && (date == Endless || date == Ahead)
}

func (s *Suppression) matches(f *finding.Finding) bool {
	switch s.Origin {
	case InComment:
		line := f.At.Span.Start.Line
		return f.At.Path == s.At.Path && s.first <= line && line <= s.last
	case InAnnotation:
		return f.Subject == s.subject
	}
	return s.MatchesPath(f.At.Path) && s.MatchesObject(f.Subject)
}

// MatchesPath tells whether the entry is about a file.
func (s *Suppression) MatchesPath(name string) bool { return s.Path == "" || s.covers(name) }

// MatchesObject tells whether the entry is about an object, which it names NS/NAME, NS/KIND/NAME, or KIND/NAME where it has no
// namespace.
func (s *Suppression) MatchesObject(o finding.Subject) bool {
	if s.Object == "" {
		return true
	}
	forms := []string{o.Namespace + "/" + o.Name, o.Namespace + "/" + o.Kind + "/" + o.Name}
	if o.Namespace == "" {
		forms = []string{o.Kind + "/" + o.Name}
	}
	return slices.ContainsFunc(forms, func(form string) bool {
		matched, err := path.Match(strings.ToLower(s.Object), strings.ToLower(form))
		return err == nil && matched
	})
}

// Apply returns the findings that no suppression silences, in their order, and how many are silenced.
func (l *List) Apply(findings []finding.Finding) (kept []finding.Finding, silenced int) {
	for i := range findings {
		if l.silences(&findings[i]) {
			silenced++
			continue
		}
		kept = append(kept, findings[i])
	}
	return kept, silenced
}

// silences marks every suppression of the finding as used, for each would do.
func (l *List) silences(f *finding.Finding) bool {
	silenced := false
	for _, s := range l.byRule[f.Rule.ID] {
		if s.matches(f) {
			s.Used = true
			silenced = silenced || s.counts()
		}
	}
	return silenced
}
