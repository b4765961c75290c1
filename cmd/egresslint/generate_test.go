package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// town is a cluster with n pods, as kubectl and aliyun export it: Terway with shared ENIs in three zones, deployments of a
// few pods that want five destinations each, one of five with a NetworkPolicy. One vSwitch has no SNAT entry, and lists
// and groups forget something here and there. The same arguments give the same bytes.
type town struct {
	tb      testing.TB
	dir     string
	random  *rand.Rand
	pods    int
	perZone int // vSwitches for pods
	groups  int // of the pods
	nodes   []townNode
	placed  int      // pods so far
	cards   [][]card // the ENIs for pods, by node
}

type townNode struct {
	zone, vswitch int
	ip, name, id  string
}

// card is an ENI and the addresses of pods that it holds.
type card struct{ addresses []string }

const (
	podsPerNode  = 25
	podsPerCard  = 10
	databases    = 10
	zoneLetters  = "efg"
	meanReplicas = 5
)

// writeTown writes the cluster into a new directory below the temporary ones, and returns that and the size of the pods.
func writeTown(tb testing.TB, pods int) (dir string, size int64) {
	t := &town{
		tb: tb, dir: tb.TempDir(), random: rand.New(rand.NewPCG(1, uint64(pods))), pods: pods,
		perZone: 1 + pods/15_000, groups: 1 + min(pods/2_500, 20),
	}
	for i := range pods/podsPerNode + 1 {
		zone := i % len(zoneLetters)
		ip := fmt.Sprintf("10.%d.%d.%d", zone, i/600, i/3%200+10)
		t.nodes = append(t.nodes, townNode{zone, zone*t.perZone + t.random.IntN(t.perZone), ip, "cn-shanghai." + ip, fmt.Sprintf("i-uf6%016d", i)})
	}
	t.cards = make([][]card, len(t.nodes))
	t.workloads()
	t.cluster()
	t.network()
	t.interfaces()
	t.securityGroups()
	t.dataStores()
	info, err := os.Stat(filepath.Join(t.dir, "k8s/pods.yaml"))
	if err != nil {
		tb.Fatal(err)
	}
	return t.dir, info.Size()
}

// file opens a file of the bundle for writing.
func (t *town) file(name string) (w *bufio.Writer, done func()) {
	path := filepath.Join(t.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.tb.Fatal(err)
	}
	file, err := os.Create(path)
	if err != nil {
		t.tb.Fatal(err)
	}
	w = bufio.NewWriterSize(file, 1<<20)
	return w, func() {
		if err := w.Flush(); err != nil {
			t.tb.Fatal(err)
		}
		file.Close()
	}
}

// list opens a file with a List that kubectl prints.
func (t *town) list(name string) (w *bufio.Writer, done func()) {
	w, closeFile := t.file("k8s/" + name + ".yaml")
	w.WriteString("apiVersion: v1\nitems:\n")
	return w, func() {
		w.WriteString("kind: List\nmetadata:\n  resourceVersion: \"\"\n")
		closeFile()
	}
}

// answer writes what aliyun prints: the rows below two names, and the count of them.
func (t *town) answer(name, set, item string, rows []row, more row) {
	w, done := t.file("aliyun/" + name + ".json")
	defer done()
	body := row{set: row{item: rows}, "PageNumber": 1, "PageSize": len(rows), "TotalCount": len(rows), "RequestId": "0E4495F3-DFE0-4E12-8B29-1439E59CC59C"}
	for key, value := range more {
		body[key] = value
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "\t")
	if err := encoder.Encode(body); err != nil {
		t.tb.Fatal(err)
	}
}

// workloads writes the pods, and the deployments and policies that they belong to.
func (t *town) workloads() {
	pods, donePods := t.list("pods")
	defer donePods()
	deployments, doneDeployments := t.list("deployments")
	defer doneDeployments()
	policies, donePolicies := t.list("networkpolicies")
	defer donePolicies()
	for d := 0; t.placed < t.pods; d++ {
		namespace, name := fmt.Sprintf("team-%d", d%(t.pods/250+1)), fmt.Sprintf("app-%d", d)
		env, hash := t.environment(d), fmt.Sprintf("%09x", d*7919)
		replicas := min(1+int(t.random.ExpFloat64()*meanReplicas), t.pods-t.placed)
		fmt.Fprintf(deployments, deploymentYAML, name, namespace, replicas, shifted(env, "    "), d)
		if d%5 == 0 {
			fmt.Fprintf(policies, policyYAML, name, namespace, 3306+d%10/5*3073)
		}
		for range replicas {
			node := t.random.IntN(len(t.nodes))
			host := t.nodes[node]
			fmt.Fprintf(pods, podYAML, name, namespace, hash, t.placed, host.name, host.ip, t.address(node), env)
			t.placed++
		}
	}
	t.resolver(pods, deployments)
}

