package egress.way

# Who acts on the annotation: any of these is enough.
_service := "served" if "yes" in _actors

_service := "undecided" if {
	not "yes" in _actors
	"unknown" in _actors
}

_service := "unserved" if _actors == {"no"}

_actors contains "yes" if input.source.virtual_node

_actors contains "yes" if input.cluster.product == "acs"

_actors contains input.cluster.eip_controller

_actors contains _terway

# Terway below 1.7.0 acts when its EIP pool is enabled.
default _terway := "no"

_terway := "yes" if {
	input.cluster.eip_pool == "true"
	_old == "yes"
}

_terway := "unknown" if {
	input.cluster.eip_pool == "true"
	_old == "unknown"
}

_terway := "unknown" if {
	input.cluster.eip_pool == "unknown"
	_old != "no"
}

_old := "unknown" if not input.cluster.terway_version[0]

_old := "yes" if {
	input.cluster.terway_version[0]
	input.cluster.terway_version < [1, 7]
}

_old := "no" if {
	input.cluster.terway_version[0]
	input.cluster.terway_version >= [1, 7]
}
