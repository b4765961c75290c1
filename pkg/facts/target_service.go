package facts

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// maxAliases is how many ExternalName Services may follow each other; resolvers give up about there.
const maxAliases = 8

func (x *names) serviceNamed(f targetForm) (Target, error) {
	if s := x.services[f.name]; s != nil {
		return x.service(s, f)
	}
	return Target{}, x.notService(f)
}

// notService says why a target names no Service of the bundle.
func (x *names) notService(f targetForm) error {
	if strings.Count(f.name, "/") != 1 || strings.HasPrefix(f.name, "/") || strings.HasSuffix(f.name, "/") {
		return fmt.Errorf("target %q names no Service: write %s:NS/NAME", f.text, f.kind)
	}
	return x.noService(f.name)
}

func (x *names) noService(name string) error {
	_, own, _ := strings.Cut(name, "/")
	near := nearestNames(name, x.services, func(have string) bool { return strings.HasSuffix(have, "/"+own) })
	return fmt.Errorf("no Service %q%s", name, didYouMean(near))
}

// service is a Service by the pods behind it. One of type ExternalName is what its host name leads to.
func (x *names) service(s *model.Service, f targetForm) (Target, error) {
	if s.Type == "ExternalName" {
		return x.alias(s, f)
	}
	port, err := servicePort(s, f)
	if err != nil {
		return Target{}, err
	}
	ends := x.endsOf(s, port)
	t := Target{Kind: "svc", Service: s, Pods: ends.peers, ends: ends}
	f.text = cmp.Or(f.text, "svc:"+s.Namespace+"/"+s.Name)
	f.port, f.protocol = int(port.Port), strings.ToLower(cmp.Or(port.Protocol, "TCP"))
	return f.fill(t, 0), nil
}

// alias is what an ExternalName Service leads to.
// https://kubernetes.io/docs/concepts/services-networking/service/#externalname
func (x *names) alias(s *model.Service, f targetForm) (Target, error) {
	if f.port == 0 && len(s.Ports) == 1 {
		f.port = int(s.Ports[0].Port)
	}
	at := Entity{"Service " + s.Namespace + "/" + s.Name, s.Ref.At("/spec/externalName")}
	if f.followed++; f.followed > maxAliases {
		t := f.broken(plainHost(s.ExternalName), Loop)
		t.BrokenAt, t.Alias = at, true
		return t, nil
	}
	// DNS takes digits and dots for a name as well, and nothing has that name.
	if _, err := netip.ParseAddr(strings.Trim(s.ExternalName, "[].")); err == nil {
		t := f.broken(s.ExternalName, NoName)
		t.BrokenAt, t.Alias = at, true
		return t, nil
	}
	f.place = s.Namespace
	t, err := x.host(s.ExternalName, f)
	if t.Broken == NoService && t.BrokenAt == (Entity{}) {
		t.BrokenAt = at
	}
	t.Alias = true
	return t, err
}

// broken is a name that leads nowhere.
func (f targetForm) broken(host string, why Breach) Target {
	t := Target{Kind: "host", Host: host, Broken: why, InCluster: true}
	if why == Unlisted {
		t.Lacks = "kubectl get services"
	}
	return f.fill(t, 443)
}

// servicePort returns the port that the form asks for, or the only one. The name of a headless Service leads to its pods,
// which may listen on more than the Service says.
func servicePort(s *model.Service, f targetForm) (model.ServicePort, error) {
	var fit []model.ServicePort
	for _, p := range s.Ports {
		if (f.port == 0 || f.port == int(p.Port)) && (f.protocol == "" || strings.EqualFold(f.protocol, cmp.Or(p.Protocol, "TCP"))) {
			fit = append(fit, p)
		}
	}
	// A port may serve several protocols, as DNS does; TCP is the default.
	if len(fit) > 1 && f.port != 0 {
		slices.SortStableFunc(fit, func(a, b model.ServicePort) int { return cmp.Compare(a.Protocol, b.Protocol) })
		return fit[0], nil
	}
	switch {
	case len(fit) == 1:
		return fit[0], nil
	case s.Headless && f.port != 0:
		return model.ServicePort{Protocol: strings.ToUpper(f.protocol), Port: int32(f.port), Target: int32(f.port)}, nil
	}
	var have []string
	for _, p := range s.Ports {
		have = append(have, strconv.Itoa(int(p.Port))+"/"+strings.ToLower(cmp.Or(p.Protocol, "TCP")))
	}
	if f.port == 0 && len(fit) > 1 {
		return model.ServicePort{}, fmt.Errorf("target %q has several ports: name one of %s", f.text, strings.Join(have, ", "))
	}
	return model.ServicePort{}, fmt.Errorf("target %q has no such port: it has %s", f.text, cmp.Or(strings.Join(have, ", "), "none"))
}

