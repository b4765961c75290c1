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
		Use:   "rules [flags] [TOPIC-OR-CODE]",
		Short: "List every rule, or those of a topic or code: id, code, severity, title",
		Example: `  egresslint rules nat
  egresslint rules --format json`,
		DisableFlagsInUseLine: true,
		ValidArgsFunction:     p.completeTopic,
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("rules takes one topic or code: %q is more", args[1])
			}
			if err := oneOf("format", format, ruleLists()); err != nil {
				return err
			}
			rules, err := p.rules(command.Context(), folder)
			if err == nil && len(args) == 1 {
				rules, err = rulesAbout(rules, args[0])
			}
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
	_ = command.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(ruleLists(), cobra.ShellCompDirectiveNoFileComp))
	return command
}

func ruleLists() []string { return []string{"text", "json"} }

// rulesAbout returns the rules of a topic, a code or an id.
func rulesAbout(rules []*finding.Rule, name string) ([]*finding.Rule, error) {
	if topic := rulesOfTopic(rules, name); len(topic) > 0 {
		return topic, nil
	}
	return rulesNamed(rules, name)
}

func (p *program) rules(ctx context.Context, folder string) ([]*finding.Rule, error) {
	engine, err := p.compile(ctx, folder)
	if err != nil {
		return nil, err
	}
	return engine.Rules(), nil
}

// rulesText prints a rule a line without a header, so that grep and cut need no care.
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
