package facts

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// sixWorld is a dual-stack vSwitch with a route to an IPv6 gateway, and so many pods whose addresses have bandwidth in turn.
func sixWorld(pods int) *model.Network {
	n := exitWorld()
	n.Cluster.Plugin.Value, n.Cluster.IPStack.Value = "terway", "dual"
	n.VPCs[0].IPv6CIDRs = prefixesOf("2408:1::/56")
	n.VSwitches[0].IPv6CIDR, n.VSwitches[1].IPv6CIDR = model.ParsePrefix("2408:1:0:1::/64"), model.ParsePrefix("2408:1:0:2::/64")
	n.RouteTables[1].Routes = append(n.RouteTables[1].Routes, routesOf("::/0 IPv6Gateway ipv6gw-1")...)
	n.IPv6Gateways = []*model.IPv6Gateway{
		{ID: "ipv6gw-1", VPC: "vpc", Status: "Available", BusinessStatus: "Normal"}, {ID: "ipv6gw-2", VPC: "vpc-other", Status: "Deleting"},
	}
	for i := range pods {
		address := addrOf(fmt.Sprintf("2408:1:0:2::%x", i+1))
		n.Pods = append(n.Pods, &model.Pod{Namespace: "shop", Name: fmt.Sprint("cart-", i), Phase: "Running", AllIPs: true,
			IPs: []netip.Addr{addrOf(fmt.Sprintf("10.2.%d.%d", 1+i/200, i%200)), address}})
		n.IPv6Addresses = append(n.IPv6Addresses, &model.IPv6Address{ID: fmt.Sprint("ipv6-", i), VPC: "vpc", Range: model.ParsePrefix(address.String()), Gateway: "ipv6gw-1",
			NetworkType: []string{"Private", "Public"}[i%2], Bandwidth: i % 2, Status: "Available"})
		n.ENIs[0].Addresses = append(n.ENIs[0].Addresses, model.Address{Addr: n.Pods[i].IPs[0]})
	}
	for _, export := range []string{"vpc:DescribeVpcs", "vpc:DescribeIpv6Gateways", "vpc:DescribeIpv6Addresses"} {
		setExport(n, export, model.Complete)
	}
	return n
}

func internet6() Target {
	return Target{Kind: "internet6", Addr: publicWitness6(), Uncertain: true, Port: 443, Protocol: "tcp"}
}

// exitOfPod returns the facts of a pod's packet, and the case.
func exitOfPod(t *testing.T, f *Facts, pod *model.Pod, target Target, part int) (ExitFacts, *Case) {
	t.Helper()
	c := f.Flow(Source{Pod: pod}, target, "ipv6").Replicas[0][0]
	var facts ExitFacts
	if err := json.Unmarshal(c.Parts[part].JSON, &facts); err != nil {
		t.Fatal(err)
	}
	return facts, c
}

// A row of the export is about one address, and thousands of pods have one each: only what rows say tells them apart, and a
// handle still names the pod's own.
func TestPodsWithRowsOfTheirOwnAreClassed(t *testing.T) {
	n := sixWorld(400)
	f := New(n, Options{})
	records := map[*Component]int{}
	for i, pod := range n.Pods {
		facts, c := exitOfPod(t, f, pod, internet6(), podPart)
		records[c.Parts[podPart]]++
		if got := facts.IPv6.Rows[0].Bandwidth; got != []Match{No, Yes}[i%2] {
			t.Fatalf("%s: bandwidth %s", pod.Name, got)
		}
		for h, want := range map[Handle]string{facts.IPv6.Rows[0].At: pod.IPs[1].String(), facts.IPv6.Rows[0].ID: fmt.Sprint("ipv6-", i), facts.IPv6.Rows[0].Gateway: "ipv6gw-1"} {
			if e, ok := c.Entity(h); !ok || e.Name != want {
				t.Fatalf("%s of %s is %q, want %q", h, pod.Name, e.Name, want)
			}
		}
	}
	if len(records) != 2 {
		t.Errorf("%d pods have %d records, want 2", len(n.Pods), len(records))
	}
}

func TestWhatTellsAnIPv6Address(t *testing.T) {
	four, six, node6 := addrOf("10.2.1.0"), addrOf("2408:1:0:2::1"), addrOf("2408:1:0:1::5")
	primary := func(n *model.Network, six []model.Address) {
		n.ENIs = append(n.ENIs, &model.ENI{ID: "eni-0", VPC: "vpc", VSwitch: "vsw-node", Type: "Primary", Instance: "i-1", Primary: addrOf("10.1.0.5"), IPv6: six})
	}
	host := func(n *model.Network, ips ...netip.Addr) {
		n.Pods[0].HostNetwork, n.Pods[0].NodeName, n.Pods[0].IPs = true, "node", ips
		n.Nodes = []*model.Node{{Name: "node", Instance: "i-1", InternalIP: addrOf("10.1.0.5")}}
	}
	for name, test := range map[string]struct {
		change  func(n *model.Network)
		part    int
		want    Match
		address string
	}{
		"status":                         {func(*model.Network) {}, podPart, Yes, six.String()},
		"status with IPv4 alone":         {func(n *model.Network) { n.Pods[0].IPs = n.Pods[0].IPs[:1] }, podPart, No, ""},
		"podIP alone":                    {func(n *model.Network) { n.Pods[0].IPs, n.Pods[0].AllIPs = n.Pods[0].IPs[:1], false }, podPart, Maybe, ""},
		"IPv6 comes first":               {func(n *model.Network) { n.Pods[0].IPs = []netip.Addr{six, four} }, podPart, Yes, six.String()},
		"node":                           {func(n *model.Network) { host(n, addrOf("10.1.0.5")); n.Nodes[0].InternalIPv6 = node6 }, nodePart, Yes, node6.String()},
		"pod on the network of its node": {func(n *model.Network) { host(n, addrOf("10.1.0.5"), node6) }, nodePart, Yes, node6.String()},
		"primary ENI":                    {func(n *model.Network) { host(n, addrOf("10.1.0.5")); primary(n, []model.Address{{Addr: node6}}) }, nodePart, Yes, node6.String()},
		"primary ENI without one":        {func(n *model.Network) { host(n, addrOf("10.1.0.5")); primary(n, []model.Address{}) }, nodePart, No, ""},
		"primary ENI that does not say":  {func(n *model.Network) { host(n, addrOf("10.1.0.5")); primary(n, nil) }, nodePart, Maybe, ""},
		"primary ENI with two": {func(n *model.Network) {
			host(n, addrOf("10.1.0.5"))
			primary(n, []model.Address{{Addr: node6}, {Addr: node6.Next()}})
		}, nodePart, Maybe, ""},
	} {
		n := sixWorld(1)
		test.change(n)
		facts, c := exitOfPod(t, New(n, Options{}), n.Pods[0], internet6(), test.part)
		address, _ := c.Entity(map[int]Handle{podPart: PodAddressHandle, nodePart: NodeAddressHandle}[test.part])
		if facts.IPv6.Assigned != test.want || facts.Single != (test.want == Yes) || test.address != "" && address.Name != test.address {
			t.Errorf("%s: %s, single %t, %s", name, facts.IPv6.Assigned, facts.Single, address.Name)
		}
	}
}

