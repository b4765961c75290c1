package model

// IPv6Gateway is an IPv6 gateway of a VPC.
type IPv6Gateway struct {
	Ref                    Ref
	ID, VPC                string
	Status, BusinessStatus string
}

// IPv6Address is an IPv6 address of a VPC, or a prefix of addresses that an ENI has as one, and its bandwidth to the
// internet. https://www.alibabacloud.com/help/en/vpc/api-describeipv6addresses
type IPv6Address struct {
	Ref            Ref
	ID, VPC        string
	Gateway        string
	Range          Prefix
	Instance       string
	NetworkType    string // Private, Public
	Status         string
	Bandwidth      int    // Mbit/s, -1 when not said
	BusinessStatus string // of the bandwidth; "" when there is none
}

// IPv6EgressOnlyRule lets nothing in that an IPv6 address has not asked for.
type IPv6EgressOnlyRule struct {
	Ref     Ref
	ID      string
	Address string // id of the address
}

func decodeIPv6Gateway(v value) {
	v.answer.add(&IPv6Gateway{
		Ref: v.ref(), ID: v.id("Ipv6GatewayId"), VPC: v.id("VpcId"), Status: v.text("Status"), BusinessStatus: v.text("BusinessStatus"),
	})
}

// decodeIPv6Address reads a row of DescribeIpv6Addresses. Bandwidth of a shared plan is in RealBandwidth alone.
func decodeIPv6Address(v value) {
	bought := v.in("Ipv6InternetBandwidth")
	v.answer.add(&IPv6Address{
		Ref: v.ref(), ID: v.id("Ipv6AddressId"), VPC: v.id("VpcId"), Gateway: v.id("Ipv6GatewayId"),
		Range: v.prefix("Ipv6Address"), Instance: v.id("AssociatedInstanceId"),
		NetworkType: v.text("NetworkType"), Status: v.text("Status"),
		Bandwidth: max(bought.number("Bandwidth", -1), v.number("RealBandwidth", -1)), BusinessStatus: bought.text("BusinessStatus"),
	})
}

func decodeIPv6EgressOnlyRule(v value) {
	v.answer.add(&IPv6EgressOnlyRule{Ref: v.ref(), ID: v.id("Ipv6EgressOnlyRuleId"), Address: v.id("InstanceId")})
}

func (r *IPv6Gateway) name() (string, string, Ref)        { return "IPv6 gateway", r.ID, r.Ref }
func (r *IPv6Address) name() (string, string, Ref)        { return "IPv6 address", r.ID, r.Ref }
func (r *IPv6EgressOnlyRule) name() (string, string, Ref) { return "egress-only rule", r.ID, r.Ref }

func (r *IPv6Gateway) addTo(n *Network) { n.IPv6Gateways = append(n.IPv6Gateways, r) }
func (r *IPv6Address) addTo(n *Network) { n.IPv6Addresses = append(n.IPv6Addresses, r) }
func (r *IPv6EgressOnlyRule) addTo(n *Network) {
	n.IPv6EgressOnlyRules = append(n.IPv6EgressOnlyRules, r)
}

func (r *IPv6Gateway) place(number int32)        { r.Ref = at(r.Ref, number) }
func (r *IPv6Address) place(number int32)        { r.Ref = at(r.Ref, number) }
func (r *IPv6EgressOnlyRule) place(number int32) { r.Ref = at(r.Ref, number) }
