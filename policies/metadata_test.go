package policies_test

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/egresslint/egresslint/pkg/policy"
	"github.com/egresslint/egresslint/policies"
	"github.com/egresslint/egresslint/schemas"
)

// The tree compiles against the schema of the records, and every rule of it is one that the host knows.
func TestLoad(t *testing.T) {
	engine, err := policy.Load(t.Context(), policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, rule := range engine.Rules() {
		ids = append(ids, rule.ID)
	}
	var want []string
	for folder := range folders(t, "egress/rules/*/*") {
		want = append(want, strings.ReplaceAll(strings.TrimPrefix(folder, "egress/rules/"), "_", "-"))
	}
	slices.Sort(want)
	if !slices.Equal(ids, want) || len(ids) == 0 {
		t.Errorf("rules %v, want %v", ids, want)
	}
}

// folders returns the names of the files of each folder that matches.
func folders(t *testing.T, pattern string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for name := range regoFiles(t) {
		match, err := path.Match(pattern, path.Dir(name))
		if err != nil {
			t.Fatal(err)
		}
		if match {
			found[path.Dir(name)] = append(found[path.Dir(name)], path.Base(name))
		}
	}
	return found
}

// annotations returns the METADATA of the package, nil when there is none.
func annotations(t *testing.T, name, text string) *ast.Annotations {
	t.Helper()
	module, err := ast.ParseModuleWithOpts(name, text, ast.ParserOptions{ProcessAnnotation: true})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(module.Annotations, func(a *ast.Annotations) bool { return a.Scope == "package" })
	if i < 0 {
		return nil
	}
	return module.Annotations[i]
}

// A rule is one file, with its test beside it.
func TestRuleFolders(t *testing.T) {
	for folder, files := range folders(t, "egress/rules/*/*") {
		rule := path.Base(folder)
		slices.Sort(files)
		if want := []string{rule + ".rego", rule + "_test.rego"}; !slices.Equal(files, want) {
			t.Errorf("%s: files %v, want %v", folder, files, want)
		}
	}
}

func TestRuleMetadata(t *testing.T) {
	schema := jsonschema.MustCompileString("rule.json", string(schemas.Rule))
	files := regoFiles(t)
	for folder := range folders(t, "egress/rules/*/*") {
		name := path.Join(folder, path.Base(folder)+".rego")
		written, err := json.Marshal(annotations(t, name, files[name]))
		if err != nil {
			t.Fatal(err)
		}
		var value any
		if err := json.Unmarshal(written, &value); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: METADATA: %v", name, err)
		}
	}
}

// A rule's METADATA that lacks something is not valid.
func TestRuleSchema(t *testing.T) {
	schema := jsonschema.MustCompileString("rule.json", string(schemas.Rule))
	valid := `{"scope": "package", "title": "A title", "description": "What.\n\nWhy.",
		"related_resources": [{"ref": "https://example.com", "description": "Page"}],
		"custom": {"severity": "error", "code": "NAT-001", "rows": ["R001"]}}`
	check := func(text string) error {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		return schema.Validate(value)
	}
	if err := check(valid); err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{"A title", "a title"}, {"A title", "A title."}, {"What.\\n\\nWhy.", "What."}, {"https:", "http:"},
		{`"ref": "https://example.com", `, ""}, {`"error"`, `"fatal"`}, {"NAT-001", "NAT-1"}, {"R001", "seed"},
		{`"rows"`, `"row"`}, {`"scope"`, `"organizations"`},
	} {
		if check(strings.Replace(valid, change[0], change[1], 1)) == nil {
			t.Errorf("%s instead of %s is valid", change[1], change[0])
		}
	}
}

// A gate says what it covers in the file that has its name.
func TestGateMetadata(t *testing.T) {
	files := regoFiles(t)
	for folder := range folders(t, "egress/gate/*") {
		name := path.Join(folder, path.Base(folder)+".rego")
		written := annotations(t, name, files[name])
		if written == nil || written.Title == "" || written.Description == "" {
			t.Errorf("%s: METADATA of the package with title and description is wanted", name)
		}
	}
}

// Rules about objects, and only they, have lints.
func TestRulesSayWhatTheyAreAbout(t *testing.T) {
	files := regoFiles(t)
	for folder := range folders(t, "egress/rules/*/*") {
		text := files[path.Join(folder, path.Base(folder)+".rego")]
		lints, findings := strings.Contains(text, "\nlints contains"), strings.Contains(text, "\nfindings contains")
		if object := strings.Contains(text, "\n#   about: object\n"); object && !lints || !object && !findings {
			t.Errorf("%s: about: object %t, lints %t, findings %t", folder, object, lints, findings)
		}
	}
}

// The rules of a topic that is called after a gate speak only of packets that cross it: others are not asked about them.
func TestRulesNameTheirGate(t *testing.T) {
	files := regoFiles(t)
	for folder := range folders(t, "egress/rules/*/*") {
		topic := path.Base(path.Dir(folder))
		if topic == "identity" || topic == "ingress" || topic == "expect" {
			continue // they speak of the source, of what passes requests on, and of all gates
		}
		text := files[path.Join(folder, path.Base(folder)+".rego")]
		guard := `hop.gate == "` + strings.ReplaceAll(topic, "_", "-") + `"`
		if strings.Count(text, guard) != strings.Count(text, "findings contains") {
			t.Errorf("%s: %s is wanted in each body of findings", folder, guard)
		}
	}
}
