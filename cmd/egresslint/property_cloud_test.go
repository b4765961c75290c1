package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// The universe is small, so that rules overlap, entries tie, and every gate both lets through and stops.
var (
	ranges = []string{
		"0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.0.16.0/23", "10.0.16.0/24", "10.0.17.5/24", "10.0.16.10", "10.0.3.0/24",
		"10.0.0.0/24", "203.0.113.0/24", "203.0.113.7", "128.0.0.0/1", "0.0.0.0/1",
	}
	ranges6  = []string{"::/0", "2001:db8::/32", "2001:DB8:0:16::/64", "2000::/3"}
	portages = []string{"-1/-1", "1/65535", "443/443", "80/443", "3306/3306", "8080/8080", "53/53", "6379/6379"}
	groups   = []string{"sg-a", "sg-b", "sg-c", "sg-d"}
	publics  = []string{"198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4"}
)

// newWorld makes the bundle of a seed.
func newWorld(seed uint64) *world {
	w := &world{Rand: rand.New(rand.NewPCG(seed, 1))}
	c := newCluster(w)
	w.network(c)
	w.ways(c)
	w.securityGroups()
	w.hosts(c)
	w.databases()
	w.networkACLs()
	w.objects = c.objects
	w.sixes(c, seed)
	w.flows = c.flows()
	for _, e := range w.exports {
		if len(e.list) > 0 && w.IntN(40) == 0 {
			e.lacks = 1 + w.IntN(3)
		}
	}
	w.lists(seed)
	w.edges(c, seed)
	return w
}

func total(name, of string, list ...string) *export {
	return &export{name: name, of: of, list: list, total: "TotalCount", body: row{"PageNumber": 1, "PageSize": 50}}
}

// subnet is a vSwitch.
type subnet struct{ id, zone, cidr, cidr6, table string }

func (w *world) network(c *cluster) {
	vpc := row{"VpcId": "vpc-1", "RegionId": "cn-hangzhou", "CidrBlock": "10.0.0.0/16", "Ipv6CidrBlock": "2001:db8::/56", "Status": "Available"}
	if w.IntN(6) == 0 {
		vpc["UserCidrs"] = row{"UserCidr": []any{"203.0.113.0/24"}}
	}
	w.add(total("vpc-DescribeVpcs", "", "Vpcs", "Vpc")).rows = []row{vpc}
	own := one(w, "vtb-sys", "vtb-sys", "vtb-own")
	subnets := []subnet{
		{"vsw-node", "z1", "10.0.0.0/24", "2001:db8:0:0::/64", "vtb-sys"}, {"vsw-a", "z1", "10.0.16.0/24", "2001:db8:0:16::/64", "vtb-sys"},
		{"vsw-b", "z2", "10.0.17.0/24", "2001:db8:0:17::/64", own}, {"vsw-nat", "z1", "10.0.2.0/24", "2001:db8:0:2::/64", "vtb-sys"},
		{"vsw-db", "z1", "10.0.3.0/24", "2001:db8:0:3::/64", "vtb-sys"},
	}
	vswitches := w.add(total("vpc-DescribeVSwitches", "", "VSwitches", "VSwitch"))
	tables := w.add(total("vpc-DescribeRouteTableList", "", "RouterTableList", "RouterTableListType"))
	for _, table := range []string{"vtb-sys", "vtb-own"} {
		var members []any
		for _, s := range subnets {
			if s.table == table {
				members = append(members, s.id)
				vswitches.rows = append(vswitches.rows, row{"VSwitchId": s.id, "VpcId": "vpc-1", "ZoneId": s.zone, "CidrBlock": s.cidr,
					"Ipv6CidrBlock": s.cidr6, "Status": "Available", "RouteTable": row{"RouteTableId": table}})
			}
		}
		if len(members) == 0 {
			continue
		}
		kind := map[string]string{"vtb-sys": "System", "vtb-own": "Custom"}[table]
		tables.rows = append(tables.rows, row{"RouteTableId": table, "VpcId": "vpc-1", "RouteTableType": kind, "AssociateType": "VSwitch", "VSwitchIds": row{"VSwitchId": members}})
		w.routes(table, subnets, c)
	}
}

