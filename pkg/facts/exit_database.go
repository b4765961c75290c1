package facts

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"

	"github.com/egresslint/egresslint/pkg/model"
)

// exitDatabase is a database with its lists and endpoints in order.
type exitDatabase struct {
	groups    []*exitGroup
	endpoints []*model.Endpoint
}

func newExitDatabase(db *model.Database) *exitDatabase {
	d := &exitDatabase{groups: newExitGroups(db)}
	for i := range db.Endpoints {
		d.endpoints = append(d.endpoints, &db.Endpoints[i])
	}
	slices.SortStableFunc(d.endpoints, func(a, b *model.Endpoint) int {
		return cmp.Or(cmp.Compare(endpointRank(a), endpointRank(b)), cmp.Compare(a.Host, b.Host), a.Addr.Compare(b.Addr), cmp.Compare(a.Port, b.Port))
	})
	return d
}

// endpointRank puts the endpoints that a VPC is for before the others.
func endpointRank(e *model.Endpoint) int {
	if i := slices.Index([]string{"private", "inner", "public"}, lower(e.Type)); i >= 0 {
		return i
	}
	return 3
}

func (x *exitIndex) databaseOf(db *model.Database) *exitDatabase {
	if known := x.databases[db]; known != nil {
		return known
	}
	return newExitDatabase(db)
}

// exitService is the answers that describe the databases of a service.
type exitService struct {
	product                  string
	endpoints, lists, groups string
	addresses                string // another answer with endpoints
	rows                     bool   // the rows of an answer about all instances say what they know as completely
	templates                string // another answer with templates than that of all services
}

func exitServiceOf(kind string) (exitService, bool) {
	switch kind {
	case "rds":
		return exitService{
			product: "rds:", endpoints: "DescribeDBInstanceNetInfo", lists: "DescribeDBInstanceIPArrayList", groups: "DescribeSecurityGroupConfiguration",
			templates: "DescribeInstanceLinkedWhitelistTemplate",
		}, true
	case "redis":
		return exitService{product: "r-kvstore:", endpoints: "DescribeDBInstanceNetInfo", lists: "DescribeSecurityIps", groups: "DescribeSecurityGroupConfiguration"}, true
	case "mongodb":
		return exitService{
			product: "dds:", endpoints: "DescribeDBInstanceAttribute", lists: "DescribeSecurityIps", groups: "DescribeSecurityGroupConfiguration",
			addresses: "DescribeShardingNetworkAddress",
		}, true
	case "polardb":
		return exitService{
			product: "polardb:", endpoints: "DescribeDBClusterEndpoints", lists: "DescribeDBClusterAccessWhitelist", groups: "DescribeDBClusterAccessWhitelist",
		}, true
	}
	return exitStoreOf(kind)
}

// database returns the destination's side of a database target, and nothing for others.
func (x *exitIndex) database(t *table, target Target) DatabaseFacts {
	f := DatabaseFacts{
		Endpoints: model.Absent, Lists: model.Absent, Groups: model.Absent, Templates: model.Absent, Mode: "unknown",
		Endpoint: EndpointFacts{VPC: "unknown"}, SecurityGroups: []Handle{}, Missing: []Missing{},
	}
	service, ok := exitServiceOf(target.Kind)
	if !ok {
		return f
	}
	db := target.Database
	if db == nil {
		f.At = t.add(target.ID, model.Ref{})
		db = &model.Database{Service: target.Kind, ID: target.ID}
	} else {
		f.Found, f.At = true, t.add(db.ID, db.Ref)
	}
	f.ID = f.At
	x.describe(&f, t, db)
	d := x.databaseOf(db)
	f.Endpoint = x.standIn(&f, target, db)
	if e := d.endpoint(target); e != nil {
		f.Endpoint = x.endpoint(t, db, e, target.Port)
	}
	lists := d.servedOn(target.Port)
	f.Empty = !slices.ContainsFunc(lists, func(g *exitGroup) bool { return len(g.Entries) > 0 })
	f.ListAt = x.listAt(t, service, db, lists, f.Endpoint.Type)
	x.weigh(&f, service, db)
	return f
}

func (x *exitIndex) describe(f *DatabaseFacts, t *table, db *model.Database) {
	f.Status = lower(db.Status)
	f.Mode = whitelistMode(db)
	f.PasswordFree = foldedIs(db.PasswordFree, "close")
	// The layouts of the classic architecture. Cloud-native instances may report the same words, so this is a hint.
	f.Classic = oneOf(db.Architecture, "cluster", "standard", "rwsplit", "splitrw") != "unknown"
	for _, group := range byIDOrder(db.SecurityGroups, func(g model.WhitelistSecurityGroup) string { return g.ID }) {
		f.SecurityGroups = append(f.SecurityGroups, t.add(group.ID, group.Ref.At("/SecurityGroupId")))
	}
}

