package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// badInput is a broken file, or several, that lies beside good ones, with what is told about it.
type badInput struct {
	name  string
	files map[string]string
	setup func(folder string) error
	want  []string // "place: severity: message" of each problem; "not read: ..." of what --verbose names
}

// bad is a badInput of one file.
func bad(name, file, text string, want ...string) badInput {
	return badInput{name: name, files: map[string]string{file: text}, want: want}
}

// clean writes a bundle without anything to report, in which three flows reach what they want.
func clean(t *testing.T) string {
	t.Helper()
	archive, err := txtar.ParseFile("../../fixtures/vectors/base-terway.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := fixtureFiles(t, ".", archive)
	files["k8s/orders.yaml"] = `apiVersion: apps/v1
kind: Deployment
metadata: {name: orders, namespace: shop}
spec:
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec:
      containers:
      - name: orders
        env:
        - {name: FEED, value: "https://feed.example.org/"}
        - {name: DATABASE, value: "rm-orders.mysql.rds.aliyuncs.com:3306"}
        - {name: CACHE, value: "redis://r-cache.redis.rds.aliyuncs.com:6379"}
`
	folder := t.TempDir()
	write(t, folder, files)
	return folder
}

// write writes files into a folder.
func write(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Exports that are cut off are warned of; what is broken blocks no flow.
const good = "3 flows: 3 reachable; 0 errors, "

// Whatever lies beside them, the good files are analyzed; what is broken is told in the words of its author, in every
// format, and decides the exit code. Cases that do not touch one another share a run.
func TestBrokenInput(t *testing.T) {
	base := clean(t)
	for _, c := range slices.Concat(wrongMeaning(), oddFiles()) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			write(t, folder, c.files)
			if c.setup != nil {
				if err := c.setup(folder); err != nil {
					t.Skip(err)
				}
			}
			compareTold(t, lintBeside(t, base, folder), c.want)
		})
	}
	for name, group := range map[string][]badInput{
		"not made": notMade(), "not text": notText(), "broken text": brokenText(),
		"wrong types": wrongTypes(), "wrong objects": wrongObjects(), "wrong exports": wrongExports(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			var want []string
			for i, c := range group {
				// Each case has a name of its own, in as many letters.
				own, below := strings.NewReplacer("bad", fmt.Sprintf("b%02d", i)), fmt.Sprintf("%02d", i)
				for file, text := range c.files {
					write(t, folder, map[string]string{filepath.Join(below, file): own.Replace(text)})
				}
				for _, line := range c.want {
					want = append(want, strings.NewReplacer(`: "x.`, `: "`+below+"/x.", "x.yaml:", below+"/x.yaml:", "x.json:", below+"/x.json:", "x.txt:", below+"/x.txt:").Replace(own.Replace(line)))
				}
			}
			compareTold(t, lintBeside(t, base, folder), want)
		})
	}
}

func unread(line string) bool { return strings.HasPrefix(line, "not read: ") }

func compareTold(t *testing.T, got told, want []string) {
	t.Helper()
	for _, line := range want {
		if !slices.Contains(got.told, line) {
			t.Errorf("not told: %s", line)
		}
	}
	for _, line := range got.told {
		if !slices.Contains(want, line) {
			t.Errorf("told: %s", line)
		}
	}
	code := exitClean
	if slices.ContainsFunc(want, func(line string) bool { return strings.Contains(line, ": error: ") }) {
		code = exitFindings
	}
	if got.code != code || !strings.Contains(got.stderr, good) {
		t.Errorf("exit %d, want %d: %s", got.code, code, got.stderr)
	}
}

// told is what a run said about its input.
type told struct {
	code   int
	stderr string
	told   []string
}

// deadline is far more than any broken input takes.
const deadline = 20 * time.Second

// lintBeside lints a folder of broken files beside the good ones, and checks that all formats say the same about them.
func lintBeside(t *testing.T, base, folder string) told {
	t.Helper()
	reports := t.TempDir()
	file := func(name string) string { return filepath.Join(reports, name) }
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	var out, errors bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"lint", "-v", "--output", "json=" + file("json"), "--output", "sarif=" + file("sarif"), base, folder}, nil, &out, &errors)
	}()
	got := told{}
	select {
	case got.code = <-done:
	case <-ctx.Done():
		t.Fatal("the run hangs")
	}
	strip := strings.NewReplacer(base+"/", "good/", folder+"/", "", base[1:]+"/", "good/", folder[1:]+"/", "")
	got.stderr = strip.Replace(errors.String())
	got.told = problemsOf(t, strip.Replace(contents(t, file("json"))))
	for line := range strings.Lines(got.stderr) {
		if unread(line) {
			got.told = append(got.told, strings.TrimSuffix(line, "\n"))
		}
	}
	checkText(t, strip.Replace(out.String()), got.told)
	checkSARIF(t, strip.Replace(contents(t, file("sarif"))), got.told)
	return got
}

