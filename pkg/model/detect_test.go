package model

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What the bundles of the tests are put together from.
const (
	terwayDetail  = `{"cluster_id":"c1","cluster_type":"ManagedKubernetes","profile":"Default","region_id":"cn-hangzhou","ip_stack":"ipv4","proxy_mode":"ipvs","meta_data":"{\"Addons\":[{\"name\":\"terway-eniip\",\"config\":\"{\\\"IPVlan\\\":\\\"true\\\",\\\"NetworkPolicy\\\":\\\"false\\\"}\"}]}"}`
	flannelDetail = `{"cluster_id":"c1","cluster_type":"ManagedKubernetes","profile":"Default","container_cidr":"10.0.0.0/16","meta_data":"{\"Capabilities\":{\"Network\":\"Flannel\",\"TerwayEniip\":true}}"}`
	bareDetail    = `{"cluster_id":"c1","cluster_type":"ManagedKubernetes","profile":"Acs","network_mode":"vpc"}`
	flannelSet    = `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: kube-flannel-ds, namespace: kube-system}}`
	flannelConfig = `{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-flannel-cfg, namespace: kube-system}, data: {net-conf.json: '{"Network":"10.1.0.0/16"}'}}`
	flannelNode   = `{apiVersion: v1, kind: Node, metadata: {name: n1, annotations: {flannel.alpha.coreos.com/backend-type: alloc}}, spec: {podCIDR: 10.0.1.0/24, providerID: cn-beijing.i-1}}`
	terwayNode    = `{apiVersion: v1, kind: Node, metadata: {name: n1, annotations: {k8s.aliyun.com/trunk-on: eni-1}}, status: {allocatable: {aliyun/eni: "2"}, nodeInfo: {kubeletVersion: v1.31.1-aliyun.1}}}`
	podENI        = `{apiVersion: network.alibabacloud.com/v1beta1, kind: PodENI, metadata: {name: x}}`
	vSwitches     = `{"VSwitches":{"VSwitch":[{"VSwitchId":"vsw-1","VpcId":"vpc-1","CidrBlock":"192.168.0.0/24"}]},"TotalCount":1,"PageNumber":1,"PageSize":10}`
	pod192        = `{apiVersion: v1, kind: Pod, metadata: {name: p}, status: {podIP: 192.168.0.9}}`
	pod10         = `{apiVersion: v1, kind: Pod, metadata: {name: p}, status: {podIP: 10.0.3.9}}`
	dualPod       = `{apiVersion: v1, kind: Pod, metadata: {name: p}, status: {podIPs: [{ip: 192.168.0.9}, {ip: "2001:db8::9"}]}}`
)

// terwaySet returns the DaemonSet of Terway with an image and more of its container.
func terwaySet(name, image, more string) string {
	return `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: ` + name + `, namespace: kube-system}, spec: {template: {spec: {containers: [{name: policy, image: x}, {name: terway, image: '` + image + `'` + more + `}]}}}}`
}

// eniConfigMap returns eni-config with the text of eni_conf, of 10-terway.conf and more keys.
func eniConfigMap(daemon, cni, more string) string {
	return `{apiVersion: v1, kind: ConfigMap, metadata: {name: eni-config, namespace: kube-system}, data: {eni_conf: '` + daemon + `', 10-terway.conf: '` + cni + `'` + more + `}}`
}

var (
	vethConfig   = eniConfigMap("{}", "{}", "")
	ipvlanConfig = eniConfigMap("{}", `{"eniip_virtual_type":"IPVlan"}`, "")
	v2Config     = eniConfigMap("{}", `{"eniip_virtual_type":"DatapathV2"}`, "")
)

const clusterProfile = `{apiVersion: v1, kind: ConfigMap, metadata: {name: ack-cluster-profile, namespace: kube-system}, data: {clusterid: c1, vpcid: vpc-1, ipStack: dual, serviceCIDR: 172.16.0.0/20}}`

// proxyMap returns a ConfigMap of kube-system with a configuration of kube-proxy.
func proxyMap(name, config string) string {
	return `{apiVersion: v1, kind: ConfigMap, metadata: {name: ` + name + `, namespace: kube-system}, data: {config.conf: "` + config + `"}}`
}

