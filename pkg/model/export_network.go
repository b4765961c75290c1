package model

import "strings"

func decodeVPC(v value) {
	vpc := &VPC{
		Ref: v.ref(), ID: v.id("VpcId"), Region: v.text("RegionId"),
		CIDRs:       append(single(v.prefix("CidrBlock")), v.prefixes("SecondaryCidrBlocks", "SecondaryCidrBlock")...),
		UserCIDRs:   v.prefixes("UserCidrs", "UserCidr"),
		IPv6CIDRs:   ipv6Blocks(v),
		IPv4Gateway: v.id("Ipv4GatewayId"),
	}
	for _, key := range []string{"CidrBlock", "VRouterId"} {
		if v.has(key) && v.text(key) == "" {
			vpc.Lacks = append(vpc.Lacks, Named{ID: key, Ref: v.in(key).ref()})
		}
	}
	if v.in("VSwitchIds").has("VSwitchId") && len(v.ids("VSwitchIds", "VSwitchId")) == 0 {
		vpc.Lacks = append(vpc.Lacks, Named{ID: "VSwitchIds", Ref: v.in("VSwitchIds").key()})
	}
	v.answer.add(vpc)
}

// single returns p as a list, or nothing when it is not set.
func single(p Prefix) []Prefix {
	if p.Text == "" {
		return nil
	}
	return []Prefix{p}
}

// ipv6Blocks returns Ipv6CidrBlock and those of Ipv6CidrBlocks, which repeats it.
func ipv6Blocks(v value) []Prefix {
	blocks := single(v.prefix("Ipv6CidrBlock"))
	for block := range v.list("Ipv6CidrBlocks", "Ipv6CidrBlock") {
		if p := block.prefix("Ipv6CidrBlock"); p.Text != "" && (len(blocks) == 0 || p != blocks[0]) {
			blocks = append(blocks, p)
		}
	}
	return blocks
}

func decodeVSwitch(v value) {
	v.answer.add(&VSwitch{
		WithoutIPv6: v.Get("Ipv6CidrBlock") != nil && v.text("Ipv6CidrBlock") == "",
		Ref:         v.ref(), ID: v.id("VSwitchId", "VswitchId"), VPC: v.id("VpcId", "VPCId"), Zone: v.text("ZoneId"),
		CIDR: v.prefix("CidrBlock"), IPv6CIDR: v.prefix("Ipv6CidrBlock"),
		RouteTable: v.in("RouteTable").id("RouteTableId"), NetworkACL: v.id("NetworkAclId"),
		AvailableIPs: v.number("AvailableIpAddressCount", -1),
	})
}

// decodeRouteTable reads a row of DescribeRouteTableList, or of the older DescribeRouteTables, which has the routes too.
func decodeRouteTable(v value) {
	table := &RouteTable{
		Ref: v.ref(), ID: v.id("RouteTableId"), VPC: v.id("VpcId", "VPCId"), Type: v.text("RouteTableType"),
		AssociateType: v.text("AssociateType"), VSwitches: v.ids("VSwitchIds", "VSwitchId"),
	}
	for entry := range v.list("RouteEntrys", "RouteEntry") {
		table.Routes = append(table.Routes, decodeRoute(entry))
	}
	v.answer.add(table)
}

// decodeRoutes reads DescribeRouteEntryList. Its NextHopType parameter may narrow the answer to Instance hops, as the
// hops of a table with a System route never are.
// https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describerouteentrylist
func decodeRoutes(v value) {
	table := &RouteTable{Ref: v.in("RouteEntrys").key(), ID: v.answer.Owner}
	filtered := true
	for entry := range v.list("RouteEntrys", "RouteEntry") {
		route := decodeRoute(entry)
		table.Routes = append(table.Routes, route)
		for _, hop := range route.NextHops {
			filtered = filtered && strings.EqualFold(hop.Type, "Instance")
		}
	}
	v.answer.filtered = filtered && len(table.Routes) > 0
	v.answer.add(table)
}

func decodeRoute(v value) Route {
	route := Route{Ref: v.ref(), Type: v.text("Type"), Status: v.text("Status")}
	if destination := v.text("DestinationCidrBlock"); strings.HasPrefix(destination, "pl-") {
		route.PrefixList = destination
	} else {
		route.Destination = v.prefix("DestinationCidrBlock")
	}
	for hop := range v.list("NextHops", "NextHop") {
		route.NextHops = append(route.NextHops, NextHop{
			Ref: hop.first("NextHopId", "NextHopType").ref(), Type: hop.text("NextHopType"), ID: hop.id("NextHopId"), Disabled: hop.text("Enabled") == "0",
		})
	}
	if kind := v.text("NextHopType"); len(route.NextHops) == 0 && kind != "" {
		keys := []string{"InstanceId", "NextHopId"}
		route.NextHops = []NextHop{{Ref: v.first(append(keys, "NextHopType")...).ref(), Type: kind, ID: v.id(keys...)}}
	}
	return route
}

