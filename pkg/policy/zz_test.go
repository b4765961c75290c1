package policy

import (
	"context"
	"fmt"
	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/policies"
	"github.com/open-policy-agent/opa/v1/profiler"
	"github.com/open-policy-agent/opa/v1/rego"
	"sort"
	"testing"
)

func zzCases(tb testing.TB, dir string) []*facts.Case {
	set, objects, err := source.Read(source.Input{Paths: []string{dir}}, model.Decode)
	if err != nil {
		tb.Fatal(err)
	}
	n, _ := model.Build(set, objects, model.Assumptions{})
	f := facts.New(n, facts.Options{})
	seen := map[facts.Key]bool{}
	var out []*facts.Case
	for _, d := range f.Demands() {
		fl := f.Flow(d.Source, d.Target, "ipv4")
		for _, r := range fl.Replicas {
			for _, c := range r {
				if !seen[c.Key()] {
					seen[c.Key()] = true
					out = append(out, c)
				}
			}
		}
	}
	return out
}
func BenchmarkZZ(b *testing.B) {
	for _, dir := range []string{"/tmp/perf/town1000", "../../fixtures/shop"} {
		cases := zzCases(b, dir)
		e, _ := Load(context.Background(), policies.FS)
		b.Run(fmt.Sprint(dir, len(cases)), func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				if _, err := e.evaluate(context.Background(), cases[i%len(cases)]); err != nil {
					b.Fatal(err)
				}
				i++
			}
		})
	}
}
func TestZZProfile(t *testing.T) {
	cases := append(zzCases(t, "/tmp/perf/town1000"), zzCases(t, "../../fixtures/shop")...)
	e, _ := Load(context.Background(), policies.FS)
	p := profiler.New()
	for round := 0; round < 10; round++ {
		for _, c := range cases {
			input, _ := e.memo.input(c)
			if _, err := e.query.Eval(context.Background(), rego.EvalParsedInput(input), rego.EvalQueryTracer(p)); err != nil {
				t.Fatal(err)
			}
		}
	}
	type row struct {
		s    string
		ns   int64
		n, r int
	}
	var rows []row
	var tot int64
	for file, fr := range p.ReportByFile().Files {
		for _, st := range fr.Result {
			line := st.Location.Row
			rows = append(rows, row{fmt.Sprintf("%s:%d", file, line), st.ExprTimeNs, st.NumEval, st.NumRedo})
			tot += st.ExprTimeNs
		}
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].ns > rows[j].ns })
	n := int64(len(cases) * 10)
	fmt.Println("per eval us", tot/n/1000, "cases", len(cases))
	for _, r := range rows[:60] {
		fmt.Printf("%6.2f us  evals %5.1f redos %5.1f  %s\n", float64(r.ns)/float64(n)/1000, float64(r.n)/float64(n), float64(r.r)/float64(n), r.s)
	}
}
