package model

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// database returns the part of a database that the answer of v says. Its place is that of the id, or of the list that has
// all there is about it.
func database(v value, service, list string) *Database {
	return &Database{Ref: v.in(list).key(), Service: service, ID: v.answer.Owner}
}

// databaseOf returns the database of a row with its id.
func databaseOf(v value, service, id string) *Database {
	return &Database{Ref: v.in(id).ref(), Service: service, ID: v.id(id)}
}

func decodeRDSInstance(v value) {
	db := databaseOf(v, "rds", "DBInstanceId")
	db.VPC = v.id("VpcId", "VPCId")
	db.Engine, db.Status = v.text("Engine"), v.text("DBInstanceStatus")
	db.setMode(v)
	db.addEndpoint(v, "ConnectionString", "", rdsNetwork(v))
	v.answer.add(db)
}

// rdsNetwork returns what the ConnectionString of an instance leads to.
func rdsNetwork(v value) string {
	if strings.EqualFold(v.text("DBInstanceNetType"), "Internet") {
		return "Public"
	}
	return v.text("InstanceNetworkType")
}

func (db *Database) setMode(v value) {
	if mode := v.text("SecurityIPMode"); mode != "" {
		db.SecurityIPMode, db.ModeRef = mode, v.in("SecurityIPMode").ref()
	}
}

// addEndpoint appends the endpoint that v describes, when it has a name or an address.
func (db *Database) addEndpoint(v value, hostKey, addrKey, network string) {
	endpoint := Endpoint{
		Ref: v.first(hostKey, addrKey).ref(), Host: v.text(hostKey), Addr: v.addr(addrKey), Port: v.number(portKey(v), 0), Type: endpointType(network),
		VPC: v.id("VPCId", "VpcId"), VSwitch: v.id("VSwitchId", "VswitchId"),
	}
	if endpoint.Host != "" || endpoint.Addr.IsValid() {
		db.Endpoints = append(db.Endpoints, endpoint)
		v.answer.clues = append(v.answer.clues, endpoint.Host)
	}
}

func portKey(v value) string {
	if v.text("Port") == "" {
		return "ConnectionPort"
	}
	return "Port"
}

// endpointType returns Private, Inner or Public for the words that the products use.
func endpointType(network string) string {
	switch strings.ToLower(network) {
	case "private", "vpc", "2":
		return "Private"
	case "inner", "classic", "1":
		return "Inner"
	case "public", "internet", "0":
		return "Public"
	}
	return network
}

func decodeRDSNetInfo(v value) {
	db := database(v, "rds", "DBInstanceNetInfos")
	db.setMode(v)
	for endpoint := range v.list("DBInstanceNetInfos", "DBInstanceNetInfo") {
		db.addEndpoint(endpoint, "ConnectionString", "IPAddress", endpoint.text("IPType"))
	}
	v.answer.add(db)
}

// whitelist is how a product spells its address lists.
type whitelist struct {
	service, outer, inner, name, attribute, entries string
}

func (w whitelist) decode(v value) *Database {
	db := database(v, w.service, w.outer)
	for group := range v.list(w.outer, w.inner) {
		g := whitelistGroup(group, w.name, w.entries)
		g.Hidden, g.NetworkType = strings.EqualFold(group.text(w.attribute), "hidden"), group.text("WhitelistNetworkType")
		db.Groups = append(db.Groups, g)
	}
	v.answer.add(db)
	return db
}

// whitelistGroup returns a list that is written as one text at the key entries. Entries that are no ranges, such as % for
// any host, keep their text.
func whitelistGroup(v value, name, entries string) WhitelistGroup {
	list := v.in(entries)
	g := WhitelistGroup{Ref: list.ref(), Name: v.text(name)}
	text, from := list.Node.String(), 0
	for _, entry := range splitList(v.text(entries)) {
		start := from + strings.Index(text[from:], entry)
		from = start + len(entry)
		g.Entries = append(g.Entries, ParsePrefix(entry))
		g.Places = append(g.Places, Ref{Pointer: source.Part(list.pointer, start, from)})
	}
	return g
}

// decodeTemplates reads the whitelist templates that a database of the service is associated with: they admit clients
// besides its own lists.
// https://www.alibabacloud.com/help/en/polardb/api-polardb-2017-08-01-describeglobalsecurityipgrouprelation
func decodeTemplates(service string) func(value) {
	return func(v value) { templates(v, service, "GlobalSecurityIPGroupRel", "GlobalIgName", "GIpList") }
}

