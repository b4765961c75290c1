package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Sort returns the findings in their one order, each once. It sorts the given slice.
func Sort(findings []Finding) []Finding {
	slices.SortStableFunc(findings, Compare)
	return slices.CompactFunc(findings, func(a, b Finding) bool { return Compare(a, b) == 0 })
}

// Compare returns -1, 0 or 1 as a is told before, with or after b: by place, then by rule, text, object and flow.
// Findings that are equal in all of these tell the same, whatever path they came by.
func Compare(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.At.Path, b.At.Path),
		a.At.Span.Start.Compare(b.At.Span.Start),
		a.At.Span.End.Compare(b.At.Span.End),
		strings.Compare(a.Rule.ID, b.Rule.ID),
		strings.Compare(a.Message, b.Message),
		compareSubjects(a.Subject, b.Subject),
		compareFlows(a.Flow, b.Flow),
	)
}

func compareSubjects(a, b Subject) int {
	return cmp.Or(
		strings.Compare(a.Namespace, b.Namespace),
		strings.Compare(a.Kind, b.Kind),
		strings.Compare(a.Name, b.Name),
	)
}

// Findings that are about no flow come first.
func compareFlows(a, b *Flow) int {
	if a == nil || b == nil {
		return cmp.Compare(known(a), known(b))
	}
	return cmp.Or(
		strings.Compare(a.From, b.From),
		strings.Compare(a.To, b.To),
		cmp.Compare(a.Port, b.Port),
		strings.Compare(a.Protocol, b.Protocol),
		strings.Compare(a.Family, b.Family),
	)
}

func known(flow *Flow) int {
	if flow == nil {
		return 0
	}
	return 1
}

// Fingerprint identifies a finding from run to run by what it is about. The lengths keep apart names that only together
// read the same.
func Fingerprint(rule string, names ...string) string {
	hash := sha256.New()
	for _, name := range append([]string{rule}, names...) {
		io.WriteString(hash, strconv.Itoa(len(name))+":"+name)
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}
