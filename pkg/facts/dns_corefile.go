package facts

import (
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// corefilePath returns where CoreDNS passes a name on, and the plugins that may answer before. The server block with the
// longest zone that holds the name serves it. https://coredns.io/manual/configuration/
func corefilePath(c *model.Corefile, host string) (forwarding, string) {
	best, block := -1, 0
	for i, b := range c.Blocks {
		for _, zone := range b.Zones {
			if inZone(host, zone) && len(zone) > best {
				best, block = len(zone), i+1
			}
		}
	}
	if block == 0 {
		return forwarding{}, ""
	}
	to, overrides := forwarding{block: block}, []string{}
	for i, p := range c.Blocks[block-1].Plugins {
		switch {
		case p.Name == "forward" && to.plugin == 0 && passesOn(p, host):
			to.plugin = i + 1
		case mayAnswer(p, host):
			overrides = append(overrides, strconv.Itoa(i))
		}
	}
	return to, strings.Join(overrides, " ")
}

func inZone(host, zone string) bool {
	return zone == "" || host == zone || strings.HasSuffix(host, "."+zone)
}

// passesOn tells whether a plugin forward passes a name on. https://coredns.io/plugins/forward/
func passesOn(p model.CorefilePlugin, host string) bool {
	if len(p.Args) < 2 || !inZone(host, plainHost(strings.Trim(p.Args[0], "."))) {
		return false
	}
	return !slices.ContainsFunc(p.Lines, func(line []string) bool {
		held := func(zone string) bool { return inZone(host, plainHost(strings.Trim(zone, "."))) }
		return line[0] == "except" && slices.ContainsFunc(line[1:], held)
	})
}

// mayAnswer tells whether a plugin may answer for a name by itself, or have another one asked for.
func mayAnswer(p model.CorefilePlugin, host string) bool {
	switch p.Name {
	case "hosts":
		return hostsMayAnswer(p, host)
	case "template":
		return templateMayAnswer(p, host)
	case "rewrite":
		return rewriteMayApply(p, host)
	case "file", "auto", "secondary", "etcd", "route53", "clouddns", "azure", "acl":
		zones := p.Args
		if p.Name == "file" && len(zones) > 0 {
			zones = zones[1:]
		}
		return holdsAny(zones, host)
	}
	return false
}

// holdsAny tells whether one of the zones holds the name; none written are those of the server block, which does.
func holdsAny(zones []string, host string) bool {
	return len(zones) == 0 || slices.ContainsFunc(zones, func(zone string) bool { return inZone(host, plainHost(strings.Trim(zone, "."))) })
}

// hostsMayAnswer tells whether the plugin has the name, or may have it in a file, or lets no other plugin answer.
// https://coredns.io/plugins/hosts/
func hostsMayAnswer(p model.CorefilePlugin, host string) bool {
	if len(p.Args) > 0 && !holdsAny(p.Args[1:], host) {
		return false
	}
	passes := false
	for _, line := range p.Lines {
		if line[0] == "fallthrough" {
			passes = holdsAny(line[1:], host)
		}
		if slices.ContainsFunc(line[1:], func(name string) bool { return plainHost(name) == host }) {
			return true
		}
	}
	return len(p.Args) > 0 || !passes
}

// templateMayAnswer tells whether a template is for addresses of IPv4 and for the name. https://coredns.io/plugins/template/
func templateMayAnswer(p model.CorefilePlugin, host string) bool {
	if len(p.Args) > 1 && !slices.Contains([]string{"ANY", "A"}, strings.ToUpper(p.Args[1])) {
		return false
	}
	if len(p.Args) > 2 && !holdsAny(p.Args[2:], host) {
		return false
	}
	matched := true
	for _, line := range p.Lines {
		if line[0] == "match" {
			matched = slices.ContainsFunc(line[1:], func(pattern string) bool { return mayMatch(pattern, host+".") })
		}
	}
	return matched
}

func mayMatch(pattern, text string) bool {
	expression, err := regexp.Compile(pattern)
	return err != nil || expression.MatchString(text)
}

// rewriteMayApply tells whether a rule has another name asked for. https://coredns.io/plugins/rewrite/
func rewriteMayApply(p model.CorefilePlugin, host string) bool {
	words := p.Args
	if len(words) > 0 && (words[0] == "stop" || words[0] == "continue") {
		words = words[1:]
	}
	if len(words) == 0 || words[0] != "name" {
		return len(words) == 0
	}
	words = words[1:]
	if len(words) == 2 {
		return plainHost(words[0]) == host
	}
	if len(words) < 3 {
		return true
	}
	from := plainHost(words[1])
	switch words[0] {
	case "exact":
		return from == host
	case "prefix":
		return strings.HasPrefix(host, from)
	case "suffix":
		return strings.HasSuffix(host, from)
	case "substring":
		return strings.Contains(host, from)
	}
	return mayMatch(words[1], host+".") || mayMatch(words[1], host)
}

// upstreams returns the servers that CoreDNS passes names on to. Those of the node, which are those of the VPC, where a file
// is named, and where no Corefile is known.
func upstreams(plugin *model.CorefilePlugin) []dnsEnd {
	var ends []dnsEnd
	protocols := dnsProtocols
	to := []string{"/etc/resolv.conf"}
	if plugin != nil {
		to = plugin.Args[1:]
		if slices.ContainsFunc(plugin.Lines, func(line []string) bool { return line[0] == "force_tcp" }) {
			protocols = []string{"tcp"}
		}
	}
	for _, text := range to {
		scheme, rest, found := strings.Cut(text, "://")
		if !found {
			scheme, rest = "dns", text
		}
		end := dnsEnd{protocols: protocols}
		port := dnsPort
		if scheme == "tls" {
			end.protocols, port = []string{"tcp"}, 853
		}
		for _, addr := range addressesOf(rest, &port) {
			end.target = Target{Text: "ip:" + addr.String(), Kind: "ip", Addr: addr, Port: port}
			ends = append(ends, end)
		}
	}
	return ends
}

// addressesOf reads ADDR, ADDR:PORT or the name of a file, which is the node's resolv.conf.
func addressesOf(text string, port *int) []netip.Addr {
	if addr, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil {
		return []netip.Addr{addr.Unmap()}
	}
	if at, err := netip.ParseAddrPort(text); err == nil {
		*port = int(at.Port())
		return []netip.Addr{at.Addr().Unmap()}
	}
	return vpcServers
}

// upstreamOf returns the questions of each pod of CoreDNS to the servers that a name is passed on to.
func (r *resolver) upstreamOf(name nameClass) []asked {
	if known, ok := r.upstream[name.forwarding]; ok {
		return known
	}
	var out []asked
	ends := upstreams(r.plugin(name.forwarding))
	if r.corefile != nil && name.plugin == 0 {
		ends = nil
	}
	number := 0
	for _, s := range r.clusterDNS().origins {
		for _, p := range r.placesOf(s, "ipv4") {
			for _, end := range ends {
				for _, q := range r.query(p, "upstream", end) {
					q.from = number
					out = append(out, q)
				}
			}
			number++
		}
	}
	r.upstream[name.forwarding] = out
	return out
}

// plugin returns the plugin that passes a name on, nil when none is known.
func (r *resolver) plugin(to forwarding) *model.CorefilePlugin {
	if r.corefile == nil || to.plugin == 0 {
		return nil
	}
	return &r.corefile.Blocks[to.block-1].Plugins[to.plugin-1]
}

func (r *resolver) corefileFacts(t *table, name nameClass) CorefileFacts {
	f := CorefileFacts{Evidence: model.Absent, Overrides: []Handle{}}
	written := r.network.ConfigMaps["kube-system/coredns"]
	if written == nil {
		return f
	}
	f.Evidence, f.At = model.Partial, t.add("ConfigMap kube-system/coredns", written.Ref.At("/metadata/name"))
	if r.corefile == nil {
		return f
	}
	f.Evidence = model.Complete
	if name.block == 0 {
		return f
	}
	block := r.corefile.Blocks[name.block-1]
	f.At = t.add("server block "+strings.Join(block.Keys, " ")+" of the Corefile", written.Ref.At(block.Pointer))
	for number := range strings.FieldsSeq(name.overrides) {
		i, _ := strconv.Atoi(number)
		f.Overrides = append(f.Overrides, t.add("plugin "+block.Plugins[i].Name, written.Ref.At(block.Plugins[i].Pointer)))
	}
	if p := r.plugin(name.forwarding); p != nil {
		f.Forward = t.add("forward "+strings.Join(p.Args, " "), written.Ref.At(p.Pointer))
		f.Public = !slices.ContainsFunc(upstreams(p), func(e dnsEnd) bool { return !r.isPublic(e.target.Addr) })
	}
	return f
}
