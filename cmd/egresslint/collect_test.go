package main

import (
	"strings"
	"testing"
)

func TestCollect(t *testing.T) {
	code, stdout, stderr := ran(t, "", "collect", "--cluster", "c1", "--region", "cn-hangzhou", "--products", "vpc,k8s", "--buckets", "a-b,c-d", "--dir", "out")
	if code != 0 || stderr != "" {
		t.Fatalf("code %d: %s", code, stderr)
	}
	for _, want := range []string{"#!/bin/sh\n", "CLUSTER='c1'\n", "REGION='cn-hangzhou'\n", "BUCKETS='a-b c-d'\n", "OUT=${OUT:-'out'}\n", "\tcollect_vpc\n"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is lost", want)
		}
	}
	for line, want := range map[string]string{
		"collect --products elasticsarch": "did you mean elasticsearch?",
		"collect --cluster c1;x":          `--cluster "c1;x"`,
		"collect --dir it's":              "--dir",
		"collect --buckets UP":            "no name of a bucket",
		"collect here":                    "collect takes no argument",
		"collect --region $(reboot)":      "--region",
	} {
		if code, stdout, stderr := ran(t, "", strings.Fields(line)...); code != exitUsage || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%s: code %d, %s", line, code, stderr)
		}
	}
}
