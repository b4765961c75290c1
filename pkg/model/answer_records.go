package model

import "slices"

func (r *VPC) name() (string, string, Ref)              { return "VPC", r.ID, r.Ref }
func (r *VSwitch) name() (string, string, Ref)          { return "vSwitch", r.ID, r.Ref }
func (r *RouteTable) name() (string, string, Ref)       { return "route table", r.ID, r.Ref }
func (r *SecurityGroup) name() (string, string, Ref)    { return "security group", r.ID, r.Ref }
func (r *PrefixList) name() (string, string, Ref)       { return "prefix list", r.ID, r.Ref }
func (r *PortList) name() (string, string, Ref)         { return "port list", r.ID, r.Ref }
func (r *ENI) name() (string, string, Ref)              { return "ENI", r.ID, r.Ref }
func (r *Instance) name() (string, string, Ref)         { return "ECS instance", r.ID, r.Ref }
func (r *NATGateway) name() (string, string, Ref)       { return "NAT gateway", r.ID, r.Ref }
func (r *SNATEntry) name() (string, string, Ref)        { return "SNAT entry", r.ID, r.Ref }
func (r *ForwardEntry) name() (string, string, Ref)     { return "DNAT entry", r.ID, r.Ref }
func (r *EIP) name() (string, string, Ref)              { return "EIP", r.ID, r.Ref }
func (r *BandwidthPackage) name() (string, string, Ref) { return "bandwidth package", r.ID, r.Ref }
func (r *IPv4Gateway) name() (string, string, Ref)      { return "IPv4 gateway", r.ID, r.Ref }
func (r *GatewayEndpoint) name() (string, string, Ref)  { return "gateway endpoint", r.ID, r.Ref }
func (r *ClusterAnswer) name() (string, string, Ref)    { return "cluster", r.ID, r.Ref }

func (r *VPC) addTo(n *Network)              { n.VPCs = append(n.VPCs, r) }
func (r *VSwitch) addTo(n *Network)          { n.VSwitches = append(n.VSwitches, r) }
func (r *RouteTable) addTo(n *Network)       { n.RouteTables = append(n.RouteTables, r) }
func (r *SecurityGroup) addTo(n *Network)    { n.SecurityGroups = append(n.SecurityGroups, r) }
func (r *PrefixList) addTo(n *Network)       { n.PrefixLists = append(n.PrefixLists, r) }
func (r *PortList) addTo(n *Network)         { n.PortLists = append(n.PortLists, r) }
func (r *ENI) addTo(n *Network)              { n.ENIs = append(n.ENIs, r) }
func (r *Instance) addTo(n *Network)         { n.Instances = append(n.Instances, r) }
func (r *NATGateway) addTo(n *Network)       { n.NATGateways = append(n.NATGateways, r) }
func (r *SNATEntry) addTo(n *Network)        { n.SNATEntries = append(n.SNATEntries, r) }
func (r *ForwardEntry) addTo(n *Network)     { n.ForwardEntries = append(n.ForwardEntries, r) }
func (r *EIP) addTo(n *Network)              { n.EIPs = append(n.EIPs, r) }
func (r *BandwidthPackage) addTo(n *Network) { n.BandwidthPackages = append(n.BandwidthPackages, r) }
func (r *IPv4Gateway) addTo(n *Network)      { n.IPv4Gateways = append(n.IPv4Gateways, r) }
func (r *GatewayEndpoint) addTo(n *Network)  { n.GatewayEndpoints = append(n.GatewayEndpoints, r) }
func (r *ClusterAnswer) addTo(n *Network)    { n.ClusterAnswers = append(n.ClusterAnswers, r) }

