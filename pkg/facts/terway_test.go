package facts

import (
	"fmt"
	"strings"
	"testing"

	v1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/egresslint/egresslint/pkg/model"
)

func namedOf(ids ...string) []model.Named {
	var out []model.Named
	for _, id := range ids {
		id, zone, _ := strings.Cut(id, "@")
		out = append(out, model.Named{ID: id, Zone: zone})
	}
	return out
}

func (g grant) text() string {
	var parts []string
	for _, v := range g.vswitches {
		parts = append(parts, strings.TrimSuffix(v.ID+"@"+v.Zone, "@"))
	}
	return strings.Join(parts, " ") + " | " + strings.Join(g.groupIDs(), " ") + fmt.Sprintf(" | %v %v", g.lacking, g.open)
}

// terwayWorld is a cluster with Terway whose eni-config lists two zones, and settings for a node.
func terwayWorld(over *model.TerwaySettings) *model.Network {
	n := &model.Network{Namespaces: map[string]*model.Namespace{}, ConfigMaps: map[string]*model.ConfigMap{
		"kube-system/eni-config": {Settings: &model.TerwaySettings{Readable: true, Group: model.Setting{Written: true, IDs: namedOf("sg-a")}, Groups: model.Setting{Written: true, IDs: namedOf("sg-b", "sg-a")}}},
	}}
	if over != nil {
		n.ConfigMaps["kube-system/gpu"] = &model.ConfigMap{Settings: over}
	}
	n.Cluster.Plugin.Value, n.Cluster.Mode.Value, n.Cluster.Trunking.Value = "terway", "shared-eni", "true"
	n.Cluster.PodVSwitches, n.Cluster.PodGroups = namedOf("vsw-h@h", "vsw-i@i"), namedOf("sg-a", "sg-b")
	return n
}

