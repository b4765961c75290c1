package report

import "slices"

// command is how one export is made.
type command struct {
	action  string
	id      string // beginning of the ids that it is about, where several products share the action's name
	product string
	call    string // after "aliyun <product>", with {id} and {region}
}

// commands returns the exports that a doubt may name. Calls that list have the largest page that the API gives, because
// a plain call prints only the first ten or thirty rows.
func commands() []command { return slices.Concat(networkCommands(), serviceCommands()) }

// networkCommands are those about the cluster, and what its packets pass.
func networkCommands() []command {
	return []command{
		{"DescribeClusterDetail", "", "cs", "GET /clusters/{id}"},
		{"DescribeClusterNodePools", "", "cs", "GET /clusters/{id}/nodepools"},
		{"ListClusterAddonInstances", "", "cs", "GET /clusters/{id}/addon_instances"},
		{"DescribeInstances", "r-", "r-kvstore", "DescribeInstances --RegionId {region} --InstanceIds {id}"},
		{"DescribeInstances", "", "ecs", "DescribeInstances --RegionId {region} --MaxResults 100"},
		{"DescribeNetworkInterfaces", "", "ecs", "DescribeNetworkInterfaces --RegionId {region} --MaxResults 500"},
		{"DescribeSecurityGroups", "", "ecs", "DescribeSecurityGroups --RegionId {region} --MaxResults 100"},
		{"DescribeSecurityGroupAttribute", "", "ecs", "DescribeSecurityGroupAttribute --RegionId {region} --SecurityGroupId {id} --Direction all --NicType intranet --MaxResults 1000"},
		{"DescribePrefixListAttributes", "", "ecs", "DescribePrefixListAttributes --RegionId {region} --PrefixListId {id}"},
		{"DescribePortRangeListEntries", "", "ecs", "DescribePortRangeListEntries --RegionId {region} --PortRangeListId {id}"},
		{"DescribeVpcs", "", "vpc", "DescribeVpcs --RegionId {region} --PageSize 50"},
		{"DescribeVpcAttribute", "", "vpc", "DescribeVpcAttribute --RegionId {region} --VpcId {id}"},
		{"DescribeVSwitches", "", "vpc", "DescribeVSwitches --RegionId {region} --PageSize 50"},
		{"DescribeVSwitchAttributes", "", "vpc", "DescribeVSwitchAttributes --RegionId {region} --VSwitchId {id}"},
		{"DescribeRouteTableList", "", "vpc", "DescribeRouteTableList --RegionId {region} --PageSize 50"},
		{"DescribeRouteEntryList", "", "vpc", "DescribeRouteEntryList --RegionId {region} --RouteTableId {id} --MaxResult 100"},
		{"DescribeNatGateways", "", "vpc", "DescribeNatGateways --RegionId {region} --PageSize 50"},
		{"DescribeSnatTableEntries", "ngw-", "vpc", "DescribeSnatTableEntries --RegionId {region} --NatGatewayId {id} --PageSize 50"},
		{"DescribeSnatTableEntries", "", "vpc", "DescribeSnatTableEntries --RegionId {region} --SnatTableId {id} --PageSize 50"},
		{"DescribeForwardTableEntries", "ngw-", "vpc", "DescribeForwardTableEntries --RegionId {region} --NatGatewayId {id} --PageSize 50"},
		{"DescribeForwardTableEntries", "", "vpc", "DescribeForwardTableEntries --RegionId {region} --ForwardTableId {id} --PageSize 50"},
		{"DescribeEipAddresses", "", "vpc", "DescribeEipAddresses --RegionId {region} --PageSize 100"},
		{"DescribeCommonBandwidthPackages", "", "vpc", "DescribeCommonBandwidthPackages --RegionId {region} --PageSize 50"},
		{"DescribeNetworkAcls", "", "vpc", "DescribeNetworkAcls --RegionId {region} --PageSize 50"},
		{"DescribeNetworkAclAttributes", "", "vpc", "DescribeNetworkAclAttributes --RegionId {region} --NetworkAclId {id}"},
		{"DescribeIpv6Gateways", "", "vpc", "DescribeIpv6Gateways --RegionId {region} --PageSize 50"},
		{"DescribeIpv6Addresses", "", "vpc", "DescribeIpv6Addresses --RegionId {region} --PageSize 50"},
		{"DescribeIpv6EgressOnlyRules", "", "vpc", "DescribeIpv6EgressOnlyRules --RegionId {region} --Ipv6GatewayId {id} --PageSize 50"},
		{"ListIpv4Gateways", "", "vpc", "ListIpv4Gateways --RegionId {region} --MaxResults 100"},
		{"ListVpcGatewayEndpoints", "", "vpc", "ListVpcGatewayEndpoints --RegionId {region} --MaxResults 100"},
		{"GetVpcPrefixListEntries", "", "vpc", "GetVpcPrefixListEntries --RegionId {region} --PrefixListId {id} --MaxResults 100"},
		{"DescribeLoadBalancers", "", "slb", "DescribeLoadBalancers --RegionId {region} --PageSize 100"},
		{"DescribeLoadBalancerAttribute", "", "slb", "DescribeLoadBalancerAttribute --RegionId {region} --LoadBalancerId {id}"},
		{"DescribeLoadBalancerListeners", "", "slb", "DescribeLoadBalancerListeners --RegionId {region} --LoadBalancerId.1 {id} --MaxResults 100"},
		{"DescribeAccessControlListAttribute", "", "slb", "DescribeAccessControlListAttribute --RegionId {region} --AclId {id} --Page 1 --PageSize 50"},
		{"DescribeVServerGroupAttribute", "", "slb", "DescribeVServerGroupAttribute --RegionId {region} --VServerGroupId {id}"},
		{"DescribeMasterSlaveServerGroupAttribute", "", "slb", "DescribeMasterSlaveServerGroupAttribute --RegionId {region} --MasterSlaveServerGroupId {id}"},
		{"DescribeLoadBalancerTCPListenerAttribute", "", "slb", "DescribeLoadBalancerTCPListenerAttribute --RegionId {region} --LoadBalancerId {id} --ListenerPort $PORT"},
		{"DescribeLoadBalancerUDPListenerAttribute", "", "slb", "DescribeLoadBalancerUDPListenerAttribute --RegionId {region} --LoadBalancerId {id} --ListenerPort $PORT"},
		{"DescribeHealthStatus", "", "slb", "DescribeHealthStatus --RegionId {region} --LoadBalancerId {id}"},
		{"GetLoadBalancerAttribute", "nlb-", "nlb", "GetLoadBalancerAttribute --RegionId {region} --LoadBalancerId {id}"},
		{"GetLoadBalancerAttribute", "alb-", "alb", "GetLoadBalancerAttribute --LoadBalancerId {id}"},
		{"ListLoadBalancers", "", "nlb", "ListLoadBalancers --RegionId {region} --MaxResults 100"},
		{"ListListeners", "alb-", "alb", "ListListeners --RegionId {region} --MaxResults 100"},
		{"ListListeners", "", "nlb", "ListListeners --RegionId {region} --MaxResults 100"},
		{"ListServerGroups", "", "nlb", "ListServerGroups --RegionId {region} --MaxResults 100"},
		{"ListServerGroupServers", "", "nlb", "ListServerGroupServers --RegionId {region} --ServerGroupId {id} --MaxResults 100"},
		{"GetListenerAttribute", "", "alb", "GetListenerAttribute --ListenerId {id}"},
		{"ListAclEntries", "", "alb", "ListAclEntries --AclId {id} --MaxResults 100"},
	}
}

