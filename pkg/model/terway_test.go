package model

import (
	"fmt"
	"net/netip"
	"reflect"
	"strings"
	"testing"
)

func idsOf(list []Named) string {
	var out []string
	for _, n := range list {
		out = append(out, strings.TrimSuffix(n.ID+"@"+n.Zone, "@")+n.Ref.Pointer)
	}
	return strings.Join(out, " ")
}

func TestPodNetworking(t *testing.T) {
	n, problems := load(t, files(`{apiVersion: network.alibabacloud.com/v1beta1, kind: PodNetworking, metadata: {name: pn},
spec: {eniOptions: {eniType: Trunk}, allocationType: {type: Fixed}, selector: {namespaceSelector: {matchLabels: {a: b}}}, vSwitchOptions: [vsw-1, vsw-2], securityGroupIDs: [sg-1]},
status: {status: Ready, vSwitches: [{id: vsw-2, zone: z}]}}`,
		`{apiVersion: network.alibabacloud.com/v1beta1, kind: PodNetworking, metadata: {name: refused}, spec: {selector: {podSelector: {matchExpressions: [{key: a, operator: Is}]}}}}`), nil)
	if len(n.PodNetworkings) != 1 || len(problems) != 1 {
		t.Fatalf("%d, %s", len(n.PodNetworkings), messages(problems))
	}
	p := n.PodNetworkings[0]
	if got := idsOf(p.VSwitches) + " " + idsOf(p.Groups); got != "vsw-1/spec/vSwitchOptions/0 vsw-2@z/spec/vSwitchOptions/1 sg-1/spec/securityGroupIDs/0" {
		t.Error(got)
	}
	if p.Pods != nil || p.Namespaces.MatchLabels["a"] != "b" || p.ENIType != "Trunk" || !p.Fixed || p.Status != "Ready" || p.Groups[0].Ref.Record != 1 {
		t.Errorf("got %+v", p)
	}
}

func TestPodENI(t *testing.T) {
	n, problems := load(t, files(`{apiVersion: network.alibabacloud.com/v1beta1, kind: PodENI, metadata: {name: p, namespace: shop},
spec: {allocations: [{eni: {id: eni-1, vpcID: vpc-1, vSwitchID: vsw-1, securityGroupIDs: [sg-1]}, ipv4: 10.0.0.1, ipv6: "fc00::1"}]}, status: {instanceID: i-1, trunkENIID: eni-0}}`), nil)
	want := &PodENI{Ref: Ref{Record: 1}, Namespace: "shop", Name: "p", ENIs: []*ENI{{
		Ref: Ref{1, "/spec/allocations/0/eni"}, ID: "eni-1", Type: "Member", VPC: "vpc-1", VSwitch: "vsw-1", Instance: "i-1", TrunkENI: "eni-0", SecurityGroups: []string{"sg-1"},
		Primary: netip.MustParseAddr("10.0.0.1"), Addresses: []Address{{Addr: netip.MustParseAddr("10.0.0.1")}}, IPv6: []Address{{Addr: netip.MustParseAddr("fc00::1")}},
	}}}
	if len(problems) > 0 || len(n.PodENIs) != 1 || !reflect.DeepEqual(n.PodENIs[0], want) {
		t.Errorf("%+v %s", n.PodENIs[0].ENIs[0], messages(problems))
	}
	if n.Cluster.Plugin.Value != "terway" {
		t.Error("only Terway makes PodENIs")
	}
}