// resolver writes CoreDNS with a pod in each zone.
func (t *town) resolver(pods, deployments io.Writer) {
	fmt.Fprint(deployments, resolverYAML)
	services, doneServices := t.list("services")
	defer doneServices()
	fmt.Fprint(services, dnsServiceYAML)
	slices, doneSlices := t.list("endpointslices")
	defer doneSlices()
	fmt.Fprint(slices, sliceYAML)
	for i := range min(len(zoneLetters), len(t.nodes)) {
		address := t.address(i)
		fmt.Fprintf(pods, resolverPodYAML, i, t.nodes[i].name, t.nodes[i].ip, address)
		fmt.Fprintf(slices, endpointYAML, address, t.nodes[i].name)
		t.placed++
	}
}

// environment returns the variables of a deployment: a public host, RDS, Redis, a private address, another public host.
func (t *town) environment(d int) string {
	return fmt.Sprintf(environmentYAML, d%20, d%databases, d%databases, t.nodes[d%30%len(t.nodes)].ip, d%7)
}

func shifted(text, by string) string {
	return by + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+by) + "\n"
}

// address gives a pod of a node the next address of its vSwitch.
func (t *town) address(node int) string {
	cards := t.cards[node]
	if len(cards) == 0 || len(cards[len(cards)-1].addresses) == podsPerCard {
		cards = append(cards, card{})
	}
	last := &cards[len(cards)-1]
	ip := fmt.Sprintf("10.%d.%d.%d", 64+t.nodes[node].vswitch, t.placed/200, t.placed%200+10)
	last.addresses = append(last.addresses, ip)
	t.cards[node] = cards
	return ip
}

// cluster writes the nodes, the namespaces and the configuration of Terway.
func (t *town) cluster() {
	nodes, doneNodes := t.list("nodes")
	defer doneNodes()
	for _, n := range t.nodes {
		fmt.Fprintf(nodes, nodeYAML, n.name, zoneLetters[n.zone:n.zone+1], n.id, n.ip)
	}
	namespaces, doneNamespaces := t.list("namespaces")
	defer doneNamespaces()
	fmt.Fprintf(namespaces, namespaceYAML, "kube-system")
	for i := range t.pods/250 + 1 {
		fmt.Fprintf(namespaces, namespaceYAML, fmt.Sprintf("team-%d", i))
	}
	maps, doneMaps := t.list("configmaps")
	defer doneMaps()
	zones := map[string][]string{}
	for i := range len(zoneLetters) * t.perZone {
		zone := "cn-shanghai-" + zoneLetters[i/t.perZone:][:1]
		zones[zone] = append(zones[zone], podSwitch(i))
	}
	conf, _ := json.Marshal(row{"version": "1", "vswitches": zones, "security_group": "sg-uf6pods00", "service_cidr": "172.21.0.0/20", "ip_stack": "ipv4"})
	fmt.Fprintf(maps, configYAML, conf)
	fmt.Fprint(maps, corefileYAML)
}

func podSwitch(i int) string { return fmt.Sprintf("vsw-uf6pod%013d", i) }

func nodeSwitch(zone int) string { return fmt.Sprintf("vsw-uf6node%012d", zone) }

