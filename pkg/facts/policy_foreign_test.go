package facts

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/labels"

	"github.com/egresslint/egresslint/pkg/model"
)

func TestCalicoSelectors(t *testing.T) {
	pod := labels.Set{"app": "cart", "tier": "front-end", "empty": ""}
	for text, want := range map[string]Match{
		"all()":                                 Yes,
		"global()":                              No,
		"app == 'cart'":                         Yes,
		`app == "cart"`:                         Yes,
		"app != 'cart'":                         No,
		"gone != 'cart'":                        Yes,
		"gone == ''":                            No,
		"empty == ''":                           Yes,
		"has(app)":                              Yes,
		"!has(app)":                             No,
		"app in {'cart', 'search'}":             Yes,
		"app in {'search'}":                     No,
		"app in {}":                             No,
		"app not in {'search'}":                 Yes,
		"gone not in {'search'}":                Yes,
		"gone in {'search'}":                    No,
		"tier contains 'end'":                   Yes,
		"tier starts with 'front'":              Yes,
		"tier ends with 'front'":                No,
		"app == 'cart' && tier == 'back'":       No,
		"app == 'x' || tier == 'front-end'":     Yes,
		"app == 'x' && has(gone) || has(empty)": Yes,
		"app == 'x' && (has(gone) || has(app))": No,
		"!(app == 'cart' && has(gone))":         Yes,
		"!!has(app)":                            Yes,
		"app = 'cart'":                          Maybe,
		"app == cart":                           Maybe,
		"app == 'cart":                          Maybe,
		"app == 'cart' &&":                      Maybe,
		"app == 'cart' has(app)":                Maybe,
		"(app == 'cart'":                        Maybe,
		"owns(app)":                             Maybe,
		"app in {'cart' 'x'}":                   Maybe,
		"app like 'cart'":                       Maybe,
		"projectcalico.org/namespace == 'shop'": No,
		"tier starts 'front'":                   Maybe,
		"has()":                                 Maybe,
	} {
		if got := parseCalico(text).match(pod); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// foreignWorld is two namespaces with a pod each, one node, and a Service.
const foreignWorld = `
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: web}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: data}}
---
{apiVersion: v1, kind: Pod, metadata: {name: cart, namespace: shop, labels: {app: cart}}, status: {podIP: 10.1.64.10}}
---
{apiVersion: v1, kind: Pod, metadata: {name: db, namespace: data, labels: {app: db}}, status: {podIP: 10.1.64.20}}
---
{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.1.0.10}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: db, namespace: data}, spec: {selector: {app: db}, ports: [{port: 5432}]}}
---
`

// foreignFacts returns what the written policies say about TCP from shop/cart to a pod or an address.
func foreignFacts(t *testing.T, policies, to string, port int) PolicyFacts {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "all.yaml"), []byte(foreignWorld+policies), 0o600); err != nil {
		t.Fatal(err)
	}
	n := corpusNetwork(t, dir)
	target, dst := Target{Kind: "ip", Port: port, Protocol: "tcp"}, policyEnd{}
	for _, p := range n.Pods {
		if p.Namespace+"/"+p.Name == to {
			target.Kind, target.Addr, dst = "pod", p.IPs[0], podEnd(p)
		}
	}
	if addr, err := netip.ParseAddr(to); err == nil {
		target.Addr = addr
	}
	target.Host = strings.TrimPrefix(to, "host:")
	src := corpusPolicyEnd(t, n, corpusEnd{Namespace: "shop", Pod: "cart"})
	return newPolicyIndex(n).facts(&table{name: "policy"}, src, dst, target)
}

