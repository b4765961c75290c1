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

// A change of a bundle, and how the verdicts may differ after it.
type change struct {
	name  string
	make  func(w *world)
	about func(family string) bool // the flows that the relation is about; nil for all
	holds func(before, after finding.Verdict) bool
}

func same(before, after finding.Verdict) bool { return before == after }

// Each half may hold the address of a host that is not known, and no rule alone is certain.
func sameOrUnknown(before, after finding.Verdict) bool {
	return before == after || after == finding.Unknown
}

// The rank of a verdict: what opens a way may raise it, what closes one may lower it.
var rank = map[finding.Verdict]int{finding.Blocked: 0, finding.Unknown: 1, finding.Partial: 1, finding.Reachable: 2}

func notWorse(before, after finding.Verdict) bool  { return rank[after] >= rank[before] }
func notBetter(before, after finding.Verdict) bool { return rank[after] <= rank[before] }

func ipv4(family string) bool { return family == "ipv4" }
func ipv6(family string) bool { return family == "ipv6" }

var changes = []change{
	{"1, rules twice", (*world).doubleRules, nil, same},
	{"1, rules in other letters", (*world).respellRules, nil, same},
	{"1, priorities of the same order", (*world).stretchPriorities, nil, same},
	{"3, ranges of rules in two halves", (*world).halveRules, nil, sameOrUnknown},
	{"2, an accept rule more", func(w *world) { w.addRule("Accept") }, nil, notWorse},
	{"2, a drop rule more", func(w *world) { w.addRule("drop") }, nil, notBetter},
	{"2, an accept entry at the end of the ACLs", func(w *world) { w.eachACL(appended("accept")) }, nil, notWorse},
	{"2, a drop entry at the end of the ACLs", func(w *world) { w.eachACL(appended("drop")) }, nil, same},
	{"3, ranges of ACL entries in two halves", func(w *world) { w.eachACL(halved) }, nil, sameOrUnknown},
	{"6, disjoint ACL entries the other way round", func(w *world) { w.eachACL(swapped) }, nil, same},
	{"8, an IPv4 drop rule more", (*world).dropIPv4, ipv6, same},
	{"8, an IPv6 drop rule more", (*world).dropIPv6, ipv4, same},
	{"8, no NAT gateway", (*world).withoutNAT, ipv6, same},
	{"8, no IPv6 gateway", (*world).withoutGateway6, ipv4, same},
	{"8, no IPv6 bandwidth", func(w *world) { w.bandwidths6(0) }, ipv4, same},
	{"no IPv6 gateway", (*world).withoutGateway6, ipv6, notBetter},
	{"no IPv6 bandwidth", func(w *world) { w.bandwidths6(0) }, ipv6, notBetter},
	{"IPv6 bandwidth everywhere", func(w *world) { w.bandwidths6(5) }, ipv6, notWorse},
	{"10, SNAT entries in two halves", (*world).halveEntries, nil, same},
	{"13, lists with blanks and entries twice", (*world).blankLists, nil, same},
	{"13, list entries in another order", (*world).reverseLists, nil, same},
	{"13, a list entry more", (*world).admitMore, nil, notWorse},
	{"a NetworkPolicy rule more", (*world).allowMore, nil, notWorse},
	{"a NetworkPolicy more", (*world).isolateMore, nil, notBetter},
}

func TestProperties01To13ChangesOfBundles(t *testing.T) {
	l := newLaboratory(t)
	for _, seed := range bundles(2) {
		bundleChanges(l, seed)
	}
}

func bundleChanges(l *laboratory, seed uint64) {
	w := newWorld(seed)
	before := l.judge(w.files(), w.flows)
	for _, c := range changes {
		changed := w.copied()
		c.make(changed)
		after := l.judge(changed.files(), w.flows)
		for i, a := range after.answers {
			b := before.answers[i]
			if c.about != nil && !c.about(b.Flow.Family) {
				continue
			}
			if !c.holds(b.Flow.Verdict, a.Flow.Verdict) {
				l.t.Errorf("seed %d, %s, %s -> %s %s: %s becomes %s\n%s\n%s", seed, c.name, b.Flow.From, b.Flow.To, b.Flow.Family, b.Flow.Verdict, a.Flow.Verdict, pathText(b), pathText(a))
			}
		}
	}
}

// eachRule replaces every rule of every group with what f makes of it.
func (w *world) eachRule(f func(rule row) []row) {
	for _, e := range w.named("ecs-DescribeSecurityGroupAttribute") {
		var rules []row
		for _, rule := range e.rows {
			rules = append(rules, f(rule)...)
		}
		e.rows = rules
	}
}

