# shellcheck shell=sh

# What may hold passwords in objects of the cluster, and nobody reads: values whose name says so, passwords in URLs, and the
# copies that kubectl keeps. Secrets are not asked for.
BLANK='
def named: test("(^|[^a-z])(password|passwd|pwd|passphrase|secret|token|access[-_.]?key([-_.]?(id|secret))?|private[-_.]?key)$|[a-z](Password|Secret|Token)$"; "i");
def hidden: if type != "string" then . else
	gsub("(?<a>://[^/@\\s\"]*?:)[^/@\\s\"]+@"; "\(.a)@")
	| gsub("(?<k>(password|passwd|passphrase|secret|token|access_?key)\"?[ \\t]*[:=][ \\t]*\"?)[^\\s\",;&}{\\[]+"; "\(.k)"; "i") end;
def pod: (.containers, .initContainers, .ephemeralContainers) | arrays | .[] | .env | arrays | .[];
def quiet: if (.name // "" | named) and has("value") then .value = "" elif has("value") then .value |= hidden else . end;
.items |= map(
	del(.metadata.managedFields, .metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"])
	| if .kind == "ConfigMap" then del(.binaryData)
		| if .data == null then . else .data |= with_entries(if .key | named then .value = "" else .value |= hidden end) end
	  else ((.spec?, .spec?.template?.spec?, .spec?.jobTemplate?.spec?.template?.spec?) | objects | pod) |= quiet end)'

start_k8s() {
	need kubectl 'https://kubernetes.io/docs/tasks/tools/'
	k8s_cluster=$(kubectl get configmap ack-cluster-profile -n kube-system -o 'jsonpath={.data.clusterid}' 2>/dev/null </dev/null)
	if [ -n "$k8s_cluster" ] && [ -n "$CLUSTER" ] && [ "$k8s_cluster" != "$CLUSTER" ]; then
		stop "kubectl is set up for cluster $k8s_cluster, not for $CLUSTER: switch to its context with kubectl config use-context"
	fi
}

# objects RESOURCE: all of them, in one file.
objects() {
	say "k8s-$1"
	if kubectl get "$1" -A -o json >"$TMP/answer" 2>"$TMP/error" </dev/null && rewrite "$BLANK" 2>>"$TMP/error"; then
		keep "k8s-$1"
	else
		lost "$1" "k8s-$1"
		return 1
	fi
}

# The ConfigMaps of applications hold the addresses that they call, as those of kube-system hold the settings of the network.
collect_k8s() {
	for k8s_kind in namespaces nodes pods services networkpolicies.networking.k8s.io ingresses.networking.k8s.io \
		ingressclasses.networking.k8s.io deployments.apps statefulsets.apps daemonsets.apps replicasets.apps jobs.batch \
		cronjobs.batch replicationcontrollers configmaps mutatingwebhookconfigurations.admissionregistration.k8s.io; do
		objects "$k8s_kind"
	done
	objects endpointslices.discovery.k8s.io || objects endpoints
	if ! kubectl api-resources --verbs=list -o name >"$TMP/kinds" 2>"$TMP/error" </dev/null && [ ! -s "$TMP/kinds" ]; then
		lost customresourcedefinitions 'the custom resources of the cluster'
	fi
	for k8s_kind in podnetworkings.network.alibabacloud.com podenis.network.alibabacloud.com nodes.network.alibabacloud.com \
		noderuntimes.network.alibabacloud.com globalnetworkpolicies.network.alibabacloud.com \
		trafficpolicies.network.alibabacloud.com globaltrafficpolicies.network.alibabacloud.com albconfigs.alibabacloud.com \
		podeips.alibabacloud.com podipv6gws.alibabacloud.com httproutes.gateway.networking.k8s.io \
		networkpolicies.crd.projectcalico.org globalnetworkpolicies.crd.projectcalico.org networkpolicies.projectcalico.org \
		globalnetworkpolicies.projectcalico.org ciliumnetworkpolicies.cilium.io ciliumclusterwidenetworkpolicies.cilium.io \
		adminnetworkpolicies.policy.networking.k8s.io baselineadminnetworkpolicies.policy.networking.k8s.io \
		clusternetworkpolicies.policy.networking.k8s.io; do
		if grep -qxF "$k8s_kind" "$TMP/kinds"; then
			objects "$k8s_kind"
		fi
	done
}
