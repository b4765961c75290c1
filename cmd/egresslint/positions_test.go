package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"
)

// Every place that the program prints for any of the fixtures is one where another parser finds a value or a key too, or
// is a part of such a string. No finding and no hop is placed at a whole object, which says nothing about the cause: not
// at the bracket of a row of an export, not at the first field of a manifest.
func TestPositions(t *testing.T) {
	seen, compile := map[string]int{}, compileOnce()
	t.Run("shop", func(t *testing.T) {
		t.Chdir("../..")
		checkPositions(t, compile, seen, "lint fixtures/shop", "trace --flows - fixtures/shop")
	})
	for name, path := range fixtures(t) {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			writeBundle(t, t.TempDir(), fixtureFiles(t, filepath.Dir(path), archive))
			checkPositions(t, compile, seen, append(commandsOf(archive), "lint .", "trace --flows - .")...)
		})
	}
	for kind, least := range map[string]int{"key": 20, "scalar": 1000, "part": 3} {
		if seen[kind] < least {
			t.Errorf("only %d places are a %s", seen[kind], kind)
		}
	}
}

// checkPositions runs commands and checks the places in what they print.
func checkPositions(t *testing.T, compile compiler, seen map[string]int, commands ...string) {
	files := map[string]*readFile{}
	for _, command := range commands {
		sarif := filepath.Join(t.TempDir(), "sarif")
		args := append(strings.Fields(command), "--format", "json")
		if strings.HasPrefix(command, "lint ") {
			args = append(args, "--output", "sarif="+sarif)
		}
		var out, errs bytes.Buffer
		p := &program{stdin: everyFlow(t), stdout: &out, stderr: &errs, compile: compile, now: testDay}
		if p.run(context.Background(), args) > exitFindings {
			t.Fatalf("%s: %s", command, &errs)
		}
		text, _ := os.ReadFile(sarif)
		for _, report := range [][]byte{out.Bytes(), text} {
			checkPlacesOf(t, seen, files, command, report)
		}
	}
}

func checkPlacesOf(t *testing.T, seen map[string]int, files map[string]*readFile, command string, text []byte) {
	if len(text) == 0 {
		return
	}
	var report any
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	eachPlace(report, "", func(p place) {
		if files[p.path] == nil {
			files[p.path] = readTokens(t, p.path)
		}
		kind, wrong := files[p.path].check(p)
		if wrong != "" {
			t.Errorf("%s: %v %s", command, p, wrong)
		}
		seen[kind]++
	})
}

// everyFlow asks about every workload of the manifests below the working directory and targets of every kind.
func everyFlow(t *testing.T) io.Reader {
	var flows bytes.Buffer
	targets := []string{"internet", "ip:10.1.1.1", "ip:198.51.100.7", "internet:25", "ip:[2400:3200::1]:443"}
	var sources []string
	filepath.Walk(".", func(path string, info os.FileInfo, _ error) error {
		data, _ := os.ReadFile(path)
		for _, id := range regexp.MustCompile(`\b(rm|r)-[a-z0-9]+`).FindAllString(filepath.Base(path), -1) {
			targets = append(targets, map[bool]string{true: "rds:", false: "redis:"}[strings.HasPrefix(id, "rm-")]+id)
		}
		for _, m := range regexp.MustCompile(`(?m)kind: (Deployment|StatefulSet|DaemonSet|CronJob|Pod)\nmetadata:\n  name: (\S+)\n  namespace: (\S+)`).FindAllStringSubmatch(string(data), -1) {
			sources = append(sources, m[3]+"/"+m[1]+"/"+m[2])
		}
		return nil
	})
	for _, source := range sources {
		for i, target := range targets {
			fmt.Fprintf(&flows, "{\"id\":%d,\"from\":%q,\"to\":%q}\n", i, source, target)
		}
	}
	return &flows
}

// place is a place of a report. end is zero where the report does not say it.
type place struct {
	path, of   string
	start, end [2]int
}

// eachPlace calls f for the places in a report of JSON or SARIF. Those of problems are told by their severity.
func eachPlace(v any, of string, f func(place)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			eachPlace(e, of, f)
		}
	case map[string]any:
		number := func(m map[string]any, key string) int { n, _ := m[key].(float64); return int(n) }
		if path, ok := v["path"].(string); ok {
			p := place{path, of, [2]int{number(v, "line"), number(v, "column")}, [2]int{number(v, "endLine"), number(v, "endColumn")}}
			f(p)
		}
		artifact, _ := v["artifactLocation"].(map[string]any)
		if region, ok := v["region"].(map[string]any); ok && artifact != nil {
			uri, _ := url.PathUnescape(artifact["uri"].(string))
			p := place{uri, of, [2]int{number(region, "startLine"), max(1, number(region, "startColumn"))}, [2]int{number(region, "endLine"), number(region, "endColumn")}}
			if p.end[0] == 0 {
				p.end[0] = p.start[0]
			}
			f(p)
		}
		for key, member := range v {
			eachPlace(member, key, f)
		}
	}
}

// readFile is what an independent parser makes of a file: the text and its tokens by the byte that they begin at.
type readFile struct {
	text   string
	tokens map[int]writtenToken
	broken bool // it ends where it cannot be parsed
}

