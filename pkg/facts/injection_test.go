package facts

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// askedOf returns the record of the first pod of shop/cart that wants something of the target.
func askedOf(t *testing.T, n *model.Network, target string) *Case {
	t.Helper()
	f := New(n, Options{})
	cart, err := f.Source("shop/cart")
	if err != nil {
		t.Fatal(err)
	}
	to, err := f.Target(cart, target, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	return f.Flow(cart, to, "ipv4").Replicas[0][0]
}

func sourceFacts(t *testing.T, c *Case) SourceFacts {
	t.Helper()
	var facts SourceFacts
	if err := json.Unmarshal(c.Parts[sourcePart].JSON, &facts); err != nil {
		t.Fatal(err)
	}
	return facts
}

func TestInjection(t *testing.T) {
	for what, c := range map[string]struct {
		target, pod, workload string // annotations, KEY=VALUE with blanks between
		want                  string
	}{
		"none":                 {"rds:rm-1", "", "", "asks no maybe"},
		"the instance":         {"rds:rm-1", "rds_id=rm-1", "", "asks at:ack.aliyun.com/rds_id maybe"},
		"one of several":       {"rds:rm-1", "rds_id=rm-0,rm-1", "", "asks at:ack.aliyun.com/rds_id maybe"},
		"another instance":     {"rds:rm-1", "rds_id=rm-0", "", "asks no other:ack.aliyun.com/rds_id maybe"},
		"on the workload":      {"rds:rm-1", "", "rds_id=rm-1", "asks no misplaced:ack.aliyun.com/rds_id maybe"},
		"another's there":      {"rds:rm-1", "", "rds_id=rm-0", "asks no maybe"},
		"a list":               {"rds:rm-1", "rds_id=rm-1 white_list_name=Carts", "", "asks at:ack.aliyun.com/rds_id list:Carts yes"},
		"a list that is not":   {"rds:rm-1", "rds_id=rm-1 white_list_name=office", "", "asks at:ack.aliyun.com/rds_id list:office no"},
		"Redis":                {"redis:r-1", "redis_id=r-1 white_list_name=carts", "", "asks at:ack.aliyun.com/redis_id maybe"},
		"the key of RDS":       {"redis:r-1", "rds_id=r-1", "", "asks no maybe"},
		"what no plugin is of": {"ip:10.20.0.5", "rds_id=rm-1", "", "asks no maybe"},
		"a group":              {"ip:10.20.1.7", "security_group_id=sg-9", "", "asks at:ack.aliyun.com/security_group_id maybe"},
	} {
		n := namesNetwork()
		n.ENIs[0].SecurityGroups = []string{"sg-8", "sg-9"}
		n.Databases[0].Groups = []model.WhitelistGroup{{Name: "carts"}, {Name: "office", Template: true}}
		setExport(n, "rds:DescribeDBInstanceIPArrayList rm-1", model.Complete)
		n.Pods[0].Annotations, n.Workloads[0].Annotations = annotationsOf(c.pod), annotationsOf(c.workload)
		asked := askedOf(t, n, c.target)
		said := sourceFacts(t, asked)
		got := map[bool]string{true: "asks", false: "asks no"}[said.Injector]
		for _, handle := range []struct {
			what string
			at   Handle
		}{{"at", said.Injection.At}, {"other", said.Injection.Other}, {"misplaced", said.Injection.Misplaced}, {"list", said.Injection.List}} {
			if entity, ok := asked.Entity(handle.at); ok {
				got += " " + handle.what + ":" + entity.Name
			}
		}
		same(t, what, got+" "+string(said.Injection.Listed), c.want)
	}
}

func annotationsOf(text string) map[string]string {
	out := map[string]string{}
	for _, pair := range strings.Fields(text) {
		key, value, _ := strings.Cut(pair, "=")
		out["ack.aliyun.com/"+key] = value
	}
	return out
}

// Only an injector that uses public endpoints has the pod call one, and each call is a record of its own.
func TestCallOfTheInjector(t *testing.T) {
	for access, calls := range map[string]bool{"public": true, "intranet": false, "": false} {
		n := namesNetwork()
		n.Cluster.Injector, n.Cluster.InjectorAccess = model.Fact{Value: "true"}, model.Fact{Value: access}
		n.Pods[0].Annotations = annotationsOf("rds_id=rm-1")
		asked := askedOf(t, n, "rds:rm-1")
		key := sourceFacts(t, asked).Injection.Call.Key
		if (asked.Call != nil) != calls || (key != "") != calls || calls && asked.Call.Target.Name != "the internet" {
			t.Errorf("access %q: call %v, key %q", access, asked.Call, key)
		}
		if other := askedOf(t, n, "redis:r-1"); other.Call != nil {
			t.Errorf("access %q: a call without an annotation", access)
		}
	}
}

func TestDemandsOfAnnotations(t *testing.T) {
	for what, c := range map[string]struct {
		pod, workload string // annotations
		literal       string
		want          string
	}{
		"none":               {"", "", "", ""},
		"an instance":        {"rds_id=rm-1", "", "", "rds:rm-1:3306"},
		"several":            {"rds_id=rm-1,pgm-2,rm-1", "", "", "rds:pgm-2:5432 rds:rm-1:3306"},
		"on the workload":    {"", "redis_id=r-1", "", "redis:r-1:6380"},
		"one that is not":    {"rds_id=rm-9", "", "", ""},
		"of another service": {"redis_id=rm-1", "", "", ""},
		"named elsewhere":    {"rds_id=rm-1", "", "jdbc:mysql://" + rdsHost + ":3306/x", "rds:rm-1:3306"},
	} {
		n := namesNetwork()
		w := &model.Workload{Ref: model.Ref{Record: 90}, Kind: "Deployment", Namespace: "shop", Name: "client", Annotations: annotationsOf(c.workload)}
		w.Template.Annotations = annotationsOf(c.pod)
		if c.literal != "" {
			w.Literals = containerLiterals("DATABASE_URL=" + c.literal)
		}
		n.Workloads = append(n.Workloads, w)
		same(t, what, describeDemands(newNames(n).demands()), c.want)
	}
}
