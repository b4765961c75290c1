package report

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// printable returns text without secrets and without anything that a terminal would obey: control characters, escape
// sequences, characters that reverse the direction of what follows, and invalid bytes appear as escapes.
func printable(text string) string { return escaped(masked(text)) }

func escaped(text string) string {
	if !strings.ContainsFunc(text, unsafe) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		b.WriteString(cell(r, size, text))
		text = text[size:]
	}
	return b.String()
}

// unsafe tells whether a character is not to be shown. Format characters, the bidirectional controls among them, are
// not graphic.
func unsafe(r rune) bool { return r == utf8.RuneError || !unicode.IsGraphic(r) }

// cell returns what is shown for the character that text begins with.
func cell(r rune, size int, text string) string {
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf(`\x%02x`, text[0])
	case r == '\n':
		return `\n`
	case r == '\t':
		return `\t`
	case r < 0x80 && unsafe(r):
		return fmt.Sprintf(`\x%02x`, r)
	case r > 0xffff && unsafe(r):
		return fmt.Sprintf(`\U%08x`, r)
	case unsafe(r):
		return fmt.Sprintf(`\u%04x`, r)
	}
	return text[:size]
}

// columns returns how many columns of a terminal the text takes. Characters of East Asian scripts take two.
// https://www.unicode.org/reports/tr11/
func columns(text string) int {
	n := 0
	for _, r := range text {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r < 0x7f:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// credential is how the names of credentials end.
const credential = `(?i:password|passwd|passphrase|pwd|token|secret|credentials?|signature|api_?key|access_?key(?:_?id|_?secret)?|access_?secret)`

// secrets finds what must not be shown, as its groups: the userinfo of a URL, also when a password holds a slash; the
// same of a data source name; values that say themselves that they are credentials, as a member, as a parameter, and as
// the word after a flag; what a header authorizes with.
var secrets = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`://([^\s"'<>/?#]*)@` +
		`|://([^\s"'<>/?#:@]+:\d*[^\d\s"'<>/?#][^\s"'<>]*)@` +
		`|([^\s"'/@:]+:[^\s"'@]*)@(?:tcp|udp|unix)\(` +
		`|` + credential + `\\*["']?\s*[:=]\s*\\*["']?([^\s"'&;,\\{}\[\]]+)` +
		`|-` + credential + `\s+\\*["']?([^\s"'&;,\\{}\[\]]+)` +
		`|-` + credential + `\\*["']\s*,\s*\\*["']([^"'\\]+)` +
		`|\b[Bb]earer\s+([A-Za-z0-9._~+/=-]+)`)
})

// masked returns text with an asterisk for each character of a secret, so that columns stay where they are.
func masked(text string) string {
	if !mayHoldSecret(text) {
		return text
	}
	var b strings.Builder
	last := 0
	for _, match := range secrets().FindAllStringSubmatchIndex(text, -1) {
		for group := 2; group < len(match); group += 2 {
			if from, to := match[group], match[group+1]; from >= 0 {
				b.WriteString(text[last:from])
				b.WriteString(strings.Repeat("*", utf8.RuneCountInString(text[from:to])))
				last = to
			}
		}
	}
	b.WriteString(text[last:])
	return b.String()
}

// mayHoldSecret spares most texts the search: no secret is found without one of these.
func mayHoldSecret(text string) bool {
	for _, sign := range []string{
		"@", "assw", "assW", "assp", "assP", "ASSw", "ASSW", "ASSp", "ASSP", "wd", "WD", "ccess", "CCESS", "oken", "OKEN", "ecret", "ECRET", "redential", "REDENTIAL", "ignature", "SIGNATURE",
		"pi_", "pik", "piK", "PI_", "PIK", "earer",
	} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}