// The settings of a node are merged over eni-config as RFC 7396 has it: a key that is there replaces, null takes away, and
// what is not written stays.
func TestSettingsOfANode(t *testing.T) {
	zone := func(name string, ids ...string) model.ZoneSetting {
		return model.ZoneSetting{Zone: name, Setting: model.Setting{Written: true, IDs: namedOf(ids...)}}
	}
	written := func(ids ...string) model.Setting { return model.Setting{Written: true, IDs: namedOf(ids...)} }
	for name, c := range map[string]struct {
		over model.TerwaySettings
		want string
	}{
		"nothing":         {model.TerwaySettings{Readable: true}, "vsw-h@h vsw-i@i | sg-a sg-b | [] []"},
		"another zone":    {model.TerwaySettings{Readable: true, VSwitches: []model.ZoneSetting{zone("j", "vsw-j")}}, "vsw-h@h vsw-i@i vsw-j@j | sg-a sg-b | [] []"},
		"one zone":        {model.TerwaySettings{Readable: true, VSwitches: []model.ZoneSetting{zone("h", "vsw-x")}}, "vsw-i@i vsw-x@h | sg-a sg-b | [] []"},
		"a zone is null":  {model.TerwaySettings{Readable: true, VSwitches: []model.ZoneSetting{zone("h")}}, "vsw-i@i | sg-a sg-b | [] []"},
		"all are null":    {model.TerwaySettings{Readable: true, Cleared: true}, " | sg-a sg-b | [] []"},
		"security_group":  {model.TerwaySettings{Readable: true, Group: written("sg-c")}, "vsw-h@h vsw-i@i | sg-c sg-b sg-a | [] []"},
		"security_groups": {model.TerwaySettings{Readable: true, Groups: written("sg-c")}, "vsw-h@h vsw-i@i | sg-a sg-c | [] []"},
		"no groups":       {model.TerwaySettings{Readable: true, Group: written("sg-c"), Groups: written()}, "vsw-h@h vsw-i@i | sg-c | [] []"},
		"unreadable":      {model.TerwaySettings{}, " |  | [{kubectl get configmap gpu -n kube-system }] [{kubectl get configmap gpu -n kube-system }]"},
	} {
		x := newTerwayIndex(terwayWorld(&c.over), nil)
		if got := x.nodeConfig("gpu", false).text(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Without eni-config the groups of a node are known only where its own settings leave nothing open.
func TestSettingsOfANodeAlone(t *testing.T) {
	for _, whole := range []bool{true, false} {
		n := terwayWorld(&model.TerwaySettings{Readable: true, Group: model.Setting{Written: true, IDs: namedOf("sg-c")}, Groups: model.Setting{Written: whole}})
		delete(n.ConfigMaps, "kube-system/eni-config")
		n.Cluster.PodVSwitches, n.Cluster.PodGroups = nil, nil
		if got := newTerwayIndex(n, nil).nodeConfig("gpu", false); (len(got.groups) == 1) != whole || (len(got.lacking) == 0) != whole || len(got.open) != 1 {
			t.Errorf("whole %t: %s", whole, got.text())
		}
	}
}

func TestSettingsOfANodeOfExclusiveENIs(t *testing.T) {
	for version, want := range map[string]string{"1.14.4": "sg-a sg-b", "1.14.5": "sg-c sg-b sg-a", "1.15.0": "sg-c sg-b sg-a", "": ""} {
		n := terwayWorld(&model.TerwaySettings{Readable: true, Group: model.Setting{Written: true, IDs: namedOf("sg-c")}})
		n.Cluster.TerwayVersion.Value = version
		if got := strings.Join(newTerwayIndex(n, nil).nodeConfig("gpu", true).groupIDs(), " "); got != want {
			t.Errorf("Terway %q: %s, want %s", version, got, want)
		}
	}
}

// What decides about the ENI of a pod: its own annotation, a PodNetworking that it names, one that selects it.
func TestWhatDecidesAboutAnENI(t *testing.T) {
	selector := func(key, value string) *v1.LabelSelector {
		return &v1.LabelSelector{MatchLabels: map[string]string{key: value}}
	}
	direct := func(text string) map[string]string { return map[string]string{networksAnnotation: text} }
	request := func(text string) map[string]string { return map[string]string{networksRequest: text} }
	n := terwayWorld(nil)
	n.PodNetworkings = []*model.PodNetworking{
		{Name: "own", Status: "Ready", Pods: selector("app", "own"), Groups: namedOf("sg-own"), VSwitches: namedOf("vsw-own")},
		{Name: "both", Status: "Ready", Pods: selector("app", "both"), Namespaces: selector("kubernetes.io/metadata.name", "shop")},
		{Name: "failed", Status: "Fail", Pods: selector("app", "failed"), Groups: namedOf("sg-own")},
		{Name: "manifest", Pods: selector("app", "manifest"), Groups: namedOf("sg-own")},
		{Name: "fixed", Fixed: true, Status: "Ready", Pods: selector("app", "fixed"), Groups: namedOf("sg-fixed")},
		{Name: "twin", Status: "Ready", Pods: selector("twin", "yes")},
		{Name: "unselective", Status: "Ready", Groups: namedOf("sg-named"), VSwitches: namedOf("vsw-named")},
	}
	f := New(n, Options{})
	for name, c := range map[string]struct {
		namespace, kind     string
		labels, annotations map[string]string
		want                string
	}{
		"nothing selects it":          {"shop", "Deployment", map[string]string{"app": "web"}, nil, "vsw-h@h vsw-i@i | sg-a sg-b | [] []"},
		"selected":                    {"shop", "Deployment", map[string]string{"app": "own"}, nil, "vsw-own | sg-own | [] []"},
		"both selectors":              {"shop", "Deployment", map[string]string{"app": "both"}, nil, "vsw-h@h vsw-i@i | sg-a sg-b | [] []"},
		"one selector of two":         {"other", "Deployment", map[string]string{"app": "both"}, nil, "vsw-h@h vsw-i@i | sg-a sg-b | [] []"},
		"not ready":                   {"shop", "Deployment", map[string]string{"app": "failed"}, nil, "vsw-h@h vsw-i@i | sg-a sg-b | [] []"},
		"status unknown":              {"shop", "Deployment", map[string]string{"app": "manifest"}, nil, " |  | [{kubectl get podnetworkings }] [{kubectl get podnetworkings }]"},
		"fixed addresses":             {"shop", "Deployment", map[string]string{"app": "fixed"}, nil, "vsw-h@h vsw-i@i | sg-a sg-b | [] []"},
		"fixed, of a StatefulSet":     {"shop", "StatefulSet", map[string]string{"app": "fixed"}, nil, "vsw-h@h vsw-i@i | sg-fixed | [] []"},
		"two":                         {"shop", "Deployment", map[string]string{"app": "own", "twin": "yes"}, nil, " |  | [{kubectl get podenis }] [{kubectl get podenis }]"},
		"by name":                     {"shop", "Deployment", map[string]string{"app": "own"}, request(`[{"network": "unselective"}]`), "vsw-named | sg-named | [] []"},
		"by the name of the default":  {"shop", "Deployment", nil, request(`[{"network": "own"}, {"network": "unselective", "defaultRoute": true}]`), "vsw-named | sg-named | [] []"},
		"by a name that is not there": {"shop", "Deployment", nil, request(`[{"network": "gone"}]`), " |  | [{kubectl get podnetworkings }] [{kubectl get podnetworkings }]"},
		"by annotation":               {"shop", "Deployment", map[string]string{"app": "own"}, direct(`{"podNetworks": [{"securityGroupIDs": ["sg-x"], "vSwitchOptions": ["vsw-x"]}]}`), "vsw-x | sg-x | [] []"},
		"by annotation, groups alone": {"shop", "Deployment", nil, direct(`{"podNetworks": [{"interface": "eth1", "securityGroupIDs": ["sg-y"]}, {"interface": "eth0", "securityGroupIDs": ["sg-x"]}]}`), "vsw-h@h vsw-i@i | sg-x | [] []"},
		"by a broken annotation":      {"shop", "Deployment", nil, direct(`{`), " |  | [{kubectl get podenis }] [{kubectl get podenis }]"},
	} {
		w := &model.Workload{Kind: c.kind, Namespace: c.namespace, Template: model.Template{Labels: c.labels, Annotations: c.annotations}}
		p := place{source: Source{Workload: w}, self: &w.Template, end: workloadEnd(w)}
		if got := f.grantOn(f.networkChoice(&p), ground{}).text(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A PodNetworking counts where pods can have ENIs of their own.
func TestWherePodNetworkingsCount(t *testing.T) {
	own := &podNetworking{PodNetworking: &model.PodNetworking{Name: "own", Groups: namedOf("sg-own")}}
	for _, c := range []struct {
		trunking  string
		exclusive bool
		want      string
	}{
		{"true", false, "sg-own"}, {"false", false, "sg-a sg-b"}, {"", false, ""}, {"false", true, "sg-own"}, {"", true, "sg-own"},
	} {
		n := terwayWorld(nil)
		n.Cluster.Trunking.Value = c.trunking
		got := New(n, Options{}).grantOn(networkChoice{chosen: own}, ground{exclusive: c.exclusive})
		if text := strings.Join(got.groupIDs(), " "); text != c.want || (c.want == "") != (len(got.lacking) > 0) {
			t.Errorf("trunking %q, exclusive %t: %s, want %s", c.trunking, c.exclusive, text, c.want)
		}
	}
}

// Nodes with other families than the cluster make another component, and no other nodes do.
func TestFamiliesOfANode(t *testing.T) {
	n := terwayWorld(nil)
	n.Cluster.IPStack.Value = "ipv4"
	f := New(n, Options{})
	plain, dual := f.clusterOf(&place{}), f.clusterOf(&place{stack: "dual"})
	if plain.ID == dual.ID || plain != f.clusterOf(&place{}) || !strings.Contains(string(dual.JSON), `"ip_stack":"dual"`) || !strings.Contains(string(plain.JSON), `"ip_stack":"ipv4"`) {
		t.Errorf("%s\n%s", plain.JSON, dual.JSON)
	}
}

// An address that a packet carries out of a container network has nothing that is bound to the address of the node.
func TestCarriedAddressesHaveNoEIPOfTheNode(t *testing.T) {
	n := exitWorld()
	n.EIPs = append(n.EIPs, eipOf("eip-2 47.0.0.9 EcsInstance i-1"))
	x := newOwnerIndex(n)
	node := x.nodeIdentity(nil, addrOf("10.1.0.5"))
	pod := node.carrying(Identity{Address: hostPrefix(addrOf("172.20.0.9")), Name: "172.20.0.9"})
	if got := viewExit(n, node, internetTarget()); len(got.Public.Addresses) != 1 {
		t.Errorf("the node has %v", got.Public.Addresses)
	}
	if got := viewExit(n, pod, internetTarget()); len(got.Public.Addresses) != 0 || pod.VSwitch == nil || pod.VSwitch != node.VSwitch {
		t.Errorf("the pod has %v, in %v", got.Public.Addresses, pod.VSwitch)
	}
}

// Every group of the VPC is tried only where all of them are known, the ENI's are not, and there are not too many.
func TestAnyGroup(t *testing.T) {
	for _, c := range []struct {
		evidence model.Evidence
		groups   int
		own      []string
		want     int
	}{
		{model.Complete, 2, nil, 2}, {model.Complete, maxAnyGroup, nil, maxAnyGroup}, {model.Complete, maxAnyGroup + 1, nil, 0},
		{model.Partial, 2, nil, 0}, {model.Absent, 2, nil, 0}, {model.Complete, 2, []string{"sg-0"}, 0},
	} {
		n := exitWorld()
		setExport(n, "ecs:DescribeSecurityGroups", c.evidence)
		for i := range c.groups {
			n.SecurityGroups = append(n.SecurityGroups, &model.SecurityGroup{ID: fmt.Sprint("sg-", i), VPC: "vpc"})
		}
		n.SecurityGroups = append(n.SecurityGroups, &model.SecurityGroup{ID: "sg-far", VPC: "vpc-other"})
		f := New(n, Options{})
		q := f.question(internetTarget(), "ipv4", Peer{})
		id := podIdentity(n)
		id.Groups = c.own
		if got := f.anyGroup(&table{name: "pod"}, id, q); len(got) != c.want || c.want > 0 && (!got[0].Known || len(got[0].Groups) != 1) {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}
