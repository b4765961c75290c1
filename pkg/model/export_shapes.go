package model

// kind is a class of resources whose ids never mix. Its text is what messages call one of them.
type kind string

const (
	aboutCluster       kind = "cluster"
	aboutSecurityGroup kind = "security group"
	aboutPrefixList    kind = "prefix list"
	aboutPortList      kind = "port list"
	aboutVPC           kind = "VPC"
	aboutVSwitch       kind = "vSwitch"
	aboutRouteTable    kind = "route table"
	aboutSNATTable     kind = "SNAT table"
	aboutForwardTable  kind = "DNAT table"
	aboutIPv6Gateway   kind = "IPv6 gateway"
	aboutNetworkACL    kind = "network ACL"
	aboutCLB           kind = "CLB instance"
	aboutNLB           kind = "NLB instance"
	aboutALB           kind = "ALB instance"
	aboutListener      kind = "ALB listener"
	aboutServerGroup   kind = "server group"
	aboutACL           kind = "access control list"
	aboutRDS           kind = "RDS instance"
	aboutRedis         kind = "Redis instance"
	aboutMongoDB       kind = "MongoDB instance"
	aboutPolarDB       kind = "PolarDB cluster"
	aboutADB           kind = "AnalyticDB cluster"
	aboutGreenplum     kind = "AnalyticDB for PostgreSQL instance"
	aboutClickHouse    kind = "ClickHouse cluster"
	aboutKafka         kind = "Kafka instance"
	aboutLindorm       kind = "Lindorm instance"
	aboutElasticsearch kind = "Elasticsearch instance"
	aboutBucket        kind = "OSS bucket"
)

// paging is how an API hands out a long list.
type paging uint8

const (
	whole   paging = iota // one answer has everything
	numbers               // PageNumber and a total
	tokens                // NextToken
)

// shape is one kind of answer: how to recognise it, whom it is about, and what to read from it.
// The table below is the only place that names the APIs.
type shape struct {
	api     string
	rows    string        // path of the row list; "" when the body is the only row, "[]" when the body is the list
	when    []test        // what tells it from other answers with the same rows
	id      string        // key of a row's own id
	lists   kind          // what the rows are
	about   kind          // what the answer belongs to; "" for lists of a region or account
	owner   []string      // keys that hold the id of what the answer belongs to, in the body or in its first row
	paging  paging        //
	each    func(v value) // decodes one row
	wholly  func(v value) // decodes the body
	lostIDs string        // what to do when the body should hold its owner's id and does not
}

// instanceID are the keys under which users merge the id of a database into an answer that has none.
var instanceID = []string{"DBInstanceId", "InstanceId", "DBClusterId", "DBInstanceName"}

// clusterID is the key of the Container Service.
var clusterID = []string{"cluster_id", "ClusterId"}

// idPrefixes are the beginnings of the ids that a file name may hold for an answer about the kind.
var idPrefixes = map[kind][]string{
	aboutSecurityGroup: {"sg-"},
	aboutPrefixList:    {"pl-"},
	aboutPortList:      {"prl-"},
	aboutRouteTable:    {"vtb-"},
	aboutSNATTable:     {"stb-", "ngw-"},
	aboutForwardTable:  {"ftb-", "ngw-"},
	aboutIPv6Gateway:   {"ipv6gw-"},
	aboutCLB:           {"lb-"},
	aboutServerGroup:   {"sgp-", "rsp-"},
	aboutACL:           {"acl-"},
	aboutRDS:           {"rm-", "rr-", "pgm-", "pgr-"},
	aboutRedis:         {"r-", "tt-", "tair-"},
	aboutMongoDB:       {"dds-"},
	aboutPolarDB:       {"pc-"},
	aboutADB:           {"am-", "amv-"},
	aboutGreenplum:     {"gp-"},
	aboutClickHouse:    {"cc-"},
	aboutKafka:         {"alikafka_", "alikafka-"},
	aboutLindorm:       {"ld-"},
	aboutElasticsearch: {"es-"},
}

