package facts

import (
	"strings"
	"unicode"

	"github.com/egresslint/egresslint/pkg/model"
)

// part is a piece of a text, and where in the text it begins.
type part struct {
	text string
	at   int
}

func (p part) cut(from, to int) part { return part{p.text[from:to], p.at + from} }

func (p part) from(start int) part { return p.cut(start, len(p.text)) }

func (p part) trimLeft(cutset string) part {
	return p.from(len(p.text) - len(strings.TrimLeft(p.text, cutset)))
}

func (p part) trimSpace() part {
	p = p.from(len(p.text) - len(strings.TrimLeftFunc(p.text, unicode.IsSpace)))
	return p.cut(0, len(strings.TrimRightFunc(p.text, unicode.IsSpace)))
}

func (p part) trim(cutset string) part {
	p = p.trimLeft(cutset)
	return p.cut(0, len(strings.TrimRight(p.text, cutset)))
}

// destination is what a text says about where a pod connects to. It never holds anything that stands before an @.
type destination struct {
	host    string // a plain host name or an address
	port    int    // 0 when it is not written
	scheme  string // "" when the text is no URL
	name    *literalName
	path    bool // a path follows a name without scheme
	alone   bool // the value is nothing else
	certain bool // only a known endpoint counts: an @ stands before it
	nowhere bool // the text around it says that it is a mere reference
	own     bool // the setting says where the application is reached itself
}

// mention is a destination that a setting names, and the bytes of the literal that do: those of the host and its port, and
// of the scheme of a URL with one host and without credentials, which nobody is to read.
type mention struct {
	destination
	position   int // of the setting
	start, end int
	whole      bool // the setting is that one destination and nothing else, not even credentials
}

// setting is one written value, with the name that it is written under.
type setting struct {
	scope, name string
	text        part   // of the literal
	literal     string // that the value is, or is a part of
	expanded    bool   // the text is not as written: it had references to variables
	pointer     string // of the literal
	file        bool   // a line of a longer text
}

// place returns where a mention is written.
func (v *setting) place(ref model.Ref, m *mention) model.Ref {
	ref = ref.At(v.pointer)
	if v.expanded || m.whole && len(strings.TrimSpace(v.literal)) == len(strings.TrimSpace(v.text.text)) {
		return ref
	}
	return ref.Part(m.start, m.end)
}

// literalScanner finds mentions. It remembers what names say, for bundles repeat a few names many times.
type literalScanner struct {
	known    map[string]*literalName
	mentions []mention
	current  mention // what the mentions of the current setting have in common
}

func newLiteralScanner() *literalScanner {
	return &literalScanner{known: map[string]*literalName{}}
}

// scan returns the mentions of the settings. The result is good until the next call.
func (s *literalScanner) scan(settings []setting) []mention {
	s.mentions = s.mentions[:0]
	for i := range settings {
		s.setting(i, &settings[i])
	}
	return s.mentions
}

func (s *literalScanner) setting(position int, v *setting) {
	text := v.text.trimSpace()
	if text.text == "" {
		return
	}
	text, origin := plainList(text)
	name := s.name(v.name)
	if name.vetoed && !name.own || !name.endpoint && strings.IndexByte(text.text, '.') < 0 && strings.IndexByte(text.text, ':') < 0 {
		return
	}
	first := len(s.mentions)
	s.current = mention{destination: destination{name: name, own: name.own}, position: position}
	s.runs(text, v.name == "" && !v.file, origin == nil)
	if origin == nil {
		return
	}
	for i := range s.mentions[first:] {
		m := &s.mentions[first+i]
		m.start, m.end = origin[m.start], origin[m.end-1]+1
	}
}

// runs reads a text run by run. alone tells that a run counts as alone in any case; whole that one may be all there is.
func (s *literalScanner) runs(text part, alone, whole bool) {
	var previous string
	for start := 0; start < len(text.text); {
		end := start
		for end < len(text.text) && !isSeparator(text.text[end]) {
			end++
		}
		if end > start {
			s.current.whole = end-start == len(text.text)
			s.current.alone = s.current.whole || alone
			s.current.whole = s.current.whole && whole
			s.run(text.cut(start, end), previous, text.text[end:])
			previous = text.text[start:end]
		}
		start = end + 1
	}
}

