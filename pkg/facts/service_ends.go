package facts

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// standing says whether a Service leads anywhere at one of its ports, and where it does not, why.
type standing string

// The standings. Only serves has ends; what unlisted and stale mean is that nothing certain is known.
const (
	serves     standing = "serves"
	portless   standing = "portless"   // no ready pod has a port of the name that the Service asks for
	unready    standing = "unready"    // none of the pods is ready
	idle       standing = "idle"       // the workloads are scaled to no pod
	unselected standing = "unselected" // the selector selects nothing
	empty      standing = "empty"      // there is no selector, and the list of endpoints is empty
	stale      standing = "stale"      // the list of endpoints is empty while pods are ready
	unlisted   standing = "unlisted"   // the bundle shows neither endpoints nor pods that may be some
)

// serviceEnds is where a Service leads to at one of its ports.
type serviceEnds struct {
	service  *model.Service
	port     model.ServicePort
	peers    []Peer // by name, then by address
	standing standing
	left     []leftOut          // what is no end, and why
	draining []Peer             // that serve while they terminate
	lists    []*model.Endpoints // that tell the ends; none where pods and workloads do
	nodePort *model.Node        // a port of which leads to them; nil for the Service's own addresses and names
	lacks    string             // the export that would tell more; "" when nothing is lacking
}

// leftOut is something behind a Service that is no end: a pod or a workload, or an address that no pod of the bundle has.
type leftOut struct {
	Source
	why standing
}

// portOfService is what ends are the ends of.
type portOfService struct {
	service *model.Service
	port    model.ServicePort
}

// endsOf returns the ends of a Service, found on the first question. They are shared and never changed.
func (x *names) endsOf(s *model.Service, port model.ServicePort) *serviceEnds {
	key := portOfService{s, port}
	known, found := x.ends.Load(key)
	if !found {
		known, _ = x.ends.LoadOrStore(key, x.findEnds(s, port))
	}
	return known.(*serviceEnds)
}

// findEnds finds the ends of a Service: those that its endpoints list as ready, else the ready pods that it selects, else
// what will make such pods.
// https://kubernetes.io/docs/concepts/services-networking/service/#endpointslices
func (x *names) findEnds(s *model.Service, port model.ServicePort) *serviceEnds {
	e := &serviceEnds{service: s, port: port, lists: x.backing().lists[s.Namespace+"/"+s.Name]}
	selected := x.selected(s)
	ready := e.choose(selected)
	if len(e.lists) > 0 {
		e.left = nil
		if e.list(x, selected); len(e.peers) == 0 && len(e.left) == 0 {
			e.choose(selected)
		}
	} else {
		e.peers = ready
	}
	e.settle(x, len(ready) > 0)
	return e
}

// choose returns those of the selected that are ends, and notes the others. Pods to come count where there is none.
func (e *serviceEnds) choose(selected []Source) []Peer {
	var pods, templates []Peer
	for _, s := range selected {
		at, ported := e.portAt(templateOfSource(s))
		switch {
		case s.Pod != nil && !e.isReady(s.Pod):
			e.left = append(e.left, leftOut{s, unready})
		case s.Pod == nil && s.Workload.Replicas == 0:
			e.left = append(e.left, leftOut{s, idle})
		case !ported:
			e.left = append(e.left, leftOut{s, portless})
		case s.Pod != nil:
			pods = append(pods, Peer{Pod: s.Pod, Port: at, Node: s.Pod.NodeName})
		default:
			templates = append(templates, Peer{Workload: s.Workload, Port: at})
		}
	}
	if len(pods) > 0 {
		return pods
	}
	return templates
}

// isReady tells whether a pod is an end by its conditions. A pod that waits for its node or its images is none.
func (e *serviceEnds) isReady(p *model.Pod) bool {
	return e.service.PublishNotReady || !p.NotReady && p.Phase != "Pending"
}

// portAt returns the port that packets have at a pod. The name of a headless Service leads to the pods themselves, and
// nothing translates the port. https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
func (e *serviceEnds) portAt(t *model.Template) (int, bool) {
	if e.service.Headless {
		return int(e.port.Port), true
	}
	return targetPort(t, e.port)
}

// list finds the ends in the lists of endpoints. Their addresses are pods' mostly; those on the host network have that of
// their node, so the Service's own pods are asked first. Where no other is left, packets go to those that terminate.
// https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-to-terminating-endpoints
func (e *serviceEnds) list(x *names, selected []Source) {
	own := map[netip.Addr]*model.Pod{}
	for _, s := range selected {
		if s.Pod != nil {
			for _, ip := range s.Pod.IPs {
				own[ip.Unmap()] = s.Pod
			}
		}
	}
	seen := map[*model.Pod]bool{}
	for _, list := range e.lists {
		for _, a := range list.Addresses {
			addr := a.Addr.Unmap()
			pod := cmp.Or(own[addr], x.pods[addr])
			if pod == nil || !seen[pod] {
				e.listed(a, Peer{Pod: pod, Addr: addr, Node: a.Node})
				seen[pod] = true
			}
		}
	}
	if len(e.peers) == 0 {
		e.peers = e.draining
	}
	slices.SortStableFunc(e.peers, comparePeers)
	e.peers = slices.CompactFunc(e.peers, func(a, b Peer) bool { return a == b })
}

// listed adds what the lists say of one address. peer is who has it.
func (e *serviceEnds) listed(a model.EndpointAddress, peer Peer) {
	var ported bool
	peer.Port, ported = e.portOf(a.Ports)
	if peer.Pod != nil {
		peer.Addr, peer.Node = netip.Addr{}, cmp.Or(peer.Pod.NodeName, peer.Node)
	}
	switch {
	case a.Draining && ported:
		e.draining = append(e.draining, peer)
	case !a.Ready:
		e.left = append(e.left, leftOut{Source{Pod: peer.Pod}, unready})
	case !ported:
		e.left = append(e.left, leftOut{Source{Pod: peer.Pod}, portless})
	default:
		e.peers = append(e.peers, peer)
	}
}

