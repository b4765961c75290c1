package facts

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/labels"

	"github.com/egresslint/egresslint/pkg/model"
)

// The annotations by which a pod gets an ENI of its own. Terway writes the first and the third itself when a PodNetworking
// selects the pod.
// https://github.com/AliyunContainerService/terway/blob/main/types/k8s.go
const (
	podENIAnnotation   = "k8s.aliyun.com/pod-eni"
	networksAnnotation = "k8s.aliyun.com/pod-networks"
	networkingName     = "k8s.aliyun.com/pod-networking"
	networksRequest    = "k8s.aliyun.com/pod-networks-request"
)

// networkChoice is what decides about the ENI of a pod beside the settings of Terway; nothing does while all is zero.
type networkChoice struct {
	direct  *grant         // of the pod's own annotation
	chosen  *podNetworking // that selects the pod, or that it names
	doubt   *Lacking       // what would tell, while it is not known which of several decides
	idle    []*podNetworking
	eniType string
}

// decides tells whether something may give the pod an ENI of its own.
func (c networkChoice) decides() bool { return c.direct != nil || c.chosen != nil || c.doubt != nil }

// networkChoice finds what decides about the pods of a template: its own annotation, then a request for a PodNetworking by
// name, then the PodNetworkings that select it.
// https://github.com/AliyunContainerService/terway/blob/main/pkg/controller/webhook/mutating.go
func (f *Facts) networkChoice(p *place) networkChoice {
	if f.network.Cluster.Plugin.Value != "terway" || p.self.HostNetwork {
		return networkChoice{}
	}
	x := f.terway
	if direct := x.directGrant(p); direct != nil {
		return networkChoice{direct: direct}
	}
	if name, asked := requested(p.self); asked {
		return x.byName(name)
	}
	return x.selecting(p, f.policies.namespaceLabels(p.end.namespace))
}

// byName is the choice of a PodNetworking by its name; "" while that cannot be read.
func (x *terwayIndex) byName(name string) networkChoice {
	p := x.named(name)
	switch {
	case p == nil:
		return networkChoice{doubt: &missingNetworkings}
	case p.ready() == No:
		return networkChoice{idle: []*podNetworking{p}}
	case p.ready() == Maybe:
		return networkChoice{doubt: &missingNetworkings, eniType: p.ENIType}
	}
	return networkChoice{chosen: p, eniType: p.ENIType}
}

// missingNetworkings is what tells which PodNetworkings there are and whether they are ready.
var missingNetworkings = Lacking{Export: "kubectl get podnetworkings"}

// missingPodENIs is what tells the ENIs that Terway has made for single pods.
var missingPodENIs = Lacking{Export: "kubectl get podenis"}

// missingNamespaces is what tells the labels of namespaces.
var missingNamespaces = Lacking{Export: "kubectl get namespaces"}

// selecting is the choice among the PodNetworkings that select the pods. Which of several wins is not documented.
func (x *terwayIndex) selecting(p *place, around labels.Set) networkChoice {
	var c networkChoice
	var matching []*podNetworking
	for _, n := range x.networkings {
		switch selects := n.selects(p.self.Labels, p.end.namespace, around, p.stateful()); {
		case selects == No:
		case selects == Yes && n.ready() == No:
			c.idle = append(c.idle, n)
		case n.ready() == No:
		case selects == Maybe:
			c.doubt = &missingNamespaces
		default:
			matching = append(matching, n)
		}
	}
	switch {
	case c.doubt != nil:
	case len(matching) > 1:
		c.doubt = &missingPodENIs
	case len(matching) == 1 && matching[0].ready() == Maybe:
		c.doubt, c.eniType = &missingNetworkings, matching[0].ENIType
	case len(matching) == 1:
		c.chosen, c.eniType = matching[0], matching[0].ENIType
	}
	return c
}

// stateful tells whether the pods are of a StatefulSet.
func (p *place) stateful() bool {
	switch {
	case p.source.Pod != nil:
		return p.source.Pod.OwnerKind == "StatefulSet"
	case p.source.Workload != nil:
		return p.source.Workload.Kind == "StatefulSet"
	}
	return false
}

