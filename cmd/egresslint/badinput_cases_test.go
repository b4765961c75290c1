package main

import "strings"

const podHead = "apiVersion: v1\nkind: Pod\nmetadata: {name: bad, namespace: bad}\n"

// notMade are files that hold something else than the export that they are named after.
func notMade() []badInput {
	const forbidden = "{\"RequestId\": \"1\", \"HostId\": \"vpc.aliyuncs.com\", \"Code\": \"Forbidden.RAM\",\n \"Message\": \"User not authorized to operate on the specified resource.\"}\n"
	return []badInput{
		bad("nothing", "x.json", "",
			"x.json: warning: file is empty"),
		bad("page of HTML", "x.json", "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
			"x.json:1:1: error: file is an HTML page, not JSON: the export was not made"),
		bad("table of aliyun", "x.json", "VpcId | Status\n----- | ------\nvpc-1 | Available\n",
			"x.json:1:1: error: file is a table, not JSON: export it without --output cols="),
		bad("table of kubectl", "x.yaml", "NAMESPACE     NAME    READY   STATUS\nshop   cart   1/1   Running\n",
			"x.yaml:1:1: error: file is a table: export it with -o json or -o yaml"),
		bad("error of aliyun", "x.json", "ERROR: SDK.ServerError\nErrorCode: Forbidden.RAM\nRecommend: \n",
			`x.json:1:1: error: "ERROR: SDK.ServerError" is a message of the command, not its answer: the export was not made`),
		bad("error of aliyun in a text file", "x.txt", "ERROR: SDK.ServerError\nErrorCode: Forbidden.RAM\n",
			`x.txt:1:1: error: "ERROR: SDK.ServerError" is a message of the command, not its answer: the export was not made`),
		bad("error of kubectl", "x.yaml", "Error from server (Forbidden): pods is forbidden\n",
			`x.yaml:1:1: error: "Error from server (Forbidden): pods is forbidden" is a message of the command, not its answer: the export was not made`),
		bad("error of OSS", "x.json", "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchBucketPolicy</Code></Error>",
			"x.json:1:1: error: file is XML, not JSON: the export was not made"),
		bad("API error", "x.json", forbidden,
			"x.json:1:58: error: the export holds an API error, Forbidden.RAM: User not authorized to operate on the specified resource."),
		bad("API error of an SDK", "x.json", "{\"statusCode\": 403, \"headers\": {}, \"body\": "+forbidden+"}",
			"x.json:1:101: error: the export holds an API error, Forbidden.RAM: User not authorized to operate on the specified resource."),
		bad("API error of the Container Service", "x.json", "{\"code\": \"ErrorClusterNotFound\", \"message\": \"cluster not found\", \"status\": 404}\n",
			"x.json:1:10: error: the export holds an API error, ErrorClusterNotFound: cluster not found"),
		bad("API error of Kubernetes", "x.json", "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\",\n \"message\": \"pods is forbidden\", \"reason\": \"Forbidden\", \"code\": 403}\n",
			"x.json:2:13: error: the export holds an API error, Forbidden: pods is forbidden"),
		bad("null", "x.json", "null\n",
			"x.json:1:1: error: file holds null and nothing else: the export was not made"),
	}
}

// notText are files in another encoding.
func notText() []badInput {
	utf16 := "\xff\xfe"
	for _, c := range []byte(podHead) {
		utf16 += string([]byte{c, 0})
	}
	return []badInput{
		bad("UTF-16", "x.yaml", utf16,
			"x.yaml: error: file is UTF-16 text: save it as UTF-8"),
		bad("byte order mark", "x.yaml", "\ufeff"+podHead),
		bad("lines of Windows", "x.yaml", strings.ReplaceAll(podHead, "\n", "\r\n")),
		bad("lines of old Macs", "x.yaml", strings.ReplaceAll(podHead, "\n", "\r"),
			"x.yaml:1:15: warning: carriage return without a line feed is read as the end of a line"),
		bad("Latin 1", "x.yaml", podHead+"# caf\xe9\n",
			"x.yaml:4:6: error: text is not UTF-8: save the file as UTF-8"),
		bad("Latin 1 in JSON", "x.json", "{\"Vpcs\": {\"Vpc\": [{\"VpcId\": \"vpc-\xe99\", \"CidrBlock\": \"10.0.0.0/8\"}]}}\n",
			"x.json:1:34: warning: text is not UTF-8; the broken characters are replaced"),
		bad("NUL", "x.yaml", podHead+"spec: {nodeName: \"a\x00b\"}\n",
			"x.yaml:4:20: error: control character U+0000 is not allowed"),
		bad("NUL in JSON", "x.json", "{\"Vpcs\": {\"Vpc\": [{\"VpcId\": \"vpc-\x009\"}]}}\n",
			"x.json:1:34: error: string is not closed, or holds a raw line end or another control character"),
		bad("compressed", "x.json", "\x1f\x8b\x08\x00\x00",
			"x.json: error: file is compressed: unpack it first"),
	}
}

