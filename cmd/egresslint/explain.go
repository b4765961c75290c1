package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/finding"
)

func (p *program) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain a rule: what it means, why, how to fix it, where it is documented",
		Example: `  egresslint explain security-group/rule-drops
  egresslint explain SG-002`,
		DisableFlagsInUseLine: true,
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("explain needs the id or the code of one rule")
			}
			rules, err := loadRules(command.Context())
			if err != nil {
				return err
			}
			rule, err := ruleNamed(rules, args[0])
			if err != nil {
				return err
			}
			return explain(p.stdout, rule)
		},
	}
}

func ruleNamed(rules []*finding.Rule, name string) (*finding.Rule, error) {
	var names []string
	for _, rule := range rules {
		if strings.EqualFold(name, rule.ID) || strings.EqualFold(name, rule.Code) {
			return rule, nil
		}
		names = append(names, rule.ID, rule.Code)
	}
	near := didYouMean(name, names)
	if near == "" {
		near = `: "egresslint rules" lists them`
	}
	return nil, usagef("no rule %q%s", name, near)
}

func explain(w io.Writer, rule *finding.Rule) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s, %s)\n\n%s\n\n%s\n", rule.ID, rule.Code, rule.Severity, rule.Title, strings.TrimSpace(rule.Description))
	if len(rule.Links) > 0 {
		b.WriteString("\nSources:\n")
	}
	for _, link := range rule.Links {
		fmt.Fprintf(&b, "  %s\n", strings.TrimPrefix(link.Text+": "+link.URL, ": "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
