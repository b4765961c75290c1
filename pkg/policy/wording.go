package policy

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

// wording turns the outcomes of one flow into what users read.
type wording struct {
	engine   *Engine
	flow     *facts.Flow
	locate   func(model.Ref) source.Location
	expected source.Location
	told     finding.Told
	about    *finding.Flow
	tellings tellings
	worded   []worded
}

// worded is the path of a case, in the words for a replica whose verdict is the whole.
type worded struct {
	about *facts.Case
	whole finding.Verdict
	path  []finding.Hop
}

// answer words the verdict. A flow without a replica is unknown: nothing was judged.
func (w *wording) answer(replicas []replica) finding.Answer {
	verdicts := make([]finding.Verdict, len(replicas))
	for i, replica := range replicas {
		verdicts[i] = replica.verdict
	}
	answer := finding.Answer{Replicas: count(verdicts), EgressIP: egress(replicas), Missing: lacking(replicas)}
	w.about.Verdict = finding.Unknown
	if worst := finding.Worst(verdicts); worst >= 0 {
		w.about.Verdict = verdicts[worst]
		w.about.Share = share(replicas, w.about.Verdict)
		answer.Others = others(replicas, w.about.Verdict)
		if shown := replicas[worst]; shown.shown >= 0 {
			answer.Path = w.path(shown.outcomes[shown.shown], shown.verdict)
		}
	}
	w.about.Gate = finding.Denier(answer.Path)
	answer.Flow = *w.about
	return answer
}

// path words the hops. What nothing written decides is decided by what the source lacks: it is placed there. A gate that
// stops the packet to one of the ends, of a source that reaches others, is partial like the source's verdict.
func (w *wording) path(o outcome, whole finding.Verdict) []finding.Hop {
	same := func(known worded) bool { return known.about == o.about && known.whole == whole }
	if i := slices.IndexFunc(w.worded, same); i >= 0 {
		return w.worded[i].path
	}
	_, source := origin(w.flow.Source)
	path := make([]finding.Hop, len(o.hops))
	for i, hop := range o.hops {
		path[i] = finding.Hop{
			Gate:    hop.gate,
			Verdict: hop.verdict,
			Note:    hop.note.fill(o.name),
			Missing: o.lacks(hop),
		}
		if whole == finding.Partial && hop.verdict == finding.Deny {
			path[i].Verdict, path[i].Note = finding.Partial, path[i].Note+"; another end is reached"
		}
		path[i].At = w.locate(cmp.Or(o.ref(hop.at), source))
	}
	w.worded = append(w.worded, worded{o.about, whole, path})
	return path
}

// ref returns where an entity is written; zero when it is not.
func (o outcome) ref(at int) model.Ref {
	if at == nowhere {
		return model.Ref{}
	}
	return o.entity(at).Ref
}

// tell words the findings of all replicas.
func (w *wording) tell(replicas []replica) ([]finding.Finding, error) {
	for _, replica := range replicas {
		for _, outcome := range slices.Concat(replica.outcomes, replica.named) {
			for _, found := range outcome.findings {
				w.tellings.add(outcome, found, replica.verdict)
			}
		}
	}
	findings := make([]finding.Finding, 0, len(w.tellings.list))
	for _, t := range w.tellings.list {
		said := w.finding(t)
		if said.At.Path == "" {
			return nil, w.engine.blame(owner{"rule", said.Rule.ID}, errors.New("the finding has no place"))
		}
		if w.told.Has(said) {
			continue
		}
		findings = append(findings, said)
	}
	return finding.Sort(findings), nil
}

// finding places a finding where the config expects the flow, else where the demand is written, else where the policies say,
// else at the source, which is what has to change when nothing is written.
func (w *wording) finding(t *telling) finding.Finding {
	if t.key.rule.About != finding.AboutFlow {
		return w.general(t)
	}
	subject, written := origin(w.flow.Source)
	at := cmp.Or(w.flow.Target.Ref, t.key.at, written)
	place := w.locate(at)
	if w.expected.Path != "" {
		at, place = model.Ref{}, w.expected
	}
	said := finding.Finding{
		Rule:        t.key.rule,
		Severity:    t.key.rule.Severity,
		Message:     t.message.text(),
		Fix:         t.fixText(),
		At:          place,
		Subject:     subject,
		Flow:        w.about,
		Path:        w.path(t.outcome, t.whole),
		Fingerprint: w.fingerprint(t.outcome, t.found, subject),
		Causes:      t.causes,
	}
	if !t.key.at.IsZero() && t.key.at != at {
		said.Related = append(said.Related, finding.Related{At: w.locate(t.key.at), Message: t.outcome.decided(t.found)})
	}
	said.Related = append(said.Related, w.related(t)...)
	return said
}

// general words what is true of the cluster or of a workload whatever it sends: every flow that shows it has the same
// finding.
func (w *wording) general(t *telling) finding.Finding {
	subject, written := origin(w.flow.Source)
	if t.key.rule.About == finding.AboutCluster {
		subject = finding.Subject{}
	}
	message := t.message.text()
	said := finding.Finding{
		Rule:        t.key.rule,
		Severity:    t.key.rule.Severity,
		Message:     message,
		Fix:         t.fixText(),
		At:          w.locate(cmp.Or(t.key.at, written)),
		Subject:     subject,
		Fingerprint: finding.Fingerprint(t.key.rule.ID, message, subject.Namespace, subject.Kind, subject.Name),
	}
	if !w.told.Has(said) {
		said.Related = w.related(t)
	}
	return said
}

func (w *wording) related(t *telling) []finding.Related {
	var out []finding.Related
	for _, other := range t.related {
		out = append(out, finding.Related{At: w.locate(other.ref), Message: other.text})
	}
	return out
}

// decided words the place that a demand's finding is about.
func (o outcome) decided(f ruleFinding) string {
	if f.hop == nowhere {
		return "decided here"
	}
	return "decided here: " + o.hops[f.hop].note.fill(o.name)
}

func (w *wording) fingerprint(o outcome, f ruleFinding, s finding.Subject) string {
	at := ""
	if f.at != nowhere {
		at = o.name(f.at)
	}
	to := w.about
	return finding.Fingerprint(f.rule.ID, at, s.Namespace, s.Kind, s.Name, to.To, strconv.Itoa(to.Port), to.Protocol, to.Family)
}
