package facts

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/labels"
)

// calicoSelector is an expression that selects by labels.
// https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors
type calicoSelector struct {
	match func(set labels.Set) Match
	keys  []string // the labels that it asks for
}

// parseCalico returns the selector that text is. One that is not understood may select anything.
func parseCalico(text string) calicoSelector {
	p := calicoParser{tokens: calicoTokens(text)}
	match := p.either()
	if p.failed || len(p.tokens) > 0 {
		match = func(labels.Set) Match { return Maybe }
	}
	return calicoSelector{match, p.keys}
}

// calicoTokens cuts an expression into words, quoted texts and signs. Quoted texts keep their first quote.
func calicoTokens(text string) []string {
	var out []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		n := calicoTokenLength(text)
		token := text[:n]
		if token[0] == '\'' || token[0] == '"' {
			token = strings.TrimSuffix(token, token[:1])
		}
		out, text = append(out, token), text[n:]
	}
	return out
}

func calicoTokenLength(text string) int {
	for _, sign := range []string{"==", "!=", "&&", "||"} {
		if strings.HasPrefix(text, sign) {
			return len(sign)
		}
	}
	if text[0] == '\'' || text[0] == '"' {
		if end := strings.IndexByte(text[1:], text[0]); end >= 0 {
			return end + 2
		}
		return 1
	}
	end := strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune("=!&|(){},'\" \t\n", r) })
	if end < 0 {
		return len(text)
	}
	return max(end, 1)
}

// calicoParser reads the tokens of an expression from the left.
type calicoParser struct {
	tokens []string
	keys   []string
	failed bool
}

func (p *calicoParser) next() string {
	if len(p.tokens) == 0 {
		p.failed = true
		return ""
	}
	token := p.tokens[0]
	p.tokens = p.tokens[1:]
	return token
}

// take tells whether the next token is the one, and takes it then.
func (p *calicoParser) take(token string) bool {
	if len(p.tokens) == 0 || p.tokens[0] != token {
		return false
	}
	p.tokens = p.tokens[1:]
	return true
}

func (p *calicoParser) expect(token string) { p.failed = p.failed || !p.take(token) }

func (p *calicoParser) either() func(labels.Set) Match {
	left := p.both()
	for p.take("||") {
		a, b := left, p.both()
		left = func(set labels.Set) Match { return policyEither(a(set), b(set)) }
	}
	return left
}

func (p *calicoParser) both() func(labels.Set) Match {
	left := p.term()
	for p.take("&&") {
		a, b := left, p.term()
		left = func(set labels.Set) Match { return policyBoth(a(set), b(set)) }
	}
	return left
}

func (p *calicoParser) term() func(labels.Set) Match {
	switch {
	case p.failed:
		return func(labels.Set) Match { return Maybe }
	case p.take("!"):
		inner := p.term()
		return func(set labels.Set) Match { return map[Match]Match{Yes: No, No: Yes, Maybe: Maybe}[inner(set)] }
	case p.take("("):
		inner := p.either()
		p.expect(")")
		return inner
	}
	word := p.next()
	if len(p.tokens) > 0 && p.tokens[0] == "(" {
		return p.call(word)
	}
	return p.comparison(word)
}

// call reads all(), global(), which no pod is, and has(label).
func (p *calicoParser) call(word string) func(labels.Set) Match {
	p.expect("(")
	key := ""
	if word == "has" {
		key = p.key(p.next())
	}
	p.expect(")")
	switch word {
	case "all":
		return func(labels.Set) Match { return Yes }
	case "global":
		return func(labels.Set) Match { return No }
	case "has":
		return func(set labels.Set) Match { return policyWhen(set.Has(key)) }
	}
	p.failed = true
	return func(labels.Set) Match { return Maybe }
}

func (p *calicoParser) key(word string) string {
	p.keys = append(p.keys, word)
	return word
}

func (p *calicoParser) comparison(word string) func(labels.Set) Match {
	key, operator := p.key(word), p.next()
	switch {
	case operator == "not":
		p.expect("in")
		values := p.values()
		return func(set labels.Set) Match { return policyWhen(!set.Has(key) || !slices.Contains(values, set[key])) }
	case operator == "in":
		values := p.values()
		return func(set labels.Set) Match { return policyWhen(set.Has(key) && slices.Contains(values, set[key])) }
	case operator == "starts" || operator == "ends":
		p.expect("with")
	}
	value := p.value()
	compare, known := map[string]func(set labels.Set) bool{
		"==":       func(set labels.Set) bool { return set.Has(key) && set[key] == value },
		"!=":       func(set labels.Set) bool { return !set.Has(key) || set[key] != value },
		"contains": func(set labels.Set) bool { return set.Has(key) && strings.Contains(set[key], value) },
		"starts":   func(set labels.Set) bool { return set.Has(key) && strings.HasPrefix(set[key], value) },
		"ends":     func(set labels.Set) bool { return set.Has(key) && strings.HasSuffix(set[key], value) },
	}[operator]
	p.failed = p.failed || !known
	return func(set labels.Set) Match { return policyWhen(compare(set)) }
}

// value returns the next token, which must be a quoted text.
func (p *calicoParser) value() string {
	token := p.next()
	if token == "" || token[0] != '\'' && token[0] != '"' {
		p.failed = true
		return ""
	}
	return token[1:]
}

func (p *calicoParser) values() []string {
	var out []string
	p.expect("{")
	for !p.failed && !p.take("}") {
		out = append(out, p.value())
		if !p.take(",") && (len(p.tokens) == 0 || p.tokens[0] != "}") {
			p.failed = true
		}
	}
	return out
}
