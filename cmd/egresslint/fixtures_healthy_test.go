package main

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// demands is a workload that wants what the base archives let every pod reach.
const demands = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shopper, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: shopper}}
  template:
    metadata:
      labels: {app: shopper}
    spec:
      containers:
      - name: shopper
        image: shopper:1
        env:
        - {name: API, value: "https://api.example.com/v1"}
        - {name: PARTNER, value: "198.51.100.7:443"}
        - {name: ORDERS, value: "rm-orders.mysql.rds.aliyuncs.com:3306"}
        - {name: LOGS, value: "https://logs.oss-cn-hangzhou-internal.aliyuncs.com"}
`

// Where nothing is wrong nothing is told: a false alarm is worse than a missing one.
func TestHealthyClustersAreSilent(t *testing.T) {
	compile := compileOnce()
	bases, err := filepath.Glob("../../fixtures/vectors/base-*.txtar")
	if err != nil || len(bases) == 0 {
		t.Fatal("no base archives")
	}
	for i := range bases {
		if bases[i], err = filepath.Abs(bases[i]); err != nil {
			t.Fatal(err)
		}
	}
	for _, base := range bases {
		t.Run(filepath.Base(base), func(t *testing.T) {
			archive, err := txtar.ParseFile(base)
			if err != nil {
				t.Fatal(err)
			}
			files := fixtureFiles(t, filepath.Dir(base), archive)
			files["k8s/shopper.yaml"] = demands
			writeBundle(t, t.TempDir(), files)
			var told bytes.Buffer
			p := &program{stdout: &told, stderr: io.Discard, compile: compile, now: testDay}
			if code := p.run(context.Background(), []string{"lint", "--fail-on", "note", "."}); code != exitClean {
				t.Errorf("exit %d\n%s", code, &told)
			}
		})
	}
}
