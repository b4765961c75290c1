package main

import (
	"path"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/suggest"
)

// severities are the severities of findings, the least first.
func severities() []string {
	return []string{string(finding.Note), string(finding.Warning), string(finding.Error)}
}

// chosen returns the rules that --rule names: by id, by code, or many by a pattern such as nat/*.
func chosen(rules []*finding.Rule, names []string) ([]*finding.Rule, error) {
	var out []*finding.Rule
	for _, name := range names {
		named, err := rulesLike(rules, name)
		if err != nil {
			return nil, err
		}
		out = append(out, named...)
	}
	return out, nil
}

func rulesLike(rules []*finding.Rule, pattern string) ([]*finding.Rule, error) {
	if !strings.Contains(pattern, "*") {
		return rulesNamed(rules, pattern)
	}
	var named []*finding.Rule
	var topics []string
	for _, rule := range rules {
		if like(pattern, rule.ID) || like(pattern, rule.Code) {
			named = append(named, rule)
		}
		topic, _, _ := strings.Cut(rule.ID, "/")
		topics = append(topics, topic+"/*")
	}
	if len(named) == 0 {
		slices.Sort(topics)
		return nil, usagef("no rule is like %q%s", pattern, suggest.DidYouMean(pattern, slices.Compact(topics)))
	}
	return named, nil
}

func like(pattern, name string) bool {
	matches, err := path.Match(strings.ToLower(pattern), strings.ToLower(name))
	return err == nil && matches
}

// keepRules takes the findings of other rules out of the report: they do not count.
func keepRules(r *report.Report, rules []*finding.Rule) {
	if len(rules) > 0 {
		r.Findings = slices.DeleteFunc(r.Findings, func(f finding.Finding) bool { return !slices.Contains(rules, f.Rule) })
	}
}

// hide takes the findings below a severity out of the report, though they count.
func hide(r *report.Report, least string) {
	rank := func(severity string) int { return slices.Index(severities(), severity) }
	before := len(r.Findings)
	r.Findings = slices.DeleteFunc(r.Findings, func(f finding.Finding) bool { return rank(string(f.Severity)) < rank(least) })
	r.Hidden = before - len(r.Findings)
}
