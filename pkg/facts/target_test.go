package facts

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// namesNetwork is a small cluster that has one of everything that a text may name.
func namesNetwork() *model.Network {
	cart := &model.Workload{Template: model.Template{Labels: map[string]string{"app": "cart"}, Ports: httpPort(8080)},
		Ref: model.Ref{Record: 1}, Kind: "Deployment", Namespace: "shop", Name: "cart", Replicas: 2}
	pods := []*model.Pod{
		namesPod(2, "shop", "cart-1", "10.20.32.1", "Running", httpPort(8080), cart),
		namesPod(3, "shop", "cart-2", "10.20.32.2", "Running", httpPort(9090), cart),
		namesPod(4, "shop", "cart-3", "10.20.32.3", "Succeeded", httpPort(8080), cart),
		namesPod(5, "shop", "cart-4", "10.20.32.4", "Running", nil, cart),
		namesPod(6, "ops", "orphan-abc", "10.20.32.9", "Running", httpPort(80), nil),
	}
	pods[4].OwnerKind, pods[4].OwnerName = "Deployment", "orphan"
	cart.Pods = pods[:4]
	host := namesPod(7, "ops", "agent", "10.20.0.11", "Running", nil, nil)
	host.HostNetwork = true
	search := &model.Workload{Template: model.Template{Labels: map[string]string{"app": "search"}},
		Ref: model.Ref{Record: 8}, Kind: "StatefulSet", Namespace: "shop", Name: "search", Replicas: 3}
	idle := &model.Workload{Template: model.Template{Labels: map[string]string{"app": "idle"}},
		Ref: model.Ref{Record: 10}, Kind: "Deployment", Namespace: "shop", Name: "idle"}
	twin := &model.Workload{Ref: model.Ref{Record: 9}, Kind: "CronJob", Namespace: "shop", Name: "search", Replicas: -1}
	return &model.Network{
		Cluster: model.Cluster{
			VPC: model.Fact{Value: "vpc-1"}, Region: model.Fact{Value: "cn-shanghai"}, ServiceCIDR: model.ParsePrefix("172.21.0.0/20"),
		},
		Namespaces: map[string]*model.Namespace{"legacy": {Name: "legacy"}},
		Pods:       append(pods, host),
		Workloads:  []*model.Workload{cart, search, twin, idle},
		Services: []*model.Service{
			namesService("shop", "cart", "172.21.3.11", "cart", model.ServicePort{Port: 80, TargetName: "http"}),
			namesService("shop", "search", "172.21.3.12", "search", model.ServicePort{Name: "a", Port: 9200}, model.ServicePort{Name: "b", Port: 9300, Target: 19300}),
			namesService("shop", "bare", "172.21.3.13", "", model.ServicePort{Port: 80}),
			namesService("shop", "idle", "172.21.3.14", "idle", model.ServicePort{Port: 80}),
			namesService("shop", "elsewhere", "172.21.3.15", "elsewhere", model.ServicePort{Port: 80}),
			{Namespace: "shop", Name: "orders-db", Type: "ExternalName", ExternalName: "rm-1.mysql.rds.aliyuncs.com"},
			{Namespace: "shop", Name: "rates", Type: "ExternalName", ExternalName: "rates.example.com.", Ports: []model.ServicePort{{Port: 8443}}},
			{Namespace: "shop", Name: "ping", Type: "ExternalName", ExternalName: "pong.shop.svc.cluster.local"},
			{Namespace: "shop", Name: "pong", Type: "ExternalName", ExternalName: "ping.shop.svc.cluster.local"},
			{Namespace: "shop", Name: "edge", Type: "LoadBalancer", Ports: []model.ServicePort{{Port: 443, Target: 8443}}, Fronts: []model.ServiceFront{{Addr: netip.MustParseAddr("203.0.113.80"), Host: "shop.example.com"}}},
		},
		VSwitches: []*model.VSwitch{{ID: "vsw-data", CIDR: model.ParsePrefix("10.20.8.0/24")}},
		ENIs:      []*model.ENI{{ID: "eni-1", Primary: netip.MustParseAddr("10.20.1.7")}},
		Instances: []*model.Instance{{ID: "i-1", PrivateIPs: []netip.Addr{netip.MustParseAddr("10.20.0.5")}}},
		Nodes:     []*model.Node{{Name: "n-1", InternalIP: netip.MustParseAddr("10.20.0.11")}},
		Ingresses: []*model.Ingress{{Hosts: []string{"*.served.example.org", "served.example.net"}}},
		Databases: []*model.Database{
			{Service: "rds", ID: "rm-1", Engine: "MySQL", Endpoints: []model.Endpoint{
				{Host: "rm-1o.mysql.rds.aliyuncs.com", Port: 3307, Type: "Public"},
				{Host: "rm-1.mysql.rds.aliyuncs.com", Port: 3306, Type: "Private", VPC: "vpc-1", Addr: netip.MustParseAddr("10.20.8.10")},
			}},
			{Service: "rds", ID: "pgm-2", Engine: "PostgreSQL"},
			{Service: "redis", ID: "r-1", Endpoints: []model.Endpoint{{Host: "custom.redis.rds.aliyuncs.com", Port: 6380, Type: "Private", VSwitch: "vsw-data"}}},
			{Service: "redis", ID: "r-2", Endpoints: []model.Endpoint{{Host: "r-2.redis.rds.aliyuncs.com", VPC: "vpc-2", Addr: netip.MustParseAddr("10.20.8.10")}}},
		},
	}
}

