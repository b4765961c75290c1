package facts

import (
	"net/netip"
	"slices"
)

// in returns the target as packets of the family see it: a host that any public address stands for has one of each. The
// address of a target with pods behind it gives way to theirs; any other that is of another family is not the one asked for.
func (t Target) in(family string) Target {
	t.Addr = t.Addr.Unmap()
	switch other := t.Addr.IsValid() && familyOf(t.Addr) != family; {
	case other && t.Uncertain && family == "ipv6":
		t.Addr = publicWitness6()
	case other && len(t.Pods) == 0:
		t.Addr, t.Uncertain = netip.Addr{}, false
	}
	if t.Within.IsValid() && familyOf(t.Within.Addr()) != family {
		t.Within = netip.Prefix{}
	}
	return t
}

// Misses tells whether the target certainly has no address of the family.
func (t Target) Misses(family string) bool {
	other := func(addrs ...netip.Addr) bool {
		return len(addrs) > 0 && !slices.ContainsFunc(addrs, func(a netip.Addr) bool { return familyOf(a) == family })
	}
	without := func(p Peer) bool {
		return p.Addr.IsValid() && other(p.Addr) || p.Pod != nil && p.Pod.AllIPs && other(p.Pod.IPs...)
	}
	if t.Kind == "lb" {
		return len(t.Inside.Fronts) > 0 && !slices.ContainsFunc(t.Inside.Fronts, func(front Target) bool { return !front.Addr.IsValid() || !other(front.Addr) })
	}
	switch {
	case t.Kind == "internet" || t.Kind == "internet6", t.Kind == "ip" && t.Addr.IsValid():
		return other(t.Addr)
	case t.Service != nil && other(t.Service.ClusterIPs...):
		return true
	}
	return len(t.Pods) > 0 && !slices.ContainsFunc(t.Pods, func(p Peer) bool { return !without(p) })
}
