package policy

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
)

func TestRoutesAndSNATAgreeWithOracle(t *testing.T) { tryOracle(t, wayBundle, "route", "nat") }

func FuzzRoutesAndSNATAgreeWithOracle(f *testing.F) { fuzzOracle(f, wayBundle, "route", "nat") }

var wayRanges = []string{"0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.9.0.0/16", "10.9.1.0/24", "10.9.1.7/32", "10.9.1.77/24", "172.16.0.0/12", "203.0.113.0/24", "203.0.113.7/32", "pl-whole", "pl-none"}

var snatRanges = []string{"10.0.0.0/16", "10.0.1.0/28", "10.0.1.0/29", "10.0.1.8/29", "10.0.1.5/32", "10.0.1.9/32", "10.0.2.0/24", "10.0.1.77/24", "vsw-pod"}

// wayBundle makes a route table, two NAT gateways with entries and their EIPs. Half of the bundles have no entries, and the
// others few routes, as what is not looked at makes records differ too.
func wayBundle(o *oracle, r *rand.Rand) {
	n := plainCluster()
	n.VSwitches = []*model.VSwitch{{ID: "vsw-pod", VPC: "vpc", CIDR: model.ParsePrefix("10.0.1.0/28"), RouteTable: "vtb"}, {ID: "vsw-data", VPC: "vpc", CIDR: model.ParsePrefix("10.0.2.0/28"), RouteTable: "vtb"}}
	for _, api := range []string{"vpc:DescribeVSwitches", "ecs:DescribeNetworkInterfaces", "vpc:DescribeNatGateways", "vpc:DescribeEipAddresses", "vpc:ListIpv4Gateways", "ecs:DescribeInstances"} {
		exported(n, model.Complete, api, "")
	}
	n.PrefixLists = []*model.PrefixList{{ID: "pl-whole", Family: "IPv4", Entries: []model.Prefix{model.ParsePrefix("10.9.1.0/25"), model.ParsePrefix("10.9.0.0/18"), model.ParsePrefix("203.0.113.0/28")}}}
	exported(n, model.Complete, "vpc:GetVpcPrefixListEntries", "pl-whole")
	table := &model.RouteTable{ID: "vtb", VPC: "vpc", Type: "System"}
	for _, system := range []string{"10.0.1.0/28 local", "10.0.2.0/28 local", "100.64.0.0/10 service"} {
		destination, kind, _ := strings.Cut(system, " ")
		table.Routes = append(table.Routes, model.Route{Destination: model.ParsePrefix(destination), Type: "System", Status: "Available", NextHops: []model.NextHop{{Type: kind}}})
	}
	translating := rarely(r, 2)
	targets := []string{"ip:10.9.1.7", "ip:10.9.1.200", "ip:10.9.200.1", "ip:10.0.2.5", "ip:10.0.77.1", "ip:172.16.5.5", "ip:100.64.9.9", "ip:203.0.113.7", "ip:203.0.113.200", "internet"}
	if translating {
		hops := []model.NextHop{{Type: "NatGateway", ID: "ngw-a"}, {Type: "NatGateway", ID: "ngw-b", Disabled: rarely(r, 4)}}
		table.Routes = append(table.Routes, model.Route{Destination: model.ParsePrefix("0.0.0.0/0"), Type: "Custom", Status: "Available", NextHops: hops[:1+r.IntN(4)/3]})
		targets = []string{"internet", "ip:203.0.113.7"}
	} else {
		for range r.IntN(4) {
			addRoute(r, table)
		}
	}
	n.RouteTables = []*model.RouteTable{table}
	exported(n, map[bool]model.Evidence{true: model.Partial, false: model.Complete}[rarely(r, 12)], "vpc:DescribeRouteEntryList", "vtb")
	for i, id := range []string{"ngw-a", "ngw-b"} {
		n.NATGateways = append(n.NATGateways, &model.NATGateway{ID: id, VPC: "vpc", Status: "Available", BusinessStatus: "Normal", NetworkType: "internet", SNATTables: []string{"stb" + id[3:]}})
		exported(n, map[bool]model.Evidence{true: model.Partial, false: model.Complete}[rarely(r, 10)], "vpc:DescribeSnatTableEntries", "stb"+id[3:])
		for j := range 2 {
			e := &model.EIP{ID: fmt.Sprint("eip-", i, j), Addr: netip.AddrFrom4([4]byte{198, 51, 100, byte(10*i + j)}), InstanceType: "Nat", InstanceID: id, Status: "InUse", BusinessStatus: "Normal"}
			switch r.IntN(10) + map[bool]int{false: 10}[translating] {
			case 0:
				e.InstanceID = "ngw-other"
			case 1:
				e.BusinessStatus = "FinancialLocked"
			case 2:
				e.Status = "Associating"
			}
			n.EIPs = append(n.EIPs, e)
		}
	}
	for i := range r.IntN(4) {
		if translating {
			addSNAT(r, n, i)
		}
	}
	// The endpoint and the VPN gateway of routes are in no export, and what the instance does with packets is nowhere.
	n.Instances = []*model.Instance{{ID: "i-1", VPC: "vpc", VSwitch: "vsw-data", Status: "Running", PrivateIPs: addrs("10.0.2.9")}}
	eniWith(n, "eni", "vsw-pod", []string{"sg"}, "10.0.1.4", "10.0.1.5", "10.0.1.9")
	n.Cluster.PodVSwitches, n.Cluster.PodGroups = []model.Named{{ID: "vsw-pod"}}, []model.Named{{ID: "sg"}}
	n.Workloads = []*model.Workload{{Kind: "Deployment", Namespace: "shop", Name: "later", Replicas: 1}}
	sources := []facts.Source{{Workload: n.Workloads[0]}, {Pod: podAt(n, "one", "", "10.0.1.5")}, {Pod: podAt(n, "two", "", "10.0.1.9")}}
	f := facts.New(n, facts.Options{})
	for _, source := range sources {
		for _, target := range targets {
			askWay(o, n, f, source, target, translating)
		}
	}
}