var places = regexp.MustCompile(`:\d+:\d+`)

// files names the texts a.yaml, b.yaml and so on.
func files(texts ...string) map[string]string {
	out := map[string]string{}
	for i, text := range texts {
		out[string(rune('a'+i))+".yaml"] = text
	}
	return out
}

// factTest is a bundle and what one property of its cluster must be. An empty value is a property that nothing tells.
type factTest struct {
	name           string
	bundle         []string
	value, pointer string
}

func checkFacts(t *testing.T, fact func(*Cluster) Fact, tests []factTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, _ := load(t, files(test.bundle...), nil)
			if got := fact(&n.Cluster); got.Value != test.value || got.Ref.Pointer != test.pointer || got.Ref.IsZero() != (test.value == "") {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestPlugin(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.Plugin }, []factTest{
		{"nothing", nil, "", ""},
		{"network_mode is no plugin", []string{bareDetail}, "", ""},
		{"plugin by component", []string{terwayDetail}, "terway", "/meta_data##/Addons/0/name"},
		{"plugin by capability", []string{flannelDetail}, "flannel", "/meta_data##/Capabilities/Network"},
		{"plugin by installed component", []string{`{"addons":[{"name":"terway-eniip","version":"v1.8.6","state":"active"}]}`}, "terway", "/addons/0/name"},
		{"plugin by DaemonSet", []string{flannelSet}, "flannel", "/metadata/name"},
		{"DaemonSet elsewhere", []string{strings.Replace(flannelSet, "kube-system", "lab", 1)}, "", ""},
		{"plugin by eni-config", []string{vethConfig}, "terway", "/metadata/name"},
		{"plugin by kube-flannel-cfg", []string{flannelConfig}, "flannel", "/metadata/name"},
		{"plugin by Node, Flannel", []string{flannelNode}, "flannel", "/metadata/annotations/flannel.alpha.coreos.com~1backend-type"},
		{"plugin by Node, Terway", []string{terwayNode}, "terway", "/status/allocatable/aliyun~1eni"},
		{"plugin by kind", []string{podENI}, "terway", "/metadata/name"},
		{"plugin by address in a vSwitch", []string{pod192, vSwitches}, "terway", "/status/podIP"},
		{"plugin by address outside all vSwitches", []string{pod10, vSwitches, strings.Replace(bareDetail, `"network_mode"`, `"container_cidr":"10.0.0.0/16","network_mode"`, 1)}, "flannel", "/status/podIP"},
		{"a component that could be installed is not", []string{`{"flannel":{"component_name":"flannel","version":"","next_version":"v0.15.1"},"terway-eniip":{"component_name":"terway-eniip","version":"v1.9.9","next_version":""}}`}, "terway", "/terway-eniip/component_name"},
		{"an address without vSwitches tells nothing", []string{pod10}, "", ""},
		{"observed before kinds", []string{podENI, pod192, vSwitches}, "terway", "/status/podIP"},
	})
}

func TestTerwayMode(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.Mode }, []factTest{
		{"shared by name", []string{terwaySet("terway-eniip", "terway:v1.9.9", "")}, "shared-eni", "/metadata/name"},
		{"exclusive by name", []string{terwaySet("terway-eni", "terway:v1.9.9", "")}, "exclusive-eni", "/metadata/name"},
		{"VPC by flag", []string{terwaySet("terway", "terway:v1.0.9", ", args: [-daemon-mode=VPC]")}, "vpc", "/spec/template/spec/containers/1"},
		{"VPC by default", []string{terwaySet("terway", "terway:v1.0.9", ", command: [/usr/bin/terwayd, -log-level, info]")}, "vpc", "/spec/template/spec/containers/1"},
		{"name without flag", []string{terwaySet("terway-eniip", "terway:v1.9.9", ", command: [/usr/bin/terwayd]")}, "shared-eni", "/metadata/name"},
		{"flag before name", []string{terwaySet("terway-eniip", "terway:v1.9.9", ", command: [/usr/bin/terwayd, -daemon-mode, ENIOnly]")}, "exclusive-eni", "/spec/template/spec/containers/1"},
		{"open source without flags", []string{terwaySet("terway", "terway:v1.0.9", "")}, "", ""},
		{"mode of eni-config alone", []string{vethConfig}, "", ""},
		{"Flannel has no mode", []string{flannelDetail, vethConfig}, "", ""},
	})
}

