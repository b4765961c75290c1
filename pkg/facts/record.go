package facts

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// flowPart returns the question itself.
func (f *Facts) flowPart(q *question) *Component {
	return f.part(flowPart, func(*table) any {
		return FlowFacts{
			Family: q.family, Protocol: q.target.Protocol, Port: q.target.Port,
			Gates: f.gatesOf(q.target), SMTPUnblocked: f.options.SMTPUnblocked, Asked: f.options.Asked, DNSExempt: f.options.DNSExempt,
			Expected: q.target.Expected,
		}
	})
}

// gatesOf returns the gates to judge, none for all. What is asked for the gate dns meets all that are on its way.
func (f *Facts) gatesOf(t Target) []string {
	switch {
	case t.gates != "":
		return []string{t.gates}
	case t.lookup:
		return []string{}
	}
	return append([]string{}, f.options.Gates...)
}

// clusterOf returns the identity of the cluster as a place has it: nodes may have families of their own.
func (f *Facts) clusterOf(p *place) *Component {
	known, ok := f.cluster[p.stack]
	if !ok {
		known = f.clusterPart(p.stack)
		f.cluster[p.stack] = known
	}
	return known
}

// clusterPart returns the identity of the cluster, with the families of a node that has its own.
func (f *Facts) clusterPart(stack string) *Component {
	c := f.network.Cluster
	if stack != "" {
		c.IPStack.Value = stack
	}
	return f.part(clusterPart, func(t *table) any {
		return ClusterFacts{
			Product:         known(c.Product),
			Plugin:          known(c.Plugin),
			Mode:            known(c.Mode),
			DataPath:        known(c.DataPath),
			TerwayVersion:   versionNumbers(c.TerwayVersion.Value),
			Backend:         known(c.Backend),
			IPStack:         known(c.IPStack),
			KubeProxy:       known(c.KubeProxy),
			Kubernetes:      versionNumbers(c.Kubernetes.Value),
			FirstKubernetes: versionNumbers(c.CreatedKubernetes.Value),
			InClusterLB:     yesNo(c.InClusterLB),
			CreatedVersion:  versionNumbers(c.CreatedVersion.Value),
			PolicyProvider:  known(c.PolicyProvider),
			Poseidon:        yesNo(c.Poseidon),
			PoseidonVersion: versionNumbers(c.PoseidonVersion.Value),
			ThirdParty:      c.ThirdParty.Value,
			Serverless:      c.Serverless.Value == "true",
			NetworkPolicy:   known(c.NetworkPolicy),
			EIPController:   yesNo(c.EIPController),
			IPv6Controller:  yesNo(c.IPv6Controller),
			EIPVersion:      versionNumbers(c.EIPControllerVersion.Value),
			EIPList:         yesNo(c.EIPControllerList),
			EIPRob:          c.EIPRob.Value,
			Injector:        cmp.Or(map[string]string{"true": "yes", "false": "no"}[c.Injector.Value], c.Injector.Value, "unknown"),
			EIPPool:         f.eipPool(),
			Masquerade:      yesNo(c.Masquerade),
			PodEntries:      f.podEntries(t),
			VPCLacks:        f.vpcLacks(t),
			HostStack:       f.hostStack(),
			At: ClusterHandles{
				Plugin:        t.fact("the network plugin", c.Plugin),
				NetworkPolicy: t.fact("the NetworkPolicy switch", c.NetworkPolicy),
				DataPath:      t.fact("the data path", c.DataPath),
				Poseidon:      t.fact("Poseidon", c.Poseidon),
				ThirdParty:    t.fact("the network plugin", c.ThirdParty),
				Masquerade:    t.fact("kube-flannel-ds", c.Masquerade),
				EIPController: t.fact("ack-extend-network-controller", c.EIPController),
				EIPPool:       t.fact("enable_eip_pool", c.EIPPool),
				Terway:        t.fact("the version of Terway", c.TerwayVersion),
				InClusterLB:   t.fact("in_cluster_loadbalance", c.InClusterLB),
				MisplacedLB:   t.fact(c.MisplacedLB.Value, c.MisplacedLB),
				Pods:          t.fact("the pod CIDR block", model.Fact{Ref: c.PodCIDRRef}),
				Services:      t.fact("the Service CIDR block", model.Fact{Ref: c.ServiceCIDRRef}),
			},
		}
	})
}

