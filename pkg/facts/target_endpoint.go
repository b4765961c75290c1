package facts

import (
	"net/netip"
	"slices"
	"strings"
)

// cloudHost is what a host name of Alibaba Cloud says by itself.
type cloudHost struct {
	kind     string       // host, oss, or that of a database
	id       string       // of a database
	port     int          // that the service listens on
	public   bool         // its address is public
	within   netip.Prefix // the range of its private address, where the name tells
	region   string       // of OSS
	bucket   string       // of OSS
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

// databaseHost reads a name such as rm-1.mysql.rds. Whether its address is public is not in the name, and products that
// are not known have kind host.
func databaseHost(labels []string) cloudHost {
	engines := []struct {
		label, kind string
		port        int
	}{
		{"redis", "redis", 6379}, {"kvstore", "redis", 6379}, {"mongodb", "mongodb", 3717}, {"polardb", "polardb", 3306},
		{"mysql", "rds", 3306}, {"mariadb", "rds", 3306}, {"pg", "rds", 5432}, {"sqlserver", "rds", 1433}, {"ppas", "rds", 3433},
		{"gpdb", "gpdb", 5432}, {"lindorm", "lindorm", 30020},
	}
	for _, engine := range engines {
		if slices.Contains(labels[1:], engine.label) {
			h := cloudHost{kind: engine.kind, id: labels[0], port: engine.port}
			switch h.kind {
			case "polardb":
				h.port = polarPort(labels[1])
			case "lindorm":
				h.id, _, _ = strings.Cut(h.id, "-proxy")
			case "gpdb":
				h.id = strings.TrimSuffix(h.id, "-master")
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

// serviceHost reads the name of any other service. Instances of some have an address in the customer's own VPC, or a
// public one, and the name does not tell. What is in the zone cloud is for VPCs: mirrors of packages, and time servers.
// https://www.alibabacloud.com/help/en/ecs/user-guide/alibaba-cloud-ntp-server
func serviceHost(labels []string) cloudHost {
	service := serviceLabel(labels)
	if h, ok := storeHost(labels, service); ok {
		return h
	}
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
	case storePorts[service] != 0:
		return storePorts[service]
	case strings.Contains(engine, "postgres"):
		return 5432
	case strings.Contains(engine, "oracle"):
		return 1521
	case strings.Contains(engine, "sqlserver"), strings.Contains(engine, "mssql"):
		return 1433
	}
	return 3306
}
