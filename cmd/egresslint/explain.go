package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/finding"
)

func (p *program) explainCommand() *cobra.Command {
	var folder string
	command := &cobra.Command{
		Use:   "explain [flags] RULE",
		Short: "Explain a rule, or all rules of a code: meaning, reason, fix, sources",
		Example: `  egresslint explain security-group/rule-drops
  egresslint explain SG-002`,
		DisableFlagsInUseLine: true,
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("explain needs the id or the code of one rule")
			}
			rules, err := p.rules(command.Context(), folder)
			if err != nil {
				return err
			}
			named, err := rulesNamed(rules, args[0])
			if err != nil {
				return err
			}
			for i, rule := range named {
				if i > 0 {
					fmt.Fprintln(p.stdout)
				}
				if err := explain(p.stdout, rule); err != nil {
					return err
				}
			}
			return nil
		},
	}
	command.Flags().StringVar(&folder, "policies", "", "know the Rego rules in `DIR` too")
	return command
}

// rulesNamed returns the rule of an id, or those of a code: one code of the catalogue has a rule for each situation.
func rulesNamed(rules []*finding.Rule, name string) ([]*finding.Rule, error) {
	var names []string
	var named []*finding.Rule
	for _, rule := range rules {
		if strings.EqualFold(name, rule.ID) || strings.EqualFold(name, rule.Code) {
			named = append(named, rule)
		}
		names = append(names, rule.ID, rule.Code)
	}
	if len(named) > 0 {
		return named, nil
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
