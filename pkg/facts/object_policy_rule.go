package facts

import (
	"net/netip"
	"slices"
	"strconv"

	corev1 "k8s.io/api/core/v1"

	"github.com/egresslint/egresslint/pkg/model"
)

// PolicyDNSFacts is an egress rule for DNS over TCP where no policy lets queries over UDP out.
type PolicyDNSFacts struct {
	At      Handle `json:"at"` // the port
	Of      Handle `json:"of"` // the rule
	Named   Handle `json:"named"`
	Written bool   `json:"written"` // the protocol is
}

// PolicyBlockFacts is an egress rule that is for addresses of Services only.
type PolicyBlockFacts struct {
	At       Handle `json:"at"` // the block; its name is what is written there
	Of       Handle `json:"of"` // the rule
	Named    Handle `json:"named"`
	Services Handle `json:"services"` // text: the range of Services
	DNS      bool   `json:"dns"`      // the block has the address of the cluster's DNS, whose pods are in the bundle
}

// PolicyAddressFacts is an ipBlock that is the address of a pod of the cluster.
type PolicyAddressFacts struct {
	At    Handle `json:"at"` // the block; its name is what is written there
	Of    Handle `json:"of"` // the rule
	Named Handle `json:"named"`
	Pod   Handle `json:"pod"`
}

// dnsOverUDP tells whether a rule may let queries over UDP out.
func dnsOverUDP(r *policyRule) bool {
	if len(r.ports) == 0 {
		return true
	}
	return slices.ContainsFunc(r.ports, func(p policyPort) bool {
		return p.protocol == corev1.ProtocolUDP && (p.name != "" || p.first <= dnsPort && dnsPort <= p.last)
	})
}

// lets tells whether an egress rule of the policy is such.
func (p *policy) lets(such func(*policyRule) bool) bool {
	rules := p.sides[policyEgress].rules
	return slices.ContainsFunc(rules, func(r policyRule) bool { return such(&r) })
}

// dns reviews a rule for DNS over TCP. Where policies of other kinds are, these may let queries out.
func (r *policyReader) dns(p *policy, i int, flows []model.Ref) []Review {
	if r.udp[p.written.Namespace] || len(r.policies.globals) > 0 || len(r.policies.others) > 0 {
		return nil
	}
	rule := &p.sides[policyEgress].rules[i]
	j := slices.IndexFunc(rule.ports, func(port policyPort) bool {
		return port.protocol == corev1.ProtocolTCP && port.name == "" && port.first == dnsPort && port.last == dnsPort
	})
	if j < 0 {
		return nil
	}
	review := r.reviewPolicy(p, func(t *table) ObjectFacts {
		at := rule.Ref.At("/ports/" + strconv.Itoa(j))
		return ObjectFacts{PolicyDNS: &PolicyDNSFacts{
			At: t.add(rule.Name, at.At("/port")), Of: t.add(rule.Name, rule.Ref), Named: p.named(t), Written: p.written.Spec.Egress[i].Ports[j].Protocol != nil,
		}}
	})
	review.Flows = flows
	return []Review{review}
}

// blocks reviews a rule whose peers are all ipBlocks within the range of Services. Where another rule lets the same ports out to
// pods, it is said twice on purpose.
func (r *policyReader) blocks(p *policy, i int, flows []model.Ref) []Review {
	services := unmapped(r.network.Cluster.ServiceCIDR.Prefix)
	rule := &p.sides[policyEgress].rules[i]
	outside := func(peer *policyPeer) bool { return peer.block == nil || !isWithin(peer.block.cidr, services) }
	if !services.IsValid() || len(rule.peers) == 0 || slices.ContainsFunc(rule.peers, outside) || p.repeats(rule) || r.hosted(rule) {
		return nil
	}
	review := r.reviewPolicy(p, func(t *table) ObjectFacts {
		written := p.written.Spec.Egress[i].To[0].IPBlock.CIDR
		return ObjectFacts{PolicyBlock: &PolicyBlockFacts{
			At: t.add(written, rule.Ref.At("/to/0/ipBlock/cidr")), Of: t.add(rule.Name, rule.Ref), Named: p.named(t), Services: t.add(services.String(), model.Ref{}),
			DNS: r.isDNS(rule),
		}}
	})
	review.Flows = flows
	return []Review{review}
}

func isWithin(inner, outer netip.Prefix) bool {
	return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}

// repeats tells whether another egress rule of the policy has the ports of this one, for more than addresses.
func (p *policy) repeats(rule *policyRule) bool {
	return p.lets(func(other *policyRule) bool {
		beyond := len(other.peers) == 0 || slices.ContainsFunc(other.peers, func(peer *policyPeer) bool { return peer.block == nil })
		return beyond && (len(other.ports) == 0 || slices.Equal(other.ports, rule.ports))
	})
}

// hosted tells whether a rule is for the address of the cluster's DNS, and the pods behind that are not in the bundle: they may
// be outside the cluster.
func (r *policyReader) hosted(rule *policyRule) bool {
	return r.isDNS(rule) && !slices.ContainsFunc(r.objects["kube-system"], func(s Source) bool { return templateOfSource(s).Labels["k8s-app"] == "kube-dns" })
}

// isDNS tells whether a block of a rule has the address of the cluster's DNS.
func (r *policyReader) isDNS(rule *policyRule) bool {
	i := slices.IndexFunc(r.network.Services, func(s *model.Service) bool { return s.Namespace == "kube-system" && s.Name == "kube-dns" })
	return i >= 0 && slices.ContainsFunc(rule.peers, func(peer *policyPeer) bool {
		return slices.ContainsFunc(r.network.Services[i].ClusterIPs, peer.block.contains)
	})
}

// pinned reviews an ipBlock that is the address of a pod.
func (r *policyReader) pinned(p *policy, rule *policyRule, peer *policyPeer, at model.Ref) []Review {
	if peer.block == nil || !peer.block.cidr.IsSingleIP() || r.addresses[peer.block.cidr.Addr()] == nil {
		return nil
	}
	pod := r.addresses[peer.block.cidr.Addr()]
	return []Review{r.reviewPolicy(p, func(t *table) ObjectFacts {
		return ObjectFacts{PolicyAddress: &PolicyAddressFacts{
			At: t.add(peer.block.cidr.String(), at.At("/ipBlock/cidr")), Of: t.add(rule.Name, rule.Ref), Named: p.named(t),
			Pod: t.add("Pod "+pod.Namespace+"/"+pod.Name, pod.Ref.At("/metadata/name")),
		}}
	})}
}
