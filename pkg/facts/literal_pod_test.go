package facts

import (
	"net/netip"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// literalNetwork is a node of Terway with an ENI for pods in vsw-pod, where nothing else is and all that could be is
// exported.
func literalNetwork() *model.Network {
	addr := netip.MustParseAddr
	n := &model.Network{
		Cluster: model.Cluster{Plugin: model.Fact{Value: "terway"}, Mode: model.Fact{Value: "shared-eni"}, PodVSwitches: []model.Named{{ID: "vsw-pod"}}},
		Nodes:   []*model.Node{{Name: "node-1", Instance: "i-node", InternalIP: addr("10.1.0.10")}},
		Instances: []*model.Instance{
			{ID: "i-node", VSwitch: "vsw-node", PrivateIPs: []netip.Addr{addr("10.1.0.10")}},
			{ID: "i-ops", VSwitch: "vsw-node", PrivateIPs: []netip.Addr{addr("10.1.0.40")}},
		},
		ENIs: []*model.ENI{
			{ID: "eni-pod", Type: "Secondary", VSwitch: "vsw-pod", Instance: "i-node", Primary: addr("10.1.64.5"), Addresses: []model.Address{{Addr: addr("10.1.64.9")}}},
			{ID: "eni-ops", Type: "Secondary", VSwitch: "vsw-node", Instance: "i-ops", Primary: addr("10.1.0.41")},
		},
		VSwitches: []*model.VSwitch{
			{ID: "vsw-node", CIDR: model.ParsePrefix("10.1.0.0/20")}, {ID: "vsw-pod", CIDR: model.ParsePrefix("10.1.64.0/19")},
		},
		Pods: []*model.Pod{{Namespace: "shop", Name: "cart-0", OwnerKind: "StatefulSet", IPs: []netip.Addr{addr("10.1.64.20")}}},
	}
	for _, api := range whole {
		n.Exports = append(n.Exports, model.Export{API: api, Evidence: model.Complete})
	}
	return n
}

func TestLiteralAddressesOfPods(t *testing.T) {
	tests := map[string]struct {
		address string
		change  func(*model.Network)
		want    string
	}{
		"a pod has it":              {"10.1.64.20", nil, "pod"},
		"an ENI of a node has it":   {"10.1.64.9", nil, "pod-eni"},
		"nobody has it":             {"10.1.64.30", nil, "pod-vswitch"},
		"an instance has it":        {"10.1.0.40", nil, ""},
		"another ENI has it":        {"10.1.0.41", nil, ""},
		"nobody, among instances":   {"10.1.0.99", nil, ""},
		"outside of every vSwitch":  {"10.1.128.1", nil, ""},
		"an export may have it":     {"10.1.64.30", func(n *model.Network) { n.Exports = n.Exports[1:] }, ""},
		"a load balancer is beside": {"10.1.64.30", func(n *model.Network) { n.LoadBalancers = []*model.LoadBalancer{{ID: "lb-1", VSwitch: "vsw-pod"}} }, ""},
		"a database may be beside": {"10.1.64.30", func(n *model.Network) {
			n.Databases = []*model.Database{{ID: "rm-1", Endpoints: []model.Endpoint{{Type: "Private"}}}}
		}, ""},
		"a public database is not": {"10.1.64.30", func(n *model.Network) {
			n.Databases = []*model.Database{{ID: "rm-1", Endpoints: []model.Endpoint{{Type: "Public"}}}}
		}, "pod-vswitch"},
		"the pod keeps it": {"10.1.64.20", func(n *model.Network) { n.PodNetworkings = []*model.PodNetworking{{Fixed: true}} }, ""},
		"of Flannel's pods": {"172.20.0.9", func(n *model.Network) {
			n.Cluster.Plugin.Value, n.Cluster.PodCIDR = "flannel", model.ParsePrefix("172.20.0.0/16")
		}, "container-network"},
	}
	for name, test := range tests {
		n := literalNetwork()
		if test.change != nil {
			test.change(n)
		}
		f := New(n, Options{})
		target, err := f.names.address(netip.MustParseAddr(test.address), targetForm{port: 80})
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range f.ends(target.asLiteral(), "ipv4") {
			if got := f.literalFacts(&table{}, q).Is; got != test.want {
				t.Errorf("%s: %q, want %q", name, got, test.want)
			}
		}
		for _, q := range f.ends(target, "ipv4") {
			if got := f.literalFacts(&table{}, q).Is; got != "" {
				t.Errorf("%s, asked for and not written: %q", name, got)
			}
		}
	}
}