// with returns a copy of the object with some values changed, and another id.
func with(r row, id string, values row) row {
	out := maps.Clone(r)
	maps.Copy(out, values)
	out[id] = fmt.Sprint(r[id], "-", len(values))
	return out
}

func (w *world) doubleRules() {
	w.eachRule(func(rule row) []row { return []row{rule, with(rule, "SecurityGroupRuleId", row{})} })
}

func (w *world) respellRules() {
	w.eachRule(func(rule row) []row {
		rule["Policy"] = strings.ToUpper(rule["Policy"].(string))
		rule["IpProtocol"] = strings.ToLower(rule["IpProtocol"].(string))
		rule["Priority"] = fmt.Sprint(rule["Priority"])
		return []row{rule}
	})
}

func (w *world) stretchPriorities() {
	w.eachRule(func(rule row) []row {
		rule["Priority"] = map[string]int{"1": 1, "2": 30, "50": 60, "100": 99}[fmt.Sprint(rule["Priority"])]
		return []row{rule}
	})
}

// halves are ranges of the universe that are easily cut in two.
var halves = map[string][2]string{
	"0.0.0.0/0": {"0.0.0.0/1", "128.0.0.0/1"}, "10.0.0.0/8": {"10.0.0.0/9", "10.128.0.0/9"}, "10.0.0.0/16": {"10.0.0.0/17", "10.0.128.0/17"},
	"10.0.16.0/23": {"10.0.16.0/24", "10.0.17.0/24"}, "10.0.16.0/24": {"10.0.16.0/25", "10.0.16.128/25"}, "10.0.17.0/24": {"10.0.17.0/25", "10.0.17.128/25"},
	"10.0.0.0/24": {"10.0.0.0/25", "10.0.0.128/25"}, "::/0": {"::/1", "8000::/1"}, "80/443": {"80/100", "101/443"}, "1/65535": {"1/1024", "1025/65535"},
}

func (w *world) halveRules() {
	w.eachRule(func(rule row) []row {
		for _, key := range []string{"DestCidrIp", "SourceCidrIp", "Ipv6DestCidrIp", "Ipv6SourceCidrIp", "PortRange"} {
			if half, ok := halves[fmt.Sprint(rule[key])]; ok {
				return []row{with(rule, "SecurityGroupRuleId", row{key: half[0]}), with(rule, "SecurityGroupRuleId", row{key: half[1], "Description": "b"})}
			}
		}
		return []row{rule}
	})
}

// addRule adds a rule of both directions to one group.
func (w *world) addRule(policy string) {
	e := w.export("ecs-DescribeSecurityGroupAttribute", one(w, groups...))
	priority, ports := one[any](w, 1, 2, 100), one(w, portages...)
	for direction, peer := range map[string]string{"egress": "DestCidrIp", "ingress": "SourceCidrIp"} {
		e.rows = append(e.rows, row{"SecurityGroupRuleId": "sgr-more-" + direction, "Direction": direction, "Policy": policy, "Priority": priority,
			"IpProtocol": "TCP", "PortRange": ports, peer: "0.0.0.0/0"})
	}
}

func (w *world) dropIPv4() { w.drop("DestCidrIp", "0.0.0.0/0") }
func (w *world) dropIPv6() { w.drop("Ipv6DestCidrIp", "::/0") }

func (w *world) drop(key, cidr string) {
	for _, e := range w.named("ecs-DescribeSecurityGroupAttribute") {
		e.rows = append(e.rows, row{"SecurityGroupRuleId": "sgr-more-" + e.of, "Direction": "egress", "Policy": "Drop", "Priority": 1, "IpProtocol": "ALL", "PortRange": "-1/-1", key: cidr})
	}
}

func (w *world) withoutNAT() {
	for _, e := range w.exports {
		if strings.Contains(e.name, "Nat") || strings.Contains(e.name, "Snat") || strings.Contains(e.name, "Forward") || strings.Contains(e.name, "Eip") {
			e.rows = nil
		}
	}
}

// halveEntries leaves an entry alone that another ties with, or would tie with in two halves: the longest mask decides.
func (w *world) halveEntries() {
	source := func(r row) string {
		if id := fmt.Sprint(r["SourceVSwitchId"]); r["SourceVSwitchId"] != nil {
			return map[string]string{"vsw-a": "10.0.16.0/24", "vsw-node": "10.0.0.0/24"}[id]
		}
		return fmt.Sprint(r["SourceCIDR"])
	}
	for _, e := range w.named("vpc-DescribeSnatTableEntries") {
		alone := func(r row, ranges ...string) bool {
			return !slices.ContainsFunc(e.rows, func(other row) bool {
				return other["SnatEntryId"] != r["SnatEntryId"] && slices.Contains(ranges, source(other))
			})
		}
		var rows []row
		for _, r := range e.rows {
			if half, ok := halves[fmt.Sprint(r["SourceCIDR"])]; ok && alone(r, source(r), half[0], half[1]) {
				rows = append(rows, with(r, "SnatEntryId", row{"SourceCIDR": half[0]}), with(r, "SnatEntryId", row{"SourceCIDR": half[1], "SnatEntryName": "b"}))
			} else {
				rows = append(rows, r)
			}
		}
		e.rows = rows
	}
}

