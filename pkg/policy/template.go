package policy

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/egresslint/egresslint/pkg/facts"
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

// fill writes the names in. What a name says is text, also when it looks like a hole.
func (t template) fill(entities []facts.Entity) string {
	if len(t.names) == 0 {
		return t.texts[0]
	}
	var b strings.Builder
	for i, name := range t.names {
		b.WriteString(t.texts[i])
		b.WriteString(entities[name].Name)
	}
	b.WriteString(t.texts[len(t.names)])
	return b.String()
}
