package model

import "github.com/egresslint/egresslint/pkg/source"

// Decoded is what one object of the input turned out to be.
type Decoded struct {
	record source.Record
}

// Decode reads one object. It may run on several goroutines at once.
func Decode(o source.Object) *Decoded { return &Decoded{record: o.Record} }

// Assumptions are facts about the cluster that the user states because the bundle cannot show them, by their key on the
// command line: plugin, network-policy, terway-version, datapath, ip-stack, kube-proxy, product.
type Assumptions map[string]string

// Build links the objects of a bundle, in the order of the input, into a Network.
func Build(set *source.Set, objects []*Decoded, assume Assumptions) (*Network, []source.Problem) {
	n := &Network{set: set}
	for _, o := range objects {
		n.Records = append(n.Records, o.record)
	}
	return n, nil
}

// Locate returns where r is written, and the zero Location for a place that is written nowhere.
func (n *Network) Locate(r Ref) source.Location {
	if r.IsZero() {
		return source.Location{}
	}
	return n.set.Locate(n.Records[r.Record-1], r.Pointer)
}