// brokenText are files that are neither YAML nor JSON any more, or hardly.
func brokenText() []badInput {
	const namespace = "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"half\"}}"
	return []badInput{
		bad("key twice", "x.yaml", podHead+"spec:\n  nodeName: a\n  nodeName: b\n",
			`x.yaml:6:3: warning: key "nodeName" is written twice, on lines 5 and 6; the last one counts`),
		bad("key twice in JSON", "x.json", "{\"some\": 1,\n \"some\": 2}\n",
			`x.json:2:2: warning: key "some" is written twice, on lines 1 and 2; the last one counts`,
			`not read: "x.json": neither a Kubernetes object nor a known answer (1)`),
		bad("open string", "x.yaml", podHead+"spec:\n  nodeName: \"node\n",
			"x.yaml:5:13: error: string is not closed"),
		bad("open string in JSON", "x.json", "{\"Vpcs\": {\"Vpc\": [{\"VpcId\": \"vpc-9}]}}\n",
			"x.json:1:39: error: string is not closed, or holds a raw line end or another control character"),
		bad("tab between good documents", "x.yaml", "some: thing\n---\nspec:\n\tnodeName: a\n---\nother: thing\n",
			"x.yaml:4:1: error: a tab is used for indentation; YAML allows spaces only",
			`not read: "x.yaml": neither a Kubernetes object nor a known answer (2)`),
		bad("half a file", "x.yaml", podHead+"spec:\n  containers:\n  - name: c\n    ima",
			`x.yaml:7:5: error: ":" is missing after a key; the file may be cut off`),
		bad("half an export", "x.json", "{\n \"Vpcs\": {\n  \"Vpc\": [\n   {\"VpcId\": \"vpc-9\",",
			"x.json:4:4: error: JSON ends inside the value that begins on line 1: the file is cut off"),
		bad("half a list", "x.json", "{\n \"apiVersion\": \"v1\",\n \"items\": [\n  "+namespace+",\n  {\"apiVersion\": \"v1\", \"ki",
			"x.json:5:3: error: JSON ends inside the value that begins on line 1: the file is cut off"),
		bad("half a list of YAML", "x.yaml", "apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata:\n    name: bad\n",
			"x.yaml:6:5: warning: list ends without its kind; the file seems to be cut off, and objects may be missing"),
		bad("text after JSON", "x.json", "{\"some\": \"thing\"}\ntotal 5\n",
			"x.json:2:1: warning: text after the JSON value was not read",
			`not read: "x.json": neither a Kubernetes object nor a known answer (1)`),
		bad("chart", "x.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include \"shop.name\" . }}\n{{- if .Values.x }}\nspec: {}\n{{- end }}\n",
			`x.yaml:6:1: error: file looks like a template: render it first (":" is missing after a key)`),
		bad("chart with a value", "x.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: bad\n  namespace: {{ .Release.Namespace }}\n",
			"x.yaml:5:14: error: file looks like a template: render it first (a key of a map is a map or a list)"),
		bad("nested lists", "x.yaml", "a: "+strings.Repeat("[", 1000)+strings.Repeat("]", 1000)+"\n---\n"+strings.Repeat("- ", 1000)+"x\n",
			`not read: "x.yaml": neither a Kubernetes object nor a known answer (2)`),
		bad("nested objects of JSON", "x.json", strings.Repeat(`{"a":`, 1000)+"1"+strings.Repeat("}", 1000),
			`not read: "x.json": neither a Kubernetes object nor a known answer (1)`),
		bad("nested too deep", "x.json", strings.Repeat("[", 20_000)+strings.Repeat("]", 20_000),
			"x.json:1:10001: error: text is nested more than 10,000 levels deep"),
		bad("alias of nothing", "x.yaml", "a: *b\n",
			`x.yaml:1:4: error: alias "*b" has no anchor before it`),
	}
}

