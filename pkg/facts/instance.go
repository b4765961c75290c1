package facts

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// Instance is an ECS instance that flows start at: a node of the cluster, or one beside it.
type Instance struct {
	ID   string
	At   model.Ref   // where the bundle has its id; zero for one that it does not have
	VPC  string      // "" when nothing tells
	Addr netip.Addr  // its primary private address; the zero Addr when nothing tells
	Node *model.Node // that runs on it; nil for an instance outside the cluster, and for a node that is not in the bundle
	Role string      // node, outside (the cluster), unknown
}

// indexInstances finds the instances by what they say of themselves, by their primary ENIs, and by the nodes on them.
func indexInstances(n *model.Network) map[string]*Instance {
	all := make(map[string]*Instance, len(n.Instances))
	of := func(id string, at model.Ref, vpc string, addr netip.Addr) *Instance {
		known := all[id]
		if known == nil {
			known = &Instance{ID: id, At: at}
			all[id] = known
		}
		known.VPC = cmp.Or(known.VPC, vpc)
		if !known.Addr.IsValid() {
			known.Addr = addr.Unmap()
		}
		return known
	}
	for _, i := range n.Instances {
		of(i.ID, i.Ref.At("/InstanceId"), i.VPC, append(slices.Clip(i.PrivateIPs), netip.Addr{})[0])
	}
	for _, eni := range n.ENIs {
		if eni.Instance != "" && foldedIs(eni.Type, "primary") {
			of(eni.Instance, eni.Ref.At("/InstanceId"), eni.VPC, eni.Primary)
		}
	}
	for _, node := range n.Nodes {
		if node.Instance != "" {
			of(node.Instance, node.Ref.At("/spec/providerID"), "", node.InternalIP).Node = node
		}
	}
	for _, node := range n.Nodes {
		for _, i := range n.Instances {
			if node.Instance == "" && node.InternalIP.IsValid() && slices.Contains(i.PrivateIPs, node.InternalIP) {
				all[i.ID].Node = node
			}
		}
	}
	setRoles(n, all)
	return all
}

// setRoles tells which instances are nodes: those with a Node, and those that pods say they run on. Without any Node in
// the bundle the others may be nodes too.
func setRoles(n *model.Network, all map[string]*Instance) {
	hosts := map[netip.Addr]bool{}
	for _, pod := range n.Pods {
		hosts[pod.HostIP.Unmap()] = pod.HostIP.IsValid()
	}
	for _, i := range all {
		switch {
		case i.Node != nil || hosts[i.Addr]:
			i.Role = "node"
		case len(n.Nodes) > 0:
			i.Role = "outside"
		default:
			i.Role = "unknown"
		}
	}
}

// sourceInstance finds the instance of ecs:ID. Private addresses of another VPC say nothing about those of the cluster's,
// so its instances are no sources.
func (x *names) sourceInstance(id string) (Source, error) {
	found, own := x.instances()[id], x.network.Cluster.VPC.Value
	switch {
	case found != nil && own != "" && found.VPC != "" && found.VPC != own:
		return Source{}, fmt.Errorf("source %q is in VPC %s and the cluster in %s: flows between VPCs are not judged from outside the cluster", "ecs:"+id, found.VPC, own)
	case found != nil:
		return Source{Instance: found}, nil
	}
	evidence, _ := x.network.Evidence("ecs:DescribeInstances", "")
	near := nearestNames(id, x.instances(), func(string) bool { return false })
	switch {
	case !isHostLabel(id):
		return Source{}, fmt.Errorf("source %q has no id of an ECS instance after the colon", "ecs:"+id)
	case len(near) > 0:
		return Source{}, fmt.Errorf("no ECS instance %q%s", id, didYouMean(near))
	case evidence == model.Complete:
		return Source{}, fmt.Errorf("source %q is not in the bundle, which has all of DescribeInstances", "ecs:"+id)
	}
	return Source{Instance: &Instance{ID: id, Role: "unknown"}}, nil
}

// reachesFrom says what is wrong with a target for an instance: Services have addresses that only the nodes of the cluster
// translate, and of an instance that is not in the bundle nothing is known but what pods let in.
func (i *Instance) reachesFrom(t Target) error {
	s := t.Service
	switch {
	case i.At.IsZero() && len(t.Pods) == 0:
		return fmt.Errorf("source %q is not in the bundle, which lacks DescribeInstances", "ecs:"+i.ID)
	case t.Kind == "lb" && len(t.Inside.Fronts) == 0 && i.Role != "node":
		return fmt.Errorf("target %q has no address in the bundle yet: add kubectl get services", t.Text)
	case i.Role == "node" || s == nil && !t.InCluster:
		return nil
	case i.Role == "unknown":
		return fmt.Errorf("target %q exists on the nodes of the cluster only, and nothing tells whether source %q is one: add kubectl get nodes", t.Text, "ecs:"+i.ID)
	case s == nil:
		return fmt.Errorf("target %q is a name that only the cluster resolves, and source %q is outside", t.Text, "ecs:"+i.ID)
	case s.Headless:
		return fmt.Errorf("target %q is a name that only the cluster resolves, and source %q is outside: write pod:NS/NAME", t.Text, "ecs:"+i.ID)
	}
	return fmt.Errorf("target %q has an address inside the cluster only, and source %q is outside: %s", t.Text, "ecs:"+i.ID, waysIn(s))
}

