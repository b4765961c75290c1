package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/suggest"
)

func (p *program) explainCommand() *cobra.Command {
	var format, folder string
	command := &cobra.Command{
		Use:   "explain [flags] RULE-OR-CODE",
		Short: "Explain a rule, or all rules of a code: meaning, reason, fix, an example, sources",
		Long: `Explain what a rule means, why it matters and how to fix what it finds, with an
example and the sources. A code such as SG-002 stands for all its rules. A topic such
as nat lists its rules.`,
		Example: `  egresslint explain security-group/rule-drops
  egresslint explain --format markdown SG-002`,
		DisableFlagsInUseLine: true,
		ValidArgsFunction:     p.completeRule,
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("explain needs the id or the code of one rule")
			}
			if err := oneOf("format", format, explanations()); err != nil {
				return err
			}
			rules, err := p.rules(command.Context(), folder)
			if err != nil {
				return err
			}
			if topic := rulesOfTopic(rules, args[0]); len(topic) > 0 {
				return p.rulesText(topic)
			}
			named, err := rulesNamed(rules, args[0])
			if err != nil {
				return err
			}
			return p.explain(named, format)
		},
	}
	command.Flags().StringVar(&folder, "policies", "", "know the Rego rules in `DIR` too")
	command.Flags().StringVar(&format, "format", "text", "what to print: "+strings.Join(explanations(), ", "))
	_ = command.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(explanations(), cobra.ShellCompDirectiveNoFileComp))
	return command
}

func explanations() []string { return []string{"text", "markdown"} }

func (p *program) explain(rules []*finding.Rule, format string) error {
	write := explanation
	if format == "markdown" {
		write = report.RuleMarkdown
	}
	var texts []string
	for _, rule := range rules {
		texts = append(texts, write(rule))
	}
	_, err := io.WriteString(p.stdout, strings.Join(texts, "\n"))
	return err
}

// rulesOfTopic returns the rules whose ids begin with the topic.
func rulesOfTopic(rules []*finding.Rule, topic string) []*finding.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(rule *finding.Rule) bool {
		own, _, _ := strings.Cut(rule.ID, "/")
		return !strings.EqualFold(own, topic)
	})
}

// rulesNamed returns the rule of an id, or those of a code: one code of the catalogue has a rule for each situation.
func rulesNamed(rules []*finding.Rule, name string) ([]*finding.Rule, error) {
	var names []string
	var named []*finding.Rule
	for _, rule := range rules {
		if strings.EqualFold(name, rule.ID) || strings.EqualFold(name, rule.Code) {
			named = append(named, rule)
		}
		topic, _, _ := strings.Cut(rule.ID, "/")
		names = append(names, topic, rule.ID, rule.Code)
	}
	if len(named) > 0 {
		return named, nil
	}
	near := suggest.DidYouMean(name, names)
	if near == "" {
		near = `: "egresslint rules" lists them`
	}
	return nil, usagef("no rule, code or topic %q%s", name, near)
}

// explanation fits a terminal, but for lines that are quoted from a file.
func explanation(rule *finding.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s, %s)\n\n%s\n", rule.ID, rule.Code, rule.Severity, wrapped(rule.Title, ""))
	for paragraph := range strings.SplitSeq(strings.TrimSpace(rule.Description), "\n\n") {
		fmt.Fprintf(&b, "\n%s\n", wrapped(paragraph, ""))
	}
	if rule.Example != "" {
		b.WriteString("\nFor example:\n\n")
	}
	for line := range strings.Lines(rule.Example) {
		line = "  " + strings.TrimRight(line, "\n")
		if !strings.Contains(line, " | ") {
			text := strings.TrimLeft(line, " ")
			line = wrapped(text, line[:len(line)-len(text)])
		}
		b.WriteString(line + "\n")
	}
	if len(rule.Links) > 0 {
		b.WriteString("\nSources:\n")
	}
	for _, link := range rule.Links {
		fmt.Fprintf(&b, "  %s\n", strings.TrimPrefix(link.Text+": "+link.URL, ": "))
	}
	return b.String()
}

// wrapped breaks a text between words into lines that begin with the indent, those after the first two columns further in
// where there is one.
func wrapped(text, indent string) string {
	const columns = 96
	var b strings.Builder
	width := 0
	for _, word := range strings.Fields(text) {
		length := len([]rune(word))
		switch {
		case width == 0:
			b.WriteString(indent)
			width = len(indent)
			if indent != "" {
				indent += "  "
			}
		case width+1+length > columns:
			b.WriteString("\n" + indent)
			width = len(indent)
		default:
			b.WriteString(" ")
			width++
		}
		b.WriteString(word)
		width += length
	}
	return b.String()
}
