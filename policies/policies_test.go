package policies_test

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/egresslint/egresslint/pkg/policy"
	"github.com/egresslint/egresslint/policies"
)

func regoFiles(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(policies.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".rego" {
			return err
		}
		text, err := fs.ReadFile(policies.FS, name)
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestRego(t *testing.T) {
	modules := map[string]*ast.Module{}
	for name, text := range regoFiles(t) {
		module, err := ast.ParseModule(name, text)
		if err != nil {
			t.Fatal(err)
		}
		modules[name] = module
	}
	compiler := ast.NewCompiler().WithCapabilities(policy.Capabilities()).WithStrict(true)
	runner := tester.NewRunner().SetCompiler(compiler).SetModules(modules).SetStore(inmem.New()).CapturePrintOutput(true).SetTimeout(time.Minute)
	results, err := runner.RunTests(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	passed := 0
	for result := range results {
		if !result.Pass() {
			t.Errorf("%s: %s.%s: %v\n%s", result.Location, result.Package, result.Name, result.Error, result.Output)
			continue
		}
		passed++
	}
	if passed == 0 {
		t.Error("no Rego test ran")
	}
	t.Logf("%d Rego tests passed", passed)
}

func TestFormat(t *testing.T) {
	for name, text := range regoFiles(t) {
		formatted, err := format.Source(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(formatted, []byte(text)) {
			t.Errorf("%s: not formatted", name)
		}
	}
}

// A package's path is its folder, so that the tree is the only registry.
func TestPackageIsPath(t *testing.T) {
	for name, text := range regoFiles(t) {
		module, err := ast.ParseModule(name, text)
		if err != nil {
			t.Fatal(err)
		}
		want := "data." + strings.ReplaceAll(path.Dir(name), "/", ".")
		got := strings.TrimSuffix(module.Package.Path.String(), "_test")
		if got != want {
			t.Errorf("%s: package %s, want %s", name, got, want)
		}
	}
}

// Every package that judges has its tests beside it.
func TestEveryPackageIsTested(t *testing.T) {
	tested := map[string]bool{}
	files := regoFiles(t)
	for name := range files {
		if strings.HasSuffix(name, "_test.rego") {
			tested[path.Dir(name)] = true
		}
	}
	for name := range files {
		if !tested[path.Dir(name)] {
			t.Errorf("%s: no _test.rego beside it", name)
		}
	}
}
