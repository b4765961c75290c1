package model

import (
	"cmp"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// podMaker returns the namespace in which an object that nobody reads makes pods and Services, or may; "" where it does not.
// One that has a pod template does, as those of Argo Rollouts and of OpenKruise, and one that scales a workload from none, as
// those of KEDA and ACK's CronHPA. So may any other of an operator's.
// https://argo-rollouts.readthedocs.io/en/stable/features/specification/ and https://openkruise.io/docs/user-manuals/cloneset
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/cronhpa
func podMaker(kind groupKind, root *source.Node) string {
	scales := kind.group != "autoscaling" && root.Get("spec", "scaleTargetRef").Is(source.Map)
	templates := root.Get("spec", "template", "spec").Is(source.Map) || root.Get("spec", "workloadRef").Is(source.Map)
	if !scales && !templates && !ofOperator(kind) {
		return ""
	}
	return cmp.Or(deliversTo(kind, root), root.Get("metadata", "namespace").String(), "default")
}

// deliversTo returns the namespace that a chart is installed in, where the object that installs it says so.
// https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/ and https://fluxcd.io/flux/components/helm/helmreleases/
func deliversTo(kind groupKind, root *source.Node) string {
	switch kind.group {
	case "argoproj.io":
		return cmp.Or(root.Get("spec", "destination", "namespace").String(), root.Get("spec", "template", "spec", "destination", "namespace").String())
	case "helm.toolkit.fluxcd.io", "kustomize.toolkit.fluxcd.io", "helm.cattle.io":
		return root.Get("spec", "targetNamespace").String()
	}
	return ""
}

// ofOperator tells whether a kind may be one that an operator makes pods of: a custom one that is not known to be a setting
// of something else.
func ofOperator(kind groupKind) bool {
	switch {
	case !strings.Contains(kind.group, "."), kind.group == "k8s.io", strings.HasSuffix(kind.group, ".k8s.io"):
		return false
	case slices.Contains(settings, kind.group), strings.HasSuffix(kind.group, ".alibabacloud.com"), kind.group == "alibabacloud.com":
		return false
	}
	return kind.group != "monitoring.coreos.com" || slices.Contains([]string{"Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler"}, kind.kind)
}

// settings are the groups none of whose kinds makes pods that a Service would select. Of the kinds of the Prometheus operator
// some do: https://prometheus-operator.dev/docs/api-reference/api/
var settings = []string{
	"cert-manager.io", "acme.cert-manager.io", "external-secrets.io", "generators.external-secrets.io", "bitnami.com", "kyverno.io",
	"networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io", "traefik.io", "traefik.containo.us",
	"source.toolkit.fluxcd.io", "notification.toolkit.fluxcd.io", "image.toolkit.fluxcd.io", "crd.projectcalico.org", "cilium.io",
}
