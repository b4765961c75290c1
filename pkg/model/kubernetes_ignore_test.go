package model

import (
	"fmt"
	"slices"
	"testing"
)

func TestIgnores(t *testing.T) {
	const asked = `annotations: {egresslint.io/ignore.NAT-001: "the partner's gateway", egresslint.io/other: x, a: b}`
	for text, want := range map[string][]string{
		`{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop, ` + asked + `}}`: {
			`Deployment shop/web NAT-001 "the partner's gateway" /metadata/annotations/egresslint.io~1ignore.NAT-001`},
		`{apiVersion: batch/v1, kind: CronJob, metadata: {name: web}, spec: {jobTemplate: {spec: {template: {metadata: {` + asked + `}}}}}}`: {
			`CronJob default/web NAT-001 "the partner's gateway" /spec/jobTemplate/spec/template/metadata/annotations/egresslint.io~1ignore.NAT-001`},
		`{apiVersion: v1, kind: Pod, metadata: {name: web, ` + asked + `}}`: {
			`Pod default/web NAT-001 "the partner's gateway" /metadata/annotations/egresslint.io~1ignore.NAT-001`},
		`{apiVersion: v1, kind: Pod, metadata: {name: web, ownerReferences: [{kind: ReplicaSet, name: web}], ` + asked + `}}`: nil,
		`{apiVersion: v1, kind: Service, metadata: {name: web, annotations: [egresslint.io/ignore.NAT-001]}}`:                 nil,
	} {
		var got []string
		for _, i := range decodeYAML(t, text).ignores {
			got = append(got, fmt.Sprintf("%s %s/%s %s %q %s", i.Kind, i.Namespace, i.Name, i.Rule, i.Text, i.Ref.Pointer))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\ngot %q\nwant %q", text, got, want)
		}
	}
}
