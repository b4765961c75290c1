package model

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/source"
)

// rowsOf returns count rows of an answer, from the first id on.
func rowsOf(key string, from, count int) string {
	rows := make([]string, count)
	for i := range rows {
		rows[i] = fmt.Sprintf(`{"%s":"x-%d"}`, key, from+i)
	}
	return strings.Join(rows, ",")
}

// What answers say about their rows and pages drifts more than the rows, and decides whether nothing found means that
// there is nothing.
func TestDriftsOfPaging(t *testing.T) {
	vpcs := func(from, count int, rest string) string {
		return `{"Vpcs":{"Vpc":[` + rowsOf("VpcId", from, count) + `]}` + rest + `}`
	}
	enis := func(from, count int, rest string) string {
		return `{"NetworkInterfaceSets":{"NetworkInterfaceSet":[` + rowsOf("NetworkInterfaceId", from, count) + `]}` + rest + `}`
	}
	routes := func(rows string) string {
		return `{"RouteEntrys":{"RouteEntry":[` + rows + `]},"NextToken":"","RouteTableId":"vtb-1"}`
	}
	const route = `{"RouteEntryId":"rte-%d","RouteTableId":"vtb-1","DestinationCidrBlock":"10.%d.0.0/16","NextHops":{"NextHop":[{"NextHopType":"%s"}]}}`
	for _, test := range []struct {
		what     string
		pages    []string
		api      string
		evidence Evidence
		rows     int
	}{
		{"nobody exported it", nil, "vpc:DescribeVpcs", Absent, 0},
		{"the export failed and left an empty file", []string{""}, "vpc:DescribeVpcs", Absent, 0},
		{"one page has all", []string{vpcs(0, 2, `,"TotalCount":2`)}, "vpc:DescribeVpcs", Complete, 2},
		{"the list is empty", []string{vpcs(0, 0, `,"TotalCount":0`)}, "vpc:DescribeVpcs", Complete, 0},
		{"the empty list was dropped", []string{`{"Vpcs":{},"TotalCount":0}`}, "vpc:DescribeVpcs", Complete, 0},
		{"the empty list is null", []string{`{"Vpcs":null,"TotalCount":0}`}, "vpc:DescribeVpcs", Complete, 0},
		{"the total is a string", []string{vpcs(0, 2, `,"TotalCount":"2"`)}, "vpc:DescribeVpcs", Complete, 2},
		{"the total went through a float", []string{vpcs(0, 2, `,"TotalCount":2.0`)}, "vpc:DescribeVpcs", Complete, 2},
		{"the first page alone", []string{vpcs(0, 2, `,"TotalCount":5`)}, "vpc:DescribeVpcs", Partial, 2},
		{"a page is missing between two", []string{vpcs(0, 2, `,"TotalCount":6`), vpcs(4, 2, `,"TotalCount":6`)}, "vpc:DescribeVpcs", Partial, 4},
		{"pages are files", []string{vpcs(0, 3, `,"TotalCount":5`), vpcs(3, 2, `,"TotalCount":5`)}, "vpc:DescribeVpcs", Complete, 5},
		{"pages are in one file", []string{vpcs(0, 3, `,"TotalCount":5`) + "\n" + vpcs(3, 2, `,"TotalCount":5`)}, "vpc:DescribeVpcs", Complete, 5},
		{"one page is there twice", []string{vpcs(0, 3, `,"TotalCount":5`), vpcs(0, 3, `,"TotalCount":5`)}, "vpc:DescribeVpcs", Partial, 3},
		{"--pager keeps the rows alone", []string{vpcs(0, 7, "")}, "vpc:DescribeVpcs", Complete, 7},
		{"--pager stopped after a full first page", []string{vpcs(0, 10, "")}, "vpc:DescribeVpcs", Partial, 10},
		{"a token says that more follows", []string{enis(0, 2, `,"NextToken":"t"`)}, "ecs:DescribeNetworkInterfaces", Partial, 2},
		{"the last token is empty", []string{enis(0, 2, `,"NextToken":""`)}, "ecs:DescribeNetworkInterfaces", Complete, 2},
		{"a chain of tokens ends, and its totals mean nothing", []string{enis(0, 2, `,"NextToken":"t","TotalCount":9`), enis(2, 1, `,"NextToken":"","TotalCount":9`)}, "ecs:DescribeNetworkInterfaces", Complete, 3},
		{"databases count records", []string{`{"Items":{"DBInstance":[` + rowsOf("DBInstanceId", 0, 1) + `]},"TotalRecordCount":2,"PageRecordCount":1}`}, "rds:DescribeDBInstances", Partial, 1},
		{"the Container Service counts below page_info", []string{`{"clusters":[{"cluster_id":"c1"}],"page_info":{"total_count":2}}`}, "cs:DescribeClustersV1", Partial, 1},
		{"nodes count below page", []string{`{"nodes":[{"instance_id":"i-1"}],"page":{"total_count":2},"cluster_id":"c1"}`}, "cs:DescribeClusterNodes", Partial, 1},
		{"Lindorm calls it Total", []string{`{"InstanceList":[{"InstanceId":"ld-1"}],"Total":2}`}, "hitsdb:GetLindormInstanceList", Partial, 1},
		{"Elasticsearch counts in a header", []string{`{"Result":[{"instanceId":"es-1","esVersion":"7"}],"Headers":{"X-Total-Count":2}}`}, "elasticsearch:ListInstance", Partial, 1},
		{"access control lists count entries", []string{`{"AclId":"acl-1","AclEntrys":{"AclEntry":[{"AclEntryIP":"10.0.0.0/8"}]},"TotalAclEntry":2}`}, "slb:DescribeAccessControlListAttribute", Partial, 1},
		{"an id is redacted", []string{vpcs(0, 1, `,"TotalCount":1`), `{"Vpcs":{"Vpc":[{"VpcId":"vpc-****"}]},"TotalCount":2}`}, "vpc:DescribeVpcs", Partial, 1},
		{"a row is broken", []string{`{"Vpcs":{"Vpc":[{"VpcId":"vpc-1"},"vpc-2"]},"TotalCount":2}`}, "vpc:DescribeVpcs", Partial, 1},
		{"the wrapper is a text", []string{`{"Vpcs":"none","TotalCount":0}`}, "vpc:DescribeVpcs", Partial, 0},
		{"the total is a text", []string{vpcs(0, 1, `,"TotalCount":"many"`)}, "vpc:DescribeVpcs", Partial, 1},
		{"routes are those of instances alone, as NextHopType narrows them", []string{routes(fmt.Sprintf(route, 1, 1, "Instance"))}, "vpc:DescribeRouteEntryList", Partial, 1},
		{"routes are of all kinds", []string{routes(fmt.Sprintf(route, 1, 1, "Instance") + "," + fmt.Sprintf(route, 2, 2, "local"))}, "vpc:DescribeRouteEntryList", Complete, 2},
	} {
		t.Run(test.what, func(t *testing.T) {
			files := map[string]string{"other.yaml": "{apiVersion: v1, kind: Namespace, metadata: {name: x}}"}
			for i, page := range test.pages {
				files[fmt.Sprintf("%d.json", i)] = page
			}
			n, _ := load(t, files, nil)
			i := slices.IndexFunc(n.Exports, func(e Export) bool { return e.API == test.api })
			if i < 0 {
				if test.evidence != Absent {
					t.Fatalf("absent: %+v", n.Exports)
				}
				return
			}
			if e := n.Exports[i]; e.Evidence != test.evidence || e.Rows != test.rows {
				t.Errorf("got %+v", e)
			}
		})
	}
}

