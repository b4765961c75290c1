package facts

import "github.com/egresslint/egresslint/pkg/model"

// ExitFacts is a packet that leaves with one identity.
type ExitFacts struct {
	Known          bool                 `json:"known"`   // address and vSwitch are determined
	Single         bool                 `json:"single"`  // one address, not the range of a vSwitch
	Missing        []Missing            `json:"missing"` // what would determine them
	SecurityGroups SecurityGroupFacts   `json:"security_group"`
	AnyGroup       []SecurityGroupFacts `json:"any_group"` // while the groups are not known: each group of the VPC as if it were the only one; empty unless they are all known
	Inbound        SecurityGroupFacts   `json:"inbound"`   // the ENI that owns the target's address, and its ingress rules; not known and empty when no ENI of the bundle does
	NetworkACL     NetworkACLFacts      `json:"network_acl"`
	Public         PublicFacts          `json:"public"`
	Route          RouteFacts           `json:"route"`
	Gateway        IPv4GatewayFacts     `json:"ipv4_gateway"`
	IPv6           IPv6Facts            `json:"ipv6"`
	SNATElsewhere  []SNATFacts          `json:"snat_elsewhere"`  // entries that cover the source on gateways that no covering route leads to
	NATEvidence    model.Evidence       `json:"nat_evidence"`    // of DescribeNatGateways
	NATs           []Handle             `json:"nats"`            // the NAT gateways of the VPC that are not VPC NAT gateways, routed to or not
	Whitelist      []ListFacts          `json:"whitelist"`       // the lists of a database, or of the listener of a load balancer, against the private address; all of them, also while it is not known
	AdmittedGroups []Handle             `json:"admitted_groups"` // the identity's own groups whose members the target admits
	Range          Handle               `json:"range"`           // text: what a list has to name: the CIDR block of the vSwitch, or the address while no vSwitch is known
}

// SecurityGroupFacts is the groups of one ENI and their rules of one direction that may match.
type SecurityGroupFacts struct {
	Known       bool         `json:"known"` // which groups the ENI has
	Groups      []GroupFacts `json:"groups"`
	Rules       []RuleFacts  `json:"rules"` // that match or may match, in any order
	Missing     []Missing    `json:"missing"`
	Managed     bool         `json:"managed"`     // a cloud service made the ENI for itself; ingress only
	Destination Handle       `json:"destination"` // text: the range that an egress rule for the packet has to name
	Source      Handle       `json:"source"`      // text: the range that an ingress rule for it has to name; "" for a packet from a public address, or while no vSwitch is known
}

// GroupFacts is one group.
type GroupFacts struct {
	At       Handle         `json:"at"`
	Type     string         `json:"type"`    // normal, enterprise, unknown
	Evidence model.Evidence `json:"rules"`   // of its rules
	OneWay   bool           `json:"one_way"` // it has rules, but none of the direction
	Inner    string         `json:"inner"`   // InnerAccessPolicy: accept, drop, unknown
	Shared   Match          `json:"shared"`  // the other end is a member too, and the packet keeps its private address
}

// RuleFacts is one written rule.
type RuleFacts struct {
	At       Handle    `json:"at"`
	ID       Handle    `json:"id"` // text: the rule's own id, "" when it has none
	Group    Handle    `json:"group"`
	Priority int       `json:"priority"`
	Action   string    `json:"action"`   // accept, drop, other
	Match    Match     `json:"match"`    // yes or maybe
	ByGroup  bool      `json:"by_group"` // its peer is a security group
	Missing  []Missing `json:"missing"`  // why maybe
}

// PublicFacts is the public addresses that the identity has of its own.
type PublicFacts struct {
	EIPs      model.Evidence  `json:"eips"`   // evidence of DescribeEipAddresses
	Static    model.Evidence  `json:"static"` // of the instance, which alone tells a static public address; complete for the ENI of a pod
	Addresses []PublicAddress `json:"addresses"`
	DNAT      model.Evidence  `json:"dnat"`     // evidence of DescribeForwardTableEntries
	Mappings  []MappingFacts  `json:"mappings"` // DNAT entries in IP mapping mode for the address, of gateways that a covering route leads to
}

// PublicAddress is a static public address, or an EIP bound to the address.
type PublicAddress struct {
	At        Handle      `json:"at"`
	ID        Handle      `json:"id"`       // text: the allocation id of an EIP, "" when not said
	Kind      string      `json:"kind"`     // static, eip
	Bound     string      `json:"bound"`    // instance type it is bound to, lower case: ecsinstance, networkinterface
	Status    string      `json:"status"`   // lower case; "" like the next when DescribeEipAddresses does not have it
	Business  string      `json:"business"` // lower case
	Locked    bool        `json:"locked"`
	Mode      string      `json:"mode"`      // lower case
	Package   string      `json:"package"`   // business status of its bandwidth package, "" when none is known
	Asked     bool        `json:"asked"`     // the target is this very address
	Whitelist []ListFacts `json:"whitelist"` // the target's lists against this address
}

// MappingFacts is a DNAT entry that maps one public address to the source.
type MappingFacts struct {
	At        Handle      `json:"at"`
	Address   Handle      `json:"address"`
	ID        Handle      `json:"id"`         // text: the allocation id of its EIP, "" when DescribeEipAddresses does not have it
	EIPStatus string      `json:"eip_status"` // of the EIP, lower case; "" like the next when it is not there
	Business  string      `json:"business"`   // of the EIP, lower case
	Locked    bool        `json:"locked"`
	Status    string      `json:"status"` // of the entry, lower case
	Whitelist []ListFacts `json:"whitelist"`
}

