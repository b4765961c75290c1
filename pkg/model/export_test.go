package model

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/source"
)

const samples = "../../../shared/samples"

// sampleFiles returns the paths of the sample answers and their variants.
func sampleFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"*.json", "variants/*"} {
		found, err := filepath.Glob(filepath.Join(samples, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("no samples here")
	}
	return files
}

var elapsed = regexp.MustCompile(`\n?\d+\.\d+\(s\) elapsed\s*$`)

// parse returns the object that a file with the text would give.
func parse(t *testing.T, path, text string) source.Object {
	t.Helper()
	root, err := source.FromJSON([]byte(elapsed.ReplaceAllString(text, "")))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return source.Object{Path: path, Root: root}
}

func readSample(t *testing.T, path string) source.Object {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Skip(err)
	}
	return parse(t, path, string(text))
}

// apiOfFile returns the API that the name of a sample says.
func apiOfFile(path string) string {
	name, _, _ := strings.Cut(filepath.Base(path), ".")
	name = strings.Replace(name, "r-kvstore-", "r-kvstore:", 1)
	if !strings.Contains(name, ":") {
		name = strings.Replace(name, "-", ":", 1)
	}
	switch name {
	case "slb:DescribeLoadBalancerTCPListenerAttribute":
		return "slb:DescribeLoadBalancer*ListenerAttribute"
	case "cs:DescribeClusterAddonInstance":
		return "cs:GetClusterAddonInstance"
	}
	return name
}

func TestEverySampleIsWhatItsNameSays(t *testing.T) {
	for _, path := range sampleFiles(t) {
		base := filepath.Base(path)
		if base == "cli-error.empty.json" || base == "sdk-error-body.json" {
			continue
		}
		a, problems := decodeExport(readSample(t, path))
		if a == nil {
			t.Errorf("%s is not recognised: %v", base, problems)
			continue
		}
		if want := apiOfFile(path); a.API != want {
			t.Errorf("%s is taken for %s", base, a.API)
		}
		if strings.Contains(base, "lost-id") != (len(problems) > 0) {
			t.Errorf("%s: problems %v", base, problems)
		}
	}
}

func TestNoSampleFitsTwoShapes(t *testing.T) {
	for _, path := range sampleFiles(t) {
		if strings.Contains(path, "cli-error") {
			continue
		}
		body, _ := unwrap(readSample(t, path).Root)
		fits := 0
		for _, group := range shapes() {
			for i := range group {
				if group[i].fits(body) == exact {
					fits++
				}
			}
		}
		if fits > 1 {
			t.Errorf("%s fits %d shapes", filepath.Base(path), fits)
		}
	}
}

func TestEveryShapeHasASample(t *testing.T) {
	seen := map[string]bool{"privatelink:ListVpcEndpoints": true, "slb:DescribeMasterSlaveServerGroupAttribute": true} // read elsewhere
	for api := range templateAnswers() {
		seen[api] = true
	}
	for api := range storeAnswers() {
		seen[api] = true
	}
	for _, path := range sampleFiles(t) {
		seen[apiOfFile(path)] = true
	}
	for _, group := range shapes() {
		for i := range group {
			if api := group[i].api; !seen[api] {
				t.Errorf("%s has no sample", api)
			}
		}
	}
}

// Lists that jq makes of answers, or cuts out of them, are told of; lists that APIs answer with are read, and others are nothing to us.
func TestListsOfAnswers(t *testing.T) {
	const nat, cluster = `{"NatGateways": {"NatGateway": []}, "TotalCount": 0}`, `{"cluster_id": "c1", "cluster_type": "ManagedKubernetes"}`
	for text, want := range map[string]string{
		"[" + nat + "]":                   "a list of answers is not read",
		"[" + cluster + ", " + nat + "]":  "a list of answers is not read",
		`[{"NatGatewayId": "ngw-1"}]`:     "rows cut out of an answer are not read",
		"[" + cluster + "]":               "",
		`[{"a": 1}]`:                      "",
		`[]`:                              "",
		`["vsw-1"]`:                       "",
		`[{"VpcId": {"Ref": "the-vpc"}}]`: "",
	} {
		var got string
		if _, problems := decodeExport(parse(t, "x.json", text)); len(problems) > 0 {
			got = problems[0].Message
		}
		if want == "" && got != "" || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
