package collect_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The tests run the script with their own executable in place of aliyun and kubectl.
func TestMain(m *testing.M) {
	switch name := filepath.Base(os.Args[0]); name {
	case "aliyun", "kubectl":
		s := stub{folders: filepath.SplitList(os.Getenv("STUB_WORLD")), refused: strings.Fields(os.Getenv("STUB_REFUSED"))}
		s.page, _ = strconv.Atoi(os.Getenv("STUB_PAGE"))
		os.Exit(s.run(name, os.Args[1:]))
	}
	os.Exit(m.Run())
}

// stub stands for a cluster and its cloud, whose answers are files.
type stub struct {
	folders []string // the first that has an answer gives it
	page    int      // largest page; 0 for the one that is asked for
	refused []string // what no permission is given for
}

func (s *stub) run(tool string, args []string) int {
	if log := os.Getenv("STUB_LOG"); log != "" {
		file, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			panic(err)
		}
		fmt.Fprintln(file, tool, strings.Join(args, " "))
		file.Close()
	}
	if tool == "kubectl" {
		return s.kubectl(args)
	}
	return s.aliyun(args)
}

func fail(text string) int {
	fmt.Fprintln(os.Stderr, text)
	return 1
}

func (s *stub) kubectl(args []string) int {
	var found [][]byte
	for _, folder := range s.folders {
		files, _ := filepath.Glob(filepath.Join(folder, args[1]+".json"))
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				panic(err)
			}
			found = append(found, data)
		}
	}
	switch {
	case args[0] == "api-resources":
		fmt.Println("pods\npodnetworkings.network.alibabacloud.com")
		return 0
	case slices.Contains(s.refused, args[1]):
		return fail(`Error from server (Forbidden): ` + args[1] + ` is forbidden: User "u" cannot list resource`)
	case args[1] == "configmap":
		fmt.Print(os.Getenv("STUB_CLUSTER"))
	case len(found) == 0:
		fmt.Println(`{"apiVersion": "v1", "items": [], "kind": "List"}`)
	default:
		os.Stdout.Write(found[0])
	}
	return 0
}

func (s *stub) aliyun(args []string) int {
	if args[0] == "version" {
		fmt.Println("3.0.277")
		return 0
	}
	if args[0] == "oss" {
		return s.oss(args)
	}
	name := args[0] + "-" + actionOf(args)
	if slices.Contains(s.refused, name) {
		return fail("ERROR: SDK.ServerError\nErrorCode: Forbidden.RAM\nMessage: User not authorized to operate on the specified resource.")
	}
	body := s.answer(name, args)
	if body == nil {
		return fail("ERROR: SDK.ServerError\nErrorCode: InvalidProduct.NotOpen\nMessage: x")
	}
	if s.page > 0 {
		cut(body, args, s.page)
	}
	text, _ := json.MarshalIndent(body, "", "\t")
	fmt.Println(string(text))
	return 0
}

// oss lists one bucket of this region and one of another, and knows the policy of the first as another file.
func (s *stub) oss(args []string) int {
	if args[1] == "ls" {
		fmt.Println("CreationTime  Region  StorageClass  BucketName")
		here := "oss-" + args[len(args)-1]
		for _, bucket := range []string{here + " Standard oss://prod-assets", here + " Standard oss://plain", "oss-far Standard oss://far"} {
			fmt.Println("2026-01-15 10:00:00 +0800 CST", bucket)
		}
		fmt.Print("Bucket Number is: 3\n\n0.123456(s) elapsed\n")
		return 0
	}
	for _, folder := range s.folders {
		data, err := os.ReadFile(filepath.Join(folder, "oss-GetBucketPolicy.json"))
		if err == nil && args[4] == "oss://prod-assets" {
			if err := os.WriteFile(args[5], data, 0o644); err != nil {
				panic(err)
			}
			return 0
		}
	}
	return fail("Error: oss: service returned error: StatusCode=404, ErrorCode=NoSuchBucketPolicy")
}

// actionOf names a call by the path, as its file is named.
func actionOf(args []string) string {
	if args[1] != "GET" {
		return args[1]
	}
	parts := strings.Split(strings.Trim(args[2], "/"), "/")
	switch {
	case args[0] == "elasticsearch" && len(parts) == 2:
		return "ListInstance"
	case args[0] == "elasticsearch":
		return "DescribeInstance"
	case len(parts) == 2:
		return "DescribeClusterDetail"
	case len(parts) == 4:
		return "GetClusterAddonInstance"
	}
	return map[string]string{"nodepools": "DescribeClusterNodePools", "nodes": "DescribeClusterNodes", "addon_instances": "ListClusterAddonInstances"}[parts[2]]
}