// addRoute adds a route to a destination that has none yet.
func addRoute(r *rand.Rand, table *model.RouteTable) {
	text := pick(r, wayRanges...)
	route := model.Route{Type: "Custom", Status: pick(r, "Available", "Available", "Available", "Available", "Available", "Pending", "Modifying", "")}
	if strings.HasPrefix(text, "pl-") {
		route.PrefixList = text
	} else {
		route.Destination = model.ParsePrefix(text)
	}
	for _, other := range table.Routes {
		if other.PrefixList == route.PrefixList && other.Destination.Prefix == route.Destination.Prefix {
			return
		}
	}
	for range 1 + r.IntN(2)*r.IntN(2) {
		hop := pick(r, "NatGateway ngw-a", "NatGateway ngw-a", "NatGateway ngw-b", "Instance i-1", "local ", "VpnGateway vpn", "GatewayEndpoint ep")
		kind, id, _ := strings.Cut(hop, " ")
		route.NextHops = append(route.NextHops, model.NextHop{Type: kind, ID: id, Disabled: rarely(r, 10)})
	}
	table.Routes = append(table.Routes, route)
}

func addSNAT(r *rand.Rand, n *model.Network, i int) {
	gateway := pick(r, "ngw-a", "ngw-a", "ngw-b")
	e := &model.SNATEntry{ID: fmt.Sprint("snat-", i), Gateway: gateway, Table: "stb" + gateway[3:], Status: pick(r, "Available", "Available", "Available", "Available", "Pending", "Modifying", "Deleting", "")}
	if source := pick(r, snatRanges...); strings.HasPrefix(source, "vsw-") {
		e.SourceVSwitch = source
	} else {
		e.Source = model.ParsePrefix(source)
	}
	for _, other := range n.SNATEntries {
		if other.Gateway == gateway && snatRange(other) == snatRange(e) {
			return // no table has two entries for one range
		}
	}
	own := map[string][]*model.EIP{"ngw-a": n.EIPs[:2], "ngw-b": n.EIPs[2:]}[gateway]
	for j := range 1 + r.IntN(2) {
		e.IPs = append(e.IPs, own[j].Addr)
	}
	if rarely(r, 10) {
		e.IPs[0] = netipAddr("198.51.100.99") // nobody's
	}
	n.SNATEntries = append(n.SNATEntries, e)
}

func snatRange(e *model.SNATEntry) string {
	if e.SourceVSwitch != "" {
		return "10.0.1.0/28"
	}
	return e.Source.Prefix.String()
}

