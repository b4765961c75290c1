package facts

import (
	"net/netip"

	"github.com/egresslint/egresslint/pkg/model"
)

// Source is where flows start: a workload, a pod that no workload of the bundle owns, or an ECS instance. One of the three
// is set.
type Source struct {
	Workload *model.Workload
	Pod      *model.Pod
	Instance *Instance
}

// Replica is one pod of a source, or one place where a pod of its template may land.
type Replica struct {
	Source  Source
	Pod     *model.Pod     // nil for a pod that does not exist yet
	Node    *model.Node    // nil when it is not known
	VSwitch *model.VSwitch // where a pod that does not exist yet may get its address; nil when the node decides
}

// Identity is an address that a packet may leave with, and what it hangs on.
type Identity struct {
	Node      bool         // the identity is a node's
	Carried   bool         // an address of the container network, in a packet that leaves by the ENI of a node
	Address   netip.Prefix // one address, or the range that it will come from; invalid when not known
	Name      string       // of the address, for texts
	ENI       *model.ENI
	Instance  *model.Instance
	VSwitch   *model.VSwitch
	Groups    []string // ids of the security groups; nil when not known
	OwnerName string   // the ENI, node or vSwitch, for texts
	OwnerRef  model.Ref
	Missing   []Lacking // what would determine the parts that are not known
	IPv6      Match     // of an identity for IPv6: it has an IPv6 address, or will have one
	Row       ipv6Row   // what DescribeIpv6Addresses says of that; zero when it says nothing
}

// Lacking is an export that is not in the bundle and would settle a doubt. Of is the id it must be asked about.
type Lacking struct{ Export, Of string }

// Target is what a flow wants to reach.
type Target struct {
	Text      string // as the user wrote it, without port
	Kind      string // internet, internet6, ip, host, pod, svc, oss, rds, redis, mongodb, polardb, adb, gpdb, clickhouse, lindorm, kafka, elasticsearch, lb, clb, nlb, alb
	Host      string
	Addr      netip.Addr   // of the target, or the witness that stands for any public address
	Uncertain bool         // Addr is a witness: the real address is not in the bundle
	Within    netip.Prefix // the range that holds the real address when Addr is not known; invalid when nothing tells
	Port      int
	Protocol  string // tcp, udp, icmp, sctp
	Database  *model.Database
	Endpoint  *model.Endpoint
	ID        string              // of the database or load balancer, also when no export describes it
	Balancer  *model.LoadBalancer // whose address it is; nil also for one that no export describes
	Choices   []netip.Addr        // the addresses of a load balancer of which clients pick one
	Inside    *Inside             // the load balancer is that of a Service of the cluster; nil for others
	Service   *model.Service      // of a svc target
	Pods      []Peer              // of a pod or svc target
	Ref       model.Ref           // where the demand is written; zero for a traced flow
	Expected  string              // what the config wants of the flow: reachable, blocked; "" when it says nothing
	VPC       string              // of an instance or ENI that is named by its id; "" when nothing tells
	Region    string              // of an endpoint of OSS; "" for others
	Bucket    string              // of OSS
	Lacks     string              // the export that would tell the address; "" when nothing is lacking
	InCluster bool                // Host is a name that the cluster's own DNS gives to a Service
	Alias     bool                // an ExternalName Service led to Host
	Broken    Breach              // why the name leads nowhere
	BrokenAt  Entity              // the Service to blame; zero when there is none

	outside bool         // packets to it come from outside the cluster: to a container network by the ENI of its node
	around  netip.Prefix // the range that the address of a pod is from, and that of its successor will be
	literal netip.Addr   // that a manifest writes as the destination
	lookup  bool         // it is a DNS server, asked on behalf of another target
	way     string       // of a target inside, which the question is about
	gates   string       // the only gate that the packet to it meets; "" for all
	ends    *serviceEnds // of a Service
}

// Breach says why a name leads nowhere.
type Breach string

// The breaches of the names of Services.
const (
	Sound     Breach = ""
	Loop      Breach = "loop"       // ExternalName Services lead to each other
	NoService Breach = "no-service" // the bundle has other Services of the namespace
	Unlisted  Breach = "unlisted"   // the bundle has no Service of the namespace
	NoName    Breach = "no-name"    // an ExternalName Service leads to an address
)

// Peer is an end of a target: a pod object, the template of a workload, or an address that no pod of the bundle has.
type Peer struct {
	Pod      *model.Pod
	Workload *model.Workload
	Addr     netip.Addr // of an end that is neither
	Port     int        // that the packet has there, after Service translation
	Node     string     // that it is on; "" where nothing tells, and for pods to come
}

// Demand is a flow that the bundle shows somebody wants.
type Demand struct {
	Source Source
	Target Target // Target.Ref is the written value
	Likely bool   // all that speaks for it is that the value is a host name
}