// portOf returns the port of an endpoint that has the name of the Service's port.
func (e *serviceEnds) portOf(ports []model.EndpointPort) (int, bool) {
	if e.service.Headless {
		return int(e.port.Port), true
	}
	protocol := cmp.Or(e.port.Protocol, "TCP")
	for _, p := range ports {
		if p.Name == e.port.Name && strings.EqualFold(cmp.Or(p.Protocol, "TCP"), protocol) {
			return cmp.Or(int(p.Port), int(e.port.Target), int(e.port.Port)), true
		}
	}
	return 0, false
}

func comparePeers(a, b Peer) int {
	name := func(p Peer) string {
		if p.Pod == nil {
			return ""
		}
		return p.Pod.Name
	}
	return cmp.Or(cmp.Compare(name(a), name(b)), a.Addr.Compare(b.Addr), cmp.Compare(a.Port, b.Port))
}

// settle decides on the standing. Who has several reasons is told the one that is nearest to the packet. ready tells
// whether the pods and workloads of the bundle would be ends.
func (e *serviceEnds) settle(x *names, ready bool) {
	e.standing = e.foremost()
	certain := x.backing()
	switch {
	case e.standing == portless && e.listsOlder(ready):
		e.standing, e.lacks = stale, "kubectl get endpointslices"
	case e.standing != "":
	case len(e.peers) > 0:
		e.standing = serves
	case len(e.lists) > 0 && ready:
		e.standing, e.lacks = stale, "kubectl get endpointslices"
	case len(e.service.Selector) == 0 && (len(e.lists) > 0 || certain.listed[e.service.Namespace]):
		e.standing = empty
	case len(e.service.Selector) == 0:
		e.standing, e.lacks = unlisted, "kubectl get endpointslices"
	case len(e.lists) > 0 || x.nearlySelected(e.service).isSlip(e.service) || certain.peopled[e.service.Namespace] && !x.mayBear(e.service):
		e.standing = unselected
	default:
		e.standing, e.lacks = unlisted, "kubectl get pods"
	}
	if e.standing == idle && x.network.Makers[e.service.Namespace] {
		e.standing, e.lacks = unlisted, "kubectl get pods"
	}
}

// listsOlder tells whether the lists are of an earlier Service: all pods have a port that is written as a number, and those
// that are ready the one of its name, so Kubernetes would list them with it. Lists that somebody writes are what they are.
func (e *serviceEnds) listsOlder(ready bool) bool {
	return len(e.lists) > 0 && len(e.service.Selector) > 0 && (ready || e.port.TargetName == "")
}

// foremost returns why there is no end, as far as what was left out tells.
func (e *serviceEnds) foremost() standing {
	if len(e.peers) > 0 {
		return ""
	}
	for _, why := range []standing{portless, unready, idle} {
		// Whoever lists endpoints by hand says there whether they are ready.
		if e.first(why) != nil && (why != unready || len(e.service.Selector) > 0) {
			return why
		}
	}
	return ""
}

// first returns the first that was left out for a reason, nil where there is none.
func (e *serviceEnds) first(why standing) *leftOut {
	i := slices.IndexFunc(e.left, func(l leftOut) bool { return l.why == why })
	if i < 0 {
		return nil
	}
	return &e.left[i]
}

// backing is what the bundle has to tell the ends of Services by.
type backing struct {
	lists   map[string][]*model.Endpoints // of a Service, by namespace/name: EndpointSlices where it has any, else Endpoints
	listed  map[string]bool               // namespaces whose endpoints were exported: those of a Service with a selector are there
	peopled map[string]bool               // namespaces whose pods are all there, or what makes them
}

func (x *names) indexBacking() *backing {
	b := &backing{lists: map[string][]*model.Endpoints{}, listed: map[string]bool{}, peopled: map[string]bool{}}
	for _, kind := range []string{"EndpointSlice", "Endpoints"} {
		found := map[string][]*model.Endpoints{}
		for _, e := range x.network.Endpoints {
			if key := e.Namespace + "/" + e.Service; e.Kind == kind && len(b.lists[key]) == 0 {
				found[key] = append(found[key], e)
			}
		}
		for key, lists := range found {
			b.lists[key] = lists
		}
	}
	for _, s := range x.network.Services {
		if len(s.Selector) > 0 && len(b.lists[s.Namespace+"/"+s.Name]) > 0 {
			b.listed[s.Namespace] = true
		}
	}
	for _, w := range x.network.Workloads {
		b.peopled[w.Namespace] = b.peopled[w.Namespace] || written(x.network, w.Namespace)
	}
	picked := map[string]int{}
	for _, p := range x.network.Pods {
		if picked[p.Namespace]++; picked[p.Namespace] > 1 && written(x.network, p.Namespace) {
			b.peopled[p.Namespace] = true
		}
	}
	for listed := range x.network.Listed {
		b.peopled[listed.Namespace] = b.peopled[listed.Namespace] || listed.Kind == "Pod"
	}
	return b
}

// written tells whether the Services of a namespace stand alone, as manifests do, and dumps of one object a file: what they
// select stands beside them then. It need not where they are the list of a whole cluster. A single pod may be the one that
// somebody asks about.
func written(n *model.Network, namespace string) bool {
	return !n.Makers[namespace] && !n.Listed[model.Listed{Kind: "Service", Namespace: namespace}]
}

// standing returns that of the Service which leads to a target, "" for any other.
func (t Target) standing() standing {
	if t.ends == nil {
		return ""
	}
	return t.ends.standing
}
