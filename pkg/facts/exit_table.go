package facts

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/egresslint/egresslint/pkg/model"
)

// exitTable is a route table of vSwitches. One without id is what is certain of every table of a VPC.
type exitTable struct {
	id          string
	ref         model.Ref
	vpc         string
	custom      bool
	evidence    model.Evidence
	synthesised [2]bool  // by family: the export has no system entries, and the local routes come from the vSwitches
	lacking     []string // prefix lists whose entries are not all there
	routes      []*exitRoute
	ranges      exitRanges[*exitRange]
	unlisted    []*exitRange // of prefix lists whose entries are not all there
	spaces      [2]exitSpace // IPv4, IPv6
}

// exitRoute is one route.
type exitRoute struct {
	name   string
	ref    model.Ref
	status string
	late   bool // learned, not written: it yields to a written one
	list   string
	hops   []model.NextHop
	ranges []*exitRange
}

// exitRange is one destination of a route: routes to a prefix list have several.
type exitRange struct {
	route  *exitRoute
	prefix netip.Prefix // invalid for the entries of a prefix list that are not known
	family string       // of those: ipv4, ipv6, "" when nothing tells
	bits   int
	order  int // in the table; longest prefix first
}

// addTables finds the table of every vSwitch and compiles the tables. Tables of gateways route what comes in.
func (x *exitIndex) addTables() {
	x.tables, x.bare, x.tableOf = map[string]*exitTable{}, map[string]*exitTable{}, map[string]*exitTable{}
	written := map[string]*model.RouteTable{}
	for _, table := range x.network.RouteTables {
		if !foldedIs(table.AssociateType, "gateway") {
			written[table.ID] = table
		}
	}
	places := x.tableIDs(written)
	for id, table := range written {
		x.tables[id] = x.compileTable(id, table, table.VPC)
	}
	for _, vswitch := range sortedKeys(places) {
		id, vpc := places[vswitch], ""
		if v := x.vswitches[vswitch]; v != nil {
			vpc = v.VPC
		}
		if known := x.tables[id]; known == nil || known.vpc == "" && vpc != "" {
			x.tables[id] = x.compileTable(id, written[id], vpc)
		}
		x.tableOf[vswitch] = x.tables[id]
	}
	for _, vswitch := range x.network.VSwitches {
		if x.bare[vswitch.VPC] == nil {
			x.bare[vswitch.VPC] = x.compileTable("", nil, vswitch.VPC)
		}
	}
}

// tableIDs returns the table of each vSwitch: the one that it names, else the one that lists it, else the system table,
// which has the vSwitches of no other. https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview
func (x *exitIndex) tableIDs(written map[string]*model.RouteTable) map[string]string {
	places, system := map[string]string{}, map[string][]string{}
	for _, id := range sortedKeys(written) {
		table := written[id]
		if foldedIs(table.Type, "system") {
			system[table.VPC] = append(system[table.VPC], id)
		}
		for _, vswitch := range table.VSwitches {
			places[vswitch] = id
		}
	}
	whole := x.known("vpc:DescribeRouteTableList", "") == model.Complete || x.known("vpc:DescribeRouteTables", "") == model.Complete
	for id, vswitch := range x.vswitches {
		switch {
		case vswitch.RouteTable != "":
			places[id] = vswitch.RouteTable
		case places[id] == "" && whole && vswitch.VPC != "" && len(system[vswitch.VPC]) == 1:
			places[id] = system[vswitch.VPC][0]
		}
	}
	return places
}

func (x *exitIndex) compileTable(id string, written *model.RouteTable, vpc string) *exitTable {
	t := &exitTable{id: id, vpc: vpc, evidence: x.routeEvidence(id), synthesised: [2]bool{true, true}}
	if written != nil {
		t.ref, t.custom = written.Ref.At("/RouteTableId"), foldedIs(written.Type, "custom")
		for i := range written.Routes {
			t.add(x.writtenRoute(t, &written.Routes[i]))
			if v6 := space(written.Routes[i].Destination.Addr().Is6()); isSystem(&written.Routes[i]) {
				t.synthesised[v6] = false
			}
		}
	}
	x.addSystemRoutes(t)
	t.order()
	for i := range t.spaces {
		t.spaces[i] = x.space(t, i == 1)
	}
	slices.Sort(t.lacking)
	t.lacking = slices.Compact(t.lacking)
	return t
}

