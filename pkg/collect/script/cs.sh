# shellcheck shell=sh

collect_cs() {
	cloud "cs-DescribeClusterNodePools.$CLUSTER" cs GET "/clusters/$CLUSTER/nodepools"
	pages "cs-DescribeClusterNodes.$CLUSTER" --pageNumber --pageSize 100 cs GET "/clusters/$CLUSTER/nodes"
	cloud "cs-ListClusterAddonInstances.$CLUSTER" cs GET "/clusters/$CLUSTER/addon_instances"
	# Of the other components no setting matters.
	for cs_addon in $(ids 'cs-ListClusterAddonInstances.*.json' '.addons[]?.name' | grep -xE 'terway-.*|ack-extend-network-controller'); do
		cloud "cs-GetClusterAddonInstance.$CLUSTER.$cs_addon" cs GET "/clusters/$CLUSTER/addon_instances/$cs_addon"
	done
}