// whitelistMode returns normal, safety or unknown. Only MySQL and PostgreSQL of RDS have another mode than normal:
// https://www.alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-migratesecurityipmode
func whitelistMode(db *model.Database) string {
	mode := oneOf(db.SecurityIPMode, "normal", "safety")
	if mode == "unknown" && (db.Service != "rds" || oneOf(db.Engine, "sqlserver", "mariadb") != "unknown") {
		return "normal"
	}
	return mode
}

// weigh says how complete the answers about the database are.
func (x *exitIndex) weigh(f *DatabaseFacts, service exitService, db *model.Database) {
	f.Endpoints = x.known(service.product+service.endpoints, db.ID)
	if service.addresses != "" && f.Endpoints != model.Complete {
		if other := x.known(service.product+service.addresses, db.ID); other != model.Absent {
			f.Endpoints = other
		}
	}
	f.Endpoints = service.rowsTell(f.Endpoints, len(db.Endpoints))
	if f.Endpoints == model.Absent && len(db.Endpoints) > 0 {
		// Lists of instances name one endpoint.
		f.Endpoints = model.Partial
	}
	f.Lists = service.rowsTell(x.known(service.product+service.lists, db.ID), len(db.Groups))
	f.Groups = x.known(service.product+service.groups, db.ID)
	f.Templates = x.known(service.product+"DescribeGlobalSecurityIPGroupRelation", db.ID)
	if service.templates != "" && f.Templates == model.Absent {
		f.Templates = x.known(service.product+service.templates, db.ID)
	}
	for _, need := range []struct {
		evidence model.Evidence
		action   string
	}{{f.Endpoints, service.endpoints}, {f.Lists, service.lists}} {
		if need.evidence != model.Complete {
			f.Missing = append(f.Missing, Missing{Export: need.action, Of: f.At})
		}
	}
}

// endpoint returns the endpoint that the target asks for: the one that it names, else one at its address, else a
// private one, one with its port before others. A name of Kafka or Elasticsearch tells that it is a public one.
func (d *exitDatabase) endpoint(target Target) *model.Endpoint {
	if target.Endpoint != nil {
		return target.Endpoint
	}
	var best *model.Endpoint
	bestRank := 0
	for _, e := range d.endpoints {
		if target.Uncertain && hasNetworks(target.Kind) && lower(e.Type) != "public" {
			continue
		}
		rank := 8 - 2*endpointRank(e)
		if e.Port == target.Port {
			rank++
		}
		if !target.Uncertain && e.Addr.IsValid() && e.Addr.Unmap() == target.Addr.Unmap() {
			rank += 16
		}
		if rank > bestRank {
			best, bestRank = e, rank
		}
	}
	return best
}

func (x *exitIndex) endpoint(t *table, db *model.Database, e *model.Endpoint, port int) EndpointFacts {
	f := EndpointFacts{Known: true, At: t.add(cmp.Or(e.Host, addrText(e.Addr), db.ID), e.Ref), VPC: "unknown"}
	if endpointRank(e) < 3 {
		f.Type = lower(e.Type)
	}
	if e.Port != 0 {
		f.Ports = t.add(strconv.Itoa(e.Port), model.Ref{})
	}
	// An answer that does not say the port is no evidence against the one that is asked for.
	f.PortOpen = e.Port == 0 || e.Port == port
	if f.Type != "public" && f.Type != "inner" {
		f.VPC = x.endpointVPC(cmp.Or(e.VPC, db.VPC))
	}
	return f
}

// endpointVPC compares the VPC of an endpoint with the cluster's: same, other or unknown.
func (x *exitIndex) endpointVPC(vpc string) string {
	switch own := x.network.Cluster.VPC.Value; {
	case own == "" || vpc == "":
		return "unknown"
	case own == vpc:
		return "same"
	}
	return "other"
}

func addrText(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}

// listAt returns the list to edit: one that customers see, of the network of the endpoint, and one that admits somebody
// before one that does not. Without any it is the answer.
func (x *exitIndex) listAt(t *table, service exitService, db *model.Database, groups []*exitGroup, endpoint string) Handle {
	var best *exitGroup
	bestRank := 0
	for _, g := range groups {
		rank := 1
		if g.suits(endpoint) {
			rank += 2
		}
		if !g.empty {
			rank++
		}
		if !g.Hidden && !g.Template && rank > bestRank {
			best, bestRank = g, rank
		}
	}
	if best != nil {
		return t.add(best.name, best.Ref)
	}
	if answer := x.exports[exitExport{service.product + service.lists, db.ID}]; answer != nil {
		return t.add("the whitelist of "+db.ID, answer.Ref)
	}
	return ""
}

// suits tells whether a list is for clients of the kind of endpoint; lists of other modes are for all.
func (g *exitGroup) suits(endpoint string) bool {
	switch g.network {
	case "vpc":
		return endpoint != "public" && endpoint != "inner"
	case "classic":
		return endpoint == "public" || endpoint == "inner"
	case "internet":
		return endpoint == "public"
	}
	return true
}
