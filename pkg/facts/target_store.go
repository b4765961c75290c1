package facts

import (
	"slices"
	"strings"
)

// storePorts are the ports that the services beside the four databases begin with.
var storePorts = map[string]int{"adb": 3306, "gpdb": 5432, "clickhouse": 8123, "lindorm": 30020, "kafka": 9092, "elasticsearch": 9200}

// storeHost reads a name of an instance of AnalyticDB for MySQL, ClickHouse, Elasticsearch or Kafka. Customers may choose
// other names for most of them, which only the exports tell. The name of a broker of Kafka says by its end that it is for
// VPCs, and that for the internet has a port of its own:
// https://www.alibabacloud.com/help/en/apsaramq-for-kafka/cloud-message-queue-for-kafka/product-overview/comparison-among-endpoints
func storeHost(labels []string, service string) (cloudHost, bool) {
	h := cloudHost{id: labels[0]}
	switch {
	case service == "ads" && slices.Contains(labels, "clickhouse"):
		h.kind = "clickhouse"
	case service == "ads" && strings.HasPrefix(h.id, "am"):
		h.kind = "adb"
	case service == "elasticsearch" && strings.HasPrefix(h.id, "es-") && !slices.Contains(labels, "kibana"):
		h.kind, h.public = "elasticsearch", slices.Contains(labels, "public")
	case service == "alikafka":
		h.kind, h.id, h.public = "kafka", kafkaInstance(h.id), !strings.HasSuffix(h.id, "-vpc")
	}
	h.port = storePorts[h.kind]
	if h.kind == "kafka" && h.public {
		h.port = 9093
	}
	return h, h.kind != "" && h.id != ""
}

// kafkaInstance returns the id of the instance that the name of a broker is of: alikafka_post-cn-1 for
// alikafka-post-cn-1-2-vpc. It is "" where the name is of another form.
func kafkaInstance(broker string) string {
	name, ok := strings.CutPrefix(strings.TrimSuffix(broker, "-vpc"), "alikafka-")
	if dash := strings.LastIndexByte(name, '-'); ok && dash > 0 && strings.Trim(name[dash+1:], "0123456789") == "" {
		return "alikafka_" + name[:dash]
	}
	return ""
}
