package facts

import (
	"crypto/sha256"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// dnsPort is where DNS servers listen, and dnsProtocols what they are asked by: TCP where an answer is too long for UDP.
// https://www.rfc-editor.org/rfc/rfc7766
const dnsPort = 53

var dnsProtocols = []string{"udp", "tcp"}

// queries is what a pod asks the servers that its settings name.
type queries struct {
	list     []asked
	digest   [sha256.Size]byte
	settings string             // all of the pod's own that matters
	cluster  bool               // CoreDNS is among the servers
	known    map[int]resolution // by the number of the class of the name
}

// resolution is what comes before a packet to a name of one class.
type resolution struct {
	part    *Component
	lookups []*Case
}

// dnsPolicy returns the policy of a pod.
// https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy
func dnsPolicy(t *model.Template) string {
	if t.DNSPolicy == "" {
		return "ClusterFirst"
	}
	return t.DNSPolicy
}

// serversOf returns what the nameservers of a pod's dnsConfig are.
func (r *resolver) serversOf(t *model.Template) []string {
	out := []string{}
	for _, text := range t.Nameservers {
		out = append(out, r.serverAt(text))
	}
	return out
}

func (r *resolver) serverAt(text string) string {
	addr, err := netip.ParseAddr(strings.TrimSpace(text))
	addr = addr.Unmap()
	switch {
	case err != nil:
		return "invalid"
	case r.clusterDNS().has(addr):
		return "cluster"
	case slices.Contains(vpcServers, addr):
		return "vpc"
	case addr == localServer:
		return "local"
	case r.isPublic(addr):
		return "public"
	}
	return "private"
}

// isPublic tells whether an address is outside of every range that VPCs have.
func (f *Facts) isPublic(addr netip.Addr) bool {
	return len(f.rangesOf(netip.PrefixFrom(addr, addr.BitLen()))) == 0
}

// labelled tells whether the labels ask for NodeLocal DNSCache: that of the namespace, and none of the pod against it.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-nodelocal-dnscache
func (r *resolver) labelled(p *place) bool {
	const label = "node-local-dns-injection"
	space := r.network.Namespaces[p.end.namespace]
	switch {
	case space == nil || space.Labels[label] != "enabled" || p.self.Labels[label] == "disabled":
		return false
	case p.end.namespace == "kube-system" || p.end.namespace == "kube-public":
		return false
	}
	return p.self.Labels["alibabacloud.com/eci"] != "true"
}

// local tells whether the nodes run NodeLocal DNSCache. DaemonSets are exported together.
func (r *resolver) local() string {
	answer := "unknown"
	for _, w := range r.network.Workloads {
		if w.Kind != "DaemonSet" || w.Namespace != "kube-system" {
			continue
		}
		if w.Name == "node-local-dns" {
			return "yes"
		}
		answer = "no"
	}
	return answer
}

// queriesOf returns the questions of a pod to its servers. Which of them it asks is for the policies to say.
func (r *resolver) queriesOf(p *place) *queries {
	if p.queries != nil {
		return p.queries
	}
	policy, written, labelled := dnsPolicy(p.self), r.serversOf(p.self), r.labelled(p)
	q := &queries{known: map[int]resolution{}, settings: policy + " " + strings.Join(written, " ") + " " + strconv.FormatBool(labelled)}
	q.cluster = strings.HasPrefix(policy, "ClusterFirst") || slices.Contains(written, "cluster") || slices.Contains(written, "local")
	if q.cluster {
		for _, end := range r.clusterDNS().ends {
			q.list = append(q.list, r.query(p, "cluster", end)...)
		}
	}
	if policy == "Default" || p.self.HostNetwork || slices.Contains(written, "vpc") {
		for _, addr := range vpcServers {
			q.list = append(q.list, r.query(p, "vpc", serverEnd(addr, ""))...)
		}
	}
	if labelled || slices.Contains(written, "local") {
		q.list = append(q.list, r.query(p, "local", serverEnd(localServer, "network-policy"))...)
	}
	for i, kind := range written {
		if kind == "public" || kind == "private" {
			addr, _ := netip.ParseAddr(p.self.Nameservers[i])
			q.list = append(q.list, r.query(p, strconv.Itoa(i), serverEnd(addr.Unmap(), ""))...)
		}
	}
	q.list = merged(q.list)
	sum := sha256.New()
	writeKeys(sum, q.list)
	q.digest = [sha256.Size]byte(sum.Sum(nil))
	p.queries = q
	return q
}

// serverEnd is a server by its address.
func serverEnd(addr netip.Addr, gates string) dnsEnd {
	return dnsEnd{target: Target{Text: "ip:" + addr.String(), Kind: "ip", Addr: addr, Port: dnsPort, gates: gates}}
}

// query returns the questions of a pod to one server by each protocol.
func (r *resolver) query(p *place, server string, end dnsEnd) []asked {
	protocols := end.protocols
	if protocols == nil {
		protocols = dnsProtocols
	}
	var out []asked
	for _, protocol := range protocols {
		t := end.target
		t.Protocol, t.lookup = protocol, true
		family := "ipv4"
		if t.Addr.IsValid() {
			family = familyOf(t.Addr)
		}
		out = append(out, asked{r.ask(p, r.question(t, family, end.peer)), server, protocol, -1})
	}
	return out
}

// dnsEntity returns what the handles about a pod's DNS settings stand for: source.dns and source.nameserver.N.
func (p *place) dnsEntity(h Handle) (Entity, bool) {
	template, ref := p.dnsSettings()
	if h == "source.dns" {
		at := ref.At(template.Pointer + "/spec/dnsPolicy")
		if template.DNSPolicy == "" {
			at = ref.At(template.Pointer + "/spec").Key()
		}
		return Entity{"dnsPolicy " + dnsPolicy(template), at}, true
	}
	number, ok := strings.CutPrefix(string(h), "source.nameserver.")
	i, err := strconv.Atoi(number)
	if !ok || err != nil || i < 0 || i >= len(template.Nameservers) {
		return Entity{}, false
	}
	return Entity{template.Nameservers[i], ref.At(template.Pointer + "/spec/dnsConfig/nameservers/" + number)}, true
}

// dnsSettings returns where the DNS settings of a pod are edited: in the template that it was made from, unless something
// has changed them since.
func (p *place) dnsSettings() (*model.Template, model.Ref) {
	w := p.source.Workload
	if w != nil && dnsPolicy(&w.Template) == dnsPolicy(p.self) && slices.Equal(w.Nameservers, p.self.Nameservers) {
		return &w.Template, w.Ref
	}
	return p.self, p.ref
}