// What an object of each kind may do to a packet: what it denies, and whether it allows.
func TestForeignPolicies(t *testing.T) {
	const (
		calico   = "{apiVersion: crd.projectcalico.org/v1, kind: NetworkPolicy, metadata: {name: p, namespace: shop}, spec: "
		global   = "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: p}, spec: "
		cilium   = "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: p, namespace: shop}, spec: "
		admin    = "{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: p}, spec: "
		baseline = "{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: p}, spec: "
		cluster  = "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: p}, spec: "
		ack      = "{apiVersion: network.alibabacloud.com/v1beta2, kind: GlobalNetworkPolicy, metadata: {name: p}, spec: "
	)
	for _, c := range []struct{ policy, to, want string }{
		{calico + "{types: [Egress]}}", "198.51.100.7", "unless-allowed"},
		{calico + "{types: [Egress], tier: security}}", "198.51.100.7", "always"},
		{calico + "{types: [Ingress]}}", "198.51.100.7", ""},
		{calico + "{selector: app == 'other', types: [Egress]}}", "198.51.100.7", ""},
		{calico + "{egress: [{action: Allow}]}}", "198.51.100.7", "allows"},
		{calico + "{egress: [{action: Log}, {action: Pass}, {action: Deny}]}}", "198.51.100.7", ""},
		{calico + "{egress: [{action: Deny, protocol: UDP}, {action: Allow}]}}", "198.51.100.7", "allows"},
		{calico + "{egress: [{action: Deny, protocol: TCP, notProtocol: UDP}, {action: Allow}]}}", "198.51.100.7", "always allows"},
		{calico + "{egress: [{action: Deny, protocol: 6, destination: {nets: [198.51.100.7], ports: ['400:500']}}]}}", "198.51.100.7", "always"},
		{calico + "{egress: [{action: Allow, destination: {ports: [https]}}]}}", "198.51.100.7", "unless-allowed"},
		{calico + "{egress: [{action: Allow, destination: {selector: app == 'db'}}]}}", "data/db", "unless-allowed"},
		{calico + "{egress: [{action: Allow, destination: {selector: app == 'db', namespaceSelector: projectcalico.org/name == 'data'}}]}}", "data/db", "allows"},
		{calico + "{egress: [{action: Allow, destination: {selector: app == 'db', namespaceSelector: all()}}]}}", "198.51.100.7", "unless-allowed allows"},
		{calico + "{serviceAccountSelector: all(), types: [Egress]}}", "198.51.100.7", "unless-allowed"},
		{calico + "{selector: app = cart, types: [Egress]}}", "198.51.100.7", "unless-allowed"},
		{calico + "{types: [Egress], preDNAT: true}}", "198.51.100.7", "always allows"},
		{global + "{namespaceSelector: team == 'web', types: [Egress]}}", "198.51.100.7", "unless-allowed"},
		{global + "{namespaceSelector: team == 'ops', types: [Egress]}}", "198.51.100.7", ""},
		{global + "{selector: app == 'db', types: [Ingress], ingress: [{action: Allow, source: {selector: app == 'cart'}}]}}", "data/db", "allows"},
		{cilium + "{endpointSelector: {}, egress: [{}]}}", "198.51.100.7", "unless-allowed allows"},
		{cilium + "{endpointSelector: {matchLabels: {'k8s:app': cart}}, egress: [{toCIDR: [198.51.100.0/24]}]}}", "198.51.100.7", "allows"},
		{cilium + "{endpointSelector: {matchLabels: {'any:app': db}}, egress: [{toCIDR: [198.51.100.0/24]}]}}", "203.0.113.7", ""},
		{cilium + "{endpointSelector: {}, egress: [{toEntities: [all]}], egressDeny: [{toCIDR: [198.51.100.7]}]}}", "198.51.100.7", "always"},
		{cilium + "{endpointSelector: {}, egress: [{toEntities: [world]}]}}", "198.51.100.7", "unless-allowed allows"},
		{cilium + "{endpointSelector: {}, egress: [{toEndpoints: [{matchLabels: {app: db}}]}]}}", "data/db", "unless-allowed"},
		{cilium + "{endpointSelector: {}, egress: [{toEndpoints: [{matchLabels: {'k8s:io.kubernetes.pod.namespace': data}}]}]}}", "data/db", "allows"},
		{cilium + "{endpointSelector: {}, egress: [{toPorts: [{ports: [{port: '443', protocol: ANY}]}]}]}}", "198.51.100.7", "allows"},
		{cilium + "{endpointSelector: {}, egress: [{toPorts: [{ports: [{port: '443'}], rules: {http: []}}]}]}}", "198.51.100.7", "unless-allowed allows"},
		{cilium + "{nodeSelector: {}, egress: [{}]}}", "198.51.100.7", "always allows"},
		{strings.Replace(cilium, "spec:", "specs:", 1) + "[{endpointSelector: {}, ingress: [{}]}, {endpointSelector: {}, egress: [{toCIDR: [10.0.0.0/8]}]}]}", "198.51.100.7", "unless-allowed"},
		{admin + "{subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [198.51.100.0/24]}]}]}}", "198.51.100.7", "always"},
		{admin + "{subject: {namespaces: {matchLabels: {team: ops}}}, egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]}}", "198.51.100.7", ""},
		{admin + "{subject: {namespaces: {}}, egress: [{action: Pass, to: [{networks: [0.0.0.0/0]}]}, {action: Deny, to: [{networks: [0.0.0.0/0]}]}]}}", "198.51.100.7", ""},
		{admin + "{subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: cart}}}}, egress: [{action: Allow, to: [{pods: {namespaceSelector: {}, podSelector: {}}}]}]}}", "data/db", "allows"},
		{admin + "{subject: {namespaces: {}}, egress: [{action: Deny, to: [{nodes: {}}]}]}}", "198.51.100.7", "always"},
		{admin + "{subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}], ports: [{portRange: {protocol: TCP, start: 1, end: 100}}]}]}}", "198.51.100.7", ""},
		{baseline + "{subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]}}", "198.51.100.7", "unless-isolated"},
		{baseline + "{subject: {namespaces: {}}, egress: [{action: Allow, to: [{networks: [0.0.0.0/0]}]}]}}", "198.51.100.7", ""},
		{cluster + "{tier: Baseline, subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]}}", "198.51.100.7", "unless-isolated"},
		{cluster + "{tier: Admin, subject: {namespaces: {}}, egress: [{action: Accept, to: [{networks: [0.0.0.0/0]}]}]}}", "198.51.100.7", "allows"},
		{ack + "{policyTypes: [Egress], nodeSelector: {}}}", "198.51.100.7", "always allows"},
		{ack + "{policyTypes: [Egress]}}", "198.51.100.7", ""},
	} {
		f := foreignFacts(t, c.policy, c.to, 443)
		got := []string{}
		for _, foreign := range f.Foreign {
			if foreign.Denies != "" {
				got = append(got, foreign.Denies)
			}
			if foreign.Allows {
				got = append(got, "allows")
			}
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s\nto %s: %q, want %q", c.policy, c.to, text, c.want)
		}
	}
}