func decodeNATGateway(v value) {
	gateway := &NATGateway{
		Ref: v.ref(), ID: v.id("NatGatewayId"), VPC: v.id("VpcId", "VPCId"),
		Status: v.text("Status"), BusinessStatus: v.text("BusinessStatus"),
		NetworkType: v.text("NetworkType"), NatType: v.text("NatType"),
		VSwitch:       v.in("NatGatewayPrivateInfo").id("VswitchId", "VSwitchId"),
		SNATTables:    v.ids("SnatTableIds", "SnatTableId"),
		ForwardTables: v.ids("ForwardTableIds", "ForwardTableId"),
	}
	for ip := range v.list("IpLists", "IpList") {
		gateway.EIPs = append(gateway.EIPs, NATGatewayIP{
			Ref: ip.ref(), Addr: ip.addr("IpAddress"), AllocationID: ip.id("AllocationId"), UsingStatus: ip.text("UsingStatus"),
		})
	}
	v.answer.add(gateway)
}

func decodeSNATEntry(v value) {
	entry := &SNATEntry{
		Ref: v.ref(), ID: v.id("SnatEntryId"), Table: v.id("SnatTableId"), Gateway: v.id("NatGatewayId"),
		SourceVSwitch: v.id("SourceVSwitchId"), Source: v.prefix("SourceCIDR"),
		NetworkInterface: v.id("NetworkInterfaceId"), Status: v.text("Status"),
	}
	for _, ip := range splitList(v.text("SnatIp")) {
		entry.IPs = append(entry.IPs, v.in("SnatIp").asAddr(ip))
	}
	v.answer.add(entry)
}

func decodeForwardEntry(v value) {
	v.answer.add(&ForwardEntry{
		Ref: v.ref(), ID: v.id("ForwardEntryId"), Table: v.id("ForwardTableId"), Gateway: v.id("NatGatewayId"),
		ExternalIP: v.addr("ExternalIp"), InternalIP: v.addr("InternalIp"),
		ExternalPort: v.text("ExternalPort"), InternalPort: v.text("InternalPort"),
		Protocol: v.text("IpProtocol"), Status: v.text("Status"),
	})
}

func decodeEIP(v value) {
	eip := &EIP{
		Ref: v.ref(), ID: v.id("AllocationId"), Addr: v.addr("IpAddress"), PrivateAddr: v.addr("PrivateIpAddress"),
		Status: v.text("Status"), BusinessStatus: v.text("BusinessStatus"),
		InstanceType: v.text("InstanceType"), InstanceID: v.id("InstanceId"), Mode: v.text("Mode"),
		BandwidthPackage: v.id("BandwidthPackageId"),
	}
	for lock := range v.list("OperationLocks", "LockReason") {
		if reason := lock.text("LockReason") + lock.Node.String(); reason != "" {
			eip.Locks = append(eip.Locks, reason)
		}
	}
	v.answer.add(eip)
}

func decodeBandwidthPackage(v value) {
	v.answer.add(&BandwidthPackage{
		Ref: v.ref(), ID: v.id("BandwidthPackageId"), Status: v.text("Status"), BusinessStatus: v.text("BusinessStatus"),
	})
}

func decodeIPv4Gateway(v value) {
	v.answer.add(&IPv4Gateway{
		Ref: v.ref(), ID: v.id("Ipv4GatewayId"), VPC: v.id("VpcId"), Status: v.text("Status"),
		Enabled: v.flag("Enabled"), RouteTable: v.id("Ipv4GatewayRouteTableId"),
	})
}

func decodeGatewayEndpoint(v value) {
	e := &GatewayEndpoint{Ref: v.ref(), ID: v.id("EndpointId"), VPC: v.id("VpcId"), Status: v.text("EndpointStatus"), PolicyRef: v.in("PolicyDocument").ref()}
	policy := value{embedded(v.text("PolicyDocument")), v.pointer + "/PolicyDocument##", v.answer}
	for statement := range policy.in("Statement").elements() {
		e.Policy = append(e.Policy, decodeStatement(statement, len(e.Policy)+1))
	}
	v.answer.add(e)
}

// splitList returns the entries of a list that is written as one string. Commas separate them; spaces, line breaks and
// semicolons are taken for commas, as people paste them.
func splitList(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",; \t\r\n", r) })
}
