package facts

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// The oracle of prefixes: an address is a string of bits, and a range holds it when the range's bits begin it.
func bitString(p netip.Prefix) string {
	var b strings.Builder
	for _, octet := range p.Addr().AsSlice() {
		fmt.Fprintf(&b, "%08b", octet)
	}
	return b.String()[:p.Bits()]
}

// holds tells whether every, some or no address of asked is in the range.
func holds(written, asked netip.Prefix) Match {
	outer, inner := bitString(written), bitString(asked)
	switch {
	case strings.HasPrefix(inner, outer):
		return Yes
	case strings.HasPrefix(outer, inner):
		return Maybe
	}
	return No
}

// somePrefix returns a range of a universe so small that ranges nest, touch and repeat all the time.
func somePrefix(r *rand.Rand) netip.Prefix {
	bits := []int{0, 8, 16, 24, 28, 30, 31, 32}[r.IntN(8)]
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(r.IntN(2)), 0, byte(r.IntN(16))}), bits)
}

func TestRoutesAgreeWithBitStrings(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 3000 {
		n := exitWorld()
		var texts []string
		for range r.IntN(12) {
			texts = append(texts, fmt.Sprintf("%s Instance i-%d", somePrefix(r), r.IntN(3)))
		}
		n.RouteTables[1].Routes = routesOf(append(texts, "100.64.0.0/10 service -")...)
		target, asked := Target{Kind: "ip"}, somePrefix(r).Masked()
		if asked.IsSingleIP() {
			target.Addr = asked.Addr()
		} else {
			target.Within = asked
		}
		want := map[string]int{}
		for _, text := range append(texts, "100.64.0.0/10 service -") {
			written := netip.MustParsePrefix(strings.Fields(text)[0])
			if match := holds(written, asked); match != No {
				want[fmt.Sprintf("route %s %d %s", written, written.Bits(), match)]++
			}
		}
		v := viewExit(n, podIdentity(n), target)
		last := 33
		for _, line := range v.covering() {
			fields := strings.Fields(line)
			want[strings.Join(fields[:4], " ")]--
			var bits int
			fmt.Sscan(fields[2], &bits)
			if bits > last {
				t.Fatalf("%v is not in order", v.covering())
			}
			last = bits
		}
		for line, left := range want {
			if left != 0 {
				t.Fatalf("%v against %v: %q is there %d times too few: %v", texts, asked, line, left, v.covering())
			}
		}
	}
}

// The oracle of entries tries every length from the longest to the shortest in a map, as if it chose the winner.
func TestEntriesAgreeWithBitStrings(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 3000 {
		n := exitWorld()
		n.SNATEntries = nil
		byBits := map[string][]string{}
		for i := range r.IntN(10) {
			p := somePrefix(r)
			n.SNATEntries = append(n.SNATEntries, snatOf(fmt.Sprintf("snat-%d ngw-1 %s", i, p)))
			byBits[bitString(p)] = append(byBits[bitString(p)], fmt.Sprintf("snat-%d@ngw-1 %d", i, p.Bits()))
		}
		id := podIdentity(n)
		id.Address = somePrefix(r).Masked()
		own := bitString(id.Address)
		var want, parts []string
		for length := 32; length >= 0; length-- {
			for bits, entries := range byBits {
				if len(bits) == length && len(bits) > len(own) && strings.HasPrefix(bits, own) {
					for _, entry := range entries {
						parts = append(parts, entry+" maybe")
					}
				}
			}
			if length <= len(own) {
				for _, entry := range byBits[own[:length]] {
					want = append(want, entry+" yes")
				}
			}
		}
		v := viewExit(n, id, internetTarget())
		got := v.entries(v.Route.Covering[0].Hops[0].NAT.Entries)
		if len(got) != len(parts)+len(want) || !slices.Equal(got[len(parts):], want) {
			t.Fatalf("%v: got %v, want %v and %v", id.Address, got, parts, want)
		}
		found := slices.Sorted(slices.Values(got[:len(parts)]))
		slices.Sort(parts)
		same(t, "parts", found, parts)
	}
}

