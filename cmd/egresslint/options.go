package main

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"
)

// options are the flags that lint and trace share.
type options struct {
	format   string
	outputs  []string
	assume   []string
	gates    []string
	policies string
	color    string
	quiet    bool
	verbose  bool
	smtp     bool
	dns      bool
	asked    bool // of the command: the user asks about single flows

	category, root string // of SARIF

	config   string
	noConfig bool
	exclude  []string
	flags    *pflag.FlagSet
}

func (o *options) addTo(flags *pflag.FlagSet) {
	flags.SortFlags = false
	o.flags = flags
	flags.StringVar(&o.format, "format", "text", "what to print: text, json, jsonl, sarif, junit, github, markdown, html")
	flags.StringArrayVar(&o.outputs, "output", nil, "write another format to a file, `FORMAT=FILE` (repeatable)")
	flags.StringVar(&o.config, "config", "", "read this `FILE` (default .egresslint.yaml, up to the root of the repository)")
	flags.BoolVar(&o.noConfig, "no-config", false, "read no config")
	flags.StringArrayVar(&o.exclude, "exclude", nil, "do not read what this `GLOB` matches; ** is any folders (repeatable)")
	flags.StringArrayVar(&o.assume, "assume", nil, "state what the bundle cannot show, `KEY=VALUE` (repeatable)")
	flags.StringSliceVar(&o.gates, "gates", nil, "judge only these `GATES`, such as network-policy,nat")
	flags.BoolVar(&o.smtp, "smtp-unblocked", false, "the account may send to TCP port 25")
	flags.BoolVar(&o.dns, "assume-dns-exempt", false, "security groups do not filter the DNS servers of the VPC")
	flags.StringVar(&o.policies, "policies", "", "add the Rego rules in `DIR`")
	flags.StringVar(&o.color, "color", "auto", "color the text: auto, always, never")
	flags.StringVar(&o.category, "sarif-category", "", "tell runs apart by `NAME` that are uploaded for one commit")
	flags.StringVar(&o.root, "sarif-root", "", "paths of results begin at `DIR` (default the root of the git repository)")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "tell nothing on standard error but errors")
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
	if o.quiet && o.verbose {
		return usagef("--quiet and --verbose do not go together")
	}
	return oneOf("color", o.color, []string{"auto", "always", "never"})
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
