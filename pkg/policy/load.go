package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/egresslint/egresslint/schemas"
)

// rulesFolder holds the packages whose METADATA the host reads.
const rulesFolder = "egress/rules/"

// compileSources compiles the modules of these names.
func compileSources(tree fs.FS, names []string) (*compiledTree, error) {
	modules, err := parse(tree, names)
	if err != nil {
		return nil, err
	}
	return compileModules(modules)
}

func compileModules(modules []*ast.Module) (*compiledTree, error) {
	known, err := rules(modules)
	if err != nil {
		return nil, err
	}
	compiled, err := compile(modules)
	return &compiledTree{compiled, known, locations(modules)}, err
}

// parse reads the modules of these names, in their order.
func parse(tree fs.FS, names []string) ([]*ast.Module, error) {
	modules, errs := make([]*ast.Module, len(names)), make([]error, len(names))
	capabilities := Capabilities()
	var group sync.WaitGroup
	for i, name := range names {
		group.Go(func() {
			modules[i], errs[i] = parseModule(tree, name, name, strings.HasPrefix(name, rulesFolder), capabilities)
		})
	}
	group.Wait()
	return modules, errors.Join(errs...)
}

// moduleNames returns the names of all modules but the tests, in order.
func moduleNames(tree fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".rego") && !strings.HasSuffix(name, "_test.rego") {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

func parseModule(tree fs.FS, name, shown string, annotated bool, capabilities *ast.Capabilities) (*ast.Module, error) {
	text, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil, err
	}
	return ast.ParseModuleWithOpts(shown, string(text), ast.ParserOptions{
		Capabilities: capabilities,
		// Annotations are YAML and a quarter of the time that parsing takes.
		ProcessAnnotation: annotated,
	})
}

// compile checks the modules. The schema is the type of input in all of them, so that a misspelt field does not compile.
func compile(modules []*ast.Module) (map[string]*ast.Module, error) {
	var schema any
	if err := json.Unmarshal(schemas.Flow, &schema); err != nil {
		return nil, fmt.Errorf("flow schema: %w", err)
	}
	input := ast.NewSchemaSet()
	input.Put(ast.SchemaRootRef, schema)
	named := map[string]*ast.Module{}
	for _, module := range modules {
		named[module.Package.Location.File] = module
	}
	compiler := ast.NewCompiler().WithCapabilities(Capabilities()).WithStrict(true).WithSchemas(input).
		WithSkipStages(ast.StageBuildRuleIndices, ast.StageBuildComprehensionIndices)
	if compiler.Compile(named); compiler.Failed() {
		return nil, compiler.Errors
	}
	return compiler.Modules, nil
}

// compiler returns a compiler that has done its work: it only makes the index of the rules. Records are small: an index of
// a comprehension costs more than it saves, 12 % of an evaluation.
func (t *compiledTree) compiler() *ast.Compiler {
	done := ast.AllStages()
	done = slices.DeleteFunc(done, func(stage ast.StageID) bool {
		return slices.Contains([]ast.StageID{ast.StageSetModuleTree, ast.StageSetRuleTree, ast.StageBuildRuleIndices}, stage)
	})
	compiler := ast.NewCompiler().WithCapabilities(Capabilities()).WithSkipStages(done...)
	compiler.WithStageAfterID(ast.StageSetModuleTree, ast.CompilerStageDefinition{
		Name: "SetModules",
		// Modules that are given to Compile are copied before.
		Stage: func(c *ast.Compiler) *ast.Error {
			c.Modules, c.ModuleTree = t.modules, ast.NewModuleTree(t.modules)
			return nil
		},
	})
	compiler.Compile(nil)
	return compiler
}

// owner is a package that the host holds to account: a gate, or a rule.
type owner struct{ kind, name string }

// ownerOf returns whom a package belongs to. Names are as users see them: data.egress.rules.nat.misses_pod_vswitch is the
// rule nat/misses-pod-vswitch, data.egress.gate.network_acl the gate network-acl.
func ownerOf(path ast.Ref) (owner, bool) {
	var names []string
	for _, term := range path[1:] {
		name, _ := term.Value.(ast.String)
		names = append(names, dashed(string(name)))
	}
	switch {
	case len(names) == 4 && names[0] == "egress" && names[1] == "rules":
		return owner{"rule", names[2] + "/" + names[3]}, true
	case len(names) == 4 && names[0] == "egress" && names[1] == "user":
		return owner{"rule", names[2] + "/" + names[3]}, true
	case len(names) == 3 && names[0] == "egress" && names[1] == "gate":
		return owner{"gate", names[2]}, true
	case len(names) == 2 && names[0] == "egress" && names[1] == "main":
		return owner{"decision", ""}, true
	}
	return owner{}, false
}

func dashed(name string) string { return strings.ReplaceAll(name, "_", "-") }

// answers are the Rego rules that an owner speaks by.
var answers = map[string][]string{"rule": {"findings", "lints"}, "gate": {"hop"}, "decision": {"decision"}}

// locations returns where every owner says what it says.
func locations(modules []*ast.Module) map[owner]string {
	found := map[owner]string{}
	for _, module := range modules {
		who, ok := ownerOf(module.Package.Path)
		if !ok {
			continue
		}
		for _, rule := range module.Rules {
			if _, known := found[who]; !known && slices.Contains(answers[who.kind], string(rule.Head.Name)) {
				found[who] = fmt.Sprintf("%s:%d", rule.Location.File, rule.Location.Row)
			}
		}
	}
	return found
}
