package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/pkg/suggest"
	"github.com/egresslint/egresslint/pkg/suppress"
)

// acceptance is the flags about findings that are known.
type acceptance struct {
	baseline string // file; "" for none
	write    string // file that the findings are written to; "" for none
}

// sameFile is what --write-baseline alone stands for.
const sameFile = "-"

func (a *acceptance) addTo(flags *pflag.FlagSet) {
	flags.StringVar(&a.baseline, "baseline", "", "do not report the findings that are in `FILE`")
	flags.StringVar(&a.write, "write-baseline", "", "write the findings to the file of --baseline, or =`FILE`, and report none")
	flags.Lookup("write-baseline").NoOptDefVal = sameFile
}

// read returns the baseline; nil when there is none, or is none yet.
func (a *acceptance) read() (suppress.Baseline, error) {
	if a.write == sameFile {
		if a.write = a.baseline; a.write == "" {
			return nil, usagef("--write-baseline needs --baseline FILE, or a file of its own: --write-baseline=FILE")
		}
	}
	if a.baseline == "" {
		return nil, nil
	}
	text, err := os.ReadFile(a.baseline)
	if errors.Is(err, fs.ErrNotExist) && a.write != "" {
		return nil, nil
	}
	if err != nil {
		return nil, usageError{fmt.Errorf("--baseline: %w", err)}
	}
	known, err := suppress.ParseBaseline(string(text))
	if err != nil {
		return nil, usageError{fmt.Errorf("--baseline %s: %w", a.baseline, err)}
	}
	return known, nil
}

// suppressions returns what is written in the bundle and in the config to silence findings.
func (b *bundle) suppressions(now time.Time) *suppress.List {
	l := suppress.New(b.engine.Rules(), now)
	for _, c := range b.set.Comments(suppress.Marker) {
		l.AddComment(c)
	}
	for _, i := range b.settings.Ignore {
		l.AddConfig(suppress.Entry(i), func(path string) bool { return b.settings.covers(i.Path, path) })
	}
	for _, i := range b.network.Ignores {
		l.AddAnnotation(i, b.network.Locate(i.Ref))
	}
	return l
}

// accept takes out of the report what is suppressed or known before, and adds what is wrong with the suppressions.
func (p *program) accept(ctx context.Context, b *bundle, o *lintOptions, known suppress.Baseline, r *report.Report) error {
	l := b.suppressions(p.now())
	r.Findings, r.Summary.Suppressed = l.Apply(r.Findings)
	for _, s := range l.All {
		record, entities := suppressionOf(s, b.engine.Rules(), len(o.gates) > 0 || !b.has(s))
		findings, err := b.engine.Review(ctx, b.facts.Review(record, entities), func(model.Ref) source.Location { return s.At })
		if err != nil {
			return err
		}
		r.Findings = append(r.Findings, findings...)
	}
	r.Findings = finding.Sort(b.settings.leveled(r.Findings))
	if o.write != "" {
		return rewrite(o.write, known, r)
	}
	if known != nil {
		r.Summary.Baseline = &report.Baseline{}
		r.Findings, r.Summary.Baseline.Known, r.Summary.Baseline.Gone = known.Split(r.Findings)
		r.Summary.Baseline.New = len(r.Findings)
	}
	return nil
}

// has tells whether the bundle has what an entry of the config is about. Of a run on a part of the repository the next one may
// have it.
func (b *bundle) has(s *suppress.Suppression) bool {
	if s.Origin != suppress.InConfig || b.settings.whole {
		return true
	}
	file := slices.ContainsFunc(b.set.Files, func(f source.File) bool { return s.MatchesPath(f.Path) })
	return file && (s.Object == "" || slices.ContainsFunc(b.objects(), s.MatchesObject))
}

// objects returns the objects that findings are about.
func (b *bundle) objects() []finding.Subject {
	var out []finding.Subject
	for _, w := range b.network.Workloads {
		out = append(out, finding.Subject{Kind: w.Kind, Namespace: w.Namespace, Name: w.Name})
	}
	for _, p := range b.network.Pods {
		out = append(out, finding.Subject{Kind: "Pod", Namespace: p.Namespace, Name: p.Name})
	}
	for _, p := range b.network.Policies {
		out = append(out, finding.Subject{Kind: "NetworkPolicy", Namespace: p.Namespace, Name: p.Name})
	}
	for _, s := range b.network.Services {
		out = append(out, finding.Subject{Kind: "Service", Namespace: s.Namespace, Name: s.Name})
	}
	for _, i := range b.network.Ingresses {
		out = append(out, finding.Subject{Kind: "Ingress", Namespace: i.Namespace, Name: i.Name})
	}
	return out
}

// rewrite makes the findings the baseline. They are known from now on.
func rewrite(file string, before suppress.Baseline, r *report.Report) error {
	fresh, _, gone := before.Split(r.Findings)
	if err := os.WriteFile(file, []byte(suppress.NewBaseline(r.Findings).String()), 0o666); err != nil {
		return fmt.Errorf("baseline: %w", err)
	}
	r.Summary.Baseline = &report.Baseline{Known: len(r.Findings), New: len(fresh), Gone: gone}
	r.Findings = nil
	return nil
}

// suppressionOf returns the record of a suppression, and what its handles stand for. Of a limited run nothing tells that it
// silences nothing.
func suppressionOf(s *suppress.Suppression, rules []*finding.Rule, limited bool) (facts.ObjectFacts, []facts.Entity) {
	entities := []facts.Entity{{Name: s.At.Path + " " + s.Rule, Ref: model.Ref{Record: 1}}, {Name: s.Rule}, {Name: s.Until}}
	record := facts.SuppressionFacts{
		At: "object/0", Rule: "object/1", Until: "object/2", Origin: string(s.Origin), Directive: s.Directive(), Named: s.Rule != "",
		Known: s.Known(), Reasoned: s.Reason != "", Date: string(s.Date()), Used: facts.No,
	}
	switch {
	case s.Used:
		record.Used = facts.Yes
	case limited:
		record.Used = facts.Maybe
	}
	if near := nearest(s.Rule, rules); !s.Known() && near != "" {
		record.Near = "object/3"
		entities = append(entities, facts.Entity{Name: near})
	}
	return facts.ObjectFacts{Suppression: &record}, entities
}

// nearest returns the id or the code that a name was meant to be.
func nearest(name string, rules []*finding.Rule) string {
	var names []string
	for _, rule := range rules {
		names = append(names, rule.ID, rule.Code)
	}
	return strings.Join(suggest.Nearest(name, names), " or ")
}
