package model

import (
	"fmt"
	"net/netip"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/egresslint/egresslint/pkg/source"
)

// decodeYAML decodes one object.
func decodeYAML(t testing.TB, text string) *Decoded {
	t.Helper()
	json, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	root, err := source.FromJSON(json)
	if err != nil {
		t.Fatal(err)
	}
	return Decode(source.Object{Path: "x.yaml", Root: root})
}

// workload returns a controller in namespace shop, owned by another when one is named as KIND/NAME.
func workload(kind, name, owner, more string) string {
	return fmt.Sprintf(`{apiVersion: %s, kind: %s, metadata: {name: %s, namespace: shop%s}%s}`, versionOf(kind), kind, name, ownedBy(owner), more)
}

func versionOf(kind string) string {
	switch kind {
	case "Pod", "Node", "ReplicationController":
		return "v1"
	case "Job", "CronJob":
		return "batch/v1"
	case "CloneSet":
		return "apps.kruise.io/v1alpha1"
	}
	return "apps/v1"
}

func ownedBy(owner string) string {
	kind, name, found := strings.Cut(owner, "/")
	if !found {
		return ""
	}
	return fmt.Sprintf(`, ownerReferences: [{apiVersion: v1, kind: Old, name: x}, {apiVersion: %s, kind: %s, name: %s, controller: true}]`, versionOf(kind), kind, name)
}

func TestPodsBelongToTheTopmostController(t *testing.T) {
	pod := func(owner, labels string) string {
		return strings.Replace(workload("Pod", "p", owner, ""), "namespace: shop", "namespace: shop, labels: {"+labels+"}", 1)
	}
	const hashed = "pod-template-hash: 5d8f"
	tests := []struct {
		name      string
		bundle    []string
		workload  string // KIND/NAME of the workload in the bundle
		owner     string // KIND/NAME that the pod is told to have
		workloads string // all of the network
	}{
		{"bare", []string{pod("", "")}, "", "/", ""},
		{"chain", []string{workload("Deployment", "cart", "", ""), workload("ReplicaSet", "cart-5d8f", "Deployment/cart", ""), pod("ReplicaSet/cart-5d8f", hashed)},
			"Deployment/cart", "Deployment/cart", "Deployment/cart"},
		{"no ReplicaSet, hash", []string{workload("Deployment", "cart", "", ""), pod("ReplicaSet/cart-5d8f", hashed)}, "Deployment/cart", "Deployment/cart", "Deployment/cart"},
		{"no ReplicaSet, another hash", []string{workload("Deployment", "cart", "", ""), pod("ReplicaSet/cart-77", hashed)}, "", "ReplicaSet/cart-77", "Deployment/cart"},
		{"nothing but the hash", []string{pod("ReplicaSet/cart-5d8f", hashed)}, "", "Deployment/cart", ""},
		{"Deployment of another namespace", []string{strings.Replace(workload("Deployment", "cart", "", ""), "shop", "ops", 1), pod("ReplicaSet/cart-5d8f", hashed)}, "", "Deployment/cart", "Deployment/cart"},
		{"ReplicaSet without its Deployment", []string{workload("ReplicaSet", "cart-5d8f", "Deployment/cart", ""), pod("ReplicaSet/cart-5d8f", hashed)},
			"ReplicaSet/cart-5d8f", "Deployment/cart", "ReplicaSet/cart-5d8f"},
		{"ReplicaSet of its own", []string{workload("ReplicaSet", "cart", "", ""), pod("ReplicaSet/cart", "")}, "ReplicaSet/cart", "ReplicaSet/cart", "ReplicaSet/cart"},
		{"old ReplicaSet", []string{workload("ReplicaSet", "cart-1", "", ", spec: {replicas: 0}"), pod("", "")}, "", "/", ""},
		{"StatefulSet", []string{workload("StatefulSet", "db", "", ""), pod("StatefulSet/db", "")}, "StatefulSet/db", "StatefulSet/db", "StatefulSet/db"},
		{"CronJob", []string{workload("CronJob", "nightly", "", ""), workload("Job", "nightly-29384710", "CronJob/nightly", ""), pod("Job/nightly-29384710", "")},
			"CronJob/nightly", "CronJob/nightly", "CronJob/nightly"},
		{"CronJob without the Job", []string{workload("CronJob", "nightly", "", ""), pod("Job/nightly-29384710", "")}, "CronJob/nightly", "CronJob/nightly", "CronJob/nightly"},
		{"Job that only looks scheduled", []string{workload("CronJob", "nightly", "", ""), pod("Job/nightly-1", "")}, "", "Job/nightly-1", "CronJob/nightly"},
		{"Job that is done", []string{workload("Job", "once", "", ", status: {conditions: [{type: Complete, status: 'True'}]}")}, "", "", ""},
		{"Job that runs", []string{workload("Job", "once", "", ", status: {conditions: [{type: Suspended, status: 'False'}]}")}, "", "", "Job/once"},
		{"kind of another group", []string{workload("Deployment", "cart", "", ""), pod("CloneSet/cart", "")}, "", "CloneSet.apps.kruise.io/cart", "Deployment/cart"},
		{"circle", []string{workload("ReplicaSet", "a", "ReplicaSet/b", ""), workload("ReplicaSet", "b", "ReplicaSet/a", ""), pod("ReplicaSet/a", "")}, "ReplicaSet/a", "ReplicaSet/a", "ReplicaSet/a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, problems := load(t, files(test.bundle...), nil)
			if len(problems) > 0 {
				t.Fatal(messages(problems))
			}
			var all []string
			for _, w := range n.Workloads {
				all = append(all, w.Kind+"/"+w.Name)
			}
			if got := strings.Join(all, " "); got != test.workloads {
				t.Errorf("workloads %q", got)
			}
			for _, p := range n.Pods {
				got := ""
				if p.Workload != nil {
					got = p.Workload.Kind + "/" + p.Workload.Name
				}
				if got != test.workload || p.OwnerKind+"/"+p.OwnerName != test.owner {
					t.Errorf("pod of %q, told to be of %s/%s", got, p.OwnerKind, p.OwnerName)
				}
			}
		})
	}
}

