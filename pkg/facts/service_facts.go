package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/labels"

	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/suggest"
)

// ServiceFacts is the Service that leads to a target. Of one that leads somewhere no more than that is told, and nothing of
// targets that no Service leads to.
type ServiceFacts struct {
	Standing  string    `json:"standing"` // serves; portless, unready, idle, unselected, empty, away; stale, unlisted, open, own; "" for other targets
	Via       string    `json:"via"`      // what leads to it: address, name (of a headless Service), node-port
	Local     bool      `json:"local"`    // its traffic policy for these packets is Local
	At        Handle    `json:"at"`       // the Service
	Name      Handle    `json:"name"`     // text
	Namespace Handle    `json:"namespace"`
	Blamed    Handle    `json:"blamed"`   // what to edit; its name is what is written there. The Service where nothing is
	Behind    Handle    `json:"behind"`   // the first pod or workload that is no end, or one that is nearly selected; "" when there is none
	Called    Handle    `json:"called"`   // text: that, as kubectl takes it
	Has       Handle    `json:"has"`      // text: the label, or the ports, that it has; "" when it has none
	Selector  Handle    `json:"selector"` // text: of its pods; corrected where one is nearly selected; "" when there is none
	Missing   []Missing `json:"missing"`
}

// noService is the facts of targets that no Service leads to.
func noService() ServiceFacts { return ServiceFacts{Missing: []Missing{}} }

// serviceFacts returns what is known about the Service that leads to a target.
func (x *names) serviceFacts(t *table, target Target) ServiceFacts {
	e := target.ends
	if target.way == nodeWay {
		e = target.Inside.ends
	}
	if e == nil {
		return noService()
	}
	facts := noService()
	facts.Standing = string(e.standing)
	if e.standing == serves && (e.nodePort == nil || !e.local()) {
		return facts
	}
	facts.Via, facts.Local = e.via(), e.local()
	s := e.service
	facts.At = t.add("Service "+s.Namespace+"/"+s.Name, s.Ref.At("/metadata/name"))
	facts.Name, facts.Namespace = t.add(s.Name, model.Ref{}), t.add(s.Namespace, model.Ref{})
	facts.Blamed = facts.At
	if len(s.Selector) > 0 {
		facts.Selector = t.add(labels.Set(s.Selector).String(), s.Ref.At("/spec/selector").Key())
	}
	if e.lacks != "" {
		facts.Missing = append(facts.Missing, Missing{Export: e.lacks})
	}
	x.blame(t, e, &facts)
	return facts
}

// via tells what leads to the Service.
func (e *serviceEnds) via() string {
	switch {
	case e.nodePort != nil:
		return "node-port"
	case e.service.Headless:
		return "name"
	}
	return "address"
}

// local tells whether packets stay on the node that they come to the Service at. A headless Service has no address of its
// own, which a node could serve.
func (e *serviceEnds) local() bool {
	if e.nodePort != nil {
		return e.service.External == "Local"
	}
	return e.service.Internal == "Local" && !e.service.Headless
}

// blame fills in what to edit, and what it is about.
func (x *names) blame(t *table, e *serviceEnds, facts *ServiceFacts) {
	s := e.service
	switch e.standing {
	case unselected:
		facts.Blamed = facts.Selector
		if near := x.nearlySelected(s); near != nil {
			near.fill(t, s, facts)
		}
	case portless:
		at := "/spec/ports/" + strconv.Itoa(max(0, slices.Index(s.Ports, e.port)))
		if len(s.Selector) == 0 && len(e.lists) > 0 {
			list := e.lists[0]
			facts.Blamed = t.add(cmp.Or(e.port.Name, strconv.Itoa(int(e.port.Port))), s.Ref.At(at))
			facts.Behind = t.add(list.Kind+" "+list.Namespace+"/"+list.Name, list.Ref.At(map[string]string{"EndpointSlice": "/ports", "Endpoints": "/subsets"}[list.Kind]).Key())
			facts.Called = t.add(strings.ToLower(list.Kind)+"/"+list.Name, model.Ref{})
			break
		}
		at += "/targetPort"
		facts.Blamed = t.add(cmp.Or(e.port.TargetName, e.port.Name, strconv.Itoa(int(e.port.Port))), s.Ref.At(at))
		if left := e.first(portless); left.object() {
			facts.tell(t, left.maker())
			if have := portsOf(templateOfSource(left.Source), e.port.Protocol); have != "" {
				facts.Has = t.add(have, model.Ref{})
			}
		}
	case idle:
		left := e.first(idle)
		facts.tell(t, left.Source)
		facts.Blamed = t.add("replicas", left.Workload.Ref.At("/spec/replicas"))
	case unready:
		if left := e.first(unready); left.object() {
			facts.tell(t, left.Source)
			facts.Blamed = facts.Behind
		}
	case serves, away, open, own:
		key := map[bool]string{true: "externalTrafficPolicy", false: "internalTrafficPolicy"}[e.nodePort != nil]
		facts.Blamed = t.add(key, s.Ref.At("/spec/"+key))
	case empty, stale:
		if len(e.lists) > 0 {
			list := e.lists[0]
			facts.Blamed = t.add(list.Kind+" "+list.Namespace+"/"+list.Name, list.Ref.At("/metadata/name"))
		}
	}
}

