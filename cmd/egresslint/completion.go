package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/suggest"
)

func (p *program) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print the script that lets a shell complete commands, flags and rules",
		Long: `Print the script that lets a shell complete commands, flags, their values and rules.
Load it where the shell starts, or save it where the shell looks for such scripts:
/etc/bash_completion.d/egresslint, a file _egresslint in a folder of zsh's $fpath,
~/.config/fish/completions/egresslint.fish, or the $PROFILE of PowerShell.`,
		Example: `  source <(egresslint completion bash)
  egresslint completion fish > ~/.config/fish/completions/egresslint.fish`,
		DisableFlagsInUseLine: true,
		ValidArgs:             shells(),
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("completion needs the name of one shell: %s", strings.Join(shells(), ", "))
			}
			root := command.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(p.stdout, true)
			case "zsh":
				return root.GenZshCompletion(p.stdout)
			case "fish":
				return root.GenFishCompletion(p.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(p.stdout)
			}
			return usagef("shell %q is none of %s%s", args[0], strings.Join(shells(), ", "), suggest.DidYouMean(args[0], shells()))
		},
	}
}

func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// flagWords are the values of the flags that take one of few words.
func flagWords() map[string][]string {
	formats := slices.Sorted(maps.Keys(report.Lint()))
	outputs := make([]string, len(formats))
	for i, format := range formats {
		outputs[i] = format + "="
	}
	return map[string][]string{
		"format": formats, "output": outputs, "gates": gates(), "assume": model.AssumptionWords(), "family": families(),
		"color": {"auto", "always", "never"}, "fail-on": {"error", "warning", "note", "never"}, "min-severity": severities(),
	}
}

// completeFlags tells shells the values of the flags of a command. Those that registered their own keep them; for others
// shells offer files.
func completeFlags(command *cobra.Command) {
	for flag, words := range flagWords() {
		if command.Flags().Lookup(flag) == nil {
			continue
		}
		directive := cobra.ShellCompDirectiveNoFileComp
		if strings.HasSuffix(words[0], "=") {
			directive = cobra.ShellCompDirectiveNoSpace
		}
		// It fails only for a flag that has its words already.
		_ = command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, directive))
	}
}

// completeRule offers the rules, with their titles, and the topics and codes. It alone has to load the policies.
func (p *program) completeRule(command *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return p.completeNames(command, args, true)
}

// completeTopic offers the topics and codes.
func (p *program) completeTopic(command *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return p.completeNames(command, args, false)
}

func (p *program) completeNames(command *cobra.Command, args []string, ids bool) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	rules, err := p.rules(command.Context(), "")
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var names []cobra.Completion
	for _, rule := range rules {
		topic, _, _ := strings.Cut(rule.ID, "/")
		names = append(names, topic, rule.Code)
		if ids {
			names = append(names, cobra.CompletionWithDesc(rule.ID, rule.Title))
		}
	}
	slices.Sort(names)
	return slices.Compact(names), cobra.ShellCompDirectiveNoFileComp
}
