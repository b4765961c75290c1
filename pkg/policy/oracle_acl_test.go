package policy

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
)

func TestNetworkACLsAgreeWithOracle(t *testing.T) { tryOracle(t, aclBundle, "network-acl") }

func FuzzNetworkACLsAgreeWithOracle(f *testing.F) { fuzzOracle(f, aclBundle, "network-acl") }

// The ranges that entries name beside those of the targets.
var aclRanges = []string{"0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/16", "10.0.2.0/24", "10.0.2.77/24", "10.0.1.0/28", "10.0.1.0/29", "203.0.113.0/24", "100.64.0.0/10", "pl-whole", "pl-none"}

// aclBundle makes ACLs of vSwitches, and asks from pods of Terway, Flannel and the host network.
func aclBundle(o *oracle, r *rand.Rand) {
	n := plainCluster()
	flannel := rarely(r, 3)
	if flannel {
		n.Cluster.Plugin.Value, n.Cluster.Mode.Value = "flannel", ""
	}
	for i, name := range []string{"pod", "data", "node", "nat"} {
		n.VSwitches = append(n.VSwitches, &model.VSwitch{ID: "vsw-" + name, VPC: "vpc", RouteTable: "vtb",
			CIDR: model.ParsePrefix(fmt.Sprintf("10.0.%d.0/28", i+1)), IPv6CIDR: model.ParsePrefix(fmt.Sprintf("2001:db8:0:%d::/64", i+1))})
		aclFor(r, n, n.VSwitches[i])
	}
	n.PrefixLists = []*model.PrefixList{{ID: "pl-whole", Family: "IPv4", Entries: []model.Prefix{model.ParsePrefix("10.0.2.0/29"), model.ParsePrefix("203.0.113.0/24")}}}
	exported(n, model.Complete, "vpc:GetVpcPrefixListEntries", "pl-whole")
	for _, api := range []string{"vpc:DescribeVSwitches", "vpc:DescribeNetworkAcls", "ecs:DescribeNetworkInterfaces", "vpc:DescribeNatGateways", "vpc:DescribeEipAddresses", "ecs:DescribeInstances"} {
		exported(n, model.Complete, api, "")
	}
	exported(n, model.Complete, "vpc:DescribeRouteEntryList", "vtb")
	n.RouteTables = []*model.RouteTable{{ID: "vtb", VPC: "vpc", Type: "System", Routes: []model.Route{{Destination: model.ParsePrefix("0.0.0.0/0"), Type: "Custom", Status: "Available",
		NextHops: []model.NextHop{{Type: "NatGateway", ID: "ngw"}}}}}}
	n.NATGateways = []*model.NATGateway{{ID: "ngw", VPC: "vpc", Status: "Available", NetworkType: "internet", VSwitch: pick(r, "vsw-nat", "vsw-nat", "vsw-pod")}}
	aclHosts(r, n, flannel)
	f := facts.New(n, facts.Options{})
	sources := []facts.Source{{Pod: n.Pods[0]}, {Pod: n.Pods[1]}}
	if !flannel {
		sources = append(sources, facts.Source{Pod: n.Pods[2]}, facts.Source{Workload: n.Workloads[0]})
	}
	cached := map[string][]string{}
	for range 32 {
		askACLs(o, r, n, f, pick(r, sources...), cached)
	}
}

