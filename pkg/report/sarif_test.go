package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/finding"
)

const checker = "../../../shared/tools/sarif-check/check.sh"

// GitHub's rules for uploads, checked with the tool that knows them.
func TestSARIFIsWhatGitHubTakes(t *testing.T) {
	if _, err := os.Stat(checker); err != nil {
		t.Skip("no checker beside this repository")
	}
	root := t.TempDir()
	for path, text := range files {
		file := filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "out.sarif")
	if err := os.WriteFile(file, []byte(written(t, lintSARIF, sample())), 0o644); err != nil {
		t.Fatal(err)
	}
	check := exec.Command("bash", checker, file, root)
	check.Env = append(os.Environ(), "SARIF_CHECK_STRICT=1", "SARIF_CHECK_NOTES=1")
	out, err := check.CombinedOutput()
	if check.ProcessState.ExitCode() == 2 {
		t.Skipf("the checker cannot run: %s", out)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestSARIFResult(t *testing.T) {
	text := written(t, lintSARIF, sample())
	_, results, _ := strings.Cut(text, `"results":[`+"\n")
	first, _, _ := strings.Cut(results, ",\n")
	compare(t, first, `{"partialFingerprints":{"egressFinding/v1":"f1","primaryLocationLineHash":"1fc2da929396bf99:1"},"codeFlows":[{"message":{"text":"Path of a packet from shop/cart to rds:rm-1."},"threadFlows":[{"locations":[{"executionOrder":1,"importance":"important","location":{"message":{"text":"1. network-policy: allow, no policy selects the pod."},"physicalLocation":{"artifactLocation":{"uri":"k8s/cart.yaml","uriBaseId":"%SRCROOT%"},"region":{"endColumn":16,"endLine":5,"startColumn":11,"startLine":5}}}},`+
		`{"executionOrder":2,"importance":"essential","location":{"message":{"text":"2. nat: deny, the entries cover 10.0.0.0/24 <only>."},"physicalLocation":{"artifactLocation":{"uri":"snat.json","uriBaseId":"%SRCROOT%"},"region":{"endColumn":2007,"endLine":1,"startColumn":1993,"startLine":1}}}}]}]}],`+
		`"level":"error","locations":[{"logicalLocations":[{"fullyQualifiedName":"Deployment/shop/cart","kind":"resource","name":"cart"}],"physicalLocation":{"artifactLocation":{"uri":"k8s/cart.yaml","uriBaseId":"%SRCROOT%"},"region":{"endColumn":16,"endLine":5,"snippet":{"text":"\"购物车\""},"startColumn":11,"startLine":5}}}],`+
		`"message":{"text":"no SNAT entry covers the vSwitch of \"购物车\". Fix: add an SNAT entry for it. See [the SNAT table](1)."},`+
		`"relatedLocations":[{"id":1,"message":{"text":"the SNAT table."},"physicalLocation":{"artifactLocation":{"uri":"snat.json","uriBaseId":"%SRCROOT%"},"region":{"endColumn":2007,"endLine":1,"startColumn":1993,"startLine":1}}}],"ruleId":"nat/misses-pod-vswitch","ruleIndex":0}`)
}

// Ten workloads that read one ConfigMap have one line, and GitHub can tell two alerts of a rule on a line apart by nothing.
func TestSARIFHasOneResultForALine(t *testing.T) {
	r := sample()
	other := r.Findings[0]
	other.Message, other.Flow = "no SNAT entry covers [it](1)", &finding.Flow{From: "shop/api", To: "rds:rm-1"}
	other.Fix = "add another entry"
	r.Findings = append(r.Findings, other)
	text := written(t, lintSARIF, r)
	if n := strings.Count(text, `"ruleId":"nat/misses-pod-vswitch"`); n != 1 {
		t.Errorf("%d results", n)
	}
	for _, part := range []string{`vSwitch of \"购物车\". no SNAT entry covers [it\\](1). Fix: add an SNAT entry for it. Fix: add another entry.`, `from shop/cart to`, `from shop/api to`} {
		if !strings.Contains(text, part) {
			t.Errorf("%s is missing in %s", part, text)
		}
	}
}

func TestSARIFPathsAreOfTheRepository(t *testing.T) {
	for folder, paths := range map[string]map[string]string{
		"":            {"./k8s/a b.yaml": "k8s/a%20b.yaml", "/tmp/x.json": "tmp/x.json", "../x.json": "x.json", "价.yaml": "%E4%BB%B7.yaml"},
		"deploy/prod": {"a.yaml": "deploy/prod/a.yaml", "../dev/a.yaml": "deploy/dev/a.yaml"},
	} {
		for path, want := range paths {
			s := sarifRun{report: Report{Folder: folder}}
			if got := s.uri(path); got != want {
				t.Errorf("%s in %q: %s, want %s", path, folder, got, want)
			}
		}
	}
}

func TestSARIFLeavesOutTheLeastSevere(t *testing.T) {
	alerts := make([]alert, mostResults+2)
	for i := range alerts {
		alerts[i] = alert{{Severity: finding.Error}}
	}
	alerts[0][0].Severity, alerts[7][0].Severity = finding.Warning, finding.Note
	alerts[1][0].Message, alerts[len(alerts)-1][0].Message = "first", "last"
	kept, left := cut(alerts)
	if left != 2 || len(kept) != mostResults || kept[0][0].Message != "first" || kept[len(kept)-1][0].Message != "last" {
		t.Errorf("%d kept, %d left out", len(kept), left)
	}
}
