package config

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// Glob is a pattern of paths below a folder. A pattern without a slash is of names at any depth, ** stands for any number of
// folders, and what matches a folder matches all below it.
type Glob struct{ parts []string }

func globs(v value) []Glob {
	var out []Glob
	if !v.section(source.List) {
		return nil
	}
	for _, element := range v.elements("a pattern") {
		text, ok := element.text()
		if !ok {
			continue
		}
		g, err := ParseGlob(text)
		if err != nil {
			element.wrong("%v", err)
			continue
		}
		out = append(out, g)
	}
	return out
}

// ParseGlob reads a pattern.
func ParseGlob(text string) (Glob, error) {
	if strings.Contains(text, `\`) {
		return Glob{}, fmt.Errorf("pattern %q has a backslash: write / between folders", text)
	}
	parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(text, "./"), "/"), "/")
	if len(parts) == 1 {
		parts = append([]string{"**"}, parts...)
	}
	if parts[0] == "" {
		parts = parts[1:] // a slash in front keeps a name to the folder itself
	}
	for _, part := range parts {
		if _, err := path.Match(part, ""); errors.Is(err, path.ErrBadPattern) {
			return Glob{}, fmt.Errorf("pattern %q has a bracket that is not closed", text)
		}
		if part == "" || part == "." || part == ".." {
			return Glob{}, fmt.Errorf("pattern %q leads nowhere below its folder", text)
		}
	}
	return Glob{parts}, nil
}

// Matches tells whether the pattern matches a path, or a folder that holds it. Path is relative to the folder of the pattern,
// with slashes.
func (g Glob) Matches(file string) bool { return matches(g.parts, strings.Split(file, "/")) }

func matches(pattern, file []string) bool {
	switch {
	case len(pattern) == 0:
		return true
	case pattern[0] == "**":
		for i := range len(file) + 1 {
			if matches(pattern[1:], file[i:]) {
				return true
			}
		}
		return false
	case len(file) == 0:
		return false
	}
	ok, _ := path.Match(pattern[0], file[0])
	return ok && matches(pattern[1:], file[1:])
}
