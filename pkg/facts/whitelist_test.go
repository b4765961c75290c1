package facts

import (
	"fmt"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// entriesNetwork is namesNetwork with a vSwitch for its pods, which controllers own, and the lists of rm-1.
func entriesNetwork(service string, lists ...string) (*model.Network, *model.Database) {
	n := namesNetwork()
	n.VSwitches = append(n.VSwitches, &model.VSwitch{ID: "vsw-pod", CIDR: model.ParsePrefix("10.20.32.0/24")})
	for _, pod := range n.Pods[:4] {
		pod.OwnerKind, pod.OwnerName = "Deployment", "cart"
	}
	db := databaseOf(service, lists...)
	n.Databases = []*model.Database{db}
	return n, db
}

func TestOddEntries(t *testing.T) {
	for what, c := range map[string]struct {
		service, list string
		change        func(n *model.Network)
		want          string // open, bare, pinned
	}{
		"ordinary":              {"rds", "a MIX 10.0.0.0/8,127.0.0.1", nil, "0 0 []"},
		"everybody":             {"rds", "a MIX 10.0.0.0/8,0.0.0.0/0", nil, "1 0 []"},
		"everybody by IPv6":     {"rds", "a MIX ::/0", nil, "1 0 []"},
		"a wildcard":            {"mongodb", "a MIX %", nil, "1 0 []"},
		"a wildcard of no one":  {"redis", "a MIX %", nil, "0 0 []"},
		"halves":                {"rds", "a MIX 10.0.0.0/8,128.0.0.0/1,0.0.0.0/1,::/1,8000::/1", nil, "2 0 []"},
		"a half":                {"rds", "a MIX 128.0.0.0/1,0.0.0.0/2", nil, "0 0 []"},
		"halves and the whole":  {"rds", "a MIX 128.0.0.0/1,0.0.0.0/0,0.0.0.0/1", nil, "1 0 []"},
		"no mask":               {"rds", "a MIX 0.0.0.0", nil, "0 1 []"},
		"a pod":                 {"rds", "a MIX 10.20.32.1", nil, "0 0 [10.20.32.1 Deployment shop/cart 10.20.32.0/24 +0]"},
		"pods":                  {"rds", "a MIX 10.20.32.2/32,10.20.32.1,10.20.32.9", nil, "0 0 [10.20.32.2/32 Deployment shop/cart 10.20.32.0/24 +2]"},
		"a pod that is over":    {"rds", "a MIX 10.20.32.3", nil, "0 0 []"},
		"a hidden list":         {"rds", "a! MIX 10.20.32.1", nil, "0 0 []"},
		"beside the vSwitch":    {"rds", "a MIX 10.20.32.1,10.20.0.0/16", nil, "0 0 []"},
		"no vSwitch":            {"rds", "a MIX 10.20.32.1", func(n *model.Network) { n.VSwitches = nil }, "0 0 []"},
		"nobody recreates it":   {"rds", "a MIX 10.20.32.1", func(n *model.Network) { n.Pods[0].OwnerKind = "" }, "0 0 []"},
		"of a StatefulSet":      {"rds", "a MIX 10.20.32.1", func(n *model.Network) { n.Pods[0].OwnerKind = "StatefulSet" }, "0 0 [10.20.32.1 Deployment shop/cart 10.20.32.0/24 +0]"},
		"with a fixed address":  {"rds", "a MIX 10.20.32.1", fixedAddress, "0 0 []"},
		"the injector lists it": {"rds", "a MIX 10.20.32.1", func(n *model.Network) { n.Pods[0].Annotations = annotationsOf("rds_id=db-1") }, "0 0 []"},
		"no injector lists it":  {"rds", "a MIX 10.20.32.1", withoutInjector, "0 0 [10.20.32.1 Deployment shop/cart 10.20.32.0/24 +0]"},
	} {
		n, db := entriesNetwork(c.service, c.list)
		if c.change != nil {
			c.change(n)
		}
		at, facts := &table{name: "target"}, DatabaseFacts{}
		New(n, Options{}).fillEntries(&facts, at, db)
		pinned := []string{}
		for _, p := range facts.Pinned {
			pinned = append(pinned, fmt.Sprintf("%s %s %s +%d", at.nameOf(p.Entry.At), at.nameOf(p.Owner), at.nameOf(p.Range), p.More))
		}
		same(t, what, fmt.Sprintf("%d %d %v", len(facts.Open), len(facts.Bare), pinned), c.want)
	}
}

func fixedAddress(n *model.Network) {
	n.Pods[0].OwnerKind = "StatefulSet"
	n.PodNetworkings = []*model.PodNetworking{{Name: "fixed", Fixed: true}}
}

func withoutInjector(n *model.Network) {
	n.Cluster.Injector.Value = "false"
	n.Pods[0].Annotations = annotationsOf("rds_id=db-1")
}

func TestTemplatesOfADatabase(t *testing.T) {
	n, db := entriesNetwork("rds", "a MIX 127.0.0.1")
	db.Groups = append(db.Groups, model.WhitelistGroup{Name: "b", Template: true, Entries: []model.Prefix{model.ParsePrefix("10.0.0.0/8")}})
	for export, want := range map[string]model.Evidence{"": model.Absent, "DescribeInstanceLinkedWhitelistTemplate": model.Complete, "DescribeGlobalSecurityIPGroupRelation": model.Complete} {
		n.Exports = nil
		setExport(n, "rds:"+export+" db-1", model.Complete)
		at := &table{name: "target"}
		f := newExitIndex(n).database(at, Target{Kind: "rds", Database: db})
		same(t, export, f.Templates, want)
		same(t, "the list to edit", at.nameOf(f.ListAt), "group a of db-1")
	}
}