// aclHosts makes the ENIs, an instance, a database and the pods.
func aclHosts(r *rand.Rand, n *model.Network, flannel bool) {
	eniWith(n, "eni-data", "vsw-data", []string{"sg"}, "10.0.2.8", "10.0.2.9", "2001:db8:0:2::9").Addresses[1].PublicIP = netipAddr("203.0.113.9")
	eniWith(n, "eni-pod", "vsw-pod", []string{"sg"}, "10.0.1.4", "10.0.1.5", "10.0.1.9", "2001:db8:0:1::5")
	eniWith(n, "eni-near", "vsw-pod", []string{"sg"}, "10.0.1.10")
	n.Instances = []*model.Instance{{ID: "i-1", VPC: "vpc", VSwitch: "vsw-node", SecurityGroups: []string{"sg"}, PrivateIPs: addrs("10.0.3.8")}}
	n.Nodes = []*model.Node{{Name: "node-1", Instance: "i-1", InternalIP: netipAddr("10.0.3.8")}}
	n.Databases = []*model.Database{{Service: "rds", ID: "rm-1", Engine: "MySQL", VPC: "vpc",
		Endpoints: []model.Endpoint{{Type: "Private", Host: "rm-1.mysql.rds.aliyuncs.com", Addr: netipAddr(pick(r, "10.0.1.12", "10.0.2.12")), Port: 443, VPC: "vpc"}}}}
	address := []string{"10.0.1.5", "2001:db8:0:1::5"}
	if flannel {
		address = []string{"172.20.0.5"}
	}
	podAt(n, "one", "node-1", address...)
	podAt(n, "host", "node-1", "10.0.3.8").HostNetwork = true
	if !flannel {
		podAt(n, "two", "node-1", "10.0.1.9")
	}
	n.Cluster.PodVSwitches = []model.Named{{ID: "vsw-pod"}}
	n.Cluster.PodGroups = []model.Named{{ID: "sg"}}
	n.Workloads = []*model.Workload{{Kind: "Deployment", Namespace: "shop", Name: "later", Replicas: 1}}
	if !flannel && rarely(r, 4) {
		n.EIPs = []*model.EIP{{ID: "eip", Addr: netipAddr("203.0.113.20"), PrivateAddr: netipAddr("10.0.1.5"), InstanceType: "NetworkInterface", InstanceID: "eni-pod",
			Status: "InUse", BusinessStatus: "Normal", Mode: pick(r, "NAT", "BINDED")}}
	}
}

// aclFor gives a vSwitch an ACL, or none.
func aclFor(r *rand.Rand, n *model.Network, v *model.VSwitch) {
	if rarely(r, 3) {
		return
	}
	acl := &model.NetworkACL{ID: "nacl" + v.ID[3:], VPC: "vpc", Status: pick(r, "Available", "Available", "Available", "Available", ""), Egress: aclEntries(r), Ingress: aclEntries(r)}
	acl.Resources = []model.NetworkACLResource{{ID: v.ID, Status: pick(r, "BINDED", "BINDED", "BINDED", "BINDED", "BINDED", "BINDED", "BINDING")}}
	if rarely(r, 12) {
		acl.Status = "Modifying"
	}
	if rarely(r, 12) {
		acl.Ingress = nil
	}
	if rarely(r, 2) {
		v.NetworkACL = acl.ID
	}
	n.NetworkACLs = append(n.NetworkACLs, acl)
}

func aclEntries(r *rand.Rand) []model.NetworkACLEntry {
	entries := []model.NetworkACLEntry{}
	for i := range r.IntN(4) {
		e := model.NetworkACLEntry{ID: fmt.Sprint("nae-", i), EntryType: pick(r, "custom", "system", ""), Policy: pick(r, "accept", "Accept", "accept", "drop", "drop"),
			Protocol: pick(r, "all", "all", "tcp", "TCP", "udp", "icmp", "gre"), Port: "-1/-1", IPVersion: pick(r, "IPv4", "IPV4", "")}
		if e.Protocol != "all" {
			e.Port = pick(r, "-1/-1", "443/443", "1024/65535", "32768/60999", "1/40000", "40000/50000", "60999/65535", "1/1023", "500/400", "1025/65534", "65535/65535", "1024/1024")
		}
		text := pick(r, aclRanges...)
		if strings.HasPrefix(text, "pl-") {
			e.PrefixList = text
		} else {
			e.CIDR = model.ParsePrefix(text)
		}
		if rarely(r, 4) {
			e.PrefixList, e.CIDR, e.IPVersion = "", model.ParsePrefix(pick(r, "::/0", "2001:db8:0:2::/64", "2001:DB8::/56")), pick(r, "IPv6", "IPV6", "")
			e.Protocol = pick(r, e.Protocol, "icmpv6", "icmp")
		}
		if rarely(r, 24) {
			e.Policy = "mirror"
		}
		entries = append(entries, e)
	}
	return entries
}

// aclPacket is a packet as one list of entries sees it: its protocol, the other end, and the ports that it may be for.
type aclPacket struct {
	protocol  string
	v6        bool
	peer      string // bits
	public    bool   // the other end has some public address, which is not known
	low, high int
}