// What the GlobalNetworkPolicies of ACK say about the source: whether they isolate it, and allow the packet.
func TestGlobalPolicies(t *testing.T) {
	const head = "{apiVersion: network.alibabacloud.com/v1beta2, kind: GlobalNetworkPolicy, metadata: {name: p}, spec: "
	for _, c := range []struct {
		spec, to string
		want     Match // "" when the source is not isolated
	}{
		{"{policyTypes: [Egress]}", "198.51.100.7", No},
		{"{policyTypes: [Ingress]}", "198.51.100.7", ""},
		{"{egress: [{}]}", "198.51.100.7", Yes},
		{"{podSelector: {matchLabels: {app: db}}, egress: [{}]}", "198.51.100.7", ""},
		{"{namespaceSelector: {matchLabels: {team: ops}}, egress: [{}]}", "198.51.100.7", ""},
		{"{namespaceSelector: {matchLabels: {team: web}}, egress: [{to: [{ipBlock: {cidr: 198.51.100.0/24}}], ports: [{port: 443}]}]}", "198.51.100.7", Yes},
		{"{egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]}", "data/db", Yes},
		{"{egress: [{to: [{podSelector: {matchLabels: {app: db}}, namespaceSelector: {matchLabels: {team: web}}}]}]}", "data/db", No},
		{"{egress: [{ports: [{protocol: UDP, port: 443}]}]}", "198.51.100.7", No},
		{"{egress: [{ports: [{port: 400, endPort: 500}]}]}", "198.51.100.7", Yes},
	} {
		f := foreignFacts(t, head+c.spec+"}", c.to, 443)
		got := Match("")
		for _, g := range f.Global {
			if g.End == "egress" {
				got = g.Side.Allowed
			}
		}
		if got != c.want || len(f.Foreign) > 0 {
			t.Errorf("%s to %s: %q and %v, want %q", c.spec, c.to, got, f.Foreign, c.want)
		}
	}
}