func httpPort(port int32) []model.ContainerPort {
	return []model.ContainerPort{{Name: "http", Port: port, Protocol: "TCP"}}
}

func namesPod(record int32, namespace, name, ip, phase string, ports []model.ContainerPort, owner *model.Workload) *model.Pod {
	p := &model.Pod{Ref: model.Ref{Record: record}, Namespace: namespace, Name: name, Phase: phase, Workload: owner}
	p.IPs, p.Ports = []netip.Addr{netip.MustParseAddr(ip)}, ports
	if owner != nil {
		p.Labels = owner.Labels
	}
	return p
}

func namesService(namespace, name, ip, app string, ports ...model.ServicePort) *model.Service {
	s := &model.Service{Namespace: namespace, Name: name, Type: "ClusterIP", ClusterIPs: []netip.Addr{netip.MustParseAddr(ip)}, Ports: ports}
	if app != "" {
		s.Selector = map[string]string{"app": app}
	}
	return s
}

// describeTarget says everything that a target holds but the text.
func describeTarget(t Target) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d/%s", t.Kind, t.Port, t.Protocol)
	if t.Host != "" {
		b.WriteString(" " + t.Host)
	}
	if t.ID != "" {
		fmt.Fprintf(&b, " id %s of %v", t.ID, t.Database != nil)
	}
	if t.Endpoint != nil {
		b.WriteString(" at " + t.Endpoint.Host)
	}
	if t.Addr.IsValid() {
		b.WriteString(" " + t.Addr.String())
	}
	if t.Uncertain {
		b.WriteString("?")
	}
	if t.Within.IsValid() {
		b.WriteString(" in " + t.Within.String())
	}
	for _, p := range t.Pods {
		name := "template"
		if p.Pod != nil {
			name = p.Pod.Name
		}
		fmt.Fprintf(&b, " %s:%d", name, p.Port)
	}
	return b.String()
}

const (
	witness4 = "192.88.99.1?"
	witness6 = "3fff::1?"
	platform = "in 100.64.0.0/10"
)

