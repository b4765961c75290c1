package main

import (
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// What a bundle says does not depend on the order of anything in which order has no meaning, on the names of files, or on
// how answers and lists are cut into files. Only places do.
func TestProperty01OrderAndCutDoNotMatter(t *testing.T) {
	l := newLaboratory(t)
	for _, seed := range bundles(4) {
		orderDoesNotMatter(l, seed)
	}
}

func orderDoesNotMatter(l *laboratory, seed uint64) {
	w := newWorld(seed)
	trace, lint := l.said(w.files(), w.flows, unchanged)
	for name, files := range map[string]map[string]string{"shuffled": w.shuffled().files(), "cut": w.shuffled().cut()} {
		again, lintAgain := l.said(files, w.flows, unchanged)
		compareLines(l.t, fmt.Sprintf("seed %d, %s, trace", seed, name), again, trace)
		compareLines(l.t, fmt.Sprintf("seed %d, %s, lint", seed, name), lintAgain, lint)
	}
}

// An answer does not depend on what was asked before.
func TestProperty01OrderOfQuestionsDoesNotMatter(t *testing.T) {
	l := newLaboratory(t)
	for _, seed := range bundles(8) {
		w := newWorld(seed)
		reversed := slices.Clone(w.flows)
		slices.Reverse(reversed)
		again := strings.Split(l.judge(w.files(), reversed).trace(), "\n")
		again = again[:len(again)-1]
		slices.Reverse(again)
		compareLines(t, fmt.Sprintf("seed %d", seed), again, strings.Split(strings.TrimSuffix(l.judge(w.files(), w.flows).trace(), "\n"), "\n"))
	}
}

// What the cut into files and the order of rules decide beside places: counts, and the number of a rule in its policy.
var (
	cutCounts = regexp.MustCompile(`"(documents|objects)":\d+,`)
	numbered  = regexp.MustCompile(`gress rule \d+ of`)
)

// said returns what trace and lint say, without places and without the number of documents, after undo has changed the text.
func (l *laboratory) said(files map[string]string, flows []string, undo func(string) string) (trace, lint []string) {
	l.t.Helper()
	lint = placeless(l.t, undo(strings.ReplaceAll(l.lint(files), "\n", "")))
	return placeless(l.t, undo(l.judge(files, flows).trace())), []string{cutCounts.ReplaceAllString(lint[0], "")}
}

func unchanged(text string) string { return text }

func compareLines(t *testing.T, what string, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d lines, want %d", what, len(got), len(want))
		return
	}
	for i := range want {
		if numbered.ReplaceAllString(got[i], "") != numbered.ReplaceAllString(want[i], "") {
			t.Errorf("%s, line %d:\n%s", what, i+1, difference(got[i], want[i]))
			return
		}
	}
}

// difference returns two texts from shortly before where they part.
func difference(got, want string) string {
	at := 0
	for at < min(len(got), len(want)) && got[at] == want[at] {
		at++
	}
	window := func(text string) string { return text[max(0, at-80):min(len(text), at+160)] }
	return "..." + window(got) + "\nwant\n..." + window(want)
}

// shuffled returns the world with every list in another order, but for those whose order says something.
func (w *world) shuffled() *world {
	out := w.copied()
	w.Shuffle(len(out.objects), func(i, j int) { out.objects[i], out.objects[j] = out.objects[j], out.objects[i] })
	for _, object := range out.objects {
		if object["kind"] == "NetworkPolicy" {
			w.reorder(object["spec"])
		}
	}
	w.Shuffle(len(out.exports), func(i, j int) { out.exports[i], out.exports[j] = out.exports[j], out.exports[i] })
	for _, e := range out.exports {
		w.Shuffle(len(e.rows), func(i, j int) { e.rows[i], e.rows[j] = e.rows[j], e.rows[i] })
		w.reorder(e.body)
		for _, r := range e.rows {
			w.reorder(r)
		}
	}
	return out
}

func (w *world) reorder(value any) {
	switch value := value.(type) {
	case []any:
		w.Shuffle(len(value), func(i, j int) { value[i], value[j] = value[j], value[i] })
		for i := range value {
			w.reorder(value[i])
		}
	case row:
		for _, key := range sortedKeys(value) {
			if text, ok := value[key].(string); ok && slices.Contains([]string{"SnatIp", "SecurityIPList", "SecurityIpList"}, key) {
				items := strings.Split(text, ",")
				w.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
				value[key] = strings.Join(items, ",")
			}
			if !strings.HasSuffix(key, "AclEntry") { // the order of entries is their priority
				w.reorder(value[key])
			}
		}
	}
}

// cut writes the world into files of other names: answers in two pages, objects in documents, lists and lists of one.
func (w *world) cut() map[string]string {
	files := map[string]string{}
	for _, e := range w.exports {
		name := fmt.Sprintf("other/%c%d", 'a'+w.IntN(26), len(files))
		if e.of != "" {
			name += "." + e.of
		}
		if n := len(e.rows); n < 2 || w.IntN(2) == 0 || e.whole {
			files[name+".json"] = e.text()
		} else {
			at := 1 + w.IntN(n-1)
			files[name+".p1.json"], files[name+".p2.json"] = e.page(e.rows[:at], true), e.page(e.rows[at:], e.lacks > 0)
		}
	}
	for rest := w.objects; len(rest) > 0; {
		n := 1 + w.IntN(min(4, len(rest)))
		text := listed(rest[:n])
		if w.IntN(2) == 0 {
			text = ""
			for _, object := range rest[:n] {
				text += "---\n" + document(object)
			}
		}
		files[fmt.Sprintf("%c/%d.yaml", 'm'+w.IntN(5), len(files))] = text
		rest = rest[n:]
	}
	return files
}

// The same files give the same bytes, in whatever order they are named and however many processors there are.
func TestProperty14SameFilesSameBytes(t *testing.T) {
	l := newLaboratory(t)
	for _, seed := range bundles(1) {
		w := newWorld(seed)
		paths := l.write(w.files())
		flows := strings.Join(w.flows, "\n")
		var want string
		for processors := 1; processors <= 4; processors++ {
			before := runtime.GOMAXPROCS(processors)
			w.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
			_, trace, _ := ran(t, flows, append([]string{"trace", "--flows", "-", "--format", "jsonl"}, paths...)...)
			_, lint, _ := ran(t, "", append([]string{"lint", "--format", "json"}, paths...)...)
			runtime.GOMAXPROCS(before)
			if got := trace + lint; want == "" {
				want = got
			} else if got != want {
				t.Errorf("seed %d: %d processors and another order of arguments print\n%s\nwant\n%s", seed, processors, got, want)
			}
		}
	}
}