// routes fills a table: what the system writes, mostly a way out, and sometimes a narrower route.
func (w *world) routes(table string, subnets []subnet, c *cluster) {
	e := w.add(&export{name: "vpc-DescribeRouteEntryList", of: table, list: []string{"RouteEntrys", "RouteEntry"}})
	add := func(destination, kind, hop, id string) {
		e.rows = append(e.rows, row{"RouteEntryId": "rte-" + table + "-" + strconv.Itoa(len(e.rows)), "RouteTableId": table, "DestinationCidrBlock": destination,
			"Type": kind, "Status": "Available",
			"NextHops": row{"NextHop": []any{row{"NextHopType": hop, "NextHopId": id, "Enabled": 1}}}})
	}
	for _, s := range subnets {
		add(s.cidr, "System", "local", "")
	}
	add("100.64.0.0/10", "System", "service", "")
	add("2001:db8::/56", "System", "local", "")
	if w.often() {
		way := one(w, "NatGateway ngw-a", "NatGateway ngw-a", "NatGateway ngw-a", "NatGateway ngw-b", "Ipv4Gateway ipv4gw-1", "Instance i-2")
		hop, id, _ := strings.Cut(way, " ")
		add("0.0.0.0/0", "Custom", hop, id)
	}
	if w.IntN(3) == 0 {
		hop, id, _ := strings.Cut(one(w, "NatGateway ngw-b", "NetworkInterface eni-2-0", "Ipv4Gateway ipv4gw-1"), " ")
		add(one(w, "203.0.113.0/24", "203.0.113.7/32", "10.99.0.0/16", "128.0.0.0/1"), "Custom", hop, id)
	}
	if c.plugin == "flannel" {
		for i, node := range c.nodes {
			switch w.IntN(8) {
			case 0:
			case 1:
				add(node.pods, "Custom", "Instance", one(w, "i-1", "i-2", "i-gone"))
			default:
				add(node.pods, "Custom", "Instance", "i-"+strconv.Itoa(i+1))
			}
		}
	}
}

// ways makes the NAT gateways with their entries, the EIPs and the IPv4 gateway.
func (w *world) ways(c *cluster) {
	gateways := w.add(total("vpc-DescribeNatGateways", "", "NatGateways", "NatGateway"))
	of := map[string][]string{"a": publics[:2], "b": publics[2:]}
	for _, letter := range some(w, 2, 2, "a", "b")[w.IntN(16)/15:] {
		ips := []any{}
		for _, public := range of[letter] {
			ips = append(ips, row{"AllocationId": "eip-" + public[len(public)-1:], "IpAddress": public})
		}
		gateways.rows = append(gateways.rows, row{"NatGatewayId": "ngw-" + letter, "VpcId": "vpc-1", "Status": w.mostly("Available", "Deleting"),
			"BusinessStatus": "Normal", "NetworkType": w.mostly("internet", "intranet"), "NatType": "Enhanced",
			"NatGatewayPrivateInfo": row{"VswitchId": "vsw-nat"}, "IpLists": row{"IpList": ips},
			"SnatTableIds": row{"SnatTableId": []any{"stb-" + letter}}, "ForwardTableIds": row{"ForwardTableId": []any{"ftb-" + letter}}})
		w.entries(letter, of[letter])
		w.mappings(letter)
	}
	w.eips(c)
	gateway := w.add(&export{name: "vpc-ListIpv4Gateways", list: []string{"Ipv4GatewayModels"}, total: "TotalCount"})
	if w.IntN(4) == 0 {
		gateway.rows = []row{{"Ipv4GatewayId": "ipv4gw-1", "VpcId": "vpc-1", "Status": "Created", "Enabled": w.IntN(2) == 0}}
	}
}

func (w *world) entries(letter string, of []string) {
	e := w.add(total("vpc-DescribeSnatTableEntries", "stb-"+letter, "SnatTableEntries", "SnatTableEntry"))
	for i, source := range some(w, 1, 3, "10.0.0.0/16", "10.0.0.0/16", "10.0.16.0/24", "10.0.17.0/24", "10.0.0.0/24", "10.0.16.10/32", "10.0.16.0/23", "vsw-a", "vsw-node") {
		entry := row{"SnatEntryId": fmt.Sprintf("snat-%s%d", letter, i), "SnatTableId": "stb-" + letter, "NatGatewayId": "ngw-" + letter,
			"SnatIp": strings.Join(some(w, 1, 2, of...), ","), "Status": "Available"}
		if !w.often() {
			entry["SnatIp"], entry["Status"] = one(w, publics...), one(w, "Pending", "Deleting")
		}
		key := "SourceCIDR"
		if strings.HasPrefix(source, "vsw-") {
			key = "SourceVSwitchId"
		}
		entry[key] = source
		e.rows = append(e.rows, entry)
	}
}

