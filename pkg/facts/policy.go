package facts

import (
	"net/netip"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/egresslint/egresslint/pkg/model"
)

// policyEnd is one end of a flow as NetworkPolicies see it. The zero value is an end that is no pod of the cluster.
type policyEnd struct {
	template  *model.Template
	namespace string
	ips       []netip.Addr // of the pod; empty when they are not in the bundle
	pod       bool         // a Pod object; of a template there may be many pods
	ref       model.Ref    // of the object
}

func podEnd(p *model.Pod) policyEnd {
	ips := p.IPs
	if len(ips) == 0 && p.HostNetwork && p.HostIP.IsValid() {
		ips = []netip.Addr{p.HostIP}
	}
	return policyEnd{template: &p.Template, namespace: p.Namespace, ips: ips, pod: true, ref: p.Ref}
}

func workloadEnd(w *model.Workload) policyEnd {
	return policyEnd{template: &w.Template, namespace: w.Namespace, ref: w.Ref}
}

// facts returns what the policies say about a flow: egress of the source and, where the destination is a pod of the
// cluster, its ingress. target.Addr, when valid, is the destination address and gives the family.
func (x *policyIndex) facts(t *table, src, dst policyEnd, target Target) PolicyFacts {
	from, to := x.place(src), x.place(dst)
	f := PolicyFacts{
		Global:            []GlobalSide{},
		Traffic:           []TrafficSide{},
		Foreign:           []ForeignFacts{},
		Self:              src.pod && dst.pod && src.template == dst.template,
		TargetNode:        dst.template == nil && x.nodes[target.Addr],
		NodesKnown:        x.nodesKnown,
		TargetHostNetwork: dst.hostNetwork(),
		TargetExclusive:   to.exclusive,
		TargetVirtual:     to.virtual,
		TargetAgent:       dst.agent(t),
	}
	packet := policyPacket{
		port:     target.Port,
		protocol: corev1.Protocol(strings.ToUpper(target.Protocol)),
		family:   target.Addr,
		node:     f.TargetNode,
		opaque:   dst.template == nil && policyTranslates(target.Kind),
	}
	if dst.template != nil {
		packet.named = dst.template.Ports
	}
	out, in := packet.to(dst, to.class, target), packet.from(src, from.class)
	in.node = src.template == nil && len(src.ips) > 0 && x.nodes[src.ips[0]]
	f.Egress = policySide(t, from.class.selecting(policyEgress), policyEgress, out)
	f.Ingress = policySide(t, to.class.selecting(policyIngress), policyIngress, in)
	for direction, end := range [policyDirections]struct {
		class  *policyClass
		packet policyPacket
	}{{from.class, out}, {to.class, in}} {
		f.add(t, end.class, direction, end.packet)
	}
	return f
}

// add adds what the policies of other kinds say about one end.
func (f *PolicyFacts) add(t *table, class *policyClass, direction int, packet policyPacket) {
	if class == nil {
		return
	}
	if globals := class.globalBy[direction]; len(globals) > 0 {
		f.Global = append(f.Global, GlobalSide{policyWords[direction], policySide(t, globals, direction, packet)})
	}
	if side := class.traffic(t, direction, packet); len(side.Policies) > 0 {
		f.Traffic = append(f.Traffic, side)
	}
	f.Foreign = append(f.Foreign, class.foreign(t, direction, packet)...)
}

// selecting returns the NetworkPolicies that isolate the class in a direction.
func (c *policyClass) selecting(direction int) []*policy {
	if c == nil {
		return nil
	}
	return c.selectedBy[direction]
}

// policyTranslates tells whether what the user names is replaced by something else before policies see the packet.
func policyTranslates(kind string) bool {
	return slices.Contains([]string{"svc", "lb"}, kind)
}

func (e policyEnd) hostNetwork() bool { return e.template != nil && e.template.HostNetwork }

