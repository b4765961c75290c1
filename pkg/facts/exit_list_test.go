package facts

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// databaseOf is a database with lists written as "NAME[!] NETWORK ENTRY,ENTRY"; an exclamation mark hides a list.
func databaseOf(service string, lists ...string) *model.Database {
	db := &model.Database{Ref: model.Ref{Record: 3}, Service: service, ID: "db-1"}
	for _, text := range lists {
		fields := append(strings.Fields(text), "")
		name, hidden := strings.CutSuffix(fields[0], "!")
		group := model.WhitelistGroup{Ref: model.Ref{Record: 3, Pointer: "/" + name}, Name: name, Hidden: hidden, NetworkType: strings.Trim(fields[1], "-")}
		for _, entry := range strings.FieldsFunc(fields[2], func(r rune) bool { return r == ',' }) {
			group.Entries = append(group.Entries, model.ParsePrefix(entry))
		}
		db.Groups = append(db.Groups, group)
	}
	return db
}

func TestListsAgainstAddresses(t *testing.T) {
	for name, c := range map[string]struct {
		service, list    string
		pod, some, again string // against the pod's address, its vSwitch, and its public address
	}{
		"a bare address":            {"rds", "g MIX 10.2.0.5", "yes", "maybe", "no"},
		"host bits":                 {"rds", "g MIX 10.2.7.7/16", "yes", "yes", "no"},
		"two halves":                {"rds", "g MIX 10.2.0.0/17,10.2.128.0/17", "yes", "yes", "no"},
		"everybody":                 {"rds", "g MIX 0.0.0.0/0", "yes anyone", "yes anyone", "yes anyone"},
		"everybody in halves":       {"rds", "g MIX 0.0.0.0/1,128.0.0.0/1", "yes anyone", "yes anyone", "yes anyone"},
		"nobody":                    {"rds", "g MIX 127.0.0.1", "no", "no", "no"},
		"no mask":                   {"rds", "g MIX 0.0.0.0", "no", "no", "no"},
		"empty":                     {"rds", "g MIX", "no", "no", "no"},
		"the wildcard of MongoDB":   {"mongodb", "g - %", "yes anyone", "yes anyone", "yes anyone"},
		"the wildcard of PolarDB":   {"polardb", "g - %", "yes anyone", "yes anyone", "yes anyone"},
		"no wildcard of RDS":        {"rds", "g MIX %", "maybe", "maybe", "maybe"},
		"unreadable beside a range": {"rds", "g MIX 10.2.0.0/16,x", "yes", "yes", "maybe"},
		"the public address":        {"rds", "g VPC 47.0.0.9", "no", "no", "yes"},
		"IPv6 for everybody":        {"rds", "g MIX ::/0", "no", "no", "no"},
	} {
		n := exitWorld()
		n.EIPs = append(n.EIPs, eipOf("eip-9 47.0.0.9 NetworkInterface eni-1 10.2.0.5"))
		target := internetTarget()
		target.Kind, target.Database = c.service, databaseOf(c.service, c.list)
		n.Databases = []*model.Database{target.Database}
		network := oneOf(target.Database.Groups[0].NetworkType, "mix", "vpc")
		v := viewExit(n, podIdentity(n), target)
		same(t, name, v.lists(v.Whitelist), []string{"group g of db-1 " + network + " " + c.pod})
		same(t, name+", public", v.lists(v.Public.Addresses[0].Whitelist), []string{"group g of db-1 " + network + " " + c.again})
		v = viewExit(n, rangeIdentity(n), target)
		same(t, name+", range", v.lists(v.Whitelist), []string{"group g of db-1 " + network + " " + c.some})
	}
}

func TestListsAreAskedForEveryAddress(t *testing.T) {
	n := exitWorld()
	n.ForwardEntries = []*model.ForwardEntry{{ID: "fwd-1", Protocol: "Any", ExternalPort: "Any", InternalIP: addrOf("10.2.0.5"), ExternalIP: addrOf("47.0.0.2")}}
	db := databaseOf("redis", "z - 47.0.0.2", "a! - 47.0.0.1", "m Classic 10.2.0.5")
	v := viewExit(n, podIdentity(n), Target{Kind: "redis", Addr: addrOf("8.8.8.8"), Database: db})
	same(t, "private", v.lists(v.Whitelist), []string{"group a of db-1 unknown no hidden", "group m of db-1 classic yes", "group z of db-1 unknown no"})
	same(t, "mapping", v.lists(v.Public.Mappings[0].Whitelist), []string{"group a of db-1 unknown no hidden", "group m of db-1 classic no", "group z of db-1 unknown yes"})
	ip := v.Route.Covering[0].Hops[0].NAT.Entries[0].IPs[0]
	same(t, "SNAT", v.lists(ip.Whitelist), []string{"group a of db-1 unknown yes hidden", "group m of db-1 classic no", "group z of db-1 unknown no"})
}

