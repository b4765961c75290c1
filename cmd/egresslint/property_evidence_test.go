package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/finding"
)

// Less evidence makes a verdict unknown or leaves it; it never turns one answer into another. What is missing is named.
func TestProperty07LessEvidenceNeverTurnsAVerdict(t *testing.T) {
	l := newLaboratory(t)
	for _, seed := range bundles(2) {
		lessEvidence(l, seed)
	}
}

func lessEvidence(l *laboratory, seed uint64) {
	w := newWorld(seed)
	flows := some(w, 20, 20, w.flows...)
	before := l.judge(w.files(), flows)
	for _, e := range w.exports {
		what := fmt.Sprintf("seed %d, without %s %s", seed, e.name, e.of)
		files := w.files()
		delete(files, e.file())
		weaker(l.t, what, before, l.judge(files, flows), e)
	}
	for i, e := range w.exports {
		if len(e.list) == 0 {
			continue
		}
		what := fmt.Sprintf("seed %d, a part of %s %s", seed, e.name, e.of)
		less := w.copied()
		less.exports[i].cutShort(w)
		weaker(l.t, what, before, l.judge(less.files(), flows), e)
	}
	// A namespace without an object has the label of its name and no other, so Namespaces are no evidence to go without.
	for _, kind := range []string{"node", "configmap", "daemonset"} {
		files := w.files()
		delete(files, "k8s/"+kind+".yaml")
		weaker(l.t, fmt.Sprintf("seed %d, without k8s/%s.yaml", seed, kind), before, l.judge(files, flows), nil)
	}
}

// cutShort drops some rows, and keeps what the answer says about how many there are.
func (e *export) cutShort(w *world) {
	kept := []row{}
	for _, r := range e.rows {
		if w.IntN(2) == 0 {
			kept = append(kept, r)
		}
	}
	e.lacks += len(e.rows) - len(kept)
	if e.lacks == 0 {
		e.lacks = 1
	}
	e.rows = kept
}

// weaker checks that answers differ only by a doubt that names the answer which was there before. Nodes are where a pod
// that is still to be made may land: without them the question is another.
func weaker(t *testing.T, what string, before, after outcome, gone *export) {
	t.Helper()
	for i, a := range after.answers {
		b := before.answers[i]
		if a.Error != "" {
			t.Errorf("%s, %s -> %s: %s", what, b.Flow.From, b.Flow.To, a.Error)
			continue
		}
		if a.Flow.Verdict == b.Flow.Verdict || excepted(gone, b, a) || assumed(a) || strings.HasSuffix(what, "node.yaml") && b.Flow.From == "shop/later" {
			continue
		}
		if a.Flow.Verdict != finding.Unknown {
			t.Errorf("%s, %s -> %s: %s becomes %s\n%s\n%s", what, b.Flow.From, b.Flow.To, b.Flow.Verdict, a.Flow.Verdict, pathText(b), pathText(a))
			continue
		}
		if gone != nil && !slices.ContainsFunc(a.Missing, gone.isNamed) {
			t.Errorf("%s, %s -> %s: %s becomes unknown, and missing is %q\n%s\n%s", what, b.Flow.From, b.Flow.To, b.Flow.Verdict, a.Missing, pathText(b), pathText(a))
		}
	}
}

// isNamed tells whether something missing is the answer, or another that says the same: which VPC is the cluster's does not
// matter where all are known.
func (e *export) isNamed(missing string) bool {
	action, _, _ := strings.Cut(missing, " ")
	return action == e.action() || e.name == "cs-DescribeClusterDetail" && action == "DescribeVpcs" || e.name == "vpc-DescribeNetworkAcls" && action == "DescribeNetworkAclAttributes" || e.name == "r-kvstore-DescribeInstances" && action == "DescribeDBInstanceNetInfo"
}

// excepted tells whether the verdict may turn: without the EIPs, the mappings of DNAT and the IPv4 gateways a flow is
// judged as if there were none, and one that passes says so. That stops nothing that passed. Neither do the groups and the
// templates that a database has beside its lists count, where they are not there, and a denial says so.
func excepted(gone *export, before, after finding.Answer) bool {
	beside := []string{"rds-DescribeInstanceLinkedWhitelistTemplate", "r-kvstore-DescribeGlobalSecurityIPGroupRelation", "rds-DescribeSecurityGroupConfiguration",
		"r-kvstore-DescribeSecurityGroupConfiguration"}
	if gone != nil && slices.Contains(beside, gone.name) {
		return strings.Contains(pathText(after), "are not in the bundle and not considered")
	}
	if gone == nil || !slices.Contains([]string{"vpc-DescribeEipAddresses", "vpc-DescribeForwardTableEntries", "vpc-ListIpv4Gateways"}, gone.name) {
		return false
	}
	return !(before.Flow.Verdict == finding.Reachable && after.Flow.Verdict == finding.Blocked)
}

// assumed tells whether the answer says that it takes the Corefile for ACK's, as that of a bundle of mere manifests: a
// Corefile that is there may forward to servers out of reach.
func assumed(a finding.Answer) bool {
	return strings.Contains(pathText(a), "is taken to be that of ACK")
}

func pathText(a finding.Answer) string {
	var b strings.Builder
	for _, hop := range a.Path {
		fmt.Fprintf(&b, "\t%s %s: %s\n", hop.Gate, hop.Verdict, hop.Note)
	}
	return b.String()
}
