package facts

import (
	"net/netip"
	"slices"
	"strconv"

	"github.com/egresslint/egresslint/pkg/model"
)

// LiteralFacts is an address of a pod that a manifest writes as its destination. Is says how it is known to be a pod's:
// pod (one of the bundle has it), container-network (the range that only pods have), pod-eni (an ENI of a node has it for its
// pods), pod-vswitch (nothing but pods is in its vSwitch); "" for all other targets.
type LiteralFacts struct {
	Is      string `json:"is"`
	Address Handle `json:"address"` // text
	Of      Handle `json:"of"`      // the pod, the range, the ENI or the vSwitch
	Service Handle `json:"service"` // text: the name and port to use, when one Service selects the pod; "" else
}

// asLiteral remembers the address of a target that is written as one.
func (t Target) asLiteral() Target {
	if (t.Kind == "ip" || t.Kind == "pod") && t.Host == "" && !t.Uncertain {
		t.literal = t.Addr
	}
	return t
}

func (f *Facts) literalFacts(t *table, q *question) LiteralFacts {
	addr := q.target.literal
	if !addr.IsValid() {
		return LiteralFacts{}
	}
	var facts LiteralFacts
	pod, eni := f.names.pods[addr], q.eni
	switch {
	case pod != nil && !f.fixes(pod):
		facts.Is, facts.Of = "pod", t.add("Pod "+pod.Namespace+"/"+pod.Name, pod.Ref.At("/metadata/name"))
		if name := f.names.serviceOf(pod, q.target); name != "" {
			facts.Service = t.add(name, model.Ref{})
		}
	case pod != nil:
	case q.subnet == nil && f.ofContainers(addr):
		facts.Is, facts.Of = "container-network", t.add(f.network.Cluster.PodCIDR.Text, f.network.Cluster.PodCIDRRef)
	case f.servesPods(eni):
		facts.Is, facts.Of = "pod-eni", t.add(eni.ID, eni.Ref.At("/NetworkInterfaceId"))
	case eni == nil && q.subnet != nil && f.isForPods(q.subnet):
		facts.Is, facts.Of = "pod-vswitch", t.add(q.subnet.ID, q.subnet.Ref.At("/VSwitchId"))
	}
	if facts.Is != "" {
		facts.Address = t.add(addr.String(), model.Ref{})
	}
	return facts
}

// fixes tells whether a pod may keep its address: pods of a StatefulSet do under a PodNetworking that says so.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-static-ip-address-a-separate-vswitch-and-a-separate-security-group-for-each-pod
func (f *Facts) fixes(pod *model.Pod) bool {
	return pod.OwnerKind == "StatefulSet" && slices.ContainsFunc(f.network.PodNetworkings, func(n *model.PodNetworking) bool { return n.Fixed })
}

// ofContainers tells whether only the container network has the address.
func (f *Facts) ofContainers(addr netip.Addr) bool {
	pods := f.network.Cluster.PodCIDR
	return f.hasContainerNetwork() && pods.IsValid() && pods.Contains(addr)
}

// servesPods tells whether an ENI has its addresses for pods: Terway attaches it to a node beside the primary one.
func (f *Facts) servesPods(eni *model.ENI) bool {
	if eni == nil || f.network.Cluster.Plugin.Value != "terway" || !foldedIs(eni.Type, "secondary") && !foldedIs(eni.Type, "member") {
		return false
	}
	i := f.names.instances()[eni.Instance]
	return i != nil && i.Node != nil
}

// whole are the exports that together tell what else may be in a vSwitch.
var whole = []string{
	"ecs:DescribeInstances", "ecs:DescribeNetworkInterfaces", "slb:DescribeLoadBalancers", "rds:DescribeDBInstances",
	"r-kvstore:DescribeInstances", "dds:DescribeDBInstances", "polardb:DescribeDBClusters",
}

// isForPods tells whether Terway takes addresses from the vSwitch and the exports, which have all that could be there,
// have nothing else in it.
func (f *Facts) isForPods(v *model.VSwitch) bool {
	n := f.network
	in := func(id string) bool { return id == v.ID }
	switch {
	case !slices.ContainsFunc(n.Cluster.PodVSwitches, func(named model.Named) bool { return in(named.ID) }),
		slices.ContainsFunc(whole, func(api string) bool { return f.exits.known(api, "") != model.Complete }),
		slices.ContainsFunc(n.Instances, func(i *model.Instance) bool { return in(i.VSwitch) }),
		slices.ContainsFunc(n.ENIs, func(e *model.ENI) bool { return in(e.VSwitch) && !f.servesPods(e) }),
		slices.ContainsFunc(n.LoadBalancers, func(lb *model.LoadBalancer) bool { return in(lb.VSwitch) }):
		return false
	}
	return !slices.ContainsFunc(n.Databases, func(db *model.Database) bool {
		return slices.ContainsFunc(db.Endpoints, func(e model.Endpoint) bool { return in(e.VSwitch) || e.VSwitch == "" && e.Type != "Public" })
	})
}

// serviceOf returns the name and port of the one Service that selects a pod and leads to the port of the target there.
func (x *names) serviceOf(pod *model.Pod, t Target) string {
	found := ""
	for _, s := range x.network.Services {
		if s.Namespace != pod.Namespace || len(s.Selector) == 0 || !carriesLabels(&pod.Template, s.Selector) {
			continue
		}
		for _, port := range s.Ports {
			if at, ok := targetPort(&pod.Template, port); !ok || at != t.Port {
				continue
			}
			if found != "" {
				return ""
			}
			found = s.Name + "." + s.Namespace + ".svc:" + strconv.Itoa(int(port.Port))
		}
	}
	return found
}
