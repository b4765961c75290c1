package model

func decodeInstance(v value) {
	network, eip := v.in("VpcAttributes"), v.in("EipAddress")
	v.answer.add(&Instance{
		Ref: v.ref(), ID: v.id("InstanceId"), Name: v.text("InstanceName"),
		VPC: network.id("VpcId", "VPCId"), VSwitch: network.id("VSwitchId", "VswitchId"),
		PrivateIPs: network.addrs("PrivateIpAddress", "IpAddress"), PublicIPs: v.addrs("PublicIpAddress", "IpAddress"),
		EIP: eip.addr("IpAddress"), EIPAllocation: eip.id("AllocationId"),
		SecurityGroups: v.ids("SecurityGroupIds", "SecurityGroupId"), Status: v.text("Status"),
	})
}

func decodeENI(v value) {
	public, attachment := v.in("AssociatedPublicIp"), v.in("Attachment")
	eni := &ENI{
		Ref: v.ref(), ID: v.id("NetworkInterfaceId"), Type: v.text("Type"), Status: v.text("Status"),
		VPC: v.id("VpcId"), VSwitch: v.id("VSwitchId", "VswitchId"), Instance: v.id("InstanceId"),
		ServiceManaged: v.flag("ServiceManaged"), Primary: v.addr("PrivateIpAddress"),
		Prefixes:       eniPrefixes(v),
		SecurityGroups: v.ids("SecurityGroupIds", "SecurityGroupId"), TrunkENI: attachment.id("TrunkNetworkInterfaceId"),
		PublicIP: public.addr("PublicIpAddress"), AllocationID: public.id("AllocationId"),
	}
	if eni.Instance == "" {
		eni.Instance = attachment.id("InstanceId")
	}
	for ip := range v.list("PrivateIpSets", "PrivateIpSet") {
		if a := eniAddress(ip, "PrivateIpAddress"); a.Addr.IsValid() {
			eni.Addresses = append(eni.Addresses, a)
		}
	}
	if len(eni.Addresses) == 0 && eni.Primary.IsValid() {
		eni.Addresses = []Address{{Ref: v.in("PrivateIpAddress").ref(), Addr: eni.Primary}}
	}
	if v.Get("Ipv6Sets") != nil {
		eni.IPv6 = []Address{}
	}
	for ip := range v.list("Ipv6Sets", "Ipv6Set") {
		if a := eniAddress(ip, "Ipv6Address"); a.Addr.IsValid() {
			eni.IPv6 = append(eni.IPv6, a)
		}
	}
	v.answer.add(eni)
}

func eniAddress(v value, key string) Address {
	a := Address{Ref: v.ref(), Addr: v.addr(key)}
	if public := v.Get("AssociatedPublicIp"); public != nil {
		associated := v.in("AssociatedPublicIp")
		a.PublicIP, a.AllocationID = associated.addr("PublicIpAddress"), associated.id("AllocationId")
	}
	return a
}

func eniPrefixes(v value) []Prefix {
	var out []Prefix
	for set := range v.list("Ipv4PrefixSets", "Ipv4PrefixSet") {
		if p := set.prefix("Ipv4Prefix"); p.Text != "" {
			out = append(out, p)
		}
	}
	return out
}

func decodeSecurityGroup(v value) {
	v.answer.add(&SecurityGroup{Ref: v.ref(), ID: v.id("SecurityGroupId"), VPC: v.id("VpcId"), Type: v.text("SecurityGroupType")})
}

func decodeRules(v value) {
	group := &SecurityGroup{Ref: v.ref(), ID: v.answer.Owner, VPC: v.id("VpcId"), InnerAccess: v.text("InnerAccessPolicy")}
	for rule := range v.list("Permissions", "Permission") {
		group.Rules = append(group.Rules, decodeRule(rule))
	}
	v.answer.add(group)
}

