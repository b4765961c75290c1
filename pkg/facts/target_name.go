package facts

import (
	"net/netip"
	"strings"
)

// nouns are what texts call the things that a target is written with. Those left out are known by their bare names.
var nouns = map[string]string{
	"pod": "Pod", "svc": "Service", "lb": "the load balancer of Service", "oss": "OSS bucket", "ecs": "ECS instance",
	"rds": "RDS instance", "redis": "Redis instance", "mongodb": "MongoDB instance", "polardb": "PolarDB cluster",
	"adb": "AnalyticDB cluster", "gpdb": "AnalyticDB for PostgreSQL instance", "clickhouse": "ClickHouse cluster",
	"lindorm": "Lindorm instance", "kafka": "Kafka instance", "elasticsearch": "Elasticsearch instance",
	"clb": "CLB instance", "nlb": "NLB instance", "alb": "ALB instance",
}

// Name returns what sentences call the target: Text is for command lines.
func (t Target) Name() string {
	kind, name, _ := strings.Cut(t.Text, ":")
	switch kind {
	case "internet":
		return "the internet"
	case "internet6":
		return "the IPv6 internet"
	case "ip":
		return strings.Trim(name, "[]")
	case "pod":
		if namespace, rest, _ := strings.Cut(name, "/"); strings.Contains(rest, "/") {
			kind, pod, _ := strings.Cut(rest, "/")
			return kind + " " + namespace + "/" + pod
		}
	case "oss", "host":
		if t.Region != "" && t.Within.IsValid() && t.Within != sharedSpace {
			t.Within, name = netip.Prefix{}, t.Within.String()
			return t.Name() + " at " + name
		}
		if strings.Contains(name, ".") {
			return name
		}
	}
	if noun, ok := nouns[kind]; ok && name != "" {
		return noun + " " + name
	}
	if name == "" {
		return t.Text
	}
	return name
}
