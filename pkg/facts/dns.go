package facts

import (
	"crypto/sha256"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// The servers that resolvers in a VPC have, and that of NodeLocal DNSCache.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/support/dns-troubleshooting
var (
	vpcServers  = []netip.Addr{netip.AddrFrom4([4]byte{100, 100, 2, 136}), netip.AddrFrom4([4]byte{100, 100, 2, 138})}
	localServer = netip.AddrFrom4([4]byte{169, 254, 20, 10})
)

// resolver finds the DNS servers that clients ask before they send anything to a name, and makes the questions to them.
// What it says depends on few things: the settings of the pod, where it is, and where CoreDNS passes the name on to.
type resolver struct {
	*Facts
	none     *Component // for targets that are reached without a name
	cluster  *clusterDNS
	corefile *model.Corefile
	upstream map[forwarding][]asked
	parts    map[dnsKey]*Component
	numbers  map[nameClass]int // of the classes, quicker to find for each packet
}

// dnsKey is what the facts of the part depend on.
type dnsKey struct {
	settings string
	name     nameClass
	queries  [sha256.Size]byte
}

// asked is one question to a DNS server. From is the number of the CoreDNS pod that asks, -1 for the source itself.
type asked struct {
	*Case
	server, protocol string
	from             int
}

func newResolver(f *Facts) *resolver {
	r := &resolver{Facts: f, upstream: map[forwarding][]asked{}, parts: map[dnsKey]*Component{}, numbers: map[nameClass]int{}}
	r.none = f.part(dnsPart, func(*table) any { return noDNS() })
	if c := f.network.ConfigMaps["kube-system/coredns"]; c != nil {
		r.corefile = c.Corefile
	}
	return r
}

// noDNS is the facts about a target that is reached without a name. Lists are there all the same.
func noDNS() DNSFacts {
	return DNSFacts{
		Nameservers: []string{}, Lookups: []LookupFacts{}, Origins: []OriginFacts{},
		Cluster: ClusterDNSFacts{Endpoints: model.Absent}, Corefile: CorefileFacts{Evidence: model.Absent, Overrides: []Handle{}},
	}
}

// byName tells whether clients reach the target by a name. The address of a Service is one; an ExternalName Service has none.
func (t Target) byName() bool {
	kind, _, _ := strings.Cut(t.Text, ":")
	switch kind {
	case "rds", "redis", "mongodb", "polardb", "oss":
		return true
	case "adb", "gpdb", "clickhouse", "lindorm", "kafka", "elasticsearch":
		return t.Endpoint == nil || t.Host != ""
	case "host":
		return t.Host != ""
	case "svc":
		return t.Alias
	}
	return false
}

// askers returns the places of the source with the addresses that they ask DNS servers from, nil for a target that is
// reached without a name. Servers have IPv4 addresses in every cluster, whatever the family of the packet.
func (r *resolver) askers(s Source, t Target, family string) []*place {
	if !t.byName() || s.Instance != nil || len(r.options.Gates) > 0 && !slices.Contains(r.options.Gates, "dns") {
		return nil
	}
	here, asking := r.placesOf(s, family), r.placesOf(s, "ipv4")
	if len(asking) != len(here) {
		return here
	}
	return asking
}

// resolve adds to a case what comes before its packet.
func (r *resolver) resolve(c *Case, p *place, name numberedName) {
	q := r.queriesOf(p)
	known, ok := q.known[name.number]
	if !ok {
		known = r.resolution(p, q, name.nameClass)
		q.known[name.number] = known
	}
	c.Parts[dnsPart], c.Lookups = known.part, known.lookups
}

func (r *resolver) resolution(p *place, q *queries, name nameClass) resolution {
	list := q.list
	if name.outside && q.cluster {
		list = append(slices.Clip(list), r.upstreamOf(name)...)
	}
	key := dnsKey{q.settings, name, q.digest}
	part, ok := r.parts[key]
	if !ok {
		part = r.describe(p, name, list)
		r.parts[key] = part
	}
	out := resolution{part: part}
	for _, q := range merged(list) {
		out.lookups = append(out.lookups, q.Case)
	}
	return out
}

// describe makes the part. Its ID covers the lookups too, for the policies see what becomes of them.
func (r *resolver) describe(p *place, name nameClass, list []asked) *Component {
	unique := merged(list)
	made := r.part(dnsPart, func(t *table) any {
		facts := noDNS()
		facts.Asked = true
		facts.Policy, facts.Nameservers = dnsPolicy(p.self), r.serversOf(p.self)
		facts.Injected, facts.Local = r.labelled(p), r.local()
		facts.Cluster = r.clusterDNS().facts(t)
		facts.Name = name.facts(t)
		facts.Corefile = r.corefileFacts(t, name)
		for _, q := range unique {
			facts.Lookups = append(facts.Lookups, LookupFacts{Server: q.server, Protocol: q.protocol, Hops: []LookupHop{}, Findings: []LookupFinding{}})
		}
		facts.Origins = origins(unique, list)
		return facts
	})
	sum := sha256.New()
	sum.Write(made.JSON)
	writeKeys(sum, unique)
	return &Component{ID: Digest(sum.Sum(nil)[:16]), JSON: made.JSON, Entities: made.Entities}
}

func writeKeys(to interface{ Write([]byte) (int, error) }, list []asked) {
	for _, q := range list {
		to.Write([]byte(q.server + q.protocol + strconv.Itoa(q.from)))
		for _, id := range q.Key() {
			to.Write(id[:])
		}
	}
}

// same tells whether two questions are one to the policies.
func (q asked) same(other asked) bool {
	return q.server == other.server && q.protocol == other.protocol && q.Key() == other.Key()
}

// merged returns the questions that differ.
func merged(list []asked) []asked {
	var out []asked
	for _, q := range list {
		if !slices.ContainsFunc(out, q.same) {
			out = append(out, q)
		}
	}
	return out
}

// origins returns the numbers of the questions that each pod of CoreDNS asks. Pods that ask the same are one.
func origins(unique, list []asked) []OriginFacts {
	out := []OriginFacts{}
	byPod := map[int][]int{}
	last := -1
	for _, q := range list {
		if q.from >= 0 {
			byPod[q.from] = append(byPod[q.from], slices.IndexFunc(unique, q.same))
			last = max(last, q.from)
		}
	}
	for from := range last + 1 {
		numbers := byPod[from]
		slices.Sort(numbers)
		numbers = slices.Compact(numbers)
		known := func(o OriginFacts) bool { return slices.Equal(o.Lookups, numbers) }
		if len(numbers) > 0 && !slices.ContainsFunc(out, known) {
			out = append(out, OriginFacts{numbers})
		}
	}
	return out
}
