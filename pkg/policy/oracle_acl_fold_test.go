package policy

import (
	"fmt"
	"slices"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
)

// Every list of up to two entries for each of two ranges of ports: whatever they say, whether they match or may match, on
// the way there and back, for an ACL that is in force and for others.
func TestFoldOfEntriesIsExhaustivelyRight(t *testing.T) {
	o := newOracle(t, []string{"network-acl"})
	lists := entryLists()
	for _, first := range lists {
		o.compareEntries(aclCheckOf("available", "binded", first), false)
		for _, second := range lists {
			o.compareEntries(aclCheckOf("available", "binded", first, second), true)
		}
		for _, state := range [][2]string{{"modifying", "binded"}, {"available", "unbinding"}} {
			o.compareEntries(aclCheckOf(state[0], state[1], first), false)
		}
	}
	t.Logf("%d answers", o.tried)
}

// entryLists returns all lists of up to two entries of which only the last may match for certain.
func entryLists() [][]facts.ACLEntryFacts {
	lists := [][]facts.ACLEntryFacts{{}}
	for _, policy := range []string{"accept", "drop", "other"} {
		for _, match := range []facts.Match{facts.Yes, facts.Maybe} {
			last := facts.ACLEntryFacts{At: "pod/1", Policy: policy, Match: match, Missing: []facts.Missing{}}
			lists = append(lists, []facts.ACLEntryFacts{last})
			for _, before := range []string{"accept", "drop", "other"} {
				lists = append(lists, []facts.ACLEntryFacts{{At: "pod/2", Policy: before, Match: facts.Maybe, Missing: []facts.Missing{}}, last})
			}
		}
	}
	return lists
}

// aclCheckOf is a list of the source's ACL about a range of ports for each list of entries.
func aclCheckOf(status, binding string, lists ...[]facts.ACLEntryFacts) facts.ACLCheck {
	check := facts.ACLCheck{End: "source", Direction: "egress", At: "pod/0", Status: status, Binding: binding, Evidence: model.Complete, Missing: []facts.Missing{}}
	for i, entries := range lists {
		check.Ranges = append(check.Ranges, facts.ACLRange{Low: 1024 + 40000*i, High: 1023 + 40000*(i+1), Entries: entries})
	}
	return check
}

func (o *oracle) compareEntries(check facts.ACLCheck, reply bool) {
	o.t.Helper()
	check.Reply = reply
	in := facts.Input{Cluster: facts.ClusterFacts{Product: "ack", Plugin: "terway", Mode: "shared-eni"}}
	in.Flow = facts.FlowFacts{Family: "ipv4", Protocol: "tcp", Port: 2000}
	in.Target = facts.TargetFacts{Kind: "ip", Resolved: true, Ranges: []string{"vpc"}, VPCKnown: true}
	in.Pod.NetworkACL = facts.NetworkACLFacts{Possible: true, Leaves: true, Destination: "outside", Checks: []facts.ACLCheck{check}, Missing: []facts.Missing{}}
	hop := o.evaluate(o.gates["network-acl"], caseOf(in))
	o.tried++
	said := map[string]bool{}
	for _, ports := range check.Ranges {
		says := map[string]bool{}
		for world := range 1 << len(ports.Entries) {
			decided := slices.IndexFunc(ports.Entries, func(e facts.ACLEntryFacts) bool {
				return e.Match == facts.Yes || world>>slices.Index([]facts.Handle{"pod/1", "pod/2"}, e.At)&1 == 1
			})
			if decided < 0 {
				says["drop"] = true
			} else {
				says[ports.Entries[decided].Policy] = true
			}
		}
		switch {
		case len(says) > 1 || says["other"]:
			said["unknown"] = true
		case says["accept"]:
			said["allow"] = true
		default:
			said["deny"] = true
		}
	}
	want := "partial"
	switch {
	case check.Status != "available" || said["unknown"] || check.Binding != "binded" && said["deny"]:
		want = "unknown"
	case !said["deny"]:
		want = "allow"
	case !said["allow"]:
		want = "deny"
	}
	if hop.verdict != want {
		o.fail("%s (%s), want %s: %s", hop.verdict, hop.reason, want, fmt.Sprintf("%+v", check))
	}
}