func templateOfSource(s Source) *model.Template {
	if s.Pod != nil {
		return &s.Pod.Template
	}
	return &s.Workload.Template
}

func carriesLabels(t *model.Template, selector map[string]string) bool {
	for key, value := range selector {
		if own, ok := t.Labels[key]; !ok || own != value {
			return false
		}
	}
	return true
}

// targetPort returns the port that a Service's port becomes at a pod. A pod that has no port of the name is no endpoint.
func targetPort(t *model.Template, port model.ServicePort) (int, bool) {
	if port.TargetName == "" {
		return int(cmp.Or(port.Target, port.Port)), true
	}
	for _, c := range t.Ports {
		if c.Name == port.TargetName && strings.EqualFold(cmp.Or(c.Protocol, "TCP"), cmp.Or(port.Protocol, "TCP")) {
			return int(c.Port), true
		}
	}
	return 0, false
}

// podTarget is a pod, or the pods of a workload: one in the bundle, or one that only its pods name as their owner.
func (x *names) podTarget(f targetForm) (Target, error) {
	name, err := parseObjectName(f.name)
	if err != nil {
		return Target{}, err
	}
	if len(x.named(name)) == 0 {
		if owned := x.ownedBy(name); len(owned) > 0 {
			return podsTarget(owned, &owned[0].Template, f)
		}
	}
	object, err := x.object(name, f.name)
	if err != nil {
		return Target{}, err
	}
	return x.podsOf(object, f)
}

// ownedBy returns the pods of a workload that is not in the bundle.
func (x *names) ownedBy(name objectName) []*model.Pod {
	var out []*model.Pod
	for _, p := range x.network.Pods {
		if p.Workload == nil && p.Namespace == name.namespace && p.OwnerName == name.name && !podIsOver(p) &&
			p.OwnerKind != "" && (name.kind == "" || strings.EqualFold(p.OwnerKind, name.kind)) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *model.Pod) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

func (x *names) podsOf(s Source, f targetForm) (Target, error) {
	if s.Pod != nil {
		f.text = cmp.Or(f.text, "pod:"+s.Pod.Namespace+"/"+s.Pod.Name)
		return podsTarget([]*model.Pod{s.Pod}, &s.Pod.Template, f)
	}
	f.text = cmp.Or(f.text, "pod:"+objectNameOf(s).String())
	pods := podsInUse(s.Workload)
	slices.SortStableFunc(pods, func(a, b *model.Pod) int { return cmp.Compare(a.Name, b.Name) })
	t, err := podsTarget(pods, &s.Workload.Template, f)
	if len(pods) == 0 && err == nil {
		t.Pods = []Peer{{Workload: s.Workload, Port: t.Port}}
	}
	return t, err
}

func podsTarget(pods []*model.Pod, template *model.Template, f targetForm) (Target, error) {
	port, err := declaredPort(template, f)
	if err != nil {
		return Target{}, err
	}
	f.protocol = cmp.Or(f.protocol, strings.ToLower(port.Protocol))
	t := f.fill(Target{Kind: "pod"}, int(port.Port))
	for _, p := range pods {
		t.Pods = append(t.Pods, Peer{Pod: p, Port: t.Port})
	}
	return t, nil
}

// declaredPort returns the port that the form asks for, or the only one that the containers declare. Pods accept more
// than they declare, so a port that is asked for need not be.
func declaredPort(t *model.Template, f targetForm) (model.ContainerPort, error) {
	if f.port != 0 || f.protocol == "icmp" {
		return model.ContainerPort{Port: int32(f.port)}, nil
	}
	var fit []model.ContainerPort
	var have []string
	for _, p := range t.Ports {
		if f.protocol == "" || strings.EqualFold(f.protocol, cmp.Or(p.Protocol, "TCP")) {
			fit = append(fit, p)
			have = append(have, strconv.Itoa(int(p.Port))+"/"+strings.ToLower(cmp.Or(p.Protocol, "TCP")))
		}
	}
	switch len(fit) {
	case 0:
		return model.ContainerPort{}, fmt.Errorf("target %q declares no port: write %s:PORT", f.text, f.text)
	case 1:
		return fit[0], nil
	}
	return model.ContainerPort{}, fmt.Errorf("target %q declares several ports: name one of %s", f.text, strings.Join(have, ", "))
}

// endAt is the end of a Service at an address that is no pod's: it may be a database's, or a load balancer's.
func (x *names) endAt(t Target) Target {
	t.Kind = "ip"
	if e, ok := x.endpointAt(t.Addr, t.Port); ok {
		t.Kind, t.ID, t.Database, t.Endpoint = e.database.Service, e.database.ID, e.database, e.endpoint
	} else if lb := x.vips.at(t.Addr); lb != nil {
		t.Kind, t.ID, t.Balancer = lb.Product, lb.ID, lb
	}
	return t
}