// network writes the VPC, its vSwitches and routes, and the NAT gateway.
func (t *town) network() {
	var switches, routes, entries []row
	add := func(id, cidr string, zone int, covered bool) {
		switches = append(switches, row{"VSwitchId": id, "CidrBlock": cidr, "VpcId": "vpc-uf6", "ZoneId": "cn-shanghai-" + zoneLetters[zone:zone+1], "Status": "Available", "RouteTable": row{"RouteTableId": "vtb-uf6", "RouteTableType": "System"}})
		routes = append(routes, route(cidr, "local", ""))
		if covered {
			entries = append(entries, row{"SnatEntryId": "snat-" + id, "SnatTableId": "stb-uf6", "NatGatewayId": "ngw-uf6", "SnatIp": "203.0.113.20", "SourceCIDR": cidr, "SourceVSwitchId": id, "Status": "Available"})
		}
	}
	for zone := range len(zoneLetters) {
		add(nodeSwitch(zone), fmt.Sprintf("10.%d.0.0/16", zone), zone, true)
		for i := zone * t.perZone; i < (zone+1)*t.perZone; i++ {
			add(podSwitch(i), fmt.Sprintf("10.%d.0.0/16", 64+i), zone, i != 0)
		}
	}
	add("vsw-uf6data", "10.8.0.0/24", 0, false)
	t.answer("vpc-DescribeVpcs", "Vpcs", "Vpc", []row{{"VpcId": "vpc-uf6", "CidrBlock": "10.0.0.0/8", "RegionId": "cn-shanghai", "Status": "Available", "SecondaryCidrBlocks": row{"SecondaryCidrBlock": []row{}}, "UserCidrs": row{"UserCidr": []row{}}}}, nil)
	t.answer("vpc-DescribeVSwitches", "VSwitches", "VSwitch", switches, nil)
	t.answer("vpc-DescribeRouteTableList", "RouterTableList", "RouterTableListType", []row{{"RouteTableId": "vtb-uf6", "RouteTableType": "System", "VpcId": "vpc-uf6", "AssociateType": "VSwitch", "VSwitchIds": row{"VSwitchId": []string{}}}}, nil)
	t.answer("vpc-DescribeRouteEntryList.vtb-uf6", "RouteEntrys", "RouteEntry", append(routes, route("100.64.0.0/10", "service", ""), route("0.0.0.0/0", "NatGateway", "ngw-uf6")), row{"NextToken": ""})
	t.answer("vpc-DescribeSnatTableEntries.stb-uf6", "SnatTableEntries", "SnatTableEntry", entries, nil)
	t.answer("vpc-DescribeForwardTableEntries.ftb-uf6", "ForwardTableEntries", "ForwardTableEntry", []row{}, nil)
	t.answer("vpc-DescribeNatGateways", "NatGateways", "NatGateway", []row{{
		"NatGatewayId": "ngw-uf6", "VpcId": "vpc-uf6", "Status": "Available", "BusinessStatus": "Normal", "NetworkType": "internet", "NatType": "Enhanced",
		"IpLists":      row{"IpList": []row{{"AllocationId": "eip-uf6", "IpAddress": "203.0.113.20", "SnatEntryEnabled": true}}},
		"SnatTableIds": row{"SnatTableId": []string{"stb-uf6"}}, "ForwardTableIds": row{"ForwardTableId": []string{"ftb-uf6"}},
		"NatGatewayPrivateInfo": row{"VswitchId": nodeSwitch(0), "PrivateIpAddress": "10.0.0.250"},
	}}, nil)
	t.answer("vpc-DescribeEipAddresses", "EipAddresses", "EipAddress", []row{{"AllocationId": "eip-uf6", "IpAddress": "203.0.113.20", "InstanceId": "ngw-uf6", "InstanceType": "Nat", "Status": "InUse", "BusinessStatus": "Normal", "Mode": "NAT", "OperationLocks": row{"LockReason": []row{}}}}, nil)
	t.answer("vpc-ListIpv4Gateways", "Ipv4GatewayModels", "", nil, row{"Ipv4GatewayModels": []row{}, "TotalCount": "0", "NextToken": ""})
}

func route(cidr, kind, hop string) row {
	return row{"DestinationCidrBlock": cidr, "RouteEntryId": "rte-" + cidr, "RouteTableId": "vtb-uf6", "Status": "Available", "Type": "System", "NextHops": row{"NextHop": []row{{"Enabled": 1, "NextHopId": hop, "NextHopType": kind}}}}
}

