package model

import (
	"cmp"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// readCalico reads a NetworkPolicy or a GlobalNetworkPolicy of Calico.
// https://docs.tigera.io/calico/latest/reference/resources/networkpolicy
func readCalico(p *ForeignPolicy, spec *source.Node) {
	subject := PodSet{
		Namespace: p.Namespace, Expression: spec.Get("selector").String(), NamespaceExpression: spec.Get("namespaceSelector").String(),
		Vague: !absent(spec.Get("serviceAccountSelector")),
	}
	tier := cmp.Or(spec.Get("tier").String(), "default")
	p.OwnTier = tier != "default"
	part := PolicyPart{Subjects: []PodSet{subject}, Vague: more(spec, "tier", "order", "selector", "namespaceSelector",
		"serviceAccountSelector", "types", "ingress", "egress", "performanceHints")}
	var types []string
	for _, kind := range spec.Get("types").Elements() {
		types = append(types, kind.String())
	}
	read := func(direction, peer, own string) PolicySection {
		s := PolicySection{Pointer: "/spec/" + direction}
		part.Vague = part.Vague || unlisted(spec.Get(direction))
		s.Rules = rules(spec.Get(direction), s.Pointer, func(n *source.Node) PolicyRule { return calicoRule(n, peer, own, p.Namespace) })
		return s
	}
	part.Egress, part.Ingress = read("egress", "destination", "source"), read("ingress", "source", "destination")
	part.Egress.Applies = len(part.Egress.Rules) > 0
	part.Ingress.Applies = len(part.Ingress.Rules) > 0 || !part.Egress.Applies
	if len(types) > 0 {
		part.Egress.Applies, part.Ingress.Applies = slices.Contains(types, "Egress"), slices.Contains(types, "Ingress")
	}
	p.Parts = []PolicyPart{part}
}

// calicoRule reads a rule. What it asks of the policy's own end, and of packets beyond their ports, is not read.
func calicoRule(n *source.Node, peer, own, namespace string) PolicyRule {
	rule := PolicyRule{Action: strings.ToLower(n.Get("action").String())}
	rule.Vague = more(n, "action", "metadata", "protocol", "source", "destination") || more(n.Get("source"), calicoKeys...) ||
		more(n.Get("destination"), calicoKeys...) || !absent(n.Get("source", "ports"))
	rule.Vague = rule.Vague || more(n.Get(own), "ports")
	rule.Ports = calicoPorts(n, &rule)
	rule.Peers = calicoPeers(n.Get(peer), namespace)
	return rule
}

// calicoKeys are the fields of an end that are read.
var calicoKeys = []string{"nets", "selector", "namespaceSelector", "ports"}

func calicoPorts(n *source.Node, rule *PolicyRule) []PolicyPort {
	protocol := strings.ToUpper(n.Get("protocol").String())
	if name, numbered := map[string]string{"1": "ICMP", "6": "TCP", "17": "UDP", "132": "SCTP"}[protocol]; numbered {
		protocol = name
	}
	var out []PolicyPort
	for _, written := range n.Get("destination", "ports").Elements() {
		first, last, ranged := strings.Cut(written.String(), ":")
		end := &source.Node{Kind: source.String, Text: last}
		if !ranged {
			end = nil
		}
		port, sound := portRange(protocol, &source.Node{Kind: source.String, Text: first}, end)
		out, rule.Vague = append(out, port), rule.Vague || !sound
	}
	if len(out) == 0 && protocol != "" {
		out = []PolicyPort{{Protocol: protocol, Last: maxPort}}
	}
	return out
}

// calicoPeers returns the peers of one end: its blocks, or its selectors, or both at once, which are read loosely.
func calicoPeers(n *source.Node, namespace string) []PolicyPeer {
	var out []PolicyPeer
	selector, around := n.Get("selector").String(), n.Get("namespaceSelector").String()
	selects := selector != "" || around != ""
	for _, net := range n.Get("nets").Elements() {
		peer := cidrPeer(bareCIDR(net.String()))
		peer.Vague = peer.Vague || selects
		out = append(out, peer)
	}
	if selects && len(out) == 0 {
		set := PodSet{Expression: selector, NamespaceExpression: around}
		if around == "" {
			set.Namespace = namespace
		}
		out = append(out, PolicyPeer{Pods: &set})
	}
	return out
}
