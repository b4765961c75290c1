// Package policy is the Rego side: it loads the policy tree, evaluates one input record at a time, and turns what the
// policies return into hops and findings with names and places. It is the only importer of OPA.
package policy

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Capabilities returns what policies may call: OPA's builtins without those that reach the network, the clock, the
// environment or randomness, so that a policy can neither leak nor depend on the machine it runs on.
func Capabilities() *ast.Capabilities {
	all := ast.CapabilitiesForThisVersion()
	all.AllowNet = []string{}
	all.Builtins = slices.DeleteFunc(all.Builtins, func(b *ast.Builtin) bool {
		return b.Nondeterministic || slices.ContainsFunc(denied, func(name string) bool { return denies(name, b.Name) })
	})
	return all
}

// denied are the builtins that OPA does not count as nondeterministic, or that come in families; a family ends with a
// dot. Those of time that take a time zone know the machine's as "Local", and certificates are verified as of now.
var denied = []string{
	"http.", "net.lookup_ip_addr", "opa.", "providers.", "rand.", "rego.", "uuid.",
	"time.now_ns", "time.clock", "time.date", "time.diff", "time.format", "time.weekday",
	"crypto.x509.parse_and_verify_certificates", "crypto.x509.parse_and_verify_certificates_with_options",
}

func denies(denied, name string) bool {
	return name == denied || strings.HasSuffix(denied, ".") && strings.HasPrefix(name, denied)
}
