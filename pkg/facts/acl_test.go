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

// aclEntriesOf reads "POLICY PROTOCOL PORTS PEER [VERSION]"; the ids count from 1.
func aclEntriesOf(texts ...string) []model.NetworkACLEntry {
	entries := []model.NetworkACLEntry{}
	for i, text := range texts {
		fields := append(strings.Fields(text), "")
		e := model.NetworkACLEntry{ID: fmt.Sprint("e", i+1), Policy: fields[0], Protocol: fields[1], Port: fields[2], IPVersion: fields[4]}
		if strings.HasPrefix(fields[3], "pl-") {
			e.PrefixList = fields[3]
		} else {
			e.CIDR = model.ParsePrefix(fields[3])
		}
		entries = append(entries, e)
	}
	return entries
}

// aclWorld is the world of exits with an ACL for the vSwitch of pods, and one for that of nodes.
func aclWorld(egress, ingress []string) *model.Network {
	n := exitWorld()
	open := aclEntriesOf("accept all -1/-1 0.0.0.0/0")
	n.VSwitches[1].NetworkACL = "pod"
	n.NetworkACLs = []*model.NetworkACL{
		{ID: "node", Status: "Available", Egress: open, Ingress: open, Resources: []model.NetworkACLResource{{ID: "vsw-node", Status: "BINDED"}}},
		{ID: "pod", Status: "Available", Egress: aclEntriesOf(egress...), Ingress: aclEntriesOf(ingress...)},
	}
	setExport(n, "vpc:DescribeNetworkAcls", model.Complete)
	return n
}

