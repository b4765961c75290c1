package facts

import (
	"fmt"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// PoliciesFacts is the policies of the bundle together.
type PoliciesFacts struct {
	Denying   []Handle `json:"denying"`   // the first that would keep pods from something; those of the platform are not anybody's to change
	More      bool     `json:"more"`      // the last of these stands for others too, as its name says
	Instances bool     `json:"instances"` // pods may run on virtual nodes or ACS, where it is not the network plugin that enforces them
}

// PolicySectionFacts is rules of a NetworkPolicy for a direction that its policyTypes leave out.
type PolicySectionFacts struct {
	At     Handle `json:"at"` // the rules
	Policy Handle `json:"policy"`
	Named  Handle `json:"named"` // text: its namespace and name, as kubectl takes them
	End    string `json:"end"`   // egress, ingress
	Types  Handle `json:"types"` // the policyTypes
}

// policyReviews reviews the policies of the bundle, those of the platform apart.
func (f *Facts) policyReviews() []Review {
	out := f.policiesTogether()
	r := newPolicyReader(f)
	for _, p := range f.policies.plain {
		if isPlatform(p.written.Namespace) {
			continue
		}
		out = append(out, f.policySections(p)...)
		out = append(out, r.subject(p)...)
		for direction := range p.sides {
			if p.sides[direction].isolates {
				out = append(out, r.side(p, direction)...)
			}
		}
	}
	return out
}

// reviewPolicy returns the record of something about a NetworkPolicy.
func (f *Facts) reviewPolicy(p *policy, compute func(t *table) ObjectFacts) Review {
	return Review{Kind: "NetworkPolicy", Namespace: p.written.Namespace, Name: p.written.Name, Case: f.objectRecord(compute)}
}

// named returns how kubectl takes the name of a policy.
func (p *policy) named(t *table) Handle {
	return t.add(p.written.Name+" -n "+p.written.Namespace, model.Ref{})
}

// policiesShown is how many policies a finding about all of them lists.
const policiesShown = 10

// policiesTogether reviews what enforces policies, where there is one.
func (f *Facts) policiesTogether() []Review {
	x := f.policies
	var denying []Entity
	for _, p := range x.plain {
		if p.denies() && !isPlatform(p.written.Namespace) {
			denying = append(denying, Entity{p.Name, p.Ref.At("/metadata/name")})
		}
	}
	for _, g := range x.globals {
		if g.denies() {
			denying = append(denying, Entity{g.Name, g.Ref.At("/metadata/name")})
		}
	}
	if len(denying) == 0 {
		return nil
	}
	return []Review{{Case: f.objectRecord(func(t *table) ObjectFacts {
		facts := &PoliciesFacts{Instances: f.onInstances(), Denying: []Handle{}}
		shown := slices.Clone(denying[:min(policiesShown, len(denying))])
		if rest := len(denying) - len(shown); rest > 0 {
			facts.More = true
			shown[policiesShown-1].Name += fmt.Sprintf(" and %d more", rest)
		}
		for _, e := range shown {
			facts.Denying = append(facts.Denying, t.add(e.Name, e.Ref))
		}
		return ObjectFacts{Policies: facts}
	})}}
}

// denies tells whether a policy isolates pods in a direction and does not let all through again.
func (p *policy) denies() bool {
	return slices.ContainsFunc(p.sides[:], func(s policyWritten) bool { return s.isolates && !slices.ContainsFunc(s.rules, isForAll) })
}

func isForAll(r policyRule) bool { return len(r.peers) == 0 && len(r.ports) == 0 }

// onInstances tells whether a pod may run where it is not the network plugin of the cluster that enforces policies.
func (f *Facts) onInstances() bool {
	elsewhere := func(t *model.Template) bool {
		return asksForVirtualNode(t) || t.Labels["alibabacloud.com/acs"] == "true"
	}
	return slices.ContainsFunc(f.network.Nodes, func(n *model.Node) bool { return n.Virtual }) ||
		slices.ContainsFunc(f.network.Workloads, func(w *model.Workload) bool { return elsewhere(&w.Template) }) ||
		slices.ContainsFunc(f.network.Pods, func(p *model.Pod) bool { return elsewhere(&p.Template) })
}

// policySections reviews rules that do nothing because policyTypes leaves their direction out. A rule that lets all through
// would change nothing.
// https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
func (f *Facts) policySections(p *policy) []Review {
	var out []Review
	for direction, side := range p.sides {
		if side.isolates || len(p.written.Spec.PolicyTypes) == 0 || len(side.rules) == 0 || slices.ContainsFunc(side.rules, isForAll) {
			continue
		}
		word := policyWords[direction]
		out = append(out, f.reviewPolicy(p, func(t *table) ObjectFacts {
			return ObjectFacts{PolicySection: &PolicySectionFacts{
				At: t.add(word, p.Ref.At(policyPointers[direction]).Key()), Policy: t.add(p.Name, p.Ref), Named: p.named(t),
				End: word, Types: t.add("policyTypes", p.Ref.At("/spec/policyTypes").Key()),
			}}
		}))
	}
	return out
}
