package model

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// storeAnswers are answers about services beside the four databases, of which there are no samples: see the structs of
// https://github.com/aliyun/alibaba-cloud-sdk-go/tree/master/services
func storeAnswers() map[string]string {
	return map[string]string{
		"adb:DescribeDBClusterNetInfo": `{"RequestId":"1","ClusterNetworkType":"VPC","DBClusterId":"am-1","Items":{"Address":[
			{"ConnectionString":"am-1.ads.aliyuncs.com","ConnectionStringPrefix":"am-1","IPAddress":"10.0.0.1","NetType":"VPC","Port":"3306","VPCId":"vpc-1","VSwitchId":"vsw-1"},
			{"ConnectionString":"am-1o.ads.aliyuncs.com","ConnectionStringPrefix":"am-1o","IPAddress":"192.0.2.1","NetType":"Public","Port":"3306","VPCId":"","VSwitchId":""}]}}`,
		"gpdb:DescribeDBInstances": `{"RequestId":"1","TotalRecordCount":1,"Items":{"DBInstance":[
			{"DBInstanceId":"gp-1","DBInstanceStatus":"Running","Engine":"gpdb","InstanceNetworkType":"VPC","VpcId":"vpc-1","VSwitchId":"vsw-1","DBInstanceDescription":""}]}}`,
		"gpdb:DescribeDBInstanceNetInfo": `{"RequestId":"1","InstanceNetworkType":"VPC","DBInstanceId":"gp-1","DBInstanceNetInfos":{"DBInstanceNetInfo":[
			{"ConnectionString":"gp-1-master.gpdb.rds.aliyuncs.com","IPAddress":"10.0.0.1","IPType":"Private","Port":"5432","VPCId":"vpc-1","VSwitchId":"vsw-1"}]}}`,
		"clickhouse:DescribeDBClusters": `{"RequestId":"1","TotalCount":1,"DBClusters":{"DBCluster":[
			{"DBClusterId":"cc-1","DBClusterStatus":"Running","ConnectionString":"cc-1.clickhouse.ads.aliyuncs.com","Port":8123,"VpcId":"vpc-1","VSwitchId":"vsw-1","DBClusterNetworkType":"vpc"}]}}`,
		"clickhouse:DescribeDBClusterNetInfoItems": `{"RequestId":"1","ClusterNetworkType":"VPC","EnableSLB":true,"DBClusterId":"cc-1","NetInfoItems":{"NetInfoItem":[
			{"ConnectionString":"cc-1.clickhouse.ads.aliyuncs.com","HttpPort":"8123","HttpsPort":"","IPAddress":"10.0.0.1","JdbcPort":"3306","MySQLPort":"9004","NetType":"VPC","VSwitchId":"vsw-1","VpcId":"vpc-1"}]}}`,
		"hitsdb:GetLindormInstanceEngineList": `{"RequestId":"1","InstanceId":"ld-1","EngineList":[
			{"EngineType":"lindorm","NetInfoList":[{"AccessType":1,"ConnectionString":"ld-1-proxy-lindorm.lindorm.rds.aliyuncs.com","NetType":"2","Port":30020},
			{"AccessType":1,"ConnectionString":"ld-1-proxy-lindorm-pub.lindorm.rds.aliyuncs.com","NetType":"0","Port":30020}]}]}`,
	}
}

func endpointText(e Endpoint) string {
	return fmt.Sprintf("%s %s %d %s %s", e.Host, addrOrDash(e), e.Port, e.Type, e.VSwitch)
}

func addrOrDash(e Endpoint) string {
	if e.Addr.IsValid() {
		return e.Addr.String()
	}
	return "-"
}

func TestEndpointsOfStores(t *testing.T) {
	want := map[string]string{
		"adb:DescribeDBClusterNetInfo":   "am-1.ads.aliyuncs.com 10.0.0.1 3306 Private vsw-1, am-1o.ads.aliyuncs.com 192.0.2.1 3306 Public ",
		"gpdb:DescribeDBInstances":       "",
		"gpdb:DescribeDBInstanceNetInfo": "gp-1-master.gpdb.rds.aliyuncs.com 10.0.0.1 5432 Private vsw-1",
		"clickhouse:DescribeDBClusters":  "cc-1.clickhouse.ads.aliyuncs.com - 8123 Private vsw-1",
		"clickhouse:DescribeDBClusterNetInfoItems": "cc-1.clickhouse.ads.aliyuncs.com 10.0.0.1 8123 Private vsw-1, " +
			"cc-1.clickhouse.ads.aliyuncs.com 10.0.0.1 3306 Private vsw-1, cc-1.clickhouse.ads.aliyuncs.com 10.0.0.1 9004 Private vsw-1",
		"hitsdb:GetLindormInstanceEngineList": "ld-1-proxy-lindorm.lindorm.rds.aliyuncs.com - 30020 Private , ld-1-proxy-lindorm-pub.lindorm.rds.aliyuncs.com - 30020 Public ",
	}
	for api, answer := range storeAnswers() {
		n, problems := load(t, map[string]string{"a.json": answer}, nil)
		if len(problems) > 0 || len(n.Databases) != 1 || n.Exports[0].API != api {
			t.Errorf("%s: databases %v, exports %v, problems %q", api, n.Databases, n.Exports, messages(problems))
			continue
		}
		var got []string
		for _, e := range n.Databases[0].Endpoints {
			got = append(got, endpointText(e))
		}
		if text := strings.Join(got, ", "); text != want[api] {
			t.Errorf("%s:\n got %s\nwant %s", api, text, want[api])
		}
	}
}