func TestFinishedPodsAreLeftOut(t *testing.T) {
	for phase, want := range map[string]int{"Running": 1, "Pending": 1, "Succeeded": 0, "Failed": 0} {
		n, _ := load(t, files(workload("Pod", "p", "", ", status: {phase: "+phase+"}")), nil)
		if len(n.Pods) != want || n.Objects != 1 {
			t.Errorf("%s: %d pods of %d objects", phase, len(n.Pods), n.Objects)
		}
	}
}

const fullPod = `
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: shop, labels: {app: p}, annotations: {k8s.aliyun.com/pod-with-eip: "true", kubectl.kubernetes.io/last-applied-configuration: "{}"}}
spec:
  hostNetwork: true
  nodeName: n1
  dnsPolicy: Default
  nodeSelector: {pool: a}
  initContainers:
  - {name: wait, command: [sh, -c, "nc db.shop 3306"], ports: [{containerPort: 1}]}
  - {name: sidecar, restartPolicy: Always, env: [{name: A, value: plain}, {name: B, value: $(A)/x}], ports: [{name: admin, containerPort: 15000}]}
  containers:
  - name: main
    command: [serve, --log=info]
    args: [--verbose, "10.0.0.1:80"]
    env:
    - {name: LOG_LEVEL, value: info}
    - {name: DB_HOST, value: mysql}
    - {name: DB_PORT, value: "3306"}
    - {name: API, value: https://api.example.com}
    - {name: KEY, valueFrom: {configMapKeyRef: {name: settings, key: k}}}
    - {name: PASSWORD, valueFrom: {secretKeyRef: {name: s, key: k}}}
    envFrom: [{configMapRef: {name: more}}, {secretRef: {name: s}}]
    ports: [{name: http, containerPort: 8080}, {containerPort: 53, protocol: UDP}]
  volumes:
  - {name: a, configMap: {name: settings}}
  - {name: b, projected: {sources: [{configMap: {name: files, items: [{key: f, path: x}]}}, {secret: {name: s}}]}}
status: {phase: Running, hostIP: 10.0.0.7, podIP: 10.0.0.8, podIPs: [{ip: 10.0.0.8}, {ip: "2001:db8::8"}]}
`

