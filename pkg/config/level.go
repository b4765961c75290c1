package config

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

// Off is the severity of rules whose findings are not told.
const Off finding.Severity = "off"

// Level is the severity that rules are to have.
type Level struct {
	Rule     Text // an id or a code, with wildcards
	Severity finding.Severity
}

func levels(v value) []Level {
	if !v.section(source.Map) {
		return nil
	}
	var out []Level
	for i, key := range v.Keys {
		written := v.below(v.Nodes[i], key, "severity")
		rule := Text{key, written.key()}
		if written.Is(source.Map) && written.fields("severity") {
			inner := written.field("severity")
			if inner.Node == nil {
				written.refuse(fmt.Sprintf("rule %q has no severity", key))
				continue
			}
			written = inner
		}
		// YAML 1.1, which Kubernetes uses, reads off as false.
		if written.Is(source.Bool) && written.Text == "false" {
			out = append(out, Level{rule, Off})
			continue
		}
		severity := finding.Severity(written.word(string(Off), string(finding.Error), string(finding.Warning), string(finding.Note)))
		out = append(out, Level{rule, severity})
	}
	return out
}

// Severity returns what the rule's findings are to be, Off for nothing, and "" where the file does not say. The more exactly
// a level names its rules, the more it counts: an id, then a code, then the longest text with wildcards.
func (c *Config) Severity(rule *finding.Rule) finding.Severity {
	best, exact := finding.Severity(""), -1
	for _, level := range c.Rules {
		if n := exactness(level.Rule.Value, rule); n > exact {
			best, exact = level.Severity, n
		}
	}
	return best
}

// exactness tells how exactly a text names a rule, -1 when it does not.
func exactness(text string, rule *finding.Rule) int {
	const byID, byCode = 1 << 20, 1 << 19
	switch {
	case strings.EqualFold(text, rule.ID):
		return byID
	case strings.EqualFold(text, rule.Code):
		return byCode
	case fits(strings.ToLower(text), rule.ID) || fits(strings.ToUpper(text), rule.Code):
		return len(text)
	}
	return -1
}

func fits(pattern, name string) bool {
	ok, _ := path.Match(pattern, name)
	return ok && strings.ContainsAny(pattern, "*?")
}

// UnknownRules returns a problem for each text that names none of the rules.
func (c *Config) UnknownRules(rules []*finding.Rule) []source.Problem {
	var named []Text
	for _, level := range c.Rules {
		named = append(named, level.Rule)
	}
	for _, ignored := range c.Ignore {
		if ignored.Rule != "" {
			named = append(named, Text{ignored.Rule, ignored.At})
		}
	}
	var problems []source.Problem
	for _, text := range named {
		if !slices.ContainsFunc(rules, func(r *finding.Rule) bool { return exactness(text.Value, r) >= 0 }) {
			problems = append(problems, source.Problem{At: text.At, Message: unknownRule(text.Value, rules), Severity: source.Error})
		}
	}
	return problems
}

func unknownRule(text string, rules []*finding.Rule) string {
	var known []string
	for _, rule := range rules {
		topic, _, _ := strings.Cut(rule.ID, "/")
		known = append(known, rule.ID, rule.Code, topic+"/*")
	}
	near := suggestion(text, known)
	if near == "" {
		near = `: "egresslint rules" lists them`
	}
	return fmt.Sprintf("no rule %q%s", text, near)
}