// askACLs compares the answers about one flow.
func askACLs(o *oracle, r *rand.Rand, n *model.Network, f *facts.Facts, source facts.Source, cached map[string][]string) {
	target := pick(r, "ip:10.0.1.10", "ip:10.0.1.11", "ip:10.0.2.9", "ip:10.0.2.11", "ip:203.0.113.9", "ip:203.0.113.77", "internet", "ip:100.100.100.200", "ip:100.100.2.120",
		"ip:100.100.2.136", "oss:bucket", "rds:rm-1", "ip:[2001:db8:0:2::9]", "ip:[2001:db8:0:2::77]", "internet6")
	suffix := pick(r, ":443/tcp", ":443/tcp", ":80/tcp", ":443/udp", "/icmp")
	family := "ipv4"
	if strings.Contains(target, "[") || target == "internet6" {
		if family = "ipv6"; source.Pod != n.Pods[0] || len(n.Pods[0].IPs) < 2 {
			return
		}
	}
	for _, c := range o.cases(f, source, target+suffix, family) {
		o.compareACLFacts(n, c, newACLWay(n, source, target, suffix), cached)
		if !rarely(r, 8) {
			continue // the policies take long, and what they make of the facts is tried on all small ones elsewhere
		}
		keep := kept{[]string{"family", "protocol", "port"}, []string{"kind", "resolved", "ranges", "vpc_known", "subnet", "pod", "database", "missing"},
			[]string{"known", "missing", "network_acl", "inbound", "public", "route", "nat_evidence", "nats"}}
		hop, at := o.hop("network-acl", o.trimmed(c, keep))
		want, places := wantACLs(n, source, target, suffix, cached)
		if hop.verdict != want || want == "deny" && !slices.Contains(places, at) || want == "partial" && !strings.Contains(hop.note, places[0]) {
			o.fail("%s %s -> %s%s: %s (%s: %s) at %q, want %s %q\n%s", n.Cluster.Plugin.Value, facts.SourceHandle, target, suffix, hop.verdict, hop.reason, hop.note, at, want, places, aclsText(n))
		}
	}
}

// aclVote is what one ACL says, and where it would be shown.
type aclVote struct{ verdict, place string }

// wantACLs returns the verdict, and the places that may be shown for a denial, or the ports for a part.
func wantACLs(n *model.Network, source facts.Source, target, suffix string, cached map[string][]string) (string, []string) {
	w := newACLWay(n, source, target, suffix)
	if w.exempt() {
		if w.aclOf(w.from) == nil {
			return "", nil
		}
		return "allow", nil
	}
	votes := w.votes(cached)
	for _, verdict := range []string{"deny", "unknown", "partial", "allow"} {
		var places []string
		for _, v := range votes {
			if v.verdict == verdict {
				places = append(places, v.place)
			}
		}
		if places != nil {
			return verdict, places
		}
	}
	return "", nil
}

// compareACLFacts compares the entries that Go says see the packet with those that see each port by itself.
func (o *oracle) compareACLFacts(n *model.Network, c *facts.Case, w aclWay, cached map[string][]string) {
	o.t.Helper()
	part := c.Parts[partOf("pod")]
	if w.from == "vsw-node" {
		part = c.Parts[partOf("node")]
	}
	var said facts.NetworkACLFacts
	var route facts.RouteFacts
	for field, value := range map[string]any{"network_acl": &said, "route": &route} {
		if err := json.Unmarshal(fieldOf(part.JSON, field), value); err != nil {
			o.t.Fatal(err)
		}
	}
	checks, routed := said.Checks, false
	for _, cover := range route.Covering {
		routed = routed || cover.Hops[0].Type == "natgateway"
		checks = append(checks, cover.Hops[0].NAT.NetworkACL...)
	}
	wanted := w.lists(routed)
	if len(checks) != len(wanted) {
		o.fail("%d lists see the packet to %s, want %d\n%s", len(checks), w.target, len(wanted), aclsText(n))
	}
	for i, check := range checks {
		o.tried++
		acl, p := wanted[i].acl, wanted[i].packet
		entries := map[string][]model.NetworkACLEntry{"egress": acl.Egress, "ingress": acl.Ingress}[wanted[i].direction]
		key := fmt.Sprint(acl.ID, wanted[i].direction, p, "seen")
		if entries != nil && cached[key] == nil {
			cached[key] = seenPortByPort(entries, p, acl.ID)
		}
		if got := linesOf(c, check); !slices.Equal(got, cached[key]) || check.Direction != wanted[i].direction {
			o.fail("%s of %s, %+v: %q, want %q\n%s", check.Direction, acl.ID, p, got, cached[key], aclsText(n))
		}
	}
}

