package main

import (
	"fmt"
	"math/rand/v2"
)

// edges adds a LoadBalancer Service to a world, the load balancer that it has, and what decides how pods reach its address: the
// traffic policy, the version of Kubernetes, the mode of kube-proxy, and the switch and the data path of Terway. It draws
// from numbers of its own, so that the rest of a world is the same with and without.
func (w *world) edges(c *cluster, seed uint64) {
	own := &world{Rand: rand.New(rand.NewPCG(seed, 7)), exports: w.exports}
	spec := row{"type": "LoadBalancer", "clusterIP": "172.21.0.11", "externalTrafficPolicy": one(own, "Cluster", "Local", "Local"),
		"selector": row{"app": one(own, "db", "web")}, "ports": []any{row{"port": 443, "targetPort": 8080, "protocol": "TCP"}}}
	if own.IntN(4) == 0 {
		spec["loadBalancerSourceRanges"] = []any{one(own, "10.0.16.0/24", "10.0.0.0/16", "172.20.0.0/16")}
	}
	ingress := row{"ip": "10.0.3.80"}
	switch own.IntN(8) {
	case 0:
		ingress["ipMode"] = "Proxy"
	case 1:
		ingress = row{"hostname": "edge.example.com"}
	}
	w.objects = append(w.objects, row{"apiVersion": "v1", "kind": "Service", "metadata": row{"name": "edge", "namespace": "shop"}, "spec": spec,
		"status": row{"loadBalancer": row{"ingress": []any{ingress}}}})
	detail := own.export("cs-DescribeClusterDetail", "").body
	detail["current_version"], detail["proxy_mode"] = one(own, "1.22.3-aliyun.1", "1.31.1-aliyun.1"), one(own, "ipvs", "iptables")
	w.objects = append(w.objects, row{"apiVersion": "v1", "kind": "ConfigMap", "metadata": row{"name": "kube-proxy-worker", "namespace": "kube-system"},
		"data": row{"config.conf": fmt.Sprintf("mode: %s\nclusterCIDR: %s\n", detail["proxy_mode"], one(own, "172.20.0.0/16", "10.0.16.0/24", `""`))}})
	if c.plugin == "terway" && own.IntN(2) == 0 {
		for _, object := range w.objects {
			if data, ok := object["data"].(row); ok && data["eni_conf"] != nil {
				data["10-terway.conf"] = `{"name": "terway", "type": "terway", "eniip_virtual_type": "IPvlan"}`
				data["in_cluster_loadbalance"] = one(own, "true", "false")
			}
		}
	}
	own.edge()
	w.exports = own.exports
	for _, name := range []string{"web", "cart", "db", "later"} {
		for _, target := range []string{"lb:shop/edge", "ip:10.0.3.80:443"} {
			w.flows = append(w.flows, fmt.Sprintf(`{"id":%d,"from":"shop/%s","to":%q}`, len(w.flows), name, target))
		}
	}
}

// edge adds the exports of the load balancer.
func (w *world) edge() {
	list := w.add(total("slb-DescribeLoadBalancers", "", "LoadBalancers", "LoadBalancer"))
	list.rows = []row{{"LoadBalancerId": "lb-edge", "LoadBalancerStatus": w.mostly("active", "inactive"), "Address": "10.0.3.80", "AddressType": "intranet",
		"AddressIPVersion": "ipv4", "NetworkType": "vpc", "VpcId": "vpc-1", "VSwitchId": "vsw-db"}}
	listeners := w.add(&export{name: "slb-DescribeLoadBalancerListeners", list: []string{"Listeners"}})
	listeners.rows = []row{{"LoadBalancerId": "lb-edge", "ListenerPort": one(w, 443, 443, 80), "ListenerProtocol": one(w, "tcp", "https"), "Status": w.mostly("running", "stopped"),
		"VServerGroupId": "rsp-edge", "AclStatus": one(w, "on", "off"), "AclType": one(w, "white", "black"), "AclId": "acl-edge", "AclIds": []any{"acl-edge"}}}
	entries := w.add(&export{name: "slb-DescribeAccessControlListAttribute", of: "acl-edge", list: []string{"AclEntrys", "AclEntry"},
		body: row{"AclId": "acl-edge", "AddressIPVersion": "ipv4"}})
	entries.rows = []row{{"AclEntryIP": one(w, "10.0.16.0/24", "10.0.0.0/16", "203.0.113.0/24")}}
	w.add(&export{name: "slb-DescribeVServerGroupAttribute", of: "rsp-edge", body: row{"VServerGroupId": "rsp-edge",
		"BackendServers": row{"BackendServer": []any{
			row{"ServerId": "i-1", "ServerIp": "10.0.0.10", "Type": "ecs", "Port": 30443, "Weight": 100},
			row{"ServerId": "i-2", "ServerIp": "10.0.0.11", "Type": "ecs", "Port": 30443, "Weight": 100}}}}})
}
