package model

import "testing"

const poseidonDeployment = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: poseidon, namespace: kube-system}, spec: {template: {spec: {containers: [{name: x, image: 'acs/sidecar:v9.0.0'}, {name: p, image: 'registry-vpc.cn-hangzhou.aliyuncs.com/acs/poseidon:v0.7.3'}]}}}}`

func TestPoseidon(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.Poseidon }, []factTest{
		{"nothing", nil, "", ""},
		{"by Deployment", []string{poseidonDeployment}, "true", "/metadata/name"},
		{"a Deployment elsewhere", []string{`{apiVersion: apps/v1, kind: Deployment, metadata: {name: poseidon, namespace: lab}}`}, "", ""},
		{"by list", []string{`{"addons":[{"name":"poseidon","version":"v0.8.0","state":"active"}]}`}, "true", "/addons/0/name"},
		{"not in the list", []string{`{"addons":[{"name":"coredns","version":"v1.11.3","state":"active"}]}`}, "false", ""},
	})
	checkFacts(t, func(c *Cluster) Fact { return c.PoseidonVersion }, []factTest{
		{"by image", []string{poseidonDeployment}, "0.7.3", "/spec/template/spec/containers/1/image"},
		{"by list", []string{`{"addons":[{"name":"poseidon","version":"v0.8.0","state":"active"}]}`}, "0.8.0", "/addons/0/version"},
	})
}

func TestPolicyProvider(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.PolicyProvider }, []factTest{
		{"not written", []string{vethConfig}, "", ""},
		{"written", []string{eniConfigMap("{}", `{"network_policy_provider":"eBPF"}`, "")}, "ebpf", "/data/10-terway.conf##/network_policy_provider"},
		{"of no account under Flannel", []string{flannelDetail, eniConfigMap("{}", `{"network_policy_provider":"ebpf"}`, "")}, "", ""},
	})
}

func TestPluginOfTheUser(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.ThirdParty }, []factTest{
		{"none", []string{terwaySet("terway-eniip", "terway:v1.9.9", "")}, "", ""},
		{"calico", []string{`{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: calico-node, namespace: calico-system}}`}, "calico", "/metadata/name"},
		{"cilium", []string{`{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: cilium, namespace: kube-system}}`}, "cilium", "/metadata/name"},
	})
}

func TestServerless(t *testing.T) {
	checkFacts(t, func(c *Cluster) Fact { return c.Serverless }, []factTest{
		{"managed", []string{terwayDetail}, "", ""},
		{"profile", []string{`{"cluster_id":"c1","cluster_type":"ManagedKubernetes","profile":"Serverless"}`}, "true", "/profile"},
	})
}
