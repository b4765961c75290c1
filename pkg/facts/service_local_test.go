package facts

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// localWorld is the pods of endsWorld on n-1 and n-2 of three nodes, and a client on each node.
func localWorld() *model.Network {
	n := endsWorld()
	s := n.Services[0]
	s.Type, s.Internal, s.External, s.Ports[0].NodePort = "NodePort", "Local", "Local", 30080
	for i, name := range []string{"n-1", "n-2", "n-3"} {
		n.Nodes = append(n.Nodes, &model.Node{Name: name, InternalIP: addrOf("10.1.0." + string(rune('1'+i)))})
		client := namesPod(int32(20+i), "shop", "client-"+name, "10.2.1."+string(rune('1'+i)), "Running", nil, nil)
		client.NodeName = name
		n.Pods = append(n.Pods, client)
	}
	return n
}

func standingsOf(t *testing.T, n *model.Network, from, to string) string {
	f := New(n, Options{})
	source, err := f.Source(from)
	if err != nil {
		t.Fatal(err)
	}
	target, err := f.Target(source, to, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, replica := range f.Flow(source, target, "ipv4").Replicas {
		for _, c := range replica {
			var facts TargetFacts
			if err := json.Unmarshal(c.Parts[targetPart].JSON, &facts); err != nil {
				t.Fatal(err)
			}
			word := facts.Service.Standing
			if facts.Pod {
				word += " pod"
			}
			found = append(found, word)
		}
	}
	return strings.Join(found, ", ")
}

func TestLocalTraffic(t *testing.T) {
	daemonSet := func(n *model.Network) {
		w := n.Workloads[0]
		w.Kind, w.Replicas, w.Pods, n.Pods = "DaemonSet", -1, nil, n.Pods[2:]
	}
	for name, test := range map[string]struct {
		change         func(n *model.Network)
		from, to, want string
	}{
		"beside an end":           {nil, "shop/client-n-1", "svc:shop/api", "serves pod"},
		"by the address":          {nil, "shop/client-n-2", "ip:172.16.0.9:80", "serves pod"},
		"away from all":           {nil, "shop/client-n-3", "svc:shop/api", "away"},
		"node not known":          {func(n *model.Network) { n.Pods[2].NodeName = "" }, "shop/client-n-1", "svc:shop/api", "open"},
		"an end of unknown place": {func(n *model.Network) { n.Pods[1].NodeName = "" }, "shop/client-n-3", "svc:shop/api", "open"},
		"a DaemonSet":             {daemonSet, "shop/client-n-3", "svc:shop/api", "serves pod"},
		"a DaemonSet of others": {func(n *model.Network) {
			daemonSet(n)
			n.Workloads[0].NodeSelector = map[string]string{"disk": "ssd"}
			n.Nodes[0].Labels = map[string]string{"disk": "ssd"}
		}, "shop/client-n-3", "svc:shop/api", "away"},
		"cluster-wide":             {func(n *model.Network) { n.Services[0].Internal = "Cluster" }, "shop/client-n-3", "svc:shop/api", "serves pod, serves pod"},
		"headless":                 {func(n *model.Network) { n.Services[0].Headless = true }, "shop/client-n-3", "svc:shop/api", "serves pod, serves pod"},
		"port of a node":           {nil, "shop/client-n-3", "ip:10.1.0.2:30080", "serves"},
		"port of a node without":   {nil, "shop/client-n-1", "ip:10.1.0.3:30080", "away"},
		"port of the own node":     {nil, "shop/client-n-3", "ip:10.1.0.3:30080", "own"},
		"cluster-wide node port":   {func(n *model.Network) { n.Services[0].External = "Cluster" }, "shop/client-n-3", "ip:10.1.0.3:30080", "serves"},
		"another port of a node":   {nil, "shop/client-n-3", "ip:10.1.0.3:30081", ""},
		"the same of another host": {nil, "shop/client-n-3", "ip:10.9.0.3:30080", ""},
	} {
		n := localWorld()
		if test.change != nil {
			test.change(n)
		}
		if got := standingsOf(t, n, test.from, test.to); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// What a selector nearly selects is told with the label that differs.
func TestNearlySelected(t *testing.T) {
	for name, test := range map[string]struct {
		selector, labels map[string]string
		want             string
	}{
		"a slip":                  {map[string]string{"app": "carts"}, map[string]string{"app": "cart"}, "app=carts app=cart 1"},
		"one of two":              {map[string]string{"app": "cart", "tier": "frontend"}, map[string]string{"app": "cart", "tier": "web", "x": "y"}, "tier=frontend tier=web 7"},
		"another key":             {map[string]string{"aap": "cart"}, map[string]string{"app": "cart"}, "aap=cart app=cart 1"},
		"the name of the Service": {map[string]string{"app": "shopping"}, map[string]string{"app": "cart"}, "app=shopping app=cart 8"},
		"two of two":              {map[string]string{"app": "carts", "tier": "web"}, map[string]string{"app": "cart", "tier": "front"}, ""},
		"another word":            {map[string]string{"app": "orders"}, map[string]string{"app": "cart"}, ""},
		"no such label":           {map[string]string{"release": "r1"}, map[string]string{"app": "cart"}, ""},
	} {
		w := &model.Workload{Template: model.Template{Labels: test.labels}, Kind: "Deployment", Namespace: "shop", Name: "cart"}
		s := &model.Service{Namespace: "shop", Name: "x", Selector: test.selector}
		if strings.HasPrefix(name, "the name") {
			s.Name = "cart"
		}
		got := ""
		if near := newNames(&model.Network{Workloads: []*model.Workload{w}}).nearlySelected(s); near != nil {
			got = near.key + "=" + s.Selector[near.key] + " " + near.has + "=" + near.had + " " + string(rune('0'+near.distance))
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// The name of a headless Service leads to its pods at any port; others have only those that are written.
func TestPortsOfHeadlessServices(t *testing.T) {
	for _, headless := range []bool{true, false} {
		n := endsWorld()
		n.Services[0].Headless = headless
		target, err := newNames(n).targetAt("svc:shop/api:9443", 0, "", "shop")
		if headless != (err == nil) || headless && (target.Port != 9443 || target.Pods[0].Port != 9443) {
			t.Errorf("headless %t: %+v, %v", headless, target.Pods, err)
		}
	}
}

// A port of a node is a destination where a Service has it.
func TestDemandForThePortOfANode(t *testing.T) {
	for port, want := range map[string]int{"30080": 1, "30081": 0} {
		n := localWorld()
		n.Pods[2].Literals = []model.Literal{{Pointer: "/spec/containers/0/env/0/value", Name: "API_URL", Text: "http://10.1.0.2:" + port}}
		if got := len(newNames(n).demands()); got != want {
			t.Errorf("port %s: %d demands", port, got)
		}
	}
}