// plainList returns a, b and ["a", "b"] as a,b, and so a:1;b:2 and a:1 b:2. Where that is not the text as it was, origin tells for each byte where it
// was taken from.
func plainList(text part) (plain part, origin []int) {
	list := strings.HasPrefix(text.text, "[") && strings.HasSuffix(text.text, "]")
	switch {
	case list || strings.Contains(text.text, ", "):
	case strings.ContainsAny(text.text, " ;") && isEndpointList(text.text):
		return part{strings.NewReplacer(" ", ",", ";", ",").Replace(text.text), text.at}, nil
	default:
		return text, nil
	}
	if list {
		text = text.cut(1, max(1, len(text.text)-1))
	}
	out := make([]byte, 0, len(text.text))
	behindComma := false
	for i := range len(text.text) {
		c := text.text[i]
		if list && (c == '"' || c == '\'') {
			continue
		}
		if dropped := behindComma && c == ' '; !dropped {
			out, origin = append(out, c), append(origin, text.at+i)
		}
		behindComma = c == ','
	}
	return part{string(out), 0}, origin
}

// isEndpointList tells whether a text is nothing but HOST:PORT, several times.
func isEndpointList(text string) bool {
	for item := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == ';' }) {
		if _, port, ok := splitHostPort(item); !ok || port == 0 {
			return false
		}
	}
	return true
}

// isSeparator tells whether a byte ends what may be a URL or a host in running text.
func isSeparator(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', '"', '\'', '`', '<', '>', '|', ';', '\\':
		return true
	}
	return false
}

// run reads text without separators. before is the run in front of it, after is the text behind it.
func (s *literalScanner) run(run part, before, after string) {
	outer := s.current
	defer func() { s.current = outer }()
	if strings.HasSuffix(before, "=") {
		s.rename(before[:len(before)-1])
	}
	switch {
	case strings.HasPrefix(run.text, "jdbc:oracle:"):
		s.oracle(run)
	case strings.Contains(run.text, "://"):
		s.current.nowhere = s.current.nowhere || introducesReference(before) || s.name(before).vetoed
		s.urls(run, after)
	case strings.Contains(run.text, "@tcp("):
		// https://github.com/go-sql-driver/mysql#dsn-data-source-name
		address := run.from(strings.Index(run.text, "@tcp(") + len("@tcp("))
		inner, _, _ := strings.Cut(address.text, ")")
		s.current.scheme, s.current.whole = "mysql", false
		s.add(address.cut(0, len(inner)))
	default:
		s.current.certain = strings.IndexByte(run.text, '@') >= 0
		s.current.whole = s.current.whole && !strings.ContainsAny(run.text, "@,=")
		run.split(s.piece)
	}
}

// split calls f for each of the pieces that commas separate.
func (p part) split(f func(part)) {
	at := p.at
	for piece := range strings.SplitSeq(p.text, ",") {
		f(part{piece, at})
		at += len(piece) + 1
	}
}

// oracle reads jdbc:oracle:thin:@//HOST:PORT/SERVICE and jdbc:oracle:thin:@HOST:PORT:SID.
// https://docs.oracle.com/en/database/oracle/oracle-database/19/jjdbc/data-sources-and-URLs.html
func (s *literalScanner) oracle(run part) {
	address := run.from(strings.LastIndexByte(run.text, '@') + 1).trimLeft("/")
	end := strings.IndexByte(address.text+"/", '/')
	if host, rest, ok := strings.Cut(address.text[:end], ":"); ok {
		port, _, _ := strings.Cut(rest, ":")
		end = len(host) + len(":") + len(port)
	}
	s.current.scheme, s.current.whole = "oracle", false
	s.add(address.cut(0, end))
}

// rename gives the value the name that stands before an equals sign within the text.
func (s *literalScanner) rename(name string) {
	if cut := strings.LastIndexAny(name, "=,&?{(["); cut >= 0 {
		name = name[cut+1:]
	}
	if name = strings.TrimLeft(name, "-"); name != "" {
		s.current.name = s.name(name)
		s.current.nowhere = s.current.nowhere || s.current.name.vetoed
		s.current.alone = true
	}
}

// piece reads a host name or address without scheme.
func (s *literalScanner) piece(piece part) {
	outer := s.current
	defer func() { s.current = outer }()
	if equals := strings.LastIndexByte(piece.text, '='); equals >= 0 {
		s.rename(piece.text[:equals])
		piece = piece.from(equals + 1)
	}
	if at := strings.LastIndexByte(piece.text, '@'); at >= 0 {
		piece = piece.from(at + 1)
	}
	if end := strings.IndexAny(piece.text, "/?#"); end >= 0 {
		s.current.path, piece = true, piece.cut(0, end)
	}
	if strings.HasPrefix(piece.text, "[") && strings.Contains(piece.text, "]:") {
		s.add(piece)
		return
	}
	s.add(piece.trim("[]()"))
}

// add notes what HOST or HOST:PORT says, if it is one of the two.
func (s *literalScanner) add(p part) {
	m := s.current
	var ok bool
	if m.host, m.port, ok = splitHostPort(p.text); ok {
		m.start, m.end = p.at, p.at+len(p.text)
		s.mentions = append(s.mentions, m)
	}
}