func TestDataPath(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.DataPath }, []factTest{
		{"veth", []string{vethConfig}, "veth", "/data/10-terway.conf/-"},
		{"veth written", []string{eniConfigMap("{}", `{"eniip_virtual_type":"Veth"}`, "")}, "veth", "/data/10-terway.conf##/eniip_virtual_type"},
		{"DataPath V2", []string{v2Config}, "datapath-v2", "/data/10-terway.conf##/eniip_virtual_type"},
		{"IPvlan before 1.8", []string{ipvlanConfig, terwaySet("terway-eniip", "terway:v1.0.10.390-g5f3c461-aliyun", "")}, "ipvlan", "/data/10-terway.conf##/eniip_virtual_type"},
		{"IPvlan since 1.8", []string{ipvlanConfig, terwaySet("terway-eniip", "terway:v1.8.0", "")}, "ipvlan-or-datapath-v2", "/data/10-terway.conf##/eniip_virtual_type"},
		{"IPvlan in 1.13", []string{ipvlanConfig, terwaySet("terway-eniip", "terway:v1.13.0", "")}, "ipvlan-or-datapath-v2", "/data/10-terway.conf##/eniip_virtual_type"},
		{"IPvlan in an unknown version", []string{ipvlanConfig}, "ipvlan-or-datapath-v2", "/data/10-terway.conf##/eniip_virtual_type"},
		{"IPvlan of a component", []string{terwayDetail}, "ipvlan-or-datapath-v2", "/meta_data##/Addons/0/config##/IPVlan"},
		{"eni-config before the component", []string{terwayDetail, vethConfig}, "veth", "/data/10-terway.conf/-"},
		{"conflist wins", []string{eniConfigMap("{}", "{}", `, 10-terway.conflist: '{"plugins":[{"type":"x"},{"type":"terway","eniip_virtual_type":"datapathv2"}]}'`)}, "datapath-v2", "/data/10-terway.conflist##/plugins/1/eniip_virtual_type"},
	})
}

func TestTerwayVersion(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.TerwayVersion }, []factTest{
		{"version of the image", []string{terwaySet("terway-eniip", "registry:5000/acs/terway:v1.8.0", "")}, "1.8.0", "/spec/template/spec/containers/1/image"},
		{"version of the component", []string{`{"addons":[{"name":"terway-eniip","version":"v1.15.1","state":"active"}]}`}, "1.15.1", "/addons/0/version"},
		{"version of a pod", []string{`{apiVersion: v1, kind: Pod, metadata: {name: t, namespace: kube-system, ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: terway-eniip}]}, spec: {containers: [{name: terway, image: 'x:v1.7.1'}]}}`}, "1.7.1", "/spec/containers/0/image"},
	})
}

func TestPolicySwitch(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.NetworkPolicy }, []factTest{
		{"policies, no key", []string{vethConfig}, "enabled", "/data/disable_network_policy"},
		{"policies, false", []string{eniConfigMap("{}", "{}", `, disable_network_policy: "false"`)}, "enabled", "/data/disable_network_policy"},
		{"policies, 0", []string{eniConfigMap("{}", "{}", `, disable_network_policy: "0"`)}, "enabled", "/data/disable_network_policy"},
		{"policies, any word", []string{eniConfigMap("{}", "{}", `, disable_network_policy: "no"`)}, "disabled", "/data/disable_network_policy"},
		{"policies of the component", []string{terwayDetail}, "disabled", "/meta_data##/Addons/0/config##/NetworkPolicy"},
		{"eni-config before the component's policies", []string{terwayDetail, vethConfig}, "enabled", "/data/disable_network_policy"},
	})
}