var goodTargets = []struct{ text, want, short string }{
	{"internet", "internet 443/tcp " + witness4, "internet"},
	{"internet:25", "internet 25/tcp " + witness4, "internet"},
	{"internet/icmp", "internet 0/icmp " + witness4, "internet"},
	{"internet6:443/udp", "internet6 443/udp " + witness6, "internet6"},
	{"ip:198.51.100.7", "ip 443/tcp 198.51.100.7", "ip:198.51.100.7"},
	{"ip:198.51.100.7:53/UDP", "ip 53/udp 198.51.100.7", "ip:198.51.100.7"},
	{"ip:198.51.100.7:0/icmp", "ip 0/icmp 198.51.100.7", "ip:198.51.100.7"},
	{"ip:2001:db8::1", "ip 443/tcp 2001:db8::1", "ip:2001:db8::1"},
	{"ip:2001:db8::1/udp", "ip 443/udp 2001:db8::1", "ip:2001:db8::1"},
	{"ip:[2001:db8::1]:8443", "ip 8443/tcp 2001:db8::1", "ip:[2001:db8::1]"},
	{"ip:::ffff:198.51.100.7", "ip 443/tcp 198.51.100.7", "ip:::ffff:198.51.100.7"},
	{"ip:10.20.8.10", "rds 3306/tcp id rm-1 of true at rm-1.mysql.rds.aliyuncs.com 10.20.8.10", "ip:10.20.8.10"},
	{"ip:10.20.32.1", "pod 8080/tcp 10.20.32.1 cart-1:8080", "ip:10.20.32.1"},
	{"ip:10.20.32.3", "ip 443/tcp 10.20.32.3", "ip:10.20.32.3"}, // a finished pod's
	{"ip:10.20.0.11", "ip 443/tcp 10.20.0.11", "ip:10.20.0.11"}, // a node's
	{"ip:172.21.3.11", "svc 80/tcp 172.21.3.11 cart-1:8080 cart-2:9090", "ip:172.21.3.11"},
	{"ecs:i-1:22", "ip 22/tcp 10.20.0.5", "ecs:i-1"},
	{"eni:eni-1", "ip 443/tcp 10.20.1.7", "eni:eni-1"},
	{"pod:shop/cart", "pod 8080/tcp cart-1:8080 cart-2:8080 cart-4:8080", "pod:shop/cart"},
	{"pod:shop/deploy/cart:9/udp", "pod 9/udp cart-1:9 cart-2:9 cart-4:9", "pod:shop/deploy/cart"},
	{"pod:shop/cart-2", "pod 9090/tcp cart-2:9090", "pod:shop/cart-2"},
	{"pod:shop/sts/search:1", "pod 1/tcp template:1", "pod:shop/sts/search"},
	{"pod:ops/orphan", "pod 80/tcp orphan-abc:80", "pod:ops/orphan"},
	{"svc:shop/cart", "svc 80/tcp cart-1:8080 cart-2:9090", "svc:shop/cart"},
	{"svc:shop/search:9300", "svc 9300/tcp template:19300", "svc:shop/search"},
	{"svc:shop/idle", "svc 80/tcp", "svc:shop/idle"}, // scaled to zero
	{"svc:shop/orders-db", "rds 3306/tcp rm-1.mysql.rds.aliyuncs.com id rm-1 of true at rm-1.mysql.rds.aliyuncs.com 10.20.8.10", "svc:shop/orders-db"},
	{"svc:shop/rates", "host 8443/tcp rates.example.com " + witness4, "svc:shop/rates"},
	{"rds:rm-1", "rds 3306/tcp rm-1.mysql.rds.aliyuncs.com id rm-1 of true at rm-1.mysql.rds.aliyuncs.com 10.20.8.10", "rds:rm-1"},
	{"rds:rm-1:3307", "rds 3307/tcp rm-1o.mysql.rds.aliyuncs.com id rm-1 of true at rm-1o.mysql.rds.aliyuncs.com " + witness4, "rds:rm-1"},
	{"rds:pgm-2", "rds 5432/tcp id pgm-2 of true", "rds:pgm-2"},
	{"rds:rm-9", "rds 3306/tcp id rm-9 of false", "rds:rm-9"},
	{"redis:r-1", "redis 6380/tcp custom.redis.rds.aliyuncs.com id r-1 of true at custom.redis.rds.aliyuncs.com in 10.20.8.0/24", "redis:r-1"},
	{"mongodb:dds-1", "mongodb 3717/tcp id dds-1 of false", "mongodb:dds-1"},
	{"polardb:pc-1:5432", "polardb 5432/tcp id pc-1 of false", "polardb:pc-1"},
	{"oss:media", "oss 443/tcp media.oss-cn-shanghai-internal.aliyuncs.com " + platform, "oss:media"},
	{"oss:media.oss-cn-beijing-internal.aliyuncs.com:80", "oss 80/tcp media.oss-cn-beijing-internal.aliyuncs.com " + platform, "oss:media.oss-cn-beijing-internal.aliyuncs.com"},
	{"oss:oss-cn-beijing.aliyuncs.com", "oss 443/tcp oss-cn-beijing.aliyuncs.com " + witness4, "oss:oss-cn-beijing.aliyuncs.com"},
	{"host:API.example.com.:8443", "host 8443/tcp api.example.com " + witness4, "host:API.example.com."},
	{"host:198.51.100.7", "ip 443/tcp 198.51.100.7", "host:198.51.100.7"},
	{"host:db.corp", "host 443/tcp db.corp", "host:db.corp"},
	{"host:cart.shop.svc.cluster.local", "svc 80/tcp cart.shop.svc.cluster.local cart-1:8080 cart-2:9090", "host:cart.shop.svc.cluster.local"},
	{"host:cart.shop", "svc 80/tcp cart.shop cart-1:8080 cart-2:9090", "host:cart.shop"},
	{"host:search-1.search.shop.svc:9200", "pod 9200/tcp search-1.search.shop.svc template:9200", "host:search-1.search.shop.svc"},
	{"host:rm-1.mysql.rds.aliyuncs.com", "rds 3306/tcp rm-1.mysql.rds.aliyuncs.com id rm-1 of true at rm-1.mysql.rds.aliyuncs.com 10.20.8.10", "host:rm-1.mysql.rds.aliyuncs.com"},
	{"host:rm-1.mysql.cn-x.rds.aliyuncs.com", "rds 3306/tcp rm-1.mysql.cn-x.rds.aliyuncs.com id rm-1 of true", "host:rm-1.mysql.cn-x.rds.aliyuncs.com"},
	{"host:r-9.redis.rds.aliyuncs.com", "redis 6379/tcp r-9.redis.rds.aliyuncs.com id r-9 of false", "host:r-9.redis.rds.aliyuncs.com"},
	{"host:dds-9.mongodb.rds.aliyuncs.com", "mongodb 3717/tcp dds-9.mongodb.rds.aliyuncs.com id dds-9 of false", "host:dds-9.mongodb.rds.aliyuncs.com"},
	{"host:pc-9.pg.polardb.rds.aliyuncs.com", "polardb 5432/tcp pc-9.pg.polardb.rds.aliyuncs.com id pc-9 of false", "host:pc-9.pg.polardb.rds.aliyuncs.com"},
	{"host:gp-9.gpdb.rds.aliyuncs.com", "gpdb 5432/tcp gp-9.gpdb.rds.aliyuncs.com id gp-9 of false", "host:gp-9.gpdb.rds.aliyuncs.com"},
	{"host:gp-9-master.gpdb.rds.aliyuncs.com", "gpdb 5432/tcp gp-9-master.gpdb.rds.aliyuncs.com id gp-9 of false", "host:gp-9-master.gpdb.rds.aliyuncs.com"},
	{"host:am-9.ads.aliyuncs.com", "adb 3306/tcp am-9.ads.aliyuncs.com id am-9 of false", "host:am-9.ads.aliyuncs.com"},
	{"host:cc-9.clickhouse.ads.aliyuncs.com", "clickhouse 8123/tcp cc-9.clickhouse.ads.aliyuncs.com id cc-9 of false", "host:cc-9.clickhouse.ads.aliyuncs.com"},
	{"host:ld-9-proxy-lindorm.lindorm.rds.aliyuncs.com", "lindorm 30020/tcp ld-9-proxy-lindorm.lindorm.rds.aliyuncs.com id ld-9 of false", "host:ld-9-proxy-lindorm.lindorm.rds.aliyuncs.com"},
	{"host:es-cn-9.elasticsearch.aliyuncs.com", "elasticsearch 9200/tcp es-cn-9.elasticsearch.aliyuncs.com id es-cn-9 of false", "host:es-cn-9.elasticsearch.aliyuncs.com"},
	{"host:es-cn-9.public.elasticsearch.aliyuncs.com", "elasticsearch 9200/tcp es-cn-9.public.elasticsearch.aliyuncs.com id es-cn-9 of false " + witness4, "host:es-cn-9.public.elasticsearch.aliyuncs.com"},
	{"host:es-cn-9.kibana.elasticsearch.aliyuncs.com:5601", "host 5601/tcp es-cn-9.kibana.elasticsearch.aliyuncs.com", "host:es-cn-9.kibana.elasticsearch.aliyuncs.com"},
	{"host:alikafka-post-cn-a1-2-vpc.alikafka.aliyuncs.com", "kafka 9092/tcp alikafka-post-cn-a1-2-vpc.alikafka.aliyuncs.com id alikafka_post-cn-a1 of false", "host:alikafka-post-cn-a1-2-vpc.alikafka.aliyuncs.com"},
	{"host:alikafka-post-cn-a1-1.alikafka.aliyuncs.com", "kafka 9093/tcp alikafka-post-cn-a1-1.alikafka.aliyuncs.com id alikafka_post-cn-a1 of false " + witness4, "host:alikafka-post-cn-a1-1.alikafka.aliyuncs.com"},
	{"kafka:alikafka_post-cn-a1", "kafka 9092/tcp id alikafka_post-cn-a1 of false", "kafka:alikafka_post-cn-a1"},
	{"lindorm:ld-9:9042", "lindorm 9042/tcp id ld-9 of false", "lindorm:ld-9"},
	{"host:vpc100-oss-cn-hangzhou.aliyuncs.com", "oss 443/tcp vpc100-oss-cn-hangzhou.aliyuncs.com " + platform, "host:vpc100-oss-cn-hangzhou.aliyuncs.com"},
	{"host:my-internal.oss-cn-hangzhou.aliyuncs.com", "oss 443/tcp my-internal.oss-cn-hangzhou.aliyuncs.com " + witness4, "host:my-internal.oss-cn-hangzhou.aliyuncs.com"},
	{"host:kms-vpc.cn-shanghai.aliyuncs.com", "host 443/tcp kms-vpc.cn-shanghai.aliyuncs.com " + platform, "host:kms-vpc.cn-shanghai.aliyuncs.com"},
	{"host:logs.cn-shanghai-intranet.log.aliyuncs.com", "host 443/tcp logs.cn-shanghai-intranet.log.aliyuncs.com " + platform, "host:logs.cn-shanghai-intranet.log.aliyuncs.com"},
	{"host:my-vpc.cn-shanghai.log.aliyuncs.com", "host 443/tcp my-vpc.cn-shanghai.log.aliyuncs.com " + witness4, "host:my-vpc.cn-shanghai.log.aliyuncs.com"},
	{"host:service.cn-shanghai-vpc.maxcompute.aliyun-inc.com", "host 443/tcp service.cn-shanghai-vpc.maxcompute.aliyun-inc.com " + platform, "host:service.cn-shanghai-vpc.maxcompute.aliyun-inc.com"},
	{"host:alikafka-1-vpc.alikafka.aliyuncs.com", "host 9092/tcp alikafka-1-vpc.alikafka.aliyuncs.com", "host:alikafka-1-vpc.alikafka.aliyuncs.com"},
	{"host:mirrors.cloud.aliyuncs.com:80", "host 80/tcp mirrors.cloud.aliyuncs.com " + platform, "host:mirrors.cloud.aliyuncs.com"},
	{"host:alb-1.cn-shanghai.alb.aliyuncs.com", "host 443/tcp alb-1.cn-shanghai.alb.aliyuncs.com", "host:alb-1.cn-shanghai.alb.aliyuncs.com"},
	{"host:nlb-1.cn-shanghai.nlb.aliyuncsslb.com", "host 443/tcp nlb-1.cn-shanghai.nlb.aliyuncsslb.com", "host:nlb-1.cn-shanghai.nlb.aliyuncsslb.com"},
	{"host:ep-1.epsrv-1.cn-shanghai.privatelink.aliyuncs.com", "host 443/tcp ep-1.epsrv-1.cn-shanghai.privatelink.aliyuncs.com", "host:ep-1.epsrv-1.cn-shanghai.privatelink.aliyuncs.com"},
	{"host:kst-1.cryptoservice.kms.aliyuncs.com", "host 443/tcp kst-1.cryptoservice.kms.aliyuncs.com", "host:kst-1.cryptoservice.kms.aliyuncs.com"},
	{"host:kms.cn-shanghai.aliyuncs.com", "host 443/tcp kms.cn-shanghai.aliyuncs.com " + witness4, "host:kms.cn-shanghai.aliyuncs.com"},
	{"host:1-cn-shanghai-vpc.alicloudapi.com", "host 443/tcp 1-cn-shanghai-vpc.alicloudapi.com " + platform, "host:1-cn-shanghai-vpc.alicloudapi.com"},
	{"host:1-cn-shanghai.alicloudapi.com", "host 443/tcp 1-cn-shanghai.alicloudapi.com " + witness4, "host:1-cn-shanghai.alicloudapi.com"},
	{"host:oapi.aliyun.com", "host 443/tcp oapi.aliyun.com " + witness4, "host:oapi.aliyun.com"},
	{"host:ecs.aliyuncs.com", "host 443/tcp ecs.aliyuncs.com " + witness4, "host:ecs.aliyuncs.com"},
}

