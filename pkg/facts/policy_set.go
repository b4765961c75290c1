package facts

import (
	"maps"
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/egresslint/egresslint/pkg/model"
)

// podSet returns the selector of a set of pods, and notes the label keys that it asks pods for.
func (c *policyCompiler) podSet(set model.PodSet) (policySelector, error) {
	pods, err := c.podLabels(set)
	if err != nil {
		return nil, err
	}
	namespaces, err := c.namespaceLabels(set)
	if err != nil {
		return nil, err
	}
	return func(namespace string, around, pod labels.Set) Match {
		if set.Namespace != "" && set.Namespace != namespace {
			return No
		}
		m := policyBoth(pods(namespace, pod), namespaces(namespace, around))
		if set.Vague {
			return policyBoth(m, Maybe)
		}
		return m
	}, nil
}

// labelMatch tells whether labels, of a pod or of a namespace, are selected. The name is that of the namespace.
type labelMatch func(name string, set labels.Set) Match

func anyLabels(string, labels.Set) Match { return Yes }

func (c *policyCompiler) podLabels(set model.PodSet) (labelMatch, error) {
	switch {
	case set.Expression != "":
		e := parseCalico(set.Expression)
		c.keys = append(c.keys, e.keys...)
		return func(namespace string, pod labels.Set) Match {
			return e.match(calicoLabels(pod, "projectcalico.org/namespace", namespace))
		}, nil
	case set.Pods == nil:
		return anyLabels, nil
	}
	selector, err := c.podSelector(set.Pods)
	return plainLabels(selector), err
}

func (c *policyCompiler) namespaceLabels(set model.PodSet) (labelMatch, error) {
	switch {
	case set.NamespaceExpression != "":
		e := parseCalico(set.NamespaceExpression)
		return func(name string, around labels.Set) Match {
			if around == nil && slices.ContainsFunc(e.keys, isNoName) {
				return Maybe
			}
			return e.match(calicoLabels(around, "projectcalico.org/name", name))
		}, nil
	case set.Namespaces == nil:
		return anyLabels, nil
	}
	selector, err := metav1.LabelSelectorAsSelector(set.Namespaces)
	return func(name string, around labels.Set) Match { return selectsNamespace(selector, name, around) }, err
}

// isNoName tells whether a label is another one than those that every namespace has by its name.
func isNoName(key string) bool {
	return key != corev1.LabelMetadataName && key != "projectcalico.org/name"
}

// selectsNamespace tells whether a selector selects a namespace. Of one without an object, whose labels are nil, only the
// label is known that the API server sets.
// https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name
func selectsNamespace(selector labels.Selector, name string, around labels.Set) Match {
	if around != nil {
		return policyWhen(selector.Matches(around))
	}
	requirements, _ := selector.Requirements()
	m := policyWhen(selector.Empty() || len(requirements) > 0)
	for _, r := range requirements {
		if r.Key() != corev1.LabelMetadataName {
			m = policyBoth(m, Maybe)
		} else if !r.Matches(labels.Set{corev1.LabelMetadataName: name}) {
			return No
		}
	}
	return m
}

func plainLabels(selector labels.Selector) labelMatch {
	return func(_ string, set labels.Set) Match { return policyWhen(selector.Matches(set)) }
}

// calicoLabels returns the labels with the one that Calico adds to them.
// https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors
func calicoLabels(set labels.Set, key, value string) labels.Set {
	out := maps.Clone(set)
	if out == nil {
		out = labels.Set{}
	}
	out[key] = value
	return out
}

// behindService returns the selector of the pods behind a Service, or behind all of a namespace. It is nil when the bundle
// does not tell them all.
func (c *policyCompiler) behindService(namespace, name string) policySelector {
	var behind []labels.Selector
	found := false
	for _, s := range c.services {
		if s.Namespace != namespace || name != "*" && s.Name != name {
			continue
		}
		found = true
		if len(s.Selector) == 0 {
			return nil
		}
		for key := range s.Selector {
			c.keys = append(c.keys, key)
		}
		behind = append(behind, labels.SelectorFromSet(s.Selector))
	}
	if !found {
		return nil
	}
	return func(of string, _, pod labels.Set) Match {
		serves := func(s labels.Selector) bool { return s.Matches(pod) }
		return policyWhen(of == namespace && slices.ContainsFunc(behind, serves))
	}
}