// routeEvidence is how complete the routes of a table are. Those of DescribeRouteTables count where there are no others.
func (x *exitIndex) routeEvidence(id string) model.Evidence {
	if id == "" {
		return model.Absent
	}
	if e := x.known("vpc:DescribeRouteEntryList", id); e != model.Absent {
		return e
	}
	return x.known("vpc:DescribeRouteTables", id)
}

func isSystem(r *model.Route) bool {
	return foldedIs(r.Type, "system") || slices.ContainsFunc(r.NextHops, func(h model.NextHop) bool {
		return foldedIs(h.Type, "local") || foldedIs(h.Type, "service")
	})
}

func (t *exitTable) add(r *exitRoute) {
	t.routes = append(t.routes, r)
	for _, destination := range r.ranges {
		destination.route = r
		if destination.prefix.IsValid() {
			t.ranges.add(destination.prefix, destination)
		} else {
			t.unlisted = append(t.unlisted, destination)
		}
	}
}

func (x *exitIndex) writtenRoute(t *exitTable, written *model.Route) *exitRoute {
	r := &exitRoute{
		name:   "route " + cmp.Or(written.PrefixList, written.Destination.Text) + " of " + t.id,
		ref:    written.Ref.At("/DestinationCidrBlock"),
		status: lower(written.Status),
		late:   foldedIs(written.Type, "bgp") || foldedIs(written.Type, "cen") || foldedIs(written.Type, "ecr"),
		list:   written.PrefixList,
		hops:   hopsOf(written),
	}
	if written.Destination.IsValid() {
		prefix := unmapped(written.Destination.Prefix)
		r.ranges = []*exitRange{{prefix: prefix, bits: prefix.Bits()}}
	} else if written.PrefixList != "" {
		x.addList(t, r)
	}
	return r
}

// hopsOf returns the next hops in an order that no order of rows changes. System routes may be answered without any.
func hopsOf(written *model.Route) []model.NextHop {
	hops := slices.Clone(written.NextHops)
	slices.SortStableFunc(hops, func(a, b model.NextHop) int {
		return cmp.Or(cmp.Compare(lower(a.Type), lower(b.Type)), cmp.Compare(a.ID, b.ID))
	})
	if len(hops) > 0 || !foldedIs(written.Type, "system") {
		return hops
	}
	kind := "local"
	if written.Destination.Prefix == servicePrefix() {
		kind = "service"
	}
	return []model.NextHop{{Ref: written.Ref.At("/DestinationCidrBlock"), Type: kind}}
}

// servicePrefix is where the cloud's own services are. https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview
func servicePrefix() netip.Prefix { return netip.MustParsePrefix("100.64.0.0/10") }

// addList gives a route the ranges of its prefix list, and one that is not known when entries may be missing.
func (x *exitIndex) addList(t *exitTable, r *exitRoute) {
	list := &model.PrefixList{}
	for _, known := range x.network.PrefixLists {
		if known.ID == r.list {
			list = known
		}
	}
	evidence := x.known("vpc:GetVpcPrefixListEntries", r.list)
	if evidence == model.Absent && len(list.Entries) > 0 {
		evidence = x.known("vpc:ListPrefixLists", "")
	}
	for _, entry := range list.Entries {
		if entry.IsValid() {
			prefix := unmapped(entry.Prefix)
			r.ranges = append(r.ranges, &exitRange{prefix: prefix, bits: prefix.Bits()})
		}
	}
	if evidence != model.Complete {
		// Whatever it holds may be as long as can be, so it comes before all others.
		r.ranges = append(r.ranges, &exitRange{bits: 128, family: lower(list.Family)})
		t.lacking = append(t.lacking, r.list)
	}
}

// space is the index of a family in what a table has of each.
func space(v6 bool) int {
	if v6 {
		return 1
	}
	return 0
}

