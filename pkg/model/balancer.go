package model

import (
	"net/netip"
	"strconv"
)

// LoadBalancer is an instance of CLB, NLB or ALB. Lists that no answer has are nil, other than those that are empty.
type LoadBalancer struct {
	Ref              Ref
	Product          string // clb, nlb, alb
	ID               string
	Status, Business string
	AddressType      string // internet, intranet
	IPv6Type         string // internet, intranet; "" when not said
	NetworkType      string // vpc, classic; of CLB
	VPC, VSwitch     string
	Address          netip.Addr // of CLB
	Host             string
	CrossZone        string // true, false; "" when not said
	SecurityGroups   []string
	Zones            []BalancerZone
	Backends         []Backend       // the default server group of CLB
	Health           []BackendHealth // of CLB
	OfService        bool            // CLB: its tags say that a Service of a cluster has it
	Cluster          string          // of that Service; "" when not said
}

// BalancerZone is the addresses of an NLB or ALB instance in a zone.
type BalancerZone struct {
	Ref             Ref
	Zone, VSwitch   string
	Private, Public netip.Addr
	IPv6            netip.Addr
}

// Backend is a server behind a load balancer.
type Backend struct {
	Ref    Ref
	ID     string // of an instance or an ENI, or an address
	Addr   netip.Addr
	Type   string // ecs, eni, eci, ip
	Port   int
	Weight int
	Zone   string
}

// BackendHealth is what health checks said about a backend when the answer was taken.
type BackendHealth struct {
	Ref              Ref
	Port             int // of the listener
	Protocol, Status string
}

// Listener is a listener of a load balancer. Some answers know its port and no more; it is not Described then.
type Listener struct {
	Ref              Ref
	Product          string // clb, nlb, alb
	Balancer, ID     string
	Port, Start, End int // Start and End are set where it has all ports of a range
	Protocol, Status string
	Described        bool
	Action           string   // of ALB: ForwardGroup and others
	ServerGroups     []string // none: the default server group of CLB
	PrimaryGroup     string   // the primary/secondary server group of CLB
	BackendPort      int
	Control          string // of access: on, off, changing; "" when not said
	ControlType      string // white, black
	AccessLists      []Named
	HealthCheck      string // of CLB: on, off; "" when not said
	HealthCheckRef   Ref
}

// ServerGroup is a server group of CLB, NLB or ALB.
type ServerGroup struct {
	Ref        Ref
	ID         string
	Type       string // Instance, Ip; of NLB
	PreserveIP string // true, false; of NLB
	Count      int    // as the answer says, -1 when it does not
	Servers    []Backend
}

// AccessList is an access control list of CLB or ALB.
type AccessList struct {
	Ref     Ref
	ID      string
	Family  string // IPv4, IPv6
	Entries []AccessEntry
}

// AccessEntry is one entry of an access control list.
type AccessEntry struct {
	Ref   Ref
	Range Prefix
}

var balancerKinds = map[string]kind{"clb": aboutCLB, "nlb": aboutNLB, "alb": aboutALB}

func (r *LoadBalancer) name() (string, string, Ref) {
	return string(balancerKinds[r.Product]), r.ID, r.Ref
}
func (r *LoadBalancer) own(id string)    { r.ID = id }
func (r *LoadBalancer) addTo(n *Network) { n.LoadBalancers = append(n.LoadBalancers, r) }

func (r *LoadBalancer) place(number int32) {
	r.Ref = at(r.Ref, number)
	for i := range r.Zones {
		r.Zones[i].Ref = at(r.Zones[i].Ref, number)
	}
	placeBackends(r.Backends, number)
	for i := range r.Health {
		r.Health[i].Ref = at(r.Health[i].Ref, number)
	}
}

func placeBackends(backends []Backend, number int32) {
	for i := range backends {
		backends[i].Ref = at(backends[i].Ref, number)
	}
}

func (r *LoadBalancer) join(other record) {
	o := other.(*LoadBalancer)
	for _, field := range []struct {
		to   *string
		from string
	}{
		{&r.Status, o.Status}, {&r.Business, o.Business}, {&r.AddressType, o.AddressType}, {&r.IPv6Type, o.IPv6Type},
		{&r.NetworkType, o.NetworkType}, {&r.VPC, o.VPC}, {&r.VSwitch, o.VSwitch}, {&r.Host, o.Host}, {&r.CrossZone, o.CrossZone},
	} {
		fill(field.to, field.from)
	}
	if !r.Address.IsValid() {
		r.Address = o.Address
	}
	fillNil(&r.SecurityGroups, o.SecurityGroups)
	fillList(&r.Zones, o.Zones)
	fillNil(&r.Backends, o.Backends)
	fillNil(&r.Health, o.Health)
	r.OfService = r.OfService || o.OfService
	fill(&r.Cluster, o.Cluster)
}