func (r *VSwitch) place(number int32)          { r.Ref = at(r.Ref, number) }
func (r *PrefixList) place(number int32)       { r.Ref = at(r.Ref, number) }
func (r *PortList) place(number int32)         { r.Ref = at(r.Ref, number) }
func (r *Instance) place(number int32)         { r.Ref = at(r.Ref, number) }
func (r *SNATEntry) place(number int32)        { r.Ref = at(r.Ref, number) }
func (r *ForwardEntry) place(number int32)     { r.Ref = at(r.Ref, number) }
func (r *EIP) place(number int32)              { r.Ref = at(r.Ref, number) }
func (r *BandwidthPackage) place(number int32) { r.Ref = at(r.Ref, number) }
func (r *IPv4Gateway) place(number int32)      { r.Ref = at(r.Ref, number) }
func (r *GatewayEndpoint) place(number int32) {
	r.Ref, r.PolicyRef = at(r.Ref, number), at(r.PolicyRef, number)
}

func (r *RouteTable) place(number int32) {
	r.Ref = at(r.Ref, number)
	for i := range r.Routes {
		route := &r.Routes[i]
		route.Ref = at(route.Ref, number)
		for j := range route.NextHops {
			route.NextHops[j].Ref = at(route.NextHops[j].Ref, number)
		}
	}
}

func (r *SecurityGroup) place(number int32) {
	r.Ref = at(r.Ref, number)
	for i := range r.Rules {
		r.Rules[i].Ref = at(r.Rules[i].Ref, number)
	}
}

func (r *ENI) place(number int32) {
	r.Ref = at(r.Ref, number)
	for _, addresses := range [][]Address{r.Addresses, r.IPv6} {
		for i := range addresses {
			addresses[i].Ref = at(addresses[i].Ref, number)
		}
	}
}

func (r *NATGateway) place(number int32) {
	r.Ref = at(r.Ref, number)
	for i := range r.EIPs {
		r.EIPs[i].Ref = at(r.EIPs[i].Ref, number)
	}
}

func (r *ClusterAnswer) place(number int32) {
	r.Ref = at(r.Ref, number)
	for i := range r.Addons {
		r.Addons[i].Ref = at(r.Addons[i].Ref, number)
	}
}

func (r *RouteTable) own(id string)    { r.ID = id }
func (r *SecurityGroup) own(id string) { r.ID = id }
func (r *PrefixList) own(id string)    { r.ID = id }
func (r *PortList) own(id string)      { r.ID = id }
func (r *ClusterAnswer) own(id string) { r.ID = id }

func (r *VPC) place(number int32) {
	r.Ref = at(r.Ref, number)
	for i := range r.Lacks {
		r.Lacks[i].Ref = at(r.Lacks[i].Ref, number)
	}
}

func (r *VPC) join(other record) {
	o := other.(*VPC)
	fill(&r.Region, o.Region)
	fill(&r.IPv4Gateway, o.IPv4Gateway)
	fillList(&r.CIDRs, o.CIDRs)
	fillList(&r.UserCIDRs, o.UserCIDRs)
	fillList(&r.IPv6CIDRs, o.IPv6CIDRs)
	if len(o.Lacks) < len(r.Lacks) {
		r.Lacks = o.Lacks
	}
}

func (r *VSwitch) join(other record) {
	o := other.(*VSwitch)
	fill(&r.VPC, o.VPC)
	fill(&r.Zone, o.Zone)
	fill(&r.RouteTable, o.RouteTable)
	fill(&r.NetworkACL, o.NetworkACL)
	if r.CIDR.Text == "" {
		r.CIDR = o.CIDR
	}
	if r.IPv6CIDR.Text == "" {
		r.IPv6CIDR = o.IPv6CIDR
	}
	r.WithoutIPv6 = r.IPv6CIDR.Text == "" && (r.WithoutIPv6 || o.WithoutIPv6)
	if r.AvailableIPs < 0 {
		r.AvailableIPs = o.AvailableIPs
	}
}

// join takes over the routes when no API before gave any: the older DescribeRouteTables repeats DescribeRouteEntryList.
func (r *RouteTable) join(other record) {
	o := other.(*RouteTable)
	fill(&r.VPC, o.VPC)
	fill(&r.Type, o.Type)
	fill(&r.AssociateType, o.AssociateType)
	fillList(&r.VSwitches, o.VSwitches)
	fillList(&r.Routes, o.Routes)
}