func TestInClusterLoadBalance(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.InClusterLB }, []factTest{
		{"LB", []string{eniConfigMap("{}", "{}", `, in_cluster_loadbalance: "true"`)}, "true", "/data/in_cluster_loadbalance"},
		{"LB, only the word true", []string{eniConfigMap("{}", "{}", `, in_cluster_loadbalance: "True"`)}, "false", "/data/in_cluster_loadbalance"},
		{"LB, no key", []string{vethConfig}, "false", "/data/in_cluster_loadbalance"},
	})
	checkFacts(t, func(c *Cluster) Fact { return c.MisplacedLB }, []factTest{
		{"in its place", []string{eniConfigMap("{}", "{}", `, in_cluster_loadbalance: "true"`)}, "", ""},
		{"in eni_conf", []string{eniConfigMap(`{"in_cluster_loadbalance":"true"}`, "{}", "")}, "eni_conf", "/data/eni_conf##/in_cluster_loadbalance"},
		{"in the CNI configuration", []string{eniConfigMap("{}", `{"in_cluster_loadbalance":"true"}`, "")}, "10-terway.conf", "/data/10-terway.conf##/in_cluster_loadbalance"},
	})
}

func TestKubeProxyRange(t *testing.T) {
	proxy := func(lines string) []string {
		return []string{"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-proxy-worker, namespace: kube-system}\ndata:\n  config.conf: |\n" + lines}
	}
	checkFacts(t, func(c *Cluster) Fact { return c.KubeProxyRange }, []factTest{
		{"one range", proxy("    mode: ipvs\n    clusterCIDR: 172.20.0.0/16\n"), "172.20.0.0/16", "/data/config.conf"},
		{"two families", proxy("    clusterCIDR: \"172.20.0.0/16,fd00::/64\"\n"), "172.20.0.0/16,fd00::/64", "/data/config.conf"},
		{"none", proxy("    clusterCIDR: \"\"\n    mode: iptables\n"), "none", "/data/config.conf"},
		{"of something else", proxy("    detectLocal:\n      clusterCIDR: 10.0.0.0/8\n"), "none", "/data/config.conf"},
		{"not read", []string{vethConfig}, "", ""},
	})
}

func TestTrunking(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.Trunking }, []factTest{
		{"trunk", []string{eniConfigMap(`{"enable_eni_trunking":true}`, "{}", "")}, "true", "/data/eni_conf##/enable_eni_trunking"},
		{"trunk of a node", []string{vethConfig, terwayNode}, "true", "/metadata/annotations/k8s.aliyun.com~1trunk-on"},
		{"trunk, nothing said", []string{vethConfig}, "false", "/data/eni_conf/-"},
	})
}

func TestIPStack(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.IPStack }, []factTest{
		{"stack of the cluster", []string{terwayDetail, eniConfigMap("{}", "{}", "")}, "ipv4", "/ip_stack"},
		{"stack of the profile", []string{clusterProfile}, "dual", "/data/ipStack"},
		{"stack of eni-config", []string{eniConfigMap(`{"ip_stack":"dual"}`, "{}", "")}, "dual", "/data/eni_conf##/ip_stack"},
		{"stack by default", []string{vethConfig}, "ipv4", "/data/eni_conf/-"},
		{"stack of a pod", []string{dualPod, vethConfig}, "dual", "/status/podIPs"},
	})
}

func TestKubeProxyMode(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.KubeProxy }, []factTest{
		{"proxy", []string{proxyMap("kube-proxy-worker", `kind: KubeProxyConfiguration\nmode: \"ipvs\"\n`)}, "ipvs", "/data/config.conf"},
		{"proxy by default", []string{proxyMap("kube-proxy-master", `mode: ''\nipvs:\n  mode: x\n`)}, "iptables", "/data/config.conf"},
		{"proxy of the cluster", []string{terwayDetail}, "ipvs", "/proxy_mode"},
		{"other ConfigMap", []string{proxyMap("proxy", `mode: ipvs`)}, "", ""},
	})
}

