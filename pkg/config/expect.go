package config

import (
	"fmt"
	"regexp"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/source"
)

// sourceForm is NS/NAME or NS/KIND/NAME, with the wildcards * and ? in each part, or ecs:ID.
var sourceForm = regexp.MustCompile(`^(ecs:[A-Za-z0-9-]+|[A-Za-z0-9.*?_-]+(/[A-Za-z0-9.*?_-]+){1,2})$`)

func expectations(v value) []Expectation {
	var out []Expectation
	for _, entry := range v.entries() {
		if !entry.fields("from", "selector", "to", "port", "protocol", "family", "verdict", "reason") {
			continue
		}
		from, selector := entry.field("from"), entry.field("selector")
		switch {
		case from.Node == nil && selector.Node == nil:
			entry.refuse("an expectation names its sources: write from or selector")
		case from.Node != nil && selector.Node != nil:
			selector.refuse("from and selector both name the sources: write one of them")
		}
		if entry.field("to").Node == nil {
			entry.refuse("an expectation names its targets: write to")
		}
		e := Expectation{
			From:     from.texts(checkSource),
			Selector: selector.selector(),
			To:       entry.field("to").texts(facts.CheckTarget),
			Port:     entry.field("port").port(),
			Protocol: entry.field("protocol").word("", "tcp", "udp", "icmp", "sctp"),
			Family:   entry.field("family").word("", "ipv4", "ipv6"),
			Verdict:  entry.field("verdict").word("reachable", "blocked"),
		}
		e.Reason, _ = entry.field("reason").text()
		out = append(out, e)
	}
	return out
}

func checkSource(text string) error {
	if !sourceForm.MatchString(text) {
		return fmt.Errorf("from %q names no workload or pod: write NS/NAME or NS/KIND/NAME, with * for any, or ecs:ID", text)
	}
	return nil
}

func (v value) selector() *Selector {
	if v.Node == nil || !v.fields("matchLabels", "matchExpressions", "namespace", "namespaceSelector") {
		return nil
	}
	s := &Selector{At: v.key()}
	s.Namespace, _ = v.field("namespace").text()
	written := v.labels()
	selector, err := metav1.LabelSelectorAsSelector(&written)
	if err != nil {
		v.refuse(err.Error())
	}
	s.Labels = selector
	around := v.field("namespaceSelector")
	if around.Node == nil || !around.fields("matchLabels", "matchExpressions") {
		return s
	}
	written = around.labels()
	if s.Namespaces, err = metav1.LabelSelectorAsSelector(&written); err != nil {
		around.refuse(err.Error())
	}
	return s
}

// labels reads a selector as Kubernetes writes it.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
func (v value) labels() metav1.LabelSelector {
	out := metav1.LabelSelector{}
	if equal := v.field("matchLabels"); equal.is(source.Map) {
		out.MatchLabels = map[string]string{}
		for i, key := range equal.Keys {
			label := equal.below(equal.Nodes[i], key, "label "+key)
			if label.is(source.String) {
				out.MatchLabels[key] = label.Text
			}
		}
	}
	list := v.field("matchExpressions")
	if !list.is(source.List) {
		return out
	}
	for _, element := range list.elements("a label requirement") {
		if r, ok := element.requirement(); ok {
			out.MatchExpressions = append(out.MatchExpressions, r)
		}
	}
	return out
}

func (v value) requirement() (metav1.LabelSelectorRequirement, bool) {
	var r metav1.LabelSelectorRequirement
	if !v.fields("key", "operator", "values") {
		return r, false
	}
	before := len(v.reader.problems)
	for _, key := range []string{"key", "operator"} {
		if v.field(key).Node == nil {
			v.refuse("a label requirement has " + key)
		}
	}
	r.Key, _ = v.field("key").text()
	r.Operator = metav1.LabelSelectorOperator(v.field("operator").word("In", "NotIn", "Exists", "DoesNotExist"))
	values := v.field("values")
	if values.is(source.List) {
		for _, element := range values.elements("a label value") {
			if element.is(source.String) {
				r.Values = append(r.Values, element.Text)
			}
		}
	}
	compares := slices.Contains([]metav1.LabelSelectorOperator{metav1.LabelSelectorOpIn, metav1.LabelSelectorOpNotIn}, r.Operator)
	if compares == (len(values.Elements()) == 0) && len(v.reader.problems) == before {
		v.refuse("In and NotIn compare with values, Exists and DoesNotExist with none")
	}
	return r, len(v.reader.problems) == before
}
