package model

import "net/netip"

// VPC is a virtual private cloud.
type VPC struct {
	Ref         Ref
	ID, Region  string
	CIDRs       []Prefix // CidrBlock, then the secondary blocks
	UserCIDRs   []Prefix
	IPv6CIDRs   []Prefix
	IPv4Gateway string
	Lacks       []Named // what every VPC has and the answer says that this one has not: CidrBlock, VRouterId, VSwitchIds
}

// VSwitch is a subnet of one zone.
type VSwitch struct {
	Ref          Ref
	ID, VPC      string
	Zone         string
	CIDR         Prefix
	IPv6CIDR     Prefix
	WithoutIPv6  bool // it says that it has no IPv6 CIDR block
	RouteTable   string
	NetworkACL   string // "" when it has none, and when the field is not there: older versions of the API print none
	AvailableIPs int    // -1 when not said
}

// RouteTable is a table and its routes. Routes come from DescribeRouteEntryList or the older DescribeRouteTables.
type RouteTable struct {
	Ref           Ref
	ID, VPC       string
	Type          string // System, Custom
	AssociateType string // VSwitch, Gateway
	VSwitches     []string
	Routes        []Route
}

// Route is one entry of a table. Destination is invalid when PrefixList names the destinations.
type Route struct {
	Ref         Ref
	Destination Prefix
	PrefixList  string
	Type        string // Custom, System, BGP, CEN, ECR
	Status      string
	NextHops    []NextHop
}

// NextHop is one of the equal next hops of a route.
type NextHop struct {
	Ref      Ref
	Type, ID string
	Disabled bool
}

// SecurityGroup is a group and its rules. Type is "" when DescribeSecurityGroups is not in the bundle.
type SecurityGroup struct {
	Ref         Ref
	ID, VPC     string
	Type        string // normal, enterprise
	InnerAccess string // Accept, Drop
	Rules       []SecurityGroupRule
}

// SecurityGroupRule is one rule as written. Fields that are not set are "".
type SecurityGroupRule struct {
	Ref                           Ref
	ID                            string
	Direction, Policy, Protocol   string
	Priority                      int // 1 when not set
	PortRange, SourcePortRange    string
	PortList                      string
	DestCIDR, DestIPv6            Prefix
	DestGroup, DestGroupOwner     string
	DestPrefixList                string
	SourceCIDR, SourceIPv6        Prefix
	SourceGroup, SourceGroupOwner string
	SourcePrefixList              string
}

// PrefixList is a prefix list of ECS (security groups) or of VPC (routes).
type PrefixList struct {
	Ref     Ref
	ID      string
	Family  string // IPv4, IPv6
	Entries []Prefix
}

// PortList is a port list that security group rules refer to; the entries are lo/hi.
type PortList struct {
	Ref     Ref
	ID      string
	Entries []string
}

// ENI is an elastic network interface.
type ENI struct {
	Ref                    Ref
	ID, Type, Status       string
	VPC, VSwitch, Instance string
	ServiceManaged         bool
	Primary                netip.Addr
	Addresses              []Address // the primary among them
	IPv6                   []Address // nil when not said
	Prefixes               []Prefix  // Ipv4PrefixSets
	SecurityGroups         []string
	TrunkENI               string
	PublicIP               netip.Addr
	AllocationID           string
}

// Address is one private address of an ENI and the public address bound to it.
type Address struct {
	Ref          Ref
	Addr         netip.Addr
	PublicIP     netip.Addr
	AllocationID string
}

// Instance is an ECS instance.
type Instance struct {
	Ref            Ref
	ID, Name       string
	VPC, VSwitch   string
	PrivateIPs     []netip.Addr
	PublicIPs      []netip.Addr // static public addresses
	EIP            netip.Addr
	EIPAllocation  string
	SecurityGroups []string
	Status         string
}

// NATGateway is a NAT gateway.
type NATGateway struct {
	Ref            Ref
	ID, VPC        string
	Status         string
	BusinessStatus string
	NetworkType    string // internet, intranet, "" in old answers
	NatType        string // Enhanced, Normal
	VSwitch        string
	SNATTables     []string
	ForwardTables  []string
	EIPs           []NATGatewayIP
}

