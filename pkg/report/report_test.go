package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

// files are the input that the findings of these tests point into.
var files = map[string]string{
	"k8s/cart.yaml": "kind: Deployment\nmetadata:\n  name: cart\nspec:\n  target: \"购物车\" # 到 rds:rm-1\n\tport: 3306\n" +
		"  url: mysql://root:hunter2@rm-1.mysql.rds.aliyuncs.com/cart\n",
	"snat.json": `{"SnatTableEntries":{"SnatTableEntry":[` + strings.Repeat(`{"SnatEntryId":"snat-0","SnatIp":"203.0.113.9"},`, 40) +
		`{"SnatEntryId":"snat-1","SnatIp":"203.0.113.10"}]},"kind":"Secret","data":{"p":"czNjcjN0"}}`,
}

func lines(path string, first, last int) []string {
	text, ok := files[path]
	if !ok {
		return nil
	}
	all := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if first > len(all) {
		return nil
	}
	return all[first-1 : min(last, len(all))]
}

func at(path string, line, from, to int) source.Location {
	return source.Location{Path: path, Span: source.Span{Start: source.Pos{Line: line, Column: from}, End: source.Pos{Line: line, Column: to}}}
}

// sample has a finding about a flow, one about none, and a problem.
func sample() Report {
	snat := &finding.Rule{
		ID: "nat/misses-pod-vswitch", Code: "NAT-001", Severity: finding.Error,
		Title:       "No SNAT entry covers the vSwitch of the pod",
		Description: "The pod leaves with an address of its vSwitch, and no\nSNAT entry covers that.\n\nAdd an entry for the vSwitch.",
		Links:       []finding.Link{{URL: "https://www.alibabacloud.com/help/en/nat-gateway/", Text: "NAT Gateway"}},
	}
	wide := &finding.Rule{ID: "security-group/opens-all", Code: "SG-009", Severity: finding.Warning, Title: "A rule accepts everything", Description: "A rule accepts everything."}
	flow := finding.Flow{From: "shop/cart", To: "rds:rm-1", Port: 3306, Protocol: "tcp", Family: "ipv4", Verdict: finding.Blocked, Gate: "nat"}
	path := []finding.Hop{
		{Gate: "network-policy", Verdict: finding.Allow, Note: "no policy selects the pod"},
		{Gate: "nat", Verdict: finding.Deny, Note: "the entries cover 10.0.0.0/24 <only>", At: at("snat.json", 1, 1993, 2007)},
	}
	missing := finding.Finding{
		Rule: snat, Severity: finding.Error, Message: `no SNAT entry covers the vSwitch of "购物车"`, Fix: "add an SNAT entry for it",
		At: at("k8s/cart.yaml", 5, 11, 16), Subject: finding.Subject{Kind: "Deployment", Namespace: "shop", Name: "cart"},
		Flow: &flow, Path: path, Fingerprint: "f1",
		Related: []finding.Related{{At: at("snat.json", 1, 1993, 2007), Message: "the SNAT table"}},
	}
	return Report{
		Version: "v0.1.0",
		Rules:   []*finding.Rule{snat, wide},
		Findings: []finding.Finding{
			missing,
			{Rule: wide, Severity: finding.Warning, Message: "port is open", At: at("k8s/cart.yaml", 6, 2, 6), Fingerprint: "f2"},
		},
		Problems: []source.Problem{{At: at("snat.json", 1, 1975, 1983), Message: "expected a number", Severity: source.Error}},
		Summary:  Summary{Documents: 2, Objects: 2, Flows: 1, Blocked: 1},
		Answers: slices.Values([]finding.Answer{
			{
				ID: []byte(`1`), Flow: flow, Replicas: finding.Replicas{Reachable: 1, Blocked: 1}, EgressIP: []string{"203.0.113.10"},
				Others: []finding.Share{{Verdict: finding.Unknown, Count: 2, Of: 4, First: []string{"cart-3", "cart-4"}, Why: []string{"a", "b"}}},
				Path:   path, Missing: []string{"DescribeDBInstanceIPArrayList rm-1"}, Findings: []finding.Finding{missing, missing},
			},
			{ID: []byte(`"<2>"`), Flow: finding.Flow{From: "shop/cart", To: "svc:shop/api", Port: 80, Protocol: "tcp", Family: "ipv6", Verdict: finding.Partial}},
			{ID: []byte(`3`), Error: `no workload "shop/nothing"`},
		}),
		Region: "cn-hangzhou",
		Lines:  lines,
	}
}

