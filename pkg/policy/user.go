package policy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// UserError is a mistake in the policies of a user: it names the file and the line.
type UserError struct{ error }

// LoadWith compiles the policy tree with the policies of a user, which are in a folder and those below it. Their rules are
// packages egress.user.TOPIC.RULE; they may call nothing that the tree may not. An error that is theirs is a UserError.
func LoadWith(ctx context.Context, tree fs.FS, folder string) (*Engine, error) {
	written, err := userModules(folder, false)
	if err != nil {
		return nil, UserError{err}
	}
	names, err := moduleNames(tree)
	if err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	modules, err := parse(tree, names)
	if err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	compiled, err := compileModules(append(modules, written...))
	if err != nil {
		return nil, UserError{err} // the tree alone compiles
	}
	addExamples(tree, compiled.rules)
	return newEngine(ctx, compiled)
}

// userModules parses the policies of a folder, with their tests where these are asked for.
func userModules(folder string, tests bool) ([]*ast.Module, error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder", folder)
	}
	tree := os.DirFS(folder)
	var modules []*ast.Module
	var errs []error
	err := fs.WalkDir(tree, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".rego" || !tests && strings.HasSuffix(name, "_test.rego") {
			return err
		}
		module, err := parseModule(tree, name, path.Join(filepath.ToSlash(folder), name), true, Capabilities())
		if err == nil {
			err = checkUser(module)
		}
		errs = append(errs, err)
		modules = append(modules, module)
		return nil
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	if len(modules) == 0 {
		return nil, fmt.Errorf("%s has no file that ends in .rego", folder)
	}
	return modules, nil
}

// checkUser keeps the policies of users out of the packages of the tree, whose verdicts nobody may change unseen.
func checkUser(module *ast.Module) error {
	name := strings.TrimPrefix(module.Package.Path.String(), "data.")
	if (name == "egress" || strings.HasPrefix(name, "egress.")) && !strings.HasPrefix(name, "egress.user.") {
		return fmt.Errorf("%s: package %s belongs to egresslint: call it egress.user.TOPIC.RULE", module.Package.Location, name)
	}
	return nil
}

// TestResult is what came of one test of a user's policies.
type TestResult struct {
	Name, At string // the test's, and its file and line
	Error    string // why it failed; "" when it passed
}

// Test runs the tests of a user's policies, with the policy tree beside them. The error is a UserError.
func Test(ctx context.Context, tree fs.FS, folder string) ([]TestResult, error) {
	if _, err := LoadWith(ctx, tree, folder); err != nil {
		return nil, err
	}
	written, err := userModules(folder, true)
	if err != nil {
		return nil, UserError{err}
	}
	names, err := moduleNames(tree)
	if err != nil {
		return nil, err
	}
	modules, err := parse(tree, names)
	if err != nil {
		return nil, err
	}
	named := map[string]*ast.Module{}
	for _, module := range append(modules, written...) {
		named[module.Package.Location.File] = module
	}
	compiler := ast.NewCompiler().WithCapabilities(Capabilities()).WithStrict(true)
	runner := tester.NewRunner().SetCompiler(compiler).SetModules(named).SetStore(inmem.New()).CapturePrintOutput(true).SetTimeout(time.Minute)
	results, err := runner.RunTests(ctx, nil)
	if err != nil {
		return nil, UserError{err}
	}
	var out []TestResult
	for result := range results {
		out = append(out, newTestResult(result))
	}
	return out, nil
}

func newTestResult(r *tester.Result) TestResult {
	out := TestResult{Name: strings.TrimPrefix(r.Package, "data.") + "." + r.Name, At: r.Location.String()}
	switch {
	case r.Error != nil:
		out.Error = r.Error.Error()
	case !r.Pass():
		out.Error = "it is not true"
	}
	if out.Error != "" && len(r.Output) > 0 {
		out.Error += "\n" + strings.TrimRight(string(r.Output), "\n")
	}
	return out
}