// Two places of one answer, two spellings, two depths: what the decoders must find in either.
func TestDriftsOfFields(t *testing.T) {
	first := func(n *Network) string { return n.RouteTables[0].Routes[0].NextHops[0].Type }
	for _, test := range []struct {
		what, text, want string
		get              func(n *Network) string
	}{
		{"a next hop is in the list", `{"RouteEntrys":{"RouteEntry":[{"RouteTableId":"vtb-1","DestinationCidrBlock":"0.0.0.0/0","NextHops":{"NextHop":[{"NextHopType":"NatGateway"}]}}]}}`, "NatGateway", first},
		{"a next hop is in the entry and the list is empty", `{"RouteTables":{"RouteTable":[{"RouteTableId":"vtb-1","RouteEntrys":{"RouteEntry":[{"DestinationCidrBlock":"0.0.0.0/0","NextHopType":"Instance","InstanceId":"i-1","NextHops":{"NextHop":[]}}]}}]}}`, "Instance", first},
		{"mongos spell their name ConnectSting", `{"DBInstances":{"DBInstance":[{"DBInstanceId":"dds-1","ReplicaSets":{"ReplicaSet":[]},"MongosList":{"MongosAttribute":[{"ConnectSting":"s-1.mongodb.rds.aliyuncs.com","Port":3717}]}}]}}`, "s-1.mongodb.rds.aliyuncs.com:3717", endpoint},
		{"a port has a name of its own", `{"DBInstances":{"DBInstance":[{"DBInstanceId":"dds-1","ReplicaSets":{"ReplicaSet":[{"ConnectionDomain":"dds-1.mongodb.rds.aliyuncs.com","ConnectionPort":"3717"}]}}]}}`, "dds-1.mongodb.rds.aliyuncs.com:3717", endpoint},
		{"Redis tells the kind of an endpoint by a number", `{"InstanceId":"r-1","NetInfoItems":{"InstanceNetInfo":[{"ConnectionString":"r-1.redis.rds.aliyuncs.com","Port":"6379","DBInstanceNetType":"2"}]}}`, "Private", func(n *Network) string { return n.Databases[0].Endpoints[0].Type }},
		{"several EIPs are one string", `{"SnatTableId":"stb-1","SnatTableEntries":{"SnatTableEntry":[{"SnatEntryId":"snat-1","SnatIp":"203.0.113.1, 203.0.113.2"}]}}`, "[203.0.113.1 203.0.113.2]", func(n *Network) string { return fmt.Sprint(n.SNATEntries[0].IPs) }},
		{"an ENI of an old answer lists its primary address nowhere else", `{"NetworkInterfaceSets":{"NetworkInterfaceSet":[{"NetworkInterfaceId":"eni-1","PrivateIpAddress":"10.0.0.1"}]}}`, "10.0.0.1", func(n *Network) string { return n.ENIs[0].Addresses[0].Addr.String() }},
		{"the instance of an ENI is in its attachment", `{"NetworkInterfaceSets":{"NetworkInterfaceSet":[{"NetworkInterfaceId":"eni-1","Attachment":{"InstanceId":"i-1"}}]}}`, "i-1", func(n *Network) string { return n.ENIs[0].Instance }},
		{"a priority is a number", `{"SecurityGroupId":"sg-1","Permissions":{"Permission":[{"Priority":7}]}}`, "7", priority},
		{"a priority is a string", `{"SecurityGroupId":"sg-1","Permissions":{"Permission":[{"Priority":"7"}]}}`, "7", priority},
		{"a priority is left out", `{"SecurityGroupId":"sg-1","Permissions":{"Permission":[{}]}}`, "1", priority},
		{"clusters are a bare list", `[{"cluster_id":"c1","cluster_type":"ManagedKubernetes","vpc_id":"vpc-1"}]`, "c1", func(n *Network) string { return n.ClusterAnswers[0].ID }},
		{"a hidden group is in upper case", `{"DBInstanceId":"rm-1","Items":{"DBInstanceIPArray":[{"SecurityIPType":"IPv4","DBInstanceIPArrayAttribute":"HIDDEN","SecurityIPList":""}]}}`, "true", func(n *Network) string { return fmt.Sprint(n.Databases[0].Groups[0].Hidden) }},
		{"a host's range has bits of the host", `{"DBInstanceId":"rm-1","Items":{"DBInstanceIPArray":[{"SecurityIPType":"IPv4","SecurityIPList":"10.23.12.24/24"}]}}`, "10.23.12.0/24", func(n *Network) string { return n.Databases[0].Groups[0].Entries[0].Prefix.Masked().String() }},
	} {
		t.Run(test.what, func(t *testing.T) {
			n, problems := load(t, map[string]string{"x.json": test.text}, nil)
			if len(problems) > 0 {
				t.Fatal(messages(problems))
			}
			if got := test.get(n); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func endpoint(n *Network) string {
	e := n.Databases[0].Endpoints[0]
	return fmt.Sprintf("%s:%d", e.Host, e.Port)
}

func priority(n *Network) string { return fmt.Sprint(n.SecurityGroups[0].Rules[0].Priority) }

// A value of the wrong type is reported, or nobody reads it: then everything is as it was. Nothing crashes.
func TestWrongTypesAreNeverTakenForSomething(t *testing.T) {
	for name, text := range wellFormed(t) {
		whole := readText(t, name, text)
		good := Decode(source.Object{Path: name, Root: whole})
		var walk func(n *source.Node, pointer string)
		walk = func(n *source.Node, pointer string) {
			for i, child := range n.Nodes {
				key := fmt.Sprint(i)
				if n.Kind == source.Map {
					key = n.Keys[i]
				}
				for _, wrong := range wrongFor(child) {
					n.Nodes[i] = wrong
					d := Decode(source.Object{Path: name, Root: whole})
					n.Nodes[i] = child
					if len(d.problems) == 0 && !sameDecoded(d, good) {
						t.Errorf("%s: %s in the place of %s/%s goes unnoticed", name, kindName(wrong), pointer, key)
					}
				}
				walk(child, pointer+"/"+key)
			}
		}
		walk(whole, "")
	}
}

// wrongFor returns values of other types than n, which no drift explains.
func wrongFor(n *source.Node) []*source.Node {
	text := &source.Node{Kind: source.String, Text: "x.example.org:80"}
	list := &source.Node{Kind: source.List, Nodes: []*source.Node{text}}
	switch {
	case n.Kind == source.List, n.Kind == source.Map && len(n.Nodes) > 0:
		return []*source.Node{text}
	case n.Kind == source.Map, n.Kind == source.Null:
		return nil
	}
	return []*source.Node{list, {Kind: source.Map, Keys: []string{"x"}, Nodes: []*source.Node{text}}}
}

// sameDecoded tells whether two objects turned out to be the same.
func sameDecoded(a, b *Decoded) bool {
	if (a.answer == nil) != (b.answer == nil) || (a.resource == nil) != (b.resource == nil) {
		return a.answer == nil && a.resource == nil // it is unknown, and named as such
	}
	switch {
	case a.answer != nil:
		return a.answer.API == b.answer.API && a.answer.Owner == b.answer.Owner && a.answer.total == b.answer.total &&
			a.answer.more == b.answer.more && slices.EqualFunc(a.answer.rows, b.answer.rows, func(r, s record) bool { return equalContent(r, s) })
	case a.resource != nil:
		return sameResource(a.resource, b.resource)
	}
	return true
}

func readText(t *testing.T, name, text string) *source.Node {
	t.Helper()
	if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
		return parse(t, name, text).Root
	}
	return nil
}

// wellFormed returns one object of each kind that is read, and the answers of the shop.
func wellFormed(t *testing.T) map[string]string {
	t.Helper()
	template := `{"metadata":{"labels":{"app":"x"},"annotations":{"a":"b"}},"spec":{"hostNetwork":true,"nodeName":"n","dnsPolicy":"Default","nodeSelector":{"a":"b"},
"containers":[{"name":"c","ports":[{"name":"http","containerPort":80,"protocol":"TCP"}],"command":["a.example.org:80"],"args":["b.example.org:80"],
"env":[{"name":"A","value":"c.example.org:80"},{"name":"B","valueFrom":{"configMapKeyRef":{"name":"m"}}}],"envFrom":[{"configMapRef":{"name":"m"}}]}],
"initContainers":[{"name":"i","restartPolicy":"Always","ports":[{"containerPort":81}]}],"volumes":[{"configMap":{"name":"v"}},{"projected":{"sources":[{"configMap":{"name":"w"}}]}}]}}`
	texts := map[string]string{
		"Pod":           `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","namespace":"y","labels":{"a":"b"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"r","controller":true}]},"spec":{"nodeName":"n"},"status":{"phase":"Running","hostIP":"10.0.0.1","podIP":"10.0.0.2","podIPs":[{"ip":"10.0.0.2"}]}}`,
		"Deployment":    `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x","namespace":"y","annotations":{"a":"b"}},"spec":{"replicas":2,"template":` + template + `}}`,
		"CronJob":       `{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"x","namespace":"y"},"spec":{"jobTemplate":{"spec":{"template":` + template + `}}}}`,
		"Job":           `{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"x","namespace":"y"},"spec":{"template":{"spec":{"nodeName":"n"}}},"status":{"conditions":[{"type":"Complete","status":"True"}]}}`,
		"Service":       `{"apiVersion":"v1","kind":"Service","metadata":{"name":"x","namespace":"y"},"spec":{"type":"LoadBalancer","externalName":"e","selector":{"a":"b"},"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"],"ports":[{"name":"p","port":80,"targetPort":"http","protocol":"TCP"}]},"status":{"loadBalancer":{"ingress":[{"ip":"10.0.0.3"},{"hostname":"h"}]}}}`,
		"Namespace":     `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"x","labels":{"a":"b"},"annotations":{"a":"b"}}}`,
		"Node":          `{"apiVersion":"v1","kind":"Node","metadata":{"name":"x","labels":{"a":"b"},"annotations":{"a":"b"}},"spec":{"podCIDR":"10.0.0.0/24","providerID":"r.i-1","unschedulable":true},"status":{"allocatable":{"aliyun/eni":"2"},"addresses":[{"type":"InternalIP","address":"10.0.0.1"}]}}`,
		"ConfigMap":     `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","namespace":"y"},"data":{"url":"a.example.org:80"}}`,
		"NetworkPolicy": `{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"x","namespace":"y"},"spec":{"podSelector":{"matchLabels":{"a":"b"},"matchExpressions":[{"key":"k","operator":"In","values":["v"]}]},"policyTypes":["Egress"],"egress":[{"to":[{"namespaceSelector":{"matchLabels":{"a":"b"}}},{"ipBlock":{"cidr":"10.0.0.0/8","except":["10.1.0.0/16"]}}],"ports":[{"protocol":"TCP","port":80,"endPort":90}]}]}}`,
	}
	exports, err := filepath.Glob("../../fixtures/shop/aliyun/*.json")
	if err != nil || len(exports) == 0 {
		t.Fatal("no shop")
	}
	for _, path := range exports {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(text) < 30_000 {
			texts[filepath.Base(path)] = string(text)
		}
	}
	return texts
}
