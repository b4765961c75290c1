package facts

import (
	"net/netip"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

func TestTargetsOfAFamily(t *testing.T) {
	private := netip.MustParsePrefix("100.64.0.0/10")
	four := Peer{Pod: &model.Pod{AllIPs: true, IPs: []netip.Addr{addrOf("10.2.1.0")}}}
	both := Peer{Pod: &model.Pod{AllIPs: true, IPs: []netip.Addr{addrOf("10.2.1.1"), addrOf("2408:1:0:2::1")}}}
	single := &model.Service{ClusterIPs: []netip.Addr{addrOf("172.16.0.9")}}
	for name, test := range map[string]struct {
		target  Target
		family  string
		address netip.Addr
		misses  bool
	}{
		"host in IPv6":          {Target{Kind: "host", Addr: publicWitness(), Uncertain: true}, "ipv6", publicWitness6(), false},
		"host in IPv4":          {Target{Kind: "host", Addr: publicWitness(), Uncertain: true}, "ipv4", publicWitness(), false},
		"database of IPv4":      {Target{Kind: "rds", Addr: addrOf("10.1.0.9")}, "ipv6", netip.Addr{}, false},
		"service range of IPv4": {Target{Kind: "oss", Within: private}, "ipv6", netip.Addr{}, false},
		"address":               {addressTarget("2400::1"), "ipv6", addrOf("2400::1"), false},
		"address of the other":  {addressTarget("10.1.0.9"), "ipv6", netip.Addr{}, true},
		"mapped address (A40)":  {addressTarget("::ffff:10.1.0.9"), "ipv4", addrOf("10.1.0.9"), false},
		"the internet of IPv4":  {internetTarget(), "ipv6", publicWitness6(), true},
		"the internet of IPv6":  {internet6(), "ipv4", netip.Addr{}, true},
		"pods":                  {Target{Kind: "pod", Pods: []Peer{four, both}}, "ipv6", netip.Addr{}, false},
		"pods of IPv4":          {Target{Kind: "pod", Pods: []Peer{four, four}}, "ipv6", netip.Addr{}, true},
		"pods to come":          {Target{Kind: "pod", Pods: []Peer{{}}}, "ipv6", netip.Addr{}, false},
		"Service of IPv4":       {Target{Kind: "svc", Service: single, Addr: addrOf("172.16.0.9"), Pods: []Peer{both}}, "ipv6", addrOf("172.16.0.9"), true},
		"headless Service":      {Target{Kind: "svc", Service: &model.Service{}, Pods: []Peer{both}}, "ipv6", netip.Addr{}, false},
	} {
		if got := test.target.in(test.family); got.Addr != test.address || got.Within.IsValid() {
			t.Errorf("%s: %v, %v", name, got.Addr, got.Within)
		}
		if got := test.target.Misses(test.family); got != test.misses {
			t.Errorf("%s: misses %t", name, got)
		}
	}
}
