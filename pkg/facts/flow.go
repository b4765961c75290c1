// Package facts computes, for one flow at a time, what follows from the written configuration by arithmetic
// alone: which rules cover the packet, which addresses it may leave with, which entries contain them. It judges
// nothing: priorities, defaults and what a plugin does are the policies' business.
//
// The result is the input record of the policies (schemas/flow.json). It holds no names, ids or places, so that equal
// situations are equal records. Where the policies must point at something, the record holds a Handle.
package facts

import (
	"maps"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// Handle stands for an entity of one flow: something with a name and, mostly, a place. The policies return handles and
// the host resolves them. Handles of a component are "<component>/<n>"; the constants below exist in every flow.
type Handle string

// Handles that every flow has, whatever its components say.
const (
	SourceHandle      Handle = "source"       // the pod or workload
	TargetHandle      Handle = "target"       // the target as the user wrote it
	PodAddressHandle  Handle = "pod.address"  // the pod's address, or the range that it will come from
	PodENIHandle      Handle = "pod.eni"      // the ENI, or the vSwitch, that owns the pod's address
	PodVSwitchHandle  Handle = "pod.vswitch"  // the vSwitch of that address
	NodeAddressHandle Handle = "node.address" // the node's primary address
	NodeENIHandle     Handle = "node.eni"     // the node, with its primary ENI
	NodeVSwitchHandle Handle = "node.vswitch"
)

// Entity is what a handle stands for. Ref is zero for things that are written nowhere.
type Entity struct {
	Name string
	Ref  model.Ref
}

// Input is the record of one flow as the policies see it.
type Input struct {
	Flow     FlowFacts     `json:"flow"`
	Cluster  ClusterFacts  `json:"cluster"`
	Source   SourceFacts   `json:"source"`
	Target   TargetFacts   `json:"target"`
	Policy   PolicyFacts   `json:"policy"`
	Between  BetweenFacts  `json:"between"`
	Balancer BalancerFacts `json:"balancer"`
	Pod      ExitFacts     `json:"pod"`  // when the packet leaves with the pod's own address
	Node     ExitFacts     `json:"node"` // when the packet leaves with the node's address
	DNS      DNSFacts      `json:"dns"`

	// The record of an object has only this and the cluster, that of a flow has all but this.
	Object *ObjectFacts `json:"object,omitempty"`

	// Only rules of users that ask for names see this.
	Names *WhoFacts `json:"names,omitempty"`
}

// WhoFacts is who a record is about. Two records with names are never equal.
type WhoFacts struct {
	Asking  [][]string   `json:"asking"`  // the rules that ask for names, by topic and name
	Subject SubjectNames `json:"subject"` // the workload or pod that sends, or the object
	Target  string       `json:"target"`  // of a flow, as users write it
}

// SubjectNames names a Kubernetes object.
type SubjectNames struct {
	Kind      string       `json:"kind"`
	Namespace string       `json:"namespace"`
	Name      string       `json:"name"`
	Labels    []LabelNames `json:"labels"` // of the pods of a workload
}

// LabelNames is one label.
type LabelNames struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Names returns who sends the flow, and where to.
func (f *Flow) Names() *WhoFacts {
	name := objectNameOf(f.Source)
	labels := templateOfSource(f.Source).Labels
	n := &WhoFacts{Subject: SubjectNames{"ECSInstance", name.namespace, name.name, []LabelNames{}}, Target: f.Target.Text}
	switch {
	case f.Source.Workload != nil:
		n.Subject.Kind = f.Source.Workload.Kind
	case f.Source.Pod != nil:
		n.Subject.Kind = "Pod"
	}
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		n.Subject.Labels = append(n.Subject.Labels, LabelNames{key, labels[key]})
	}
	return n
}

// FlowFacts is the question.
type FlowFacts struct {
	Family        string   `json:"family"`   // ipv4, ipv6
	Protocol      string   `json:"protocol"` // tcp, udp, icmp, sctp
	Port          int      `json:"port"`
	Gates         []string `json:"gates"`          // the gates asked for; empty means all
	Asked         bool     `json:"asked"`          // the user asks about the flow; false for one that the bundle wants
	SMTPUnblocked bool     `json:"smtp_unblocked"` // the platform's block of outbound TCP 25 is lifted
	DNSExempt     bool     `json:"dns_exempt"`     // security groups do not filter the DNS servers of the VPC
	Expected      string   `json:"expected"`       // what the config wants of the flow: reachable, blocked; "" when it says nothing
}