func TestListsOfASourceThatIsNotKnown(t *testing.T) {
	n := exitWorld()
	db := databaseOf("rds", "a MIX 10.2.0.5", "b MIX 127.0.0.1", "c MIX", "d MIX 0.0.0.0/0")
	v := viewExit(n, Identity{Address: hostPrefix(addrOf("2400::5"))}, Target{Kind: "rds", Database: databaseOf("rds", "a MIX ::/0", "b MIX 0.0.0.0/0")})
	same(t, "IPv6", v.lists(v.Whitelist), []string{"group a of db-1 mix yes anyone", "group b of db-1 mix no"})
	v = viewExit(n, Identity{}, Target{Kind: "rds", Database: db})
	same(t, "lists", v.lists(v.Whitelist), []string{"group a of db-1 mix maybe", "group b of db-1 mix no", "group c of db-1 mix no", "group d of db-1 mix yes anyone"})
}

func TestGroupsThatTheDatabaseAdmits(t *testing.T) {
	n := exitWorld()
	db := databaseOf("rds")
	db.SecurityGroups = []model.WhitelistSecurityGroup{{ID: "sg-2"}, {ID: "sg-1"}, {ID: "sg-0"}}
	id := podIdentity(n)
	id.Groups = []string{"sg-1", "sg-2", "sg-9"}
	v := viewExit(n, id, Target{Kind: "rds", Database: db})
	var got []string
	for _, h := range v.AdmittedGroups {
		got = append(got, v.table.nameOf(h))
	}
	same(t, "admitted", got, []string{"sg-1", "sg-2"})
}

func TestEndpointOfADatabase(t *testing.T) {
	endpoint := func(kind, host, addr, vpc string, port int) model.Endpoint {
		return model.Endpoint{Type: kind, Host: host, Addr: addrOf(addr), VPC: vpc, Port: port}
	}
	private, public := endpoint("Private", "a", "10.3.0.1", "vpc", 3306), endpoint("Public", "b", "47.9.9.9", "", 3306)
	for name, c := range map[string]struct {
		endpoints []model.Endpoint
		target    Target
		vpc       string // of the database
		want      string
	}{
		"private before public":      {[]model.Endpoint{public, private}, Target{Port: 3306}, "", "a private open 3306 same"},
		"the one asked for":          {[]model.Endpoint{public, private}, Target{Port: 3306, Endpoint: &public}, "", "b public open 3306 unknown"},
		"the one at the address":     {[]model.Endpoint{public, private}, Target{Port: 3306, Addr: addrOf("47.9.9.9")}, "", "b public open 3306 unknown"},
		"not by a witness":           {[]model.Endpoint{public, private}, Target{Port: 3306, Addr: addrOf("47.9.9.9"), Uncertain: true}, "", "a private open 3306 same"},
		"another port":               {[]model.Endpoint{private}, Target{Port: 3307}, "", "a private shut 3306 same"},
		"the one on the port":        {[]model.Endpoint{private, endpoint("Private", "z", "-", "vpc-2", 3307)}, Target{Port: 3307}, "", "z private open 3307 other"},
		"private port before public": {[]model.Endpoint{private, endpoint("Public", "z", "-", "", 3307)}, Target{Port: 3307}, "", "a private shut 3306 same"},
		"port not said":              {[]model.Endpoint{endpoint("Private", "a", "-", "", 0)}, Target{Port: 3306}, "", "a private open  unknown"},
		"VPC of the database":        {[]model.Endpoint{endpoint("Private", "a", "-", "", 3306)}, Target{Port: 3306}, "vpc-2", "a private open 3306 other"},
		"classic network":            {[]model.Endpoint{endpoint("Inner", "", "10.3.0.2", "", 3306)}, Target{Port: 3306}, "vpc", "10.3.0.2 inner open 3306 unknown"},
		"type not known":             {[]model.Endpoint{endpoint("Odd", "a", "-", "vpc", 3306)}, Target{Port: 3306}, "", "a  open 3306 same"},
	} {
		n := exitWorld()
		db := &model.Database{ID: "db-1", Service: "rds", VPC: c.vpc, Endpoints: c.endpoints}
		n.Databases = []*model.Database{db}
		c.target.Kind, c.target.Database = "rds", db
		table := &table{name: "target"}
		f := newExitIndex(n).database(table, c.target).Endpoint
		port := map[bool]string{true: "open", false: "shut"}[f.PortOpen]
		same(t, name, strings.Join([]string{table.nameOf(f.At), f.Type, port, table.nameOf(f.Ports), f.VPC}, " "), c.want)
	}
}

