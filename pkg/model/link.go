package model

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// refProblem is something wrong with an answer as part of the bundle. Also is the other place it speaks of, if any.
type refProblem struct {
	Ref, Also Ref
	Message   string
	Severity  source.Severity
	Private   bool // the value may be a credential
}

// link fills the cloud side of the network from the answers, in any order: it finds out whom each is about, joins pages
// and APIs, and says how complete every export is. The problems come sorted by place.
func (n *Network) link(answers []RecordedAnswer) []refProblem {
	l := &linker{network: n, answers: sortAnswers(answers)}
	for _, a := range l.answers {
		for _, r := range a.rows {
			r.place(a.Ref.Record)
		}
	}
	l.learn()
	for i := range l.answers {
		l.bind(&l.answers[i])
	}
	l.addRecords()
	n.joinGateways()
	n.joinListeners()
	n.Exports = l.exports()
	n.sortCloud()
	slices.SortStableFunc(l.problems, func(a, b refProblem) int { return compareRefs(a.Ref, b.Ref) })
	return l.problems
}

// linker is the state of one link.
type linker struct {
	network  *Network
	answers  []boundAnswer // by rank of the API, then by place
	known    map[kind][]string
	clues    map[string]string // endpoint to the id of its database
	tables   map[string][]string
	problems []refProblem
}

// boundAnswer is an answer and whom it is about.
type boundAnswer struct {
	RecordedAnswer
	rank  int
	owner string
	lost  bool // nothing tells whom the answer is about: its rows are left out
}

// sortAnswers orders the answers by API, as the table of shapes does, and then by place. The first of two answers about
// one thing leads, so the order decides which place a joined object has.
func sortAnswers(answers []RecordedAnswer) []boundAnswer {
	rank := map[string]int{}
	for _, group := range shapes() {
		for i := range group {
			rank[group[i].api] = len(rank)
		}
	}
	sorted := make([]boundAnswer, len(answers))
	for i, a := range answers {
		sorted[i] = boundAnswer{RecordedAnswer: a, rank: rank[a.API]}
	}
	slices.SortStableFunc(sorted, func(a, b boundAnswer) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), compareRefs(a.Ref, b.Ref))
	})
	return sorted
}

func compareRefs(a, b Ref) int {
	return cmp.Or(cmp.Compare(a.Record, b.Record), cmp.Compare(a.Pointer, b.Pointer))
}

// addRecords joins the records of each API, then those of all, and puts them into the network.
func (l *linker) addRecords() {
	leads := map[[2]string]record{}
	for _, r := range l.joinPages() {
		noun, id, _ := r.name()
		key := [2]string{noun, id}
		lead, found := leads[key]
		if joins, ok := lead.(joiner); found && ok {
			joins.join(r)
			continue
		}
		leads[key] = r
		r.addTo(l.network)
	}
}

// joinPages returns the records with every thing once an API.
func (l *linker) joinPages() []record {
	var out []record
	first := map[[3]string]record{}
	for _, a := range l.answers {
		for _, r := range a.rows {
			if a.lost {
				continue
			}
			noun, id, _ := r.name()
			key := [3]string{a.API, noun, id}
			known, found := first[key]
			if !found || id == "" && noun != string(aboutCluster) {
				first[key] = r
				out = append(out, r)
				continue
			}
			l.repeat(a, known, r)
		}
	}
	return out
}

// repeat deals with a record that an answer of the same API gave already.
func (l *linker) repeat(a boundAnswer, known, again record) {
	if pages, ok := known.(extender); ok && a.shape.paging != whole {
		l.problems = append(l.problems, pages.extend(again)...)
		return
	}
	if !equalContent(known, again) {
		noun, id, first := known.name()
		_, _, second := again.name()
		l.problems = append(l.problems, exportedTwice(noun, id, first, second))
	}
}

func exportedTwice(noun, id string, first, second Ref) refProblem {
	return refProblem{Ref: second, Also: first, Severity: source.Warning, Message: fmt.Sprintf("%s %q is exported twice, and differently", noun, id)}
}

// equalContent tells whether two records say the same, wherever they say it.
func equalContent(a, b any) bool { return sameValue(reflect.ValueOf(a), reflect.ValueOf(b)) }

func sameValue(a, b reflect.Value) bool {
	switch {
	case a.Type() == reflect.TypeFor[Ref]():
		return true
	case a.Kind() == reflect.Pointer:
		return sameValue(a.Elem(), b.Elem())
	case a.Kind() == reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !sameValue(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case a.Kind() == reflect.Struct && !a.Comparable(), a.Kind() == reflect.Struct && hasRef(a.Type()):
		for i := range a.NumField() {
			if !sameValue(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	}
	return a.Equal(b)
}

func hasRef(t reflect.Type) bool {
	for i := range t.NumField() {
		if t.Field(i).Type == reflect.TypeFor[Ref]() {
			return true
		}
	}
	return false
}

// joinGateways gives the entries whose answer names no gateway the one that owns their table.
func (n *Network) joinGateways() {
	owner := map[string]string{}
	for _, gateway := range n.NATGateways {
		for _, table := range slices.Concat(gateway.SNATTables, gateway.ForwardTables) {
			owner[table] = gateway.ID
		}
	}
	for _, entry := range n.SNATEntries {
		fill(&entry.Gateway, owner[entry.Table])
	}
	for _, entry := range n.ForwardEntries {
		fill(&entry.Gateway, owner[entry.Table])
	}
}

// sortCloud orders every list by id, so that nothing depends on how the export was cut into files.
func (n *Network) sortCloud() {
	sortRecords(n.VPCs)
	sortRecords(n.VSwitches)
	sortRecords(n.RouteTables)
	sortRecords(n.SecurityGroups)
	sortRecords(n.PrefixLists)
	sortRecords(n.PortLists)
	sortRecords(n.ENIs)
	sortRecords(n.Instances)
	sortRecords(n.NATGateways)
	sortRecords(n.SNATEntries)
	sortRecords(n.ForwardEntries)
	sortRecords(n.EIPs)
	sortRecords(n.BandwidthPackages)
	sortRecords(n.IPv4Gateways)
	sortRecords(n.IPv6Gateways)
	sortRecords(n.IPv6Addresses)
	sortRecords(n.IPv6EgressOnlyRules)
	sortRecords(n.GatewayEndpoints)
	sortRecords(n.NetworkACLs)
	sortRecords(n.Databases)
	sortRecords(n.BucketPolicies)
	sortRecords(n.LoadBalancers)
	sortRecords(n.Listeners)
	sortRecords(n.ServerGroups)
	sortRecords(n.AccessLists)
	sortRecords(n.ClusterAnswers)
}

func sortRecords[T record](list []T) {
	slices.SortStableFunc(list, func(a, b T) int {
		nounA, idA, placeA := a.name()
		nounB, idB, placeB := b.name()
		return cmp.Or(strings.Compare(nounA, nounB), strings.Compare(idA, idB), compareRefs(placeA, placeB))
	})
}
