# shellcheck shell=sh

collect_alikafka() {
	cloud alikafka-GetInstanceList alikafka GetInstanceList --RegionId "$REGION"
	for alikafka_id in $(near alikafka-GetInstanceList.json '.InstanceList.InstanceVO[]? | "\(.InstanceId) \(.VpcId // "")"'); do
		cloud "alikafka-GetAllowedIpList.$alikafka_id" alikafka GetAllowedIpList --RegionId "$REGION" --InstanceId "$alikafka_id"
	done
}
