package model

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
)

// Which controllers run decides who acts on the annotations of a pod.
func TestControllersOfTheNetworkComponent(t *testing.T) {
	component := func(config string) string {
		return fmt.Sprintf(`{"addons":[{"name":"ack-extend-network-controller","version":"v0.12.8","state":"active","config":%q}]}`, config)
	}
	const (
		deployment = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ack-extend-network-controller, namespace: kube-system}}`
		object     = `{apiVersion: alibabacloud.com/v1beta1, kind: PodIPv6GW, metadata: {name: cart, namespace: shop}}`
		config     = `{apiVersion: v1, kind: ConfigMap, metadata: {name: ack-extend-network-controller, namespace: kube-system}, data: {config.yaml: "enableControllers:\n- eip\n- ipv6gw\nregionID: cn-x\n"}}`
		others     = `{"addons":[{"name":"coredns","version":"v1.11.3","state":"active"}]}`
	)
	for _, test := range []struct {
		name      string
		bundle    []string
		eip, ipv6 string // of its controllers
	}{
		{"nothing tells", nil, "", ""},
		{"it is not installed", []string{others}, "", "false"},
		{"a Deployment does not tell its controllers", []string{deployment}, "", ""},
		{"an answer without settings does not either", []string{component("")}, "", ""},
		{"in its ConfigMap", []string{config}, "true", "true"},
		{"only that of EIPs", []string{component(`{"enableControllers":["eip"]}`)}, "true", "false"},
		{"only that of IPv6", []string{component(`{"enableControllers":["natgw", "ipv6gw"]}`)}, "false", "true"},
		{"both, in a string", []string{component(`{"enableControllers":"eip,ipv6gw"}`)}, "true", "true"},
		{"none", []string{component(`{"enableControllers":[]}`), deployment}, "false", "false"},
		{"its objects show that of IPv6", []string{deployment, object}, "", "true"},
		{"what it is set to comes before its objects", []string{component(`{"enableControllers":["eip"]}`), object}, "true", "false"},
	} {
		t.Run(test.name, func(t *testing.T) {
			n, _ := load(t, files(test.bundle...), nil)
			if got := n.Cluster; got.EIPControllerList.Value != test.eip || got.IPv6Controller.Value != test.ipv6 {
				t.Errorf("EIP %q, IPv6 %q", got.EIPControllerList.Value, got.IPv6Controller.Value)
			}
		})
	}
}

func TestIPv6Answers(t *testing.T) {
	n, problems := load(t, map[string]string{
		"addresses.json": `{"Ipv6Addresses":{"Ipv6Address":[
			{"Ipv6AddressId":"ipv6-1","Ipv6Address":"2408::1","VpcId":"vpc-1","NetworkType":"Public","RealBandwidth":20,"Ipv6GatewayId":"ipv6gw-1",
			 "Ipv6InternetBandwidth":{"Bandwidth":"5","BusinessStatus":"FinacialLocked"}},
			{"Ipv6AddressId":"ipv6-2","Ipv6Address":"2408::2","NetworkType":"Private","Ipv6InternetBandwidth":{"Bandwidth":0}},
			{"Ipv6AddressId":"ipv6-3","Ipv6Address":"2408:0:0:0:ff::/80","AddressType":"IPv6Prefix"}]},"TotalCount":3}`,
		"gateways.json":       `{"Ipv6Gateways":{"Ipv6Gateway":[{"Ipv6GatewayId":"ipv6gw-1","VpcId":"vpc-1","Status":"Available","BusinessStatus":"Normal"}]},"TotalCount":1}`,
		"rules.ipv6gw-1.json": `{"Ipv6EgressOnlyRules":{"Ipv6EgressOnlyRule":[{"Ipv6EgressOnlyRuleId":"ipv6py-1","InstanceId":"ipv6-1","InstanceType":"Ipv6Address"}]},"TotalCount":1}`,
		"vswitches.json": `{"VSwitches":{"VSwitch":[{"VSwitchId":"vsw-1","VpcId":"vpc-1","CidrBlock":"10.0.0.0/24","Ipv6CidrBlock":""},
			{"VSwitchId":"vsw-2","VpcId":"vpc-1","CidrBlock":"10.0.1.0/24"}]},"TotalCount":2}`,
		"enis.json": `{"NetworkInterfaceSets":{"NetworkInterfaceSet":[{"NetworkInterfaceId":"eni-1","Ipv6Sets":{"Ipv6Set":[]}},{"NetworkInterfaceId":"eni-2"}]},"TotalCount":2}`,
		"node.yaml": `{apiVersion: v1, kind: Node, metadata: {name: node-1}, status: {addresses: [{type: InternalIP, address: "2408::9"}, {type: InternalIP, address: 10.0.0.9}]}}`,
	}, nil)
	if len(problems) > 0 {
		t.Fatal(messages(problems))
	}
	var got []string
	for _, a := range n.IPv6Addresses {
		got = append(got, fmt.Sprint(a.ID, " ", a.Range, " ", a.NetworkType, " ", a.Bandwidth, " ", a.BusinessStatus))
	}
	want := "ipv6-1 2408::1/128 Public 20 FinacialLocked; ipv6-2 2408::2/128 Private 0 ; ipv6-3 2408::ff:0:0:0/80  -1 "
	if text := strings.Join(got, "; "); text != want {
		t.Errorf("got %q", text)
	}
	if g, r := n.IPv6Gateways[0], n.IPv6EgressOnlyRules[0]; g.Status != "Available" || g.BusinessStatus != "Normal" || r.Address != "ipv6-1" {
		t.Errorf("got %+v, %+v", g, r)
	}
	if a, b := n.VSwitches[0], n.VSwitches[1]; !a.WithoutIPv6 || b.WithoutIPv6 {
		t.Error("only a vSwitch that says so has no IPv6 CIDR block")
	}
	if a, b := n.ENIs[0], n.ENIs[1]; a.IPv6 == nil || b.IPv6 != nil {
		t.Error("only an ENI that says so has no IPv6 address")
	}
	if node := n.Nodes[0]; node.InternalIP != netip.MustParseAddr("10.0.0.9") || node.InternalIPv6 != netip.MustParseAddr("2408::9") {
		t.Errorf("got %v, %v", node.InternalIP, node.InternalIPv6)
	}
}
