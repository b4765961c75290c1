package facts

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// balancerWorld is a CLB instance with listeners of both kinds of transport, and an NLB instance in two zones.
func balancerWorld() *model.Network {
	n := exitWorld()
	n.LoadBalancers = []*model.LoadBalancer{
		{Product: "clb", ID: "lb-1", AddressType: "intranet", VPC: "vpc", Address: addrOf("10.1.9.9"), Backends: []model.Backend{}},
		{Product: "clb", ID: "lb-far", AddressType: "intranet", VPC: "vpc-other", Address: addrOf("10.1.9.9")},
		{Product: "nlb", ID: "nlb-1", AddressType: "Internet", Host: "nlb-1.example.com", VPC: "vpc", CrossZone: "false", SecurityGroups: []string{"sg-1"}, Zones: []model.BalancerZone{
			{Zone: "h", VSwitch: "vsw-node", Private: addrOf("10.1.9.1"), Public: addrOf("47.0.9.1")},
			{Zone: "i", VSwitch: "vsw-pod", Private: addrOf("10.2.9.1"), Public: addrOf("47.0.9.2")},
		}},
	}
	listener := func(lb, id string, port int, protocol string, groups ...string) *model.Listener {
		product, _, _ := strings.Cut(lb, "-")
		return &model.Listener{
			Product: strings.Replace(product, "lb", "clb", 1), Balancer: lb, ID: id, Port: port, Protocol: protocol, Status: "running", Described: true, ServerGroups: groups,
		}
	}
	n.Listeners = []*model.Listener{
		listener("lb-1", "", 443, "https", "rsp-1"), listener("lb-1", "", 53, "udp", "rsp-1"), listener("nlb-1", "lsn-1", 0, "tcp", "sgp-1"),
	}
	n.Listeners[2].Product, n.Listeners[2].Start, n.Listeners[2].End = "nlb", 1000, 2000
	n.ServerGroups = []*model.ServerGroup{
		{ID: "rsp-1", Count: -1, Servers: []model.Backend{serverOf("i-1 ecs 10.1.0.5"), serverOf("eni-1 eni 10.2.0.5"), serverOf("i-0 ecs 10.1.0.9 idle")}},
		{ID: "sgp-1", Count: 1, PreserveIP: "true", Servers: []model.Backend{serverOf("10.9.0.1 ip 10.9.0.1")}},
	}
	for _, export := range []string{
		"slb:DescribeLoadBalancerListeners", "slb:DescribeVServerGroupAttribute rsp-1", "nlb:ListServerGroupServers sgp-1", "nlb:ListListeners",
	} {
		setExport(n, export, model.Complete)
	}
	return n
}

// serverOf reads a server: its id, type and address, and idle for a weight of 0.
func serverOf(text string) model.Backend {
	words := strings.Fields(text)
	b := model.Backend{ID: words[0], Type: words[1], Addr: addrOf(words[2]), Weight: 100, Zone: "h"}
	if len(words) > 3 {
		b.Weight = 0
	}
	return b
}

func balancerTarget(x *balancerIndex, id string, port int, protocol string) Target {
	lb := x.byID[id]
	return Target{Kind: lb.Product, ID: id, Balancer: lb, Port: port, Protocol: protocol, Addr: x.addresses(lb)[0]}
}