func TestTargets(t *testing.T) {
	x := newNames(namesNetwork())
	for _, c := range goodTargets {
		got, err := x.targetAt(c.text, 0, "", "")
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		} else if d := describeTarget(got); d != c.want || got.Text != c.short {
			t.Errorf("%s is %q, %q\nwant %q, %q", c.text, d, got.Text, c.want, c.short)
		}
	}
}

var strangeTargets = []struct{ text, want string }{
	{"", "is of no known kind: write one such as"},
	{"rsd:rm-1", "did you mean rds:?"},
	{"10.0.0.1", "did you mean ip:10.0.0.1?"},
	{"10.0.0.1:80", "did you mean ip:10.0.0.1?"},
	{"api.example.com:443", "did you mean host:api.example.com?"},
	{"shop/cart", "did you mean svc:shop/cart or pod:shop/cart?"},
	{"https://u:secret@api.example.com", "a target is no URL"},
	{"host:u:secret@api.example.com", "a target is no URL"},
	{"host:", "write host:NAME"},
	{"host", "write host:NAME"},
	{"host:a b", "characters that no target has"},
	{"host:-a.com", "no host name"},
	{"host:cart", "did you mean svc:NS/cart?"},
	{"host:a.b.c.d.svc.cluster.local", "no name that the cluster's DNS gives"},
	{"host:cluster.cluster.local", "no name that the cluster's DNS gives"},
	{"host:cart-9.cart.shop.svc", `no pod "shop/cart-9"`},
	{"ip:10.0.0.0/8", "no known protocol"},
	{"ip:10.0.0.256", "no IP address"},
	{"ip:[2001:db8::1", "goes on after its name"},
	{"ip:fe80::1%eth0", "no IP address"},
	{"internet:0", "no port between 1 and 65535"},
	{"internet:65536", "no port between 1 and 65535"},
	{"internet:http", "no port between 1 and 65535"},
	{"internet:443/quic", "no known protocol"},
	{"internetx", "is of no known kind"},
	{"pod:cart", "names no workload or pod"},
	{"pod:shop/crat", `no workload or pod "shop/crat": did you mean shop/cart?`},
	{"pod:shop/search:80", "write shop/CronJob/search or shop/StatefulSet/search"},
	{"pod:shop/cart-4", "declares no port: write pod:shop/cart-4:PORT"},
	{"svc:shop/search", "name one of 9200/tcp, 9300/tcp"},
	{"svc:shop/cart:81", "has no such port: it has 80/tcp"},
	{"svc:shop/cart:80/udp", "has no such port: it has 80/tcp"},
	{"svc:shop/Cart", `no Service "shop/Cart": did you mean shop/cart?`},
	{"svc:cart", "write svc:NS/NAME"},
	{"rds:r-1", "did you mean redis:r-1?"},
	{"rds:rm-1.mysql.rds.aliyuncs.com", "write host:rm-1.mysql.rds.aliyuncs.com"},
	{"oss:example.com", "did you mean host:example.com?"},
	{"lb:shop/cart", "is a Service of type ClusterIP, which has no load balancer: did you mean svc:shop/cart?"},
	{"lb:shop/Edge", `no Service "shop/Edge": did you mean shop/edge?`},
	{"lb:edge", "write lb:NS/NAME"},
	{"lb:shop/edge:81", "has no such port: it has 443/tcp"},
	{"clb:lb-9", "nothing in the bundle tells its listeners: write clb:lb-9:PORT"},
	{"nlb:nlb-1.cn-hangzhou.nlb.aliyuncsslb.com:443", "write host:nlb-1.cn-hangzhou.nlb.aliyuncsslb.com"},
	{"alb:", "write alb:ID"},
}