// linesOf writes the ranges of ports as seenPortByPort does.
func linesOf(c *facts.Case, check facts.ACLCheck) []string {
	var lines []string
	for _, ports := range check.Ranges {
		line := fmt.Sprintf("%d-%d", ports.Low, ports.High)
		for _, e := range ports.Entries {
			entity, _ := c.Entity(e.At)
			line += fmt.Sprintf(" %s %s", e.Match, entity.Name)
		}
		lines = append(lines, line)
	}
	return lines
}

// aclList is one list of entries that sees a packet.
type aclList struct {
	acl       *model.NetworkACL
	direction string
	packet    aclPacket
}

// lists returns the lists that see the packet, or would if they applied, in the order of the way there and back.
func (w aclWay) lists(routed bool) []aclList {
	there := aclPacket{protocol: w.protocol, v6: w.v6, peer: w.peer, low: w.port, high: w.port}
	back := there
	back.low, back.high = 1024, 65535
	arriving, leaving := there, back
	arriving.peer, leaving.peer = w.own, w.own
	inner, outer := arriving, leaving
	arriving.public, leaving.public = w.public, w.public
	var lists []aclList
	add := func(acl *model.NetworkACL, direction string, p aclPacket) {
		if acl != nil {
			lists = append(lists, aclList{acl, direction, p})
		}
	}
	source, destination := w.aclOf(w.from), w.aclOf(w.to)
	if w.from == w.to && !w.public {
		destination = nil
	}
	add(source, "egress", there)
	add(destination, "ingress", arriving)
	add(destination, "egress", leaving)
	add(source, "ingress", back)
	if gateway := w.n.NATGateways[0].VSwitch; routed {
		if gateway != w.from {
			add(w.aclOf(gateway), "ingress", inner)
			add(w.aclOf(gateway), "egress", outer)
		}
		add(w.aclOf(gateway), "egress", there)
		add(w.aclOf(gateway), "ingress", back)
	}
	return lists
}

// aclWay is the way of a packet past the ACLs.
type aclWay struct {
	n                   *model.Network
	from, to            string // vSwitches; to is "" outside of all
	own, peer           string // bits
	eni, served, public bool   // what the target is: an ENI, a service without one, a public address
	cut, nat            bool   // the source has an EIP in cut-through mode; the packet leaves by NAT
	low, high           int    // ports of clients
	protocol            string
	port                int
	v6                  bool
	target              string
}

func newACLWay(n *model.Network, source facts.Source, target, suffix string) aclWay {
	port, protocol, _ := strings.Cut(strings.TrimPrefix(suffix, ":"), "/")
	w := aclWay{n: n, target: target, protocol: protocol, from: "vsw-pod", low: 32768, high: 60999}
	w.port, _ = strconv.Atoi(port)
	own := "10.0.1.0/28"
	flannel := n.Cluster.Plugin.Value == "flannel"
	switch {
	case source.Pod != nil && (source.Pod.HostNetwork || flannel):
		w.from, own = "vsw-node", "10.0.3.8"
		if !source.Pod.HostNetwork {
			w.low, w.high = 1024, 65535
		}
	case source.Pod != nil:
		own = source.Pod.IPs[0].String()
	}
	address := strings.Trim(strings.TrimPrefix(target, "ip:"), "[]")
	switch target {
	case "internet":
		address = "192.88.99.1"
	case "internet6":
		address = "3fff::1"
	case "oss:bucket":
		address, w.served = "100.64.0.0/10", true
	case "rds:rm-1":
		address, w.served = n.Databases[0].Endpoints[0].Addr.String(), true
	}
	w.v6 = strings.Contains(address, ":")
	if w.v6 {
		own = "2001:db8:0:1::5"
	}
	if w.v6 && protocol == "icmp" {
		w.protocol = "icmpv6"
	}
	w.own, _ = bitsOf(own)
	w.peer, _ = bitsOf(address)
	w.eni = slices.Contains([]string{"10.0.1.10", "10.0.2.9", "203.0.113.9", "2001:db8:0:2::9"}, address)
	switch {
	case strings.HasPrefix(address, "10.0.1."):
		w.to = "vsw-pod"
	case strings.HasPrefix(address, "10.0.2."), strings.HasPrefix(address, "2001:db8:0:2:"), address == "203.0.113.9":
		w.to = "vsw-data"
	}
	w.public = strings.HasPrefix(address, "203.") || target == "internet"
	mine := source.Pod == n.Pods[0] && !flannel && len(n.EIPs) > 0
	w.cut = mine && !w.v6 && n.EIPs[0].Mode == "BINDED" // the address of IPv6 has no EIP
	w.nat = w.public && !mine
	return w
}

