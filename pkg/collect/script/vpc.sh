# shellcheck shell=sh

collect_vpc() {
	pages vpc-DescribeVpcs --PageNumber --PageSize 50 vpc DescribeVpcs --RegionId "$REGION"
	for vpc_id in ${VPC:-$(ids 'vpc-DescribeVpcs.p*.json' '.Vpcs.Vpc[]?.VpcId')}; do
		cloud "vpc-DescribeVpcAttribute.$vpc_id" vpc DescribeVpcAttribute --RegionId "$REGION" --VpcId "$vpc_id"
	done
	vpc_pages DescribeVSwitches DescribeRouteTableList DescribeNatGateways DescribeNetworkAcls DescribeIpv6Gateways DescribeIpv6Addresses
	for vpc_id in $(ids 'vpc-DescribeRouteTableList.p*.json' '.RouterTableList.RouterTableListType[]?.RouteTableId'); do
		tokens "vpc-DescribeRouteEntryList.$vpc_id" --MaxResult 100 vpc DescribeRouteEntryList --RegionId "$REGION" --RouteTableId "$vpc_id"
	done
	for vpc_id in $(ids 'vpc-DescribeNatGateways.p*.json' '.NatGateways.NatGateway[]?.SnatTableIds.SnatTableId[]?'); do
		pages "vpc-DescribeSnatTableEntries.$vpc_id" --PageNumber --PageSize 50 vpc DescribeSnatTableEntries --RegionId "$REGION" --SnatTableId "$vpc_id"
	done
	for vpc_id in $(ids 'vpc-DescribeNatGateways.p*.json' '.NatGateways.NatGateway[]?.ForwardTableIds.ForwardTableId[]?'); do
		pages "vpc-DescribeForwardTableEntries.$vpc_id" --PageNumber --PageSize 50 vpc DescribeForwardTableEntries --RegionId "$REGION" --ForwardTableId "$vpc_id"
	done
	for vpc_id in $(ids 'vpc-DescribeIpv6Gateways.p*.json' '.Ipv6Gateways.Ipv6Gateway[]?.Ipv6GatewayId'); do
		pages "vpc-DescribeIpv6EgressOnlyRules.$vpc_id" --PageNumber --PageSize 50 vpc DescribeIpv6EgressOnlyRules --RegionId "$REGION" --Ipv6GatewayId "$vpc_id"
	done
	pages vpc-DescribeEipAddresses --PageNumber --PageSize 100 vpc DescribeEipAddresses --RegionId "$REGION"
	pages vpc-DescribeCommonBandwidthPackages --PageNumber --PageSize 50 vpc DescribeCommonBandwidthPackages --RegionId "$REGION"
	tokens vpc-ListIpv4Gateways --MaxResults 100 vpc ListIpv4Gateways --RegionId "$REGION" ${VPC:+--VpcId "$VPC"}
	tokens vpc-ListVpcGatewayEndpoints --MaxResults 100 vpc ListVpcGatewayEndpoints --RegionId "$REGION"
	tokens vpc-ListPrefixLists --MaxResults 100 vpc ListPrefixLists --RegionId "$REGION"
	for vpc_id in $(ids 'vpc-ListPrefixLists.p*.json' '.PrefixLists[]?.PrefixListId'); do
		tokens "vpc-GetVpcPrefixListEntries.$vpc_id" --MaxResults 100 vpc GetVpcPrefixListEntries --RegionId "$REGION" --PrefixListId "$vpc_id"
	done
}

# vpc_pages ACTION...: lists of the cluster's VPC.
vpc_pages() {
	for vpc_action in "$@"; do
		pages "vpc-$vpc_action" --PageNumber --PageSize 50 vpc "$vpc_action" --RegionId "$REGION" ${VPC:+--VpcId "$VPC"}
	done
}
