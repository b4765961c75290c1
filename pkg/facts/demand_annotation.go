package facts

import (
	"maps"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// annotated returns the internet for a source whose annotations ask for a public address and whose values name nothing out
// there. Only what is to come of the annotation is asked: the address may be for those who call the pod.
func (d *demandFinder) annotated(s Source, named []placedWish) []placedWish {
	var out []placedWish
	for _, asked := range []struct {
		target, gate string
		fits         func(key string) bool
	}{
		{"internet", "eip", func(key string) bool { return slices.Contains(allEIPKeys(), key) || nearestKey(key) != "" }},
		{"internet6", "ipv6-gateway", func(key string) bool { return slices.Contains(slices.Concat(ipv6Widths(), ipv6Switches()), key) }},
	} {
		ref, ok := annotationOf(s, asked.fits)
		if !ok || slices.ContainsFunc(named, func(w placedWish) bool { return leaves(w, asked.target) }) {
			continue
		}
		if t, err := d.targetAt(asked.target, 0, "", objectNameOf(s).namespace); err == nil {
			t.gates = asked.gate
			out = append(out, placedWish{&wish{Target: t}, ref})
		}
	}
	return out
}

func allEIPKeys() []string {
	var keys []string
	for _, name := range eipNames() {
		keys = append(keys, eipKeys(name)...)
	}
	return keys
}

// leaves tells whether a wish is for what the target stands for: something out on the internet.
func leaves(w placedWish, target string) bool {
	if target == "internet6" {
		return w.Kind == "internet6"
	}
	return w.Kind == "internet" || w.Kind == "host" && w.Uncertain || w.Kind == "ip" && publicSpace().Contains(w.Addr)
}

// annotationOf returns the first annotation that fits, in the order of their keys: of the pods, or of the workload that was
// meant to have it on them. A value that switches off asks for nothing.
func annotationOf(s Source, fits func(key string) bool) (model.Ref, bool) {
	template := templateOfSource(s)
	if key := firstOf(template.Annotations, fits); key != "" {
		return placeOfSource(s).At(template.Pointer + annotationAt(key)), true
	}
	if s.Workload != nil {
		if key := firstOf(s.Workload.Annotations, fits); key != "" {
			return s.Workload.Ref.At(annotationAt(key)), true
		}
	}
	return model.Ref{}, false
}

func firstOf(annotations map[string]string, fits func(key string) bool) string {
	for _, key := range slices.Sorted(maps.Keys(annotations)) {
		if value := strings.TrimSpace(annotations[key]); value != "" && value != "false" && value != "0" && fits(key) {
			return key
		}
	}
	return ""
}
