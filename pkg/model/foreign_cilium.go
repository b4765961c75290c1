package model

import (
	"strconv"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/egresslint/egresslint/pkg/source"
)

// readCilium reads a CiliumNetworkPolicy or a CiliumClusterwideNetworkPolicy: one rule set in spec, or several in specs.
// https://docs.cilium.io/en/stable/network/kubernetes/policy/
func readCilium(p *ForeignPolicy, spec *source.Node) {
	if !absent(spec) {
		p.Parts = append(p.Parts, ciliumPart(spec, "/spec", p.Namespace))
	}
}

// readCiliumSpecs reads the list of rule sets beside spec.
func readCiliumSpecs(p *ForeignPolicy, specs *source.Node) {
	for i, spec := range specs.Elements() {
		p.Parts = append(p.Parts, ciliumPart(spec, "/specs/"+strconv.Itoa(i), p.Namespace))
	}
	if unlisted(specs) {
		p.Parts = append(p.Parts, PolicyPart{Subjects: []PodSet{{}}, Vague: true})
	}
}

func decodeCilium(r *reader, m meta) resource {
	p := foreignKind(CiliumPolicies, readCilium)(r, m).(*ForeignPolicy)
	readCiliumSpecs(p, r.root.Get("specs"))
	return p
}

func ciliumPart(spec *source.Node, pointer, namespace string) PolicyPart {
	subject := ciliumPods(spec.Get("endpointSelector"), namespace)
	part := PolicyPart{Subjects: []PodSet{subject}, Vague: more(spec, "endpointSelector", "ingress", "ingressDeny", "egress", "egressDeny", "description", "labels")}
	part.Egress = ciliumSection(spec, pointer, "egress", "to", namespace)
	part.Ingress = ciliumSection(spec, pointer, "ingress", "from", namespace)
	return part
}

// ciliumSection reads the rules of a direction, those that deny first: they count before the others.
func ciliumSection(spec *source.Node, pointer, direction, word, namespace string) PolicySection {
	s := PolicySection{Pointer: pointer + "/" + direction}
	for _, list := range []struct{ key, action string }{{direction + "Deny", "deny"}, {direction, "allow"}} {
		s.Applies = s.Applies || len(spec.Get(list.key).Elements()) > 0
		s.Rules = append(s.Rules, rules(spec.Get(list.key), pointer+"/"+list.key, func(n *source.Node) PolicyRule {
			return ciliumRule(n, list.action, word, namespace)
		})...)
	}
	return s
}

// ciliumRule reads a rule. One that names no peer is for all; one that is empty is for none.
func ciliumRule(n *source.Node, action, word, namespace string) PolicyRule {
	endpoints, cidr, set, entities := word+"Endpoints", word+"CIDR", word+"CIDRSet", word+"Entities"
	rule := PolicyRule{Action: action, Vague: more(n, endpoints, cidr, set, entities, "toPorts") || len(keysOf(n)) == 0}
	for _, written := range n.Get(endpoints).Elements() {
		pods := ciliumPods(written, namespace)
		rule.Peers = append(rule.Peers, PolicyPeer{Pods: &pods})
	}
	for _, written := range n.Get(cidr).Elements() {
		rule.Peers = append(rule.Peers, cidrPeer(bareCIDR(written.String())))
	}
	for _, written := range n.Get(set).Elements() {
		var except []string
		for _, text := range written.Get("except").Elements() {
			except = append(except, text.String())
		}
		peer := cidrPeer(bareCIDR(written.Get("cidr").String()), except...)
		peer.Vague = peer.Vague || more(written, "cidr", "except")
		rule.Peers = append(rule.Peers, peer)
	}
	for _, written := range n.Get(entities).Elements() {
		rule.Peers = append(rule.Peers, PolicyPeer{Vague: written.String() != "all"})
	}
	for _, written := range n.Get("toPorts").Elements() {
		rule.Vague = rule.Vague || more(written, "ports")
		for _, port := range written.Get("ports").Elements() {
			rule.ciliumPort(port)
		}
	}
	return rule
}

func (rule *PolicyRule) ciliumPort(n *source.Node) {
	protocol := n.Get("protocol").String()
	if protocol == "ANY" {
		protocol = ""
	}
	end := n.Get("endPort")
	if end.String() == "0" {
		end = nil
	}
	port, sound := portRange(protocol, n.Get("port"), end)
	if port.Name == "" && port.First == 0 {
		port.Last = maxPort
	}
	rule.Ports, rule.Vague = append(rule.Ports, port), rule.Vague || !sound || more(n, "port", "endPort", "protocol")
}

// ciliumNamespace is the label that stands for the namespace of a pod; the labels of the namespace itself follow the
// prefix after it.
// https://docs.cilium.io/en/stable/network/kubernetes/policy/#known-pitfalls
const (
	ciliumNamespace       = "io.kubernetes.pod.namespace"
	ciliumNamespaceLabels = "io.cilium.k8s.namespace.labels."
)

// ciliumPods returns the pods of an endpoint selector. In a namespaced policy it means those of the namespace, unless it
// asks for a namespace itself.
func ciliumPods(n *source.Node, namespace string) PodSet {
	written, sound := ciliumLabels(n)
	set := PodSet{Namespace: namespace, Vague: !sound}
	pods, namespaces := &metav1.LabelSelector{}, &metav1.LabelSelector{}
	for key, value := range written.MatchLabels {
		target, key := ciliumTarget(key, pods, namespaces)
		metav1.AddLabelToSelector(target, key, value)
	}
	for _, e := range written.MatchExpressions {
		target, key := ciliumTarget(e.Key, pods, namespaces)
		e.Key = key
		target.MatchExpressions = append(target.MatchExpressions, e)
	}
	set.Pods = pods
	if len(namespaces.MatchLabels)+len(namespaces.MatchExpressions) > 0 {
		set.Namespace, set.Namespaces = "", namespaces
	}
	set.Vague = set.Vague || !soundSelector(pods) || !soundSelector(namespaces)
	return set
}

// ciliumLabels reads a selector whose keys begin with the source of the label, which labels of Kubernetes do not have.
func ciliumLabels(n *source.Node) (*metav1.LabelSelector, bool) {
	selector := &metav1.LabelSelector{}
	for i, key := range keysOf(n.Get("matchLabels")) {
		metav1.AddLabelToSelector(selector, key, n.Get("matchLabels").Nodes[i].String())
	}
	sound := !more(n, "matchLabels", "matchExpressions")
	for _, e := range n.Get("matchExpressions").Elements() {
		requirement := metav1.LabelSelectorRequirement{Key: e.Get("key").String(), Operator: metav1.LabelSelectorOperator(e.Get("operator").String())}
		for _, value := range e.Get("values").Elements() {
			requirement.Values = append(requirement.Values, value.String())
		}
		selector.MatchExpressions = append(selector.MatchExpressions, requirement)
	}
	return selector, sound
}

// ciliumTarget returns the selector that a key belongs to, and the key there. Keys of other sources stay as they are,
// which no label is called: they make the selector unsound.
func ciliumTarget(key string, pods, namespaces *metav1.LabelSelector) (*metav1.LabelSelector, string) {
	for _, source := range []string{"k8s:", "any:"} {
		key = strings.TrimPrefix(key, source)
	}
	if label, ok := strings.CutPrefix(key, ciliumNamespaceLabels); ok {
		return namespaces, label
	}
	if key == ciliumNamespace {
		return namespaces, namespaceNameLabel
	}
	return pods, key
}
