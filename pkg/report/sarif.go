package report

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/source"
)

const (
	sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"
	homepage    = "https://github.com/egresslint/egresslint"

	// GitHub refuses a run with more results.
	// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
	mostResults = 25000

	// Workloads that share a ConfigMap share a line; a result has the paths of so many of them.
	mostFlows = 10
)

// traceSARIF writes the findings of all flows. It cannot begin before the last flow.
func traceSARIF(w io.Writer, r Report) error {
	for answer := range r.Answers {
		r.Findings = append(r.Findings, answer.Findings...)
	}
	r.Findings = finding.Sort(r.Findings)
	return lintSARIF(w, r)
}

func lintSARIF(w io.Writer, r Report) error {
	s := &sarifRun{report: r, hashes: hashes{lines: r.Lines}, frames: frames{lines: r.Lines}, rules: map[string]int{}}
	for i, rule := range r.Rules {
		s.rules[rule.ID] = i
	}
	alerts, left := cut(alertsOf(r.Findings))
	head, err := pruned(s.head(left))
	if err != nil {
		return fmt.Errorf("SARIF run: %w", err)
	}
	d := newDocument(w)
	d.text(`{"$schema":"` + sarifSchema + `","version":"2.1.0","runs":[` + strings.TrimSuffix(string(head), "}"))
	writeList(d, `,"results":`, func(yield func(any) bool) {
		for _, alert := range alerts {
			result, err := pruned(s.result(alert))
			if err != nil {
				d.err = fmt.Errorf("SARIF result: %w", err)
				return
			}
			if !yield(result) {
				return
			}
		}
	})
	d.text("}]}\n")
	return d.flush()
}

// alert is what GitHub shows as one: the findings of one rule on one line, which have nothing that it could tell them
// apart by.
type alert []finding.Finding

// alertsOf groups sorted findings. The findings of one line need not be neighbours, as their columns come first.
func alertsOf(findings []finding.Finding) []alert {
	type key struct {
		path, rule string
		line       int
	}
	var alerts []alert
	index := map[key]int{}
	for _, f := range findings {
		k := key{f.At.Path, f.Rule.ID, f.At.Span.Start.Line}
		i, found := index[k]
		if !found {
			i = len(alerts)
			index[k] = i
			alerts = append(alerts, nil)
		}
		alerts[i] = append(alerts[i], f)
	}
	return alerts
}

// cut leaves out the least severe of too many alerts, and says how many.
func cut(alerts []alert) (kept []alert, left int) {
	left = len(alerts) - mostResults
	if left <= 0 {
		return alerts, 0
	}
	for _, severity := range []finding.Severity{finding.Note, finding.Warning, finding.Error} {
		surplus := len(alerts) - mostResults
		for i := len(alerts) - 1; i >= 0 && surplus > 0; i-- {
			if alerts[i][0].Severity == severity {
				alerts[i], surplus = nil, surplus-1
			}
		}
		alerts = slices.DeleteFunc(alerts, func(a alert) bool { return a == nil })
	}
	return alerts, left
}

// sarifRun is what the results of one run share.
type sarifRun struct {
	report Report
	hashes hashes
	frames frames
	rules  map[string]int // index by ID
}

func (s *sarifRun) head(left int) *sarif.Run {
	run := sarif.NewRunWithInformationURI("egresslint", homepage)
	version, released := strings.CutPrefix(s.report.Version, "v")
	if !released {
		version = "0.0.0-devel"
	}
	run.Tool.Driver.WithFullName("egresslint: pod egress of Alibaba Cloud Kubernetes clusters").WithVersion(version).WithSemanticVersion(version)
	for _, rule := range s.report.Rules {
		run.Tool.Driver.AddRule(descriptor(rule))
	}
	if s.report.Category != "" {
		// What follows the last slash would be the id of a run.
		run.WithAutomationDetails(sarif.NewRunAutomationDetails().WithID(s.report.Category + "/"))
	}
	root := sarif.NewArtifactLocation().WithDescription(sarif.NewTextMessage("The root of the repository."))
	return run.
		WithColumnKind("unicodeCodePoints").
		WithOriginalUriBaseIds(map[string]sarif.ArtifactLocation{"%SRCROOT%": *root}).
		WithInvocations([]*sarif.Invocation{s.invocation(left)})
}

// invocation says that the analysis succeeded, as it did whatever it found, and what it could not read.
func (s *sarifRun) invocation(left int) *sarif.Invocation {
	invocation := sarif.NewInvocation().WithExecutionSuccessful(true)
	if left > 0 {
		text := fmt.Sprintf("%d results of the lowest severities are left out, as a run may have %d", left, mostResults)
		invocation.AddToolExecutionNotification(sarif.NewNotification().WithLevel("warning").WithMessage(sarif.NewTextMessage(sentence(text))))
	}
	for _, problem := range s.report.Problems {
		notification := sarif.NewNotification().WithLevel(string(problem.Severity)).
			WithMessage(sarif.NewTextMessage(sentence(printable(problem.Message))))
		if problem.At.Path != "" {
			notification.AddLocation(s.location(problem.At))
		}
		invocation.AddToolExecutionNotification(notification)
	}
	return invocation
}

