package report

import (
	"io"
	"strings"
	"testing"
)

// large has as many findings as GitHub takes, on one line of an export without line breaks.
func large() Report {
	r := sample()
	const row = `{"SnatEntryId":"snat-1","SnatIp":"203.0.113.10"},`
	text := []string{strings.Repeat(row, mostResults)}
	r.Lines = func(string, int, int) []string { return text }
	one := r.Findings[0]
	r.Findings = nil
	for i := range mostResults {
		f := one
		f.At = at("snat.json", 1, i*len(row)+17, i*len(row)+25)
		r.Findings = append(r.Findings, f)
	}
	return r
}

func BenchmarkFormats(b *testing.B) {
	r := large()
	spread := large()
	for i := range spread.Findings {
		spread.Findings[i].At.Span.Start.Line, spread.Findings[i].At.Span.End.Line = i+1, i+1
	}
	spread.Lines = func(_ string, first, last int) []string { return make([]string, min(last, mostResults)-first+1) }
	for name, format := range Lint() {
		for shape, r := range map[string]Report{"one line": r, "many lines": spread} {
			b.Run(name+"/"+shape, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := format(io.Discard, r); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(len(r.Findings)), "findings")
			})
		}
	}
}
