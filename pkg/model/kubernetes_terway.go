package model

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/egresslint/egresslint/pkg/source"
)

// PodNetworking is a PodNetworking of Terway: pods that it selects get their ENI from it and not from eni-config.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-static-ip-address-a-separate-vswitch-and-a-separate-security-group-for-each-pod
type PodNetworking struct {
	Ref              Ref
	Name             string
	Pods, Namespaces *metav1.LabelSelector // nil when they are not written; both nil select no pod
	VSwitches        []Named
	Groups           []Named
	ENIType          string // Trunk, ENI, Default; "" when it is not written
	Fixed            bool   // it gives fixed addresses, which only pods of StatefulSets have
	Status           string // Ready, Fail; "" where the object was never in a cluster

	invalid bool // a selector that the API server would refuse
}

// PodENI is the ENIs that Terway has made for one pod.
// https://github.com/AliyunContainerService/terway/blob/main/pkg/apis/network.alibabacloud.com/v1beta1/types.go
type PodENI struct {
	Ref             Ref
	Namespace, Name string
	ENIs            []*ENI // as the object tells them, the one that the pod sends by first
}

// TerwaySettings is an eni_conf, in what it says about the ENIs of pods. Of a key that is not written nothing is set.
type TerwaySettings struct {
	Ref       Ref  // of the ConfigMap
	Readable  bool // eni_conf is an object
	VSwitches []ZoneSetting
	Cleared   bool // vswitches is null: the zones of the settings below do not count
	Group     Setting
	Groups    Setting
	IPStack   string
}

// Setting is a key that may be written. One that is null takes away what is below it.
type Setting struct {
	Written bool
	IDs     []Named
}

// ZoneSetting is the vSwitches of one zone.
type ZoneSetting struct {
	Zone string
	Setting
}

// Profile is the ConfigMap that tells what pods on virtual nodes, or of ACS, get where they do not ask for anything.
// https://www.alibabacloud.com/help/en/cs/user-guide/configure-eci-profile
type Profile struct {
	Ref       Ref
	VSwitches []Named
	Groups    []Named
	Selectors string // rules that add annotations to some pods, as written
}

func decodePodNetworking(r *reader, m meta) resource {
	before := len(r.problems)
	spec := r.object(r.root, "spec")
	selector, status := r.object(spec, "selector"), r.object(r.root, "status")
	p := &PodNetworking{
		Name: m.name, Pods: r.selector(selector, "podSelector"), Namespaces: r.selector(selector, "namespaceSelector"),
		ENIType: r.text(r.object(spec, "eniOptions"), "eniType"), Status: r.text(status, "status"),
		Fixed: r.text(r.object(spec, "allocationType"), "type") == "Fixed",
	}
	p.invalid = slices.ContainsFunc(r.problems[before:], func(p LocalProblem) bool { return p.Severity == source.Error })
	p.VSwitches = r.named(spec, "vSwitchOptions", "/spec")
	p.Groups = r.named(spec, "securityGroupIDs", "/spec")
	for _, known := range r.objects(status, "vSwitches") {
		for i := range p.VSwitches {
			if p.VSwitches[i].ID == r.text(known, "id") {
				p.VSwitches[i].Zone = r.text(known, "zone")
			}
		}
	}
	return p
}

// named returns the ids of the list at the key of parent, which stands at the pointer.
func (r *reader) named(parent *source.Node, key, pointer string) []Named {
	var out []Named
	for i, id := range r.texts(parent, key) {
		if id = strings.TrimSpace(id); id != "" {
			out = append(out, Named{ID: id, Ref: Ref{Pointer: pointer + "/" + key + "/" + strconv.Itoa(i)}})
		}
	}
	return out
}

func decodePodENI(r *reader, m meta) resource {
	p := &PodENI{Namespace: m.namespace, Name: m.name}
	status := r.object(r.root, "status")
	for i, allocation := range r.objects(r.object(r.root, "spec"), "allocations") {
		written := r.object(allocation, "eni")
		eni := &ENI{
			Ref: Ref{Pointer: "/spec/allocations/" + strconv.Itoa(i) + "/eni"}, Type: "Member",
			ID: r.text(written, "id"), VPC: r.text(written, "vpcID"), VSwitch: r.text(written, "vSwitchID"),
			SecurityGroups: r.texts(written, "securityGroupIDs"), Instance: r.text(status, "instanceID"), TrunkENI: r.text(status, "trunkENIID"),
		}
		for _, key := range []string{"ipv4", "ipv6"} {
			eni.add(r.addr(r.get(allocation, key)))
		}
		p.ENIs = append(p.ENIs, eni)
	}
	return p
}

