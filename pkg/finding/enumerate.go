package finding

import (
	"fmt"
	"strings"
)

// Shown is how many of several names a message lists.
const Shown = 3

// Enumerate lists the first names of so many as a sentence does: a, b and c; a, b, c and 4 more.
func Enumerate(first []string, count int) string {
	first = first[:min(Shown, len(first))]
	switch rest := count - len(first); {
	case rest > 0:
		return fmt.Sprintf("%s and %d more", strings.Join(first, ", "), rest)
	case len(first) > 1:
		return strings.Join(first[:len(first)-1], ", ") + " and " + first[len(first)-1]
	}
	return strings.Join(first, "")
}
