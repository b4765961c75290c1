package facts

import (
	"slices"
	"strconv"
	"strings"
)

// fileReader takes a text of several lines apart: YAML, JSON, properties, INI, nginx configuration, a script. It knows
// just enough of each to tell under which name a value is written, and leaves comments out.
type fileReader struct {
	base    setting // scope and pointer of the whole text
	stack   []fileLevel
	comment bool     // inside <!-- -->
	number  int      // of the line
	off     []string // scopes of what is disabled
	out     []setting
}

// fileLevel is a key that the following lines are below of.
type fileLevel struct {
	indent int
	key    string
}

// appendSettings adds a literal to the settings: as one, or line by line where it is a file.
func appendSettings(out []setting, v setting) []setting {
	text := strings.TrimSpace(v.text)
	extension := ""
	if dot := strings.LastIndexByte(v.name, '.'); dot > 0 {
		extension = strings.ToLower(v.name[dot+1:])
	}
	switch {
	case isForBrowsers(extension):
		return out
	case strings.IndexByte(text, '\n') < 0 && !isConfiguration(extension):
		return appendParts(out, v)
	}
	r := fileReader{base: setting{scope: v.scope + v.pointer, pointer: v.pointer}, out: out}
	for line := range strings.SplitSeq(v.text, "\n") {
		r.number++
		if line = r.uncomment(line); strings.TrimSpace(line) != "" {
			r.line(line)
		}
	}
	if len(r.off) == 0 {
		return r.out
	}
	return append(out, slices.DeleteFunc(r.out[len(out):], r.isOff)...)
}

// isOff tells whether a setting is of a part that says enabled: false.
func (r *fileReader) isOff(v setting) bool {
	return slices.ContainsFunc(r.off, func(scope string) bool { return strings.HasPrefix(v.scope, scope) })
}

// isConfiguration tells the extensions of files that are configuration even when they have one line.
func isConfiguration(extension string) bool {
	switch extension {
	case "yaml", "yml", "properties", "conf", "cfg", "ini", "json", "xml", "toml", "env":
		return true
	}
	return false
}

// isForBrowsers tells the extensions of files that are for people, browsers or validators.
func isForBrowsers(extension string) bool {
	switch extension {
	case "html", "htm", "css", "svg", "md", "rst", "js", "mjs", "ts", "tsx", "xsd", "dtd", "wsdl", "tmpl", "tpl", "gotmpl", "j2",
		"pem", "crt", "csv", "sql", "map":
		return true
	}
	return false
}

// uncomment returns the line without its comment.
func (r *fileReader) uncomment(line string) string {
	if r.comment {
		_, rest, found := strings.Cut(line, "-->")
		if r.comment = !found; r.comment {
			return ""
		}
		line = rest
	}
	if before, inside, found := strings.Cut(line, "<!--"); found {
		_, rest, closed := strings.Cut(inside, "-->")
		r.comment = !closed
		line = before + rest
	}
	start := strings.TrimSpace(line)
	for _, sign := range []string{"#", "//", ";", "--", "/*", "*", "!"} {
		if strings.HasPrefix(start, sign) && !strings.HasPrefix(start, "---") {
			return ""
		}
	}
	if at := strings.Index(line, " #"); at >= 0 {
		line = line[:at]
	}
	return line
}

func (r *fileReader) line(line string) {
	rest := strings.TrimLeft(line, " \t")
	indent := len(line) - len(rest)
	if section, ok := strings.CutPrefix(strings.TrimSpace(rest), "["); ok && !strings.ContainsAny(section, ",\": ") {
		if section, ok = strings.CutSuffix(section, "]"); ok {
			r.stack = append(r.stack[:0], fileLevel{-1, section + ".#" + strconv.Itoa(r.number)})
			return
		}
	}
	for strings.HasPrefix(rest, "- ") {
		r.leave(indent + 1)
		if n := len(r.stack); n > 0 && r.stack[n-1].indent == indent && strings.HasPrefix(r.stack[n-1].key, "#") {
			r.stack = r.stack[:n-1]
		}
		r.stack = append(r.stack, fileLevel{indent, "#" + strconv.Itoa(r.number)})
		item := strings.TrimLeft(rest[1:], " ")
		indent, rest = indent+len(rest)-len(item), item
	}
	key, value, ok := splitSetting(rest)
	if !ok {
		r.directive(rest, indent)
		return
	}
	r.leave(indent)
	switch value = trimValue(value); value {
	case "", "{", "[", "|", ">", "|-", ">-":
		r.stack = append(r.stack, fileLevel{indent, key})
	default:
		r.add(key, value)
	}
}