// podEntries returns the SNAT entries for addresses of the container network.
func (f *Facts) podEntries(t *table) []Handle {
	handles := []Handle{}
	pods := unmapped(f.network.Cluster.PodCIDR.Prefix)
	for _, e := range f.network.SNATEntries {
		if source := unmapped(e.Source.Prefix); pods.IsValid() && source.IsValid() && pods.Bits() <= source.Bits() && pods.Contains(source.Addr()) {
			handles = append(handles, t.add(e.ID, e.Ref.At("/SourceCIDR")))
		}
	}
	return handles
}

// vpcLacks returns what the export of the cluster's VPC has no value for.
func (f *Facts) vpcLacks(t *table) []LackFacts {
	lacks := []LackFacts{}
	for _, vpc := range f.network.VPCs {
		for _, field := range vpc.Lacks {
			if vpc.ID == f.network.Cluster.VPC.Value {
				lacks = append(lacks, LackFacts{t.add(field.ID, field.Ref), t.add(vpc.ID, model.Ref{})})
			}
		}
	}
	return lacks
}

func known(f model.Fact) string {
	if f.Value == "" {
		return "unknown"
	}
	return f.Value
}

// eipPool returns what eni-config says of Terway's own EIPs: "" when it says nothing, "unknown" when it was not read.
func (f *Facts) eipPool() string {
	pool := f.network.Cluster.EIPPool
	if pool.Value == "" && f.network.ConfigMaps["kube-system/eni-config"] == nil {
		return "unknown"
	}
	return pool.Value
}

// hostStack tells whether the CIDR blocks that pods reach through their node hold the address of NodeLocal DNSCache: yes, no,
// or default where nobody wrote any.
func (f *Facts) hostStack() string {
	written := f.network.Cluster.HostStack.Value
	if written == "" {
		return "default"
	}
	for text := range strings.SplitSeq(written, ",") {
		if p := model.ParsePrefix(text); p.IsValid() && p.Contains(localServer) {
			return "yes"
		}
	}
	return "no"
}

func yesNo(f model.Fact) string {
	switch f.Value {
	case "true":
		return "yes"
	case "false":
		return "no"
	}
	return "unknown"
}

// fact returns a handle for the place of a fact, "" when it is written nowhere.
func (t *table) fact(name string, f model.Fact) Handle {
	if f.Ref.IsZero() {
		return ""
	}
	return t.add(name, f.Ref)
}