// add gives the ENI an address; the first IPv4 address is its primary one.
func (e *ENI) add(a netip.Addr) {
	switch {
	case !a.IsValid():
	case a.Is6():
		e.IPv6 = append(e.IPv6, Address{Addr: a})
	default:
		e.Primary, e.Addresses = a, append(e.Addresses, Address{Addr: a})
	}
}

// terwaySettings reads the eni_conf of a ConfigMap; nil where it has none.
func (r *reader) terwaySettings(data *source.Node) *TerwaySettings {
	written := data.Get("eni_conf")
	if absent(written) {
		return nil
	}
	conf := r.json(data, "eni_conf")
	s := &TerwaySettings{Readable: conf.Is(source.Map)}
	if !s.Readable {
		return s
	}
	const pointer = "/data/eni_conf##/"
	s.IPStack = ipStackOf(conf.Get("ip_stack").String())
	s.Group = settingOf(conf.Get("security_group"), pointer+"security_group")
	if group := conf.Get("security_group"); group.Is(source.String) && group.Text != "" {
		s.Group.IDs = []Named{{ID: group.Text, Ref: Ref{Pointer: pointer + "security_group"}}}
	}
	s.Groups = settingOf(conf.Get("security_groups"), pointer+"security_groups")
	zones := conf.Get("vswitches")
	s.Cleared = zones != nil && absent(zones)
	if zones.Is(source.Map) {
		for i, zone := range zones.Keys {
			s.VSwitches = append(s.VSwitches, ZoneSetting{zone, settingOf(zones.Nodes[i], pointer+"vswitches/"+pointerEscaper.Replace(zone))})
		}
	}
	return s
}

// settingOf reads a list of ids.
func settingOf(n *source.Node, pointer string) Setting {
	s := Setting{Written: n != nil}
	for i, id := range n.Elements() {
		if text := strings.TrimSpace(id.String()); text != "" {
			s.IDs = append(s.IDs, Named{ID: text, Ref: Ref{Pointer: pointer + "/" + strconv.Itoa(i)}})
		}
	}
	return s
}

// profile reads the ConfigMap of virtual nodes or of ACS.
func (r *reader) profile(data *source.Node) *Profile {
	listed := func(key string) []Named {
		var out []Named
		for _, id := range splitList(r.text(data, key)) {
			out = append(out, Named{ID: id, Ref: Ref{Pointer: "/data/" + key}})
		}
		return out
	}
	return &Profile{VSwitches: listed("vSwitchIds"), Groups: listed("securityGroupId"), Selectors: strings.TrimSpace(r.text(data, "selectors"))}
}

func (p *PodNetworking) head() head { return head{"PodNetworking", "", p.Name} }
func (p *PodENI) head() head        { return head{"PodENI", p.Namespace, p.Name} }
func (p *PodNetworking) ref() Ref   { return p.Ref }
func (p *PodENI) ref() Ref          { return p.Ref }

func (p *PodNetworking) place(number int32) {
	p.Ref = Ref{Record: number}
	placeNamed(number, p.VSwitches, p.Groups)
}

func (p *PodENI) place(number int32) {
	p.Ref = Ref{Record: number}
	for _, eni := range p.ENIs {
		eni.Ref.Record = number
	}
}

func (s *TerwaySettings) place(number int32) {
	s.Ref = Ref{Record: number}
	placeNamed(number, s.Group.IDs, s.Groups.IDs)
	for _, zone := range s.VSwitches {
		placeNamed(number, zone.IDs)
	}
}

func (p *Profile) place(number int32) {
	p.Ref = Ref{Record: number}
	placeNamed(number, p.VSwitches, p.Groups)
}

func placeNamed(number int32, lists ...[]Named) {
	for _, list := range lists {
		for i := range list {
			list[i].Ref.Record = number
		}
	}
}

func (p *PodNetworking) addTo(b *builder) {
	if !p.invalid {
		b.network.PodNetworkings = append(b.network.PodNetworkings, p)
	}
}

func (p *PodENI) addTo(b *builder) { b.network.PodENIs = append(b.network.PodENIs, p) }
