package policy

import (
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Policies get what they need and nothing of OPA's that depends on the machine. The second list is of OPA 1.22; names
// that OPA does not have are in it by mistake.
func TestCapabilities(t *testing.T) {
	has := func(c *ast.Capabilities, name string) bool {
		return slices.ContainsFunc(c.Builtins, func(b *ast.Builtin) bool { return b.Name == name })
	}
	capabilities := Capabilities()
	if capabilities.AllowNet == nil || len(capabilities.AllowNet) > 0 {
		t.Error("policies may reach the network")
	}
	for _, name := range []string{
		"concat", "sprintf", "object.union", "object.union_n", "internal.member_2", "print", "trace", "io.jwt.decode",
	} {
		if !has(capabilities, name) {
			t.Errorf("%s is denied", name)
		}
	}
	for _, name := range []string{
		"http.send", "net.lookup_ip_addr", "opa.runtime", "providers.aws.sign_req", "rand.intn",
		"rego.metadata.chain", "rego.metadata.rule", "rego.parse_module", "uuid.parse", "uuid.rfc4122",
		"time.now_ns", "time.clock", "time.date", "time.diff", "time.format", "time.weekday",
		"io.jwt.decode_verify", "io.jwt.encode_sign", "io.jwt.encode_sign_raw", "json.match_schema", "json.verify_schema",
		"crypto.x509.parse_and_verify_certificates", "crypto.x509.parse_and_verify_certificates_with_options",
	} {
		if has(capabilities, name) {
			t.Errorf("%s is allowed", name)
		}
		if !has(ast.CapabilitiesForThisVersion(), name) {
			t.Errorf("%s is no builtin of OPA", name)
		}
	}
}
