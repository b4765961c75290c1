package facts

import (
	"maps"
	"net/netip"
	"slices"
	"strings"
)

// aliased is the address that the pods' own hosts file gives to the name of a target; the target itself where it has none.
// https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/
func (x *names) aliased(s Source, t Target) Target {
	hosts := templateOfSource(s).Hosts
	if len(hosts) == 0 || t.Host == "" || !strings.HasPrefix(t.Text, "host:") {
		return t
	}
	for _, name := range slices.Sorted(maps.Keys(hosts)) {
		if addr, err := netip.ParseAddr(hosts[name]); err == nil && plainHost(name) == t.Host {
			return x.instead(t, addr)
		}
	}
	return t
}

// instead is the target of an address in the place of that of a name.
func (x *names) instead(t Target, addr netip.Addr) Target {
	other, err := x.address(addr.Unmap(), targetForm{text: t.Text, port: t.Port, protocol: t.Protocol})
	if err != nil {
		return t
	}
	other.Host, other.Ref = "", t.Ref
	return other
}

// isNamedInside tells whether CoreDNS has a name answered inside: by a plugin of its own, or by servers that are no public
// ones and that a zone of its own is passed on to. Their answers are private addresses more often than public ones, and no
// export has them.
func (x *names) isNamedInside(host string) bool {
	c := x.network.ConfigMaps["kube-system/coredns"]
	if c == nil || c.Corefile == nil {
		return false
	}
	to, overrides := corefilePath(c.Corefile, host)
	if overrides != "" || to.plugin == 0 {
		return overrides != ""
	}
	block := &c.Corefile.Blocks[to.block-1]
	forward := &block.Plugins[to.plugin-1]
	if slices.Contains(block.Zones, "") && strings.Trim(forward.Args[0], ".") == "" {
		return false
	}
	return !slices.ContainsFunc(upstreams(forward), func(e dnsEnd) bool { return isPublicServer(e.target.Addr) })
}

// isPublicServer tells whether a DNS server is one of the internet.
func isPublicServer(addr netip.Addr) bool {
	return !addr.IsPrivate() && !sharedServices().Contains(addr) && !addr.IsLoopback() && !addr.IsLinkLocalUnicast()
}
