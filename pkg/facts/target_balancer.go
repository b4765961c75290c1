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
	t := Target{Kind: lb.Product, ID: lb.ID, Balancer: lb, Addr: addr, Served: x.servesItself(lb)}
	if !addr.IsValid() {
		t.Choices = frontAddresses(lb)
		switch public := strings.EqualFold(lb.AddressType, "internet"); {
		case len(t.Choices) > 0:
			t.Addr = t.Choices[0]
		case public:
			t.Addr, t.Uncertain = publicWitness(), true
		default:
			t.Lacks = describing(lb.Product)
		}
	}
	f.text = cmp.Or(f.text, lb.Product+":"+lb.ID)
	return f.fill(t, port), nil
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

// servesItself tells whether a load balancer has the address of a Service of the cluster.
func (x *names) servesItself(lb *model.LoadBalancer) bool {
	if lb.Host != "" && x.isServed(plainHost(lb.Host)) {
		return true
	}
	return slices.ContainsFunc(x.vips.addresses(lb), func(a netip.Addr) bool { return x.balancers[a.String()] })
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
