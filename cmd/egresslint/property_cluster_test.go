package main

import (
	"fmt"
	"strconv"
	"strings"
)

// cluster is the Kubernetes side of a world.
type cluster struct {
	w       *world
	plugin  string
	dual    bool
	nodes   []*host
	objects []row
	pods    []string // addresses
}

// host is a node, with the addresses of its ENIs for pods.
type host struct {
	name, address, pods string
	enis                [][]string
}

// newCluster makes the objects: what tells the network plugin, nodes, workloads with and without pods, Services and
// NetworkPolicies.
func newCluster(w *world) *cluster {
	c := &cluster{w: w, plugin: one(w, "terway", "terway", "terway", "flannel"), dual: w.IntN(4) == 0}
	for i := range 2 {
		c.nodes = append(c.nodes, &host{name: "node-" + strconv.Itoa(i+1), address: "10.0.0.1" + strconv.Itoa(i), pods: fmt.Sprintf("172.20.%d.0/25", i)})
	}
	c.identity()
	for i, node := range c.nodes {
		c.add("v1", "Node", "", node.name, row{"labels": row{"topology.kubernetes.io/zone": "z" + strconv.Itoa(i+1)}}, row{
			"spec":   row{"providerID": "cn-hangzhou.i-" + strconv.Itoa(i+1), "podCIDR": node.pods},
			"status": row{"addresses": []any{row{"type": "InternalIP", "address": node.address}}}})
	}
	for _, namespace := range []string{"shop", "ops"} {
		c.add("v1", "Namespace", "", namespace, row{"labels": row{"team": one(w, "red", "blue")}}, nil)
	}
	for i, name := range []string{"web", "cart", "db"} {
		c.workload(name, i, 1+w.IntN(2))
	}
	c.workload("later", 3, 0)
	c.add("v1", "Service", "shop", "db", nil, row{"spec": row{"type": "ClusterIP", "clusterIP": "172.21.0.10", "selector": row{"app": "db"},
		"ports": []any{row{"port": 80, "targetPort": one[any](w, 8080, "http"), "protocol": "TCP"}}}})
	c.resolver()
	for i := range w.IntN(4) {
		c.policy("policy-" + strconv.Itoa(i))
	}
	return c
}

// identity adds what tells the plugin, the VPC and where pods get their addresses.
func (c *cluster) identity() {
	detail := row{"cluster_id": "c0123456789abcdef0123456789abcdef", "cluster_type": "ManagedKubernetes", "profile": "Default", "name": "props", "region_id": "cn-hangzhou",
		"state": "running", "current_version": "1.31.1-aliyun.1", "ip_stack": map[bool]string{true: "dual", false: "ipv4"}[c.dual], "proxy_mode": "ipvs",
		"service_cidr": "172.21.0.0/20", "security_group_id": "sg-a", "vpc_id": "vpc-1"}
	stack := detail["ip_stack"].(string)
	if c.plugin == "flannel" {
		detail["container_cidr"] = "172.20.0.0/16"
		detail["meta_data"] = `{"Addons":[{"name":"flannel","version":"v0.15.1"}]}`
		c.add("v1", "ConfigMap", "kube-system", "kube-flannel-cfg", nil, row{"data": row{"net-conf.json": `{"Network": "172.20.0.0/16", "Backend": {"Type": "alloc"}}`}})
	} else {
		detail["meta_data"] = `{"Addons":[{"name":"terway-eniip","version":"v1.12.1"}]}`
		c.add("v1", "ConfigMap", "kube-system", "eni-config", nil, row{"data": row{
			"10-terway.conf":         `{"name": "terway", "type": "terway"}`,
			"disable_network_policy": one(c.w, "false", "false", "true"),
			"eni_conf": fmt.Sprintf(`{"version": "1", "vswitches": {"z1": ["vsw-a"], "z2": ["vsw-b"]}, "security_group": %q, "ip_stack": %q}`,
				one(c.w, groups...), stack)}})
		c.add("apps/v1", "DaemonSet", "kube-system", "terway-eniip", nil, row{"spec": row{"selector": row{"matchLabels": row{"app": "terway-eniip"}},
			"template": row{"metadata": row{"labels": row{"app": "terway-eniip"}}, "spec": row{"hostNetwork": true,
				"containers": []any{row{"name": "terway", "image": "registry-vpc.cn-hangzhou.aliyuncs.com/acs/terway:v1.12.1"}}}}}})
	}
	c.w.add(&export{name: "cs-DescribeClusterDetail", body: detail})
}

func (c *cluster) add(version, kind, namespace, name string, metadata, rest row) {
	object := row{"apiVersion": version, "kind": kind}
	about := row{"name": name}
	if namespace != "" {
		about["namespace"] = namespace
	}
	for key, value := range metadata {
		about[key] = value
	}
	object["metadata"] = about
	for key, value := range rest {
		object[key] = value
	}
	c.objects = append(c.objects, object)
}

