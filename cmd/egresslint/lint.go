package main

import (
	"cmp"
	"context"
	"iter"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/report"
)

type lintOptions struct {
	options
	acceptance
	failOn, least string
	rules         []string
}

func (p *program) lintCommand() *cobra.Command {
	var o lintOptions
	command := &cobra.Command{
		Use:   "lint [flags] [PATH...]",
		Short: "Report the flows that the bundle wants and the network blocks",
		Long: `Report the flows that the manifests show somebody wants and the network blocks, and
what else is wrong with the way out. All PATHs are one bundle: files, directories,
globs, or - for standard input.`,
		Example: `  egresslint lint bundle/
  egresslint lint --output sarif=egress.sarif k8s/ exports/`,
		DisableFlagsInUseLine: true,
		RunE: func(command *cobra.Command, args []string) error {
			return p.lint(command.Context(), &o, args)
		},
	}
	o.options.addTo(command.Flags())
	o.acceptance.addTo(command.Flags())
	command.Flags().StringVar(&o.failOn, "fail-on", "error", "exit with 1 from this severity on: error, warning, note, never")
	command.Flags().StringVar(&o.least, "min-severity", "note", "show only findings of this severity on, whatever fails: error, warning, note")
	command.Flags().StringArrayVar(&o.rules, "rule", nil, "look only for `RULE`: an id, a code, or a topic such as nat/* (repeatable)")
	return command
}

func (o *lintOptions) check() error {
	return cmp.Or(
		o.options.check(),
		oneOf("fail-on", o.failOn, []string{"error", "warning", "note", "never"}),
		oneOf("min-severity", o.least, severities()),
	)
}

func (p *program) lint(ctx context.Context, o *lintOptions, args []string) error {
	outputs, err := o.destinations(report.Lint())
	if err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	return unlessBroken(outputs, p.search(ctx, o, outputs, args))
}

// search finds what is wrong, and reports it.
func (p *program) search(ctx context.Context, o *lintOptions, outputs []output, args []string) error {
	known, err := o.read()
	if err != nil {
		return err
	}
	b, err := p.load(ctx, &o.options, args)
	if err != nil {
		return err
	}
	rules, err := chosen(b.engine.Rules(), o.rules)
	if err != nil {
		return err
	}
	questions := b.wanted()
	r := b.report()
	r.Color = colored(o.color, p.stdout)
	b.told = finding.Told{}
	if err := b.find(ctx, questions, &r); err != nil {
		return err
	}
	if err := p.accept(ctx, b, o, known, &r); err != nil {
		return err
	}
	keepRules(&r, rules)
	if fails(r, o.failOn) {
		p.code = exitFindings
	}
	hide(&r, o.least)
	if err := p.write(outputs, &o.options, r); err != nil {
		return err
	}
	return p.conclude(b, &o.options, r)
}

// find adds the findings: what is wrong with objects, unless a flow tells it, and what the flows show.
func (b *bundle) find(ctx context.Context, questions iter.Seq[question], r *report.Report) error {
	objects, err := b.reviewed(ctx)
	if err != nil {
		return err
	}
	for answer, err := range b.judge(ctx, questions) {
		if err != nil {
			return err
		}
		r.Summary.Add(answer)
		r.Findings = append(r.Findings, b.told.New(answer.Findings)...)
	}
	r.Findings = finding.Sort(append(r.Findings, unless(objects, r.Findings)...))
	return nil
}

// fails tells whether something is as severe as the threshold. What could not be read counts: it may hide anything.
func fails(r report.Report, threshold string) bool {
	rank := map[string]int{"note": 1, "warning": 2, "error": 3, "never": 4}
	for _, f := range r.Findings {
		if rank[string(f.Severity)] >= rank[threshold] {
			return true
		}
	}
	for _, problem := range r.Problems {
		if rank[string(problem.Severity)] >= rank[threshold] {
			return true
		}
	}
	return false
}