func TestProduct(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.Product }, []factTest{
		{"ACS", []string{bareDetail}, "acs", "/profile"},
		{"ACK", []string{terwayDetail}, "ack", "/profile"},
		{"ACK by DaemonSet", []string{flannelSet}, "ack", "/metadata/name"},
		{"registered cluster", []string{`{"cluster_id":"c1","cluster_type":"ExternalKubernetes","profile":"Default"}`}, "", ""},
	})
}

func TestKubernetesVersion(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.Kubernetes }, []factTest{
		{"version of a node", []string{terwayNode}, "1.31.1", "/status/nodeInfo/kubeletVersion"},
	})
}

func TestRegion(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.Region }, []factTest{
		{"region of a node", []string{flannelNode}, "cn-beijing", "/spec/providerID"},
		{"region of eni-config", []string{flannelNode, eniConfigMap(`{"region_id":"cn-hangzhou"}`, "", "")}, "cn-hangzhou", "/data/eni_conf##/region_id"},
	})
}

func TestClusterID(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.ID }, []factTest{
		{"id of the profile", []string{clusterProfile}, "c1", "/data/clusterid"},
		{"id of the only listed cluster", []string{`{"clusters":[` + terwayDetail + `]}`}, "c1", "/clusters/0/cluster_id"},
		{"id of tags", []string{eniConfigMap(`{"eni_tags":{"ack.aliyun.com":"c1"}}`, "", "")}, "c1", "/data/eni_conf##/eni_tags/ack.aliyun.com"},
	})
}

func TestEIPController(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.EIPController }, []factTest{
		{"component that is not there", []string{`{"addons":[{"name":"coredns","version":"v1.11.3","state":"active"}]}`}, "false", ""},
		{"component by its Deployment alone", []string{`{"addons":[{"name":"coredns","version":"v1.11.3","state":"active"}]}`,
			`{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"ack-extend-network-controller","namespace":"kube-system"}}`}, "true", "/metadata/name"},
		{"EIP controller", []string{`{apiVersion: apps/v1, kind: Deployment, metadata: {name: ack-extend-network-controller, namespace: kube-system}}`}, "true", "/metadata/name"},
	})
}

