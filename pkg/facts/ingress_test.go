package facts

import (
	"fmt"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// ingressWorld is an Ingress of the class nginx with all that it needs, in a bundle that has what runs in the cluster.
func ingressWorld() *model.Network {
	n := endsWorld()
	system := func(kind, name string) *model.Workload {
		return &model.Workload{Kind: kind, Namespace: "kube-system", Name: name, Replicas: -1}
	}
	n.Workloads = append(n.Workloads, system("Deployment", "coredns"), system("DaemonSet", "terway-eniip"), system("Deployment", "nginx-ingress-controller"))
	n.IngressClasses = []*model.IngressClass{
		{Name: "alb", Controller: "ingress.k8s.alibabacloud/alb", ParameterKind: "AlbConfig", Parameter: model.Named{ID: "alb"}},
		{Name: "nginx", Controller: "k8s.io/ingress-nginx"},
	}
	n.AlbConfigs = []*model.AlbConfig{{Name: "alb"}}
	n.Listed = map[model.Listed]bool{{Kind: "IngressClass"}: true, {Kind: "AlbConfig"}: true}
	n.Ingresses = []*model.Ingress{{Kind: "Ingress", Namespace: "shop", Name: "i", Hosts: []string{"*.example.com"}, Class: model.Named{ID: "nginx"},
		Backends: []model.IngressBackend{{Service: "api", Port: 80}}}}
	return n
}

func TestLacksOfIngresses(t *testing.T) {
	for name, test := range map[string]struct {
		change func(n *model.Network, i *model.Ingress)
		want   string
	}{
		"nothing":            {func(*model.Network, *model.Ingress) {}, ""},
		"another class":      {func(_ *model.Network, i *model.Ingress) { i.Class.ID = "ngnix" }, "class ngnix [nginx alb]"},
		"another annotation": {func(_ *model.Network, i *model.Ingress) { i.Class.ID, i.Annotated = "ngnix", true }, ""},
		"classes not listed": {func(n *model.Network, i *model.Ingress) {
			i.Class.ID = "ngnix"
			delete(n.Listed, model.Listed{Kind: "IngressClass"})
		}, ""},
		"no AlbConfig":           {func(n *model.Network, i *model.Ingress) { i.Class.ID, n.AlbConfigs[0].Name = "alb", "web" }, "parameters alb [web]"},
		"AlbConfigs not listed":  {func(n *model.Network, i *model.Ingress) { i.Class.ID, n.AlbConfigs, n.Listed = "alb", nil, nil }, ""},
		"no controller":          {func(n *model.Network, _ *model.Ingress) { n.Workloads = n.Workloads[:3] }, "workload nginx []"},
		"controller scaled down": {func(n *model.Network, _ *model.Ingress) { n.Workloads[3].Replicas = 0 }, "workload nginx []"},
		"no controller, of ALB":  {func(n *model.Network, i *model.Ingress) { n.Workloads, i.Class.ID = n.Workloads[:3], "alb" }, ""},
		"controller by its label": {func(n *model.Network, _ *model.Ingress) {
			n.Workloads[3].Name, n.Workloads[3].Labels = "x", map[string]string{"app": "ingress-nginx"}
		}, ""},
		"manifests alone": {func(n *model.Network, _ *model.Ingress) {
			n.Workloads, n.IngressClasses, n.Listed = n.Workloads[:1], nil, nil
		}, ""},
		"pods of kube-system alone": {func(n *model.Network, _ *model.Ingress) {
			n.Workloads = n.Workloads[:3]
			n.Listed[model.Listed{Kind: "Pod", Namespace: "kube-system"}] = true
		}, ""},
		"pods of all namespaces": {func(n *model.Network, _ *model.Ingress) {
			n.Workloads = n.Workloads[:3]
			n.Listed[model.Listed{Kind: "Pod", Namespace: "kube-system"}] = true
			n.Listed[model.Listed{Kind: "Pod", Namespace: "shop"}] = true
		}, "workload nginx []"},
		"no Service that an operator may make": {func(n *model.Network, i *model.Ingress) {
			i.Backends[0].Service, n.Makers = "apis", map[string]bool{"shop": true}
		}, ""},
		"no Service that an operator may make, and a list": {func(n *model.Network, i *model.Ingress) {
			i.Backends[0].Service, n.Makers = "apis", map[string]bool{"shop": true}
			n.Listed[model.Listed{Kind: "Service", Namespace: "shop"}] = true
		}, "service apis [api]"},
		"no Service":  {func(_ *model.Network, i *model.Ingress) { i.Backends[0].Service = "apis" }, "service apis [api]"},
		"no Services": {func(n *model.Network, i *model.Ingress) { i.Namespace = "other" }, ""},
		"no port":     {func(_ *model.Network, i *model.Ingress) { i.Backends[0].Port = 8080 }, "port 8080 [80]"},
		"no port of the name": {func(n *model.Network, i *model.Ingress) {
			i.Backends[0] = model.IngressBackend{Service: "api", PortName: "http"}
		}, "port http [80]"},
		"described by annotation": {func(_ *model.Network, i *model.Ingress) {
			i.Backends[0] = model.IngressBackend{Service: "x", PortName: "use-annotation"}
		}, ""},
		"no pod": {func(n *model.Network, _ *model.Ingress) { n.Services[0].Selector["app"] = "apis" }, "endpoint api []"},
		"scaled to zero": {func(n *model.Network, _ *model.Ingress) {
			n.Workloads[0].Replicas, n.Workloads[0].Pods, n.Pods = 0, nil, nil
		}, ""},
		"a name for another host": {func(n *model.Network, i *model.Ingress) {
			n.Services[0].Type, n.Services[0].Ports = "ExternalName", nil
		}, ""},
		"a route of the gateway": {func(_ *model.Network, i *model.Ingress) { i.Kind, i.Class.ID = "HTTPRoute", "x" }, ""},
	} {
		n := ingressWorld()
		test.change(n, n.Ingresses[0])
		var found []string
		for _, lack := range newNames(n).lacksOfIngresses() {
			found = append(found, fmt.Sprint(lack.what, " ", lack.at.Name, " ", lack.have))
		}
		if got := strings.Join(found, "; "); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// What an Ingress lacks is told to those who ask about a host of it, and to those who ask for nothing.
func TestWhoIsToldOfIngresses(t *testing.T) {
	n := ingressWorld()
	n.Ingresses[0].Class.ID = "ngnix"
	x := newNames(n)
	for host, want := range map[string]int{"a.example.com": 1, "a.b.example.com": 0, "example.com": 0, "": 0} {
		if got := len(x.ingressFacts(&table{}, Target{Kind: "host", Host: host})); got != want {
			t.Errorf("%q: %d", host, got)
		}
	}
	if got := len(New(n, Options{}).lackingIngresses()); got != 1 {
		t.Errorf("%d reviews", got)
	}
	if got := len(New(ingressWorld(), Options{}).lackingIngresses()); got != 0 {
		t.Errorf("%d reviews of a sound Ingress", got)
	}
}
