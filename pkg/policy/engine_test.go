package policy

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/schemas"
)

func TestRules(t *testing.T) {
	want := []*finding.Rule{{
		ID: "nat/no-entry", Code: "NAT-901", Title: "The gateway has no entry", Description: "What.\n\nWhy.",
		Severity: finding.Error, About: finding.AboutFlow, Seeds: []string{"R001", "R002"},
		Links: []finding.Link{{URL: "https://example.com/nat?a=b#c", Text: "NAT"}},
	}, {
		ID: "network-policy/not-enforced", Code: "NP-902", Title: "Nobody enforces the policy", Description: "What.",
		Severity: finding.Warning, About: finding.AboutFlow, Seeds: []string{},
	}}
	if got := loaded(t, tree(t, "", "", "")).Rules(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// Each case breaks the small tree in one place. The error names the file and, of Rego, the line.
func TestLoadErrors(t *testing.T) {
	for _, test := range []struct{ file, old, new, want string }{
		{natFile, "hop := {", "hop = := {", natFile + ":5: rego_parse_error"},
		{natFile, "input.flow.port]", "input.flow.prot]", natFile + ":6: rego_type_error: undefined ref: input.flow.prot"},
		{denyFile, "data.egress.gate.nat", "data.egress.gate.dns", denyFile + ":16: rego_compile_error: import data.egress.gate.dns unused"},
		{natFile, "input.flow.port > 2", "http.send({})", natFile + ":15: rego_type_error: undefined function http.send"},
		{natFile, "if input.flow.port > 2", "if time.now_ns() > 2", natFile + ":15: rego_type_error: undefined function time.now_ns"},
		{denyFile, "# METADATA", "#", denyFile + ":14: METADATA: a rule's package has none"},
		{denyFile, "title:", "organizations:", denyFile},
		{denyFile, "# title: The gateway has no entry\n", "", denyFile + ":13: METADATA: title and description are wanted"},
		{denyFile, "severity: error", "severity: fatal", `severity "fatal" is none of error, warning, note`},
		{denyFile, "code: NAT-901", "code: NAT-901\n#   about: all", denyFile + `:15: METADATA: custom: about "all" is none of flow, workload, cluster`},
		{denyFile, "code: NAT-901", "code:", denyFile + ":14: METADATA: custom: code is wanted"},
		{denyFile, "code:", "kode:", denyFile + `:14: METADATA: custom: json: unknown field "kode"`},
		{warnFile, "rows: []", "rows: R001", warnFile + ":8: METADATA: custom: json"},
	} {
		if _, err := Load(context.Background(), tree(t, test.file, test.old, test.new)); err == nil {
			t.Errorf("%s: %q loads", test.file, test.new)
		} else if !strings.HasPrefix(err.Error(), "policies: ") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %q: %v, want %s", test.file, test.new, err, test.want)
		}
	}
}

// Each case makes the small tree return something that the host refuses. The error names the gate or the rule, and the
// line where it speaks.
func TestDecisionErrors(t *testing.T) {
	nat, rule := "gate nat ("+natFile+":5): ", "rule nat/no-entry ("+denyFile+":18): "
	decision := "decision (" + mainFile + ":6): "
	for _, test := range []struct{ file, old, new, want string }{
		{mainFile, "decision :=", "answer :=", "decision: undefined"},
		{mainFile, `"egress": nat`, `"eggress": nat`, decision + `json: unknown field "eggress"`},
		{mainFile, "nat.hop.egress", `["pod/9"]`, decision + `handle "pod/9" stands for nothing`},
		{mainFile, "nat.hop.egress", "7", decision + "json: cannot unmarshal number"},
		{mainFile, "[network_policy.hop, nat.hop]", "[nat.hop, network_policy.hop]", "the hop comes after that of gate nat"},
		{mainFile, "[topic, rule]}", `["nat", "lost"]}`, "rule nat/lost: there is no METADATA of this rule"},
		{mainFile, `"findings": findings`, `"findings": []`, nat + `denies for the reason "port", and no rule of the gate has a finding`},
		{natFile, `"gate": "nat"`, `"gate": "gnat"`, "gate gnat: there is no such gate"},
		{natFile, `2: "deny"`, `2: "denied"`, nat + `verdict "denied" is none of allow, deny, unknown, partial`},
		{natFile, "{address}", "{adress}", nat + `note: "{nat} translates {adress}" names nothing for {adress}`},
		{natFile, `"{nat} translates {address}"`, `""`, nat + "note: a text is wanted"},
		{natFile, `"address": "pod/0"`, `"address": "pod/1"`, nat + `handle "pod/1" stands for nothing`},
		{natFile, `"at": "node/1"`, `"at": "node/01x"`, nat + `handle "node/01x" stands for nothing`},
		{natFile, "missing := []", `missing := [{"export": "", "of": ""}]`, nat + "missing: no export is named"},
		{natFile, "egress := []", `egress := [""]`, nat + `handle "" stands for nothing`},
		{denyFile, `"at": "node/1"`, `"at": "pod.eni"`, rule + `handle "pod.eni" stands for nothing`},
		{denyFile, `"source": "source"`, `"surplus": ""`, rule + `message: "{nat} has no entry for {source}" names nothing for {source}`},
		{denyFile, `"source": "source"`, `"source": "source", "surplus": ""`, rule + `handle "" stands for nothing`},
		{denyFile, `"message": "written nowhere"`, `"message": "{where}"`, rule + "related: "},
		{denyFile, `"add {address} to {nat}"`, `""`, rule + "fix: a text is wanted"},
		{denyFile, `"fix":`, `"repair":`, decision + `json: unknown field "repair"`},
	} {
		e, w := loaded(t, tree(t, test.file, test.old, test.new)), world{}
		_, err := e.Answer(context.Background(), w.flow(t, []*facts.Case{w.packet(t, 2, "192.0.2.1")}), Places{Locate: locate}, nil)
		if err == nil {
			t.Errorf("%s: %q is taken", test.file, test.new)
		} else if !strings.HasPrefix(err.Error(), "flow from shop/cart to internet: ") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %q: %v, want %s", test.file, test.new, err, test.want)
		}
	}
}

