package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

const maxSpan = 200 // bytes that a problem points at; the line of a JSON file may be the whole file

// at returns a Problem with the bytes from start to end of a text of the file.
func (p *pipeline) at(file int32, t *text, start, end int, severity Severity, message string) Problem {
	end = max(end, min(start+1, len(t.bytes)))
	if end-start > maxSpan {
		for end = start + maxSpan; !utf8.RuneStart(t.bytes[end]); {
			end--
		}
	}
	return Problem{
		At:      Location{Path: p.set.Files[file].Path, Span: t.span(start, end)},
		Message: message, Severity: severity,
	}
}

// unread reports a file that cannot be read, or not to its end.
func (p *pipeline) unread(file int32, err error) Problem {
	return Problem{At: Location{Path: p.set.Files[file].Path}, Message: "file cannot be read: " + err.Error(), Severity: Error}
}

// explain says why the text of a part cannot be parsed, and where.
func (p *pipeline) explain(t *part) []Problem {
	body, err := p.text(t.record)
	if err != nil {
		return []Problem{p.unread(t.record.File, err)}
	}
	text := newText(body, Pos{t.record.Line, max(t.record.Column, 1)})
	start, end, message := diagnose(text, t.err)
	if last := len(bytes.TrimRight(body, " \t\r\n")); start >= last {
		start, end = text.line(max(0, last-1))
		if t.record.Offset+t.record.Length == p.set.Files[t.record.File].Size {
			message += "; the file may be cut off"
		}
	}
	return []Problem{p.at(t.record.File, text, start, end, Error, message)}
}

// diagnose finds what is wrong with a YAML text, and where. The library that reads the values knows lines only,
// and not always the right ones, so the place comes from one that knows columns too, or from the text itself.
func diagnose(t *text, err error) (start, end int, message string) {
	if i := brokenRune(t.bytes); i >= 0 {
		return i, i + 1, "text is not UTF-8: save the file as UTF-8"
	}
	if i, r := control(t.bytes); i >= 0 {
		return i, i + 1, fmt.Sprintf("control character U+%04X is not allowed", r)
	}
	if start, end, message, ok := alias(t, err); ok {
		return start, end, message
	}
	var value valueError
	if root := parseWritten(t, YAML); root != nil && errors.As(err, &value) {
		place := locate(root, value.pointer)
		start, end, message = place.start, place.end, err.Error()
	} else {
		start, end, message = syntax(t, err)
	}
	if template.Match(t.bytes) {
		message = "file looks like a template: render it first (" + message + ")"
	}
	return start, end, message
}

var template = regexp.MustCompile(`\{\{.*\}\}|\{%.*%\}`)