// workload adds a Deployment that wants a database and the internet, and its pods.
func (c *cluster) workload(name string, number, pods int) {
	spec := row{"containers": []any{row{"name": name, "image": name, "ports": []any{row{"containerPort": 8080, "name": "http"}}, "env": []any{
		row{"name": "DATABASE_HOST", "value": "rm-orders.mysql.rds.aliyuncs.com"},
		row{"name": "API_URL", "value": "https://" + one(c.w, "api.example.com", "203.0.113.7") + "/v1"},
		row{"name": "REDIS_URL", "value": "redis://r-cache.redis.rds.aliyuncs.com:6379/0"}}}}}
	labels := row{"app": name, "tier": one(c.w, "front", "back")}
	if c.w.IntN(6) == 0 {
		spec["hostNetwork"] = true
	}
	annotations := row{}
	if c.w.IntN(4) == 0 {
		key, value, _ := strings.Cut(one(c.w, "k8s.aliyun.com/pod-with-eip true", "network.alibabacloud.com/pod-with-eip yes", "k8s.aliyun.com/pod-with-epi true",
			"k8s.aliyun.com/pod-eip-instanceid eip-1", "k8s.aliyun.com/pod-eip-instanceid eip-9"), " ")
		annotations[key] = value
	}
	if c.w.IntN(8) == 0 {
		spec["dnsPolicy"] = one(c.w, "Default", "ClusterFirstWithHostNet", "None")
	}
	hashed := row{"labels": row{"app": name, "tier": labels["tier"], "pod-template-hash": "5d8f"}, "annotations": annotations}
	c.add("apps/v1", "Deployment", "shop", name, row{"labels": labels}, row{"spec": row{"selector": row{"matchLabels": row{"app": name}},
		"template": row{"metadata": row{"labels": labels, "annotations": annotations}, "spec": spec}}})
	for i := range pods {
		node := c.nodes[(number+i)%len(c.nodes)]
		placed := row{"nodeName": node.name}
		for key, value := range spec {
			placed[key] = value
		}
		addresses := c.address(node, number, i, spec["hostNetwork"] == true)
		var ips []any
		for _, address := range addresses {
			ips = append(ips, row{"ip": address})
		}
		hashed := deep(hashed)
		hashed["ownerReferences"] = []any{row{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": name + "-5d8f", "controller": true, "uid": "1"}}
		c.add("v1", "Pod", "shop", fmt.Sprintf("%s-5d8f-%d", name, i), hashed, row{"spec": placed,
			"status": row{"phase": "Running", "hostIP": node.address, "podIP": addresses[0], "podIPs": ips}})
		c.pods = append(c.pods, addresses[0])
	}
}

// resolver adds CoreDNS: the Service, its endpoints, the Deployment with a pod on each node, and mostly the Corefile that
// clusters begin with.
func (c *cluster) resolver() {
	labels := row{"k8s-app": "kube-dns"}
	ports := []any{row{"name": "dns", "port": 53, "protocol": "UDP"}, row{"name": "dns-tcp", "port": 53, "protocol": "TCP"}}
	c.add("v1", "Service", "kube-system", "kube-dns", nil, row{"spec": row{"clusterIP": "172.21.0.2", "selector": labels, "ports": ports}})
	var endpoints []any
	for i, node := range c.nodes {
		addresses := c.address(node, 4+i, len(c.nodes)-4, false)
		ready := c.w.mostly("True", "False")
		c.add("v1", "Pod", "kube-system", "coredns-7c9f-"+strconv.Itoa(i), row{"labels": row{"k8s-app": "kube-dns", "pod-template-hash": "7c9f"},
			"ownerReferences": []any{row{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "coredns-7c9f", "controller": true, "uid": "2"}}},
			row{"spec": row{"nodeName": node.name, "dnsPolicy": "Default", "containers": []any{row{"name": "coredns", "image": "coredns"}}},
				"status": row{"phase": "Running", "hostIP": node.address, "podIP": addresses[0], "podIPs": []any{row{"ip": addresses[0]}},
					"conditions": []any{row{"type": "Ready", "status": ready}}}})
		endpoints = append(endpoints, row{"addresses": []any{addresses[0]}, "conditions": row{"ready": ready == "True"}})
	}
	c.add("discovery.k8s.io/v1", "EndpointSlice", "kube-system", "kube-dns-x", row{"labels": row{"kubernetes.io/service-name": "kube-dns"}},
		row{"addressType": "IPv4", "endpoints": endpoints})
	c.add("apps/v1", "Deployment", "kube-system", "coredns", row{"labels": labels}, row{"spec": row{"replicas": 2, "selector": row{"matchLabels": labels},
		"template": row{"metadata": row{"labels": labels}, "spec": row{"dnsPolicy": "Default", "containers": []any{row{"name": "coredns", "image": "coredns"}}}}}})
	c.add("v1", "ConfigMap", "kube-system", "coredns", nil, row{"data": row{
		"Corefile": ".:53 {\n    errors\n    kubernetes cluster.local in-addr.arpa ip6.arpa {\n      pods verified\n    }\n    forward . " +
			c.w.mostly("/etc/resolv.conf", "223.5.5.5") + "\n    cache 30\n}\n"}})
}

// address gives a pod its address; under Terway that of an ENI of the node.
func (c *cluster) address(node *host, number, i int, hostNetwork bool) []string {
	index := (number + i) % len(c.nodes)
	var out []string
	switch {
	case hostNetwork:
		return []string{node.address}
	case c.plugin == "flannel":
		out = []string{fmt.Sprintf("172.20.%d.1%d", index, number)}
	default:
		out = []string{fmt.Sprintf("10.0.%d.1%d", 16+index, number)}
	}
	if c.dual {
		out = append(out, fmt.Sprintf("2001:db8:0:%d::1%d", 16+index, number))
	}
	if c.plugin == "terway" {
		if len(node.enis) == 0 || c.w.IntN(2) == 0 {
			node.enis = append(node.enis, []string{fmt.Sprintf("10.0.%d.%d", 16+index, 5+len(node.enis))})
		}
		last := len(node.enis) - 1
		node.enis[last] = append(node.enis[last], out...)
	}
	return out
}

// policy adds a NetworkPolicy.
func (c *cluster) policy(name string) {
	w := c.w
	spec := row{"podSelector": one(w, row{}, row{"matchLabels": row{"app": one(w, "web", "cart", "db")}}, row{"matchLabels": row{"tier": "back"}}),
		"policyTypes": anys(one(w, []string{"Egress"}, []string{"Ingress"}, []string{"Egress", "Ingress"}))}
	for i, key := range []string{"egress", "ingress"} {
		peers := []string{"to", "from"}[i]
		rules := []any{}
		for range w.IntN(3) {
			rule := row{}
			if w.IntN(4) > 0 {
				rule[peers] = []any{one(w,
					row{"ipBlock": row{"cidr": "0.0.0.0/0", "except": []any{"10.0.0.0/8"}}}, row{"ipBlock": row{"cidr": one(w, "0.0.0.0/0", "10.0.0.0/16", "203.0.113.0/24", "::/0")}},
					row{"podSelector": row{"matchLabels": row{"app": one(w, "web", "db")}}}, row{"namespaceSelector": row{"matchLabels": row{"team": "red"}}},
					row{"namespaceSelector": row{"matchLabels": row{"kubernetes.io/metadata.name": "shop"}}, "podSelector": row{}})}
			}
			if w.IntN(2) == 0 {
				rule["ports"] = []any{one(w, row{"port": 443}, row{"port": "http"}, row{"port": 3306, "protocol": "TCP"}, row{"port": 1, "endPort": 9000}, row{"port": 53, "protocol": "UDP"})}
			}
			rules = append(rules, rule)
		}
		spec[key] = rules
	}
	c.add("networking.k8s.io/v1", "NetworkPolicy", "shop", name, nil, row{"spec": spec})
}

// flows asks every source about every kind of target.
func (c *cluster) flows() []string {
	targets := []string{"internet", "internet:25", "ip:203.0.113.7:443", "ip:10.0.3.20:3306", "ip:10.0.16.10:8080", "ip:10.0.0.11:8080", "ip:10.99.0.1:443", "ip:100.100.2.136:53/udp",
		"host:api.example.com", "rds:rm-orders", "redis:r-cache", "svc:shop/db:80", "host:db.shop.svc:80", "pod:shop/Deployment/db:8080", "internet6", "ip:[2001:db8:0:16::10]:8080", "ip:[2400:3200::1]:443"}
	var out []string
	for _, name := range []string{"web", "cart", "db", "later"} {
		for _, target := range targets {
			out = append(out, fmt.Sprintf(`{"id":%d,"from":"shop/%s","to":%q}`, len(out), name, target))
		}
	}
	for _, instance := range []string{"i-1", "i-9"} {
		for _, target := range []string{"internet", "ip:203.0.113.7:443", "ip:10.0.3.20:3306", "ip:10.0.16.10:8080", "rds:rm-orders", "pod:shop/Deployment/db:8080", "pod:shop/Deployment/web:8080"} {
			out = append(out, fmt.Sprintf(`{"id":%d,"from":"ecs:%s","to":%q}`, len(out), instance, target))
		}
	}
	return out
}