// addSystemRoutes adds what every table has and the export does not show: a route to each vSwitch of the VPC, and one to
// the cloud's own services, which nobody can delete or replace.
func (x *exitIndex) addSystemRoutes(t *exitTable) {
	add := func(name string, ref model.Ref, kind string, prefix netip.Prefix) {
		t.add(&exitRoute{
			name: name, ref: ref, status: "available", hops: []model.NextHop{{Ref: ref, Type: kind}},
			ranges: []*exitRange{{prefix: prefix, bits: prefix.Bits()}},
		})
	}
	if !t.lists(servicePrefix()) {
		add("system route "+servicePrefix().String(), model.Ref{}, "service", servicePrefix())
	}
	for _, id := range sortedKeys(x.vswitches) {
		vswitch := x.vswitches[id]
		if t.vpc == "" || vswitch.VPC != t.vpc {
			continue
		}
		if vswitch.CIDR.IsValid() && t.synthesised[0] {
			add("local route of "+id, vswitch.Ref.At("/CidrBlock"), "local", unmapped(vswitch.CIDR.Prefix))
		}
		if vswitch.IPv6CIDR.IsValid() && t.synthesised[1] {
			add("local route of "+id, vswitch.Ref.At("/Ipv6CidrBlock"), "local", unmapped(vswitch.IPv6CIDR.Prefix))
		}
	}
}

// lists tells whether a route is for just this range.
func (t *exitTable) lists(prefix netip.Prefix) bool {
	return slices.ContainsFunc(t.routes, func(r *exitRoute) bool {
		return slices.ContainsFunc(r.ranges, func(known *exitRange) bool { return known.prefix == prefix })
	})
}

// order numbers the destinations: the longest first, written before learned, and what is left by their texts.
func (t *exitTable) order() {
	var all []*exitRange
	for _, r := range t.routes {
		all = append(all, r.ranges...)
	}
	slices.SortStableFunc(all, func(a, b *exitRange) int {
		return cmp.Or(cmp.Compare(b.bits, a.bits), compareBools(a.route.late, b.route.late), a.prefix.Addr().Compare(b.prefix.Addr()),
			cmp.Compare(a.route.list, b.route.list), cmp.Compare(a.route.status, b.route.status), cmp.Compare(a.route.lead(), b.route.lead()))
	})
	for i, r := range all {
		r.order = i
	}
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// lead says where a route leads to.
func (r *exitRoute) lead() string {
	var b strings.Builder
	for _, hop := range r.hops {
		fmt.Fprintln(&b, lower(hop.Type), hop.ID, hop.Disabled)
	}
	return b.String()
}

// space looks at the routes of a family as routes to the internet.
func (x *exitIndex) space(t *exitTable, v6 bool) exitSpace {
	space := exitSpace{union: No}
	var left netipx.IPSetBuilder
	left.AddSet(x.public)
	left.RemovePrefix(everyAddress(!v6))
	if own := x.inside[t.vpc]; own != nil {
		left.RemoveSet(own)
	}
	t.ranges.every(v6, func(r *exitRange, _ Match) {
		switch {
		case r.prefix.Bits() == 0 || v6 && r.prefix.Contains(netip.MustParseAddr("2000::")) && r.prefix.Bits() <= 3:
			space.whole = append(space.whole, r)
		case x.holdsPublic(r.prefix, t.vpc):
			space.parts = append(space.parts, r)
			left.RemovePrefix(r.prefix)
		}
	})
	// Every prefix is valid, so there is no error.
	if rest, _ := left.IPSet(); len(rest.Ranges()) == 0 && len(space.whole) == 0 {
		space.union = Yes
		for _, r := range space.parts {
			if r.route.lead() != space.parts[0].route.lead() || r.route.status != space.parts[0].route.status {
				space.union = Maybe
			}
		}
	}
	return space
}

func everyAddress(v6 bool) netip.Prefix {
	if v6 {
		return netip.PrefixFrom(netip.IPv6Unspecified(), 0)
	}
	return netip.PrefixFrom(netip.IPv4Unspecified(), 0)
}
