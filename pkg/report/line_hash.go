package report

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// hashes computes the fingerprints that GitHub gives alerts, file by file.
type hashes struct {
	lines func(path string, first, last int) []string
	path  string
	each  []string
}

// lastLine is past the end of every file.
const lastLine = 1<<31 - 1

// of returns the fingerprint of a line, "" when its text is not there.
func (h *hashes) of(path string, line int) string {
	if h.lines == nil || line < 1 {
		return ""
	}
	if path != h.path {
		h.path, h.each = path, lineHashes(terminated(h.lines(path, 1, lastLine)))
	}
	if line > len(h.each) {
		return ""
	}
	return h.each[line-1]
}

// terminated adds the empty line behind the last line end. A file may lack that end, but text files have it.
func terminated(lines []string) []string { return append(slices.Clip(lines), "") }

// A fingerprint is made of so many UTF-16 code units, as digits to that base.
const (
	hashWindow = 100
	hashBase   = 37
)

// lineHashes returns the fingerprint of each line: a polynomial over the code units from the line's beginning, blanks
// left out, and after a colon which of the lines with that value it is. It is what the upload action of GitHub computes
// for files that bring none, so alerts stay the same whoever uploads them.
// https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
func lineHashes(lines []string) []string {
	units, starts := hashUnits(lines)
	power := uint64(1) // hashBase^hashWindow
	for range hashWindow {
		power *= hashBase
	}
	hash := uint64(0)
	for _, unit := range units[:hashWindow] {
		hash = hash*hashBase + uint64(unit)
	}
	out := make([]string, 0, len(lines))
	seen := map[uint64]int{}
	for i := 0; len(out) < len(starts); i++ {
		for len(out) < len(starts) && starts[len(out)] == i {
			seen[hash]++
			out = append(out, strconv.FormatUint(hash, 16)+":"+strconv.Itoa(seen[hash]))
		}
		if i+hashWindow < len(units) {
			hash = hash*hashBase + uint64(units[i+hashWindow]) - power*uint64(units[i])
		}
	}
	return out
}

// hashUnits returns the code units of the file without blanks, an end mark and a last window of nothing, and where each
// line begins among them.
func hashUnits(lines []string) (units []uint16, starts []int) {
	blanks := strings.NewReplacer(" ", "", "\t", "")
	for i, line := range lines {
		if i > 0 {
			units = append(units, '\n')
		}
		starts = append(starts, len(units))
		units = append(units, utf16.Encode([]rune(blanks.Replace(line)))...)
	}
	units = append(units, 0xffff)
	return append(units, make([]uint16, hashWindow)...), starts
}
