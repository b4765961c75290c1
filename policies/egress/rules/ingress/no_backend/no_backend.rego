# METADATA
# title: The Ingress passes requests on to nothing
# description: |
#   An Ingress controller finds the pods of a backend through its Service. The Service that the Ingress names is not in its
#   namespace, or does not have the port, or leads to no pod. Requests for that host and path end at the controller with an
#   error.
#
#   Write the name and the port of a Service of the namespace of the Ingress.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource
#     description: Backends of Ingresses
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/create-an-nginx-ingress
#     description: Create an NGINX Ingress
# custom:
#   severity: warning
#   code: ING-002
#   about: cluster
#   rows: [R076]
package egress.rules.ingress.no_backend

# METADATA
# description: One finding at the name, or at the port, of the backend.
findings contains _said(ingress) if {
	some ingress in input.target.ingresses
	ingress.lack in object.keys(_messages)
}

# METADATA
# description: The same where nobody asks for a host of the Ingress.
lints contains _said(input.object.ingress) if input.object.ingress.lack in object.keys(_messages)

_said(ingress) := {
	"at": ingress.at,
	"message": _messages[ingress.lack],
	"fix": _fix(ingress),
	"names": object.union_n([
		{"written": ingress.at, "of": ingress.of, "name": ingress.name, "namespace": ingress.namespace},
		{"service": ingress.service | ingress.service != ""},
		{"have": ingress.have[0] | ingress.have[0]},
	]),
	"related": [{"at": ingress.service, "message": "{service} is here"} | ingress.service != ""],
}

_messages := {
	"service": "{of} passes requests on to Service {written}, which its namespace {namespace} does not have",
	"port": "{of} passes requests on to port {written} of {service}, which it does not have",
	"endpoint": "{of} passes requests on to {service}, behind which there is no pod",
}

_fix(ingress) := concat(" ", [
	"write {have} in place of {written} in {of}:",
	"kubectl edit ingress {name} -n {namespace}",
]) if {
	ingress.lack in {"service", "port"}
	ingress.have[0]
}

_fix(ingress) := concat(" ", [
	"write the name of a Service of namespace {namespace} in place of {written}:",
	"kubectl get services -n {namespace} lists them, and kubectl edit ingress {name} -n {namespace} changes it",
]) if {
	ingress.lack in {"service", "port"}
	not ingress.have[0]
}

_fix(ingress) := concat(" ", [
	"write the labels of the pods that are meant in the selector of {service}, and a port that they have as targetPort:",
	"kubectl get pods -n {namespace} --show-labels lists them",
]) if {
	ingress.lack == "endpoint"
}