func TestAPodIsReadWhole(t *testing.T) {
	n, problems := load(t, files(fullPod), nil)
	if len(problems) > 0 {
		t.Fatal(messages(problems))
	}
	p := n.Pods[0]
	want := &Pod{
		Template: Template{
			Labels: map[string]string{"app": "p"}, Annotations: map[string]string{"k8s.aliyun.com/pod-with-eip": "true"},
			HostNetwork: true, NodeName: "n1", DNSPolicy: "Default", NodeSelector: map[string]string{"pool": "a"},
			Ports:      []ContainerPort{{"http", 8080, "TCP"}, {"", 53, "UDP"}, {"admin", 15000, "TCP"}},
			ConfigMaps: []string{"files/f", "more", "settings", "settings/k"},
			Literals: []Literal{
				{"/spec/containers/0/env/1/value", "DB_HOST", "mysql"}, {"/spec/containers/0/env/2/value", "DB_PORT", "3306"},
				{"/spec/containers/0/env/3/value", "API", "https://api.example.com"},
				{"/spec/containers/0/args/0", "", "--verbose"}, {"/spec/containers/0/args/1", "", "10.0.0.1:80"},
				{"/spec/initContainers/0/command/0", "", "sh"}, {"/spec/initContainers/0/command/1", "", "-c"}, {"/spec/initContainers/0/command/2", "", "nc db.shop 3306"},
				{"/spec/initContainers/1/env/0/value", "A", "plain"}, {"/spec/initContainers/1/env/1/value", "B", "$(A)/x"},
			},
		},
		Ref: Ref{Record: 1}, Namespace: "shop", Name: "p", Phase: "Running",
		IPs: []netip.Addr{netip.MustParseAddr("10.0.0.8"), netip.MustParseAddr("2001:db8::8")}, AllIPs: true, HostIP: netip.MustParseAddr("10.0.0.7"),
	}
	if !reflect.DeepEqual(p, want) {
		t.Errorf("got  %+v\nwant %+v", p, want)
	}
}

func TestTheTemplateOfAWorkloadCountsForItsPods(t *testing.T) {
	const spec = `{jobTemplate: {spec: {template: {metadata: {labels: {app: x}}, spec: {containers: [{env: [{name: URL, value: a.b}]}]}}}}}`
	n, _ := load(t, files(
		workload("CronJob", "nightly", "", ", spec: "+spec),
		workload("Pod", "p", "Job/nightly-29384710", ", spec: {containers: [{env: [{name: URL, value: a.b}]}]}")), nil)
	w := n.Workloads[0]
	if want := []Literal{{"/spec/jobTemplate/spec/template/spec/containers/0/env/0/value", "URL", "a.b"}}; !slices.Equal(w.Literals, want) || w.Pointer != "/spec/jobTemplate/spec/template" {
		t.Errorf("got %+v", w.Template)
	}
	if len(n.Pods[0].Literals) > 0 || w.Replicas != -1 || !slices.Equal(w.Pods, n.Pods) {
		t.Errorf("got %+v", n.Pods[0])
	}
}

func TestPodsShareWhatTheyHaveInCommon(t *testing.T) {
	one := workload("Pod", "a", "", ", spec: {nodeSelector: {x: y}}")
	n, _ := load(t, files(one, strings.Replace(one, "name: a", "name: b", 1)), nil)
	if reflect.ValueOf(n.Pods[0].NodeSelector).Pointer() != reflect.ValueOf(n.Pods[1].NodeSelector).Pointer() {
		t.Error("equal maps are two")
	}
}

func TestTheOrderOfLabelsDoesNotMatter(t *testing.T) {
	text := func(s string) *source.Node { return &source.Node{Kind: source.String, Text: s} }
	labels := func(keys ...string) *source.Node {
		n := &source.Node{Kind: source.Map, Keys: keys}
		for _, key := range keys {
			n.Nodes = append(n.Nodes, text("value of "+key))
		}
		return &source.Node{Kind: source.Map, Keys: []string{"labels"}, Nodes: []*source.Node{n}}
	}
	r := &reader{}
	one, other := r.packStrings(labels("a", "b", "c"), "labels"), r.packStrings(labels("c", "a", "b"), "labels")
	if one != other || !hasPair(one, "c", "value of c") {
		t.Errorf("got %q and %q", one.Value(), other.Value())
	}
}