// aclLines is "END DIRECTION LIST [PEER] LOW-HIGH:POLICY/MATCH ENTRY,...".
func aclLines(t *table, checks []ACLCheck) []string {
	lines := []string{}
	for _, c := range checks {
		line := fmt.Sprintf("%s %s %s [%s]", c.End, c.Direction, t.nameOf(c.At), t.nameOf(c.Peer))
		for _, r := range c.Ranges {
			line += fmt.Sprintf(" %d-%d:", r.Low, r.High)
			for _, e := range r.Entries {
				line += fmt.Sprintf("%s/%s %s,", e.Policy, e.Match, strings.Fields(t.nameOf(e.At))[0])
			}
		}
		for _, m := range c.Missing {
			line += " " + m.Export + " " + t.nameOf(m.Of)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestACLsOfBothEnds(t *testing.T) {
	n := aclWorld([]string{"drop udp 53/53 10.0.0.0/8", "accept tcp 443/443 10.1.0.0/16"}, []string{"accept tcp 2000/3000 10.1.0.0/16"})
	target := Target{Kind: "ip", Addr: addrOf("10.1.0.9"), Port: 443, Protocol: "tcp"}
	eni := &model.ENI{ID: "eni-9", VSwitch: "vsw-node", Primary: target.Addr, PublicIP: addrOf("47.0.0.9")}
	leaving := "source egress pod [10.1.0.9/32] 443-443:accept/yes e2,"
	arriving := "destination ingress node [10.2.0.0/16] 443-443:accept/yes e1,"
	returning := "destination egress node [10.2.0.0/16] 1024-65535:accept/yes e1,"
	back := "source ingress pod [10.1.0.9/32] 1024-1999: 2000-3000:accept/yes e1, 3001-65535:"
	public := Target{Kind: "ip", Addr: addrOf("47.0.0.9"), Port: 443, Protocol: "tcp"}
	for name, c := range map[string]struct {
		change func(*model.Network)
		id     func(*model.Network) Identity
		target Target
		dst    aclDestination
		place  string
		want   []string
	}{
		"an ENI":          {nil, podIdentity, target, aclDestination{eni, n.VSwitches[0]}, "other eni", []string{leaving, arriving, returning, back}},
		"no ENI known":    {nil, podIdentity, target, aclDestination{nil, n.VSwitches[0]}, "other", []string{leaving, arriving, returning, back}},
		"one vSwitch":     {nil, podIdentity, target, aclDestination{eni, n.VSwitches[1]}, "other eni", []string{leaving, arriving, returning, back}},
		"its own vSwitch": {func(*model.Network) { eni.VSwitch = "vsw-pod" }, podIdentity, target, aclDestination{eni, nil}, "same eni", []string{leaving, back}},
		"by its public address": {func(*model.Network) { eni.VSwitch = "vsw-node" }, podIdentity, public, aclDestination{eni, nil}, "other eni", []string{
			"source egress pod [47.0.0.9/32] 443-443:",
			"destination ingress node [0.0.0.0/0] 443-443:accept/yes e1,",
			"destination egress node [0.0.0.0/0] 1024-65535:accept/yes e1,",
			"source ingress pod [47.0.0.9/32] 1024-65535:",
		}},
		"the internet": {nil, podIdentity, internetTarget(), aclDestination{}, "outside", []string{
			"source egress pod [0.0.0.0/0] 443-443:", "source ingress pod [0.0.0.0/0] 1024-65535:",
		}},
		"by its public address, from its own vSwitch": {func(*model.Network) { eni.VSwitch = "vsw-pod" }, podIdentity, public, aclDestination{eni, nil}, "other eni", []string{
			"source egress pod [47.0.0.9/32] 443-443:",
			"destination ingress pod [0.0.0.0/0] 443-443:",
			"destination egress pod [0.0.0.0/0] 1024-65535:",
			"source ingress pod [47.0.0.9/32] 1024-65535:",
		}},
		"an address of no vSwitch": {nil, podIdentity, addressTarget("10.9.0.9"), aclDestination{}, "outside", []string{
			"source egress pod [10.9.0.9/32] 0-0:", "source ingress pod [10.9.0.9/32] 1024-65535:",
		}},
		"a source by its ENI alone": {nil, func(*model.Network) Identity { return Identity{ENI: eni} }, internetTarget(), aclDestination{}, "outside", []string{
			"source egress node [0.0.0.0/0] 443-443:accept/yes e1,", "source ingress node [0.0.0.0/0] 1024-65535:accept/yes e1,",
		}},
		"a destination that is nowhere yet": {nil, podIdentity, Target{Kind: "pod", Port: 443, Protocol: "tcp"}, aclDestination{}, "unknown", []string{
			"source egress pod [] 443-443:accept/maybe e2,", "source ingress pod [] 1024-1999: 2000-3000:accept/maybe e1, 3001-65535:",
		}},
		"a source that is nowhere yet": {nil, func(*model.Network) Identity { return unplaced("ipv4") }, target, aclDestination{eni, nil}, "other eni unplaced", []string{
			"destination ingress node [] 443-443:accept/yes e1,", "destination egress node [] 1024-65535:accept/yes e1,",
		}},
		"no entries in the bundle": {func(n *model.Network) { n.NetworkACLs[1].Ingress = nil }, podIdentity, target, aclDestination{eni, nil}, "other eni", []string{
			leaving, arriving, returning, "source ingress pod [10.1.0.9/32] DescribeNetworkAclAttributes pod",
		}},
		"no ACL anywhere":    {func(n *model.Network) { n.NetworkACLs[0].Resources, n.VSwitches[1].NetworkACL = nil, "" }, podIdentity, target, aclDestination{eni, nil}, "", nil},
		"none at either end": {func(n *model.Network) { n.NetworkACLs[0].Resources[0].ID, n.VSwitches[1].NetworkACL = "vsw-x", "" }, podIdentity, target, aclDestination{eni, nil}, "", nil},
	} {
		n := aclWorld([]string{"drop udp 53/53 10.0.0.0/8", "accept tcp 443/443 10.1.0.0/16"}, []string{"accept tcp 2000/3000 10.1.0.0/16"})
		eni.VSwitch = "vsw-node"
		if c.change != nil {
			c.change(n)
		}
		at := &table{name: "pod"}
		f := newACLIndex(n).facts(at, c.id(n), c.target, c.dst)
		place := ""
		if f.Possible {
			place = f.Destination
			if f.Interface {
				place += " eni"
			}
			if !f.Leaves {
				place += " unplaced"
			}
		}
		same(t, name, place, c.place)
		same(t, name+", checks", aclLines(at, f.Checks), append([]string{}, c.want...))
	}
}

func TestACLOfAVSwitch(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*model.Network)
		want   string
	}{
		"named by the vSwitch": {func(*model.Network) {}, "pod complete available"},
		"listed by the ACL": {func(n *model.Network) {
			n.VSwitches[1].NetworkACL = ""
			n.NetworkACLs[1].Resources = n.NetworkACLs[0].Resources
			n.NetworkACLs[1].Resources[0].ID = "vsw-pod"
		}, "pod complete available binded"},
		"another listed":              {func(n *model.Network) { n.NetworkACLs[0].Resources[0].ID = "vsw-pod" }, "pod complete available"},
		"described by no answer":      {func(n *model.Network) { n.NetworkACLs = nil }, "pod absent "},
		"described by none of a part": {func(n *model.Network) { n.NetworkACLs = nil; setExport(n, "vpc:DescribeNetworkAcls", model.Partial) }, "pod partial "},
		"being changed":               {func(n *model.Network) { n.NetworkACLs[1].Status = "Modifying" }, "pod complete modifying"},
	} {
		n := aclWorld(nil, nil)
		c.change(n)
		at := &table{name: "pod"}
		check := newACLIndex(n).facts(at, podIdentity(n), internetTarget(), aclDestination{}).Checks[0]
		got := fmt.Sprintf("%s %s %s %s", at.nameOf(check.At), check.Evidence, check.Status, check.Binding)
		same(t, name, strings.TrimSpace(got), strings.TrimSpace(c.want))
	}
}

// What may have an ACL is asked for, and what cannot have one is not.
func TestACLsThatMayBe(t *testing.T) {
	target := Target{Kind: "ip", Addr: addrOf("10.9.0.9"), Port: 443, Protocol: "tcp"}
	for name, c := range map[string]struct {
		vswitches, acls model.Evidence
		target          Target
		want            bool
	}{
		"everything is there":        {model.Complete, model.Complete, target, false},
		"the ACLs are not":           {model.Complete, model.Absent, target, false},
		"the vSwitches are not":      {model.Absent, model.Complete, target, false},
		"neither":                    {model.Absent, model.Absent, target, true},
		"neither is whole":           {model.Partial, model.Partial, target, true},
		"neither, for the internet":  {model.Absent, model.Absent, internetTarget(), false},
		"neither, for OSS":           {model.Absent, model.Absent, Target{Kind: "oss", Within: sharedServices()}, false},
		"neither, for a public host": {model.Absent, model.Absent, addressTarget("8.8.8.8"), false},
	} {
		n := exitWorld()
		n.NetworkACLs = []*model.NetworkACL{{ID: "free", Resources: []model.NetworkACLResource{}}}
		setExport(n, "vpc:DescribeVSwitches", c.vswitches)
		setExport(n, "vpc:DescribeNetworkAcls", c.acls)
		f := newACLIndex(n).facts(&table{}, podIdentity(n), c.target, aclDestination{})
		same(t, name, f.Possible, c.want)
		same(t, name+", missing", len(f.Missing) > 0, c.want)
	}
}

// ACLs whose vSwitches no answer lists may be anywhere.
func TestACLsThatAreBoundSomewhere(t *testing.T) {
	n := exitWorld()
	n.VSwitches, n.NetworkACLs = nil, []*model.NetworkACL{{ID: "somewhere"}}
	setExport(n, "vpc:DescribeVSwitches", model.Absent)
	setExport(n, "vpc:DescribeNetworkAcls", model.Complete)
	id := Identity{Address: netip.MustParsePrefix("10.2.0.5/32"), ENI: n.ENIs[0]}
	same(t, "leaves", newACLIndex(n).facts(&table{}, id, internetTarget(), aclDestination{}).Leaves, false)
	same(t, "possible", newACLIndex(n).facts(&table{}, id, internetTarget(), aclDestination{}).Possible, true)
}

func TestACLOfAnENIWithoutAVSwitch(t *testing.T) {
	n := aclWorld(nil, nil)
	target, at := addressTarget("10.1.0.9"), &table{name: "pod"}
	f := newACLIndex(n).facts(at, podIdentity(n), target, aclDestination{eni: &model.ENI{ID: "eni-9"}})
	same(t, "place", f.Destination, "unknown")
	same(t, "missing", f.Missing[0].Export+" "+at.nameOf(f.Missing[0].Of), "DescribeNetworkInterfaces eni-9")
}

func TestACLEntry(t *testing.T) {
	six := Target{Kind: "ip", Addr: addrOf("2001:db8::9"), Port: 443, Protocol: "tcp"}
	four := addressTarget("10.1.0.9")
	four.Port, four.Protocol = 443, "tcp"
	ping, ping6 := four, six
	ping.Protocol, ping6.Protocol = "icmp", "icmp"
	for _, c := range []struct {
		entry  string
		target Target
		want   Match
	}{
		{"accept TCP 443/443 10.1.0.9", four, Yes},
		{"accept tcp 1/442 10.1.0.9", four, No},
		{"accept tcp 443/ 10.1.0.9", four, Maybe},
		{"accept udp -1/-1 10.1.0.9", four, No},
		{"accept ALL -1/-1 10.1.7.7/16", four, Yes},
		{"accept gre -1/-1 0.0.0.0/0", four, No},
		{"accept esp -1/-1 0.0.0.0/0", four, Maybe},
		{"accept all -1/-1 x", four, Maybe},
		{"accept all -1/-1 pl-1", four, Maybe},
		{"accept all -1/-1 pl-2", four, Yes},
		{"accept all -1/-1 pl-2", addressTarget("10.8.0.1"), No},
		{"accept all -1/-1 ::/0", four, No},
		{"accept all -1/-1 ::/0 ipv6", six, Yes},
		{"accept all -1/-1 0.0.0.0/0 IPv4", six, No},
		{"accept all -1/-1 pl-1 IPV4", six, No},
		{"accept icmp -1/-1 0.0.0.0/0", ping, Yes},
		{"accept icmpv6 -1/-1 ::/0", ping6, Yes},
		{"accept icmp -1/-1 ::/0 IPv6", ping6, Maybe},
	} {
		n := aclWorld([]string{c.entry}, nil)
		n.PrefixLists = []*model.PrefixList{{ID: "pl-2", Entries: prefixesOf("10.1.0.0/16")}}
		setExport(n, "vpc:GetVpcPrefixListEntries pl-2", model.Complete)
		f := newACLIndex(n).facts(&table{}, podIdentity(n), c.target, aclDestination{})
		got := No
		if entries := f.Checks[0].Ranges[0].Entries; len(entries) > 0 {
			got = entries[0].Match
		}
		if got != c.want {
			t.Errorf("%s for %v %s: %s", c.entry, c.target.Addr, c.target.Protocol, got)
		}
	}
}

// aclPiece is the decision of one port: the entries up to the first that matches.
func aclPiece(entries []aclEntry, q groupQuestion, port int) string {
	var b strings.Builder
	for _, e := range entries {
		match := e.against(q)
		if len(e.ports.ranges) > 0 && carriesPorts(q.protocol) && e.protocol != anyProtocol {
			if s := e.ports.ranges[0]; port < s.low || s.high < port {
				match = No
			}
		}
		if match != No {
			fmt.Fprint(&b, e.name, match, " ")
		}
		if match == Yes {
			break
		}
	}
	return b.String()
}

func someACL(r *rand.Rand) []model.NetworkACLEntry {
	var texts []string
	for range r.IntN(9) {
		low := []int{1, 1024, 2000, 32768, 40000, 60999}[r.IntN(6)] + r.IntN(3)
		high := min(65535, low+[]int{0, 1, 500, 8000, 40000, 70000}[r.IntN(6)])
		protocol := []string{"tcp", "tcp", "tcp", "udp", "all", "esp"}[r.IntN(6)]
		peer := []string{"0.0.0.0/0", "10.1.0.0/16", "10.2.0.0/16", "10.1.0.9", "pl-x"}[r.IntN(5)]
		texts = append(texts, fmt.Sprintf("%s %s %d/%d %s", []string{"accept", "drop"}[r.IntN(2)], protocol, low, high, peer))
	}
	return aclEntriesOf(texts...)
}

// spansText describes every span in a line.
func spansText(spans []aclSpan) string {
	var b strings.Builder
	for _, s := range spans {
		fmt.Fprint(&b, s.ports.low, "-", s.ports.high, ": ")
		for _, hit := range s.hits {
			fmt.Fprint(&b, hit.entry.name, hit.match, " ")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestReplyPortsAgreeWithEveryPort(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	q := departure(Identity{}, Target{Kind: "ip", Addr: addrOf("10.1.0.9"), Port: 443, Protocol: "tcp"})
	for range 60 {
		n := exitWorld()
		acl := newACLIndex(n).compile(&model.NetworkACL{Egress: someACL(r)})
		var want strings.Builder
		last, low := "", clientPorts.low
		for port := clientPorts.low; port <= clientPorts.high+1; port++ {
			piece := ""
			if port <= clientPorts.high {
				piece = aclPiece(acl.entries[egress], q, port)
			}
			if port > clientPorts.low && (piece != last || port > clientPorts.high) {
				fmt.Fprint(&want, low, "-", port-1, ": ", last, "\n")
				low = port
			}
			last = piece
		}
		if got := spansText(firstMatches(acl.entries[egress], q, clientPorts)); got != want.String() {
			t.Fatalf("%v:\n got %s\nwant %s", acl.entries[egress], got, want.String())
		}
	}
}

// policies is what the pieces come to, whichever entries say it.
func policies(spans []aclSpan) []string {
	var all []string
	for _, s := range spans {
		text := ""
		for _, hit := range s.hits {
			text += hit.entry.policy + string(hit.match) + " "
		}
		all = append(all, fmt.Sprint(s.ports, text))
	}
	return all
}

// Properties: entries cut in two halves that follow each other decide the same, and so do neighbours that have nothing in
// common in the other order.
func TestSplitAndSwappedEntriesDecideTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	q := departure(Identity{}, Target{Kind: "ip", Addr: addrOf("10.1.0.9"), Port: 443, Protocol: "tcp"})
	x := newACLIndex(exitWorld())
	decide := func(entries []model.NetworkACLEntry) []string {
		compiled := x.compile(&model.NetworkACL{Egress: entries}).entries[egress]
		var out []string
		for port := clientPorts.low; port <= clientPorts.high; port += 331 {
			out = append(out, policies(firstMatches(compiled, q, portSpan{port, port}))...)
		}
		return out
	}
	for range 100 {
		entries := someACL(r)
		if len(entries) < 2 {
			continue
		}
		want := decide(entries)
		i := r.IntN(len(entries) - 1)
		span := readPorts([]string{entries[i].Port}).ranges[0]
		lower, upper := entries[i], entries[i]
		middle := (span.low + span.high) / 2
		lower.Port, upper.Port = fmt.Sprintf("%d/%d", span.low, middle), fmt.Sprintf("%d/%d", min(middle+1, span.high), span.high)
		if entries[i].Protocol == "tcp" {
			same(t, "split ports", decide(slices.Concat(entries[:i], []model.NetworkACLEntry{lower, upper}, entries[i+1:])), want)
		}
		if p := entries[i].CIDR; p.IsValid() && p.Bits() < 32 {
			left, right := entries[i], entries[i]
			half := netip.PrefixFrom(p.Addr(), p.Bits()+1)
			left.CIDR.Prefix, right.CIDR.Prefix = half, netip.PrefixFrom(lastOf(p.Prefix), p.Bits()+1).Masked()
			same(t, "split range", decide(slices.Concat(entries[:i], []model.NetworkACLEntry{left, right}, entries[i+1:])), want)
		}
		next := readPorts([]string{entries[i+1].Port}).ranges[0]
		if entries[i].Protocol == "tcp" && entries[i+1].Protocol == "tcp" && (span.high < next.low || next.high < span.low) {
			swapped := slices.Clone(entries)
			swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
			same(t, "swapped", decide(swapped), want)
		}
	}
}

func TestACLOfTheNATGateway(t *testing.T) {
	for name, c := range map[string]struct {
		vswitch string
		want    []string
	}{
		"of its own vSwitch": {"vsw-node", []string{
			"gateway ingress node [10.2.0.0/16] 443-443:accept/yes e1,", "gateway egress node [10.2.0.0/16] 1024-65535:accept/yes e1,",
			"gateway egress node [0.0.0.0/0] 443-443:accept/yes e1,", "gateway ingress node [0.0.0.0/0] 1024-65535:accept/yes e1,",
		}},
		"of the pod's vSwitch": {"vsw-pod", []string{"gateway egress pod [0.0.0.0/0] 443-443:", "gateway ingress pod [0.0.0.0/0] 1024-65535:"}},
		"of none":              {"vsw-other", []string{}},
	} {
		n := aclWorld(nil, nil)
		n.NATGateways[0].VSwitch = c.vswitch
		v := viewExit(n, podIdentity(n), internetTarget())
		same(t, name, aclLines(v.table, v.Route.Covering[0].Hops[0].NAT.NetworkACL), c.want)
	}
}

// Pods of one vSwitch share their facts only while no entry tells their addresses apart.
func TestEntriesTellSourcesApart(t *testing.T) {
	for name, c := range map[string]struct {
		entry string
		same  bool
	}{
		"one range for both": {"accept all -1/-1 10.2.0.0/16", true},
		"one of them alone":  {"accept all -1/-1 10.2.0.5", false},
	} {
		n := aclWorld(nil, nil)
		n.NetworkACLs[0].Ingress = aclEntriesOf(c.entry)
		f := New(n, Options{})
		target := f.question(Target{Kind: "ip", Addr: addrOf("10.1.0.9"), Port: 443, Protocol: "tcp"}, "ipv4", Peer{})
		about := func(addr string) string {
			id := Identity{Address: netip.PrefixFrom(addrOf(addr), 32), VSwitch: n.VSwitches[1]}
			text, err := json.Marshal(f.exitOf(podPart, f.classify(id), target).JSON)
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		same(t, name, about("10.2.0.5") == about("10.2.0.7"), c.same)
	}
}

func BenchmarkACLFacts(b *testing.B) {
	for name, n := range map[string]*model.Network{"none": exitWorld(), "two": aclWorld([]string{"accept all -1/-1 0.0.0.0/0"}, []string{"accept tcp 1024/65535 0.0.0.0/0"})} {
		x, id, target := newACLIndex(n), podIdentity(n), internetTarget()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.facts(&table{name: "pod"}, id, target, aclDestination{})
			}
		})
	}
}