// object tells whether what is left out is a pod or a workload of the bundle.
func (l *leftOut) object() bool { return l != nil && (l.Pod != nil || l.Workload != nil) }

// maker returns what the pods of a source are written in.
func (s Source) maker() Source {
	if s.Pod != nil && s.Pod.Workload != nil {
		return Source{Workload: s.Pod.Workload}
	}
	return s
}

// tell fills in a pod or workload that is no end.
func (f *ServiceFacts) tell(t *table, s Source) {
	name := objectNameOf(s)
	f.Behind = t.add(s.name(), placeOfSource(s).At("/metadata/name"))
	f.Called = t.add(strings.ToLower(name.kind)+"/"+name.name, model.Ref{})
}

// portsOf lists the named ports that a template has for a protocol.
func portsOf(template *model.Template, protocol string) string {
	var have []string
	for _, p := range template.Ports {
		if p.Name != "" && strings.EqualFold(cmp.Or(p.Protocol, "TCP"), cmp.Or(protocol, "TCP")) {
			have = append(have, fmt.Sprintf("%s (%d)", p.Name, p.Port))
		}
	}
	return strings.Join(have, ", ")
}

// nearMiss is something that a selector would select if one of its labels were another.
type nearMiss struct {
	Source
	key, has, had string // the label of the selector, and that of the pods
	distance      int
}

// nearlySelected returns what a Service was most likely meant to select: what differs in one label, and in that by a slip
// or in nothing else. Workloads come before their pods.
func (x *names) nearlySelected(s *model.Service) *nearMiss {
	var objects []Source
	for _, w := range x.network.Workloads {
		if w.Namespace == s.Namespace {
			objects = append(objects, Source{Workload: w})
		}
	}
	for _, p := range x.network.Pods {
		if p.Namespace == s.Namespace {
			objects = append(objects, Source{Pod: p})
		}
	}
	return nearest(s, objects)
}

// nearest returns which of the objects a selector misses by least, nil where it was meant for none.
func nearest(s *model.Service, objects []Source) *nearMiss {
	var best *nearMiss
	for _, object := range objects {
		if m := missBy(s, object); m != nil && (best == nil || m.distance < best.distance) {
			best = m
		}
	}
	return best
}

// isSlip tells whether what a Service nearly selects shows that it selects nothing else. Short names are like each other,
// those that differ in a number are two on purpose, and so are those of which one goes on where the other ends.
func (m *nearMiss) isSlip(s *model.Service) bool {
	digits := func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}
	if m == nil {
		return false
	}
	want := s.Selector[m.key]
	written, meant := m.key+want, m.has+m.had
	if strings.Map(digits, written) == strings.Map(digits, meant) || strings.HasPrefix(written, meant+"-") || strings.HasPrefix(meant, written+"-") {
		return false
	}
	return objectNameOf(m.Source).name == s.Name || len(want) > 3 && m.distance <= slips(want)
}

// missBy returns how a selector misses an object, nil where it does so by more than one label, or by one that was hardly
// meant.
func missBy(s *model.Service, object Source) *nearMiss {
	own := templateOfSource(object).Labels
	wrong := ""
	for _, key := range sortedKeys(s.Selector) {
		if value, ok := own[key]; ok && value == s.Selector[key] {
			continue
		}
		if wrong != "" {
			return nil
		}
		wrong = key
	}
	m := &nearMiss{Source: object, key: wrong, has: wrong, had: own[wrong], distance: 1 << 10}
	want := s.Selector[wrong]
	if value, ok := own[wrong]; ok {
		m.distance = suggest.Distance(strings.ToLower(want), strings.ToLower(value))
		if len(s.Selector) > 1 || m.distance <= slips(want) || objectNameOf(object).name == s.Name {
			return m
		}
		return nil
	}
	for _, key := range sortedKeys(own) {
		if own[key] != want {
			continue
		}
		if d := suggest.Distance(strings.ToLower(wrong), strings.ToLower(key)); d <= slips(wrong) && d < m.distance {
			m.has, m.had, m.distance = key, own[key], d
		}
	}
	if m.has == wrong {
		return nil
	}
	return m
}

// slips is how many letters of a word may be wrong.
func slips(word string) int { return 1 + len(word)/6 }

// fill tells the object that is nearly selected, and the selector that would select it.
func (m *nearMiss) fill(t *table, s *model.Service, facts *ServiceFacts) {
	mended := labels.Set{m.has: m.had}
	for key, value := range s.Selector {
		if key != m.key {
			mended[key] = value
		}
	}
	facts.tell(t, m.Source)
	facts.Blamed = t.add(m.key+": "+s.Selector[m.key], s.Ref.At("/spec/selector/"+strings.ReplaceAll(strings.ReplaceAll(m.key, "~", "~0"), "/", "~1")))
	at := placeOfSource(m.Source).At(templateOfSource(m.Source).Pointer + "/metadata/labels/" + strings.ReplaceAll(m.has, "/", "~1"))
	facts.Has = t.add(m.has+": "+m.had, at)
	facts.Selector = t.add(mended.String(), model.Ref{})
}
