package model

import (
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// readGlobal reads a GlobalNetworkPolicy of ACK: a NetworkPolicy without a namespace, whose selectors mean all namespaces
// where they name none.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/using-ack-globalnetworkpolicy
func readGlobal(p *ForeignPolicy, spec *source.Node) {
	set := podSet(spec.Get("podSelector"), spec.Get("namespaceSelector"))
	part := PolicyPart{Subjects: []PodSet{set}, Vague: set.Vague || more(spec, "podSelector", "namespaceSelector", "policyTypes", "ingress", "egress")}
	types := []string{}
	for _, kind := range spec.Get("policyTypes").Elements() {
		types = append(types, kind.String())
		part.Vague = part.Vague || kind.String() != "Ingress" && kind.String() != "Egress"
	}
	part.Egress = globalSection(spec, "egress", "to")
	part.Ingress = globalSection(spec, "ingress", "from")
	part.Egress.Applies, part.Ingress.Applies = len(part.Egress.Rules) > 0, true
	if len(types) > 0 {
		part.Egress.Applies, part.Ingress.Applies = slices.Contains(types, "Egress"), slices.Contains(types, "Ingress")
	}
	part.Vague = part.Vague || unlisted(spec.Get("policyTypes")) || unlisted(spec.Get("ingress")) || unlisted(spec.Get("egress"))
	isVague := func(r PolicyRule) bool { return r.Vague }
	part.Vague = part.Vague || slices.ContainsFunc(part.Egress.Rules, isVague) || slices.ContainsFunc(part.Ingress.Rules, isVague)
	p.Parts = []PolicyPart{part}
}

func globalSection(spec *source.Node, direction, peers string) PolicySection {
	pointer := "/spec/" + direction
	return PolicySection{Pointer: pointer, Rules: rules(spec.Get(direction), pointer, func(n *source.Node) PolicyRule {
		rule := PolicyRule{Action: "allow", Vague: more(n, peers, "ports") || unlisted(n.Get(peers)) || unlisted(n.Get("ports"))}
		for _, written := range n.Get(peers).Elements() {
			peer := globalPeer(written)
			rule.Peers = append(rule.Peers, peer)
			rule.Vague = rule.Vague || peer.Vague
		}
		for _, written := range n.Get("ports").Elements() {
			protocol := written.Get("protocol").String()
			if protocol == "" {
				protocol = "TCP"
			}
			port, sound := portRange(protocol, written.Get("port"), written.Get("endPort"))
			rule.Ports = append(rule.Ports, port)
			rule.Vague = rule.Vague || !sound || more(written, "protocol", "port", "endPort")
		}
		return rule
	})}
}

func globalPeer(n *source.Node) PolicyPeer {
	if block := n.Get("ipBlock"); !absent(block) {
		var except []string
		for _, text := range block.Get("except").Elements() {
			except = append(except, text.String())
		}
		peer := cidrPeer(block.Get("cidr").String(), except...)
		peer.Vague = peer.Vague || more(n, "ipBlock") || more(block, "cidr", "except")
		return peer
	}
	set := podSet(n.Get("podSelector"), n.Get("namespaceSelector"))
	return PolicyPeer{Pods: &set, Vague: set.Vague || more(n, "podSelector", "namespaceSelector") || len(keysOf(n)) == 0}
}

// readTraffic reads a TrafficPolicy or a GlobalTrafficPolicy.
// https://www.alibabacloud.com/help/en/cs/user-guide/use-trafficpolicy-to-manage-agent-network-access-1
func readTraffic(p *ForeignPolicy, spec *source.Node) {
	set := podSet(spec.Get("selector"), nil)
	set.Namespace = p.Namespace
	part := PolicyPart{Subjects: []PodSet{set}, Vague: set.Vague || more(spec, "priority", "selector", "ingress", "egress")}
	p.Priority = 1000
	if priority := spec.Get("priority"); !absent(priority) {
		number, err := strconv.Atoi(priority.String())
		p.Priority, part.Vague = number, part.Vague || err != nil
	}
	part.Egress = trafficSection(spec.Get("egress"), "egress", "to", p.Namespace)
	part.Ingress = trafficSection(spec.Get("ingress"), "ingress", "from", p.Namespace)
	part.Vague = part.Vague || more(spec.Get("egress"), "rules") || more(spec.Get("ingress"), "rules")
	p.Parts = []PolicyPart{part}
}

// trafficSection reads a direction, which is not limited while it has no rule. What a rule without peers means is told in
// two ways: that it is for everything, and that it is skipped.
func trafficSection(n *source.Node, direction, peers, namespace string) PolicySection {
	s := PolicySection{Pointer: "/spec/" + direction + "/rules"}
	s.Rules = rules(n.Get("rules"), s.Pointer, func(n *source.Node) PolicyRule {
		rule := PolicyRule{Action: strings.ToLower(n.Get("action").String()), Vague: more(n, "action", peers, "ports") || unlisted(n.Get("ports")) || len(n.Get(peers).Elements()) == 0}
		for _, written := range n.Get(peers).Elements() {
			rule.Peers = append(rule.Peers, trafficPeer(written, namespace))
		}
		for _, written := range n.Get("ports").Elements() {
			port, sound := portRange(written.Get("protocol").String(), written.Get("port"), written.Get("endPort"))
			rule.Ports = append(rule.Ports, port)
			rule.Vague = rule.Vague || !sound || port.Protocol == "" || more(written, "protocol", "port", "endPort")
		}
		return rule
	})
	s.Applies = len(s.Rules) > 0
	return s
}

func trafficPeer(n *source.Node, namespace string) PolicyPeer {
	if more(n, "cidr", "fqdn", "service", "workload") || len(keysOf(n)) != 1 {
		return PolicyPeer{Vague: true}
	}
	switch n.Keys[0] {
	case "cidr":
		return cidrPeer(bareCIDR(n.Get("cidr").String()))
	case "fqdn":
		return PolicyPeer{Host: strings.ToLower(strings.TrimSuffix(n.Get("fqdn").String(), "."))}
	case "service":
		service := n.Get("service")
		peer := PolicyPeer{Service: service.Get("name").String(), Namespace: service.Get("namespace").String()}
		if peer.Namespace == "" {
			peer.Namespace = namespace
		}
		peer.Vague = peer.Service == "" || peer.Namespace == "" || more(service, "name", "namespace")
		return peer
	}
	return trafficWorkload(n.Get("workload"))
}

func trafficWorkload(n *source.Node) PolicyPeer {
	selector := &source.Node{Kind: source.Map, Keys: []string{"matchLabels"}, Nodes: []*source.Node{n.Get("selector")}}
	set := podSet(selector, nil)
	set.Namespace = n.Get("namespace").String()
	return PolicyPeer{Pods: &set, Vague: set.Vague || set.Namespace == "" || absent(n.Get("selector")) || more(n, "namespace", "selector")}
}