// interfaces writes the ECS instances and their ENIs.
func (t *town) interfaces() {
	var instances, enis []row
	for i, n := range t.nodes {
		vpc := row{"VpcId": "vpc-uf6", "VSwitchId": nodeSwitch(n.zone), "PrivateIpAddress": row{"IpAddress": []string{n.ip}}, "NatIpAddress": ""}
		instances = append(instances, row{"InstanceId": n.id, "InstanceName": n.name, "HostName": n.name, "InstanceNetworkType": "vpc", "Status": "Running", "VpcAttributes": vpc, "PublicIpAddress": row{"IpAddress": []string{}}, "EipAddress": row{"IpAddress": "", "AllocationId": ""}, "SecurityGroupIds": row{"SecurityGroupId": []string{"sg-uf6nodes"}}})
		enis = append(enis, eni(fmt.Sprintf("eni-uf6node%08d", i), "Primary", n.id, nodeSwitch(n.zone), "sg-uf6nodes", []string{n.ip}))
		for j, c := range t.cards[i] {
			own := fmt.Sprintf("10.%d.%d.%d", 64+n.vswitch, 250-j, i%200+10)
			enis = append(enis, eni(fmt.Sprintf("eni-uf6pods%08d%02d", i, j), "Secondary", n.id, podSwitch(n.vswitch), fmt.Sprintf("sg-uf6pods%02d", n.vswitch%t.groups), append([]string{own}, c.addresses...)))
		}
	}
	t.answer("ecs-DescribeInstances", "Instances", "Instance", instances, nil)
	t.answer("ecs-DescribeNetworkInterfaces", "NetworkInterfaceSets", "NetworkInterfaceSet", enis, nil)
}

func eni(id, kind, instance, vswitch, group string, addresses []string) row {
	var ips []row
	for i, ip := range addresses {
		ips = append(ips, row{"PrivateIpAddress": ip, "Primary": i == 0})
	}
	return row{"NetworkInterfaceId": id, "Type": kind, "Status": "InUse", "InstanceId": instance, "VSwitchId": vswitch, "VpcId": "vpc-uf6", "PrivateIpAddress": addresses[0], "ServiceManaged": false, "SecurityGroupIds": row{"SecurityGroupId": []string{group}}, "PrivateIpSets": row{"PrivateIpSet": ips}, "Ipv6Sets": row{"Ipv6Set": []row{}}}
}

// securityGroups writes the groups of nodes and pods. Every third group of pods does not let Redis through.
func (t *town) securityGroups() {
	groups := []row{{"SecurityGroupId": "sg-uf6nodes", "SecurityGroupType": "normal", "VpcId": "vpc-uf6"}}
	t.group("sg-uf6nodes", []row{inboundRule("TCP", "9200/9200"), rule(1, "ALL", "-1/-1", "0.0.0.0/0")})
	for i := range t.groups {
		id := fmt.Sprintf("sg-uf6pods%02d", i)
		groups = append(groups, row{"SecurityGroupId": id, "SecurityGroupType": "enterprise", "VpcId": "vpc-uf6"})
		rules := []row{rule(1, "TCP", "443/443", "0.0.0.0/0"), rule(1, "TCP", "3306/3306", "10.0.0.0/8"), rule(2, "TCP", "9200/9200", "10.0.0.0/8"), rule(1, "UDP", "53/53", "0.0.0.0/0"), rule(1, "TCP", "53/53", "0.0.0.0/0")}
		rules = append(rules, inboundRule("UDP", "53/53"), inboundRule("TCP", "53/53"))
		if i%3 < 2 {
			rules = append(rules, rule(1, "TCP", "6379/6379", "10.8.0.0/24"))
		}
		for j := range 20 {
			rules = append(rules, rule(5, "TCP", fmt.Sprintf("%d/%d", 7000+j, 7000+j), fmt.Sprintf("10.%d.0.0/16", j)))
		}
		t.group(id, rules)
	}
	t.answer("ecs-DescribeSecurityGroups", "SecurityGroups", "SecurityGroup", groups, row{"RegionId": "cn-shanghai"})
}

func (t *town) group(id string, rules []row) {
	for i, r := range rules {
		r["SecurityGroupRuleId"] = fmt.Sprintf("sgr-%s-%d", id, i)
	}
	t.answer("ecs-DescribeSecurityGroupAttribute."+id, "Permissions", "Permission", rules, row{"SecurityGroupId": id, "VpcId": "vpc-uf6", "InnerAccessPolicy": "Accept", "RegionId": "cn-shanghai"})
}

