package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite what the fixtures want with what the program prints")

// A fixture is an archive: text that says what it shows, command lines that begin with "$ egresslint", and the files of
// the bundle. "base: NAME" in the text puts the files of the archive NAME below those of this one; a file without a byte
// takes one away. The file "want" is what a user sees: each command, its standard output and its exit code.
func TestFixtures(t *testing.T) {
	archives, _ := filepath.Glob("../../fixtures/*/*.txtar")
	if len(archives) == 0 {
		t.Fatal("no fixtures")
	}
	for _, path := range archives {
		if strings.HasPrefix(filepath.Base(path), "base") {
			continue
		}
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(path), "../../fixtures/"), ".txtar")
		full, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { runFixture(t, full) })
	}
}

func runFixture(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bundle := fixtureFiles(t, filepath.Dir(path), archive)
	writeBundle(t, bundle)
	var got bytes.Buffer
	for line := range strings.Lines(string(archive.Comment)) {
		command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ egresslint ")
		if !ok {
			continue
		}
		fmt.Fprintf(&got, "$ egresslint %s\n", command)
		code := run(context.Background(), strings.Fields(command), strings.NewReader(""), &got, new(bytes.Buffer))
		fmt.Fprintf(&got, "exit %d\n", code)
	}
	if got.Len() == 0 {
		t.Fatal("no command")
	}
	compareWant(t, path, archive, got.String())
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

// writeBundle writes files into a new directory and changes to it.
func writeBundle(t *testing.T, files map[string]string) {
	t.Chdir(t.TempDir())
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
