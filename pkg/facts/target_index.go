package facts

import (
	"maps"
	"net/netip"
	"slices"
	"strings"
	"sync"

	"github.com/egresslint/egresslint/pkg/model"
)

// names finds what people and manifests name: workloads, pods, Services, databases, addresses and hosts. It never changes
// once built.
type names struct {
	network      *model.Network
	objects      map[string][]Source // by namespace/name
	namespaces   map[string]bool
	services     map[string]*model.Service // by namespace/name
	addresses    map[netip.Addr]*model.Service
	balancers    map[string][]frontOf // addresses and host names of the load balancers of Services
	ingresses    map[string]bool      // host names that Ingresses serve; *.ZONE for all of a zone
	pods         map[netip.Addr]*model.Pod
	nodes        map[netip.Addr]bool
	databases    map[string][]*model.Database // by id
	endpoints    map[string][]endpointOf      // by host name
	private      map[netip.Addr][]endpointOf
	vips         *balancerIndex
	selection    func() map[labelOf][]Source
	instances    func() map[string]*Instance
	backing      func() *backing
	ends         sync.Map // of Services, by portOfService
	ingressLacks func() []ingressLack
	domain       string // of the cluster: the zone of its Services
}

// endpointOf is an endpoint and the database that it belongs to.
type endpointOf struct {
	database *model.Database
	endpoint *model.Endpoint
}

// labelOf is one label of the pods of a namespace.
type labelOf struct{ namespace, key, value string }

// newNames indexes a network. What is asked for seldom is indexed on the first question.
func newNames(n *model.Network) *names {
	x := &names{
		network:    n,
		objects:    make(map[string][]Source, len(n.Workloads)+len(n.Pods)),
		namespaces: make(map[string]bool, len(n.Namespaces)),
		services:   make(map[string]*model.Service, len(n.Services)),
		addresses:  map[netip.Addr]*model.Service{},
		balancers:  map[string][]frontOf{},
		ingresses:  map[string]bool{},
		pods:       make(map[netip.Addr]*model.Pod, len(n.Pods)),
		nodes:      make(map[netip.Addr]bool, len(n.Nodes)),
		databases:  map[string][]*model.Database{},
		endpoints:  map[string][]endpointOf{},
		private:    map[netip.Addr][]endpointOf{},
		vips:       newBalancerIndex(n),
	}
	for name := range maps.Keys(n.Namespaces) {
		x.namespaces[name] = true
	}
	for _, w := range n.Workloads {
		x.addObject(w.Namespace, w.Name, Source{Workload: w})
	}
	for _, p := range n.Pods {
		x.addObject(p.Namespace, p.Name, Source{Pod: p})
		x.addPodAddresses(p)
	}
	for _, node := range n.Nodes {
		x.nodes[node.InternalIP.Unmap()], x.nodes[node.InternalIPv6] = true, true
	}
	for _, s := range n.Services {
		x.addService(s)
	}
	for _, ingress := range n.Ingresses {
		for _, host := range ingress.Hosts {
			x.ingresses[plainHost(host)] = true
		}
	}
	for _, db := range n.Databases {
		x.addDatabase(db)
	}
	x.domain = clusterDomain(n)
	x.selection = sync.OnceValue(x.indexLabels)
	x.instances = sync.OnceValue(func() map[string]*Instance { return indexInstances(n) })
	x.backing = sync.OnceValue(x.indexBacking)
	x.ingressLacks = sync.OnceValue(x.lacksOfIngresses)
	return x
}

func (x *names) addObject(namespace, name string, s Source) {
	key := namespace + "/" + name
	x.objects[key] = append(x.objects[key], s)
	x.namespaces[namespace] = true
}

// addPodAddresses leaves out addresses that are a node's, and those of finished pods, which may be another pod's by now.
func (x *names) addPodAddresses(p *model.Pod) {
	if p.HostNetwork || podIsOver(p) {
		return
	}
	for _, ip := range p.IPs {
		if ip = ip.Unmap(); !ip.IsValid() {
			continue
		}
		if known := x.pods[ip]; known == nil || refPrecedes(p.Ref, known.Ref) {
			x.pods[ip] = p
		}
	}
}