func decodeRule(v value) SecurityGroupRule {
	return SecurityGroupRule{
		Ref: v.ref(), ID: v.text("SecurityGroupRuleId"),
		Direction: v.text("Direction"), Policy: v.text("Policy"), Protocol: v.text("IpProtocol"),
		Priority:  v.number("Priority", 1),
		PortRange: v.text("PortRange"), SourcePortRange: v.text("SourcePortRange"), PortList: v.id("PortRangeListId"),
		DestCIDR: v.prefix("DestCidrIp"), DestIPv6: v.prefix("Ipv6DestCidrIp"),
		DestGroup: v.id("DestGroupId"), DestGroupOwner: v.text("DestGroupOwnerAccount"), DestPrefixList: v.id("DestPrefixListId"),
		SourceCIDR: v.prefix("SourceCidrIp"), SourceIPv6: v.prefix("Ipv6SourceCidrIp"),
		SourceGroup: v.id("SourceGroupId"), SourceGroupOwner: v.text("SourceGroupOwnerAccount"), SourcePrefixList: v.id("SourcePrefixListId"),
	}
}

// decodePrefixList reads a row of ecs DescribePrefixLists, which has no entries, or of vpc ListPrefixLists, which has.
func decodePrefixList(v value) {
	v.answer.add(&PrefixList{
		Ref: v.ref(), ID: v.id("PrefixListId"), Family: v.text("AddressFamily", "IpVersion"), Entries: v.prefixes("CidrBlocks", "CidrBlock"),
	})
}

func decodePrefixEntries(v value) {
	v.answer.add(&PrefixList{Ref: v.ref(), ID: v.answer.Owner, Family: v.text("AddressFamily"), Entries: cidrsOf(v, "Entries", "Entry")})
}

func decodeVPCPrefixEntries(v value) {
	v.answer.add(&PrefixList{Ref: v.ref(), ID: v.answer.Owner, Entries: cidrsOf(v, "PrefixListEntry", "")})
}

func cidrsOf(v value, outer, inner string) []Prefix {
	var out []Prefix
	for entry := range v.list(outer, inner) {
		if p := entry.prefix("Cidr"); p.Text != "" {
			out = append(out, p)
		}
	}
	return out
}

func decodePortList(v value) {
	v.answer.add(&PortList{Ref: v.ref(), ID: v.id("PortRangeListId")})
}

func decodePortEntries(v value) {
	list := &PortList{Ref: v.ref(), ID: v.answer.Owner}
	for entry := range v.list("Entries", "Entry") {
		if ports := entry.text("PortRange"); ports != "" {
			list.Entries = append(list.Entries, ports)
		}
	}
	v.answer.add(list)
}

func decodeCluster(v value) {
	v.answer.add(&ClusterAnswer{
		Ref: v.ref(), ID: v.text("cluster_id"), Name: v.text("name"), Type: v.text("cluster_type"), Profile: v.text("profile"),
		Spec: v.text("cluster_spec"), Region: v.text("region_id"), VPC: v.id("vpc_id"), IPStack: v.text("ip_stack"), ProxyMode: v.text("proxy_mode"),
		Version: v.text("current_version"), InitVersion: v.text("init_version"),
		ContainerCIDR: v.text("container_cidr", "subnet_cidr"), ServiceCIDR: v.text("service_cidr"),
		SecurityGroup: v.id("security_group_id"), MetaData: v.text("meta_data"),
		PodVSwitchIDs: v.in("parameters").text("PodVswitchIds"),
	})
}

func decodeAddons(v value) {
	cluster := &ClusterAnswer{Ref: v.ref(), ID: v.answer.Owner}
	for addon := range v.list("addons", "") {
		cluster.Addons = append(cluster.Addons, readAddon(addon))
	}
	v.answer.add(cluster)
}

func decodeAddon(v value) {
	v.answer.add(&ClusterAnswer{Ref: v.ref(), ID: v.answer.Owner, Addons: []Addon{readAddon(v)}})
}

func decodeAddonVersions(v value) {
	cluster := &ClusterAnswer{Ref: v.ref(), ID: v.answer.Owner}
	for _, name := range v.Keys {
		cluster.Addons = append(cluster.Addons, readAddon(v.in(name)))
	}
	v.answer.add(cluster)
}

func readAddon(v value) Addon {
	return Addon{Ref: v.ref(), Name: v.text("name", "component_name"), Version: v.text("version"), Config: v.text("config", "value")}
}
