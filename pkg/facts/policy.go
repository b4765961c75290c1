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
}

func podEnd(p *model.Pod) policyEnd {
	ips := p.IPs
	if len(ips) == 0 && p.HostNetwork && p.HostIP.IsValid() {
		ips = []netip.Addr{p.HostIP}
	}
	return policyEnd{template: &p.Template, namespace: p.Namespace, ips: ips, pod: true}
}

func workloadEnd(w *model.Workload) policyEnd {
	return policyEnd{template: &w.Template, namespace: w.Namespace}
}

// facts returns what the policies say about a flow: egress of the source and, where the destination is a pod of the
// cluster, its ingress. target.Addr, when valid, is the destination address and gives the family.
func (x *policyIndex) facts(t *table, src, dst policyEnd, target Target) PolicyFacts {
	from, to := x.place(src), x.place(dst)
	f := PolicyFacts{
		Foreign:            x.foreignOf(t, src.namespace, dst.namespace),
		Self:               src.pod && dst.pod && src.template == dst.template,
		TargetHostNetwork:  dst.hostNetwork(),
		TargetExclusive:    to.exclusive,
		TargetVirtual:      to.virtual,
		TargetEnforceAgent: dst.enforceAgent(),
	}
	packet := policyPacket{
		port:     target.Port,
		protocol: corev1.Protocol(strings.ToUpper(target.Protocol)),
		family:   target.Addr,
		opaque:   dst.template == nil && (policyTranslates(target.Kind) || target.Served),
	}
	if dst.template != nil {
		packet.named = dst.template.Ports
	}
	f.Egress = policySide(t, from.class, policyEgress, packet.to(dst, to.class, target))
	f.Ingress = policySide(t, to.class, policyIngress, packet.from(src, from.class))
	return f
}

// policyTranslates tells whether what the user names is replaced by something else before policies see the packet.
func policyTranslates(kind string) bool {
	return slices.Contains([]string{"svc", "lb"}, kind)
}

func (e policyEnd) hostNetwork() bool { return e.template != nil && e.template.HostNetwork }

// The annotation that makes ACS enforce policies on a pod is documented under two names:
// https://www.alibabacloud.com/help/en/cs/user-guide/pod-annotation-function-description
func (e policyEnd) enforceAgent() bool {
	if e.template == nil {
		return false
	}
	const name = "alibabacloud.com/enable-network-policy-agent"
	return e.template.Annotations[name] == "true" || e.template.Annotations["network."+name] == "true"
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

func (x *policyIndex) foreignOf(t *table, namespaces ...string) []Handle {
	handles := []Handle{}
	for _, f := range x.foreign {
		if f.namespace == "" || slices.Contains(namespaces, f.namespace) {
			handles = append(handles, t.add(f.Name, f.Ref))
		}
	}
	return handles
}

// policyPointers lead to the rules of a direction, which is where a policy that allows too little is edited.
var policyPointers = [policyDirections]string{"/spec/egress", "/spec/ingress"}

// policySide returns one direction: the policies that select the pod, and the best that the union of their rules
// says about the packet.
func policySide(t *table, class *policyClass, direction int, packet policyPacket) PolicySide {
	side := PolicySide{Policies: []Handle{}, Allowed: Yes, ByBlock: Yes}
	if class == nil || len(class.selectedBy[direction]) == 0 {
		return side
	}
	side.Isolated = true
	best := policyAnswer{No, No}
	var decisive *policyRule
	for _, p := range class.selectedBy[direction] {
		side.Policies = append(side.Policies, t.add(p.Name, p.Ref.At(policyPointers[direction]).Key()))
		for i := range p.sides[direction].rules {
			rule := &p.sides[direction].rules[i]
			if best.allowed == Yes {
				break
			}
			answer := packet.rule(rule)
			if answer.rank() > best.rank() {
				decisive = rule
			}
			best = best.either(answer)
		}
	}
	if decisive != nil {
		side.Rule = t.add(decisive.Name, decisive.Ref)
	}
	side.Allowed, side.ByBlock = best.allowed, best.byBlock
	if best.allowed == No && packet.undefined() {
		side.Allowed, side.ByBlock = Maybe, policyEither(best.byBlock, Maybe)
	}
	return side
}
