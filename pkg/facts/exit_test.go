package facts

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// exitWorld is a VPC with vSwitches for nodes, pods and data, one NAT gateway, and every export whole.
func exitWorld() *model.Network {
	n := &model.Network{
		VPCs: []*model.VPC{{ID: "vpc", CIDRs: prefixesOf("10.0.0.0/8")}, {ID: "vpc-other", CIDRs: prefixesOf("10.0.0.0/8")}},
		VSwitches: []*model.VSwitch{
			{Ref: model.Ref{Record: 1, Pointer: "/node"}, ID: "vsw-node", VPC: "vpc", CIDR: model.ParsePrefix("10.1.0.0/16"), RouteTable: "vtb-sys"},
			{Ref: model.Ref{Record: 1, Pointer: "/pod"}, ID: "vsw-pod", VPC: "vpc", CIDR: model.ParsePrefix("10.2.0.0/16"), RouteTable: "vtb-pod"},
			{ID: "vsw-other", VPC: "vpc-other", CIDR: model.ParsePrefix("10.7.0.0/16")},
		},
		RouteTables: []*model.RouteTable{
			{ID: "vtb-sys", VPC: "vpc", Type: "System", Routes: routesOf("0.0.0.0/0 NatGateway ngw-1")},
			{ID: "vtb-pod", VPC: "vpc", Type: "Custom", VSwitches: []string{"vsw-pod"}, Routes: routesOf("0.0.0.0/0 NatGateway ngw-1")},
		},
		NATGateways: []*model.NATGateway{{
			ID: "ngw-1", VPC: "vpc", Status: "Available", BusinessStatus: "Normal", NetworkType: "internet", VSwitch: "vsw-node",
			SNATTables: []string{"stb-1"}, ForwardTables: []string{"ftb-1"}, EIPs: []model.NATGatewayIP{{Addr: addrOf("47.0.0.1")}},
		}},
		SNATEntries: []*model.SNATEntry{snatOf("snat-1 ngw-1 10.2.0.0/16 47.0.0.1")},
		EIPs:        []*model.EIP{eipOf("eip-1 47.0.0.1 Nat ngw-1")},
		Instances:   []*model.Instance{{ID: "i-1", VPC: "vpc", VSwitch: "vsw-node", PrivateIPs: []netip.Addr{addrOf("10.1.0.5")}}},
		ENIs: []*model.ENI{{
			ID: "eni-1", VPC: "vpc", VSwitch: "vsw-pod", Type: "Secondary", Instance: "i-1", Primary: addrOf("10.2.0.4"),
			Addresses: []model.Address{{Addr: addrOf("10.2.0.4")}, {Addr: addrOf("10.2.0.5")}},
		}},
	}
	n.Cluster.VPC.Value = "vpc"
	for _, export := range []string{
		"vpc:DescribeVSwitches", "vpc:DescribeNatGateways", "vpc:DescribeEipAddresses", "vpc:ListIpv4Gateways", "vpc:DescribeRouteTableList",
		"vpc:DescribeRouteEntryList vtb-sys", "vpc:DescribeRouteEntryList vtb-pod", "vpc:DescribeSnatTableEntries stb-1", "vpc:DescribeForwardTableEntries ftb-1",
	} {
		setExport(n, export, model.Complete)
	}
	return n
}

func setExport(n *model.Network, text string, evidence model.Evidence) {
	api, owner, _ := strings.Cut(text, " ")
	n.Exports = slices.DeleteFunc(n.Exports, func(e model.Export) bool { return e.API == api && e.Owner == owner })
	if evidence != model.Absent {
		n.Exports = append(n.Exports, model.Export{API: api, Owner: owner, Evidence: evidence, Ref: model.Ref{Record: 9, Pointer: "/" + owner}})
	}
}

func addrOf(text string) netip.Addr {
	if text == "-" {
		return netip.Addr{}
	}
	return netip.MustParseAddr(text)
}

func prefixesOf(texts ...string) []model.Prefix {
	var out []model.Prefix
	for _, text := range texts {
		out = append(out, model.ParsePrefix(text))
	}
	return out
}

// routesOf reads "DESTINATION TYPE ID[!]..."; an exclamation mark is a hop that is disabled.
func routesOf(texts ...string) []model.Route {
	var routes []model.Route
	for i, text := range texts {
		fields := strings.Fields(text)
		route := model.Route{Ref: model.Ref{Record: 2, Pointer: fmt.Sprint("/", i)}, Type: "Custom", Status: "Available"}
		if strings.HasPrefix(fields[0], "pl-") {
			route.PrefixList = fields[0]
		} else {
			route.Destination = model.ParsePrefix(fields[0])
		}
		for j := 1; j+1 < len(fields); j += 2 {
			id, disabled := strings.CutSuffix(fields[j+1], "!")
			route.NextHops = append(route.NextHops, model.NextHop{Type: fields[j], ID: strings.Trim(id, "-"), Disabled: disabled})
		}
		routes = append(routes, route)
	}
	return routes
}

