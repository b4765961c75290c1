package model

import (
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// Corefile is the configuration of CoreDNS: server blocks with zones, and plugins in them.
// https://coredns.io/manual/configuration/
type Corefile struct{ Blocks []CorefileBlock }

// CorefileBlock is one server block.
type CorefileBlock struct {
	Pointer string           // of its keys, from the ConfigMap
	Keys    []string         // as written
	Zones   []string         // plain names; "" for the root
	Plugins []CorefilePlugin // that serve port 53 by plain DNS
}

// CorefilePlugin is one line of a block, with the lines in its own braces.
type CorefilePlugin struct {
	Pointer string
	Name    string
	Args    []string
	Lines   [][]string
}

// corefile reads the Corefile of a ConfigMap; nil when there is none, or none that can be read.
func (r *reader) corefile(n *source.Node) *Corefile {
	if !n.Is(source.String) {
		return nil
	}
	p := corefileParser{pointer: "/data/Corefile", tokens: corefileTokens(n.Text)}
	c := &Corefile{}
	for p.at < len(p.tokens) && p.wrong == "" {
		if block, serves := p.block(); serves {
			c.Blocks = append(c.Blocks, block)
		}
	}
	if p.wrong != "" {
		t := p.tokens[min(p.at, len(p.tokens)-1)]
		r.problems = append(r.problems, LocalProblem{
			Pointer: source.Part(p.pointer, t.start, t.end), Message: "the Corefile cannot be read: " + p.wrong, Severity: source.Error,
		})
		return nil
	}
	return c
}

// corefileToken is a word, or a brace that stands alone.
type corefileToken struct {
	text       string
	line       int
	start, end int
}

// corefileTokens splits a Corefile into words. A word may be in quotes; # begins a comment where a word could begin.
func corefileTokens(text string) []corefileToken {
	var tokens []corefileToken
	line := 0
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\n':
			line++
			i++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '#':
			i += lengthUntil(text[i:], "\n")
		case c == '"':
			end := i + 1 + lengthUntil(text[i+1:], "\"")
			tokens = append(tokens, corefileToken{text[i+1 : end], line, i, min(end+1, len(text))})
			line += strings.Count(text[i:end], "\n")
			i = end + 1
		default:
			end := i + lengthUntil(text[i:], " \t\r\n")
			tokens = append(tokens, corefileToken{text[i:end], line, i, end})
			i = end
		}
	}
	return tokens
}

func lengthUntil(text, any string) int {
	if n := strings.IndexAny(text, any); n >= 0 {
		return n
	}
	return len(text)
}

// corefileParser reads tokens from at on. The first thing that is wrong ends it.
type corefileParser struct {
	pointer string
	tokens  []corefileToken
	at      int
	wrong   string
}

// line returns the words up to the end of the line or to a brace that opens or closes.
func (p *corefileParser) line() []corefileToken {
	start := p.at
	for p.at < len(p.tokens) && p.tokens[p.at].line == p.tokens[start].line && p.tokens[p.at].text != "{" && p.tokens[p.at].text != "}" {
		p.at++
	}
	return p.tokens[start:p.at]
}

func (p *corefileParser) next(text string) bool {
	if p.at < len(p.tokens) && p.tokens[p.at].text == text {
		p.at++
		return true
	}
	return false
}

// ended tells whether nothing more can be read, which is wrong inside of braces.
func (p *corefileParser) ended() bool {
	if p.at >= len(p.tokens) && p.wrong == "" {
		p.wrong = "a brace is not closed"
	}
	return p.wrong != ""
}

// block reads a server block, and tells whether it serves plain DNS on the port that resolvers ask.
func (p *corefileParser) block() (CorefileBlock, bool) {
	var keys []corefileToken
	for p.at < len(p.tokens) && p.tokens[p.at].text != "{" && p.tokens[p.at].text != "}" {
		keys = append(keys, p.line()...)
	}
	switch {
	case len(keys) == 0 || !p.next("{"):
		p.wrong = "a server block begins with zones and a brace"
		return CorefileBlock{}, false
	case strings.HasPrefix(keys[0].text, "(") || keys[0].text == "import":
		p.wrong = "snippets and imports are not followed"
		return CorefileBlock{}, false
	}
	b := CorefileBlock{Pointer: source.Part(p.pointer, keys[0].start, keys[len(keys)-1].end)}
	b.Keys = texts(keys)
	for _, key := range keys {
		if zone, plain := plainZone(strings.TrimSuffix(key.text, ",")); plain {
			b.Zones = append(b.Zones, zone)
		}
	}
	for !p.next("}") && !p.ended() {
		b.Plugins = append(b.Plugins, p.plugin())
	}
	return b, len(b.Zones) > 0
}

// plainZone returns the zone of a key, and whether it is served by plain DNS on port 53.
func plainZone(key string) (string, bool) {
	scheme, rest, found := strings.Cut(key, "://")
	if !found {
		scheme, rest = "dns", key
	}
	zone, port, _ := strings.Cut(rest, ":")
	return strings.ToLower(strings.Trim(zone, ".")), scheme == "dns" && (port == "" || port == "53")
}

// plugin reads a plugin with the lines in its braces. Braces inside those are of no plugin that is judged.
func (p *corefileParser) plugin() CorefilePlugin {
	words := p.line()
	if len(words) == 0 || words[0].text == "import" {
		p.wrong = "a plugin is expected"
		return CorefilePlugin{}
	}
	plugin := CorefilePlugin{Name: words[0].text, Args: texts(words[1:]), Pointer: source.Part(p.pointer, words[0].start, words[len(words)-1].end)}
	if !p.next("{") {
		return plugin
	}
	for depth := 1; depth > 0 && !p.ended(); {
		switch {
		case p.next("{"):
			depth++
		case p.next("}"):
			depth--
		default:
			plugin.Lines = append(plugin.Lines, texts(p.line()))
		}
	}
	return plugin
}

func texts(tokens []corefileToken) []string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.text)
	}
	return out
}
