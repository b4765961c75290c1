package policy

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

const (
	mainFile   = "egress/main/main.rego"
	natFile    = "egress/gate/nat/nat.rego"
	policyFile = "egress/gate/network_policy/network_policy.rego"
	denyFile   = "egress/rules/nat/no_entry/no_entry.rego"
	warnFile   = "egress/rules/network_policy/not_enforced/not_enforced.rego"
)

// small is a tree of two gates and two rules. The port of the flow says what the gate nat answers.
var small = map[string]string{
	mainFile: `package egress.main

import data.egress.gate.nat
import data.egress.gate.network_policy

decision := {"hops": [network_policy.hop, nat.hop], "egress": nat.hop.egress, "findings": findings}

findings contains object.union(finding, {"rule": [topic, rule]}) if {
	some topic, rule
	some finding in data.egress.rules[topic][rule].findings
}
`,
	policyFile: `package egress.gate.network_policy

hop := {
	"gate": "network-policy", "verdict": "allow", "reason": "none", "note": "no policy selects {pod}",
	"names": {"pod": "source"}, "at": "", "missing": [], "egress": [],
}
`,
	natFile: `package egress.gate.nat

verdicts := {1: "allow", 2: "deny", 3: "unknown", 4: "partial"}

hop := {
	"gate": "nat", "verdict": verdicts[input.flow.port], "reason": "port", "note": "{nat} translates {address}",
	"names": {"nat": "node/1", "address": "pod/0"}, "at": "node/1", "missing": missing, "egress": egress,
}

default missing := []

missing := [
	{"export": "DescribeSnatTableEntries", "of": "node/1"},
	{"export": "DescribeNatGateways", "of": ""},
] if input.flow.port > 2

default egress := []

egress := ["pod/0"] if input.flow.port in {1, 4}
`,
	denyFile: `# METADATA
# title: The gateway has no entry
# description: |
#   What.
#
#   Why.
# related_resources:
#   - ref: https://example.com/nat?a=b#c
#     description: NAT
# custom:
#   severity: error
#   code: NAT-901
#   rows: [R001, R002]
package egress.rules.nat.no_entry

import data.egress.gate.nat

findings contains {
	"at": "node/1", "message": "{nat} has no entry for {source}", "fix": "add {address} to {nat}",
	"names": {"nat": "node/1", "source": "source", "address": "pod/0"},
	"related": [{"at": "source", "message": "{source} is here"}, {"at": "pod/0", "message": "written nowhere"}],
} if {
	nat.hop.verdict in {"deny", "partial"}
}
`,
	warnFile: `# METADATA
# title: Nobody enforces the policy
# description: What.
# custom:
#   severity: warning
#   code: NP-902
#   rows: []
package egress.rules.network_policy.not_enforced

findings contains {
	"at": "", "message": "nobody enforces the policies of {source}", "fix": "enable policies",
	"names": {"source": "source"}, "related": [],
} if {
	input.source.host_network
}
`,
}

// tree returns the small tree with one text replaced.
func tree(t *testing.T, file, old, new string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{"egress/gate/nat/nat_test.rego": {Data: []byte("no Rego at all")}}
	for name, text := range small {
		if name == file {
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q", name, old)
			}
			text = strings.Replace(text, old, new, 1)
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

func loaded(t testing.TB, files fstest.MapFS) *Engine {
	t.Helper()
	e, err := Load(context.Background(), files)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// world makes cases.
type world struct{}

func (w world) component(t testing.TB, value any, entities ...facts.Entity) *facts.Component {
	t.Helper()
	return facts.NewComponent(value, entities)
}

// record 1 holds the source, 2 the gateway, 3 the demand.
var sourceRef, gatewayRef, demandRef = model.Ref{Record: 1}, model.Ref{Record: 2, Pointer: "/a"}, model.Ref{Record: 3}

// packet is a case whose NAT gate answers as the port says; its address is written nowhere.
func (w world) packet(t testing.TB, port int, address string) *facts.Case {
	in := facts.Input{Flow: facts.FlowFacts{Port: port}, Source: facts.SourceFacts{HostNetwork: port == 1 && address == "host"}}
	return &facts.Case{
		Parts: [len(facts.Parts)]*facts.Component{
			w.component(t, in.Flow), w.component(t, in.Cluster), w.component(t, in.Source), w.component(t, in.Target),
			w.component(t, in.Policy), w.component(t, in.Between), w.component(t, in.Balancer), w.component(t, in.Pod, facts.Entity{Name: address}),
			w.component(t, in.Node, facts.Entity{Name: "unused"}, facts.Entity{Name: "ngw-{nat}", Ref: gatewayRef}),
			w.component(t, in.DNS),
		},
		Fixed: onlySource(facts.Entity{Name: "Deployment cart", Ref: sourceRef}),
	}
}

func (w world) flow(t testing.TB, replicas ...[]*facts.Case) *facts.Flow {
	return &facts.Flow{
		Source:   facts.Source{Workload: &model.Workload{Kind: "Deployment", Namespace: "shop", Name: "cart", Ref: sourceRef}},
		From:     "shop/cart",
		Target:   facts.Target{Text: "internet", Port: 443, Protocol: "tcp"},
		Family:   "ipv4",
		Replicas: replicas,
	}
}

// locate says record and pointer.
func locate(ref model.Ref) source.Location {
	return source.Location{Path: string("?abc"[ref.Record]) + ".yaml" + ref.Pointer, Span: source.Span{Start: source.Pos{Line: int(ref.Record), Column: 1}}}
}

// onlySource is what the handles of every flow stand for where the source is the only one.
func onlySource(source facts.Entity) func(facts.Handle) (facts.Entity, bool) {
	return func(h facts.Handle) (facts.Entity, bool) { return source, h == facts.SourceHandle }
}