func TestEndpoints(t *testing.T) {
	n, problems := load(t, files(
		`{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a-1, labels: {kubernetes.io/service-name: a}}, addressType: IPv4, ports: [{name: web, port: 8080}], endpoints: [{addresses: [10.0.0.1], nodeName: n1}, {addresses: [10.0.0.2], conditions: {ready: false}}, {addresses: [10.0.0.5], conditions: {ready: false, serving: true, terminating: true}}]}`,
		`{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a-2, labels: {kubernetes.io/service-name: a}}, addressType: FQDN, endpoints: [{addresses: [a.example.com]}]}`,
		`{apiVersion: v1, kind: Endpoints, metadata: {name: b}, subsets: [{addresses: [{ip: 10.0.0.3, nodeName: n2}], notReadyAddresses: [{ip: 10.0.0.4}], ports: [{port: 53, protocol: UDP}]}]}`,
	), nil)
	if len(problems) > 0 {
		t.Fatal(messages(problems))
	}
	addr := netip.MustParseAddr
	web, dns := []EndpointPort{{"web", "TCP", 8080}}, []EndpointPort{{"", "UDP", 53}}
	want := [][]EndpointAddress{
		{{addr("10.0.0.1"), "n1", true, false, web}, {addr("10.0.0.2"), "", false, false, web}, {addr("10.0.0.5"), "", false, true, web}},
		nil,
		{{addr("10.0.0.3"), "n2", true, false, dns}, {addr("10.0.0.4"), "", false, false, dns}},
	}
	for i, e := range n.Endpoints {
		if e.Service != []string{"a", "a", "b"}[i] || !reflect.DeepEqual(e.Addresses, want[i]) {
			t.Errorf("got %+v", e)
		}
	}
	if got := n.Endpoints[2].Ready(); !reflect.DeepEqual(got, []netip.Addr{addr("10.0.0.3")}) {
		t.Errorf("%v is ready", got)
	}
}

