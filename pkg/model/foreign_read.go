package model

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/egresslint/egresslint/pkg/source"
)

// foreignKind returns the decoder of a policy kind that is not of Kubernetes itself. What of an object is not understood
// makes it vague and no problem: its own component has the say about it.
func foreignKind(family PolicyFamily, read func(p *ForeignPolicy, spec *source.Node)) func(*reader, meta) resource {
	return func(r *reader, m meta) resource {
		p := &ForeignPolicy{APIVersion: m.apiVersion, Kind: m.kind, Namespace: m.namespace, Name: m.name, Family: family}
		read(p, r.root.Get("spec"))
		return p
	}
}

// more tells whether n has other keys than these, or is no object.
func more(n *source.Node, keys ...string) bool {
	if absent(n) {
		return false
	}
	return !n.Is(source.Map) || slices.ContainsFunc(n.Keys, func(key string) bool { return !slices.Contains(keys, key) })
}

// labelSelector returns the label selector at n, nil when there is none. False is one that the API server refuses.
func labelSelector(n *source.Node) (*metav1.LabelSelector, bool) {
	if absent(n) {
		return nil, true
	}
	sound := !more(n, "matchLabels", "matchExpressions")
	selector := &metav1.LabelSelector{}
	labels := n.Get("matchLabels")
	sound = sound && !more(labels, keysOf(labels)...)
	for i, key := range keysOf(labels) {
		metav1.AddLabelToSelector(selector, key, labels.Nodes[i].String())
	}
	for _, written := range n.Get("matchExpressions").Elements() {
		sound = sound && !more(written, "key", "operator", "values")
		e := metav1.LabelSelectorRequirement{Key: written.Get("key").String(), Operator: metav1.LabelSelectorOperator(written.Get("operator").String())}
		for _, value := range written.Get("values").Elements() {
			e.Values = append(e.Values, value.String())
		}
		selector.MatchExpressions = append(selector.MatchExpressions, e)
	}
	return selector, sound && soundSelector(selector)
}

func keysOf(n *source.Node) []string {
	if !n.Is(source.Map) {
		return nil
	}
	return n.Keys
}

// soundSelector tells whether labels can have what the selector asks for.
func soundSelector(s *metav1.LabelSelector) bool {
	for key, value := range s.MatchLabels {
		if len(validation.IsQualifiedName(key)) > 0 || len(validation.IsValidLabelValue(value)) > 0 {
			return false
		}
	}
	_, err := metav1.LabelSelectorAsSelector(s)
	return err == nil
}

// podSet returns the pods of a pair of selectors, as NetworkPolicies have them.
func podSet(pods, namespaces *source.Node) PodSet {
	byPod, sound := labelSelector(pods)
	byNamespace, soundToo := labelSelector(namespaces)
	return PodSet{Pods: byPod, Namespaces: byNamespace, Vague: !sound || !soundToo}
}

// cidrPeer returns the peer of a block of addresses; a vague one for text that is none.
func cidrPeer(text string, except ...string) PolicyPeer {
	for _, cidr := range append([]string{text}, except...) {
		if _, err := netip.ParsePrefix(cidr); err != nil {
			return PolicyPeer{Vague: true}
		}
	}
	return PolicyPeer{Block: &networkingv1.IPBlock{CIDR: text, Except: except}}
}

// bareCIDR returns an address as the block of it alone, and anything else as it is.
func bareCIDR(text string) string {
	if addr, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(addr, addr.BitLen()).String()
	}
	return text
}

// portRange returns the entry of a port and the last port, which may be absent. No port is all of them.
func portRange(protocol string, port, last *source.Node) (PolicyPort, bool) {
	p := PolicyPort{Protocol: strings.ToUpper(protocol), Last: maxPort}
	if absent(port) {
		return p, absent(last)
	}
	first, err := strconv.Atoi(port.String())
	if err != nil {
		p.Name = port.String()
		return p, port.Is(source.String) && absent(last)
	}
	p.First, p.Last = first, first
	if !absent(last) {
		p.Last, err = strconv.Atoi(last.String())
	}
	return p, err == nil && first <= p.Last && p.Last <= maxPort
}

// unlisted tells whether something is written where a list belongs, and is none.
func unlisted(n *source.Node) bool { return !absent(n) && !n.Is(source.List) }

// rules returns the rules of the list at n, which pointer leads to.
func rules(n *source.Node, pointer string, read func(n *source.Node) PolicyRule) []PolicyRule {
	var out []PolicyRule
	for i, written := range n.Elements() {
		rule := read(written)
		rule.Pointer = pointer + "/" + strconv.Itoa(i)
		out = append(out, rule)
	}
	return out
}
