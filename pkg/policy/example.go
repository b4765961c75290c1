package policy

import (
	"io/fs"
	"strings"

	"github.com/egresslint/egresslint/pkg/finding"
)

// ExamplesFile has a finding of each rule, as users see it, under the line "== RULE". It is made from what the program prints.
const ExamplesFile = "egress.examples"

// addExamples gives the rules their examples. A tree may have none.
func addExamples(tree fs.FS, rules map[string]*finding.Rule) {
	text, err := fs.ReadFile(tree, ExamplesFile)
	if err != nil {
		return
	}
	for section := range strings.SplitSeq("\n"+string(text), "\n== ") {
		id, example, _ := strings.Cut(section, "\n")
		if rule := rules[id]; rule != nil {
			rule.Example = strings.TrimRight(example, "\n")
		}
	}
}
