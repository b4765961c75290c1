package facts

import (
	"maps"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// ipv6Keys are the annotations that buy public bandwidth for the IPv6 address of a pod.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-ipv6-in-ack-clusters
func ipv6Keys() []string {
	return []string{"k8s.aliyun.com/ipv6-bandwidth", "k8s.aliyun.com/ipv6-bandwidth-enable"}
}

// annotated returns the internet for a source whose annotations ask for a public address and whose values name nothing out
// there: who pays for an address wants to leave with it.
func (d *demandFinder) annotated(s Source, named []placedWish) []placedWish {
	var out []placedWish
	for _, asked := range []struct {
		target string
		fits   func(key string) bool
	}{
		{"internet", func(key string) bool { return slices.Contains(allEIPKeys(), key) || nearestKey(key) != "" }},
		{"internet6", func(key string) bool { return slices.Contains(ipv6Keys(), key) }},
	} {
		ref, ok := annotationOf(s, asked.fits)
		if !ok || slices.ContainsFunc(named, leaves) {
			continue
		}
		if t, err := d.targetAt(asked.target, 0, "", objectNameOf(s).namespace); err == nil {
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

// leaves tells whether a wish is for something out on the internet.
func leaves(w placedWish) bool {
	return w.Kind == "internet" || w.Uncertain && w.Kind == "host" || w.Kind == "ip" && w.Addr.IsValid() && !w.Addr.IsPrivate()
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
