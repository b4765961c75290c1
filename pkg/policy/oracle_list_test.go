package policy

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
)

func TestWhitelistsAgreeWithOracle(t *testing.T) { tryOracle(t, listBundle, "whitelist") }

func FuzzWhitelistsAgreeWithOracle(f *testing.F) { fuzzOracle(f, listBundle, "whitelist") }

var listEntries = []string{"127.0.0.1", "10.0.1.5", "10.0.1.9/32", "10.0.1.0/28", "10.0.1.0/29", "10.0.1.8/29", "10.0.1.77/24", "10.0.0.0/16", "10.0.2.0/24", "0.0.0.0", "0.0.0.0/0", "::/0", "junk", "%"}

var listServices = map[string]string{"rds": "rds:DescribeDBInstanceIPArrayList", "redis": "r-kvstore:DescribeSecurityIps", "mongodb": "dds:DescribeSecurityIps", "polardb": "polardb:DescribeDBClusterAccessWhitelist"}

// listBundle makes one database of each service, and asks from pods and from a range.
func listBundle(o *oracle, r *rand.Rand) {
	n := plainCluster()
	n.VSwitches = []*model.VSwitch{{ID: "vsw-pod", VPC: "vpc", CIDR: model.ParsePrefix("10.0.1.0/28")}}
	exported(n, model.Complete, "vpc:DescribeVSwitches", "")
	exported(n, model.Complete, "ecs:DescribeNetworkInterfaces", "")
	eniWith(n, "eni", "vsw-pod", []string{"sg"}, "10.0.1.4", "10.0.1.5", "10.0.1.9")
	n.Cluster.PodVSwitches = []model.Named{{ID: "vsw-pod"}}
	n.Cluster.PodGroups = []model.Named{{ID: "sg"}}
	n.Workloads = []*model.Workload{{Kind: "Deployment", Namespace: "shop", Name: "later", Replicas: 1}}
	sources := []facts.Source{{Workload: n.Workloads[0]}, {Pod: podAt(n, "one", "", "10.0.1.5")}, {Pod: podAt(n, "two", "", "10.0.1.9")}}
	evidence := map[string]model.Evidence{}
	for _, service := range []string{"rds", "redis", "mongodb", "polardb"} {
		db := &model.Database{Service: service, ID: "db-" + service, Engine: "MySQL", VPC: "vpc",
			Endpoints: []model.Endpoint{{Type: "Private", Host: service + ".example.com", Addr: netipAddr("10.0.3.5"), Port: 3306, VPC: "vpc"}}}
		if service == "rds" {
			db.SecurityIPMode = pick(r, "normal", "safety", "safety", "")
		}
		for i := range r.IntN(3) + r.IntN(2)*r.IntN(2) {
			group := model.WhitelistGroup{Name: fmt.Sprint("list", i), Hidden: rarely(r, 8)}
			if service == "rds" {
				group.NetworkType = pick(r, "MIX", "VPC", "vpc", "Classic", "")
			}
			for range r.IntN(3) {
				group.Entries = append(group.Entries, model.ParsePrefix(pick(r, listEntries[:len(listEntries)-1+map[bool]int{true: 1}[service == "mongodb" || service == "polardb"]]...)))
			}
			db.Groups = append(db.Groups, group)
		}
		evidence[service] = model.Complete
		if rarely(r, 8) {
			if evidence[service] = pick(r, model.Partial, model.Absent); evidence[service] == model.Absent {
				db.Groups = nil
			}
		}
		n.Databases = append(n.Databases, db)
		exported(n, evidence[service], listServices[service], db.ID)
	}
	f := facts.New(n, facts.Options{})
	for _, source := range sources {
		for _, db := range n.Databases {
			for _, c := range o.cases(f, source, db.Service+":"+db.ID, "ipv4") {
				hop, at := o.hop("whitelist", o.trimmed(c, kept{[]string{"family", "port"}, []string{"kind", "resolved", "ranges", "subnet", "database", "missing"}, []string{"known", "single", "missing", "whitelist", "admitted_groups", "security_group"}}))
				address := "10.0.1.0/28"
				if source.Pod != nil {
					address = source.Pod.IPs[0].String()
				}
				if want := wantLists(db, evidence[db.Service], address); want != "" && hop.verdict != want && !(hop.verdict == "unknown" && vague(db)) {
					o.fail("%s from %s: %s (%s: %s) at %q, want %s: %s mode %q %s", db.ID, address, hop.verdict, hop.reason, hop.note, at, want, evidence[db.Service], db.SecurityIPMode, listsText(db))
				}
			}
		}
	}
}