// shapesOfNetwork are the answers about VPCs and what lies in them.
var shapesOfNetwork = []shape{
	{api: "vpc:DescribeVpcs", rows: "Vpcs.Vpc", id: "VpcId", lists: aboutVPC, paging: numbers, each: decodeVPC},
	{api: "vpc:DescribeVpcAttribute", when: []test{scalar("VpcId"), scalar("VRouterId"), scalar("CidrBlock"), lacks("VSwitchId")},
		about: aboutVPC, owner: []string{"VpcId"}, each: decodeVPC},
	{api: "vpc:DescribeVSwitches", rows: "VSwitches.VSwitch", id: "VSwitchId", lists: aboutVSwitch, paging: numbers, each: decodeVSwitch},
	{api: "vpc:DescribeVSwitchAttributes", when: []test{scalar("VSwitchId"), scalar("CidrBlock"), scalar("ZoneId")},
		about: aboutVSwitch, owner: []string{"VSwitchId"}, each: decodeVSwitch},
	{api: "vpc:DescribeRouteTableList", rows: "RouterTableList.RouterTableListType", id: "RouteTableId", lists: aboutRouteTable, paging: numbers, each: decodeRouteTable},
	{api: "vpc:DescribeRouteEntryList", rows: "RouteEntrys.RouteEntry", id: "RouteEntryId", paging: tokens,
		about: aboutRouteTable, owner: []string{"RouteTableId"}, wholly: decodeRoutes},
	{api: "vpc:DescribeRouteTables", rows: "RouteTables.RouteTable", id: "RouteTableId", lists: aboutRouteTable, paging: numbers, each: decodeRouteTable},
	{api: "vpc:DescribeNatGateways", rows: "NatGateways.NatGateway", id: "NatGatewayId", paging: numbers, each: decodeNATGateway},
	{api: "vpc:DescribeSnatTableEntries", rows: "SnatTableEntries.SnatTableEntry", id: "SnatEntryId", paging: numbers,
		about: aboutSNATTable, owner: []string{"SnatTableId", "NatGatewayId"}, each: decodeSNATEntry},
	{api: "vpc:DescribeForwardTableEntries", rows: "ForwardTableEntries.ForwardTableEntry", id: "ForwardEntryId", paging: numbers,
		about: aboutForwardTable, owner: []string{"ForwardTableId", "NatGatewayId"}, each: decodeForwardEntry},
	{api: "vpc:DescribeEipAddresses", rows: "EipAddresses.EipAddress", id: "AllocationId", paging: numbers, each: decodeEIP},
	{api: "vpc:DescribeCommonBandwidthPackages", rows: "CommonBandwidthPackages.CommonBandwidthPackage", id: "BandwidthPackageId", paging: numbers, each: decodeBandwidthPackage},
	{api: "vpc:ListIpv4Gateways", rows: "Ipv4GatewayModels", id: "Ipv4GatewayId", paging: tokens, each: decodeIPv4Gateway},
	{api: "vpc:DescribeIpv6Gateways", rows: "Ipv6Gateways.Ipv6Gateway", id: "Ipv6GatewayId", lists: aboutIPv6Gateway, paging: numbers, each: decodeIPv6Gateway},
	{api: "vpc:DescribeIpv6Addresses", rows: "Ipv6Addresses.Ipv6Address", id: "Ipv6AddressId", paging: numbers, each: decodeIPv6Address},
	{api: "vpc:DescribeIpv6EgressOnlyRules", rows: "Ipv6EgressOnlyRules.Ipv6EgressOnlyRule", id: "Ipv6EgressOnlyRuleId", paging: numbers,
		about: aboutIPv6Gateway, owner: []string{"Ipv6GatewayId"}, each: decodeIPv6EgressOnlyRule},
	{api: "vpc:DescribeNetworkAcls", rows: "NetworkAcls.NetworkAcl", id: "NetworkAclId", lists: aboutNetworkACL, paging: numbers, each: decodeNetworkACL},
	{api: "vpc:DescribeNetworkAclAttributes", rows: "NetworkAclAttribute", id: "NetworkAclId", about: aboutNetworkACL,
		owner: []string{"NetworkAclId"}, each: decodeNetworkACL},
	{api: "vpc:ListPrefixLists", rows: "PrefixLists", id: "PrefixListId", lists: aboutPrefixList, paging: tokens, each: decodePrefixList},
	{api: "vpc:GetVpcPrefixListEntries", rows: "PrefixListEntry", id: "Cidr", paging: tokens,
		about: aboutPrefixList, owner: []string{"PrefixListId"}, wholly: decodeVPCPrefixEntries},
	{api: "vpc:ListVpcGatewayEndpoints", rows: "Endpoints", when: []test{row("AssociatedRouteTables")}, id: "EndpointId", paging: tokens, each: decodeGatewayEndpoint},
	{api: "privatelink:ListVpcEndpoints", rows: "Endpoints", when: []test{row("EndpointDomain")}, id: "EndpointId", paging: tokens},
}

