package model

import (
	"cmp"
	"net/netip"
	"strconv"

	"github.com/egresslint/egresslint/pkg/source"
)

// Service is a Service, in the fields that are read. The two traffic policies are Cluster where none is written.
// https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies
type Service struct {
	Ref             Ref
	Namespace, Name string
	Annotations     map[string]string
	Type            string
	Class           string // spec.loadBalancerClass
	ClusterIPs      []netip.Addr
	Headless        bool // clusterIP is None: its name leads to the pods
	ExternalName    string
	Selector        map[string]string
	Ports           []ServicePort
	External        string // externalTrafficPolicy
	Internal        string // internalTrafficPolicy
	SourceRanges    []Prefix
	PublishNotReady bool // pods that are not ready are endpoints too
	Fronts          []ServiceFront
	Balancer        string // id of its load balancer, where a label or an annotation says it
}

// ServicePort is one port of a Service. TargetName is set when the target is a named port.
type ServicePort struct {
	Name, Protocol string
	Port           int32
	Target         int32
	TargetName     string
	NodePort       int32 // 0 when there is none
}

// ServiceFront is where a load balancer serves a Service, as its status tells: an address, a name, or both.
type ServiceFront struct {
	Ref  Ref
	Addr netip.Addr
	Host string
	Mode string // ipMode: Proxy where clients inside the cluster go through the load balancer
}

func decodeService(r *reader, m meta) resource {
	spec := r.object(r.root, "spec")
	s := &Service{
		Namespace: m.namespace, Name: m.name, Annotations: r.strings(m.node, "annotations"),
		Type: cmp.Or(r.text(spec, "type"), "ClusterIP"), Class: r.text(spec, "loadBalancerClass"),
		ExternalName: r.text(spec, "externalName"), Selector: r.strings(spec, "selector"),
		External:        cmp.Or(r.text(spec, "externalTrafficPolicy"), "Cluster"),
		Internal:        cmp.Or(r.text(spec, "internalTrafficPolicy"), "Cluster"),
		PublishNotReady: r.flag(spec, "publishNotReadyAddresses"),
	}
	for _, port := range r.objects(spec, "ports") {
		s.Ports = append(s.Ports, r.servicePort(port))
	}
	for _, n := range r.list(spec, "loadBalancerSourceRanges") {
		s.SourceRanges = append(s.SourceRanges, r.cidr(n, n.String()))
	}
	s.ClusterIPs, s.Headless = r.clusterIPs(spec)
	s.Fronts = r.fronts()
	reused, _ := s.Setting("id")
	s.Balancer = cmp.Or(r.object(m.node, "labels").Get("service.k8s.alibaba/loadbalancer-id").String(), reused)
	return s
}

// Setting returns the value of an annotation about the load balancer by the end of its name, and what the name begins with:
// ACK's cloud controller manager reads old names too.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/add-annotations-to-the-yaml-file-of-a-service-to-configure-clb-instances
func (s *Service) Setting(name string) (value, prefix string) {
	for _, prefix := range []string{"service.beta.kubernetes.io/alibaba-cloud-loadbalancer-", "service.beta.kubernetes.io/alicloud-loadbalancer-"} {
		if value := s.Annotations[prefix+name]; value != "" {
			return value, prefix
		}
	}
	return "", ""
}

// fronts returns what the status of the Service at the root tells of its load balancer.
func (r *reader) fronts() []ServiceFront {
	var out []ServiceFront
	for i, ingress := range r.objects(r.object(r.object(r.root, "status"), "loadBalancer"), "ingress") {
		a := ServiceFront{
			Ref:  Ref{Pointer: "/status/loadBalancer/ingress/" + strconv.Itoa(i)},
			Addr: r.addr(r.get(ingress, "ip")), Host: r.text(ingress, "hostname"), Mode: r.text(ingress, "ipMode"),
		}
		if a.Addr.IsValid() || a.Host != "" {
			out = append(out, a)
		}
	}
	return out
}

// clusterIPs returns the addresses of a Service; clusterIP repeats the first of clusterIPs. Headless Services have None.
func (r *reader) clusterIPs(spec *source.Node) (ips []netip.Addr, headless bool) {
	nodes := r.list(spec, "clusterIPs")
	if len(nodes) == 0 {
		nodes = []*source.Node{r.get(spec, "clusterIP")}
	}
	for _, n := range nodes {
		if n.String() == "None" {
			headless = true
			continue
		}
		if a := r.addr(n); a.IsValid() {
			ips = append(ips, a)
		}
	}
	return ips, headless
}

// servicePort reads a port. The target is the same number where none is written.
func (r *reader) servicePort(n *source.Node) ServicePort {
	p := ServicePort{Name: r.text(n, "name"), Protocol: r.protocol(n), Port: r.number(n, "port", 0), NodePort: r.number(n, "nodePort", 0)}
	p.Target = p.Port
	switch target := r.get(n, "targetPort"); {
	case absent(target):
	case target.Kind == source.String:
		p.Target, p.TargetName = 0, target.Text
	case target.Kind != source.Number:
		r.mistyped(target, aPort)
	default:
		p.Target = r.number(n, "targetPort", p.Port)
	}
	return p
}

func (s *Service) head() head       { return head{"Service", s.Namespace, s.Name} }
func (s *Service) ref() Ref         { return s.Ref }
func (s *Service) addTo(b *builder) { b.network.Services = append(b.network.Services, s) }

func (s *Service) place(number int32) {
	s.Ref = Ref{Record: number}
	for i := range s.Fronts {
		s.Fronts[i].Ref.Record = number
	}
}
