package facts

import (
	"cmp"
	"maps"
	"math/bits"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/suggest"
)

// PolicySelectorFacts is a selector of a NetworkPolicy that selects nothing.
type PolicySelectorFacts struct {
	At      Handle `json:"at"`      // the selector, or the label in it
	Written Handle `json:"written"` // text: that label
	Of      Handle `json:"of"`      // the policy, or the rule of a peer
	Named   Handle `json:"named"`
	Peer    bool   `json:"peer"`   // of a rule
	Why     string `json:"why"`    // clash: nothing can have such labels; slip: something has a label that is nearly this; name: a namespace of that name has no such label; none: a complete list has none
	Key     Handle `json:"key"`    // text: of a clash
	Has     Handle `json:"has"`    // the label that there is instead
	Behind  Handle `json:"behind"` // what has it, or has it not
	Value   Handle `json:"value"`  // text: the name of the namespace
}

// policyReader looks for what policies cannot mean.
type policyReader struct {
	*Facts
	selecting map[*policy]bool // the policies that select something in the bundle
	peers     policyBits       // the peers that do, or may
	objects   map[string][]Source
	addresses map[netip.Addr]*model.Pod // of the pods that have addresses of their own
	spaces    []*model.Namespace        // with an object, by their names
	udp       map[string]bool           // namespaces with a policy that lets UDP port 53 out to what may be a server
}

func newPolicyReader(f *Facts) *policyReader {
	r := &policyReader{
		Facts: f, selecting: map[*policy]bool{}, peers: newPolicyBits(len(f.policies.peers)), objects: map[string][]Source{}, addresses: map[netip.Addr]*model.Pod{}, udp: map[string]bool{},
	}
	for _, w := range f.network.Workloads {
		r.add(w.Namespace, Source{Workload: w})
	}
	for _, p := range f.network.Pods {
		if !podIsOver(p) {
			r.add(p.Namespace, Source{Pod: p})
			r.address(p)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.network.Namespaces)) {
		if space := f.network.Namespaces[name]; !space.Ref.IsZero() {
			r.spaces = append(r.spaces, space)
		}
	}
	for _, p := range f.policies.plain {
		r.udp[p.written.Namespace] = r.udp[p.written.Namespace] || p.lets(dnsOverUDP)
	}
	seen := map[*policyClass]bool{}
	for _, place := range f.policies.places {
		if !seen[place.class] {
			seen[place.class] = true
			r.note(place.class)
		}
	}
	return r
}

// add adds an object to those of its namespace, of pods only those that no workload of the bundle owns.
func (r *policyReader) add(namespace string, object Source) {
	if object.Pod == nil || object.Pod.Workload == nil {
		r.objects[namespace] = append(r.objects[namespace], object)
	}
}

// address notes the addresses of a pod.
func (r *policyReader) address(p *model.Pod) {
	for _, addr := range p.IPs {
		if !p.HostNetwork && r.addresses[addr] == nil {
			r.addresses[addr] = p
		}
	}
}

// note notes what selects the pods of a class.
func (r *policyReader) note(c *policyClass) {
	for _, selecting := range c.selectedBy {
		for _, p := range selecting {
			r.selecting[p] = true
		}
	}
	for i := range r.peers {
		r.peers[i] |= c.peers[i] | c.perhaps[i]
	}
}

// subject reviews the selector of a policy's own pods.
func (r *policyReader) subject(p *policy) []Review {
	if r.selecting[p] {
		return nil
	}
	return r.pods(p, p.Entity, &p.written.Spec.PodSelector, p.Ref.At("/spec/podSelector"), nil)
}

// pods reviews a selector of pods of a policy's namespace that selects none in the bundle.
func (r *policyReader) pods(p *policy, of Entity, selector *metav1.LabelSelector, at model.Ref, flows []model.Ref) []Review {
	if clash := clashOf(selector); clash != "" {
		return r.clash(p, of, clash, at, flows)
	}
	if len(selector.MatchExpressions) > 0 || len(selector.MatchLabels) == 0 || r.network.Makers[p.written.Namespace] {
		return nil
	}
	for key := range selector.MatchLabels {
		if given[key] {
			return nil
		}
	}
	wanted := &model.Service{Namespace: p.written.Namespace, Selector: selector.MatchLabels}
	near := nearest(wanted, r.resembling(p.written.Namespace, selector.MatchLabels))
	if !near.isSlip(wanted) || isVariant(near.had, selector.MatchLabels[near.key]) {
		return nil
	}
	review := r.reviewPolicy(p, func(t *table) ObjectFacts {
		template := templateOfSource(near.Source)
		return ObjectFacts{PolicySelector: &PolicySelectorFacts{
			Written: t.add(near.key+": "+selector.MatchLabels[near.key], model.Ref{}), At: t.add(of.Name+" "+at.Pointer, at.At("/matchLabels/"+pointerKey(near.key))), Of: t.add(of.Name, of.Ref), Named: p.named(t),
			Peer: of.Name != p.Name, Why: "slip", Has: t.add(near.has+": "+near.had, placeOfSource(near.Source).At(template.Pointer+"/metadata/labels/"+pointerKey(near.has))),
			Behind: t.add(near.Source.name(), placeOfSource(near.Source)),
		}}
	})
	review.Flows = flows
	return []Review{review}
}