func rule(priority int, protocol, ports, destination string) row {
	return row{"Direction": "egress", "Policy": "Accept", "Priority": fmt.Sprint(priority), "IpProtocol": protocol, "PortRange": ports, "DestCidrIp": destination, "NicType": "intranet", "Description": "", "SourceCidrIp": "", "Ipv6DestCidrIp": "", "DestGroupId": "", "DestPrefixListId": ""}
}

func inboundRule(protocol, ports string) row {
	inbound := rule(1, protocol, ports, "")
	inbound["Direction"], inbound["SourceCidrIp"] = "ingress", "10.0.0.0/8"
	return inbound
}

// dataStores writes the databases. The lists of every fourth RDS instance forget the last zone.
func (t *town) dataStores() {
	var rds, redis []row
	for i := range databases {
		id := fmt.Sprintf("rm-uf6%015d", i)
		rds = append(rds, row{"DBInstanceId": id, "DBInstanceStatus": "Running", "Engine": "MySQL", "DBInstanceNetType": "Intranet", "InstanceNetworkType": "VPC", "RegionId": "cn-shanghai", "VpcId": "vpc-uf6", "VSwitchId": "vsw-uf6data"})
		t.answer("rds-DescribeDBInstanceNetInfo."+id, "DBInstanceNetInfos", "DBInstanceNetInfo", []row{{"ConnectionString": id + ".mysql.rds.aliyuncs.com", "ConnectionStringType": "Normal", "IPAddress": fmt.Sprintf("10.8.0.%d", 10+i), "IPType": "Private", "Port": "3306", "VPCId": "vpc-uf6", "VSwitchId": "vsw-uf6data"}}, row{"InstanceNetworkType": "VPC", "SecurityIPMode": "normal"})
		list := t.blocks(len(zoneLetters) - (i%4)/3)
		t.answer("rds-DescribeDBInstanceIPArrayList."+id, "Items", "DBInstanceIPArray", []row{{"DBInstanceIPArrayName": "default", "SecurityIPList": "127.0.0.1", "SecurityIPType": "IPv4", "WhitelistNetworkType": "MIX"}, {"DBInstanceIPArrayName": "pods", "SecurityIPList": list, "SecurityIPType": "IPv4", "WhitelistNetworkType": "MIX"}}, nil)
		id = fmt.Sprintf("r-uf6%014d", i)
		redis = append(redis, row{"InstanceId": id, "InstanceStatus": "Normal", "InstanceType": "Redis", "NetworkType": "VPC", "ConnectionDomain": id + ".redis.rds.aliyuncs.com", "Port": 6379, "PrivateIp": fmt.Sprintf("10.8.0.%d", 100+i), "VpcId": "vpc-uf6", "VSwitchId": "vsw-uf6data", "ArchitectureType": "standard"})
		t.answer("r-kvstore-DescribeDBInstanceNetInfo."+id, "NetInfoItems", "InstanceNetInfo", []row{{"ConnectionString": id + ".redis.rds.aliyuncs.com", "DBInstanceNetType": "2", "IPAddress": fmt.Sprintf("10.8.0.%d", 100+i), "IPType": "Private", "Port": "6379", "VPCId": "vpc-uf6", "VSwitchId": "vsw-uf6data"}}, row{"InstanceNetworkType": "VPC"})
		t.answer("r-kvstore-DescribeSecurityIps."+id, "SecurityIpGroups", "SecurityIpGroup", []row{{"SecurityIpGroupName": "default", "SecurityIpList": "127.0.0.1"}, {"SecurityIpGroupName": "pods", "SecurityIpList": t.blocks(len(zoneLetters))}}, nil)
	}
	t.answer("rds-DescribeDBInstances", "Items", "DBInstance", rds, row{"TotalRecordCount": len(rds), "PageRecordCount": len(rds)})
	t.answer("r-kvstore-DescribeInstances", "Instances", "KVStoreInstance", redis, nil)
}

// blocks returns the ranges of the pods of the first zones.
func (t *town) blocks(zones int) string {
	var list []string
	for i := range zones * t.perZone {
		list = append(list, fmt.Sprintf("10.%d.0.0/16", 64+i))
	}
	return strings.Join(list, ",")
}
