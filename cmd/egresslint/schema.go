package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/suggest"
	"github.com/egresslint/egresslint/schemas"
)

// schema is a JSON schema that users of the program need.
type schema struct {
	name, about string
	text        []byte
}

func schemaList() []schema {
	return []schema{
		{"config", ".egresslint.yaml", schemas.Config},
		{"decision", "what a policy returns", schemas.Decision},
		{"flow", "input of a policy: one flow, or one object", schemas.Flow},
		{"rule", "METADATA of a rule", schemas.Rule},
	}
}

func (p *program) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [NAME]",
		Short: "Print a JSON schema: config, decision, flow, rule",
		Long: `Print the JSON schema of the config, or of what policies read and return. Without
a name, list the schemas. Editors that speak yaml-language-server check a config
whose first line is "# yaml-language-server: $schema=FILE".`,
		Example: `  egresslint schema config > egresslint.schema.json
  egresslint schema flow`,
		DisableFlagsInUseLine: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("schema takes one name")
			}
			if len(args) == 0 {
				return p.listSchemas()
			}
			return p.printSchema(args[0])
		},
	}
}

func (p *program) listSchemas() error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, s := range schemaList() {
		fmt.Fprintf(w, "%s\t%s\n", s.name, s.about)
	}
	return w.Flush()
}

func (p *program) printSchema(name string) error {
	var names []string
	for _, s := range schemaList() {
		if s.name == name {
			_, err := p.stdout.Write(s.text)
			return err
		}
		names = append(names, s.name)
	}
	near := suggest.DidYouMean(name, names)
	if near == "" {
		near = `: "egresslint schema" lists them`
	}
	return usagef("no schema %q%s", name, near)
}