// The oracle of lists counts the addresses of the range that some entry holds, as numbers between two ends.
func TestListsAgreeWithCounting(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	ends := func(p netip.Prefix) (first, last uint64) {
		a := p.Masked().Addr().As4()
		first = uint64(a[0])<<24 | uint64(a[1])<<16 | uint64(a[2])<<8 | uint64(a[3])
		return first, first + 1<<(32-p.Bits()) - 1
	}
	for range 4000 {
		var entries []model.Prefix
		for range r.IntN(8) {
			entries = append(entries, model.Prefix{Prefix: somePrefix(r).Masked()})
		}
		asked := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, 0, byte(r.IntN(16))}), []int{26, 28, 30, 32}[r.IntN(4)]).Masked()
		first, last := ends(asked)
		count, anyone := uint64(0), false
		for number := first; number <= last; number++ {
			if slices.ContainsFunc(entries, func(p model.Prefix) bool { from, to := ends(p.Prefix); return from <= number && number <= to }) {
				count++
			}
		}
		for _, p := range entries {
			anyone = anyone || p.Bits() == 0
		}
		want := map[bool]Match{true: Maybe, false: No}[count > 0]
		if count == last-first+1 {
			want = Yes
		}
		db := &model.Database{Service: "rds", Groups: []model.WhitelistGroup{{Entries: entries}}}
		covers, all := newExitGroups(db)[0].against(asked)
		if covers != want || all != anyone {
			t.Fatalf("%v against %v: %s %t, want %s %t", entries, asked, covers, all, want, anyone)
		}
	}
}

// shuffle changes the order of everything whose order means nothing.
func shuffle(r *rand.Rand, n *model.Network) {
	mix := func(length int, swap func(i, j int)) { r.Shuffle(length, swap) }
	mix(len(n.EIPs), func(i, j int) { n.EIPs[i], n.EIPs[j] = n.EIPs[j], n.EIPs[i] })
	mix(len(n.SNATEntries), func(i, j int) { n.SNATEntries[i], n.SNATEntries[j] = n.SNATEntries[j], n.SNATEntries[i] })
	mix(len(n.ForwardEntries), func(i, j int) { n.ForwardEntries[i], n.ForwardEntries[j] = n.ForwardEntries[j], n.ForwardEntries[i] })
	mix(len(n.NATGateways), func(i, j int) { n.NATGateways[i], n.NATGateways[j] = n.NATGateways[j], n.NATGateways[i] })
	mix(len(n.RouteTables), func(i, j int) { n.RouteTables[i], n.RouteTables[j] = n.RouteTables[j], n.RouteTables[i] })
	mix(len(n.VSwitches), func(i, j int) { n.VSwitches[i], n.VSwitches[j] = n.VSwitches[j], n.VSwitches[i] })
	mix(len(n.Exports), func(i, j int) { n.Exports[i], n.Exports[j] = n.Exports[j], n.Exports[i] })
	for _, table := range n.RouteTables {
		routes := table.Routes
		mix(len(routes), func(i, j int) { routes[i], routes[j] = routes[j], routes[i] })
		for _, route := range routes {
			mix(len(route.NextHops), func(i, j int) { route.NextHops[i], route.NextHops[j] = route.NextHops[j], route.NextHops[i] })
		}
	}
	for _, db := range n.Databases {
		mix(len(db.Groups), func(i, j int) { db.Groups[i], db.Groups[j] = db.Groups[j], db.Groups[i] })
		mix(len(db.Endpoints), func(i, j int) { db.Endpoints[i], db.Endpoints[j] = db.Endpoints[j], db.Endpoints[i] })
		mix(len(db.SecurityGroups), func(i, j int) {
			db.SecurityGroups[i], db.SecurityGroups[j] = db.SecurityGroups[j], db.SecurityGroups[i]
		})
	}
	for _, e := range n.SNATEntries {
		mix(len(e.IPs), func(i, j int) { e.IPs[i], e.IPs[j] = e.IPs[j], e.IPs[i] })
	}
}

