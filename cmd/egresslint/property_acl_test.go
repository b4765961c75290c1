package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/finding"
)

// eachACL replaces every list of entries of every network ACL with what f makes of it. The range of an entry is below peer.
func (w *world) eachACL(f func(entries []any, peer string) []any) {
	for _, acl := range w.export("vpc-DescribeNetworkAcls", "").rows {
		for direction, peer := range map[string]string{"Egress": "DestinationCidrIp", "Ingress": "SourceCidrIp"} {
			list := acl[direction+"AclEntries"].(row)
			entries, _ := list[direction+"AclEntry"].([]any)
			list[direction+"AclEntry"] = f(entries, peer)
		}
	}
}

// appended adds an entry for everything, after which only what no entry matches is another.
func appended(policy string) func([]any, string) []any {
	return func(entries []any, peer string) []any {
		return append(slices.Clip(entries), row{"NetworkAclEntryId": "nae-more", "Policy": policy, "Protocol": "all", "Port": "-1/-1", peer: "0.0.0.0/0", "IpVersion": "IPv4"})
	}
}

// halved cuts the range or the ports of every entry in two, in their place.
func halved(entries []any, peer string) []any {
	var out []any
	for _, item := range entries {
		entry := item.(row)
		cut := []any{entry}
		for _, key := range []string{peer, "Port"} {
			if half, ok := halves[fmt.Sprint(entry[key])]; ok {
				cut = []any{with(entry, "NetworkAclEntryId", row{key: half[0]}), with(entry, "NetworkAclEntryId", row{key: half[1], "Description": "b"})}
				break
			}
		}
		out = append(out, cut...)
	}
	return out
}

// swapped exchanges neighbours that no packet matches both.
func swapped(entries []any, _ string) []any {
	out := slices.Clone(entries)
	for i := 0; i+1 < len(out); i++ {
		a, b := out[i].(row)["Protocol"], out[i+1].(row)["Protocol"]
		if a != b && a != "all" && b != "all" {
			out[i], out[i+1] = out[i+1], out[i]
			i++
		}
	}
	return out
}

// A rule of a worse priority than one that matches for certain has no say.
func TestProperty04WorseRulesHaveNoSay(t *testing.T) {
	l := newLaboratory(t)
	for _, seed := range bundles(2) {
		w := newWorld(seed)
		for _, policy := range []string{"Accept", "Drop"} {
			decided := w.copied()
			decided.forAll(policy, 2, "decides")
			worse := decided.copied()
			worse.forAll(map[string]string{"Accept": "Drop", "Drop": "Accept"}[policy], 3, "worse")
			before, after := l.judge(decided.files(), w.flows), l.judge(worse.files(), w.flows)
			for i, a := range after.answers {
				if b := before.answers[i]; a.Flow.Verdict != b.Flow.Verdict {
					t.Errorf("seed %d, %s -> %s %s: %s becomes %s\n%s\n%s", seed, b.Flow.From, b.Flow.To, b.Flow.Family, b.Flow.Verdict, a.Flow.Verdict, pathText(b), pathText(a))
				}
			}
		}
	}
}

// forAll gives every group rules for all packets of both directions and families.
func (w *world) forAll(policy string, priority int, name string) {
	for _, e := range w.named("ecs-DescribeSecurityGroupAttribute") {
		for _, peer := range []string{"DestCidrIp 0.0.0.0/0", "Ipv6DestCidrIp ::/0", "SourceCidrIp 0.0.0.0/0", "Ipv6SourceCidrIp ::/0"} {
			key, cidr, _ := strings.Cut(peer, " ")
			direction := map[bool]string{true: "egress", false: "ingress"}[strings.Contains(key, "Dest")]
			e.rows = append(e.rows, row{"SecurityGroupRuleId": "sgr-" + name + "-" + e.of + "-" + key, "Direction": direction, "Policy": policy, "Priority": priority, "IpProtocol": "ALL", "PortRange": "-1/-1", key: cidr})
		}
	}
}

var witnesses = regexp.MustCompile(`\b(sgr|nae|snat|fwd)-[-0-9A-Za-z]+`)

// What a denial names is what denies: without the rule or entry, or with a group of the other type, the gate says something
// else of the flow.
func TestProperty12WitnessesDecide(t *testing.T) {
	l := newLaboratory(t)
	tried := map[string]int{}
	for _, seed := range bundles(6) {
		w := newWorld(seed)
		for i, a := range l.judge(w.files(), w.flows).answers {
			for _, hop := range a.Path {
				if hop.Verdict != finding.Deny {
					continue
				}
				without := w.copied()
				kind := without.removeWitness(hop.Note)
				if kind == "" || tried[kind] >= 12 {
					continue
				}
				tried[kind]++
				after := l.judge(without.files(), w.flows[i:i+1]).answers[0]
				if strings.Contains(pathText(after), fmt.Sprintf("\t%s %s: %s\n", hop.Gate, hop.Verdict, hop.Note)) {
					t.Errorf("seed %d, %s -> %s: %s says %q without it too", seed, a.Flow.From, a.Flow.To, hop.Gate, hop.Note)
				}
			}
		}
	}
	t.Log(tried)
	if len(tried) < 3 {
		t.Errorf("only %v", tried)
	}
}

// removeWitness takes away the rule or entry that a note names, or changes the type of the group that it blames, and returns
// what kind of thing that was; "" when the note names none.
func (w *world) removeWitness(note string) string {
	if group, ok := strings.CutPrefix(note, "no egress rule accepts and "); ok {
		id, _, _ := strings.Cut(group, " ")
		for _, r := range w.export("ecs-DescribeSecurityGroups", "").rows {
			if r["SecurityGroupId"] == id {
				r["SecurityGroupType"] = "normal"
			}
		}
		return "group"
	}
	id := witnesses.FindString(note)
	if id == "" {
		return ""
	}
	for _, e := range w.exports {
		e.rows = slices.DeleteFunc(e.rows, func(r row) bool {
			return slices.Contains([]any{r["SecurityGroupRuleId"], r["SnatEntryId"], r["ForwardEntryId"]}, any(id))
		})
	}
	w.eachACL(func(entries []any, _ string) []any {
		return slices.DeleteFunc(slices.Clone(entries), func(item any) bool { return item.(row)["NetworkAclEntryId"] == id })
	})
	kind, _, _ := strings.Cut(id, "-")
	return kind
}
