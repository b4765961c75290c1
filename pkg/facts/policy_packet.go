package facts

import (
	"net/netip"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/egresslint/egresslint/pkg/model"
)

// policyPacket is a packet as the rules of one direction see it.
type policyPacket struct {
	port     int
	protocol corev1.Protocol
	named    []model.ContainerPort // of the destination pod
	family   netip.Addr            // an address of the packet's family; invalid when that is not known

	class       *policyClass // of the pod at the other end; nil when that is no pod
	node        bool         // the other end is no pod and has the address of a node
	host        string       // the name that the destination is asked by
	public      bool         // the destination is any public address
	hostNetwork bool         // of that pod
	addrs       []netip.Addr // of the other end; empty when they are not known
	within      netip.Prefix // the range that holds that address when it is not known; may be invalid
	uncertain   policyDoubt
	opaque      bool // the other end may be anything: the packet's destination is translated on the way

	unranged, unexcepted bool // read port ranges as doubtful, and blocks without their exceptions
}

// policyDoubt says how far an address may be from the real one.
type policyDoubt uint8

const (
	policyExact  policyDoubt = iota
	policyPublic             // the real address is some public one
	policyAny                // nothing is known of the real address
)

// to completes the packet with its destination, for egress rules.
func (k policyPacket) to(dst policyEnd, class *policyClass, target Target) policyPacket {
	k.class, k.hostNetwork, k.addrs = class, dst.hostNetwork(), dst.ips
	if target.Addr.IsValid() {
		k.addrs = []netip.Addr{target.Addr}
	}
	k.within, k.host = target.Within, target.Host
	k.public = target.Kind == "internet" || target.Kind == "internet6"
	if target.Uncertain {
		k.uncertain = policyUncertainty(target.Kind)
	}
	return k
}

// from completes the packet with its source, for ingress rules.
func (k policyPacket) from(src policyEnd, class *policyClass) policyPacket {
	k.class, k.hostNetwork, k.opaque = class, src.hostNetwork(), false
	for _, ip := range src.ips {
		if !k.family.IsValid() || k.family.Is4() == ip.Is4() {
			k.addrs = append(k.addrs, ip)
		}
	}
	return k
}

// policyUncertainty returns what a witness leaves open. "internet" asks for any public address, and is
// answered by the witness itself.
func policyUncertainty(kind string) policyDoubt {
	switch kind {
	case "internet", "internet6":
		return policyExact
	case "host", "oss":
		return policyPublic
	}
	return policyAny
}

// undefined tells whether the API leaves open what policies do with the packet's protocol: they are defined for TCP,
// UDP and SCTP. https://kubernetes.io/docs/concepts/services-networking/network-policies/
func (k policyPacket) undefined() bool {
	return k.protocol != corev1.ProtocolTCP && k.protocol != corev1.ProtocolUDP && k.protocol != corev1.ProtocolSCTP
}

// policyAnswer is what a rule or a union says: when ipBlocks are for addresses outside the cluster only, and when
// they match pod addresses too.
type policyAnswer struct{ allowed, byBlock Match }

func (a policyAnswer) either(b policyAnswer) policyAnswer {
	return policyAnswer{policyEither(a.allowed, b.allowed), policyEither(a.byBlock, b.byBlock)}
}

// rank orders answers by how much they say for the packet.
func (a policyAnswer) rank() int {
	if a.byBlock == Yes {
		return 3 + policyRank(a.allowed)/2
	}
	return policyRank(a.byBlock) + policyRank(a.allowed)
}

func policyRank(m Match) int {
	switch m {
	case Yes:
		return 2
	case Maybe:
		return 1
	}
	return 0
}

func policyEither(a, b Match) Match {
	if policyRank(a) >= policyRank(b) {
		return a
	}
	return b
}

func policyBoth(a, b Match) Match {
	if policyRank(a) <= policyRank(b) {
		return a
	}
	return b
}

