package facts

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// podRoutes is the world with other routes in the table of the pods, beside the system's own.
func podRoutes(texts ...string) *model.Network {
	n := exitWorld()
	n.RouteTables[1].Routes = routesOf(append(texts, "100.64.0.0/10 service -")...)
	return n
}

func TestRoutesThatCoverTheTarget(t *testing.T) {
	host := Target{Kind: "host", Addr: addrOf("8.8.8.8"), Uncertain: true}
	within := func(text string) Target { return Target{Kind: "rds", Within: netip.MustParsePrefix(text)} }
	unknown := Target{Kind: "mongodb"}
	zero, narrow := "route 0.0.0.0/0 0 yes available natgateway:ngw-1", "47.0.0.0/8 Instance i-9"
	nat := "0.0.0.0/0 NatGateway ngw-1"
	for name, c := range map[string]struct {
		routes []string
		target Target
		want   []string
	}{
		"longest first":                        {[]string{nat, "8.0.0.0/8 Instance i-9", "8.8.8.8/32 VpnGateway v-1", "9.0.0.0/8 local -"}, addressTarget("8.8.8.8"), []string{"route 8.8.8.8/32 32 yes available vpngateway:v-1", "route 8.0.0.0/8 8 yes available instance:i-9", zero}},
		"any public address":                   {[]string{nat, narrow}, internetTarget(), []string{zero}},
		"some public addresses are not all":    {[]string{narrow, "8.0.0.0/8 NatGateway ngw-1"}, internetTarget(), []string{}},
		"two halves that lead to the same":     {[]string{"0.0.0.0/1 NatGateway ngw-1", "128.0.0.0/1 NatGateway ngw-1"}, internetTarget(), []string{"route 0.0.0.0/1 1 yes available natgateway:ngw-1", "route 128.0.0.0/1 1 yes available natgateway:ngw-1"}},
		"two halves that do not":               {[]string{"0.0.0.0/1 NatGateway ngw-1", "128.0.0.0/1 Instance i-9"}, internetTarget(), []string{"route 0.0.0.0/1 1 maybe available natgateway:ngw-1", "route 128.0.0.0/1 1 maybe available instance:i-9"}},
		"one public address, not known":        {[]string{nat, narrow, "10.9.0.0/16 Instance i-8"}, host, []string{"route 47.0.0.0/8 8 maybe available instance:i-9", zero}},
		"range that is known":                  {[]string{nat, "10.3.0.0/16 Instance i-9", "10.3.1.0/25 Instance i-8", "10.4.0.0/16 Instance i-7"}, within("10.3.1.0/24"), []string{"route 10.3.1.0/25 25 maybe available instance:i-8", "route 10.3.0.0/16 16 yes available instance:i-9", zero}},
		"address before its range":             {[]string{"10.3.1.0/25 Instance i-8"}, Target{Kind: "rds", Addr: addrOf("10.3.1.200"), Within: netip.MustParsePrefix("10.3.1.0/24")}, []string{}},
		"nothing known":                        {[]string{nat, "10.3.0.0/16 Instance i-9"}, unknown, []string{"route 10.3.0.0/16 16 maybe available instance:i-9", "route 100.64.0.0/10 10 maybe available service:service", zero}},
		"hops that are equal, and disabled":    {[]string{"0.0.0.0/0 RouterInterface ri-2! RouterInterface ri-1"}, internetTarget(), []string{"route 0.0.0.0/0 0 yes available routerinterface:ri-1 routerinterface:ri-2!"}},
		"IPv6":                                 {[]string{nat, "::/0 IPv6Gateway ipv6gw-1"}, Target{Kind: "internet6", Addr: addrOf("2400::1"), Uncertain: true}, []string{"route ::/0 0 yes available ipv6gateway:ipv6gw-1"}},
		"all public IPv6":                      {[]string{"2000::/3 IPv6Gateway ipv6gw-1"}, Target{Kind: "internet6", Addr: addrOf("2400::1"), Uncertain: true}, []string{"route 2000::/3 3 yes available ipv6gateway:ipv6gw-1"}},
		"host bits":                            {[]string{"8.8.8.8/16 Instance i-9"}, addressTarget("8.8.1.1"), []string{"route 8.8.8.8/16 16 yes available instance:i-9"}},
		"a list that is not exported":          {[]string{nat, "pl-2 Instance i-9"}, addressTarget("8.8.8.8"), []string{"route pl-2 32 maybe available instance:i-9", zero}},
		"a list that is not, for any address":  {[]string{nat, "pl-2 Instance i-9"}, internetTarget(), []string{zero}},
		"a list that is not, and nothing else": {[]string{"pl-2 Instance i-9"}, internetTarget(), []string{"route pl-2 32 maybe available instance:i-9"}},
		"a list of the other family":           {[]string{nat, "pl-6 Instance i-9"}, addressTarget("8.8.8.8"), []string{zero}},
		"longest entry of a list":              {[]string{"pl-1 Instance i-9"}, addressTarget("8.8.8.8"), []string{"route pl-1 24 yes available instance:i-9"}},
		"a list that does not hold it":         {[]string{"pl-1 Instance i-9"}, addressTarget("9.9.9.9"), []string{}},
		"a list may hold it":                   {[]string{"pl-1 Instance i-9"}, host, []string{"route pl-1 24 maybe available instance:i-9"}},
	} {
		n := podRoutes(c.routes...)
		n.PrefixLists = []*model.PrefixList{{ID: "pl-1", Entries: prefixesOf("8.0.0.0/8", "8.8.8.0/24")}, {ID: "pl-6", Family: "IPv6"}}
		setExport(n, "vpc:GetVpcPrefixListEntries pl-1", model.Complete)
		same(t, name, viewExit(n, podIdentity(n), c.target).covering(), c.want)
	}
}

