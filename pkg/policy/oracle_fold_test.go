package policy

import (
	"fmt"
	"slices"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
)

// Every record with up to three rules of two priorities: whatever rules say, whether they match or may match, and whatever
// is known of the groups that have them.
func TestFoldOfRulesIsExhaustivelyRight(t *testing.T) {
	o := newOracle(t, []string{"security-group", "destination-acl"})
	for _, votes := range everyVotes(3) {
		for _, types := range [][]string{{"normal"}, {"enterprise"}, {"unknown"}, {"normal", "enterprise"}} {
			for _, evidence := range []model.Evidence{model.Complete, model.Partial} {
				for _, shared := range []facts.Match{facts.No, facts.Yes, facts.Maybe} {
					if len(votes) == 3 && shared != facts.No {
						continue
					}
					for _, inner := range []string{"accept", "drop", "unknown"} {
						if shared != facts.No || inner == "accept" {
							o.compareFold(foldCase{votes, types, evidence, shared, inner})
						}
					}
				}
			}
		}
	}
	t.Logf("%d answers", o.tried)
}

// foldCase is a record, apart from the direction of the rules. Only the first group is shared, and incomplete.
type foldCase struct {
	votes    []groupVote
	types    []string
	evidence model.Evidence
	shared   facts.Match
	inner    string
}

// everyVotes returns all combinations of up to so many rules.
func everyVotes(most int) [][]groupVote {
	var kinds []groupVote
	for _, priority := range []int{1, 2} {
		for _, policy := range []string{"accept", "drop", "other"} {
			for _, match := range []facts.Match{facts.Yes, facts.Maybe} {
				kinds = append(kinds, groupVote{priority: priority, policy: policy, match: match})
			}
		}
	}
	all := [][]groupVote{nil}
	var grow func(votes []groupVote, from int)
	grow = func(votes []groupVote, from int) {
		for i := from; i < len(kinds) && len(votes) < most; i++ {
			more := append(slices.Clone(votes), kinds[i])
			all = append(all, more)
			grow(more, i)
		}
	}
	grow(nil, 0)
	return all
}

func (o *oracle) compareFold(f foldCase) {
	o.t.Helper()
	for gate, direction := range map[string]string{"security-group": "egress", "destination-acl": "ingress"} {
		in := facts.Input{Cluster: facts.ClusterFacts{Product: "ack", Plugin: "terway", Mode: "shared-eni"}}
		in.Flow = facts.FlowFacts{Family: "ipv4", Protocol: "tcp", Port: 443, Gates: []string{}}
		in.Target = facts.TargetFacts{Kind: "ip", Resolved: true, Ranges: []string{"vpc"}, VPCKnown: true}
		groups := facts.SecurityGroupFacts{Known: true, Destination: "pod/9", Source: "pod/9", Rules: []facts.RuleFacts{}, Missing: []facts.Missing{}}
		for i, kind := range f.types {
			group := facts.GroupFacts{At: facts.Handle(fmt.Sprint("pod/", i)), Type: kind, Evidence: model.Complete, Inner: "drop", Shared: facts.No}
			if i == 0 {
				group.Evidence, group.Shared, group.Inner = f.evidence, f.shared, f.inner
			}
			groups.Groups = append(groups.Groups, group)
		}
		// The worst comes last, so that no order of rules makes up for a wrong order of precedence.
		for i, v := range slices.Backward(f.votes) {
			groups.Rules = append(groups.Rules, facts.RuleFacts{At: facts.Handle(fmt.Sprint("pod/", 2+i)), Group: "pod/0", Priority: v.priority, Action: v.policy, Match: v.match, Missing: []facts.Missing{}})
		}
		in.Pod = facts.ExitFacts{Known: true, Missing: []facts.Missing{}, SecurityGroups: groups, Inbound: groups}
		hop := o.evaluate(o.gates[gate], caseOf(in))
		o.tried++
		if want := f.want(direction); hop.verdict != want {
			o.fail("%s: %s (%s), want %s: %+v", gate, hop.verdict, hop.reason, want, f)
		}
	}
}

func (f foldCase) want(direction string) string {
	shared := facts.No
	if f.types[0] != "enterprise" && f.inner != "drop" && (f.shared == facts.Yes || f.shared == facts.Maybe && direction == "ingress") {
		shared = facts.Maybe
		if f.shared == facts.Yes && f.types[0] == "normal" && f.inner == "accept" {
			return "allow"
		}
	}
	first := groupVote{priority: 1, policy: "drop", match: facts.Yes}
	if f.evidence != model.Complete && !slices.Contains(f.votes, first) {
		return "unknown"
	}
	defaults := []string{"drop"}
	if direction == "egress" {
		defaults = nil
		for _, kind := range f.types {
			defaults = append(defaults, map[string][]string{"normal": {"accept"}, "enterprise": {"drop"}, "unknown": {"accept", "drop"}}[kind]...)
		}
	}
	outcomes := everyOutcome(f.votes, defaults)
	switch {
	case len(outcomes) > 1 || outcomes["drop"] && shared == facts.Maybe:
		return "unknown"
	case outcomes["accept"]:
		return "allow"
	}
	return "deny"
}

// caseOf is the case of a record whose handles stand for nothing.
func caseOf(in facts.Input) *facts.Case {
	var c facts.Case
	whole := facts.NewComponent(in, nil).JSON
	for i, name := range facts.Parts[:partOf("object")] {
		c.Parts[i] = digested(&facts.Component{JSON: fieldOf(whole, name)})
	}
	return &c
}