func (r *SecurityGroup) join(other record) {
	o := other.(*SecurityGroup)
	fill(&r.VPC, o.VPC)
	fill(&r.Type, o.Type)
	fill(&r.InnerAccess, o.InnerAccess)
	fillList(&r.Rules, o.Rules)
}

func (r *PrefixList) join(other record) {
	o := other.(*PrefixList)
	fill(&r.Family, o.Family)
	if len(o.Entries) >= len(r.Entries) {
		r.Entries, r.Ref = o.Entries, o.Ref
	}
}

func (r *PortList) join(other record) {
	o := other.(*PortList)
	if len(o.Entries) > 0 {
		r.Entries, r.Ref = o.Entries, o.Ref
	}
}

func (r *ClusterAnswer) join(other record) {
	o := other.(*ClusterAnswer)
	for _, field := range []struct {
		to   *string
		from string
	}{
		{&r.Name, o.Name}, {&r.Type, o.Type}, {&r.Profile, o.Profile}, {&r.Spec, o.Spec}, {&r.Region, o.Region},
		{&r.VPC, o.VPC}, {&r.IPStack, o.IPStack}, {&r.ProxyMode, o.ProxyMode}, {&r.Version, o.Version},
		{&r.InitVersion, o.InitVersion}, {&r.ContainerCIDR, o.ContainerCIDR}, {&r.ServiceCIDR, o.ServiceCIDR},
		{&r.SecurityGroup, o.SecurityGroup},
	} {
		fill(field.to, field.from)
	}
	if r.MetaData == "" && o.MetaData != "" {
		r.MetaData, r.Ref = o.MetaData, o.Ref
	}
	r.Addons = append(r.Addons, o.Addons...)
}

// fillList sets a list that is empty.
func fillList[T any](list *[]T, other []T) {
	if len(*list) == 0 {
		*list = other
	}
}

func (r *SecurityGroup) extend(page record) []refProblem {
	var twice []refProblem
	r.Rules, twice = extendBy(r.Rules, page.(*SecurityGroup).Rules, func(rule SecurityGroupRule) (part, Ref) {
		return part{"security group rule", rule.ID, rule}, rule.Ref
	})
	return twice
}

func (r *RouteTable) extend(page record) []refProblem {
	var twice []refProblem
	r.Routes, twice = extendBy(r.Routes, page.(*RouteTable).Routes, func(route Route) (part, Ref) {
		return part{"route", route.PrefixList + route.Destination.Text, route}, route.Ref
	})
	return twice
}

func (r *PrefixList) extend(page record) []refProblem {
	for _, entry := range page.(*PrefixList).Entries {
		if !slices.Contains(r.Entries, entry) {
			r.Entries = append(r.Entries, entry)
		}
	}
	return nil
}

func (r *ClusterAnswer) extend(page record) []refProblem {
	var twice []refProblem
	r.Addons, twice = extendBy(r.Addons, page.(*ClusterAnswer).Addons, func(addon Addon) (part, Ref) {
		return part{"addon", addon.Name, addon}, addon.Ref
	})
	return twice
}

// part is one of the things that a record lists. id is "" where the answer gives none.
type part struct {
	noun, id string
	content  any
}

// extendBy appends the parts of the next page. A part that is there already counts once; one that is there under the
// same id with another content is a problem, and the first holds.
func extendBy[T any](list, next []T, describe func(T) (part, Ref)) ([]T, []refProblem) {
	var twice []refProblem
	known := len(list)
	for _, item := range next {
		p, place := describe(item)
		i := slices.IndexFunc(list[:known], func(other T) bool {
			q, _ := describe(other)
			return q.id == p.id && (p.id != "" || equalContent(q.content, p.content))
		})
		if i < 0 {
			list = append(list, item)
		} else if q, first := describe(list[i]); !equalContent(q.content, p.content) {
			twice = append(twice, exportedTwice(p.noun, p.id, first, place))
		}
	}
	return list, twice
}
