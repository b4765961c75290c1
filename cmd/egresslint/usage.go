package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/egresslint/egresslint/pkg/suggest"
)

// usagef returns a mistake in how the program was called.
func usagef(format string, values ...any) error {
	return usageError{fmt.Errorf(format, values...)}
}

// knownCommand rejects what is no command; the root takes no other argument.
func knownCommand(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range command.Commands() {
		names = append(names, c.Name())
	}
	return usagef("unknown command %q%s", args[0], suggest.DidYouMean(args[0], names))
}

// noArguments rejects arguments of commands that take none.
func noArguments(command *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no argument such as %q", command.Name(), args[0])
	}
	return nil
}

// flagError adds the flag that an unknown one may have been meant to be.
func flagError(command *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || unknown.GetSpecifiedShortnames() != "" {
		return usageError{err}
	}
	var names []string
	command.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return usagef("%w%s", err, suggest.DidYouMean("--"+unknown.GetSpecifiedName(), names))
}

// oneOf checks a value of a flag that takes one of few words.
func oneOf(flag, value string, words []string) error {
	if slices.Contains(words, value) {
		return nil
	}
	return usagef("--%s %q is none of %s%s", flag, value, strings.Join(words, ", "), suggest.DidYouMean(value, words))
}
