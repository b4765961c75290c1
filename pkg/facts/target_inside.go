package facts

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// Inside is a target that is the address of the load balancer of one of the cluster's own Services.
type Inside struct {
	Service *model.Service     // nil where the bundle does not have it
	Port    *model.ServicePort // nil when the Service does not have the port
	Form    string             // of the address: ip, host, proxy (an address with ipMode Proxy), none, unlisted (there is no Service)
	Fronts  []Target           // the load balancer as its status names it; empty where the target itself is that

	balancer *model.LoadBalancer // where there is no Service

	ends  *serviceEnds    // nil while there is no port
	nodes map[string]bool // of the ends; "" where nothing tells one
}

// ownBalancer is the address that the load balancer of a Service has.
func (x *names) ownBalancer(f targetForm) (Target, error) {
	s := x.services[f.name]
	if s == nil {
		return Target{}, x.notService(f)
	}
	if s.Type != "LoadBalancer" {
		return Target{}, fmt.Errorf("target %q is a Service of type %s, which has no load balancer: did you mean svc:%s?", f.text, s.Type, f.name)
	}
	port, err := servicePort(s, f)
	if err != nil {
		return Target{}, err
	}
	f.port, f.protocol = int(port.Port), strings.ToLower(cmp.Or(port.Protocol, "TCP"))
	t := Target{Kind: "lb", Inside: x.inside(s, &port, "none")}
	var fronts []Target
	for _, front := range s.Fronts {
		own := *t.Inside
		own.Form = formOf(front)
		if t.Inside.Form != "ip" {
			t.Inside.Form = own.Form
		}
		to := f.fill(x.front(s, front), 0)
		to.Inside = &own
		fronts = append(fronts, to)
	}
	t.Inside.Fronts = fronts
	return f.fill(t, 0), nil
}

// formOf tells how a load balancer is addressed. Nodes take over for those that have an address, unless they are told not to.
// https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-ip-mode
func formOf(front model.ServiceFront) string {
	switch {
	case !front.Addr.IsValid() && front.Host == "":
		return "none"
	case !front.Addr.IsValid():
		return "host"
	case strings.EqualFold(front.Mode, "Proxy"):
		return "proxy"
	}
	return "ip"
}

// front is a load balancer that a status names, as clients outside of the cluster see it.
func (x *names) front(s *model.Service, front model.ServiceFront) Target {
	lb := x.vips.byHost[plainHost(front.Host)]
	if front.Addr.IsValid() {
		lb = x.vips.at(front.Addr.Unmap())
	}
	if lb == nil {
		lb = x.vips.byID[s.Balancer]
	}
	t := Target{Kind: "clb", Addr: front.Addr.Unmap()}
	switch {
	case lb != nil:
		t.Kind, t.ID, t.Balancer = lb.Product, lb.ID, lb
		t.placeFront()
	case s.Class == networkBalancerClass:
		t.Kind = "nlb"
	}
	if lb == nil && !t.Addr.IsValid() {
		t.Lacks = listing(t.Kind)
	}
	return t
}

// networkBalancerClass is the loadBalancerClass of Services that NLB serves.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-annotations-to-configure-nlb-instances
const networkBalancerClass = "alibabacloud.com/nlb"

// listing returns the answer that finds the load balancers of a product by their addresses and names.
func listing(product string) string {
	if product == "clb" {
		return "DescribeLoadBalancers"
	}
	return "ListLoadBalancers"
}

// inside returns what a Service does with packets to its load balancer.
func (x *names) inside(s *model.Service, port *model.ServicePort, form string) *Inside {
	in := &Inside{Service: s, Port: port, Form: form}
	if port != nil {
		in.ends = x.endsOf(s, *port)
	}
	return in
}

// called is what sentences call the target where its packets arrive: at pods, though somebody asked for a load balancer.
func (t Target) called() string {
	if t.way == endWay {
		return "the pods of Service " + t.Inside.Service.Namespace + "/" + t.Inside.Service.Name
	}
	return t.Name()
}

// peers returns the ready backends, to which the address may lead straight.
func (in *Inside) peers() []Peer {
	if in.ends == nil {
		return nil
	}
	return in.ends.peers
}

