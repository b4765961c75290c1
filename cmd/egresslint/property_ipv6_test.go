package main

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// sixes adds what IPv6 packets need to a world: an IPv6 gateway, routes to it, bandwidth of the addresses, and pods that ask
// for it. It draws from numbers of its own, so that the rest of a world is the same with and without.
func (w *world) sixes(c *cluster, seed uint64) {
	own := &world{Rand: rand.New(rand.NewPCG(seed, 6)), exports: w.exports}
	gateways := own.add(total("vpc-DescribeIpv6Gateways", "", "Ipv6Gateways", "Ipv6Gateway"))
	if own.often() {
		gateways.rows = []row{{"Ipv6GatewayId": "ipv6gw-1", "VpcId": own.mostly("vpc-1", "vpc-2"), "Status": own.mostly("Available", "Deleting"),
			"BusinessStatus": own.mostly("Normal", "FinancialLocked")}}
	}
	for _, e := range own.named("vpc-DescribeRouteEntryList") {
		if own.IntN(4) > 0 {
			e.rows = append(e.rows, row{"RouteEntryId": "rte-six-" + e.of, "RouteTableId": e.of, "Type": "Custom", "Status": own.mostly("Available", "Pending"),
				"DestinationCidrBlock": own.mostly("::/0", "2000::/3"),
				"NextHops":             row{"NextHop": []any{row{"NextHopType": "IPv6Gateway", "NextHopId": own.mostly("ipv6gw-1", "ipv6gw-2"), "Enabled": 1}}}})
		}
	}
	own.addresses6(c)
	own.controllers()
	for _, object := range w.objects {
		metadata, _ := object["metadata"].(row)
		annotations, ok := metadata["annotations"].(row)
		if ok && own.IntN(4) == 0 {
			annotations["k8s.aliyun.com/ipv6-bandwidth"] = "10"
		}
	}
	w.exports = own.exports
}

// addresses6 lists the IPv6 addresses of the ENIs. Half of them have bandwidth.
func (w *world) addresses6(c *cluster) {
	list := w.add(total("vpc-DescribeIpv6Addresses", "", "Ipv6Addresses", "Ipv6Address"))
	rules := w.add(total("vpc-DescribeIpv6EgressOnlyRules", "ipv6gw-1", "Ipv6EgressOnlyRules", "Ipv6EgressOnlyRule"))
	for i, node := range c.nodes {
		for j, addresses := range node.enis {
			for _, address := range addresses {
				if !strings.Contains(address, ":") || !w.often() {
					continue
				}
				id := "ipv6-" + strconv.Itoa(len(list.rows))
				width := one(w, 0, 5)
				list.rows = append(list.rows, row{"Ipv6AddressId": id, "Ipv6Address": address, "VpcId": "vpc-1", "Status": w.mostly("Available", "Pending"),
					"AssociatedInstanceId": "eni-" + strconv.Itoa(i+1) + "-" + strconv.Itoa(j), "NetworkType": map[int]string{0: "Private", 5: "Public"}[width],
					"RealBandwidth": width, "Ipv6InternetBandwidth": row{"Bandwidth": width, "BusinessStatus": w.mostly("Normal", "FinacialLocked")}})
				if w.IntN(3) == 0 {
					rules.rows = append(rules.rows, row{"Ipv6EgressOnlyRuleId": "ipv6py-" + id, "InstanceId": id, "InstanceType": "Ipv6Address"})
				}
			}
		}
	}
}

// controllers lists the components of the cluster, if it does.
func (w *world) controllers() {
	addons := []any{row{"name": "coredns", "version": "v1.11.3", "state": "active"}}
	switch config := one(w, "", "-", `{"enableControllers":["eip","ipv6gw"]}`, `{"enableControllers":["ipv6gw"]}`, `{"enableControllers":["eip"]}`); config {
	case "":
		return
	case "-":
	default:
		addons = append(addons, row{"name": "ack-extend-network-controller", "version": "v0.12.8", "state": "active", "config": config})
	}
	w.add(&export{name: "cs-ListClusterAddonInstances", body: row{"addons": addons}})
}

// bandwidths6 gives every IPv6 address the width.
func (w *world) bandwidths6(width int) {
	for _, e := range w.named("vpc-DescribeIpv6Addresses") {
		for _, r := range e.rows {
			r["NetworkType"], r["RealBandwidth"] = map[bool]string{true: "Public", false: "Private"}[width > 0], width
			r["Ipv6InternetBandwidth"] = row{"Bandwidth": width, "BusinessStatus": "Normal"}
		}
	}
}

func (w *world) withoutGateway6() {
	for _, e := range w.named("vpc-DescribeIpv6Gateways") {
		e.rows = nil
	}
}
