package facts

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// InsideFacts is the load balancer of a Service of the cluster, as clients inside the cluster find it.
type InsideFacts struct {
	Way       string        `json:"way"`       // that the record is about: end (a backend that the address leads straight to), front (the load balancer), node (none that leads away from there); "" for other targets
	Service   Handle        `json:"service"`   // "" like the next for other targets
	Namespace Handle        `json:"namespace"` // text, for commands
	Name      Handle        `json:"name"`      // text
	Policy    string        `json:"policy"`    // externalTrafficPolicy: cluster, local
	PolicyAt  Handle        `json:"policy_at"`
	Form      string        `json:"form"`      // of the address: ip, host, proxy (ipMode), none, unlisted (the Service is not in the bundle)
	Port      bool          `json:"port"`      // the Service has the port
	Ends      string        `json:"ends"`      // its ready backends: some, none, unknown
	Local     Match         `json:"local"`     // one of them is on the node of the source
	Here      Match         `json:"here"`      // that which the record is about is
	Clustered Match         `json:"clustered"` // clusterCIDR of kube-proxy holds the address of the source
	Proxyless bool          `json:"proxyless"` // the node of the source says that it runs no kube-proxy
	Ranges    AdmittedFacts `json:"ranges"`
	Ignored   Handle        `json:"ignored"` // the annotation that leaves the Service to another controller; "" when there is none
	Reused    Handle        `json:"reused"`  // the annotation with the load balancer that it takes without writing listeners; "" when there is none
	Prefix    Handle        `json:"prefix"`  // text: what the names of such annotations begin with
}

// AdmittedFacts is whom loadBalancerSourceRanges lets in.
type AdmittedFacts struct {
	At   Handle `json:"at"`   // "" where there is none
	Pod  Match  `json:"pod"`  // a packet with the pod's address
	Node Match  `json:"node"` // one with the node's
}

// noInside is the facts about targets that are no load balancer of the cluster.
func noInside() InsideFacts {
	return InsideFacts{Policy: "cluster", Form: "none", Ends: "unknown", Local: No, Here: No, Clustered: Maybe, Ranges: AdmittedFacts{Pod: Yes, Node: Yes}}
}

// insideClass is what the facts about a target inside depend on but for the question.
type insideClass struct {
	local, here, clustered, pod, node Match
	proxyless                         bool
}

// insider compares a place with what a Service is written to do.
func (f *Facts) insider(p *place, q *question) insideClass {
	in := q.target.Inside
	if in == nil || in.Service == nil {
		return insideClass{}
	}
	node := p.nodeName()
	c := insideClass{
		local: in.local(node), here: No, clustered: f.clustered(p), pod: admits(in.Service.SourceRanges, p.pod.Address),
		node: admits(in.Service.SourceRanges, p.host.Address), proxyless: f.proxyless(p),
	}
	if q.target.way == endWay {
		c.here = isOneOf(node, q.on)
	}
	return c
}

// nodeName returns the node of a place, "" while it is not known.
func (p *place) nodeName() string {
	switch {
	case p.self.NodeName != "":
		return p.self.NodeName
	case p.node != nil:
		return p.node.Name
	}
	return ""
}

// isOneOf tells whether a node is one of those; nothing does where there is none.
func isOneOf(node string, nodes []string) Match {
	if node == "" || len(nodes) == 0 {
		return Maybe
	}
	return policyWhen(slices.Contains(nodes, node))
}

// local tells whether a ready backend is on the node.
func (in *Inside) local(node string) Match {
	switch {
	case node != "" && in.nodes[node]:
		return Yes
	case in.standing() == "unknown", in.nodes[""], node == "" && len(in.nodes) > 0:
		return Maybe
	}
	return No
}

// clustered tells whether the range that kube-proxy takes for that of pods holds the address of a place.
func (f *Facts) clustered(p *place) Match {
	if f.network.Cluster.KubeProxyRange.Value == "" {
		return Maybe
	}
	return admits(f.podRanges, p.pod.Address)
}

