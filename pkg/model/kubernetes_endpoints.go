package model

import (
	"net/netip"

	"github.com/egresslint/egresslint/pkg/source"
)

// sliceServiceLabel is how an EndpointSlice names its Service.
// https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ownership
const sliceServiceLabel = "kubernetes.io/service-name"

// decodeEndpointSlice reads a slice. An endpoint that does not say whether it is ready is.
func decodeEndpointSlice(r *reader, m meta) resource {
	e := &Endpoints{Kind: m.kind, Namespace: m.namespace, Name: m.name, Service: r.object(m.node, "labels").Get(sliceServiceLabel).String()}
	if r.text(r.root, "addressType") == "FQDN" {
		return e
	}
	for _, endpoint := range r.objects(r.root, "endpoints") {
		to := &e.Ready
		if r.object(endpoint, "conditions").Get("ready").String() == "false" {
			to = &e.NotReady
		}
		for _, address := range r.list(endpoint, "addresses") {
			r.endpoint(to, address)
		}
	}
	return e
}

func decodeEndpoints(r *reader, m meta) resource {
	e := &Endpoints{Kind: m.kind, Namespace: m.namespace, Name: m.name, Service: m.name}
	for _, subset := range r.objects(r.root, "subsets") {
		for _, address := range r.objects(subset, "addresses") {
			r.endpoint(&e.Ready, r.get(address, "ip"))
		}
		for _, address := range r.objects(subset, "notReadyAddresses") {
			r.endpoint(&e.NotReady, r.get(address, "ip"))
		}
	}
	return e
}

func (r *reader) endpoint(to *[]netip.Addr, address *source.Node) {
	if a := r.addr(address); a.IsValid() {
		*to = append(*to, a)
	}
}

func (e *Endpoints) head() head         { return head{e.Kind, e.Namespace, e.Name} }
func (e *Endpoints) ref() Ref           { return e.Ref }
func (e *Endpoints) place(number int32) { e.Ref = Ref{Record: number} }
func (e *Endpoints) addTo(b *builder)   { b.network.Endpoints = append(b.network.Endpoints, e) }
