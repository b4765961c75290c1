package model

import (
	"net/netip"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/egresslint/egresslint/pkg/source"
)

// decodePolicy reads a NetworkPolicy. One with a value that the API server refuses is no policy: its problems say so,
// and what is left of it would be another policy.
func decodePolicy(r *reader, m meta) resource {
	before := len(r.problems)
	p := &Policy{Namespace: m.namespace, Name: m.name, Spec: r.policySpec(r.object(r.root, "spec"))}
	for i := range r.problems[before:] {
		if problem := &r.problems[before+i]; problem.Severity == source.Error {
			problem.Message += ": the NetworkPolicy is left out"
			p.invalid = true
		}
	}
	return p
}

func (r *reader) policySpec(n *source.Node) networkingv1.NetworkPolicySpec {
	r.known(n, "podSelector", "policyTypes", "ingress", "egress")
	var spec networkingv1.NetworkPolicySpec
	if selector := r.selector(n, "podSelector"); selector != nil {
		spec.PodSelector = *selector
	}
	for _, kind := range r.list(n, "policyTypes") {
		text := r.asText(kind)
		if text != string(networkingv1.PolicyTypeIngress) && text != string(networkingv1.PolicyTypeEgress) {
			r.problem(kind, source.Error, "policy type %q is neither Ingress nor Egress", text)
		}
		spec.PolicyTypes = append(spec.PolicyTypes, networkingv1.PolicyType(text))
	}
	for _, rule := range r.list(n, "ingress") {
		peers, ports := r.policyRule(rule, "from")
		spec.Ingress = append(spec.Ingress, networkingv1.NetworkPolicyIngressRule{From: peers, Ports: ports})
	}
	for _, rule := range r.list(n, "egress") {
		peers, ports := r.policyRule(rule, "to")
		spec.Egress = append(spec.Egress, networkingv1.NetworkPolicyEgressRule{To: peers, Ports: ports})
	}
	return spec
}

// known warns of keys that the API does not have. The API server drops them, so a misspelt one makes another policy.
func (r *reader) known(n *source.Node, keys ...string) {
	if !n.Is(source.Map) {
		return
	}
next:
	for i, key := range n.Keys {
		for _, k := range keys {
			if k == key {
				continue next
			}
		}
		r.problem(n.Nodes[i], source.Warning, "%q is no field of a NetworkPolicy here: the API server ignores it; expected one of %s", key, strings.Join(keys, ", "))
	}
}

func (r *reader) policyRule(n *source.Node, side string) ([]networkingv1.NetworkPolicyPeer, []networkingv1.NetworkPolicyPort) {
	rule := r.asObject(n)
	r.known(rule, side, "ports")
	var peers []networkingv1.NetworkPolicyPeer
	for _, peer := range r.list(rule, side) {
		peers = append(peers, r.policyPeer(peer))
	}
	var ports []networkingv1.NetworkPolicyPort
	for _, port := range r.list(rule, "ports") {
		ports = append(ports, r.policyPort(r.asObject(port)))
	}
	return peers, ports
}

func (r *reader) policyPeer(n *source.Node) networkingv1.NetworkPolicyPeer {
	r.known(r.asObject(n), "podSelector", "namespaceSelector", "ipBlock")
	peer := networkingv1.NetworkPolicyPeer{
		PodSelector: r.selector(n, "podSelector"), NamespaceSelector: r.selector(n, "namespaceSelector"), IPBlock: r.ipBlock(r.object(n, "ipBlock")),
	}
	selects := peer.PodSelector != nil || peer.NamespaceSelector != nil
	switch {
	case !absent(n) && !n.Is(source.Map):
	case selects && peer.IPBlock != nil:
		r.problem(n, source.Error, "a peer has either an ipBlock or selectors, not both")
	case !selects && peer.IPBlock == nil:
		r.problem(n, source.Error, "a peer has neither selectors nor an ipBlock")
	}
	return peer
}

func (r *reader) ipBlock(n *source.Node) *networkingv1.IPBlock {
	if n == nil {
		return nil
	}
	r.known(n, "cidr", "except")
	block := &networkingv1.IPBlock{CIDR: r.text(n, "cidr"), Except: r.texts(n, "except")}
	cidr, err := netip.ParsePrefix(block.CIDR)
	if err != nil {
		place := n.Get("cidr")
		if place == nil {
			place = n
		}
		r.problem(place, source.Error, "%q is not a CIDR block", block.CIDR)
	}
	for i, text := range block.Except {
		except, bad := netip.ParsePrefix(text)
		switch place := n.Get("except").Nodes[i]; {
		case bad != nil:
			r.problem(place, source.Error, "%q is not a CIDR block", text)
		case err == nil && (!cidr.Contains(except.Addr()) || except.Bits() <= cidr.Bits()):
			r.problem(place, source.Error, "except %q is not inside %q", text, block.CIDR)
		}
	}
	return block
}

