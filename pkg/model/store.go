package model

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// decodeListed returns the reader of an answer that lists the instances of a service, which spell the key of their id and
// of their state in their own way.
func decodeListed(service, id, status string) func(value) {
	return func(v value) {
		db := databaseOf(v, service, id)
		db.VPC, db.VSwitch = v.id("VpcId", "VPCId"), v.id("VSwitchId", "VswitchId")
		db.Engine, db.Status = v.text("Engine", "ServiceType"), v.text(status)
		db.addEndpoint(v, "ConnectionString", "", listedNetwork(v))
		v.answer.add(db)
	}
}

// listedNetwork returns what the one endpoint of a listed instance is for. Instances are in a VPC unless they say
// otherwise.
func listedNetwork(v value) string {
	if network := v.text("DBClusterNetworkType", "InstanceNetworkType"); network != "" {
		return network
	}
	return "VPC"
}

// decodeAddresses returns the reader of an answer about the endpoints of one instance.
func decodeAddresses(service, outer, inner string) func(value) {
	return func(v value) {
		db := database(v, service, outer)
		for endpoint := range v.list(outer, inner) {
			db.addEndpoint(endpoint, "ConnectionString", "IPAddress", endpoint.text("NetType", "IPType"))
		}
		v.answer.add(db)
	}
}

// decodeWhitelist returns the reader of lists that are spelt as those of AnalyticDB for MySQL are.
func decodeWhitelist(service, outer, inner, name, attribute string) func(value) {
	return func(v value) { whitelist{service, outer, inner, name, attribute, "SecurityIPList"}.decode(v) }
}

// decodeClickHouseEndpoints reads endpoints that have a port for every protocol.
func decodeClickHouseEndpoints(v value) {
	db := database(v, "clickhouse", "NetInfoItems")
	for item := range v.list("NetInfoItems", "NetInfoItem") {
		first := len(db.Endpoints)
		db.addEndpoint(item, "ConnectionString", "IPAddress", item.text("NetType"))
		if len(db.Endpoints) == first {
			continue
		}
		endpoint := db.Endpoints[first]
		db.Endpoints = db.Endpoints[:first]
		for _, key := range []string{"HttpPort", "HttpsPort", "JdbcPort", "MySQLPort"} {
			if endpoint.Port = item.number(key, 0); endpoint.Port != 0 {
				db.Endpoints = append(db.Endpoints, endpoint)
			}
		}
	}
	v.answer.add(db)
}

// decodeLindormEndpoints reads the endpoints of each engine.
// https://www.alibabacloud.com/help/en/lindorm/latest/api-hitsdb-2020-06-15-getlindorminstanceenginelist
func decodeLindormEndpoints(v value) {
	db := database(v, "lindorm", "EngineList")
	for engine := range v.list("EngineList", "") {
		for endpoint := range engine.list("NetInfoList", "") {
			db.addEndpoint(endpoint, "ConnectionString", "", endpoint.text("NetType"))
		}
	}
	v.answer.add(db)
}

// decodeLindormWhitelist reads the groups, and what the list of all addresses has beyond them.
func decodeLindormWhitelist(v value) {
	db := database(v, "lindorm", "GroupList")
	for group := range v.list("GroupList", "") {
		db.Groups = append(db.Groups, whitelistGroup(group, "GroupName", "SecurityIpList"))
	}
	all := listGroup(v.in("IpList"), "", "")
	if slices.ContainsFunc(all.Entries, func(p Prefix) bool {
		return !slices.ContainsFunc(db.Groups, func(g WhitelistGroup) bool { return slices.Contains(g.Entries, p) })
	}) {
		db.Groups = append(db.Groups, all)
	}
	v.answer.add(db)
}

// listGroup returns a list that is written as one, for clients of a network.
func listGroup(list value, name, network string) WhitelistGroup {
	g := WhitelistGroup{Ref: list.key(), Name: name, NetworkType: network}
	for entry := range list.elements() {
		if text := strings.TrimSpace(entry.Node.String()); text != "" {
			g.Entries, g.Places = append(g.Entries, ParsePrefix(text)), append(g.Places, entry.ref())
		}
	}
	return g
}

