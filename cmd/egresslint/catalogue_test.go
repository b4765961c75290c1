package main

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// catalogue is the codes of the rule catalogue, and the rules that carry each. Rules of other codes are beyond it.
var catalogue = map[string]string{
	"CTX-001":  "context/plugin-not-told",
	"CTX-002":  "context/export-cut-off",
	"DNS-001":  "dns/cluster-dns-down",
	"DNS-002":  "dns/policy-denies-dns network-policy/dns-without-udp",
	"DNS-003":  "dns/resolver-ignores-cluster-names",
	"NP-001":   "network-policy/no-egress-rule network-policy/no-ingress-rule network-policy/traffic-policy",
	"NP-002":   "network-policy/agent-annotation network-policy/not-enforced network-policy/third-party-plugin",
	"NP-003":   "network-policy/foreign-kind",
	"SG-001":   "security-group/no-rule-accepts",
	"SG-002":   "security-group/rule-drops",
	"SG-004":   "destination-acl/inbound-dropped destination-acl/inbound-not-accepted",
	"SG-005":   "destination-acl/refuses-instance",
	"NACL-001": "network-acl/forward-dropped network-acl/reply-dropped",
	"RT-001":   "route/ipv4-gateway-beside-snat route/ipv4-gateway-not-routed route/no-default-route",
	"RT-002":   "route/blackhole route/no-pod-route route/no-route route/other-region route/private-via-internet-nat route/reserved-range route/stale-pod-route route/unroutable-address",
	"NET4-001": "nat/no-way-out",
	"NAT-001":  "nat/misses-pod-vswitch nat/pod-vswitch-without-entry",
	"NAT-002":  "nat/misses-node-vswitch nat/node-vswitch-without-entry",
	"NAT-003":  "nat/default-route-to-another-gateway nat/entry-elsewhere nat/entry-unusable nat/gateway-not-routed nat/gateway-unusable nat/hairpin nat/vpc-nat-gateway",
	"NAT-004":  "nat/several-addresses",
	"NAT-005":  "nat/entry-for-no-vswitch nat/useless-entry",
	"EIP-001":  "eip/flannel-has-no-pod-eip eip/flannel-ignores-annotation",
	"EIP-002":  "nat/node-eip-for-terway-pod",
	"EIP-003":  "eip/shared-instance eip/unfit-instance",
	"EIP-004":  "eip/annotation-without-effect eip/annotation-without-meaning eip/doubled-annotation eip/instance-not-free eip/lost-annotation eip/misplaced-annotation eip/misspelt-annotation eip/nobody-acts-on-annotation eip/pool-left-over eip/two-controllers",
	"EIP-005":  "eip/cut-through eip/locked eip/not-in-use",
	"V6-001":   "ipv6-gateway/no-address ipv6-gateway/single-stack",
	"V6-002":   "ipv6-gateway/bandwidth-locked ipv6-gateway/no-bandwidth ipv6-gateway/nobody-acts-on-annotation",
	"V6-003":   "ipv6-gateway/gateway-missing ipv6-gateway/gateway-unusable ipv6-gateway/no-default-route",
	"DST-001":  "whitelist/lacks-pod-vswitch whitelist/lacks-public-address whitelist/network-type",
	"DST-002":  "whitelist/lacks-node-vswitch",
	"DST-003":  "destination-acl/empty-list-admits-all destination-acl/list-refuses destination-acl/nlb-group-drops",
	"DST-004":  "whitelist/pinned-pod-addresses",
	"DST-005":  "identity/injector-under-flannel identity/misplaced-injector-annotation identity/no-injector whitelist/injector-lacks-list whitelist/injector-names-another whitelist/injector-without-way-out",
	"DST-006":  "whitelist/entry-without-mask whitelist/open-list",
	"LB-001":   "load-balancer/local-may-fail load-balancer/local-without-backend load-balancer/source-range-refuses",
	"LB-002":   "identity/misplaced-in-cluster-loadbalance load-balancer/hairpin load-balancer/through-own-balancer",
	"LB-003":   "load-balancer/no-endpoint load-balancer/no-local-endpoint load-balancer/no-ready-pod load-balancer/no-target-port load-balancer/scaled-to-zero load-balancer/selects-no-pod",
	"LB-004":   "load-balancer/all-abnormal load-balancer/inactive load-balancer/listener-stopped load-balancer/no-backend load-balancer/no-health-check load-balancer/no-listener load-balancer/one-server load-balancer/reused-without-listeners",
	"SVC-001":  "identity/literal-pod-address",
	"SVC-002":  "route/other-cluster",
	"ING-001":  "ingress/no-controller",
	"ING-002":  "ingress/no-backend",
	"VPC-001":  "identity/vpc-incomplete",
	"IPAM-001": "identity/vswitch-exhausted",
}

// behaviours are the codes that say how flows are judged and not what is wrong, with fixtures that show it.
var behaviours = map[string][]string{
	"ORDER":  {"places/demands", "load-balancer/selects-no-pod"},
	"LB-000": {"inside/case-01-cluster", "inside/case-01-terway"},
}

// Every code of the catalogue has its rules, and every rule the fixture where it fires (TestEveryRuleHasFixtures).
func TestEveryCodeOfTheCatalogue(t *testing.T) {
	engine, err := compile(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	carried := map[string][]string{}
	for _, rule := range engine.Rules() {
		carried[rule.Code] = append(carried[rule.Code], rule.ID)
	}
	for _, code := range slices.Sorted(maps.Keys(catalogue)) {
		if got := strings.Join(carried[code], " "); got != catalogue[code] || got == "" {
			t.Errorf("%s is carried by %q, want %q", code, got, catalogue[code])
		}
		for _, id := range carried[code] {
			if _, err := os.Stat("../../fixtures/" + id + ".txtar"); err != nil {
				t.Errorf("%s: %v", code, err)
			}
		}
	}
	for code, fixtures := range behaviours {
		for _, name := range fixtures {
			if _, err := os.Stat("../../fixtures/" + name + ".txtar"); err != nil {
				t.Errorf("%s: %v", code, err)
			}
		}
	}
}

// The table has every code of the catalogue's own table.
func TestCatalogueIsWhole(t *testing.T) {
	text, err := os.ReadFile("../../../shared/research/rules.md")
	if err != nil {
		t.Skip("the catalogue is absent")
	}
	_, part, _ := strings.Cut(string(text), "## Part A")
	part, _, _ = strings.Cut(part, "## Part B")
	found := 0
	for line := range strings.Lines(part) {
		cells := strings.Split(line, "|")
		if len(cells) < 9 || strings.HasPrefix(cells[1], "---") || strings.TrimSpace(cells[1]) == "id" {
			continue
		}
		code := strings.TrimSpace(cells[1])
		found++
		if catalogue[code] == "" && behaviours[code] == nil {
			t.Errorf("%s is missing", code)
		}
	}
	if found < 47 {
		t.Errorf("%d codes found", found)
	}
}