func TestOtherKinds(t *testing.T) {
	n, problems := load(t, files(
		`{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {k8s.aliyun.com/exclusive-mode-eni-type: ENIOnly}}, spec: {providerID: cn-hangzhou.i-1, podCIDR: 10.0.0.0/24, unschedulable: true}, status: {allocatable: {aliyun/eni: "3"}, addresses: [{type: InternalIP, address: "fc00::1"}, {type: Hostname, address: n1}, {type: InternalIP, address: 10.0.0.1}]}}`,
		`{apiVersion: v1, kind: Node, metadata: {name: vk, labels: {type: virtual-kubelet}}}`,
		`{apiVersion: v1, kind: Service, metadata: {name: s, annotations: {service.beta.kubernetes.io/backend-type: eni}}, spec: {type: LoadBalancer, loadBalancerClass: alibabacloud.com/nlb, externalTrafficPolicy: Local, loadBalancerSourceRanges: [10.1.0.0/16], clusterIP: 172.16.0.1, clusterIPs: [172.16.0.1], selector: {a: b}, ports: [{name: x, port: 80, nodePort: 30080}, {port: 81, targetPort: http, protocol: UDP}, {port: 82, targetPort: 8082}]}, status: {loadBalancer: {ingress: [{ip: 10.0.0.9, ipMode: Proxy}, {hostname: h.example.com}]}}}`,
		`{apiVersion: v1, kind: Service, metadata: {name: headless}, spec: {clusterIP: None}}`,
		`{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: x}}}`,
		`{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: ops}, data: {a/b: host.example, log: info}}`,
		eniConfigMap(`{"access_key":"id:key"}`, "{}", ""),
		`{apiVersion: network.alibabacloud.com/v1beta1, kind: PodNetworking, metadata: {name: pn}}`,
		`{apiVersion: cilium.io/v2, kind: CiliumClusterwideNetworkPolicy, metadata: {name: c}}`,
		`{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: c, namespace: web}}`,
		`{apiVersion: v1, kind: Event, metadata: {name: e}}`,
		`{replicaCount: 1}`,
	), nil)
	if len(problems) > 0 {
		t.Fatal(messages(problems))
	}
	node := n.Nodes[0]
	if node.Instance != "i-1" || node.PodCIDR.String() != "10.0.0.0/24" || !node.Unschedulable || !node.ExclusiveENI || node.Virtual || node.InternalIP.String() != "10.0.0.1" || node.ENIs != "3" || !n.Nodes[1].Virtual {
		t.Errorf("got %+v", node)
	}
	want := &Service{Ref: Ref{Record: 3}, Namespace: "default", Name: "s", Type: "LoadBalancer", ClusterIPs: []netip.Addr{netip.MustParseAddr("172.16.0.1")},
		Selector: map[string]string{"a": "b"}, External: "Local", Internal: "Cluster", Class: "alibabacloud.com/nlb",
		Annotations:  map[string]string{"service.beta.kubernetes.io/backend-type": "eni"},
		SourceRanges: []Prefix{ParsePrefix("10.1.0.0/16")},
		Fronts: []ServiceFront{
			{Ref: Ref{3, "/status/loadBalancer/ingress/0"}, Addr: netip.MustParseAddr("10.0.0.9"), Mode: "Proxy"},
			{Ref: Ref{3, "/status/loadBalancer/ingress/1"}, Host: "h.example.com"},
		},
		Ports: []ServicePort{{"x", "TCP", 80, 80, "", 30080}, {"", "UDP", 81, 0, "http", 0}, {"", "TCP", 82, 8082, "", 0}}}
	if !reflect.DeepEqual(n.Services[1], want) || n.Services[0].Type != "ClusterIP" || len(n.Services[0].ClusterIPs) > 0 {
		t.Errorf("got %+v", n.Services[1])
	}
	if got := n.Namespaces["shop"].Labels; !reflect.DeepEqual(got, map[string]string{"team": "x", "kubernetes.io/metadata.name": "shop"}) {
		t.Errorf("got %v", got)
	}
	if web := n.Namespaces["web"]; web == nil || web.Labels["kubernetes.io/metadata.name"] != "web" || !web.Ref.IsZero() {
		t.Errorf("got %+v", n.Namespaces["web"])
	}
	if got := n.ConfigMaps["ops/c"].Literals; !slices.Equal(got, []Literal{{"/data/a~1b", "a/b", "host.example"}}) || len(n.ConfigMaps["kube-system/eni-config"].Literals) > 0 {
		t.Errorf("got %v", got)
	}
	if len(n.PodNetworkings) != 1 || len(n.ForeignPolicies) != 2 || n.ForeignPolicies[0].Namespace != "" || n.Objects != 10 {
		t.Errorf("%d, %v, %d objects", len(n.PodNetworkings), n.ForeignPolicies, n.Objects)
	}
	if want := []Unread{{"k.yaml", "v1 Event", 1}, {"l.yaml", "neither a Kubernetes object nor a known answer", 1}}; !slices.Equal(n.Unknown, want) {
		t.Errorf("got %v", n.Unknown)
	}
}

func TestNothingOfASecretIsKept(t *testing.T) {
	d := decodeYAML(t, `{apiVersion: v1, kind: Secret, metadata: {name: s, annotations: {kubectl.kubernetes.io/last-applied-configuration: hunter2}}, data: {a: hunter2}, stringData: {b: [hunter2]}}`)
	if !reflect.DeepEqual(d.resource, &secret{namespace: "default", name: "s"}) || d.claims != nil || d.problems != nil {
		t.Errorf("got %+v", d)
	}
}

func TestItemsOfTypedListsTakeTheirKindFromTheList(t *testing.T) {
	o := parse(t, "x.json", `{"metadata":{"name":"p"},"spec":{}}`)
	o.List, o.ListAPIVersion = "PodList", "v1"
	if d := Decode(o); d.resource == nil || d.resource.head() != (head{"Pod", "default", "p"}) {
		t.Errorf("got %+v", d)
	}
	if o.List = "List"; Decode(o).resource != nil {
		t.Error("an item of an untyped list has a kind")
	}
}

