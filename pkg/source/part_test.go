package source

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// piece is the least that can be pointed at: some text and how it is written. A piece without text is what a reader
// skips: it lies between others.
type piece struct{ text, written string }

// style writes a random string. The lines after the first begin with the indent.
type style struct {
	name  string
	write func(r *rand.Rand, indent string) (head string, pieces []piece, tail string)
}

var styles = []style{
	{"plain", func(r *rand.Rand, indent string) (string, []piece, string) {
		return "", append(append([]piece{{"w", "w"}}, flow(r, indent, letters)...), piece{"w", "w"}), ""
	}},
	{"single", func(r *rand.Rand, indent string) (string, []piece, string) {
		return "'", append(flow(r, indent, append(letters[:len(letters):len(letters)], piece{"'", "''"}, piece{`\`, `\`}, piece{"#", "#"})), piece{":", ":"}), "'"
	}},
	{"double", func(r *rand.Rand, indent string) (string, []piece, string) {
		escapes := append(letters[:len(letters):len(letters)], jsonEscapes[1:]...)
		escapes = append(escapes, piece{"A", `\x41`}, piece{"😀", `\U0001F600`}, piece{" ", `\ `}, piece{"\u2028", `\L`}, piece{"'", "'"})
		return `"`, append(flow(r, indent, escapes), piece{"", "\\\n" + indent}, piece{":", ":"}), `"`
	}},
	{"literal", func(r *rand.Rand, indent string) (string, []piece, string) { return block(r, indent, false) }},
	{"folded", func(r *rand.Rand, indent string) (string, []piece, string) { return block(r, indent, true) }},
	{"json", func(r *rand.Rand, _ string) (string, []piece, string) {
		return `"`, some(r, append(letters[:len(letters):len(letters)], append(jsonEscapes, piece{"😀", `\ud83d\ude00`})...), 1+r.IntN(12)), `"`
	}},
}

var (
	letters     = []piece{{"a", "a"}, {"b", "b"}, {"a", "a"}, {"é", "é"}, {"测", "测"}, {"😀", "😀"}, {".", "."}, {"=", "="}, {"/", "/"}}
	jsonEscapes = []piece{{"/", `\/`}, {"\n", `\n`}, {`"`, `\"`}, {`\`, `\\`}, {"é", `\u00e9`}, {"\t", `\t`}}
)

func some(r *rand.Rand, of []piece, n int) []piece {
	var out []piece
	for range n {
		out = append(out, of[r.IntN(len(of))])
	}
	return out
}

// flow writes words with blanks and line breaks between them. A line never begins or ends with a blank of the text.
func flow(r *rand.Rand, indent string, of []piece) []piece {
	out := some(r, of, 1+r.IntN(4))
	for range r.IntN(4) {
		switch breaks := r.IntN(4); breaks {
		case 0:
			out = append(out, piece{" ", " "})
		case 1:
			out = append(out, piece{" ", strings.Repeat(" ", r.IntN(3)) + "\n" + indent})
		default:
			out = append(out, piece{strings.Repeat("\n", breaks-1), strings.Repeat("\n", breaks) + indent})
		}
		out = append(out, piece{"x", "x"})
		out = append(append(out, some(r, of, r.IntN(4))...), piece{"x", "x"})
	}
	return out
}

// block writes a literal or folded scalar: lines of text, some of them indented further, with blank lines before, between
// and after them.
func block(r *rand.Rand, indent string, fold bool) (string, []piece, string) {
	sign, chomp := "|", []string{"", "-", "+"}[r.IntN(3)]
	if fold {
		sign = ">"
	}
	outer := r.IntN(3) == 0 // the indicator says how deep the text is, and its first line may begin with blanks
	if outer {
		sign += fmt.Sprint(len(indent) - len(strings.TrimPrefix(indent, "  ")))
	}
	if r.IntN(4) == 0 {
		chomp += " # comment"
	}
	var out []piece
	for range r.IntN(3) {
		out = append(out, piece{"\n", "\n"})
	}
	further := false
	for i := range 1 + r.IntN(4) {
		was := further
		further = r.IntN(3) == 0 && (i > 0 || outer)
		if i > 0 {
			out = append(out, lineBreaks(r, indent, fold, was || further)...)
		} else {
			out = append(out, piece{"", indent})
		}
		if further {
			out = append(out, piece{" ", " "}, piece{" ", " "})
		}
		out = append(out, piece{"#", "#"})
		out = append(append(out, some(r, append(letters, piece{" ", " "}, piece{`\`, `\`}), r.IntN(6))...), piece{"z", "z"})
	}
	blank := r.IntN(3)
	switch chomp[:min(1, len(chomp))] {
	case "-":
		return sign + chomp + "\n", out, strings.Repeat("\n", 1+blank)
	case "+":
		return sign + chomp + "\n", append(out, some(r, []piece{{"\n", "\n"}}, 1+blank)...), ""
	}
	return sign + chomp + "\n", append(out, piece{"\n", "\n"}), strings.Repeat("\n", blank)
}

// lineBreaks writes the line breaks between two lines of a block scalar. Blank lines may have blanks.
func lineBreaks(r *rand.Rand, indent string, fold, kept bool) []piece {
	blank := r.IntN(3)
	out, run := []piece{{"\n", "\n"}}, "\n"
	for range blank {
		blanks := indent[:r.IntN(len(indent)+1)]
		out = append(out, piece{"", blanks}, piece{"\n", "\n"})
		run += blanks + "\n"
	}
	switch {
	case !fold || kept:
	case blank == 0:
		out = []piece{{" ", run}}
	default:
		out = []piece{{strings.Repeat("\n", blank), run}}
	}
	return append(out, piece{"", indent})
}

// surroundings are documents with a string at the pointer. The lines of the string are indented by indent.
var surroundings = []struct{ before, after, pointer, indent string }{
	{"data:\n  测: x\n  key: ", "\n  z: 1\n", "/data/key", "    "},
	{"data:\n- x\n- ", "\n- y\n", "/data/1", "  "},
	{"{\"a\": 1,\n\"data\": [", ", 1]}\n", "/data/0", "   "},
	{"a: &name\n  ", "\nb: {c: *name}\n", "/b/c", "  "},
	{"# first\napiVersion: v1\nkind: List\nitems:\n- kind: A\n- data:\n    key: ", "\n- kind: B\n", "/data/key", "      "},
}

// Any part of a string, in every style of YAML and JSON, is found where exactly it is written; what is no part, because
// it begins or ends inside an escape sequence or a run of line breaks, is found where the string is.
func TestParts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	found := map[string]int{}
	for range 4000 {
		style, around := styles[r.IntN(len(styles))], surroundings[r.IntN(len(surroundings))]
		inFlow, isBlock := strings.HasPrefix(around.before, "{"), style.name == "literal" || style.name == "folded"
		switch {
		case isBlock && inFlow, style.name == "json" && !inFlow:
			continue
		case isBlock:
			around.after = around.after[1:] // the scalar has its own last line break
		}
		head, pieces, tail := style.write(r, around.indent)
		text, starts := assemble(around.before+head, pieces, tail+around.after)
		if r.IntN(2) == 0 {
			for i := range pieces {
				pieces[i].written = strings.ReplaceAll(pieces[i].written, "\n", "\r\n")
			}
			crlf := strings.NewReplacer("\n", "\r\n")
			text, starts = assemble(crlf.Replace(around.before+head), pieces, crlf.Replace(tail+around.after))
		}
		if checkParts(t, r, text, around.pointer, pieces, starts) {
			found[style.name]++
		}
	}
	for _, style := range styles {
		if found[style.name] < 100 {
			t.Errorf("only %d strings of style %s", found[style.name], style.name)
		}
	}
}

func assemble(before string, pieces []piece, after string) (text string, starts []int) {
	for _, p := range pieces {
		starts = append(starts, len(before))
		before += p.written
	}
	return before + after, append(starts, len(before))
}

func checkParts(t *testing.T, r *rand.Rand, text, pointer string, pieces []piece, starts []int) bool {
	t.Helper()
	whole := ""
	for _, p := range pieces {
		whole += p.text
	}
	set, objects := readOne(t, text)
	if len(objects) == 0 {
		t.Fatalf("%q: %v", text, set.Problems)
	}
	object := objects[min(1, len(objects)-1)]
	root, err := FromJSON([]byte(object.json))
	if err != nil {
		t.Fatal(err)
	}
	var read *Node
	eachPointer(root, "", func(p string, n *Node) {
		if p == pointer {
			read = n
		}
	})
	if read.String() != whole {
		t.Fatalf("%q holds %q, not %q", text, read.String(), whole)
	}
	for range 5 {
		first := r.IntN(len(pieces))
		last := first + r.IntN(len(pieces)-first)
		if pieces[first].text == "" || pieces[last].text == "" {
			continue
		}
		from := len(textOf(pieces[:first]))
		to := from + len(textOf(pieces[first:last+1]))
		span := set.Locate(object.Record, Part(pointer, from, to)).Span
		if start, end := offsetOf(text, span.Start), offsetOf(text, span.End); start != starts[first] || end != starts[last]+len(pieces[last].written) {
			t.Errorf("in %q, %q (%d to %d) is at %q, want %q", text, whole[from:to], from, to, text[start:end], text[starts[first]:starts[last]+len(pieces[last].written)])
		}
		if len(pieces[last].text) > 1 {
			checkWhole(t, set, object, pointer, from, to-1)
		}
	}
	checkWhole(t, set, object, pointer, 1, 1)
	checkWhole(t, set, object, pointer, 0, len(whole)+1)
	return true
}

func textOf(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

func checkWhole(t *testing.T, set *Set, o object, pointer string, from, to int) {
	t.Helper()
	got, want := set.Locate(o.Record, Part(pointer, from, to)).Span, set.Locate(o.Record, pointer).Span
	if got != want {
		t.Errorf("bytes %d to %d of %s, which are no part of it, are at %v, want %v", from, to, pointer, got, want)
	}
}

// A long string is read once for the many places in it: one file of a ConfigMap may name hundreds of hosts.
func TestPartsOfALongString(t *testing.T) {
	line := strings.Repeat("x", 99)
	for _, text := range []string{
		"data: |\n  " + strings.Repeat(line+"\n  ", 10000) + "\n",
		`{"data": "` + strings.Repeat(line+`\n`, 10000) + `"}`,
	} {
		set, objects := readOne(t, text)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for i := range 200 {
			set.Locate(objects[0].Record, Part("/data", 100*i, 100*i+50))
		}
		runtime.ReadMemStats(&after)
		if read := (after.TotalAlloc - before.TotalAlloc) / uint64(len(text)); read > 300 {
			t.Errorf("200 places cost %d times the memory of the text", read)
		}
	}
}
