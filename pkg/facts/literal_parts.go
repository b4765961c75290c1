package facts

import (
	"slices"
	"strings"
)

// appendParts adds a setting, and before it those that its text holds: the options of a command line and the parts of a
// connection string are settings of their own, so that a port finds its host.
func appendParts(out []setting, v setting) []setting {
	if strings.IndexByte(v.text, '=') < 0 || !strings.ContainsAny(v.text, " ;") {
		return append(out, v)
	}
	if parts := connectionParts(v.text); len(parts) > 0 {
		for _, part := range parts {
			out = append(out, v.part(".db."+part[0], part[1]))
		}
		return out
	}
	return appendOptions(out, v)
}

// part is a setting within the text of v.
func (v setting) part(name, text string) setting {
	v.scope += "\n" + v.name
	v.name += name
	v.text = text
	return v
}

// appendOptions takes -Da.host=b and --a.port=1 out of a text.
func appendOptions(out []setting, v setting) []setting {
	if !strings.HasPrefix(v.text, "-") && !strings.Contains(v.text, " -") {
		return append(out, v)
	}
	var rest []string
	for word := range strings.FieldsSeq(v.text) {
		name, text, ok := strings.Cut(word, "=")
		if !ok || !strings.HasPrefix(name, "-") || strings.ContainsAny(word, "\"'`$") {
			rest = append(rest, word)
			continue
		}
		name = strings.TrimLeft(strings.TrimPrefix(name, "-D"), "-")
		out = append(out, v.part("."+name, text))
	}
	v.text = strings.Join(rest, " ")
	return append(out, v)
}

// connectionParts returns the parts of Host=a;Port=1;User=b, and of the same with blanks between them.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
// https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-string-syntax
func connectionParts(text string) [][2]string {
	separator := " "
	if strings.IndexByte(text, ';') >= 0 {
		separator = ";"
	}
	var parts [][2]string
	host, login := false, false
	for part := range strings.SplitSeq(strings.Trim(text, " ;"), separator) {
		key, value, ok := strings.Cut(part, "=")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch {
		case !ok:
			return nil
		case slices.Contains([]string{"host", "server", "data source", "address", "addr"}, key):
			host, key, value = true, "host", sqlServerHost(value)
		case slices.Contains([]string{"user", "user id", "username", "uid", "password", "pwd", "dbname", "database", "initial catalog"}, key):
			login = true
		}
		parts = append(parts, [2]string{key, value})
	}
	if !host || !login {
		return nil
	}
	return parts
}

// sqlServerHost returns tcp:HOST,PORT as HOST:PORT.
func sqlServerHost(text string) string {
	text = strings.TrimPrefix(text, "tcp:")
	if host, port, ok := strings.Cut(text, ","); ok {
		if _, isPort := writtenPort(port); isPort {
			return host + ":" + port
		}
	}
	return text
}