// waysIn names what clients outside the cluster reach a Service by.
// https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
func waysIn(s *model.Service) string {
	var ways []string
	if s.Type == "NodePort" || s.Type == "LoadBalancer" {
		ways = append(ways, "ecs:NODE:NODEPORT")
	}
	for _, front := range s.Fronts {
		if front.Addr.IsValid() {
			ways = append(ways, "ip:"+front.Addr.String())
		}
	}
	if len(ways) == 0 {
		return "give it a node port or a load balancer"
	}
	return "write " + strings.Join(ways, " or ")
}

// instancePlace returns the one place of an instance. Packets leave it as those of a pod on the host network do.
func (f *Facts) instancePlace(s Source, family string) *place {
	i := s.Instance
	p := &place{name: i.ID, source: s, self: &model.Template{HostNetwork: true}, ref: i.At, exists: true, node: i.Node}
	if i.Node != nil {
		p.self.NodeName = i.Node.Name
	}
	id := f.owners.instanceIdentity(i)
	if family == "ipv6" {
		f.owners.becomeIPv6(&id, i.Node, nil)
	}
	if id.Address.IsValid() {
		p.end.ips = []netip.Addr{id.Address.Addr()}
	}
	p.host = f.classify(id)
	p.pod = f.classify(unplaced(family, missingInstances))
	return p
}

// missingInstances is what tells the address, the vSwitch and the groups of an instance.
var missingInstances = Lacking{Export: "DescribeInstances"}

// instanceIdentity returns the primary address of an instance.
func (x *ownerIndex) instanceIdentity(i *Instance) Identity {
	if i.At.IsZero() {
		id := unplaced("ipv4", missingInstances)
		id.OwnerName = i.ID
		return id
	}
	id := x.nodeIdentity(i.Node, i.Addr)
	if i.Node == nil {
		id = Identity{Node: true, Instance: x.instances[i.ID]}
		if id.Instance != nil {
			id.Groups, id.VSwitch = id.Instance.SecurityGroups, x.vswitches[id.Instance.VSwitch]
		}
		x.refine(&id, i.Addr)
	}
	x.own(&id, i.ID, i.At)
	return id
}

// elsewhere tells whether a target is known to be in another VPC than the cluster's, which may use the same addresses.
func (f *Facts) elsewhere(t Target) bool { return !f.owners.local(t.VPC) }

// around returns the range of the addresses of a destination pod, which come and go.
func (f *Facts) around(q *question) netip.Prefix {
	switch {
	case q.dst.template == nil || q.dst.template.HostNetwork:
		return netip.Prefix{}
	case q.subnet != nil && q.family == "ipv6":
		return unmapped(q.subnet.IPv6CIDR.Prefix)
	case q.subnet != nil:
		return unmapped(q.subnet.CIDR.Prefix)
	case f.hasContainerNetwork() && q.family == "ipv4":
		return unmapped(f.network.Cluster.PodCIDR.Prefix)
	}
	return netip.Prefix{}
}

// several tells whether the bundle has vSwitches or instances of other VPCs than the one.
func (x *ownerIndex) several(vpc string) bool {
	other := func(id string) bool { return vpc != "" && id != "" && id != vpc }
	return slices.ContainsFunc(x.network.VSwitches, func(v *model.VSwitch) bool { return other(v.VPC) }) ||
		slices.ContainsFunc(x.network.Instances, func(i *model.Instance) bool { return other(i.VPC) })
}

// entrance returns the ENI, and its vSwitch, that packets to an address of the container network come in by: the node of
// the address has it behind that ENI.
func (x *ownerIndex) entrance(q *question) (*model.ENI, aclDestination) {
	id := x.nodeIdentity(q.holder, q.hostIP)
	if id.ENI == nil {
		return nil, aclDestination{vswitch: id.VSwitch}
	}
	eni := *id.ENI
	eni.Addresses = append(slices.Clip(eni.Addresses), model.Address{Addr: q.target.Addr})
	return &eni, aclDestination{&eni, id.VSwitch}
}