// decodeRDSTemplates reads what RDS says of the same.
// https://www.alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-describeinstancelinkedwhitelisttemplate
func decodeRDSTemplates(v value) { templates(v.in("Data"), "rds", "Templates", "TemplateName", "Ips") }

func templates(v value, service, outer, name, entries string) {
	db := database(v, service, outer)
	for template := range v.list(outer, outer) {
		g := whitelistGroup(template, name, entries)
		g.Template = true
		db.Groups = append(db.Groups, g)
	}
	v.answer.add(db)
}

func decodeRDSWhitelist(v value) {
	whitelist{"rds", "Items", "DBInstanceIPArray", "DBInstanceIPArrayName", "DBInstanceIPArrayAttribute", "SecurityIPList"}.decode(v)
}

func decodeRedisWhitelist(v value) {
	whitelist{"redis", "SecurityIpGroups", "SecurityIpGroup", "SecurityIpGroupName", "SecurityIpGroupAttribute", "SecurityIpList"}.decode(v)
}

// decodeMongoWhitelist reads the groups, or the default one that the answer repeats beside them, where it has no groups.
func decodeMongoWhitelist(v value) {
	db := whitelist{"mongodb", "SecurityIpGroups", "SecurityIpGroup", "SecurityIpGroupName", "SecurityIpGroupAttribute", "SecurityIpList"}.decode(v)
	if len(db.Groups) == 0 && v.text("SecurityIps") != "" {
		g := whitelistGroup(v, "", "SecurityIps")
		g.Name = "default"
		db.Groups = append(db.Groups, g)
	}
}

func decodePolarWhitelist(v value) {
	db := whitelist{"polardb", "Items", "DBClusterIPArray", "DBClusterIPArrayName", "DBClusterIPArrayAttribute", "SecurityIps"}.decode(v)
	db.addGroups(v, "DBClusterSecurityGroups", "DBClusterSecurityGroup")
}

func (db *Database) addGroups(v value, outer, inner string) {
	for group := range v.list(outer, inner) {
		db.SecurityGroups = append(db.SecurityGroups, WhitelistSecurityGroup{
			Ref: group.ref(), ID: group.id("SecurityGroupId"), NetworkType: group.text("NetworkType", "NetType"),
		})
	}
}

func decodeGroups(v value, service, inner string) {
	db := database(v, service, "Items")
	db.addGroups(v, "Items", inner)
	v.answer.add(db)
}

func decodeRDSGroups(v value)   { decodeGroups(v, "rds", "EcsSecurityGroupRelation") }
func decodeRedisGroups(v value) { decodeGroups(v, "redis", "EcsSecurityGroupRelation") }
func decodeMongoGroups(v value) { decodeGroups(v, "mongodb", "RdsEcsSecurityGroupRel") }

func decodeRedisInstance(v value) {
	db := databaseOf(v, "redis", "InstanceId")
	db.VPC = v.id("VpcId", "VPCId")
	db.Engine, db.Status = v.text("Engine", "InstanceType"), v.text("InstanceStatus")
	db.PasswordFree, db.Architecture = v.text("VpcAuthMode"), v.text("ArchitectureType")
	db.addEndpoint(v, "ConnectionDomain", "PrivateIp", v.text("NetworkType"))
	v.answer.add(db)
}

func decodeRedisNetInfo(v value) {
	db := database(v, "redis", "NetInfoItems")
	for endpoint := range v.list("NetInfoItems", "InstanceNetInfo") {
		db.addEndpoint(endpoint, "ConnectionString", "IPAddress", endpoint.text("IPType", "DBInstanceNetType"))
		if id := endpoint.text("VPCInstanceId"); id != "" {
			v.answer.clues = append(v.answer.clues, id)
		}
	}
	v.answer.add(db)
}

func decodeMongoInstance(v value) {
	db := databaseOf(v, "mongodb", "DBInstanceId")
	db.VPC = v.id("VPCId", "VpcId")
	db.Engine, db.Status = v.text("Engine"), v.text("DBInstanceStatus")
	for endpoint := range v.list("ReplicaSets", "ReplicaSet") {
		db.addEndpoint(endpoint, "ConnectionDomain", "", endpoint.text("NetworkType"))
	}
	for endpoint := range v.list("MongosList", "MongosAttribute") {
		db.addEndpoint(endpoint, "ConnectSting", "", v.text("NetworkType"))
	}
	v.answer.add(db)
}

