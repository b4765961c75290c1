package facts

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// The witnesses stand for any public address. They are of ranges that nobody gives to hosts, so no rule, list or
// route names them alone, and that are no examples of documentation either, which fixtures and drafts are full of:
// https://www.rfc-editor.org/rfc/rfc7526 and https://www.rfc-editor.org/rfc/rfc9637
func publicWitness() netip.Addr  { return netip.AddrFrom4([4]byte{192, 88, 99, 1}) }
func publicWitness6() netip.Addr { return netip.MustParseAddr("3fff::1") }

// targetAt finds what a client in the namespace wants to reach. A port and protocol may be given beside the text; 0 and ""
// leave them to it.
func (x *names) targetAt(text string, port int, protocol, namespace string) (Target, error) {
	f, err := parseTarget(text)
	if err != nil {
		return Target{}, err
	}
	protocol = strings.ToLower(protocol)
	switch {
	case protocol != "" && !slices.Contains(protocols(), protocol):
		return Target{}, fmt.Errorf("protocol %q is none of %s", protocol, strings.Join(protocols(), ", "))
	case port < 0 || port > 65535:
		return Target{}, fmt.Errorf("port %d is not between 1 and 65535", port)
	}
	if cmp.Or(port, f.port) != cmp.Or(f.port, port) || cmp.Or(protocol, f.protocol) != cmp.Or(f.protocol, protocol) {
		return Target{}, fmt.Errorf("target %q has a port or protocol other than the one beside it", text)
	}
	f.port, f.protocol, f.place = cmp.Or(f.port, port), cmp.Or(f.protocol, protocol), namespace
	return x.resolve(f)
}

func (x *names) resolve(f targetForm) (Target, error) {
	switch f.kind {
	case "internet":
		return f.fill(Target{Kind: f.kind, Addr: publicWitness(), Uncertain: true}, 443), nil
	case "internet6":
		return f.fill(Target{Kind: f.kind, Addr: publicWitness6(), Uncertain: true}, 443), nil
	case "ip":
		return x.addressNamed(f)
	case "host":
		return x.host(f.name, f)
	case "pod":
		return x.podTarget(f)
	case "svc":
		return x.serviceNamed(f)
	case "oss":
		return x.bucket(f)
	case "ecs":
		return x.instance(f)
	case "eni":
		return x.networkInterface(f)
	case "clb", "nlb", "alb":
		return x.balancerNamed(f)
	case "lb":
		return x.ownBalancer(f)
	}
	return x.databaseNamed(f)
}

func (x *names) addressNamed(f targetForm) (Target, error) {
	addr, err := netip.ParseAddr(strings.Trim(f.name, "[]"))
	if err != nil || addr.Zone() != "" {
		return Target{}, fmt.Errorf("target %q has no IP address after the colon", f.text)
	}
	return x.address(addr.Unmap(), f)
}

// address finds out whose address it is: a database's, a load balancer's, a Service's, a pod's, or nobody's that matters.
func (x *names) address(addr netip.Addr, f targetForm) (Target, error) {
	if e, ok := x.endpointAt(addr, f.port); ok {
		return f.fill(databaseTarget(e, addr), e.port()), nil
	}
	if lb := x.vips.at(addr); lb != nil {
		return x.balancer(lb, addr, f)
	}
	if len(x.balancers[addr.String()]) > 0 {
		return x.unexported(addr.String(), addr, f)
	}
	if s := x.addresses[addr]; s != nil {
		t, err := x.service(s, f)
		t.Addr = addr
		return t, err
	}
	if p := x.pods[addr]; p != nil {
		t, err := x.podsOf(Source{Pod: p}, f)
		t.Addr = addr
		return t, err
	}
	return f.fill(Target{Kind: "ip", Addr: addr}, 443), nil
}

// endpointAt returns the database endpoint of an address, one with the port before others. VPCs may use the same ranges, so
// of several databases the one of the cluster's VPC counts, and of several of those none.
func (x *names) endpointAt(addr netip.Addr, port int) (endpointOf, bool) {
	found := x.private[addr]
	if vpc := x.network.Cluster.VPC.Value; vpc != "" && addr.IsPrivate() {
		found = slices.DeleteFunc(slices.Clone(found), func(e endpointOf) bool {
			other := cmp.Or(e.endpoint.VPC, e.database.VPC)
			return other != "" && other != vpc
		})
	}
	if len(found) == 0 || slices.ContainsFunc(found, func(e endpointOf) bool { return e.database != found[0].database }) {
		return endpointOf{}, false
	}
	return onPort(found, port), true
}

// onPort returns the endpoint with the port, or the first.
func onPort(found []endpointOf, port int) endpointOf {
	for _, e := range found {
		if e.endpoint.Port == port {
			return e
		}
	}
	return found[0]
}

