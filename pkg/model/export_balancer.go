package model

import "strings"

// decodeCLB reads a row of DescribeLoadBalancers, or DescribeLoadBalancerAttribute, which names the listeners and has the
// default server group too.
func decodeCLB(v value) {
	lb := &LoadBalancer{
		Ref: v.in("LoadBalancerId").ref(), Product: "clb", ID: v.id("LoadBalancerId"), Status: v.text("LoadBalancerStatus"),
		AddressType: v.text("AddressType"), NetworkType: v.text("NetworkType"), VPC: v.id("VpcId"), VSwitch: v.id("VSwitchId"),
		Address: v.addr("Address"),
	}
	if v.has("BackendServers") {
		lb.Backends = decodeBackends(v, "BackendServers", "BackendServer")
	}
	lb.readTags(v)
	v.answer.add(lb)
	for pair := range v.list("ListenerPortsAndProtocol", "ListenerPortAndProtocol") {
		v.answer.add(&Listener{
			Ref: pair.in("ListenerPort").ref(), Product: "clb", Balancer: lb.ID,
			Port: pair.number("ListenerPort", 0), Protocol: strings.ToLower(pair.text("ListenerProtocol")),
		})
	}
}

// readTags reads the tags that the cloud controller manager gives to load balancers that it makes or takes, and the cluster's.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/service-faq
func (lb *LoadBalancer) readTags(v value) {
	for tag := range v.list("Tags", "Tag") {
		switch tag.text("TagKey") {
		case "kubernetes.do.not.delete", "kubernetes.reused.by.user":
			lb.OfService = true
		case "ack.aliyun.com":
			lb.Cluster = tag.text("TagValue")
		}
	}
}

// decodeBackends returns the servers of a list, which is not nil. A backend of an IP type has no id but its address.
func decodeBackends(v value, outer, inner string) []Backend {
	backends := []Backend{}
	for server := range v.list(outer, inner) {
		backends = append(backends, decodeBackend(server))
	}
	return backends
}

func decodeBackend(v value) Backend {
	b := Backend{
		Ref: v.in("ServerId").ref(), ID: v.id("ServerId"), Type: strings.ToLower(v.text("Type", "ServerType")),
		Port: v.number("Port", 0), Weight: v.number("Weight", 100), Zone: v.text("ZoneId"),
	}
	if v.text("ServerIp") != "" {
		b.Addr = v.addr("ServerIp")
	}
	return b
}

func decodeCLBListener(v value) {
	l := &Listener{
		Ref: v.in("ListenerPort").ref(), Product: "clb", Balancer: v.id("LoadBalancerId"), Described: true,
		Port: v.number("ListenerPort", 0), Protocol: strings.ToLower(v.text("ListenerProtocol")), Status: v.text("Status"),
		Control: strings.ToLower(v.text("AclStatus")), ControlType: strings.ToLower(v.text("AclType")),
		BackendPort: v.number("BackendServerPort", 0),
	}
	if group := v.id("VServerGroupId"); group != "" {
		l.ServerGroups = []string{group}
	}
	// https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancertcplistenerattribute
	for _, config := range []value{v, v.in("TCPListenerConfig"), v.in("UDPListenerConfig")} {
		fill(&l.PrimaryGroup, config.id("MasterSlaveServerGroupId"))
	}
	for _, config := range []value{v, v.in("TCPListenerConfig"), v.in("UDPListenerConfig"), v.in("HTTPListenerConfig"), v.in("HTTPSListenerConfig")} {
		if said := config.text("HealthCheck"); said != "" && l.HealthCheck == "" {
			l.HealthCheck, l.HealthCheckRef = strings.ToLower(said), config.in("HealthCheck").ref()
		}
	}
	l.AccessLists = listenerLists(v)
	v.answer.add(l)
}

// listenerLists returns the access control lists of a listener: AclIds has them all, and AclId the only one of older answers.
func listenerLists(v value) []Named {
	var lists []Named
	for id := range v.list("AclIds", "AclId") {
		if text := strings.TrimSpace(id.Node.String()); text != "" {
			id.whole(text)
			lists = append(lists, Named{ID: text, Ref: id.ref()})
		}
	}
	if id := v.id("AclId"); id != "" && len(lists) == 0 {
		lists = []Named{{ID: id, Ref: v.in("AclId").ref()}}
	}
	return lists
}

func decodeCLBList(v value) {
	v.answer.add(&AccessList{Ref: v.in("AclId").ref(), ID: v.id("AclId"), Family: v.text("AddressIPVersion")})
}

func decodeCLBEntries(v value) { decodeEntries(v, "AclEntrys", "AclEntry", "AclEntryIP") }

func decodeEntries(v value, outer, inner, key string) {
	list := &AccessList{Ref: v.in(outer).key(), ID: v.answer.Owner, Family: v.text("AddressIPVersion"), Entries: []AccessEntry{}}
	for e := range v.list(outer, inner) {
		list.Entries = append(list.Entries, AccessEntry{Ref: e.in(key).ref(), Range: e.prefix(key)})
	}
	v.answer.add(list)
}

func decodeALBEntries(v value) { decodeEntries(v, "AclEntries", "", "Entry") }

func decodeCLBGroup(v value) {
	v.answer.add(&ServerGroup{Ref: v.in("VServerGroupId").ref(), ID: v.id("VServerGroupId"), Count: v.number("ServerCount", -1)})
}

func decodeCLBServers(v value) {
	v.answer.add(&ServerGroup{
		Ref: v.in("VServerGroupId").ref(), ID: v.answer.Owner, Count: -1, Servers: decodeBackends(v, "BackendServers", "BackendServer"),
	})
}

