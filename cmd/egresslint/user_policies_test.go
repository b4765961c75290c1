package main

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// userRule is a rule of a user's own about flows, userLint one about objects that asks for names.
const (
	userRule = `# METADATA
# title: Pods call a port that is not for them
# description: |
#   A pod calls port 443.
#
#   Call it through the proxy.
# related_resources:
#   - ref: https://wiki.example.com/egress
#     description: How we leave
# custom:
#   severity: warning
#   code: ACME-001
#   rows: []
package egress.user.acme.through_proxy

findings contains {
	"at": "", "message": "{source} calls port 443 without the proxy", "fix": "set HTTPS_PROXY", "names": {"source": "source"}, "related": [],
} if {
	input.flow.port == 443
}
`
	userLint = `# METADATA
# title: Who it is
# description: What.
# custom: {severity: note, code: ACME-002, rows: [], names: true}
package egress.user.acme.who

findings contains {
	"at": "source", "message": "{source} is for another team", "fix": "ask them", "names": {"source": "source"}, "related": [],
} if {
	input.names.subject.kind == "Deployment"
	input.names.subject.namespace == "shop"
	{"key": "app", "value": "web"} in input.names.subject.labels
	startswith(input.names.target, "host:partner")
}
`
	userTest = `package egress.user.acme.through_proxy_test

import data.egress.user.acme.through_proxy

test_443 if count(through_proxy.findings) == 1 with input.flow.port as 443

test_80 if count(through_proxy.findings) == 0 with input.flow.port as 80
`
)

func TestUserPolicies(t *testing.T) {
	archive, err := txtar.ParseFile("../../fixtures/suppression/unused.annotation.txtar")
	if err != nil {
		t.Fatal(err)
	}
	writeBundle(t, t.TempDir(), fixtureFiles(t, "../../fixtures/suppression", archive))
	write(t, ".", map[string]string{"rego/a/through_proxy.rego": userRule, "rego/a/through_proxy_test.rego": userTest, "rego/who.rego": userLint})
	for line, want := range map[string][]string{
		"lint --policies rego k8s aliyun": {
			"warning: Deployment shop/web calls port 443 without the proxy [acme/through-proxy]",
			"note: Deployment shop/web is for another team [acme/who]", "nat/misses-pod-vswitch",
		},
		"trace --policies rego --from shop/web --to host:partner.example.org k8s aliyun": {"[acme/through-proxy]", "[acme/who]"},
		"rules --policies rego":            {"acme/through-proxy", "ACME-001"},
		"explain --policies rego ACME-001": {"through the proxy", "https://wiki.example.com/egress"},
		"test rego":                        {"2 passed, 0 failed"},
		"test -v rego":                     {"rego/a/through_proxy_test.rego:5: PASS egress.user.acme.through_proxy_test.test_443"},
	} {
		_, stdout, stderr := ran(t, "", strings.Fields(line)...)
		for _, text := range want {
			if !strings.Contains(stdout, text) {
				t.Errorf("egresslint %s: no %q in %s%s", line, text, stdout, stderr)
			}
		}
	}
	_, stdout, _ := ran(t, "", "trace", "--policies", "rego", "--from", "shop/web", "--to", "host:other.example.org", "k8s", "aliyun")
	if strings.Contains(stdout, "acme/who") || strings.Count(stdout, "[acme/through-proxy]") != 1 {
		t.Errorf("of another target: %s", stdout)
	}
}

// What is wrong with a user's policy is told with its file and line, and is no crash.
func TestUserPolicyMistakes(t *testing.T) {
	t.Chdir(t.TempDir())
	pod := "{apiVersion: v1, kind: Pod, metadata: {name: cart, namespace: shop}}"
	for name, c := range map[string]struct {
		old, new, want string
		code           int
	}{
		"syntax":           {"input.flow.port == 443", "input.flow.port = = 443", "rego/r.rego:19: rego_parse_error", exitUsage},
		"misspelt field":   {"input.flow.port", "input.flow.prot", "rego/r.rego:19: rego_type_error: undefined ref: input.flow.prot", exitUsage},
		"network":          {"input.flow.port == 443", "http.send({})", "rego/r.rego:19: rego_type_error: undefined function http.send", exitUsage},
		"clock":            {"input.flow.port == 443", "time.now_ns() > 0", "undefined function time.now_ns", exitUsage},
		"no METADATA":      {"# METADATA", "#", "rego/r.rego:14: METADATA: a rule's package has none", exitUsage},
		"not its package":  {"egress.user.acme.through_proxy", "egress.gate.nat", "rego/r.rego:14: package egress.gate.nat belongs to egresslint", exitUsage},
		"taken":            {"egress.user.acme.through_proxy", "egress.user.nat.hairpin", "there is a rule nat/hairpin already", exitUsage},
		"no such handle":   {`"names": {"source": "source"}`, `"names": {"source": "sauce"}`, `rego/r.rego:16): handle "sauce" stands for nothing`, exitFailure},
		"no such name":     {"{source} calls", "{sauce} calls", `rego/r.rego:16): message: "{sauce} calls port 443 without the proxy" names nothing for {sauce}`, exitFailure},
		"unknown severity": {"severity: warning", "severity: grave", `rego/r.rego:14: METADATA: custom: severity "grave" is none`, exitUsage},
	} {
		write(t, ".", map[string]string{"rego/r.rego": strings.Replace(userRule, c.old, c.new, 1), "k8s/pod.yaml": pod})
		code, stdout, stderr := ran(t, "", "trace", "--policies", "rego", "--from", "shop/cart", "--to", "internet", "k8s")
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.want) {
			t.Errorf("%s: exit %d, output %q, error %q", name, code, stdout, stderr)
		}
	}
	write(t, ".", map[string]string{"rego/r.rego": userRule, "failing/r.rego": userRule, "failing/r_test.rego": strings.Replace(userTest, "as 80", "as 443", 1)})
	for line, want := range map[string]struct {
		code int
		text string
	}{
		"test":                            {exitUsage, "needs the folder"},
		"test nowhere":                    {exitUsage, "nowhere is not a folder"},
		"test k8s":                        {exitUsage, "k8s has no file that ends in .rego"},
		"test rego":                       {exitUsage, "rego has no test"},
		"test failing":                    {exitFindings, "failing/r_test.rego:7: FAIL egress.user.acme.through_proxy_test.test_80: it is not true\n1 passed, 1 failed"},
		"lint --policies nowhere k8s":     {exitUsage, "nowhere is not a folder"},
		"explain --policies rego no/such": {exitUsage, "no rule"},
	} {
		code, stdout, stderr := ran(t, "", strings.Fields(line)...)
		if code != want.code || !strings.Contains(stdout+stderr, want.text) {
			t.Errorf("egresslint %s: exit %d, output %q, error %q", line, code, stdout, stderr)
		}
	}
}
