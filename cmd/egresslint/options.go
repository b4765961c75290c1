package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/egresslint/egresslint/pkg/report"
)

// options are the flags that lint and trace share.
type options struct {
	format  string
	outputs []string
	assume  []string
	gates   []string
	color   string
	verbose bool
	smtp    bool
	dns     bool
	asked   bool // of the command: the user asks about single flows
}

func (o *options) addTo(flags *pflag.FlagSet) {
	flags.SortFlags = false
	flags.StringVar(&o.format, "format", "text", "what to print: text, json, jsonl, sarif")
	flags.StringArrayVar(&o.outputs, "output", nil, "write another format to a file, `FORMAT=FILE` (repeatable)")
	flags.StringArrayVar(&o.assume, "assume", nil, "state what the bundle cannot show, `KEY=VALUE` (repeatable)")
	flags.StringSliceVar(&o.gates, "gates", nil, "judge only these `GATES`, such as network-policy,nat")
	flags.BoolVar(&o.smtp, "smtp-unblocked", false, "the account may send to TCP port 25")
	flags.BoolVar(&o.dns, "assume-dns-exempt", false, "security groups do not filter the DNS servers of the VPC")
	flags.StringVar(&o.color, "color", "auto", "color the text: auto, always, never")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "tell on standard error what was read and evaluated")
}

// gates are the names of all gates, in the order in which packets meet them.
func gates() []string {
	return []string{
		"dns", "network-policy", "security-group", "network-acl", "route", "nat", "eip", "ipv6-gateway",
		"load-balancer", "destination-acl", "whitelist",
	}
}

func (o *options) check() error {
	for _, gate := range o.gates {
		if err := oneOf("gates", gate, gates()); err != nil {
			return err
		}
	}
	return oneOf("color", o.color, []string{"auto", "always", "never"})
}

// output is one format and where it goes.
type output struct {
	name, file string // file is "" for standard output
	write      report.Format
}

// destinations returns what is to be written: to standard output first.
func (o *options) destinations(formats map[string]report.Format) ([]output, error) {
	names := slices.Sorted(maps.Keys(formats))
	if err := oneOf("format", o.format, names); err != nil {
		return nil, err
	}
	out := []output{{o.format, "", formats[o.format]}}
	for _, text := range o.outputs {
		format, file, found := strings.Cut(text, "=")
		if !found || file == "" {
			return nil, usagef("--output %q is not written FORMAT=FILE", text)
		}
		if err := oneOf("output", format, names); err != nil {
			return nil, err
		}
		out = append(out, output{format, file, formats[format]})
	}
	return out, nil
}

// colored tells whether standard output gets color.
// https://no-color.org/
func (p *program) colored(mode string) bool {
	if mode != "auto" {
		return mode == "always"
	}
	file, ok := p.stdout.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// sources returns the paths to read. What an absolute one says about the machine stays out of the output where it can.
func sources(args []string) []string {
	if len(args) == 0 {
		return []string{"."}
	}
	paths := slices.Clone(args)
	folder, err := os.Getwd()
	for i, path := range paths {
		if err != nil || !filepath.IsAbs(path) {
			continue
		}
		if relative, err := filepath.Rel(folder, path); err == nil && filepath.IsLocal(relative) {
			paths[i] = relative
		}
	}
	return paths
}
