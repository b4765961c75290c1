package main

import (
	"context"
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/finding"
)

func (p *program) rulesCommand() *cobra.Command {
	var format, folder string
	command := &cobra.Command{
		Use:   "rules [flags]",
		Short: "List every rule: id, code, severity, title",
		Example: `  egresslint rules
  egresslint rules --format json`,
		DisableFlagsInUseLine: true,
		Args:                  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := oneOf("format", format, []string{"text", "json"}); err != nil {
				return err
			}
			rules, err := p.rules(command.Context(), folder)
			if err != nil {
				return err
			}
			if format == "json" {
				return p.rulesJSON(rules)
			}
			return p.rulesText(rules)
		},
	}
	command.Flags().StringVar(&folder, "policies", "", "list the Rego rules in `DIR` too")
	command.Flags().StringVar(&format, "format", "text", "what to print: text, json")
	return command
}

func (p *program) rules(ctx context.Context, folder string) ([]*finding.Rule, error) {
	engine, err := p.compile(ctx, folder)
	if err != nil {
		return nil, err
	}
	return engine.Rules(), nil
}

func (p *program) rulesText(rules []*finding.Rule) error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, rule := range rules {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", rule.ID, rule.Code, rule.Severity, rule.Title)
	}
	return w.Flush()
}

func (p *program) rulesJSON(rules []*finding.Rule) error {
	type row struct {
		ID       string           `json:"id"`
		Code     string           `json:"code"`
		Severity finding.Severity `json:"severity"`
		Title    string           `json:"title"`
	}
	rows := make([]row, len(rules))
	for i, rule := range rules {
		rows[i] = row{rule.ID, rule.Code, rule.Severity, rule.Title}
	}
	encoder := json.NewEncoder(p.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(rows)
}
