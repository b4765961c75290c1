package egress.gate.whitelist

# The commands of services that change lists by other calls than the databases.
# https://www.alibabacloud.com/help/en/message-queue-for-apache-kafka/latest/updateallowedip
# https://www.alibabacloud.com/help/en/lindorm/developer-reference/api-hitsdb-2020-06-15-updateinstanceipwhitelist
# https://alibabacloud.com/help/tc/es/developer-reference/api-updatewhiteips
command := _kafka_change("add", _own_network, sprintf("%d/%d", [input.flow.port, input.flow.port]), _added) if {
	input.target.kind == "kafka"
}

command := _elasticsearch_change("Append", _own_network, _listed, [sprintf("\"{%s}\"", [part]) | some part in _parts]) if {
	input.target.kind == "elasticsearch"
}

# The call replaces the whole list, so that what is added has a list of its own.
command := sprintf("aliyun hitsdb UpdateInstanceIpWhiteList --InstanceId {id} --GroupName ack_pods --SecurityIpList %s", [_added]) if {
	input.target.kind == "lindorm"
}

removal(entry) := _kafka_change("delete", entry.network, "{group}", "{entry,}") if input.target.kind == "kafka"

removal(entry) := _elasticsearch_change("Delete", entry.network, "{group}", ["\"{entry}\""]) if {
	input.target.kind == "elasticsearch"
}

_kafka_change(mode, network, ports, addresses) := sprintf(
	"aliyun alikafka UpdateAllowedIp --InstanceId {id} --UpdateType %s --AllowedListType %s --PortRange %s --AllowedListIp %s",
	[mode, network, ports, addresses],
)

_elasticsearch_change(mode, network, group, addresses) := sprintf(
	"aliyun elasticsearch POST /openapi/instances/{id}/%s --modifyMode %s --body '{\"whiteIpGroup\":{\"groupName\":\"%s\",\"ips\":[%s]}}'",
	[{"vpc": "white-ips", "internet": "public-white-ips"}[network], mode, group, concat(",", addresses)],
)

_own_network := {true: "internet", false: "vpc"}[_endpoint.type == "public"]

_added := _joined(_parts)

default _listed := "default"

_listed := "{group}" if edit.group != ""