// versionNumbers returns the numbers of a dotted version; none when it is not one.
func versionNumbers(version string) []int {
	numbers := []int{}
	for part := range strings.SplitSeq(version, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return numbers
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// said is what a pod says, and the call by which it has itself listed at the target.
type said struct {
	part *Component
	call *Case
}

// sourceOf returns what the pod says. The annotations of the whitelist injector matter for the database or the access
// control list that they name.
func (f *Facts) sourceOf(p *place, q *question) said {
	asks := f.injectionOf(p, q)
	if (asks == injection{}) {
		if p.said.part == nil {
			p.said.part = f.sourcePart(p, asks, nil)
		}
		return p.said
	}
	if p.asking == nil {
		p.asking = map[injection]said{}
	}
	known, ok := p.asking[asks]
	if !ok {
		known.call = f.callOf(p, asks, q.family)
		known.part = f.sourcePart(p, asks, known.call)
		p.asking[asks] = known
	}
	return known
}

func (f *Facts) sourcePart(p *place, asks injection, call *Case) *Component {
	return f.part(sourcePart, func(t *table) any {
		facts := SourceFacts{
			Exists:        p.exists,
			HostNetwork:   p.self.HostNetwork,
			Instance:      p.instance(),
			Exclusive:     p.exclusive,
			Virtual:       p.virtual,
			WithEIP:       p.annotation(t, "pod-with-eip"),
			EIPInstance:   p.annotation(t, "pod-eip-instanceid"),
			IPv6Bandwidth: p.bandwidthAnnotation(t),
			Named:         NamedEIP{Evidence: model.Absent, Elsewhere: No},
			Injector:      asks.key != "",
			Injection:     asks.facts(t, p, call),
			Agent:         p.end.agent(t),
			Idle:          p.notes.idleFacts(t),
			Drifts:        p.notes.driftFacts(t),
			Exhausted:     p.notes.exhausted.facts(t),
		}
		f.fillWish(t, p, &facts)
		return facts
	})
}

// instance tells what kind of ECS instance a place is, if it is one.
func (p *place) instance() string {
	switch i := p.source.Instance; {
	case i == nil:
		return ""
	case i.Role == "node":
		return "node"
	}
	return "outside"
}

func (p *place) annotated(t *table, key, value string) Annotation {
	return Annotation{Present: true, True: value == "true", At: t.add(key, p.ref.At(p.self.Pointer+annotationAt(key)))}
}

// ipv6Widths are the annotations with the public bandwidth of the pod's IPv6 address, under the prefixes of ACK and of ACS.
// https://www.alibabacloud.com/help/en/document_detail/457262.html
// https://www.alibabacloud.com/help/en/cs/user-guide/assign-ipv6-addresses-to-pods
func ipv6Widths() []string {
	return []string{"k8s.aliyun.com/ipv6-bandwidth", "network.alibabacloud.com/ipv6-bandwidth"}
}

// ipv6Switches are the annotations by which ACS and virtual nodes switch it on.
// https://www.alibabacloud.com/help/en/eci/user-guide/assign-an-ipv6-address-to-an-elastic-container-instance
func ipv6Switches() []string {
	return []string{"network.alibabacloud.com/ipv6-bandwidth-enable", "k8s.aliyun.com/eci-ipv6-bandwidth-enable"}
}

// bandwidthAnnotation returns the annotation that asks for public bandwidth of the pod's IPv6 address.
func (p *place) bandwidthAnnotation(t *table) Annotation {
	for _, key := range ipv6Widths() {
		if value, ok := p.self.Annotations[key]; ok {
			return p.annotated(t, key, value)
		}
	}
	for _, key := range ipv6Switches() {
		if value := p.self.Annotations[key]; value == "true" {
			return p.annotated(t, key, value)
		}
	}
	return Annotation{}
}

// targetPart returns what is known about an end of a target.
func (f *Facts) targetPart(q *question) *Component {
	target := q.target
	return f.part(targetPart, func(t *table) any {
		where := target.where()
		facts := TargetFacts{
			Kind:       target.Kind,
			Resolved:   where.IsValid() || q.dst.template != nil,
			Family:     q.family,
			Ranges:     f.rangesOf(where),
			Host:       target.Host != "",
			Pod:        q.dst.template != nil,
			Balanced:   q.balanced(),
			Elsewhere:  f.elsewhere(target),
			VPCUnclear: f.network.Cluster.VPC.Value == "" && f.owners.several(target.VPC),
			Abroad:     target.abroad(f.network.Cluster.Region.Value),
			Missing:    []Missing{},
			Service:    f.names.serviceFacts(t, target),
			Ingresses:  f.names.ingressFacts(t, target),
			Database:   f.exits.database(t, target),
			Bucket:     f.exits.bucket(t, target),
		}
		f.fillEntries(&facts.Database, t, target.Database)
		if facts.Elsewhere {
			facts.Ranges = slices.DeleteFunc(facts.Ranges, func(name string) bool { return name == "vpc" })
		}
		f.addOtherCluster(t, &facts, where)
		if target.Lacks != "" {
			lacking := Missing{Export: target.Lacks}
			if target.product() != "" && target.ID != "" {
				lacking.Of = t.add(target.ID, model.Ref{})
			}
			facts.Missing = append(facts.Missing, lacking)
		}
		for _, vpc := range f.network.VPCs {
			facts.VPCKnown = facts.VPCKnown || vpc.ID == f.network.Cluster.VPC.Value
		}
		facts.Literal = f.literalFacts(t, q)
		facts.Witness = target.Uncertain
		facts.RangesUnknown = !facts.VPCKnown && (f.network.Cluster.VPC.Value != "" || f.exits.known("vpc:DescribeVpcs", "") != model.Complete)
		facts.Subnet = q.subnet != nil
		return facts
	})
}

// addOtherCluster adds the cluster that has the address of a target for its Services, where nothing of this one has it.
func (f *Facts) addOtherCluster(t *table, facts *TargetFacts, where netip.Prefix) {
	own := f.network.Cluster.ID.Value
	if facts.Kind != "ip" || own == "" || !where.IsValid() || slices.Contains(facts.Ranges, "vpc") || slices.Contains(facts.Ranges, "services") {
		return
	}
	for _, cluster := range f.network.ClusterAnswers {
		services := model.ParsePrefix(cluster.ServiceCIDR)
		if cluster.ID != "" && cluster.ID != own && services.IsValid() && services.Bits() <= where.Bits() && services.Contains(where.Addr()) {
			facts.OtherCluster = t.add(cluster.ServiceCIDR, cluster.Ref.At("/service_cidr"))
			facts.OtherID = t.add(cluster.ID, model.Ref{})
			return
		}
	}
}

// balanced tells whether the packet is sent to the virtual address of a Service. A headless Service has none: its name
// leads to the pods.
func (q *question) balanced() bool {
	return q.target.Service != nil && !q.target.Service.Headless
}

// where returns the range that holds the target's address; invalid when nothing tells.
func (t Target) where() netip.Prefix {
	if t.Addr.IsValid() {
		return netip.PrefixFrom(t.Addr, t.Addr.BitLen())
	}
	return t.Within
}

// special are the ranges with a meaning of their own.
// https://www.iana.org/assignments/iana-ipv4-special-registry and .../iana-ipv6-special-registry; for the cloud's own
// https://www.alibabacloud.com/help/en/vpc/user-guide/network-acl-overview
var special = []struct{ cidr, name string }{
	{"10.0.0.0/8", "rfc1918"}, {"172.16.0.0/12", "rfc1918"}, {"192.168.0.0/16", "rfc1918"},
	{"100.64.0.0/10", "shared"}, {"100.100.100.200/32", "platform"},
	{"100.100.2.112/28", "dns"}, {"100.100.2.128/28", "dns"},
	{"127.0.0.0/8", "loopback"}, {"169.254.0.0/16", "link-local"}, {"224.0.0.0/4", "multicast"},
	{"240.0.0.0/4", "reserved"}, {"0.0.0.0/8", "reserved"},
	{"::1/128", "loopback"}, {"::/128", "reserved"}, {"fe80::/10", "link-local"}, {"fc00::/7", "rfc1918"}, {"ff00::/8", "multicast"},
}

// rangesOf returns the names of the ranges that hold all of p.
func (f *Facts) rangesOf(p netip.Prefix) []string {
	names := []string{}
	if !p.IsValid() {
		return names
	}
	within := func(name string, ranges ...netip.Prefix) {
		holds := func(r netip.Prefix) bool { return r.IsValid() && r.Bits() <= p.Bits() && r.Contains(p.Addr()) }
		if slices.ContainsFunc(ranges, holds) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, s := range special {
		within(s.name, netip.MustParsePrefix(s.cidr))
	}
	within("pods", prefixes([]model.Prefix{f.network.Cluster.PodCIDR})...)
	within("services", prefixes([]model.Prefix{f.network.Cluster.ServiceCIDR})...)
	for _, vpc := range f.network.VPCs {
		if !f.owners.local(vpc.ID) {
			continue
		}
		within("vpc", prefixes(vpc.CIDRs, vpc.IPv6CIDRs)...)
		within("user", prefixes(vpc.UserCIDRs)...)
	}
	return names
}

func prefixes(lists ...[]model.Prefix) []netip.Prefix {
	var out []netip.Prefix
	for _, list := range lists {
		for _, p := range list {
			out = append(out, unmapped(p.Prefix))
		}
	}
	return out
}
