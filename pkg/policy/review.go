package policy

import (
	"context"
	"errors"
	"fmt"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

// Review returns what the rules about objects say of one. The error is a policy's: it names the rule, and the file.
func (e *Engine) Review(ctx context.Context, r facts.Review, locate func(model.Ref) source.Location) ([]finding.Finding, error) {
	decisions, err := e.decideObject(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("object %s %s/%s: %w", r.Kind, r.Namespace, r.Name, err)
	}
	var findings []finding.Finding
	for _, decision := range decisions {
		said, err := e.reviewed(r, decision, locate)
		if err != nil {
			return nil, err
		}
		findings = append(findings, said...)
	}
	return findings, nil
}

// decideObject returns what the rules say, and what those do that ask for names.
func (e *Engine) decideObject(ctx context.Context, r facts.Review) ([]*decision, error) {
	plain, err := e.decide(ctx, r.Case)
	if err != nil || len(e.asking) == 0 {
		return []*decision{plain}, err
	}
	named, err := e.decideNamed(ctx, r.Case, r.Names())
	return []*decision{plain, named}, err
}

func (e *Engine) reviewed(r facts.Review, decision *decision, locate func(model.Ref) source.Location) ([]finding.Finding, error) {
	o := outcome{decision, r.Case}
	subject := finding.Subject{Kind: r.Kind, Namespace: r.Namespace, Name: r.Name}
	var findings []finding.Finding
	for _, found := range decision.findings {
		at := o.ref(found.at)
		if at.IsZero() {
			return nil, e.blame(owner{"rule", found.rule.ID}, errors.New("the finding has no place"))
		}
		said := finding.Finding{
			Rule: found.rule, Severity: unasked(found.rule), Message: found.message.fill(o.name), Fix: found.fix.fill(o.name),
			At: locate(at), Subject: subject,
		}
		said.Fingerprint = finding.Fingerprint(found.rule.ID, o.identity(found, said.Message), subject.Namespace, subject.Kind, subject.Name)
		for _, cause := range found.causes {
			said.Causes = append(said.Causes, o.name(cause))
		}
		if found.rule.About == finding.AboutCluster {
			// Flows tell the same finding.
			said.Fingerprint = finding.Fingerprint(found.rule.ID, said.Message, subject.Namespace, subject.Kind, subject.Name)
		}
		for _, other := range found.related {
			if ref := o.ref(other.at); !ref.IsZero() {
				said.Related = append(said.Related, finding.Related{At: locate(ref), Message: other.message.fill(o.name)})
			}
		}
		findings = append(findings, said)
	}
	return findings, nil
}

// unasked returns the severity of a finding that no flow shows. What blocks flows is an error where somebody wants one.
func unasked(rule *finding.Rule) finding.Severity {
	if rule.About == finding.AboutFlow && rule.Severity == finding.Error {
		return finding.Warning
	}
	return rule.Severity
}

// identity is what tells the finding from others of its rule: the name of its place, or the text where flows have the same
// finding and are told by it.
func (o outcome) identity(found ruleFinding, message string) string {
	if found.rule.About == finding.AboutCluster || found.rule.About == finding.AboutWorkload {
		return message
	}
	return o.name(found.at)
}
