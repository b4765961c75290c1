package model

import "net/netip"

// PodEIP is what ack-extend-network-controller keeps of the EIP that it has bound to the pod of the same name.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
type PodEIP struct {
	Ref             Ref
	Namespace, Name string
	Status          string // InUse
	Addr, Private   netip.Addr
}

func decodePodEIP(r *reader, m meta) resource {
	status := r.object(r.root, "status")
	return &PodEIP{
		Namespace: m.namespace, Name: m.name, Status: r.text(status, "status"),
		Addr: r.addr(r.get(status, "eipAddress")), Private: r.addr(r.get(status, "privateIPAddress")),
	}
}

func (p *PodEIP) head() head         { return head{"PodEIP", p.Namespace, p.Name} }
func (p *PodEIP) ref() Ref           { return p.Ref }
func (p *PodEIP) place(number int32) { p.Ref = Ref{Record: number} }
func (p *PodEIP) addTo(b *builder)   { b.network.PodEIPs = append(b.network.PodEIPs, p) }
