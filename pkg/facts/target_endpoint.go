package facts

import (
	"net/netip"
	"slices"
	"strings"
)

// cloudHost is what a host name of Alibaba Cloud says by itself.
type cloudHost struct {
	kind     string       // host, oss, rds, redis, mongodb, polardb
	id       string       // of a database
	port     int          // that the service listens on
	public   bool         // its address is public
	within   netip.Prefix // the range of its private address, where the name tells
	region   string       // of OSS, where the address is for VPCs of the region alone
	registry bool         // of container images
}

// Service addresses of the platform are in 100.64.0.0/10:
// https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
func sharedServices() netip.Prefix { return netip.MustParsePrefix("100.64.0.0/10") }

// cloudHostNamed reads a name of Alibaba Cloud. host is plain.
func cloudHostNamed(host string) (cloudHost, bool) {
	zone, found := cloudZone(host)
	if !found {
		return cloudHost{}, false
	}
	labels := strings.Split(zone, ".")
	switch last := labels[len(labels)-1]; {
	case (last == "rds" || last == "kvstore") && len(labels) > 1:
		return databaseHost(labels), true
	case last == "oss" || strings.HasPrefix(last, "oss-") || strings.HasPrefix(last, "vpc100-oss-"):
		return bucketHost(labels), true
	default:
		return serviceHost(labels), true
	}
}

// databaseHost reads a name such as rm-1.mysql.rds. Whether its address is public is not in the name, and products
// other than the four have kind host.
func databaseHost(labels []string) cloudHost {
	engines := []struct {
		label, kind string
		port        int
	}{
		{"redis", "redis", 6379}, {"kvstore", "redis", 6379}, {"mongodb", "mongodb", 3717}, {"polardb", "polardb", 3306},
		{"mysql", "rds", 3306}, {"mariadb", "rds", 3306}, {"pg", "rds", 5432}, {"sqlserver", "rds", 1433}, {"ppas", "rds", 3433},
		{"gpdb", "host", 5432},
	}
	for _, engine := range engines {
		if slices.Contains(labels[1:], engine.label) {
			h := cloudHost{kind: engine.kind, id: labels[0], port: engine.port}
			if h.kind == "polardb" {
				h.port = polarPort(labels[1])
			}
			return h
		}
	}
	return cloudHost{kind: "host", port: 3306}
}

// polarPort returns the port of a PolarDB engine as its names spell it.
func polarPort(engine string) int {
	switch engine {
	case "pg", "postgresql":
		return 5432
	case "o", "oracle":
		return 1521
	}
	return 3306
}

// bucketHost reads a name of OSS: [bucket.]oss-REGION[-internal], [bucket.]REGION[-internal].oss, and the names for VPCs
// that older documents have, vpc100-oss-REGION. A bucket may be called anything.
func bucketHost(labels []string) cloudHost {
	endpoint := labels[len(labels)-1]
	if (endpoint == "oss" || endpoint == "oss-data-acc") && len(labels) > 1 {
		endpoint = labels[len(labels)-2]
	}
	if strings.HasPrefix(endpoint, "vpc100-") || saysPrivate(endpoint) {
		region := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(endpoint, "vpc100-"), "oss-"), "-internal")
		return cloudHost{kind: "oss", port: 443, within: sharedServices(), region: region}
	}
	return cloudHost{kind: "host", port: 443, public: true}
}

// isAbroad tells whether a region of OSS is certainly not the cluster's. Names of dedicated regions are left out: those of
// finance and government clouds spell them in their own way.
// https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
func isAbroad(region, own string) bool {
	return region != own && ossRegions[region] && ossRegions[own]
}

var ossRegions = map[string]bool{
	"cn-hangzhou": true, "cn-shanghai": true, "cn-nanjing": true, "cn-fuzhou": true, "cn-wuhan-lr": true, "cn-qingdao": true,
	"cn-beijing": true, "cn-zhangjiakou": true, "cn-huhehaote": true, "cn-wulanchabu": true, "cn-shenzhen": true,
	"cn-heyuan": true, "cn-guangzhou": true, "cn-chengdu": true, "cn-hongkong": true, "ap-northeast-1": true,
	"ap-northeast-2": true, "ap-southeast-1": true, "ap-southeast-3": true, "ap-southeast-5": true, "ap-southeast-6": true,
	"ap-southeast-7": true, "eu-central-1": true, "eu-west-1": true, "us-west-1": true, "us-east-1": true,
	"na-south-1": true, "me-east-1": true,
}

// serviceHost reads the name of any other service. Instances of some have an address in the customer's own VPC, or a
// public one, and the name does not tell. What is in the zone cloud is for VPCs: mirrors of packages, and time servers.
// https://www.alibabacloud.com/help/en/ecs/user-guide/alibaba-cloud-ntp-server
func serviceHost(labels []string) cloudHost {
	service := serviceLabel(labels)
	ports := map[string]int{
		"alikafka": 9092, "elasticsearch": 9200, "nas": 2049, "ads": 3306, "rmq": 8081, "mse": 8848,
		"cr": 443, "hologres": 80, "lindorm": 30020, "hbase": 2181, "drds": 3306, "tsdb": 8242, "ha": 80,
		"alb": 443, "nlb": 443, "privatelink": 443, "cryptoservice": 443,
	}
	h := cloudHost{kind: "host", port: 443, registry: service == "cr" || strings.Contains(labels[0], "registry")}
	port, instance := ports[service]
	switch {
	case instance && !slices.Contains(labels, "public"):
		h.port = port
	case service == "cloud" || slices.ContainsFunc(regionLabels(labels), saysPrivate):
		h.within = sharedServices()
	default:
		h.public = true
	}
	return h
}

// regionLabels leaves out the label that customers choose: the project of a Simple Log Service name.
func regionLabels(labels []string) []string {
	if labels[len(labels)-1] == "log" && len(labels) > 2 {
		return labels[1:]
	}
	return labels
}

// saysPrivate tells whether a label marks a name for use inside VPCs.
func saysPrivate(label string) bool {
	for part := range strings.SplitSeq(label, "-") {
		if part == "vpc" || part == "internal" || part == "intranet" {
			return true
		}
	}
	return false
}

// enginePort is the port of a database whose endpoints are not in the bundle.
func enginePort(service, engine string) int {
	engine = strings.ToLower(engine)
	switch {
	case service == "redis":
		return 6379
	case service == "mongodb":
		return 3717
	case strings.Contains(engine, "postgres"):
		return 5432
	case strings.Contains(engine, "oracle"):
		return 1521
	case strings.Contains(engine, "sqlserver"), strings.Contains(engine, "mssql"):
		return 1433
	}
	return 3306
}