func brokenRune(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// control returns the first character that YAML allows nowhere (https://yaml.org/spec/1.2.2/#51-character-set).
func control(b []byte) (int, rune) {
	for i, r := range string(b) {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7F || r >= 0x80 && r < 0xA0 && r != 0x85 || r == 0xFFFE || r == 0xFFFF {
			return i, r
		}
	}
	return -1, 0
}

var unknownAnchor = regexp.MustCompile(`unknown anchor '(.*)' referenced`)

// alias explains an error that has to do with aliases.
func alias(t *text, err error) (start, end int, message string, ok bool) {
	name := []byte("*")
	switch text := err.Error(); {
	case errors.Is(err, errExpansion) || strings.Contains(text, "excessive aliasing"):
		message = "aliases expand the document to more than can be held"
	case strings.Contains(text, "value contains itself"):
		message = "an anchor contains its own alias"
	default:
		match := unknownAnchor.FindStringSubmatch(text)
		if match == nil {
			return 0, 0, "", false
		}
		name = append(name, match[1]...)
		message = fmt.Sprintf("alias %q has no anchor before it", name)
	}
	i := bytes.Index(t.bytes, name)
	if i < 0 {
		return 0, 0, "", false
	}
	return i, i + 1 + len(anchorName(t.bytes[i+1:])), message, true
}

// anchorName returns the name that b begins with, of an anchor or an alias.
func anchorName(b []byte) []byte {
	n := bytes.IndexFunc(b, func(r rune) bool {
		return r != '-' && r != '_' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
	})
	if n < 0 {
		return b
	}
	return b[:n]
}

var (
	lineOf  = regexp.MustCompile(`line (\d+): `)
	plainly = map[string]string{
		"found character that cannot start any token":                  "a value cannot begin with this character; quote it",
		"mapping values are not allowed in this context":               `": " is not allowed here; quote the value or check the indentation`,
		"could not find expected ':'":                                  `":" is missing after a key`,
		"did not find expected key":                                    "a key is expected here; check the indentation and the quotes",
		"did not find expected '-' indicator":                          `"- " is expected here; check the indentation`,
		"did not find expected node content":                           "a value is expected here",
		"found a tab character where an indentation space is expected": "a tab is used for indentation; YAML allows spaces only",
		"found a tab character that violates indentation":              "a tab is used for indentation; YAML allows spaces only",
		"found unknown escape character":                               `an escape that YAML does not have stands in a "..." string`,
		"block sequence entries are not allowed in this context":       `"- " is not allowed here`,
		"exceeded max depth of 10000":                                  "text is nested more than 10,000 levels deep",
	}
)

// syntax explains an error of the parser.
func syntax(t *text, err error) (start, end int, message string) {
	message = strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1
	if match := lineOf.FindStringSubmatchIndex(message); match != nil {
		line, _ = strconv.Atoi(message[match[2]:match[3]])
		message = message[:match[0]] + message[match[1]:]
	}
	start, end = t.line(t.mark(line, 1))
	if marked, ok := markedError(t.bytes); ok {
		message = marked.Message
		start = t.mark(marked.Mark.Line, marked.Mark.Column)
		if text, ok := unclosed(marked, t.pos(start).Line); ok {
			message = text
			start = t.mark(marked.ContextMark.Line, marked.ContextMark.Column)
		}
		_, end = t.line(start)
	}
	if strings.HasPrefix(message, "invalid map key") {
		message = errStructuredKey.Error()
	}
	if tab := indentTab(t, start); tab >= 0 {
		return tab, tab + 1, plainly["found a tab character that violates indentation"]
	}
	if text, ok := plainly[message]; ok {
		message = text
	}
	return start, end, message
}

// markedError returns the error of the library that knows columns.
func markedError(text []byte) (*yaml.LoadError, bool) {
	var node yaml.Node
	var marked *yaml.LoadError
	ok := errors.As(yaml.Unmarshal(text, &node), &marked) && marked.Mark.Line > 0
	return marked, ok
}

// unclosed explains an error, met on a line, that is better shown where the quote or the bracket opens.
func unclosed(err *yaml.LoadError, line int) (string, bool) {
	if err.ContextMark.Line == 0 {
		return "", false
	}
	switch {
	case err.Message == "found unexpected end of stream", err.Message == "found unexpected document indicator":
		return "string is not closed", strings.Contains(err.ContextMsg, "quoted scalar")
	case strings.HasPrefix(err.Message, "did not find expected ',' or"):
		return fmt.Sprintf("bracket is not closed, or a comma is missing on line %d", line), true
	}
	return "", false
}

// indentTab returns the tab among the blanks that the line of a byte begins with, if that is where the trouble is.
func indentTab(t *text, offset int) int {
	first, _ := t.line(offset)
	if offset > first {
		return -1
	}
	begin := bytes.LastIndexAny(t.bytes[:first], "\r\n") + 1
	if i := bytes.IndexByte(t.bytes[begin:first], '\t'); i >= 0 {
		return begin + i
	}
	return -1
}

// doubts returns what is wrong with a part that was read all the same.
func (p *pipeline) doubts(b *builder, t *part) []Problem {
	carriage := t.record.Format == YAML && loneReturn(t.text) >= 0
	broken := t.record.Format == JSON && !utf8.Valid(t.text)
	if !b.duplicate && !carriage && !broken {
		return nil
	}
	body := t.text
	if n := t.record.Length; t.record.Format == JSON && int64(len(body)) > n {
		body = bytes.TrimLeft(bytes.TrimPrefix(body, []byte("---")), " \t\r\n")[:n]
	}
	text := newText(body, Pos{t.record.Line, t.record.Column})
	var problems []Problem
	if i := loneReturn(body); carriage {
		problems = append(problems, p.at(t.record.File, text, i, i+1, Warning, "carriage return without a line feed is read as the end of a line"))
	}
	if i := brokenRune(body); broken {
		problems = append(problems, p.at(t.record.File, text, i, i+1, Warning, "text is not UTF-8; the broken characters are replaced"))
	}
	if b.duplicate {
		problems = append(problems, p.duplicates(t.record, text)...)
	}
	return problems
}

func loneReturn(b []byte) int {
	for i := bytes.IndexByte(b, '\r'); i >= 0; {
		if i+1 >= len(b) || b[i+1] != '\n' {
			return i
		}
		next := bytes.IndexByte(b[i+1:], '\r')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return -1
}

func (p *pipeline) duplicates(r Record, t *text) []Problem {
	var problems []Problem
	for _, twice := range repeated(r, t) {
		where := fmt.Sprintf("on line %d", t.pos(twice.first.start).Line)
		if again := t.pos(twice.again.start).Line; again != t.pos(twice.first.start).Line {
			where = fmt.Sprintf("on lines %d and %d", t.pos(twice.first.start).Line, again)
		}
		problems = append(problems, p.at(r.File, t, twice.again.start, twice.again.end, Warning,
			fmt.Sprintf("key %q is written twice, %s; the last one counts", twice.key, where)))
	}
	return problems
}

// trailing reports the text after the end of a document that no "---" separates from it.
func (p *pipeline) trailing(t *part) Problem {
	text := newText(t.text, Pos{t.record.Line, t.record.Column})
	start, end := text.line(max(0, len(bytes.TrimRight(t.text, " \t\r\n"))-1))
	if marked, ok := markedError(t.text); ok {
		start = text.mark(marked.Mark.Line, marked.Mark.Column)
		_, end = text.line(start)
	}
	return p.at(t.record.File, text, start, end, Error, errTrailing.Error()+`; put "---" before it if it is a document`)
}

// cutOffList reports a list of kubectl's without its last lines.
func (p *pipeline) cutOffList(r Record) Problem {
	body, err := p.text(r)
	if err != nil {
		return p.unread(r.File, err)
	}
	text := newText(body, Pos{r.Line, max(r.Column, 1)})
	start, end := text.line(max(0, len(bytes.TrimRight(body, " \t\r\n"))-1))
	return p.at(r.File, text, start, end, Warning, "list ends without its kind; the file seems to be cut off, and objects may be missing")
}

// invalid explains why a JSON value ends at an offset of the file.
func (v *jsonValues) invalid(r Record, offset int64, cause error) Problem {
	body, err := v.bytes(r.Offset, min(offset+256, v.size)-r.Offset)
	if err != nil {
		return v.unread(r.File, err)
	}
	text := newText(body, Pos{r.Line, r.Column})
	start := int(offset - r.Offset)
	_, end := text.line(start)
	message := "invalid JSON: " + strings.TrimPrefix(cause.Error(), "jsontext: ")
	switch {
	case errors.Is(cause, io.ErrUnexpectedEOF):
		start, end = text.line(max(0, len(bytes.TrimRight(body, " \t\r\n"))-1))
		message = fmt.Sprintf("JSON ends inside the value that begins on line %d: the file is cut off", r.Line)
	case strings.Contains(message, "in string (expecting non-control character)"):
		message = "string is not closed, or holds a raw line end or another control character"
	case strings.Contains(message, "exceeded max depth"):
		message = "text is nested more than 10,000 levels deep"
	case template.Match(body):
		message = "file looks like a template: render it first (" + message + ")"
	}
	return v.at(r.File, text, start, end, Error, message)
}

// afterword reports a text between JSON values. One with brackets may be a value that is lost.
func (v *jsonValues) afterword(r Record, line []byte) Problem {
	text := newText(line, Pos{r.Line, r.Column})
	start, end := text.line(0)
	severity := Warning
	if bytes.ContainsAny(line, "{[") {
		severity = Error
	}
	return v.at(r.File, text, start, end, severity, "text after the JSON value was not read")
}

// secretKind finds a Secret, as YAML or as JSON.
var secretKind = regexp.MustCompile(`kind["']?\s*:\s*["']?Secret\b`)

const (
	secretChunk   = 1 << 20
	secretOverlap = 64 // bytes that the kind of a Secret takes
)

// credential is what lines speak of that hold a credential, or name the variable whose value is in the next.
var credential = regexp.MustCompile(`(?i)passw|passphrase|pwd|secret|token|credential|(api|access|private|secret)_?key|authorization`)

// hideSecrets makes problems private whose line may hold a credential. So are all in a file with a Secret: where a text is
// broken, nobody knows which object it belongs to.
func (s *Set) hideSecrets() {
	holds := map[string]bool{}
	for i := range s.Problems {
		p := &s.Problems[i]
		held, known := holds[p.At.Path]
		if !known {
			held = s.holdsSecret(p.At.Path)
			holds[p.At.Path] = held
		}
		line := p.At.Span.Start.Line
		p.Private = held || line > 0 && slices.ContainsFunc(s.Lines(p.At.Path, max(1, line-1), line), credential.MatchString)
	}
}

func (s *Set) holdsSecret(path string) bool {
	i := slices.IndexFunc(s.Files, func(f File) bool { return f.Path == path })
	if i < 0 {
		return false
	}
	file, err := s.Files[i].open()
	if err != nil {
		return false
	}
	defer file.Close()
	for offset := int64(0); offset < file.size; offset += secretChunk {
		text, err := file.bytes(offset, secretChunk+secretOverlap)
		if err != nil || secretKind.Match(text) {
			return true
		}
	}
	return false
}
