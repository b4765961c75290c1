package model

import (
	"cmp"
	"strconv"
	"strings"
)

// parseVersion returns the numbers of a version that is written with a v, a build number, or neither: 1.8.0 of v1.8.0,
// 1.34.1 of 1.34.1-aliyun.1. Three numbers make a version, but for Terway 1.0.10, which counted its builds in a fourth.
// https://www.alibabacloud.com/help/en/ack/product-overview/terway
func parseVersion(text string) string {
	text = strings.TrimPrefix(strings.TrimSpace(text), "v")
	if end := strings.IndexFunc(text, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }); end >= 0 {
		text = text[:end]
	}
	parts := strings.Split(strings.Trim(text, "."), ".")
	keep := 3
	if strings.HasPrefix(text, "1.0.10.") {
		keep = 4
	}
	if len(parts) < 2 {
		return ""
	}
	return strings.Join(parts[:min(keep, len(parts))], ".")
}

// imageVersion returns the version in the tag of an image; "" when it has none, or a digest alone.
func imageVersion(image string) string {
	name, _, _ := strings.Cut(image, "@")
	name = name[strings.LastIndexByte(name, '/')+1:]
	_, tag, _ := strings.Cut(name, ":")
	return parseVersion(tag)
}

// compareVersions compares number by number; a missing number is zero.
func compareVersions(a, b string) int {
	left, right := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(left), len(right)) {
		if c := cmp.Compare(numberAt(left, i), numberAt(right, i)); c != 0 {
			return c
		}
	}
	return 0
}

func numberAt(parts []string, i int) int {
	if i >= len(parts) {
		return 0
	}
	n, _ := strconv.Atoi(parts[i])
	return n
}

// dataPath returns the data path that the configuration leads to in a version of Terway. IPvlan is what was asked for:
// since 1.8.0 new clusters get DataPath V2 for it while old ones keep IPvlan, and since 1.13.0 the nodes of these move
// to DataPath V2 as they restart.
// https://www.alibabacloud.com/help/en/ack/product-overview/terway
func dataPath(written Fact, version, created string) Fact {
	switch {
	case written.Value != "ipvlan":
	case created != "" && compareVersions(created, "1.8.0") >= 0:
		written.Value = "datapath-v2"
	case version == "", compareVersions(version, "1.13.0") >= 0, compareVersions(version, "1.8.0") >= 0 && created == "":
		written.Value = "ipvlan-or-datapath-v2"
	}
	return written
}
