package facts

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// BalancerFacts is the load balancer that the packet goes to. Product is "" for targets that are none.
type BalancerFacts struct {
	Product   string         `json:"product"` // clb, nlb, alb
	Found     bool           `json:"found"`   // some export describes it
	At        Handle         `json:"at"`
	ID        Handle         `json:"id"`       // text: its id, for commands; also when no export describes it
	Address   Handle         `json:"address"`  // text: that of the packet, "" when it is not known
	Status    string         `json:"status"`   // lower case, "" like the next when not said
	Business  string         `json:"business"` // lower case
	Network   string         `json:"network"`  // vpc, classic, "" when not said
	VPC       string         `json:"vpc"`      // same, other, unknown
	Groups    string         `json:"groups"`   // whether it has security groups: yes, no, unknown
	Listeners model.Evidence `json:"listeners"`
	Ports     Handle         `json:"ports"` // text: the listeners that it has, "" when none is known
	Listener  ListenerFacts  `json:"listener"`
	Backends  BackendFacts   `json:"backends"`
	Pod       ClientFacts    `json:"pod"`  // when the packet leaves with the pod's own address
	Node      ClientFacts    `json:"node"` // when it leaves with the node's address
	Inside    InsideFacts    `json:"inside"`
}

// ListenerFacts is the listener that takes the packet.
type ListenerFacts struct {
	Found     bool              `json:"found"`
	Described bool              `json:"described"` // more of it is known than its port
	At        Handle            `json:"at"`
	ID        Handle            `json:"id"`       // text: its own id, "" for those of CLB
	Protocol  string            `json:"protocol"` // tcp, udp, http, https, tcps, tcpssl, quic
	Status    string            `json:"status"`   // lower case
	Control   string            `json:"control"`  // of access: on, off, changing, unknown
	Mode      string            `json:"mode"`     // white, black, unknown
	Lists     []AccessListFacts `json:"lists"`
}

// AccessListFacts is one access control list of the listener.
type AccessListFacts struct {
	At       Handle         `json:"at"`
	ID       Handle         `json:"id"` // text, for commands
	Evidence model.Evidence `json:"entries"`
	Holds    string         `json:"holds"` // entries: none, some of the packet's family, other
}

// BackendFacts is the servers that the listener forwards to.
type BackendFacts struct {
	Forwards bool   `json:"forwards"` // false where the listener answers by itself
	Kind     string `json:"kind"`     // of their group: default, vserver, primary, server, unknown
	Group    Handle `json:"group"`    // where the servers are written, by the name of their group
	ID       Handle `json:"id"`       // text: the id of the group, "" for the default group
	Standing string `json:"standing"` // none, idle (all have weight 0), away (none in the zone of the address), one, several, some (not all are known), unknown
	Preserve string `json:"preserve"` // of NLB, whether servers see the client's address: yes, no, unknown
	Health   string `json:"health"`   // by the health checks: abnormal (all), fine (at least one), unknown
	HealthAt Handle `json:"health_at"`
	Check    string `json:"check"` // of health, by the listener of CLB: on, off, unknown
	CheckAt  Handle `json:"check_at"`
}

// ClientFacts is what the source is to the servers.
type ClientFacts struct {
	Standing string `json:"standing"` // no, only (it is all of them), among, eni (another address of its ENI is one), unknown
	At       Handle `json:"at"`       // the server, "" for no
}

// balancerIndex finds load balancers and what belongs to them. It never changes once built.
type balancerIndex struct {
	network   *model.Network
	byID      map[string]*model.LoadBalancer
	byAddr    map[netip.Addr][]*model.LoadBalancer
	byHost    map[string]*model.LoadBalancer
	listeners map[string][]*model.Listener // by load balancer
	groups    map[string]*model.ServerGroup
	lists     map[string]*model.AccessList
}

func newBalancerIndex(n *model.Network) *balancerIndex {
	x := &balancerIndex{
		network:   n,
		byID:      byID(n.LoadBalancers, func(lb *model.LoadBalancer) string { return lb.ID }),
		byAddr:    map[netip.Addr][]*model.LoadBalancer{},
		byHost:    map[string]*model.LoadBalancer{},
		listeners: map[string][]*model.Listener{},
		groups:    byID(n.ServerGroups, func(g *model.ServerGroup) string { return g.ID }),
		lists:     byID(n.AccessLists, func(l *model.AccessList) string { return l.ID }),
	}
	for _, lb := range n.LoadBalancers {
		for _, addr := range x.addresses(lb) {
			x.byAddr[addr] = append(x.byAddr[addr], lb)
		}
		if lb.Host != "" {
			x.byHost[plainHost(lb.Host)] = lb
		}
	}
	for _, eip := range n.EIPs {
		if lb := x.byID[eip.InstanceID]; lb != nil && eip.Addr.IsValid() && !slices.Contains(x.byAddr[eip.Addr.Unmap()], lb) {
			x.byAddr[eip.Addr.Unmap()] = append(x.byAddr[eip.Addr.Unmap()], lb)
		}
	}
	for _, l := range n.Listeners {
		x.listeners[l.Balancer] = append(x.listeners[l.Balancer], l)
	}
	return x
}