// requested returns the PodNetworking that the pod asks for by name: that of its only interface, or of the one with the
// default route.
func requested(t *model.Template) (string, bool) {
	text, asked := t.Annotations[networksRequest]
	if !asked {
		return "", false
	}
	var networks []struct {
		Network      string `json:"network"`
		DefaultRoute bool   `json:"defaultRoute"`
	}
	if json.Unmarshal([]byte(text), &networks) != nil {
		return "", true
	}
	for _, n := range networks {
		if n.DefaultRoute || len(networks) == 1 {
			return n.Network, true
		}
	}
	return "", true
}

// podNetwork is one interface that the annotation of a pod asks for.
type podNetwork struct {
	Interface string   `json:"interface"`
	VSwitches []string `json:"vSwitchOptions"`
	Groups    []string `json:"securityGroupIDs"`
}

// networks returns the interface that the pod sends by as its annotation asks for it, with its place in the list; -1 where
// that cannot be read.
func networks(text string) (podNetwork, int) {
	var annotation struct {
		Networks []podNetwork `json:"podNetworks"`
	}
	if json.Unmarshal([]byte(text), &annotation) != nil {
		return podNetwork{}, -1
	}
	for i, n := range annotation.Networks {
		if n.Interface == "eth0" || len(annotation.Networks) == 1 {
			return n, i
		}
	}
	return podNetwork{}, -1
}

// directGrant returns what the pod's own annotation gives it; nil when it has none. What it leaves open is that of
// eni-config.
func (x *terwayIndex) directGrant(p *place) *grant {
	text, annotated := p.self.Annotations[networksAnnotation]
	if !annotated {
		return nil
	}
	network, i := networks(text)
	if i < 0 {
		g := unknownGrant(missingPodENIs)
		return &g
	}
	g := x.clusterConfig()
	at := func(key string, ids []string) []model.Named {
		var out []model.Named
		for j, id := range ids {
			pointer := p.annotationRef(networksAnnotation).Pointer + "##/podNetworks/" + strconv.Itoa(i) + "/" + key + "/" + strconv.Itoa(j)
			out = append(out, model.Named{ID: id, Ref: model.Ref{Record: p.ref.Record, Pointer: pointer}})
		}
		return out
	}
	if len(network.VSwitches) > 0 {
		g.vswitches, g.open = x.zoned(at("vSwitchOptions", network.VSwitches)), nil
	}
	if len(network.Groups) > 0 {
		g.groups, g.lacking = at("securityGroupIDs", network.Groups), nil
	}
	return &g
}

// annotationRef is where an annotation of the pod is written.
func (p *place) annotationRef(key string) model.Ref {
	return p.ref.At(p.self.Pointer + "/metadata/annotations/" + strings.ReplaceAll(key, "/", "~1"))
}

// annotatedIDs returns the ids that an annotation lists.
func (p *place) annotatedIDs(key string) []model.Named {
	var out []model.Named
	for id := range strings.SplitSeq(p.self.Annotations[key], ",") {
		if id = strings.TrimSpace(id); id != "" {
			out = append(out, model.Named{ID: id, Ref: p.annotationRef(key)})
		}
	}
	return out
}

// declared returns the groups of a pod that has an address of an ENI which is not in the bundle, by what is written since
// the pod was made: its own annotations, or the PodNetworking that these name or that alone has its vSwitch.
func (f *Facts) declared(p *place, v *model.VSwitch) []string {
	if p.virtual || f.terway.isACS(p.self) {
		key := "k8s.aliyun.com/eci-security-group"
		if f.terway.isACS(p.self) {
			key = "network.alibabacloud.com/security-group-ids"
		}
		return grant{groups: p.annotatedIDs(key)}.groupIDs()
	}
	if network, i := networks(p.self.Annotations[networksAnnotation]); i >= 0 && len(network.Groups) > 0 {
		return network.Groups
	}
	c := f.networkChoice(p)
	if name := p.self.Annotations[networkingName]; name != "" {
		c = f.terway.byName(name)
	}
	if c.chosen == nil || v == nil || len(c.chosen.Groups) == 0 {
		return nil
	}
	has := func(list []model.Named) bool {
		return slices.ContainsFunc(list, func(n model.Named) bool { return n.ID == v.ID })
	}
	made := p.self.Annotations[networkingName] == c.chosen.Name || p.self.Annotations[podENIAnnotation] == "true"
	if has(c.chosen.VSwitches) && (made || len(f.network.Cluster.PodVSwitches) > 0 && !has(f.network.Cluster.PodVSwitches)) {
		return grant{groups: c.chosen.Groups}.groupIDs()
	}
	return nil
}