// ClusterFacts is the identity of the cluster; "unknown" where nothing tells.
type ClusterFacts struct {
	Product         string         `json:"product"`
	Plugin          string         `json:"plugin"`
	Mode            string         `json:"mode"`
	DataPath        string         `json:"data_path"`      // veth, ipvlan, datapath-v2, ipvlan-or-datapath-v2, unknown
	TerwayVersion   []int          `json:"terway_version"` // empty when unknown
	Backend         string         `json:"backend"`        // of Flannel: alloc, vxlan, ..., unknown
	IPStack         string         `json:"ip_stack"`
	KubeProxy       string         `json:"kube_proxy"`
	Kubernetes      []int          `json:"kubernetes"`             // version; empty when unknown
	FirstKubernetes []int          `json:"created_kubernetes"`     // version when the cluster was made; empty when unknown
	InClusterLB     string         `json:"in_cluster_lb"`          // whether in_cluster_loadbalance of eni-config is "true": yes, no, unknown
	CreatedVersion  []int          `json:"created_version"`        // of Terway when the cluster was made; empty when unknown
	PolicyProvider  string         `json:"policy_provider"`        // what Terway's configuration says: iptables, ebpf, unknown when it says nothing
	Poseidon        string         `json:"poseidon"`               // yes, no, unknown
	PoseidonVersion []int          `json:"poseidon_version"`       // empty when unknown
	ThirdParty      string         `json:"third_party"`            // calico, cilium: a network plugin of the user's own; "" when none is seen
	Serverless      bool           `json:"serverless"`             // ACK Serverless: every pod is on a virtual node
	Masquerade      string         `json:"masquerade"`             // whether nodes translate what pods of Flannel send out: yes, no, unknown
	NetworkPolicy   string         `json:"network_policy"`         // enabled, disabled, enforced (assumed), unknown
	EIPController   string         `json:"eip_controller"`         // yes, no, unknown
	IPv6Controller  string         `json:"ipv6_controller"`        // the same
	EIPVersion      []int          `json:"eip_controller_version"` // empty when unknown
	EIPList         string         `json:"eip_controller_list"`    // whether its list of controllers has eip: yes, no, unknown
	EIPRob          string         `json:"eip_rob"`                // value of allow_eip_rob, "" when absent
	Injector        string         `json:"injector"`               // of whitelists: yes, no, unseen where a part of the bundle that would show it does not, unknown
	EIPPool         string         `json:"eip_pool"`               // value of enable_eip_pool, "" when absent, unknown when eni-config was not read
	PodEntries      []Handle       `json:"pod_entries"`            // SNAT entries for the pod CIDR block, or a part of it
	VPCLacks        []LackFacts    `json:"vpc_lacks"`              // what every VPC has, and the export says that this one has not
	HostStack       string         `json:"host_stack"`             // whether host_stack_cidrs has the address of NodeLocal DNSCache: yes, no, default
	At              ClusterHandles `json:"at"`
}

// LackFacts is a field of an export that is empty where it cannot be.
type LackFacts struct {
	At Handle `json:"at"`
	Of Handle `json:"of"` // text: the id of what has the field
}

// ClusterHandles are the places that the cluster facts were read from; "" where there is none.
type ClusterHandles struct {
	Plugin        Handle `json:"plugin"`
	NetworkPolicy Handle `json:"network_policy"`
	DataPath      Handle `json:"data_path"`
	Poseidon      Handle `json:"poseidon"`
	ThirdParty    Handle `json:"third_party"`
	Masquerade    Handle `json:"masquerade"`
	Pods          Handle `json:"pods"`     // the range of Flannel's container network
	Services      Handle `json:"services"` // the range of Services
	EIPController Handle `json:"eip_controller"`
	EIPPool       Handle `json:"eip_pool"`
	Terway        Handle `json:"terway"` // its version
	InClusterLB   Handle `json:"in_cluster_lb"`
	MisplacedLB   Handle `json:"misplaced_lb"` // in_cluster_loadbalance where Terway does not read it, by the key that it is in
}