// What the settings of a node may hide or replace is told apart: a key that is not there, one that is null, an empty list.
func TestTerwaySettings(t *testing.T) {
	settings := func(conf string) string {
		text := `{apiVersion: v1, kind: ConfigMap, metadata: {name: gpu, namespace: kube-system}, data: {eni_conf: '` + conf + `', other: 'key.example.com:1'}}`
		n, _ := load(t, files(text), nil)
		c := n.ConfigMaps["kube-system/gpu"]
		if len(c.Literals) > 0 {
			t.Errorf("%s: the texts are kept: %v", conf, c.Literals)
		}
		s := c.Settings
		var zones []string
		for _, z := range s.VSwitches {
			zones = append(zones, z.Zone+"="+idsOf(z.IDs))
		}
		return fmt.Sprintf("%t %t %v %t %s %t %s %s", s.Readable, s.Cleared, zones, s.Group.Written, idsOf(s.Group.IDs), s.Groups.Written, idsOf(s.Groups.IDs), s.IPStack)
	}
	for conf, want := range map[string]string{
		`{"vswitches": {"a": ["vsw-1"], "b": null, "c": "vsw-2"}, "security_group": "sg-1", "security_groups": null, "ip_stack": "dual"}`: "true false [a=vsw-1/data/eni_conf##/vswitches/a/0 b= c=] true sg-1/data/eni_conf##/security_group true  dual",
		`{"vswitches": null, "security_groups": ["sg-1"]}`: "true true [] false  true sg-1/data/eni_conf##/security_groups/0 ",
		`{}`: "true false [] false  false  ",
		`{`:  "false false [] false  false  ",
	} {
		if got := settings(conf); got != want {
			t.Errorf("%s: %s, want %s", conf, got, want)
		}
	}
}

func TestProfile(t *testing.T) {
	n, _ := load(t, files(`{apiVersion: v1, kind: ConfigMap, metadata: {name: eci-profile, namespace: kube-system}, data: {vSwitchIds: "vsw-1, vsw-2", securityGroupId: sg-1, selectors: " "}}`,
		`{apiVersion: v1, kind: ConfigMap, metadata: {name: eci-profile, namespace: shop}, data: {vSwitchIds: vsw-1}}`), nil)
	p := n.ConfigMaps["kube-system/eci-profile"].Profile
	if got := idsOf(p.VSwitches) + " " + idsOf(p.Groups) + p.Selectors; got != "vsw-1/data/vSwitchIds vsw-2/data/vSwitchIds sg-1/data/securityGroupId" {
		t.Error(got)
	}
	if n.ConfigMaps["shop/eci-profile"].Profile != nil {
		t.Error("a profile of another namespace is none")
	}
}

func TestRequiredAffinity(t *testing.T) {
	n, _ := load(t, files(`{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
{matchExpressions: [{key: a, operator: In, values: [x, v]}, {key: b, operator: Exists}]}, {}, {matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]}}}}}`), nil)
	want := []NodeTerm{
		{{false, "a", "In", []string{"x", "v"}}, {false, "b", "Exists", []string{}}}, nil, {{true, "metadata.name", "In", []string{"n1"}}},
	}
	if got := n.Pods[0].Affinity; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestMasquerade(t *testing.T) {
	for container, want := range map[string]string{
		`{name: kube-flannel, command: [/opt/bin/flanneld, --ip-masq, --kube-subnet-mgr]}`:                                 "true /spec/template/spec/containers/0/command/1",
		`{name: kube-flannel, command: [/opt/bin/flanneld], args: [--ip-masq=false]}`:                                      "false /spec/template/spec/containers/0/args/0",
		`{name: kube-flannel, args: [--kube-subnet-mgr]}`:                                                                  "false /spec/template/spec/containers/0/name",
		`{name: kube-flannel, command: [/opt/bin/flanneld], env: [{name: FLANNELD_IP_MASQ, value: "true"}]}`:               "true /spec/template/spec/containers/0/env/0",
		`{name: kube-flannel, command: [sh, -c, "exec flanneld --ip-masq --kube-subnet-mgr"]}`:                             " ",
		`{name: install, command: [cp]}, {name: kube-flannel, command: [/opt/bin/flanneld, --ip-masq, --kube-subnet-mgr]}`: "true /spec/template/spec/containers/1/command/1",
	} {
		n, _ := load(t, files(`{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: kube-flannel-ds, namespace: kube-system}, spec: {template: {spec: {containers: [`+container+`]}}}}`), nil)
		if got := n.Cluster.Masquerade.Value + " " + n.Cluster.Masquerade.Ref.Pointer; got != want {
			t.Errorf("%s: %q, want %q", container, got, want)
		}
	}
}
