package model

import (
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// NetworkACL is a network ACL of a VPC. Entries are in the order in which they are evaluated, which is their only
// priority. A list that no answer has is nil, other than one that is empty.
type NetworkACL struct {
	Ref             Ref
	ID, VPC         string
	Status          string // Available, Modifying
	Resources       []NetworkACLResource
	Egress, Ingress []NetworkACLEntry
}

// NetworkACLResource is a vSwitch that an ACL is bound to.
type NetworkACLResource struct {
	Ref        Ref
	ID, Status string // BINDED, BINDING, UNBINDING
}

// NetworkACLEntry is one entry as written. CIDR is of the other end: the destination of egress entries, the source of
// ingress entries. It is not set when PrefixList names the ranges.
type NetworkACLEntry struct {
	Ref              Ref
	ID, EntryType    string // custom, system, service
	Policy, Protocol string
	Port             string // lo/hi, -1/-1
	CIDR             Prefix
	PrefixList       string
	IPVersion        string // IPv4, IPv6; "" when not said
}

func decodeNetworkACL(v value) {
	acl := &NetworkACL{
		Ref: v.ref(), ID: v.id("NetworkAclId"), VPC: v.id("VpcId"), Status: v.text("Status"),
		Egress:  decodeNetworkACLEntries(v, "EgressAclEntries", "EgressAclEntry", "DestinationCidrIp"),
		Ingress: decodeNetworkACLEntries(v, "IngressAclEntries", "IngressAclEntry", "SourceCidrIp"),
	}
	if v.has("Resources") {
		acl.Resources = []NetworkACLResource{}
	}
	for r := range v.list("Resources", "Resource") {
		if kind := r.text("ResourceType"); kind == "" || strings.EqualFold(kind, "VSwitch") {
			acl.Resources = append(acl.Resources, NetworkACLResource{Ref: r.ref(), ID: r.id("ResourceId"), Status: r.text("Status")})
		}
	}
	v.answer.add(acl)
}

// decodeNetworkACLEntries tells a list without entries, which admits nothing, from one that is not there.
func decodeNetworkACLEntries(v value, outer, inner, peer string) []NetworkACLEntry {
	if !v.has(outer) {
		return nil
	}
	entries := []NetworkACLEntry{}
	for e := range v.list(outer, inner) {
		entry := NetworkACLEntry{
			Ref: e.ref(), ID: e.id("NetworkAclEntryId"), EntryType: e.text("EntryType"), Policy: e.text("Policy"),
			Protocol: e.text("Protocol"), Port: e.text("Port"), IPVersion: e.text("IpVersion"),
		}
		if named := e.text(peer); strings.HasPrefix(named, "pl-") {
			entry.PrefixList = named
		} else {
			entry.CIDR = e.prefix(peer)
		}
		entries = append(entries, entry)
	}
	return entries
}

// has tells whether the field is there, be it empty.
func (v value) has(key string) bool {
	field := v.Get(key)
	return field != nil && !field.Is(source.Null)
}

func (r *NetworkACL) name() (string, string, Ref) { return "network ACL", r.ID, r.Ref }

func (r *NetworkACL) addTo(n *Network) { n.NetworkACLs = append(n.NetworkACLs, r) }

func (r *NetworkACL) place(number int32) {
	r.Ref = at(r.Ref, number)
	for i := range r.Resources {
		r.Resources[i].Ref = at(r.Resources[i].Ref, number)
	}
	for _, entries := range [][]NetworkACLEntry{r.Egress, r.Ingress} {
		for i := range entries {
			entries[i].Ref = at(entries[i].Ref, number)
		}
	}
}

// join takes over the entries of a direction as a whole: an order made of two lists would be nobody's.
func (r *NetworkACL) join(other record) {
	o := other.(*NetworkACL)
	fill(&r.VPC, o.VPC)
	fill(&r.Status, o.Status)
	if r.Resources == nil {
		r.Resources = o.Resources
	}
	if r.Egress == nil {
		r.Egress = o.Egress
	}
	if r.Ingress == nil {
		r.Ingress = o.Ingress
	}
}