// The lists of the samples: the name of each with its network, ports and entries, and what its place shows.
func TestListsOfStores(t *testing.T) {
	want := map[string]string{
		"adb":           "default  0-0 127.0.0.1, ack  0-0 192.168.64.0/18",
		"gpdb":          "default  0-0 127.0.0.1",
		"clickhouse":    "default  0-0 192.168.64.0/18",
		"lindorm":       "user  0-0 192.168.64.0/18",
		"kafka":         "9092/9092 VPC 9092-9092 192.168.64.0/18",
		"elasticsearch": "default VPC 0-0 192.168.64.0/18, default Internet 0-0 127.0.0.1 ::1",
	}
	files := map[string]string{}
	for _, path := range sampleFiles(t) {
		product, _, _ := strings.Cut(filepath.Base(path), "-")
		id, ok := map[string]string{
			"adb": "am-1", "gpdb": "gp-1", "clickhouse": "cc-1", "hitsdb": "ld-1", "alikafka": "alikafka_1", "elasticsearch": "es-1",
		}[product]
		if !ok || strings.Contains(path, "Instances") || strings.Contains(path, "Clusters") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[strings.TrimSuffix(filepath.Base(path), ".json")+"."+id+".json"] = string(text)
	}
	n, _ := load(t, files, nil)
	got := map[string]string{}
	for _, db := range n.Databases {
		var lists []string
		for _, g := range db.Groups {
			var entries []string
			for i, e := range g.Entries {
				entries = append(entries, e.Text)
				if n.Locate(g.EntryRef(i)).Path == "" || n.Locate(g.Ref).Path == "" {
					t.Errorf("%s: entry %s of %s has no place", db.ID, e.Text, g.Name)
				}
			}
			lists = append(lists, fmt.Sprintf("%s %s %d-%d %s", g.Name, g.NetworkType, g.LowPort, g.HighPort, strings.Join(entries, " ")))
		}
		got[db.Service] += strings.Join(lists, ", ")
	}
	for _, service := range slices.Sorted(maps.Keys(want)) {
		if got[service] != want[service] {
			t.Errorf("%s:\n got %s\nwant %s", service, got[service], want[service])
		}
	}
}

func TestKafkaHasAnEndpointForEveryBroker(t *testing.T) {
	const answer = `{"InstanceList":{"InstanceVO":[{"InstanceId":"alikafka_1","VpcId":"vpc-1","VSwitchId":"vsw-1","ServiceStatus":5,
		"EndPoint":"10.0.0.1:9092,10.0.0.2:9092","DomainEndpoint":"alikafka-1-1-vpc.alikafka.aliyuncs.com:9092","SslEndPoint":"192.0.2.1:9093"}]}}`
	n, problems := load(t, map[string]string{"a.json": answer}, nil)
	if len(problems) > 0 || len(n.Databases) != 1 {
		t.Fatalf("databases %v, problems %q", n.Databases, messages(problems))
	}
	var got []string
	for _, e := range n.Databases[0].Endpoints {
		got = append(got, endpointText(e))
	}
	want := "alikafka-1-1-vpc.alikafka.aliyuncs.com - 9092 Private vsw-1,  10.0.0.1 9092 Private vsw-1,  10.0.0.2 9092 Private vsw-1,  192.0.2.1 9093 Public "
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("\n got %s\nwant %s", text, want)
	}
}

func TestLindormListHasWhatTheGroupsHaveNot(t *testing.T) {
	const answer = `{"InstanceId":"ld-1","IpList":["10.0.0.0/8","192.0.2.1"],"GroupList":[{"GroupName":"user","SecurityIpList":"10.0.0.0/8"}]}`
	n, _ := load(t, map[string]string{"a.json": answer}, nil)
	if groups := n.Databases[0].Groups; len(groups) != 2 || len(groups[1].Entries) != 2 {
		t.Errorf("groups %+v", groups)
	}
}