// wrongTypes are values of another type than the API of Kubernetes has there.
func wrongTypes() []badInput {
	const policyHead = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: bad, namespace: shop}\n"
	object := func(version, kind string) string {
		return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: bad, namespace: bad}\n"
	}
	return []badInput{
		bad("env is text", "x.yaml", podHead+"spec:\n  containers:\n  - name: c\n    env: \"x\"\n",
			"x.yaml:7:10: error: env is a string where a list belongs"),
		bad("lists of text", "x.yaml", podHead+"spec:\n  containers:\n  - name: c\n    env: [A=b]\n    envFrom: [cm]\n    ports: [80]\n    args: serve\n    command: {a: b}\n",
			"x.yaml:7:11: error: element 1 of env is a string where an object belongs",
			"x.yaml:8:15: error: element 1 of envFrom is a string where an object belongs",
			"x.yaml:9:13: error: element 1 of ports is a number where an object belongs",
			"x.yaml:10:11: error: args is a string where a list belongs",
			"x.yaml:11:14: error: command is an object where a list belongs"),
		bad("numbers in env", "x.yaml", podHead+"spec:\n  containers:\n  - name: c\n    env:\n    - {name: PORT, value: 8080}\n    - {name: [x], value: true}\n",
			"x.yaml:8:27: error: value is a number where a string belongs: put it in quotes",
			"x.yaml:9:14: error: name is a list where a string belongs",
			"x.yaml:9:26: error: value is true where a string belongs: put it in quotes"),
		bad("containers is an object", "x.yaml", podHead+"spec:\n  containers: {}\n  initContainers: x\n  hostNetwork: \"true\"\n  nodeName: 5\n  volumes: {a: b}\n",
			"x.yaml:5:15: error: containers is an object where a list belongs",
			"x.yaml:6:19: error: initContainers is a string where a list belongs",
			"x.yaml:7:16: error: hostNetwork is a string where true or false belongs: write it without quotes",
			"x.yaml:8:13: error: nodeName is a number where a string belongs: put it in quotes",
			"x.yaml:9:12: error: volumes is an object where a list belongs"),
		bad("containers are text", "x.yaml", podHead+"spec:\n  containers: [nginx, null]\nstatus: {podIPs: [10.0.0.1], podIP: 10.0.0.300}\n",
			"x.yaml:5:16: error: element 1 of containers is a string where an object belongs",
			"x.yaml:6:19: error: element 1 of podIPs is a string where an object belongs",
			`x.yaml:6:37: error: "10.0.0.300" is not an IP address`),
		bad("spec is a list", "x.yaml", podHead+"spec: []\nstatus: x\n",
			"x.yaml:4:7: error: spec is a list where an object belongs",
			"x.yaml:5:9: error: status is a string where an object belongs"),
		bad("Deployment", "x.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: bad, namespace: bad, annotations: {a: 1}}\nspec:\n  replicas: \"3\"\n  template: []\n",
			`x.yaml:3:56: error: "a" of annotations is a number where a string belongs: put it in quotes`,
			"x.yaml:5:13: error: replicas is a string where a whole number belongs: write it without quotes",
			"x.yaml:6:13: error: template is a list where an object belongs"),
		bad("StatefulSet", "x.yaml", object("apps/v1", "StatefulSet")+"spec: text\n",
			"x.yaml:4:7: error: spec is a string where an object belongs"),
		bad("DaemonSet", "x.yaml", object("apps/v1", "DaemonSet")+"spec: {template: {spec: {containers: {name: c}}}}\n",
			"x.yaml:4:38: error: containers is an object where a list belongs"),
		bad("ReplicaSet", "x.yaml", object("apps/v1", "ReplicaSet")+"spec: {replicas: 1.5}\n",
			"x.yaml:4:18: error: replicas 1.5 is not a whole number"),
		bad("Job", "x.yaml", object("batch/v1", "Job")+"spec: {template: {metadata: {labels: [a]}}}\nstatus: {conditions: done}\n",
			"x.yaml:4:38: error: labels is a list where an object belongs",
			"x.yaml:5:22: error: conditions is a string where a list belongs"),
		bad("CronJob", "x.yaml", object("batch/v1", "CronJob")+"spec: {jobTemplate: [1]}\n",
			"x.yaml:4:21: error: jobTemplate is a list where an object belongs"),
		bad("Service", "x.yaml", object("v1", "Service")+"spec:\n  type: 5\n  selector: app=cart\n  clusterIP: nothing\n  ports:\n  - port: \"80\"\n  - 443\n  - {port: 99999999999, targetPort: [1]}\nstatus: {loadBalancer: x}\n",
			"x.yaml:5:9: error: type is a number where a string belongs: put it in quotes",
			"x.yaml:6:13: error: selector is a string where an object belongs",
			`x.yaml:7:14: error: "nothing" is not an IP address`,
			"x.yaml:9:11: error: port is a string where a whole number belongs: write it without quotes",
			"x.yaml:10:5: error: element 2 of ports is a number where an object belongs",
			"x.yaml:11:12: error: port 99999999999 is out of range",
			"x.yaml:11:37: error: targetPort is a list where a port number or name belongs",
			"x.yaml:12:24: error: loadBalancer is a string where an object belongs"),
		bad("NetworkPolicy", "x.yaml", policyHead+"spec:\n  podSelector: {}\n  policyTypes: \"Egress\"\n",
			"x.yaml:6:16: error: policyTypes is a string where a list belongs: the NetworkPolicy is left out"),
		bad("NetworkPolicy without object", "x.yaml", policyHead+"spec: []\n",
			"x.yaml:4:7: error: spec is a list where an object belongs: the NetworkPolicy is left out"),
		bad("NetworkPolicy rules", "x.yaml", policyHead+"spec:\n  podSelector: {matchLabels: {a: \"b c\"}}\n  egress:\n  - to: 10.0.0.0/8\n  - to: [{ipBlock: 10.0.0.0/8}]\n    ports: [{port: \"443\"}, {port: 70000}, {protocol: tcp}]\n  - allow\n",
			`x.yaml:5:34: error: "b c" is not a label value: the API server allows up to 63 letters, digits, -, _ and .: the NetworkPolicy is left out`,
			"x.yaml:7:9: error: to is a string where a list belongs: the NetworkPolicy is left out",
			"x.yaml:8:10: error: a peer has neither selectors nor an ipBlock: the NetworkPolicy is left out",
			"x.yaml:8:20: error: ipBlock is a string where an object belongs: the NetworkPolicy is left out",
			`x.yaml:9:20: error: port "443" is a string of digits, which is no port name: write it without quotes: the NetworkPolicy is left out`,
			"x.yaml:9:35: error: port 70000 is out of range: the NetworkPolicy is left out",
			`x.yaml:9:54: error: protocol "tcp" is none of TCP, UDP, SCTP: the NetworkPolicy is left out`,
			"x.yaml:10:5: error: element 3 of egress is a string where an object belongs: the NetworkPolicy is left out"),
		bad("ConfigMap", "x.yaml", object("v1", "ConfigMap")+"data: {PORT: 80, ON: true, LIST: [a]}\n",
			`x.yaml:4:14: error: "PORT" of data is a number where a string belongs: put it in quotes`,
			`x.yaml:4:22: error: "true" of data is true where a string belongs: put it in quotes`,
			`x.yaml:4:34: error: "LIST" of data is a list where a string belongs`),
		bad("ConfigMap of a list", "x.yaml", object("v1", "ConfigMap")+"data: [a]\n",
			"x.yaml:4:7: error: data is a list where an object belongs"),
		bad("Secret", "x.yaml", object("v1", "Secret")+"data: []\nstringData: 5\n"),
		bad("Namespace", "x.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: 5, labels: x}\n",
			"x.yaml:3:18: error: name is a number where a string belongs: put it in quotes",
			"x.yaml:3:29: error: labels is a string where an object belongs"),
		bad("Node", "x.yaml", object("v1", "Node")+"spec: {podCIDR: x, providerID: 5, unschedulable: \"yes\"}\nstatus:\n  addresses: 10.0.0.1\n  allocatable: [x]\n",
			`x.yaml:4:17: error: "x" is not an IP address or CIDR block`,
			"x.yaml:4:32: error: providerID is a number where a string belongs: put it in quotes",
			"x.yaml:4:50: error: unschedulable is a string where true or false belongs",
			"x.yaml:6:14: error: addresses is a string where a list belongs",
			"x.yaml:7:16: error: allocatable is a list where an object belongs"),
		bad("huge numbers", "x.yaml", object("apps/v1", "Deployment")+"spec: {replicas: 1e999}\n---\n"+strings.Replace(object("apps/v1", "Deployment"), "bad", "bad2", 1)+"spec: {replicas: 99999999999}\n",
			"x.yaml:4:18: error: replicas is a string where a whole number belongs",
			"x.yaml:9:18: error: replicas 99999999999 is out of range"),
		bad("nested lists in a Pod", "x.yaml", podHead+"spec:\n  containers: "+strings.Repeat("[", 1000)+strings.Repeat("]", 1000)+"\n",
			"x.yaml:5:16: error: element 1 of containers is a list where an object belongs"),
	}
}

