package facts

import (
	"github.com/egresslint/egresslint/pkg/model"
)

// The ways in which a rule set may deny a packet: whatever other policies say; unless one of them allows it, because it
// does no more than isolate the pod; or unless a NetworkPolicy isolates the pod.
const (
	deniesAlways        = "always"
	deniesUnlessAllowed = "unless-allowed"
	deniesUnisolated    = "unless-isolated"
)

// otherEffect is what a rule set may do to a packet.
type otherEffect struct {
	denies string
	allows bool
}

// foreign returns what the rule sets of other kinds may do on one end: those that may do something.
func (c *policyClass) foreign(t *table, direction int, packet policyPacket) []ForeignFacts {
	var out []ForeignFacts
	for _, o := range c.others {
		if o.family == model.TrafficPolicies && !o.vague {
			continue
		}
		effect := o.effect(direction, packet)
		if effect != (otherEffect{}) {
			out = append(out, ForeignFacts{
				At: t.add(o.Name, o.Ref), Family: string(o.family), End: policyWords[direction],
				Denies: effect.denies, Allows: effect.allows, Unread: o.vague,
			})
		}
	}
	return out
}

func (o *policyOther) effect(direction int, packet policyPacket) otherEffect {
	side := &o.sides[direction]
	switch {
	case o.vague:
		return otherEffect{deniesAlways, true}
	case !side.applies:
		return otherEffect{}
	case o.family == model.CiliumPolicies:
		return side.union(packet)
	}
	return o.first(side, packet)
}

// first returns the effect of rules of which the first that matches decides.
// https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#rule and
// https://network-policy-api.sigs.k8s.io/api-overview/#rule-priority
func (o *policyOther) first(side *otherSide, packet policyPacket) otherEffect {
	var e otherEffect
	explicit := deniesAlways
	if o.family == model.BaselinePolicies {
		explicit = deniesUnisolated
	}
	for i := range side.rules {
		rule := &side.rules[i]
		m := packet.other(rule)
		if m == No || rule.action == "log" {
			continue
		}
		switch rule.action {
		case "allow":
			e.allows = o.family != model.BaselinePolicies
		case "pass":
		default:
			e.denies = explicit
		}
		if m == Yes {
			return e
		}
	}
	if o.family == model.CalicoPolicies && e.denies == "" {
		e.denies = deniesUnlessAllowed
		if o.ownTier {
			e.denies = deniesAlways
		}
	}
	return e
}

// union returns the effect of rules that add up, where those that deny come first.
// https://docs.cilium.io/en/stable/network/kubernetes/policy/
func (s *otherSide) union(packet policyPacket) otherEffect {
	e, allowed := otherEffect{}, No
	for i := range s.rules {
		rule := &s.rules[i]
		m := packet.other(rule)
		switch {
		case m == No:
		case rule.action == "deny":
			e.denies = deniesAlways
			if m == Yes {
				return e
			}
		default:
			allowed = policyEither(allowed, m)
		}
	}
	e.allows = allowed != No
	if allowed != Yes && e.denies == "" {
		e.denies = deniesUnlessAllowed
	}
	return e
}

// other returns whether a rule of another kind matches. Whether its blocks match pods is not known, so that only what is
// so either way is sure.
func (k policyPacket) other(r *otherRule) Match {
	answer := k.rule(&r.policyRule)
	m := answer.allowed
	if answer.allowed != answer.byBlock {
		m = Maybe
	}
	if r.vague {
		return policyBoth(m, Maybe)
	}
	return m
}

// traffic returns what the TrafficPolicies of one end say: those that select the pod and have rules for the direction, and
// the rules that match or may.
func (c *policyClass) traffic(t *table, direction int, packet policyPacket) TrafficSide {
	side := TrafficSide{End: policyWords[direction], Policies: []Handle{}, Rules: []TrafficRule{}}
	for _, o := range c.others {
		if o.family != model.TrafficPolicies || o.vague || !o.sides[direction].applies {
			continue
		}
		side.Policies = append(side.Policies, t.add(o.Name, o.sides[direction].at))
		for i := range o.sides[direction].rules {
			rule := &o.sides[direction].rules[i]
			answer := packet.rule(&rule.policyRule)
			if answer.byBlock == No {
				continue
			}
			if rule.vague {
				answer.byBlock = policyBoth(answer.byBlock, Maybe)
			}
			side.Rules = append(side.Rules, TrafficRule{
				At: t.add(rule.Name, rule.Ref), Policy: len(side.Policies) - 1, Priority: o.priority, Place: i, Action: rule.action,
				Match: answer.byBlock, Ports: len(rule.ports) > 0, Workload: rule.workload,
			})
		}
	}
	return side
}
