package facts

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// edgeNetwork is a Service with a load balancer, with a pod on node-1, one on node-2 and one that waits for its node.
func edgeNetwork() *model.Network {
	labelled := func(node string) model.Template {
		return model.Template{NodeName: node, Labels: map[string]string{"app": "edge"}}
	}
	pod := func(name, node, ip string) *model.Pod {
		p := &model.Pod{Namespace: "shop", Name: name, Template: labelled(node), Phase: "Running"}
		if ip != "" {
			p.IPs = []netip.Addr{netip.MustParseAddr(ip)}
		}
		return p
	}
	n := &model.Network{
		Pods: []*model.Pod{pod("edge-a", "node-1", "10.0.1.1"), pod("edge-b", "node-2", "10.0.1.2")},
		Services: []*model.Service{{
			Namespace: "shop", Name: "edge", Type: "LoadBalancer", External: "Local", Selector: map[string]string{"app": "edge"},
			Ports:  []model.ServicePort{{Port: 443, Target: 8443}, {Port: 80, Target: 8080}},
			Fronts: []model.ServiceFront{{Addr: netip.MustParseAddr("10.0.2.1")}},
		}},
		LoadBalancers: []*model.LoadBalancer{{Product: "clb", ID: "lb-1", Address: netip.MustParseAddr("10.0.2.1")}},
	}
	for i, name := range []string{"node-1", "node-2", "node-3"} {
		n.Nodes = append(n.Nodes, &model.Node{Name: name, InternalIP: netip.AddrFrom4([4]byte{10, 0, 0, byte(1 + i)})})
	}
	return n
}

func TestTargetsInside(t *testing.T) {
	n := edgeNetwork()
	for _, c := range []struct {
		text, kind, form string
		ported           bool
		fronts           int
	}{
		{"lb:shop/edge:443", "lb", "ip", true, 1},
		{"clb:lb-1:443", "clb", "ip", true, 0},
		{"ip:10.0.2.1:80", "clb", "ip", true, 0},
		{"clb:lb-1:22", "clb", "ip", false, 0},
		{"clb:lb-1:443/udp", "clb", "ip", false, 0},
	} {
		target, err := newNames(n).targetAt(c.text, 0, "", "")
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		in := target.Inside
		if in == nil || target.Kind != c.kind || in.Form != c.form || in.Port != nil != c.ported || len(in.Fronts) != c.fronts {
			t.Errorf("%s is %+v, inside %+v", c.text, target, in)
		}
	}
}

func TestFormOfAddresses(t *testing.T) {
	addr := netip.MustParseAddr("10.0.2.1")
	for want, front := range map[string]model.ServiceFront{
		"ip": {Addr: addr, Host: "edge.example.com", Mode: "VIP"}, "proxy": {Addr: addr, Mode: "Proxy"}, "host": {Host: "edge.example.com"},
	} {
		if got := formOf(front); got != want {
			t.Errorf("%+v is %s, want %s", front, got, want)
		}
	}
}

// The same Service may share a load balancer with others: that which has the port is asked.
func TestServicesThatShareALoadBalancer(t *testing.T) {
	n := edgeNetwork()
	other := *n.Services[0]
	other.Name, other.Ports = "other", []model.ServicePort{{Port: 22, Target: 22}}
	n.Services = append(n.Services, &other)
	for port, want := range map[string]string{"22": "other", "443": "edge", "8": "edge"} {
		target, err := newNames(n).targetAt("clb:lb-1:"+port, 0, "", "")
		if err != nil || target.Inside.Service.Name != want {
			t.Errorf("port %s is of %+v, %v; want %s", port, target.Inside, err, want)
		}
	}
}

func TestNodesOfBackends(t *testing.T) {
	n := edgeNetwork()
	local := func(node string) Match {
		target, err := newNames(n).targetAt("lb:shop/edge:443", 0, "", "")
		if err != nil {
			t.Fatal(err)
		}
		target.Inside.nodes = New(n, Options{}).nodesOfEnds(target.Inside.peers())
		return target.Inside.local(node)
	}
	for node, want := range map[string]Match{"node-1": Yes, "node-2": Yes, "node-3": No, "": Maybe} {
		if got := local(node); got != want {
			t.Errorf("on %q: %s, want %s", node, got, want)
		}
	}
	n.Pods[1].NodeName = ""
	for node, want := range map[string]Match{"node-1": Yes, "node-2": Maybe, "": Maybe} {
		if got := local(node); got != want {
			t.Errorf("with a pod that has no node, on %q: %s, want %s", node, got, want)
		}
	}
	n.Pods[0].NotReady, n.Pods[1].NotReady = true, true
	if got := local(""); got != No {
		t.Errorf("without a ready pod: %s", got)
	}
}

// The pods of a DaemonSet will be on every node.
func TestNodesOfADaemonSet(t *testing.T) {
	n := edgeNetwork()
	n.Pods = nil
	n.Workloads = []*model.Workload{{Kind: "DaemonSet", Namespace: "shop", Name: "edge", Template: model.Template{Labels: map[string]string{"app": "edge"}}, Replicas: -1}}
	f := New(n, Options{})
	target, err := f.names.targetAt("lb:shop/edge:443", 0, "", "")
	if err != nil {
		t.Fatal(err)
	}
	questions := f.ends(target, "ipv4")
	if end := questions[1]; target.Inside.local("node-3") != Yes || end.target.way != endWay || isOneOf("node-3", end.on) != Yes || isOneOf("", end.on) != Maybe {
		t.Errorf("on node-3: %s, the end is on %q", target.Inside.local("node-3"), end.on)
	}
}

