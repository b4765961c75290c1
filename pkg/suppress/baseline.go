package suppress

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/finding"
)

// Baseline is the findings that were there before: what is said about them by their fingerprints.
type Baseline map[string]string

// ParseBaseline reads lines of a fingerprint and what it is about. Empty lines, and those that begin with a number sign, say
// nothing. The error names the line that is neither.
func ParseBaseline(text string) (Baseline, error) {
	b := Baseline{}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fingerprint, about, _ := strings.Cut(line, " ")
		if len(fingerprint) != 32 || strings.Trim(fingerprint, "0123456789abcdef") != "" {
			return nil, fmt.Errorf("line %d: %q is no fingerprint", number, fingerprint)
		}
		b[fingerprint] = about
	}
	return b, nil
}

// NewBaseline returns the baseline that has the findings.
func NewBaseline(findings []finding.Finding) Baseline {
	b := Baseline{}
	for _, f := range findings {
		about := f.Rule.ID
		for _, word := range []string{f.Subject.Namespace, f.Subject.Kind, f.Subject.Name} {
			if word != "" {
				about += " " + strings.Join(strings.Fields(word), "_")
			}
		}
		b[f.Fingerprint] = about
	}
	return b
}

// String returns the lines, in order: a change of the findings is a change of few lines.
func (b Baseline) String() string {
	var out strings.Builder
	out.WriteString("# Findings that egresslint does not report: fingerprint, rule, object.\n")
	for _, fingerprint := range slices.Sorted(maps.Keys(b)) {
		fmt.Fprintf(&out, "%s %s\n", fingerprint, b[fingerprint])
	}
	return out.String()
}

// Split returns the findings that are not in the baseline, how many are, and how many of the baseline are gone.
func (b Baseline) Split(findings []finding.Finding) (fresh []finding.Finding, known, gone int) {
	met := map[string]bool{}
	for _, f := range findings {
		if _, ok := b[f.Fingerprint]; ok {
			met[f.Fingerprint] = true
			known++
		} else {
			fresh = append(fresh, f)
		}
	}
	return fresh, known, len(b) - len(met)
}