func TestDatabaseFacts(t *testing.T) {
	n := exitWorld()
	db := databaseOf("rds", "a! MIX 1.1.1.1", "b MIX 127.0.0.1", "c Classic 1.1.1.1", "d VPC 127.0.0.1", "e VPC 1.1.1.1")
	db.Status, db.SecurityIPMode, db.PasswordFree, db.Architecture = "Running", "Safety", "Close", "cluster"
	db.Endpoints = []model.Endpoint{{Type: "Public", Host: "p", Port: 3306}}
	db.SecurityGroups = []model.WhitelistSecurityGroup{{ID: "sg-2"}, {ID: "sg-1"}}
	n.Databases = []*model.Database{db}
	for _, action := range []string{"DescribeDBInstanceNetInfo", "DescribeDBInstanceIPArrayList", "DescribeSecurityGroupConfiguration"} {
		setExport(n, "rds:"+action+" db-1", model.Complete)
	}
	at := &table{name: "target"}
	f := newExitIndex(n).database(at, Target{Kind: "rds", Port: 3306, Database: db})
	same(t, "texts", []string{f.Status, f.Mode, at.nameOf(f.At), at.nameOf(f.ListAt)}, []string{"running", "safety", "db-1", "group c of db-1"})
	same(t, "groups", []string{at.nameOf(f.SecurityGroups[0]), at.nameOf(f.SecurityGroups[1])}, []string{"sg-1", "sg-2"})
	if !f.Found || !f.PasswordFree || !f.Classic || f.Empty || f.Endpoints != model.Complete || f.Lists != model.Complete || f.Groups != model.Complete || len(f.Missing) > 0 {
		t.Errorf("%+v", f)
	}
	db.Endpoints[0].Type = "Private"
	at = &table{name: "target"}
	same(t, "list for the VPC", at.nameOf(newExitIndex(n).database(at, Target{Kind: "rds", Database: db}).ListAt), "group e of db-1")
}

func TestModeOfTheLists(t *testing.T) {
	for _, c := range [][4]string{
		{"rds", "MySQL", "", "unknown"}, {"rds", "PostgreSQL", "safety", "safety"}, {"rds", "MySQL", "normal", "normal"},
		{"rds", "SQLServer", "", "normal"}, {"rds", "MariaDB", "", "normal"}, {"redis", "Redis", "", "normal"},
	} {
		db := &model.Database{Service: c[0], Engine: c[1], SecurityIPMode: c[2]}
		f := newExitIndex(exitWorld()).database(&table{name: "target"}, Target{Kind: c[0], Database: db})
		same(t, c[0]+" "+c[1], f.Mode, c[3])
	}
}

func TestDatabaseNeedsTheAnswersOfItsService(t *testing.T) {
	for kind, want := range map[string][]string{
		"rds":     {"DescribeDBInstanceNetInfo db-1", "DescribeDBInstanceIPArrayList db-1"},
		"redis":   {"DescribeDBInstanceNetInfo db-1", "DescribeSecurityIps db-1"},
		"mongodb": {"DescribeDBInstanceAttribute db-1", "DescribeSecurityIps db-1"},
		"polardb": {"DescribeDBClusterEndpoints db-1", "DescribeDBClusterAccessWhitelist db-1"},
	} {
		v := exitView{table: &table{name: "target"}}
		f := newExitIndex(exitWorld()).database(v.table, Target{Kind: kind, ID: "db-1"})
		same(t, kind, v.missing(f.Missing), want)
		if f.Found || !f.Empty || f.Endpoint.Known || f.ListAt != "" || f.Lists != model.Absent || f.Mode != map[bool]string{true: "unknown", false: "normal"}[kind == "rds"] {
			t.Errorf("%s: %+v", kind, f)
		}
	}
}

func TestEvidenceOfADatabase(t *testing.T) {
	n := exitWorld()
	db := databaseOf("mongodb")
	db.Endpoints = []model.Endpoint{{Host: "a", Type: "Private"}}
	n.Databases = []*model.Database{db}
	ask := func() (DatabaseFacts, *table) {
		at := &table{name: "target"}
		return newExitIndex(n).database(at, Target{Kind: "mongodb", Database: db}), at
	}
	f, _ := ask()
	same(t, "an endpoint of the list of instances", f.Endpoints, model.Partial)
	setExport(n, "dds:DescribeShardingNetworkAddress db-1", model.Complete)
	setExport(n, "dds:DescribeSecurityIps db-1", model.Complete)
	f, at := ask()
	same(t, "of shards", f.Endpoints, model.Complete)
	same(t, "an answer without lists", at.nameOf(f.ListAt), "the whitelist of db-1")
	if f.Lists != model.Complete || !f.Empty || at.entities[1].Ref.Pointer == "" && at.entities[2].Ref.Pointer == "" {
		t.Errorf("%+v of %v", f, at.entities)
	}
}

func TestOtherTargetsHaveNoDatabase(t *testing.T) {
	at := &table{name: "target"}
	f := newExitIndex(exitWorld()).database(at, internetTarget())
	if f.Found || f.At != "" || f.Missing == nil || f.SecurityGroups == nil || len(at.entities) > 0 {
		t.Errorf("%+v", f)
	}
}

func TestEveryListIsWritten(t *testing.T) {
	n := exitWorld()
	for name, id := range map[string]Identity{"pod": podIdentity(n), "nothing": {}} {
		v := viewExit(n, id, Target{Kind: "ip", Addr: netip.MustParseAddr("8.8.8.8")})
		if nilSlice(v.ExitFacts) {
			t.Errorf("%s: %+v", name, v.ExitFacts)
		}
	}
}
