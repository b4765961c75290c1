package facts

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// place is where one replica of a source is, or may land.
type place struct {
	name   string // for texts
	source Source
	self   *model.Template
	ref    model.Ref  // of the pod, else of the workload
	exists bool       // a pod that is there
	object *model.Pod // that pod
	end    policyEnd
	node   *model.Node // nil when it is not known
	pod    classed     // when the packet leaves with an address of the pod's own
	host   classed     // when it leaves with the node's
	fixed  func(Handle) (Entity, bool)

	exclusive, virtual bool   // it is on a node of exclusive ENIs, or on a virtual one
	stack              string // the families of a node that has its own; "" for the cluster's
	notes              placeNotes

	said    said               // the facts of the pod itself, once they were asked for
	asking  map[injection]said // the same about targets that it asks the whitelist injector for
	queries *queries           // to its DNS servers, once they were asked for
}

// placesKept is how many places are remembered. The flows of one source follow one another mostly.
const placesKept = 1 << 12

// placesOf returns the places of a source: those of its pods, or, while it has none, every place where one may land.
func (f *Facts) placesOf(s Source, family string) []*place {
	key := placeKey{s, family}
	if known, ok := f.places[key]; ok {
		return known
	}
	var out []*place
	switch {
	case s.Instance != nil:
		out = []*place{f.instancePlace(s, family)}
	case s.Pod != nil:
		out = f.podPlaces(s, s.Pod, family)
	case len(s.Workload.Pods) > 0:
		for _, pod := range s.Workload.Pods {
			out = append(out, f.podPlaces(s, pod, family)...)
		}
	default:
		out = f.landings(place{source: s, self: &s.Workload.Template, ref: s.Workload.Ref, end: workloadEnd(s.Workload)}, family)
	}
	called := s.name()
	for _, p := range out {
		p.fixed = p.entities(called)
	}
	if f.placed += len(out); f.placed > placesKept {
		clear(f.places)
		f.placed = len(out)
	}
	f.places[key] = out
	return out
}

type placeKey struct {
	source Source
	family string
}

// podPlaces returns the place of a pod. One that has no address yet may still land in several.
func (f *Facts) podPlaces(s Source, pod *model.Pod, family string) []*place {
	p := place{name: pod.Name, source: s, self: &pod.Template, ref: pod.Ref, exists: true, object: pod, end: podEnd(pod)}
	if len(p.end.ips) == 0 {
		return f.landings(p, family)
	}
	if pod.NodeName != "" {
		p.name += " on node " + pod.NodeName
	}
	p.node = f.owners.nodeOf(&pod.Template)
	placed := f.policies.place(p.end)
	p.exclusive, p.virtual = placed.exclusive, placed.virtual
	host := f.hostIdentity(p.node, pod.HostIP, pod, family)
	p.host = f.classify(host)
	id := f.ownIdentity(&p, pod, family)
	if f.contained(&p) && id.Address.IsValid() {
		id = host.carrying(id)
	}
	p.pod = f.classify(id)
	f.annotate(&p)
	return []*place{&p}
}

// contained tells whether the pods of a place have addresses of a container network, which no ENI owns: they leave by the
// ENI of their node, whose address they mostly take.
func (f *Facts) contained(p *place) bool {
	return !p.virtual && f.network.Cluster.Product.Value != "acs" && f.hasContainerNetwork()
}

func (f *Facts) hasContainerNetwork() bool {
	c := f.network.Cluster
	return c.Plugin.Value == "flannel" || c.Plugin.Value == "terway" && c.Mode.Value == "vpc"
}

// carrying returns the identity of a packet that leaves by the ENI of a node and carries the address of a pod. What is
// bound to the node's own address, such as an EIP, is nothing to it.
func (id Identity) carrying(own Identity) Identity {
	id.Node, id.Carried, id.Address, id.Name, id.ENI, id.Instance = false, true, own.Address, own.Name, nil, nil
	id.IPv6, id.Row = own.IPv6, own.Row
	return id
}

// hostIdentity returns the identity of a node. pod is one that shares its network, or nil.
func (f *Facts) hostIdentity(node *model.Node, addr netip.Addr, pod *model.Pod, family string) Identity {
	id := f.owners.nodeIdentity(node, addr)
	switch {
	case family != "ipv6":
	case pod == nil || !pod.HostNetwork:
		f.owners.becomeIPv6(&id, node, nil)
	default:
		f.owners.becomeIPv6(&id, node, pod.IPs)
	}
	return id
}

// ownIdentity returns the identity of a pod with an address of its own. A pod without one in the family has the ENI and
// the groups of its other address.
func (f *Facts) ownIdentity(p *place, pod *model.Pod, family string) Identity {
	if pod.HostNetwork || len(pod.IPs) == 0 {
		return unplaced(family, Lacking{Export: "kubectl get pods"})
	}
	id := f.owners.podAddress(pod, family)
	if id.ENI != nil {
		return id
	}
	if groups := f.declared(p, id.VSwitch); groups != nil {
		id.Groups = groups
		id.Missing = slices.DeleteFunc(id.Missing, func(l Lacking) bool { return l == missingENIs })
	}
	return id
}

// entities returns what the handles that every flow has stand for, but for the target. Few of them are asked for.
func (p *place) entities(source string) func(Handle) (Entity, bool) {
	return func(h Handle) (Entity, bool) {
		switch h {
		case SourceHandle:
			return Entity{source, p.named()}, true
		case PodAddressHandle:
			return Entity{p.pod.Name, p.address()}, true
		case PodENIHandle:
			return Entity{p.pod.OwnerName, p.pod.OwnerRef}, true
		case PodVSwitchHandle:
			return p.pod.vswitch(), true
		case NodeAddressHandle:
			return Entity{p.host.Name, p.host.OwnerRef}, true
		case NodeENIHandle:
			return Entity{p.host.OwnerName, p.host.OwnerRef}, true
		case NodeVSwitchHandle:
			return p.host.vswitch(), true
		}
		if part, found := strings.CutPrefix(string(h), string(ipv6Handle("pod", ""))); found {
			return p.pod.Row.entity(part)
		}
		if part, found := strings.CutPrefix(string(h), string(ipv6Handle("node", ""))); found {
			return p.host.Row.entity(part)
		}
		return p.dnsEntity(h)
	}
}

// named is where the name of the pod is written, or of the instance.
func (p *place) named() model.Ref {
	if p.source.Instance != nil {
		return p.ref
	}
	return p.ref.At("/metadata/name")
}

// address is where the address of the pod is written, else what the pod is made from.
func (p *place) address() model.Ref {
	if p.object != nil && p.pod.Address.IsValid() {
		if i := slices.Index(p.end.ips, p.pod.Address.Addr()); i > 0 {
			return p.ref.At("/status/podIPs/" + strconv.Itoa(i) + "/ip")
		}
		return p.ref.At("/status/podIP")
	}
	return p.named()
}

// vswitch returns the vSwitch of an identity as an entity.
func (id Identity) vswitch() Entity {
	if id.VSwitch == nil {
		return Entity{Name: "a vSwitch that is not known"}
	}
	return Entity{id.VSwitch.ID, id.VSwitch.Ref.At("/VSwitchId")}
}

// name returns the source as texts call it.
func (s Source) name() string {
	if s.Instance != nil {
		return "ECS instance " + s.Instance.ID
	}
	if s.Pod != nil {
		return "Pod " + s.Pod.Namespace + "/" + s.Pod.Name
	}
	return s.Workload.Kind + " " + s.Workload.Namespace + "/" + s.Workload.Name
}
