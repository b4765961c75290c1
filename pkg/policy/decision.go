package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/finding"
)

// decision is what the policies say about one input record, checked and ready to be worded for the cases that have it.
// Handles are positions in handles, so that each is resolved once a case.
type decision struct {
	aside    bool // the packet does not take the way that the record is about
	quiet    bool // what denies the packet needs no finding: nobody wants it to pass
	verdict  finding.Verdict
	handles  []facts.Handle
	users    []owner // of each handle: who returned it first
	hops     []hop
	egress   []int
	findings []ruleFinding
}

// nowhere is the position of a place that is not written.
const nowhere = -1

type hop struct {
	gate    string
	verdict finding.Verdict
	note    template
	at      int
	missing []missing
}

type missing struct {
	export string
	of     int
}

type ruleFinding struct {
	rule         *finding.Rule
	topic        string
	at           int
	message, fix template
	hop          int // of the gate that the rule is about, nowhere when there is none
	related      []related
	causes       []int // what is to blame, where the rule says so
}

type related struct {
	at      int
	message template
}

// The records that schemas/decision.json describes.
type (
	decisionRecord struct {
		Hops     []hopRecord     `json:"hops"`
		Egress   []facts.Handle  `json:"egress"`
		Findings []findingRecord `json:"findings"`
		Aside    bool            `json:"aside"`
		Quiet    bool            `json:"quiet"`
	}
	hopRecord struct {
		Gate    string                  `json:"gate"`
		Verdict finding.Verdict         `json:"verdict"`
		Reason  string                  `json:"reason"`
		Note    string                  `json:"note"`
		Names   map[string]facts.Handle `json:"names"`
		At      facts.Handle            `json:"at"`
		Missing []facts.Missing         `json:"missing"`
		Egress  []facts.Handle          `json:"egress"`
	}
	findingRecord struct {
		Rule    [2]string               `json:"rule"`
		At      facts.Handle            `json:"at"`
		Message string                  `json:"message"`
		Fix     string                  `json:"fix"`
		Names   map[string]facts.Handle `json:"names"`
		Related []relatedRecord         `json:"related"`
		Causes  []facts.Handle          `json:"causes"`
	}
	relatedRecord struct {
		At      facts.Handle `json:"at"`
		Message string       `json:"message"`
	}
)

// decoder makes a decision of what Rego returned. An error is about who.
type decoder struct {
	rules    map[string]*finding.Rule
	decision decision
	who      owner
	part     bool // others tell what the gates deny
}