// SourceFacts is what the pod itself says.
type SourceFacts struct {
	Exists        bool       `json:"exists"` // a pod; false for a template that is still to land somewhere
	Instance      string     `json:"ecs"`    // an ECS instance and no pod: node, outside (the cluster); "" for pods. What holds for the host network holds for it too
	HostNetwork   bool       `json:"host_network"`
	Exclusive     bool       `json:"exclusive_eni"` // its node is of an exclusive-ENI node pool
	Virtual       bool       `json:"virtual_node"`
	OnECS         bool       `json:"on_ecs"`         // its node is known and not a virtual one
	Trunk         bool       `json:"trunk"`          // pod-eni: the pod has a member ENI of a trunk
	Shared        bool       `json:"shared"`         // its workload makes several pods of its template
	WithEIP       Annotation `json:"with_eip"`       // pod-with-eip
	EIPInstance   Annotation `json:"eip_instance"`   // pod-eip-instanceid
	IPv6Bandwidth Annotation `json:"ipv6_bandwidth"` // ipv6-bandwidth or ipv6-bandwidth-enable
	Misplaced     Annotation `json:"misplaced"`      // one of the two on the workload that its pods do not have
	Misspelt      Annotation `json:"misspelt"`       // an annotation whose key is nearly one of the two
	Named         NamedEIP   `json:"named_eip"`      // the EIP of pod-eip-instanceid
	Injector      bool       `json:"injector"`       // names the target for the whitelist injector

	Injection InjectionFacts `json:"injection"`
	Agent     AgentFacts     `json:"agent"`

	Idle      []IdleFacts      `json:"idle"`      // PodNetworkings that select the pod and have no effect
	Drifts    []DriftFacts     `json:"drifts"`    // where the ENI that the pod has differs from the configuration
	Exhausted []ExhaustedFacts `json:"exhausted"` // the zone where it may land, when its pod vSwitches have no free address
}

// AgentFacts is what a pod says of the agent that enforces policies on ACS.
type AgentFacts struct {
	ACS   bool   `json:"acs"`   // the label that asks for compute of ACS
	Short bool   `json:"short"` // alibabacloud.com/enable-network-policy-agent is "true"
	Long  bool   `json:"long"`  // network.alibabacloud.com/enable-network-policy-agent is "true"
	Mode  string `json:"mode"`  // network-policy-mode; "" when not written
	At    Handle `json:"at"`    // of the annotation; "" when there is none
}

// IdleFacts is a PodNetworking that has no effect.
type IdleFacts struct {
	At       Handle `json:"at"`
	Trunking Handle `json:"trunking"` // text: what switches ENI trunking off, "" where it is written nowhere
	Reason   string `json:"reason"`   // not-ready, no-trunking
}

// DriftFacts is a difference between the ENI of a pod and the configuration.
type DriftFacts struct {
	What string `json:"what"` // groups, vswitch; made for groups that the PodENI tells
	ENI  Handle `json:"eni"`
	Has  Handle `json:"has"`  // text: what the ENI has
	Says Handle `json:"says"` // text: what the configuration says, where it does
	By   Handle `json:"by"`   // text: what part of the configuration it is
}

// ExhaustedFacts is a zone without free addresses.
type ExhaustedFacts struct {
	At   Handle `json:"at"`   // the count of free addresses of its first vSwitch
	Zone Handle `json:"zone"` // text
}

// Annotation is an annotation's presence and value.
type Annotation struct {
	Present bool   `json:"present"`
	True    bool   `json:"true"`   // its value is the string true
	False   bool   `json:"false"`  // its value is the string false
	Legacy  bool   `json:"legacy"` // under the name for pods on virtual nodes alone
	At      Handle `json:"at"`
	Other   Handle `json:"other"` // the same under another prefix with another value; "" when there is none
	Meant   Handle `json:"meant"` // text: the key that a misspelt one is near to
}

// NamedEIP is an EIP that a pod asks for by its id.
type NamedEIP struct {
	Evidence  model.Evidence `json:"evidence"` // of DescribeEipAddresses
	Found     bool           `json:"found"`
	ID        Handle         `json:"id"` // text, "" when none is asked for
	At        Handle         `json:"at"`
	Holder    Handle         `json:"holder"`    // text: what it is bound to, "" for nothing
	Elsewhere Match          `json:"elsewhere"` // that is something else than the pod
}

// Match is a three-valued answer: "yes", "no", "maybe".
type Match string

// The answers.
const (
	Yes   Match = "yes"
	No    Match = "no"
	Maybe Match = "maybe"
)

// Missing names what would settle a doubt: the action of the API, and the resource it must be asked about.
type Missing struct {
	Export string `json:"export"` // DescribeSnatTableEntries
	Of     Handle `json:"of"`     // "" for region-wide lists
}

