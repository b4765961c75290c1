package facts

import (
	"fmt"
	"net/netip"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

func TestPublicAddressesAreThoseOfTheAddressItself(t *testing.T) {
	eips := func(list ...string) func(*model.Network) {
		return func(n *model.Network) {
			for _, text := range list {
				n.EIPs = append(n.EIPs, eipOf(text))
			}
		}
	}
	both := func(changes ...func(*model.Network)) func(*model.Network) {
		return func(n *model.Network) {
			for _, change := range changes {
				change(n)
			}
		}
	}
	static := func(n *model.Network) {
		n.Instances[0].PublicIPs = []netip.Addr{addrOf("39.0.0.2"), addrOf("39.0.0.1")}
	}
	observed := func(n *model.Network) {
		n.ENIs[0].Addresses[1].PublicIP, n.ENIs[0].Addresses[1].AllocationID = addrOf("47.0.0.9"), "eip-9"
	}
	for name, c := range map[string]struct {
		change    func(*model.Network)
		pod, node []string
	}{
		"nothing":                     {eips(), nil, nil},
		"static addresses":            {static, nil, []string{"39.0.0.1 static ecsinstance ", "39.0.0.2 static ecsinstance "}},
		"EIP of the instance":         {eips("eip-9 47.0.0.9 EcsInstance i-1 10.1.0.5"), nil, []string{"47.0.0.9 eip ecsinstance inuse"}},
		"EIP of another instance":     {eips("eip-9 47.0.0.9 EcsInstance i-2 10.1.0.5"), nil, nil},
		"EIP of the ENI's primary":    {eips("eip-9 47.0.0.9 NetworkInterface eni-1"), nil, nil},
		"EIP of the pod's address":    {eips("eip-9 47.0.0.9 NetworkInterface eni-1 10.2.0.5"), []string{"47.0.0.9 eip networkinterface inuse"}, nil},
		"EIP of its ENI by the ENI":   {both(eips("eip-9 47.0.0.9 NetworkInterface eni-1"), observed), []string{"47.0.0.9 eip networkinterface inuse"}, nil},
		"EIP of an ENI of another":    {eips("eip-9 47.0.0.9 NetworkInterface eni-2 10.2.0.5"), nil, nil},
		"EIP of an ECI":               {eips("eip-9 47.0.0.9 EciContainerInstance eci-1 10.2.0.5"), []string{"47.0.0.9 eip ecicontainerinstance inuse"}, nil},
		"EIP of a NAT gateway":        {eips("eip-9 47.0.0.9 Nat ngw-1 10.2.0.5"), nil, nil},
		"only the ENI tells":          {observed, []string{"47.0.0.9 eip networkinterface "}, nil},
		"both tell the same":          {both(observed, eips("eip-9 47.0.0.9 NetworkInterface eni-1 10.2.0.5")), []string{"47.0.0.9 eip networkinterface inuse"}, nil},
		"the export says it is moved": {both(observed, eips("eip-9 47.0.0.9 NetworkInterface eni-2 10.2.9.9")), nil, nil},
		"the instance tells":          {func(n *model.Network) { n.Instances[0].EIP = addrOf("47.0.0.9") }, nil, []string{"47.0.0.9 eip ecsinstance "}},
		"static before EIPs":          {both(static, eips("eip-9 38.0.0.9 EcsInstance i-1")), nil, []string{"39.0.0.1 static ecsinstance ", "39.0.0.2 static ecsinstance ", "38.0.0.9 eip ecsinstance inuse"}},
	} {
		t.Run(name, func(t *testing.T) {
			n := exitWorld()
			c.change(n)
			for who, id := range map[string]Identity{"pod": podIdentity(n), "node": nodeIdentity(n), "range": rangeIdentity(n)} {
				v := viewExit(n, id, internetTarget())
				var got []string
				for _, a := range v.Public.Addresses {
					got = append(got, fmt.Sprint(v.table.nameOf(a.At), " ", a.Kind, " ", a.Bound, " ", a.Status))
				}
				same(t, who, got, map[string][]string{"pod": c.pod, "node": c.node}[who])
			}
		})
	}
}

func TestPublicAddressesWhereLittleIsExported(t *testing.T) {
	node, eni := addrOf("10.1.0.5"), &model.ENI{ID: "eni-p", Type: "Primary", Instance: "i-1", Primary: addrOf("10.1.0.5"), PublicIP: addrOf("39.0.0.1")}
	for name, c := range map[string]struct {
		id   Identity
		eip  string
		want []string
	}{
		"primary ENI":                    {Identity{ENI: eni}, "EcsInstance i-1", []string{"39.0.0.1 static", "47.0.0.9 eip"}},
		"its instance without addresses": {Identity{ENI: eni, Instance: &model.Instance{ID: "i-1"}}, "EcsInstance i-1", []string{"39.0.0.1 static", "47.0.0.9 eip"}},
		"another instance":               {Identity{ENI: eni}, "EcsInstance i-2 10.1.0.5", []string{"39.0.0.1 static"}},
		"only the address":               {Identity{}, "EcsInstance i-1 10.1.0.5", []string{"47.0.0.9 eip"}},
		"only the address, of an ENI":    {Identity{}, "NetworkInterface eni-9 10.1.0.5", []string{"47.0.0.9 eip"}},
		"of an ENI that has another":     {Identity{}, "NetworkInterface eni-1 10.1.0.5", nil},
	} {
		n := exitWorld()
		n.EIPs = append(n.EIPs, eipOf("eip-9 47.0.0.9 "+c.eip))
		c.id.Address = hostPrefix(node)
		v := viewExit(n, c.id, internetTarget())
		var got []string
		for _, a := range v.Public.Addresses {
			got = append(got, v.table.nameOf(a.At)+" "+a.Kind)
		}
		same(t, name, got, c.want)
	}
}

func TestRangesHaveNoPublicAddresses(t *testing.T) {
	n := exitWorld()
	n.EIPs = append(n.EIPs, eipOf("eip-9 47.0.0.9 EciContainerInstance eci-1 10.2.0.4"))
	for text, want := range map[string]int{"10.2.0.4/32": 1, "10.2.0.4/31": 0} {
		v := viewExit(n, Identity{Address: netip.MustParsePrefix(text), VSwitch: n.VSwitches[1]}, internetTarget())
		same(t, text, len(v.Public.Addresses), want)
	}
}

func TestPublicAddressHasTheStateOfItsEIP(t *testing.T) {
	n := exitWorld()
	eip := eipOf("eip-9 47.0.0.9 NetworkInterface eni-1 10.2.0.5")
	eip.BusinessStatus, eip.Mode, eip.Locks, eip.BandwidthPackage = "FinancialLocked", "MULTI_BINDED", []string{"security"}, "cbwp-1"
	n.EIPs = append(n.EIPs, eip)
	n.BandwidthPackages = []*model.BandwidthPackage{{ID: "cbwp-1", BusinessStatus: "FinancialLocked"}}
	a := viewExit(n, podIdentity(n), internetTarget()).Public.Addresses[0]
	want := PublicAddress{
		At: a.At, ID: a.ID, Kind: "eip", Bound: "networkinterface", Status: "inuse", Business: "financiallocked", Locked: true,
		Mode: "multi_binded", Package: "financiallocked", Whitelist: []ListFacts{},
	}
	same(t, "address", fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", want))
}

func TestOnlyIPMappingsAreAPublicIdentity(t *testing.T) {
	for name, c := range map[string]struct {
		entry model.ForwardEntry
		want  []string
	}{
		"IP mapping":       {model.ForwardEntry{Protocol: "Any", ExternalPort: "any", InternalPort: "Any"}, []string{"fwd-1 47.0.0.1 available"}},
		"port mapping":     {model.ForwardEntry{Protocol: "TCP", ExternalPort: "443", InternalPort: "443"}, nil},
		"all ports of TCP": {model.ForwardEntry{Protocol: "TCP", ExternalPort: "Any", InternalPort: "Any"}, nil},
		"of another VPC":   {model.ForwardEntry{Protocol: "Any", ExternalPort: "Any", Gateway: "ngw-2"}, nil},
		"not routed to":    {model.ForwardEntry{Protocol: "Any", ExternalPort: "Any", Gateway: "ngw-3"}, nil},
		"of no gateway":    {model.ForwardEntry{Protocol: "Any", ExternalPort: "Any"}, []string{"fwd-1 47.0.0.1 available"}},
	} {
		n := exitWorld()
		n.NATGateways = append(n.NATGateways, &model.NATGateway{ID: "ngw-2", VPC: "vpc-other"})
		c.entry.ID, c.entry.InternalIP, c.entry.ExternalIP, c.entry.Status = "fwd-1", addrOf("10.2.0.5"), addrOf("47.0.0.1"), "Available"
		n.ForwardEntries = []*model.ForwardEntry{&c.entry}
		v := viewExit(n, podIdentity(n), internetTarget())
		var got []string
		for _, m := range v.Public.Mappings {
			got = append(got, fmt.Sprint(v.table.nameOf(m.At), " ", v.table.nameOf(m.Address), " ", m.Status))
		}
		same(t, name, got, c.want)
		if got := viewExit(n, rangeIdentity(n), internetTarget()).Public.Mappings; len(got) > 0 {
			t.Errorf("%s: a range has mappings: %v", name, got)
		}
	}
}

func TestEvidenceOfMappingsIsThatOfTheTablesOfTheVPC(t *testing.T) {
	for name, c := range map[string]struct {
		gateways, table model.Evidence
		change          func(*model.Network)
		want            model.Evidence
	}{
		"whole":                  {model.Complete, model.Complete, nil, model.Complete},
		"table absent":           {model.Complete, model.Absent, nil, model.Absent},
		"table truncated":        {model.Complete, model.Partial, nil, model.Partial},
		"gateways truncated":     {model.Partial, model.Complete, nil, model.Partial},
		"no gateway":             {model.Complete, model.Absent, func(n *model.Network) { n.NATGateways = nil }, model.Complete},
		"gateway of another VPC": {model.Complete, model.Absent, func(n *model.Network) { n.NATGateways[0].VPC = "vpc-other" }, model.Complete},
		"nothing":                {model.Absent, model.Absent, func(n *model.Network) { n.NATGateways = nil }, model.Absent},
		"mappings alone": {model.Absent, model.Complete, func(n *model.Network) {
			n.NATGateways, n.ForwardEntries = nil, []*model.ForwardEntry{{Protocol: "Any", ExternalPort: "Any"}}
		}, model.Partial},
		"one of two": {model.Complete, model.Complete, func(n *model.Network) { n.NATGateways[0].ForwardTables = []string{"ftb-1", "ftb-2"} }, model.Partial},
	} {
		n := exitWorld()
		if c.change != nil {
			c.change(n)
		}
		setExport(n, "vpc:DescribeNatGateways", c.gateways)
		setExport(n, "vpc:DescribeForwardTableEntries ftb-1", c.table)
		same(t, name, viewExit(n, podIdentity(n), internetTarget()).Public.DNAT, c.want)
	}
}