// rule returns what one rule says: its peers and its ports must match together.
func (k policyPacket) rule(r *policyRule) policyAnswer {
	ports := k.ports(r)
	if ports == No {
		return policyAnswer{No, No}
	}
	peers := policyAnswer{Yes, Yes}
	if len(r.peers) > 0 {
		peers = policyAnswer{No, No}
		for _, p := range r.peers {
			peers = peers.either(k.peer(p))
		}
	}
	return policyAnswer{policyBoth(ports, peers.allowed), policyBoth(ports, peers.byBlock)}
}

func (k policyPacket) ports(r *policyRule) Match {
	if len(r.ports) == 0 {
		return Yes
	}
	best := No
	for _, p := range r.ports {
		if p.protocol == k.protocol || p.protocol == "" {
			best = policyEither(best, k.matchPort(p))
		}
	}
	return best
}

func (k policyPacket) matchPort(p policyPort) Match {
	switch {
	case k.opaque:
		return Maybe
	case p.name != "":
		return policyWhen(k.resolves(p.name))
	case k.unranged && p.ranged && p.first <= k.port && k.port <= p.last:
		return Maybe
	}
	return policyWhen(p.first <= k.port && k.port <= p.last)
}

// resolves tells whether a container of the destination pod declares the packet's port under the name.
func (k policyPacket) resolves(name string) bool {
	for _, c := range k.named {
		if c.Name == name && c.Protocol == string(k.protocol) && int(c.Port) == k.port {
			return true
		}
	}
	return false
}

func policyWhen(yes bool) Match {
	if yes {
		return Yes
	}
	return No
}

// peer returns what one peer says. A pod on the host network has its node's address, and the API leaves
// open whether selectors see it.
func (k policyPacket) peer(p *policyPeer) policyAnswer {
	var m Match
	switch {
	case k.opaque:
		m = Maybe
	case p.all:
		m = Yes
	case p.block != nil && (k.class != nil || k.node):
		return policyAnswer{No, p.atMost(k.exceptional(p.block))}
	case p.block != nil:
		m = k.exceptional(p.block)
	case p.host != "":
		m = k.called(p.host)
	case p.selects == nil:
		m = Maybe
	case k.class == nil:
		m = p.outside
	default:
		m = k.class.selected(p.number)
	}
	if k.hostNetwork && p.selects != nil {
		m = policyBoth(m, Maybe)
	}
	m = p.atMost(m)
	return policyAnswer{m, m}
}

// atMost returns what is left of an answer for a peer that may ask for more.
func (p *policyPeer) atMost(m Match) Match {
	if p.vague {
		return policyBoth(m, Maybe)
	}
	return m
}

// selected tells whether a peer of selectors selects the pods of the class.
func (c *policyClass) selected(peer int) Match {
	switch {
	case c.peers.has(peer):
		return Yes
	case c.perhaps.has(peer):
		return Maybe
	}
	return No
}

// called tells whether the destination is the host of the name. Another name may have the same address.
func (k policyPacket) called(host string) Match {
	switch {
	case k.host != "" && strings.EqualFold(strings.TrimSuffix(k.host, "."), host):
		return Yes
	case k.public:
		return No
	}
	return Maybe
}

func (k policyPacket) exceptional(b *policyBlock) Match {
	if k.unexcepted {
		b = b.whole()
	}
	return k.block(b)
}

// block compares an ipBlock with every address that the other end may have.
func (k policyPacket) block(b *policyBlock) Match {
	if len(k.addrs) == 0 {
		return k.unknownAddress(b)
	}
	inside := 0
	for _, addr := range k.addrs {
		if b.contains(addr) {
			inside++
		}
	}
	switch {
	case inside == len(k.addrs):
		return Yes
	case inside > 0:
		return Maybe
	case k.uncertain == policyExact || k.addrs[0].Is4() != b.cidr.Addr().Is4():
		return No
	case k.uncertain == policyPublic && !b.public:
		return No
	}
	return Maybe
}

// unknownAddress compares an ipBlock with an end whose address is not in the bundle.
func (k policyPacket) unknownAddress(b *policyBlock) Match {
	switch {
	case k.within.IsValid() && !b.cidr.Overlaps(k.within):
		return No
	case k.within.IsValid() && b.covers(k.within):
		return Yes
	case k.family.IsValid() && k.family.Is4() != b.cidr.Addr().Is4():
		return No
	}
	return Maybe
}