// directive reads a line that has no key: its first word may be one, of the value behind it or of the block that it
// begins. Conditions and maps of nginx compare with what they hold.
func (r *fileReader) directive(line string, indent int) {
	if strings.HasPrefix(line, "if (") || strings.HasPrefix(line, `"`) && strings.HasSuffix(line, ";") {
		return
	}
	if strings.HasPrefix(line, "}") {
		r.leave(indent)
	}
	word, rest, more := strings.Cut(line, " ")
	if !more || !isHostLabel(word) {
		word = ""
	}
	rest = strings.TrimSpace(rest)
	if word == "" || rest == "" || strings.ContainsAny(rest, " \t") {
		rest = line
	}
	r.add(word, rest)
	if strings.HasSuffix(strings.TrimSpace(line), "{") {
		r.leave(indent)
		r.stack = append(r.stack, fileLevel{indent, word + ".#" + strconv.Itoa(r.number)})
	}
}

// leave forgets the keys that a line of the indent is not below of.
func (r *fileReader) leave(indent int) {
	for n := len(r.stack); n > 0 && r.stack[n-1].indent >= indent; n-- {
		r.stack = r.stack[:n-1]
	}
}

func (r *fileReader) add(key, value string) {
	v := r.base
	var path strings.Builder
	for _, level := range r.stack {
		path.WriteString(level.key + ".")
	}
	v.scope += "\n" + path.String()
	v.name, v.text, v.line = path.String()+key, trimValue(value), r.number
	if key == "enabled" && v.text == "false" && len(r.stack) > 0 {
		r.off = append(r.off, v.scope)
	}
	r.out = appendParts(r.out, v)
}

func trimValue(text string) string { return strings.Trim(text, " \t\r\"',;") }

// splitSetting parts KEY: VALUE, KEY = VALUE, "KEY": VALUE, export KEY=VALUE and KEY VALUE;.
func splitSetting(line string) (key, value string, ok bool) {
	line = strings.TrimPrefix(line, "export ")
	if strings.HasPrefix(line, "<") {
		return splitElement(line)
	}
	if inner, quoted := strings.CutPrefix(line, `"`); quoted {
		if key, value, ok = strings.Cut(inner, `"`); !ok {
			return "", "", false
		}
		value = strings.TrimLeft(value, " \t")
		rest, colon := strings.CutPrefix(value, ":")
		return key, rest, colon && key != ""
	}
	end := 0
	for end < len(line) && (isHostLabel(line[end:end+1]) || line[end] == '.' || line[end] == '-' || line[end] == '/') {
		end++
	}
	key, value = line[:end], strings.TrimLeft(line[end:], " \t")
	switch {
	case key == "" || strings.HasPrefix(value, "=="):
		return "", "", false
	case strings.HasPrefix(value, "="), value == ":", strings.HasPrefix(value, ": "):
		return key, value[1:], true
	case strings.HasSuffix(strings.TrimSpace(line), ";") && value != line[end:]:
		value, _, _ = strings.Cut(strings.TrimRight(value, "; \t\r"), " ")
		return key, value, true
	}
	return "", "", false
}

// splitElement parts <KEY>VALUE</KEY>. A URL needs no key.
func splitElement(line string) (key, value string, ok bool) {
	key, value, ok = strings.Cut(line[1:], ">")
	value, closed := strings.CutSuffix(strings.TrimSpace(value), "</"+key+">")
	return key, value, ok && closed && isHostLabel(key) && !strings.Contains(value, "://")
}
