package main

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/config"
	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/policy"
	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/policies"
)

// laboratory judges bundles that tests make up, with one engine for all.
type laboratory struct {
	t      *testing.T
	engine *policy.Engine
	wrote  map[string]string
}

// newLaboratory changes to a new directory.
func newLaboratory(t *testing.T) *laboratory {
	t.Helper()
	t.Chdir(t.TempDir())
	engine, err := policy.Load(context.Background(), policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	return &laboratory{t, engine, map[string]string{}}
}

// bundles returns the seeds of the bundles that a property is tried on: few, or as many as EGRESSLINT_BUNDLES says, from
// the seed EGRESSLINT_SEED on.
func bundles(few int) []uint64 {
	first, _ := strconv.ParseUint(os.Getenv("EGRESSLINT_SEED"), 10, 64)
	if n, err := strconv.Atoi(os.Getenv("EGRESSLINT_BUNDLES")); err == nil {
		few = n
	}
	seeds := make([]uint64, few)
	for i := range seeds {
		seeds[i] = first + uint64(i)
	}
	return seeds
}

// write writes the files that are not there yet and returns all names, sorted.
func (l *laboratory) write(files map[string]string) []string {
	l.t.Helper()
	for name, text := range files {
		if l.wrote[name] == text {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			l.t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			l.t.Fatal(err)
		}
		l.wrote[name] = text
	}
	return slices.Sorted(maps.Keys(files))
}

// outcome is what a bundle says about flows.
type outcome struct {
	network *model.Network
	report  report.Report
	answers []finding.Answer
}

// judge reads files and answers the flows.
func (l *laboratory) judge(files map[string]string, flows []string) outcome {
	l.t.Helper()
	b := l.read(l.write(files))
	r := b.report()
	r.Folder = ""
	out := outcome{network: b.network, report: r}
	for answer, err := range b.judge(context.Background(), func(yield func(question) bool) {
		for _, flow := range flows {
			if !yield(b.asked([]byte(flow))) {
				return
			}
		}
	}) {
		if err != nil {
			l.t.Fatal(err)
		}
		out.answers = append(out.answers, answer)
	}
	out.report.Answers = slices.Values(out.answers)
	return out
}

func (l *laboratory) read(paths []string) *bundle {
	l.t.Helper()
	set, objects, err := source.Read(source.Input{Paths: paths}, model.Decode)
	if err != nil {
		l.t.Fatal(err)
	}
	network, problems := model.Build(set, objects, nil)
	return &bundle{
		settings: &settings{Config: &config.Config{}}, set: set, network: network, problems: report.Sorted(slices.Concat(set.Problems, problems)),
		facts: facts.New(network, facts.Options{}), engine: l.engine,
	}
}

// lint returns the findings of the demands.
func (l *laboratory) lint(files map[string]string) string {
	l.t.Helper()
	b := l.read(l.write(files))
	r := b.report()
	for answer, err := range b.judge(context.Background(), b.wanted()) {
		if err != nil {
			l.t.Fatal(err)
		}
		r.Findings = append(r.Findings, answer.Findings...)
		r.Summary.Add(answer)
	}
	r.Findings = finding.Sort(r.Findings)
	var text bytes.Buffer
	if err := report.Lint()["json"](&text, r); err != nil {
		l.t.Fatal(err)
	}
	return text.String()
}

// trace writes the answers as trace --format jsonl does.
func (o outcome) trace() string {
	var text bytes.Buffer
	if err := report.Trace()["jsonl"](&text, o.report); err != nil {
		panic(err)
	}
	return text.String()
}

// placeless returns JSON values without places, each on a line, and those of each list of findings sorted: places decide
// the order of findings.
func placeless(t *testing.T, text string) []string {
	t.Helper()
	var out []string
	for line := range strings.Lines(text) {
		var value any
		if err := json.Unmarshal([]byte(line), &value); err != nil {
			t.Fatal(err)
		}
		out = append(out, compact(withoutPlaces(value)))
	}
	return out
}

func compact(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func withoutPlaces(value any) any {
	switch value := value.(type) {
	case []any:
		for i := range value {
			value[i] = withoutPlaces(value[i])
		}
		return value
	case row:
		for _, key := range []string{"at", "path", "line", "column"} {
			if _, isList := value[key].([]any); !isList {
				delete(value, key)
			}
		}
		for key := range value {
			value[key] = withoutPlaces(value[key])
		}
		for _, key := range []string{"findings", "problems", "related"} {
			if list, ok := value[key].([]any); ok {
				slices.SortFunc(list, func(a, b any) int { return strings.Compare(compact(a), compact(b)) })
			}
		}
	}
	return value
}
