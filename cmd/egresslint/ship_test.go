package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

var man = flag.String("man", "", "write the man pages to a folder")

// environment is what the man page says beside the help.
const environment = `

The environment variables NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE say whether text is colored where --color does not.
The file .egresslint.yaml is looked for from the working directory up to the root of the repository.`

// Every command has a man page with its flags. They are written by make man.
func TestManPages(t *testing.T) {
	folder := *man
	if folder == "" {
		folder = t.TempDir()
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	root := (&program{}).root()
	root.InitDefaultCompletionCmd()
	root.DisableAutoGenTag = true
	root.Long += environment
	header := &doc.GenManHeader{Title: "EGRESSLINT", Section: "1", Source: "egresslint", Manual: "User Commands"}
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600") // pages do not depend on the day
	if err := doc.GenManTree(root, header, folder); err != nil {
		t.Fatal(err)
	}
	for _, command := range append(root.Commands(), root) {
		if command.Hidden || !command.IsAvailableCommand() && command != root {
			continue
		}
		page, err := os.ReadFile(filepath.Join(folder, strings.ReplaceAll(command.CommandPath(), " ", "-")+".1"))
		if err != nil {
			t.Error(err)
			continue
		}
		text := strings.ReplaceAll(string(page), `\-`, "-")
		command.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(text, "--"+f.Name) {
				t.Errorf("%s: no --%s", command.Name(), f.Name)
			}
		})
	}
}

// unknownFlags returns the flags of a command line that the command does not have.
func unknownFlags(root *cobra.Command, words []string) []string {
	command, _, err := root.Find(words[1:])
	if err != nil || command == root {
		return words
	}
	var unknown []string
	for _, word := range words[2:] {
		name, found := strings.CutPrefix(word, "--")
		if name, _, _ = strings.Cut(name, "="); found && command.Flags().Lookup(name) == nil {
			unknown = append(unknown, word)
		}
	}
	return unknown
}

// What the action and the hook call exists, and the action uses every input that it declares and no other.
func TestActionAndHook(t *testing.T) {
	action, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	hook, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var declared struct {
		Inputs map[string]any
		Runs   struct{ Steps []map[string]any }
	}
	var hooks []map[string]any
	if err := yaml.Unmarshal(action, &declared); err != nil || len(declared.Runs.Steps) == 0 {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(hook, &hooks); err != nil || len(hooks) != 1 || hooks[0]["pass_filenames"] != false {
		t.Fatalf("%v: %v", hooks, err)
	}
	var used []string
	for _, m := range regexp.MustCompile(`inputs\.([a-z-]+)`).FindAllStringSubmatch(string(action), -1) {
		used = append(used, m[1])
		if declared.Inputs[m[1]] == nil {
			t.Errorf("input %s is not declared", m[1])
		}
	}
	for name := range declared.Inputs {
		if !slices.Contains(used, name) {
			t.Errorf("input %s is not used", name)
		}
	}
	lines := regexp.MustCompile(`(?m)(?:^ *|entry: )(egresslint (?:lint|trace)[^\n|]*)`).FindAllStringSubmatch(string(action)+"\n"+string(hook), -1)
	if len(lines) != 2 {
		t.Fatalf("%d command lines", len(lines))
	}
	for _, line := range lines {
		if unknown := unknownFlags((&program{}).root(), strings.Fields(line[1])); len(unknown) > 0 {
			t.Errorf("%s: %v", line[1], unknown)
		}
	}
}

// Every flag of every command is given in a test or a fixture.
func TestEveryFlagIsTested(t *testing.T) {
	var given strings.Builder
	tests, _ := filepath.Glob("*_test.go")
	more, _ := filepath.Glob("../../pkg/collect/*_test.go")
	archives, _ := filepath.Glob("../../fixtures/*/*.txtar")
	for _, name := range slices.Concat(tests, more, archives) {
		if name == "ship_test.go" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		given.Write(text)
	}
	root := (&program{}).root()
	for _, command := range root.Commands() {
		command.LocalFlags().VisitAll(func(f *pflag.Flag) {
			short := f.Shorthand != "" && strings.Contains(given.String(), `"-`+f.Shorthand+`"`)
			if f.Name != "help" && !short && !regexp.MustCompile(`--`+f.Name+`(?:[^a-z-]|$)`).MatchString(given.String()) {
				t.Errorf("no test gives %s --%s", command.Name(), f.Name)
			}
		})
	}
}