// exempt addresses are the DNS and metadata servers of the cloud.
func (w aclWay) exempt() bool {
	return slices.Contains([]string{"ip:100.100.100.200", "ip:100.100.2.120", "ip:100.100.2.136"}, w.target)
}

// votes asks every list on the way, there and back.
func (w aclWay) votes(cached map[string][]string) []aclVote {
	var votes []aclVote
	there := aclPacket{protocol: w.protocol, v6: w.v6, peer: w.peer, low: w.port, high: w.port}
	back := there
	back.low, back.high = w.low, w.high
	source, destination := w.aclOf(w.from), w.aclOf(w.to)
	inside := w.from == w.to && !w.public
	switch {
	case source == nil:
	case inside && w.eni && !w.served, w.cut:
		votes = append(votes, aclVote{"allow", ""})
	default:
		hedge := inside && (!w.eni || w.served)
		votes = append(votes, w.ask(source, "egress", there, hedge, cached), w.ask(source, "ingress", back, hedge, cached))
	}
	if destination != nil && !inside && !w.served {
		arriving, leaving := there, back
		arriving.peer, leaving.peer = w.own, w.own
		if w.public {
			arriving.public, leaving.public = true, true
		}
		votes = append(votes, w.ask(destination, "ingress", arriving, !w.eni, cached), w.ask(destination, "egress", leaving, !w.eni, cached))
	}
	return append(votes, w.gatewayVotes(there, back, cached)...)
}

// gatewayVotes are those of the vSwitch of the NAT gateway, of which only what would stop the packet counts, as a doubt.
func (w aclWay) gatewayVotes(there, back aclPacket, cached map[string][]string) []aclVote {
	acl := w.aclOf(w.n.NATGateways[0].VSwitch)
	if !w.nat || acl == nil {
		return nil
	}
	var votes []aclVote
	add := func(v aclVote) {
		if v.verdict != "allow" {
			votes = append(votes, v)
		}
	}
	inner, outer := there, back
	inner.peer, outer.peer = w.own, w.own
	if w.n.NATGateways[0].VSwitch != w.from {
		add(w.ask(acl, "ingress", inner, true, cached))
		add(w.ask(acl, "egress", outer, true, cached))
	}
	add(w.ask(acl, "egress", there, true, cached))
	back.low, back.high = 1024, 65535
	add(w.ask(acl, "ingress", back, true, cached))
	return votes
}

func (w aclWay) aclOf(vswitch string) *model.NetworkACL {
	for _, acl := range w.n.NetworkACLs {
		if acl.Resources[0].ID == vswitch {
			return acl
		}
	}
	return nil
}

// ask asks one list. A hedged answer is about an ACL that may be out of force.
func (w aclWay) ask(acl *model.NetworkACL, direction string, p aclPacket, hedge bool, cached map[string][]string) aclVote {
	entries := acl.Egress
	if direction == "ingress" {
		entries = acl.Ingress
	}
	if entries == nil || acl.Status == "Modifying" {
		return aclVote{"unknown", acl.ID}
	}
	key := fmt.Sprint(acl.ID, direction, p)
	if cached[key] == nil {
		verdict, place := portByPort(entries, p, acl.ID)
		cached[key] = []string{verdict, place}
	}
	v := aclVote{cached[key][0], cached[key][1]}
	if v.verdict != "allow" && (hedge || acl.Resources[0].Status != "BINDED") {
		v.verdict = "unknown"
	}
	return v
}

func aclsText(n *model.Network) string {
	var b strings.Builder
	for _, acl := range n.NetworkACLs {
		fmt.Fprintf(&b, "%s %q %+v\n", acl.ID, acl.Status, acl.Resources)
		for direction, entries := range [][]model.NetworkACLEntry{acl.Egress, acl.Ingress} {
			for _, e := range entries {
				fmt.Fprintf(&b, "\t%d %s %s %s %s %q %s %s\n", direction, e.ID, e.Policy, e.Protocol, e.Port, e.CIDR.Text, e.PrefixList, e.IPVersion)
			}
			if entries == nil {
				b.WriteString("\tnot there\n")
			}
		}
	}
	return b.String()
}