func askWay(o *oracle, n *model.Network, f *facts.Facts, source facts.Source, target string, translating bool) {
	address := map[string]string{"internet": "192.88.99.1"}[target]
	if address == "" {
		address = strings.TrimPrefix(target, "ip:")
	}
	own := "10.0.1.0/28"
	if source.Pod != nil {
		own = source.Pod.IPs[0].String()
	}
	for _, c := range o.cases(f, source, target, "ipv4") {
		keep := kept{[]string{"family"}, []string{"kind", "resolved", "ranges", "vpc_known", "subnet", "pod", "database", "abroad", "missing"}, []string{"known", "missing", "public", "route", "ipv4_gateway", "nat_evidence", "nats", "snat_elsewhere"}}
		less := o.trimmed(c, keep)
		w := wayOf(n, address, target == "internet", own)
		if translating {
			hop, at := o.hop("nat", less)
			if want := w.nat(); hop.verdict != want {
				o.fail("NAT of %s to %s: %s (%s) at %q, want %s\n%s", own, target, hop.verdict, hop.reason, at, want, wayText(n))
			}
			continue
		}
		hop, at := o.hop("route", less)
		if want, place := w.route(); hop.verdict != want || place != "" && at != place {
			o.fail("route to %s: %s (%s) at %q, want %s at %q\n%s", target, hop.verdict, hop.reason, at, want, place, wayText(n))
		}
	}
}

// bitWay is a way that is found bit by bit.
type bitWay struct {
	n              *model.Network
	address, own   string // bits
	text           string
	any            bool // any public address
	public, shared bool
	subnet, inVPC  bool
	found          *model.Route
	lookup         string // found, none, unknown
}

func wayOf(n *model.Network, address string, anyPublic bool, own string) bitWay {
	w := bitWay{n: n, text: address, any: anyPublic}
	w.address, _ = bitsOf(address)
	w.own, _ = bitsOf(own)
	w.public = strings.HasPrefix(address, "203.") || anyPublic
	w.shared = strings.HasPrefix(address, "100.")
	w.subnet = strings.HasPrefix(address, "10.0.2.")
	w.inVPC = strings.HasPrefix(address, "10.0.")
	w.look()
	return w
}

// look puts the destinations into a map and asks for shorter and shorter beginnings of the address. A route to a prefix list
// that is not there may be the longest of all, as may be one of those that the bundle lacks.
func (w *bitWay) look() {
	byBits := map[string]*model.Route{}
	for i := range w.n.RouteTables[0].Routes {
		route := &w.n.RouteTables[0].Routes[i]
		destinations := []string{route.Destination.Text}
		if route.PrefixList == "pl-whole" {
			destinations = []string{"10.9.1.0/25", "10.9.0.0/18", "203.0.113.0/28"}
		}
		for _, text := range destinations {
			if bits, ok := bitsOf(text); ok {
				byBits[bits] = route
			}
		}
	}
	w.lookup = "none"
	for length := len(w.address); length >= len("4:"); length-- {
		if w.found = byBits[w.address[:length]]; w.found != nil {
			w.lookup = "found"
			whole, _ := w.n.Evidence("vpc:DescribeRouteEntryList", "vtb")
			if length < len(w.address) && (whole != model.Complete || w.mayBeListed()) {
				w.lookup = "unknown"
			}
			break
		}
	}
	if whole, _ := w.n.Evidence("vpc:DescribeRouteEntryList", "vtb"); w.lookup == "none" && (whole != model.Complete || w.mayBeListed()) {
		w.lookup = "unknown"
	}
	if w.lookup == "found" && w.found.Status != "Available" && w.found.Status != "" {
		w.lookup = "unknown"
	}
	if w.mayBeListed() && w.lookup == "found" {
		w.lookup = "unknown"
	}
}

// mayBeListed tells whether a list that is not there may hold the address. Any public address goes by a route for all.
func (w *bitWay) mayBeListed() bool {
	missing := slices.ContainsFunc(w.n.RouteTables[0].Routes, func(r model.Route) bool { return r.PrefixList == "pl-none" })
	return missing && !(w.any && slices.ContainsFunc(w.n.RouteTables[0].Routes, func(r model.Route) bool { return r.Destination.IsValid() && r.Destination.Bits() == 0 }))
}

func (w *bitWay) hops() []model.NextHop {
	if w.lookup != "found" {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(w.found.NextHops), func(h model.NextHop) bool { return h.Disabled })
}

