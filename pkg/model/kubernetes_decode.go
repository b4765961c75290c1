package model

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// identity is the API version and kind of an object.
type identity struct{ apiVersion, kind string }

// identify returns what o says it is: the zero identity when it is no Kubernetes object. The items of typed lists, as
// kubectl get --raw prints them, take it from the list.
func identify(o source.Object) identity {
	id := identity{o.Root.Get("apiVersion").String(), o.Root.Get("kind").String()}
	if kind, typed := strings.CutSuffix(o.List, "List"); typed && kind != "" {
		id = identity{cmp.Or(id.apiVersion, o.ListAPIVersion), cmp.Or(id.kind, kind)}
	}
	if id.apiVersion == "" {
		return identity{}
	}
	return id
}

// misfits tells what an object is that says it is one of Kubernetes, and is none that the API server takes.
func misfits(o source.Object) []LocalProblem {
	problem := func(pointer, format string, args ...any) []LocalProblem {
		return []LocalProblem{{Pointer: pointer, Severity: source.Error, Message: fmt.Sprintf(format, args...)}}
	}
	if o.List != "" && !o.Root.Is(source.Map) {
		return problem("", "an item of the %s is %s where an object belongs", o.List, kindName(o.Root))
	}
	version, kind := o.Root.Get("apiVersion"), o.Root.Get("kind")
	named := o.Root.Get("metadata").Is(source.Map)
	switch {
	case version == nil && (kind == nil || !named || o.List != "" || !isKnownKind(kind.String())), version.String() == "" && kind.String() == "":
		return nil
	case version == nil:
		return problem("/kind", "the %s has no apiVersion: it is left out", kind.String())
	case !version.Is(source.String):
		return problem("/apiVersion", "apiVersion is %s where a string belongs", kindName(version))
	case kind == nil && named && o.List == "":
		return problem("/apiVersion", "the object of %s has no kind: it is left out", version.String())
	case kind != nil && !kind.Is(source.String):
		return problem("/kind", "kind is %s where a string belongs", kindName(kind))
	case kind.String() == "Status" && o.Root.Get("status").String() == "Failure":
		return problem("/message", "the export holds an API error, %s: %s", o.Root.Get("reason").String(), o.Root.Get("message").String())
	case isList(kind.String()) && !absent(o.Root.Get("items")) && !o.Root.Get("items").Is(source.List):
		return problem("/items", "items is %s where a list belongs", kindName(o.Root.Get("items")))
	}
	return nil
}

// isList tells whether a kind is the list of kubectl, or that of a kind which is read.
func isList(kind string) bool {
	item, list := strings.CutSuffix(kind, "List")
	return list && (item == "" || isKnownKind(item))
}

func isKnownKind(name string) bool {
	for known := range kubernetesKinds {
		if known.kind == name {
			return true
		}
	}
	return false
}

func groupOf(apiVersion string) string {
	group, _, found := strings.Cut(apiVersion, "/")
	if !found {
		return ""
	}
	return group
}

// head is what names an object. Kinds that other groups have too are written with their group.
type head struct{ kind, namespace, name string }

func (h head) String() string {
	if h.namespace == "" {
		return h.kind + " " + h.name
	}
	return h.kind + " " + h.namespace + "/" + h.name
}

// resource is a Kubernetes object that was read.
type resource interface {
	head() head
	ref() Ref
	// place sets the record number.
	place(number int32)
	// addTo puts the resource into the network, or keeps it until the owners are known.
	addTo(b *builder)
}

// sameResource tells whether two objects at one place say the same.
func sameResource(a, b resource) bool { return reflect.DeepEqual(a, b) }

// meta is the metadata of an object.
type meta struct {
	node            *source.Node
	namespace, name string
	apiVersion      string
	kind            string
}

// kindRule is how to read a kind.
type kindRule struct {
	clusterWide bool
	decode      func(r *reader, m meta) resource
}

// groupKind is a kind in any version of its group.
type groupKind struct{ group, kind string }

