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

// The extensions of JSON pointers; see the package.
const (
	nested  = "##"
	portion = "#@"
)

// Part returns the pointer of the bytes from start up to, not including, end of the decoded string at a pointer.
func Part(pointer string, start, end int) string {
	return pointer + portion + strconv.Itoa(start) + ":" + strconv.Itoa(end)
}

// Locate returns where the value at the pointer of the record's object was written, or its nearest written ancestor:
// that one's key, not its whole block. For a part of a string that is no text of its own, such as half of an escape
// sequence, that is the string.
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
		return &jsonValue{text: t, extent: extent{start, max(start, len(bytes.TrimRight(t.bytes, blank)))}}
	}
	var node yaml.Node
	if err := yaml.Unmarshal(t.bytes, &node); err != nil || len(node.Content) == 0 {
		return nil
	}
	return &yamlValue{text: t, node: node.Content[0]}
}

func locate(v written, pointer string) extent {
	pointer, part := cutPart(pointer)
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
		if place, ok := locateWithin(v, inner+part); ok {
			return place
		}
	} else if part != "" {
		if place, ok := locatePart(v, part); ok {
			return place
		}
	}
	return v.value()
}

// cutPart splits a pointer before the "#@START:END" that it ends with.
func cutPart(pointer string) (whole, part string) {
	at := strings.LastIndex(pointer, portion)
	if at < 0 {
		return pointer, ""
	}
	if _, _, ok := bounds(pointer[at:]); !ok {
		return pointer, ""
	}
	return pointer[:at], pointer[at:]
}

// bounds reads "#@START:END".
func bounds(part string) (start, end int, ok bool) {
	first, last, _ := strings.Cut(part[len(portion):], ":")
	start, wrongStart := strconv.Atoi(first)
	end, wrongEnd := strconv.Atoi(last)
	return start, end, wrongStart == nil && wrongEnd == nil
}

// locatePart returns where a part of a string is written, if it begins and ends where characters do.
func locatePart(v written, part string) (extent, bool) {
	_, from := v.scalar()
	start, end, _ := bounds(part)
	if start < 0 || start >= end || end > len(from) {
		return extent{}, false
	}
	inside := func(i int) bool { return i > 0 && i < len(from) && from[i] == from[i-1] }
	return extent{from[start].start, from[end-1].end}, !inside(start) && !inside(end)
}

// cutNested splits a pointer at the first "##" that ends a token.
func cutNested(pointer string) (outer, inner string, ok bool) {
	for i := 0; ; i++ {
		next := strings.Index(pointer[i:], nested)
		if next < 0 {
			return pointer, "", false
		}
		i += next
		if rest := pointer[i+len(nested):]; rest == "" || rest[0] == '/' {
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
