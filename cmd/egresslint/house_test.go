package main

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The house: source -> model -> facts -> policy -> finding -> report. Each package imports all these of the module and,
// apart from tests, no other.
var house = map[string][]string{
	"cmd/egresslint": {"pkg/collect", "pkg/config", "pkg/source", "pkg/model", "pkg/facts", "pkg/policy", "pkg/finding", "pkg/report", "pkg/suggest", "pkg/suppress", "policies", "schemas"},
	"pkg/config":     {"pkg/source", "pkg/model", "pkg/facts", "pkg/finding", "pkg/suggest"},
	"pkg/suppress":   {"pkg/finding", "pkg/model", "pkg/source"},
	"pkg/report":     {"pkg/finding", "pkg/source"},
	"pkg/policy":     {"pkg/facts", "pkg/model", "pkg/finding", "pkg/source", "schemas"},
	"pkg/facts":      {"pkg/model", "pkg/suggest"},
	"pkg/model":      {"pkg/source", "pkg/suggest", "schemas"},
	"pkg/collect":    {},
	"pkg/finding":    {"pkg/source"},
	"pkg/source":     {},
	"pkg/suggest":    {},
	"policies":       {},
	"schemas":        {},
}

// homes are the packages that may import a library. k8s.io/api and apimachinery are the vocabulary of three.
var homes = map[string][]string{
	"github.com/open-policy-agent/opa":      {"pkg/policy"},
	"github.com/santhosh-tekuri/jsonschema": {}, // tests only: it compiles its own schemas at each start
	"github.com/owenrumney/go-sarif":        {"pkg/report"},
	"github.com/spf13":                      {"cmd/egresslint"},
	"go.yaml.in/yaml":                       {"pkg/source"},
	"sigs.k8s.io/yaml":                      {"pkg/source"},
	"github.com/go-json-experiment":         {"pkg/source"},
	"k8s.io/":                               {"pkg/model", "pkg/facts", "pkg/config"},
	"go4.org/netipx":                        {"pkg/facts"},
	"github.com/gaissmai/bart":              {"pkg/facts"},
	"net/http":                              {},
}

func TestImportsFollowTheHouse(t *testing.T) {
	for pkg, allowed := range house {
		files, _ := filepath.Glob(filepath.Join("../..", pkg, "*.go"))
		if len(files) == 0 {
			t.Errorf("%s: no such package", pkg)
		}
		used := map[string]bool{}
		for _, file := range files {
			for _, path := range imports(t, file) {
				inner, local := strings.CutPrefix(path, "github.com/egresslint/egresslint/")
				used[inner] = true
				if local && !slices.Contains(allowed, inner) {
					t.Errorf("%s imports %s", file, inner)
				}
				for library, pkgs := range homes {
					if strings.HasPrefix(path, library) && !slices.Contains(pkgs, pkg) {
						t.Errorf("%s imports %s, which belongs to %v", file, path, pkgs)
					}
				}
			}
		}
		for _, inner := range allowed {
			if !used[inner] {
				t.Errorf("%s does not import %s", pkg, inner)
			}
		}
	}
}

// imports returns what a file imports; nothing for a test.
func imports(t *testing.T, file string) []string {
	if strings.HasSuffix(file, "_test.go") {
		return nil
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range parsed.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, `"`))
	}
	return paths
}