// busyWorld has several of everything.
func busyWorld() *model.Network {
	n := exitWorld()
	n.RouteTables[1].Routes = routesOf("0.0.0.0/0 NatGateway ngw-1 NatGateway ngw-2", "8.0.0.0/8 Instance i-1", "pl-1 Instance i-2", "pl-2 Instance i-3", "8.8.0.0/16 VpnGateway v-1")
	n.NATGateways = append(n.NATGateways, &model.NATGateway{ID: "ngw-2", VPC: "vpc", SNATTables: []string{"stb-2"}}, &model.NATGateway{ID: "ngw-3", VPC: "vpc"})
	for _, text := range []string{"snat-2 ngw-2 10.2.0.0/24 47.0.0.3 47.0.0.2", "snat-3 ngw-2 10.2.0.0/16 47.0.0.1", "snat-4 ngw-3 10.0.0.0/8", "snat-5 ngw-3 vsw-pod"} {
		n.SNATEntries = append(n.SNATEntries, snatOf(text))
	}
	n.EIPs = append(n.EIPs, eipOf("eip-2 47.0.0.2 Nat ngw-2"), eipOf("eip-3 47.0.0.7 NetworkInterface eni-1 10.2.0.5"), eipOf("eip-4 47.0.0.6 NetworkInterface eni-1 10.2.0.5"))
	for i := range 3 {
		n.ForwardEntries = append(n.ForwardEntries, &model.ForwardEntry{ID: fmt.Sprint("fwd-", i), Protocol: "Any", ExternalPort: "Any", InternalIP: addrOf("10.2.0.5"), ExternalIP: addrOf(fmt.Sprint("47.0.1.", i)), Gateway: "ngw-1"})
	}
	db := databaseOf("rds", "b VPC 10.2.0.0/24", "a MIX 10.2.0.5,47.0.0.7", "c! MIX 0.0.0.0/0", "a VPC 127.0.0.1", "b Classic 10.2.0.0/24")
	db.Endpoints = []model.Endpoint{{Type: "Private", Host: "a", Port: 3306}, {Type: "Private", Host: "b", Port: 3306}, {Type: "Public", Host: "c", Port: 3306}}
	db.SecurityGroups = []model.WhitelistSecurityGroup{{ID: "sg-2"}, {ID: "sg-1"}}
	n.Databases = []*model.Database{db}
	return n
}

func TestOrderOfRowsChangesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	want := ""
	for range 200 {
		n := busyWorld()
		pod := podIdentity(n)
		target := Target{Kind: "rds", Addr: addrOf("8.8.8.8"), Port: 3306, Database: n.Databases[0]}
		if want != "" {
			shuffle(r, n)
		}
		x := newExitIndex(n)
		var facts struct {
			Pod      ExitFacts
			Database DatabaseFacts
		}
		at := &table{name: "pod"}
		x.fill(&facts.Pod, at, pod, target)
		facts.Database = x.database(at, target)
		text, err := json.Marshal(facts)
		if err != nil {
			t.Fatal(err)
		}
		got := string(text)
		for _, e := range at.entities {
			got += "\n" + e.Name
		}
		if want == "" {
			want = got
			if strings.Count(want, "ngw-") < 3 || nilSlice(facts.Pod) {
				t.Errorf("the facts are poor: %s", want)
			}
		}
		if got != want {
			t.Fatalf("got %s\nwant %s", got, want)
		}
	}
}

// nilSlice tells whether some list would be written as null, in the parts that the index fills.
func nilSlice(f ExitFacts) bool {
	groups := SecurityGroupFacts{Groups: []GroupFacts{}, Rules: []RuleFacts{}, Missing: []Missing{}}
	f.Missing, f.SecurityGroups, f.Inbound, f.NetworkACL, f.AnyGroup = []Missing{}, groups, groups, noACLs, []SecurityGroupFacts{}
	text, err := json.Marshal(f)
	return err != nil || strings.Contains(string(text), "null")
}

func BenchmarkExitFill(b *testing.B) {
	n := busyWorld()
	for i := range 1000 {
		n.RouteTables[1].Routes = append(n.RouteTables[1].Routes, routesOf(fmt.Sprintf("172.16.%d.%d/26 Instance i-%d", i/4, i%4*64, i))...)
		n.EIPs = append(n.EIPs, eipOf(fmt.Sprintf("eip-b%d 48.0.%d.%d NetworkInterface eni-b%d 10.9.%d.%d", i, i/250, i%250, i, i/250, i%250)))
	}
	x, id := newExitIndex(n), podIdentity(n)
	plain := exitWorld()
	for _, c := range []struct {
		name   string
		x      *exitIndex
		target Target
	}{
		{"plain", newExitIndex(plain), internetTarget()},
		{"internet", x, internetTarget()},
		{"database", x, Target{Kind: "rds", Addr: addrOf("10.1.0.1"), Port: 3306, Database: n.Databases[0]}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var f ExitFacts
				c.x.fill(&f, &table{name: "pod"}, id, c.target)
			}
		})
	}
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			newExitIndex(n)
		}
	})
}
