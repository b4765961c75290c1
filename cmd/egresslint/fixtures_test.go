package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/egresslint/egresslint/pkg/policy"
)

var update = flag.Bool("update", false, "rewrite what the fixtures want with what the program prints")

// testDay is the day on which fixtures run.
func testDay() time.Time { return time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC) }

// A fixture is an archive: text that says what it shows, command lines that begin with "$ egresslint", and the files of
// the bundle. "base: NAME" in the text puts the files of the archive NAME below those of this one; a file without a byte
// takes one away. The file "want" is what a user sees: each command, its standard output and its exit code.
func TestFixtures(t *testing.T) {
	compile := compileOnce()
	for name, path := range fixtures(t) {
		t.Run(name, func(t *testing.T) { runFixture(t, path, compile) })
	}
}

// fixtures yields the archives by their names, such as nat/misses-pod-vswitch.
func fixtures(t *testing.T) iter.Seq2[string, string] {
	root, err := filepath.Abs("../../fixtures")
	if err != nil {
		t.Fatal(err)
	}
	archives, _ := filepath.Glob(filepath.Join(root, "*/*.txtar"))
	if len(archives) == 0 {
		t.Fatal("no fixtures")
	}
	return func(yield func(string, string) bool) {
		for _, path := range archives {
			name, _ := filepath.Rel(root, path)
			name = strings.TrimSuffix(filepath.ToSlash(name), ".txtar")
			if !strings.HasPrefix(filepath.Base(path), "base") && !yield(name, path) {
				return
			}
		}
	}
}

// compileOnce compiles the policies for many runs, which takes longer than most of them.
func compileOnce() compiler {
	engine := sync.OnceValues(func() (*policy.Engine, error) { return compile(context.Background(), "") })
	return func(ctx context.Context, folder string) (*policy.Engine, error) {
		if folder != "" {
			return compile(ctx, folder)
		}
		return engine()
	}
}

func runFixture(t *testing.T, path string, compile compiler) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	writeBundle(t, t.TempDir(), fixtureFiles(t, filepath.Dir(path), archive))
	var got bytes.Buffer
	for _, command := range commandsOf(archive) {
		fmt.Fprintf(&got, "$ egresslint %s\n", command)
		p := &program{stdin: strings.NewReader(""), stdout: &got, stderr: io.Discard, compile: compile, now: testDay}
		fmt.Fprintf(&got, "exit %d\n", p.run(context.Background(), strings.Fields(command)))
	}
	if got.Len() == 0 {
		t.Fatal("no command")
	}
	compareWant(t, path, archive, got.String())
}

func commandsOf(archive *txtar.Archive) []string {
	var commands []string
	for line := range strings.Lines(string(archive.Comment)) {
		if command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ egresslint "); ok {
			commands = append(commands, command)
		}
	}
	return commands
}

// fixtureFiles returns the files of an archive over those of its base.
func fixtureFiles(t *testing.T, dir string, archive *txtar.Archive) map[string]string {
	files := map[string]string{}
	for line := range strings.Lines(string(archive.Comment)) {
		if base, ok := strings.CutPrefix(strings.TrimSpace(line), "base: "); ok {
			below, err := txtar.ParseFile(filepath.Join(dir, base))
			if err != nil {
				t.Fatal(err)
			}
			files = fixtureFiles(t, filepath.Dir(filepath.Join(dir, base)), below)
		}
	}
	for _, file := range archive.Files {
		files[file.Name] = string(file.Data)
		if len(file.Data) == 0 {
			delete(files, file.Name)
		}
	}
	delete(files, "want")
	return files
}

// writeBundle writes files into a folder and changes to it.
func writeBundle(t *testing.T, folder string, files map[string]string) {
	t.Chdir(folder)
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func compareWant(t *testing.T, path string, archive *txtar.Archive, got string) {
	for i, file := range archive.Files {
		if file.Name != "want" {
			continue
		}
		if *update && string(file.Data) != got {
			archive.Files[i].Data = []byte(got)
			if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if string(file.Data) != got {
			t.Errorf("got:\n%s\nwant:\n%s", got, file.Data)
		}
		return
	}
	t.Error("the archive has no file named want")
}