// kafkaEndpoints are the fields of an instance that hold its endpoints, several with commas between.
var kafkaEndpoints = []struct{ key, network string }{
	{"DomainEndpoint", "Private"}, {"SaslDomainEndpoint", "Private"}, {"VpcSaslDomainEndpoint", "Private"}, {"SslDomainEndpoint", "Public"},
	{"EndPoint", "Private"}, {"SaslEndPoint", "Private"}, {"VpcSaslEndPoint", "Private"}, {"SslEndPoint", "Public"},
}

func decodeKafkaInstance(v value) {
	db := databaseOf(v, "kafka", "InstanceId")
	db.VPC, db.VSwitch, db.Status = v.id("VpcId"), v.id("VSwitchId"), v.text("ServiceStatus")
	for _, field := range kafkaEndpoints {
		db.addBrokers(v.in(field.key), field.network)
	}
	v.answer.add(db)
}

// addBrokers appends the endpoints of a text such as 10.0.0.1:9092,10.0.0.2:9092.
func (db *Database) addBrokers(v value, network string) {
	text, from := v.Node.String(), 0
	for _, broker := range splitList(text) {
		start := from + strings.Index(text[from:], broker)
		from = start + len(broker)
		host, port, _ := strings.Cut(broker, ":")
		endpoint := Endpoint{Ref: Ref{Pointer: source.Part(v.pointer, start, from)}, Type: network, VPC: db.VPC, VSwitch: db.VSwitch}
		if network == "Public" {
			endpoint.VPC, endpoint.VSwitch = "", ""
		}
		endpoint.Port, _ = strconv.Atoi(port)
		if addr, err := netip.ParseAddr(host); err == nil {
			endpoint.Addr = addr
		} else {
			endpoint.Host = host
		}
		db.Endpoints = append(db.Endpoints, endpoint)
	}
}

// decodeKafkaWhitelist reads the lists of the ports of each network.
// https://www.alibabacloud.com/help/en/message-queue-for-apache-kafka/latest/getallowediplist
func decodeKafkaWhitelist(v value) {
	db := database(v, "kafka", "AllowedList")
	for _, lists := range []struct{ key, network string }{{"VpcList", "VPC"}, {"InternetList", "Internet"}} {
		for list := range v.in("AllowedList").list(lists.key, "") {
			g := listGroup(list.in("AllowedIpList"), list.text("PortRange"), lists.network)
			low, high, _ := strings.Cut(g.Name, "/")
			g.LowPort, _ = strconv.Atoi(low)
			if g.HighPort, _ = strconv.Atoi(high); high == "" {
				g.HighPort = g.LowPort
			}
			db.Groups = append(db.Groups, g)
		}
	}
	v.answer.add(db)
}

func decodeElasticsearch(v value) {
	db := databaseOf(v, "elasticsearch", "instanceId")
	network := v.in("networkConfig")
	db.VPC, db.VSwitch, db.Status = network.id("vpcId"), network.id("vswitchId"), v.text("status")
	if host := v.text("domain"); host != "" {
		db.Endpoints = append(db.Endpoints, Endpoint{
			Ref: v.in("domain").ref(), Host: host, Port: v.number("port", 0), Type: "Private", VPC: db.VPC, VSwitch: db.VSwitch,
		})
	}
	if host := v.text("publicDomain"); host != "" && v.flag("enablePublic") {
		db.Endpoints = append(db.Endpoints, Endpoint{Ref: v.in("publicDomain").ref(), Host: host, Port: v.number("publicPort", 0), Type: "Public"})
	}
	db.addElasticsearchLists(v, "VPC", "PRIVATE_ES", "privateNetworkIpWhiteList", "esIPWhitelist")
	db.addElasticsearchLists(v, "Internet", "PUBLIC_ES", "publicIpWhitelist")
	v.answer.add(db)
}

// addElasticsearchLists appends the groups of a network, or the list that is there where an instance has no groups.
// https://www.alibabacloud.com/help/doc-detail/142228.htm
func (db *Database) addElasticsearchLists(v value, network, groups string, keys ...string) {
	found := false
	for group := range v.in("networkConfig").list("whiteIpGroupList", "") {
		if strings.EqualFold(group.text("whiteIpType"), groups) {
			db.Groups = append(db.Groups, listGroup(group.in("ips"), group.text("groupName"), network))
			found = true
		}
	}
	for _, key := range keys {
		if list := v.in(key); !found && list.Node != nil {
			db.Groups = append(db.Groups, listGroup(list, "default", network))
			found = true
		}
	}
}