// splitHostPort reads HOST, HOST:PORT or [ADDRESS]:PORT.
func splitHostPort(text string) (string, int, bool) {
	host, port, ok := text, 0, true
	if inner, bracket := strings.CutPrefix(text, "["); bracket {
		var rest string
		host, rest, ok = strings.Cut(inner, "]")
		if rest != "" && ok {
			port, ok = writtenPort(strings.TrimPrefix(rest, ":"))
		}
		return host, port, ok && strings.Count(host, ":") > 1 && isAddressText(host)
	}
	if colon := strings.IndexByte(text, ':'); colon >= 0 {
		host = text[:colon]
		port, ok = writtenPort(text[colon+1:])
	}
	return plainHost(host), port, ok && isHostName(host)
}

// urls reads a run of URLs, which commas may separate. What follows a host belongs to its URL: what a query names is
// not what the pod calls.
func (s *literalScanner) urls(run part, after string) {
	start := schemeStart(run.text, strings.Index(run.text, "://"))
	if equals := strings.LastIndexByte(run.text[:start], '='); equals >= 0 {
		s.rename(run.text[:equals])
	}
	s.current.nowhere = s.current.nowhere || strings.HasSuffix(run.text[:start], "](") // a link in Markdown
	s.current.whole = s.current.whole && (start == 0 || run.text[start-1] == ':')
	for {
		at := strings.Index(run.text[start:], "://") + start
		authority := run.from(at + 3)
		end := authorityEnd(authority.text)
		next := nextURL(authority.text, max(0, end-1))
		rest := authority
		if next >= 0 {
			s.current.whole = false
			rest = authority.cut(0, next-1)
			end = min(end, len(rest.text))
		}
		if end < len(authority.text) || !goesOn(after) {
			s.authority(run.text[:start], run.cut(start, at), rest.cut(0, end), rest.text[end:])
		}
		if next < 0 {
			return
		}
		run, start = authority.from(next), 0
	}
}

// schemeStart returns where the scheme begins that ends at end.
func schemeStart(text string, end int) int {
	start := end
	for start > 0 && (isHostLabel(text[start-1:start]) && text[start-1] != '_' || strings.IndexByte("+-.", text[start-1]) >= 0) {
		start--
	}
	return start
}

func authorityEnd(text string) int {
	if end := strings.IndexAny(text, "/?#)"); end >= 0 {
		return end
	}
	return len(text)
}

// nextURL returns where the next URL of a list begins, or -1.
func nextURL(text string, from int) int {
	at := strings.Index(text[from:], "://")
	if at < 0 {
		return -1
	}
	if start := schemeStart(text, from+at); start > 0 && text[start-1] == ',' {
		return start
	}
	return -1
}

// goesOn tells whether a placeholder in angle brackets continues what stands before it.
func goesOn(after string) bool {
	return strings.HasPrefix(after, "<") && !strings.HasPrefix(after, "</") && !strings.HasPrefix(after, "<!")
}

// authority reads [user[:password]@]host[:port][,host[:port]...].
func (s *literalScanner) authority(before string, scheme, text part, rest string) {
	outer := s.current
	defer func() { s.current = outer }()
	s.current.scheme = knownScheme(before, strings.ToLower(scheme.text))
	at := strings.LastIndexByte(text.text, '@')
	if strings.IndexByte(rest, '@') >= 0 && !isWeb(s.current.scheme) {
		return // a password with a slash in it: the host is behind it
	}
	s.current.nowhere = s.current.nowhere || isReference(rest)
	if at >= 0 || strings.IndexByte(text.text, ',') >= 0 {
		s.current.whole = false
		text.from(at + 1).split(s.add)
		return
	}
	known := len(s.mentions)
	s.add(text)
	for i := range s.mentions[known:] {
		s.mentions[known+i].start = scheme.at
	}
}

// knownScheme returns the part of a scheme that tells the protocol: jdbc:mysql:loadbalance, postgresql+asyncpg and
// git+https have one among others.
func knownScheme(before, scheme string) string {
	if schemePort(scheme) != 0 {
		return scheme
	}
	first, last, compound := strings.Cut(scheme, "+")
	switch {
	case compound && schemePort(first) > 0:
		return first
	case compound && schemePort(last) > 0:
		return last
	}
	if parts := strings.Split(strings.TrimSuffix(before, ":"), ":"); strings.HasSuffix(before, ":") {
		if outer := strings.ToLower(parts[len(parts)-1]); schemePort(outer) > 0 {
			return outer
		}
	}
	return scheme
}
