// Command egresslint tells from files alone whether pods of Alibaba Cloud Kubernetes clusters reach what they call.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/policy"
	"github.com/egresslint/egresslint/policies"
)

const (
	exitClean    = 0 // nothing at or above the threshold
	exitFindings = 1 // something is
	exitUsage    = 2 // bad flags, bad names
	exitFailure  = 3 // the run means nothing
)

func main() {
	reserve := collectLater()
	code := run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	runtime.KeepAlive(reserve)
	os.Exit(code)
}

// collectLater lets the heap grow to 1.5 times what is in use, and 12 MB more. By itself the runtime collects at 4 MB, which
// takes a third of the time of a small run, and at twice what is in use, which is much for a large one. The reserve counts
// as in use; it takes no memory, for nobody writes to it. It is in use from the first collection on, which comes at 60 MB.
func collectLater() []byte {
	debug.SetGCPercent(1500)
	runtime.AddCleanup(new([64]byte), func(percent int) { debug.SetGCPercent(percent) }, 50)
	return make([]byte, 24<<20)
}

// run is the whole program: its arguments, its streams, its exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return (&program{stdin: stdin, stdout: stdout, stderr: stderr, compile: compile, now: time.Now}).run(ctx, args)
}

// compiler makes the engine that judges flows, which takes most of the time of a small run.
type compiler func(ctx context.Context, folder string) (*policy.Engine, error)

// compile makes the engine of the policies that the program has in it, and of those of the user's folder.
func compile(ctx context.Context, folder string) (*policy.Engine, error) {
	if folder == "" {
		return policy.Load(ctx, policies.FS)
	}
	engine, err := policy.LoadWith(ctx, policies.FS, folder)
	return engine, userMistake(err)
}

// userMistake makes a mistake in the policies of a user one in how the program was called.
func userMistake(err error) error {
	var theirs policy.UserError
	if errors.As(err, &theirs) {
		return usageError{fmt.Errorf("--policies: %w", err)}
	}
	return err
}

// program is what the commands share.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	compile        compiler
	now            func() time.Time
	code           int
}

func (p *program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	command, err := root.ExecuteContextC(ctx)
	var usage usageError
	var config configError
	switch {
	case err == nil:
		return p.code
	case errors.As(err, &usage):
		fmt.Fprintf(p.stderr, "egresslint: %v\nrun %q for usage\n", err, command.CommandPath()+" --help")
		return exitUsage
	}
	fmt.Fprintf(p.stderr, "egresslint: %v\n", err)
	if errors.As(err, &config) {
		return exitUsage
	}
	return exitFailure
}

// usageError is a mistake in how the program was called.
type usageError struct{ error }

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "egresslint",
		Short: "Find out offline why a pod of an ACK or ACS cluster cannot reach a destination",
		Long: `egresslint reads Kubernetes manifests and JSON exports of Alibaba Cloud, and tells
hop by hop whether a pod reaches a destination, which line is to blame, and what
fixes it. It opens no connection and needs no credentials.

Exit codes: 0 nothing to report, 1 findings, 2 bad usage or config, 3 the run means nothing.`,
		Example: `  egresslint lint bundle/
  egresslint trace --from shop/cart --to internet bundle/`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          knownCommand,
		RunE: func(command *cobra.Command, _ []string) error {
			command.SetOut(p.stderr)
			p.code = exitUsage
			return command.Help()
		},
	}
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(p.lintCommand(), p.traceCommand(), p.rulesCommand(), p.explainCommand(), p.testCommand(), p.collectCommand(), p.schemaCommand(), p.completionCommand(), p.versionCommand())
	root.CompletionOptions.DisableDefaultCmd = true
	for _, command := range root.Commands() {
		completeFlags(command)
	}
	return root
}
