# METADATA
# title: Nobody serves the Ingress
# description: |
#   An Ingress is a set of rules that an Ingress controller carries out. The class that it asks for does not exist, or the
#   AlbConfig that the class names does not, or the NGINX Ingress controller that the class stands for does not run in the
#   cluster. Its hosts and paths lead nowhere.
#
#   Write a class that there is, or install the controller. Controllers that Alibaba Cloud manages, those of ALB and MSE,
#   run outside of the cluster: they need their IngressClass, and ALB an AlbConfig.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/
#     description: Ingress controllers
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-albconfig-objects
#     description: AlbConfigs and the IngressClasses that name them
# custom:
#   severity: warning
#   code: ING-001
#   about: cluster
#   rows: [R073, R074, R075]
package egress.rules.ingress.no_controller

# METADATA
# description: One finding at the class, or at what the class names.
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
	"names": object.union(
		{"written": ingress.at, "of": ingress.of, "name": ingress.name, "namespace": ingress.namespace},
		{"have": ingress.have[0] | ingress.have[0]},
	),
	"related": [],
}

_messages := {
	"class": "{of} asks for the class {written}, and the cluster has no IngressClass of that name, so nobody serves it",
	"parameters": "{of} names the AlbConfig {written}, which does not exist, so there is no ALB instance for its Ingresses",
	"workload": "{of} is for an NGINX Ingress controller, and none runs in the cluster, so nobody serves it",
}

_fix(ingress) := concat(" ", [
	"write a class that the cluster has, such as {have}, as ingressClassName of {of}:",
	"kubectl edit ingress {name} -n {namespace}",
]) if {
	ingress.lack == "class"
	ingress.have[0]
}

_fix(ingress) := _install if {
	ingress.lack == "class"
	not ingress.have[0]
}

_fix(ingress) := "make the AlbConfig {written}, or write {have} in its place: kubectl edit ingressclass {name}" if {
	ingress.lack == "parameters"
	ingress.have[0]
}

_fix(ingress) := "make the AlbConfig {written}: kubectl get albconfigs lists those that there are" if {
	ingress.lack == "parameters"
	not ingress.have[0]
}

_fix(ingress) := _install if ingress.lack == "workload"

_install := "install nginx-ingress-controller, or the controller that is meant, on the Add-ons page of the cluster"
