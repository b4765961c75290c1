package main

import (
	"context"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// Every rule has an archive of its name in which it fires, and one in which its nearest healthy neighbour keeps it silent:
// another command of the archive, or an archive RULE.silent. Other archives of the name, RULE.VARIANT, show it too.
func TestEveryRuleHasFixtures(t *testing.T) {
	fires, silent := map[string]bool{}, map[string]bool{}
	for name, file := range fixtures(t) {
		rule, variant, _ := strings.Cut(name, ".")
		shown := 0
		answers := answersOf(t, file)
		for _, answer := range answers {
			if strings.Contains(answer, "["+rule+"]") {
				shown++
			}
		}
		switch {
		case variant == "silent" && shown > 0:
			t.Errorf("%s shows %s", name, rule)
		case variant != "silent" && variant != "" && shown == 0:
			t.Errorf("%s does not show %s", name, rule)
		}
		fires[rule] = fires[rule] || shown > 0 && variant == ""
		silent[rule] = silent[rule] || shown < len(answers)
	}
	engine, err := compile(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range engine.Rules() {
		if !fires[rule.ID] {
			t.Errorf("no fixture %s shows the rule", rule.ID)
		}
		if !silent[rule.ID] {
			t.Errorf("no fixture of %s shows where the rule is silent", rule.ID)
		}
	}
}

// answersOf returns what each command of an archive is wanted to print.
func answersOf(t *testing.T, file string) []string {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.Files {
		if part.Name == "want" {
			return strings.Split(string(part.Data), "$ egresslint ")[1:]
		}
	}
	return nil
}

// Each archive about a doubt shows it, with the command that would settle it where there is one.
func TestFixturesOfDoubts(t *testing.T) {
	undecidable := []string{
		"network-policy/unknown-block-ebpf", "network-policy/unknown-elastic-option", "network-policy/unknown-foreign",
		"network-policy/unknown-global-option", "network-policy/unknown-traffic-rule", "route/unknown-next-hop", "whitelist/unknown-injector", "whitelist/unknown-protocol",
		"load-balancer/unknown-client", "load-balancer/unknown-network",
		"load-balancer/unknown-inside-acs", "load-balancer/unknown-inside-local-undocumented", "load-balancer/unknown-inside-port",
		"load-balancer/unknown-inside-range", "load-balancer/unknown-inside-datapath-v2", "load-balancer/unknown-inside-virtual-node",
		"destination-acl/unknown-injected-rule",
		"load-balancer/unknown-own-node-port", "load-balancer/unknown-local",
		"dns/unknown-plugin", "dns/unknown-private-name", "dns/unknown-broken-corefile",
	}
	for name, file := range fixtures(t) {
		if !strings.HasPrefix(path.Base(name), "unknown-") {
			continue
		}
		gate, settled := path.Dir(name), false
		for _, answer := range answersOf(t, file) {
			if !regexp.MustCompile(`(?m)^  \d+ ` + gate + ` +unknown `).MatchString(answer) {
				t.Errorf("%s: %s is not unknown in %s", name, gate, answer)
			}
			settled = settled || regexp.MustCompile(`(?m)^  missing: .*\n    (aliyun|kubectl) `).MatchString(answer)
		}
		if settled == strings.Contains(strings.Join(undecidable, " "), name) {
			t.Errorf("%s: a command settles it: %v", name, settled)
		}
	}
}

// The statements that rules claim to cover are rows of the catalogue.
func TestRowsOfRules(t *testing.T) {
	catalogue, err := os.ReadFile("../../../shared/research/rules.md")
	if err != nil {
		t.Skip("no catalogue beside this repository")
	}
	rows := map[string]bool{}
	for _, row := range regexp.MustCompile(`(?m)^\| (R\d{3}) \|`).FindAllStringSubmatch(string(catalogue), -1) {
		rows[row[1]] = true
	}
	engine, err := compile(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range engine.Rules() {
		for _, row := range rule.Seeds {
			if !rows[row] {
				t.Errorf("%s: there is no row %s", rule.ID, row)
			}
		}
	}
}
