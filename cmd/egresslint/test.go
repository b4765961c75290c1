package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/policy"
	"github.com/egresslint/egresslint/policies"
)

func (p *program) testCommand() *cobra.Command {
	var verbose bool
	command := &cobra.Command{
		Use:   "test [flags] DIR",
		Short: "Run the tests of Rego rules of your own",
		Long: `Run the tests of Rego rules of your own: the rules test_... of the files _test.rego in
DIR and the folders below it. A rule is a package egress.user.TOPIC.RULE with METADATA
as the built-in ones have, and "findings" about flows, "lints" about objects, or both;
"egresslint schema flow" describes their input. The exit code is 1 when a test fails.`,
		Example: `  egresslint test policies/
  egresslint test -v policies/`,
		DisableFlagsInUseLine: true,
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("test needs the folder of the rules")
			}
			results, err := policy.Test(command.Context(), policies.FS, args[0])
			if err != nil {
				return userMistake(err)
			}
			return p.tested(args[0], results, verbose)
		},
	}
	command.Flags().BoolVarP(&verbose, "verbose", "v", false, "list the tests that passed, too")
	return command
}

// tested lists the results. A folder without tests proves nothing.
func (p *program) tested(folder string, results []policy.TestResult, verbose bool) error {
	if len(results) == 0 {
		return usagef("%s has no test: a rule test_... in a file that ends in _test.rego", folder)
	}
	failed := 0
	for _, r := range results {
		switch {
		case r.Error != "":
			failed++
			fmt.Fprintf(p.stdout, "%s: FAIL %s: %s\n", r.At, r.Name, r.Error)
		case verbose:
			fmt.Fprintf(p.stdout, "%s: PASS %s\n", r.At, r.Name)
		}
	}
	if failed > 0 {
		p.code = exitFindings
	}
	_, err := fmt.Fprintf(p.stdout, "%d passed, %d failed\n", len(results)-failed, failed)
	return err
}