func podIsOver(p *model.Pod) bool { return p.Phase == "Succeeded" || p.Phase == "Failed" }

func refPrecedes(a, b model.Ref) bool {
	return a.Record < b.Record || a.Record == b.Record && a.Pointer < b.Pointer
}

func (x *names) addService(s *model.Service) {
	key := s.Namespace + "/" + s.Name
	if known := x.services[key]; known != nil && !refPrecedes(s.Ref, known.Ref) {
		return
	}
	x.services[key] = s
	x.namespaces[s.Namespace] = true
	for _, ip := range s.ClusterIPs {
		if ip.IsValid() {
			x.addresses[ip.Unmap()] = s
		}
	}
	if s.Balancer != "" {
		x.addFront(s.Balancer, frontOf{s, append(slices.Clone(s.Fronts), model.ServiceFront{})[0]})
	}
	for _, front := range s.Fronts {
		if front.Addr.IsValid() {
			x.addFront(front.Addr.Unmap().String(), frontOf{s, front})
		}
		if front.Host != "" {
			x.addFront(plainHost(front.Host), frontOf{s, front})
		}
	}
}

func (x *names) addFront(name string, of frontOf) { x.balancers[name] = append(x.balancers[name], of) }

// isServed tells whether a host is one that an Ingress of the cluster serves.
func (x *names) isServed(host string) bool {
	_, zone, _ := strings.Cut(host, ".")
	return x.ingresses[host] || x.ingresses["*."+zone]
}

// isOwnSite tells whether a host name is one that somebody gave the load balancer of a Service, and not its own.
func (x *names) isOwnSite(host string) bool {
	return len(x.balancers[host]) > 0 && x.vips.byHost[host] == nil
}

func (x *names) addDatabase(db *model.Database) {
	x.databases[strings.ToLower(db.ID)] = append(x.databases[strings.ToLower(db.ID)], db)
	for i := range db.Endpoints {
		e := endpointOf{db, &db.Endpoints[i]}
		if host := plainHost(e.endpoint.Host); host != "" {
			x.endpoints[host] = append(x.endpoints[host], e)
		}
		if ip := e.endpoint.Addr.Unmap(); ip.IsValid() {
			x.private[ip] = append(x.private[ip], e)
		}
	}
}

// indexLabels lists the pods of the cluster, and the workloads without pods, by each of their labels that a Service selects.
func (x *names) indexLabels() map[labelOf][]Source {
	index := map[labelOf][]Source{dnsLabel: nil}
	for _, s := range x.network.Services {
		for key, value := range s.Selector {
			index[labelOf{s.Namespace, key, value}] = nil
		}
	}
	add := func(namespace string, labels map[string]string, s Source) {
		for key, value := range labels {
			of := labelOf{namespace, key, value}
			if list, selected := index[of]; selected {
				index[of] = append(list, s)
			}
		}
	}
	for _, p := range x.network.Pods {
		if !podIsOver(p) {
			add(p.Namespace, p.Labels, Source{Pod: p})
		}
	}
	for _, w := range x.network.Workloads {
		if len(podsInUse(w)) == 0 {
			add(w.Namespace, w.Labels, Source{Workload: w})
		}
	}
	return index
}

func podsInUse(w *model.Workload) []*model.Pod {
	var out []*model.Pod
	for _, p := range w.Pods {
		if !podIsOver(p) {
			out = append(out, p)
		}
	}
	return out
}

// plainHost returns a host name as indexes hold it: names are compared without case and without the root's dot.
func plainHost(host string) string { return strings.ToLower(strings.TrimSuffix(host, ".")) }

// clusterDomain returns the zone of the names of Services: that of CoreDNS' plugin kubernetes, else the one that clusters
// have by default. https://coredns.io/plugins/kubernetes/
func clusterDomain(n *model.Network) string {
	domain := "cluster.local"
	c := n.ConfigMaps["kube-system/coredns"]
	if c == nil || c.Corefile == nil {
		return domain
	}
	for _, block := range c.Corefile.Blocks {
		for _, p := range block.Plugins {
			for _, zone := range p.Args {
				if zone = plainHost(zone); p.Name == "kubernetes" && zone != "" && !strings.HasSuffix(zone, ".arpa") {
					return zone
				}
			}
		}
	}
	return domain
}
