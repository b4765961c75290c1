package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/santhosh-tekuri/jsonschema/v5"
	"golang.org/x/tools/txtar"

	"github.com/egresslint/egresslint/pkg/config"
	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/policies"
	"github.com/egresslint/egresslint/schemas"
)

// Every blocked flow has a finding, every finding a place in a file of the bundle, and every doubt a reason.
func TestProperty12EveryAnswerHasItsReasons(t *testing.T) {
	l := newLaboratory(t)
	for _, seed := range bundles(6) {
		w := newWorld(seed)
		files := w.files()
		for _, a := range l.judge(files, w.flows).answers {
			if problem := unreasoned(a, files); problem != "" {
				t.Errorf("seed %d, %s -> %s, %s: %s\n%s", seed, a.Flow.From, a.Flow.To, a.Flow.Verdict, problem, pathText(a))
			}
		}
	}
}

// unreasoned says what an answer lacks.
func unreasoned(a finding.Answer, files map[string]string) string {
	if a.Error != "" {
		return a.Error
	}
	var told []string
	for _, f := range a.Findings {
		if !inside(f.At, files) {
			return "a finding of " + f.Rule.ID + " is at " + fmt.Sprint(f.At)
		}
		for _, related := range f.Related {
			if !inside(related.At, files) {
				return "a finding of " + f.Rule.ID + " points at " + fmt.Sprint(related.At)
			}
		}
		topic, _, _ := strings.Cut(f.Rule.ID, "/")
		told = append(told, topic)
	}
	first := ""
	for _, hop := range a.Path {
		switch {
		case hop.Note == "":
			return hop.Gate + " gives no reason"
		case !inside(hop.At, files):
			return hop.Gate + " is at " + fmt.Sprint(hop.At)
		case hop.Verdict == finding.Deny && !slices.Contains(told, hop.Gate):
			return "nothing is told of " + hop.Gate
		case hop.Verdict == finding.Deny && first == "":
			first = hop.Gate
		}
	}
	doubts := slices.ContainsFunc(a.Path, func(h finding.Hop) bool { return h.Verdict == finding.Unknown })
	switch {
	case a.Flow.Gate != first:
		return "the gate is " + a.Flow.Gate + " and not " + first
	case a.Flow.Verdict == finding.Blocked && len(a.Findings) == 0:
		return "no finding"
	case a.Flow.Verdict == finding.Unknown && len(a.Missing) == 0 && !doubts:
		return "neither a doubt nor something missing"
	case a.Replicas.Blocked+a.Replicas.Partial+a.Replicas.Reachable+a.Replicas.Unknown == 0:
		return "no replica"
	}
	return ""
}

// inside tells whether a place is in the text of a file.
func inside(at source.Location, files map[string]string) bool {
	lines := strings.Split(files[at.Path], "\n")
	return at.Span.Start.Line >= 1 && at.Span.Start.Line <= len(lines) && at.Span.Start.Column >= 1 && at.Span.Start.Column <= len([]rune(lines[at.Span.Start.Line-1]))+1
}

// Five runs print the same bytes in every format.
func TestProperty14FormatsAreDeterministic(t *testing.T) {
	var want string
	for i := range 5 {
		folder := t.TempDir()
		args := []string{"lint", "--format", "text", "--fail-on", "never"}
		formats := slices.Sorted(maps.Keys(report.Lint()))
		for _, format := range formats {
			args = append(args, "--output", format+"="+filepath.Join(folder, format))
		}
		_, got, _ := ran(t, "", append(args, shop)...)
		for _, format := range formats {
			got += contents(t, filepath.Join(folder, format))
		}
		if i == 0 {
			want = got
		} else if got != want {
			t.Fatal("run", i+1, "prints", difference(got, want))
		}
	}
}

// contract checks records and decisions against the schemas between Go and Rego.
type contract struct {
	t              *testing.T
	flow, decision *jsonschema.Schema
	query          rego.PreparedEvalQuery
	seen           map[facts.Key]bool
}

