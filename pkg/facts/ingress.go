package facts

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/suggest"
)

// IngressFacts is something that keeps an Ingress from passing requests on to pods.
type IngressFacts struct {
	Lack      string   `json:"lack"` // what is not there: class, parameters, workload (of the controller); service, port, endpoint (of a backend)
	At        Handle   `json:"at"`   // what to edit; its name is what is written there
	Of        Handle   `json:"of"`   // the Ingress, or the IngressClass
	Service   Handle   `json:"service"`
	Name      Handle   `json:"name"`      // text: of the Ingress, or the IngressClass
	Namespace Handle   `json:"namespace"` // text: of the Ingress
	Have      []Handle `json:"have"`      // text: what there is in its place
}

// ingressLack is one lack of one Ingress. of is the IngressClass where it lacks something itself.
type ingressLack struct {
	what    string
	ingress *model.Ingress
	class   *model.IngressClass
	at      Entity
	service *model.Service
	have    []string
}

// lacksOfIngresses finds what the Ingresses of the bundle lack, as far as it certainly is not there.
func (x *names) lacksOfIngresses() []ingressLack {
	var out []ingressLack
	for _, i := range x.network.Ingresses {
		if i.Kind != "Ingress" {
			continue
		}
		out = append(out, x.controllerLacks(i)...)
		for _, b := range i.Backends {
			if lack, ok := x.backendLack(i, b); ok {
				out = append(out, lack)
			}
		}
	}
	return out
}

// controllerLacks tells what the chain from an Ingress over its class to a controller lacks.
func (x *names) controllerLacks(i *model.Ingress) []ingressLack {
	class := x.classOf(i)
	written := Entity{i.Class.ID, i.Class.Ref}
	if i.Class.ID == "" {
		written = Entity{"Ingress " + i.Namespace + "/" + i.Name, i.Ref.At("/metadata/name")}
	}
	switch {
	case class == nil && i.Class.ID != "" && !i.Annotated && x.network.Listed[model.Listed{Kind: "IngressClass"}]:
		return []ingressLack{{what: "class", ingress: i, at: written, have: nearestFirst(i.Class.ID, x.classNames())}}
	case class != nil && x.lacksParameters(class):
		return []ingressLack{{what: "parameters", ingress: i, class: class, at: Entity{class.Parameter.ID, class.Parameter.Ref}, have: nearestFirst(class.Parameter.ID, x.albConfigs())}}
	case servedByWorkload(class, i) && x.isExported() && !x.hasController():
		return []ingressLack{{what: "workload", ingress: i, at: written}}
	}
	return nil
}

// classOf returns the class that an Ingress asks for; nil where the bundle does not have it.
func (x *names) classOf(i *model.Ingress) *model.IngressClass {
	at := slices.IndexFunc(x.network.IngressClasses, func(c *model.IngressClass) bool { return c.Name == i.Class.ID })
	if at < 0 {
		return nil
	}
	return x.network.IngressClasses[at]
}

func (x *names) classNames() []string {
	var have []string
	for _, c := range x.network.IngressClasses {
		have = append(have, c.Name)
	}
	return have
}

func (x *names) albConfigs() []string {
	var have []string
	for _, c := range x.network.AlbConfigs {
		have = append(have, c.Name)
	}
	return have
}

// nearestFirst sorts names by how little they differ from what is written.
func nearestFirst(written string, have []string) []string {
	slices.SortStableFunc(have, func(a, b string) int { return cmp.Compare(suggest.Distance(written, a), suggest.Distance(written, b)) })
	return have
}

// lacksParameters tells whether the AlbConfig that a class names certainly does not exist.
func (x *names) lacksParameters(c *model.IngressClass) bool {
	return c.ParameterKind == "AlbConfig" && x.network.Listed[model.Listed{Kind: "AlbConfig"}] && !slices.Contains(x.albConfigs(), c.Parameter.ID)
}

// servedByWorkload tells whether the controller of an Ingress certainly runs in the cluster: that of NGINX does, while those
// of ALB and MSE may be managed, and of others nothing is known.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/ingress-management/
func servedByWorkload(class *model.IngressClass, i *model.Ingress) bool {
	if class != nil {
		return class.Controller == "k8s.io/ingress-nginx"
	}
	return i.Class.ID == "nginx"
}

// isExported tells whether the bundle has what runs in all namespaces: lists that reach beyond kube-system, as controllers have
// namespaces of their own at times, or, object by object, what runs in kube-system, where nobody keeps manifests.
// https://kubernetes.github.io/ingress-nginx/deploy/
func (x *names) isExported() bool {
	for _, kind := range []string{"Pod", "Deployment"} {
		if x.network.Listed[model.Listed{Kind: kind, Namespace: "kube-system"}] {
			return x.isListedBeyond(kind)
		}
	}
	deployment, count := false, 0
	for _, w := range x.network.Workloads {
		if w.Namespace == "kube-system" {
			deployment, count = deployment || w.Kind == "Deployment", count+1
		}
	}
	return deployment && count > 1
}

// isListedBeyond tells whether objects of a kind are listed of another namespace than kube-system.
func (x *names) isListedBeyond(kind string) bool {
	for listed := range x.network.Listed {
		if listed.Kind == kind && listed.Namespace != "kube-system" {
			return true
		}
	}
	return false
}

