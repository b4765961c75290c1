package finding

import (
	"fmt"
	"slices"
	"strings"
)

// Shown is how many of several names a message lists.
const Shown = 3

// Enumerate lists the first names of so many as a sentence does: a, b and c; a, b, c and 4 more. What is at several places
// is named once: a at p, q and r.
func Enumerate(first []string, count int) string {
	first = atPlaces(first[:min(Shown, len(first))])
	switch rest := count - len(first); {
	case rest > 0:
		return fmt.Sprintf("%s and %d more", strings.Join(first, ", "), rest)
	case len(first) > 1:
		return strings.Join(first[:len(first)-1], ", ") + " and " + first[len(first)-1]
	}
	return strings.Join(first, "")
}

// atPlaces leaves out what all names say before their place, but for the first.
func atPlaces(names []string) []string {
	if len(names) == 0 {
		return names
	}
	thing, _, _ := strings.Cut(names[0], " at ")
	out := slices.Clone(names)
	for i, name := range names[1:] {
		place, same := strings.CutPrefix(name, thing+" at ")
		if !same {
			return names
		}
		out[1+i] = place
	}
	return out
}

// Enumerate names the replicas, and what decided their verdict: once where it is the same for all that are named.
func (s Share) Enumerate() string {
	shared := len(s.Why) > 0 && !slices.ContainsFunc(s.Why, func(why string) bool { return why != s.Why[0] })
	names := slices.Clone(s.First)
	for i, why := range s.Why {
		if why != "" && !(shared && len(s.Why) > 1) {
			names[i] += " (" + why + ")"
		}
	}
	text := Enumerate(names, s.Count)
	if shared && len(s.Why) > 1 && s.Why[0] != "" {
		text += " (" + s.Why[0] + ")"
	}
	return text
}
