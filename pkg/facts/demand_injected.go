package facts

import (
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// injected returns the databases that pods ask the whitelist injector to be listed at: they are to connect to them. The
// annotations count where nothing else that the source has names the database, as when its host is in a Secret.
func (d *demandFinder) injected(s Source, named []placedWish) []placedWish {
	var out []placedWish
	for _, asked := range [...]struct{ kind, key string }{{"rds", injectedRDS}, {"redis", injectedRedis}} {
		value, ref := injectorAnnotation(s, asked.key)
		for id := range strings.SplitSeq(value, ",") {
			id = strings.TrimSpace(id)
			known := func(w placedWish) bool { return strings.EqualFold(w.ID, id) }
			if len(d.databases[strings.ToLower(id)]) == 0 || slices.ContainsFunc(named, known) || slices.ContainsFunc(out, known) {
				continue
			}
			if t, err := d.targetAt(asked.kind+":"+id, 0, "", objectNameOf(s).namespace); err == nil {
				out = append(out, placedWish{&wish{Target: t}, ref})
			}
		}
	}
	return out
}

// injectorAnnotation returns an annotation of the pods of a source, or of the workload that was meant to have it on them.
func injectorAnnotation(s Source, key string) (string, model.Ref) {
	template := templateOfSource(s)
	if value := template.Annotations[key]; value != "" || s.Workload == nil {
		return value, placeOfSource(s).At(template.Pointer + annotationAt(key))
	}
	return s.Workload.Annotations[key], s.Workload.Ref.At(annotationAt(key))
}
