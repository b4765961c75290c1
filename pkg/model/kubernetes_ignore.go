package model

import (
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// ignorePrefix begins the annotations by which an object asks for silence about a rule: what renders it may have no place for
// a comment.
const ignorePrefix = "egresslint.io/ignore."

// Ignore is such an annotation.
type Ignore struct {
	Ref                   Ref
	Kind, Namespace, Name string // of the object
	Rule                  string // what follows the prefix
	Text                  string
}

// ignores returns the annotations of the object and of its pod template. A pod that a controller made repeats what its
// template says.
func (r *reader) ignores(m meta) []Ignore {
	if m.kind == "Pod" && r.ownerOf(m.node).kind != "" {
		return nil
	}
	var found []Ignore
	for _, pointer := range []string{"/metadata", podTemplate + "/metadata", "/spec/jobTemplate" + podTemplate + "/metadata"} {
		annotations := r.root.Get(append(strings.Split(pointer[1:], "/"), "annotations")...)
		if !annotations.Is(source.Map) {
			continue
		}
		for i, key := range annotations.Keys {
			if rule, ok := strings.CutPrefix(key, ignorePrefix); ok {
				at := Ref{Pointer: pointer + "/annotations/" + pointerEscaper.Replace(key)}
				found = append(found, Ignore{at, m.kind, m.namespace, m.name, rule, annotations.Nodes[i].String()})
			}
		}
	}
	return found
}
