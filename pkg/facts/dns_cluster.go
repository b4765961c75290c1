package facts

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// clusterDNS is the Service of the cluster's DNS and what is behind it.
type clusterDNS struct {
	network   *model.Network
	service   *model.Service
	slices    []*model.Endpoints
	pods      []*model.Pod // of the bundle, behind the Service
	workload  *model.Workload
	ends      []dnsEnd // that pods may ask
	origins   []Source // that ask on
	addresses map[netip.Addr]bool
}

// dnsEnd is one DNS server.
type dnsEnd struct {
	target    Target
	peer      Peer
	protocols []string // nil for both
}

// The Service has the name and its pods have the label of the server that came before CoreDNS.
// https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/
const dnsService = "kube-system/kube-dns"

// dnsLabel is that label.
var dnsLabel = labelOf{"kube-system", "k8s-app", "kube-dns"}

// clusterDNS returns the cluster's DNS, found on the first question.
func (r *resolver) clusterDNS() *clusterDNS {
	if r.cluster == nil {
		r.cluster = findClusterDNS(r.Facts)
	}
	return r.cluster
}

func findClusterDNS(f *Facts) *clusterDNS {
	d := &clusterDNS{network: f.network, service: f.names.services[dnsService], addresses: map[netip.Addr]bool{}}
	for _, e := range f.network.Endpoints {
		if e.Namespace+"/"+e.Service == dnsService {
			d.slices = append(d.slices, e)
		}
	}
	port := model.ServicePort{Port: dnsPort, Protocol: "UDP", Target: dnsPort}
	selector := map[string]string{dnsLabel.key: dnsLabel.value}
	if d.service != nil {
		if len(d.service.Selector) > 0 {
			selector = d.service.Selector
		}
		for _, p := range d.service.Ports {
			if p.Port == dnsPort && strings.EqualFold(p.Protocol, "UDP") {
				port = p
			}
		}
		d.address(d.service.ClusterIPs)
	}
	d.find(f, selector)
	d.settle(f, port)
	return d
}

func (d *clusterDNS) address(list []netip.Addr) {
	for _, a := range list {
		d.addresses[a.Unmap()] = true
	}
}

// find looks for the pods that the selector of the Service selects, and for the workload that makes them.
func (d *clusterDNS) find(f *Facts, selector map[string]string) {
	selected := f.names.selected(&model.Service{Namespace: "kube-system", Selector: selector})
	for _, s := range selected {
		if s.Pod != nil {
			d.pods = append(d.pods, s.Pod)
			d.address(s.Pod.IPs)
		}
	}
	for _, w := range f.network.Workloads {
		if w.Namespace == "kube-system" && w.Kind == "Deployment" && carriesLabels(&w.Template, selector) {
			d.workload = w
		}
	}
}

// settle lists the ends: the ready endpoints, else the ready pods, else those to come, else what the Service's address may
// lead to. Without the Service the pods would have the label that the documentation gives them.
func (d *clusterDNS) settle(f *Facts, port model.ServicePort) {
	t := Target{Text: "svc:" + dnsService, Kind: "pod", Port: dnsPort}
	for _, e := range d.slices {
		d.address(e.Ready())
		for _, addr := range e.Ready() {
			if d.asked(addr) {
				d.addEnd(f, t, port, f.names.pods[addr], addr)
			}
		}
	}
	for _, p := range d.pods {
		if len(d.slices) == 0 && !p.NotReady {
			d.addEnd(f, t, port, p, netip.Addr{})
		}
		if !p.NotReady {
			d.origins = append(d.origins, Source{Pod: p})
		}
	}
	if w := d.workload; w != nil && len(d.pods) == 0 && w.Replicas != 0 {
		d.origins = append(d.origins, Source{Workload: w})
		if at, ok := targetPort(&w.Template, port); ok && len(d.ends) == 0 {
			d.ends = append(d.ends, dnsEnd{target: t, peer: Peer{Workload: w, Port: at}})
		}
	}
	switch {
	case len(d.ends) > 0:
	case d.service == nil:
		t.gates = "network-policy"
		pod := &model.Pod{Namespace: "kube-system", Template: model.Template{Labels: map[string]string{dnsLabel.key: dnsLabel.value}}}
		d.ends = append(d.ends, dnsEnd{target: t, peer: Peer{Pod: pod, Port: dnsPort}})
	case len(d.service.ClusterIPs) > 0:
		t.Kind, t.gates, t.Addr, t.Uncertain = "ip", "network-policy", d.service.ClusterIPs[0], true
		d.ends = append(d.ends, dnsEnd{target: t})
	}
}

// asked tells whether queries come to an address: those to the Service do in the family of its first address, which is the
// one that pods have as their nameserver. https://kubernetes.io/docs/concepts/services-networking/dual-stack/
func (d *clusterDNS) asked(addr netip.Addr) bool {
	return d.service == nil || len(d.service.ClusterIPs) == 0 || d.service.ClusterIPs[0].Is4() == addr.Is4()
}

// addEnd adds a pod, or an address that no pod of the bundle has.
func (d *clusterDNS) addEnd(f *Facts, t Target, port model.ServicePort, pod *model.Pod, addr netip.Addr) {
	if pod == nil {
		t.Kind, t.Addr, t.Port = "ip", addr, int(cmp.Or(port.Target, dnsPort))
		d.ends = append(d.ends, dnsEnd{target: t})
		return
	}
	if at, ok := targetPort(&pod.Template, port); ok {
		t.Port = at
		t.Addr = Peer{Pod: pod}.addr("ipv4")
		d.ends = append(d.ends, dnsEnd{target: t, peer: Peer{Pod: pod, Port: at}})
	}
}

// has tells whether an address is the cluster DNS'.
func (d *clusterDNS) has(addr netip.Addr) bool { return d.addresses[addr] }

func (d *clusterDNS) facts(t *table) ClusterDNSFacts {
	f := ClusterDNSFacts{Endpoints: model.Absent, Pods: len(d.pods), Listed: d.network.Cluster.ManagedDNS.Value == "true"}
	if d.service != nil {
		f.Service = t.add("Service "+dnsService, d.service.Ref.At("/metadata/name"))
	}
	for i, e := range d.slices {
		f.Endpoints = model.Complete
		f.Ready += len(e.Ready())
		if i == 0 {
			f.Slice = t.add(e.Kind+" "+e.Namespace+"/"+e.Name, e.Ref.At("/metadata/name"))
		}
	}
	for i, p := range d.pods {
		if !p.NotReady {
			f.PodsReady++
		}
		if i == 0 {
			f.Pod = t.add("Pod "+p.Namespace+"/"+p.Name, p.Ref.At("/metadata/name"))
		}
	}
	if d.workload != nil {
		f.Workload = t.add("Deployment "+d.workload.Namespace+"/"+d.workload.Name, d.workload.Ref.At("/metadata/name"))
		f.ScaledDown = d.workload.Replicas == 0
		if f.ScaledDown {
			f.Workload = t.add("Deployment "+d.workload.Namespace+"/"+d.workload.Name, d.workload.Ref.At("/spec/replicas"))
		}
	}
	f.SystemPods = slices.ContainsFunc(d.network.Pods, func(p *model.Pod) bool { return p.Namespace == "kube-system" })
	return f
}