// OPA's own errors name the line too.
func TestConflictIsAnError(t *testing.T) {
	files := tree(t, natFile, "default egress := []", "egress := [\"source\"] if input.flow.port == 1\n")
	e, w := loaded(t, files), world{}
	_, err := e.Answer(context.Background(), w.flow(t, []*facts.Case{w.packet(t, 1, "a")}), Places{Locate: locate}, nil)
	if err == nil || !strings.Contains(err.Error(), natFile+":2") || !strings.Contains(err.Error(), "conflict") {
		t.Errorf("error %v names no conflict in %s", err, natFile)
	}
}

func TestFindingWithoutPlaceIsAnError(t *testing.T) {
	e, w := loaded(t, tree(t, "", "", "")), world{}
	lost := func(model.Ref) source.Location { return source.Location{} }
	_, err := e.Answer(context.Background(), w.flow(t, []*facts.Case{w.packet(t, 2, "a")}), Places{Locate: lost}, nil)
	if err == nil || !strings.Contains(err.Error(), "rule nat/no-entry ("+denyFile+":18): the finding has no place") {
		t.Errorf("error is %v", err)
	}
}

// Workers that ask for the same records at the same time evaluate each once.
func TestConcurrentAnswers(t *testing.T) {
	e, w := loaded(t, tree(t, natFile, "verdicts[input.flow.port]", `"allow"`)), world{}
	const records, workers = 40, 8
	var flows []*facts.Flow
	for port := range records {
		flows = append(flows, w.flow(t, []*facts.Case{w.packet(t, port, "a")}))
	}
	start, errs := make(chan struct{}), make([]error, workers)
	var group sync.WaitGroup
	for i := range workers {
		group.Go(func() {
			<-start
			for _, flow := range flows {
				_, err := e.Answer(context.Background(), flow, Places{Locate: locate}, nil)
				errs[i] = errors.Join(errs[i], err)
			}
		})
	}
	close(start)
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if e.Evaluations() != records {
		t.Errorf("%d evaluations of %d records", e.Evaluations(), records)
	}
}

// A cancelled run leaves nothing behind that a later one would take for the answer.
func TestErrorsAreNotRemembered(t *testing.T) {
	s := newStore[string, int](1)
	broken := errors.New("broken")
	if _, err := s.get("a", func() (int, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Errorf("error is %v, want %v", err, broken)
	}
	if got, err := s.get("a", func() (int, error) { return 7, nil }); got != 7 || err != nil {
		t.Errorf("got %d, %v, want 7", got, err)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	s := newStore[int, string](3)
	for i := range 10 {
		if got, _ := s.get(i, func() (string, error) { return fmt.Sprint(i), nil }); got != fmt.Sprint(i) {
			t.Fatalf("%d is %s", i, got)
		}
		if len(s.slots) > 3 {
			t.Fatalf("%d slots, want 3 at most", len(s.slots))
		}
	}
}

// The schema describes what the host takes: what the small tree returns is valid, and what the schema knows of gates is
// what the host knows.
func TestDecisionSchema(t *testing.T) {
	schema := jsonschema.MustCompileString("decision.json", string(schemas.Decision))
	e, w := loaded(t, tree(t, "", "", "")), world{}
	for port := range 4 {
		input, err := e.input(t.Context(), w.packet(t, port+1, "host"))
		if err != nil {
			t.Fatal(err)
		}
		results, err := e.query.Eval(context.Background(), rego.EvalParsedInput(input))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(results[0].Expressions[0].Value); err != nil {
			t.Errorf("%d: %#v", port, err)
		}
	}
	var gates []string
	for _, gate := range schema.Properties["hops"].Items.(*jsonschema.Schema).Ref.Properties["gate"].Enum {
		gates = append(gates, gate.(string))
	}
	if !slices.Equal(gates, finding.Gates[:]) {
		t.Errorf("the schema has the gates %v, want %v", gates, finding.Gates)
	}
}