func (w *world) mappings(letter string) {
	e := w.add(total("vpc-DescribeForwardTableEntries", "ftb-"+letter, "ForwardTableEntries", "ForwardTableEntry"))
	if w.IntN(4) == 0 {
		port := one(w, "Any", "443")
		protocol := map[string]string{"Any": "Any", "443": "tcp"}[port]
		e.rows = append(e.rows, row{"ForwardEntryId": "fwd-" + letter, "ForwardTableId": "ftb-" + letter, "ExternalIp": one(w, publics...), "ExternalPort": port,
			"InternalIp": one(w, "10.0.16.10", "10.0.0.10"), "InternalPort": port, "IpProtocol": protocol, "Status": one(w, "Available", "Available", "Pending")})
	}
}

// eips binds public addresses to the gateways, an ENI of pods, a node.
func (w *world) eips(c *cluster) {
	e := w.add(total("vpc-DescribeEipAddresses", "", "EipAddresses", "EipAddress"))
	for i, public := range publics {
		kind, holder, private := "Nat", "ngw-"+string("aabb"[i]), ""
		switch w.IntN(8) {
		case 0:
			kind, holder, private = "NetworkInterface", "eni-1-0", "10.0.16.10"
		case 1:
			kind, holder = "EcsInstance", "i-1"
		}
		e.rows = append(e.rows, row{"AllocationId": "eip-" + strconv.Itoa(i+1), "IpAddress": public, "InstanceType": kind, "InstanceId": holder, "PrivateIpAddress": private,
			"Status": w.mostly("InUse", "Associating"), "Mode": "NAT", "BusinessStatus": w.mostly("Normal", "FinancialLocked")})
	}
}

// securityGroups makes groups of both types with rules that often tie.
func (w *world) securityGroups() {
	list := w.add(total("ecs-DescribeSecurityGroups", "", "SecurityGroups", "SecurityGroup"))
	kind := one(w, "normal", "normal", "enterprise")
	for _, id := range groups {
		group := row{"SecurityGroupId": id, "VpcId": "vpc-1", "SecurityGroupType": kind}
		if !w.often() {
			group["SecurityGroupType"] = one(w, "normal", "enterprise")
		}
		list.rows = append(list.rows, group)
		e := w.add(&export{name: "ecs-DescribeSecurityGroupAttribute", of: id, list: []string{"Permissions", "Permission"},
			body: row{"SecurityGroupId": id, "VpcId": "vpc-1", "RegionId": "cn-hangzhou", "InnerAccessPolicy": one(w, "Accept", "Accept", "Drop")}})
		for i := range w.IntN(7) {
			e.rows = append(e.rows, w.rule(fmt.Sprintf("sgr-%s-%d", id[3:], i)))
		}
		for _, direction := range some(w, 0, 2, "egress", "ingress") {
			peer := map[string]string{"egress": "DestCidrIp", "ingress": "SourceCidrIp"}[direction]
			e.rows = append(e.rows, row{"SecurityGroupRuleId": "sgr-" + id[3:] + "-" + direction, "Direction": direction, "Policy": "Accept", "Priority": one[any](w, 1, 2, "50"),
				"IpProtocol": "ALL", "PortRange": "-1/-1", peer: "0.0.0.0/0"})
		}
	}
}

func (w *world) rule(id string) row {
	rule := row{"SecurityGroupRuleId": id, "Direction": one(w, "egress", "egress", "ingress"), "Policy": one(w, "Accept", "Accept", "accept", "Accept", "Drop", "drop"),
		"Priority": one[any](w, 1, "1", 2, "100"), "IpProtocol": one(w, "ALL", "all", "TCP", "tcp", "UDP"), "PortRange": "-1/-1"}
	if protocol := rule["IpProtocol"]; protocol != "ALL" && protocol != "all" {
		rule["PortRange"] = one(w, portages...)
	}
	near, far := "Source", "Dest"
	if rule["Direction"] == "ingress" {
		near, far = far, near
	}
	switch w.IntN(10) {
	case 0:
		rule[far+"GroupId"] = one(w, groups...)
	case 1:
		rule[far+"PrefixListId"] = "pl-unread"
	case 2:
		rule["Ipv6"+far+"CidrIp"] = one(w, ranges6...)
	case 3:
		rule[far+"CidrIp"], rule[near+"CidrIp"] = one(w, ranges...), one(w, ranges...)
	default:
		rule[far+"CidrIp"] = one(w, ranges...)
	}
	return rule
}