// empties are answers of an account that has nothing, in which nothing tells what they are answers of.
var empties = map[string]string{
	"slb-DescribeLoadBalancerListeners":               `{"TotalCount": 0}`,
	"slb-DescribeVServerGroups":                       `{"VServerGroups": {"VServerGroup": []}}`,
	"slb-DescribeHealthStatus":                        `{"BackendServers": {"BackendServer": []}}`,
	"slb-DescribeAccessControlLists":                  `{"Acls": {"Acl": []}, "TotalCount": 0}`,
	"alikafka-GetInstanceList":                        `{"InstanceList": {"InstanceVO": []}, "Code": 200}`,
	"elasticsearch-ListInstance":                      `{"Result": [], "Headers": {"X-Total-Count": 0}}`,
	"hitsdb-GetLindormInstanceList":                   `{"InstanceList": [], "Total": 0}`,
	"polardb-DescribeDBClusters":                      `{"Items": {"DBCluster": []}, "TotalRecordCount": 0}`,
	"adb-DescribeDBClusters":                          `{"Items": {"DBCluster": []}, "TotalCount": 0}`,
	"gpdb-DescribeDBInstances":                        `{"Items": {"DBInstance": []}, "TotalRecordCount": 0}`,
	"clickhouse-DescribeDBClusters":                   `{"DBClusters": {"DBCluster": []}, "TotalCount": 0}`,
	"dds-DescribeDBInstances":                         `{"DBInstances": {"DBInstance": []}, "TotalCount": 0}`,
	"vpc-ListVpcGatewayEndpoints":                     `{"Endpoints": [], "NextToken": ""}`,
	"vpc-ListPrefixLists":                             `{"PrefixLists": []}`,
	"vpc-DescribeNetworkAcls":                         `{"NetworkAcls": {"NetworkAcl": []}, "TotalCount": "0"}`,
	"vpc-DescribeIpv6Gateways":                        `{"Ipv6Gateways": {"Ipv6Gateway": []}, "TotalCount": 0}`,
	"vpc-DescribeIpv6Addresses":                       `{"Ipv6Addresses": {"Ipv6Address": []}, "TotalCount": 0}`,
	"vpc-DescribeCommonBandwidthPackages":             `{"CommonBandwidthPackages": {"CommonBandwidthPackage": []}, "TotalCount": 0}`,
	"ecs-DescribePrefixLists":                         `{"PrefixLists": {"PrefixList": []}}`,
	"ecs-DescribePortRangeLists":                      `{"PortRangeLists": []}`,
	"slb-DescribeLoadBalancers":                       `{"LoadBalancers": {"LoadBalancer": []}, "TotalCount": 0}`,
	"nlb-ListLoadBalancers":                           `{"LoadBalancers": []}`,
	"nlb-ListListeners":                               `{"Listeners": []}`,
	"nlb-ListServerGroups":                            `{"ServerGroups": []}`,
	"alb-ListLoadBalancers":                           `{"LoadBalancers": []}`,
	"alb-ListListeners":                               `{"Listeners": []}`,
	"alb-ListAcls":                                    `{"Acls": []}`,
	"rds-DescribeInstanceLinkedWhitelistTemplate":     `{"Data": {"Templates": []}}`,
	"rds-DescribeSecurityGroupConfiguration":          `{"DBInstanceName": "", "Items": {"EcsSecurityGroupRelation": []}}`,
	"r-kvstore-DescribeSecurityGroupConfiguration":    `{"Items": {"EcsSecurityGroupRelation": []}}`,
	"r-kvstore-DescribeGlobalSecurityIPGroupRelation": `{"GlobalSecurityIPGroupRel": []}`,
	"dds-DescribeGlobalSecurityIPGroupRelation":       `{"GlobalSecurityIPGroupRel": []}`,
	"polardb-DescribeGlobalSecurityIPGroupRelation":   `{"GlobalSecurityIPGroupRel": []}`,
}

// answer finds the file of a call: the one that has an id of the call in its name or in its text, or the only one.
func (s *stub) answer(name string, args []string) map[string]any {
	for _, folder := range s.folders {
		files, _ := filepath.Glob(filepath.Join(folder, name+".*"))
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				panic(err)
			}
			about := func(arg string) bool {
				id := filepath.Base(arg)
				return len(id) > 12 && strings.Contains(id, "-") && !strings.HasPrefix(id, "--") && bytes.Contains(append(data, file...), []byte(id))
			}
			if len(files) == 1 || slices.ContainsFunc(args[2:], about) {
				return decoded(data)
			}
		}
	}
	if text := empties[name]; text != "" {
		return decoded([]byte(text))
	}
	return nil
}

func decoded(data []byte) map[string]any {
	var body map[string]any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&body); err != nil {
		panic(err)
	}
	return body
}

// cut leaves the page of the only list in the body that the call asks for.
func cut(body map[string]any, args []string, size int) {
	holder, key := listOf(body)
	flag := func(names ...string) string {
		for i, arg := range args {
			if slices.Contains(names, arg) {
				return args[i+1]
			}
		}
		return ""
	}
	if holder == nil || flag("--PageSize", "--pageSize", "--size", "--MaxResults", "--MaxResult") == "" {
		return
	}
	rows := holder[key].([]any)
	first := 0
	if number := flag("--PageNumber", "--pageNumber", "--page", "--Page"); number != "" {
		page, _ := strconv.Atoi(number)
		first = (page - 1) * size
		if body["page"] == nil {
			body["PageSize"] = size
		} else {
			body["page"].(map[string]any)["page_size"] = size
		}
	} else if token := flag("--NextToken"); token != "" {
		first, _ = strconv.Atoi(strings.TrimPrefix(token, "after="))
	}
	last := min(first+size, len(rows))
	if flag("--MaxResults", "--MaxResult") != "" && last < len(rows) {
		body["NextToken"] = fmt.Sprint("after=", last)
	}
	holder[key] = rows[min(first, last):last]
}

// listOf finds the rows of an answer: a list of objects, with or without a wrapper.
func listOf(body map[string]any) (map[string]any, string) {
	for key, value := range body {
		switch value := value.(type) {
		case []any:
			if len(value) > 0 {
				return body, key
			}
		case map[string]any:
			for inner, rows := range value {
				if list, ok := rows.([]any); ok && len(value) == 1 && len(list) > 0 {
					return value, inner
				}
			}
		}
	}
	return nil, ""
}