// shapesOfCompute are the answers about instances, ENIs and security groups, and those of the Container Service.
var shapesOfCompute = []shape{
	{api: "ecs:DescribeInstances", rows: "Instances.Instance", id: "InstanceId", paging: numbers, each: decodeInstance},
	{api: "ecs:DescribeNetworkInterfaces", rows: "NetworkInterfaceSets.NetworkInterfaceSet", id: "NetworkInterfaceId", paging: numbers, each: decodeENI},
	{api: "ecs:DescribeSecurityGroups", rows: "SecurityGroups.SecurityGroup", id: "SecurityGroupId", lists: aboutSecurityGroup, paging: numbers, each: decodeSecurityGroup},
	{api: "ecs:DescribeSecurityGroupAttribute", rows: "Permissions.Permission", id: "SecurityGroupRuleId", paging: tokens,
		about: aboutSecurityGroup, owner: []string{"SecurityGroupId"}, wholly: decodeRules,
		lostIDs: "the answer has lost its SecurityGroupId, as --pager does: run DescribeSecurityGroupAttribute without --pager"},
	{api: "ecs:DescribePrefixLists", rows: "PrefixLists.PrefixList", id: "PrefixListId", lists: aboutPrefixList, paging: tokens, each: decodePrefixList},
	{api: "ecs:DescribePrefixListAttributes", rows: "Entries.Entry", id: "Cidr",
		about: aboutPrefixList, owner: []string{"PrefixListId"}, wholly: decodePrefixEntries},
	{api: "ecs:DescribePortRangeLists", rows: "PortRangeLists", id: "PortRangeListId", lists: aboutPortList, paging: tokens, each: decodePortList},
	{api: "ecs:DescribePortRangeListEntries", rows: "Entries", when: []test{row("PortRange")}, id: "PortRange",
		about: aboutPortList, owner: []string{"PortRangeListId"}, wholly: decodePortEntries},
	{api: "cs:DescribeClusterDetail", when: []test{scalar("cluster_id"), scalar("cluster_type")}, about: aboutCluster, owner: clusterID, each: decodeCluster},
	{api: "cs:DescribeClustersV1", rows: "clusters", when: []test{rowsHave("cluster_id")}, id: "cluster_id", lists: aboutCluster, paging: numbers, each: decodeCluster},
	{api: "cs:DescribeClusters", rows: "[]", when: []test{row("cluster_id"), row("cluster_type")}, id: "cluster_id", lists: aboutCluster, each: decodeCluster},
	{api: "cs:DescribeClusterResources", rows: "[]", when: []test{row("resource_type"), row("instance_id")}, id: "instance_id", about: aboutCluster, owner: clusterID},
	{api: "cs:DescribeClusterNodes", rows: "nodes", when: []test{rowsHave("instance_id")}, id: "instance_id", paging: numbers, about: aboutCluster, owner: clusterID},
	{api: "cs:DescribeClusterNodePools", rows: "nodepools", when: []test{rowsHave("nodepool_info")}, about: aboutCluster, owner: clusterID},
	{api: "cs:ListClusterAddonInstances", rows: "addons", when: []test{rowsHave("version")}, id: "name", about: aboutCluster, owner: clusterID, wholly: decodeAddons},
	{api: "cs:GetClusterAddonInstance", when: []test{scalar("name"), scalar("version"), has("config"), has("state"), lacks("cluster_type")},
		about: aboutCluster, owner: clusterID, paging: tokens, wholly: decodeAddon}, // one answer a component: they are the pages
	{api: "cs:DescribeClusterAddonsVersion", when: []test{everyValueHas("component_name")}, about: aboutCluster, owner: clusterID, wholly: decodeAddonVersions},
}

