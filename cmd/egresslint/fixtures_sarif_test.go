package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// GitHub takes what lint and trace say of every fixture. Each is a folder of one repository, so that the checker, which
// takes a while to start, judges the results of all as one run.
func TestGitHubTakesTheSARIFOfFixtures(t *testing.T) {
	checker, err := filepath.Abs("../../../shared/tools/sarif-check/check.sh")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(checker); err != nil {
		t.Skip("no checker beside this repository")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("no node to run the checker with")
	}
	root, compile := t.TempDir(), compileOnce()
	if err := os.Mkdir(filepath.Join(root, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	var whole map[string]any
	for name, file := range fixtures(t) {
		whole = joined(whole, sarifOf(t, filepath.Join(root, name), file, compile))
	}
	if n := len(whole["runs"].([]any)[0].(map[string]any)["results"].([]any)); n < 50 {
		t.Errorf("only %d results", n)
	}
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "all.sarif")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	check := exec.Command("bash", checker, file, root)
	check.Env = append(os.Environ(), "SARIF_CHECK_STRICT=1")
	out, err := check.CombinedOutput()
	if check.ProcessState.ExitCode() == 2 {
		t.Skipf("the checker cannot run: %s", out)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// sarifOf writes the bundle of an archive to a folder and returns what is reported about it: by lint, and by the traces
// that the archive asks for.
func sarifOf(t *testing.T, folder, file string, compile compiler) map[string]any {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	writeBundle(t, folder, fixtureFiles(t, filepath.Dir(file), archive))
	var whole map[string]any
	for _, command := range append(commandsOf(archive), "lint .") {
		var out strings.Builder
		p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: io.Discard, compile: compile, now: testDay}
		if code := p.run(context.Background(), append(strings.Fields(command), "--format", "sarif")); code > exitFindings {
			t.Fatalf("%s: %s: exit code %d", file, command, code)
		}
		var log map[string]any
		if err := json.Unmarshal([]byte(out.String()), &log); err != nil {
			t.Fatal(err)
		}
		whole = joined(whole, log)
	}
	return whole
}

// joined puts the results of one log behind those of another, but for what both tell of one place, which is one alert. Both
// have one run, of the same rules.
func joined(whole, log map[string]any) map[string]any {
	if whole == nil {
		return log
	}
	run := whole["runs"].([]any)[0].(map[string]any)
	told := map[string]bool{}
	for _, result := range run["results"].([]any) {
		told[alert(result)] = true
	}
	for _, result := range log["runs"].([]any)[0].(map[string]any)["results"].([]any) {
		if !told[alert(result)] {
			run["results"] = append(run["results"].([]any), result)
		}
	}
	return whole
}

// alert is what GitHub tells results apart by: the rule, the file, and the hash of the line.
func alert(result any) string {
	r := result.(map[string]any)
	physical := r["locations"].([]any)[0].(map[string]any)["physicalLocation"].(map[string]any)
	return compact([]any{r["ruleId"], physical["artifactLocation"], r["partialFingerprints"].(map[string]any)["primaryLocationLineHash"]})
}
