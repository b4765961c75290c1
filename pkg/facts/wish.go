package facts

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/suggest"
)

// eipKeys are the keys under which a pod asks for an EIP, of each annotation the one that counts first: the prefixes of
// ACK and of ACS, and last an older name for pods on virtual nodes.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod
func eipKeys(name string) []string {
	old := map[string]string{"pod-with-eip": "k8s.aliyun.com/eci-with-eip", "pod-eip-instanceid": "k8s.aliyun.com/eci-eip-instanceid"}
	return []string{"k8s.aliyun.com/" + name, "network.alibabacloud.com/" + name, old[name]}
}

// eipNames are the annotations that ask for an EIP.
func eipNames() []string { return []string{"pod-with-eip", "pod-eip-instanceid"} }

// annotation returns an annotation of the pod about its EIP.
func (p *place) annotation(t *table, name string) Annotation {
	var found Annotation
	var value string
	for i, key := range eipKeys(name) {
		text, ok := p.self.Annotations[key]
		switch {
		case !ok:
		case !found.Present:
			value = text
			found = Annotation{
				Present: true, True: text == "true", False: text == "false", Legacy: i == 2,
				At: t.add(key, p.ref.At(p.self.Pointer+annotationAt(key))),
			}
		case text != value:
			found.Other = t.add(key, p.ref.At(p.self.Pointer+annotationAt(key)))
			found.True = found.True || text == "true"
		}
	}
	return found
}

// fillWish adds what matters to a pod that asks for an EIP, or was meant to. Those that do not are alike.
func (f *Facts) fillWish(t *table, p *place, facts *SourceFacts) {
	facts.Misplaced, facts.Misspelt = p.misplaced(t), p.misspelt(t)
	if !facts.WithEIP.Present && !facts.EIPInstance.Present && !facts.Misplaced.Present && !facts.Misspelt.Present {
		return
	}
	facts.OnECS = p.node != nil && !p.node.Virtual
	facts.Trunk = p.self.Annotations["k8s.aliyun.com/pod-eni"] == "true"
	facts.Shared = p.source.repeats(f.network)
	if facts.EIPInstance.Present {
		facts.Named = f.namedEIP(t, p)
	}
}

// annotationAt is the pointer of an annotation.
func annotationAt(key string) string {
	return "/metadata/annotations/" + strings.ReplaceAll(key, "/", "~1")
}

// misplaced returns an annotation for an EIP that is on the workload and not on its pods, where nobody reads it.
func (p *place) misplaced(t *table) Annotation {
	w := p.source.Workload
	if w == nil {
		return Annotation{}
	}
	for _, name := range eipNames() {
		for _, key := range eipKeys(name) {
			value, ok := w.Annotations[key]
			if _, same := p.self.Annotations[key]; ok && !same && value != "false" {
				return Annotation{Present: true, True: value == "true", At: t.add(key, w.Ref.At(annotationAt(key)))}
			}
		}
	}
	return Annotation{}
}

// typos is how many letters a misspelt key may have wrong.
const typos = 2

// misspelt returns an annotation whose key is nearly one that asks for an EIP. The first in order counts.
func (p *place) misspelt(t *table) Annotation {
	if len(p.self.Annotations) == 0 {
		return Annotation{}
	}
	for _, key := range sortedKeys(p.self.Annotations) {
		meant := nearestKey(key)
		if _, right := p.self.Annotations[meant]; meant != "" && !right {
			return Annotation{
				Present: true, True: p.self.Annotations[key] == "true", At: t.add(key, p.ref.At(p.self.Pointer+annotationAt(key))), Meant: t.add(meant, model.Ref{}),
			}
		}
	}
	return Annotation{}
}

// nearestKey returns the key that asks for an EIP and that a text which is none is nearly, "" when there is none.
func nearestKey(text string) string {
	nearest, least := "", typos+1
	for _, name := range eipNames() {
		for _, key := range eipKeys(name) {
			if text == key {
				return ""
			}
			if wrong := len(text) - len(key); wrong < -typos || wrong > typos {
				continue
			}
			if d := suggest.Distance(text, key); d < least {
				nearest, least = key, d
			}
		}
	}
	return nearest
}

