// Package finding is the vocabulary of results: verdicts, hops, findings, and their one order.
package finding

import "github.com/egresslint/egresslint/pkg/source"

// Verdict is the answer of a gate or of a whole flow.
type Verdict string

// The verdicts of a gate.
const (
	Allow   Verdict = "allow"
	Deny    Verdict = "deny"
	Unknown Verdict = "unknown"
	Partial Verdict = "partial"
)

// The verdicts of a flow; Unknown and Partial are shared with the gates.
const (
	Reachable Verdict = "reachable"
	Blocked   Verdict = "blocked"
)

// Severity of a rule or a finding.
type Severity string

// The severities, worst first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Scope is what a rule's findings are true of. A finding is told once for each.
type Scope string

// The scopes.
const (
	AboutFlow     Scope = "flow"
	AboutWorkload Scope = "workload"
	AboutCluster  Scope = "cluster"
	AboutObject   Scope = "object" // what is wrong with it whoever sends packets
)

// Rule is what a rule's METADATA says.
type Rule struct {
	ID          string // topic/rule, from the package path
	Code        string // NAT-001
	Title       string
	Description string // first paragraph: what; the rest: why and how to fix it
	Severity    Severity
	About       Scope
	YieldsTo    []string // rules about flows that tell the cause of an object's finding better
	Seeds       []string // rows of the rule catalogue
	Names       bool     // it asks for names, as only rules of users may
	Links       []Link
	Example     string // a finding as users see it: its lines from the headline to the fix
}

// Link is a source of a rule.
type Link struct{ URL, Text string }

// Hop is one gate's answer for one flow.
type Hop struct {
	Gate    string
	Verdict Verdict
	Note    string
	At      source.Location // zero when nothing is written
	Missing []string        // exports that would decide
}

// Subject is the Kubernetes object that a finding is about.
type Subject struct{ Kind, Namespace, Name string }

// Flow is the question that a finding or an answer is about. From and To are as the user would write them.
type Flow struct {
	From, To string
	Port     int
	Protocol string
	Family   string
	Verdict  Verdict
	Gate     string // the first gate that denies, "" when none does
	Share    Share
}

// Share is the replicas that a verdict is of, where others have another verdict. It is zero where all have the same.
type Share struct {
	Verdict   Verdict
	Count, Of int
	First     []string // the names of some of them
	Why       []string // what decided it for each of these, "" where nothing is to be told
}

// Related is a further place of a finding.
type Related struct {
	At      source.Location
	Message string
}

// Finding is what the user is told.
type Finding struct {
	Rule        *Rule
	Severity    Severity
	Message     string
	Fix         string
	At          source.Location
	Subject     Subject
	Flow        *Flow // nil for findings that are not about a flow
	Path        []Hop
	Related     []Related
	Fingerprint string   // of rule, references and target; never of lines
	Causes      []string // what is to blame, by name, where the rule says so
}

// Replicas counts the verdicts of a workload's replicas.
type Replicas struct{ Reachable, Blocked, Unknown, Partial int }

// Answer is the outcome of one traced flow.
type Answer struct {
	ID       []byte // raw JSON, echoed; nil when the question had none
	Error    string // why the flow could not be evaluated; the rest is then empty
	Flow     Flow
	Replicas Replicas
	Others   []Share // the replicas that have another verdict than the flow, without those that are reachable
	EgressIP []string
	Path     []Hop
	Missing  []string
	Findings []Finding
}
