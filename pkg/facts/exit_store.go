package facts

import (
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// exitStoreOf is exitServiceOf for the services beside the four databases.
func exitStoreOf(kind string) (exitService, bool) {
	switch kind {
	case "adb":
		return exitService{product: "adb:", endpoints: "DescribeDBClusterNetInfo", lists: "DescribeDBClusterAccessWhiteList"}, true
	case "gpdb":
		return exitService{product: "gpdb:", endpoints: "DescribeDBInstanceNetInfo", lists: "DescribeDBInstanceIPArrayList"}, true
	case "clickhouse":
		return exitService{product: "clickhouse:", endpoints: "DescribeDBClusterNetInfoItems", lists: "DescribeDBClusterAccessWhiteList"}, true
	case "lindorm":
		return exitService{product: "hitsdb:", endpoints: "GetLindormInstanceEngineList", lists: "GetInstanceIpWhiteList"}, true
	case "kafka":
		return exitService{product: "alikafka:", endpoints: "GetInstanceList", lists: "GetAllowedIpList", rows: true}, true
	case "elasticsearch":
		return exitService{product: "elasticsearch:", endpoints: "DescribeInstance", lists: "DescribeInstance", rows: true}, true
	}
	return exitService{}, false
}

// rowsTell is how complete an answer is of which a row in the list of instances says as much: there is such a row when it
// told something.
func (s exitService) rowsTell(evidence model.Evidence, told int) model.Evidence {
	if s.rows && evidence == model.Absent && told > 0 {
		return model.Complete
	}
	return evidence
}

// servedOn returns the lists that are for a port. Kafka has one for each of its ports, other services have lists for all.
func (d *exitDatabase) servedOn(port int) []*exitGroup {
	other := func(g *exitGroup) bool { return g.LowPort != 0 && (port < g.LowPort || g.HighPort < port) }
	if !slices.ContainsFunc(d.groups, other) {
		return d.groups
	}
	return slices.DeleteFunc(slices.Clone(d.groups), other)
}

// standIn returns what is known of the endpoint of an instance that is asked for by its id, on the port that the service
// begins with, while no export tells its endpoints: every instance of these services has one in its VPC, which is the one to
// use from pods.
func (x *exitIndex) standIn(f *DatabaseFacts, target Target, db *model.Database) EndpointFacts {
	if _, ok := exitStoreOf(target.Kind); !ok || !f.Found || target.Host != "" || target.Port != storePorts[target.Kind] || len(db.Endpoints) > 0 {
		return EndpointFacts{VPC: "unknown"}
	}
	return EndpointFacts{Known: true, At: f.At, Type: "private", PortOpen: true, VPC: x.endpointVPC(db.VPC)}
}

// hasNetworks tells whether the lists of a service are for one network each, without a mode that says so.
func hasNetworks(service string) bool { return service == "kafka" || service == "elasticsearch" }
