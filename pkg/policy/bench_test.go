package policy

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/policies"
)

// BenchmarkLoad is what every start of the program pays.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(context.Background(), policies.FS); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMemoHit is what a case costs whose record is known: finding the decision.
func BenchmarkMemoHit(b *testing.B) {
	e, c := loaded(b, groups(b)), dropped(b)
	for b.Loop() {
		if _, err := e.decide(context.Background(), c); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAnswer is a flow whose record is known, with one finding to word.
func BenchmarkAnswer(b *testing.B) {
	e, flow := loaded(b, groups(b)), world{}.flow(b, []*facts.Case{dropped(b)})
	for b.Loop() {
		answered(b, e, flow)
	}
}

// BenchmarkEvaluate is a case whose record is new: one gate, and its three rules.
func BenchmarkEvaluate(b *testing.B) {
	e, c := loaded(b, groups(b)), dropped(b)
	for b.Loop() {
		if _, err := e.evaluate(context.Background(), c); err != nil {
			b.Fatal(err)
		}
	}
}

// groups is the real gate of the security groups as the only one.
func groups(b *testing.B) fstest.MapFS {
	files := fstest.MapFS{
		"egress/path/path.rego": {Data: []byte(`package egress.path

import data.egress.gate.security_group

hops := [security_group.hop]
`)},
	}
	main := strings.NewReplacer(
		"[network_policy.hop, nat.hop]", "path.hops",
		"nat.hop.egress", "[]",
		"import data.egress.gate.network_policy\n", "",
		"data.egress.gate.nat", "data.egress.path",
	)
	files[mainFile] = &fstest.MapFile{Data: []byte(main.Replace(small[mainFile]))}
	for _, folder := range []string{"egress/exit", "egress/destination", "egress/group", "egress/lines", "egress/gate/security_group", "egress/rules/security_group"} {
		err := fs.WalkDir(policies.FS, folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(policies.FS, name)
			files[name] = &fstest.MapFile{Data: text}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return files
}

// dropped is a packet of a Terway pod that the first of ten rules drops.
func dropped(b *testing.B) *facts.Case {
	in := facts.Input{
		Flow:    facts.FlowFacts{Family: "ipv4", Protocol: "tcp", Port: 443},
		Cluster: facts.ClusterFacts{Product: "ack", Plugin: "terway", Mode: "shared-eni"},
		Target:  facts.TargetFacts{Kind: "internet", Resolved: true, Ranges: []string{}},
	}
	group := facts.GroupFacts{At: "pod/0", Type: "normal", Evidence: model.Complete, Inner: "accept", Shared: facts.No}
	in.Pod.Missing = []facts.Missing{}
	in.Pod.Inbound.Missing = []facts.Missing{}
	in.Pod.SecurityGroups = facts.SecurityGroupFacts{
		Known: true, Groups: []facts.GroupFacts{group}, Missing: []facts.Missing{}, Destination: "pod/1",
	}
	for i := range 10 {
		action := "accept"
		if i == 0 {
			action = "drop"
		}
		in.Pod.SecurityGroups.Rules = append(in.Pod.SecurityGroups.Rules, facts.RuleFacts{
			At: "pod/2", ID: "pod/3", Group: "pod/0", Priority: i + 1, Action: action, Match: facts.Yes, Missing: []facts.Missing{},
		})
	}
	w := world{}
	named := facts.Entity{Name: "an entity of some length", Ref: gatewayRef}
	return &facts.Case{
		Parts: [len(facts.Parts)]*facts.Component{
			w.component(b, in.Flow), w.component(b, in.Cluster), w.component(b, in.Source), w.component(b, in.Target),
			w.component(b, in.Policy), w.component(b, in.Between), w.component(b, in.Balancer), w.component(b, in.Pod, named, named, named, named), w.component(b, in.Node),
			w.component(b, in.DNS),
		},
		Fixed:  onlySource(named),
		Target: named,
	}
}