func TestRangesOfTheVPCAreNoneOfTheInternet(t *testing.T) {
	n := podRoutes("0.0.0.0/1 NatGateway ngw-1", "128.1.0.0/16 Instance i-1")
	n.VPCs[0].UserCIDRs = prefixesOf("128.0.0.0/1")
	same(t, "the rest", viewExit(n, podIdentity(n), internetTarget()).covering(), []string{"route 0.0.0.0/1 1 yes available natgateway:ngw-1"})
}

func TestListOfPrefixListsMayHaveTheEntries(t *testing.T) {
	n := podRoutes("pl-1 Instance i-9")
	n.PrefixLists = []*model.PrefixList{{ID: "pl-1", Entries: prefixesOf("8.0.0.0/8")}}
	same(t, "not whole", viewExit(n, podIdentity(n), addressTarget("9.9.9.9")).covering(), []string{"route pl-1 32 maybe available instance:i-9"})
	setExport(n, "vpc:ListPrefixLists", model.Complete)
	same(t, "whole", viewExit(n, podIdentity(n), addressTarget("9.9.9.9")).covering(), []string{})
}

func TestRoutesOfEqualLengthPutTheWrittenFirst(t *testing.T) {
	n := podRoutes("9.0.0.0/8 Attachment a-1", "9.0.0.0/8 Instance z-1")
	n.RouteTables[1].Routes[0].Type = "CEN"
	want := []string{"route 9.0.0.0/8 8 yes available instance:z-1", "route 9.0.0.0/8 8 yes available attachment:a-1"}
	same(t, "covering", viewExit(n, podIdentity(n), addressTarget("9.9.9.9")).covering(), want)
}

