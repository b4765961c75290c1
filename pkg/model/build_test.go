package model

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/source"
)

// load builds the network of files that are given by name and text.
func load(t *testing.T, files map[string]string, assume Assumptions) (*Network, []source.Problem) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	return loadPaths(t, assume, ".")
}

func loadPaths(t *testing.T, assume Assumptions, paths ...string) (*Network, []source.Problem) {
	t.Helper()
	set, decoded, err := source.Read(source.Input{Paths: paths}, Decode)
	if err != nil {
		t.Fatal(err)
	}
	n, problems := Build(set, decoded, assume)
	return n, append(set.Problems, problems...)
}

// messages returns the problems as text, for comparison.
func messages(problems []source.Problem) []string {
	out := []string{}
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%s:%d: %s: %s", p.At.Path, p.At.Span.Start.Line, p.Severity, p.Message))
	}
	return out
}

func TestShopIsReadWithoutProblems(t *testing.T) {
	n, problems := loadPaths(t, nil, "../../fixtures/shop")
	if len(problems) > 0 || len(n.Unknown) > 0 {
		t.Fatalf("problems %v, unread %v", messages(problems), n.Unknown)
	}
	c := n.Cluster
	const detail, system = "cs-DescribeClusterDetail.json", "configmaps.yaml"
	for _, want := range []struct {
		name, value, file, pointer string
		got                        Fact
	}{
		{"id", "c4a1be07d2f5349c8a7e61d0b93f2c815", detail, "/cluster_id", c.ID},
		{"VPC", "vpc-uf6shop000000000001", detail, "/vpc_id", c.VPC},
		{"region", "cn-shanghai", detail, "/region_id", c.Region},
		{"product", "ack", detail, "/profile", c.Product},
		{"plugin", "terway", detail, "/meta_data##/Addons/0/name", c.Plugin},
		{"mode", "shared-eni", "daemonsets.yaml", "/metadata/name", c.Mode},
		{"data path", "veth", system, "/data/10-terway.conf/-", c.DataPath},
		{"Terway", "1.9.9", "daemonsets.yaml", "/spec/template/spec/containers/0/image", c.TerwayVersion},
		{"created", "", "", "", c.CreatedVersion},
		{"IP stack", "ipv4", detail, "/ip_stack", c.IPStack},
		{"kube-proxy", "ipvs", system, "/data/config.conf", c.KubeProxy},
		{"Kubernetes", "1.31.9", detail, "/current_version", c.Kubernetes},
		{"NetworkPolicy", "enabled", system, "/data/disable_network_policy", c.NetworkPolicy},
		{"trunking", "false", detail, "/meta_data##/Addons/0/config##/ENITrunking", c.Trunking},
		{"LB", "false", system, "/data/in_cluster_loadbalance", c.InClusterLB},
		{"group", "sg-uf6nodes00000000001", detail, "/security_group_id", c.SecurityGroup},
		{"controller", "", "", "", c.EIPController},
		{"EIP pool", "", "", "", c.EIPPool},
		{"pod vSwitch", "vsw-uf6podg00000000001", system, "/data/eni_conf##/vswitches/cn-shanghai-g/0", Fact{c.PodVSwitches[1].ID, c.PodVSwitches[1].Ref}},
		{"pod group", "sg-uf6pods000000000001", system, "/data/eni_conf##/security_group", Fact{c.PodGroups[0].ID, c.PodGroups[0].Ref}},
	} {
		if want.got.Value != want.value || want.got.Ref.Pointer != want.pointer || filepath.Base(n.Locate(want.got.Ref).Path) != filepath.Base(filepath.Clean(want.file)) {
			t.Errorf("%s is %q at %s%s", want.name, want.got.Value, n.Locate(want.got.Ref).Path, want.got.Ref.Pointer)
		}
	}
	if c.PodVSwitches[1].Zone != "cn-shanghai-g" || c.ServiceCIDR.Text != "172.21.0.0/20" || c.PodCIDR.Text != "" {
		t.Errorf("vSwitches %v, Services %v, pods %v", c.PodVSwitches, c.ServiceCIDR, c.PodCIDR)
	}
	for _, p := range n.Pods {
		if p.Workload == nil || !slices.Contains(p.Workload.Pods, p) || len(p.Literals) > 0 {
			t.Errorf("pod %s/%s belongs to %s %s, workload %v", p.Namespace, p.Name, p.OwnerKind, p.OwnerName, p.Workload)
		}
	}
}

// The samples are named without ids, and hold one component under two names of the API.
var expectedOfSamples = regexp.MustCompile(`does not say which|belongs to no known|addon "terway-eniip" is exported twice`)