// hosts makes the ECS instances and the ENIs of nodes and pods.
func (w *world) hosts(c *cluster) {
	instances := w.add(total("ecs-DescribeInstances", "", "Instances", "Instance"))
	enis := w.add(total("ecs-DescribeNetworkInterfaces", "", "NetworkInterfaceSets", "NetworkInterfaceSet"))
	for i, node := range c.nodes {
		number := strconv.Itoa(i + 1)
		of := row{"SecurityGroupId": anys(some(w, 1, 2, groups...))}
		public := []any{}
		if w.IntN(8) == 0 {
			public = append(public, "198.51.100.77")
		}
		instances.rows = append(instances.rows, row{"InstanceId": "i-" + number, "InstanceName": node.name, "Status": "Running",
			"VpcAttributes":   row{"VpcId": "vpc-1", "VSwitchId": "vsw-node", "PrivateIpAddress": row{"IpAddress": []any{node.address}}},
			"PublicIpAddress": row{"IpAddress": public}, "SecurityGroupIds": of})
		enis.rows = append(enis.rows, exportedENI("eni-"+number, "Primary", "vsw-node", number, of, node.address))
		for j, addresses := range node.enis {
			vswitch := map[string]string{"10.0.16.": "vsw-a", "10.0.17.": "vsw-b"}[addresses[0][:8]]
			enis.rows = append(enis.rows, exportedENI(fmt.Sprintf("eni-%s-%d", number, j), "Secondary", vswitch, number, row{"SecurityGroupId": anys(some(w, 1, 2, groups...))}, addresses...))
		}
	}
	beside := row{"SecurityGroupId": anys(groups[:1])}
	instances.rows = append(instances.rows, row{"InstanceId": "i-9", "InstanceName": "beside", "Status": "Running",
		"VpcAttributes":   row{"VpcId": "vpc-1", "VSwitchId": "vsw-node", "PrivateIpAddress": row{"IpAddress": []any{"10.0.0.90"}}},
		"PublicIpAddress": row{"IpAddress": []any{}}, "SecurityGroupIds": beside})
	enis.rows = append(enis.rows, exportedENI("eni-9", "Primary", "vsw-node", "9", beside, "10.0.0.90"))
}

func exportedENI(id, kind, vswitch, number string, of row, addresses ...string) row {
	var sets, sets6 []any
	for i, address := range addresses {
		if strings.Contains(address, ":") {
			sets6 = append(sets6, row{"Ipv6Address": address})
		} else {
			sets = append(sets, row{"PrivateIpAddress": address, "Primary": i == 0})
		}
	}
	return row{"NetworkInterfaceId": id, "Type": kind, "Status": "InUse", "VpcId": "vpc-1", "VSwitchId": vswitch, "InstanceId": "i-" + number, "SecurityGroupIds": of,
		"PrivateIpAddress": addresses[0], "PrivateIpSets": row{"PrivateIpSet": sets}, "Ipv6Sets": row{"Ipv6Set": sets6}}
}

func anys[T any](list []T) []any {
	var out []any
	for _, item := range list {
		out = append(out, item)
	}
	return out
}