// TargetFacts is what is known about the target.
type TargetFacts struct {
	Kind     string   `json:"kind"`      // internet, internet6, ip, host, pod, svc, oss, rds, redis, mongodb, polardb, adb, gpdb, clickhouse, lindorm, kafka, elasticsearch, lb, clb, nlb, alb
	Witness  bool     `json:"witness"`   // the address stands for public ones that are not known
	Resolved bool     `json:"resolved"`  // an address, or a witness that stands for any public address, is known
	Family   string   `json:"family"`    // of the address
	Ranges   []string `json:"ranges"`    // which of rfc1918, shared (100.64.0.0/10), vpc, user, loopback, link-local, multicast, reserved, dns (the cloud's DNS servers), platform (100.100.100.200), pods (of Flannel), services hold it
	VPCKnown bool     `json:"vpc_known"` // the VPC's own ranges are in the bundle

	RangesUnknown bool           `json:"ranges_unknown"` // those of the VPC, so that vpc and user may be missing
	Subnet        bool           `json:"subnet"`         // some vSwitch of the source's VPC holds it
	Host          bool           `json:"host"`           // named by a host name
	VPCUnclear    bool           `json:"vpc_unclear"`    // an instance or ENI of one of several VPCs, while nothing tells the cluster's
	Elsewhere     bool           `json:"elsewhere"`      // an instance or ENI of another VPC than the cluster's
	Abroad        bool           `json:"abroad"`         // an endpoint for the VPCs of another region than the cluster's
	Pod           bool           `json:"pod"`            // a pod of this cluster
	Balanced      bool           `json:"balanced"`       // sent to the virtual address of a Service
	Literal       LiteralFacts   `json:"literal"`
	OtherCluster  Handle         `json:"other_cluster"`    // the range of another cluster's Services that holds it and that the own cluster and its VPC have not; "" when there is none
	OtherID       Handle         `json:"other_cluster_id"` // text: that cluster
	Missing       []Missing      `json:"missing"`          // what would tell the address of one that is not a database
	Service       ServiceFacts   `json:"service"`
	Ingresses     []IngressFacts `json:"ingresses"` // what those lack that serve the host of the target
	Database      DatabaseFacts  `json:"database"`
	Bucket        BucketFacts    `json:"bucket"`
}

// DatabaseFacts is a database target's side; zero for other kinds.
type DatabaseFacts struct {
	Found          bool           `json:"found"` // some export describes the instance
	ID             Handle         `json:"id"`    // text: its id, for commands; also when no export describes it
	At             Handle         `json:"at"`
	Status         string         `json:"status"`    // lower case
	Endpoints      model.Evidence `json:"endpoints"` // evidence of its addresses
	Endpoint       EndpointFacts  `json:"endpoint"`
	Mode           string         `json:"mode"` // normal, safety, unknown
	PasswordFree   bool           `json:"password_free"`
	Classic        bool           `json:"classic"`         // classic architecture (Redis)
	Lists          model.Evidence `json:"lists"`           // evidence of its whitelist
	Empty          bool           `json:"empty"`           // no list in the bundle has an entry
	Templates      model.Evidence `json:"templates"`       // evidence of the whitelist templates that it has
	ListAt         Handle         `json:"list_at"`         // the first group to edit, or the answer
	SecurityGroups []Handle       `json:"security_groups"` // admitted groups
	Groups         model.Evidence `json:"groups"`          // evidence of the admitted groups
	Open           []EntryFacts   `json:"open"`            // entries that admit every address
	Bare           []EntryFacts   `json:"bare"`            // 0.0.0.0 without a mask, and the like of IPv6
	Pinned         []PinnedFacts  `json:"pinned"`
	Missing        []Missing      `json:"missing"`
}

// EndpointFacts is the endpoint that the flow asks for.
type EndpointFacts struct {
	Known    bool   `json:"known"`
	At       Handle `json:"at"`
	Type     string `json:"type"`      // private, inner, public; "" when not known
	PortOpen bool   `json:"port_open"` // the asked port is the endpoint's, or its port is not known
	Ports    Handle `json:"ports"`     // text: the port that it has
	VPC      string `json:"vpc"`       // same, other, unknown
}

// PolicyFacts is what the policies of all kinds say, by their APIs alone. Ingress is of the destination pod; nothing
// isolates what is no pod.
type PolicyFacts struct {
	Egress            PolicySide     `json:"egress"` // of the NetworkPolicies of Kubernetes
	Ingress           PolicySide     `json:"ingress"`
	Global            []GlobalSide   `json:"global"`  // of the GlobalNetworkPolicies of ACK: the ends that they isolate
	Traffic           []TrafficSide  `json:"traffic"` // the ends that TrafficPolicies are about
	Foreign           []ForeignFacts `json:"foreign"`
	Self              bool           `json:"self"`        // source and destination are the same pod
	SameNode          bool           `json:"same_node"`   // source and destination are pods of the same node
	TargetNode        bool           `json:"target_node"` // the destination is no pod and has the address of a node
	NodesKnown        bool           `json:"nodes_known"` // the bundle has Nodes, so that it tells the addresses of nodes
	TargetHostNetwork bool           `json:"target_host_network"`
	TargetExclusive   bool           `json:"target_exclusive_eni"`
	TargetVirtual     bool           `json:"target_virtual_node"`
	TargetAgent       AgentFacts     `json:"target_agent"`
}