// wrongObjects are documents that are nearly objects of Kubernetes.
func wrongObjects() []badInput {
	return []badInput{
		bad("items is text", "x.yaml", "apiVersion: v1\nkind: List\nitems: x\n",
			"x.yaml:3:8: error: items is a string where a list belongs"),
		bad("items of a List", "x.yaml", "apiVersion: v1\nkind: List\nitems:\n- 5\n- x\n- null\n",
			"x.yaml:4:3: error: an item of the List is a number where an object belongs",
			"x.yaml:5:3: error: an item of the List is a string where an object belongs",
			"x.yaml:6:3: error: an item of the List is null where an object belongs"),
		bad("items of a PodList", "x.json", `{"apiVersion":"v1","kind":"PodList","items":[5,{"metadata":{"name":"bad","namespace":"bad"}},null]}`,
			"x.json:1:46: error: an item of the PodList is a number where an object belongs",
			"x.json:1:94: error: an item of the PodList is null where an object belongs"),
		bad("kind is a list", "x.yaml", "apiVersion: v1\nkind: [Pod]\nmetadata: {name: bad}\n",
			"x.yaml:2:7: error: kind is a list where a string belongs"),
		bad("apiVersion is a number", "x.yaml", "apiVersion: 1\nkind: Pod\nmetadata: {name: bad}\n",
			"x.yaml:1:13: error: apiVersion is a number where a string belongs"),
		bad("no kind", "x.yaml", "apiVersion: v1\nmetadata: {name: bad}\n",
			"x.yaml:1:13: error: the object of v1 has no kind: it is left out"),
		bad("no apiVersion", "x.yaml", "kind: Pod\nmetadata: {name: bad}\n",
			"x.yaml:1:7: error: the Pod has no apiVersion: it is left out"),
		bad("no name", "x.yaml", "kind: Pod\napiVersion: v1\nmetadata: {namespace: bad}\n",
			"x.yaml:3:11: error: the Pod has no metadata.name: it is left out"),
		bad("kind of another group", "x.yaml", "apiVersion: v1\nkind: NetworkPolicy\nmetadata: {name: bad}\n",
			"x.yaml:1:13: error: v1 has no kind NetworkPolicy: write networking.k8s.io/v1",
			`not read: "x.yaml": v1 NetworkPolicy (1)`),
		bad("kind in lower case", "x.yaml", "apiVersion: v1\nkind: pod\nmetadata: {name: bad}\n",
			"x.yaml:2:7: error: v1 has no kind pod: write Pod",
			`not read: "x.yaml": v1 pod (1)`),
		bad("keys in upper case", "x.yaml", podHead+"spec:\n  Containers:\n  - name: c\n",
			`x.yaml:6:3: warning: key "Containers" is not read: the API server knows it as "containers" alone`),
		bad("apiVersion in lower case", "x.yaml", "apiversion: v1\nKind: Pod\nmetadata: {name: bad}\n",
			`not read: "x.yaml": neither a Kubernetes object nor a known answer (1)`),
		bad("chart with quotes", "x.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: \"{{ .Values.name }}\"\n",
			`x.yaml:4:9: error: name "{{ .Values.name }}" looks like a template: render the file first`),
	}
}