func written(t *testing.T, format Format, r Report) string {
	t.Helper()
	var b strings.Builder
	if err := format(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func compare(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFormatsAreTheSameForBothCommands(t *testing.T) {
	for name := range Lint() {
		if Trace()[name] == nil {
			t.Errorf("trace has no format %s", name)
		}
	}
	if len(Lint()) != len(Trace()) {
		t.Errorf("lint has %d formats, trace %d", len(Lint()), len(Trace()))
	}
}

func TestWriteErrorsAreReturned(t *testing.T) {
	for name, format := range Lint() {
		if format(broken{}, sample()) == nil {
			t.Errorf("lint %s ignores that nothing can be written", name)
		}
		if Trace()[name](broken{}, sample()) == nil {
			t.Errorf("trace %s ignores that nothing can be written", name)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, fmt.Errorf("disk full") }

func TestSummary(t *testing.T) {
	var s Summary
	for _, verdict := range []finding.Verdict{finding.Reachable, finding.Unknown, finding.Unknown, finding.Partial} {
		s.Add(finding.Answer{Flow: finding.Flow{Verdict: verdict}, Missing: []string{"DescribeVpcs", "DescribeEipAddresses"}})
	}
	s.Add(finding.Answer{Error: "no such workload"})
	r := sample()
	r.Summary, r.Answers = s, nil
	var b strings.Builder
	if err := Summarize(&b, r); err != nil {
		t.Fatal(err)
	}
	compare(t, b.String(), `0 documents, 0 objects, 4 flows: 1 reachable, 2 unknown, 1 partial; 1 error, 1 warning; 1 problem with the input
2 unknown: exports are missing
  aliyun vpc DescribeEipAddresses --RegionId cn-hangzhou --PageSize 100 > vpc-DescribeEipAddresses.json
  aliyun vpc DescribeVpcs --RegionId cn-hangzhou --PageSize 50 > vpc-DescribeVpcs.json
`)
}

func TestSummaryNamesFixesOfSeveralFindings(t *testing.T) {
	var r Report
	for i, fix := range []string{"a", "b", "c", "d", "d", "b", "c", "b", "d", "a", "a", "c", "d", "e", "e", ""} {
		r.Findings = append(r.Findings, finding.Finding{Severity: finding.Error, Message: fmt.Sprint(i), Fix: fix})
	}
	var b strings.Builder
	if err := Summarize(&b, r); err != nil {
		t.Fatal(err)
	}
	compare(t, b.String(), `0 documents, 0 objects, 0 flows; 16 errors, 0 warnings
  4 findings have one fix: d
  3 findings have one fix: b
  3 findings have one fix: a
`)
}

func TestSummaryNamesTheFirstMissingExports(t *testing.T) {
	r := Report{Summary: Summary{Unknown: 1}}
	for i := range 12 {
		r.Summary.Missing = append(r.Summary.Missing, fmt.Sprintf("DescribeVpcAttribute vpc-%02d", i))
	}
	var b strings.Builder
	if err := Summarize(&b, r); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.HasSuffix(got, "vpc-DescribeVpcAttribute.vpc-09.json\n  and 2 more\n") {
		t.Error(got)
	}
}

func TestCommand(t *testing.T) {
	for export, want := range map[string]string{
		"DescribeDBInstanceIPArrayList rm-1":      "aliyun rds DescribeDBInstanceIPArrayList --DBInstanceId rm-1 > rds-DescribeDBInstanceIPArrayList.rm-1.json",
		"DescribeSecurityIps r-1":                 "aliyun r-kvstore DescribeSecurityIps --InstanceId r-1 > r-kvstore-DescribeSecurityIps.r-1.json",
		"DescribeSecurityIps dds-1":               "aliyun dds DescribeSecurityIps --DBInstanceId dds-1 --ShowHDMIps true > dds-DescribeSecurityIps.dds-1.json",
		"vpc:DescribeVpcs":                        "aliyun vpc DescribeVpcs --RegionId $REGION --PageSize 50 > vpc-DescribeVpcs.json",
		"DescribeClusterDetail":                   "aliyun cs GET /clusters/$CLUSTER > cs-DescribeClusterDetail.$CLUSTER.json",
		"kubectl get pods":                        "kubectl get pods -A -o yaml > k8s-pods.yaml",
		"kubectl get configmap x -n kube-system":  "kubectl get configmap x -n kube-system -o yaml > k8s-x.yaml",
		"kubectl get services -n kube-system":     "kubectl get services -n kube-system -o yaml > k8s-services.yaml",
		"kubectl get pods; rm -r ~":               "",
		"DescribeMoons":                           "",
		"DescribeSecurityIps r-1; rm -r ~":        "",
		"DescribeSnatTableEntries ngw-$(reboot)":  "",
		"DescribeDBInstanceIPArrayList ../secret": "",
	} {
		if got := Command(export, "", ""); got != want {
			t.Errorf("%s: %q, want %q", export, got, want)
		}
	}
	const known = "aliyun cs GET /clusters/c1/addon_instances > cs-ListClusterAddonInstances.c1.json"
	if got := Command("ListClusterAddonInstances", "cn-hangzhou", "c1"); got != known {
		t.Errorf("%q, want %q", got, known)
	}
	if got := Command("DescribeVpcs", "$(reboot)", ""); got != "" {
		t.Errorf("%q has the region of a hostile file", got)
	}
}
