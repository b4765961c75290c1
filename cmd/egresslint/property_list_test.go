package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/finding"
)

// lists adds what admits clients beside the lists of the databases: security groups and templates. It draws from numbers of
// its own, so that the rest of a world is the same with and without.
func (w *world) lists(seed uint64) {
	own := &world{Rand: rand.New(rand.NewPCG(seed, 13))}
	for _, of := range [][2]string{{"rds", "rm-orders"}, {"r-kvstore", "r-cache"}} {
		if own.IntN(3) == 0 {
			body := row{}
			if of[0] == "rds" {
				body["DBInstanceName"] = of[1]
			}
			e := w.add(&export{name: of[0] + "-DescribeSecurityGroupConfiguration", of: of[1], list: []string{"Items", "EcsSecurityGroupRelation"}, whole: true, body: body})
			for _, group := range some(own, 0, 2, groups...) {
				e.rows = append(e.rows, row{"SecurityGroupId": group, "RegionId": "cn-hangzhou", "NetType": "vpc"})
			}
		}
		switch {
		case own.IntN(3) > 0:
		case of[0] == "rds":
			w.add(&export{name: "rds-DescribeInstanceLinkedWhitelistTemplate", of: of[1], list: []string{"Data", "Templates"}, whole: true}).rows = []row{
				{"TemplateId": 1, "TemplateName": "shared", "Ips": own.entriesOf()}}
		default:
			w.add(&export{name: of[0] + "-DescribeGlobalSecurityIPGroupRelation", of: of[1], list: []string{"GlobalSecurityIPGroupRel"}, whole: true, body: row{"DBClusterId": of[1]}}).rows = []row{
				{"GlobalSecurityGroupId": "g-1", "GlobalIgName": "shared", "RegionId": "cn-hangzhou", "GIpList": own.entriesOf()}}
		}
	}
}

// listKeys are where lists have their entries, and nameKeys where they have their names.
var (
	listKeys = []string{"SecurityIPList", "SecurityIpList", "GIpList", "Ips"}
	nameKeys = []string{"DBInstanceIPArrayName", "SecurityIpGroupName", "GlobalIgName", "TemplateName"}
)

// eachListOf changes the lists of the database, or of all for "".
func (w *world) eachListOf(database string, f func(name string, list row)) {
	var walk func(value any)
	walk = func(value any) {
		switch value := value.(type) {
		case []any:
			for _, item := range value {
				walk(item)
			}
		case row:
			for _, key := range nameKeys {
				if name, ok := value[key].(string); ok {
					f(name, value)
				}
			}
			for _, item := range value {
				walk(item)
			}
		}
	}
	for _, e := range w.exports {
		if database != "" && e.of != database {
			continue
		}
		walk(e.body)
		for _, r := range e.rows {
			walk(r)
		}
	}
}

// edit replaces the entries of a list.
func edit(list row, f func(entries string) string) {
	for _, key := range listKeys {
		if text, ok := list[key].(string); ok {
			list[key] = f(text)
		}
	}
}

// eachList replaces the entries of every list.
func (w *world) eachList(f func(entries string) string) {
	w.eachListOf("", func(_ string, list row) { edit(list, f) })
}

func (w *world) blankLists() {
	w.eachList(func(entries string) string { return strings.ReplaceAll(entries, ",", " , ") + "," + entries })
}

func (w *world) reverseLists() {
	w.eachList(func(entries string) string {
		list := strings.Split(entries, ",")
		slices.Reverse(list)
		return strings.Join(list, ",\n")
	})
}

// admitMore adds an entry to one of the lists.
func (w *world) admitMore() {
	var all []row
	w.eachListOf("", func(_ string, list row) { all = append(all, list) })
	entry := one(w, "10.0.17.0/24", "10.0.16.10", "10.0.0.0/24", "0.0.0.0/0", "203.0.113.0/24")
	edit(one(w, all...), func(entries string) string { return entries + "," + entry })
}

// admit adds an entry to the default list of a database, which serves all its endpoints.
func (w *world) admit(named []string) {
	w.eachListOf(named[0], func(name string, list row) {
		if name == "default" {
			edit(list, func(entries string) string { return entries + "," + named[1] })
		}
	})
}

// widen has a list serve every endpoint.
func (w *world) widen(named []string) {
	w.eachListOf(named[1], func(name string, list row) {
		if name == named[0] {
			list["WhitelistNetworkType"] = "MIX"
		}
	})
}

// admission is the note of a whitelist that admits, with the kind and the name of the list and the database.
var admission = regexp.MustCompile(`^(?:group|template) (\S+) of ([-a-z]+)(?:, which the console hides,)? admits `)

// The list that an admission names is what admits: without its entries the gate does not name it.
func TestProperty12NamedListsAdmit(t *testing.T) {
	l := newLaboratory(t)
	tried := map[string]int{}
	for _, seed := range bundles(6) {
		w := newWorld(seed)
		for i, a := range l.judge(w.files(), w.flows).answers {
			j := slices.IndexFunc(a.Path, func(h finding.Hop) bool { return h.Gate == "whitelist" && h.Verdict == finding.Allow })
			if j < 0 {
				continue
			}
			named := admission.FindStringSubmatch(a.Path[j].Note)
			if named == nil || tried[named[1]] >= 6 {
				continue
			}
			tried[named[1]]++
			without := w.copied()
			without.eachListOf(named[2], func(name string, list row) {
				if name == named[1] {
					edit(list, func(string) string { return "127.0.0.1" })
				}
			})
			after := l.judge(without.files(), w.flows[i:i+1]).answers[0]
			if strings.Contains(pathText(after), fmt.Sprintf("\twhitelist allow: %s\n", a.Path[j].Note)) {
				t.Errorf("seed %d, %s -> %s: %q without its entries too", seed, a.Flow.From, a.Flow.To, a.Path[j].Note)
			}
		}
	}
	t.Log(tried)
	if len(tried) < 3 {
		t.Errorf("only %v", tried)
	}
}
