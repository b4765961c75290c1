package facts

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// corefileOf makes a Corefile of one server block for all names.
func corefileOf(plugins ...model.CorefilePlugin) *model.Corefile {
	return &model.Corefile{Blocks: []model.CorefileBlock{{Zones: []string{""}, Plugins: plugins}}}
}

func corePlugin(line string, lines ...string) model.CorefilePlugin {
	words := strings.Fields(line)
	p := model.CorefilePlugin{Name: words[0], Args: words[1:]}
	for _, l := range lines {
		p.Lines = append(p.Lines, strings.Fields(l))
	}
	return p
}

func TestPluginsThatMayAnswer(t *testing.T) {
	for _, c := range []struct {
		plugin model.CorefilePlugin
		want   bool
	}{
		{corePlugin("errors"), false},
		{corePlugin("hosts", "10.0.0.1 a.example.com", "fallthrough"), true},
		{corePlugin("hosts", "10.0.0.1 b.example.com", "fallthrough"), false},
		{corePlugin("hosts", "10.0.0.1 b.example.com"), true},
		{corePlugin("hosts", "10.0.0.1 b.example.com", "fallthrough example.org"), true},
		{corePlugin("hosts /etc/hosts", "fallthrough"), true},
		{corePlugin("hosts /etc/hosts example.org"), false},
		{corePlugin("template IN A example.com"), true},
		{corePlugin("template ANY AAAA"), false},
		{corePlugin("template IN ANY example.org"), false},
		{corePlugin("template IN A", "match ^a[.]"), true},
		{corePlugin("template IN A", "match ^b[.]"), false},
		{corePlugin("template IN A", "match ("), true},
		{corePlugin("rewrite name a.example.com b.example.com"), true},
		{corePlugin("rewrite name b.example.com a.example.com"), false},
		{corePlugin("rewrite stop name exact a.example.com b"), true},
		{corePlugin("rewrite name suffix .example.com .example.org"), true},
		{corePlugin("rewrite name prefix b b"), false},
		{corePlugin("rewrite name substring mple x"), true},
		{corePlugin("rewrite name regex (.*)[.]org {1}.com"), false},
		{corePlugin("rewrite type AAAA A"), false},
		{corePlugin("rewrite stop"), true},
		{corePlugin("file db.example.com example.com"), true},
		{corePlugin("file db.example.org example.org"), false},
		{corePlugin("auto"), true},
	} {
		if got := mayAnswer(c.plugin, "a.example.com"); got != c.want {
			t.Errorf("%s %v %v: %v", c.plugin.Name, c.plugin.Args, c.plugin.Lines, got)
		}
	}
}

func TestForwarding(t *testing.T) {
	stub := model.CorefileBlock{Zones: []string{"corp.example.com"}, Plugins: []model.CorefilePlugin{corePlugin("forward . 10.0.0.53")}}
	all := corefileOf(corePlugin("errors"), corePlugin("forward example.org 10.0.0.1"), corePlugin("forward . /etc/resolv.conf", "except internal.example.com"))
	all.Blocks = append(all.Blocks, stub)
	for host, want := range map[string]forwarding{
		"a.example.org":          {1, 2},
		"www.example.com":        {1, 3},
		"a.internal.example.com": {1, 0},
		"git.corp.example.com":   {2, 1},
		"corp.example.com":       {2, 1},
		"xcorp.example.com":      {1, 3},
	} {
		if got, _ := corefilePath(all, host); got != want {
			t.Errorf("%s: %v, want %v", host, got, want)
		}
	}
}

func TestUpstreams(t *testing.T) {
	for line, want := range map[string]string{
		"forward . /etc/resolv.conf":             "100.100.2.136:53/udp,tcp 100.100.2.138:53/udp,tcp",
		"forward . 10.0.0.1 10.0.0.2:5353":       "10.0.0.1:53/udp,tcp 10.0.0.2:5353/udp,tcp",
		"forward . dns://10.0.0.1":               "10.0.0.1:53/udp,tcp",
		"forward . tls://9.9.9.9":                "9.9.9.9:853/tcp",
		"forward . [2001:db8::1]:53 2001:db8::2": "[2001:db8::1]:53/udp,tcp [2001:db8::2]:53/udp,tcp",
	} {
		p := corePlugin(line)
		var got []string
		for _, end := range upstreams(&p) {
			got = append(got, netip.AddrPortFrom(end.target.Addr, uint16(end.target.Port)).String()+"/"+strings.Join(end.protocols, ","))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", line, got, want)
		}
	}
	p := corePlugin("forward . 10.0.0.1", "force_tcp")
	if got := upstreams(&p)[0].protocols; len(got) != 1 || got[0] != "tcp" {
		t.Errorf("force_tcp: %v", got)
	}
}

