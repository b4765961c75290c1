package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/suggest"
)

// Assumptions are facts about the cluster that the user states because the bundle cannot show them, by their key on the
// command line: plugin, network-policy, terway-version, datapath, ip-stack, kube-proxy, product.
type Assumptions map[string]string

// assumption is one of the keys and the values that it takes; any version when there are none.
type assumption struct {
	key    string
	values []string
}

var assumptions = []assumption{
	{"plugin", []string{"terway", "flannel"}},
	{"network-policy", []string{"enforced", "enabled", "disabled"}},
	{"terway-version", nil},
	{"datapath", []string{"veth", "ipvlan", "datapath-v2"}},
	{"ip-stack", []string{"ipv4", "dual"}},
	{"kube-proxy", []string{"ipvs", "iptables"}},
	{"product", []string{"ack", "acs"}},
}

// AssumptionWords returns all assumptions that can be made, as they are written; versions are left open.
func AssumptionWords() []string {
	var words []string
	for _, a := range assumptions {
		if a.values == nil {
			words = append(words, a.key+"=")
		}
		for _, value := range a.values {
			words = append(words, a.key+"="+value)
		}
	}
	return words
}

// ParseAssumptions reads pairs written KEY=VALUE.
func ParseAssumptions(pairs []string) (Assumptions, error) {
	out := Assumptions{}
	for _, pair := range pairs {
		key, value, found := strings.Cut(pair, "=")
		if !found {
			return nil, fmt.Errorf("assumption %q is not written KEY=VALUE", pair)
		}
		value, err := ParseAssumption(key, value)
		if err != nil {
			return nil, err
		}
		if before := out[key]; before != "" && before != value {
			return nil, fmt.Errorf("assumption %s is both %q and %q", key, before, value)
		}
		out[key] = value
	}
	return out, nil
}

// ParseAssumption checks one key and its value, and returns the value in its one form.
func ParseAssumption(key, value string) (string, error) {
	known, err := assumptionOf(key)
	if err != nil {
		return "", err
	}
	return known.parse(value)
}

// AssumptionKeys returns the keys of all assumptions.
func AssumptionKeys() []string {
	keys := make([]string, len(assumptions))
	for i, a := range assumptions {
		keys[i] = a.key
	}
	return keys
}

func assumptionOf(key string) (assumption, error) {
	if i := slices.IndexFunc(assumptions, func(a assumption) bool { return a.key == key }); i >= 0 {
		return assumptions[i], nil
	}
	keys := AssumptionKeys()
	if near := nearest(key, keys); near != "" {
		return assumption{}, fmt.Errorf("assumption %q is unknown: did you mean %q", key, near)
	}
	return assumption{}, fmt.Errorf("assumption %q is unknown: expected one of %s", key, strings.Join(keys, ", "))
}

func (a assumption) parse(value string) (string, error) {
	switch {
	case a.values == nil:
		version := parseVersion(value)
		if version == "" {
			return "", fmt.Errorf("%s %q is no version: expected one such as 1.8.0", a.key, value)
		}
		return version, nil
	case !slices.Contains(a.values, value):
		return "", fmt.Errorf("%s %q is not possible: expected one of %s", a.key, value, strings.Join(a.values, ", "))
	}
	return value, nil
}

// nearest returns the word that takes the fewest edits to become text, when they are few.
func nearest(text string, words []string) string {
	best, fewest := "", len(text)/2+1
	for _, word := range words {
		if edits := suggest.Distance(strings.ToLower(text), word); edits < fewest {
			best, fewest = word, edits
		}
	}
	return best
}

// apply lets the assumptions overrule what was found, and reports where they contradict it.
func (d *detector) apply(assume Assumptions) {
	c := &d.builder.network.Cluster
	for _, a := range []struct {
		key  string
		noun property
		fact *Fact
	}{
		{"plugin", networkPlugin, &c.Plugin}, {"network-policy", policySwitch, &c.NetworkPolicy}, {"terway-version", terwayVersion, &c.TerwayVersion},
		{"datapath", "data path", &c.DataPath}, {"ip-stack", clusterIPStack, &c.IPStack}, {"kube-proxy", kubeProxyMode, &c.KubeProxy},
		{"product", clusterProduct, &c.Product},
	} {
		value := assume[a.key]
		if value == "" {
			continue
		}
		if !agrees(a.fact.Value, value) {
			d.warn(a.fact.Ref, "the %s is %q here, but %q is assumed, which counts", a.noun, a.fact.Value, value)
		}
		*a.fact = Fact{Value: value}
	}
}

// agrees tells whether what was found can be what is assumed.
func agrees(found, assumed string) bool {
	switch {
	case found == "", found == assumed:
		return true
	case found == "ipvlan-or-datapath-v2":
		return assumed != "veth"
	}
	return found == "enabled" && assumed == "enforced"
}