func TestStrangeTargets(t *testing.T) {
	x := newNames(namesNetwork())
	for _, c := range strangeTargets {
		got, err := x.targetAt(c.text, 0, "", "")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q is %v, %v; want an error with %q", c.text, got, err, c.want)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%v shows a password", err)
		}
	}
}

// A name that leads nowhere is a target all the same: the policies tell why.
func TestTargetsThatLeadNowhere(t *testing.T) {
	n := namesNetwork()
	n.Services = append(n.Services, &model.Service{Namespace: "shop", Name: "old", Type: "ExternalName", ExternalName: "gone.shop.svc.cluster.local"},
		&model.Service{Namespace: "shop", Name: "raw", Type: "ExternalName", ExternalName: "10.1.32.10"})
	x := newNames(n)
	for _, c := range []struct {
		text  string
		want  Breach
		alias bool
		blame string
	}{
		{"host:nope.shop.svc.cluster.local", NoService, false, ""},
		{"host:nope.other.svc", Unlisted, false, ""},
		{"host:old.shop.svc", NoService, true, "Service shop/old"},
		{"svc:shop/ping", Loop, true, "Service shop/ping"},
		{"svc:shop/raw:3306", NoName, true, "Service shop/raw"},
		{"host:cart.shop.svc", Sound, false, ""},
		{"host:rates.shop.svc", Sound, true, ""},
	} {
		got, err := x.targetAt(c.text, 0, "", "")
		if err != nil || got.Broken != c.want || got.Alias != c.alias || got.BrokenAt.Name != c.blame || !got.byName() {
			t.Errorf("%q is %+v, %v", c.text, got, err)
		}
	}
}

