package facts

import (
	"fmt"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

func TestEntriesThatCoverTheSource(t *testing.T) {
	for name, c := range map[string]struct {
		entries         []string
		pod, node, some []string
	}{
		"the vSwitch":      {[]string{"snat-1 ngw-1 10.2.0.0/16"}, []string{"snat-1@ngw-1 16 yes"}, nil, []string{"snat-1@ngw-1 16 yes"}},
		"the VPC":          {[]string{"snat-1 ngw-1 10.0.0.0/8"}, []string{"snat-1@ngw-1 8 yes"}, []string{"snat-1@ngw-1 8 yes"}, []string{"snat-1@ngw-1 8 yes"}},
		"part of a range":  {[]string{"snat-1 ngw-1 10.2.0.0/24"}, []string{"snat-1@ngw-1 24 yes"}, nil, []string{"snat-1@ngw-1 24 maybe"}},
		"longest first":    {[]string{"snat-1 ngw-1 0.0.0.0/0", "snat-2 ngw-1 10.2.0.5/32", "snat-3 ngw-1 10.2.0.0/16"}, []string{"snat-2@ngw-1 32 yes", "snat-3@ngw-1 16 yes", "snat-1@ngw-1 0 yes"}, []string{"snat-1@ngw-1 0 yes"}, []string{"snat-2@ngw-1 32 maybe", "snat-3@ngw-1 16 yes", "snat-1@ngw-1 0 yes"}},
		"two halves":       {[]string{"snat-1 ngw-1 10.2.0.0/17", "snat-2 ngw-1 10.2.128.0/17", "snat-3 ngw-1 0.0.0.0/0"}, []string{"snat-1@ngw-1 17 yes", "snat-3@ngw-1 0 yes"}, []string{"snat-3@ngw-1 0 yes"}, []string{"snat-1@ngw-1 17 maybe", "snat-2@ngw-1 17 yes", "snat-3@ngw-1 0 yes"}},
		"equal by id":      {[]string{"snat-2 ngw-1 10.2.0.0/16", "snat-1 ngw-1 10.2.0.0/16"}, []string{"snat-1@ngw-1 16 yes", "snat-2@ngw-1 16 yes"}, nil, []string{"snat-1@ngw-1 16 yes", "snat-2@ngw-1 16 yes"}},
		"by vSwitch":       {[]string{"snat-1 ngw-1 vsw-pod"}, []string{"snat-1@ngw-1 16 yes"}, nil, []string{"snat-1@ngw-1 16 yes"}},
		"unknown vSwitch":  {[]string{"snat-1 ngw-1 vsw-gone"}, nil, nil, nil},
		"by ENI":           {[]string{"snat-1 ngw-1 eni-1", "snat-2 ngw-1 eni-2"}, []string{"snat-1@ngw-1 32 yes"}, nil, nil},
		"source not given": {[]string{"snat-1 ngw-1 unreadable"}, []string{"snat-1@ngw-1 0 maybe"}, []string{"snat-1@ngw-1 0 maybe"}, []string{"snat-1@ngw-1 0 maybe"}},
	} {
		n := exitWorld()
		n.SNATEntries = nil
		for _, text := range c.entries {
			n.SNATEntries = append(n.SNATEntries, snatOf(text))
		}
		for who, id := range map[string]Identity{"pod": podIdentity(n), "node": nodeIdentity(n), "range": rangeIdentity(n)} {
			v := viewExit(n, id, internetTarget())
			want := map[string][]string{"pod": c.pod, "node": c.node, "range": c.some}[who]
			same(t, name+", "+who, v.entries(v.Route.Covering[0].Hops[0].NAT.Entries), append([]string{}, want...))
		}
	}
}

func TestEntriesForASourceThatIsNotKnown(t *testing.T) {
	n := exitWorld()
	n.SNATEntries = append(n.SNATEntries, snatOf("snat-0 ngw-1 0.0.0.0/0"))
	id := podIdentity(n)
	v := viewExit(n, Identity{VSwitch: n.VSwitches[1]}, internetTarget())
	same(t, "the vSwitch's range", v.entries(v.Route.Covering[0].Hops[0].NAT.Entries), []string{"snat-1@ngw-1 16 yes", "snat-0@ngw-1 0 yes"})
	n.SNATEntries = append(n.SNATEntries, snatOf("snat-2 ngw-1 vsw-gone"))
	v = viewExit(n, Identity{}, internetTarget())
	same(t, "nothing", v.entries(v.SNATElsewhere), []string{"snat-1@ngw-1 16 maybe", "snat-2@ngw-1 0 maybe", "snat-0@ngw-1 0 yes"})
	v = viewExit(n, Identity{VSwitch: &model.VSwitch{ID: "vsw-gone", VPC: "vpc"}}, internetTarget())
	same(t, "a vSwitch without a range", v.entries(v.SNATElsewhere), []string{"snat-1@ngw-1 16 maybe", "snat-2@ngw-1 0 yes", "snat-0@ngw-1 0 yes"})
	n.Cluster.VPC.Value = ""
	v = viewExit(n, Identity{}, internetTarget())
	same(t, "not even the VPC", len(v.SNATElsewhere), 3)
	n.SNATEntries = append(n.SNATEntries, snatOf("snat-3 ngw-1 unreadable"))
	id.Address = hostPrefix(addrOf("2400::5"))
	v = viewExit(n, id, internetTarget())
	same(t, "IPv6", v.entries(v.Route.Covering[0].Hops[0].NAT.Entries), []string{})
}

func TestEntriesElsewhere(t *testing.T) {
	n := exitWorld()
	n.NATGateways = append(n.NATGateways, &model.NATGateway{ID: "ngw-0", VPC: "vpc"}, &model.NATGateway{ID: "ngw-2", VPC: "vpc-other"})
	for _, text := range []string{"snat-2 ngw-2 10.0.0.0/8", "snat-3 ngw-3 10.2.0.0/16", "snat-5 ngw-0 10.2.0.0/24", "snat-4 ngw-0 10.2.0.0/16", "snat-6 ngw-0 10.1.0.0/16"} {
		n.SNATEntries = append(n.SNATEntries, snatOf(text))
	}
	v := viewExit(n, podIdentity(n), internetTarget())
	same(t, "of the VPC, or of no known one", v.entries(v.SNATElsewhere), []string{"snat-5@ngw-0 24 yes", "snat-4@ngw-0 16 yes", "snat-3@ngw-3 16 yes"})
	n.RouteTables[1].Routes = nil
	v = viewExit(n, podIdentity(n), internetTarget())
	same(t, "no route leads to any", v.entries(v.SNATElsewhere[2:]), []string{"snat-1@ngw-1 16 yes", "snat-3@ngw-3 16 yes"})
}

func TestGatewayOfAHop(t *testing.T) {
	for name, c := range map[string]struct {
		change   func(*model.Network)
		found    bool
		eips     int
		evidence model.Evidence
		missing  []string
	}{
		"exported":           {func(*model.Network) {}, true, 1, model.Complete, nil},
		"entries truncated":  {func(n *model.Network) { setExport(n, "vpc:DescribeSnatTableEntries stb-1", model.Partial) }, true, 1, model.Partial, []string{"DescribeSnatTableEntries stb-1"}},
		"entries absent":     {func(n *model.Network) { setExport(n, "vpc:DescribeSnatTableEntries stb-1", model.Absent) }, true, 1, model.Absent, []string{"DescribeSnatTableEntries stb-1"}},
		"one table of two":   {func(n *model.Network) { n.NATGateways[0].SNATTables = []string{"stb-2", "stb-1"} }, true, 1, model.Partial, []string{"DescribeSnatTableEntries stb-2"}},
		"tables not said":    {func(n *model.Network) { n.NATGateways[0].SNATTables = nil }, true, 1, model.Absent, []string{"DescribeSnatTableEntries ngw-1"}},
		"gone":               {func(n *model.Network) { n.NATGateways = nil }, false, 1, model.Complete, nil},
		"gone, no entries":   {func(n *model.Network) { n.NATGateways, n.SNATEntries = nil, nil }, false, 1, model.Absent, []string{"DescribeSnatTableEntries ngw-1"}},
		"gateways truncated": {func(n *model.Network) { n.NATGateways = nil; setExport(n, "vpc:DescribeNatGateways", model.Partial) }, false, 1, model.Complete, []string{"DescribeNatGateways"}},
		"asked by gateway": {func(n *model.Network) {
			n.NATGateways = nil
			setExport(n, "vpc:DescribeSnatTableEntries ngw-1", model.Partial)
		}, false, 1, model.Partial, []string{"DescribeSnatTableEntries ngw-1"}},
		"addresses not said": {func(n *model.Network) {
			n.NATGateways[0].EIPs, n.EIPs = nil, nil
			setExport(n, "vpc:DescribeEipAddresses", model.Partial)
		}, true, -1, model.Complete, nil},
		"no addresses at all": {func(n *model.Network) { n.NATGateways[0].EIPs, n.EIPs = nil, nil }, true, 0, model.Complete, nil},
	} {
		n := exitWorld()
		c.change(n)
		v := viewExit(n, podIdentity(n), internetTarget())
		nat := v.Route.Covering[0].Hops[0].NAT
		same(t, name+": missing", v.missing(nat.Missing), append([]string{}, c.missing...))
		if nat.Found != c.found || nat.EIPs != c.eips || nat.Evidence != c.evidence || v.table.nameOf(nat.At) != "ngw-1" {
			t.Errorf("%s: %+v", name, nat)
		}
	}
	n := exitWorld()
	n.NATGateways[0].Status, n.NATGateways[0].BusinessStatus, n.NATGateways[0].NetworkType = "Modifying", "FinancialLocked", "Intranet"
	nat := viewExit(n, podIdentity(n), internetTarget()).Route.Covering[0].Hops[0].NAT
	same(t, "states", []string{nat.Status, nat.Business, nat.Network}, []string{"modifying", "financiallocked", "intranet"})
}

func TestAddressesOfAnEntry(t *testing.T) {
	for name, c := range map[string]struct {
		ip     string
		change func(*model.Network)
		want   string
	}{
		"bound":           {"47.0.0.1", func(*model.Network) {}, "47.0.0.1 private=false found=true bound=true inuse normal locked=false"},
		"bound elsewhere": {"47.0.0.1", func(n *model.Network) { n.EIPs[0].InstanceID = "ngw-2" }, "47.0.0.1 private=false found=true bound=false inuse normal locked=false"},
		"locked": {"47.0.0.1", func(n *model.Network) {
			n.EIPs[0].Locks = []string{"financial"}
			n.EIPs[0].BusinessStatus = "FinancialLocked"
		}, "47.0.0.1 private=false found=true bound=true inuse financiallocked locked=true"},
		"the gateway has it":  {"47.0.0.1", func(n *model.Network) { n.EIPs = nil }, "47.0.0.1 private=false found=false bound=true   locked=false"},
		"nobody has it":       {"47.0.0.9", func(*model.Network) {}, "47.0.0.9 private=false found=false bound=false   locked=false"},
		"private":             {"10.1.0.9", func(*model.Network) {}, "10.1.0.9 private=true found=false bound=false   locked=false"},
		"of the cloud":        {"100.64.0.9", func(*model.Network) {}, "100.64.0.9 private=true found=false bound=false   locked=false"},
		"EIP like the VPC's":  {"47.0.0.1", func(n *model.Network) { n.VPCs[0].CIDRs = prefixesOf("47.0.0.0/8") }, "47.0.0.1 private=false found=true bound=true inuse normal locked=false"},
		"of a VPC of its own": {"30.0.0.9", func(n *model.Network) { n.VPCs[0].CIDRs = prefixesOf("30.0.0.0/8") }, "30.0.0.9 private=true found=false bound=false   locked=false"},
	} {
		n := exitWorld()
		n.SNATEntries[0].IPs[0] = addrOf(c.ip)
		c.change(n)
		v := viewExit(n, podIdentity(n), internetTarget())
		ip := v.Route.Covering[0].Hops[0].NAT.Entries[0].IPs[0]
		same(t, name, fmt.Sprintf("%s private=%t found=%t bound=%t %s %s locked=%t",
			v.table.nameOf(ip.Address), ip.Private, ip.Found, ip.Bound, ip.Status, ip.Business, ip.Locked), c.want)
	}
}