// route returns what the table says, and the place of a route that passes.
func (w *bitWay) route() (verdict, place string) {
	switch {
	case w.lookup == "unknown":
		return "unknown", ""
	case w.lookup == "none" && w.public:
		return "deny", "vtb"
	case w.lookup == "none" && (w.shared || w.subnet):
		return "allow", ""
	case w.lookup == "none":
		return "deny", "vtb"
	case len(w.hops()) == 0:
		return "unknown", ""
	}
	seen := map[string]bool{}
	for _, hop := range w.hops() {
		seen[w.through(hop)] = true
	}
	verdict = oneVerdict(seen)
	if verdict == "allow" {
		name := w.found.Destination.Text
		if w.found.PrefixList != "" {
			name = w.found.PrefixList
		}
		place = "route " + name + " of vtb"
	}
	return verdict, place
}

// through returns what one next hop does.
func (w *bitWay) through(hop model.NextHop) string {
	switch {
	case w.public && hop.Type == "NatGateway":
		return "allow"
	case w.public:
		return "unknown"
	case hop.Type == "local" || hop.Type == "service":
		return "allow"
	case hop.Type == "NatGateway" && w.found.Destination.Bits() == 0 && w.found.PrefixList == "" && !w.subnet:
		return "deny" // a private address goes out to the internet
	}
	return "unknown"
}

func oneVerdict(seen map[string]bool) string {
	switch {
	case seen["unknown"]:
		return "unknown"
	case seen["partial"] || seen["allow"] && seen["deny"]:
		return "partial"
	case seen["deny"]:
		return "deny"
	}
	return "allow"
}

// nat returns what the NAT gateways of the route do, "" where none is asked.
func (w *bitWay) nat() string {
	seen := map[string]bool{}
	for _, hop := range w.hops() {
		if w.public && hop.Type == "NatGateway" {
			for _, verdict := range w.translate(hop.ID) {
				seen[verdict] = true
			}
		}
	}
	if len(seen) == 0 {
		return ""
	}
	return oneVerdict(seen)
}

// translate asks for every address of the source by itself which entry is the longest that begins it.
func (w *bitWay) translate(gateway string) []string {
	byBits := map[string]*model.SNATEntry{}
	for _, e := range w.n.SNATEntries {
		if bits, _ := bitsOf(snatRange(e)); e.Gateway == gateway && e.Status != "Deleting" {
			byBits[bits] = e
		}
	}
	if !slices.ContainsFunc(w.n.EIPs, func(e *model.EIP) bool { return e.InstanceID == gateway }) {
		return []string{"deny"} // it has no address to translate to
	}
	evidence, _ := w.n.Evidence("vpc:DescribeSnatTableEntries", "stb"+gateway[3:])
	if evidence != model.Complete && (len(w.own) < len("4:")+32 || byBits[w.own] == nil) {
		return []string{"unknown"}
	}
	var verdicts []string
	for last := range 1 << (len("4:") + 32 - len(w.own)) {
		address := w.own
		if free := len("4:") + 32 - len(w.own); free > 0 {
			address += fmt.Sprintf("%0*b", free, last)
		}
		verdict := "deny"
		for length := len(address); length >= len("4:"); length-- {
			if e := byBits[address[:length]]; e != nil {
				verdict = w.pool(e)
				break
			}
		}
		verdicts = append(verdicts, verdict)
	}
	return verdicts
}

// pool returns what the addresses of an entry do.
func (w *bitWay) pool(e *model.SNATEntry) string {
	if e.Status != "Available" && e.Status != "" {
		return "unknown"
	}
	seen := map[string]bool{}
	for _, addr := range e.IPs {
		state := "deny"
		for _, eip := range w.n.EIPs {
			switch {
			case eip.Addr != addr:
			case eip.InstanceID != e.Gateway || eip.BusinessStatus != "Normal":
			case eip.Status == "Associating":
				state = "unknown"
			default:
				state = "allow"
			}
		}
		seen[state] = true
	}
	return oneVerdict(seen)
}

func wayText(n *model.Network) string {
	var b strings.Builder
	for _, route := range n.RouteTables[0].Routes {
		fmt.Fprintf(&b, "\t%s%s %s %+v\n", route.Destination.Text, route.PrefixList, route.Status, route.NextHops)
	}
	for _, e := range n.SNATEntries {
		fmt.Fprintf(&b, "\t%s %s %s %s %v\n", e.ID, e.Gateway, snatRange(e), e.Status, e.IPs)
	}
	for _, e := range n.EIPs {
		fmt.Fprintf(&b, "\t%s %s %s %s\n", e.Addr, e.InstanceID, e.Status, e.BusinessStatus)
	}
	return b.String()
}