func (r *reader) policyPort(n *source.Node) networkingv1.NetworkPolicyPort {
	r.known(n, "protocol", "port", "endPort")
	var p networkingv1.NetworkPolicyPort
	if text := r.text(n, "protocol"); text != "" {
		protocol := corev1.Protocol(text)
		if protocol != corev1.ProtocolTCP && protocol != corev1.ProtocolUDP && protocol != corev1.ProtocolSCTP {
			r.problem(n.Get("protocol"), source.Error, "protocol %q is none of TCP, UDP, SCTP", text)
		}
		p.Protocol = &protocol
	}
	p.Port = r.policyPortNumber(r.get(n, "port"))
	if end := n.Get("endPort"); !absent(end) {
		last := r.number(n, "endPort", 0)
		if p.Port == nil || p.Port.Type != intstr.Int || last < p.Port.IntVal || last > maxPort {
			r.problem(end, source.Error, "endPort %s is no port from the written port on", end.String())
		}
		p.EndPort = &last
	}
	return p
}

const maxPort = 65535

func (r *reader) policyPortNumber(n *source.Node) *intstr.IntOrString {
	if absent(n) {
		return nil
	}
	port := &intstr.IntOrString{Type: intstr.String, StrVal: n.String()}
	switch number, err := strconv.Atoi(n.String()); {
	case n.Kind == source.String && err == nil:
		r.problem(n, source.Error, "port %q is a string of digits, which is no port name: write it without quotes", n.Text)
	case n.Kind == source.String:
	case n.Kind != source.Number || err != nil:
		r.mistyped(n, aPort)
	case number < 1 || number > maxPort:
		r.problem(n, source.Error, "port %d is out of range", number)
	default:
		port = &intstr.IntOrString{Type: intstr.Int, IntVal: int32(number)}
	}
	return port
}

// selector returns the label selector at the key of parent; nil when there is none, which is not the empty selector.
func (r *reader) selector(parent *source.Node, key string) *metav1.LabelSelector {
	n := r.object(parent, key)
	if n == nil {
		return nil
	}
	r.known(n, "matchLabels", "matchExpressions")
	r.labels(r.get(n, "matchLabels"))
	selector := &metav1.LabelSelector{MatchLabels: r.strings(n, "matchLabels")}
	for _, expression := range r.objects(n, "matchExpressions") {
		selector.MatchExpressions = append(selector.MatchExpressions, r.requirement(expression))
	}
	return selector
}

// labels reports what no label can be.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
func (r *reader) labels(n *source.Node) {
	if !n.Is(source.Map) {
		return
	}
	for i, key := range n.Keys {
		r.labelKey(n.Nodes[i], key)
		r.labelValue(n.Nodes[i])
	}
}

func (r *reader) labelKey(place *source.Node, key string) {
	if len(validation.IsQualifiedName(key)) > 0 {
		r.problem(place, source.Error, "%q is not a label key: the API server allows letters, digits, -, _ and ., after a domain and a slash or not", key)
	}
}

func (r *reader) labelValue(n *source.Node) {
	if n.Is(source.String) && len(validation.IsValidLabelValue(n.Text)) > 0 {
		r.problem(n, source.Error, "%q is not a label value: the API server allows up to 63 letters, digits, -, _ and .", n.Text)
	}
}

// requirement reads an expression of a selector.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
func (r *reader) requirement(n *source.Node) metav1.LabelSelectorRequirement {
	r.known(n, "key", "operator", "values")
	out := metav1.LabelSelectorRequirement{
		Key: r.text(n, "key"), Operator: metav1.LabelSelectorOperator(r.text(n, "operator")), Values: r.texts(n, "values"),
	}
	r.labelKey(n, out.Key)
	for _, value := range r.get(n, "values").Elements() {
		r.labelValue(value)
	}
	switch out.Operator {
	case metav1.LabelSelectorOpIn, metav1.LabelSelectorOpNotIn:
		if len(out.Values) == 0 {
			r.problem(n, source.Error, "operator %s needs values", out.Operator)
		}
	case metav1.LabelSelectorOpExists, metav1.LabelSelectorOpDoesNotExist:
		if len(out.Values) > 0 {
			r.problem(n, source.Error, "operator %s takes no values", out.Operator)
		}
	default:
		r.problem(n, source.Error, "operator %q is none of In, NotIn, Exists, DoesNotExist", out.Operator)
	}
	return out
}