// NATGatewayIP is one EIP of a gateway.
type NATGatewayIP struct {
	Ref          Ref
	Addr         netip.Addr
	AllocationID string
	UsingStatus  string
}

// SNATEntry is one entry of the SNAT table of a gateway.
type SNATEntry struct {
	Ref              Ref
	ID, Table        string
	Gateway          string // joined through Table where the answer has none
	SourceVSwitch    string
	Source           Prefix
	NetworkInterface string
	Status           string
	IPs              []netip.Addr // SnatIp
}

// ForwardEntry is one DNAT entry.
type ForwardEntry struct {
	Ref                        Ref
	ID, Table, Gateway         string
	ExternalIP, InternalIP     netip.Addr
	ExternalPort, InternalPort string
	Protocol, Status           string
}

// EIP is an elastic IP address.
type EIP struct {
	Ref              Ref
	ID               string
	Addr             netip.Addr
	PrivateAddr      netip.Addr
	Status           string
	BusinessStatus   string
	InstanceType     string
	InstanceID       string
	Mode             string // NAT, BINDED, MULTI_BINDED
	Locks            []string
	BandwidthPackage string
}

// BandwidthPackage is a common bandwidth package.
type BandwidthPackage struct {
	Ref                        Ref
	ID, Status, BusinessStatus string
}

// IPv4Gateway is an IPv4 gateway of a VPC.
type IPv4Gateway struct {
	Ref             Ref
	ID, VPC, Status string
	Enabled         bool
	RouteTable      string
}

// GatewayEndpoint is a gateway endpoint of a VPC, which routes to cloud services lead to.
type GatewayEndpoint struct {
	Ref             Ref
	ID, VPC, Status string
	PolicyRef       Ref               // of PolicyDocument
	Policy          []PolicyStatement // nil when it cannot be read
}

// Database is a managed service that admits clients by an address list.
type Database struct {
	Ref            Ref
	Service        string // rds, redis, mongodb, polardb, adb, gpdb, clickhouse, lindorm, kafka, elasticsearch
	ID             string
	Engine, Status string
	VPC, VSwitch   string
	SecurityIPMode string // normal, safety; "" when not said
	ModeRef        Ref
	PasswordFree   string // VpcAuthMode of Redis: Open, Close
	Architecture   string // ArchitectureType of Redis
	Endpoints      []Endpoint
	Groups         []WhitelistGroup
	SecurityGroups []WhitelistSecurityGroup
}

// Endpoint is one address of a database.
type Endpoint struct {
	Ref          Ref
	Host         string
	Addr         netip.Addr
	Port         int
	Type         string // Private, Inner, Public
	VPC, VSwitch string
}

// WhitelistGroup is one address list of a database.
type WhitelistGroup struct {
	Ref         Ref // of the list itself, the value to edit
	Name        string
	Hidden      bool
	Template    bool   // it is of a template that several databases share
	NetworkType string // MIX, VPC, Classic, Internet; "" when not said
	LowPort     int    // the first of the ports that it is for, 0 for all
	HighPort    int
	Entries     []Prefix
	Places      []Ref // of the entries, where they have places of their own
}

// EntryRef returns the place of an entry, or of the list where the entry has none of its own.
func (g *WhitelistGroup) EntryRef(i int) Ref {
	if i < len(g.Places) {
		return g.Places[i]
	}
	return g.Ref
}

// WhitelistSecurityGroup is a security group whose members a database admits.
type WhitelistSecurityGroup struct {
	Ref         Ref
	ID          string
	NetworkType string
}

// ClusterAnswer is what one answer of the Container Service says about a cluster.
type ClusterAnswer struct {
	Ref                                                             Ref
	ID, Name, Type, Profile, Spec, Region, VPC, IPStack, ProxyMode  string
	Version, InitVersion, ContainerCIDR, ServiceCIDR, SecurityGroup string
	MetaData                                                        string
	PodVSwitchIDs                                                   string // PodVswitchIds of the creation parameters, JSON
	Addons                                                          []Addon
}

// Addon is one component of a cluster.
type Addon struct {
	Ref                   Ref
	Name, Version, Config string
}
