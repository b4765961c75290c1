package facts

import (
	"iter"
	"slices"
	"strings"
)

// appendParts adds a setting, and before it those that its text holds: the options of a command line and the parts of a
// connection string are settings of their own, so that a port finds its host.
func appendParts(out []setting, v setting) []setting {
	if strings.IndexByte(v.text.text, '=') < 0 || !strings.ContainsAny(v.text.text, " ;") {
		return append(out, v)
	}
	if isConnectionString(v.text.text) {
		return appendConnection(out, v)
	}
	return appendOptions(out, v)
}

// within is a setting that the text of v holds.
func (v setting) within(name string, text part) setting {
	v.scope += "\n" + v.name
	v.name += name
	v.text = text
	return v
}

// appendOptions takes -Da.host=b and --a.port=1 out of a text. Blanks stay where they were.
func appendOptions(out []setting, v setting) []setting {
	if !strings.HasPrefix(v.text.text, "-") && !strings.Contains(v.text.text, " -") {
		return append(out, v)
	}
	rest := []byte(v.text.text)
	at := 0
	for word := range strings.SplitSeq(v.text.text, " ") {
		from := at
		at += len(word) + 1
		name, _, ok := strings.Cut(word, "=")
		if !ok || !strings.HasPrefix(name, "-") || strings.ContainsAny(word, "\"'`$\t\n") {
			continue
		}
		flag := strings.TrimLeft(strings.TrimPrefix(name, "-D"), "-")
		out = append(out, v.within("."+flag, v.text.cut(from+len(name)+1, from+len(word))))
		copy(rest[from:], strings.Repeat(" ", len(word)))
	}
	v.text.text = string(rest)
	return append(out, v)
}

// partsOf yields the parts of Host=a;Port=1;User=b, and of the same with blanks between them.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
// https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-string-syntax
func partsOf(text string) iter.Seq[string] {
	if strings.IndexByte(text, ';') >= 0 {
		return strings.SplitSeq(text, ";")
	}
	return strings.SplitSeq(text, " ")
}

// isConnectionString tells whether a text is nothing but settings, a server and a login among them.
func isConnectionString(text string) bool {
	server, login := false, false
	for item := range partsOf(text) {
		key, _, ok := strings.Cut(item, "=")
		switch key = strings.ToLower(strings.TrimSpace(key)); {
		case !ok && key != "":
			return false
		case namesServer(key):
			server = true
		case slices.Contains([]string{"user", "user id", "username", "uid", "password", "pwd", "dbname", "database", "initial catalog"}, key):
			login = true
		}
	}
	return server && login
}

func namesServer(key string) bool {
	return slices.Contains([]string{"host", "server", "data source", "address", "addr"}, key)
}

func appendConnection(out []setting, v setting) []setting {
	at := 0
	for item := range partsOf(v.text.text) {
		key, _, _ := strings.Cut(item, "=")
		value := v.text.cut(min(at+len(key)+1, at+len(item)), at+len(item)).trimSpace()
		at += len(item) + 1
		if key = strings.ToLower(strings.TrimSpace(key)); namesServer(key) {
			key, value = "host", sqlServerHost(value)
		}
		out = append(out, v.within(".db."+key, value))
	}
	return out
}

// sqlServerHost returns tcp:HOST,PORT as HOST:PORT.
func sqlServerHost(value part) part {
	if strings.HasPrefix(value.text, "tcp:") {
		value = value.from(len("tcp:"))
	}
	if host, port, ok := strings.Cut(value.text, ","); ok {
		if _, isPort := writtenPort(port); isPort {
			value.text = host + ":" + port
		}
	}
	return value
}