// resembling returns the objects that a selector may miss by a slip: distances are dear.
func (r *policyReader) resembling(namespace string, selector map[string]string) []Source {
	var out []Source
	for _, object := range r.objects[namespace] {
		if resembles(templateOfSource(object).Labels, selector) {
			out = append(out, object)
		}
	}
	return out
}

// resembles tells whether labels lack at most one of a selector's, and have one that looks like it.
func resembles(own, selector map[string]string) bool {
	missed := 0
	for key, want := range selector {
		value, ok := own[key]
		if ok && value == want {
			continue
		}
		if missed++; missed > 1 || ok && !looksLike(want, value) {
			return false
		}
	}
	return true
}

// looksLike tells whether two words may be so few letters apart as a slip makes.
func looksLike(want, value string) bool {
	apart := len(want) - len(value)
	return max(apart, -apart) <= slips(want) && bits.OnesCount32(lettersOf(want)^lettersOf(value)) <= 2*slips(want)
}

// lettersOf returns the set of the letters of a word, upper case or lower; what is no letter has a place in it too.
func lettersOf(word string) uint32 {
	var set uint32
	for i := range len(word) {
		set |= 1 << (word[i] & 31)
	}
	return set
}

// isVariant tells whether two values are those of a family, as of queue-a and queue-b, or of cache-ro and cache-rw.
func isVariant(a, b string) bool {
	i, j := strings.LastIndexByte(a, '-'), strings.LastIndexByte(b, '-')
	return i > 0 && i == j && a[:i] == b[:j] && len(a)-i <= 3 && len(b)-j <= 3
}

func pointerKey(key string) string {
	return strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
}

func (r *policyReader) clash(p *policy, of Entity, key string, at model.Ref, flows []model.Ref) []Review {
	review := r.reviewPolicy(p, func(t *table) ObjectFacts {
		return ObjectFacts{PolicySelector: &PolicySelectorFacts{
			At: t.add(of.Name+" "+at.Pointer, at.Key()), Of: t.add(of.Name, of.Ref), Named: p.named(t), Peer: of.Name != p.Name, Why: "clash", Key: t.add(key, model.Ref{}),
		}}
	})
	review.Flows = flows
	return []Review{review}
}

// clashOf returns the label of which a selector asks for what nothing can have, "" where there is none.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
func clashOf(selector *metav1.LabelSelector) string {
	for _, e := range selector.MatchExpressions {
		if value, ok := selector.MatchLabels[e.Key]; ok && !allowsValue(e, value) {
			return e.Key
		}
		if e.Operator == metav1.LabelSelectorOpIn && !slices.ContainsFunc(e.Values, func(v string) bool { return allowedBy(selector, e.Key, v) }) {
			return e.Key
		}
		if e.Operator == metav1.LabelSelectorOpExists && slices.ContainsFunc(selector.MatchExpressions, func(other metav1.LabelSelectorRequirement) bool {
			return other.Key == e.Key && other.Operator == metav1.LabelSelectorOpDoesNotExist
		}) {
			return e.Key
		}
	}
	return ""
}

// allowedBy tells whether all that a selector asks of a label admits the value.
func allowedBy(selector *metav1.LabelSelector, key, value string) bool {
	return !slices.ContainsFunc(selector.MatchExpressions, func(e metav1.LabelSelectorRequirement) bool { return e.Key == key && !allowsValue(e, value) })
}

func allowsValue(e metav1.LabelSelectorRequirement, value string) bool {
	switch e.Operator {
	case metav1.LabelSelectorOpIn:
		return slices.Contains(e.Values, value)
	case metav1.LabelSelectorOpNotIn:
		return !slices.Contains(e.Values, value)
	}
	return e.Operator == metav1.LabelSelectorOpExists
}