func TestIPv6OfPodsToCome(t *testing.T) {
	for name, test := range map[string]struct {
		change func(n *model.Network)
		want   Match
	}{
		"vSwitch with a range":    {func(*model.Network) {}, Yes},
		"vSwitch without":         {func(n *model.Network) { n.VSwitches[1].IPv6CIDR, n.VSwitches[1].WithoutIPv6 = model.Prefix{}, true }, No},
		"vSwitch that says none":  {func(n *model.Network) { n.VSwitches[1].IPv6CIDR = model.Prefix{} }, Maybe},
		"vSwitch that is not out": {func(n *model.Network) { n.VSwitches = nil }, Maybe},
		"no vSwitch":              {func(n *model.Network) { n.Cluster.PodVSwitches = nil }, Maybe},
	} {
		n := sixWorld(0)
		n.Cluster.PodVSwitches = []model.Named{{ID: "vsw-pod"}}
		test.change(n)
		c := New(n, Options{}).Flow(Source{Workload: &model.Workload{Kind: "Deployment", Name: "later"}}, internet6(), "ipv6").Replicas[0][0]
		var facts ExitFacts
		if err := json.Unmarshal(c.Parts[podPart].JSON, &facts); err != nil {
			t.Fatal(err)
		}
		if facts.IPv6.Assigned != test.want || facts.Single {
			t.Errorf("%s: %s", name, facts.IPv6.Assigned)
		}
	}
}

func TestFactsOfTheIPv6Gateway(t *testing.T) {
	n := sixWorld(1)
	n.RouteTables[1].Routes = append(n.RouteTables[1].Routes, routesOf("2000::/3 IPv6Gateway ipv6gw-2", "2400::/12 IPv6Gateway ipv6gw-9")...)
	facts, c := exitOfPod(t, New(n, Options{}), n.Pods[0], addressTarget("2400:3200::1"), podPart)
	var got []string
	for _, g := range facts.IPv6.Routed {
		hop, _ := c.Entity(g.Hop)
		got = append(got, fmt.Sprint(hop.Name, " ", g.Found, " ", g.VPC, " ", g.Status, " ", g.Business))
	}
	same(t, "routed", got, []string{"ipv6gw-9 false unknown  ", "ipv6gw-2 true other deleting ", "ipv6gw-1 true same available normal"})
	if own, _ := c.Entity(facts.IPv6.Present[0]); len(facts.IPv6.Present) != 1 || own.Name != "ipv6gw-1" || !facts.IPv6.VPCKnown {
		t.Errorf("got %+v", facts.IPv6)
	}
}

func TestRowsOfPrefixes(t *testing.T) {
	x := newOwnerIndex(&model.Network{
		IPv6Addresses: []*model.IPv6Address{
			{ID: "prefix", VPC: "vpc", Range: model.ParsePrefix("2408:1:0:2::/80")}, {ID: "own", VPC: "vpc", Range: model.ParsePrefix("2408:1:0:2::7")},
			{ID: "other", VPC: "vpc-other", Range: model.ParsePrefix("2408:1:0:3::/80")}, {ID: "broken"},
		},
		Cluster: model.Cluster{VPC: model.Fact{Value: "vpc"}},
	})
	for text, want := range map[string]string{"2408:1:0:2::7": "own", "2408:1:0:2::8": "prefix", "2408:1:0:2:1::8": "", "2408:1:0:3::8": ""} {
		got := ""
		if row := x.rows.of(addrOf(text)); row.IPv6Address != nil {
			got = row.ID
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// A table whose export has system routes of IPv4 alone has those of IPv6 all the same.
func TestLocalRoutesByFamily(t *testing.T) {
	n := sixWorld(1)
	local := routesOf("10.1.0.0/16 local -", "10.2.0.0/16 local -")
	n.RouteTables[1].Routes = append(n.RouteTables[1].Routes, local...)
	v := viewExit(n, podIdentity(n), addressTarget("2408:1:0:1::9"))
	same(t, "IPv6", v.covering(), []string{"local route of vsw-node 64 yes available local:local", "route ::/0 0 yes available ipv6gateway:ipv6gw-1"})
	same(t, "IPv4", len(viewExit(n, podIdentity(n), addressTarget("10.1.0.9")).covering()), 2)
}
