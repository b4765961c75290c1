package collect_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/collect"
)

// left are the answers that are read and not exported, and why.
var left = map[string]string{
	"cs-DescribeClusters":                       "DescribeClusterDetail says it of the one cluster",
	"cs-DescribeClustersV1":                     "DescribeClusterDetail says it of the one cluster",
	"cs-DescribeClusterAddonsVersion":           "ListClusterAddonInstances says it",
	"cs-DescribeClusterResources":               "nothing in it is used",
	"vpc-DescribeRouteTables":                   "DescribeRouteTableList and DescribeRouteEntryList say it",
	"vpc-DescribeVSwitchAttributes":             "DescribeVSwitches says it",
	"vpc-DescribeNetworkAclAttributes":          "DescribeNetworkAcls says it",
	"privatelink-ListVpcEndpoints":              "nothing in it is used",
	"slb-DescribeLoadBalancerListenerAttribute": "DescribeLoadBalancerListeners says it",
	"alb-ListAclRelations":                      "GetListenerAttribute says it",
	"rds-DescribeGlobalSecurityIPGroupRelation": "DescribeInstanceLinkedWhitelistTemplate says it",
	"oss-GetBucketAcl":                          "nothing in it is used",
}

// Every answer that the model reads is exported, but for those that say nothing more.
func TestEveryExportIsCollected(t *testing.T) {
	schemas, _ := filepath.Glob("../../schemas/export/*-*.json")
	if len(schemas) == 0 {
		t.Fatal("no schemas")
	}
	for _, schema := range schemas {
		name := strings.TrimSuffix(filepath.Base(schema), ".json")
		i := strings.LastIndexByte(name, '-')
		part, err := os.ReadFile("script/" + name[:i] + ".sh")
		if name[:i] == "cs" {
			whole, _ := os.ReadFile("script/aliyun.sh")
			part = append(part, whole...)
		}
		found := err == nil && regexp.MustCompile(`\b`+name[i+1:]+`\b`).Match(part)
		if found == (left[name] != "") {
			t.Errorf("%s: exported %t, left out because %q", name, found, left[name])
		}
	}
}

// Scripts of fewer products hold those alone, and are the same each time.
func TestScript(t *testing.T) {
	for _, product := range collect.Products() {
		script, err := collect.Script(collect.Options{Products: []string{product}})
		again, _ := collect.Script(collect.Options{Products: []string{product}})
		if err != nil || script != again || !strings.HasPrefix(script, "#!/bin/sh\n") {
			t.Errorf("%s: %v", product, err)
		}
		for _, other := range collect.Products() {
			held := strings.Contains(script, "collect_"+strings.ReplaceAll(other, "-", "_")+"() {")
			if held != (other == product) {
				t.Errorf("the script of %s holds %s: %t", product, other, held)
			}
		}
	}
}

func TestCheck(t *testing.T) {
	for _, bad := range []collect.Options{
		{Cluster: "c1; rm x"}, {Cluster: "-h"}, {Region: "$(id)"}, {Folder: "it's"}, {Folder: "a\nb"}, {Folder: "-rf"}, {Buckets: []string{"Up"}}, {Buckets: []string{"a b"}},
	} {
		if bad.Check() == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
	if err := (collect.Options{Cluster: "c1", Region: "cn-hangzhou", Folder: "a b/c", Buckets: []string{"prod-1"}}).Check(); err != nil {
		t.Error(err)
	}
}

// unlisted are calls that research/collect.md does not list, which have the form of others of their product.
var unlisted = []string{
	"slb DescribeMasterSlaveServerGroupAttribute", "rds DescribeInstanceLinkedWhitelistTemplate", "r-kvstore DescribeGlobalSecurityIPGroupRelation",
	"dds DescribeGlobalSecurityIPGroupRelation", "polardb DescribeGlobalSecurityIPGroupRelation", "adb DescribeDBClusterNetInfo", "gpdb DescribeDBInstances",
	"gpdb DescribeDBInstanceNetInfo", "clickhouse DescribeDBClusters", "clickhouse DescribeDBClusterNetInfoItems", "hitsdb GetLindormInstanceEngineList",
}

// The calls are those that the real command line has accepted, with flags that it accepted for them.
// --region goes with every call (https://www.alibabacloud.com/help/en/cli/command-line-options), and --Page with that of an ACL.
func TestCallsAreAccepted(t *testing.T) {
	list, err := os.ReadFile("../../../shared/research/collect.md")
	if err != nil {
		t.Skip("no list of calls here")
	}
	accepted := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| [^|]*\\| `([a-z-]+ [A-Za-z0-9]+)([^`]*)`").FindAllStringSubmatch(string(list), -1) {
		accepted[row[1]] += row[2] + " "
	}
	w := newWorld(t, samples, spare)
	w.options.Products = slices.DeleteFunc(collect.Products(), func(product string) bool { return product == "k8s" || product == "oss" })
	w.run()
	log, err := os.ReadFile(w.log)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(log)) {
		words := strings.Fields(line)
		if words[1] == "version" {
			continue
		}
		call := words[1] + " " + words[2]
		if accepted[call] == "" {
			if !slices.Contains(unlisted, call) {
				t.Errorf("%s is not accepted", call)
			}
			continue
		}
		for _, flag := range words[3:] {
			if strings.HasPrefix(flag, "--") && !slices.Contains([]string{"--region", "--Page", "--PageSize", "--NextToken"}, flag) && !strings.Contains(accepted[call], flag+" ") {
				t.Errorf("%s is not accepted with %s", call, flag)
			}
		}
	}
}
