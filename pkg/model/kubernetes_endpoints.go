package model

import (
	"net/netip"

	"github.com/egresslint/egresslint/pkg/source"
)

// Endpoints is an EndpointSlice, or the Endpoints of old clusters: where a Service leads to.
type Endpoints struct {
	Ref             Ref
	Kind            string
	Namespace, Name string
	Service         string // that they are of
	Addresses       []EndpointAddress
}

// EndpointAddress is one address, with the ports that those beside it share.
type EndpointAddress struct {
	Addr  netip.Addr
	Node  string // "" where it is not told
	Ready bool
	// Draining is an address that still serves while its pod terminates.
	Draining bool
	Ports    []EndpointPort
}

// EndpointPort is a port under the name that the Service has for it. It is 0 where all ports are meant.
type EndpointPort struct {
	Name, Protocol string
	Port           int32
}

// Ready returns the addresses that are ready.
func (e *Endpoints) Ready() []netip.Addr {
	var out []netip.Addr
	for _, a := range e.Addresses {
		if a.Ready {
			out = append(out, a.Addr)
		}
	}
	return out
}

// sliceServiceLabel is how an EndpointSlice names its Service.
// https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ownership
const sliceServiceLabel = "kubernetes.io/service-name"

// decodeEndpointSlice reads a slice. An endpoint that does not say whether it is ready is.
func decodeEndpointSlice(r *reader, m meta) resource {
	e := &Endpoints{Kind: m.kind, Namespace: m.namespace, Name: m.name, Service: r.object(m.node, "labels").Get(sliceServiceLabel).String()}
	if r.text(r.root, "addressType") == "FQDN" {
		return e
	}
	ports := r.endpointPorts(r.root)
	for _, endpoint := range r.objects(r.root, "endpoints") {
		conditions := r.object(endpoint, "conditions")
		ready := conditions.Get("ready").String() != "false"
		draining := !ready && conditions.Get("serving").String() == "true" && conditions.Get("terminating").String() == "true"
		for _, address := range r.list(endpoint, "addresses") {
			r.endpoint(e, address, EndpointAddress{Node: r.text(endpoint, "nodeName"), Ready: ready, Draining: draining, Ports: ports})
		}
	}
	return e
}

func decodeEndpoints(r *reader, m meta) resource {
	e := &Endpoints{Kind: m.kind, Namespace: m.namespace, Name: m.name, Service: m.name}
	for _, subset := range r.objects(r.root, "subsets") {
		ports := r.endpointPorts(subset)
		for _, key := range []string{"addresses", "notReadyAddresses"} {
			for _, address := range r.objects(subset, key) {
				r.endpoint(e, r.get(address, "ip"), EndpointAddress{Node: r.text(address, "nodeName"), Ready: key == "addresses", Ports: ports})
			}
		}
	}
	return e
}

func (r *reader) endpointPorts(parent *source.Node) []EndpointPort {
	var out []EndpointPort
	for _, port := range r.objects(parent, "ports") {
		out = append(out, EndpointPort{Name: r.text(port, "name"), Protocol: r.protocol(port), Port: r.number(port, "port", 0)})
	}
	return out
}

// endpoint adds an address to e with what is known of it.
func (r *reader) endpoint(e *Endpoints, address *source.Node, known EndpointAddress) {
	if known.Addr = r.addr(address); known.Addr.IsValid() {
		e.Addresses = append(e.Addresses, known)
	}
}

func (e *Endpoints) head() head         { return head{e.Kind, e.Namespace, e.Name} }
func (e *Endpoints) ref() Ref           { return e.Ref }
func (e *Endpoints) place(number int32) { e.Ref = Ref{Record: number} }
func (e *Endpoints) addTo(b *builder)   { b.network.Endpoints = append(b.network.Endpoints, e) }