// shapesOfBalancers are the answers about load balancers and their access control lists.
var shapesOfBalancers = []shape{
	{api: "slb:DescribeLoadBalancers", rows: "LoadBalancers.LoadBalancer", when: []test{rowIDs("LoadBalancerId", "", "nlb-", "alb-", "gwlb-")}, id: "LoadBalancerId", lists: aboutCLB, paging: numbers, each: decodeCLB},
	{api: "slb:DescribeLoadBalancerAttribute", when: []test{scalar("LoadBalancerId"), object("ListenerPorts")}, about: aboutCLB, owner: []string{"LoadBalancerId"}, each: decodeCLB},
	{api: "slb:DescribeLoadBalancerListeners", rows: "Listeners", when: []test{row("AclStatus"), rowLacks("ListenerId")}, paging: tokens, each: decodeCLBListener},
	{api: "slb:DescribeLoadBalancer*ListenerAttribute", when: []test{scalar("LoadBalancerId"), scalar("ListenerPort"), has("AclStatus"), lacks("ListenerId")},
		about: aboutCLB, owner: []string{"LoadBalancerId"}, each: decodeCLBListener},
	{api: "slb:DescribeAccessControlLists", rows: "Acls.Acl", id: "AclId", lists: aboutACL, paging: numbers, each: decodeCLBList},
	{api: "slb:DescribeAccessControlListAttribute", rows: "AclEntrys.AclEntry", id: "AclEntryIP", paging: numbers, about: aboutACL, owner: []string{"AclId"}, wholly: decodeCLBEntries},
	{api: "slb:DescribeVServerGroups", rows: "VServerGroups.VServerGroup", id: "VServerGroupId", lists: aboutServerGroup, about: aboutCLB, owner: []string{"LoadBalancerId"}, each: decodeCLBGroup},
	{api: "slb:DescribeVServerGroupAttribute", rows: "BackendServers.BackendServer", when: []test{scalar("VServerGroupId"), lacks("ListenerPorts")}, id: "ServerId",
		about: aboutServerGroup, owner: []string{"VServerGroupId"}, wholly: decodeCLBServers},
	{api: "slb:DescribeMasterSlaveServerGroupAttribute", rows: "MasterSlaveBackendServers.MasterSlaveBackendServer", id: "ServerId",
		about: aboutServerGroup, owner: []string{"MasterSlaveServerGroupId"}, wholly: decodeCLBPair},
	{api: "slb:DescribeHealthStatus", rows: "BackendServers.BackendServer", when: []test{healthRows}, id: "ServerId", about: aboutCLB, owner: []string{"LoadBalancerId"}, wholly: decodeCLBHealth},
	{api: "nlb:ListLoadBalancers", rows: "LoadBalancers", when: []test{rowIDs("LoadBalancerId", "nlb-")}, id: "LoadBalancerId", lists: aboutNLB, paging: tokens, each: decodeNLB},
	{api: "nlb:GetLoadBalancerAttribute", when: []test{topID("LoadBalancerId", "nlb-"), has("ZoneMappings")}, about: aboutNLB, owner: []string{"LoadBalancerId"}, each: decodeNLB},
	{api: "nlb:ListListeners", rows: "Listeners", when: []test{row("ListenerId"), row("ServerGroupId")}, id: "ListenerId", paging: tokens, each: decodeNLBListener},
	{api: "nlb:ListServerGroups", rows: "ServerGroups", when: []test{row("PreserveClientIpEnabled")}, id: "ServerGroupId", lists: aboutServerGroup, paging: tokens, each: decodeNLBGroup},
	{api: "nlb:ListServerGroupServers", rows: "Servers", when: []test{row("ServerGroupId")}, paging: tokens, about: aboutServerGroup, owner: []string{"ServerGroupId"}, wholly: decodeServers},
	{api: "alb:ListLoadBalancers", rows: "LoadBalancers", when: []test{rowIDs("LoadBalancerId", "alb-")}, id: "LoadBalancerId", lists: aboutALB, paging: tokens, each: decodeALB},
	{api: "alb:GetLoadBalancerAttribute", when: []test{topID("LoadBalancerId", "alb-"), has("ZoneMappings")}, about: aboutALB, owner: []string{"LoadBalancerId"}, each: decodeALB},
	{api: "alb:ListListeners", rows: "Listeners", when: []test{row("ListenerId"), row("DefaultActions")}, id: "ListenerId", lists: aboutListener, paging: tokens, each: decodeALBListener},
	{api: "alb:GetListenerAttribute", when: []test{scalar("ListenerId"), has("DefaultActions")}, about: aboutListener, owner: []string{"ListenerId"}, each: decodeALBListenerAttribute},
	{api: "alb:ListAcls", rows: "Acls", id: "AclId", lists: aboutACL, paging: tokens, each: decodeCLBList},
	{api: "alb:ListAclEntries", rows: "AclEntries", id: "Entry", paging: tokens, about: aboutACL, owner: []string{"AclId"}, wholly: decodeALBEntries},
	{api: "alb:ListAclRelations", rows: "AclRelations", id: "AclId", paging: tokens},
}