// bucket is an OSS bucket by its endpoint, or by its name alone: then by the endpoint for VPCs of the cluster's own
// region, which is the one to use from pods.
func (x *names) bucket(f targetForm) (Target, error) {
	host := plainHost(f.name)
	if !strings.Contains(host, ".") {
		if !isHostLabel(host) {
			return Target{}, fmt.Errorf("target %q has no bucket name after the colon", f.text)
		}
		t := Target{Kind: "oss", Within: sharedServices(), Bucket: host}
		if region := x.network.Cluster.Region.Value; region != "" {
			t.Host, t.Region = host+".oss-"+region+"-internal.aliyuncs.com", region
		}
		return f.fill(t, 443), nil
	}
	h, ok := cloudHostNamed(host)
	if !ok || !strings.Contains(host, "oss") || !isHostName(host) {
		return Target{}, fmt.Errorf("target %q has no endpoint of OSS after the colon: did you mean host:%s?", f.text, f.name)
	}
	return f.fill(h.target(host), h.port), nil
}

// instance is an ECS instance by its primary address, which its ENI and the node that runs on it have too.
func (x *names) instance(f targetForm) (Target, error) {
	if i := x.instances()[f.name]; i != nil && i.Addr.IsValid() {
		return f.fill(Target{Kind: "ip", Addr: i.Addr, VPC: i.VPC}, 443), nil
	}
	return x.unseen(f, "DescribeInstances")
}

// unseen is something whose address the export would tell. Only a complete export shows that there is no such thing.
func (x *names) unseen(f targetForm, export string) (Target, error) {
	if evidence, _ := x.network.Evidence("ecs:"+export, ""); evidence == model.Complete || !isHostLabel(f.name) {
		return Target{}, fmt.Errorf("target %q is not in the bundle, which has all of %s", f.text, export)
	}
	return f.fill(Target{Kind: "ip", ID: f.name, Lacks: export}, 443), nil
}

func (x *names) networkInterface(f targetForm) (Target, error) {
	for _, eni := range x.network.ENIs {
		if eni.ID == f.name && eni.Primary.IsValid() {
			return f.fill(Target{Kind: "ip", Addr: eni.Primary.Unmap(), VPC: eni.VPC}, 443), nil
		}
	}
	return x.unseen(f, "DescribeNetworkInterfaces")
}

// databaseNamed is a database by its id. One that no export describes is a target all the same, of which nothing is known.
func (x *names) databaseNamed(f targetForm) (Target, error) {
	if _, ok := x.endpoints[plainHost(f.name)]; ok || strings.Contains(f.name, ".") {
		return Target{}, fmt.Errorf("target %q names a host, not an id: write host:%s", f.text, f.name)
	}
	if !isHostLabel(f.name) {
		return Target{}, fmt.Errorf("target %q has no id after the colon", f.text)
	}
	var other string
	for _, db := range x.databases[strings.ToLower(f.name)] {
		if db.Service == f.kind {
			e := endpointOf{db, preferredEndpoint(db, f.port)}
			t := databaseTarget(e, netip.Addr{})
			x.place(&t)
			return f.fill(t, e.port()), nil
		}
		other = db.Service
	}
	if other != "" {
		return Target{}, fmt.Errorf("target %q is of another service: did you mean %s:%s?", f.text, other, f.name)
	}
	return f.fill(Target{Kind: f.kind, ID: f.name}, enginePort(f.kind, "")), nil
}

// preferredEndpoint returns the endpoint that pods use: the first of the VPC, then of the classic network, then any; and
// of those one with the port, if there is one.
func preferredEndpoint(db *model.Database, port int) *model.Endpoint {
	var best *model.Endpoint
	rank := func(e *model.Endpoint) int {
		worth := 2 * max(0, slices.Index([]string{"Public", "Inner", "Private"}, e.Type))
		if port != 0 && e.Port == port {
			worth += 10
		}
		return worth
	}
	for i := range db.Endpoints {
		if e := &db.Endpoints[i]; best == nil || rank(e) > rank(best) {
			best = e
		}
	}
	return best
}

// port returns the endpoint's port, or the one that the service begins with.
func (e endpointOf) port() int {
	if e.endpoint != nil && e.endpoint.Port != 0 {
		return e.endpoint.Port
	}
	return enginePort(e.database.Service, e.database.Engine)
}

// databaseTarget is a database by an endpoint. addr is the address that names it; the host is left out then.
func databaseTarget(e endpointOf, addr netip.Addr) Target {
	t := Target{Kind: e.database.Service, ID: e.database.ID, Database: e.database, Endpoint: e.endpoint, Addr: addr}
	if e.endpoint != nil && !addr.IsValid() {
		t.Host, t.Addr = plainHost(e.endpoint.Host), e.endpoint.Addr.Unmap()
	}
	return t
}

// place says where an endpoint is whose address no export shows: somewhere public, or in its vSwitch. An instance that is
// asked for by its id has one in its own.
func (x *names) place(t *Target) {
	vswitch := ""
	switch {
	case t.Addr.IsValid() || t.Database == nil:
	case t.Endpoint == nil && t.Host == "":
		vswitch = t.Database.VSwitch
	case t.Endpoint == nil:
	case t.Endpoint.Type == "Public":
		t.Addr, t.Uncertain = publicWitness(), true
	default:
		vswitch = cmp.Or(t.Endpoint.VSwitch, t.Database.VSwitch)
	}
	for _, v := range x.network.VSwitches {
		if vswitch != "" && v.ID == vswitch {
			t.Within = v.CIDR.Prefix
		}
	}
}
