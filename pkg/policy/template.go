package policy

import (
	"fmt"
	"regexp"
	"strings"
)

// template is a text with named parts: a text, a name, a text, a name, and so on. Names are positions in the entities of
// a decision. A part such as {range,} is an argument that takes several values with commas between them.
type template struct {
	written string
	texts   []string
	names   []int
	listed  []bool // of each name, whether it is such an argument
}

var hole = regexp.MustCompile(`\{([a-z][a-z0-9_]*)(,?)\}`)

func newTemplate(text string, names map[string]int) (template, error) {
	t := template{written: text}
	end := 0
	for _, at := range hole.FindAllStringSubmatchIndex(text, -1) {
		name, ok := names[text[at[2]:at[3]]]
		if !ok {
			return t, fmt.Errorf("%q names nothing for %s", text, text[at[0]:at[1]])
		}
		t.texts, t.names = append(t.texts, text[end:at[0]]), append(t.names, name)
		t.listed = append(t.listed, at[4] < at[5])
		end = at[1]
	}
	t.texts = append(t.texts, text[end:])
	return t, nil
}

// nameLength is how long a name is mostly, beyond the hole that it fills.
const nameLength = 12

// fill writes the names in. What a name says is text, also when it looks like a hole.
func (t template) fill(called func(int) string) string {
	if len(t.names) == 0 {
		return t.texts[0]
	}
	var b strings.Builder
	b.Grow(len(t.written) + nameLength*len(t.names))
	for i, name := range t.names {
		b.WriteString(t.texts[i])
		b.WriteString(called(name))
	}
	b.WriteString(t.texts[len(t.names)])
	return b.String()
}