// wrongExports are answers of Alibaba Cloud with values of another type, or without what names their owner.
func wrongExports() []badInput {
	group := func(permissions string) string {
		return "{\"SecurityGroupId\": \"sg-bad\",\n \"Permissions\": " + permissions + "}\n"
	}
	whitelist := func(head string) string {
		return "{" + head + "\"Items\": {\"DBInstanceIPArray\": [{\"SecurityIPType\": \"IPv4\", \"SecurityIPList\": [\"10.0.0.0/8\"]}]}}"
	}
	vpcs := func(total, rows string) string { return "{\"TotalCount\": " + total + ",\n \"Vpcs\": " + rows + "}\n" }
	const vpc = "{\"VpcId\": \"vpc-bad\", \"CidrBlock\": \"10.0.0.0/8\"}"
	return []badInput{
		bad("Permissions is text", "x.json", group(`"all"`),
			"x.json:2:17: error: Permissions is a string where a list belongs"),
		bad("Permission is text", "x.json", group(`{"Permission": "all"}`),
			"x.json:2:32: error: Permissions.Permission is a string where a list belongs"),
		bad("rules are text", "x.json", group(`{"Permission": ["all", 5]}`),
			"x.json:2:33: error: a row of DescribeSecurityGroupAttribute is a string where an object belongs",
			"x.json:2:40: error: a row of DescribeSecurityGroupAttribute is a number where an object belongs"),
		bad("fields of a rule", "x.json", group(`{"Permission": [{"Direction": "egress", "Priority": [1], "DestCidrIp": 10, "PortRange": {"from": 1}},`+"\n"+` {"Direction": "egress", "Priority": "high", "DestCidrIp": "ten"}]}`),
			"x.json:2:69: error: DescribeSecurityGroupAttribute: Priority is a list where a string or a number belongs",
			"x.json:2:88: error: DescribeSecurityGroupAttribute: DestCidrIp is a number where a string belongs",
			"x.json:2:105: error: DescribeSecurityGroupAttribute: PortRange is an object where a string or a number belongs",
			`x.json:3:38: warning: Priority "high" is not a whole number`,
			`x.json:3:60: error: "ten" is not an IP address or CIDR block`),
		bad("id is a list", "x.json", "{\"SecurityGroupId\": [\"sg-bad\"],\n \"Permissions\": {\"Permission\": []}}\n",
			"x.json:1:21: error: SecurityGroupId is a list where a string belongs"),
		bad("total is a list", "x.json", vpcs("[1]", `{"Vpc": [`+vpc+`]}`),
			"x.json:1:16: error: TotalCount is no number of rows"),
		bad("total is huge", "x.json", vpcs("1e999", `{"Vpc": [`+vpc+`]}`),
			"x.json:1:16: error: TotalCount is no number of rows"),
		bad("wrapper is text", "x.json", vpcs("1", `"none"`),
			"x.json:2:10: error: Vpcs is a string where a list belongs"),
		bad("rows are no objects", "x.json", vpcs("4", `{"Vpc": [7, null, [], {"VpcId": null}]}`),
			"x.json:2:19: error: a row of DescribeVpcs is a number where an object belongs",
			"x.json:2:22: error: a row of DescribeVpcs is null where an object belongs",
			"x.json:2:28: error: a row of DescribeVpcs is a list where an object belongs",
			"x.json:2:42: error: a row of DescribeVpcs has no VpcId"),
		bad("keys of a row in lower case", "x.json", vpcs("1", `{"Vpc": [{"vpcId": "vpc-bad"}]}`),
			"x.json:2:19: error: a row of DescribeVpcs has no VpcId"),
		bad("keys of an answer in lower case", "x.json", `{"vpcs": {"vpc": [{"vpcId": "vpc-bad"}]}}`,
			`not read: "x.json": neither a Kubernetes object nor a known answer (1)`),
		bad("port is a list", "x.json", `{"DBInstanceId": "rm-bad", "SecurityIPMode": "normal",`+"\n"+` "DBInstanceNetInfos": {"DBInstanceNetInfo": [{"ConnectionString": "rm-bad.mysql.rds.aliyuncs.com", "Port": [3306], "IPAddress": 5}]}}`,
			"x.json:2:109: error: DescribeDBInstanceNetInfo: Port is a list where a string or a number belongs",
			`x.json:2:130: error: "5" is not an IP address`),
		bad("whitelist is a list", "x.json", whitelist(`"DBInstanceId": "rm-bad", `),
			"x.json:1:105: error: DescribeDBInstanceIPArrayList: SecurityIPList is a list where a string belongs"),
		bad("number of addresses is huge", "x.json", "{\"TotalCount\": 1, \"VSwitches\": {\"VSwitch\": [{\"VSwitchId\": \"vsw-bad\", \"VpcId\": \"vpc-1\", \"CidrBlock\": \"10.1.99.0/24\",\n \"AvailableIpAddressCount\": 1e400}]}}\n",
			`x.json:2:29: warning: AvailableIpAddressCount "1e400" is not a whole number`),
		bad("redacted id", "x.json", "{\"TotalCount\": 1, \"VSwitches\": {\"VSwitch\": [{\"VSwitchId\": \"vsw-uf6****\", \"VpcId\": \"vpc-1\", \"CidrBlock\": \"10.1.99.0/24\"}]}}\n",
			`x.json:1:59: error: id "vsw-uf6****" is redacted: nothing can be joined by it; export it in full`),
		bad("redacted owner", "x.json", "{\"SecurityGroupId\": \"sg-uf6****\",\n \"Permissions\": {\"Permission\": []}}\n",
			`x.json:1:21: error: id "sg-uf6****" is redacted: nothing can be joined by it; export it in full`),
		bad("owner is nowhere", "x.json", "{\"RequestId\": \"1\",\n \"Entries\": [{\"PortRange\": \"80/80\"}]}\n",
			"x.json:2:2: warning: DescribePortRangeListEntries belongs to no known port list: name the file ecs-DescribePortRangeListEntries.ID.json"),
		bad("owner was lost", "x.json", "{\"Permissions\": {\"Permission\": [{\"Direction\": \"egress\", \"Policy\": \"Accept\", \"SecurityGroupRuleId\": \"sgr-1\"}]}}",
			"x.json:1:1: error: the answer has lost its SecurityGroupId, as --pager does: run DescribeSecurityGroupAttribute without --pager"),
	}
}