// RouteFacts is the table of the vSwitch and the routes that cover the destination.
type RouteFacts struct {
	Evidence model.Evidence `json:"evidence"` // of the table's entries
	Table    Handle         `json:"table"`
	Custom   bool           `json:"custom"`
	Covering []RouteCover   `json:"covering"` // longest prefix first
	Missing  []Missing      `json:"missing"`
}

// RouteCover is one route.
type RouteCover struct {
	At     Handle     `json:"at"`
	Bits   int        `json:"bits"` // the most there can be for a prefix list that is not exported
	Match  Match      `json:"match"`
	Status string     `json:"status"` // lower case
	Hops   []HopFacts `json:"hops"`
}

// HopFacts is one next hop.
type HopFacts struct {
	At       Handle   `json:"at"`
	Type     string   `json:"type"` // lower case: local, service, natgateway, instance, ...
	Disabled bool     `json:"disabled"`
	NAT      NATFacts `json:"nat"` // when the type is natgateway

	Listed model.Evidence `json:"listed"` // of the export that has all of its kind; absent for kinds that none has
	Found  bool           `json:"found"`  // in that export
	Status string         `json:"status"` // there, lower case

	Refuses Handle `json:"refuses"` // the policy of a gateway endpoint that allows no request to the bucket of the target; "" for others
}

// NATFacts is a NAT gateway and its SNAT entries.
type NATFacts struct {
	Found    bool           `json:"found"`
	Foreign  bool           `json:"foreign"` // it is of another VPC
	At       Handle         `json:"at"`
	Status   string         `json:"status"`   // lower case
	Business string         `json:"business"` // lower case
	Network  string         `json:"network"`  // internet, intranet, ""
	Type     string         `json:"type"`     // enhanced, normal, ""
	EIPs     int            `json:"eips"`     // addresses the gateway holds, -1 when not said
	Evidence model.Evidence `json:"snat"`     // of its SNAT entries
	Entries  []SNATFacts    `json:"entries"`  // that cover the source, or part of its range; longest prefix first
	Table    Handle         `json:"table"`    // text: the id of its SNAT table, "" when not said
	IP       Handle         `json:"ip"`       // text: an address that it holds, for a new SNAT entry; "" when there is none
	Inward   Handle         `json:"inward"`   // its DNAT entry for the target's address and port, which would lead the packet back in; "" when it has none
	Inside   Handle         `json:"inside"`   // text: where that leads
	Missing  []Missing      `json:"missing"`

	NetworkACL []ACLCheck `json:"network_acl"` // of its own vSwitch
}

// SNATFacts is one SNAT entry.
type SNATFacts struct {
	At     Handle   `json:"at"`
	NAT    Handle   `json:"nat"` // its gateway
	Bits   int      `json:"bits"`
	Covers Match    `json:"covers"` // yes: all of the range, or what available entries before it leave; maybe: a part of it
	Status string   `json:"status"` // lower case
	IPs    []SNATIP `json:"ips"`
}

// SNATIP is one public address of an entry.
type SNATIP struct {
	Address   Handle         `json:"address"`
	ID        Handle         `json:"id"`      // text: the allocation id of the EIP, "" when it is not in the export
	Private   bool           `json:"private"` // not a public address
	EIPs      model.Evidence `json:"eips"`    // evidence of DescribeEipAddresses
	Found     bool           `json:"found"`   // the EIP is in the export
	Bound     bool           `json:"bound"`   // to this gateway
	Status    string         `json:"status"`
	Business  string         `json:"business"`
	Locked    bool           `json:"locked"`
	Whitelist []ListFacts    `json:"whitelist"`
}

// IPv4GatewayFacts is the IPv4 gateway of the VPC.
type IPv4GatewayFacts struct {
	Evidence      model.Evidence `json:"evidence"`
	Present       bool           `json:"present"`
	Enabled       bool           `json:"enabled"`
	At            Handle         `json:"at"`
	NATRoute      bool           `json:"nat_route"` // the NAT gateway's own vSwitch routes the destination to the IPv4 gateway
	NATRouteKnown bool           `json:"nat_route_known"`
	NATTable      Handle         `json:"nat_table"`   // the table of the NAT gateway's own vSwitch, "" when not known
	NATVSwitch    Handle         `json:"nat_vswitch"` // text: that vSwitch, where its table has a default route already; "" elsewhere
	VPC           Handle         `json:"vpc"`         // text: of that vSwitch
}

// ListFacts is one address list of the target against one address or range.
type ListFacts struct {
	At       Handle `json:"at"`
	Group    Handle `json:"group"` // text: the name of the list, for commands
	Hidden   bool   `json:"hidden"`
	Template bool   `json:"template"` // which other databases may have too
	Network  string `json:"network"`  // mix, vpc, classic, internet, unknown
	Covers   Match  `json:"covers"`   // yes: all of the range, or what other lists of its network leave; maybe: a part of it
	Unread   bool   `json:"unread"`   // an entry of it is no range; covers is maybe, then, unless it is yes
	Anyone   bool   `json:"anyone"`   // it admits every address
	Empty    bool   `json:"empty"`    // it has no entry, not even 127.0.0.1, which admits nobody
}