// wantLists tries what is not said: the mode of RDS, and the network of a list in its enhanced mode.
func wantLists(db *model.Database, evidence model.Evidence, address string) string {
	modes := []string{"normal"}
	if db.Service == "rds" {
		modes = map[string][]string{"normal": {"normal"}, "safety": {"safety"}, "": {"normal", "safety"}}[db.SecurityIPMode]
	}
	seen, empty := map[string]bool{}, false
	for _, mode := range modes {
		for world := range 1 << len(db.Groups) {
			var counting []model.WhitelistGroup
			for i, g := range db.Groups {
				network := strings.ToLower(g.NetworkType)
				if network == "" {
					network = []string{"vpc", "classic"}[world>>i&1]
				}
				if mode == "normal" || network != "classic" {
					counting = append(counting, g)
				}
			}
			if len(counting) == 0 && slices.ContainsFunc(db.Groups, func(g model.WhitelistGroup) bool { return g.NetworkType == "" }) {
				continue // an endpoint has some list; where all that there are agree, it does not matter which
			}
			// No product leaves its lists empty, so that this looks like a lost export, but an instance may have none for a network.
			if nothingWritten(counting) && (len(counting) > 0 || nothingWritten(db.Groups)) {
				empty = true
			} else {
				seen[coverage(db.Service, counting, address)] = true
			}
		}
	}
	switch {
	case len(seen) == 0 && empty:
		return "unknown"
	case empty:
		return "" // whether that is a lost export depends on what is not said
	case len(seen) == 1 && seen["allow"]:
		return "allow"
	case evidence != model.Complete || len(seen) > 1 || seen["unknown"]:
		return "unknown"
	case seen["partial"]:
		return "partial"
	}
	return "deny"
}

// vague tells whether the mode is not said, or the network of a list where that matters: the gate may be more careful than need be.
func vague(db *model.Database) bool {
	return db.SecurityIPMode == "" && db.Service == "rds" || db.SecurityIPMode == "safety" && slices.ContainsFunc(db.Groups, func(g model.WhitelistGroup) bool { return g.NetworkType == "" })
}

func nothingWritten(groups []model.WhitelistGroup) bool {
	return !slices.ContainsFunc(groups, func(g model.WhitelistGroup) bool { return len(g.Entries) > 0 })
}

// coverage merges the intervals of the entries and measures how much of the source's they hold.
func coverage(service string, groups []model.WhitelistGroup, address string) string {
	first, last := endsOf(address)
	var spans [][2]*big.Int
	doubt := false
	for _, g := range groups {
		for _, e := range g.Entries {
			switch {
			case e.Text == "%" && (service == "mongodb" || service == "polardb"):
				return "allow"
			case e.Text == "junk" || e.Text == "%":
				doubt = true
			case !strings.Contains(e.Text, ":"):
				low, high := endsOf(e.Text)
				spans = append(spans, [2]*big.Int{low, high})
			}
		}
	}
	slices.SortFunc(spans, func(a, b [2]*big.Int) int { return a[0].Cmp(b[0]) })
	next, some := new(big.Int).Set(first), false
	one := big.NewInt(1)
	for _, s := range spans {
		some = some || s[0].Cmp(last) <= 0 && s[1].Cmp(first) >= 0
		if s[0].Cmp(next) <= 0 && s[1].Cmp(next) >= 0 {
			next.Add(s[1], one)
		}
	}
	switch {
	case next.Cmp(last) > 0:
		return "allow"
	case doubt:
		return "unknown"
	case some:
		return "partial"
	}
	return "deny"
}

// endsOf returns the first and the last address of a range as numbers.
func endsOf(text string) (first, last *big.Int) {
	if !strings.Contains(text, "/") {
		text += "/32"
	}
	p := netip.MustParsePrefix(text).Masked()
	first = new(big.Int).SetBytes(p.Addr().AsSlice())
	size := new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-p.Bits()))
	return first, new(big.Int).Sub(new(big.Int).Add(first, size), big.NewInt(1))
}

func listsText(db *model.Database) string {
	var b strings.Builder
	for _, g := range db.Groups {
		fmt.Fprintf(&b, "%s %q %v; ", g.Name, g.NetworkType, g.Entries)
	}
	return b.String()
}