// writtenToken is a scalar, a key, or the bracket of an object or list.
type writtenToken struct {
	kind, value string
	end         int // behind the token in JSON; 0 in YAML, whose parser does not tell
}

func readTokens(t *testing.T, path string) *readFile {
	data, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	r := &readFile{text: string(data), tokens: map[int]writtenToken{}}
	if strings.HasSuffix(path, ".json") {
		r.readJSON(t)
	} else {
		r.readYAML()
	}
	return r
}

func (r *readFile) readJSON(t *testing.T) {
	d := json.NewDecoder(strings.NewReader(r.text))
	d.UseNumber()
	for {
		from := int(d.InputOffset())
		v, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		end := int(d.InputOffset())
		start := from + len(r.text[from:end]) - len(strings.TrimLeft(r.text[from:end], " \t\r\n,:"))
		kind := "scalar"
		if _, ok := v.(json.Delim); ok {
			kind = "bracket"
		} else if strings.HasPrefix(strings.TrimLeft(r.text[end:], " \t\r\n"), ":") {
			kind = "key"
		}
		r.tokens[start] = writtenToken{kind, fmt.Sprint(v), end}
	}
}

func (r *readFile) readYAML() {
	d := yaml.NewDecoder(strings.NewReader(r.text))
	for {
		var root yaml.Node
		if err := d.Decode(&root); err != nil {
			r.broken = err != io.EOF
			return
		}
		r.add(&root, "")
	}
}

func (r *readFile) add(n *yaml.Node, kind string) {
	start := r.offset([2]int{n.Line, n.Column})
	switch {
	case n.Kind == yaml.ScalarNode:
		r.tokens[start] = writtenToken{kind, n.Value, 0}
	case n.Style&yaml.FlowStyle != 0:
		r.tokens[start] = writtenToken{"bracket", "", 0}
	}
	for i, child := range n.Content {
		kind := "scalar"
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			kind = "key"
		}
		r.add(child, kind)
	}
}

// offset returns the byte of a line and a column, which counts characters; -1 for a place that the file does not have.
func (r *readFile) offset(at [2]int) int {
	rest, skipped := r.text, 0
	for range at[0] - 1 {
		end := strings.IndexByte(rest, '\n')
		if end < 0 {
			return -1
		}
		skipped, rest = skipped+end+1, rest[end+1:]
	}
	for range at[1] - 1 {
		_, size := utf8.DecodeRuneInString(rest)
		if size == 0 {
			return -1
		}
		skipped, rest = skipped+size, rest[size:]
	}
	return skipped
}

// check tells what stands at a place, and what is wrong with that.
func (r *readFile) check(p place) (kind, wrong string) {
	start, end := r.offset(p.start), r.offset(p.end)
	if start < 0 || start >= len(r.text) || p.end != [2]int{} && (end < 0 || end <= start) {
		return "", "is not in the file"
	}
	if end < start {
		end = start
	}
	text := r.text[start:end]
	if first, _ := utf8.DecodeRuneInString(r.text[start:]); unicode.IsSpace(first) || strings.TrimSpace(text) != text {
		return "", fmt.Sprintf("begins or ends in white space: %q", text)
	}
	found, ok := r.tokens[start]
	switch {
	case p.of == "problems":
		return "problem", ""
	case !ok && r.broken:
		return "problem", ""
	case !ok && r.text[start] == '#' && (text == "" || strings.HasPrefix(r.text[end:], "\n")):
		return "comment", ""
	case !ok:
		return "part", r.checkPart(start, text)
	case found.kind == "bracket" && strings.IndexByte("}]", r.text[start+1]) < 0:
		return "", fmt.Sprintf("is a whole object: %.40q", r.text[start:])
	case found.value == "apiVersion" || found.value == "kind":
		return "", "is the first field of an object, not what decides"
	case found.end > 0 && text != "" && end != found.end:
		return "", fmt.Sprintf("%q is not the token %q", text, found.value)
	case found.end == 0 && text != "" && found.kind == "scalar":
		return "scalar", decodesTo(text, found.value)
	}
	return found.kind, ""
}

// checkPart tells what is wrong with a text as a part of the last string that begins before it.
func (r *readFile) checkPart(start int, text string) string {
	holder := start
	for holder >= 0 && r.tokens[holder].kind == "" {
		holder--
	}
	if text == "" {
		text = regexp.MustCompile(`^(\\?")?[A-Za-z0-9.:/-]+`).FindString(r.text[start:])
	}
	text = strings.ReplaceAll(text, `\"`, `"`) // JSON in a string of JSON
	if held := r.tokens[holder]; text == "" || !strings.Contains(held.value, text) {
		return fmt.Sprintf("%q is no part of %q, which begins before it", text, held.value)
	}
	return ""
}

func decodesTo(text, want string) string {
	var got yaml.Node
	if err := yaml.Unmarshal([]byte(text), &got); err != nil || len(got.Content) != 1 || got.Content[0].Value != want {
		return fmt.Sprintf("%q is not %q", text, want)
	}
	return ""
}
