package facts

import (
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// Two nodes of which only the ENIs are in the bundle are alike until an EIP is bound to the instance of one.
func TestAnEIPOfAnInstanceTellsItsNodeApart(t *testing.T) {
	n := &model.Network{VSwitches: []*model.VSwitch{{ID: "vsw-1", CIDR: model.ParsePrefix("10.0.0.0/24")}}}
	for i, address := range []string{"10.0.0.10", "10.0.0.11"} {
		id := []string{"1", "2"}[i]
		n.ENIs = append(n.ENIs, &model.ENI{ID: "eni-" + id, Type: "Primary", Instance: "i-" + id, VSwitch: "vsw-1", Primary: addrOf(address), SecurityGroups: []string{"sg-1"}})
	}
	alike := func() bool {
		f := New(n, Options{})
		first, second := f.owners.nodeIdentity(nil, addrOf("10.0.0.10")), f.owners.nodeIdentity(nil, addrOf("10.0.0.11"))
		return f.classify(first).class == f.classify(second).class
	}
	if !alike() {
		t.Error("without an EIP the nodes differ")
	}
	n.EIPs = []*model.EIP{{ID: "eip-1", Addr: addrOf("198.51.100.1"), InstanceType: "EcsInstance", InstanceID: "i-1"}}
	if alike() {
		t.Error("the EIP of one serves both")
	}
}
