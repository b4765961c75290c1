package facts

import (
	"net/netip"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// servers is what a target's listener forwards to, and how clients that are among them are found.
type servers struct {
	listener *model.Listener // nil when none is known to take the packet
	kind     string          // of the group: default, vserver, primary, server, unknown
	groups   []*model.ServerGroup
	ids      []string // of the groups, also of those that no answer describes
	all      []model.Backend
	whole    bool // all servers are in the bundle
	zone     bool // only servers in the zone of the address count

	active     []model.Backend
	byENI      map[string]int // position in active, plus one
	byInstance map[string]sighting
	byAddress  map[netip.Addr]sighting
}

// sighting is the servers with one id or address: the last of them by its position in servers.active plus one, and how
// many there are, as one may serve several ports.
type sighting struct{ at, count int }

// servers finds what takes the packets to an end of a target.
func (x *balancerIndex) servers(target Target) servers {
	s := servers{kind: "unknown"}
	lb := target.Balancer
	if lb == nil {
		return s
	}
	s.listener = x.listener(lb, target.Port, target.Protocol)
	if s.listener == nil || !s.listener.Described {
		return s
	}
	x.collect(&s, lb)
	zone := ""
	if lb.Product == "nlb" && lb.CrossZone == "false" {
		zone = zoneOf(lb, target.Addr)
	}
	s.index(zone)
	return s
}

// zoneOf returns the zone that an address of a load balancer is in, "" when nothing tells.
func zoneOf(lb *model.LoadBalancer, addr netip.Addr) string {
	for _, zone := range lb.Zones {
		if addr.IsValid() && (zone.Private.Unmap() == addr || zone.Public.Unmap() == addr || zone.IPv6 == addr) {
			return zone.Zone
		}
	}
	return ""
}

// collect finds the server groups of the listener. A listener of CLB that names none has the default group, and then a
// port for its servers; without one it has a primary/secondary group that not every answer names.
// https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-createloadbalancertcplistener
func (x *balancerIndex) collect(s *servers, lb *model.LoadBalancer) {
	l := s.listener
	switch {
	case l.PrimaryGroup != "":
		s.kind, s.ids = "primary", []string{l.PrimaryGroup}
	case l.Product == "clb" && len(l.ServerGroups) > 0:
		s.kind, s.ids = "vserver", l.ServerGroups
	case l.Product == "clb" && l.BackendPort > 0:
		s.kind, s.all, s.whole = "default", lb.Backends, lb.Backends != nil
		return
	case l.Product != "clb":
		s.kind, s.ids = "server", l.ServerGroups
	default:
		return
	}
	s.whole = len(s.ids) > 0
	for _, id := range s.ids {
		group := x.groups[id]
		s.whole = s.whole && x.hasAll(s.kind, id, group)
		if group != nil {
			s.groups, s.all = append(s.groups, group), append(s.all, group.Servers...)
		}
	}
}

// serversOf are the answers that have the servers of a group.
var serversOf = map[string]string{
	"vserver": "slb:DescribeVServerGroupAttribute", "primary": "slb:DescribeMasterSlaveServerGroupAttribute", "server": "nlb:ListServerGroupServers",
}

func (x *balancerIndex) hasAll(kind, id string, group *model.ServerGroup) bool {
	return x.known(serversOf[kind], id) == model.Complete || group != nil && group.Count == 0
}

// index sets aside the servers that get no new connections, and makes the others findable.
func (s *servers) index(zone string) {
	s.byENI, s.byInstance, s.byAddress = map[string]int{}, map[string]sighting{}, map[netip.Addr]sighting{}
	for _, server := range s.all {
		if server.Weight <= 0 {
			continue
		}
		if zone != "" && server.Zone != zone {
			s.zone = true
			continue
		}
		s.active = append(s.active, server)
		at := len(s.active)
		switch {
		case isInstanceServer(server):
			s.byInstance[server.ID] = sighting{at, s.byInstance[server.ID].count + 1}
		case strings.HasPrefix(server.ID, "eni-"):
			s.byENI[server.ID] = at
			s.addAddress(server, at)
		default:
			s.addAddress(server, at)
		}
	}
}

func isInstanceServer(b model.Backend) bool {
	return b.Type == "ecs" || b.Type == "" && strings.HasPrefix(b.ID, "i-")
}

// addAddress makes a server findable by its address, which is the id of one that was added by address.
func (s *servers) addAddress(server model.Backend, at int) {
	addr := server.Addr.Unmap()
	if named, err := netip.ParseAddr(server.ID); err == nil && !addr.IsValid() {
		addr = named.Unmap()
	}
	if addr.IsValid() {
		s.byAddress[addr] = sighting{at, s.byAddress[addr].count + 1}
	}
}

// client is what a source is to the servers: the words of ClientFacts, and the server plus one.
type client struct {
	standing string
	at       int
}

// client compares an identity with the servers. A server that is an instance is all that runs on the node, one that is an
// ENI or an address is the pod alone.
func (s *servers) client(id Identity, node *model.Node) client {
	instance := instanceOf(id, node)
	seen := s.byInstance[instance]
	if id.Address.IsValid() && id.Address.IsSingleIP() {
		own := s.byAddress[id.Address.Addr().Unmap()]
		seen = sighting{max(own.at, seen.at), own.count + seen.count}
	}
	switch {
	case seen.count > 0 && seen.count == len(s.active) && s.whole:
		return client{"only", seen.at}
	case seen.count > 0 && seen.count < len(s.active):
		return client{"among", seen.at}
	case seen.count > 0:
		return client{"unknown", seen.at}
	case len(s.active) == 0:
		return client{standing: "no"}
	case id.ENI != nil && s.byENI[id.ENI.ID] > 0:
		return client{"eni", s.byENI[id.ENI.ID]}
	case !id.Address.IsValid(), instance == "" && len(s.byInstance) > 0:
		return client{standing: "unknown"}
	}
	return client{standing: "no"}
}

// instanceOf returns the id of the ECS instance that an identity is on, "" when nothing tells.
func instanceOf(id Identity, node *model.Node) string {
	switch {
	case id.Instance != nil:
		return id.Instance.ID
	case id.ENI != nil && id.ENI.Instance != "":
		return id.ENI.Instance
	case node != nil:
		return node.Instance
	}
	return ""
}

func (s *servers) facts(t *table, c client) ClientFacts {
	facts := ClientFacts{Standing: c.standing}
	if c.at > 0 {
		server := s.active[c.at-1]
		facts.At = t.add(server.ID, server.Ref)
	}
	return facts
}

// backendFacts describes the servers of a listener.
func (x *balancerIndex) backendFacts(t *table, s servers) BackendFacts {
	facts := BackendFacts{
		Forwards: s.listener.Action == "" || foldedIs(s.listener.Action, "forwardgroup"), Kind: s.kind,
		Standing: s.standing(), Preserve: s.preserve(), Health: "unknown", Check: oneOf(s.listener.HealthCheck, "on", "off"),
	}
	if facts.Check == "off" {
		facts.CheckAt = t.add("the health check", s.listener.HealthCheckRef)
	}
	lb := x.byID[s.listener.Balancer]
	switch {
	case s.kind == "default":
		facts.Group = t.add("the default server group of "+s.listener.Balancer, lb.Ref)
	case len(s.groups) > 0:
		facts.Group = t.add("server group "+s.groups[0].ID, s.groups[0].Ref)
	case len(s.ids) > 0:
		facts.Group = t.add("server group "+s.ids[0], s.listener.Ref)
	}
	if len(s.ids) > 0 {
		facts.ID = t.add(s.ids[0], model.Ref{})
	}
	x.health(&facts, t, lb, s.listener)
	return facts
}

func (s *servers) standing() string {
	switch {
	case !s.whole && len(s.active) > 0:
		return "some"
	case !s.whole:
		return "unknown"
	case len(s.all) == 0:
		return "none"
	case len(s.active) == 0 && s.zone:
		return "away"
	case len(s.active) == 0:
		return "idle"
	case len(s.active) == 1:
		return "one"
	}
	return "several"
}

// preserve tells whether the servers of an NLB instance see the address of the client. Groups of addresses and listeners
// that end TLS are documented not to show it, and answers may claim it all the same.
// https://www.alibabacloud.com/help/en/slb/network-load-balancer/use-cases/obtain-client-ip-addresses
func (s *servers) preserve() string {
	answer := "no"
	for _, group := range s.groups {
		switch {
		case group.PreserveIP == "false" || s.listener.Protocol == "tcpssl":
		case group.PreserveIP == "true" && !foldedIs(group.Type, "ip"):
			return "yes"
		default:
			answer = "unknown"
		}
	}
	if len(s.groups) == 0 {
		return "unknown"
	}
	return answer
}

// health reads what health checks said about the servers of the listener.
func (x *balancerIndex) health(facts *BackendFacts, t *table, lb *model.LoadBalancer, l *model.Listener) {
	if x.known("slb:DescribeHealthStatus", lb.ID) != model.Complete {
		return
	}
	for _, h := range lb.Health {
		if h.Port != l.Port || h.Protocol != "" && h.Protocol != l.Protocol {
			continue
		}
		if facts.HealthAt == "" {
			facts.Health, facts.HealthAt = "abnormal", t.add("the health of "+l.Balancer, h.Ref)
		}
		if !foldedIs(h.Status, "abnormal") {
			facts.Health = "fine"
		}
	}
}