// The agent that enforces policies on a pod of ACS is asked for by an annotation that one page calls by one name and another
// page by the other, and how it is to work by a third.
// https://www.alibabacloud.com/help/en/cs/user-guide/pod-annotation-function-description and
// https://www.alibabacloud.com/help/en/cs/user-guide/use-trafficpolicy-to-manage-agent-network-access-1
const (
	agentShort = "alibabacloud.com/enable-network-policy-agent"
	agentLong  = "network." + agentShort
	agentMode  = "network.alibabacloud.com/network-policy-mode"
)

// agent returns what a pod says of the agent.
func (e policyEnd) agent(t *table) AgentFacts {
	if e.template == nil {
		return AgentFacts{}
	}
	annotations := e.template.Annotations
	facts := AgentFacts{
		ACS:   e.template.Labels["alibabacloud.com/acs"] == "true",
		Short: annotations[agentShort] == "true",
		Long:  annotations[agentLong] == "true",
		Mode:  annotations[agentMode],
	}
	for _, key := range []string{agentShort, agentLong} {
		if annotations[key] != "" && facts.At == "" {
			pointer := e.template.Pointer + "/metadata/annotations/" + strings.ReplaceAll(key, "/", "~1")
			facts.At = t.add(key, e.ref.At(pointer))
		}
	}
	return facts
}

// place returns what the index knows about an end; an end that is no pod is selected by nothing.
func (x *policyIndex) place(e policyEnd) policyPlace {
	if e.template == nil {
		return policyPlace{}
	}
	if place, ok := x.places[e.template]; ok {
		return place
	}
	return policyPlace{class: x.newClass(e.namespace, e.template.Labels)}
}

// policyPointers lead to the rules of a direction, which is where a policy that allows too little is edited.
var policyPointers = [policyDirections]string{"/spec/egress", "/spec/ingress"}

// policySide returns one direction: the policies that select the pod, and the best that the union of their rules
// says about the packet.
func policySide(t *table, selecting []*policy, direction int, packet policyPacket) PolicySide {
	side := PolicySide{Policies: []Handle{}, Allowed: Yes, ByBlock: Yes, Unranged: Yes, Unexcepted: Yes}
	if len(selecting) == 0 {
		return side
	}
	side.Isolated = true
	spans := false
	for _, p := range selecting {
		side.Policies = append(side.Policies, t.add(p.Name, p.Ref.At(policyPointers[direction]).Key()))
		spans = spans || p.spans
	}
	best, decisive := packet.union(selecting, direction)
	if decisive != nil {
		side.Rule = t.add(decisive.Name, decisive.Ref)
		side.Everything = len(decisive.peers) == 0 && len(decisive.ports) == 0
		side.Unlabelled = best.byBlock == Maybe && packet.unlabelled(decisive)
	}
	side.Allowed, side.ByBlock, side.Unranged, side.Unexcepted = best.allowed, best.byBlock, best.byBlock, best.byBlock
	if spans {
		packet.unranged = true
		best, _ = packet.union(selecting, direction)
		side.Unranged = best.byBlock
		packet.unranged, packet.unexcepted = false, true
		best, _ = packet.union(selecting, direction)
		side.Unexcepted = best.byBlock
	}
	return side
}

// unlabelled tells whether a rule has a peer that would select the other end if its namespace had the right labels.
func (k policyPacket) unlabelled(r *policyRule) bool {
	return k.class != nil && k.class.unlabelled && slices.ContainsFunc(r.peers, func(p *policyPeer) bool {
		return p.selects != nil && k.class.perhaps.has(p.number)
	})
}

// union returns the best that the rules of the policies say, and the rule that says it. Where none allows a packet of a
// protocol that policies are not defined for, nothing is said.
func (k policyPacket) union(policies []*policy, direction int) (policyAnswer, *policyRule) {
	best := policyAnswer{No, No}
	var decisive *policyRule
	for _, p := range policies {
		for i := range p.sides[direction].rules {
			rule := &p.sides[direction].rules[i]
			if best.allowed == Yes {
				return best, decisive
			}
			answer := k.rule(rule)
			if answer.rank() > best.rank() {
				decisive = rule
			}
			best = best.either(answer)
		}
	}
	if best.allowed == No && k.undefined() {
		best = policyAnswer{Maybe, policyEither(best.byBlock, Maybe)}
	}
	return best, decisive
}