func newContract(t *testing.T) *contract {
	t.Helper()
	options := []func(*rego.Rego){rego.Query("data.egress.main.decision")}
	err := fs.WalkDir(policies.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".rego") && !strings.HasSuffix(name, "_test.rego") {
			var text []byte
			text, err = fs.ReadFile(policies.FS, name)
			options = append(options, rego.Module(name, string(text)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	query, err := rego.New(options...).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return &contract{
		t: t, query: query, seen: map[facts.Key]bool{},
		flow:     jsonschema.MustCompileString("flow.json", string(schemas.Flow)),
		decision: jsonschema.MustCompileString("decision.json", string(schemas.Decision)),
	}
}

// check checks the record of one case, and the decision about it.
func (c *contract) check(what string, one *facts.Case) {
	c.t.Helper()
	if c.seen[one.Key()] {
		return
	}
	c.seen[one.Key()] = true
	var record any
	if err := json.Unmarshal(one.AppendJSON(nil), &record); err != nil {
		c.t.Fatal(err)
	}
	if err := c.flow.Validate(record); err != nil {
		c.t.Errorf("%s: the record: %#v", what, err)
	}
	results, err := c.query.Eval(context.Background(), rego.EvalParsedInput(ast.MustInterfaceToValue(record)))
	if err != nil || len(results) != 1 {
		c.t.Errorf("%s: %d results, %v", what, len(results), err)
		return
	}
	if err := c.decision.Validate(deep(results[0].Expressions[0].Value)); err != nil {
		c.t.Errorf("%s: the decision: %#v", what, err)
	}
}

// checkAll checks what the flows of a bundle make.
func (c *contract) checkAll(what string, f *facts.Facts, questions []question) {
	c.t.Helper()
	for _, q := range questions {
		if q.wrong != nil {
			continue
		}
		for _, replica := range f.Flow(q.source, q.target, q.family).Replicas {
			for _, one := range replica {
				c.check(what, one)
			}
		}
	}
}

// What goes to the policies and what comes back is as the schemas describe it, in all fixtures and in made up bundles.
func TestRecordsAndDecisionsFollowTheSchemas(t *testing.T) {
	c := newContract(t)
	archives, _ := filepath.Glob("../../fixtures/*/*.txtar")
	shopFiles, err := filepath.Abs(shop)
	if err != nil || len(archives) == 0 {
		t.Fatal("no fixtures", err)
	}
	bundle := readForContract(t, nil, shopFiles)
	c.checkAll("shop", bundle.facts, slices.Collect(bundle.wanted()))
	for i, path := range archives {
		archives[i], _ = filepath.Abs(path)
	}
	for _, path := range archives {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		writeBundle(t, t.TempDir(), fixtureFiles(t, filepath.Dir(path), archive))
		for line := range strings.Lines(string(archive.Comment)) {
			if command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ egresslint "); ok {
				c.command(filepath.Base(path), strings.Fields(command))
			}
		}
	}
	l := newLaboratory(t)
	for _, seed := range bundles(1) {
		w := newWorld(seed)
		b := l.read(l.write(w.files()))
		var questions []question
		for _, flow := range w.flows {
			questions = append(questions, b.asked([]byte(flow)))
		}
		c.checkAll("made up", b.facts, questions)
	}
	if len(c.seen) < 100 {
		t.Errorf("only %d records", len(c.seen))
	}
}

// command checks the flows of a command line: the one that it names, and those that the bundle wants.
func (c *contract) command(what string, args []string) {
	c.t.Helper()
	values := map[string]string{}
	var assume []string
	for i := 1; i < len(args); i++ {
		if args[i-1] == "--assume" {
			assume = append(assume, args[i])
		}
		values[args[i-1]] = args[i]
	}
	b := readForContract(c.t, assume, ".")
	questions := slices.Collect(b.wanted())
	if values["--from"] != "" {
		questions = append(questions, b.question(flowLine{From: values["--from"], To: values["--to"], Family: values["--family"]}))
	}
	c.checkAll(what, b.facts, questions)
}

func readForContract(t *testing.T, assume []string, path string) *bundle {
	t.Helper()
	assumed, err := model.ParseAssumptions(assume)
	if err != nil {
		t.Fatal(err)
	}
	set, objects, err := source.Read(source.Input{Paths: []string{path}}, model.Decode)
	if err != nil {
		t.Fatal(err)
	}
	network, _ := model.Build(set, objects, assumed)
	return &bundle{settings: &settings{Config: &config.Config{}}, set: set, network: network, facts: facts.New(network, facts.Options{})}
}
