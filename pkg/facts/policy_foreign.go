package facts

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/egresslint/egresslint/pkg/model"
)

// policyGlobal is a GlobalNetworkPolicy of ACK: a policy for pods of any namespace.
type policyGlobal struct {
	*policy
	selects policySelector
}

// doubted is a policy of which it is not known whether it selects the pods.
func (g *policyGlobal) doubted() *policyOther {
	return &policyOther{Entity: Entity{g.Name, g.Ref.At("/metadata/name")}, family: model.ACKPolicies, vague: true}
}

// policyOther is one rule set of another kind of policies, compiled.
type policyOther struct {
	Entity
	family   model.PolicyFamily
	selects  policySelector
	vague    bool // what it does is not known
	ownTier  bool
	priority int
	sides    [policyDirections]otherSide
}

// otherSide is one direction of a rule set.
type otherSide struct {
	applies bool
	at      model.Ref // of the rules
	rules   []otherRule
}

// otherRule is one rule. What it asks for beyond its peers and ports makes it vague.
type otherRule struct {
	policyRule
	action   string
	vague    bool
	workload bool // a peer is pods that it selects itself
}

// refusedPolicy is a NetworkPolicy that the API server would not take.
func refusedPolicy(w *model.Policy) *policyOther {
	return &policyOther{
		Entity: Entity{policyName(w), w.Ref.At("/metadata/name")}, vague: true,
		selects: func(namespace string, _, _ labels.Set) Match {
			return policyBoth(policyWhen(namespace == w.Namespace), Maybe)
		},
	}
}

// doubted is the rule set where it is not known whether it selects the pods.
func (o *policyOther) doubted() *policyOther {
	vague := *o
	vague.vague = true
	return &vague
}

func foreignName(f *model.ForeignPolicy) string {
	name := f.Kind + " " + strings.TrimPrefix(f.Namespace+"/"+f.Name, "/")
	if f.Family == model.ACKPolicies || f.Family == model.TrafficPolicies {
		return name
	}
	group, _, _ := strings.Cut(f.APIVersion, "/")
	return name + " of " + group
}

// compileForeign adds the rule sets of an object of another kind.
func (x *policyIndex) compileForeign(c *policyCompiler, f *model.ForeignPolicy) {
	for i := range f.Parts {
		part := &f.Parts[i]
		selects, sound := c.subject(part.Subjects)
		if f.Family == model.ACKPolicies && sound && !part.Vague {
			x.globals = append(x.globals, &policyGlobal{c.global(f, part), selects})
			continue
		}
		o := &policyOther{
			Entity: Entity{foreignName(f), f.Ref.At("/metadata/name")}, family: f.Family,
			selects: selects, vague: part.Vague || !sound, ownTier: f.OwnTier, priority: f.Priority,
		}
		o.sides[policyEgress] = c.section(f, &part.Egress, "egress")
		o.sides[policyIngress] = c.section(f, &part.Ingress, "ingress")
		x.others = append(x.others, o)
	}
}

// subject returns the selector of the pods that a rule set is about. False is one that cannot be read.
func (c *policyCompiler) subject(sets []model.PodSet) (policySelector, bool) {
	var all []policySelector
	sound := true
	for _, set := range sets {
		selects, err := c.podSet(set)
		if err != nil {
			sound = false
			selects = func(string, labels.Set, labels.Set) Match { return Maybe }
		}
		all = append(all, selects)
	}
	return func(namespace string, around, pod labels.Set) Match {
		m := No
		for _, selects := range all {
			m = policyEither(m, selects(namespace, around, pod))
		}
		return m
	}, sound
}

// global compiles a GlobalNetworkPolicy, which is a NetworkPolicy in all but its selectors.
func (c *policyCompiler) global(f *model.ForeignPolicy, part *model.PolicyPart) *policy {
	p := &policy{Entity: Entity{foreignName(f), f.Ref}}
	for direction, section := range [policyDirections]*model.PolicySection{&part.Egress, &part.Ingress} {
		side := c.section(f, section, policyWords[direction])
		p.sides[direction].isolates = side.applies
		for _, rule := range side.rules {
			p.sides[direction].rules = append(p.sides[direction].rules, rule.policyRule)
			p.spans = p.spans || rule.spans()
		}
	}
	return p
}

// policyWords are the directions as rules are called.
var policyWords = [policyDirections]string{"egress", "ingress"}

// spans tells whether the rule has an endPort or an except.
func (r *policyRule) spans() bool {
	return slices.ContainsFunc(r.ports, func(p policyPort) bool { return p.ranged }) ||
		slices.ContainsFunc(r.peers, func(p *policyPeer) bool { return p.block != nil && len(p.block.except) > 0 })
}

func (c *policyCompiler) section(f *model.ForeignPolicy, s *model.PolicySection, word string) otherSide {
	side := otherSide{applies: s.Applies, at: f.Ref.At(s.Pointer).Key()}
	for i := range s.Rules {
		written := &s.Rules[i]
		index := written.Pointer[strings.LastIndexByte(written.Pointer, '/')+1:]
		rule := otherRule{action: written.Action, vague: written.Vague}
		rule.Entity = Entity{fmt.Sprintf("%s rule %s of %s", word, ordinal(index), foreignName(f)), f.Ref.At(written.Pointer)}
		for _, peer := range written.Peers {
			rule.peers = append(rule.peers, c.foreignPeer(f, peer))
			rule.workload = rule.workload || peer.Pods != nil
		}
		for _, p := range written.Ports {
			rule.ports = append(rule.ports, policyPort{
				protocol: corev1.Protocol(p.Protocol), name: p.Name, first: p.First, last: p.Last,
				ranged: p.First > 0 && p.First < p.Last,
			})
		}
		side.rules = append(side.rules, rule)
	}
	return side
}

// ordinal returns the place of a rule as people count, from one.
func ordinal(index string) string {
	n := 0
	if _, err := fmt.Sscan(index, &n); err != nil {
		return index
	}
	return fmt.Sprint(n + 1)
}

// foreignPeer compiles a peer; one that cannot be read may match anything. The selectors of Calico select sets of
// addresses too, by labels that are not read here.
// https://docs.tigera.io/calico/latest/reference/resources/globalnetworkset
func (c *policyCompiler) foreignPeer(f *model.ForeignPolicy, written model.PolicyPeer) *policyPeer {
	outside := No
	if f.Family == model.CalicoPolicies || written.Vague {
		outside = Maybe
	}
	peer := &policyPeer{vague: true}
	switch {
	case written.Block != nil:
		if block, err := c.block(written.Block); err == nil {
			peer = &policyPeer{block: block}
		}
	case written.Host != "":
		peer = &policyPeer{host: written.Host}
	case written.Pods != nil:
		if selects, err := c.podSet(*written.Pods); err == nil {
			peer = c.selecting(selects, outside)
		}
	case written.Service != "":
		if behind := c.behindService(written.Namespace, written.Service); behind != nil {
			peer = c.selecting(behind, No)
		}
	case !written.Vague:
		peer = &policyPeer{all: true}
	}
	peer.vague = peer.vague || written.Vague
	return peer
}
