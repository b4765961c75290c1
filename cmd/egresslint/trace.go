package main

import (
	"cmp"
	"context"
	"io"
	"iter"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/report"
)

type traceOptions struct {
	options
	from, to, family, flows string
}

func (p *program) traceCommand() *cobra.Command {
	var o traceOptions
	command := &cobra.Command{
		Use:   "trace [flags] [PATH...]",
		Short: "Follow one flow, or many, hop by hop",
		Long: `Follow a flow gate by gate: who lets it pass, who stops it, and where. Targets: internet,
internet6, ip:ADDR, host:NAME, pod:NS/NAME, svc:NS/NAME, lb:NS/NAME, ecs:ID, eni:ID,
rds:ID, redis:ID, mongodb:ID, polardb:ID, adb:ID, gpdb:ID, clickhouse:ID, lindorm:ID,
kafka:ID, elasticsearch:ID, oss:BUCKET, clb:ID, nlb:ID, alb:ID; :PORT or :PORT/PROTOCOL
may follow. The exit code is 1 when a flow is blocked or partial.`,
		Example: `  egresslint trace --from shop/cart --to rds:rm-1:3306 bundle/
  egresslint trace --flows flows.jsonl --format jsonl bundle/`,
		DisableFlagsInUseLine: true,
		RunE: func(command *cobra.Command, args []string) error {
			return p.trace(command.Context(), &o, args)
		},
	}
	command.Flags().SortFlags = false
	command.Flags().StringVar(&o.from, "from", "", "the workload or pod, `NS/NAME` or NS/KIND/NAME, or ecs:ID for an ECS instance")
	command.Flags().StringVar(&o.to, "to", "", "the `TARGET`")
	command.Flags().StringVar(&o.family, "family", "", "ipv4 or ipv6 (default that of the target)")
	command.Flags().StringVar(&o.flows, "flows", "", "many flows: a `FILE` of JSON lines with id, from, to, port, protocol, family; - for standard input")
	o.addTo(command.Flags())
	return command
}

func (o *traceOptions) check(args []string) error {
	switch {
	case o.flows != "" && (o.from != "" || o.to != "" || o.family != ""):
		return usagef("--flows has the flows: --from, --to and --family do not go with it")
	case o.flows == "" && (o.from == "" || o.to == ""):
		return usagef("trace needs --from and --to, or --flows")
	case o.flows == "-" && slices.Contains(args, "-"):
		return usagef("standard input is either the flows or the bundle")
	case o.family != "":
		if err := oneOf("family", o.family, families()); err != nil {
			return err
		}
	}
	return o.options.check()
}

func (p *program) trace(ctx context.Context, o *traceOptions, args []string) error {
	outputs, err := o.destinations(report.Trace())
	if err != nil {
		return err
	}
	if err := o.check(args); err != nil {
		return err
	}
	flows, err := p.openFlows(o.flows)
	if err != nil {
		return err
	}
	defer flows.Close()
	return unlessBroken(outputs, p.traceAll(ctx, o, outputs, flows, args))
}

// traceAll follows the flows, and reports them.
func (p *program) traceAll(ctx context.Context, o *traceOptions, outputs []output, flows io.Reader, args []string) error {
	o.asked = true
	b, err := p.load(ctx, &o.options, args)
	if err != nil {
		return err
	}
	questions, err := b.questions(o, flows)
	if err != nil {
		return err
	}
	return p.follow(ctx, b, &o.options, outputs, questions)
}

// openFlows opens the list of flows; there is nothing to read when there is none.
func (p *program) openFlows(file string) (io.ReadCloser, error) {
	switch file {
	case "":
		return io.NopCloser(nil), nil
	case "-":
		return io.NopCloser(p.stdin), nil
	}
	return os.Open(file)
}

// follow judges the questions while their answers are written; several outputs need them all first.
func (p *program) follow(ctx context.Context, b *bundle, o *options, outputs []output, questions iter.Seq2[question, error]) error {
	r := b.report()
	r.Color = colored(o.color, p.stdout)
	var broken error
	readable := func(yield func(question) bool) {
		for q, err := range questions {
			if err != nil {
				broken = err
				return
			}
			if !yield(q) {
				return
			}
		}
	}
	r.Answers = func(yield func(finding.Answer) bool) {
		for answer, err := range b.judge(ctx, readable) {
			if err != nil {
				broken = err
				return
			}
			r.Summary.Add(answer)
			if !yield(answer) {
				return
			}
		}
	}
	if len(outputs) == 1 && terminal(p.stdout) {
		b.progress = nil // it would stand among the answers
	}
	if len(outputs) > 1 {
		r.Answers = slices.Values(slices.Collect(r.Answers))
	}
	streamed := *p
	streamed.stdout = guarded{p.stdout, &broken}
	if err := cmp.Or(broken, streamed.write(outputs, o, r)); err != nil {
		return err
	}
	if r.Summary.Blocked+r.Summary.Partial > 0 {
		p.code = exitFindings
	}
	return p.conclude(b, o, r)
}