// shapesOfServices are the answers about databases and other services that admit clients by address.
var shapesOfServices = []shape{
	{api: "rds:DescribeDBInstances", rows: "Items.DBInstance", when: []test{rowIDs("DBInstanceId", "", "gp-")}, id: "DBInstanceId", lists: aboutRDS, paging: numbers, each: decodeRDSInstance},
	{api: "rds:DescribeDBInstanceAttribute", rows: "Items.DBInstanceAttribute", when: []test{rowIDs("DBInstanceId", "", "gp-")}, id: "DBInstanceId", about: aboutRDS, owner: instanceID, each: decodeRDSInstance},
	{api: "rds:DescribeDBInstanceNetInfo", rows: "DBInstanceNetInfos.DBInstanceNetInfo", when: []test{anyOf(has("SecurityIPMode"), row("IPType")), not(rowSays("ConnectionString", ".gpdb."))}, id: "ConnectionString",
		about: aboutRDS, owner: instanceID, wholly: decodeRDSNetInfo},
	{api: "rds:DescribeDBInstanceIPArrayList", rows: "Items.DBInstanceIPArray", when: []test{row("SecurityIPType")}, id: "DBInstanceIPArrayName",
		paging: tokens, about: aboutRDS, owner: instanceID, wholly: decodeRDSWhitelist},
	{api: "rds:DescribeSecurityGroupConfiguration", rows: "Items.EcsSecurityGroupRelation", when: []test{has("DBInstanceName")}, id: "SecurityGroupId",
		about: aboutRDS, owner: instanceID, wholly: decodeRDSGroups},
	{api: "rds:DescribeInstanceLinkedWhitelistTemplate", rows: "Data.Templates", when: []test{object("Data"), rowsHave("Ips")}, id: "TemplateName",
		about: aboutRDS, owner: append([]string{"Data.InsName"}, instanceID...), wholly: decodeRDSTemplates},
	{api: "rds:DescribeGlobalSecurityIPGroupRelation", rows: "GlobalSecurityIPGroupRel", when: []test{idOf(instanceID, aboutRDS)}, id: "GlobalIgName",
		about: aboutRDS, owner: instanceID, wholly: decodeTemplates("rds")},
	{api: "r-kvstore:DescribeInstances", rows: "Instances.KVStoreInstance", id: "InstanceId", lists: aboutRedis, paging: numbers, each: decodeRedisInstance},
	{api: "r-kvstore:DescribeInstanceAttribute", rows: "Instances.DBInstanceAttribute", id: "InstanceId", about: aboutRedis, owner: instanceID, each: decodeRedisInstance},
	{api: "r-kvstore:DescribeDBInstanceNetInfo", rows: "NetInfoItems.InstanceNetInfo", when: []test{rowLacks("JdbcPort")}, id: "ConnectionString", about: aboutRedis, owner: instanceID, wholly: decodeRedisNetInfo},
	{api: "r-kvstore:DescribeSecurityIps", rows: "SecurityIpGroups.SecurityIpGroup", when: []test{lacks("SecurityIps")}, id: "SecurityIpGroupName",
		paging: tokens, about: aboutRedis, owner: instanceID, wholly: decodeRedisWhitelist},
	{api: "r-kvstore:DescribeSecurityGroupConfiguration", rows: "Items.EcsSecurityGroupRelation", when: []test{lacks("DBInstanceName")}, id: "SecurityGroupId",
		about: aboutRedis, owner: instanceID, wholly: decodeRedisGroups},
	{api: "r-kvstore:DescribeGlobalSecurityIPGroupRelation", rows: "GlobalSecurityIPGroupRel", when: []test{idOf(instanceID, aboutRedis)}, id: "GlobalIgName",
		about: aboutRedis, owner: instanceID, wholly: decodeTemplates("redis")},
	{api: "dds:DescribeDBInstances", rows: "DBInstances.DBInstance", when: []test{rowLacks("ReplicaSets")}, id: "DBInstanceId", lists: aboutMongoDB, paging: numbers, each: decodeMongoInstance},
	{api: "dds:DescribeDBInstanceAttribute", rows: "DBInstances.DBInstance", when: []test{row("ReplicaSets")}, id: "DBInstanceId",
		about: aboutMongoDB, owner: instanceID, each: decodeMongoInstance},
	{api: "dds:DescribeSecurityIps", rows: "SecurityIpGroups.SecurityIpGroup", when: []test{has("SecurityIps")}, id: "SecurityIpGroupName",
		paging: tokens, about: aboutMongoDB, owner: instanceID, wholly: decodeMongoWhitelist},
	{api: "dds:DescribeSecurityGroupConfiguration", rows: "Items.RdsEcsSecurityGroupRel", id: "SecurityGroupId", about: aboutMongoDB, owner: instanceID, wholly: decodeMongoGroups},
	{api: "dds:DescribeGlobalSecurityIPGroupRelation", rows: "GlobalSecurityIPGroupRel", when: []test{idOf(instanceID, aboutMongoDB)}, id: "GlobalIgName",
		about: aboutMongoDB, owner: instanceID, wholly: decodeTemplates("mongodb")},
	{api: "dds:DescribeShardingNetworkAddress", rows: "NetworkAddresses.NetworkAddress", id: "NetworkAddress", about: aboutMongoDB, owner: instanceID, wholly: decodeMongoAddresses},
	{api: "polardb:DescribeDBClusters", rows: "Items.DBCluster", when: []test{anyOf(has("TotalRecordCount"), row("DBNodes"))}, id: "DBClusterId",
		lists: aboutPolarDB, paging: numbers, each: decodePolarCluster},
	{api: "polardb:DescribeDBClusterAttribute", when: []test{scalar("DBClusterId"), scalar("DBType"), scalar("DBClusterStatus")},
		about: aboutPolarDB, owner: instanceID, each: decodePolarCluster},
	{api: "polardb:DescribeDBClusterAccessWhitelist", rows: "Items.DBClusterIPArray", id: "DBClusterIPArrayName", paging: tokens, about: aboutPolarDB, owner: instanceID, wholly: decodePolarWhitelist},
	{api: "polardb:DescribeGlobalSecurityIPGroupRelation", rows: "GlobalSecurityIPGroupRel", when: []test{idOf(instanceID, aboutPolarDB)}, id: "GlobalIgName",
		about: aboutPolarDB, owner: instanceID, wholly: decodeTemplates("polardb")},
	{api: "polardb:DescribeDBClusterEndpoints", rows: "Items", when: []test{row("DBEndpointId")}, about: aboutPolarDB, owner: instanceID, wholly: decodePolarEndpoints},
	{api: "adb:DescribeDBClusters", rows: "Items.DBCluster", when: []test{lacks("TotalRecordCount"), rowLacks("DBNodes")}, id: "DBClusterId",
		lists: aboutADB, paging: numbers, each: decodeListed("adb", "DBClusterId", "DBClusterStatus")},
	{api: "adb:DescribeDBClusterNetInfo", rows: "Items.Address", when: []test{row("NetType")}, id: "ConnectionString",
		about: aboutADB, owner: instanceID, wholly: decodeAddresses("adb", "Items", "Address")},
	{api: "adb:DescribeDBClusterAccessWhiteList", rows: "Items.IPArray", id: "DBClusterIPArrayName", about: aboutADB, owner: instanceID,
		wholly: decodeWhitelist("adb", "Items", "IPArray", "DBClusterIPArrayName", "DBClusterIPArrayAttribute")},
	{api: "gpdb:DescribeDBInstances", rows: "Items.DBInstance", when: []test{rowIDs("DBInstanceId", "gp-")}, id: "DBInstanceId",
		lists: aboutGreenplum, paging: numbers, each: decodeListed("gpdb", "DBInstanceId", "DBInstanceStatus")},
	{api: "gpdb:DescribeDBInstanceNetInfo", rows: "DBInstanceNetInfos.DBInstanceNetInfo", when: []test{rowSays("ConnectionString", ".gpdb.")}, id: "ConnectionString",
		about: aboutGreenplum, owner: instanceID, wholly: decodeAddresses("gpdb", "DBInstanceNetInfos", "DBInstanceNetInfo")},
	{api: "gpdb:DescribeDBInstanceIPArrayList", rows: "Items.DBInstanceIPArray", when: []test{rowLacks("SecurityIPType")}, id: "DBInstanceIPArrayName",
		about: aboutGreenplum, owner: instanceID, wholly: decodeWhitelist("gpdb", "Items", "DBInstanceIPArray", "DBInstanceIPArrayName", "DBInstanceIPArrayAttribute")},
	{api: "clickhouse:DescribeDBClusters", rows: "DBClusters.DBCluster", id: "DBClusterId",
		lists: aboutClickHouse, paging: numbers, each: decodeListed("clickhouse", "DBClusterId", "DBClusterStatus")},
	{api: "clickhouse:DescribeDBClusterNetInfoItems", rows: "NetInfoItems.NetInfoItem", when: []test{row("JdbcPort")}, id: "ConnectionString",
		about: aboutClickHouse, owner: instanceID, wholly: decodeClickHouseEndpoints},
	{api: "clickhouse:DescribeDBClusterAccessWhiteList", rows: "DBClusterAccessWhiteList.IPArray", id: "DBClusterIPArrayName", about: aboutClickHouse, owner: instanceID,
		wholly: decodeWhitelist("clickhouse", "DBClusterAccessWhiteList", "IPArray", "DBClusterIPArrayName", "DBClusterIPArrayAttribute")},
	{api: "alikafka:GetInstanceList", rows: "InstanceList.InstanceVO", id: "InstanceId", lists: aboutKafka, each: decodeKafkaInstance},
	{api: "alikafka:GetAllowedIpList", rows: "AllowedList", when: []test{object("AllowedList")}, about: aboutKafka, owner: instanceID, wholly: decodeKafkaWhitelist},
	{api: "hitsdb:GetLindormInstanceList", rows: "InstanceList", when: []test{rowLacks("DeployType")}, id: "InstanceId", lists: aboutLindorm, paging: numbers,
		each: decodeListed("lindorm", "InstanceId", "InstanceStatus")},
	{api: "hitsdb:GetLindormInstanceEngineList", rows: "EngineList", when: []test{scalar("InstanceId")}, about: aboutLindorm, owner: instanceID, wholly: decodeLindormEndpoints},
	{api: "hitsdb:GetInstanceIpWhiteList", when: []test{scalar("InstanceId"), anyOf(has("IpList"), has("GroupList"))}, about: aboutLindorm, owner: instanceID,
		wholly: decodeLindormWhitelist},
	{api: "elasticsearch:ListInstance", rows: "Result", when: []test{row("esVersion"), notObject("Result")}, id: "instanceId", lists: aboutElasticsearch, paging: numbers,
		each: decodeElasticsearch},
	{api: "elasticsearch:DescribeInstance", rows: "Result", when: []test{row("esVersion"), object("Result")}, about: aboutElasticsearch,
		owner: []string{"instanceId", "InstanceId"}, each: decodeElasticsearch},
	{api: "oss:GetBucketPolicy", rows: "Statement", when: []test{anyRow("Principal", "NotPrincipal")}, about: aboutBucket, wholly: decodeBucketPolicy},
	{api: "oss:GetBucketAcl", when: []test{object("AccessControlList"), object("Owner")}, about: aboutBucket},
}

// shapes returns every known kind of answer. Where several answers describe one thing, the first in this order leads.
func shapes() [][]shape {
	return [][]shape{shapesOfNetwork, shapesOfCompute, shapesOfBalancers, shapesOfServices}
}