// kubernetesKinds are the kinds that are read. Controllers of the group extensions are those that apps has now.
var kubernetesKinds = map[groupKind]kindRule{
	{"", "Namespace"}:                             {true, decodeNamespace},
	{"", "Node"}:                                  {true, decodeNode},
	{"", "Pod"}:                                   {false, decodePod},
	{"", "Service"}:                               {false, decodeService},
	{"", "Endpoints"}:                             {false, decodeEndpoints},
	{"discovery.k8s.io", "EndpointSlice"}:         {false, decodeEndpointSlice},
	{"", "ConfigMap"}:                             {false, decodeConfigMap},
	{"", "Secret"}:                                {false, decodeSecret},
	{"", "ReplicationController"}:                 {false, workloadKind("ReplicationController", podTemplate)},
	{"apps", "Deployment"}:                        {false, workloadKind("Deployment", podTemplate)},
	{"apps", "StatefulSet"}:                       {false, workloadKind("StatefulSet", podTemplate)},
	{"apps", "DaemonSet"}:                         {false, workloadKind("DaemonSet", podTemplate)},
	{"apps", "ReplicaSet"}:                        {false, workloadKind("ReplicaSet", podTemplate)},
	{"extensions", "Deployment"}:                  {false, workloadKind("Deployment", podTemplate)},
	{"extensions", "DaemonSet"}:                   {false, workloadKind("DaemonSet", podTemplate)},
	{"extensions", "ReplicaSet"}:                  {false, workloadKind("ReplicaSet", podTemplate)},
	{"batch", "Job"}:                              {false, workloadKind("Job", podTemplate)},
	{"batch", "CronJob"}:                          {false, workloadKind("CronJob", "/spec/jobTemplate"+podTemplate)},
	{"networking.k8s.io", "NetworkPolicy"}:        {false, decodePolicy},
	{"extensions", "NetworkPolicy"}:               {false, decodePolicy},
	{"networking.k8s.io", "Ingress"}:              {false, decodeIngress},
	{"extensions", "Ingress"}:                     {false, decodeIngress},
	{"networking.k8s.io", "IngressClass"}:         {true, decodeIngressClass},
	{"alibabacloud.com", "AlbConfig"}:             {true, decodeAlbConfig},
	{"gateway.networking.k8s.io", "HTTPRoute"}:    {false, decodeHTTPRoute},
	{"network.alibabacloud.com", "PodNetworking"}: {true, decodePodNetworking},
	{"network.alibabacloud.com", "PodENI"}:        {false, decodePodENI},
	{"alibabacloud.com", "PodEIP"}:                {false, decodePodEIP},

	{"crd.projectcalico.org", "NetworkPolicy"}:                 {false, foreignKind(CalicoPolicies, readCalico)},
	{"crd.projectcalico.org", "GlobalNetworkPolicy"}:           {true, foreignKind(CalicoPolicies, readCalico)},
	{"projectcalico.org", "NetworkPolicy"}:                     {false, foreignKind(CalicoPolicies, readCalico)},
	{"projectcalico.org", "GlobalNetworkPolicy"}:               {true, foreignKind(CalicoPolicies, readCalico)},
	{"cilium.io", "CiliumNetworkPolicy"}:                       {false, decodeCilium},
	{"cilium.io", "CiliumClusterwideNetworkPolicy"}:            {true, decodeCilium},
	{"network.alibabacloud.com", "GlobalNetworkPolicy"}:        {true, foreignKind(ACKPolicies, readGlobal)},
	{"network.alibabacloud.com", "TrafficPolicy"}:              {false, foreignKind(TrafficPolicies, readTraffic)},
	{"network.alibabacloud.com", "GlobalTrafficPolicy"}:        {true, foreignKind(TrafficPolicies, readTraffic)},
	{"policy.networking.k8s.io", "AdminNetworkPolicy"}:         {true, decodeAdmin},
	{"policy.networking.k8s.io", "BaselineAdminNetworkPolicy"}: {true, decodeAdmin},
	{"policy.networking.k8s.io", "ClusterNetworkPolicy"}:       {true, decodeAdmin},
}

// podTemplate is where a controller has its pod template.
const podTemplate = "/spec/template"

// decodeKubernetes reads a Kubernetes object, or notes that nobody reads its kind.
func (d *Decoded) decodeKubernetes(root *source.Node, id identity) {
	r := &reader{root: root}
	group := groupOf(id.apiVersion)
	rule, known := kubernetesKinds[groupKind{group, id.kind}]
	if !known {
		d.unread = id.apiVersion + " " + id.kind
		d.claims = customClaims(root, groupKind{group, id.kind})
		d.makes = podMaker(groupKind{group, id.kind}, root)
		d.problems = misgrouped(group, id)
		return
	}
	r.unrendered(root.Get("metadata"))
	m := meta{node: r.object(root, "metadata"), apiVersion: id.apiVersion, kind: id.kind}
	m.name = r.text(m.node, "name")
	if !rule.clusterWide {
		if m.namespace = r.text(m.node, "namespace"); m.namespace == "" {
			m.namespace = "default"
		}
	}
	if m.name == "" && r.nameless(m) {
		d.problems = r.problems
		return
	}
	d.resource = rule.decode(r, m)
	d.claims = append(d.claims, r.claims(m)...)
	d.ignores = r.ignores(m)
	d.problems = r.problems
}

// unrendered reports a name that a template is to fill in; in quotes it is good YAML.
func (r *reader) unrendered(metadata *source.Node) {
	for _, key := range []string{"name", "namespace"} {
		if n := metadata.Get(key); strings.Contains(n.String(), "{{") {
			r.problem(n, source.Error, "%s %q looks like a template: render the file first", key, n.Text)
		}
	}
}

// nameless tells whether an object is lost for want of a name. A manifest for kubectl create may leave it to the server.
func (r *reader) nameless(m meta) bool {
	if r.text(m.node, "generateName") != "" {
		return false
	}
	place := m.node
	if place == nil {
		place = r.root
	}
	r.problem(place, source.Error, "the %s has no metadata.name: it is left out", m.kind)
	return true
}

// misgrouped reports a kind that is written in the wrong case, and a kind of Kubernetes itself under a group of Kubernetes
// that does not have it: the API server knows no such kind, and here too it would be lost.
func misgrouped(group string, id identity) []LocalProblem {
	for known := range kubernetesKinds {
		if known.group == group && strings.EqualFold(known.kind, id.kind) {
			return []LocalProblem{{Pointer: "/kind", Severity: source.Error,
				Message: fmt.Sprintf("%s has no kind %s: write %s", id.apiVersion, id.kind, known.kind)}}
		}
	}
	home := map[string]string{"NetworkPolicy": "networking.k8s.io/v1", "Deployment": "apps/v1", "StatefulSet": "apps/v1",
		"DaemonSet": "apps/v1", "ReplicaSet": "apps/v1", "Job": "batch/v1", "CronJob": "batch/v1",
		"Pod": "v1", "Service": "v1", "ConfigMap": "v1", "Namespace": "v1", "Node": "v1"}[id.kind]
	if home == "" || !builtinGroups[group] && group != "networking.k8s.io" {
		return nil
	}
	return []LocalProblem{{Pointer: "/apiVersion", Severity: source.Error,
		Message: fmt.Sprintf("%s has no kind %s: write %s", id.apiVersion, id.kind, home)}}
}
