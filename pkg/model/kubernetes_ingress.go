package model

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/egresslint/egresslint/pkg/source"
)

// Ingress is an object that gives the cluster host names of its own: an Ingress, or an HTTPRoute of the Gateway API, of
// which no more than the names are read.
type Ingress struct {
	Ref                   Ref
	Kind, Namespace, Name string
	Hosts                 []string // as written; *.ZONE is every name one label below the zone
	Class                 Named    // that it asks for, by its field or else by the older annotation; the zero Named for none
	Annotated             bool     // the annotation asks for it, which controllers read by themselves
	Backends              []IngressBackend
}

// IngressBackend is a Service that requests are passed on to. Ref is the object with its name.
type IngressBackend struct {
	Ref      Ref
	Service  string
	Port     int32  // 0 where it has a name
	PortName string // "" where it has a number
}

// IngressClass names the controller of the Ingresses that ask for it.
type IngressClass struct {
	Ref           Ref
	Name          string
	Controller    string
	ParameterKind string
	Parameter     Named // what the controller is configured with
}

// AlbConfig is an ALB instance as the ALB Ingress controller makes it.
type AlbConfig struct {
	Ref  Ref
	Name string
}

// ingressAnnotation is how Ingresses asked for a class before they had a field for it.
// https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation
const ingressAnnotation = "kubernetes.io/ingress.class"

// decodeIngress reads an Ingress of any version: the names of fields changed with networking.k8s.io/v1.
func decodeIngress(r *reader, m meta) resource {
	spec := r.object(r.root, "spec")
	i := &Ingress{Kind: m.kind, Namespace: m.namespace, Name: m.name}
	if class := r.text(spec, "ingressClassName"); class != "" {
		i.Class = Named{ID: class, Ref: Ref{Pointer: "/spec/ingressClassName"}}
	} else if class := r.strings(m.node, "annotations")[ingressAnnotation]; class != "" {
		i.Class, i.Annotated = Named{ID: class, Ref: Ref{Pointer: "/metadata/annotations/" + pointerEscaper.Replace(ingressAnnotation)}}, true
	}
	r.backend(i, r.object(spec, "defaultBackend"), "/spec/defaultBackend")
	r.backend(i, r.object(spec, "backend"), "/spec/backend")
	for n, rule := range r.objects(spec, "rules") {
		if host := r.text(rule, "host"); host != "" {
			i.Hosts = append(i.Hosts, host)
		}
		for k, path := range r.objects(r.object(rule, "http"), "paths") {
			r.backend(i, r.object(path, "backend"), "/spec/rules/"+strconv.Itoa(n)+"/http/paths/"+strconv.Itoa(k)+"/backend")
		}
	}
	slices.Sort(i.Hosts)
	i.Hosts = slices.Compact(i.Hosts)
	return i
}

// backend adds the Service of a backend. One that is another resource names none.
func (r *reader) backend(i *Ingress, n *source.Node, pointer string) {
	b := IngressBackend{Ref: Ref{Pointer: pointer}, Service: r.text(n, "serviceName")}
	if service := r.object(n, "service"); service != nil {
		b.Ref.Pointer += "/service"
		b.Service = r.text(service, "name")
		port := r.object(service, "port")
		b.Port, b.PortName = r.number(port, "number", 0), r.text(port, "name")
	} else if port := r.get(n, "servicePort"); port.Is(source.String) {
		b.PortName = port.Text
	} else {
		b.Port = r.number(n, "servicePort", 0)
	}
	if b.Service != "" {
		i.Backends = append(i.Backends, b)
	}
}

func decodeHTTPRoute(r *reader, m meta) resource {
	hosts := r.texts(r.object(r.root, "spec"), "hostnames")
	slices.Sort(hosts)
	return &Ingress{Kind: m.kind, Namespace: m.namespace, Name: m.name, Hosts: slices.Compact(hosts)}
}

func decodeIngressClass(r *reader, m meta) resource {
	spec := r.object(r.root, "spec")
	parameters := r.object(spec, "parameters")
	return &IngressClass{
		Name: m.name, Controller: r.text(spec, "controller"), ParameterKind: r.text(parameters, "kind"),
		Parameter: Named{ID: r.text(parameters, "name"), Ref: Ref{Pointer: "/spec/parameters/name"}},
	}
}

func decodeAlbConfig(_ *reader, m meta) resource { return &AlbConfig{Name: m.name} }

func (i *Ingress) head() head       { return head{i.Kind, i.Namespace, i.Name} }
func (i *Ingress) ref() Ref         { return i.Ref }
func (i *Ingress) addTo(b *builder) { b.network.Ingresses = append(b.network.Ingresses, i) }

func (i *Ingress) place(number int32) {
	i.Ref = Ref{Record: number}
	i.Class.Ref = at(i.Class.Ref, number)
	for n := range i.Backends {
		i.Backends[n].Ref.Record = number
	}
}

func (c *IngressClass) head() head { return head{"IngressClass", "", c.Name} }
func (c *IngressClass) ref() Ref   { return c.Ref }
func (c *IngressClass) addTo(b *builder) {
	b.network.IngressClasses = append(b.network.IngressClasses, c)
}

func (c *IngressClass) place(number int32) {
	c.Ref, c.Parameter.Ref.Record = Ref{Record: number}, number
}

func (c *AlbConfig) head() head         { return head{"AlbConfig", "", c.Name} }
func (c *AlbConfig) ref() Ref           { return c.Ref }
func (c *AlbConfig) place(number int32) { c.Ref = Ref{Record: number} }
func (c *AlbConfig) addTo(b *builder)   { b.network.AlbConfigs = append(b.network.AlbConfigs, c) }

// sortIngresses orders what leads into the cluster by name.
func (n *Network) sortIngresses() {
	slices.SortStableFunc(n.Ingresses, func(a, b *Ingress) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind))
	})
	slices.SortStableFunc(n.IngressClasses, func(a, b *IngressClass) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortStableFunc(n.AlbConfigs, func(a, b *AlbConfig) int { return cmp.Compare(a.Name, b.Name) })
}