func TestWrongTypesAreReportedWhereTheyAre(t *testing.T) {
	deployment := func(spec string) string {
		return `{apiVersion: apps/v1, kind: Deployment, metadata: {name: x, labels: {}}, spec: ` + spec + `}`
	}
	container := func(text string) string {
		return deployment(`{template: {metadata: {labels: {app: x}}, spec: {containers: [` + text + `, {env: [{name: URL, value: a.b}]}]}}}`)
	}
	policy := func(spec string) string {
		return `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x}, spec: ` + spec + `}`
	}
	const lost = ": the NetworkPolicy is left out"
	tests := []struct{ name, text, pointer, message string }{
		{"spec", deployment(`[]`), "/spec", "spec is a list where an object belongs"},
		{"replicas", deployment(`{replicas: "2"}`), "/spec/replicas", "replicas is a string where a whole number belongs: write it without quotes"},
		{"template", deployment(`{template: 7}`), "/spec/template", "template is a number where an object belongs"},
		{"env", container(`{env: "x"}`), "/spec/template/spec/containers/0/env", "env is a string where a list belongs"},
		{"env value", container(`{env: [{name: A, value: 8080}]}`), "/spec/template/spec/containers/0/env/0/value", "value is a number where a string belongs: put it in quotes"},
		{"element of env", container(`{env: [A]}`), "/spec/template/spec/containers/0/env/0", "element 1 of env is a string where an object belongs"},
		{"args", container(`{args: [a, true]}`), "/spec/template/spec/containers/0/args/1", "element 2 of args is true where a string belongs: put it in quotes"},
		{"container", container(`main`), "/spec/template/spec/containers/0", "element 1 of containers is a string where an object belongs"},
		{"port", container(`{ports: [{containerPort: "80"}]}`), "/spec/template/spec/containers/0/ports/0/containerPort", "containerPort is a string where a whole number belongs: write it without quotes"},
		{"label", `{apiVersion: v1, kind: Namespace, metadata: {name: x, labels: {a/b: 1}}}`, "/metadata/labels/a~1b", `"a/b" of labels is a number where a string belongs: put it in quotes`},
		{"name", `{apiVersion: v1, kind: ConfigMap, metadata: {name: 5}}`, "/metadata/name", "name is a number where a string belongs: put it in quotes"},
		{"no name", `{apiVersion: v1, kind: ConfigMap, metadata: {labels: {}}}`, "/metadata", "the ConfigMap has no metadata.name: it is left out"},
		{"no metadata", `{apiVersion: v1, kind: ConfigMap}`, "", "the ConfigMap has no metadata.name: it is left out"},
		{"wrong group", `{apiVersion: v1, kind: NetworkPolicy, metadata: {name: x}}`, "/apiVersion", "v1 has no kind NetworkPolicy: write networking.k8s.io/v1"},
		{"data", `{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {a: {b: c}}}`, "/data/a", `"a" of data is an object where a string belongs`},
		{"address", `{apiVersion: v1, kind: Pod, metadata: {name: x}, status: {podIP: 10.0.0}}`, "/status/podIP", `"10.0.0" is not an IP address`},
		{"host network", `{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {hostNetwork: "true"}}`, "/spec/hostNetwork", "hostNetwork is a string where true or false belongs: write it without quotes"},
		{"service port", `{apiVersion: v1, kind: Service, metadata: {name: x}, spec: {ports: [{port: "80"}]}}`, "/spec/ports/0/port", "port is a string where a whole number belongs: write it without quotes"},
		{"out of range", deployment(`{replicas: 99999999999}`), "/spec/replicas", "replicas 99999999999 is out of range"},
		{"element of ports", container(`{ports: [80]}`), "/spec/template/spec/containers/0/ports/0", "element 1 of ports is a number where an object belongs"},
		{"case of a key", deployment(`{Template: {}}`), "/spec/Template", `key "Template" is not read: the API server knows it as "template" alone`},
		{"case of a kind", `{apiVersion: v1, kind: pod, metadata: {name: x}}`, "/kind", "v1 has no kind pod: write Pod"},
		{"kind", `{apiVersion: v1, kind: [Pod], metadata: {name: x}}`, "/kind", "kind is a list where a string belongs"},
		{"version", `{apiVersion: 1, kind: Pod, metadata: {name: x}}`, "/apiVersion", "apiVersion is a number where a string belongs"},
		{"no kind", `{apiVersion: v1, metadata: {name: x}}`, "/apiVersion", "the object of v1 has no kind: it is left out"},
		{"no version", `{kind: Pod, metadata: {name: x}}`, "/kind", "the Pod has no apiVersion: it is left out"},
		{"items", `{apiVersion: v1, kind: PodList, items: x}`, "/items", "items is a string where a list belongs"},
		{"failure", `{apiVersion: v1, kind: Status, status: Failure, reason: Forbidden, message: pods is forbidden}`, "/message", "the export holds an API error, Forbidden: pods is forbidden"},
		{"template in quotes", `{apiVersion: v1, kind: Pod, metadata: {name: "{{ .Values.name }}"}}`, "/metadata/name", `name "{{ .Values.name }}" looks like a template: render the file first`},
		{"node block", `{apiVersion: v1, kind: Node, metadata: {name: x}, spec: {podCIDR: 10.0.0.0/64}}`, "/spec/podCIDR", `"10.0.0.0/64" is not an IP address or CIDR block`},

		{"policy spec", policy(`[]`), "/spec", "spec is a list where an object belongs" + lost},
		{"policy ports", policy(`{egress: [{ports: [{port: "80"}]}]}`), "/spec/egress/0/ports/0/port", `port "80" is a string of digits, which is no port name: write it without quotes` + lost},
		{"policy port range", policy(`{egress: [{ports: [{port: 70000}]}]}`), "/spec/egress/0/ports/0/port", "port 70000 is out of range" + lost},
		{"policy end port", policy(`{egress: [{ports: [{port: 80, endPort: 79}]}]}`), "/spec/egress/0/ports/0/endPort", "endPort 79 is no port from the written port on" + lost},
		{"policy protocol", policy(`{egress: [{ports: [{protocol: tcp}]}]}`), "/spec/egress/0/ports/0/protocol", `protocol "tcp" is none of TCP, UDP, SCTP` + lost},
		{"policy types", policy(`{policyTypes: [egress]}`), "/spec/policyTypes/0", `policy type "egress" is neither Ingress nor Egress` + lost},
		{"policy block", policy(`{egress: [{to: [{ipBlock: {cidr: 10.0.0.1}}]}]}`), "/spec/egress/0/to/0/ipBlock/cidr", `"10.0.0.1" is not a CIDR block` + lost},
		{"policy without block", policy(`{egress: [{to: [{ipBlock: {}}]}]}`), "/spec/egress/0/to/0/ipBlock", `"" is not a CIDR block` + lost},
		{"policy except", policy(`{egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/8]}}]}]}`), "/spec/egress/0/to/0/ipBlock/except/0", `except "11.0.0.0/8" is not inside "10.0.0.0/8"` + lost},
		{"policy peer", policy(`{ingress: [{from: [{}]}]}`), "/spec/ingress/0/from/0", "a peer has neither selectors nor an ipBlock" + lost},
		{"policy peer of both", policy(`{ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]}`), "/spec/ingress/0/from/0", "a peer has either an ipBlock or selectors, not both" + lost},
		{"policy rule", policy(`{egress: {to: []}}`), "/spec/egress", "egress is an object where a list belongs" + lost},
		{"policy selector", policy(`{podSelector: {matchExpressions: [{key: a, operator: in}]}}`), "/spec/podSelector/matchExpressions/0", `operator "in" is none of In, NotIn, Exists, DoesNotExist` + lost},
		{"policy operator without values", policy(`{podSelector: {matchExpressions: [{key: a, operator: In}]}}`), "/spec/podSelector/matchExpressions/0", "operator In needs values" + lost},
		{"policy operator with values", policy(`{podSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}`), "/spec/podSelector/matchExpressions/0", "operator Exists takes no values" + lost},
		{"policy label", policy(`{podSelector: {matchLabels: {a: "b c"}}}`), "/spec/podSelector/matchLabels/a", `"b c" is not a label value: the API server allows up to 63 letters, digits, -, _ and .` + lost},
		{"policy label key", policy(`{podSelector: {matchLabels: {a b: c}}}`), "/spec/podSelector/matchLabels/a b", `"a b" is not a label key: the API server allows letters, digits, -, _ and ., after a domain and a slash or not` + lost},
		{"policy field", policy(`{egres: [], podSelector: {}}`), "/spec/egres", `"egres" is no field of a NetworkPolicy here: the API server ignores it; expected one of podSelector, policyTypes, ingress, egress`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := decodeYAML(t, test.text)
			if len(d.problems) != 1 || d.problems[0].Pointer != test.pointer || d.problems[0].Message != test.message {
				t.Fatalf("got %+v", d.problems)
			}
			n, _ := Build(&source.Set{Files: []source.File{{Path: "x.yaml"}}}, []*Decoded{d}, nil)
			if left := strings.Contains(test.message, lost); left != (len(n.Policies) == 0) && strings.HasPrefix(test.name, "policy") {
				t.Errorf("%d policies", len(n.Policies))
			}
			if len(n.Workloads) > 0 && strings.Contains(test.pointer, "containers") && len(n.Workloads[0].Literals) == 0 {
				t.Error("the other container is hidden")
			}
		})
	}
}

