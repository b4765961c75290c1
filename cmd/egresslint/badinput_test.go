package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// clean is a bundle without anything to report, in which three flows reach what they want.
func clean(t *testing.T) map[string]string {
	t.Helper()
	archive, err := txtar.ParseFile("../../fixtures/vectors/base-terway.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := fixtureFiles(t, ".", archive)
	files["k8s/orders.yaml"] = `apiVersion: apps/v1
kind: Deployment
metadata: {name: orders, namespace: shop}
spec:
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec:
      containers:
      - name: orders
        env:
        - {name: FEED, value: "https://feed.example.org/"}
        - {name: DATABASE, value: "rm-orders.mysql.rds.aliyuncs.com:3306"}
        - {name: CACHE, value: "redis://r-cache.redis.rds.aliyuncs.com:6379"}
`
	return files
}

// badInput is a broken file, or several, that lies beside good ones.
type badInput struct {
	name  string
	files map[string]string
	setup func(t *testing.T)
	want  []string
}

func one(name, file, text string, want ...string) badInput {
	return badInput{name: name, files: map[string]string{file: text}, want: want}
}

const podHead = "apiVersion: v1\nkind: Pod\nmetadata: {name: bad, namespace: bad}\n"

func badInputs() []badInput {
	deep := func(open, close string, n int) string { return strings.Repeat(open, n) + strings.Repeat(close, n) }
	bomb := "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
	for i := 1; i < 9; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i-1), 10), ","))
	}
	utf16 := "\xff\xfe"
	for _, r := range podHead {
		utf16 += string([]byte{byte(r), 0})
	}
	return []badInput{
		one("0 bytes", "x.json", ""),
		one("HTML", "x.json", "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n"),
		one("aliyun table", "x.json", "VpcId | Status\n----- | ------\nvpc-1 | Available\n"),
		one("kubectl table", "x.yaml", "NAMESPACE     NAME    READY   STATUS\nshop   cart   1/1   Running\n"),
		one("kubectl table to json", "x.json", "NAME    READY   STATUS    RESTARTS   AGE\ncart   1/1   Running   0   1d\n"),
		one("dup yaml", "x.yaml", podHead+"spec:\n  nodeName: a\n  nodeName: b\n"),
		one("dup json", "x.json", "{\"apiVersion\": \"v1\", \"kind\": \"Secret\",\n \"metadata\": {\"name\": \"a\", \"name\": \"b\"}}\n"),
		one("env string", "x.yaml", podHead+"spec:\n  containers:\n  - name: c\n    env: \"x\"\n"),
		one("env strings", "x.yaml", podHead+"spec:\n  containers:\n  - name: c\n    env: [A=b]\n    envFrom: [cm]\n    ports: [80, \"x\"]\n    args: serve\n    command: {a: b}\n"),
		one("env numbers", "x.yaml", podHead+"spec:\n  containers:\n  - name: c\n    env:\n    - {name: PORT, value: 8080}\n    - {name: [x], value: true}\n"),
		one("containers map", "x.yaml", podHead+"spec:\n  containers: {}\n  initContainers: x\n  hostNetwork: \"true\"\n  nodeName: 5\n  volumes: {a: b}\n"),
		one("containers of strings", "x.yaml", podHead+"spec:\n  containers: [nginx, 5]\n"),
		one("spec list", "x.yaml", podHead+"spec: []\nstatus: x\n"),
		one("spec string", "x.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: bad, namespace: bad}\nspec: text\n"),
		one("deployment", "x.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: bad, namespace: bad, labels: [a], annotations: {a: 1, b: true}}\nspec:\n  replicas: \"3\"\n  selector: x\n  template: []\n"),
		one("cronjob", "x.yaml", "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: bad, namespace: bad}\nspec:\n  jobTemplate: [1]\n"),
		one("service", "x.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: bad, namespace: bad}\nspec:\n  type: 5\n  selector: app=cart\n  clusterIP: nothing\n  ports:\n  - port: \"80\"\n  - 443\n  - {port: 99999999999, targetPort: [1]}\n  - {port: 1e3}\nstatus:\n  loadBalancer: x\n"),
		one("service ports map", "x.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: bad, namespace: bad}\nspec:\n  ports: {http: 80}\n"),
		one("policy", "x.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: bad, namespace: shop}\nspec:\n  podSelector: {}\n  policyTypes: \"Egress\"\n"),
		one("policy spec", "x.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: bad, namespace: shop}\nspec: []\n"),
		one("policy nospec", "x.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: bad, namespace: shop}\n"),
		one("policy parts", "x.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: bad, namespace: shop}\nspec:\n  podSelector: app=x\n  policyTypes: [egress]\n  egress:\n  - to: 10.0.0.0/8\n    ports: [443]\n  - to: [10.0.0.0/8]\n  - allow\n  - to: [{ipBlock: 10.0.0.0/8}]\n    ports: [{port: \"443\"}, {port: 70000}, {port: 5, endPort: 3}, {protocol: tcp}]\n"),
		one("policy null lists", "x.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: bad, namespace: other}\nspec:\n  podSelector:\n    matchExpressions: [{key: a, operator: Is, values: x}]\n"),
		one("policy bad operator", "x.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: bad, namespace: other}\nspec:\n  podSelector:\n    matchExpressions: [{key: a, operator: Is, values: [x]}]\n"),
		one("policy bad label", "x.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: bad, namespace: other}\nspec:\n  podSelector:\n    matchLabels: {a b: \"c d\"}\n"),
		one("policy bad in", "x.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: bad, namespace: other}\nspec:\n  podSelector:\n    matchExpressions: [{key: a, operator: In}, {key: b, operator: Exists, values: [x]}]\n"),
		one("configmap", "x.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad, namespace: bad}\ndata: [a, b]\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad2, namespace: bad}\ndata: {PORT: 80, ON: true, LIST: [a]}\n"),
		one("namespace", "x.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: bad, labels: x}\n---\napiVersion: v1\nkind: Namespace\nmetadata: bad\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: 5}\n"),
		one("node", "x.yaml", "apiVersion: v1\nkind: Node\nmetadata: {name: bad}\nspec: {podCIDR: x, providerID: 5, unschedulable: \"yes\"}\nstatus:\n  addresses: 10.0.0.1\n  allocatable: [x]\n"),
		one("secret", "x.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: bad, namespace: bad}\ndata: []\nstringData: 5\n"),
		one("list items", "x.yaml", "apiVersion: v1\nkind: List\nitems: x\n"),
		one("list of junk", "x.yaml", "apiVersion: v1\nkind: List\nitems:\n- 5\n- x\n- [a]\n- null\n"),
		one("podlist junk json", "x.json", `{"apiVersion":"v1","kind":"PodList","items":[5,"x",{"metadata":{"name":"ok","namespace":"bad"}},null]}`),
		one("owners", "x.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: bad, namespace: bad, ownerReferences: {kind: x}}\nspec: {}\nstatus: {podIPs: [10.0.0.1], podIP: 10.0.0.300}\n"),
		one("kind list", "x.yaml", "apiVersion: v1\nkind: [Pod]\nmetadata: {name: bad}\n"),
		one("kind number", "x.yaml", "apiVersion: 1\nkind: Pod\nmetadata: {name: bad}\n"),
		one("no kind", "x.yaml", "apiVersion: v1\nmetadata: {name: bad}\n"),
		one("no apiVersion", "x.yaml", "kind: Pod\nmetadata: {name: bad}\n"),
		one("no name", "x.yaml", "kind: Pod\napiVersion: v1\nmetadata: {namespace: bad}\n"),
		one("wrong case kind", "x.yaml", "apiVersion: v1\nkind: pod\nmetadata: {name: bad}\n"),
		one("wrong case keys", "x.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {Name: bad, name: bad, namespace: bad}\nspec:\n  Containers:\n  - name: c\n    Env: []\n"),
		one("wrong case apiVersion", "x.yaml", "apiversion: v1\nKind: Pod\nmetadata: {name: bad}\n"),
		one("wrong case export", "x.json", `{"vpcs":{"vpc":[{"vpcId":"vpc-9"}]}}`),
		one("wrong case row", "x.json", `{"Vpcs":{"Vpc":[{"vpcId":"vpc-9","cidrBlock":"10.0.0.0/8"}]}}`),
		one("Permissions string", "x.json", "{\"SecurityGroupId\": \"sg-x\",\n \"Permissions\": \"all\"}\n"),
		one("Permission string", "x.json", "{\"SecurityGroupId\": \"sg-x\",\n \"Permissions\": {\"Permission\": \"all\"}}\n"),
		one("Permission strings", "x.json", "{\"SecurityGroupId\": \"sg-x\",\n \"Permissions\": {\"Permission\": [\"all\", 5]}}\n"),
		one("rule types", "x.json", "{\"SecurityGroupId\": \"sg-x\",\n \"Permissions\": {\"Permission\": [{\"Direction\": \"egress\", \"Priority\": [1], \"DestCidrIp\": 10, \"PortRange\": {\"from\": 1}},\n {\"Direction\": \"egress\", \"Priority\": \"high\", \"DestCidrIp\": \"ten\"}]}}\n"),
		one("group id list", "x.json", "{\"SecurityGroupId\": [\"sg-x\"],\n \"Permissions\": {\"Permission\": []}}\n"),
		one("total list", "x.json", "{\"TotalCount\": [1],\n \"Vpcs\": {\"Vpc\": [{\"VpcId\": \"vpc-9\", \"CidrBlock\": \"10.0.0.0/8\"}]}}\n"),
		one("Vpcs string", "x.json", "{\"TotalCount\": 1,\n \"Vpcs\": \"none\"}\n"),
		one("Vpcs row number", "x.json", "{\"TotalCount\": 1,\n \"Vpcs\": {\"Vpc\": [7, null, [], {\"VpcId\": null}]}}\n"),
		one("port list", "x.json", "{\"SecurityIPMode\": \"normal\", \"DBInstanceNetInfos\": {\"DBInstanceNetInfo\": [{\"ConnectionString\": \"rm-x.mysql.rds.aliyuncs.com\", \"Port\": [3306], \"IPAddress\": 5}]}, \"DBInstanceId\": \"rm-x\"}"),
		one("whitelist list", "x.json", "{\"DBInstanceId\": \"rm-x\", \"Items\": {\"DBInstanceIPArray\": [{\"SecurityIPType\": \"IPv4\", \"SecurityIPList\": [\"10.0.0.0/8\"]}]}}"),
		one("open string yaml", "x.yaml", podHead+"spec:\n  nodeName: \"node\n"),
		one("open string json", "x.json", "{\"Vpcs\": {\"Vpc\": [{\"VpcId\": \"vpc-9}]}}\n"),
		one("tab", "x.yaml", podHead+"spec:\n\tnodeName: a\n"),
		one("tab later doc", "x.yaml", podHead+"---\nspec:\n\tnodeName: a\n---\n"+strings.Replace(podHead, "bad", "ok", 1)),
		one("nul", "x.yaml", podHead+"spec: {nodeName: \"a\x00b\"}\n"),
		one("nul json", "x.json", "{\"Vpcs\": {\"Vpc\": [{\"VpcId\": \"vpc-\x009\"}]}}\n"),
		one("deep yaml flow", "x.yaml", "a: "+deep("[", "]", 1000)+"\n"),
		one("deep yaml block", "x.yaml", strings.Repeat("- ", 1000)+"x\n"),
		one("deep json", "x.json", deep("[", "]", 1000)),
		one("deep json maps", "x.json", strings.Repeat(`{"a":`, 1000)+"1"+strings.Repeat("}", 1000)),
		one("deep in pod", "x.yaml", podHead+"spec:\n  containers: "+deep("[", "]", 1000)+"\n"),
		one("deeper json", "x.json", deep("[", "]", 100000)),
		one("deeper yaml", "x.yaml", deep("[", "]", 100000)),
		one("bomb", "x.yaml", bomb),
		one("half json", "x.json", "{\n \"Vpcs\": {\n  \"Vpc\": [\n   {\"VpcId\": \"vpc-9\","),
		one("half kubectl json", "x.json", "{\n \"apiVersion\": \"v1\",\n \"items\": [\n  {\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"half\"}},\n  {\"apiVersion\": \"v1\", \"ki"),
		one("half yaml", "x.yaml", podHead+"spec:\n  containers:\n  - name: c\n    ima"),
		one("half yaml list", "x.yaml", "apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata:\n    na"),
		one("utf16", "x.yaml", utf16),
		one("bom", "x.yaml", "\ufeff"+podHead),
		one("crlf", "x.yaml", strings.ReplaceAll(podHead, "\n", "\r\n")),
		one("cr", "x.yaml", strings.ReplaceAll(podHead, "\n", "\r")),
		one("latin1", "x.yaml", podHead+"# caf\xe9\n"),
		one("latin1 value json", "x.json", "{\"Vpcs\": {\"Vpc\": [{\"VpcId\": \"vpc-\xe99\", \"CidrBlock\": \"10.0.0.0/8\"}]}}\n"),
		one("huge", "x.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: bad, namespace: bad}\nspec: {replicas: 1e999}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: bad2, namespace: bad}\nspec: {replicas: 99999999999999999999}\n"),
		one("huge json", "x.json", "{\"TotalCount\": 1e999, \"Vpcs\": {\"Vpc\": [{\"VpcId\": \"vpc-9\", \"CidrBlock\": \"10.0.0.0/8\"}]}}\n"),
		one("huge vsw", "x.json", "{\"TotalCount\": 1, \"VSwitches\": {\"VSwitch\": [{\"VSwitchId\": \"vsw-9\", \"VpcId\": \"vpc-1\", \"CidrBlock\": \"10.1.99.0/24\", \"AvailableIpAddressCount\": 1e400}]}}\n"),
		one("huge vsw2", "x.json", "{\"TotalCount\": 1, \"VSwitches\": {\"VSwitch\": [{\"VSwitchId\": \"vsw-9\", \"VpcId\": \"vpc-1\", \"CidrBlock\": \"10.1.99.0/24\", \"AvailableIpAddressCount\": 99999999999999999999}]}}\n"),
		one("helm", "x.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include \"shop.name\" . }}\n{{- if .Values.x }}\nspec: {}\n{{- end }}\n"),
		one("helm scalar", "x.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: \"{{ .Values.name }}\"\n  namespace: {{ .Release.Namespace }}\n"),
		one("helm ok yaml", "x.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: \"{{ .Values.name }}\"\n"),
		one("aliyun error", "x.json", "ERROR: SDK.ServerError\nErrorCode: Forbidden.RAM\nRecommend: \nRequestId: 1\n"),
		one("aliyun error 2", "x.txt", "ERROR: SDK.ServerError\nErrorCode: Forbidden.RAM\nRecommend: \nRequestId: 1\n"),
		one("api error", "x.json", "{\"RequestId\": \"1\", \"HostId\": \"vpc.aliyuncs.com\", \"Code\": \"Forbidden.RAM\",\n \"Message\": \"User not authorized to operate on the specified resource.\", \"Recommend\": \"https://api.aliyun.com\"}\n"),
		one("api error sdk", "x.json", "{\"statusCode\": 403, \"headers\": {}, \"body\": {\"RequestId\": \"1\", \"Code\": \"Forbidden.RAM\",\n \"Message\": \"no\"}}\n"),
		one("api error cs", "x.json", "{\"code\": \"Forbidden\", \"message\": \"no\", \"requestId\": \"1\"}\n"),
		one("api error cs2", "x.json", "{\"code\": \"ErrorClusterNotFound\", \"message\": \"no\", \"status\": 404}\n"),
		one("k8s status", "x.json", "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"metadata\": {}, \"status\": \"Failure\", \"message\": \"pods is forbidden\", \"reason\": \"Forbidden\", \"code\": 403}\n"),
		one("oss error", "x.json", "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchBucketPolicy</Code></Error>"),
		one("redacted", "x.json", "{\"TotalCount\": 1, \"VSwitches\": {\"VSwitch\": [{\"VSwitchId\": \"vsw-uf6****\", \"VpcId\": \"vpc-1\", \"CidrBlock\": \"10.1.99.0/24\"}]}}\n"),
		one("redacted owner", "x.json", "{\"SecurityGroupId\": \"sg-uf6****\",\n \"Permissions\": {\"Permission\": []}}\n"),
		one("no owner", "x.json", "{\"RequestId\": \"1\",\n \"Entries\": [{\"PortRange\": \"80/80\"}]}\n"),
		one("no owner wl", "rds-DescribeDBInstanceIPArrayList.rm-nowhere.json", "{\"Items\": {\"DBInstanceIPArray\": [{\"SecurityIPType\": \"IPv4\", \"SecurityIPList\": \"10.0.0.0/8\"}]}}"),
		one("no owner wl2", "x.json", "{\"Items\": {\"DBInstanceIPArray\": [{\"SecurityIPType\": \"IPv4\", \"SecurityIPList\": \"10.0.0.0/8\"}]}}"),
		one("pager lost id", "x.json", "{\"Permissions\": {\"Permission\": [{\"Direction\": \"egress\", \"Policy\": \"Accept\", \"SecurityGroupRuleId\": \"sgr-1\"}]}}"),
		one("scalar", "x.yaml", "just text\n"),
		one("scalar json", "x.json", "\"just text\"\n"),
		one("number json", "x.json", "42\n"),
		one("null json", "x.json", "null\n"),
		one("comment", "x.yaml", "# nothing here\n"),
		one("unknown json", "x.json", "{\"some\": \"thing\"}\n"),
		one("unknown yaml", "x.yaml", "some: thing\n---\napiVersion: example.org/v1\nkind: Thing\nmetadata: {name: x}\n---\n- a\n"),
		one("unknown api", "x.json", "{\"RequestId\": \"1\", \"Buckets\": {\"Bucket\": []}}\n"),
		one("two clusters", "x.json", "{\"cluster_id\": \"cffffffffffffffffffffffffffffffff\",\n \"cluster_type\": \"ManagedKubernetes\", \"profile\": \"Default\", \"vpc_id\": \"vpc-2\"}\n"),
		one("twice same", "x.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n"),
		one("twice differ", "x.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: bad}\nspec: {ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: bad}\nspec: {ports: [{port: 81}]}\n"),
		one("trailing", "x.json", "{\"some\": \"thing\"}\ntotal 5\n"),
		one("trailing elapsed", "x.txt", "{\"some\": \"thing\"}\n\n0.409493(s) elapsed\n"),
		one("eni-config", "x.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: eni-config, namespace: bad}\ndata: {eni_conf: \"{\"}\n"),
		one("annotation key", "x.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: bad, annotations: {a: [x]}}\nspec: {selector: {a: 5}, externalIPs: x, clusterIPs: x, loadBalancerIP: 5}\nstatus: {loadBalancer: {ingress: [{ip: 5}, x]}}\n"),
		{name: "loop", setup: func(t *testing.T) { os.Symlink("b.yaml", "a.yaml"); os.Symlink("a.yaml", "b.yaml") }},
		{name: "dangling", setup: func(t *testing.T) { os.Symlink("nowhere.yaml", "x.yaml") }},
		{name: "dir loop", setup: func(t *testing.T) { os.Symlink("..", "k8s/up"); os.Symlink("/", "root") }},
		{name: "fifo", setup: func(t *testing.T) { syscall.Mkfifo("x.yaml", 0o644) }},
		{name: "proc", setup: func(t *testing.T) { os.Symlink("/proc/self/mem", "x.yaml") }},
		{name: "devzero", setup: func(t *testing.T) { os.Symlink("/dev/zero", "x.yaml") }},
		{name: "dir named", setup: func(t *testing.T) { os.Mkdir("x.yaml", 0o755) }},
	}
}