// podRangesOf returns the ranges that kube-proxy takes for those of pods, none where it has none.
func podRangesOf(n *model.Network) []model.Prefix {
	var ranges []model.Prefix
	for text := range strings.SplitSeq(n.Cluster.KubeProxyRange.Value, ",") {
		if r := model.ParsePrefix(strings.TrimSpace(text)); r.IsValid() {
			ranges = append(ranges, r)
		}
	}
	return ranges
}

// admits tells whether ranges hold an address, or a range that it will come from.
func admits(ranges []model.Prefix, address netip.Prefix) Match {
	best := No
	for _, r := range prefixes(ranges) {
		switch {
		case !r.IsValid():
		case !address.IsValid():
			best = Maybe
		case r.Overlaps(address) && r.Bits() <= address.Bits():
			return Yes
		case r.Overlaps(address):
			best = Maybe
		}
	}
	return best
}

// noKubeProxy is the label of nodes on which Terway does the work of kube-proxy.
// https://github.com/AliyunContainerService/terway/blob/main/types/k8s.go
const noKubeProxy = "k8s.aliyun.com/no-kube-proxy"

// proxyless tells whether the node of a place says that it runs no kube-proxy, or all nodes do where it may be any.
func (f *Facts) proxyless(p *place) bool {
	nodes := f.network.Nodes
	if p.node != nil {
		nodes = []*model.Node{p.node}
	}
	for _, node := range nodes {
		if node.Labels[noKubeProxy] != "true" {
			return false
		}
	}
	return len(nodes) > 0
}

func insideFacts(t *table, q *question, c insideClass) InsideFacts {
	in := q.target.Inside
	if in == nil {
		return noInside()
	}
	s := in.Service
	if s == nil {
		facts := noInside()
		facts.Way, facts.Form, facts.Service = q.target.way, in.Form, t.add(in.balancer.ID, in.balancer.Ref)
		return facts
	}
	called := "Service " + s.Namespace + "/" + s.Name
	facts := InsideFacts{
		Way: q.target.way, Service: t.add(called, s.Ref.At("/metadata/name")), Namespace: t.add(s.Namespace, model.Ref{}), Name: t.add(s.Name, model.Ref{}),
		Policy: lower(s.External), PolicyAt: t.add("externalTrafficPolicy of "+called, s.Ref.At("/spec/externalTrafficPolicy")),
		Form: in.Form, Port: in.Port != nil, Ends: in.standing(), Local: c.local, Here: c.here, Clustered: c.clustered, Proxyless: c.proxyless,
		Ranges: AdmittedFacts{Pod: c.pod, Node: c.node},
	}
	if len(s.SourceRanges) > 0 {
		facts.Ranges.At = t.add("loadBalancerSourceRanges of "+called, s.Ref.At("/spec/loadBalancerSourceRanges").Key())
	}
	facts.annotations(t, s)
	return facts
}

func (in *Inside) standing() string {
	switch {
	case in.ends == nil || in.ends.lacks != "":
		return "unknown"
	case len(in.ends.peers) > 0:
		return "some"
	}
	return "none"
}

// annotations reads those that keep ACK from making a load balancer, or its listeners.
func (facts *InsideFacts) annotations(t *table, s *model.Service) {
	const class = "service.beta.kubernetes.io/class"
	at := func(key string) model.Ref {
		return s.Ref.At("/metadata/annotations/" + strings.ReplaceAll(key, "/", "~1"))
	}
	if s.Annotations[class] != "" {
		facts.Ignored = t.add(class, at(class))
	}
	id, prefix := s.Setting("id")
	if override, _ := s.Setting("force-override-listeners"); id != "" && override != "true" {
		facts.Reused, facts.Prefix = t.add(id, at(prefix+"id")), t.add(prefix, model.Ref{})
	}
}
