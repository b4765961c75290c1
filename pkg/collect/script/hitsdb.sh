# shellcheck shell=sh

collect_hitsdb() {
	pages hitsdb-GetLindormInstanceList --PageNumber --PageSize 50 hitsdb GetLindormInstanceList --RegionId "$REGION"
	for hitsdb_id in $(near 'hitsdb-GetLindormInstanceList.p*.json' '.InstanceList[]? | "\(.InstanceId) \(.VpcId // "")"'); do
		cloud "hitsdb-GetLindormInstanceEngineList.$hitsdb_id" hitsdb GetLindormInstanceEngineList --InstanceId "$hitsdb_id"
		cloud "hitsdb-GetInstanceIpWhiteList.$hitsdb_id" hitsdb GetInstanceIpWhiteList --InstanceId "$hitsdb_id"
	done
}