// addresses returns every address that answers say a load balancer has.
func (x *balancerIndex) addresses(lb *model.LoadBalancer) []netip.Addr {
	var out []netip.Addr
	add := func(a netip.Addr) {
		if a = a.Unmap(); a.IsValid() && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	add(lb.Address)
	for _, zone := range lb.Zones {
		add(zone.Private)
		add(zone.Public)
		add(zone.IPv6)
	}
	return out
}

// at returns the load balancer of an address. VPCs may use the same ranges, so private addresses of other VPCs count only
// while nothing tells the cluster's.
func (x *balancerIndex) at(addr netip.Addr) *model.LoadBalancer {
	own := x.network.Cluster.VPC.Value
	var found *model.LoadBalancer
	for _, lb := range x.byAddr[addr] {
		if addr.IsPrivate() && own != "" && lb.VPC != "" && lb.VPC != own {
			continue
		}
		if found != nil {
			return nil
		}
		found = lb
	}
	return found
}

// transports are the protocols of listeners by what carries them.
var transports = map[string]string{
	"tcp": "tcp", "http": "tcp", "https": "tcp", "tcps": "tcp", "tcpssl": "tcp", "udp": "udp", "quic": "udp",
}

// listener returns the listener of a load balancer that takes packets to a port, nil when none is known.
func (x *balancerIndex) listener(lb *model.LoadBalancer, port int, protocol string) *model.Listener {
	for _, l := range x.listeners[lb.ID] {
		ranged := l.Port == 0 && l.Start <= port && port <= l.End
		if (l.Port == port && port > 0 || ranged && port > 0) && transports[l.Protocol] == protocol {
			return l
		}
	}
	return nil
}

// listenerText is a listener as texts call it: tcp 443, tcp 1000-2000.
func listenerText(l *model.Listener) string {
	port := strconv.Itoa(l.Port)
	if l.Port == 0 && l.End > 0 {
		port = strconv.Itoa(l.Start) + "-" + strconv.Itoa(l.End)
	}
	return strings.TrimSpace(l.Protocol + " " + port)
}

// portsOf lists the listeners of a load balancer in the order of their ports.
func (x *balancerIndex) portsOf(lb *model.LoadBalancer) string {
	sorted := slices.SortedStableFunc(slices.Values(x.listeners[lb.ID]), func(a, b *model.Listener) int {
		return cmp.Or(cmp.Compare(max(a.Port, a.Start), max(b.Port, b.Start)), cmp.Compare(a.Protocol, b.Protocol))
	})
	var texts []string
	for _, l := range sorted {
		texts = append(texts, listenerText(l))
	}
	return strings.Join(texts, ", ")
}

func (x *balancerIndex) known(api, owner string) model.Evidence {
	evidence, _ := x.network.Evidence(api, owner)
	return evidence
}

// listing is how complete the listeners of a load balancer are. The answer about CLB can be asked for one instance, so
// that one without a row of the instance says nothing about it; the attributes of an instance name all its listeners.
func (x *balancerIndex) listing(lb *model.LoadBalancer) model.Evidence {
	if lb.Product != "clb" {
		return x.known(lb.Product+":ListListeners", "")
	}
	if x.known("slb:DescribeLoadBalancerAttribute", lb.ID) == model.Complete {
		return model.Complete
	}
	if !slices.ContainsFunc(x.listeners[lb.ID], func(l *model.Listener) bool { return l.Described }) {
		return model.Absent
	}
	return x.known("slb:DescribeLoadBalancerListeners", "")
}

// product returns what kind of load balancer a target is, "" for one that is none.
func (t Target) product() string {
	switch {
	case t.Balancer != nil:
		return t.Balancer.Product
	case t.Kind == "clb" || t.Kind == "nlb" || t.Kind == "alb":
		return t.Kind
	}
	return ""
}

// noBalancer is the facts of targets that are no load balancers, which are most.
func noBalancer() BalancerFacts {
	return BalancerFacts{
		VPC: "unknown", Groups: "unknown", Listeners: model.Absent, Listener: ListenerFacts{Control: "unknown", Mode: "unknown", Lists: []AccessListFacts{}},
		Backends: BackendFacts{Kind: "unknown", Standing: "unknown", Preserve: "unknown", Health: "unknown", Check: "unknown"},
		Pod:      ClientFacts{Standing: "no"}, Node: ClientFacts{Standing: "no"}, Inside: noInside(),
	}
}

// balancerOf returns what the load balancer does with the packets of a place. It depends on the place only as far as that
// is one of the servers, and, inside the cluster, beside which backends it is.
func (f *Facts) balancerOf(p *place, q *question) *Component {
	if q.target.product() == "" && q.target.Inside == nil {
		return f.answer(answerKey{part: balancerPart}, func(*table) any { return noBalancer() })
	}
	class := balancerClass{q.backends.client(p.pod.Identity, p.node), q.backends.client(p.host.Identity, p.node), f.insider(p, q)}
	return f.answer(answerKey{balancerPart, class, q.id}, func(t *table) any {
		facts := noBalancer()
		if q.target.product() != "" {
			facts = f.names.vips.facts(t, q)
		}
		facts.Pod, facts.Node = q.backends.facts(t, class.pod), q.backends.facts(t, class.node)
		facts.Inside = insideFacts(t, q, class.inside)
		return facts
	})
}

// balancerClass is what the facts about a load balancer depend on but for the question.
type balancerClass struct {
	pod, node client
	inside    insideClass
}

func (x *balancerIndex) facts(t *table, q *question) BalancerFacts {
	facts := noBalancer()
	facts.Product = q.target.product()
	lb := q.target.Balancer
	if lb == nil {
		facts.At = t.add(cmp.Or(q.target.ID, q.target.Name()), model.Ref{})
		if q.target.ID != "" {
			facts.ID = facts.At
		}
		return facts
	}
	facts.Found, facts.At = true, t.add(lb.ID, lb.Ref)
	facts.ID = facts.At
	if addr := q.target.Addr; addr.IsValid() && !q.target.Uncertain {
		facts.Address = t.add(addr.String(), lb.Ref)
	}
	facts.Status, facts.Business, facts.Network = lower(lb.Status), lower(lb.Business), lower(lb.NetworkType)
	facts.VPC, facts.Groups = x.vpcOf(lb), groupsOf(lb)
	facts.Listeners = x.listing(lb)
	if ports := x.portsOf(lb); ports != "" {
		facts.Ports = t.add(ports, model.Ref{})
	}
	if l := q.backends.listener; l != nil {
		facts.Listener = x.listenerFacts(t, l, q.family)
		facts.Backends = x.backendFacts(t, q.backends)
	}
	return facts
}

func (x *balancerIndex) vpcOf(lb *model.LoadBalancer) string {
	switch own := x.network.Cluster.VPC.Value; {
	case own == "" || lb.VPC == "":
		return "unknown"
	case own == lb.VPC:
		return "same"
	}
	return "other"
}

func groupsOf(lb *model.LoadBalancer) string {
	switch {
	case lb.Product == "clb" || lb.SecurityGroups != nil && len(lb.SecurityGroups) == 0:
		return "no"
	case len(lb.SecurityGroups) > 0:
		return "yes"
	}
	return "unknown"
}

func (x *balancerIndex) listenerFacts(t *table, l *model.Listener, family string) ListenerFacts {
	facts := ListenerFacts{
		Found: true, Described: l.Described, At: t.add("listener "+listenerText(l)+" of "+l.Balancer, l.Ref),
		Protocol: l.Protocol, Status: lower(l.Status), Control: cmp.Or(l.Control, "unknown"),
		Mode: oneOf(l.ControlType, "white", "black"), Lists: []AccessListFacts{},
	}
	if l.ID != "" {
		facts.ID = t.add(l.ID, model.Ref{})
	}
	for _, named := range l.AccessLists {
		facts.Lists = append(facts.Lists, x.listFacts(t, l.Product, named, family))
	}
	return facts
}

// entriesOf returns the answer that has the entries of an access control list of a product.
func entriesOf(product string) string {
	if product == "alb" {
		return "alb:ListAclEntries"
	}
	return "slb:DescribeAccessControlListAttribute"
}

func (x *balancerIndex) listFacts(t *table, product string, named model.Named, family string) AccessListFacts {
	list, ref := x.lists[named.ID], named.Ref
	facts := AccessListFacts{Evidence: x.known(entriesOf(product), named.ID), Holds: "none"}
	if list != nil && list.Entries != nil {
		ref = list.Ref
		for _, entry := range list.Entries {
			if !entry.Range.IsValid() || familyOf(entry.Range.Addr()) == family {
				facts.Holds = "some"
				break
			}
			facts.Holds = "other"
		}
	}
	facts.At = t.add("access control list "+named.ID, ref)
	facts.ID = t.add(named.ID, model.Ref{})
	return facts
}