func TestContradictionsNameBothPlaces(t *testing.T) {
	second := strings.Replace(terwayDetail, `"c1"`, `"c2"`, 1)
	tests := []struct {
		name   string
		bundle []string
		assume Assumptions
		want   []string
	}{
		{"plugins", []string{terwayDetail, flannelSet}, nil, []string{`b.yaml: warning: the network plugin is "flannel" here, but "terway" at a.yaml, which counts for more`}},
		{"ConfigMaps of two plugins", []string{flannelConfig, eniConfigMap("{}", "", "")}, nil, []string{`a.yaml: warning: the network plugin is "flannel" here, but "terway" at b.yaml, which counts for more`}},
		{"stacks", []string{terwayDetail, eniConfigMap(`{"ip_stack":"dual"}`, "", "")}, nil, []string{`b.yaml: warning: the IP stack is "dual" here, but "ipv4" at a.yaml, which counts for more`}},
		{"products", []string{bareDetail, flannelSet}, nil, []string{`b.yaml: warning: the product is "ack" here, but "acs" at a.yaml, which counts for more`}},
		{"versions", []string{terwaySet("terway-eniip", "t:v1.9.9", ""), `{"addons":[{"name":"terway-eniip","version":"v1.15.1","state":"active"}]}`}, nil,
			[]string{`b.yaml: warning: the Terway version is "1.15.1" here, but "1.9.9" at a.yaml, which counts for more`}},
		{"two clusters", []string{terwayDetail, second}, nil, []string{`b.yaml: error: the bundle holds two clusters: "c2" here, and "c1" at a.yaml, which is the one that is judged`}},
		{"profile of another cluster", []string{`{apiVersion: v1, kind: ConfigMap, metadata: {name: ack-cluster-profile, namespace: kube-system}, data: {clusterid: c9}}`, terwayDetail}, nil,
			[]string{`a.yaml: error: the bundle holds two clusters: "c9" here, and "c1" at b.yaml, which is the one that is judged`}},
		{"list beside the cluster", []string{terwayDetail, `{"clusters":[` + second + `,` + terwayDetail + `]}`}, nil, []string{}},
		{"list alone", []string{`{"clusters":[` + second + `,` + terwayDetail + `]}`}, nil,
			[]string{`a.yaml: warning: the bundle does not tell which of its clusters it is of, "c2" or "c1": export DescribeClusterDetail of the one that is meant`}},
		{"misplaced", []string{eniConfigMap(`{"disable_network_policy":"true"}`, "", "")}, nil,
			[]string{`a.yaml: warning: disable_network_policy has no effect inside eni_conf: Terway reads it as a key of the ConfigMap`}},
		{"no vSwitch", []string{eniConfigMap(`{"vswitches":{"h":"vsw-1"}}`, "", "")}, nil, []string{`a.yaml: warning: vswitches of eni_conf names no vSwitch: expected lists of ids by zone`}},
		{"unknown data path", []string{eniConfigMap("{}", `{"eniip_virtual_type":"vlan"}`, "")}, nil, []string{`a.yaml: warning: eniip_virtual_type "vlan" is none of Veth, IPVlan, datapathv2`}},
		{"unknown stack", []string{eniConfigMap(`{"ip_stack":"ipv6"}`, "", "")}, nil, []string{`a.yaml: warning: ip_stack "ipv6" is neither ipv4 nor dual`}},
		{"broken eni_conf", []string{eniConfigMap(`{`, "", "")}, nil, []string{`a.yaml: error: eni_conf holds no valid JSON`}},
		{"image by digest", []string{terwaySet("terway-eniip", "r/terway@sha256:12.3", "")}, nil,
			[]string{`a.yaml: warning: the version of Terway cannot be told from image "r/terway@sha256:12.3": it has no version tag`}},
		{"image by digest, version assumed", []string{terwaySet("terway-eniip", "r/terway@sha256:12.3", "")}, Assumptions{"terway-version": "1.8.0"}, []string{}},
		{"assumption", []string{terwayDetail}, Assumptions{"plugin": "flannel"}, []string{`a.yaml: warning: the network plugin is "terway" here, but "flannel" is assumed, which counts`}},
		{"assumption that agrees", []string{terwayDetail, eniConfigMap("{}", `{"eniip_virtual_type":"IPVlan"}`, "")},
			Assumptions{"plugin": "terway", "datapath": "datapath-v2", "network-policy": "enforced"}, []string{}},
		{"enforced against disabled", []string{terwayDetail}, Assumptions{"network-policy": "enforced"}, []string{`a.yaml: warning: the NetworkPolicy switch is "disabled" here, but "enforced" is assumed, which counts`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := load(t, files(test.bundle...), test.assume)
			got := []string{}
			for _, p := range problems {
				got = append(got, places.ReplaceAllString(p.At.Path+": "+string(p.Severity)+": "+p.Message, ""))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestTheSecondClusterIsLeftOut(t *testing.T) {
	second := strings.Replace(strings.Replace(flannelDetail, `"c1"`, `"c2"`, 1), `"profile"`, `"region_id":"cn-x","vpc_id":"vpc-2","profile"`, 1)
	n, _ := load(t, files(terwayDetail, second), nil)
	if c := n.Cluster; c.ID.Value != "c1" || c.Plugin.Value != "terway" || c.VPC.Value != "" || c.PodCIDR.Text != "" {
		t.Errorf("got %+v", c)
	}
}

func TestVSwitchesAndGroupsOfPods(t *testing.T) {
	config := eniConfigMap(`{"vswitches":{"h":["vsw-1","vsw-2"],"i":["vsw-3"]},"security_group":"sg-1","security_groups":["sg-1","sg-2"],"enable_eip_pool":"true","service_cidr":"172.16.0.0/16,fc00::/112"}`, "{}", "")
	n, _ := load(t, files(config), nil)
	record := n.Cluster.Plugin.Ref.Record
	at := func(pointer string) Ref { return Ref{record, "/data/eni_conf##" + pointer} }
	c := n.Cluster
	if want := []Named{{"vsw-1", "h", at("/vswitches/h/0")}, {"vsw-2", "h", at("/vswitches/h/1")}, {"vsw-3", "i", at("/vswitches/i/0")}}; !slices.Equal(c.PodVSwitches, want) {
		t.Errorf("got %v", c.PodVSwitches)
	}
	if want := []Named{{"sg-1", "", at("/security_group")}, {"sg-2", "", at("/security_groups/1")}}; !slices.Equal(c.PodGroups, want) {
		t.Errorf("got %v", c.PodGroups)
	}
	if c.EIPPool.Value != "true" || c.ServiceCIDR.Text != "172.16.0.0/16" {
		t.Errorf("got %+v", c)
	}
	n, _ = load(t, files(flannelConfig), nil)
	if c = n.Cluster; c.PodCIDR.Text != "10.1.0.0/16" || c.PodCIDRRef.Pointer != "/data/net-conf.json##/Network" {
		t.Errorf("got %+v", c)
	}
}

func TestVersions(t *testing.T) {
	for image, want := range map[string]string{
		"acs/terway:v1.0.10.390-g5f3c461-aliyun":           "1.0.10.390",
		"acs/terway:v1.8.0":                                "1.8.0",
		"registry:5000/acs/terway:v1.13.0-beta.2":          "1.13.0",
		"registry:5000/acs/terway":                         "",
		"acs/terway:v1.14.3.7@sha256:0123":                 "1.14.3",
		"acs/terway@sha256:0123456789":                     "",
		"acs/terway:latest":                                "",
		"acs/terway:v2":                                    "",
		"registry.cn-hangzhou.aliyuncs.com/acs/terway:1.9": "1.9",
	} {
		if got := imageVersion(image); got != want {
			t.Errorf("%s is %q", image, got)
		}
	}
	ascending := []string{"1.0.9", "1.0.10.221", "1.0.10.390", "1.1.0", "1.9", "1.9.1", "1.13.0"}
	for i := range ascending {
		for j := range ascending {
			if got := compareVersions(ascending[i], ascending[j]); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%s, %s: %d", ascending[i], ascending[j], got)
			}
		}
	}
	if got := dataPath(Fact{Value: "ipvlan"}, "1.12.0", "1.8.1").Value; got != "datapath-v2" {
		t.Errorf("created with 1.8.1: %s", got)
	}
	if got := dataPath(Fact{Value: "ipvlan"}, "1.12.0", "1.7.0").Value; got != "ipvlan" {
		t.Errorf("created with 1.7.0: %s", got)
	}
}

func TestAssumptionsOverrule(t *testing.T) {
	assume, err := ParseAssumptions([]string{"plugin=terway", "network-policy=enforced", "terway-version=v1.8.0", "datapath=veth", "ip-stack=dual", "kube-proxy=iptables", "product=acs"})
	if err != nil {
		t.Fatal(err)
	}
	n, _ := load(t, files(terwayDetail), assume)
	c := n.Cluster
	got := []Fact{c.Plugin, c.NetworkPolicy, c.TerwayVersion, c.DataPath, c.IPStack, c.KubeProxy, c.Product}
	want := []Fact{{Value: "terway"}, {Value: "enforced"}, {Value: "1.8.0"}, {Value: "veth"}, {Value: "dual"}, {Value: "iptables"}, {Value: "acs"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestFlannelHasNothingOfTerway(t *testing.T) {
	n, _ := load(t, files(flannelDetail, eniConfigMap(`{"vswitches":{"h":["vsw-1"]},"enable_eip_pool":"true"}`, "{}", "")), Assumptions{"network-policy": "enforced"})
	c := n.Cluster
	if c.NetworkPolicy.Value != "enforced" || c.InClusterLB.Value != "" || c.EIPPool.Value != "" || len(c.PodVSwitches) > 0 {
		t.Errorf("got %+v", c)
	}
}

func TestWrongAssumptions(t *testing.T) {
	for pair, want := range map[string]string{
		"plugin":                   `assumption "plugin" is not written KEY=VALUE`,
		"plugni=terway":            `assumption "plugni" is unknown: did you mean "plugin"`,
		"data-path=veth":           `assumption "data-path" is unknown: did you mean "datapath"`,
		"colour=red":               `assumption "colour" is unknown: expected one of plugin, network-policy, terway-version, datapath, ip-stack, kube-proxy, product`,
		"plugin=calico":            `plugin "calico" is not possible: expected one of terway, flannel`,
		"terway-version=new":       `terway-version "new" is no version: expected one such as 1.8.0`,
		"kube-proxy=":              `kube-proxy "" is not possible: expected one of ipvs, iptables`,
		"datapath=ipvlan datapath": `datapath "ipvlan datapath" is not possible: expected one of veth, ipvlan, datapath-v2`,
	} {
		if _, err := ParseAssumptions([]string{pair}); err == nil || err.Error() != want {
			t.Errorf("%s: %v", pair, err)
		}
	}
	if _, err := ParseAssumptions([]string{"plugin=terway", "plugin=flannel"}); err == nil {
		t.Error("two values for one key")
	}
}

// Manifests are no evidence that the injector is missing; what a cluster prints is, when it is all that would show it.
func TestInjector(t *testing.T) {
	object := func(kind, name, rest string) string {
		version := map[string]string{"Deployment": "apps/v1", "Pod": "v1", "MutatingWebhookConfiguration": "admissionregistration.k8s.io/v1"}[kind]
		return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {namespace: kube-system, name: " + name + rest + "\n---\n"
	}
	const uid = ", uid: 00000000-0000-0000-0000-000000000001}"
	coredns := object("Deployment", "coredns", "}\nspec: {template: {spec: {}}}")
	webhook := object("MutatingWebhookConfiguration", "other", uid)
	flag := "}\nspec: {template: {spec: {containers: [{name: a, args: [--intranet-access]}]}}}"
	const components = `{"cluster_id":"c1","addons":[{"name":"coredns","version":"v1"}]}`
	for _, test := range []struct{ what, yaml, json, injector, access string }{
		{"manifests", object("Deployment", "mine", "}") + object("MutatingWebhookConfiguration", "mine", "}"), "", "", ""},
		{"what ACK runs", coredns, "", "unseen", ""},
		{"an exported Deployment", object("Deployment", "other", uid), "", "unseen", ""},
		{"a pod that runs", object("Pod", "other", "}\nstatus: {phase: Running}"), "", "unseen", ""},
		{"exported webhooks", webhook, "", "unseen", ""},
		{"components", "", components, "unseen", ""},
		{"all of it", webhook + coredns, "", "false", ""},
		{"webhooks and components", webhook, components, "false", ""},
		{"its Deployment", webhook + coredns + object("Deployment", "kubernetes-webhook-injector", "}\nspec: {template: {spec: {}}}"), "", "true", "public"},
		{"its Deployment with private endpoints", object("Deployment", "ack-kubernetes-webhook-injector", flag), "", "true", "intranet"},
		{"a pod of it", coredns + object("Pod", "kubernetes-webhook-injector-5d8f-x", "}\nspec: {containers: [{name: a, command: [x, --intranet-access=false]}]}"), "", "true", "public"},
		{"its webhook", coredns + object("MutatingWebhookConfiguration", "kubernetes-webhook-injector", "}"), "", "true", ""},
		{"a webhook of its", object("MutatingWebhookConfiguration", "x", "}\nwebhooks: [{name: kubernetes-webhook-injector.ack.aliyun.com}]"), "", "true", ""},
		{"its component", "", strings.Replace(components, "coredns", "ack-kubernetes-webhook-injector", 1), "true", ""},
	} {
		n, problems := load(t, map[string]string{"a.yaml": test.yaml, "b.json": test.json}, nil)
		if c := n.Cluster; c.Injector.Value != test.injector || c.InjectorAccess.Value != test.access {
			t.Errorf("%s: injector %q, access %q, problems %q", test.what, c.Injector.Value, c.InjectorAccess.Value, messages(problems))
		}
	}
}
