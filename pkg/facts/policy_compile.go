package facts

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	"go4.org/netipx"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/egresslint/egresslint/pkg/model"
)

// policy is a NetworkPolicy, compiled.
type policy struct {
	Entity
	pods    labels.Selector
	sides   [policyDirections]policyWritten
	spans   bool          // it has an endPort or an except, which not everybody enforces
	written *model.Policy // nil for one of another kind
}

// policyWritten is one direction of a policy.
type policyWritten struct {
	isolates bool
	rules    []policyRule
}

// policyRule is one rule. No peers, or no ports, stand for all of them.
type policyRule struct {
	Entity
	peers []*policyPeer
	ports []policyPort
}

// policyPeer is one peer: a block of addresses, a host name, everything, or selectors with the peer's number in the index.
type policyPeer struct {
	block   *policyBlock
	host    string
	all     bool
	selects policySelector
	number  int
	outside Match // what selectors say of an end that is no pod
	vague   bool  // it may match less than it says
}

// policySelector tells whether selectors select a pod by its labels, its namespace and the labels of that.
type policySelector func(namespace string, around, pod labels.Set) Match

// policyBlock is an ipBlock.
type policyBlock struct {
	cidr   netip.Prefix
	except []netip.Prefix
	public bool // it holds a public address
}

// policyPort is one port entry: a range of numbers, or a name that the destination pod resolves.
type policyPort struct {
	protocol    corev1.Protocol
	name        string
	first, last int
	ranged      bool // written with an endPort
}

// policyCompiler collects, over all policies, the peers that are selectors and the label keys asked of pods.
type policyCompiler struct {
	peers    []*policyPeer
	keys     []string
	public   *netipx.IPSet
	services []*model.Service
}

func policyName(w *model.Policy) string { return "NetworkPolicy " + w.Namespace + "/" + w.Name }

// policy returns an error for an object that the API server does not admit.
func (c *policyCompiler) policy(w *model.Policy) (*policy, error) {
	pods, err := c.podSelector(&w.Spec.PodSelector)
	if err != nil {
		return nil, err
	}
	p := &policy{Entity: Entity{policyName(w), w.Ref}, pods: pods, written: w}
	egress, ingress := policyTypes(&w.Spec)
	p.sides[policyEgress].isolates = egress
	p.sides[policyIngress].isolates = ingress
	for i, r := range w.Spec.Egress {
		if err := c.rule(p, policyEgress, w, i, r.To, r.Ports); err != nil {
			return nil, err
		}
	}
	for i, r := range w.Spec.Ingress {
		if err := c.rule(p, policyIngress, w, i, r.From, r.Ports); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// policyTypes returns the directions that a policy isolates. Where they are not written: ingress always, and
// egress when there is at least one egress rule.
func policyTypes(spec *networkingv1.NetworkPolicySpec) (egress, ingress bool) {
	if len(spec.PolicyTypes) == 0 {
		return len(spec.Egress) > 0, true
	}
	for _, kind := range spec.PolicyTypes {
		egress = egress || kind == networkingv1.PolicyTypeEgress
		ingress = ingress || kind == networkingv1.PolicyTypeIngress
	}
	return egress, ingress
}

func (c *policyCompiler) rule(p *policy, direction int, w *model.Policy, i int,
	peers []networkingv1.NetworkPolicyPeer, ports []networkingv1.NetworkPolicyPort) error {
	word := [policyDirections]string{"egress", "ingress"}[direction]
	rule := policyRule{Entity: Entity{
		Name: fmt.Sprintf("%s rule %d of %s", word, i+1, p.Name),
		Ref:  w.Ref.At("/spec/" + word + "/" + strconv.Itoa(i)),
	}}
	for _, written := range peers {
		peer, err := c.peer(w.Namespace, written)
		if err != nil {
			return err
		}
		rule.peers = append(rule.peers, peer)
		p.spans = p.spans || peer.block != nil && len(peer.block.except) > 0
	}
	for _, written := range ports {
		port := newPolicyPort(written)
		rule.ports = append(rule.ports, port)
		p.spans = p.spans || port.ranged
	}
	p.sides[direction].rules = append(p.sides[direction].rules, rule)
	return nil
}

func (c *policyCompiler) peer(home string, written networkingv1.NetworkPolicyPeer) (*policyPeer, error) {
	selected := written.PodSelector != nil || written.NamespaceSelector != nil
	if selected == (written.IPBlock != nil) {
		return nil, fmt.Errorf("peer is not one of selectors and ipBlock")
	}
	if written.IPBlock != nil {
		block, err := c.block(written.IPBlock)
		return &policyPeer{block: block}, err
	}
	set := model.PodSet{Pods: written.PodSelector, Namespaces: written.NamespaceSelector}
	if written.NamespaceSelector == nil {
		set.Namespace = home
	}
	selects, err := c.podSet(set)
	return c.selecting(selects, No), err
}

// selecting numbers a peer of selectors.
func (c *policyCompiler) selecting(selects policySelector, outside Match) *policyPeer {
	peer := &policyPeer{selects: selects, outside: outside, number: len(c.peers)}
	c.peers = append(c.peers, peer)
	return peer
}

func (c *policyCompiler) podSelector(written *metav1.LabelSelector) (labels.Selector, error) {
	for key := range written.MatchLabels {
		c.keys = append(c.keys, key)
	}
	for _, e := range written.MatchExpressions {
		c.keys = append(c.keys, e.Key)
	}
	return metav1.LabelSelectorAsSelector(written)
}

func (c *policyCompiler) block(written *networkingv1.IPBlock) (*policyBlock, error) {
	cidr, err := netip.ParsePrefix(written.CIDR)
	if err != nil {
		return nil, err
	}
	block := &policyBlock{cidr: cidr.Masked()}
	var b netipx.IPSetBuilder
	b.AddPrefix(block.cidr)
	for _, text := range written.Except {
		except, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, err
		}
		block.except = append(block.except, except.Masked())
		b.RemovePrefix(except.Masked())
	}
	b.Intersect(c.public)
	set, err := b.IPSet()
	if err != nil {
		return nil, err
	}
	block.public = len(set.Ranges()) > 0
	return block, nil
}

func (b *policyBlock) contains(addr netip.Addr) bool {
	return b.cidr.Contains(addr) && !slices.ContainsFunc(b.except, func(e netip.Prefix) bool { return e.Contains(addr) })
}

// covers tells whether the block holds all of a range.
func (b *policyBlock) covers(p netip.Prefix) bool {
	overlaps := func(except netip.Prefix) bool { return except.Overlaps(p) }
	return b.cidr.Bits() <= p.Bits() && b.cidr.Contains(p.Addr()) && !slices.ContainsFunc(b.except, overlaps)
}

// whole returns the block without its exceptions.
func (b *policyBlock) whole() *policyBlock {
	return &policyBlock{cidr: b.cidr, public: b.public}
}

func newPolicyPort(written networkingv1.NetworkPolicyPort) policyPort {
	port := policyPort{protocol: corev1.ProtocolTCP, last: 65535}
	if written.Protocol != nil {
		port.protocol = *written.Protocol
	}
	switch {
	case written.Port == nil:
	case written.Port.Type == intstr.String:
		port.name = written.Port.StrVal
	default:
		port.first = int(written.Port.IntVal)
		port.last = port.first
		if written.EndPort != nil {
			port.last, port.ranged = int(*written.EndPort), true
		}
	}
	return port
}
