package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
	set      *source.Set
	network  *model.Network
	problems []source.Problem
	facts    *facts.Facts
	engine   *policy.Engine
	told     finding.Told // nil where every flow tells its own
	cases    atomic.Int64 // packets that were judged: pods by ends of targets
}

// load reads and links the input while the policies compile.
func (p *program) load(ctx context.Context, o *options, args []string) (*bundle, error) {
	assume, err := model.ParseAssumptions(o.assume)
	if err != nil {
		return nil, usageError{err}
	}
	b := &bundle{}
	compiled := make(chan error, 1)
	go func() {
		var err error
		b.engine, err = p.compile(ctx)
		compiled <- err
	}()
	set, objects, err := source.Read(source.Input{Paths: sources(args), Stdin: p.stdin}, model.Decode)
	if err != nil {
		return nil, errors.Join(err, <-compiled)
	}
	network, problems := model.Build(set, objects, assume)
	b.set, b.network, b.problems = set, network, report.Sorted(slices.Concat(set.Problems, problems))
	b.facts = facts.New(network, facts.Options{Gates: o.gates, SMTPUnblocked: o.smtp, Asked: o.asked, DNSExempt: o.dns})
	if err := <-compiled; err != nil {
		return nil, err
	}
	if set.Documents > 0 {
		return b, nil
	}
	if err := report.Problems(p.stderr, b.report()); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("nothing to analyze in %s", strings.Join(sources(args), " "))
}

// report begins a report.
func (b *bundle) report() report.Report {
	return report.Report{
		Version:  version(),
		Rules:    b.engine.Rules(),
		Problems: b.problems,
		Region:   b.network.Cluster.Region.Value,
		Cluster:  b.network.Cluster.ID.Value,
		Folder:   repositoryFolder(),
		Lines:    b.set.Lines,
		Summary:  report.Summary{Documents: b.set.Documents, Objects: b.network.Objects},
	}
}

// repositoryFolder returns the path from the root of the git repository to the working directory, "" outside of one.
func repositoryFolder() string {
	folder, err := os.Getwd()
	if err != nil {
		return ""
	}
	for root := folder; ; root = filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, ".git")); err == nil {
			relative, _ := filepath.Rel(root, folder)
			return strings.TrimPrefix(filepath.ToSlash(relative), ".")
		}
		if root == filepath.Dir(root) {
			return ""
		}
	}
}

// write writes the report everywhere, and tells on standard error what the formats have no place for.
func (p *program) write(outputs []output, o *options, r report.Report) error {
	if !slices.ContainsFunc(outputs, func(out output) bool { return out.name != "jsonl" }) {
		if err := report.Problems(p.stderr, r); err != nil {
			return err
		}
	}
	for _, out := range outputs {
		if out.file != "" {
			if err := writeFile(out, r); err != nil {
				return err
			}
			continue
		}
		colored := r
		colored.Color = p.colored(o.color)
		if err := out.write(p.stdout, colored); err != nil {
			return fmt.Errorf("standard output: %w", err)
		}
	}
	return nil
}

func writeFile(out output, r report.Report) error {
	file, err := os.Create(out.file)
	if err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if err := errors.Join(out.write(file, r), file.Close()); err != nil {
		return fmt.Errorf("output %s: %w", out.file, err)
	}
	return nil
}

// conclude ends a run on standard error.
func (p *program) conclude(b *bundle, o *options, r report.Report) error {
	if o.verbose {
		for _, unread := range b.network.Unknown {
			fmt.Fprintf(p.stderr, "not read: %q: %s (%d)\n", unread.Path, unread.What, unread.Count)
		}
		fmt.Fprintf(p.stderr, "%d files, %d pods, %d workloads; %d packets (pods x targets), %d evaluations of the policies\n",
			len(b.set.Files), len(b.network.Pods), len(b.network.Workloads), b.cases.Load(), b.engine.Evaluations())
	}
	return report.Summarize(p.stderr, r)
}
