package source

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

var bom = []byte("\uFEFF")

// sign is what tells that a file is neither YAML nor JSON, though parts of it may parse.
type sign struct {
	pattern *regexp.Regexp // of the first text in the file
	message string
	quote   bool // the message begins with the first line
}

const maxSign = 1024 // bytes that tell

// commandError is how aliyun and kubectl begin when they have no answer.
var commandError = regexp.MustCompile(`^(?:ERROR: |Error from server|Unable to connect to the server|The connection to the server |No resources found)`)

var signs = []sign{
	{regexp.MustCompile(`^null\s*$`), "file holds null and nothing else: the export was not made", false},
	{regexp.MustCompile(`(?i)^<(!doctype html|html|head|body)[\s>]`), "file is an HTML page, not JSON: the export was not made", false},
	{regexp.MustCompile(`^<(\?xml|[A-Za-z]+>)`), "file is XML, not JSON: the export was not made", false},
	{commandError, "is a message of the command, not its answer: the export was not made", true},
	{regexp.MustCompile(`^error: [^\r\n]*\s*$`), "is a message of the command, not its answer: the export was not made", true},
	// aliyun --output cols=... prints such a table, and kubectl get without -o the second one.
	{regexp.MustCompile(`^[^\r\n|]+(\|[^\r\n|]+)+\r?\n-+ *(\| *-+ *)+\r?\n`), "file is a table, not JSON: export it without --output cols=", false},
	{regexp.MustCompile(`^(NAMESPACE|NAME)( {2,}[A-Z][A-Z0-9()/-]*( [A-Z][A-Z0-9()/-]*)*)+ *\r?\n`), "file is a table: export it with -o json or -o yaml", false},
}

// foreign recognises by its first bytes a file that is no text of ours at all.
func foreign(head []byte, size int64) (Problem, bool) {
	if size == 0 {
		return Problem{Message: "file is empty", Severity: Warning}, true
	}
	if message := binary(head); message != "" {
		return Problem{Message: message, Severity: Error}, true
	}
	body := bytes.TrimPrefix(head, bom)
	first := bytes.TrimLeft(body, " \t\r\n")
	if len(first) == 0 && int64(len(head)) == size {
		return Problem{Message: "file is empty", Severity: Warning}, true
	}
	for _, sign := range signs {
		if !sign.pattern.Match(first[:min(len(first), maxSign)]) {
			continue
		}
		t := newText(body, Pos{1, 1})
		start, end := t.line(len(body) - len(first))
		message := sign.message
		if sign.quote {
			message = strconv.Quote(string(body[start:end])) + " " + message
		}
		return Problem{At: Location{Span: t.span(start, end)}, Message: message, Severity: Error}, true
	}
	return Problem{}, false
}

// binary tells what a file is that is no UTF-8 text, and "" for one that may be.
func binary(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")), wideText(head):
		return "file is UTF-16 text: save it as UTF-8"
	case bytes.HasPrefix(head, []byte("\x1F\x8B")):
		return "file is compressed: unpack it first"
	case strings.HasPrefix(string(head), "PK\x03\x04"):
		return "file is a ZIP archive: unpack it first"
	}
	// A stray NUL is an error with a place of its own; in a binary file there are many among broken text.
	if nul := bytes.Count(head, []byte{0}); nul > 1 && (nul > len(head)/16 || !utf8.Valid(head[:max(0, len(head)-utf8.UTFMax)])) {
		return "file is binary, neither YAML nor JSON"
	}
	return ""
}

// wideText tells whether every second byte of the beginning is NUL, as in UTF-16 of Latin text without a byte order mark.
func wideText(head []byte) bool {
	n := min(len(head), 64) &^ 1
	if n < 4 {
		return false
	}
	zeros := [2]int{}
	for i, c := range head[:n] {
		if c == 0 {
			zeros[i%2]++
		}
	}
	return zeros[0] == n/2 && zeros[1] == 0 || zeros[1] == n/2 && zeros[0] == 0
}