func TestTheSamplesLoadTogether(t *testing.T) {
	paths := slices.DeleteFunc(sampleFiles(t), func(path string) bool { return strings.Contains(path, "variants") })
	n, problems := loadPaths(t, nil, paths...)
	for _, p := range problems {
		if !expectedOfSamples.MatchString(p.Message) {
			t.Errorf("%s: %s", p.At.Path, p.Message)
		}
	}
	if n.Objects != len(paths) || len(n.Unknown) > 0 {
		t.Errorf("%d objects of %d, %v", n.Objects, len(paths), n.Unknown)
	}
	c := n.Cluster
	got := []string{c.Plugin.Value, c.Mode.Value, c.DataPath.Value, c.TerwayVersion.Value, c.IPStack.Value, c.Trunking.Value, c.PodVSwitches[1].ID}
	want := []string{"terway", "shared-eni", "ipvlan-or-datapath-v2", "1.15.1", "dual", "true", "vsw-bp1podi000000000001"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestEveryVariantOfASampleLoads(t *testing.T) {
	for _, path := range sampleFiles(t) {
		if _, problems := loadPaths(t, nil, path); strings.Contains(path, "variants") {
			bad := strings.Contains(path, "lost-id") || strings.Contains(path, "error-body") || strings.Contains(path, ".empty.")
			if bad != (len(problems) > 0) {
				t.Errorf("%s: %v", path, messages(problems))
			}
		}
	}
}

func TestEveryPolicyOfTheCorpusIsRead(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/networkpolicy/cases/*")
	if len(files) == 0 {
		t.Skip("no corpus here")
	}
	policies := 0
	for _, path := range files {
		if filepath.Ext(path) != "" {
			continue
		}
		n, problems := loadPaths(t, nil, path)
		policies += len(n.Policies)
		for _, p := range problems {
			if !strings.Contains(p.Message, "is defined twice") && !strings.Contains(p.Message, `"containerport" is not read`) {
				t.Errorf("%s: %s", p.At.Path, p.Message)
			}
		}
	}
	if policies < 200 {
		t.Errorf("%d policies", policies)
	}
}

const (
	cart = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: cart, namespace: shop}, spec: {replicas: 1, template: {metadata: {labels: {app: cart, tier: web}}}}}`
	// The same, with the labels in another order.
	sameCart  = `{kind: Deployment, apiVersion: apps/v1beta2, metadata: {namespace: shop, name: cart}, spec: {template: {metadata: {labels: {tier: web, app: cart}}}, replicas: 1}}`
	otherCart = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: cart, namespace: shop}, spec: {replicas: 2, template: {metadata: {labels: {app: cart}}}}}`
)

func TestObjectsThatAreDefinedTwice(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"same", map[string]string{"b.yaml": sameCart, "a.yaml": cart}, []string{"b.yaml:1: warning: Deployment shop/cart is defined twice with the same content: the one at a.yaml:1:58 counts"}},
		{"different", map[string]string{"b.yaml": otherCart, "a.yaml": cart}, []string{"b.yaml:1: error: Deployment shop/cart is defined twice: the one at a.yaml:1:58 counts"}},
		{"three", map[string]string{"a.yaml": cart, "b.yaml": otherCart, "c.yaml": cart}, []string{
			"b.yaml:1: error: Deployment shop/cart is defined twice: the one at a.yaml:1:58 counts",
			"c.yaml:1: warning: Deployment shop/cart is defined twice with the same content: the one at a.yaml:1:58 counts"}},
		{"other kind", map[string]string{"a.yaml": cart, "b.yaml": strings.Replace(cart, "Deployment", "StatefulSet", 1)}, []string{}},
		{"other namespace", map[string]string{"a.yaml": cart, "b.yaml": strings.Replace(cart, "shop", "ops", 1)}, []string{}},
		{"other group", map[string]string{
			"a.yaml": `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x}, spec: {podSelector: {}}}`,
			"b.yaml": `{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: x}}`}, []string{}},
		{"default namespace", map[string]string{
			"a.yaml": `{apiVersion: v1, kind: Secret, metadata: {name: x}}`,
			"b.yaml": `{apiVersion: v1, kind: Secret, metadata: {name: x, namespace: default}}`},
			[]string{"b.yaml:1: warning: Secret default/x is defined twice with the same content: the one at a.yaml:1:49 counts"}},
		{"generated names", map[string]string{
			"a.yaml": `{apiVersion: batch/v1, kind: Job, metadata: {generateName: x-}}`,
			"b.yaml": `{apiVersion: batch/v1, kind: Job, metadata: {generateName: x-}}`}, []string{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, problems := load(t, test.files, nil)
			if got := messages(problems); !slices.Equal(got, test.want) {
				t.Errorf("got %q", got)
			}
			if len(n.Workloads) > 0 && n.Workloads[0].Kind == "Deployment" && n.Workloads[0].Replicas != 1 {
				t.Error("the second definition holds")
			}
		})
	}
}

// dump prints a network without what is private to it.
func dump(t *testing.T, n *Network) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%+v %v %v %d %v\n", n.Cluster, n.Records, n.Exports, n.Objects, n.Unknown)
	for _, p := range n.Pods {
		fmt.Fprintf(&b, "%v %v %s/%s of %s %s \n", p.Ref, p.Template, p.Namespace, p.Name, p.OwnerKind, p.OwnerName)
	}
	for _, w := range n.Workloads {
		fmt.Fprintf(&b, "%v %v %s %s/%s", w.Ref, w.Template, w.Kind, w.Namespace, w.Name)
		for _, p := range w.Pods {
			fmt.Fprintf(&b, " %s", p.Name)
		}
		fmt.Fprintln(&b)
	}
	text, err := json.Marshal([]any{n.Namespaces, n.ConfigMaps, n.Nodes, n.Services, n.Policies, n.ForeignPolicies, n.VSwitches, n.SNATEntries, n.ENIs, n.Databases})
	if err != nil {
		t.Fatal(err)
	}
	b.Write(text)
	return b.String()
}

func TestTheOrderOfTheInputDoesNotMatter(t *testing.T) {
	set, decoded, err := source.Read(source.Input{Paths: []string{"../../fixtures/shop"}}, func(o source.Object) source.Object { return o })
	if err != nil {
		t.Fatal(err)
	}
	var want string
	random := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		var objects []*Decoded
		for i, o := range decoded {
			o.Record.Offset = int64(i)
			objects = append(objects, Decode(o))
		}
		random.Shuffle(len(objects), func(i, j int) { objects[i], objects[j] = objects[j], objects[i] })
		n, _ := Build(set, objects, nil)
		if got := dump(t, n); want == "" {
			want = got
		} else if got != want {
			t.Fatal("another order gives another network")
		}
	}
	if !strings.Contains(want, "checkout") {
		t.Error("the dump shows nothing")
	}
}
