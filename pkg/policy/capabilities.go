// Package policy is the Rego side: it loads the policy tree, evaluates one input record at a time, and turns what the
// policies return into hops and findings with names and places. It is the only importer of OPA.
package policy

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Capabilities returns what policies may call: OPA's builtins without those that reach the network, the clock or the
// environment, so that a policy can neither leak nor depend on the machine it runs on.
func Capabilities() *ast.Capabilities {
	all := ast.CapabilitiesForThisVersion()
	all.AllowNet = []string{}
	all.Builtins = slices.DeleteFunc(all.Builtins, func(b *ast.Builtin) bool {
		return slices.Contains(denied, b.Name) || b.Nondeterministic
	})
	return all
}

var denied = []string{"http.send", "net.lookup_ip_addr", "opa.runtime", "rego.parse_module", "time.now_ns", "uuid.rfc4122", "rand.intn"}