func decodeMongoAddresses(v value) {
	db := database(v, "mongodb", "NetworkAddresses")
	for endpoint := range v.list("NetworkAddresses", "NetworkAddress") {
		db.addEndpoint(endpoint, "NetworkAddress", "IPAddress", endpoint.text("NetworkType"))
	}
	v.answer.add(db)
}

func decodePolarCluster(v value) {
	db := databaseOf(v, "polardb", "DBClusterId")
	db.VPC = v.id("VpcId", "VPCId")
	db.Engine, db.Status = v.text("DBType", "Engine"), v.text("DBClusterStatus")
	v.answer.add(db)
}

func decodePolarEndpoints(v value) {
	db := database(v, "polardb", "Items")
	for endpoint := range v.list("Items", "") {
		for address := range endpoint.list("AddressItems", "") {
			db.addEndpoint(address, "ConnectionString", "IPAddress", address.text("NetType"))
		}
	}
	v.answer.add(db)
}

// services are the words for a database of each service.
var services = map[string]kind{
	"rds": aboutRDS, "redis": aboutRedis, "mongodb": aboutMongoDB, "polardb": aboutPolarDB, "adb": aboutADB, "gpdb": aboutGreenplum,
	"clickhouse": aboutClickHouse, "lindorm": aboutLindorm, "kafka": aboutKafka, "elasticsearch": aboutElasticsearch,
}

func (db *Database) name() (string, string, Ref) { return string(services[db.Service]), db.ID, db.Ref }
func (db *Database) own(id string)               { db.ID = id }
func (db *Database) addTo(n *Network)            { n.Databases = append(n.Databases, db) }

func (db *Database) place(number int32) {
	db.Ref = at(db.Ref, number)
	if db.SecurityIPMode != "" {
		db.ModeRef = at(db.ModeRef, number)
	}
	for i := range db.Endpoints {
		db.Endpoints[i].Ref = at(db.Endpoints[i].Ref, number)
	}
	for i := range db.Groups {
		g := &db.Groups[i]
		g.Ref = at(g.Ref, number)
		for j := range g.Places {
			g.Places[j] = at(g.Places[j], number)
		}
	}
	for i := range db.SecurityGroups {
		db.SecurityGroups[i].Ref = at(db.SecurityGroups[i].Ref, number)
	}
}

// join completes the database with what another answer says about it.
func (db *Database) join(other record) {
	o := other.(*Database)
	fill(&db.Engine, o.Engine)
	fill(&db.Status, o.Status)
	fill(&db.VPC, o.VPC)
	fill(&db.VSwitch, o.VSwitch)
	fill(&db.PasswordFree, o.PasswordFree)
	fill(&db.Architecture, o.Architecture)
	if db.SecurityIPMode == "" {
		db.SecurityIPMode, db.ModeRef = o.SecurityIPMode, o.ModeRef
	}
	for _, endpoint := range o.Endpoints {
		db.joinEndpoint(endpoint)
	}
	for _, group := range o.Groups {
		if !slices.ContainsFunc(db.Groups, func(known WhitelistGroup) bool { return equalContent(known, group) }) {
			db.Groups = append(db.Groups, group)
		}
	}
	db.SecurityGroups = append(db.SecurityGroups, o.SecurityGroups...)
}

// extend takes over the lists of another page of a whitelist; everything else is written once.
func (db *Database) extend(page record) []refProblem {
	next := *page.(*Database)
	var twice []refProblem
	db.Groups, twice = extendBy(db.Groups, next.Groups, func(g WhitelistGroup) (part, Ref) {
		return part{"whitelist group", strings.TrimSpace(g.Name + " " + g.NetworkType), g}, g.Ref
	})
	next.Groups = db.Groups
	if !equalContent(db, &next) {
		noun, id, first := db.name()
		twice = append(twice, exportedTwice(noun, id, first, next.Ref))
	}
	return twice
}

// joinEndpoint adds an endpoint, or replaces the one of the same name when that has no address. Where both tell their
// ports, other ports are other endpoints.
func (db *Database) joinEndpoint(endpoint Endpoint) {
	for i, known := range db.Endpoints {
		if known.Host != endpoint.Host || known.Host == "" || known.Port != endpoint.Port && known.Port != 0 && endpoint.Port != 0 {
			continue
		}
		if known.Addr == (netip.Addr{}) && endpoint.Addr.IsValid() {
			db.Endpoints[i] = endpoint
		}
		return
	}
	db.Endpoints = append(db.Endpoints, endpoint)
}

// fill sets a text that is not set.
func fill(text *string, other string) {
	if *text == "" {
		*text = other
	}
}
