package main

import (
	"context"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"golang.org/x/tools/txtar"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/pkg/report"
)

// Every doubt of every fixture names the exports that would settle it and the commands that make them, or says why there
// are none.
func TestDoubtsNameTheirExports(t *testing.T) {
	compile := compileOnce()
	for name, path := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			writeBundle(t, t.TempDir(), fixtureFiles(t, filepath.Dir(path), archive))
			for _, command := range commandsOf(archive) {
				if words := strings.Fields(command); words[0] == "trace" {
					checkDoubts(t, &program{stdout: io.Discard, stderr: io.Discard, compile: compile, now: testDay}, words[1:])
				}
			}
		})
	}
}

// checkDoubts follows the flows of one command.
func checkDoubts(t *testing.T, p *program, words []string) {
	var o traceOptions
	flags := pflag.NewFlagSet("trace", pflag.ContinueOnError)
	for name, value := range map[string]*string{"from": &o.from, "to": &o.to, "family": &o.family, "flows": &o.flows} {
		flags.StringVar(value, name, "", "")
	}
	o.addTo(flags)
	if err := flags.Parse(words); err != nil {
		t.Fatal(err)
	}
	flows, err := p.openFlows(o.flows)
	if err != nil {
		t.Fatal(err)
	}
	defer flows.Close()
	b, err := p.load(context.Background(), &o.options, flags.Args())
	if err != nil {
		return // the fixture shows that the run means nothing
	}
	questions, err := b.questions(&o, flows)
	if err != nil {
		return // or that it is asked wrongly
	}
	for q, err := range questions {
		if err != nil {
			t.Fatal(err)
		}
		answer, err := b.answer(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, hop := range answer.Path {
			checkDoubt(t, b, hop)
		}
	}
}

func checkDoubt(t *testing.T, b *bundle, hop finding.Hop) {
	if hop.Verdict == finding.Unknown && len(hop.Missing) == 0 && !undecidable.MatchString(hop.Note) {
		t.Errorf("%s: %s: no export is named", hop.Gate, hop.Note)
	}
	for _, export := range hop.Missing {
		if report.Command(export, "cn-hangzhou", "c1") == "" {
			t.Errorf("%s: no command makes %s", hop.Gate, export)
		}
	}
}

// undecidable are the notes of doubts that no export settles.
var undecidable = regexp.MustCompile(strings.Join([]string{
	"not documented|are documented|is documented|which Poseidon does not support", // nobody knows what the product does
	"ACK does not support policies of|nothing on ACK is documented|beside that of the cluster may enforce",
	"whether replies come back from there is not known|may cover .* which is not known|nothing tells how it is reached from a VPC",
	"no export tells whether", // options of components
	"leads to .*, and (what lies behind is not in the bundle|what that does with the packet is not known)", // other networks
	"no exported ENI belongs to|is in another VPC, and its address is one of the source's own VPC too",
	"a public DNS server may not know",
	"the address of [^ ]+ is not in the bundle",                       // of a name that does not resolve
	"nothing tells whether .*egress rule .* decides about the packet", // a host name in a rule, whose addresses change
	"asks for an EIP, and a pod gets it when it is created",           // what happens when the pod starts
	"but the injector adds the address",
	"files do not show whose",                          // account sends a request
	"plugin .* of the Corefile may answer",             // not judged
	"is an enterprise group beside a basic one",        // what the platform forbids
	"cannot be read|is neither an address nor a range", // written so, and told as a problem
}, "|"))