// decodeCLBPair reads the primary and the secondary server of a group that has one of each.
func decodeCLBPair(v value) {
	v.answer.add(&ServerGroup{
		Ref: v.in("MasterSlaveServerGroupId").ref(), ID: v.answer.Owner, Count: -1,
		Servers: decodeBackends(v, "MasterSlaveBackendServers", "MasterSlaveBackendServer"),
	})
}

func decodeCLBHealth(v value) {
	lb := &LoadBalancer{Ref: v.in("BackendServers").key(), Product: "clb", ID: v.answer.Owner, Health: []BackendHealth{}}
	for server := range v.list("BackendServers", "BackendServer") {
		lb.Health = append(lb.Health, BackendHealth{
			Ref: server.in("ServerHealthStatus").ref(), Port: server.number("ListenerPort", 0),
			Protocol: strings.ToLower(server.text("Protocol")), Status: server.text("ServerHealthStatus"),
		})
	}
	v.answer.add(lb)
}

func decodeNLB(v value) {
	lb := decodeModern(v, "nlb", "PrivateIPv4Address", "PublicIPv4Address")
	lb.Business = v.text("LoadBalancerBusinessStatus")
	lb.SecurityGroups = append([]string{}, v.ids("SecurityGroupIds", "")...)
	v.answer.add(lb)
}

// decodeALB reads a row of ListLoadBalancers. Only GetLoadBalancerAttribute tells the zones and the security groups, and
// leaves the latter out where there are none.
func decodeALB(v value) {
	lb := decodeModern(v, "alb", "IntranetAddress", "Address")
	lb.Business = v.text("LoadBalancerBussinessStatus")
	if v.has("ZoneMappings") {
		lb.SecurityGroups = append([]string{}, v.ids("SecurityGroupIds", "")...)
	}
	v.answer.add(lb)
}

func decodeModern(v value, product, private, public string) *LoadBalancer {
	lb := &LoadBalancer{
		Ref: v.in("LoadBalancerId").ref(), Product: product, ID: v.id("LoadBalancerId"), Status: v.text("LoadBalancerStatus"),
		AddressType: v.text("AddressType"), IPv6Type: v.text("Ipv6AddressType"), VPC: v.id("VpcId"), Host: v.text("DNSName"),
		CrossZone: strings.ToLower(v.text("CrossZoneEnabled")),
	}
	for zone := range v.list("ZoneMappings", "") {
		for address := range zone.list("LoadBalancerAddresses", "") {
			lb.Zones = append(lb.Zones, BalancerZone{
				Ref: address.first(private, public).ref(), Zone: zone.text("ZoneId"), VSwitch: zone.id("VSwitchId"),
				Private: address.addr(private), Public: address.addr(public), IPv6: address.addr("Ipv6Address"),
			})
		}
	}
	return lb
}

func decodeNLBListener(v value) {
	l := modernListener(v, "nlb")
	l.Start, l.End = v.number("StartPort", 0), v.number("EndPort", 0)
	l.Control = "off" // NLB has security groups instead
	if group := v.id("ServerGroupId"); group != "" {
		l.ServerGroups = []string{group}
	}
	v.answer.add(l)
}

func modernListener(v value, product string) *Listener {
	return &Listener{
		Ref: v.in("ListenerPort").ref(), Product: product, Balancer: v.id("LoadBalancerId"), ID: v.id("ListenerId"), Described: true,
		Port: v.number("ListenerPort", 0), Protocol: strings.ToLower(v.text("ListenerProtocol")), Status: v.text("ListenerStatus"),
	}
}

// decodeALBListener reads a row of ListListeners, which does not say who may connect.
func decodeALBListener(v value) { v.answer.add(albListener(v)) }

func albListener(v value) *Listener {
	l := modernListener(v, "alb")
	for action := range v.list("DefaultActions", "") {
		l.Action = action.text("Type")
		for tuple := range action.in("ForwardGroupConfig").list("ServerGroupTuples", "") {
			if group := tuple.id("ServerGroupId"); group != "" {
				l.ServerGroups = append(l.ServerGroups, group)
			}
		}
	}
	return l
}

// decodeALBListenerAttribute reads GetListenerAttribute. Lists that are being bound or unbound leave it open who may connect.
func decodeALBListenerAttribute(v value) {
	l := albListener(v)
	config := v.in("AclConfig")
	l.Control, l.ControlType = "off", strings.ToLower(config.text("AclType"))
	for relation := range config.list("AclRelations", "") {
		l.AccessLists = append(l.AccessLists, Named{ID: relation.id("AclId"), Ref: relation.in("AclId").ref()})
		switch status := relation.text("Status"); {
		case status != "" && !strings.EqualFold(status, "Associated"):
			l.Control = "changing"
		case l.Control == "off":
			l.Control = "on"
		}
	}
	v.answer.add(l)
}

func decodeNLBGroup(v value) {
	v.answer.add(&ServerGroup{
		Ref: v.in("ServerGroupId").ref(), ID: v.id("ServerGroupId"), Type: v.text("ServerGroupType"),
		PreserveIP: strings.ToLower(v.text("PreserveClientIpEnabled")), Count: v.number("ServerCount", -1),
	})
}

// decodeServers reads ListServerGroupServers, which answers for one group or for all. ALB has the same answer as NLB.
func decodeServers(v value) {
	groups := map[string]*ServerGroup{}
	for server := range v.list("Servers", "") {
		id := server.id("ServerGroupId")
		if id == "" {
			id = v.answer.Owner
		}
		if groups[id] == nil {
			groups[id] = &ServerGroup{Ref: server.in("ServerGroupId").ref(), ID: id, Count: -1, Servers: []Backend{}}
			v.answer.add(groups[id])
		}
		groups[id].Servers = append(groups[id].Servers, decodeBackend(server))
	}
}
