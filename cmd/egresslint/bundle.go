package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/policy"
	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/source"
)

// bundle is what the flows of a run are judged with.
type bundle struct {
	settings *settings
	set      *source.Set
	network  *model.Network
	problems []source.Problem
	facts    *facts.Facts
	engine   *policy.Engine
	root     root
	category string
	progress *progress
	demanded string       // " of 120" flows that are to be judged, where that is known
	told     finding.Told // nil where every flow tells its own
	cases    atomic.Int64 // packets that were judged: pods by ends of targets
}

// load reads and links the input while the policies compile.
func (p *program) load(ctx context.Context, o *options, args []string) (*bundle, error) {
	s, err := o.settings()
	if err != nil {
		return nil, err
	}
	s.whole = s.reads(sources(args))
	b := &bundle{settings: s, category: o.category}
	if b.root, err = rootOf(o.root); err != nil {
		return nil, err
	}
	compiled := make(chan error, 1)
	go func() {
		var err error
		b.engine, err = p.compile(ctx, o.policies)
		compiled <- err
	}()
	if len(s.mistakes) > 0 {
		if err := <-compiled; err != nil {
			return nil, err
		}
		return nil, p.refuse(s, append(s.mistakes, s.UnknownRules(b.engine.Rules())...))
	}
	b.progress = p.watched(o)
	set, objects, err := source.Read(source.Input{Paths: sources(args), Stdin: p.stdin, Skip: s.skips}, b.counted(model.Decode))
	b.progress.erase()
	if err != nil {
		return nil, errors.Join(err, <-compiled)
	}
	network, problems := model.Build(set, objects, s.assume)
	b.set, b.network, b.problems = set, network, report.Sorted(slices.Concat(set.Problems, problems))
	b.facts = facts.New(network, facts.Options{Gates: o.gates, SMTPUnblocked: o.smtp, Asked: o.asked, DNSExempt: o.dns})
	if err := <-compiled; err != nil {
		return nil, err
	}
	if unknown := s.UnknownRules(b.engine.Rules()); len(unknown) > 0 {
		return nil, p.refuse(s, unknown)
	}
	if set.Documents > 0 {
		return b, nil
	}
	if err := report.Problems(p.stderr, b.report()); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("nothing to analyze in %s", strings.Join(sources(args), " "))
}

// counted is decode, and tells of the progress.
func (b *bundle) counted(decode func(source.Object) *model.Decoded) func(source.Object) *model.Decoded {
	if b.progress == nil {
		return decode
	}
	var n atomic.Int64
	return func(o source.Object) *model.Decoded {
		b.progress.tell("%d objects read", n.Add(1))
		return decode(o)
	}
}

// report begins a report.
func (b *bundle) report() report.Report {
	return report.Report{
		Version:  version(),
		Rules:    b.engine.Rules(),
		Problems: b.problems,
		Region:   b.network.Cluster.Region.Value,
		Cluster:  b.network.Cluster.ID.Value,
		Folder:   b.root.folder,
		Below:    b.root.below,
		Category: b.category,
		Lines:    b.lines,
		Summary:  report.Summary{Documents: b.set.Documents, Objects: b.network.Objects},
	}
}

// lines returns lines of an input or of the config.
func (b *bundle) lines(path string, first, last int) []string {
	if path == b.settings.Path {
		return b.settings.Lines(path, first, last)
	}
	return b.set.Lines(path, first, last)
}

// conclude ends a run on standard error.
func (p *program) conclude(b *bundle, o *options, r report.Report) error {
	if o.quiet {
		return nil
	}
	if o.verbose {
		for _, unread := range b.network.Unknown {
			fmt.Fprintf(p.stderr, "not read: %q: %s (%d)\n", unread.Path, unread.What, unread.Count)
		}
		if n := b.settings.excluded; n > 0 {
			fmt.Fprintf(p.stderr, "not read: excluded files and folders (%d)\n", n)
		}
		fmt.Fprintf(p.stderr, "%d files, %d pods, %d workloads; %d packets (pods x targets), %d evaluations of the policies\n",
			len(b.set.Files), len(b.network.Pods), len(b.network.Workloads), b.cases.Load(), b.engine.Evaluations())
	}
	return report.Summarize(p.stderr, r)
}
