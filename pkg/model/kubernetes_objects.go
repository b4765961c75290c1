package model

import (
	"net/netip"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// namespaceNameLabel is the label that the API server gives every namespace.
// https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name
const namespaceNameLabel = "kubernetes.io/metadata.name"

func decodeNamespace(r *reader, m meta) resource {
	n := &Namespace{Name: m.name, Labels: r.strings(m.node, "labels"), Annotations: r.strings(m.node, "annotations")}
	if n.Labels == nil {
		n.Labels = map[string]string{}
	}
	n.Labels[namespaceNameLabel] = m.name
	return n
}

func decodeNode(r *reader, m meta) resource {
	spec := r.object(r.root, "spec")
	n := &Node{
		Name: m.name, Labels: r.strings(m.node, "labels"), Annotations: r.strings(m.node, "annotations"),
		Unschedulable: r.flag(spec, "unschedulable"), ENIs: r.allocatable("aliyun/eni"),
	}
	n.Instance = instanceOf(r.text(spec, "providerID"))
	if cidr := r.text(spec, "podCIDR"); cidr != "" {
		n.PodCIDR = r.cidr(spec.Get("podCIDR"), cidr)
	}
	n.InternalIP, n.InternalIPv6 = r.internalIPs()
	for _, taint := range r.objects(spec, "taints") {
		n.Taints = append(n.Taints, Taint{r.text(taint, "key"), r.text(taint, "value"), r.text(taint, "effect")})
	}
	n.Virtual = n.Labels["type"] == "virtual-kubelet" || strings.HasPrefix(m.name, "virtual-kubelet-")
	n.ExclusiveENI = strings.EqualFold(n.Labels["k8s.aliyun.com/exclusive-mode-eni-type"], "eniOnly")
	return n
}

// instanceOf returns the instance of a providerID, which is written REGION.INSTANCE.
// https://github.com/kubernetes/cloud-provider-alibaba-cloud
func instanceOf(providerID string) string {
	return providerID[strings.LastIndexByte(providerID, '.')+1:]
}

// allocatable returns the quantity of an extended resource that the node at the root offers.
func (r *reader) allocatable(resource string) string {
	n := r.object(r.object(r.root, "status"), "allocatable").Get(resource)
	if n.Is(source.List) || n.Is(source.Map) {
		r.mistyped(n, aString)
	}
	return n.String()
}

func (r *reader) cidr(n *source.Node, text string) Prefix {
	p := ParsePrefix(text)
	if !p.IsValid() {
		r.problem(n, source.Error, "%q is not an IP address or CIDR block", text)
	}
	return p
}

// internalIPs returns the address of the node at the root, the IPv4 one of two, and the IPv6 one.
func (r *reader) internalIPs() (first, v6 netip.Addr) {
	for _, address := range r.objects(r.object(r.root, "status"), "addresses") {
		if r.text(address, "type") != "InternalIP" {
			continue
		}
		a := r.addr(r.get(address, "address"))
		if !first.IsValid() || a.Is4() && !first.Is4() {
			first = a
		}
		if !v6.IsValid() && a.Is6() {
			v6 = a
		}
	}
	return first, v6
}

// decodeConfigMap keeps no text of the settings of Terway, where it may have the key of an account.
func decodeConfigMap(r *reader, m meta) resource {
	c := &ConfigMap{Namespace: m.namespace, Name: m.name}
	data := r.object(r.root, "data")
	if m.namespace == systemNamespace {
		c.Settings = r.terwaySettings(data)
		if m.name == eciProfile || m.name == acsProfile {
			c.Profile = r.profile(data)
		}
		if m.name == corednsName {
			c.Corefile = r.corefile(data.Get("Corefile"))
		}
	}
	if m.namespace == systemNamespace && m.name == eniConfig {
		c.Keys = settingKeys(data)
	}
	if data == nil || c.Settings != nil || m.namespace == systemNamespace && m.name == eniConfig {
		return c
	}
	for i, key := range data.Keys {
		if text := r.asText(data.Nodes[i]); mayNameDestination(key, text) {
			c.Literals = append(c.Literals, Literal{Pointer: "/data/" + pointerEscaper.Replace(key), Name: key, Text: text})
		}
	}
	return c
}

// secret is a Secret: that it is there, and nothing of what is in it.
type secret struct {
	written         Ref
	namespace, name string
}

func decodeSecret(_ *reader, m meta) resource { return &secret{namespace: m.namespace, name: m.name} }

func (n *Namespace) head() head { return head{"Namespace", "", n.Name} }
func (n *Node) head() head      { return head{"Node", "", n.Name} }
func (c *ConfigMap) head() head { return head{"ConfigMap", c.Namespace, c.Name} }
func (s *secret) head() head    { return head{"Secret", s.namespace, s.name} }
func (p *Policy) head() head    { return head{"NetworkPolicy", p.Namespace, p.Name} }

func (n *Namespace) ref() Ref { return n.Ref }
func (n *Node) ref() Ref      { return n.Ref }
func (c *ConfigMap) ref() Ref { return c.Ref }
func (s *secret) ref() Ref    { return s.written }
func (p *Policy) ref() Ref    { return p.Ref }

func (n *Namespace) place(number int32) { n.Ref = Ref{Record: number} }
func (n *Node) place(number int32)      { n.Ref = Ref{Record: number} }
func (s *secret) place(number int32)    { s.written = Ref{Record: number} }
func (p *Policy) place(number int32)    { p.Ref = Ref{Record: number} }

func (n *Namespace) addTo(b *builder) { b.network.Namespaces[n.Name] = n }
func (n *Node) addTo(b *builder)      { b.network.Nodes = append(b.network.Nodes, n) }
func (c *ConfigMap) addTo(b *builder) { b.network.ConfigMaps[c.Namespace+"/"+c.Name] = c }
func (s *secret) addTo(*builder)      {}

func (c *ConfigMap) place(number int32) {
	c.Ref = Ref{Record: number}
	if c.Settings != nil {
		c.Settings.place(number)
	}
	if c.Profile != nil {
		c.Profile.place(number)
	}
}

func (p *Policy) addTo(b *builder) {
	if !p.invalid {
		b.network.Policies = append(b.network.Policies, p)
	}
}