// allowMore adds a rule to one direction of the policies that have rules for it.
func (w *world) allowMore() {
	rule := one(w, row{}, row{"ports": []any{row{"port": 443}}})
	for _, object := range w.objects {
		if object["kind"] != "NetworkPolicy" {
			continue
		}
		spec := object["spec"].(row)
		for _, direction := range []string{"egress", "ingress"} {
			if slices.Contains(spec["policyTypes"].([]any), any(strings.ToUpper(direction[:1])+direction[1:])) {
				spec[direction] = append(spec[direction].([]any), rule)
			}
		}
	}
}

// isolateMore adds a policy. It selects pods that another selects already, or it would open nothing and close all.
func (w *world) isolateMore() {
	c := &cluster{w: w}
	c.add("networking.k8s.io/v1", "NetworkPolicy", "shop", "more", nil, row{"spec": row{
		"podSelector": row{"matchLabels": row{"app": "later"}}, "policyTypes": []any{"Egress"}, "egress": []any{}}})
	selected := false
	for _, object := range w.objects {
		selected = selected || object["kind"] == "NetworkPolicy"
	}
	if !selected {
		w.objects = append(w.objects, c.objects...)
	}
}

// An ENI with one group that has the rules of two is judged as one with the two.
func TestProperty05UnionOfGroups(t *testing.T) {
	l := newLaboratory(t)
	for _, seed := range bundles(2) {
		w := newWorld(seed)
		kind := one(w, "normal", "enterprise")
		for _, group := range w.export("ecs-DescribeSecurityGroups", "").rows {
			group["SecurityGroupType"] = kind
		}
		for _, e := range w.named("ecs-DescribeSecurityGroupAttribute") {
			e.body["InnerAccessPolicy"] = "Drop"
		}
		for _, product := range []string{"rds", "r-kvstore"} { // which name groups
			for _, e := range w.named(product + "-DescribeSecurityGroupConfiguration") {
				e.rows = nil
			}
		}
		w.eachRule(func(rule row) []row {
			if rule["DestGroupId"] != nil || rule["SourceGroupId"] != nil {
				return nil
			}
			return []row{rule}
		})
		united := w.copied()
		united.unite(kind)
		before, after := l.judge(w.files(), w.flows), l.judge(united.files(), w.flows)
		for i, a := range after.answers {
			if b := before.answers[i]; a.Flow.Verdict != b.Flow.Verdict {
				t.Errorf("seed %d, %s -> %s: %s becomes %s\n%s\n%s", seed, b.Flow.From, b.Flow.To, b.Flow.Verdict, a.Flow.Verdict, pathText(b), pathText(a))
			}
		}
	}
}

// unite gives every ENI and instance with two groups a third one instead, with the rules of both.
func (w *world) unite(kind string) {
	list := w.export("ecs-DescribeSecurityGroups", "")
	for _, name := range []string{"ecs-DescribeNetworkInterfaces", "ecs-DescribeInstances"} {
		for _, r := range w.export(name, "").rows {
			of := r["SecurityGroupIds"].(row)
			ids := of["SecurityGroupId"].([]any)
			if len(ids) < 2 {
				continue
			}
			first, second := ids[0].(string), ids[1].(string)
			id := "sg-" + first[3:] + second[3:]
			of["SecurityGroupId"] = []any{id}
			if slices.ContainsFunc(list.rows, func(r row) bool { return r["SecurityGroupId"] == id }) {
				continue
			}
			list.rows = append(list.rows, row{"SecurityGroupId": id, "VpcId": "vpc-1", "SecurityGroupType": kind})
			a, b := w.export("ecs-DescribeSecurityGroupAttribute", first), w.export("ecs-DescribeSecurityGroupAttribute", second)
			union := *a
			union.of, union.rows, union.lacks, union.body = id, slices.Concat(a.rows, b.rows), a.lacks+b.lacks, maps.Clone(a.body)
			union.body["SecurityGroupId"] = id
			w.add(&union)
		}
	}
}

