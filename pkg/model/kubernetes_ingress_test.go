package model

import (
	"fmt"
	"strings"
	"testing"
)

// Both versions of the API name the same backends, at their own places.
func TestIngressBackends(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"networking.k8s.io/v1": {`{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: shop}, spec: {ingressClassName: alb,
			defaultBackend: {service: {name: a, port: {number: 80}}},
			rules: [{host: b.example.com, http: {paths: [{backend: {service: {name: b, port: {name: http}}}}, {backend: {resource: {kind: Bucket, name: x}}}]}}, {host: a.example.com}]}}`,
			"alb /spec/ingressClassName [a.example.com b.example.com] a 80 /spec/defaultBackend/service; b http /spec/rules/0/http/paths/0/backend/service"},
		"extensions/v1beta1": {`{apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: i, namespace: shop, annotations: {kubernetes.io/ingress.class: nginx}},
			spec: {backend: {serviceName: a, servicePort: 80}, rules: [{http: {paths: [{backend: {serviceName: b, servicePort: http}}]}}]}}`,
			"nginx /metadata/annotations/kubernetes.io~1ingress.class [] a 80 /spec/backend; b http /spec/rules/0/http/paths/0/backend"},
	} {
		d := decodeYAML(t, test.text)
		if len(d.problems) > 0 {
			t.Fatalf("%s: %v", name, d.problems)
		}
		i := d.resource.(*Ingress)
		var backends []string
		for _, b := range i.Backends {
			port := b.PortName
			if port == "" {
				port = fmt.Sprint(b.Port)
			}
			backends = append(backends, b.Service+" "+port+" "+b.Ref.Pointer)
		}
		if got := fmt.Sprintf("%s %s %s %s", i.Class.ID, i.Class.Ref.Pointer, i.Hosts, strings.Join(backends, "; ")); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, test.want)
		}
	}
}

// Kinds that are not read may make pods of their own, and make it unknown what a Service selects.
func TestMakersOfPods(t *testing.T) {
	for text, want := range map[string]string{
		`{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: r, namespace: shop}, spec: {template: {spec: {containers: []}}}}`: "shop",
		`{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: r}, spec: {workloadRef: {kind: Deployment, name: d}}}`:            "default",
		`{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: s, namespace: shop}, spec: {scaleTargetRef: {name: d}}}`:         "shop",
		`{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h}, spec: {scaleTargetRef: {name: d}}}`:                 "",
		`{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: mq}}`:                                                  "mq",
		`{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: p, namespace: m}}`:                                         "m",
		`{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: p, namespace: m}}`:                                     "",
		`{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: i}}`:                                                                 "",
		`{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: p}}`:                                                             "",
		`{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {destination: {namespace: m}}}`:  "m",
		`{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: h, namespace: flux}, spec: {targetNamespace: m}}`:        "m",
		`{apiVersion: v1, kind: Thing, metadata: {name: t}, spec: {template: text}}`:                                                          "",
	} {
		if d := decodeYAML(t, text); d.makes != want {
			t.Errorf("%s makes pods in %q", text, d.makes)
		}
	}
}