// PolicySide is one direction.
type PolicySide struct {
	Isolated   bool     `json:"isolated"`
	Policies   []Handle `json:"policies"`   // that select the pod for this direction
	Allowed    Match    `json:"allowed"`    // the union of their rules; yes when not isolated. ipBlocks count for addresses outside the cluster only
	ByBlock    Match    `json:"by_block"`   // the same when ipBlocks also match the addresses of pods and nodes
	Unranged   Match    `json:"unranged"`   // as by_block, when what a port range with an endPort matches is not known
	Unexcepted Match    `json:"unexcepted"` // as by_block, when ipBlocks have no exceptions
	Rule       Handle   `json:"rule"`       // the rule that allows or may allow; "" when none does
	Everything bool     `json:"everything"` // that rule is for every peer and port
	Unlabelled bool     `json:"unlabelled"` // that rule asks for labels of the other end's namespace, which no object in the bundle tells
}

// GlobalSide is what the GlobalNetworkPolicies of ACK say about one end.
type GlobalSide struct {
	End  string     `json:"end"` // egress, ingress
	Side PolicySide `json:"side"`
}

// TrafficSide is what the TrafficPolicies and GlobalTrafficPolicies of ACS say in one direction.
type TrafficSide struct {
	End      string        `json:"end"`      // egress, ingress
	Policies []Handle      `json:"policies"` // that select the pod and have rules for the direction, by priority
	Rules    []TrafficRule `json:"rules"`    // that match or may match, in any order
}

// TrafficRule is one rule.
type TrafficRule struct {
	At       Handle `json:"at"`
	Policy   int    `json:"policy"` // tells the policies apart
	Priority int    `json:"priority"`
	Place    int    `json:"place"`    // in its policy
	Action   string `json:"action"`   // allow, deny, reject, or what else is written
	Match    Match  `json:"match"`    // yes or maybe
	Ports    bool   `json:"ports"`    // it has ports
	Workload bool   `json:"workload"` // it has a peer of pods that it selects itself
}

// ForeignFacts is a rule set of another kind of policies that may change the answer.
type ForeignFacts struct {
	At     Handle `json:"at"`
	Family string `json:"family"` // calico, cilium, ack, traffic, admin, baseline; "" for a NetworkPolicy that no API server takes
	End    string `json:"end"`    // egress, ingress
	Denies string `json:"denies"` // always, unless-allowed by others, unless-isolated by NetworkPolicies; "" when it denies nothing
	Allows bool   `json:"allows"`
	Unread bool   `json:"unread"` // what it does is not understood
}

// BetweenFacts is the routes between the nodes of the source and of a target that has an address of a container network.
type BetweenFacts struct {
	Known bool          `json:"known"` // the target has such an address
	Same  bool          `json:"same"`  // both are on one node
	There PodRouteFacts `json:"there"`
	Back  PodRouteFacts `json:"back"` // of replies
}

// PodRouteFacts is one direction: the table of a node's vSwitch, and its routes to the pods of the other node.
type PodRouteFacts struct {
	Asked     bool            `json:"asked"`    // packets need such a route, and there is an address to look up
	Node      Handle          `json:"node"`     // the other node, "" when it is not known
	CIDR      Handle          `json:"cidr"`     // its range for pods, "" when it has none
	Instance  Handle          `json:"instance"` // text: its ECS instance, "" when nothing tells
	VSwitch   Handle          `json:"vswitch"`
	Table     Handle          `json:"table"`
	Evidence  model.Evidence  `json:"evidence"`  // of the table's entries
	Covering  []PodRouteCover `json:"covering"`  // longest prefix first
	Elsewhere Handle          `json:"elsewhere"` // another table of the VPC, which leads to the node
	Missing   []Missing       `json:"missing"`
}

// PodRouteCover is one route.
type PodRouteCover struct {
	At     Handle        `json:"at"`
	Bits   int           `json:"bits"`
	Match  Match         `json:"match"`
	Status string        `json:"status"` // lower case
	Hops   []PodRouteHop `json:"hops"`
}

// PodRouteHop is one next hop.
type PodRouteHop struct {
	At       Handle `json:"at"`
	Type     string `json:"type"` // lower case
	Disabled bool   `json:"disabled"`
	Leads    Match  `json:"leads"` // to the node
	Gone     bool   `json:"gone"`  // an instance that the export of all instances does not have
}
