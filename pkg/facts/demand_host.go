package facts

import (
	"net/netip"
	"strings"
)

// wanted returns the target of a mention, if a pod of the namespace would connect to it. A false demand is a false alarm,
// so whatever may be something else is none.
func (d *demandFinder) wanted(m mention, namespace string, port int) (Target, bool) {
	if m.own || m.nowhere || schemePort(m.scheme) < 0 || m.name.scraped && m.scheme != "" {
		return Target{}, false
	}
	f := targetForm{place: namespace, port: port}
	if m.scheme == "udp" {
		f.protocol = "udp"
	}
	if m.scheme == "" && isDatagramPort(port) && !strings.Contains(m.host, ".svc") {
		return Target{}, false
	}
	if addr, err := netip.ParseAddr(m.host); err == nil {
		return d.wantedAddress(m, addr.Unmap(), f)
	}
	// Images are pulled by the node, not by the pod. Names of the cluster's own sites are told to others rather than asked.
	if h, ok := cloudHostNamed(m.host); d.isServed(m.host) || d.isOwnSite(m.host) || ok && h.registry {
		return Target{}, false
	}
	if t, isCluster, err := d.clusterHost(m.host, f); isCluster || err != nil {
		return d.wantedService(m, t, err, f)
	}
	if d.isKnownEndpoint(m) {
		t, err := d.host(m.host, f)
		return t, err == nil
	}
	if !d.speaksOfHost(m) || !d.isPublicName(m) || isReferenceHost(m.host) || m.name.lone && isWeb(m.scheme) {
		return Target{}, false
	}
	if f.port == 0 && m.name.port < 0 {
		return Target{}, false
	}
	if f.port == 0 {
		f.port = m.name.port
	}
	t, err := d.host(m.host, f)
	return t, err == nil
}

// portOf returns the port that is written, in the text, by the scheme or under a sibling's name. MongoDB of Alibaba Cloud
// does not listen on the port of the scheme.
func (d *demandFinder) portOf(m mention) int {
	if m.port != 0 {
		return m.port
	}
	if port := schemePort(m.scheme); port > 0 && (m.scheme != "mongodb" || !strings.HasSuffix(m.host, ".aliyuncs.com")) {
		return port
	}
	scope := d.settings[m.position].scope
	if !m.name.endpoint || m.name.key == "" && !strings.HasSuffix(scope, ".") { // a lone PORT of a container or a file is its own
		return 0
	}
	if len(d.ports) == 0 {
		d.indexPorts()
	}
	return max(0, d.ports[settingKey{scope, m.name.key}])
}

// settingKey is what the settings of one destination have in common.
type settingKey struct{ scope, key string }

// indexPorts collects the settings that are ports. Two different ports of one key say nothing.
func (d *demandFinder) indexPorts() {
	d.ports[settingKey{}] = -1 // so that an index without ports is not built again
	for i := range d.settings {
		v := &d.settings[i]
		if len(v.text.text) > len("65535\n") {
			continue
		}
		port, ok := writtenPort(strings.TrimSpace(v.text.text))
		if !ok || !d.scanner.name(v.name).isPort {
			continue
		}
		key := settingKey{v.scope, d.scanner.name(v.name).key}
		if known := d.ports[key]; known != 0 && known != port {
			port = -1
		}
		d.ports[key] = port
	}
}

// speaksOfHost tells whether the text makes the name or address a destination: by a scheme, by a port and no path, which
// an image might have, or by what it is called.
func (d *demandFinder) speaksOfHost(m mention) bool {
	switch {
	case m.certain:
		return false
	case m.scheme != "":
		return true
	case m.name.image || !m.alone:
		return false
	case m.port != 0 && !m.path:
		return true
	}
	return m.name.endpoint
}

// isKnownEndpoint tells whether the name is a database's or a load balancer's in the exports, or one of Alibaba Cloud.
func (d *demandFinder) isKnownEndpoint(m mention) bool {
	if _, ok := d.endpoints[m.host]; ok || d.vips.byHost[m.host] != nil {
		return true
	}
	h, ok := cloudHostNamed(m.host)
	return ok && (!m.certain || h.id != "") && (m.scheme != "" || !m.name.image && (!m.path || m.name.endpoint)) && m.host != "aliyuncs.com"
}

// isMereName tells whether a mention is a host name and nothing else makes it a destination: no scheme, no port, no name
// that says so, no export that has it.
func (d *demandFinder) isMereName(m mention) bool {
	_, exported := d.endpoints[m.host]
	return m.scheme == "" && m.port == 0 && !m.name.endpoint && !exported && d.vips.byHost[m.host] == nil && !isAddressText(m.host)
}

// wantedService is a Service of the cluster by one of its names. Several ports leave open which one is meant, unless
// the value's name tells.
func (d *demandFinder) wantedService(m mention, t Target, err error, f targetForm) (Target, bool) {
	if t.Broken != Sound && t.Broken != NoName {
		return Target{}, false // most likely a Service of another cluster, or one that the bundle leaves out
	}
	if !d.speaksOfHost(m) && !(m.alone && !m.certain && strings.Contains(m.host, ".svc")) {
		return Target{}, false
	}
	if err != nil && f.port == 0 && m.name.port > 0 {
		f.port = m.name.port
		t, _, err = d.clusterHost(m.host, f)
	}
	if t.Kind == "host" && f.port == 0 && m.name.port < 0 {
		return Target{}, false
	}
	return t, err == nil && t.isListed()
}

// isListed tells whether the bundle has what may be behind a Service, or shows that nothing is.
func (t Target) isListed() bool { return t.ends == nil || t.ends.lacks == "" }

// wantedAddress leaves out addresses that are no destination, ranges, and the addresses of the cluster's Services and load
// balancers that nothing in the bundle explains.
func (d *demandFinder) wantedAddress(m mention, addr netip.Addr, f targetForm) (Target, bool) {
	if isNoDestination(addr) || m.path || !d.speaksOfHost(m) {
		return Target{}, false
	}
	if cidr := d.network.Cluster.ServiceCIDR; cidr.IsValid() && cidr.Contains(addr) && d.addresses[addr] == nil {
		return Target{}, false
	}
	if _, service, _ := d.nodePort(f.fill(Target{Kind: "ip", Addr: addr}, f.port)); service == nil && d.nodes[addr] && isNodePort(f.port) {
		return Target{}, false
	}
	if _, database := d.endpointAt(addr, 0); !database && f.port == 0 && d.addresses[addr] == nil && d.vips.at(addr) == nil && len(d.balancers[addr.String()]) == 0 {
		f.port = max(m.name.port, 0)
		if f.port == 0 && (m.name.port < 0 || addr.IsPrivate()) {
			return Target{}, false
		}
	}
	t, err := d.address(addr, f)
	return t, err == nil && t.isListed()
}

// isNodePort tells the ports that a node passes on to the pods of a Service, wherever they are:
// https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
func isNodePort(port int) bool { return port >= 30000 && port <= 32767 }

// isPublicName tells whether a name can only be a host of the internet.
func (d *demandFinder) isPublicName(m mention) bool {
	labels := strings.Count(m.host, ".") + 1
	top := m.host[strings.LastIndexByte(m.host, '.')+1:]
	switch {
	case labels < 2 || !d.zones[top] || strings.Contains(m.host, "_"):
		return false
	case strings.Contains(m.host, ".svc."):
		return false // a Service of another cluster
	case labels == 2 && d.namespaces[top]:
		return false // a Service that is not in the bundle
	case m.scheme == "" && m.port == 0 && (labels == 2 && isFileName(m.host) || isPackageName(m.host)):
		return false
	}
	return true
}