func TestExplore(t *testing.T) {
	good := clean(t)
	for _, c := range badInputs() {
		t.Run(c.name, func(t *testing.T) {
			writeBundle(t, good)
			for name, text := range c.files {
				os.WriteFile(name, []byte(text), 0o644)
			}
			if c.setup != nil {
				c.setup(t)
			}
			var m0, m1 runtime.MemStats
			runtime.ReadMemStats(&m0)
			start := time.Now()
			code, stdout, stderr := ran(t, "", "lint", "-v", "--output", "json="+filepath.Join(t.TempDir(), "j"), ".")
			took := time.Since(start)
			runtime.ReadMemStats(&m1)
			var b strings.Builder
			for l := range strings.Lines(stdout) {
				if !strings.HasPrefix(l, "  ") && strings.TrimSpace(l) != "" {
					b.WriteString("   " + l)
				}
			}
			for l := range strings.Lines(stderr) {
				if !strings.Contains(l, "evaluations of") {
					b.WriteString("   " + l)
				}
			}
			fmt.Printf("== %s: exit %d %v %dMB\n%s", c.name, code, took.Round(time.Millisecond*10), (m1.TotalAlloc-m0.TotalAlloc)>>20, b.String())
		})
	}
}

var _ = context.Background
var _ = json.Valid
