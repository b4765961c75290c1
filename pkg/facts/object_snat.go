package facts

import "github.com/egresslint/egresslint/pkg/model"

// SNATEntryFacts is one SNAT entry of a gateway of the cluster's VPC.
type SNATEntryFacts struct {
	At      Handle `json:"at"`      // what it is for
	Entry   Handle `json:"entry"`   // text: its id
	Table   Handle `json:"table"`   // text
	Source  Handle `json:"source"`  // text: the vSwitch or the range that it is for
	VSwitch Match  `json:"vswitch"` // whether a vSwitch of the VPC has an address that it is for
}

// snatEntries reviews the SNAT entries of the cluster's VPC.
func (f *Facts) snatEntries() []Review {
	var out []Review
	for _, nat := range f.exits.natOrder {
		if vpc := f.network.Cluster.VPC.Value; nat.gateway == nil || vpc == "" || nat.gateway.VPC != vpc {
			continue
		}
		for _, e := range nat.entries {
			out = append(out, Review{Case: f.review(func(t *table) ObjectFacts {
				return ObjectFacts{SNATEntry: &SNATEntryFacts{
					At: t.add(e.ID, e.ref()), Entry: t.add(e.ID, model.Ref{}), Table: t.add(e.Table, model.Ref{}),
					Source: t.add(e.sourceText(), model.Ref{}), VSwitch: f.exits.serves(e, nat.gateway.VPC),
				}}
			})})
		}
	}
	return out
}

// sourceText is what the entry says that it is for.
func (e *exitEntry) sourceText() string {
	if isWritten(e.Source) {
		return e.Source.Text
	}
	return e.SourceVSwitch
}

// serves tells whether a vSwitch of the VPC has an address that the entry is for. A list that has no vSwitch of the VPC is of
// other VPCs.
func (x *exitIndex) serves(e *exitEntry, vpc string) Match {
	listed := No
	for _, v := range x.network.VSwitches {
		switch {
		case v.VPC != vpc:
		case v.ID == e.SourceVSwitch, e.source.IsValid() && v.CIDR.IsValid() && e.source.Overlaps(unmapped(v.CIDR.Prefix)):
			return Yes
		default:
			listed = Yes
		}
	}
	if listed == Yes && x.known("vpc:DescribeVSwitches", "") == model.Complete && (e.source.IsValid() || e.SourceVSwitch != "") {
		return No
	}
	return Maybe
}
