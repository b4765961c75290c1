package egress.inside

import data.egress.exit

# METADATA
# description: What would settle a decision that is unknown.
default missing := []

missing := [{"export": export, "of": ""} | some export in _exports[why]] if not _of_source

missing := [item | some item in exit.missing] if _of_source

# Pods to come have their address from what the exports lack.
_of_source if {
	why == "source-unknown"
	count(exit.missing) > 0
}

_exports := {
	"no-address": ["kubectl get services"],
	"service-unlisted": ["kubectl get services"],
	"plugin-unknown": ["DescribeClusterDetail"],
	"data-path-unknown": [_eni_config],
	"switch-unknown": [_eni_config],
	"version-unknown": ["kubectl get daemonsets"],
	"kubernetes-unknown": ["DescribeClusterDetail"],
	"proxy-unknown": ["DescribeClusterDetail", _proxy_config],
	"range-unknown": [_proxy_config],
	"place-unknown": ["kubectl get pods"],
	"source-unknown": ["kubectl get pods"],
}

_eni_config := "kubectl get configmap eni-config -n kube-system"

_proxy_config := "kubectl get configmap kube-proxy-worker -n kube-system"
