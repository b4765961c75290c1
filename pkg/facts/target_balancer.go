package facts

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// balancerNamed is a load balancer by its id. One that no export describes is a target all the same, of which nothing is
// known.
func (x *names) balancerNamed(f targetForm) (Target, error) {
	if _, ok := x.vips.byHost[plainHost(f.name)]; ok || strings.Contains(f.name, ".") {
		return Target{}, fmt.Errorf("target %q names a host, not an id: write host:%s", f.text, f.name)
	}
	if !isHostLabel(f.name) {
		return Target{}, fmt.Errorf("target %q has no id after the colon", f.text)
	}
	lb := x.vips.byID[f.name]
	switch {
	case lb != nil && lb.Product != f.kind:
		return Target{}, fmt.Errorf("target %q is of another kind: did you mean %s:%s?", f.text, lb.Product, f.name)
	case lb == nil && f.port == 0:
		return Target{}, noPortOf(f, "")
	case lb == nil:
		return f.fill(Target{Kind: f.kind, ID: f.name, Lacks: describing(f.kind)}, f.port), nil
	}
	return x.balancer(lb, netip.Addr{}, f)
}

// describing returns the answer that has the addresses of a load balancer.
func describing(product string) string {
	if product == "clb" {
		return "DescribeLoadBalancerAttribute"
	}
	return "GetLoadBalancerAttribute"
}

// balancer is a load balancer at one of its addresses, or, without one, at all that clients of its name may pick.
func (x *names) balancer(lb *model.LoadBalancer, addr netip.Addr, f targetForm) (Target, error) {
	port, err := x.balancerPort(lb, &f)
	if err != nil {
		return Target{}, err
	}
	t := Target{Kind: lb.Product, ID: lb.ID, Balancer: lb, Addr: addr}
	t.placeFront()
	f.text = cmp.Or(f.text, lb.Product+":"+lb.ID)
	t = f.fill(t, port)
	t.Inside = x.servedBy(lb, t)
	return t, nil
}

// placeFront finds the addresses that clients of a load balancer may pick, where it is not asked for by one of them.
func (t *Target) placeFront() {
	if t.Addr.IsValid() {
		return
	}
	t.Choices = frontAddresses(t.Balancer)
	switch public := strings.EqualFold(t.Balancer.AddressType, "internet"); {
	case len(t.Choices) > 0:
		t.Addr = t.Choices[0]
	case public:
		t.Addr, t.Uncertain = publicWitness(), true
	default:
		t.Lacks = describing(t.Balancer.Product)
	}
}

// unexported is a load balancer that no export describes, by the name under which the status of a Service has it.
func (x *names) unexported(name string, addr netip.Addr, f targetForm) (Target, error) {
	of := x.balancers[name][0]
	if f.port == 0 && len(of.service.Ports) == 1 {
		f.port = int(of.service.Ports[0].Port)
	}
	if f.text == "" && addr.IsValid() {
		f.text = "ip:" + name
	}
	f.text = cmp.Or(f.text, "host:"+name)
	t := f.fill(x.front(of.service, of.front), 443)
	t.Inside = x.served(t, name)
	return t, nil
}

// frontAddresses returns the addresses that clients are told: one of CLB, and one in each zone of the others, the public
// ones where the load balancer faces the internet.
func frontAddresses(lb *model.LoadBalancer) []netip.Addr {
	if lb.Address.IsValid() {
		return []netip.Addr{lb.Address.Unmap()}
	}
	var out []netip.Addr
	add := func(a netip.Addr) {
		if a = a.Unmap(); a.IsValid() && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	for _, zone := range lb.Zones {
		if strings.EqualFold(lb.AddressType, "internet") {
			add(zone.Public)
		} else {
			add(zone.Private)
		}
	}
	for _, zone := range lb.Zones {
		add(zone.IPv6)
	}
	return out
}

// balancerPort returns the port that the form asks for, or that of the only listener with its protocol, which the form
// takes over then. A target that is given by its address or name has the port of the web where a listener has it.
func (x *names) balancerPort(lb *model.LoadBalancer, f *targetForm) (int, error) {
	if f.port != 0 || f.protocol == "icmp" {
		return f.port, nil
	}
	var fit []*model.Listener
	for _, l := range x.vips.listeners[lb.ID] {
		if carrier := transports[l.Protocol]; l.Port > 0 && carrier != "" && (f.protocol == "" || f.protocol == carrier) {
			fit = append(fit, l)
		}
	}
	byID := f.kind == lb.Product
	if i := slices.IndexFunc(fit, func(l *model.Listener) bool { return l.Port == 443 }); len(fit) > 1 && i >= 0 && !byID {
		fit = fit[i : i+1]
	}
	if len(fit) == 1 {
		f.protocol = transports[fit[0].Protocol]
		return fit[0].Port, nil
	}
	if len(fit) == 0 && !byID {
		return 443, nil
	}
	return 0, noPortOf(*f, x.vips.portsOf(lb))
}

func noPortOf(f targetForm, have string) error {
	if have == "" {
		return fmt.Errorf("target %q has no port, and nothing in the bundle tells its listeners: write %s:PORT", f.text, f.text)
	}
	return fmt.Errorf("target %q has no port: name that of one of its listeners, %s", f.text, have)
}
