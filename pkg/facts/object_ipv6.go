package facts

import (
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// BandwidthFacts is the wish of pods for public bandwidth of their IPv6 addresses, in a VPC that does not lead them out.
type BandwidthFacts struct {
	At      Handle   `json:"at"`      // the first annotation that wishes for it
	Of      Handle   `json:"of"`      // whose
	Others  []Handle `json:"others"`  // further annotations, some of them
	VPC     Handle   `json:"vpc"`     // text
	Gateway Handle   `json:"gateway"` // text: the IPv6 gateway of the VPC; "" when there is none
	Tables  []Handle `json:"tables"`  // of pod vSwitches, without a route to it
	Names   []Handle `json:"names"`   // text: their ids
}

// wishing is an annotation that asks for bandwidth.
type wishing struct {
	at model.Ref
	of string
}

// bandwidths reviews what leads out the pods that ask for public bandwidth, where something is lacking for certain.
func (r *reviewer) bandwidths() []Review {
	wishes := r.wishes()
	if len(wishes) == 0 || r.network.Cluster.IPStack.Value != "dual" || r.exits.known("vpc:DescribeIpv6Gateways", "") != model.Complete {
		return nil
	}
	gateway := ""
	for _, g := range r.network.IPv6Gateways {
		if g.VPC == r.vpc {
			gateway = g.ID
		}
	}
	var unrouted []*exitTable
	for _, t := range r.ownTables() {
		if t.evidence == model.Complete && len(t.unlisted)+len(t.spaces[1].whole)+len(t.spaces[1].parts) == 0 {
			unrouted = append(unrouted, t)
		}
	}
	if gateway != "" && len(unrouted) == 0 {
		return nil
	}
	return []Review{r.review(func(t *table) ObjectFacts {
		p := exitPacket{t: t}
		f := &BandwidthFacts{
			At: t.add(wishes[0].of, wishes[0].at), Of: t.add(wishes[0].of, model.Ref{}), Others: []Handle{}, VPC: t.add(r.vpc, model.Ref{}),
			Gateway: p.text(gateway), Tables: []Handle{}, Names: []Handle{},
		}
		for _, wish := range wishes[1:min(len(wishes), shownEntries)] {
			f.Others = append(f.Others, t.add(wish.of, wish.at))
		}
		for _, routes := range unrouted {
			f.Tables, f.Names = append(f.Tables, t.add(routes.id, routes.ref)), append(f.Names, t.add(routes.id, model.Ref{}))
		}
		return ObjectFacts{Bandwidth: f}
	})}
}

// wishes returns the annotations that ask for bandwidth, of workloads and of pods that none of them owns.
func (r *reviewer) wishes() []wishing {
	var out []wishing
	see := func(of string, ref model.Ref, template *model.Template) {
		p := place{self: template, ref: ref}
		t := &table{}
		if template.HostNetwork || !p.bandwidthAnnotation(t).Present {
			return
		}
		out = append(out, wishing{t.entities[0].Ref, of})
	}
	for _, w := range r.network.Workloads {
		see(w.Kind+" "+w.Namespace+"/"+w.Name, w.Ref, &w.Template)
	}
	for _, p := range r.network.Pods {
		if p.Workload == nil {
			see("Pod "+p.Namespace+"/"+p.Name, p.Ref, &p.Template)
		}
	}
	slices.SortStableFunc(out, func(a, b wishing) int { return strings.Compare(a.of, b.of) })
	return out
}