func TestNullIsNothing(t *testing.T) {
	d := decodeYAML(t, `{apiVersion: v1, kind: Pod, metadata: {name: x, labels: null, ownerReferences: null}, spec: {containers: [{env: null, args: null, ports: null}], volumes: null, hostNetwork: null, nodeName: null}, status: null}`)
	if len(d.problems) > 0 {
		t.Errorf("got %v", d.problems)
	}
}

// manyPods returns the trees of the number of pods, as kubectl prints them, 20 of each Deployment.
func manyPods(b *testing.B, count int) []*source.Node {
	b.Helper()
	out := make([]*source.Node, count)
	for i := range out {
		text := fmt.Sprintf(`{"apiVersion":"v1","kind":"Pod","metadata":{"annotations":{"k8s.aliyun.com/pod-ips":"10.%d.%d.%d"},"creationTimestamp":"2026-09-14T02:11:07Z","generateName":"w%d-5d8f-",
"labels":{"app":"w%[4]d","pod-template-hash":"5d8f","team":"x"},"name":"w%[4]d-5d8f-%05[5]d","namespace":"ns%[6]d","ownerReferences":[{"apiVersion":"apps/v1","blockOwnerDeletion":true,"controller":true,"kind":"ReplicaSet","name":"w%[4]d-5d8f","uid":"u"}],"resourceVersion":"1","uid":"u"},
"spec":{"containers":[{"env":[{"name":"DB_HOST","value":"rm-%[4]d.mysql.rds.aliyuncs.com"},{"name":"DB_PORT","value":"3306"},{"name":"LOG_LEVEL","value":"info"},{"name":"P","valueFrom":{"secretKeyRef":{"key":"p","name":"s"}}}],"image":"x","name":"c","ports":[{"containerPort":8080,"name":"http","protocol":"TCP"}],"resources":{"requests":{"cpu":"100m"}},"volumeMounts":[{"mountPath":"/v","name":"t"}]}],
"dnsPolicy":"ClusterFirst","nodeName":"cn-hangzhou.10.0.0.%[3]d","restartPolicy":"Always","tolerations":[{"effect":"NoExecute","key":"k","operator":"Exists"}],"volumes":[{"name":"t","projected":{"sources":[{"configMap":{"name":"kube-root-ca.crt"}}]}}]},
"status":{"conditions":[{"status":"True","type":"Ready"}],"hostIP":"10.0.0.%[3]d","phase":"Running","podIP":"10.%[1]d.%[2]d.%[3]d","podIPs":[{"ip":"10.%[1]d.%[2]d.%[3]d"}]}}`,
			i>>16, i>>8&255, i&255, i/20, i, i/2000)
		root, err := source.FromJSON([]byte(text))
		if err != nil {
			b.Fatal(err)
		}
		out[i] = root
	}
	return out
}

func BenchmarkDecodePod(b *testing.B) {
	pods := manyPods(b, 10_000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if d := Decode(source.Object{Path: "pods.json", Root: pods[i%len(pods)]}); d.resource == nil || d.problems != nil {
			b.Fatal(d)
		}
	}
}

func BenchmarkBuildPods(b *testing.B) {
	const count = 10_000
	pods := manyPods(b, count)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		decoded := make([]*Decoded, count)
		for i, root := range pods {
			decoded[i] = Decode(source.Object{Path: "pods.json", Root: root})
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/count, "decoded-B/pod")
		b.StartTimer()
		n, _ := Build(&source.Set{Files: []source.File{{Path: "pods.json"}}}, decoded, nil)
		b.StopTimer()
		decoded = nil
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/count, "kept-B/pod")
		if len(n.Pods) != count {
			b.Fatal(len(n.Pods))
		}
		b.StartTimer()
	}
}