func (s *sarifRun) result(a alert) *sarif.Result {
	first := a[0]
	related := relatedOf(a)
	result := sarif.NewRuleResult(first.Rule.ID).WithRuleIndex(s.rules[first.Rule.ID]).WithLevel(string(first.Severity)).
		WithMessage(sarif.NewTextMessage(message(a, related))).
		WithLocations([]*sarif.Location{s.primary(first)}).
		WithPartialFingerprints(s.fingerprints(first))
	for i, r := range related {
		result.AddRelatedLocation(s.location(r.At).WithID(i + 1).WithMessage(sarif.NewTextMessage(sentence(printable(r.Message)))))
	}
	for _, f := range a[:min(len(a), mostFlows)] {
		if len(f.Path) > 0 {
			result.AddCodeFlow(s.codeFlow(f))
		}
	}
	return result
}

// relatedOf returns the related places of all findings, each once.
func relatedOf(a alert) []finding.Related {
	var out []finding.Related
	for _, f := range a {
		for _, r := range f.Related {
			if r.At.Path != "" && !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// message says what is wrong and what fixes it. GitHub shows related locations only when the message links to them, by
// their ids.
func message(a alert, related []finding.Related) string {
	var sentences []string
	for _, f := range a {
		if text := sentence(unlinked(printable(f.Message))); !slices.Contains(sentences, text) {
			sentences = append(sentences, text)
		}
	}
	if more := len(sentences) - mostFlows; more > 0 {
		sentences = append(sentences[:mostFlows], fmt.Sprintf("The same goes for %d more.", more))
	}
	sentences = append(sentences, fixes(a)...)
	var links []string
	for i, r := range related {
		links = append(links, fmt.Sprintf("[%s](%d)", strings.NewReplacer("[", `\[`, "]", `\]`).Replace(printable(r.Message)), i+1))
	}
	if len(links) > 0 {
		sentences = append(sentences, "See "+strings.Join(links, ", ")+".")
	}
	return strings.Join(sentences, " ")
}

// fixes returns what to do, each thing once. Workloads that share a line may need more than one.
func fixes(a alert) []string {
	var sentences []string
	for _, f := range a {
		if text := sentence("Fix: " + unlinked(printable(f.Fix))); f.Fix != "" && !slices.Contains(sentences, text) {
			sentences = append(sentences, text)
		}
	}
	if more := len(sentences) - mostFlows; more > 0 {
		sentences = append(sentences[:mostFlows], fmt.Sprintf("There are %d more fixes.", more))
	}
	return sentences
}

// sentence ends the text with a full stop.
func sentence(text string) string {
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

// unlinked keeps text from being taken for a link.
func unlinked(text string) string { return strings.ReplaceAll(text, "](", `\](`) }

func (s *sarifRun) primary(f finding.Finding) *sarif.Location {
	location := s.location(f.At)
	if text, ok := s.frames.snippet(f.At); ok {
		location.PhysicalLocation.Region.WithSnippet(sarif.NewArtifactContent().WithText(text))
	}
	if f.Subject.Name != "" {
		name := strings.TrimPrefix(f.Subject.Namespace+"/"+f.Subject.Name, "/")
		location.AddLogicalLocation(sarif.NewLogicalLocation().WithName(f.Subject.Name).WithKind("resource").
			WithFullyQualifiedName(printable(f.Subject.Kind + "/" + name)))
	}
	return location
}

// fingerprints returns GitHub's own, which stays when lines move, and ours, which also stays when neighbours change.
func (s *sarifRun) fingerprints(f finding.Finding) map[string]string {
	out := map[string]string{}
	if f.Fingerprint != "" {
		out["egressFinding/v1"] = f.Fingerprint
	}
	if hash := s.hashes.of(f.At.Path, f.At.Span.Start.Line); hash != "" {
		out["primaryLocationLineHash"] = hash
	}
	return out
}

func (s *sarifRun) codeFlow(f finding.Finding) *sarif.CodeFlow {
	thread := sarif.NewThreadFlow()
	at := f.At // a hop that is written nowhere stands where the one before it does
	for i, hop := range f.Path {
		if hop.At.Path != "" {
			at = hop.At
		}
		importance := "essential"
		if hop.Verdict == finding.Allow {
			importance = "important"
		}
		text := fmt.Sprintf("%d. %s: %s, %s", i+1, hop.Gate, hop.Verdict, unlinked(printable(hop.Note)))
		location := s.location(at).WithMessage(sarif.NewTextMessage(sentence(text)))
		thread.AddLocation(sarif.NewThreadFlowLocation().WithExecutionOrder(i + 1).WithImportance(importance).WithLocation(location))
	}
	flow := sarif.NewCodeFlow().AddThreadFlow(thread)
	if f.Flow != nil {
		flow.WithMessage(sarif.NewTextMessage(sentence(fmt.Sprintf("Path of a packet from %s to %s", printable(f.Flow.From), printable(f.Flow.To)))))
	}
	return flow
}

func (s *sarifRun) location(at source.Location) *sarif.Location {
	region := sarif.NewRegion().WithStartLine(at.Span.Start.Line).WithStartColumn(at.Span.Start.Column)
	if at.Span.End.Line > 0 {
		region.WithEndLine(at.Span.End.Line).WithEndColumn(at.Span.End.Column)
	}
	artifact := sarif.NewArtifactLocation().WithURI(s.uri(at.Path)).WithURIBaseID("%SRCROOT%")
	physical := sarif.NewPhysicalLocation().WithArtifactLocation(artifact)
	if at.Span.Start.Line > 0 {
		physical.WithRegion(region)
	}
	return sarif.NewLocationWithPhysicalLocation(physical)
}

func (s *sarifRun) uri(file string) string {
	return (&url.URL{Path: s.report.rooted(file)}).EscapedPath()
}
