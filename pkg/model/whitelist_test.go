package model

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/source"
)

// flattened returns the answer as tools print it that drop the inner wrapper of lists.
func flattened(body *source.Node, rows string) *source.Node {
	outer, inner, _ := strings.Cut(rows, ".")
	flat := *body
	flat.Nodes = slices.Clone(body.Nodes)
	flat.Nodes[slices.Index(flat.Keys, outer)] = body.Get(outer, inner)
	return &flat
}

// Without the wrapper, the prefix lists of ECS and of VPC look the same, and so do the access control lists of CLB and ALB.
func TestEveryListIsReadWithoutItsInnerWrapper(t *testing.T) {
	for _, path := range sampleFiles(t) {
		alike := []string{"ecs-DescribePrefixLists.json", "slb-DescribeAccessControlLists.json", "cli-error.empty.json"}
		if slices.Contains(alike, filepath.Base(path)) {
			continue
		}
		body, _ := unwrap(readSample(t, path).Root)
		for _, s := range recognise(body) {
			list, _, _ := s.list(body)
			if !strings.Contains(s.rows, ".") || s.each == nil && s.wholly == nil || firstRow(list) == nil {
				continue
			}
			if found := recognise(flattened(body, s.rows)); !slices.Contains(found, s) {
				t.Errorf("%s: %s is not recognised", path, s.api)
			}
		}
	}
}

func TestWhitelistsComeInPages(t *testing.T) {
	const page = `{"Items":{"DBInstanceIPArray":[{"DBInstanceIPArrayName":"NAME","SecurityIPType":"IPv4","WhitelistNetworkType":"MIX","SecurityIPList":"LIST"}]}}`
	fill := func(name, list string) string { return strings.NewReplacer("NAME", name, "LIST", list).Replace(page) }
	n, problems := load(t, map[string]string{
		"rds.whitelist.rm-1.p1.json": fill("default", "127.0.0.1"),
		"rds.whitelist.rm-1.p2.json": fill("pods", "10.0.0.0/8"),
		"rds.whitelist.rm-1.p3.json": fill("pods", "10.0.0.0/8"),
		"rds.whitelist.rm-1.p4.json": fill("pods", "10.0.0.0/9"),
	}, nil)
	var names []string
	for _, g := range n.Databases[0].Groups {
		names = append(names, g.Name+" "+g.Entries[0].Text)
	}
	if got, want := strings.Join(names, ", "), "default 127.0.0.1, pods 10.0.0.0/8"; got != want {
		t.Errorf("groups %s, want %s", got, want)
	}
	if got := messages(problems); len(got) != 1 || !strings.Contains(got[0], `whitelist group "pods MIX" is exported twice`) {
		t.Errorf("problems %q", got)
	}
}

func TestAnEmptyListIsReadWithoutItsInnerWrapper(t *testing.T) {
	n, problems := load(t, map[string]string{"a.ngw-1.json": `{"RequestId":"1","SnatTableEntries":[],"TotalCount":0}`}, nil)
	if evidence, _ := n.Evidence("vpc:DescribeSnatTableEntries", "ngw-1"); evidence != Complete || len(problems) > 0 {
		t.Errorf("evidence %s, problems %q", evidence, messages(problems))
	}
}

// templateAnswers are answers about the templates of each service, for the ids that they are about.
func templateAnswers() map[string][2]string {
	global := func(id string) [2]string {
		return [2]string{id, `{"RequestId":"1","DBClusterId":"` + id + `","GlobalSecurityIPGroupRel":[` +
			`{"GlobalSecurityGroupId":"g-1","GlobalIgName":"office","GIpList":"192.0.2.1, 10.0.0.0/8","RegionId":"cn-hangzhou"}]}`}
	}
	return map[string][2]string{
		"rds:DescribeInstanceLinkedWhitelistTemplate": {"rm-1", `{"RequestId":"1","Code":"200","Message":"Success","Success":true,"HttpStatusCode":200,` +
			`"Data":{"InsName":"rm-1","Templates":[{"Id":1,"TemplateId":2,"UserId":3,"TemplateName":"office","Ips":"192.0.2.1, 10.0.0.0/8"}]}}`},
		"rds:DescribeGlobalSecurityIPGroupRelation":       global("rm-2"),
		"r-kvstore:DescribeGlobalSecurityIPGroupRelation": global("r-1"),
		"dds:DescribeGlobalSecurityIPGroupRelation":       global("dds-1"),
		"polardb:DescribeGlobalSecurityIPGroupRelation":   global("pc-1"),
	}
}

func TestTemplatesBelongToTheirDatabase(t *testing.T) {
	for api, answer := range templateAnswers() {
		n, problems := load(t, map[string]string{"a.json": answer[1]}, nil)
		if evidence, _ := n.Evidence(api, answer[0]); evidence != Complete || len(problems) > 0 || len(n.Databases) != 1 || n.Databases[0].ID != answer[0] {
			t.Errorf("%s: evidence %s, databases %v, problems %q", api, evidence, n.Databases, messages(problems))
			continue
		}
		g := n.Databases[0].Groups[0]
		if place := n.Locate(g.EntryRef(1)).Span; !g.Template || g.Name != "office" || answer[1][place.Start.Column-1:place.End.Column-1] != "10.0.0.0/8" {
			t.Errorf("%s: group %+v with an entry at %v", api, g, place)
		}
	}
}

func TestDefaultListOfMongoDBWithoutGroups(t *testing.T) {
	for groups, want := range map[string]string{`{"SecurityIpGroup":[]}`: "default 10.0.0.0/8", `{"SecurityIpGroup":[{"SecurityIpGroupName":"a","SecurityIpList":"192.0.2.1"}]}`: "a 192.0.2.1"} {
		n, _ := load(t, map[string]string{"dds.dds-1.json": `{"RequestId":"1","SecurityIps":"10.0.0.0/8","SecurityIpGroups":` + groups + `}`}, nil)
		if g := n.Databases[0].Groups; len(g) != 1 || g[0].Name+" "+g[0].Entries[0].Text != want {
			t.Errorf("%s: %v, want %s", groups, g, want)
		}
	}
}