// fillNil sets a list that no answer had.
func fillNil[T any](list *[]T, other []T) {
	if *list == nil {
		*list = other
	}
}

// name tells listeners apart by load balancer, port and protocol, of which CLB may have two at a port.
func (r *Listener) name() (string, string, Ref) {
	id := r.ID
	if r.Product == "clb" {
		id = r.Balancer + " " + r.Protocol + " " + strconv.Itoa(r.Port)
	}
	return r.Product + " listener", id, r.Ref
}

func (r *Listener) addTo(n *Network) { n.Listeners = append(n.Listeners, r) }

func (r *Listener) place(number int32) {
	r.Ref = at(r.Ref, number)
	for i := range r.AccessLists {
		r.AccessLists[i].Ref = at(r.AccessLists[i].Ref, number)
	}
	if r.HealthCheck != "" {
		r.HealthCheckRef = at(r.HealthCheckRef, number)
	}
}

// join prefers the answer that describes the listener, and the lists of the one that has them.
func (r *Listener) join(other record) {
	o := other.(*Listener)
	if !r.Described && o.Described {
		protocol := r.Protocol
		*r = *o
		fill(&r.Protocol, protocol)
		return
	}
	fill(&r.Protocol, o.Protocol)
	fill(&r.Status, o.Status)
	fill(&r.PrimaryGroup, o.PrimaryGroup)
	if r.HealthCheck == "" {
		r.HealthCheck, r.HealthCheckRef = o.HealthCheck, o.HealthCheckRef
	}
	if r.Control == "" {
		r.Control, r.ControlType, r.AccessLists = o.Control, o.ControlType, o.AccessLists
		r.Ref = o.Ref
	}
}

func (r *ServerGroup) name() (string, string, Ref) { return string(aboutServerGroup), r.ID, r.Ref }
func (r *ServerGroup) own(id string)               { r.ID = id }
func (r *ServerGroup) addTo(n *Network)            { n.ServerGroups = append(n.ServerGroups, r) }

func (r *ServerGroup) place(number int32) {
	r.Ref = at(r.Ref, number)
	placeBackends(r.Servers, number)
}

func (r *ServerGroup) join(other record) {
	o := other.(*ServerGroup)
	fill(&r.Type, o.Type)
	fill(&r.PreserveIP, o.PreserveIP)
	if r.Count < 0 {
		r.Count = o.Count
	}
	if r.Servers == nil && o.Servers != nil {
		r.Servers, r.Ref = o.Servers, o.Ref
	}
}

// extend takes over the servers of another page.
func (r *ServerGroup) extend(page record) []refProblem {
	var twice []refProblem
	r.Servers, twice = extendBy(r.Servers, page.(*ServerGroup).Servers, func(b Backend) (part, Ref) {
		return part{"backend", b.ID + " " + strconv.Itoa(b.Port), b}, b.Ref
	})
	return twice
}

func (r *AccessList) name() (string, string, Ref) { return string(aboutACL), r.ID, r.Ref }
func (r *AccessList) own(id string)               { r.ID = id }
func (r *AccessList) addTo(n *Network)            { n.AccessLists = append(n.AccessLists, r) }

func (r *AccessList) place(number int32) {
	r.Ref = at(r.Ref, number)
	for i := range r.Entries {
		r.Entries[i].Ref = at(r.Entries[i].Ref, number)
	}
}

func (r *AccessList) join(other record) {
	o := other.(*AccessList)
	fill(&r.Family, o.Family)
	if r.Entries == nil && o.Entries != nil {
		r.Entries, r.Ref = o.Entries, o.Ref
	}
}

// extend takes over the entries of another page.
func (r *AccessList) extend(page record) []refProblem {
	var twice []refProblem
	r.Entries, twice = extendBy(r.Entries, page.(*AccessList).Entries, func(e AccessEntry) (part, Ref) {
		return part{"entry", e.Range.Text, e}, e.Ref
	})
	return twice
}

// joinListeners gives listeners whose answer leaves the protocol out that of the only one at the port.
func (n *Network) joinListeners() {
	type portOf struct {
		balancer string
		port     int
	}
	spoken := map[portOf][]*Listener{}
	for _, l := range n.Listeners {
		if l.Protocol != "" {
			at := portOf{l.Balancer, l.Port}
			spoken[at] = append(spoken[at], l)
		}
	}
	var out []*Listener
	for _, l := range n.Listeners {
		if others := spoken[portOf{l.Balancer, l.Port}]; l.Protocol == "" && len(others) == 1 {
			others[0].join(l)
			continue
		}
		out = append(out, l)
	}
	n.Listeners = out
}
