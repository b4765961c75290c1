package report

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/egresslint/egresslint/pkg/finding"
)

// descriptor describes a rule. GitHub shows help.markdown and no helpUri, so the links are in the former too.
func descriptor(rule *finding.Rule) *sarif.ReportingDescriptor {
	what, how, _ := strings.Cut(rule.Description, "\n\n")
	what = strings.Join(strings.Fields(what), " ")
	out := sarif.NewRule(rule.ID).WithName(pascal(rule.ID)).
		WithShortDescription(text(sentence(rule.Title))).
		WithFullDescription(text(shortened(sentence(what)))).
		WithHelp(help(rule, what, how)).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(string(rule.Severity))).
		WithProperties(properties(rule))
	if len(rule.Links) > 0 {
		out.WithHelpURI(rule.Links[0].URL)
	}
	return out
}

func text(s string) *sarif.MultiformatMessageString {
	return sarif.NewMultiformatMessageString().WithText(s)
}

func help(rule *finding.Rule, what, how string) *sarif.MultiformatMessageString {
	plain := strings.Join(strings.Fields(what+" "+how), " ")
	if plain == "" {
		plain = rule.Title
	}
	return text(sentence(plain)).WithMarkdown(RuleMarkdown(rule))
}

// RuleMarkdown returns all that is known of a rule.
func RuleMarkdown(rule *finding.Rule) string {
	what, how, _ := strings.Cut(rule.Description, "\n\n")
	var markdown strings.Builder
	fmt.Fprintf(&markdown, "# %s\n\n%s\n", rule.Title, strings.Join(strings.Fields(what), " "))
	if how != "" {
		fmt.Fprintf(&markdown, "\n%s\n", strings.TrimSpace(how))
	}
	if rule.Example != "" {
		fmt.Fprintf(&markdown, "\nFor example:\n\n```text\n%s\n```\n", rule.Example)
	}
	if len(rule.Links) > 0 {
		markdown.WriteString("\n")
	}
	for _, link := range rule.Links {
		name := link.Text
		if name == "" {
			name = link.URL
		}
		fmt.Fprintf(&markdown, "* [%s](%s)\n", name, link.URL)
	}
	fmt.Fprintf(&markdown, "\nRule `%s` (%s) of egresslint.\n", rule.ID, rule.Code)
	return markdown.String()
}

// properties are what GitHub filters and orders by. There is no security-severity: a flow that fails is no security
// issue.
func properties(rule *finding.Rule) *sarif.PropertyBag {
	topic, _, _ := strings.Cut(rule.ID, "/")
	severity := string(rule.Severity)
	if rule.Severity == finding.Note {
		severity = "recommendation"
	}
	return sarif.NewPropertyBag().
		Add("code", rule.Code).Add("precision", "high").Add("problem.severity", severity).
		WithTags([]string{"kubernetes", "alibaba-cloud", "egress", topic})
}

// pascal makes one word of an id, as the names of rules are: NatMissesPodVswitch.
func pascal(id string) string {
	var b strings.Builder
	upper := true
	for _, r := range id {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			upper = true
			continue
		}
		if upper {
			r = unicode.ToUpper(r)
		}
		b.WriteRune(r)
		upper = false
	}
	return b.String()
}

// shortened keeps to what GitHub shows of a description, 1,024 characters.
func shortened(s string) string {
	const most = 1024
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}
