package main

import (
	"context"
	"errors"
	"iter"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/report"
)

type lintOptions struct {
	options
	failOn string
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
	o.addTo(command.Flags())
	command.Flags().StringVar(&o.failOn, "fail-on", "error", "exit with 1 from this severity on: error, warning, note, never")
	return command
}

func (p *program) lint(ctx context.Context, o *lintOptions, args []string) error {
	outputs, err := o.destinations(report.Lint())
	if err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	if err := oneOf("fail-on", o.failOn, []string{"error", "warning", "note", "never"}); err != nil {
		return err
	}
	b, err := p.load(ctx, &o.options, args)
	if err != nil {
		return err
	}
	r := b.report()
	b.told = finding.Told{}
	for answer, err := range b.judge(ctx, b.demands()) {
		if err != nil {
			return err
		}
		r.Summary.Add(answer)
		r.Findings = append(r.Findings, b.told.New(answer.Findings)...)
	}
	if err := errors.Join(b.addCluster(ctx, &r), b.addObjects(ctx, &r)); err != nil {
		return err
	}
	r.Findings = finding.Sort(r.Findings)
	if fails(r, o.failOn) {
		p.code = exitFindings
	}
	if err := p.write(outputs, &o.options, r); err != nil {
		return err
	}
	return p.conclude(b, &o.options, r)
}

// demands yields the flows that the bundle wants.
func (b *bundle) demands() iter.Seq[question] {
	return func(yield func(question) bool) {
		for _, demand := range b.facts.Demands() {
			if !yield(question{source: demand.Source, target: demand.Target, family: familyOf(demand.Target)}) {
				return
			}
		}
	}
}

// addCluster adds what is to be told about the cluster that none of its flows brings up.
func (b *bundle) addCluster(ctx context.Context, r *report.Report) error {
	asked, any := b.facts.Cluster()
	if !any {
		return nil
	}
	answer, err := b.answer(ctx, question{source: asked.Source, target: asked.Target, family: "ipv4"})
	if err != nil {
		return err
	}
	for _, f := range b.told.New(answer.Findings) {
		if f.Rule.About == finding.AboutCluster {
			r.Findings = append(r.Findings, f)
		}
	}
	return nil
}

// addObjects adds what is wrong with objects, whoever sends packets, and what no finding of a flow shows.
func (b *bundle) addObjects(ctx context.Context, r *report.Report) error {
	causes := finding.CausesOf(r.Findings)
	for _, review := range b.facts.Reviews() {
		findings, err := b.engine.Review(ctx, review, b.network.Locate)
		if err != nil {
			return err
		}
		for _, f := range b.told.New(findings) {
			if !causes.Has(f) {
				r.Findings = append(r.Findings, f)
			}
		}
	}
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