func TestTablesWithoutSystemEntriesHaveThem(t *testing.T) {
	n := exitWorld()
	v := viewExit(n, podIdentity(n), addressTarget("10.1.9.9"))
	same(t, "neighbour", v.covering(), []string{"local route of vsw-node 16 yes available local:local", "route 0.0.0.0/0 0 yes available natgateway:ngw-1"})
	if e := v.table.entities[1]; e.Ref.Pointer != "/node/CidrBlock" {
		t.Errorf("the local route is at %v", e)
	}
	v = viewExit(n, podIdentity(n), addressTarget("10.7.9.9"))
	same(t, "of another VPC", v.covering(), []string{"route 0.0.0.0/0 0 yes available natgateway:ngw-1"})
	n.RouteTables[1].VPC = ""
	v = viewExit(n, podIdentity(n), addressTarget("10.1.9.9"))
	same(t, "the older answer has no VPC", v.covering()[0], "local route of vsw-node 16 yes available local:local")
	v = viewExit(n, podIdentity(n), addressTarget("100.100.2.136"))
	same(t, "service", v.covering(), []string{"system route 100.64.0.0/10 10 yes available service:service", "route 0.0.0.0/0 0 yes available natgateway:ngw-1"})
	n.RouteTables[1].Routes = append(n.RouteTables[1].Routes, model.Route{Destination: model.ParsePrefix("10.2.0.0/16"), Type: "System"})
	v = viewExit(n, podIdentity(n), addressTarget("10.2.9.9"))
	same(t, "system entry without hops", v.covering(), []string{"route 10.2.0.0/16 16 yes  local:local", "route 0.0.0.0/0 0 yes available natgateway:ngw-1"})
	n.RouteTables[1].Routes = append(n.RouteTables[1].Routes, model.Route{Destination: model.ParsePrefix("100.64.0.0/10"), Type: "System"})
	v = viewExit(n, podIdentity(n), addressTarget("100.64.0.1"))
	same(t, "service without hops", v.covering()[0], "route 100.64.0.0/10 10 yes  service:service")
	v = viewExit(n, podIdentity(n), addressTarget("10.1.9.9"))
	same(t, "a table with system entries is believed", v.covering(), []string{"route 0.0.0.0/0 0 yes available natgateway:ngw-1"})
}

func TestTableOfTheVSwitch(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(*model.Network)
		table   string
		custom  bool
		missing []string
	}{
		"the vSwitch names it": {func(*model.Network) {}, "vtb-pod", true, nil},
		"it lists the vSwitch": {func(n *model.Network) { n.VSwitches[1].RouteTable = "" }, "vtb-pod", true, nil},
		"the rest are of the system's": {func(n *model.Network) {
			n.VSwitches[1].RouteTable, n.RouteTables[1].VSwitches = "", nil
		}, "vtb-sys", false, nil},
		"unless tables may be missing": {func(n *model.Network) {
			n.VSwitches[1].RouteTable, n.RouteTables[1].VSwitches = "", nil
			setExport(n, "vpc:DescribeRouteTableList", model.Partial)
		}, "", false, []string{"DescribeRouteTableList"}},
		"tables of gateways do not count": {func(n *model.Network) {
			n.VSwitches[1].RouteTable, n.RouteTables[1].AssociateType = "", "Gateway"
		}, "vtb-sys", false, nil},
		"its entries are absent": {func(n *model.Network) {
			setExport(n, "vpc:DescribeRouteEntryList vtb-pod", model.Absent)
		}, "vtb-pod", true, []string{"DescribeRouteEntryList vtb-pod"}},
		"the older answer has them": {func(n *model.Network) {
			setExport(n, "vpc:DescribeRouteEntryList vtb-pod", model.Absent)
			setExport(n, "vpc:DescribeRouteTables vtb-pod", model.Complete)
		}, "vtb-pod", true, nil},
		"nothing about tables": {func(n *model.Network) {
			n.VSwitches[1].RouteTable, n.RouteTables = "", nil
		}, "", false, []string{"DescribeRouteTableList"}},
	} {
		n := exitWorld()
		c.change(n)
		v := viewExit(n, podIdentity(n), internetTarget())
		same(t, name, v.table.nameOf(v.Route.Table), c.table)
		same(t, name, v.missing(v.Route.Missing), append([]string{}, c.missing...))
		if v.Route.Custom != c.custom || (v.Route.Evidence == model.Complete) != (len(c.missing) == 0) {
			t.Errorf("%s: %+v", name, v.Route)
		}
	}
}

