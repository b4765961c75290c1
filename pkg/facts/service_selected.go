package facts

import (
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// selected looks only at the pods that have the label of the selector which the fewest have.
func (x *names) selected(s *model.Service) []Source {
	var fewest []Source
	first := true
	for key, value := range s.Selector {
		if list := x.bearing(labelOf{s.Namespace, key, value}); first || len(list) < len(fewest) {
			fewest, first = list, false
		}
	}
	var out []Source
	for _, object := range fewest {
		if object.bears(s.Selector) {
			out = append(out, object)
		}
	}
	slices.SortStableFunc(out, func(a, b Source) int { return objectNameOf(a).compare(objectNameOf(b)) })
	return out
}

// given are the labels that controllers give to their pods, and no template has.
var given = map[string]bool{
	"statefulset.kubernetes.io/pod-name": true, "apps.kubernetes.io/pod-index": true, "job-name": true, "batch.kubernetes.io/job-name": true,
}

// bearing returns the pods that have a label, and the workloads whose pods will.
func (x *names) bearing(of labelOf) []Source {
	list := x.selection()[of]
	if !given[of.key] {
		return list
	}
	list = slices.Clip(list)
	for _, w := range x.network.Workloads {
		if s := (Source{Workload: w}); w.Namespace == of.namespace && s.gives(of.key, of.value) && len(podsInUse(w)) == 0 {
			list = append(list, s)
		}
	}
	return list
}

// bears tells whether a pod, or one that a workload makes, has all the labels of a selector.
func (s Source) bears(selector map[string]string) bool {
	own := templateOfSource(s).Labels
	for key, value := range selector {
		if has, ok := own[key]; (!ok || has != value) && !s.gives(key, value) {
			return false
		}
	}
	return true
}

// gives tells whether a workload gives a label to one of its pods. Ordinals may start anywhere.
// https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label
// https://kubernetes.io/docs/reference/labels-annotations-taints/#batchkubernetesio-job-name
func (s Source) gives(key, value string) bool {
	switch w := s.Workload; {
	case w == nil || !given[key]:
		return false
	case w.Kind == "Job":
		return strings.HasSuffix(key, "job-name") && value == w.Name
	case w.Kind != "StatefulSet":
		return false
	}
	ordinal, named := strings.CutPrefix(value, s.Workload.Name+"-")
	_, err := strconv.ParseUint(ordinal, 10, 31)
	return err == nil && named == (key == "statefulset.kubernetes.io/pod-name")
}

// mayBear tells whether something may give a pod to come the labels that its template lacks for a selector, as Patroni and Vault
// do to the one that leads: it has one of the labels, and no other value for any.
// https://patroni.readthedocs.io/en/latest/kubernetes.html and https://developer.hashicorp.com/vault/docs/configuration/service-registration/kubernetes
func (x *names) mayBear(s *model.Service) bool {
	for key, value := range s.Selector {
		for _, object := range x.selection()[labelOf{s.Namespace, key, value}] {
			if object.Pod == nil && !contradicts(object.Workload.Labels, s.Selector) {
				return true
			}
		}
	}
	return false
}

func contradicts(own, selector map[string]string) bool {
	for key, value := range selector {
		if has, ok := own[key]; ok && has != value {
			return true
		}
	}
	return false
}
