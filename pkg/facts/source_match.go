package facts

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/labels"
)

// Selection says which workloads and pods are meant: those of a name, or those with labels.
type Selection struct {
	Name       string          // NS/NAME or NS/KIND/NAME with wildcards, or ecs:ID; "" for a selection by labels
	Labels     labels.Selector // of the pods
	Namespace  string          // "" for all
	Namespaces labels.Selector // of the namespaces; nil for all
}

// IsPattern tells whether a selection may select any number of objects, and none.
func (s Selection) IsPattern() bool { return s.Name == "" || strings.ContainsAny(s.Name, "*?") }

// Select returns what the selection selects, in the order of names. The platform's own objects are left out where the namespace
// is not given. The error is for a name without wildcards that is not one object of the bundle, and says what there is instead.
func (f *Facts) Select(s Selection) ([]Source, error) {
	if !s.IsPattern() {
		found, err := f.names.source(s.Name)
		return []Source{found}, err
	}
	selects := f.names.labeled(s)
	if s.Name != "" {
		name, err := parseObjectName(s.Name)
		if err != nil {
			return nil, err
		}
		selects = name.fits
	}
	found := slices.DeleteFunc(f.names.startingPoints(), func(o Source) bool { return !selects(o) })
	if len(found) == 0 && s.Name != "" {
		return nil, fmt.Errorf("no workload or pod is called %q", s.Name)
	} else if len(found) == 0 {
		return nil, errors.New("the selector selects no workload and no pod")
	}
	return found, nil
}

// fits tells whether the name is a pattern of the source's name.
func (n objectName) fits(s Source) bool {
	own := objectNameOf(s)
	fits := func(pattern, text string) bool {
		ok, _ := path.Match(pattern, text)
		return ok
	}
	if isPlatform(own.namespace) && strings.ContainsAny(n.namespace, "*?") {
		return false
	}
	return fits(n.namespace, own.namespace) && (n.kind == "" || fits(n.kind, strings.ToLower(own.kind))) && fits(n.name, own.name)
}

// labeled returns what tells whether labels of a source are selected. Namespaces whose labels are not in the bundle are not.
func (x *names) labeled(s Selection) func(Source) bool {
	return func(o Source) bool {
		namespace := objectNameOf(o).namespace
		if s.Namespace != namespace && (s.Namespace != "" || isPlatform(namespace)) {
			return false
		}
		if s.Namespaces != nil {
			var around labels.Set
			if known := x.network.Namespaces[namespace]; known != nil && !known.Ref.IsZero() {
				around = known.Labels
			}
			if selectsNamespace(s.Namespaces, namespace, around) != Yes {
				return false
			}
		}
		return s.Labels.Matches(labels.Set(templateOfSource(o).Labels))
	}
}
