package facts

import "github.com/egresslint/egresslint/pkg/model"

// DNSFacts is what comes before a packet to a target that clients reach by its name. Its parts are zero for others.
type DNSFacts struct {
	Asked       bool            `json:"asked"`       // the target is reached by name, and the gate is asked for
	Policy      string          `json:"policy"`      // dnsPolicy of the pod, ClusterFirst when it says nothing
	Nameservers []string        `json:"nameservers"` // of its dnsConfig, each as what it is: cluster, vpc, local (NodeLocal DNSCache), private, public
	Injected    bool            `json:"injected"`    // the labels ask for the servers of NodeLocal DNSCache
	Local       string          `json:"local"`       // whether the nodes run NodeLocal DNSCache: yes, no, unknown
	Cluster     ClusterDNSFacts `json:"cluster"`
	Name        NameFacts       `json:"name"`
	Corefile    CorefileFacts   `json:"corefile"`
	Lookups     []LookupFacts   `json:"lookups"`
	Origins     []OriginFacts   `json:"origins"` // the pods of CoreDNS, those alike once
}

// ClusterDNSFacts is the Service kube-dns and what is behind it.
type ClusterDNSFacts struct {
	Service    Handle         `json:"service"`    // "" when the bundle does not have it
	Endpoints  model.Evidence `json:"endpoints"`  // of its Endpoints or EndpointSlices: complete when there are any
	Ready      int            `json:"ready"`      // endpoints that are
	Slice      Handle         `json:"slice"`      // where endpoints are written
	Pods       int            `json:"pods"`       // pods of the bundle behind it
	PodsReady  int            `json:"pods_ready"` // those that are
	Pod        Handle         `json:"pod"`        // the first of them
	Workload   Handle         `json:"workload"`   // the Deployment; "" when the bundle does not have it
	ScaledDown bool           `json:"scaled_down"`
	Listed     bool           `json:"listed"`      // a list of add-ons names managed CoreDNS
	SystemPods bool           `json:"system_pods"` // the bundle has pods of kube-system
}

// NameFacts is the name that is asked for.
type NameFacts struct {
	Cluster  bool   `json:"cluster"`   // it is a Service's
	Outside  bool   `json:"outside"`   // it leads out of the cluster; both for an ExternalName Service
	Private  bool   `json:"private"`   // of an endpoint inside the VPC, or of no zone of the internet
	Breach   string `json:"breach"`    // why it leads nowhere: loop, no-service, unlisted, no-name
	BreachAt Handle `json:"breach_at"` // the ExternalName Service to blame; "" when there is none
	Host     Handle `json:"host"`      // text: the name that leads nowhere
}

// CorefileFacts is what the configuration of CoreDNS says about the name.
type CorefileFacts struct {
	Evidence  model.Evidence `json:"evidence"`  // partial for a Corefile that cannot be read
	At        Handle         `json:"at"`        // the server block that has the name's zone, else the ConfigMap
	Forward   Handle         `json:"forward"`   // the plugin that passes the name on; "" when none does
	Overrides []Handle       `json:"overrides"` // plugins that may answer before
	Public    bool           `json:"public"`    // the name goes to public servers alone
}

// LookupFacts is one question to a DNS server, and what the policies say about its packet. Handles of its answers are those
// of the lookup with "lookup/N/" before them.
type LookupFacts struct {
	Server   string          `json:"server"`   // cluster, vpc, local, upstream, or the number of the nameserver
	Protocol string          `json:"protocol"` // udp, tcp
	Hops     []LookupHop     `json:"hops"`
	Findings []LookupFinding `json:"findings"`
}

// LookupHop is the answer of a gate about the packet of a lookup.
type LookupHop struct {
	Gate    string    `json:"gate"`
	Verdict string    `json:"verdict"`
	Reason  string    `json:"reason"`
	Note    string    `json:"note"`
	Names   Names     `json:"names"`
	At      Handle    `json:"at"`
	Missing []Missing `json:"missing"`
}

// LookupFinding is the finding of a rule about the packet of a lookup.
type LookupFinding struct {
	Gate    string          `json:"gate"` // the topic of the rule
	At      Handle          `json:"at"`
	Message string          `json:"message"`
	Fix     string          `json:"fix"`
	Names   Names           `json:"names"`
	Related []LookupRelated `json:"related"`
}

// LookupRelated is a further place of a finding.
type LookupRelated struct {
	At      Handle `json:"at"`
	Message string `json:"message"`
}

// Names are the handles of the names in a text.
type Names map[string]Handle

// OriginFacts is the lookups of one pod of CoreDNS.
type OriginFacts struct {
	Lookups []int `json:"lookups"`
}
