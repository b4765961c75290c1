// Package suggest finds what a misspelt word may have been meant to be.
package suggest

import (
	"slices"
	"strings"
)

// DidYouMean names the nearest words that a slip could have made of the given one, for the end of a sentence. It is ""
// where no word is near.
func DidYouMean(word string, words []string) string {
	near := Nearest(word, words)
	if len(near) == 0 {
		return ""
	}
	return ": did you mean " + strings.Join(near, " or ") + "?"
}

// Nearest returns at most three words that a slip could have made of the given one, all as near as each other.
func Nearest(word string, words []string) []string {
	most := 2 + len(word)/8
	var near []string
	for _, candidate := range slices.Compact(slices.Sorted(slices.Values(words))) {
		distance := Distance(strings.ToLower(word), strings.ToLower(candidate))
		if distance < most {
			most, near = distance, nil
		}
		if distance == most && len(near) < 3 {
			near = append(near, candidate)
		}
	}
	return near
}

// Distance is the number of slips between two texts: bytes that are missing, too many or wrong, and neighbours that have
// changed places, the commonest slip of all, which plain edit distances count twice.
func Distance(a, b string) int {
	before, previous, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(previous[j+1]+1, row[j]+1, previous[j]+change)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, previous, row = previous, row, before
	}
	return previous[len(b)]
}
