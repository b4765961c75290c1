package facts

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// Whatever has an instance says something of it: the instance itself, its primary ENI, the node on it.
func TestIndexInstances(t *testing.T) {
	addr := netip.MustParseAddr
	all := indexInstances(&model.Network{
		Instances: []*model.Instance{
			{Ref: model.Ref{Record: 1}, ID: "i-node", VPC: "vpc-1", PrivateIPs: []netip.Addr{addr("10.1.0.10")}},
			{Ref: model.Ref{Record: 2}, ID: "i-ops", VPC: "vpc-1", PrivateIPs: []netip.Addr{addr("10.1.32.40")}},
		},
		ENIs: []*model.ENI{
			{Ref: model.Ref{Record: 3}, ID: "eni-1", Type: "Primary", Instance: "i-alone", VPC: "vpc-2", Primary: addr("10.1.0.30")},
			{Ref: model.Ref{Record: 4}, ID: "eni-2", Type: "Secondary", Instance: "i-second", Primary: addr("10.1.64.5")},
		},
		Pods: []*model.Pod{{Name: "cart", HostIP: addr("10.1.0.30")}},
		Nodes: []*model.Node{
			{Ref: model.Ref{Record: 5}, Name: "by-address", InternalIP: addr("10.1.0.10")},
			{Ref: model.Ref{Record: 6}, Name: "by-id", Instance: "i-unexported", InternalIP: addr("10.1.0.11")},
		},
	})
	want := map[string]string{
		"i-node":       "1/InstanceId vpc-1 10.1.0.10 by-address node",
		"i-ops":        "2/InstanceId vpc-1 10.1.32.40 - outside",
		"i-alone":      "3/InstanceId vpc-2 10.1.0.30 - node",
		"i-unexported": "6/spec/providerID  10.1.0.11 by-id node",
	}
	if len(all) != len(want) {
		t.Errorf("%d instances, want %d", len(all), len(want))
	}
	for id, text := range want {
		i := all[id]
		node := "-"
		if i.Node != nil {
			node = i.Node.Name
		}
		got := strings.Join([]string{string('0'+rune(i.At.Record)) + i.At.Pointer, i.VPC, i.Addr.String(), node, i.Role}, " ")
		if got != text {
			t.Errorf("%s: %s, want %s", id, got, text)
		}
	}
}

// Without any Node an instance may be one, unless a pod says so.
func TestRolesWithoutNodes(t *testing.T) {
	all := indexInstances(&model.Network{
		Instances: []*model.Instance{
			{ID: "i-host", PrivateIPs: []netip.Addr{netip.MustParseAddr("10.1.0.10")}},
			{ID: "i-other", PrivateIPs: []netip.Addr{netip.MustParseAddr("10.1.0.11")}},
		},
		Pods: []*model.Pod{{Name: "cart", HostIP: netip.MustParseAddr("10.1.0.10")}, {Name: "to-come"}},
	})
	if all["i-host"].Role != "node" || all["i-other"].Role != "unknown" {
		t.Errorf("roles %s and %s", all["i-host"].Role, all["i-other"].Role)
	}
}

// A pod of a container network is behind the ENI of its node for those who come from outside, and behind none for others.
func TestEntranceOfAContainerNetwork(t *testing.T) {
	addr := netip.MustParseAddr
	node := &model.Node{Name: "node-1", Instance: "i-node", InternalIP: addr("10.1.0.10"), PodCIDR: model.ParsePrefix("172.20.0.0/25")}
	f := New(&model.Network{
		Cluster: model.Cluster{Plugin: model.Fact{Value: "flannel"}},
		Instances: []*model.Instance{
			{ID: "i-node", VSwitch: "vsw-node", PrivateIPs: []netip.Addr{addr("10.1.0.10")}, SecurityGroups: []string{"sg-node"}},
			{ID: "i-ops", VSwitch: "vsw-node", PrivateIPs: []netip.Addr{addr("10.1.0.40")}, SecurityGroups: []string{"sg-ops"}},
		},
		Nodes:     []*model.Node{node},
		VSwitches: []*model.VSwitch{{ID: "vsw-node", CIDR: model.ParsePrefix("10.1.0.0/20")}},
	}, Options{})
	target := Target{Kind: "ip", Text: "ip:172.20.0.10", Addr: addr("172.20.0.10"), Port: 80, Protocol: "tcp"}
	inside := f.question(target, "ipv4", Peer{})
	target.outside = true
	outside := f.question(target, "ipv4", Peer{})
	if inside.members != nil || inside.arrives.vswitch != nil {
		t.Errorf("a packet of a pod arrives at %v", inside.arrives)
	}
	if outside.members == nil || outside.members.SecurityGroups[0] != "sg-node" || outside.arrives.vswitch.ID != "vsw-node" {
		t.Errorf("a packet from outside arrives at %v", outside.arrives)
	}
	if ownsPublicly(outside.members, target.Addr) {
		t.Error("the address of the pod passes for a public one")
	}
}

// Rules and entries for a pod name the range that its successor will have an address of, too.
func TestRangeAroundAPod(t *testing.T) {
	addr := netip.MustParseAddr
	tests := map[string]struct {
		plugin, address, want string
		host                  bool
	}{
		"in a vSwitch":             {"terway", "10.1.64.10", "10.1.64.0/19", false},
		"in the container network": {"flannel", "172.20.0.10", "172.20.0.0/16", false},
		"nowhere that is known":    {"terway", "172.20.0.10", "invalid Prefix", false},
		"on the host network":      {"terway", "10.1.64.10", "invalid Prefix", true},
	}
	for name, test := range tests {
		pod := &model.Pod{Namespace: "shop", Name: "cart", Template: model.Template{HostNetwork: test.host}, IPs: []netip.Addr{addr(test.address)}}
		f := New(&model.Network{
			Cluster:   model.Cluster{Plugin: model.Fact{Value: test.plugin}, PodCIDR: model.ParsePrefix("172.20.0.0/16")},
			VSwitches: []*model.VSwitch{{ID: "vsw-pod", CIDR: model.ParsePrefix("10.1.64.0/19")}},
			Pods:      []*model.Pod{pod},
		}, Options{})
		target := Target{Kind: "pod", Text: "pod:shop/cart", Port: 80, Protocol: "tcp", Pods: []Peer{{Pod: pod}}}
		if got := f.ends(target, "ipv4")[0].target.around.String(); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}