// served finds the Service that has one of the names as the address of its load balancer; nil when none has. Of several
// it is the one with the port.
func (x *names) served(t Target, keys ...string) *Inside {
	var first *Inside
	for _, key := range keys {
		for _, of := range x.balancers[key] {
			port := portOf(of.service, t)
			if port != nil {
				return x.inside(of.service, port, formOf(of.front))
			}
			if first == nil {
				first = x.inside(of.service, nil, formOf(of.front))
			}
		}
	}
	return first
}

// servedBy finds the Service that has a load balancer. Tags may tell that one has it which is not in the bundle.
func (x *names) servedBy(lb *model.LoadBalancer, t Target) *Inside {
	in := x.served(t, x.namesOf(lb)...)
	own := x.network.Cluster.ID.Value
	if in == nil && lb.OfService && (lb.Cluster == "" || own == "" || lb.Cluster == own) {
		return &Inside{Form: "unlisted", balancer: lb}
	}
	return in
}

// portOf returns the port of a Service that packets to a target have.
func portOf(s *model.Service, t Target) *model.ServicePort {
	i := slices.IndexFunc(s.Ports, func(p model.ServicePort) bool {
		return int(p.Port) == t.Port && strings.EqualFold(cmp.Or(p.Protocol, "TCP"), t.Protocol)
	})
	if i < 0 {
		return nil
	}
	return &s.Ports[i]
}

// namesOf returns the names under which a status may have a load balancer.
func (x *names) namesOf(lb *model.LoadBalancer) []string {
	var keys []string
	if lb.Host != "" {
		keys = append(keys, plainHost(lb.Host))
	}
	for _, addr := range x.vips.addresses(lb) {
		keys = append(keys, addr.String())
	}
	return append(keys, lb.ID)
}

// frontOf is the load balancer of a Service, as its status names it.
type frontOf struct {
	service *model.Service
	front   model.ServiceFront
}

// nodesOfEnds returns the nodes that some end is on, with "" where nothing tells that of one.
func (f *Facts) nodesOfEnds(ends []Peer) map[string]bool {
	nodes := map[string]bool{}
	for _, end := range ends {
		names := f.nodesOf(end)
		if len(names) == 0 {
			nodes[""] = true
		}
		for _, name := range names {
			nodes[name] = true
		}
	}
	return nodes
}

// ways returns the questions about a target inside: one for every way that its packets may take. The policies tell which
// they do take.
func (f *Facts) ways(t Target, family string) []*question {
	bare := t
	bare.Kind, bare.ID, bare.Balancer, bare.Choices = "lb", "", nil, nil
	bare.Addr, bare.Within, bare.Uncertain, bare.Lacks = netip.Addr{}, netip.Prefix{}, false, ""
	bare.way = nodeWay
	out := []*question{f.question(bare, family, Peer{})}
	if t.Inside.Service == nil {
		return out
	}
	t.Inside.nodes = f.nodesOfEnds(t.Inside.peers())
	if bare.Pods = t.Inside.peers(); len(bare.Pods) > 0 {
		bare.way = endWay
		out = append(out, f.ends(bare, family)...)
	}
	for _, front := range t.fronts(family) {
		front.way, front.Inside.nodes = frontWay, t.Inside.nodes
		out = append(out, f.fronts(front.in(family), family)...)
	}
	return out
}

// asked returns the questions about a target inside for clients outside of the cluster, for whom it is a load balancer
// like any other.
func (f *Facts) asked(t Target, family string) []*question {
	var out []*question
	for _, front := range t.fronts(family) {
		front.Inside, front.outside = nil, t.outside
		out = append(out, f.fronts(front.in(family), family)...)
	}
	return out
}

// fronts returns the load balancer of a target inside, as its status names it for a family.
func (t Target) fronts(family string) []Target {
	if t.Kind != "lb" {
		return []Target{t}
	}
	fronts := slices.DeleteFunc(slices.Clone(t.Inside.Fronts), func(front Target) bool {
		return front.Addr.IsValid() && familyOf(front.Addr) != family
	})
	if len(fronts) == 0 && len(t.Inside.Fronts) > 0 {
		fronts = slices.Clone(t.Inside.Fronts[:1])
	}
	for i := range fronts {
		fronts[i].Text, fronts[i].Ref = t.Text, t.Ref
	}
	return fronts
}

// The ways of packets to the address of a load balancer inside its cluster: to a backend, through the load balancer, and
// none that leads away from the node.
const (
	endWay   = "end"
	frontWay = "front"
	nodeWay  = "node"
)