// side reviews the rules of a direction that a policy isolates.
func (r *policyReader) side(p *policy, direction int) []Review {
	var out []Review
	word := policyPointers[direction]
	flows := []model.Ref{p.Ref.At(word).Key()}
	for i := range p.sides[direction].rules {
		rule := &p.sides[direction].rules[i]
		peers, list := p.peers(direction, i)
		for j, peer := range peers {
			at := p.Ref.At(word + "/" + strconv.Itoa(i) + list + strconv.Itoa(j))
			out = append(out, r.peer(p, rule, rule.peers[j], peer, at, flows)...)
			out = append(out, r.pinned(p, rule, rule.peers[j], at)...)
		}
		if direction == policyEgress {
			out = append(out, r.dns(p, i, flows)...)
			out = append(out, r.blocks(p, i, flows)...)
		}
	}
	return out
}

// peers returns the peers of a rule as they are written, and the key that they are under.
func (p *policy) peers(direction, rule int) ([]networkingv1.NetworkPolicyPeer, string) {
	if direction == policyEgress {
		return p.written.Spec.Egress[rule].To, "/to/"
	}
	return p.written.Spec.Ingress[rule].From, "/from/"
}

// peer reviews a peer that matches nothing in the bundle.
func (r *policyReader) peer(p *policy, rule *policyRule, compiled *policyPeer, written networkingv1.NetworkPolicyPeer, at model.Ref, flows []model.Ref) []Review {
	if compiled.selects == nil || r.peers.has(compiled.number) {
		return nil
	}
	if written.NamespaceSelector == nil {
		return r.pods(p, rule.Entity, written.PodSelector, at.At("/podSelector"), flows)
	}
	if written.PodSelector != nil {
		if clash := clashOf(written.PodSelector); clash != "" {
			return r.clash(p, rule.Entity, clash, at.At("/podSelector"), flows)
		}
	}
	return r.spacesOf(p, rule, written.NamespaceSelector, at.At("/namespaceSelector"), flows)
}

// spacesOf reviews a selector of namespaces that selects none of those in the bundle. Every namespace has its name as a
// label, but under one key only.
// https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name
func (r *policyReader) spacesOf(p *policy, rule *policyRule, selector *metav1.LabelSelector, at model.Ref, flows []model.Ref) []Review {
	if clash := clashOf(selector); clash != "" {
		return r.clash(p, rule.Entity, clash, at, flows)
	}
	if len(selector.MatchLabels) != 1 || len(selector.MatchExpressions) > 0 {
		return nil
	}
	key := sortedKeys(selector.MatchLabels)[0]
	if key == corev1.LabelMetadataName {
		return r.named(p, rule, selector.MatchLabels[key], at, flows)
	}
	value := selector.MatchLabels[key]
	i, found := slices.BinarySearchFunc(r.spaces, value, func(s *model.Namespace, name string) int { return cmp.Compare(s.Name, name) })
	if !found || slices.ContainsFunc(r.spaces, func(s *model.Namespace) bool { return s.Labels[key] != "" }) {
		return nil
	}
	review := r.reviewPolicy(p, func(t *table) ObjectFacts {
		return ObjectFacts{PolicySelector: &PolicySelectorFacts{
			Written: t.add(key+": "+value, model.Ref{}), At: t.add(rule.Name+" "+at.Pointer, at.At("/matchLabels/"+pointerKey(key))), Of: t.add(rule.Name, rule.Ref), Named: p.named(t), Peer: true, Why: "name",
			Behind: t.add("Namespace "+value, r.spaces[i].Ref.At("/metadata/name")), Value: t.add(value, model.Ref{}),
		}}
	})
	review.Flows = flows
	return []Review{review}
}

// named reviews a peer of a namespace that is not there and has nearly the name of one that is.
func (r *policyReader) named(p *policy, rule *policyRule, value string, at model.Ref, flows []model.Ref) []Review {
	if r.network.Namespaces[value] != nil {
		return nil
	}
	known := []string{"kube-system"}
	if r.network.Listed[model.Listed{Kind: "Namespace"}] {
		known = slices.Sorted(maps.Keys(r.network.Namespaces))
	}
	meant := nearestFirst(value, known)[0]
	if suggest.Distance(value, meant) > slips(value) || len(value) <= 3 || value == meant {
		return nil
	}
	review := r.reviewPolicy(p, func(t *table) ObjectFacts {
		return ObjectFacts{PolicySelector: &PolicySelectorFacts{
			Written: t.add(value, model.Ref{}), At: t.add(rule.Name+" "+at.Pointer, at.At("/matchLabels/"+pointerKey(corev1.LabelMetadataName))), Of: t.add(rule.Name, rule.Ref), Named: p.named(t), Peer: true,
			Why: "none", Value: t.add(meant, model.Ref{}),
		}}
	})
	review.Flows = flows
	return []Review{review}
}