// readRecord reads what Rego returned.
func readRecord(value any) (decisionRecord, error) {
	var record decisionRecord
	text, err := json.Marshal(value)
	if err != nil {
		return record, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(&record)
	return record, err
}

func (d *decoder) decode(record decisionRecord) error {
	for _, hop := range record.Hops {
		if err := d.addHop(hop); err != nil {
			return err
		}
	}
	for _, finding := range record.Findings {
		if err := d.addFinding(finding); err != nil {
			return err
		}
	}
	d.who = owner{kind: "decision"}
	d.decision.egress, d.decision.aside, d.decision.quiet = d.positions(record.Egress), record.Aside, record.Quiet
	return d.judge(record.Hops)
}

func (d *decoder) addHop(record hopRecord) error {
	d.who = owner{"gate", record.Gate}
	if err := d.checkHop(record); err != nil {
		return err
	}
	note, err := d.text(record.Note, record.Names)
	if err != nil {
		return fmt.Errorf("note: %w", err)
	}
	hop := hop{gate: record.Gate, verdict: record.Verdict, note: note, at: d.place(record.At)}
	for _, item := range record.Missing {
		if item.Export == "" {
			return errors.New("missing: no export is named")
		}
		hop.missing = append(hop.missing, missing{item.Export, d.place(item.Of)})
	}
	d.positions(record.Egress)
	d.decision.hops = append(d.decision.hops, hop)
	return nil
}

func (d *decoder) checkHop(record hopRecord) error {
	rank := slices.Index(finding.Gates[:], record.Gate)
	switch record.Verdict {
	case finding.Allow, finding.Deny, finding.Unknown, finding.Partial:
	default:
		return fmt.Errorf("verdict %q is none of allow, deny, unknown, partial", record.Verdict)
	}
	if rank < 0 {
		return errors.New("there is no such gate")
	}
	if n := len(d.decision.hops); n > 0 {
		if last := d.decision.hops[n-1].gate; slices.Index(finding.Gates[:], last) > rank {
			return fmt.Errorf("the hop comes after that of gate %s", last)
		}
	}
	return nil
}

func (d *decoder) addFinding(record findingRecord) (err error) {
	topic := dashed(record.Rule[0])
	d.who = owner{"rule", topic + "/" + dashed(record.Rule[1])}
	found := ruleFinding{rule: d.rules[d.who.name], topic: topic, at: d.place(record.At), causes: d.positions(record.Causes)}
	if found.rule == nil {
		return errors.New("there is no METADATA of this rule")
	}
	if found.message, err = d.text(record.Message, record.Names); err != nil {
		return fmt.Errorf("message: %w", err)
	}
	if found.fix, err = d.text(record.Fix, record.Names); err != nil {
		return fmt.Errorf("fix: %w", err)
	}
	for _, item := range record.Related {
		message, err := d.text(item.Message, record.Names)
		if err != nil {
			return fmt.Errorf("related: %w", err)
		}
		found.related = append(found.related, related{d.place(item.At), message})
	}
	found.hop = d.decider(topic, found.at)
	d.decision.findings = append(d.decision.findings, found)
	return nil
}

// decider returns the hop that a finding is about: that of the rule's gate, else the one decided at the same place.
func (d *decoder) decider(topic string, at int) int {
	i := slices.IndexFunc(d.decision.hops, func(h hop) bool { return h.gate == topic && h.verdict != finding.Allow })
	if i < 0 && at != nowhere {
		return slices.IndexFunc(d.decision.hops, func(h hop) bool { return h.at == at })
	}
	return i
}

// judge combines the hops. A gate that denies and has nobody to say so would leave a blocked flow without a finding.
func (d *decoder) judge(records []hopRecord) error {
	var hops []finding.Hop
	for i, hop := range d.decision.hops {
		hops = append(hops, finding.Hop{Gate: hop.gate, Verdict: hop.verdict})
		told := slices.ContainsFunc(d.decision.findings, func(f ruleFinding) bool { return f.topic == hop.gate })
		if hop.verdict == finding.Deny && !told && !d.part && !d.decision.quiet {
			d.who = owner{"gate", hop.gate}
			return fmt.Errorf("denies for the reason %q, and no rule of the gate has a finding", records[i].Reason)
		}
	}
	d.decision.verdict = finding.Combine(hops)
	return nil
}

// text reads a template. Its names have to stand for something even where the text does not use them.
func (d *decoder) text(text string, names map[string]facts.Handle) (template, error) {
	if text == "" {
		return template{}, errors.New("a text is wanted")
	}
	positions := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		positions[name] = d.position(names[name])
	}
	return newTemplate(text, positions)
}

func (d *decoder) place(handle facts.Handle) int {
	if handle == "" {
		return nowhere
	}
	return d.position(handle)
}

func (d *decoder) positions(handles []facts.Handle) []int {
	var positions []int
	for _, handle := range handles {
		positions = append(positions, d.position(handle))
	}
	return positions
}

func (d *decoder) position(handle facts.Handle) int {
	if i := slices.Index(d.decision.handles, handle); i >= 0 {
		return i
	}
	d.decision.handles = append(d.decision.handles, handle)
	d.decision.users = append(d.decision.users, d.who)
	return len(d.decision.handles) - 1
}