func TestWhomRangesAdmit(t *testing.T) {
	for _, c := range []struct {
		ranges  []string
		address string
		want    Match
	}{
		{nil, "10.0.1.1/32", No},
		{[]string{"10.0.1.0/24"}, "10.0.1.1/32", Yes},
		{[]string{"192.168.0.0/16", "10.0.1.1"}, "10.0.1.1/32", Yes},
		{[]string{"192.168.0.0/16"}, "10.0.1.1/32", No},
		{[]string{"10.0.1.0/25"}, "10.0.1.0/24", Maybe},
		{[]string{"10.0.0.0/16"}, "10.0.1.0/24", Yes},
		{[]string{"10.0.0.0/16"}, "", Maybe},
		{[]string{"fd00::/8"}, "10.0.1.1/32", No},
	} {
		var ranges []model.Prefix
		for _, text := range c.ranges {
			ranges = append(ranges, model.ParsePrefix(text))
		}
		address, _ := netip.ParsePrefix(c.address)
		if got := admits(ranges, address); got != c.want {
			t.Errorf("%v admit %s: %s, want %s", c.ranges, c.address, got, c.want)
		}
	}
}

// A flow has a record for the load balancer, one for each backend and one for what ends on the node, and what they say of
// the backends is what a place of its own sees.
func TestWaysOfAFlow(t *testing.T) {
	n := edgeNetwork()
	for _, name := range []string{"node-1", "node-3"} {
		n.Pods = append(n.Pods, &model.Pod{Namespace: "shop", Name: "cart-" + name, Template: model.Template{NodeName: name, Labels: map[string]string{"app": "cart"}},
			IPs: []netip.Addr{netip.MustParseAddr("10.0.3." + name[5:])}})
	}
	f := New(n, Options{})
	for _, c := range []struct {
		from, target string
		want         []string // way, whether a backend is on the node, whether this is
	}{
		{"shop/cart-node-1", "lb:shop/edge:443", []string{"node yes no", "end yes yes", "end yes no", "front yes no"}},
		{"shop/cart-node-3", "lb:shop/edge:443", []string{"node no no", "end no no", "end no no", "front no no"}},
		{"shop/cart-node-3", "clb:lb-1:22", []string{"node maybe no", "front maybe no"}},
	} {
		source, err := f.Source(c.from)
		if err != nil {
			t.Fatal(err)
		}
		target, err := f.Target(source, c.target, 0, "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, asked := range f.ends(target, "ipv4") {
			class := f.insider(f.placesOf(source, "ipv4")[0], asked)
			got = append(got, asked.target.way+" "+string(class.local)+" "+string(class.here))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s to %s: %q, want %q", c.from, c.target, got, c.want)
		}
	}
}

func TestNodesWithoutKubeProxy(t *testing.T) {
	n := edgeNetwork()
	f := New(n, Options{})
	bare := map[string]string{noKubeProxy: "true"}
	n.Nodes[0].Labels = bare
	for _, c := range []struct {
		place place
		want  bool
	}{{place{node: n.Nodes[0]}, true}, {place{node: n.Nodes[1]}, false}, {place{}, false}} {
		if got := f.proxyless(&c.place); got != c.want {
			t.Errorf("%+v: %v", c.place.node, got)
		}
	}
	n.Nodes[1].Labels, n.Nodes[2].Labels = bare, bare
	if !f.proxyless(&place{}) {
		t.Error("no node runs kube-proxy, so none that a pod may land on does")
	}
}

// A status may name an address of each family, and a name beside an address; each is what it is.
func TestFrontsOfAFamily(t *testing.T) {
	n := edgeNetwork()
	front := n.Services[0].Fronts[0]
	n.Services[0].Fronts = []model.ServiceFront{{Host: "edge.example.com"}, front, {Addr: netip.MustParseAddr("2001:db8::1")}}
	target, err := newNames(n).targetAt("lb:shop/edge:443", 0, "", "")
	if err != nil || target.Inside.Form != "ip" {
		t.Fatalf("%+v, %v", target.Inside, err)
	}
	for family, want := range map[string][]string{"ipv4": {"host", "ip"}, "ipv6": {"host", "ip"}} {
		var forms []string
		for _, front := range target.fronts(family) {
			forms = append(forms, front.Inside.Form)
		}
		if !slices.Equal(forms, want) {
			t.Errorf("%s: %q, want %q", family, forms, want)
		}
	}
	n.Services[0].Fronts = []model.ServiceFront{front}
	target, _ = newNames(n).targetAt("lb:shop/edge:443", 0, "", "")
	if got := target.fronts("ipv6"); len(got) != 1 || !target.Misses("ipv6") || target.Misses("ipv4") {
		t.Errorf("%d fronts for IPv6", len(got))
	}
}