// problemsOf returns the problems of a JSON report, as text has them.
func problemsOf(t *testing.T, text string) []string {
	t.Helper()
	var report struct {
		Problems []struct {
			Path, Message, Severity string
			Line, Column            int
		}
	}
	if err := json.Unmarshal([]byte(text), &report); err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, p := range report.Problems {
		place := p.Path
		if p.Line > 0 {
			place = fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Column)
		}
		told = append(told, place+": "+p.Severity+": "+p.Message)
	}
	return told
}

// jargon is what belongs to the libraries and the language, and not to the author of a file.
var jargon = regexp.MustCompile(`\b(yaml|json|jsontext|strconv|syscall|lstat|EvalSymlinks): |%!|<nil>|0x[0-9a-f]{6}|(?i:cannot convert|marshal|goroutine|panic|regex|%w|%v)|\.go:\d`)

func checkText(t *testing.T, text string, told []string) {
	t.Helper()
	for _, line := range told {
		if !unread(line) && !strings.Contains("\n"+text, "\n"+line+"\n") {
			t.Errorf("the text does not say\n%s\nbut\n%s", line, text)
		}
		if _, message, _ := strings.Cut(line, ": "); jargon.MatchString(message) {
			t.Errorf("jargon: %s", line)
		}
	}
}

