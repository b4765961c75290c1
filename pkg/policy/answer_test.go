package policy

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

func answered(t testing.TB, e *Engine, flow *facts.Flow) finding.Answer {
	t.Helper()
	answer, err := e.Answer(context.Background(), flow, Places{Locate: locate}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func at(path string, line int) source.Location {
	return source.Location{Path: path, Span: source.Span{Start: source.Pos{Line: line, Column: 1}}}
}

// Where the config expects a flow its findings are told, and what decided beside it.
func TestFindingsOfExpectedFlows(t *testing.T) {
	e, w := loaded(t, tree(t, "", "", "")), world{}
	flow := w.flow(t, []*facts.Case{w.packet(t, 2, "192.0.2.1")})
	flow.Target.Ref = demandRef
	answer, err := e.Answer(context.Background(), flow, Places{Locate: locate, Expected: at("config", 7)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := answer.Findings[0]
	if said.At != at("config", 7) || len(said.Related) == 0 || said.Related[0].At != locate(gatewayRef) {
		t.Errorf("%+v", said)
	}
}

// A gate that denies needs no finding where the policies say that nobody wants the packet to pass.
func TestQuietDenial(t *testing.T) {
	const loud = `"egress": nat.hop.egress, "findings": findings}`
	for decision, wrong := range map[string]bool{`"egress": [], "findings": []}`: true, `"egress": [], "findings": [], "quiet": true}`: false} {
		e, w := loaded(t, tree(t, mainFile, loud, decision)), world{}
		_, err := e.Answer(context.Background(), w.flow(t, []*facts.Case{w.packet(t, 2, "a")}), Places{Locate: locate}, nil)
		if (err != nil) != wrong {
			t.Errorf("%s: %v", decision, err)
		}
	}
}

// The replicas are written as the answers of the NAT gate: a letter is a case, a word a replica.
func TestVerdictOfReplicas(t *testing.T) {
	e, w := loaded(t, tree(t, "", "", "")), world{}
	ports := map[rune]int{'a': 1, 'd': 2, 'u': 3, 'p': 4}
	for _, test := range []struct {
		replicas string
		want     finding.Verdict
		count    finding.Replicas
		gate     string
		address  string // of the case whose path is shown
	}{
		{"", finding.Unknown, finding.Replicas{}, "", ""},
		{"a a", finding.Reachable, finding.Replicas{Reachable: 2}, "", "0.0"},
		{"a p u d d", finding.Blocked, finding.Replicas{Reachable: 1, Blocked: 2, Unknown: 1, Partial: 1}, "nat", "3.0"},
		{"a p u", finding.Unknown, finding.Replicas{Reachable: 1, Unknown: 1, Partial: 1}, "", "2.0"},
		{"a p", finding.Partial, finding.Replicas{Reachable: 1, Partial: 1}, "", "1.0"},
		{"aaa", finding.Reachable, finding.Replicas{Reachable: 1}, "", "0.0"},
		{"ada", finding.Partial, finding.Replicas{Partial: 1}, "", "0.1"},
		{"adp", finding.Partial, finding.Replicas{Partial: 1}, "", "0.2"},
		{"au", finding.Unknown, finding.Replicas{Unknown: 1}, "", "0.1"},
		{"dud", finding.Unknown, finding.Replicas{Unknown: 1}, "", "0.1"},
		{"adu d", finding.Blocked, finding.Replicas{Partial: 1, Blocked: 1}, "nat", "1.0"},
	} {
		var replicas [][]*facts.Case
		for i, word := range strings.Fields(test.replicas) {
			var cases []*facts.Case
			for j, letter := range word {
				cases = append(cases, w.packet(t, ports[letter], string(rune('0'+i))+"."+string(rune('0'+j))))
			}
			replicas = append(replicas, cases)
		}
		got := answered(t, e, w.flow(t, replicas...))
		if got.Flow.Verdict != test.want || got.Replicas != test.count || got.Flow.Gate != test.gate {
			t.Errorf("%q: %s by %q of %+v, want %s by %q of %+v", test.replicas,
				got.Flow.Verdict, got.Flow.Gate, got.Replicas, test.want, test.gate, test.count)
		}
		if test.address == "" {
			if got.Path != nil {
				t.Errorf("%q: path %v of nothing", test.replicas, got.Path)
			}
			continue
		}
		if note := got.Path[1].Note; !strings.HasPrefix(note, "ngw-{nat} translates "+test.address) {
			t.Errorf("%q: the path says %q, want that of %s", test.replicas, note, test.address)
		}
		if verdict := finding.Combine(got.Path); verdict != test.want {
			t.Errorf("%q: the path makes the flow %s, and it is %s", test.replicas, verdict, test.want)
		}
	}
	if e.Evaluations() != len(ports) {
		t.Errorf("%d evaluations of %d records", e.Evaluations(), len(ports))
	}
}

func TestAnswerOfTracedFlow(t *testing.T) {
	e, w := loaded(t, tree(t, "", "", "")), world{}
	blocked := w.packet(t, 2, "192.0.2.9")
	blocked.Replica = "cart-2"
	got := answered(t, e, w.flow(t,
		[]*facts.Case{w.packet(t, 4, "192.0.2.10")},
		[]*facts.Case{blocked},
		[]*facts.Case{w.packet(t, 4, "192.0.2.9")},
		[]*facts.Case{w.packet(t, 3, "192.0.2.8")},
	))
	flow := finding.Flow{From: "shop/cart", To: "internet", Port: 443, Protocol: "tcp", Family: "ipv4", Verdict: finding.Blocked, Gate: "nat",
		Share: finding.Share{Verdict: finding.Blocked, Count: 1, Of: 4, First: []string{"cart-2"}, Why: []string{"ngw-{nat} translates 192.0.2.9"}}}
	path := func(verdict finding.Verdict, note string, missing ...string) []finding.Hop {
		return []finding.Hop{
			{Gate: "network-policy", Verdict: finding.Allow, Note: "no policy selects Deployment cart", At: at("a.yaml/metadata/name", 1)},
			{Gate: "nat", Verdict: verdict, Note: note, At: at("b.yaml/a", 2), Missing: missing},
		}
	}
	missing := []string{"DescribeNatGateways", "DescribeSnatTableEntries ngw-{nat}"}
	said := finding.Finding{
		Rule: e.Rules()[0], Severity: finding.Error, At: at("b.yaml/a", 2), Flow: &flow,
		Message: "ngw-{nat} has no entry for Deployment cart", Fix: "add 192.0.2.10 and 192.0.2.9 to ngw-{nat}",
		Subject:     finding.Subject{Kind: "Deployment", Namespace: "shop", Name: "cart"},
		Path:        path(finding.Partial, "ngw-{nat} translates 192.0.2.10", missing...),
		Related:     []finding.Related{{At: at("a.yaml", 1), Message: "Deployment cart is here"}},
		Fingerprint: finding.Fingerprint("nat/no-entry", "ngw-{nat}", "shop", "Deployment", "cart", "internet", "443", "tcp", "ipv4"),
	}
	want := finding.Answer{
		Flow:     flow,
		Replicas: finding.Replicas{Blocked: 1, Unknown: 1, Partial: 2},
		Others: []finding.Share{
			{Verdict: finding.Unknown, Count: 1, Of: 4, First: []string{""}, Why: []string{"ngw-{nat} translates 192.0.2.8"}},
			{Verdict: finding.Partial, Count: 2, Of: 4, First: []string{"", ""}, Why: []string{"ngw-{nat} translates 192.0.2.10", "ngw-{nat} translates 192.0.2.9"}},
		},
		EgressIP: []string{"192.0.2.9", "192.0.2.10"},
		Path:     path(finding.Deny, "ngw-{nat} translates 192.0.2.9"),
		Missing:  missing,
		Findings: []finding.Finding{said},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v, want\n%+v", got, want)
	}
}

// A demand's finding is at the demand and leads to what the rule points at; without either it is at the source.
func TestPlaceOfFinding(t *testing.T) {
	e, w := loaded(t, tree(t, "", "", "")), world{}
	here := finding.Related{At: at("a.yaml", 1), Message: "Deployment cart is here"}
	for _, test := range []struct {
		name    string
		port    int
		demand  model.Ref
		want    source.Location
		related []finding.Related
	}{
		{"rule", 2, model.Ref{}, at("b.yaml/a", 2), []finding.Related{here}},
		{"demand", 2, demandRef, at("c.yaml", 3), []finding.Related{
			{At: at("b.yaml/a", 2), Message: "decided here: ngw-{nat} translates host"}, here,
		}},
		{"demand that decides", 2, gatewayRef, at("b.yaml/a", 2), []finding.Related{here}},
		{"nothing written", 1, model.Ref{}, at("a.yaml/metadata/name", 1), nil},
		{"demand with nothing written", 1, demandRef, at("c.yaml", 3), nil},
	} {
		flow := w.flow(t, []*facts.Case{w.packet(t, test.port, "host")})
		flow.Target.Ref = test.demand
		got := answered(t, e, flow)
		if len(got.Findings) != 1 {
			t.Fatalf("%s: %d findings", test.name, len(got.Findings))
		}
		if f := got.Findings[0]; f.At != test.want || !reflect.DeepEqual(f.Related, test.related) {
			t.Errorf("%s: at %v with %v, want %v with %v", test.name, f.At, f.Related, test.want, test.related)
		}
	}
}

func TestWarningOfReachableFlow(t *testing.T) {
	e, w := loaded(t, tree(t, "", "", "")), world{}
	got := answered(t, e, w.flow(t, []*facts.Case{w.packet(t, 1, "host")}))
	if got.Flow.Verdict != finding.Reachable || len(got.Findings) != 1 || got.Findings[0].Severity != finding.Warning {
		t.Errorf("%s with %+v, want reachable with one warning", got.Flow.Verdict, got.Findings)
	}
}

func TestFingerprintIsOfMeaning(t *testing.T) {
	e, w := loaded(t, tree(t, "", "", "")), world{}
	print := func(change func(*facts.Flow)) string {
		flow := w.flow(t, []*facts.Case{w.packet(t, 2, "192.0.2.9")})
		change(flow)
		return answered(t, e, flow).Findings[0].Fingerprint
	}
	first := print(func(*facts.Flow) {})
	same := map[string]func(*facts.Flow){
		"place":   func(f *facts.Flow) { f.Target.Ref = demandRef },
		"address": func(f *facts.Flow) { f.Replicas[0][0] = w.packet(t, 2, "192.0.2.10") },
	}
	for name, change := range same {
		if print(change) != first {
			t.Errorf("another %s is another finding", name)
		}
	}
	other := map[string]func(*facts.Flow){
		"source": func(f *facts.Flow) {
			f.Source = facts.Source{Pod: &model.Pod{Namespace: "shop", Name: "cart", Ref: sourceRef}}
		},
		"target":   func(f *facts.Flow) { f.Target.Text = "internet6" },
		"port":     func(f *facts.Flow) { f.Target.Port = 80 },
		"protocol": func(f *facts.Flow) { f.Target.Protocol = "udp" },
		"family":   func(f *facts.Flow) { f.Family = "ipv6" },
		"gateway":  func(f *facts.Flow) { f.Replicas[0][0].Parts[8].Entities[1].Name = "ngw-2" },
	}
	for name, change := range other {
		if print(change) == first {
			t.Errorf("another %s is the same finding", name)
		}
	}
}