// resolverNetwork is namesNetwork with CoreDNS.
func resolverNetwork() *model.Network {
	n := namesNetwork()
	dns := namesPod(40, "kube-system", "coredns-1", "10.20.32.40", "Running", nil, nil)
	dns.Labels = map[string]string{"k8s-app": "kube-dns"}
	n.Pods = append(n.Pods, dns)
	n.Services = append(n.Services, &model.Service{
		Namespace: "kube-system", Name: "kube-dns", Type: "ClusterIP", ClusterIPs: []netip.Addr{netip.MustParseAddr("172.21.0.10")},
		Selector: dns.Labels, Ports: []model.ServicePort{{Port: 53, Protocol: "UDP", Target: 53}, {Port: 53, Protocol: "TCP", Target: 53}},
	})
	return n
}

// Each case asks once a server and a protocol; what it asks is the same component for all that ask the same.
func TestLookups(t *testing.T) {
	f := New(resolverNetwork(), Options{})
	cart, err := f.Source("shop/cart")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"ip:203.0.113.7": 0, "svc:shop/cart:80": 0, "host:cart.shop.svc:80": 2, "host:api.example.com": 4, "rds:rm-1": 4} {
		target, err := f.Target(cart, text, 0, "")
		if err != nil {
			t.Fatal(err)
		}
		flow := f.Flow(cart, target, "ipv4")
		for _, replica := range flow.Replicas {
			for _, c := range replica {
				if len(c.Lookups) != want || (c.Parts[dnsPart] == f.resolver.none) != (want == 0) {
					t.Errorf("%s: %d lookups, want %d", text, len(c.Lookups), want)
				}
				if c.Parts[dnsPart] != replica[0].Parts[dnsPart] || c.Parts[dnsPart] != flow.Replicas[0][0].Parts[dnsPart] {
					t.Errorf("%s: pods that ask alike have different parts", text)
				}
			}
		}
		if want > 0 {
			first := flow.Replicas[0][0]
			if e, ok := first.Entity("lookup/0/source"); !ok || e.Name != "Deployment shop/cart" {
				t.Errorf("%s: lookup/0/source is %v", text, e)
			}
			if e, ok := first.Entity("lookup/9/source"); ok {
				t.Errorf("%s: lookup/9/source is %v", text, e)
			}
		}
	}
}

func TestGatesWithoutDNSAskNoServer(t *testing.T) {
	f := New(resolverNetwork(), Options{Gates: []string{"nat"}})
	cart, _ := f.Source("shop/cart")
	target, _ := f.Target(cart, "host:api.example.com", 0, "")
	if c := f.Flow(cart, target, "ipv4").Replicas[0][0]; c.Lookups != nil || c.Parts[dnsPart] != f.resolver.none {
		t.Errorf("%d lookups", len(c.Lookups))
	}
}

// Whether a name is private decides whether servers of the internet can be relied on for it.
func TestPrivateNames(t *testing.T) {
	x := newNames(namesNetwork())
	for text, want := range map[string]bool{
		"rds:rm-1": true, "host:rm-1.mysql.rds.aliyuncs.com": true, "host:rm-1o.mysql.rds.aliyuncs.com": false, "oss:logs": true,
		"host:logs.oss-cn-shanghai.aliyuncs.com": false, "host:api.example.com": false, "host:git.corp": true, "host:cart.shop.svc": false,
	} {
		got, err := x.targetAt(text, 0, "", "")
		if err != nil || got.isPrivateName() != want {
			t.Errorf("%s: %v, %v", text, got.isPrivateName(), err)
		}
	}
}