func TestLocalRoutesMayBeMissingWhenVSwitchesAre(t *testing.T) {
	n := exitWorld()
	setExport(n, "vpc:DescribeVSwitches", model.Partial)
	none := &model.Network{VSwitches: n.VSwitches, RouteTables: n.RouteTables, Exports: n.Exports}
	for name, c := range map[string]struct {
		network *model.Network
		target  Target
		want    []string
	}{
		"in the VPC":                   {n, addressTarget("10.9.0.1"), []string{"DescribeVSwitches"}},
		"outside the VPC":              {n, addressTarget("192.168.0.1"), nil},
		"public":                       {n, addressTarget("8.8.8.8"), nil},
		"any public":                   {n, internetTarget(), nil},
		"nothing known":                {n, Target{Kind: "mongodb"}, []string{"DescribeVSwitches"}},
		"private, VPC not exported":    {none, addressTarget("192.168.0.1"), []string{"DescribeVSwitches"}},
		"public, VPC not exported":     {none, addressTarget("8.8.8.8"), nil},
		"IPv6 of a VPC not exported":   {none, addressTarget("2400::1"), []string{"DescribeVSwitches"}},
		"any public, VPC not exported": {none, internetTarget(), nil},
	} {
		v := viewExit(c.network, podIdentity(n), c.target)
		same(t, name, v.Route.Evidence, map[bool]model.Evidence{true: model.Complete, false: model.Partial}[c.want == nil])
		same(t, name, v.missing(v.Route.Missing), append([]string{}, c.want...))
	}
}

func TestIdentityWithoutVSwitchHasNoRoutes(t *testing.T) {
	n := exitWorld()
	v := viewExit(n, Identity{}, internetTarget())
	if v.Route.Evidence != model.Absent || v.Route.Covering == nil || len(v.Route.Covering) > 0 || len(v.Route.Missing) > 0 {
		t.Errorf("%+v", v.Route)
	}
}

func TestIPv4Gateway(t *testing.T) {
	const on = "0.0.0.0/0 Ipv4Gateway ipv4gw-1"
	for name, c := range map[string]struct {
		routes         []string // of the gateway's own vSwitch
		evidence       model.Evidence
		leads, certain bool
	}{
		"leads on":                {[]string{on}, model.Complete, true, true},
		"leads nowhere":           {nil, model.Complete, false, true},
		"leads to another":        {[]string{"0.0.0.0/0 Ipv4Gateway ipv4gw-2"}, model.Complete, false, true},
		"may lead elsewhere":      {[]string{on, "pl-1 Instance i-1"}, model.Complete, true, true},
		"truncated":               {[]string{on}, model.Partial, false, false},
		"not exported":            {nil, model.Absent, false, false},
		"to an instance":          {[]string{"0.0.0.0/0 Instance i-1"}, model.Complete, false, true},
		"the hop is disabled":     {[]string{"0.0.0.0/0 Ipv4Gateway ipv4gw-1!"}, model.Complete, false, true},
		"halves with other hops":  {[]string{"0.0.0.0/1 Ipv4Gateway ipv4gw-1", "128.0.0.0/1 Instance i-1"}, model.Complete, false, false},
		"halves with the gateway": {[]string{"0.0.0.0/1 Ipv4Gateway ipv4gw-1", "128.0.0.0/1 Ipv4Gateway ipv4gw-1"}, model.Complete, true, true},
	} {
		n := exitWorld()
		n.IPv4Gateways = []*model.IPv4Gateway{{ID: "ipv4gw-0", VPC: "vpc-other"}, {ID: "ipv4gw-1", VPC: "vpc", Enabled: true}}
		n.RouteTables[0].Routes = routesOf(c.routes...)
		setExport(n, "vpc:DescribeRouteEntryList vtb-sys", c.evidence)
		v := viewExit(n, podIdentity(n), internetTarget())
		want := IPv4GatewayFacts{Evidence: model.Complete, Present: true, Enabled: true, At: v.Gateway.At, NATRoute: c.leads, NATRouteKnown: c.certain, NATTable: v.Gateway.NATTable, NATVSwitch: v.Gateway.NATVSwitch, VPC: v.Gateway.VPC}
		if v.Gateway != want || v.table.nameOf(v.Gateway.At) != "ipv4gw-1" || v.table.nameOf(v.Gateway.NATTable) != "vtb-sys" {
			t.Errorf("%s: %+v", name, v.Gateway)
		}
		occupied := len(c.routes) > 0 && strings.HasPrefix(c.routes[0], "0.0.0.0/0 ")
		if got := v.Gateway.NATVSwitch != "" && v.table.nameOf(v.Gateway.VPC) == "vpc"; got != occupied {
			t.Errorf("%s: the table has a default route: %v", name, got)
		}
	}
}

