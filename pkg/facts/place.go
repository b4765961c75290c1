package facts

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// place is where one replica of a source is, or may land.
type place struct {
	name   string // for texts
	source Source
	self   *model.Template
	ref    model.Ref // of the pod, else of the workload
	exists bool      // a pod that is there
	end    policyEnd
	node   *model.Node // nil when it is not known
	pod    classed     // when the packet leaves with an address of the pod's own
	host   classed     // when it leaves with the node's
	fixed  func(Handle) (Entity, bool)

	said, saidInjecting *Component // the facts of the pod itself, once they were asked for
	queries             *queries   // to its DNS servers, once they were asked for
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
	p := place{name: pod.Name, source: s, self: &pod.Template, ref: pod.Ref, exists: true, end: podEnd(pod)}
	if len(p.end.ips) == 0 {
		return f.landings(p, family)
	}
	p.node = f.owners.nodeOf(&pod.Template)
	p.host = f.classify(f.owners.nodeIdentity(p.node, pod.HostIP))
	p.pod = f.classify(f.ownIdentity(pod, family))
	return []*place{&p}
}

// ownIdentity returns the identity of a pod with an address of its own. A pod without one in the family has the ENI and
// the groups of its other address.
func (f *Facts) ownIdentity(pod *model.Pod, family string) Identity {
	if pod.HostNetwork || len(pod.IPs) == 0 {
		return unplaced(Lacking{Export: "kubectl get pods"})
	}
	i := slices.IndexFunc(pod.IPs, func(a netip.Addr) bool { return familyOf(a) == family })
	if i >= 0 {
		return f.owners.podIdentity(pod.IPs[i])
	}
	id := f.owners.podIdentity(pod.IPs[0])
	id.Address, id.Name = netip.Prefix{}, "an address that the pod does not have"
	return id
}

// landings returns where a pod may land: its vSwitch decides under Terway, its node under Flannel and on the host network.
func (f *Facts) landings(base place, family string) []*place {
	nodes := f.schedulable(base.self)
	switch {
	case f.network.Cluster.Product.Value == "acs":
		return f.annotatedLandings(base, family)
	case f.network.Cluster.Plugin.Value == "terway" && !base.self.HostNetwork:
		return f.vswitchLandings(base, family, nodes)
	}
	var out []*place
	for _, node := range nodes {
		p := f.landing(base, "a pod on node "+node.Name)
		p.node, p.host = node, f.classify(f.owners.nodeIdentity(node, netip.Addr{}))
		out = append(out, p)
	}
	if len(out) == 0 {
		out = append(out, f.landing(base, "a pod on a node that is not in the bundle"))
	}
	return out
}

// annotatedLandings returns the vSwitches that a pod of ACS asks for. Its groups are those that it asks for, else that of
// the cluster.
// https://www.alibabacloud.com/help/en/cs/user-guide/pod-annotation-function-description
func (f *Facts) annotatedLandings(base place, family string) []*place {
	var groups []string
	for _, group := range base.annotatedIDs("security-group-ids") {
		groups = append(groups, group.ID)
	}
	if group := f.network.Cluster.SecurityGroup.Value; len(groups) == 0 && group != "" {
		groups = []string{group}
	}
	var out []*place
	for _, v := range base.annotatedIDs("vswitch-ids") {
		p := f.landing(base, "a pod in vSwitch "+v.ID)
		p.pod = f.classify(f.owners.landing(v, groups, family, Lacking{Export: "DescribeClusterDetail"}))
		out = append(out, p)
	}
	if len(out) == 0 {
		out = append(out, f.landing(base, "a pod in a vSwitch that is not known"))
	}
	return out
}

// annotatedIDs returns the ids that an annotation of ACS lists.
func (p *place) annotatedIDs(name string) []model.Named {
	key := "network.alibabacloud.com/" + name
	var out []model.Named
	for id := range strings.SplitSeq(p.self.Annotations[key], ",") {
		if id = strings.TrimSpace(id); id != "" {
			out = append(out, model.Named{ID: id, Ref: p.ref.At(p.self.Pointer + "/metadata/annotations/" + strings.ReplaceAll(key, "/", "~1"))})
		}
	}
	return out
}

func (f *Facts) vswitchLandings(base place, family string, nodes []*model.Node) []*place {
	var out []*place
	for _, v := range f.network.Cluster.PodVSwitches {
		if !reaches(v, nodes) {
			continue
		}
		p := f.landing(base, "a pod in vSwitch "+v.ID)
		p.pod = f.classify(f.owners.landing(v, f.owners.configured(), family, missingConfig))
		if len(nodes) == 1 {
			p.node, p.host = nodes[0], f.classify(f.owners.nodeIdentity(nodes[0], netip.Addr{}))
		}
		out = append(out, p)
	}
	if len(out) == 0 {
		p := f.landing(base, "a pod in a vSwitch that is not known")
		p.pod = f.classify(unplaced(missingConfig))
		out = append(out, p)
	}
	return out
}

// landing returns a place like base of which nothing is known yet.
func (f *Facts) landing(base place, name string) *place {
	if base.name != "" {
		name = base.name + ", " + name
	}
	base.name = name
	base.pod = f.classify(unplaced(Lacking{Export: "kubectl get pods"}))
	base.host = f.classify(unplaced(missingNodes))
	return &base
}

// reaches tells whether a pod on one of the nodes gets its address from the vSwitch: eni-config lists vSwitches by zone.
func reaches(v model.Named, nodes []*model.Node) bool {
	zoned := func(node *model.Node) bool {
		zone := node.Labels["topology.kubernetes.io/zone"]
		return v.Zone == "" || zone == "" || zone == v.Zone
	}
	return len(nodes) == 0 || slices.ContainsFunc(nodes, zoned)
}

// schedulable returns the nodes that take new pods of the template. Cordons and taints do not count where they leave no
// node: they will end before the template is of use.
func (f *Facts) schedulable(t *model.Template) []*model.Node {
	all := f.owners.nodes.of(t)
	open := slices.DeleteFunc(slices.Clone(all), func(n *model.Node) bool { return n.Unschedulable || repels(n, t) })
	if len(open) == 0 {
		return all
	}
	return open
}

// repels tells whether a node has a taint that the template does not tolerate.
// https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
func repels(n *model.Node, t *model.Template) bool {
	return slices.ContainsFunc(n.Taints, func(taint model.Taint) bool {
		tolerates := func(o model.Toleration) bool {
			return (o.Effect == "" || o.Effect == taint.Effect) && (o.Key == "" || o.Key == taint.Key) &&
				(o.Operator == "Exists" || o.Key != "" && o.Value == taint.Value)
		}
		return taint.Effect != "PreferNoSchedule" && !slices.ContainsFunc(t.Tolerations, tolerates)
	})
}

// entities returns what the handles that every flow has stand for, but for the target. Few of them are asked for.
func (p *place) entities(source string) func(Handle) (Entity, bool) {
	return func(h Handle) (Entity, bool) {
		switch h {
		case SourceHandle:
			return Entity{source, p.ref.At("/metadata/name")}, true
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
		return p.dnsEntity(h)
	}
}

// address is where the address of the pod is written, else what the pod is made from.
func (p *place) address() model.Ref {
	if p.exists && p.pod.Address.IsValid() {
		return p.ref.At("/status/podIP")
	}
	return p.ref.At("/metadata/name")
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
	if s.Pod != nil {
		return "Pod " + s.Pod.Namespace + "/" + s.Pod.Name
	}
	return s.Workload.Kind + " " + s.Workload.Namespace + "/" + s.Workload.Name
}
