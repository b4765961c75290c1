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
	text := strings.TrimSpace(v.text.text)
	extension := ""
	if dot := strings.LastIndexByte(v.name, '.'); dot > 0 {
		extension = strings.ToLower(v.name[dot+1:])
	}
	switch {
	case isForBrowsers(extension), strings.HasPrefix(v.name, "openapi.") && isConfiguration(extension):
		return out
	case strings.IndexByte(text, '\n') < 0 && !isConfiguration(extension):
		return appendParts(out, v)
	}
	r := fileReader{base: v, out: out}
	r.base.scope, r.base.file = v.scope+v.pointer, true
	at := v.text.at
	for text := range strings.SplitSeq(v.text.text, "\n") {
		r.number++
		if line := r.uncomment(part{text, at}); strings.TrimSpace(line.text) != "" {
			r.line(line)
		}
		at += len(text) + 1
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

// uncomment returns the line without its comment. One within the line leaves blanks.
func (r *fileReader) uncomment(line part) part {
	if r.comment {
		end := strings.Index(line.text, "-->")
		if r.comment = end < 0; r.comment {
			return part{}
		}
		line = line.from(end + len("-->"))
	}
	if before, inside, found := strings.Cut(line.text, "<!--"); found {
		_, rest, closed := strings.Cut(inside, "-->")
		r.comment = !closed
		line.text = before + strings.Repeat(" ", len(line.text)-len(before)-len(rest)) + rest
	}
	start := strings.TrimSpace(line.text)
	for _, sign := range []string{"#", "//", ";", "--", "/*", "*", "!"} {
		if strings.HasPrefix(start, sign) && !strings.HasPrefix(start, "---") {
			return part{}
		}
	}
	if at := strings.Index(line.text, " #"); at >= 0 {
		line = line.cut(0, at)
	}
	return line
}

func (r *fileReader) line(line part) {
	rest := line.trimLeft(" \t")
	if section, ok := strings.CutPrefix(strings.TrimSpace(rest.text), "["); ok && !strings.ContainsAny(section, ",\": ") {
		if section, ok = strings.CutSuffix(section, "]"); ok {
			r.stack = append(r.stack[:0], fileLevel{-1, section + ".#" + strconv.Itoa(r.number)})
			return
		}
	}
	indent := rest.at - line.at
	for strings.HasPrefix(rest.text, "- ") {
		r.leave(indent + 1)
		if n := len(r.stack); n > 0 && r.stack[n-1].indent == indent && strings.HasPrefix(r.stack[n-1].key, "#") {
			r.stack = r.stack[:n-1]
		}
		r.stack = append(r.stack, fileLevel{indent, "#" + strconv.Itoa(r.number)})
		rest = rest.from(1).trimLeft(" ")
		indent = rest.at - line.at
	}
	if isOutOfUse(strings.TrimSpace(rest.text)) {
		return
	}
	key, value, ok := splitSetting(rest)
	if !ok {
		r.directive(rest, indent)
		return
	}
	r.leave(indent)
	switch value = value.trim(aroundValues); value.text {
	case "", "{", "[", "|", ">", "|-", ">-":
		r.stack = append(r.stack, fileLevel{indent, key})
	default:
		r.add(key, value)
	}
}

// directive reads a line that has no key: its first word may be one, of the value behind it within a section, or of the
// block that it begins. Conditions and maps of nginx compare with what they hold.
func (r *fileReader) directive(line part, indent int) {
	quoted := strings.HasPrefix(line.text, `"`) && strings.HasSuffix(line.text, ";")
	if quoted || strings.HasPrefix(line.text, "if (") || strings.HasPrefix(line.text, "map $") && strings.Contains(line.text, ";") {
		return
	}
	if strings.HasPrefix(line.text, "}") {
		r.leave(indent)
	}
	word, _, more := strings.Cut(line.text, " ")
	if !more || !isHostLabel(word) {
		word = ""
	}
	value := line
	if rest := line.from(len(word)).trim(" \t\r"); word != "" && len(r.stack) > 0 && rest.text != "" && !strings.ContainsAny(rest.text, " \t") {
		value = rest
	}
	r.add(word, value)
	if strings.HasSuffix(strings.TrimSpace(line.text), "{") {
		r.leave(indent)
		r.stack = append(r.stack, fileLevel{indent, word + ".#" + strconv.Itoa(r.number)})
	}
}

// isOutOfUse tells whether a line is a server that a balancer does not use.
// https://nginx.org/en/docs/http/ngx_http_upstream_module.html#server and
// https://docs.haproxy.org/3.0/configuration.html#5.2-disabled
func isOutOfUse(line string) bool {
	return strings.HasPrefix(line, "server ") && (strings.HasSuffix(line, " down;") || strings.HasSuffix(line, " disabled"))
}

// leave forgets the keys that a line of the indent is not below of.
func (r *fileReader) leave(indent int) {
	for n := len(r.stack); n > 0 && r.stack[n-1].indent >= indent; n-- {
		r.stack = r.stack[:n-1]
	}
}

func (r *fileReader) add(key string, value part) {
	v := r.base
	var path strings.Builder
	for _, level := range r.stack {
		path.WriteString(level.key + ".")
	}
	v.scope += "\n" + path.String()
	v.name, v.text = path.String()+key, value.trim(aroundValues)
	if key == "enabled" && v.text.text == "false" && len(r.stack) > 0 {
		r.off = append(r.off, v.scope)
	}
	r.out = appendParts(r.out, v)
}

// aroundValues is what may stand around a value and is no part of it.
const aroundValues = " \t\r\"',;"

// splitSetting parts KEY: VALUE, KEY = VALUE, "KEY": VALUE, export KEY=VALUE and KEY VALUE;.
func splitSetting(line part) (key string, value part, ok bool) {
	if strings.HasPrefix(line.text, "export ") {
		line = line.from(len("export "))
	}
	if strings.HasPrefix(line.text, "<") {
		return splitElement(line)
	}
	if inner, quoted := strings.CutPrefix(line.text, `"`); quoted {
		if key, _, ok = strings.Cut(inner, `"`); !ok {
			return "", part{}, false
		}
		value = line.from(len(key) + 2).trimLeft(" \t")
		if key == "" || !strings.HasPrefix(value.text, ":") {
			return "", part{}, false
		}
		return key, value.from(1), true
	}
	end := 0
	for end < len(line.text) && (isHostLabel(line.text[end:end+1]) || strings.IndexByte(".-/", line.text[end]) >= 0) {
		end++
	}
	key, value = line.text[:end], line.from(end).trimLeft(" \t")
	switch {
	case key == "" || strings.HasPrefix(value.text, "=="):
		return "", part{}, false
	case strings.HasPrefix(value.text, "="), value.text == ":", strings.HasPrefix(value.text, ": "):
		return key, value.from(1), true
	case strings.HasSuffix(strings.TrimSpace(line.text), ";") && value.at != line.at+end:
		first, _, _ := strings.Cut(strings.TrimRight(value.text, "; \t\r"), " ")
		return key, value.cut(0, len(first)), true
	}
	return "", part{}, false
}

// splitElement parts <KEY>VALUE</KEY>. A URL needs no key.
func splitElement(line part) (key string, value part, ok bool) {
	key, _, _ = strings.Cut(line.text[1:], ">")
	inner := len("<>") + len(key)
	text, closed := strings.CutSuffix(strings.TrimSpace(line.text), "</"+key+">")
	if !closed || !isHostLabel(key) || len(text) < inner || strings.Contains(text, "://") {
		return "", part{}, false
	}
	return key, line.cut(inner, len(text)), true
}
