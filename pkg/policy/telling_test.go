package policy

import (
	"strconv"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
)

// standing returns an outcome whose handles stand for the entities.
func standing(entities ...facts.Entity) outcome {
	o := outcome{&decision{}, &facts.Case{}}
	o.about.Parts[0] = &facts.Component{Entities: entities}
	for i := range entities {
		o.handles = append(o.handles, facts.Handle(facts.Parts[0]+"/"+strconv.Itoa(i)))
	}
	return o
}

func TestOneFindingForSeveralReplicas(t *testing.T) {
	rule, names := &finding.Rule{ID: "nat/x"}, map[string]int{"at": 0, "a": 1, "b": 2}
	for _, c := range []struct {
		message, fix string
		replicas     [][2]string // what a and b stand for
		want         []string    // message: fix
	}{
		{"{a} of {b}", "add {a}", [][2]string{{"1", "x"}}, []string{"1 of x: add 1"}},
		{"{a} of {b}", "add {a}", [][2]string{{"1", "x"}, {"2", "x"}, {"1", "x"}}, []string{"1 and 2 of x: add 1 and 2"}},
		{"{a} of {b}", "add {b}", [][2]string{{"1", "x"}, {"2", "x"}, {"3", "x"}, {"4", "x"}, {"5", "x"}}, []string{"1, 2, 3 and 2 more of x: add x"}},
		{"{a}", "do --Ips {a,} --Id {b}", [][2]string{{"1", "x"}, {"2", "x"}, {"3", "x"}, {"4", "x"}}, []string{"1, 2, 3 and 1 more: do --Ips 1,2,3,4 --Id x"}},
		{"{a}", "do --Ips {a,} --Id {b}", [][2]string{{"1", "x"}, {"2", "y"}}, []string{"1 and 2: do --Ips 1 --Id x; do --Ips 2 --Id y"}},
		{"{a}", "do --Ip {a}", [][2]string{{"1", "x"}, {"2", "x"}}, []string{"1 and 2: do --Ip 1; do --Ip 2"}},
	} {
		all := newTellings()
		for _, r := range c.replicas {
			o := standing(facts.Entity{Name: "place", Ref: model.Ref{Record: 1}}, facts.Entity{Name: r[0]}, facts.Entity{Name: r[1]})
			message, _ := newTemplate(c.message, names)
			fix, _ := newTemplate(c.fix, names)
			all.add(o, ruleFinding{rule: rule, message: message, fix: fix}, finding.Blocked)
		}
		var got []string
		for _, told := range all.list {
			got = append(got, told.message.text()+": "+told.fixText())
		}
		if len(got) != len(c.want) || got[0] != c.want[0] {
			t.Errorf("%q, %q of %v: %q, want %q", c.message, c.fix, c.replicas, got, c.want)
		}
	}
}

// Another place is another finding; other words for the same advice are not.
func TestDifferentFindingsOfReplicas(t *testing.T) {
	rule, all := &finding.Rule{ID: "nat/x"}, newTellings()
	for _, c := range []struct {
		record       int32
		message, fix string
		want         int // findings so far
	}{{1, "m", "f", 1}, {1, "other words", "f", 1}, {2, "m", "f", 2}, {2, "m", "g", 3}} {
		message, _ := newTemplate(c.message, nil)
		fix, _ := newTemplate(c.fix, nil)
		o := standing(facts.Entity{Ref: model.Ref{Record: c.record}})
		all.add(o, ruleFinding{rule: rule, message: message, fix: fix}, finding.Blocked)
		if len(all.list) != c.want {
			t.Errorf("%+v: %d findings", c, len(all.list))
		}
	}
}
