# METADATA
# title: The endpoint of a database serves another port
# description: |
#   The flow goes to a port that the endpoint of the database does not serve.
#
#   Ports of endpoints can be changed, and differ between the endpoints of one instance. Use the port of the
#   endpoint that the client connects to.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/view-and-change-the-internal-and-public-endpoints-and-port-numbers-of-an-apsaradb-rds-for-mysql-instance
#     description: Endpoints and ports of RDS
# custom:
#   severity: error
#   code: DST-007
#   rows: []
package egress.rules.whitelist.wrong_port

import data.egress.path

# METADATA
# description: One finding at the endpoint.
findings contains {
	"at": input.target.database.endpoint.at,
	"message": sprintf("{source} connects to port %d of {endpoint}, which serves port {port}", [input.flow.port]),
	"fix": "connect to port {port}",
	"names": {
		"source": "source",
		"endpoint": input.target.database.endpoint.at,
		"port": input.target.database.endpoint.ports,
	},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	hop.reason == "wrong-port"
}
