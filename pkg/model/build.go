package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/egresslint/egresslint/pkg/source"
)

// Decoded is what one object of the input turned out to be: an API answer, a Kubernetes object, or neither.
type Decoded struct {
	record   source.Record
	path     string
	answer   *Answer
	resource resource
	unread   string  // what the object is when nobody reads it
	private  bool    // it is a Secret
	makes    string  // the namespace that it makes pods in when nobody reads it
	listed   bool    // it is an item of a list
	claims   []claim // what it says about the cluster as a whole
	ignores  []Ignore
	problems []LocalProblem
}

// LocalProblem is something wrong inside one object. Build turns it into a source.Problem with a place.
type LocalProblem struct {
	Pointer, Message string
	Severity         source.Severity
	Private          bool // the value may be a credential: it is not to be shown
}

// Unread is a kind of object that nobody reads, in one file.
type Unread struct {
	Path, What string
	Count      int
}

// Decode reads one object. It may run on several goroutines at once.
func Decode(o source.Object) *Decoded {
	d := &Decoded{record: o.Record, path: o.Path, listed: o.List != ""}
	if d.problems = misfits(o); len(d.problems) > 0 {
		return d
	}
	if id := identify(o); id.kind != "" {
		d.private = id.kind == "Secret"
		d.decodeKubernetes(o.Root, id)
		return d
	}
	if d.answer, d.problems = decodeExport(o); d.answer == nil && len(d.problems) == 0 {
		d.unread = "neither a Kubernetes object nor a known answer"
	}
	return d
}

// Build links the objects of a bundle into a Network. The result does not depend on their order: records are numbered by
// path and place.
func Build(set *source.Set, objects []*Decoded, assume Assumptions) (*Network, []source.Problem) {
	b := &builder{network: &Network{
		set: set, located: &locations{known: map[Ref]source.Location{}},
		Namespaces: map[string]*Namespace{}, ConfigMaps: map[string]*ConfigMap{}, Makers: map[string]bool{},
		Listed: map[Listed]bool{},
	}}
	sorted := slices.Clone(objects)
	slices.SortStableFunc(sorted, compareDecoded)
	answers := b.number(sorted)
	b.claims = append(b.claims, clusterClaims(answers)...)
	b.problems = append(b.problems, b.network.link(answers)...)
	b.linkPods()
	b.detect(assume)
	b.network.sortKubernetes()
	return b.network, b.placeProblems()
}

// compareDecoded orders objects by place. Those of one region differ in the number at the end of Within, where the longer
// is the greater.
func compareDecoded(a, b *Decoded) int {
	return cmp.Or(strings.Compare(a.path, b.path), cmp.Compare(a.record.Offset, b.record.Offset),
		cmp.Compare(len(a.record.Within), len(b.record.Within)), strings.Compare(a.record.Within, b.record.Within))
}

// builder is the state of one Build.
type builder struct {
	network   *Network
	unpack    unpacker
	pods      []*podDraft
	workloads []*workloadDraft
	claims    []claim
	problems  []refProblem
}

// number gives every object its record, puts the Kubernetes objects into the network, and returns the answers.
func (b *builder) number(sorted []*Decoded) []RecordedAnswer {
	var answers []RecordedAnswer
	b.unpack = newUnpacker()
	b.network.Records = make([]source.Record, 0, len(sorted))
	first := make(map[head]resource, len(sorted))
	unread := map[Unread]int{}
	for _, d := range sorted {
		b.network.Records = append(b.network.Records, d.record)
		number := int32(len(b.network.Records))
		b.keep(d, number)
		switch {
		case d.answer != nil:
			answers = append(answers, RecordedAnswer{Ref: Ref{Record: number}, Path: d.path, Answer: d.answer})
		case d.resource != nil:
			b.add(first, d.resource, number)
			if h := d.resource.head(); d.listed {
				b.network.Listed[Listed{h.kind, h.namespace}] = true
			}
		case d.unread != "":
			unread[Unread{Path: d.path, What: d.unread}]++
			if d.makes != "" {
				b.network.Makers[d.makes] = true
			}
			continue
		default:
			continue
		}
		b.network.Objects++
	}
	b.network.Unknown = countUnread(unread)
	return answers
}