// databases makes an RDS instance and a Redis instance with their lists.
func (w *world) databases() {
	w.add(&export{name: "rds-DescribeDBInstances", list: []string{"Items", "DBInstance"}, total: "TotalRecordCount"}).rows = []row{{
		"DBInstanceId": "rm-orders", "Engine": "MySQL", "DBInstanceStatus": "Running", "InstanceNetworkType": "VPC", "VpcId": "vpc-1", "VSwitchId": "vsw-db",
		"RegionId": "cn-hangzhou", "ConnectionString": "rm-orders.mysql.rds.aliyuncs.com"}}
	w.add(&export{name: "rds-DescribeDBInstanceNetInfo", of: "rm-orders", body: row{"InstanceNetworkType": "VPC", "SecurityIPMode": one(w, "normal", "safety"),
		"DBInstanceNetInfos": row{"DBInstanceNetInfo": []any{row{"ConnectionString": "rm-orders.mysql.rds.aliyuncs.com", "IPAddress": "10.0.3.20", "IPType": "Private",
			"Port": "3306", "VPCId": "vpc-1", "VSwitchId": "vsw-db"}}}}})
	lists := &export{name: "rds-DescribeDBInstanceIPArrayList", of: "rm-orders", body: row{}}
	rows := []any{row{"DBInstanceIPArrayName": "default", "SecurityIPType": "IPv4", "WhitelistNetworkType": "MIX", "SecurityIPList": "127.0.0.1"}}
	for i := range w.IntN(3) {
		rows = append(rows, row{"DBInstanceIPArrayName": "list" + strconv.Itoa(i), "SecurityIPType": "IPv4", "WhitelistNetworkType": one(w, "MIX", "VPC", "Classic"),
			"DBInstanceIPArrayAttribute": one(w, "", "hidden"), "SecurityIPList": w.entriesOf()})
	}
	lists.body["Items"] = row{"DBInstanceIPArray": rows}
	w.add(lists)
	w.add(total("r-kvstore-DescribeInstances", "", "Instances", "KVStoreInstance")).rows = []row{{"InstanceId": "r-cache", "InstanceStatus": "Normal", "InstanceType": "Redis",
		"ArchitectureType": "standard", "NetworkType": "VPC", "VpcId": "vpc-1", "VSwitchId": "vsw-db", "ConnectionDomain": "r-cache.redis.rds.aliyuncs.com", "PrivateIp": "10.0.3.30",
		"Port": 6379, "RegionId": "cn-hangzhou"}}
	w.add(&export{name: "r-kvstore-DescribeSecurityIps", of: "r-cache", body: row{"SecurityIpGroups": row{"SecurityIpGroup": []any{
		row{"SecurityIpGroupName": "default", "SecurityIpGroupAttribute": "", "SecurityIpList": w.entriesOf()}}}}})
}

func (w *world) entriesOf() string {
	return strings.Join(some(w, 1, 3, "127.0.0.1", "10.0.16.0/24", "10.0.17.0/24", "10.0.16.10", "10.0.0.0/24", "10.0.0.0/16", "0.0.0.0/0", "198.51.100.1"), ",")
}

// networkACLs gives some bundles ACLs of vSwitches, which mostly let all through in the end.
func (w *world) networkACLs() {
	e := w.add(total("vpc-DescribeNetworkAcls", "", "NetworkAcls", "NetworkAcl"))
	for _, r := range w.export("vpc-DescribeVSwitches", "").rows {
		r["NetworkAclId"] = ""
	}
	for _, vswitch := range some(w, 0, 2, "vsw-a", "vsw-db") {
		for _, r := range w.export("vpc-DescribeVSwitches", "").rows {
			if r["VSwitchId"] == vswitch {
				r["NetworkAclId"] = "nacl-" + vswitch[4:]
			}
		}
		acl := row{"NetworkAclId": "nacl-" + vswitch[4:], "VpcId": "vpc-1", "Status": "Available",
			"Resources": row{"Resource": []any{row{"ResourceId": vswitch, "ResourceType": "VSwitch", "Status": "BINDED"}}}}
		for _, direction := range []string{"Egress", "Ingress"} {
			peer := map[string]string{"Egress": "DestinationCidrIp", "Ingress": "SourceCidrIp"}[direction]
			acl[direction+"AclEntries"] = row{direction + "AclEntry": w.aclEntries("nae-"+vswitch[4:]+direction[:1], peer)}
		}
		e.rows = append(e.rows, acl)
	}
}

func (w *world) aclEntries(id, peer string) []any {
	var entries []any
	for i := range w.IntN(4) {
		protocol := one(w, "tcp", "udp", "all")
		ports := "-1/-1"
		if protocol != "all" {
			ports = one(w, "-1/-1", "443/443", "80/443", "1/65535", "1024/65535", "40000/50000")
		}
		entries = append(entries, row{"NetworkAclEntryId": fmt.Sprint(id, i), "EntryType": "custom", "Policy": one(w, "accept", "drop"), "Protocol": protocol, "Port": ports,
			peer: one(w, ranges...), "IpVersion": "IPv4"})
	}
	if w.often() {
		entries = append(entries, row{"NetworkAclEntryId": id + "9", "EntryType": "custom", "Policy": "accept", "Protocol": "all", "Port": "-1/-1", peer: "0.0.0.0/0", "IpVersion": "IPv4"})
	}
	return entries
}
