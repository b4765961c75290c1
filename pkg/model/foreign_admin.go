package model

import (
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// decodeAdmin reads an AdminNetworkPolicy, a BaselineAdminNetworkPolicy or a ClusterNetworkPolicy, which has a tier for
// what the others have two kinds.
// https://network-policy-api.sigs.k8s.io/api-overview/
func decodeAdmin(r *reader, m meta) resource {
	p := foreignKind(AdminPolicies, readAdmin)(r, m).(*ForeignPolicy)
	if m.kind == "BaselineAdminNetworkPolicy" || r.root.Get("spec", "tier").String() == "Baseline" {
		p.Family = BaselinePolicies
	}
	return p
}

func readAdmin(p *ForeignPolicy, spec *source.Node) {
	subject := adminPods(spec.Get("subject"))
	part := PolicyPart{Subjects: []PodSet{subject}, Vague: more(spec, "tier", "priority", "subject", "ingress", "egress")}
	p.Priority, _ = strconv.Atoi(spec.Get("priority").String())
	read := func(direction, peers string) PolicySection {
		s := PolicySection{Pointer: "/spec/" + direction}
		part.Vague = part.Vague || unlisted(spec.Get(direction))
		s.Rules = rules(spec.Get(direction), s.Pointer, func(n *source.Node) PolicyRule { return adminRule(n, peers) })
		s.Applies = len(s.Rules) > 0
		return s
	}
	part.Egress, part.Ingress = read("egress", "to"), read("ingress", "from")
	p.Parts = []PolicyPart{part}
}

func adminRule(n *source.Node, peers string) PolicyRule {
	rule := PolicyRule{Action: strings.ToLower(n.Get("action").String()), Vague: more(n, "name", "action", peers, "ports")}
	if rule.Action == "accept" {
		rule.Action = "allow"
	}
	for _, written := range n.Get(peers).Elements() {
		if networks := written.Get("networks"); !absent(networks) && len(keysOf(written)) == 1 {
			for _, net := range networks.Elements() {
				rule.Peers = append(rule.Peers, cidrPeer(net.String()))
			}
			continue
		}
		set := adminPods(written)
		rule.Peers = append(rule.Peers, PolicyPeer{Pods: &set, Vague: set.Vague})
	}
	for _, written := range n.Get("ports").Elements() {
		rule.adminPort(written)
	}
	return rule
}

func (rule *PolicyRule) adminPort(n *source.Node) {
	number, span := n.Get("portNumber"), n.Get("portRange")
	var port PolicyPort
	sound := len(keysOf(n)) == 1
	switch {
	case !absent(number):
		port, sound = portRange(number.Get("protocol").String(), number.Get("port"), nil)
	case !absent(span):
		port, sound = portRange(span.Get("protocol").String(), span.Get("start"), span.Get("end"))
	default:
		port = PolicyPort{Name: n.Get("namedPort").String()}
	}
	rule.Ports, rule.Vague = append(rule.Ports, port), rule.Vague || !sound
}

// adminPods returns the pods of a subject or a peer: all of some namespaces, or some of them.
func adminPods(n *source.Node) PodSet {
	pods := n.Get("pods")
	if absent(pods) {
		set := podSet(nil, n.Get("namespaces"))
		set.Vague = set.Vague || absent(n.Get("namespaces")) || more(n, "namespaces")
		return set
	}
	set := podSet(pods.Get("podSelector"), pods.Get("namespaceSelector"))
	set.Vague = set.Vague || more(n, "pods") || more(pods, "podSelector", "namespaceSelector")
	return set
}
