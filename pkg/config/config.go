// Package config reads .egresslint.yaml: what the user says about a repository once for all runs. Whatever is wrong in it is
// a problem with a place, and all problems are told at once.
package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apimachinery/pkg/labels"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

// Config is what one file says. The zero Config is that of no file.
type Config struct {
	Path    string // as it is shown; "" when there is none
	Expect  []Expectation
	Assume  model.Assumptions
	Options facts.Options // of which the file knows the assumptions that are true or false
	Rules   []Level
	Ignore  []Ignore
	Exclude []Glob

	set *source.Set
}

// Text is a written text and its place.
type Text struct {
	Value string
	At    source.Location
}

// Expectation is a set of flows and the verdict that the user wants for them.
type Expectation struct {
	From     []Text // names of workloads and pods, with wildcards; empty when there is a selector
	Selector *Selector
	To       []Text
	Port     int    // 0 when not written
	Protocol string // "" when not written
	Family   string // "" when not written
	Verdict  string // reachable, blocked
	Reason   string
}

// Selector selects workloads and pods by their labels and those of their namespaces.
type Selector struct {
	Labels     labels.Selector
	Namespace  string          // "" for all
	Namespaces labels.Selector // nil for all
	At         source.Location
}

// Ignore is an entry of the section ignore, as it is written.
type Ignore struct {
	Rule, Object, Path, Reason, Until string
	At                                source.Location
}

// Names are what the file may be called.
func Names() []string { return []string{".egresslint.yaml", ".egresslint.yml"} }

// Find returns the file of a folder or of the nearest folder above it, up to the root. It is "" when there is none.
func Find(folder, root string) (string, error) {
	for ; ; folder = filepath.Dir(folder) {
		var found []string
		for _, name := range Names() {
			if _, err := os.Stat(filepath.Join(folder, name)); err == nil {
				found = append(found, filepath.Join(folder, name))
			}
		}
		switch {
		case len(found) > 1:
			return "", fmt.Errorf("%s are two configs of one folder: remove one of them", strings.Join(Names(), " and "))
		case len(found) == 1:
			return found[0], nil
		case folder == root || folder == filepath.Dir(folder):
			return "", nil
		}
	}
}

// Read reads a file. The error is for one that cannot be read; what is wrong in it are problems.
func Read(path string) (*Config, []source.Problem, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, nil, fmt.Errorf("config %s: %w", path, cause(err))
	} else if info.IsDir() {
		return nil, nil, fmt.Errorf("config %s: it is a folder: name a file in it", path)
	}
	type document struct {
		record source.Record
		json   []byte // the tree is gone once it was decoded
	}
	set, documents, err := source.Read(source.Input{Paths: []string{path}}, func(o source.Object) document {
		return document{o.Record, o.Root.AppendJSON(nil)}
	})
	if err != nil {
		return nil, nil, fmt.Errorf("config: %w", err)
	}
	c := &Config{Path: set.Files[0].Path, Assume: model.Assumptions{}, set: set}
	if set.Files[0].Size == 0 {
		return c, nil, nil // as good as one of comments
	}
	problems := worsened(set.Problems)
	for i, document := range documents {
		root, err := source.FromJSON(document.json)
		if err != nil {
			return nil, nil, fmt.Errorf("config %s: %w", path, err)
		}
		r := &reader{set: set, record: document.record}
		whole := value{Node: root, reader: r, name: "the config"}
		if i > 0 {
			whole.refuse("a config is one document: join this one with the first")
		} else {
			c.read(whole)
		}
		problems = append(problems, r.problems...)
	}
	return c, problems, nil
}

// cause strips the operation and the path, which the caller says itself.
func cause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// worsened makes errors of doubts: in a config nothing may be lost, such as the first of two equal keys.
func worsened(problems []source.Problem) []source.Problem {
	out := make([]source.Problem, len(problems))
	for i, p := range problems {
		p.Severity = source.Error
		p.Message = strings.TrimSuffix(p.Message, "; the last one counts")
		out[i] = p
	}
	return out
}

func (c *Config) read(v value) {
	if !v.fields("expect", "assume", "rules", "ignore", "exclude") {
		return
	}
	c.Expect = expectations(v.field("expect"))
	c.assume(v.field("assume"))
	c.Rules = levels(v.field("rules"))
	c.Ignore = ignores(v.field("ignore"))
	c.Exclude = globs(v.field("exclude"))
}

// Lines returns lines of the file, and none of any other.
func (c *Config) Lines(path string, first, last int) []string {
	if c.set == nil || path != c.Path {
		return nil
	}
	return c.set.Lines(path, first, last)
}

// assume reads what the bundle cannot show.
func (c *Config) assume(v value) {
	known := append(model.AssumptionKeys(), "smtp-unblocked", "dns-exempt")
	if !v.section(source.Map) || !v.fields(known...) {
		return
	}
	for _, key := range model.AssumptionKeys() {
		written := v.field(key)
		text, ok := written.text()
		if !ok {
			continue
		}
		parsed, err := model.ParseAssumption(key, text)
		if err != nil {
			written.wrong("%v", err)
			continue
		}
		c.Assume[key] = parsed
	}
	c.Options.SMTPUnblocked = v.field("smtp-unblocked").flag()
	c.Options.DNSExempt = v.field("dns-exempt").flag()
}

// ignores reads the findings not to tell. What a reason and a date are worth is judged where they are applied.
func ignores(v value) []Ignore {
	var out []Ignore
	for _, entry := range v.entries() {
		if !entry.fields("rule", "object", "path", "reason", "until") {
			continue
		}
		rule := entry.field("rule")
		if rule.Node == nil {
			entry.refuse("an entry of ignore names a rule: write its id or code, or an id such as nat/*")
			continue
		}
		i := Ignore{At: rule.at()}
		i.Rule, _ = rule.text()
		i.Object, _ = entry.field("object").text()
		i.Path, _ = entry.field("path").text()
		i.Reason, _ = entry.field("reason").text()
		i.Until, _ = entry.field("until").text()
		out = append(out, i)
	}
	return out
}
