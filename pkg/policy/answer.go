package policy

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

// Places tells where things are written.
type Places struct {
	Locate   func(model.Ref) source.Location
	Expected source.Location // of the flow in the config; zero when it says nothing of it
}

// Answer judges a flow: the verdict of its worst replica, that replica's path, and the findings of all replicas. Findings
// of a flow that the config expects are placed there, those of one that is a demand where the demand is written; those that
// are told already are left out. The error is a policy's: it names the rule or the gate, and the file.
func (e *Engine) Answer(ctx context.Context, flow *facts.Flow, places Places, told finding.Told) (finding.Answer, error) {
	about := question(flow)
	w := wording{
		engine: e, flow: flow, locate: places.Locate, expected: places.Expected, told: told, about: &about, tellings: newTellings(),
	}
	replicas, err := e.judge(ctx, flow)
	var findings []finding.Finding
	if err == nil {
		findings, err = w.tell(replicas)
	}
	if err != nil {
		return finding.Answer{}, fmt.Errorf("flow from %s to %s: %w", about.From, about.To, err)
	}
	answer := w.answer(replicas)
	answer.Findings = findings
	return answer, nil
}

// question returns the flow without its answer.
func question(flow *facts.Flow) finding.Flow {
	return finding.Flow{
		From:     flow.From,
		To:       flow.Target.Text,
		Port:     flow.Target.Port,
		Protocol: flow.Target.Protocol,
		Family:   flow.Family,
	}
}

// origin returns the object that the packets come from, and where it is written.
func origin(s facts.Source) (finding.Subject, model.Ref) {
	if s.Instance != nil {
		return finding.Subject{Kind: "ECSInstance", Name: s.Instance.ID}, s.Instance.At
	}
	if s.Workload != nil {
		return finding.Subject{Kind: s.Workload.Kind, Namespace: s.Workload.Namespace, Name: s.Workload.Name}, s.Workload.Ref.At("/metadata/name")
	}
	return finding.Subject{Kind: "Pod", Namespace: s.Pod.Namespace, Name: s.Pod.Name}, s.Pod.Ref.At("/metadata/name")
}

// outcome is the decision about one case.
type outcome struct {
	*decision
	about *facts.Case
}

// entity returns what a handle of the decision stands for. Most are not asked for: one path is shown of many.
func (o outcome) entity(i int) facts.Entity {
	entity, _ := o.about.Entity(o.handles[i])
	return entity
}

// name returns what texts call it.
func (o outcome) name(i int) string { return o.entity(i).Name }

// replica is the outcomes of one replica, and the one that its path is shown of.
type replica struct {
	name     string
	verdict  finding.Verdict
	outcomes []outcome
	named    []outcome // of the rules that ask for names: only their findings count
	shown    int
}

func (e *Engine) judge(ctx context.Context, flow *facts.Flow) ([]replica, error) {
	replicas := make([]replica, len(flow.Replicas))
	for i, cases := range flow.Replicas {
		outcomes := make([]outcome, 0, len(cases))
		named, err := e.askNamed(ctx, flow, cases)
		if err != nil {
			return nil, err
		}
		verdicts := make([]finding.Verdict, 0, len(cases))
		for _, c := range cases {
			decision, err := e.decide(ctx, c)
			if err != nil {
				return nil, err
			}
			if !decision.aside {
				outcomes, verdicts = append(outcomes, outcome{decision, c}), append(verdicts, decision.verdict)
			}
		}
		replicas[i] = newReplica(outcomes, verdicts)
		replicas[i].named = named
		if len(cases) > 0 {
			replicas[i].name = cases[0].Replica
		}
	}
	return replicas, nil
}

// newReplica shows the first case that has the verdict of the whole, and the worst when the whole is a mixture.
func newReplica(outcomes []outcome, verdicts []finding.Verdict) replica {
	verdict := finding.Choose(verdicts)
	shown := slices.Index(verdicts, verdict)
	if shown < 0 {
		shown = finding.Worst(verdicts)
	}
	return replica{verdict: verdict, outcomes: outcomes, shown: shown}
}

func count(verdicts []finding.Verdict) finding.Replicas {
	var n finding.Replicas
	for _, verdict := range verdicts {
		switch verdict {
		case finding.Reachable:
			n.Reachable++
		case finding.Blocked:
			n.Blocked++
		case finding.Unknown:
			n.Unknown++
		case finding.Partial:
			n.Partial++
		}
	}
	return n
}

// share returns the replicas that have the verdict, unless all have it.
func share(replicas []replica, verdict finding.Verdict) finding.Share {
	s := finding.Share{Verdict: verdict, Of: len(replicas)}
	if !slices.ContainsFunc(replicas, func(r replica) bool { return r.verdict != verdict }) {
		return finding.Share{}
	}
	for _, replica := range replicas {
		if replica.verdict != verdict {
			continue
		}
		if s.Count++; s.Count <= finding.Shown {
			s.First = append(s.First, replica.name)
			s.Why = append(s.Why, replica.why())
		}
	}
	return s
}

// others returns the replicas that are neither reachable nor of the verdict, worst first.
func others(replicas []replica, verdict finding.Verdict) []finding.Share {
	var out []finding.Share
	for _, other := range []finding.Verdict{finding.Unknown, finding.Partial} {
		if s := share(replicas, other); other != verdict && s.Count > 0 {
			out = append(out, s)
		}
	}
	return out
}

// why returns what decided the verdict of the case which is shown: what the note of the hop begins with.
func (r replica) why() string {
	if r.shown < 0 {
		return ""
	}
	shown := r.outcomes[r.shown]
	for _, deciding := range []finding.Verdict{finding.Deny, finding.Unknown, finding.Partial} {
		for _, hop := range shown.hops {
			if hop.verdict == deciding {
				why, _, _ := strings.Cut(hop.note.fill(shown.name), "; ")
				return why
			}
		}
	}
	return ""
}

// egress returns the addresses that the flow may leave with, in the order of addresses.
func egress(replicas []replica) []string {
	names := map[string]bool{}
	for _, replica := range replicas {
		for _, outcome := range replica.outcomes {
			for _, i := range outcome.egress {
				names[outcome.name(i)] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(names), func(a, b string) int {
		x, _ := netip.ParseAddr(a)
		y, _ := netip.ParseAddr(b)
		return cmp.Or(x.Compare(y), strings.Compare(a, b))
	})
}

// lacking returns the exports that would settle the doubts of any replica.
func lacking(replicas []replica) []string {
	exports := map[string]bool{}
	for _, replica := range replicas {
		for _, outcome := range replica.outcomes {
			for _, hop := range outcome.hops {
				if hop.verdict == finding.Unknown || hop.verdict == finding.Partial {
					for _, export := range outcome.lacks(hop) {
						exports[export] = true
					}
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(exports))
}

// lacks returns the exports that would settle the doubt of a gate.
func (o outcome) lacks(h hop) []string {
	var exports []string
	for _, item := range h.missing {
		text := item.export
		if item.of != nowhere {
			text += " " + o.name(item.of)
		}
		exports = append(exports, text)
	}
	slices.Sort(exports)
	return slices.Compact(exports)
}