// wrongMeaning are inputs whose parts are good, and whose whole is not.
func wrongMeaning() []badInput {
	const service = "apiVersion: v1\nkind: Service\nmetadata: {name: bad, namespace: bad}\nspec: {ports: [{port: 80}]}\n"
	return []badInput{
		bad("two clusters", "x.json", "{\"cluster_id\": \"cffffffffffffffffffffffffffffffff\",\n \"cluster_type\": \"ManagedKubernetes\", \"profile\": \"Default\", \"vpc_id\": \"vpc-2\"}\n",
			`x.json:1:16: error: the bundle holds two clusters: "cffffffffffffffffffffffffffffffff" here, and "c0123456789abcdef0123456789abcdef" at good/aliyun/cs-DescribeClusterDetail.json:2:17, which is the one that is judged`),
		bad("the same object twice", "x.yaml", service+"---\n"+service,
			"x.yaml:8:18: warning: Service bad/bad is defined twice with the same content: the one at x.yaml:3:18 counts"),
		bad("two objects of one name", "x.yaml", service+"---\n"+strings.Replace(service, "80", "81", 1),
			"x.yaml:8:18: error: Service bad/bad is defined twice: the one at x.yaml:3:18 counts"),
		bad("whitelist of the only database", "x.json", "{\"Items\": {\"DBInstanceIPArray\": [{\"SecurityIPType\": \"IPv4\", \"SecurityIPList\": \"10.0.0.0/8\"}]}}",
			`x.json:1:2: warning: DescribeDBInstanceIPArrayList does not say which RDS instance it is about and is taken for "rm-orders", the only one here: put the id into the file name`),
		bad("text alone", "x.yaml", "just text\n",
			`not read: "x.yaml": neither a Kubernetes object nor a known answer (1)`),
		bad("number alone", "x.json", "42\n",
			`not read: "x.json": neither a Kubernetes object nor a known answer (1)`),
		bad("unknown JSON", "x.json", "{\"some\": \"thing\"}\n",
			`not read: "x.json": neither a Kubernetes object nor a known answer (1)`),
		bad("unknown YAML", "x.yaml", "some: thing\n---\napiVersion: example.org/v1\nkind: Thing\nmetadata: {name: x}\n---\n- a\n",
			`not read: "x.yaml": example.org/v1 Thing (1)`,
			`not read: "x.yaml": neither a Kubernetes object nor a known answer (2)`),
		bad("unknown API", "x.json", "{\"RequestId\": \"1\", \"Buckets\": {\"Bucket\": []}}\n",
			`not read: "x.json": neither a Kubernetes object nor a known answer (1)`),
		bad("list without items", "x.yaml", "apiVersion: v1\nkind: PodList\nitems: []\n",
			`not read: "x.yaml": v1 PodList (1)`),
		bad("time of ossutil behind JSON", "x.txt", "{\"some\": \"thing\"}\n\n0.409493(s) elapsed\n",
			`not read: "x.txt": neither a Kubernetes object nor a known answer (1)`),
	}
}
