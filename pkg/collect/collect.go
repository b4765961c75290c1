// Package collect holds the shell script that exports the bundle of one cluster. The script makes read-only calls; this
// package makes none.
package collect

import (
	"cmp"
	"embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed script/*.sh
var parts embed.FS

// Options narrow what the script exports. What is "" is for the environment of the script to say.
type Options struct {
	Cluster  string   // id
	Region   string   // id, such as cn-hangzhou
	Folder   string   // to write to
	Buckets  []string // of OSS; all of the region where there are none
	Products []string // of Products; all where there are none
}

// kubernetes is the product that kubectl exports and not aliyun.
const kubernetes = "k8s"

// Products returns what can be exported, in the order in which the script does it: the codes of the products in the
// command line of Alibaba Cloud, and k8s. What comes first tells the others what to ask for.
func Products() []string {
	return []string{
		kubernetes, "cs", "vpc", "ecs", "slb", "nlb", "alb", "rds", "r-kvstore", "dds", "polardb", "adb", "gpdb", "clickhouse", "hitsdb",
		"alikafka", "elasticsearch", "oss",
	}
}

// Check tells which of the values a shell or a call would take for something else.
func (o Options) Check() error {
	for _, value := range []struct {
		flag, text string
		allowed    func(rune) bool
	}{
		{"cluster", o.Cluster, inID}, {"region", o.Region, inID}, {"dir", o.Folder, inPath},
	} {
		if strings.HasPrefix(value.text, "-") || strings.ContainsFunc(value.text, func(r rune) bool { return !value.allowed(r) }) {
			return fmt.Errorf("--%s %q has a character that a shell takes for more than itself", value.flag, value.text)
		}
	}
	for _, bucket := range o.Buckets {
		if !isBucket(bucket) {
			return fmt.Errorf("--buckets %q is no name of a bucket: lower-case letters, digits and hyphens make one", bucket)
		}
	}
	return nil
}

func inID(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.", r)
}

// inPath allows spaces: the script quotes the folder.
func inPath(r rune) bool { return inID(r) || strings.ContainsRune("/ +,:@", r) }

// isBucket follows https://www.alibabacloud.com/help/en/oss/user-guide/bucket-naming-conventions
func isBucket(name string) bool {
	return len(name) >= 3 && len(name) <= 63 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" &&
		!strings.HasPrefix(name, "-") && !strings.HasSuffix(name, "-")
}

// Script returns the script. It is the same for the same options.
func Script(o Options) (string, error) {
	chosen := slices.DeleteFunc(Products(), func(product string) bool {
		return len(o.Products) > 0 && !slices.Contains(o.Products, product)
	})
	cloud := len(chosen) > 1 || chosen[0] != kubernetes
	files := []string{"head"}
	if cloud {
		files = append(files, "aliyun")
	}
	var b strings.Builder
	b.WriteString(o.preamble(tools(chosen, cloud)))
	for _, name := range append(files, chosen...) {
		part, err := parts.ReadFile("script/" + name + ".sh")
		if err != nil {
			return "", fmt.Errorf("script: %w", err)
		}
		text := strings.TrimPrefix(string(part), "# shellcheck shell=sh\n")
		fmt.Fprintf(&b, "\n%s\n", strings.Trim(text, "\n"))
	}
	b.WriteString(run(chosen, cloud))
	return b.String(), nil
}

// tools says what the script runs.
func tools(chosen []string, cloud bool) string {
	needed := []string{"jq 1.5 or later"}
	if cloud {
		needed = append(needed, "aliyun 3.0 or later with a profile")
	}
	if chosen[0] == kubernetes {
		needed = append(needed, "kubectl")
	}
	return strings.Join(needed, ", ")
}

// preamble says what the script does and takes, and sets what it needs.
func (o Options) preamble(tools string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `#!/bin/sh
# Exports a cluster of ACK or ACS for egresslint. For any POSIX sh, bash among them. It makes read-only calls alone, and
# writes one file for each answer and page. No Secret is asked for, and values that say they are credentials are blanked.
# Needs %s. Exit codes: 0 all is exported, 1 a call failed, 2 nothing was begun.
`, tools)
	b.WriteString("# It takes from the environment: OUT, the folder to write to")
	for _, open := range []struct{ name, value, what string }{
		{"CLUSTER", o.Cluster, "the id of the cluster"}, {"REGION", o.Region, "its region"}, {"BUCKETS", strings.Join(o.Buckets, " "), "buckets of OSS (all of the region if none)"},
	} {
		if open.value == "" {
			fmt.Fprintf(&b, ";\n# %s, %s", open.name, open.what)
		}
	}
	b.WriteString(".\n\n")
	fmt.Fprintf(&b, "CLUSTER=%s\nREGION=%s\nBUCKETS=%s\nOUT=${OUT:-'%s'}\n",
		set("CLUSTER", o.Cluster), set("REGION", o.Region), set("BUCKETS", strings.Join(o.Buckets, " ")), filepath.ToSlash(cmp.Or(o.Folder, "bundle")))
	return b.String()
}

// set returns the value of a variable: the given one, or what the environment says.
func set(name, value string) string {
	if value == "" {
		return "${" + name + ":-}"
	}
	return "'" + value + "'"
}

// run returns the end of the script, which runs it: one that is cut off on its way to the shell does nothing.
func run(chosen []string, cloud bool) string {
	var b strings.Builder
	b.WriteString("\nmain() {\n\tVPC=\n\tbegin\n")
	if cloud {
		b.WriteString("\tstart_aliyun\n")
	}
	if chosen[0] == kubernetes {
		b.WriteString("\tstart_k8s\n\tcollect_k8s\n")
		chosen = chosen[1:]
	}
	if cloud {
		b.WriteString("\tfind_vpc\n")
	}
	for _, product := range chosen {
		fmt.Fprintf(&b, "\tcollect_%s\n", strings.ReplaceAll(product, "-", "_"))
	}
	b.WriteString("\tfinish\n}\n\nmain\n")
	return b.String()
}