// keep takes over what an object says about the cluster, and what is wrong with it.
func (b *builder) keep(d *Decoded, number int32) {
	for _, p := range d.problems {
		b.problems = append(b.problems, refProblem{Ref: Ref{number, p.Pointer}, Message: p.Message, Severity: p.Severity, Private: p.Private || d.private})
	}
	for _, c := range d.claims {
		c.ref = at(c.ref, number)
		b.claims = append(b.claims, c)
	}
	for _, i := range d.ignores {
		i.Ref = at(i.Ref, number)
		b.network.Ignores = append(b.network.Ignores, i)
	}
}

// add puts an object into the network, unless one of the same name is there: the first holds.
func (b *builder) add(first map[head]resource, o resource, number int32) {
	id := o.head()
	if known, found := first[id]; found && id.name != "" {
		b.problems = append(b.problems, definedTwice(id, known, o, number))
		return
	}
	o.place(number)
	first[id] = o
	o.addTo(b)
	if id.namespace != "" {
		b.network.namespace(id.namespace)
	}
}

// definedTwice tells the twin of an object, which does no harm, from another object of that name, which is lost.
func definedTwice(id head, known, again resource, number int32) refProblem {
	place := known.ref()
	p := refProblem{Ref: Ref{number, ownName}, Also: place.At(ownName), Message: id.String() + " is defined twice", Severity: source.Error, Private: id.kind == "Secret"}
	again.place(place.Record)
	if sameResource(known, again) {
		p.Message, p.Severity = id.String()+" is defined twice with the same content", source.Warning
	}
	return p
}

func countUnread(counts map[Unread]int) []Unread {
	out := make([]Unread, 0, len(counts))
	for u, count := range counts {
		u.Count = count
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b Unread) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.What, b.What))
	})
	return out
}

// placeProblems returns the problems with their places, sorted by them.
func (b *builder) placeProblems() []source.Problem {
	out := make([]source.Problem, 0, len(b.problems))
	for _, p := range b.problems {
		message := p.Message
		if !p.Also.IsZero() {
			message += ": the one at " + written(b.network.Locate(p.Also)) + " counts"
		}
		out = append(out, source.Problem{At: b.network.Locate(p.Ref), Message: message, Severity: p.Severity, Private: p.Private})
	}
	slices.SortStableFunc(out, func(a, b source.Problem) int {
		return cmp.Or(strings.Compare(a.At.Path, b.At.Path), a.At.Span.Start.Compare(b.At.Span.Start), strings.Compare(a.Message, b.Message))
	})
	return out
}

// written returns a place the way compilers print it.
func written(l source.Location) string {
	return fmt.Sprintf("%s:%d:%d", l.Path, l.Span.Start.Line, l.Span.Start.Column)
}

// Locate returns where r is written, and the zero Location for a place that is written nowhere.
func (n *Network) Locate(r Ref) source.Location {
	if r.IsZero() {
		return source.Location{}
	}
	return n.located.get(r, func() source.Location { return n.set.Locate(n.Records[r.Record-1], r.Pointer) })
}

// locationsKept is how many locations are remembered.
const locationsKept = 1 << 14

// locations remembers where things are written: thousands of flows end at the same rules.
type locations struct {
	mu    sync.Mutex
	known map[Ref]source.Location
}

func (l *locations) get(r Ref, locate func() source.Location) source.Location {
	l.mu.Lock()
	known, ok := l.known[r]
	l.mu.Unlock()
	if ok {
		return known
	}
	found := locate()
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.known) >= locationsKept {
		clear(l.known)
	}
	l.known[r] = found
	return found
}