// repeats tells whether a source is several pods of one template, or will be: a DaemonSet has one on each node.
func (s Source) repeats(n *model.Network) bool {
	w := s.Workload
	switch {
	case w == nil:
		return false
	case w.Kind == "DaemonSet":
		return len(w.Pods) > 1 || len(w.Pods) == 0 && len(n.Nodes) > 1
	}
	return w.Replicas > 1 || w.Replicas < 0 && len(w.Pods) > 1
}

// namedEIP looks up the EIP that the pod asks for by its id. Where two annotations name one each, none is looked up.
func (f *Facts) namedEIP(t *table, p *place) NamedEIP {
	named := NamedEIP{Evidence: f.exits.known("vpc:DescribeEipAddresses", ""), Elsewhere: No}
	var ids []string
	for _, key := range eipKeys("pod-eip-instanceid") {
		if id := strings.TrimSpace(p.self.Annotations[key]); id != "" {
			ids = append(ids, id)
		}
	}
	if ids = slices.Compact(ids); len(ids) != 1 {
		return named
	}
	named.ID = t.add(ids[0], model.Ref{})
	for _, eip := range f.network.EIPs {
		if eip.ID != ids[0] {
			continue
		}
		named.Found, named.At = true, t.add(eip.Addr.String(), eip.Ref.At("/IpAddress"))
		if eip.InstanceID != "" {
			named.Holder = t.add(eip.InstanceID, eip.Ref.At("/InstanceId"))
		}
		named.Elsewhere = p.lacks(eip)
	}
	return named
}

// lacks tells whether an EIP is bound to something else than the pod. Pods have ENIs; the pod that has the address now may
// be one that a template has already made, while the bundle does not show it.
func (p *place) lacks(eip *model.EIP) Match {
	switch lower(eip.InstanceType) {
	case "nat", "slbinstance", "havip", "ecsinstance":
		return Yes
	case "networkinterface":
	default:
		if eip.InstanceID == "" {
			return No
		}
		return Maybe
	}
	if !p.exists || !p.pod.Address.IsValid() || !p.pod.Address.IsSingleIP() {
		return Maybe
	}
	addr, eni := p.pod.Address.Addr(), p.pod.ENI
	switch {
	case eip.PrivateAddr.IsValid():
		return not(eip.PrivateAddr.Unmap() == addr)
	case eni == nil:
		return Maybe
	}
	return not(eip.InstanceID == eni.ID && eni.Primary.Unmap() == addr)
}

func not(told bool) Match {
	if told {
		return No
	}
	return Yes
}

// bound is a public address that an object of Kubernetes says a pod has.
type bound struct {
	addr netip.Addr
	ref  model.Ref
}

// boundKeys are the annotations that name the EIP which a pod was given: of Terway, of its successor, and of ACS.
// https://www.alibabacloud.com/help/en/cs/user-guide/notes-on-mounting-an-independent-public-network-eip-for-a
func boundKeys() []string {
	return []string{
		"k8s.aliyun.com/allocated-eipAddress", "network.alibabacloud.com/allocated-eipAddress", "network.alibabacloud.com/allocated-eip-address",
	}
}

// boundAddresses collects them by the private address of the pod. What the controller keeps comes first.
func boundAddresses(n *model.Network) map[netip.Addr][]bound {
	all := map[netip.Addr][]bound{}
	for _, p := range n.PodEIPs {
		if p.Addr.IsValid() && p.Private.IsValid() && (p.Status == "" || foldedIs(p.Status, "inuse")) {
			all[p.Private] = append(all[p.Private], bound{p.Addr, p.Ref.At("/status/eipAddress")})
		}
	}
	for _, p := range n.Pods {
		first := slices.IndexFunc(p.IPs, netip.Addr.Is4)
		if p.HostNetwork || first < 0 {
			continue
		}
		for _, key := range boundKeys() {
			addr, err := netip.ParseAddr(strings.TrimSpace(p.Annotations[key]))
			if err == nil {
				all[p.IPs[first]] = append(all[p.IPs[first]], bound{addr.Unmap(), p.Ref.At(annotationAt(key))})
			}
		}
	}
	return all
}