func TestTargetBesidesItsPort(t *testing.T) {
	x := newNames(namesNetwork())
	got, err := x.targetAt("svc:shop/search", 9300, "TCP", "")
	if err != nil || got.Port != 9300 || got.Protocol != "tcp" {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := x.targetAt("ip:2001:db8::1", 53, "udp", ""); err != nil || describeTarget(got) != "ip 53/udp 2001:db8::1" {
		t.Errorf("got %v, %v", got, err)
	}
	for _, c := range []struct {
		text, protocol string
		port           int
	}{{"internet:443", "", 80}, {"internet", "quic", 0}, {"internet", "", 70000}, {"internet", "", -1}} {
		if got, err := x.targetAt(c.text, c.port, c.protocol, ""); err == nil {
			t.Errorf("%v is %v", c, got)
		}
	}
}

func TestShortNamesAreOfTheClientsNamespace(t *testing.T) {
	x := newNames(namesNetwork())
	if got, err := x.targetAt("host:cart", 0, "", "shop"); err != nil || got.Service == nil || got.Service.Name != "cart" {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := x.targetAt("host:cart", 0, "", "ops"); err == nil {
		t.Errorf("got %v", got)
	}
}

func TestInstancesWhoseAddressIsElsewhere(t *testing.T) {
	n := namesNetwork()
	n.ENIs = append(n.ENIs, &model.ENI{ID: "eni-2", Type: "Primary", Instance: "i-2", Primary: netip.MustParseAddr("10.20.0.6")})
	n.Nodes = []*model.Node{{Name: "node-3", Instance: "i-3", InternalIP: netip.MustParseAddr("10.20.0.7")}}
	n.Exports = []model.Export{{API: "ecs:DescribeNetworkInterfaces", Evidence: model.Complete}}
	x := newNames(n)
	for text, want := range map[string]string{"ecs:i-2": "10.20.0.6", "ecs:i-3": "10.20.0.7", "ecs:i-4": "DescribeInstances"} {
		got, err := x.targetAt(text, 0, "", "")
		if err != nil || got.Addr.String() != want && got.Lacks != want {
			t.Errorf("%s is %v, %v", text, got, err)
		}
	}
	if got, err := x.targetAt("eni:eni-3", 0, "", ""); err == nil {
		t.Errorf("no complete list has eni-3, and it is %v", got)
	}
}

func TestSources(t *testing.T) {
	x := newNames(namesNetwork())
	for text, want := range map[string]string{
		"shop/cart": "shop/Deployment/cart", "shop/Deployments/cart": "shop/Deployment/cart", "shop/deploy/cart": "shop/Deployment/cart",
		"shop/cart-1": "shop/Pod/cart-1", "shop/po/cart-1": "shop/Pod/cart-1", "shop/STS/search": "shop/StatefulSet/search",
		"shop/cj/search": "shop/CronJob/search",
	} {
		if got, err := x.source(text); err != nil || objectNameOf(got).String() != want {
			t.Errorf("%s is %v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"shop/crat":      `no workload or pod "shop/crat": did you mean shop/cart?`,
		"shop/search":    `"shop/search" is more than one object: write shop/CronJob/search or shop/StatefulSet/search`,
		"shop/sts/cart":  `no workload or pod "shop/sts/cart": did you mean shop/Deployment/cart?`,
		"ops/cart":       `no workload or pod "ops/cart": did you mean shop/cart?`,
		"ops/orphan":     `no workload or pod "ops/orphan": did you mean ops/orphan-abc?`,
		"far/away-thing": `no workload or pod "far/away-thing" in the bundle`,
		"cart":           `"cart" names no workload or pod: write NS/NAME or NS/KIND/NAME: did you mean shop/cart?`,
		"a/b/c/d":        `"a/b/c/d" names no workload or pod: write NS/NAME or NS/KIND/NAME`,
		"shop//cart":     `"shop//cart" names no workload or pod: write NS/NAME or NS/KIND/NAME: did you mean shop/cart?`,
	} {
		if _, err := x.source(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", text, err, want)
		}
	}
}

func TestPlainNames(t *testing.T) {
	x := newNames(namesNetwork())
	for _, text := range []string{"shop/cart", "shop/cart-1", "shop/StatefulSet/search", "shop/CronJob/search"} {
		if got, err := x.source(text); err != nil || x.plainName(got) != text {
			t.Errorf("%s is named %s, %v", text, x.plainName(got), err)
		}
	}
}

func TestAnnotationsOfEIPs(t *testing.T) {
	for _, key := range []string{"k8s.aliyun.com/pod-with-eip", "network.alibabacloud.com/pod-with-eip", "k8s.aliyun.com/eci-with-eip"} {
		p := place{ref: model.Ref{Record: 1}, self: &model.Template{Pointer: "/spec/template", Annotations: map[string]string{key: "true"}}}
		entities := &table{name: "source"}
		got := p.annotation(entities, "pod-with-eip")
		want := "/spec/template/metadata/annotations/" + strings.ReplaceAll(key, "/", "~1")
		if !got.True || entities.entities[0].Ref.Pointer != want {
			t.Errorf("%s is %+v at %v", key, got, entities.entities)
		}
		if other := p.annotation(entities, "pod-eip-instanceid"); other.Present {
			t.Errorf("%s is another annotation: %+v", key, other)
		}
	}
}

func FuzzTarget(f *testing.F) {
	for _, seed := range []string{"internet:443/tcp", "ip:[::1]:1", "host:a.b", "pod:shop/cart:1", "svc:shop/cart", "rds:rm-1", "oss:b", "ip:1/", "x:@"} {
		f.Add(seed)
	}
	x := newNames(namesNetwork())
	f.Fuzz(func(t *testing.T, text string) {
		got, err := x.targetAt(text, 0, "", "")
		if err != nil {
			return
		}
		if strings.ContainsAny(got.Text+got.Host, "@ \t\n") || got.Protocol == "" || got.Port < 0 || got.Port > 65535 || got.Port == 0 && got.Protocol != "icmp" {
			t.Errorf("%q is %+v", text, got)
		}
		if !strings.HasPrefix(text, got.Text) {
			t.Errorf("%q has the text %q", text, got.Text)
		}
	})
}

func TestRegionsOfBuckets(t *testing.T) {
	x := newNames(namesNetwork())
	for host, want := range map[string]bool{
		"b.oss-cn-beijing-internal.aliyuncs.com": true, "vpc100-oss-cn-beijing.aliyuncs.com": true, "b.cn-beijing-internal.oss.aliyuncs.com": true,
		"b.oss-cn-shanghai-internal.aliyuncs.com": false, "b.oss-cn-beijing.aliyuncs.com": false,
		"b.oss-cn-hzfinance-internal.aliyuncs.com": false,
	} {
		got, err := x.targetAt("host:"+host, 0, "", "")
		if err != nil || got.abroad("cn-shanghai") != want {
			t.Errorf("%s is of region %q, %v", host, got.Region, err)
		}
	}
}

func TestBucketsOfNames(t *testing.T) {
	x := newNames(namesNetwork())
	for host, want := range map[string]string{
		"b.oss-cn-beijing-internal.aliyuncs.com": "b cn-beijing private", "b.oss-cn-beijing.aliyuncs.com": "b cn-beijing public",
		"b.cn-beijing-internal.oss.aliyuncs.com": "b cn-beijing private", "b.cn-beijing.oss.aliyuncs.com": "b cn-beijing public",
		"b.oss-accelerate.aliyuncs.com": "b accelerate public", "oss-cn-beijing.aliyuncs.com": " cn-beijing public",
		"cn-beijing.oss.aliyuncs.com": " cn-beijing public", "b.vpc100-oss-cn-beijing.aliyuncs.com": "b cn-beijing private",
	} {
		target, err := x.targetAt("host:"+host, 0, "", "")
		got := target.Bucket + " " + target.Region + " " + map[bool]string{true: "public", false: "private"}[target.Uncertain]
		if err != nil || got != want || target.Kind != "oss" {
			t.Errorf("%s is %q of kind %s, want %q, %v", host, got, target.Kind, want, err)
		}
	}
}