// serviceCommands are those about databases and other services that packets are for.
func serviceCommands() []command {
	return []command{
		{"DescribeDBInstances", "dds-", "dds", "DescribeDBInstances --RegionId {region} --DBInstanceId {id}"},
		{"DescribeDBInstances", "", "rds", "DescribeDBInstances --RegionId {region} --PageSize 100"},
		{"DescribeDBInstanceAttribute", "dds-", "dds", "DescribeDBInstanceAttribute --DBInstanceId {id}"},
		{"DescribeDBInstanceAttribute", "", "rds", "DescribeDBInstanceAttribute --DBInstanceId {id}"},
		{"DescribeDBInstanceNetInfo", "r-", "r-kvstore", "DescribeDBInstanceNetInfo --InstanceId {id}"},
		{"DescribeDBInstanceNetInfo", "tair-", "r-kvstore", "DescribeDBInstanceNetInfo --InstanceId {id}"},
		{"DescribeDBInstanceNetInfo", "gp-", "gpdb", "DescribeDBInstanceNetInfo --DBInstanceId {id}"},
		{"DescribeDBInstanceNetInfo", "", "rds", "DescribeDBInstanceNetInfo --DBInstanceId {id}"},
		{"DescribeDBInstanceIPArrayList", "gp-", "gpdb", "DescribeDBInstanceIPArrayList --DBInstanceId {id}"},
		{"DescribeDBInstanceIPArrayList", "", "rds", "DescribeDBInstanceIPArrayList --DBInstanceId {id}"},
		{"DescribeInstanceAttribute", "", "r-kvstore", "DescribeInstanceAttribute --InstanceId {id}"},
		{"DescribeSecurityIps", "dds-", "dds", "DescribeSecurityIps --DBInstanceId {id} --ShowHDMIps true"},
		{"DescribeSecurityIps", "", "r-kvstore", "DescribeSecurityIps --InstanceId {id}"},
		{"DescribeSecurityGroupConfiguration", "r-", "r-kvstore", "DescribeSecurityGroupConfiguration --InstanceId {id}"},
		{"DescribeSecurityGroupConfiguration", "tair-", "r-kvstore", "DescribeSecurityGroupConfiguration --InstanceId {id}"},
		{"DescribeSecurityGroupConfiguration", "dds-", "dds", "DescribeSecurityGroupConfiguration --DBInstanceId {id}"},
		{"DescribeSecurityGroupConfiguration", "", "rds", "DescribeSecurityGroupConfiguration --DBInstanceId {id}"},
		{"DescribeInstanceLinkedWhitelistTemplate", "", "rds", "DescribeInstanceLinkedWhitelistTemplate --InsName {id}"},
		{"DescribeGlobalSecurityIPGroupRelation", "r-", "r-kvstore", "DescribeGlobalSecurityIPGroupRelation --RegionId {region} --DBClusterId {id}"},
		{"DescribeGlobalSecurityIPGroupRelation", "tair-", "r-kvstore", "DescribeGlobalSecurityIPGroupRelation --RegionId {region} --DBClusterId {id}"},
		{"DescribeGlobalSecurityIPGroupRelation", "dds-", "dds", "DescribeGlobalSecurityIPGroupRelation --RegionId {region} --DBClusterId {id}"},
		{"DescribeGlobalSecurityIPGroupRelation", "", "polardb", "DescribeGlobalSecurityIPGroupRelation --RegionId {region} --DBClusterId {id}"},
		{"DescribeShardingNetworkAddress", "", "dds", "DescribeShardingNetworkAddress --DBInstanceId {id}"},
		{"DescribeDBClusters", "", "polardb", "DescribeDBClusters --RegionId {region} --PageSize 100"},
		{"DescribeDBClusterAttribute", "", "polardb", "DescribeDBClusterAttribute --DBClusterId {id}"},
		{"DescribeDBClusterAccessWhitelist", "", "polardb", "DescribeDBClusterAccessWhitelist --DBClusterId {id}"},
		{"DescribeDBClusterEndpoints", "", "polardb", "DescribeDBClusterEndpoints --DBClusterId {id}"},
		{"DescribeDBClusterNetInfo", "", "adb", "DescribeDBClusterNetInfo --DBClusterId {id}"},
		{"DescribeDBClusterNetInfoItems", "", "clickhouse", "DescribeDBClusterNetInfoItems --DBClusterId {id} --version 2019-11-11 --force"},
		{"DescribeDBClusterAccessWhiteList", "cc-", "clickhouse", "DescribeDBClusterAccessWhiteList --DBClusterId {id} --version 2019-11-11 --force"},
		{"DescribeDBClusterAccessWhiteList", "", "adb", "DescribeDBClusterAccessWhiteList --DBClusterId {id}"},
		{"GetLindormInstanceEngineList", "", "hitsdb", "GetLindormInstanceEngineList --InstanceId {id}"},
		{"GetInstanceIpWhiteList", "", "hitsdb", "GetInstanceIpWhiteList --InstanceId {id}"},
		{"GetInstanceList", "", "alikafka", "GetInstanceList --RegionId {region} --InstanceId.1 {id}"},
		{"GetAllowedIpList", "", "alikafka", "GetAllowedIpList --RegionId {region} --InstanceId {id}"},
		{"GetBucketPolicy", "", "oss", "bucket-policy --method get oss://{id}"},
		{"DescribeInstance", "", "elasticsearch", "GET /openapi/instances/{id}"},
	}
}
