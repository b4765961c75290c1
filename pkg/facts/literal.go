package facts

import (
	"strconv"
	"strings"
)

// mention is a destination that a text names. It never holds anything that stands before an @.
type mention struct {
	host     string // a plain host name or an address
	port     int    // 0 when it is not written
	scheme   string // "" when the text is no URL
	name     *literalName
	path     bool // a path follows a name without scheme
	alone    bool // the value is nothing else
	certain  bool // only a known endpoint counts: an @ stands before it
	nowhere  bool // the text around it says that it is a mere reference
	position int  // of the setting
}

// setting is one written value, with the name that it is written under.
type setting struct {
	scope, name, text string
	pointer           string
	line              int // of the text that the pointer leads to; 0 for all of it
}

// place returns where the setting is written, as source.Set.Locate reads it.
func (v *setting) place() string {
	if v.line == 0 {
		return v.pointer
	}
	return v.pointer + "##:" + strconv.Itoa(v.line)
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
	text := strings.TrimSpace(v.text)
	if text == "" {
		return
	}
	text = plainList(text)
	name := s.name(v.name)
	if name.vetoed || !name.endpoint && strings.IndexByte(text, '.') < 0 && strings.IndexByte(text, ':') < 0 {
		return
	}
	s.current = mention{name: name, position: position}
	var previous string
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && !isSeparator(text[end]) {
			end++
		}
		if end > start {
			s.current.alone = end-start == len(text) || v.name == "" && v.line == 0
			s.run(text[start:end], previous, text[end:])
			previous = text[start:end]
		}
		start = end + 1
	}
}

// plainList returns a, b and ["a", "b"] as a,b, and so a:1;b:2 and a:1 b:2.
func plainList(text string) string {
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		text = strings.Map(func(r rune) rune {
			if r == '"' || r == '\'' {
				return -1
			}
			return r
		}, text[1:len(text)-1])
	}
	if strings.Contains(text, ", ") {
		text = strings.ReplaceAll(text, ", ", ",")
	}
	if strings.ContainsAny(text, " ;") && isEndpointList(text) {
		text = strings.NewReplacer(" ", ",", ";", ",").Replace(text)
	}
	return text
}

// isEndpointList tells whether a text is nothing but HOST:PORT, several times.
func isEndpointList(text string) bool {
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == ';' }) {
		if _, port, ok := splitHostPort(part); !ok || port == 0 {
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
func (s *literalScanner) run(run, before, after string) {
	outer := s.current
	defer func() { s.current = outer }()
	if strings.HasSuffix(before, "=") {
		s.rename(before[:len(before)-1])
	}
	switch {
	case strings.HasPrefix(run, "jdbc:oracle:"):
		s.oracle(run)
	case strings.Contains(run, "://"):
		s.current.nowhere = s.current.nowhere || introducesReference(before) || s.name(before).vetoed
		s.urls(run, after)
	case strings.Contains(run, "@tcp("):
		// https://github.com/go-sql-driver/mysql#dsn-data-source-name
		_, address, _ := strings.Cut(run, "@tcp(")
		address, _, _ = strings.Cut(address, ")")
		s.current.scheme = "mysql"
		s.add(address)
	default:
		s.current.certain = strings.IndexByte(run, '@') >= 0
		for piece := range strings.SplitSeq(run, ",") {
			s.piece(piece)
		}
	}
}

// oracle reads jdbc:oracle:thin:@//HOST:PORT/SERVICE and jdbc:oracle:thin:@HOST:PORT:SID.
// https://docs.oracle.com/en/database/oracle/oracle-database/19/jjdbc/data-sources-and-URLs.html
func (s *literalScanner) oracle(run string) {
	_, address, _ := strings.Cut(run, "@")
	address, _, _ = strings.Cut(strings.TrimPrefix(address, "//"), "/")
	if host, rest, ok := strings.Cut(address, ":"); ok {
		port, _, _ := strings.Cut(rest, ":")
		address = host + ":" + port
	}
	s.current.scheme = "oracle"
	s.add(address)
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
func (s *literalScanner) piece(piece string) {
	outer := s.current
	defer func() { s.current = outer }()
	if equals := strings.LastIndexByte(piece, '='); equals >= 0 {
		s.rename(piece[:equals])
		piece = piece[equals+1:]
	}
	if at := strings.LastIndexByte(piece, '@'); at >= 0 {
		piece = piece[at+1:]
	}
	if end := strings.IndexAny(piece, "/?#"); end >= 0 {
		s.current.path, piece = true, piece[:end]
	}
	if strings.HasPrefix(piece, "[") && strings.Contains(piece, "]:") {
		s.add(piece)
		return
	}
	s.add(strings.Trim(piece, "[]()"))
}

// add notes what HOST or HOST:PORT says, if it is one of the two.
func (s *literalScanner) add(text string) {
	m := s.current
	var ok bool
	if m.host, m.port, ok = splitHostPort(text); ok {
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
func (s *literalScanner) urls(run, after string) {
	first := strings.Index(run, "://")
	start := schemeStart(run, first)
	if equals := strings.LastIndexByte(run[:start], '='); equals >= 0 {
		s.rename(run[:equals])
	}
	for {
		at := strings.Index(run[start:], "://") + start
		authority := run[at+3:]
		end := authorityEnd(authority)
		next := nextURL(authority, max(0, end-1))
		rest := authority
		if next >= 0 {
			rest = authority[:next-1]
			end = min(end, len(rest))
		}
		if end < len(authority) || !goesOn(after) {
			s.authority(run[:start], run[start:at], rest[:end], rest[end:])
		}
		if next < 0 {
			return
		}
		run, start = authority[next:], 0
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
func (s *literalScanner) authority(before, scheme, text, rest string) {
	outer := s.current
	defer func() { s.current = outer }()
	s.current.scheme = knownScheme(before, strings.ToLower(scheme))
	at := strings.LastIndexByte(text, '@')
	if strings.IndexByte(rest, '@') >= 0 && !isWeb(s.current.scheme) {
		return // a password with a slash in it: the host is behind it
	}
	s.current.nowhere = s.current.nowhere || isReference(rest)
	for host := range strings.SplitSeq(text[at+1:], ",") {
		s.add(host)
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
