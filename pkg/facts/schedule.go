package facts

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/selection"

	"github.com/egresslint/egresslint/pkg/model"
)

// schedulable returns the nodes that take new pods of the template. Cordons and taints do not count where they leave no
// node: they will end before the template is of use.
func (f *Facts) schedulable(t *model.Template) []*model.Node {
	all := f.owners.nodes.of(t)
	open := slices.DeleteFunc(slices.Clone(all), func(n *model.Node) bool { return n.Unschedulable || repels(n, t) })
	if len(open) == 0 {
		return all
	}
	return open
}

// repels tells whether a node has a taint that the template does not tolerate.
// https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
func repels(n *model.Node, t *model.Template) bool {
	return slices.ContainsFunc(n.Taints, func(taint model.Taint) bool {
		tolerates := func(o model.Toleration) bool {
			return (o.Effect == "" || o.Effect == taint.Effect) && (o.Key == "" || o.Key == taint.Key) &&
				(o.Operator == "Exists" || o.Key != "" && o.Value == taint.Value)
		}
		return taint.Effect != "PreferNoSchedule" && !slices.ContainsFunc(t.Tolerations, tolerates)
	})
}

// suits tells whether the scheduler may put pods of the template on the node, by its selector and its required affinity.
// https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
func suits(node *model.Node, t *model.Template) bool {
	if !labels.SelectorFromSet(t.NodeSelector).Matches(labels.Set(node.Labels)) {
		return false
	}
	meets := func(term model.NodeTerm) bool {
		return len(term) > 0 && !slices.ContainsFunc(term, func(r model.NodeRequirement) bool { return !meetsRequirement(node, r) })
	}
	return len(t.Affinity) == 0 || slices.ContainsFunc(t.Affinity, meets)
}

// operators are those of a node affinity.
var operators = map[string]selection.Operator{
	"In": selection.In, "NotIn": selection.NotIn, "Exists": selection.Exists, "DoesNotExist": selection.DoesNotExist,
	"Gt": selection.GreaterThan, "Lt": selection.LessThan,
}

// meetsRequirement compares a node with one requirement. The only field that there is to ask for is the node's name. No node
// meets a requirement that the API server would refuse.
func meetsRequirement(node *model.Node, r model.NodeRequirement) bool {
	requirement, err := labels.NewRequirement(r.Key, operators[r.Operator], r.Values)
	if err != nil {
		return false
	}
	if r.Field {
		return requirement.Matches(labels.Set{"metadata.name": node.Name})
	}
	return requirement.Matches(labels.Set(node.Labels))
}

// placementKey tells templates apart that may be on other nodes.
func placementKey(t *model.Template) string {
	key := labels.Set(t.NodeSelector).String()
	if len(t.Affinity) > 0 {
		key += fmt.Sprintf(" %v", t.Affinity)
	}
	return key
}
