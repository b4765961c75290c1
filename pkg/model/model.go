// Package model is the typed, linked, immutable picture of one cluster and its cloud, made from the objects
// that package source reads. It holds what is written and where; what it means is decided elsewhere.
package model

import (
	"net/netip"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// Ref names a place in the input: a value of an object that was read. The zero Ref is no place.
type Ref struct {
	Record  int32  // index into Network.Records, from 1
	Pointer string // JSON pointer from the object; see source.Set.Locate
}

// At returns the place of a value below r. The pointer begins with a slash.
func (r Ref) At(pointer string) Ref {
	if r.Record == 0 {
		return r
	}
	return Ref{r.Record, r.Pointer + pointer}
}

// Key returns the place of the key that the value at r is written under: of a list or an object, which may be long, the
// best place to point at. It asks for the element after the last, which is never there (RFC 6901, section 4).
func (r Ref) Key() Ref { return r.At("/-") }

// Part returns the place of the bytes from start up to, not including, end of the decoded string at r.
func (r Ref) Part(start, end int) Ref {
	if r.Record == 0 {
		return r
	}
	return Ref{r.Record, source.Part(r.Pointer, start, end)}
}

// IsZero tells whether r is no place.
func (r Ref) IsZero() bool { return r.Record == 0 }

// Prefix is an address range as written. A bare address is the range of that address alone, host bits are masked
// away; when the text is neither, Prefix.IsValid is false and only Text is set.
type Prefix struct {
	netip.Prefix
	Text string
}

// ParsePrefix returns the range that text names.
func ParsePrefix(text string) Prefix {
	text = strings.TrimSpace(text)
	if p, err := netip.ParsePrefix(text); err == nil {
		return Prefix{Prefix: p.Masked(), Text: text}
	}
	if a, err := netip.ParseAddr(text); err == nil && a.Zone() == "" {
		return Prefix{Prefix: netip.PrefixFrom(a, a.BitLen()), Text: text}
	}
	return Prefix{Text: text}
}

// Evidence tells how much of an answer is in the bundle.
type Evidence string

// The three kinds of evidence. Partial is an export that says itself that rows are missing.
const (
	Absent   Evidence = "absent"
	Partial  Evidence = "partial"
	Complete Evidence = "complete"
)

// Fact is one property of the cluster, with the place it was read from. Value is "" when nothing in the bundle tells.
type Fact struct {
	Value string
	Ref   Ref
}

// Cluster is the identity of the cluster. Whom to believe about each field is the table named orders.
type Cluster struct {
	ID             Fact
	VPC            Fact
	Region         Fact
	Product        Fact   // ack, acs
	Plugin         Fact   // terway, flannel
	Mode           Fact   // shared-eni, exclusive-eni, vpc (Terway only)
	DataPath       Fact   // veth, ipvlan, datapath-v2, or ipvlan-or-datapath-v2 where the nodes may differ (Terway only)
	TerwayVersion  Fact   // 1.8.0, of the running image
	CreatedVersion Fact   // Terway version when the cluster was created
	IPStack        Fact   // ipv4, dual
	KubeProxy      Fact   // ipvs, iptables
	Kubernetes     Fact   // 1.31.1
	KubeProxyRange Fact   // clusterCIDR of kube-proxy, one range of each family with a comma between
	NetworkPolicy  Fact   // enabled, disabled; enforced when assumed
	Trunking       Fact   // true, false
	InClusterLB    Fact   // true, false
	MisplacedLB    Fact   // the key whose JSON has in_cluster_loadbalance, where Terway does not read it
	Backend        Fact   // how Flannel carries packets between nodes: alloc, vxlan, ...; lower case
	PodCIDR        Prefix // Flannel container CIDR
	PodCIDRRef     Ref
	ServiceCIDR    Prefix
	ServiceCIDRRef Ref
	SecurityGroup  Fact    // cluster security group
	PodVSwitches   []Named // of eni-config, in the order written
	PodGroups      []Named // security groups of eni-config
	EIPController  Fact    // true when ack-extend-network-controller is there
	IPv6Controller Fact    // true when its controller that buys bandwidth of IPv6 addresses runs, false when it does not
	EIPPool        Fact    // value of enable_eip_pool in eni_conf
	ManagedDNS     Fact    // true when an add-on list names managed CoreDNS
	HostStack      Fact    // host_stack_cidrs of Terway's CNI configuration, with commas between
	Masquerade     Fact    // true, false: whether the nodes translate what pods of Flannel send out of the container network
	EIPRob         Fact    // value of allow_eip_rob in eni_conf

	CreatedKubernetes    Fact // version when the cluster was created
	PolicyProvider       Fact // iptables, ebpf, as the configuration of Terway says
	Poseidon             Fact // true when the component is there, false when a list of all components does not name it
	PoseidonVersion      Fact
	ThirdParty           Fact // calico, cilium: a network plugin of the user's own
	Serverless           Fact // true for ACK Serverless, where every pod is on a virtual node
	EIPControllerVersion Fact // 0.9.5
	EIPControllerList    Fact // true when its list of controllers has eip, false when it does not
	Injector             Fact // of whitelists: true, false, or unseen where a part of the bundle that would show it does not
	InjectorAccess       Fact // public, intranet: the endpoints of the cloud that it has pods call
}

// Named is an id with the place it is written at. Zone is set for vSwitches that are listed by zone.
type Named struct {
	ID   string
	Zone string
	Ref  Ref
}

// Network is everything that was read.
type Network struct {
	set     *source.Set
	located *locations
	Records []source.Record
	Cluster Cluster
	Objects int      // Kubernetes objects and answers that were recognised
	Unknown []Unread // what was not, by path

	Namespaces      map[string]*Namespace
	Pods            []*Pod
	Workloads       []*Workload
	Nodes           []*Node
	Services        []*Service
	Endpoints       []*Endpoints
	Ingresses       []*Ingress
	IngressClasses  []*IngressClass
	AlbConfigs      []*AlbConfig
	Makers          map[string]bool // namespaces with objects that make pods and that nobody reads
	Listed          map[Listed]bool
	ConfigMaps      map[string]*ConfigMap // by namespace/name
	Policies        []*Policy
	ForeignPolicies []*ForeignPolicy
	PodNetworkings  []*PodNetworking
	PodENIs         []*PodENI
	PodEIPs         []*PodEIP
	Ignores         []Ignore

	VPCs                []*VPC
	VSwitches           []*VSwitch
	RouteTables         []*RouteTable
	SecurityGroups      []*SecurityGroup
	PrefixLists         []*PrefixList
	PortLists           []*PortList
	ENIs                []*ENI
	Instances           []*Instance
	NATGateways         []*NATGateway
	SNATEntries         []*SNATEntry
	ForwardEntries      []*ForwardEntry
	EIPs                []*EIP
	BandwidthPackages   []*BandwidthPackage
	IPv4Gateways        []*IPv4Gateway
	IPv6Gateways        []*IPv6Gateway
	IPv6Addresses       []*IPv6Address
	IPv6EgressOnlyRules []*IPv6EgressOnlyRule
	GatewayEndpoints    []*GatewayEndpoint
	NetworkACLs         []*NetworkACL
	Databases           []*Database
	BucketPolicies      []*BucketPolicy
	LoadBalancers       []*LoadBalancer
	Listeners           []*Listener
	ServerGroups        []*ServerGroup
	AccessLists         []*AccessList

	ClusterAnswers []*ClusterAnswer

	Exports []Export // one an answer kind and owner
}

// Listed is a kind of which the bundle has a list with objects of a namespace, as kubectl get prints it. What stands alone
// was picked.
type Listed struct{ Kind, Namespace string }

// Export says how complete one kind of answer is. API is product:Action as in "vpc:DescribeSnatTableEntries".
// Owner is the id the answer belongs to ("" for account- or region-wide lists).
type Export struct {
	API      string
	Owner    string
	Evidence Evidence
	Rows     int
	Total    int  // as the answer says, -1 when it does not
	Ref      Ref  // of the answer
	Cut      bool // it says itself that rows are missing, or has as many as one page may
}

// Evidence returns how complete the answer of api about owner is, and the answer's place.
func (n *Network) Evidence(api, owner string) (Evidence, Ref) {
	for _, e := range n.Exports {
		if e.API == api && e.Owner == owner {
			return e.Evidence, e.Ref
		}
	}
	return Absent, Ref{}
}
