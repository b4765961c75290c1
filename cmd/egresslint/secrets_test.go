package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/report"
)

// leak finds the secret of the tests, as it is and in base64.
var leak = regexp.MustCompile(`(?i)hunter2|aHVudGVyMg`)

// leaky are files with secrets in the places where people have them; some are broken, on the very line of the secret.
var leaky = map[string]string{
	"secret.yaml": `apiVersion: v1
kind: Secret
metadata: {name: s, namespace: shop}
data:
  password: aHVudGVyMg==
stringData:
  url: https://hunter2.example.org/
  url: https://u:hunter2@feed.example.org/
---
{apiVersion: v1, kind: Secret, metadata: {name: [hunter2-free], labels: 5}, stringData: {plain: hunter2}}
---
apiVersion: v1
kind: Secret
metadata: {name: t, namespace: shop}
stringData:
  plain: "hunter2
`,
	"broken.json": `{"apiVersion": "v1", "items": [{"apiVersion": "v1", "data": {"tls.key": "aHVudGVyMg==" "x": 1},
 "kind": "Secret", "metadata": {"name": "x"}}], "kind": "List"}
`,
	"twice.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: twice}\nstringData: {plain: hunter2}\n---\n" +
		"{apiVersion: v1, kind: Secret, metadata: {name: twice}, stringData: {plain: hunter22}}\n",
	"orders.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: leaky
  namespace: shop
  annotations: {note: 5, secret: hunter2}
spec:
  template:
    spec:
      containers:
      - name: leaky
        env:
        - {name: FEED, value: "https://user:hunter2@feed.example.org/v1?token=hunter2&access_key=hunter2"}
        - {name: API_TOKEN, value: "hunter2.eyJh.eyJz"}
        - {name: PLAIN_SECRET, value: "hunter2.example.org:443"}
        - {name: DSN, value: "root:hunter2@tcp(rm-orders.mysql.rds.aliyuncs.com:3306)/x"}
        - {name: OTHER, value: "amqp://u:hun/hunter2@mq.example.org:5672/"}
        - {name: NUMBER_PASSWORD, value: 0xhunter2}
        - {name: A, value: "https://a.example.org"}
        args: [login, --docker-password, hunter2, --docker-server, registry.example.org, "--token hunter2 https://b.example.org"]
        command: [sh, -c, "curl -H 'Authorization: Bearer hunter2' https://api.example.com/?access_token=hunter2"]
`,
	"flow.yaml": `apiVersion: v1
kind: Pod
metadata: {name: flow, namespace: shop}
spec:
  containers:
  - {name: c, args: ["--pin", "hunter2", "--url=https://c.example.org"], env: [{name: PW, value: hunter2}, {name: U, value: "https://d.example.org"}, {name: N, value: 5}]}
`,
	"config.yaml": `apiVersion: v1
kind: ConfigMap
metadata: {name: leaky, namespace: shop}
data:
  url: https://u:hunter2@e.example.org
  DB_PASSWORD: [hunter2]
  PIN: {a: hunter2}
`,
	"eni.yaml": `apiVersion: v1
kind: ConfigMap
metadata: {name: eni-config, namespace: kube-system}
data:
  eni_conf: '{"version": "1", "access_key": "hunter2", "access_secret": "hunter2", "ip_stack": "ipv5", "vswitches": 5}'
  10-terway.conf: '{"type": "terway", "access_secret": "hunter2"'
`,
	"open.yaml":  "spec:\n  env:\n  - {name: DB_PASSWORD, value: \"hunter2}\n",
	"lines.yaml": "spec:\n  env:\n  - name: API_KEY\n    value: \"hunter2\n",
	"tab.yaml":   "spec:\n  authToken:\n\t- hunter2\n",
	"pools.json": `{"nodepools": [{"nodepool_info": {"nodepool_id": [5]}, "scaling_group": {"login_password": "hunter2"}, "kubernetes_config": {"user_data": "hunter2"}}]}`,
	"curl.json":  "{\"password\": \"hunter2\", \"token\": \"hunter2\n",
}

// No secret reaches any output, whatever is asked and however broken its line is.
func TestSecretsStayInside(t *testing.T) {
	base := clean(t)
	folder := t.TempDir()
	write(t, folder, leaky)
	noWayOut(t, base)
	for name, args := range map[string][]string{
		"lint":  {"lint", "-v"},
		"trace": {"trace", "-v", "--flows", filepath.Join(folder, "flows.jsonl")},
		"one":   {"trace", "-v", "--from", "shop/leaky", "--to", "host:feed.example.org"},
		"url":   {"trace", "-v", "--from", "shop/leaky", "--to", "host:https://u:hunter2@feed.example.org"},
	} {
		write(t, folder, map[string]string{"flows.jsonl": `{"id":1,"from":"shop/leaky","to":"internet"}
{"id":2,"from":"shop/leaky","to":"host:u:hunter2@feed.example.org"}
{"id":3,"from":"shop/leaky","to":"host:feed.example.org"}
`})
		reports := t.TempDir()
		for format := range report.Lint() {
			args = append(args, "--output", format+"="+filepath.Join(reports, format))
		}
		args = append(args, base, folder)
		code, stdout, stderr := ran(t, "", args...)
		if refused := code == exitUsage || code == exitFailure; refused != (name == "url") {
			t.Errorf("%s: exit %d, %s", name, code, stderr)
		}
		said := stdout + stderr
		files, _ := filepath.Glob(filepath.Join(reports, "*"))
		for _, file := range files {
			said += contents(t, file)
		}
		if name == "lint" && (len(files) != len(report.Lint()) || strings.Count(stdout, " | ") < 10) {
			t.Errorf("too little to leak anything:\n%s", stdout)
		}
		for line := range strings.Lines(said) {
			if leak.MatchString(line) {
				t.Errorf("%s: %.2000s", name, line)
			}
		}
	}
}

// noWayOut makes the flows to the internet findings, whose lines are shown.
func noWayOut(t *testing.T, base string) {
	t.Helper()
	snat := filepath.Join(base, "aliyun/vpc-DescribeSnatTableEntries.stb-a.json")
	if err := os.WriteFile(snat, []byte(`{"TotalCount": 0, "SnatTableEntries": {"SnatTableEntry": []}}`), 0o644); err != nil {
		t.Fatal(err)
	}
}
