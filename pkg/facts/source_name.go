package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/suggest"
)

// objectName is a workload or pod as people name it: NS/NAME or NS/KIND/NAME.
type objectName struct{ namespace, kind, name string }

func parseObjectName(text string) (objectName, error) {
	parts := strings.Split(text, "/")
	usable := !strings.ContainsAny(text, " \t\r\n@") && !slices.Contains(parts, "")
	switch {
	case usable && len(parts) == 2:
		return objectName{namespace: parts[0], name: parts[1]}, nil
	case usable && len(parts) == 3:
		return objectName{parts[0], kindNamed(parts[1]), parts[2]}, nil
	}
	return objectName{}, fmt.Errorf("%q names no workload or pod: write NS/NAME or NS/KIND/NAME", text)
}

// kindNamed returns a kind in lower case for its singular, plural and short forms.
func kindNamed(text string) string {
	text = strings.ToLower(text)
	switch text {
	case "deploy":
		return "deployment"
	case "sts":
		return "statefulset"
	case "ds":
		return "daemonset"
	case "rs":
		return "replicaset"
	case "rc":
		return "replicationcontroller"
	case "cj":
		return "cronjob"
	case "po":
		return "pod"
	}
	return strings.TrimSuffix(text, "s")
}

// objectNameOf returns the name of an object; an instance has none.
func objectNameOf(s Source) objectName {
	if s.Instance != nil {
		return objectName{}
	}
	if s.Pod != nil {
		return objectName{s.Pod.Namespace, "Pod", s.Pod.Name}
	}
	return objectName{s.Workload.Namespace, s.Workload.Kind, s.Workload.Name}
}

// plainName returns the shortest name of a source that is its own.
func (x *names) plainName(s Source) string {
	if s.Instance != nil {
		return "ecs:" + s.Instance.ID
	}
	name := objectNameOf(s)
	if short := (objectName{namespace: name.namespace, name: name.name}); len(x.named(short)) < 2 {
		return short.String()
	}
	return name.String()
}

func placeOfSource(s Source) model.Ref {
	if s.Pod != nil {
		return s.Pod.Ref
	}
	return s.Workload.Ref
}

func (n objectName) String() string {
	if n.kind == "" {
		return n.namespace + "/" + n.name
	}
	return n.namespace + "/" + n.kind + "/" + n.name
}

func (n objectName) compare(o objectName) int {
	return cmp.Or(cmp.Compare(n.namespace, o.namespace), cmp.Compare(n.name, o.name), cmp.Compare(n.kind, o.kind))
}

// source finds where a flow starts.
func (x *names) source(text string) (Source, error) {
	if id, ok := strings.CutPrefix(text, "ecs:"); ok {
		return x.sourceInstance(id)
	}
	name, err := parseObjectName(text)
	if err != nil {
		if near := x.nearObjects(objectName{name: text}); len(near) > 0 {
			err = fmt.Errorf("%w%s", err, didYouMean(near))
		}
		return Source{}, err
	}
	return x.object(name, text)
}

// object finds the one workload or pod of a name. Of two objects of one kind and name the first written counts.
func (x *names) object(name objectName, text string) (Source, error) {
	found := x.named(name)
	switch {
	case len(found) == 0:
		return Source{}, fmt.Errorf("no workload or pod %q%s", text, didYouMean(x.nearObjects(name)))
	case len(found) > 1:
		var ways []string
		for _, s := range found {
			ways = append(ways, objectNameOf(s).String())
		}
		return Source{}, fmt.Errorf("%q is more than one object: write %s", text, strings.Join(ways, " or "))
	}
	return found[0], nil
}

// named returns the objects of a name, one of each kind, in the order of their kinds.
func (x *names) named(name objectName) []Source {
	called := x.objects[name.namespace+"/"+name.name]
	if len(called) == 1 && name.kind == "" {
		return called
	}
	var out []Source
	for _, s := range called {
		if name.kind == "" || strings.EqualFold(objectNameOf(s).kind, name.kind) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Source) int {
		return cmp.Or(objectNameOf(a).compare(objectNameOf(b)), cmp.Compare(placeOfSource(a).Record, placeOfSource(b).Record))
	})
	return slices.CompactFunc(out, func(a, b Source) bool { return objectNameOf(a) == objectNameOf(b) })
}

// nearObjects returns the names that may have been meant: another kind, another namespace, a pod of the name, a slip.
func (x *names) nearObjects(name objectName) []string {
	var near []string
	for _, s := range x.named(objectName{namespace: name.namespace, name: name.name}) {
		near = append(near, objectNameOf(s).String())
	}
	if len(near) > 0 {
		return near
	}
	want := name.namespace + "/" + name.name
	return nearestNames(want, x.objects, func(have string) bool {
		namespace, own, _ := strings.Cut(have, "/")
		return own == name.name || namespace == name.namespace && strings.HasPrefix(own, name.name+"-")
	})
}

func didYouMean(near []string) string {
	if len(near) == 0 {
		return " in the bundle"
	}
	return ": did you mean " + strings.Join(near, ", ") + "?"
}

// nearestNames returns at most three keys that are a slip away from want, or are related to it, nearest first.
func nearestNames[T any](want string, have map[string]T, related func(string) bool) []string {
	type candidate struct {
		text     string
		distance int
	}
	var found []candidate
	for text := range have {
		if d := suggest.Distance(strings.ToLower(want), strings.ToLower(text)); d <= 1+len(want)/8 || related(text) {
			found = append(found, candidate{text, d})
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.text, b.text))
	})
	var out []string
	for _, c := range found[:min(3, len(found))] {
		if c.distance <= found[0].distance+1 || related(c.text) {
			out = append(out, c.text)
		}
	}
	return out
}
