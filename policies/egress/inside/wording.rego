package egress.inside

# METADATA
# description: What to do about externalTrafficPolicy Local, with {name} and {namespace} of the Service.
to_cluster := concat("", [
	"set it to Cluster: kubectl patch service {name} -n {namespace} ",
	"-p '{\"spec\":{\"externalTrafficPolicy\":\"Cluster\"}}', ",
	"or use the name {name}.{namespace} in place of the address",
	_kept_address,
])

# Where pods have addresses of the VPC they can be backends themselves, and then see who asks under Cluster too.
default _kept_address := ""

_kept_address := concat(" ", [
	"; the annotation service.beta.kubernetes.io/backend-type: eni beside Cluster",
	"lets backends see the address of clients all the same",
]) if {
	input.cluster.plugin == "terway"
	input.cluster.product != "acs"
}
