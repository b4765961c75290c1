package facts

import "github.com/egresslint/egresslint/pkg/model"

// LockedEIPFacts is an EIP that is locked and bound to what pods leave with.
type LockedEIPFacts struct {
	At   Handle `json:"at"`
	User Handle `json:"user"` // the pod, or the node
	ID   Handle `json:"id"`   // text
	Kind Handle `json:"kind"` // text: the instance type that it is bound to
	Of   Handle `json:"of"`   // text: the instance
}

// lockedEIPs reviews the EIPs that carry nothing and are bound to a pod, or to a node whose pods leave with its address.
func (r *reviewer) lockedEIPs() []Review {
	var out []Review
	for _, eip := range byIDOrder(r.network.EIPs, func(e *model.EIP) string { return e.ID }) {
		if len(eip.Locks) == 0 && oneOf(eip.BusinessStatus, "normal", "") != "unknown" {
			continue
		}
		if name, ref, found := r.userOf(eip); found {
			out = append(out, r.review(func(t *table) ObjectFacts {
				return ObjectFacts{EIP: &LockedEIPFacts{
					At: t.add(eip.Addr.String(), eip.Ref.At("/IpAddress")), User: t.add(name, ref), ID: t.add(eip.ID, model.Ref{}),
					Kind: t.add(eip.InstanceType, model.Ref{}), Of: t.add(eip.InstanceID, model.Ref{}),
				}}
			}))
		}
	}
	return out
}

// userOf returns the pod of the bundle that leaves with an EIP, or the node.
func (r *reviewer) userOf(eip *model.EIP) (name string, ref model.Ref, found bool) {
	switch {
	case foldedIs(eip.InstanceType, "ecsinstance") && r.hasContainerNetwork():
		for _, node := range r.network.Nodes {
			if i := r.owners.instanceOf(node, node.InternalIP); i != nil && i.ID == eip.InstanceID {
				return "Node " + node.Name, node.Ref.At("/metadata/name"), true
			}
		}
	case foldedIs(eip.InstanceType, "networkinterface") && !r.hasContainerNetwork():
		private := eip.PrivateAddr.Unmap()
		if eni := r.exits.enis[eip.InstanceID]; eni != nil {
			private = privateOf(eip, eni)
		}
		for _, pod := range r.network.Pods {
			for _, ip := range pod.IPs {
				if ip.Unmap() == private && !pod.HostNetwork {
					return "Pod " + pod.Namespace + "/" + pod.Name, pod.Ref.At("/metadata/name"), true
				}
			}
		}
	}
	return "", model.Ref{}, false
}