// The longest SNAT entry decides, and an address of the pod's own before any: a pod that leaves by NAT is stopped by an
// entry of its own with a dead EIP, and one with an EIP does not ask NAT at all.
func TestProperties09And10EntriesAndAddressesOfOnePod(t *testing.T) {
	l := newLaboratory(t)
	const pod = "shop/Pod/web-5d8f-0"
	flows := []string{`{"from":"` + pod + `","to":"internet"}`, `{"from":"` + pod + `","to":"ip:10.0.3.20:3306"}`}
	for _, seed := range bundles(8) {
		w := newWorld(seed)
		w.export("vpc-DescribeEipAddresses", "").lacks = 0
		before := l.judge(w.files(), flows)
		if a := before.answers[0]; a.Flow.Verdict == finding.Reachable && strings.Contains(pathText(a), "nat allow") && strings.Contains(pathText(a), "10.0.16.10 ") {
			dead := w.copied()
			for _, e := range dead.named("vpc-DescribeSnatTableEntries") {
				e.rows = slices.DeleteFunc(e.rows, func(r row) bool { return r["SourceCIDR"] == "10.0.16.10/32" })
				e.rows = append(e.rows, row{"SnatEntryId": "snat-dead-" + e.of, "SnatTableId": e.of, "SourceCIDR": "10.0.16.10/32", "SnatIp": "198.51.100.99", "Status": "Available"})
			}
			if got := l.judge(dead.files(), flows).answers[0]; got.Flow.Verdict != finding.Blocked {
				t.Errorf("seed %d: an entry for the pod with a dead EIP: %s\n%s", seed, got.Flow.Verdict, pathText(got))
			}
		}
		bound := w.copied()
		bound.export("vpc-ListIpv4Gateways", "").rows = nil
		eips := bound.export("vpc-DescribeEipAddresses", "")
		eips.rows = append(eips.rows, row{"AllocationId": "eip-9", "IpAddress": "198.51.100.9", "InstanceType": "NetworkInterface", "InstanceId": "eni-1-0",
			"PrivateIpAddress": "10.0.16.10", "Status": "InUse", "Mode": "NAT", "BusinessStatus": "Normal"})
		without := bound.copied()
		for _, name := range []string{"vpc-DescribeNatGateways", "vpc-DescribeSnatTableEntries", "vpc-DescribeForwardTableEntries"} {
			for _, e := range without.named(name) {
				e.rows = nil
			}
		}
		a, b := l.judge(bound.files(), flows), l.judge(without.files(), flows)
		if strings.Contains(pathText(a.answers[0]), "serves 10.0.16.10") && pathText(a.answers[0]) != pathText(b.answers[0]) {
			t.Errorf("seed %d: with an EIP, NAT decides:\n%s\n%s", seed, pathText(a.answers[0]), pathText(b.answers[0]))
		}
		if pathText(a.answers[1]) != pathText(before.answers[1]) {
			t.Errorf("seed %d: an EIP decides about a private destination:\n%s\n%s", seed, pathText(before.answers[1]), pathText(a.answers[1]))
		}
	}
}

// Other ids of the same order change nothing but ids.
func TestProperty11OtherIDs(t *testing.T) {
	l := newLaboratory(t)
	for _, seed := range bundles(2) {
		w := newWorld(seed)
		renamed := map[string]string{}
		for name, text := range w.files() {
			folder, file, _ := strings.Cut(name, "/")
			if head, id, ok := strings.Cut(file, "."); ok && folder == "aliyun" {
				name = folder + "/" + head + "." + idPattern.ReplaceAllString(id, "$1-q7$2")
			}
			renamed[name] = idPattern.ReplaceAllString(text, "$1-q7$2")
		}
		var flows []string
		for _, flow := range w.flows {
			flows = append(flows, idPattern.ReplaceAllString(flow, "$1-q7$2"))
		}
		undo := func(text string) string {
			return fingerprints.ReplaceAllString(strings.ReplaceAll(text, "-q7", "-"), "")
		}
		trace, lint := l.said(w.files(), w.flows, undo)
		again, lintAgain := l.said(renamed, flows, undo)
		compareLines(t, fmt.Sprintf("seed %d, trace", seed), again, trace)
		compareLines(t, fmt.Sprintf("seed %d, lint", seed), lintAgain, lint)
	}
}

var (
	idPattern    = regexp.MustCompile(`\b(sg|sgr|nacl|nae|vsw|vtb|ngw|stb|ftb|eip|snat|fwd|rte|ipv4gw|vpc|rm|r|i|eni|pl)-((?:[a-z0-9])\b|[0-9a-z]*[-0-9]|node|nat|db|a|sys|own|orders|cache|unread)`)
	fingerprints = regexp.MustCompile(`,"fingerprint":"[0-9a-f]+"`)
)