// checkSARIF finds each problem among the notifications, with its level and its place.
func checkSARIF(t *testing.T, text string, told []string) {
	t.Helper()
	var log struct {
		Runs []struct {
			Invocations []struct {
				ToolExecutionNotifications []struct {
					Level     string
					Message   struct{ Text string }
					Locations []struct {
						PhysicalLocation struct {
							ArtifactLocation struct{ URI string }
							Region           struct{ StartLine, StartColumn int }
						}
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range log.Runs[0].Invocations[0].ToolExecutionNotifications {
		at := n.Locations[0].PhysicalLocation
		place := at.ArtifactLocation.URI
		if at.Region.StartLine > 0 {
			place = fmt.Sprintf("%s:%d:%d", place, at.Region.StartLine, at.Region.StartColumn)
		}
		got = append(got, place+": "+n.Level+": "+strings.TrimSuffix(n.Message.Text, "."))
	}
	var want []string
	for _, line := range told {
		if !unread(line) {
			want = append(want, strings.TrimSuffix(line, "."))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("SARIF says\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A bundle with everything broken in it at once is judged as without.
func TestFindingsBesideBrokenInput(t *testing.T) {
	folder := t.TempDir()
	for i, c := range slices.Concat(notMade(), notText(), brokenText(), oddFiles()) {
		below := filepath.Join(folder, fmt.Sprint(i))
		write(t, below, c.files)
		if c.setup != nil && (os.MkdirAll(below, 0o755) != nil || c.setup(below) != nil) {
			t.Skip("no such files here")
		}
	}
	_, alone, _ := ran(t, "", "lint", "--format", "json", shop)
	_, beside, _ := ran(t, "", "lint", "--format", "json", shop, folder)
	alone, _, _ = strings.Cut(alone, `"problems":`)
	if beside, _, _ = strings.Cut(beside, `"problems":`); beside != alone {
		t.Errorf("the findings differ:\n%s\nwant\n%s", beside, alone)
	}
}

// What would expand to a gigabyte, or is wrong a hundred thousand times, takes little time and memory.
func TestBombs(t *testing.T) {
	base := clean(t)
	aliases := "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
	for i := range 8 {
		aliases += fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i), 10), ","))
	}
	numbers, rows, junk := &strings.Builder{}, &strings.Builder{}, &strings.Builder{}
	for i := range 50_000 {
		fmt.Fprintf(numbers, "  k%d: %d\n", i, i)
		fmt.Fprintf(rows, "%s{\"NetworkInterfaceId\": \"eni-%d\", \"PrivateIpAddress\": \"x\"}", strings.Repeat(",\n", min(i, 1)), i)
		fmt.Fprintf(junk, "- %d\n", i)
	}
	for name, c := range map[string]badInput{
		"aliases": bad("", "x.yaml", aliases, "x.yaml:2:10: error: aliases expand the document to more than can be held"),
		"a ConfigMap of numbers": bad("", "x.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n"+numbers.String(),
			"x.yaml:1:1: error: more is wrong with this object than the 50 problems that are listed"),
		"rows without an address": bad("", "x.json", `{"NetworkInterfaceSets": {"NetworkInterfaceSet": [`+rows.String()+"]}}",
			"x.json:1:1: error: more is wrong with this answer than the 50 problems that are listed"),
		"brackets": bad("", "x.yaml", "a: "+strings.Repeat("[", 1_000_000), "x.yaml:1:10004: error: text is nested more than 10,000 levels deep"),
		"one line": bad("", "x.json", "{\"a\": \""+strings.Repeat("x", 5_000_000),
			"x.json:1:1: error: JSON ends inside the value that begins on line 1: the file is cut off"),
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder, c.files)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := lintBeside(t, base, folder)
			runtime.ReadMemStats(&after)
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 400 {
				t.Errorf("%d MB", mb)
			}
			if len(got.told) == 0 || len(got.told) > 60 || !slices.Contains(got.told, c.want[0]) || !strings.Contains(got.stderr, good) {
				t.Errorf("got %d:\n%s\n%s", len(got.told), strings.Join(got.told[:min(3, len(got.told))], "\n"), got.stderr)
			}
		})
	}
}

// Without one document that can be read, the run means nothing.
func TestNothingReadable(t *testing.T) {
	inFolder(t, map[string]string{"empty.json": "", "page.json": "<html></html>", "notes.md": "x", "comment.yaml": "# nothing\n"})
	if err := os.MkdirAll("folder/.hidden", 0o755); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"folder":           "egresslint: nothing to analyze in folder\n",
		"missing":          "egresslint: input missing: no such file or directory\n",
		"missing/*.yaml":   "egresslint: input missing/*.yaml: no file matches the pattern\n",
		"[":                "egresslint: input [: the pattern is not valid\n",
		"empty.json":       "empty.json: warning: file is empty\negresslint: nothing to analyze in empty.json\n",
		"comment.yaml":     "egresslint: nothing to analyze in comment.yaml\n",
		"page.json folder": "page.json:1:1: error: file is an HTML page, not JSON: the export was not made\n  1 | <html></html>\n    | ^^^^^^^^^^^^^\negresslint: nothing to analyze in page.json folder\n",
		"-":                "<stdin>: warning: file is empty\negresslint: nothing to analyze in -\n",
	} {
		code, stdout, stderr := ran(t, "", append([]string{"lint"}, strings.Fields(args)...)...)
		if code != exitFailure || stdout != "" || stderr != want {
			t.Errorf("%s: exit %d, output %q, error\n%s", args, code, stdout, stderr)
		}
	}
}

// A file that may not be read is a problem beside others, and a failure when it is named.
func TestFileWithoutPermission(t *testing.T) {
	base, folder := clean(t), t.TempDir()
	write(t, folder, map[string]string{"x.yaml": "a: b\n"})
	if err := os.Chmod(filepath.Join(folder, "x.yaml"), 0); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		t.Skip("nothing is forbidden to root")
	}
	got := lintBeside(t, base, folder)
	if want := []string{"x.yaml: error: file cannot be read: permission denied"}; got.code != exitFindings || !slices.Equal(got.told, want) {
		t.Errorf("exit %d: %q", got.code, got.told)
	}
	if code, _, stderr := ran(t, "", "lint", filepath.Join(folder, "x.yaml")); code != exitFailure || !strings.Contains(stderr, "permission denied") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// oddFiles are files that are not what a directory usually has.
func oddFiles() []badInput {
	link := func(pairs ...string) func(string) error {
		return func(folder string) error {
			var err error
			for i := 0; i < len(pairs); i += 2 {
				err = cmp.Or(err, os.Symlink(pairs[i], filepath.Join(folder, pairs[i+1])))
			}
			return err
		}
	}
	return []badInput{
		{name: "loop of links", setup: link("b.yaml", "a.yaml", "a.yaml", "b.yaml"), want: []string{
			"a.yaml: error: symbolic link leads back to itself", "b.yaml: error: symbolic link leads back to itself"}},
		{name: "link to nowhere", setup: link("nowhere.yaml", "x.yaml"), want: []string{"x.yaml: error: symbolic link leads nowhere: no such file or directory"}},
		{name: "link to the folder itself", setup: link(".", "again")},
		{name: "link out of the folder", setup: link("/", "root"), want: []string{"root: warning: symbolic link to a directory outside the input is not followed"}},
		{name: "device", setup: link("/dev/zero", "x.yaml"), want: []string{"x.yaml: error: file is a pipe, a socket or a device, and was not read"}},
		{name: "pipe", setup: func(folder string) error { return exec.Command("mkfifo", filepath.Join(folder, "x.yaml")).Run() },
			want: []string{"x.yaml: error: file is a pipe, a socket or a device, and was not read"}},
		{name: "folder with the name of a file", setup: func(folder string) error { return os.Mkdir(filepath.Join(folder, "x.yaml"), 0o755) }},
	}
}
