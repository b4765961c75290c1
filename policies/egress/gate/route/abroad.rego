package egress.gate.route

# The addresses of OSS for VPCs are reached from the VPCs of their own region alone: elsewhere the name resolves, and
# the system's route for cloud services leads to other addresses.
# https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
_abroad(place) := {
	"verdict": "deny",
	"reason": "other-region",
	"note": "{target} serves only the VPCs of another region",
	"names": {"target": "target"},
	"at": place,
}