func TestListenersByPortAndTransport(t *testing.T) {
	x := newBalancerIndex(balancerWorld())
	for text, want := range map[string]string{
		"lb-1 443 tcp": "https 443", "lb-1 443 udp": "", "lb-1 53 udp": "udp 53", "lb-1 53 tcp": "", "lb-1 0 tcp": "",
		"nlb-1 999 tcp": "", "nlb-1 1000 tcp": "tcp 1000-2000", "nlb-1 2000 tcp": "tcp 1000-2000", "nlb-1 2001 tcp": "",
	} {
		var id, protocol, got string
		var port int
		fmt.Sscan(text, &id, &port, &protocol)
		if l := x.listener(x.byID[id], port, protocol); l != nil {
			got = listenerText(l)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if got := x.portsOf(x.byID["lb-1"]); got != "udp 53, https 443" {
		t.Errorf("ports %q", got)
	}
}

// An answer about CLB may be one about a single instance, so that it says nothing about instances without a row.
func TestHowCompleteListenersAre(t *testing.T) {
	n := balancerWorld()
	x := newBalancerIndex(n)
	check := func(what, id string, want model.Evidence) {
		t.Helper()
		if got := x.listing(x.byID[id]); got != want {
			t.Errorf("%s: %s is %s, want %s", what, id, got, want)
		}
	}
	check("rows", "lb-1", model.Complete)
	check("no row", "lb-far", model.Absent)
	check("NLB", "nlb-1", model.Complete)
	setExport(n, "slb:DescribeLoadBalancerListeners", model.Partial)
	check("truncated", "lb-1", model.Partial)
	setExport(n, "slb:DescribeLoadBalancerAttribute lb-1", model.Complete)
	check("attributes", "lb-1", model.Complete)
	setExport(n, "nlb:ListListeners", model.Absent)
	check("not there", "nlb-1", model.Absent)
}

func TestClientsAmongServers(t *testing.T) {
	n := balancerWorld()
	x := newBalancerIndex(n)
	all := x.servers(balancerTarget(x, "lb-1", 53, "udp"))
	n.ServerGroups[0].Servers = n.ServerGroups[0].Servers[1:2]
	pod := x.servers(balancerTarget(x, "lb-1", 53, "udp"))
	n.ServerGroups[0].Servers = nil
	none := x.servers(balancerTarget(x, "lb-1", 53, "udp"))
	n.ServerGroups[0].Servers = []model.Backend{serverOf("i-1 ecs 10.1.0.5"), serverOf("i-1 ecs 10.1.0.5")}
	node := x.servers(balancerTarget(x, "lb-1", 53, "udp"))
	setExport(n, "slb:DescribeVServerGroupAttribute rsp-1", model.Partial)
	part := x.servers(balancerTarget(x, "lb-1", 53, "udp"))
	single := func(text string, eni *model.ENI) Identity {
		return Identity{Address: netip.PrefixFrom(addrOf(text), 32), ENI: eni}
	}
	own, other := n.ENIs[0], &model.ENI{ID: "eni-9", Instance: "i-9"}
	for _, c := range []struct {
		what    string
		servers servers
		id      Identity
		node    *model.Node
		want    string
	}{
		{"a pod that is a server, on a node that is one", all, single("10.2.0.5", own), nil, "only"},
		{"a pod on a node that is a server", all, single("10.2.0.6", own), nil, "among"},
		{"a pod elsewhere", all, single("10.2.0.7", other), nil, "no"},
		{"the node", all, Identity{Node: true, Instance: n.Instances[0], Address: netip.MustParsePrefix("10.1.0.5/32")}, nil, "among"},
		{"a node by its object", all, single("10.1.0.77", nil), &model.Node{Instance: "i-1"}, "among"},
		{"a node that nothing tells", all, single("10.1.0.77", nil), nil, "unknown"},
		{"a server without weight", all, single("10.1.0.77", nil), &model.Node{Instance: "i-0"}, "no"},
		{"an address of the ENI of a server", pod, single("10.2.0.6", own), nil, "eni"},
		{"a pod that is the only server", pod, single("10.2.0.5", own), nil, "only"},
		{"a pod to come", pod, Identity{Address: netip.MustParsePrefix("10.2.0.0/16")}, nil, "no"},
		{"an address that is not known", pod, Identity{}, nil, "unknown"},
		{"no servers", none, single("10.2.0.5", own), nil, "no"},
		{"all servers on one node", node, single("10.2.0.6", own), nil, "only"},
		{"servers that are not all known", part, single("10.2.0.6", own), nil, "unknown"},
	} {
		if got := c.servers.client(c.id, c.node); got.standing != c.want {
			t.Errorf("%s: %s, want %s", c.what, got.standing, c.want)
		}
	}
}

func TestWhatServersThereAre(t *testing.T) {
	n := balancerWorld()
	x := newBalancerIndex(n)
	l := n.Listeners[1]
	for _, c := range []struct {
		what, want string
		change     func()
	}{
		{"several", "vserver several", func() {}},
		{"one", "vserver one", func() { n.ServerGroups[0].Servers = []model.Backend{serverOf("i-1 ecs -")} }},
		{"idle", "vserver idle", func() { n.ServerGroups[0].Servers = []model.Backend{serverOf("i-1 ecs - idle")} }},
		{"none", "vserver none", func() { n.ServerGroups[0].Servers = nil }},
		{"not there", "vserver unknown", func() { setExport(n, "slb:DescribeVServerGroupAttribute rsp-1", model.Absent) }},
		{"count of 0", "vserver none", func() { n.ServerGroups[0].Count = 0 }},
		{"truncated", "vserver some", func() { n.ServerGroups[0].Count, n.ServerGroups[0].Servers = 2, []model.Backend{serverOf("i-1 ecs -")} }},
		{"default group", "default none", func() { l.ServerGroups, l.BackendPort = nil, 53 }},
		{"default group that nothing tells", "default unknown", func() { n.LoadBalancers[0].Backends = nil }},
		{"a group that the answer leaves out", "unknown unknown", func() { l.BackendPort = 0 }},
		{"primary/secondary group", "primary unknown", func() { l.PrimaryGroup = "rsp-9" }},
		{"a listener of which the port alone is known", "unknown unknown", func() { l.Described = false }},
	} {
		c.change()
		s := x.servers(balancerTarget(x, "lb-1", 53, "udp"))
		if got := s.kind + " " + s.standing(); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// Without forwarding across zones, the servers of the zone of the address count alone.
func TestServersOfTheZone(t *testing.T) {
	n := balancerWorld()
	x := newBalancerIndex(n)
	for addr, want := range map[string]string{"10.1.9.1": "one", "47.0.9.1": "one", "10.2.9.1": "away", "47.0.9.2": "away"} {
		target := balancerTarget(x, "nlb-1", 1500, "tcp")
		target.Addr = addrOf(addr)
		if s := x.servers(target); s.standing() != want {
			t.Errorf("%s: %s, want %s", addr, s.standing(), want)
		}
	}
	n.LoadBalancers[2].CrossZone = ""
	target := balancerTarget(x, "nlb-1", 1500, "tcp")
	target.Addr = addrOf("10.2.9.1")
	if s := x.servers(target); s.standing() != "one" {
		t.Errorf("across zones: %s", s.standing())
	}
}

// Groups of addresses are documented not to show the client, whatever the answer says.
func TestWhetherServersSeeTheClient(t *testing.T) {
	for text, want := range map[string]string{
		"true instance tcp": "yes", "false instance tcp": "no", "- instance tcp": "unknown", "true ip tcp": "unknown", "false ip tcp": "no", "true instance tcpssl": "no",
	} {
		words := strings.Fields(text)
		s := servers{listener: &model.Listener{Protocol: words[2]}, groups: []*model.ServerGroup{{PreserveIP: strings.Trim(words[0], "-"), Type: words[1]}}}
		if got := s.preserve(); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestBalancerTargets(t *testing.T) {
	x := newNames(balancerWorld())
	for text, want := range map[string]string{
		"clb:lb-1:443":               "clb:lb-1 443 tcp 10.1.9.9",
		"clb:lb-1/udp":               "clb:lb-1 53 udp 10.1.9.9",
		"ip:10.1.9.9":                "ip:10.1.9.9 443 tcp 10.1.9.9",
		"ip:10.2.9.1:1500":           "ip:10.2.9.1 1500 tcp 10.2.9.1",
		"host:NLB-1.example.com:700": "host:NLB-1.example.com 700 tcp 47.0.9.1 47.0.9.2",
		"nlb:nlb-1:700":              "nlb:nlb-1 700 tcp 47.0.9.1 47.0.9.2",
		"clb:lb-9:80":                "clb:lb-9 80 tcp lacks DescribeLoadBalancerAttribute",
	} {
		got, err := x.targetAt(text, 0, "", "")
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		described := fmt.Sprint(got.Text, " ", got.Port, " ", got.Protocol)
		for _, addr := range got.Choices {
			described += " " + addr.String()
		}
		if len(got.Choices) == 0 && got.Addr.IsValid() {
			described += " " + got.Addr.String()
		}
		if got.Lacks != "" {
			described += " lacks " + got.Lacks
		}
		if described != want {
			t.Errorf("%s: %s, want %s", text, described, want)
		}
	}
	for text, want := range map[string]string{
		"clb:lb-1":         "name that of one of its listeners, udp 53, https 443",
		"nlb:nlb-1":        "name that of one of its listeners, tcp 1000-2000",
		"nlb:lb-1:443":     "did you mean clb:lb-1?",
		"clb:lb.example:1": "write host:lb.example",
	} {
		if _, err := x.targetAt(text, 0, "", ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// Of an entry that refuses, the facts say only what it refuses; of lists that let in, whether they do.
func TestAccessControlLists(t *testing.T) {
	n := balancerWorld()
	n.AccessLists = []*model.AccessList{
		{ID: "acl-a", Entries: []model.AccessEntry{{Range: model.ParsePrefix("10.2.0.0/17")}, {Range: model.ParsePrefix("10.9.0.0/16")}}},
		{ID: "acl-b", Entries: []model.AccessEntry{}},
		{ID: "acl-c"},
	}
	l := n.Listeners[0]
	l.AccessLists = []model.Named{{ID: "acl-a"}, {ID: "acl-b"}, {ID: "acl-c"}}
	texts := func(mode, prefix string) []string {
		l.ControlType = mode
		x := newExitIndex(n)
		table := &table{name: "pod"}
		var out []string
		for _, f := range x.lists(table, balancerTarget(x.vips, "lb-1", 443, "tcp")).against(netip.MustParsePrefix(prefix)) {
			var at int
			fmt.Sscanf(string(f.At), "pod/%d", &at)
			out = append(out, table.entities[at].Name+": "+string(f.Covers))
		}
		return out
	}
	for text, want := range map[string][]string{
		"white 10.2.0.5/32": {"access control list acl-a: yes", "access control list acl-b: no"},
		"white 10.2.0.0/16": {"access control list acl-a: maybe", "access control list acl-b: no"},
		"black 10.2.0.5/32": {"entry 10.2.0.0/17 of acl-a: yes"},
		"black 10.3.0.5/32": nil,
	} {
		mode, prefix, _ := strings.Cut(text, " ")
		if got := texts(mode, prefix); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	a := newAtoms(n)
	if a.of(addrOf("10.2.127.255")) == a.of(addrOf("10.2.128.0")) {
		t.Error("the end of an entry does not cut the address space")
	}
}