// hasController tells whether some workload or pod may be an NGINX Ingress controller: they are called so.
func (x *names) hasController() bool {
	is := func(name string, labels map[string]string) bool {
		for _, text := range []string{name, labels["app"], labels["app.kubernetes.io/name"], labels["app.kubernetes.io/component"]} {
			if text = strings.ToLower(text); strings.Contains(text, "ingress") && !strings.Contains(text, "alb") && !strings.Contains(text, "mse") {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(x.network.Workloads, func(w *model.Workload) bool { return is(w.Name, w.Labels) && w.Replicas != 0 }) ||
		slices.ContainsFunc(x.network.Pods, func(p *model.Pod) bool { return is(p.Name, p.Labels) })
}

// useAnnotation is what an Ingress of ALB writes for the port of a backend that its annotations describe.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/advanced-alb-ingress-settings
const useAnnotation = "use-annotation"

// backendLack tells what a backend lacks. Where the bundle has no Service of the namespace, they are elsewhere.
func (x *names) backendLack(i *model.Ingress, b model.IngressBackend) (ingressLack, bool) {
	if b.PortName == useAnnotation || x.absence(i.Namespace) == Unlisted {
		return ingressLack{}, false
	}
	lack := ingressLack{ingress: i, service: x.services[i.Namespace+"/"+b.Service]}
	if lack.service == nil {
		lack.what, lack.at = "service", Entity{b.Service, nameOfBackend(b)}
		_, want, _ := strings.Cut(i.Namespace+"/"+b.Service, "/")
		for _, near := range nearestNames(i.Namespace+"/"+want, x.services, func(string) bool { return false }) {
			if name, ok := strings.CutPrefix(near, i.Namespace+"/"); ok {
				lack.have = append(lack.have, name)
			}
		}
		return lack, true
	}
	port, known := backendPort(lack.service, b)
	switch {
	case lack.service.Type == "ExternalName":
		return ingressLack{}, false
	case !known:
		lack.what, lack.at, lack.have = "port", Entity{writtenBackendPort(b), portOfBackend(b)}, portNames(lack.service)
		return lack, true
	}
	ends := x.endsOf(lack.service, port)
	lack.what, lack.at = "endpoint", Entity{b.Service, nameOfBackend(b)}
	return lack, slices.Contains([]standing{unselected, portless, empty}, ends.standing)
}

// backendPort returns the port of a Service that a backend names.
func backendPort(s *model.Service, b model.IngressBackend) (model.ServicePort, bool) {
	i := slices.IndexFunc(s.Ports, func(p model.ServicePort) bool {
		return b.PortName != "" && p.Name == b.PortName || b.PortName == "" && p.Port == b.Port
	})
	if i < 0 {
		return model.ServicePort{}, b.PortName == "" && b.Port == 0
	}
	return s.Ports[i], true
}

func writtenBackendPort(b model.IngressBackend) string {
	return cmp.Or(b.PortName, strconv.Itoa(int(b.Port)))
}

// nameOfBackend is where the name of the Service is written; the older versions of the API have it beside the port.
func nameOfBackend(b model.IngressBackend) model.Ref {
	if strings.HasSuffix(b.Ref.Pointer, "/service") {
		return b.Ref.At("/name")
	}
	return b.Ref.At("/serviceName")
}

func portOfBackend(b model.IngressBackend) model.Ref {
	switch {
	case !strings.HasSuffix(b.Ref.Pointer, "/service"):
		return b.Ref.At("/servicePort")
	case b.PortName != "":
		return b.Ref.At("/port/name")
	}
	return b.Ref.At("/port/number")
}

func portNames(s *model.Service) []string {
	var have []string
	for _, p := range s.Ports {
		text := strconv.Itoa(int(p.Port))
		if p.Name != "" {
			text += " (" + p.Name + ")"
		}
		have = append(have, text)
	}
	return have
}

// ingressFacts tells what the Ingresses lack that serve the host of a target.
func (x *names) ingressFacts(t *table, target Target) []IngressFacts {
	out := []IngressFacts{}
	if target.Host == "" || !x.isServed(target.Host) {
		return out
	}
	serves := func(host string) bool {
		_, zone, _ := strings.Cut(target.Host, ".")
		host = plainHost(host)
		return host == target.Host || host == "*."+zone
	}
	for _, lack := range x.ingressLacks() {
		if slices.ContainsFunc(lack.ingress.Hosts, serves) {
			out = append(out, lack.facts(t))
		}
	}
	return out
}

// lackingIngresses reviews what the Ingresses lack.
func (f *Facts) lackingIngresses() []Review {
	var out []Review
	for _, lack := range f.names.ingressLacks() {
		out = append(out, Review{Case: f.objectRecord(func(t *table) ObjectFacts {
			facts := lack.facts(t)
			return ObjectFacts{Ingress: &facts}
		})})
	}
	return out
}

func (l ingressLack) facts(t *table) IngressFacts {
	i := l.ingress
	f := IngressFacts{
		Lack: l.what, At: t.add(l.at.Name, l.at.Ref), Of: t.add("Ingress "+i.Namespace+"/"+i.Name, i.Ref.At("/metadata/name")),
		Name: t.add(i.Name, model.Ref{}), Namespace: t.add(i.Namespace, model.Ref{}), Have: []Handle{},
	}
	if l.class != nil {
		f.Of, f.Name = t.add("IngressClass "+l.class.Name, l.class.Ref.At("/metadata/name")), t.add(l.class.Name, model.Ref{})
	}
	if s := l.service; s != nil {
		f.Service = t.add("Service "+s.Namespace+"/"+s.Name, s.Ref.At("/metadata/name"))
	}
	for _, name := range l.have {
		f.Have = append(f.Have, t.add(name, model.Ref{}))
	}
	return f
}