func TestGatewaysThatAreAskedForTheIPv4Gateway(t *testing.T) {
	const pod, on = "0.0.0.0/0 NatGateway ngw-1", "0.0.0.0/0 Ipv4Gateway ipv4gw-1"
	for name, c := range map[string]struct {
		pod, nat []string
		target   Target
		status   string
		leads    Match
	}{
		"the hop of the route":   {[]string{pod}, []string{on}, internetTarget(), "Available", Yes},
		"no NAT gateway":         {[]string{"0.0.0.0/0 Instance i-1"}, []string{on}, internetTarget(), "Available", Maybe},
		"one that is not known":  {[]string{"0.0.0.0/0 NatGateway ngw-9"}, []string{on}, internetTarget(), "Available", Maybe},
		"one of two":             {[]string{pod + " NatGateway ngw-9"}, []string{on}, internetTarget(), "Available", Maybe},
		"the other is disabled":  {[]string{pod + " NatGateway ngw-9!"}, []string{on}, internetTarget(), "Available", Yes},
		"only the longest route": {[]string{"8.0.0.0/8 NatGateway ngw-1", "0.0.0.0/0 NatGateway ngw-9"}, []string{on}, addressTarget("8.8.8.8"), "Available", Yes},
		"a route that may serve": {[]string{pod}, []string{"8.0.0.0/8 Ipv4Gateway ipv4gw-1"}, Target{Kind: "host", Addr: addrOf("8.8.8.8"), Uncertain: true}, "Available", Maybe},
		"a route in the making":  {[]string{pod}, []string{on}, internetTarget(), "Pending", Maybe},
	} {
		n := exitWorld()
		n.IPv4Gateways = []*model.IPv4Gateway{{ID: "ipv4gw-1", VPC: "vpc", Enabled: true}}
		n.RouteTables[1].Routes, n.RouteTables[0].Routes = routesOf(c.pod...), routesOf(c.nat...)
		n.RouteTables[0].Routes[0].Status = c.status
		v := viewExit(n, podIdentity(n), c.target)
		if v.Gateway.NATRoute != (c.leads == Yes) || v.Gateway.NATRouteKnown != (c.leads != Maybe) {
			t.Errorf("%s: %+v", name, v.Gateway)
		}
	}
}

func TestIPv4GatewayThatOnlyTheVPCNames(t *testing.T) {
	n := exitWorld()
	if v := viewExit(n, podIdentity(n), internetTarget()); v.Gateway != (IPv4GatewayFacts{Evidence: model.Complete}) {
		t.Errorf("none: %+v", v.Gateway)
	}
	n.VPCs[0].IPv4Gateway = "ipv4gw-1"
	setExport(n, "vpc:ListIpv4Gateways", model.Absent)
	v := viewExit(n, podIdentity(n), internetTarget())
	if v.Gateway != (IPv4GatewayFacts{Evidence: model.Absent, Present: true, At: v.Gateway.At}) || v.Gateway.At == "" {
		t.Errorf("%+v", v.Gateway)
	}
}