// The rules of TrafficPolicies that match, as action and answer.
func TestTrafficPolicies(t *testing.T) {
	const head = "{apiVersion: network.alibabacloud.com/v1alpha1, kind: TrafficPolicy, metadata: {name: p, namespace: shop}, spec: {selector: {}, "
	for _, c := range []struct{ spec, to, want string }{
		{"egress: {rules: [{action: allow, to: [{cidr: 198.51.100.0/24}]}]}", "198.51.100.7", "allow yes"},
		{"egress: {rules: [{action: deny, to: [{cidr: 198.51.100.0/24}]}, {action: allow, to: [{cidr: 0.0.0.0/0}]}]}", "198.51.100.7", "deny yes, allow yes"},
		{"egress: {rules: [{action: allow, to: [{cidr: 10.1.64.20}]}]}", "data/db", "allow yes"},
		{"egress: {rules: [{action: reject, to: [{cidr: 0.0.0.0/0}], ports: [{protocol: TCP, port: 443}]}]}", "198.51.100.7", "reject yes"},
		{"egress: {rules: [{action: deny, to: [{cidr: 0.0.0.0/0}], ports: [{protocol: UDP}]}]}", "198.51.100.7", ""},
		{"egress: {rules: [{action: deny, to: [{cidr: 0.0.0.0/0}], ports: [{port: 443}]}]}", "198.51.100.7", "deny maybe"},
		{"egress: {rules: [{action: allow, to: [{service: {name: db, namespace: data}}]}]}", "data/db", "allow yes"},
		{"egress: {rules: [{action: allow, to: [{service: {name: '*', namespace: data}}]}]}", "data/db", "allow yes"},
		{"egress: {rules: [{action: allow, to: [{service: {name: db}}]}]}", "data/db", "allow maybe"},
		{"egress: {rules: [{action: allow, to: [{workload: {namespace: data, selector: {app: db}}}]}]}", "data/db", "allow yes"},
		{"egress: {rules: [{action: allow, to: [{workload: {namespace: shop, selector: {app: db}}}]}]}", "data/db", ""},
		{"egress: {rules: [{action: allow, to: [{fqdn: api.example.com}]}]}", "host:api.example.com", "allow yes"},
		{"egress: {rules: [{action: allow, to: [{fqdn: api.example.com}]}]}", "198.51.100.7", "allow maybe"},
		{"egress: {rules: [{action: deny}]}", "198.51.100.7", "deny maybe"},
		{"egress: {rules: []}", "198.51.100.7", ""},
		{"ingress: {rules: [{action: deny, from: [{cidr: 0.0.0.0/0}]}]}", "198.51.100.7", ""},
	} {
		f := foreignFacts(t, head+c.spec+"}}", c.to, 443)
		got := []string{}
		for _, side := range f.Traffic {
			for _, rule := range side.Rules {
				got = append(got, rule.Action+" "+string(rule.Match))
			}
		}
		if text := strings.Join(got, ", "); text != c.want || len(f.Foreign) > 0 {
			t.Errorf("%s to %s: %q and %v, want %q", c.spec, c.to, text, f.Foreign, c.want)
		}
	}
}

// The readings of a side: by the letter for pods and nodes, without port ranges, and without exceptions.
func TestReadingsOfPolicies(t *testing.T) {
	const head = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: shop}, spec: {podSelector: {}, policyTypes: [Egress], egress: "
	for _, c := range []struct {
		egress, to                             string
		allowed, byBlock, unranged, unexcepted Match
	}{
		{"[{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]", "10.1.0.10", No, Yes, Yes, Yes},
		{"[{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]", "10.1.0.99", Yes, Yes, Yes, Yes},
		{"[{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]", "data/db", No, Yes, Yes, Yes},
		{"[{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]", "10.1.0.99", No, No, No, Yes},
		{"[{ports: [{port: 400, endPort: 500}]}]", "198.51.100.7", Yes, Yes, Maybe, Yes},
		{"[{ports: [{port: 400, endPort: 500}]}, {ports: [{port: 443}]}]", "198.51.100.7", Yes, Yes, Yes, Yes},
		{"[{ports: [{port: 1, endPort: 2}]}]", "198.51.100.7", No, No, No, No},
	} {
		side := foreignFacts(t, head+c.egress+"}}", c.to, 443).Egress
		got := [...]Match{side.Allowed, side.ByBlock, side.Unranged, side.Unexcepted}
		if got != [...]Match{c.allowed, c.byBlock, c.unranged, c.unexcepted} {
			t.Errorf("%s to %s: %v", c.egress, c.to, got)
		}
	}
}

// A policy that the API server refuses never gets here from a bundle; the index doubts it all the same.
func TestRefusedPolicy(t *testing.T) {
	o := refusedPolicy(&model.Policy{Namespace: "shop", Name: "p"})
	if o.selects("shop", nil, nil) != Maybe || o.selects("data", nil, nil) != No || o.effect(policyEgress, policyPacket{}) != (otherEffect{deniesAlways, true}) {
		t.Errorf("%+v", o)
	}
}
