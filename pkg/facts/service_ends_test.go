package facts

import (
	"fmt"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// describeEnds says all that is known of the ends.
func describeEnds(e *serviceEnds) string {
	words := []string{string(e.standing)}
	for _, p := range e.peers {
		switch {
		case p.Pod != nil:
			words = append(words, fmt.Sprintf("%s:%d@%s", p.Pod.Name, p.Port, p.Node))
		case p.Workload != nil:
			words = append(words, fmt.Sprintf("%s:%d", p.Workload.Kind, p.Port))
		default:
			words = append(words, fmt.Sprintf("%s:%d@%s", p.Addr, p.Port, p.Node))
		}
	}
	for _, l := range e.left {
		words = append(words, "-"+string(l.why))
	}
	if e.lacks != "" {
		words = append(words, "? "+e.lacks)
	}
	return strings.Join(words, " ")
}

// endsWorld is two ready pods of a Deployment behind a Service, the second without a name for its port.
func endsWorld() *model.Network {
	w := &model.Workload{Template: model.Template{Labels: map[string]string{"app": "api"}, Ports: httpPort(8080)},
		Kind: "Deployment", Namespace: "shop", Name: "api", Replicas: 2}
	first, second := namesPod(2, "shop", "api-1", "10.2.0.1", "Running", httpPort(8080), w), namesPod(3, "shop", "api-2", "10.2.0.2", "Running", nil, w)
	first.NodeName, second.NodeName = "n-1", "n-2"
	w.Pods = []*model.Pod{first, second}
	return &model.Network{
		Pods: w.Pods, Workloads: []*model.Workload{w}, Makers: map[string]bool{},
		Services: []*model.Service{namesService("shop", "api", "172.16.0.9", "api", model.ServicePort{Port: 80, Target: 8080})},
	}
}

func endpointAddress(addr, node string, ready bool, ports ...model.EndpointPort) model.EndpointAddress {
	return model.EndpointAddress{Addr: addrOf(addr), Node: node, Ready: ready, Ports: ports}
}

func TestServiceEnds(t *testing.T) {
	http := model.EndpointPort{Protocol: "TCP", Port: 9090}
	slice := func(n *model.Network, addresses ...model.EndpointAddress) {
		n.Endpoints = append(n.Endpoints, &model.Endpoints{Kind: "EndpointSlice", Namespace: "shop", Name: "s", Service: "api", Addresses: addresses})
	}
	gone := func(n *model.Network) { n.Workloads[0].Pods, n.Pods = nil, nil }
	for name, test := range map[string]struct {
		change func(n *model.Network, s *model.Service)
		want   string
	}{
		"pods":       {func(*model.Network, *model.Service) {}, "serves api-1:8080@n-1 api-2:8080@n-2"},
		"port names": {func(_ *model.Network, s *model.Service) { s.Ports[0] = model.ServicePort{Port: 80, TargetName: "http"} }, "serves api-1:8080@n-1 -portless"},
		"name that no pod has": {func(_ *model.Network, s *model.Service) { s.Ports[0] = model.ServicePort{Port: 80, TargetName: "web"} },
			"portless -portless -portless"},
		"headless": {func(_ *model.Network, s *model.Service) {
			s.Headless, s.Ports[0].Target, s.Ports[0].TargetName = true, 0, "web"
		},
			"serves api-1:80@n-1 api-2:80@n-2"},
		"a pod that is not ready": {func(n *model.Network, _ *model.Service) { n.Pods[0].NotReady = true }, "serves api-2:8080@n-2 -unready"},
		"none is ready": {func(n *model.Network, _ *model.Service) { n.Pods[0].NotReady, n.Pods[1].Phase = true, "Pending" },
			"unready -unready -unready"},
		"published nevertheless": {func(n *model.Network, s *model.Service) { n.Pods[0].NotReady, s.PublishNotReady = true, true },
			"serves api-1:8080@n-1 api-2:8080@n-2"},
		"typing error":             {func(_ *model.Network, s *model.Service) { s.Selector["app"] = "apii" }, "unselected"},
		"typing error and no pods": {func(n *model.Network, s *model.Service) { gone(n); s.Selector["app"] = "apii" }, "unselected"},
		"a kind that may make it": {func(n *model.Network, s *model.Service) {
			gone(n)
			s.Name, s.Selector["app"], n.Makers["shop"] = "x", "other", true
		}, "unlisted ? kubectl get pods"},
		"a slip all the same": {func(n *model.Network, s *model.Service) { gone(n); s.Selector["app"], n.Makers["shop"] = "appi", true }, "unselected"},
		"a longer name is no slip": {func(n *model.Network, s *model.Service) {
			gone(n)
			s.Name, s.Selector["app"], n.Workloads[0].Labels["app"], n.Makers["shop"] = "x", "events", "events-ui", true
		}, "unlisted ? kubectl get pods"},
		"a label that somebody may give to a pod": {func(n *model.Network, s *model.Service) { gone(n); s.Selector["role"] = "primary" }, "unlisted ? kubectl get pods"},
		"a label that nobody gave to a pod":       {func(_ *model.Network, s *model.Service) { s.Selector["role"] = "primary" }, "unselected"},
		"another value of a label": {func(n *model.Network, s *model.Service) {
			gone(n)
			n.Workloads[0].Labels["role"], s.Selector["role"] = "replica", "primary"
		}, "unselected"},
		"one pod of a StatefulSet": {func(n *model.Network, s *model.Service) {
			gone(n)
			n.Workloads[0].Kind, s.Selector["statefulset.kubernetes.io/pod-name"] = "StatefulSet", n.Workloads[0].Name+"-0"
		}, "serves StatefulSet:8080"},
		"one pod of another StatefulSet": {func(n *model.Network, s *model.Service) {
			gone(n)
			n.Workloads[0].Kind, s.Selector = "StatefulSet", map[string]string{"statefulset.kubernetes.io/pod-name": "other-0"}
		}, "unselected"},
		"the first pod of a StatefulSet": {func(n *model.Network, s *model.Service) {
			gone(n)
			n.Workloads[0].Kind, s.Selector["apps.kubernetes.io/pod-index"] = "StatefulSet", "0"
		}, "serves StatefulSet:8080"},
		"pods of a Job": {func(n *model.Network, s *model.Service) {
			gone(n)
			n.Workloads[0].Kind, s.Selector = "Job", map[string]string{"batch.kubernetes.io/job-name": n.Workloads[0].Name}
		}, "serves Job:8080"},
		"no slip in a list of Services": {func(n *model.Network, s *model.Service) {
			s.Name, s.Selector["app"] = "x", "other"
			n.Listed = map[model.Listed]bool{{Kind: "Service", Namespace: "shop"}: true}
		}, "unlisted ? kubectl get pods"},
		"no slip where pods are listed too": {func(n *model.Network, s *model.Service) {
			s.Name, s.Selector["app"] = "x", "other"
			n.Listed = map[model.Listed]bool{{Kind: "Service", Namespace: "shop"}: true, {Kind: "Pod", Namespace: "shop"}: true}
		}, "unselected"},
		"a pod that was picked": {func(n *model.Network, s *model.Service) {
			n.Pods, n.Workloads, s.Name, s.Selector["app"] = n.Pods[:1], nil, "x", "other"
		}, "unlisted ? kubectl get pods"},
		"pods that were dumped": {func(n *model.Network, s *model.Service) { n.Workloads, s.Name, s.Selector["app"] = nil, "x", "other" }, "unselected"},
		"a number is no slip": {func(n *model.Network, s *model.Service) {
			n.Pods, n.Workloads = n.Pods[:1], nil
			s.Name, s.Selector["app"], n.Pods[0].Labels["app"] = "x", "front-2", "front-1"
		}, "unlisted ? kubectl get pods"},
		"nothing of the namespace":    {func(n *model.Network, _ *model.Service) { gone(n); n.Workloads = nil }, "unlisted ? kubectl get pods"},
		"pods to come":                {func(n *model.Network, _ *model.Service) { gone(n) }, "serves Deployment:8080"},
		"scaled to zero":              {func(n *model.Network, _ *model.Service) { gone(n); n.Workloads[0].Replicas = 0 }, "idle -idle"},
		"scaled by something unknown": {func(n *model.Network, _ *model.Service) { gone(n); n.Workloads[0].Replicas, n.Makers["shop"] = 0, true }, "unlisted -idle ? kubectl get pods"},
		"endpoints": {func(n *model.Network, _ *model.Service) {
			slice(n, endpointAddress("10.2.0.2", "n-2", true, http), endpointAddress("10.2.0.1", "n-1", false, http), endpointAddress("10.9.0.1", "n-3", true, http))
		}, "serves 10.9.0.1:9090@n-3 api-2:9090@n-2 -unready"},
		"endpoints that drain": {func(n *model.Network, _ *model.Service) {
			first, second := endpointAddress("10.2.0.1", "n-1", false, http), endpointAddress("10.2.0.2", "n-2", false, http)
			first.Draining = true
			slice(n, first, second)
		}, "serves api-1:9090@n-1 -unready"},
		"endpoints that drain beside one that is ready": {func(n *model.Network, _ *model.Service) {
			first := endpointAddress("10.2.0.1", "n-1", false, http)
			first.Draining = true
			slice(n, first, endpointAddress("10.2.0.2", "n-2", true, http))
		}, "serves api-2:9090@n-2"},
		"endpoints of another name that somebody wrote": {func(n *model.Network, s *model.Service) {
			s.Ports[0].Name, s.Selector = "web", nil
			slice(n, endpointAddress("10.2.0.1", "", true, http))
		}, "portless -portless"},
		"endpoints of pods that have no port of the name": {func(n *model.Network, s *model.Service) {
			s.Ports[0].Target, s.Ports[0].TargetName = 0, "web"
			slice(n, endpointAddress("10.2.0.1", "", true))
		}, "portless -portless"},
		"endpoints of another name": {func(n *model.Network, s *model.Service) {
			s.Ports[0].Name = "web"
			slice(n, endpointAddress("10.2.0.1", "", true, http))
		}, "stale -portless ? kubectl get endpointslices"},
		"endpoints without ports of a headless Service": {func(n *model.Network, s *model.Service) {
			s.Headless = true
			slice(n, endpointAddress("10.2.0.1", "", true))
		},
			"serves api-1:80@n-1"},
		"both families of one pod": {func(n *model.Network, _ *model.Service) {
			n.Pods[0].IPs = append(n.Pods[0].IPs, addrOf("2408::1"))
			slice(n, endpointAddress("10.2.0.1", "", true, http))
			slice(n, endpointAddress("2408::1", "", true, http))
		}, "serves api-1:9090@n-1"},
		"a pod on the host network": {func(n *model.Network, _ *model.Service) {
			n.Pods[0].HostNetwork = true
			slice(n, endpointAddress("10.2.0.1", "", true, http))
		},
			"serves api-1:9090@n-1"},
		"no endpoint and ready pods": {func(n *model.Network, _ *model.Service) { slice(n) }, "stale ? kubectl get endpointslices"},
		"no endpoint and pods that are not": {func(n *model.Network, _ *model.Service) {
			n.Pods[0].NotReady, n.Pods[1].NotReady = true, true
			slice(n)
		},
			"unready -unready -unready"},
		"slices before the older kind": {func(n *model.Network, _ *model.Service) {
			n.Endpoints = append(n.Endpoints, &model.Endpoints{Kind: "Endpoints", Namespace: "shop", Name: "api", Service: "api"})
			slice(n, endpointAddress("10.2.0.1", "", true, http))
		}, "serves api-1:9090@n-1"},
		"no selector": {func(_ *model.Network, s *model.Service) { s.Selector = nil }, "unlisted ? kubectl get endpointslices"},
		"no selector and endpoints": {func(n *model.Network, s *model.Service) {
			s.Selector = nil
			slice(n, endpointAddress("192.0.2.1", "", true, http))
		}, "serves 192.0.2.1:9090@"},
		"no selector and empty list": {func(n *model.Network, s *model.Service) { s.Selector = nil; slice(n) }, "empty"},
		"no selector, lists of others": {func(n *model.Network, s *model.Service) {
			n.Services = append(n.Services, namesService("shop", "other", "172.16.0.8", "api"))
			s.Selector = nil
			slice(n)
			n.Endpoints[0].Service = "other"
		}, "empty"},
	} {
		n := endsWorld()
		test.change(n, n.Services[0])
		x := newNames(n)
		if got := describeEnds(x.endsOf(n.Services[0], n.Services[0].Ports[0])); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// Who reaches a Service by its endpoints reaches what these addresses are.
func TestServiceLeadsToADatabase(t *testing.T) {
	n := namesNetwork()
	n.Endpoints = []*model.Endpoints{{Kind: "Endpoints", Namespace: "shop", Name: "bare", Service: "bare",
		Addresses: []model.EndpointAddress{endpointAddress("10.20.8.10", "", true, model.EndpointPort{Port: 3306})}}}
	f := New(n, Options{})
	target, err := f.names.targetAt("svc:shop/bare", 0, "", "shop")
	if err != nil {
		t.Fatal(err)
	}
	ends := f.ends(target, "ipv4")
	if len(ends) != 1 || ends[0].target.Kind != "rds" || ends[0].target.ID != "rm-1" || ends[0].target.Port != 3306 {
		t.Errorf("%+v", ends[0].target)
	}
	if target.Misses("ipv4") || !target.Misses("ipv6") {
		t.Error("the family of the only end is not that of the target")
	}
}
