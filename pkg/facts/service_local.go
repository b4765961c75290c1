package facts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// The standings of a Service whose traffic policy is Local, as a client on one node has it.
const (
	away standing = "away" // its ends are on other nodes
	open standing = "open" // nothing tells whether one is on the node
	own  standing = "own"  // they are away from the node that is asked, which is the client's own, or may be
)

// near returns the target as it is to a place: the packets to a Service with the internal traffic policy Local stay on the
// node of the client. https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/
func (f *Facts) near(p *place, t Target) Target {
	node := p.nodeName()
	if port := t.ends.nodePort; port != nil && (node == "" || node == port.Name) {
		ends := *t.ends
		ends.standing, t.ends = own, &ends
		return t
	}
	if len(t.Pods) == 0 {
		return t
	}
	here, undecided := f.endsOn(t.Pods, node)
	t.Pods, t.ends = here, t.ends.kept(here, undecided)
	return t
}

// keepsLocal tells whether it matters to a target on which node its client is.
func (t Target) keepsLocal() bool {
	return t.ends != nil && t.ends.local() && (t.ends.nodePort == nil || t.ends.standing == away)
}

// kept returns the ends with no others than those. undecided tells whether there may be more.
func (e serviceEnds) kept(here []Peer, undecided bool) *serviceEnds {
	e.peers = here
	switch {
	case len(here) > 0:
	case undecided:
		e.standing, e.lacks = open, "kubectl get pods"
	default:
		e.standing = away
	}
	return &e
}

// endsOn returns those of the ends that are certainly on a node. undecided tells whether others may be: nothing tells the node,
// or where they are. The pods of a DaemonSet will be on every node that takes them.
func (f *Facts) endsOn(ends []Peer, node string) (here []Peer, undecided bool) {
	for _, end := range ends {
		switch on := f.nodesOf(end); {
		case node == "" || len(on) == 0:
			undecided = true
		case slices.Contains(on, node):
			here = append(here, end)
		}
	}
	return here, undecided
}

// nodesOf returns the nodes that an end is on, none where that is not known.
func (f *Facts) nodesOf(end Peer) []string {
	if end.Node != "" {
		return []string{end.Node}
	}
	if end.Workload == nil || end.Workload.Kind != "DaemonSet" {
		return nil
	}
	var names []string
	for _, node := range f.schedulable(&end.Workload.Template) {
		names = append(names, node.Name)
	}
	return names
}

// atPort returns the target of a port of a node that leads to a Service. The address is the node's, so what comes before
// the packet is there is that of any other packet to it. The external traffic policy Local keeps it there.
// https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
func (f *Facts) atPort(t Target) Target {
	node, service, port := f.names.nodePort(t)
	if service == nil {
		return t
	}
	ends := *f.names.endsOf(service, port)
	ends.nodePort, t.ends = node, &ends
	if service.External == "Local" && len(t.ends.peers) > 0 {
		t.ends = t.ends.kept(f.endsOn(t.ends.peers, node.Name))
	}
	return t
}

// nodePort returns the node and the Service of a target that is a port of a node; no Service where it is anything else.
func (x *names) nodePort(t Target) (*model.Node, *model.Service, model.ServicePort) {
	if t.Kind != "ip" || !t.Addr.IsValid() || t.Uncertain || !x.nodes[t.Addr] {
		return nil, nil, model.ServicePort{}
	}
	has := func(n *model.Node) bool { return t.Addr == n.InternalIP.Unmap() || t.Addr == n.InternalIPv6 }
	node := x.network.Nodes[slices.IndexFunc(x.network.Nodes, has)]
	for _, s := range x.network.Services {
		for _, p := range s.Ports {
			if int(p.NodePort) == t.Port && t.Port != 0 && strings.EqualFold(cmp.Or(p.Protocol, "TCP"), t.Protocol) && s.Type != "ExternalName" {
				return node, s, p
			}
		}
	}
	return nil, nil, model.ServicePort{}
}
