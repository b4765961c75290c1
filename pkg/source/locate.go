package source

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// extent is the bytes of a text from start up to, not including, end.
type extent struct{ start, end int }

// written is a value and where it stands in a text.
type written interface {
	// child returns the value below a key, or at an index.
	child(token string) (written, bool)
	// value returns where the value stands.
	value() extent
	// handle returns what stands for the value where it is too large to point at: its key, or its first key.
	handle() extent
	// scalar returns the text of a string and, for each byte of it, where that is written; nothing where that
	// cannot be told.
	scalar() ([]byte, []extent)
}

// nested separates the pointer of a string from the pointer inside the JSON or YAML that the string holds.
const nested = "##"

// Locate returns where the value at the JSON pointer of the record's object was written, or its nearest
// written ancestor: that one's key, not its whole block. A pointer may go on inside a string that holds JSON or
// YAML, "/data/eni_conf##/vswitches", or end at a line of a string, "/data/nginx.conf##:12".
func (s *Set) Locate(r Record, pointer string) Location {
	path := s.Files[r.File].Path
	within := r.Within + pointer
	r.Within = ""
	region := s.regions.get(r)
	region.mu.Lock()
	defer region.mu.Unlock()
	if region.text == nil {
		region.load(s, r)
	}
	place := region.fallback()
	if region.root != nil {
		place = locate(region.root, within)
	}
	return Location{Path: path, Span: region.text.span(place.start, place.end)}
}

const keptRegions = 8

// regions are the records that were located last, for a finding points at several places of one object.
type regions struct {
	mu   sync.Mutex
	last []*region
}

type region struct {
	record Record
	mu     sync.Mutex
	text   *text
	root   written
}

func (c *regions) get(r Record) *region {
	c.mu.Lock()
	defer c.mu.Unlock()
	i := slices.IndexFunc(c.last, func(kept *region) bool { return kept.record == r })
	if i < 0 {
		if len(c.last) == keptRegions {
			c.last = c.last[:keptRegions-1]
		}
		c.last = slices.Insert(c.last, 0, &region{record: r})
		return c.last[0]
	}
	kept := c.last[i]
	copy(c.last[1:i+1], c.last[:i])
	c.last[0] = kept
	return kept
}

func (g *region) load(s *Set, r Record) {
	var body []byte
	if file, err := s.Files[r.File].open(); err == nil {
		defer file.Close()
		body, _ = file.bytes(r.Offset, r.Length)
	}
	g.text = newText(body, Pos{max(r.Line, 1), max(r.Column, 1)})
	g.root = parseWritten(g.text, r.Format)
	if r.Item && g.root != nil {
		g.root, _ = g.root.child("0")
	}
}

// fallback is the first line of the region that is not blank and no comment.
func (g *region) fallback() extent {
	for _, offset := range g.text.lines {
		start, end := g.text.line(offset)
		if start < end && g.text.bytes[start] != '#' {
			return extent{start, end}
		}
	}
	return extent{}
}

// parseWritten returns the value of a text, or nil where it cannot be parsed.
func parseWritten(t *text, format Format) written {
	if format == JSON {
		const blank = " \t\r\n"
		start := len(t.bytes) - len(bytes.TrimLeft(t.bytes, blank))
		return &jsonValue{text: t.bytes, extent: extent{start, max(start, len(bytes.TrimRight(t.bytes, blank)))}}
	}
	var node yaml.Node
	if err := yaml.Unmarshal(t.bytes, &node); err != nil || len(node.Content) == 0 {
		return nil
	}
	return &yamlValue{text: t, node: node.Content[0]}
}

func locate(v written, pointer string) extent {
	outer, inner, within := cutNested(pointer)
	for token := range strings.SplitSeq(strings.TrimPrefix(outer, "/"), "/") {
		if outer == "" {
			break
		}
		child, ok := v.child(unescape(token))
		if !ok {
			return v.handle()
		}
		v = child
	}
	if within {
		if place, ok := locateWithin(v, inner); ok {
			return place
		}
	}
	return v.value()
}

// cutNested splits a pointer at the first "##" that ends a token.
func cutNested(pointer string) (outer, inner string, ok bool) {
	for i := 0; ; i++ {
		next := strings.Index(pointer[i:], nested)
		if next < 0 {
			return pointer, "", false
		}
		i += next
		if rest := pointer[i+len(nested):]; rest == "" || rest[0] == '/' || rest[0] == ':' {
			return pointer[:i], rest, true
		}
	}
}

func unescape(token string) string {
	if !strings.Contains(token, "~") {
		return token
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
}

func escape(token string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(token) }

// locateWithin locates a value in the text that a string holds.
func locateWithin(v written, pointer string) (extent, bool) {
	inner, from := v.scalar()
	if len(inner) == 0 {
		return extent{}, false
	}
	if number, ok := strings.CutPrefix(pointer, ":"); ok {
		return locateLine(inner, from, number)
	}
	format := YAML
	if beginsJSON(inner) {
		if _, err := FromJSON(inner); err == nil {
			format = JSON
		}
	}
	root := parseWritten(newText(inner, Pos{1, 1}), format)
	if root == nil {
		return extent{}, false
	}
	place := locate(root, pointer)
	first := min(place.start, len(from)-1)
	last := min(max(place.end-1, first), len(from)-1)
	return extent{from[first].start, from[last].end}, true
}

// locateLine locates a line of the text that a string holds, without the blanks around it.
func locateLine(inner []byte, from []extent, number string) (extent, bool) {
	n, err := strconv.Atoi(number)
	lines := bytes.SplitAfter(inner, []byte("\n"))
	if err != nil || n < 1 || n > len(lines) {
		return extent{}, false
	}
	start := len(bytes.Join(lines[:n-1], nil))
	line := lines[n-1]
	start += len(line) - len(bytes.TrimLeft(line, " \t\r\n"))
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return extent{}, false
	}
	return extent{from[start].start, from[start+len(line)-1].end}, true
}

// twice is a key that stands in a map twice.
type twice struct {
	key          string
	first, again extent
}

// repeated returns the keys that stand twice in a map of a text.
func repeated(r Record, t *text) []twice {
	switch root := parseWritten(t, r.Format).(type) {
	case *jsonValue:
		return root.repeated(nil)
	case *yamlValue:
		return root.repeated(nil)
	}
	return nil
}
