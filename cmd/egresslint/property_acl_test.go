package main

import (
	"fmt"
	"maps"
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

// What a denial names is what denies: without the rule, entry, route or policy, or with a good list or EIP or a group of the
// other type, the gate says something else of the flow.
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
				if kind == "" || tried[kind] >= 8 {
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
	if len(tried) < 4 {
		t.Errorf("only %v", tried)
	}
}

// removeWitness takes away the rule, entry, route or policy that a note names, makes the EIP or the list that it blames a
// good one, or changes the type of the group, and returns what kind of thing that was; "" when the note names none.
func (w *world) removeWitness(note string) string {
	for _, blamed := range blames {
		if found := blamed.note.FindStringSubmatch(note); found != nil {
			blamed.mend(w, found[1:])
			return blamed.kind
		}
	}
	return ""
}

// blames are the notes that name a witness, and what would make the gate say something else.
var blames = []struct {
	kind string
	note *regexp.Regexp
	mend func(w *world, named []string)
}{
	{"group", regexp.MustCompile(`no egress rule accepts and (\S+) `), func(w *world, named []string) {
		w.eachRow("ecs-DescribeSecurityGroups", "SecurityGroupId", named[0], row{"SecurityGroupType": "normal"})
	}},
	{"entry", regexp.MustCompile(`\b((?:sgr|nae|snat|fwd)-[-0-9A-Za-z]+)`), (*world).removeEntry},
	{"policy", regexp.MustCompile(`NetworkPolicy shop/(\S+)`), func(w *world, named []string) {
		w.objects = slices.DeleteFunc(w.objects, func(r row) bool { return r["metadata"].(row)["name"] == named[0] })
	}},
	{"route", regexp.MustCompile(`route (\S+) of (vtb-\w+)`), func(w *world, named []string) {
		e := w.export("vpc-DescribeRouteEntryList", named[1])
		e.rows = slices.DeleteFunc(e.rows, func(r row) bool { return r["DestinationCidrBlock"] == named[0] })
	}},
	{"eip", regexp.MustCompile(`^(198\.51\.100\.\d+) of \S+ is (?:locked|not in use)`), func(w *world, named []string) {
		w.eachRow("vpc-DescribeEipAddresses", "IpAddress", named[0], row{"Status": "InUse", "BusinessStatus": "Normal"})
	}},
	{"list", regexp.MustCompile(`^no list (?:or template )?of (\S+) admits ([0-9a-f.:/]+)`), (*world).admit},
	{"network", regexp.MustCompile(`^group (\S+) of (\S+) admits the address, but only over`), (*world).widen},
}

// eachRow changes the rows of an answer whose key has the value.
func (w *world) eachRow(name, key, value string, changes row) {
	for _, r := range w.export(name, "").rows {
		if r[key] == value {
			maps.Copy(r, changes)
		}
	}
}

func (w *world) removeEntry(named []string) {
	id := named[0]
	for _, e := range w.exports {
		e.rows = slices.DeleteFunc(e.rows, func(r row) bool {
			return slices.Contains([]any{r["SecurityGroupRuleId"], r["SnatEntryId"], r["ForwardEntryId"]}, any(id))
		})
	}
	w.eachACL(func(entries []any, _ string) []any {
		return slices.DeleteFunc(slices.Clone(entries), func(item any) bool { return item.(row)["NetworkAclEntryId"] == id })
	})
}
