package policy

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/egresslint/egresslint/pkg/finding"
)

// rules reads the METADATA of every rule, by ID. An error names the file.
func rules(modules []*ast.Module) (map[string]*finding.Rule, error) {
	found := map[string]*finding.Rule{}
	var errs []error
	for _, module := range modules {
		who, ok := ownerOf(module.Package.Path)
		if !ok || who.kind != "rule" {
			continue
		}
		rule, err := newRule(who.name, module)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: METADATA: %w", module.Package.Location, err))
		}
		if found[who.name] != nil {
			errs = append(errs, fmt.Errorf("%s: there is a rule %s already: give the package another name", module.Package.Location, who.name))
			continue
		}
		found[who.name] = rule
	}
	return found, errors.Join(errs...)
}

func newRule(id string, module *ast.Module) (*finding.Rule, error) {
	i := slices.IndexFunc(module.Annotations, func(a *ast.Annotations) bool { return a.Scope == "package" })
	if i < 0 {
		return nil, errors.New("a rule's package has none")
	}
	written := module.Annotations[i]
	rule := &finding.Rule{ID: id, Title: written.Title, Description: strings.TrimSpace(written.Description)}
	for _, resource := range written.RelatedResources {
		rule.Links = append(rule.Links, finding.Link{URL: resource.Ref.String(), Text: resource.Description})
	}
	if rule.Title == "" || rule.Description == "" {
		return nil, errors.New("title and description are wanted")
	}
	return rule, addCustom(rule, written.Custom)
}

func addCustom(rule *finding.Rule, written map[string]any) error {
	text, err := json.Marshal(written)
	if err != nil {
		return err
	}
	var custom struct {
		Severity finding.Severity
		Code     string
		About    finding.Scope
		Rows     []string
		YieldsTo []string `json:"yields_to"`
		Names    bool
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&custom); err != nil {
		return fmt.Errorf("custom: %w", err)
	}
	switch custom.Severity {
	case finding.Error, finding.Warning, finding.Note:
	default:
		return fmt.Errorf("custom: severity %q is none of error, warning, note", custom.Severity)
	}
	switch custom.About {
	case "", finding.AboutFlow, finding.AboutWorkload, finding.AboutCluster, finding.AboutObject:
	default:
		return fmt.Errorf("custom: about %q is none of flow, workload, cluster, object", custom.About)
	}
	if custom.Code == "" {
		return errors.New("custom: code is wanted")
	}
	rule.Severity, rule.Code, rule.Seeds, rule.Names = custom.Severity, custom.Code, custom.Rows, custom.Names
	rule.YieldsTo = custom.YieldsTo
	rule.About = cmp.Or(custom.About, finding.AboutFlow)
	return nil
}