// snatOf reads "ID GATEWAY SOURCE IP..."; a source that is no range is a vSwitch or an ENI.
func snatOf(text string) *model.SNATEntry {
	fields := strings.Fields(text)
	e := &model.SNATEntry{ID: fields[0], Gateway: fields[1], Table: "stb" + strings.TrimPrefix(fields[1], "ngw"), Status: "Available"}
	switch source := fields[2]; {
	case strings.HasPrefix(source, "vsw-"):
		e.SourceVSwitch = source
	case strings.HasPrefix(source, "eni-"):
		e.NetworkInterface = source
	default:
		e.Source = model.ParsePrefix(source)
	}
	for _, ip := range fields[3:] {
		e.IPs = append(e.IPs, addrOf(ip))
	}
	return e
}

// eipOf reads "ID ADDRESS TYPE HOLDER [PRIVATE]".
func eipOf(text string) *model.EIP {
	fields := strings.Fields(text)
	e := &model.EIP{ID: fields[0], Addr: addrOf(fields[1]), InstanceType: fields[2], InstanceID: fields[3], Status: "InUse", BusinessStatus: "Normal", Mode: "NAT"}
	if len(fields) > 4 {
		e.PrivateAddr = addrOf(fields[4])
	}
	return e
}

// podIdentity and nodeIdentity are the two addresses of the world that packets leave with.
func podIdentity(n *model.Network) Identity {
	return Identity{Address: netip.MustParsePrefix("10.2.0.5/32"), ENI: n.ENIs[0], Instance: n.Instances[0], VSwitch: n.VSwitches[1], Groups: []string{"sg-1"}}
}

func nodeIdentity(n *model.Network) Identity {
	return Identity{Address: netip.MustParsePrefix("10.1.0.5/32"), Instance: n.Instances[0], VSwitch: n.VSwitches[0]}
}

func rangeIdentity(n *model.Network) Identity {
	return Identity{Address: netip.MustParsePrefix("10.2.0.0/16"), VSwitch: n.VSwitches[1]}
}

func internetTarget() Target {
	return Target{Kind: "internet", Addr: addrOf("8.8.8.8"), Uncertain: true, Port: 443, Protocol: "tcp"}
}

func addressTarget(text string) Target { return Target{Kind: "ip", Addr: addrOf(text)} }

// exitView is facts with their names.
type exitView struct {
	ExitFacts
	table *table
}

func viewExit(n *model.Network, id Identity, target Target) exitView {
	v := exitView{table: &table{name: "pod"}}
	newExitIndex(n).fill(&v.ExitFacts, v.table, id, target)
	return v
}

func (t *table) nameOf(h Handle) string {
	var i int
	if _, err := fmt.Sscanf(string(h), t.name+"/%d", &i); err != nil {
		return string(h)
	}
	return t.entities[i].Name
}

// covering is "ROUTE BITS MATCH STATUS TYPE:HOP...".
func (v exitView) covering() []string {
	lines := []string{}
	for _, c := range v.Route.Covering {
		line := fmt.Sprint(strings.Split(v.table.nameOf(c.At), " of vtb")[0], " ", c.Bits, " ", c.Match, " ", c.Status)
		for _, hop := range c.Hops {
			line += " " + hop.Type + ":" + v.table.nameOf(hop.At)
			if hop.Disabled {
				line += "!"
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func (v exitView) missing(missing []Missing) []string {
	lines := []string{}
	for _, m := range missing {
		lines = append(lines, strings.TrimSpace(m.Export+" "+v.table.nameOf(m.Of)))
	}
	return lines
}

// entries is "ENTRY@GATEWAY BITS COVERS".
func (v exitView) entries(entries []SNATFacts) []string {
	lines := []string{}
	for _, e := range entries {
		lines = append(lines, fmt.Sprintf("%s@%s %d %s", v.table.nameOf(e.At), v.table.nameOf(e.NAT), e.Bits, e.Covers))
	}
	return lines
}

// lists is "GROUP NETWORK COVERS[ anyone][ hidden]".
func (v exitView) lists(lists []ListFacts) []string {
	lines := []string{}
	for _, l := range lists {
		line := fmt.Sprint(v.table.nameOf(l.At), " ", l.Network, " ", l.Covers)
		if l.Anyone {
			line += " anyone"
		}
		if l.Hidden {
			line += " hidden"
		}
		lines = append(lines, line)
	}
	return lines
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}
