package policy

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/policies"
)

// The oracles say once more what the gates say, and find it in another way: they loop where the gates sort, count where
// these calculate, and compare texts of bits where these have tries. They ask the whole pipeline behind the reading of
// files: a network, the record that Go makes of a flow, the answer of the gate's policies.
//
// Each compares 100,000 answers about bundles of the seeds from EGRESSLINT_SEED on, or as many as EGRESSLINT_ANSWERS says,
// and those of seeds without an end by make fuzz. The universes are small, so that rules overlap and tie all the time.

// oracle is one comparison of a gate with another construction of its answers.
type oracle struct {
	t      testing.TB
	seed   uint64
	tried  int // answers
	gates  map[string]*oracleGate
	engine *Engine
}

// oracleGate is one gate of the policies. Equal records are evaluated once.
type oracleGate struct {
	query rego.PreparedEvalQuery
	known map[facts.Key]oracleHop
}

// oracleHop is what a gate answers; without a verdict it has no hop.
type oracleHop struct {
	verdict, reason, note string
	at                    facts.Handle
}

// oracleBundle compares the answers about the flows of the bundle that random numbers make.
type oracleBundle func(o *oracle, r *rand.Rand)

// tryOracle compares the answers about one bundle after another.
func tryOracle(t *testing.T, bundle oracleBundle, gates ...string) {
	t.Helper()
	answers := 100_000
	if n, err := strconv.Atoi(os.Getenv("EGRESSLINT_ANSWERS")); err == nil {
		answers = n
	}
	o := newOracle(t, gates)
	o.seed, _ = strconv.ParseUint(os.Getenv("EGRESSLINT_SEED"), 10, 64)
	for ; o.tried < answers && !t.Failed(); o.seed++ {
		bundle(o, rand.New(rand.NewPCG(o.seed, 15)))
	}
	evaluated := 0
	for _, gate := range o.gates {
		evaluated += len(gate.known)
	}
	t.Logf("%d answers to %d different records", o.tried, evaluated)
}

// fuzzOracle compares the answers about the bundle of any seed.
func fuzzOracle(f *testing.F, bundle oracleBundle, gates ...string) {
	f.Add(uint64(1))
	o := newOracle(f, gates)
	f.Fuzz(func(t *testing.T, seed uint64) {
		o.t, o.seed = t, seed
		bundle(o, rand.New(rand.NewPCG(seed, 15)))
	})
}

func newOracle(t testing.TB, gates []string) *oracle {
	t.Helper()
	names, err := moduleNames(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := readCompiled(policies.FS, names)
	if err == nil && tree == nil {
		tree, err = compileSources(policies.FS, names)
	}
	if err != nil {
		t.Fatal(err)
	}
	o := &oracle{t: t, gates: map[string]*oracleGate{}, engine: &Engine{memo: newMemo()}}
	compiler := tree.compiler()
	for _, gate := range gates {
		query, err := rego.New(
			rego.Compiler(compiler),
			rego.Query("data.egress.gate."+strings.ReplaceAll(gate, "-", "_")+".hop"),
			rego.StrictBuiltinErrors(true),
		).PrepareForEval(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		o.gates[gate] = &oracleGate{query, map[facts.Key]oracleHop{}}
	}
	return o
}

// hop returns what the gate answers, and the name of the place that it decided at.
func (o *oracle) hop(gate string, c *facts.Case) (oracleHop, string) {
	o.t.Helper()
	g := o.gates[gate]
	hop, known := g.known[c.Key()]
	if !known {
		hop = o.evaluate(g, c)
		g.known[c.Key()] = hop
	}
	if hop.verdict != "" {
		o.tried++
	}
	entity, _ := c.Entity(hop.at)
	return hop, entity.Name
}

func (o *oracle) evaluate(g *oracleGate, c *facts.Case) oracleHop {
	o.t.Helper()
	alone := *c
	alone.Lookups = nil // the questions to DNS servers are packets of their own
	input, err := o.engine.input(context.Background(), &alone)
	if err != nil {
		o.t.Fatal(err)
	}
	results, err := g.query.Eval(context.Background(), rego.EvalParsedInput(input))
	if err != nil {
		o.fail("%v\n%s", err, c.AppendJSON(nil))
	}
	if len(results) == 0 {
		return oracleHop{}
	}
	hop := results[0].Expressions[0].Value.(map[string]any)
	return oracleHop{hop["verdict"].(string), hop["reason"].(string), hop["note"].(string), facts.Handle(hop["at"].(string))}
}

// cases returns the cases of a flow, one for each replica.
func (o *oracle) cases(f *facts.Facts, source facts.Source, target, family string) []*facts.Case {
	o.t.Helper()
	asked, err := f.Target(source, target, 0, "")
	if err != nil {
		o.t.Fatal(err)
	}
	var cases []*facts.Case
	for _, replica := range f.Flow(source, asked, family).Replicas {
		cases = append(cases, replica...)
	}
	return cases
}

// partOf returns the number of a part of records.
func partOf(name string) int { return slices.Index(facts.Parts[:], name) }

// kept is what a gate needs of a record.
type kept struct{ flow, target, pod []string }

// trimmed returns the case with nothing but what a gate needs, and with its handles in the order of their use: more records
// are equal then, and fewer are evaluated. What a gate does ask for and no longer finds changes its answer.
func (o *oracle) trimmed(c *facts.Case, keep kept) *facts.Case {
	o.t.Helper()
	less := *c
	for part, fields := range map[int][]string{partOf("flow"): keep.flow, partOf("target"): keep.target, partOf("pod"): keep.pod} {
		text := []byte{'{'}
		for i, field := range fields {
			if i > 0 {
				text = append(text, ',')
			}
			text = append(append(append(text, '"'), field...), '"', ':')
			text = append(text, fieldOf(c.Parts[part].JSON, field)...)
		}
		less.Parts[part] = renumbered(c.Parts[part], append(text, '}'), facts.Parts[part]+"/")
	}
	return &less
}

// fieldOf returns the value of a field of an object, as it is written without blanks.
func fieldOf(object []byte, name string) []byte {
	depth, start := 0, -1
	for i := 0; i < len(object); i++ {
		switch c := object[i]; {
		case c == '"':
			end := i + 1
			for object[end] != '"' || object[end-1] == '\\' {
				end++
			}
			if depth == 1 && start < 0 && object[end+1] == ':' && string(object[i+1:end]) == name {
				start = end + 2
			}
			i = end
		case c == '{' || c == '[':
			depth++
		case start >= 0 && depth == 1 && (c == ',' || c == '}'):
			return object[start:i]
		case c == '}' || c == ']':
			depth--
		}
	}
	panic("no field " + name)
}

// renumbered returns the component of the text, whose handles are those of another.
func renumbered(old *facts.Component, text []byte, prefix string) *facts.Component {
	made := &facts.Component{}
	numbers := map[int]int{}
	for {
		head, tail, more := bytes.Cut(text, []byte(`"`+prefix))
		made.JSON = append(made.JSON, head...)
		if !more {
			break
		}
		end := bytes.IndexByte(tail, '"')
		number, _ := strconv.Atoi(string(tail[:end]))
		if _, known := numbers[number]; !known {
			numbers[number] = len(made.Entities)
			made.Entities = append(made.Entities, old.Entities[number])
		}
		made.JSON = append(made.JSON, `"`+prefix+strconv.Itoa(numbers[number])...)
		text = tail[end:]
	}
	return digested(made)
}

// digested gives a component the digest of its text.
func digested(c *facts.Component) *facts.Component {
	sum := sha256.Sum256(c.JSON)
	c.ID = facts.Digest(sum[:16])
	return c
}

// fail tells the seed and what is beside it.
func (o *oracle) fail(format string, args ...any) {
	o.t.Helper()
	o.t.Fatalf("EGRESSLINT_SEED=%d: %s", o.seed, fmt.Sprintf(format, args...))
}

// pick returns one of the choices.
func pick[T any](r *rand.Rand, choices ...T) T { return choices[r.IntN(len(choices))] }

// rarely is true for one of n.
func rarely(r *rand.Rand, n int) bool { return r.IntN(n) == 0 }

// bitsOf returns the bits that the addresses of a range have in common, after the number of its family; false for a text
// that is no range. A text without a length is one address, and what is beyond the length does not count.
func bitsOf(text string) (string, bool) {
	address, length, ranged := strings.Cut(strings.TrimSpace(text), "/")
	addr, err := netip.ParseAddr(address)
	if err != nil {
		return "", false
	}
	bits := addr.BitLen()
	if ranged {
		if bits, err = strconv.Atoi(length); err != nil {
			return "", false
		}
	}
	family := "6:"
	if addr.Is4() {
		family = "4:"
	}
	var b strings.Builder
	for _, octet := range addr.AsSlice() {
		fmt.Fprintf(&b, "%08b", octet)
	}
	return family + b.String()[:bits], true
}

// within tells whether all, some or none of the addresses of one range are in another.
func within(inner, outer string) facts.Match {
	switch {
	case strings.HasPrefix(inner, outer):
		return facts.Yes
	case strings.HasPrefix(outer, inner):
		return facts.Maybe
	}
	return facts.No
}

// exported says how complete an answer is.
func exported(n *model.Network, evidence model.Evidence, api, owner string) {
	if evidence != model.Absent {
		n.Exports = append(n.Exports, model.Export{API: api, Owner: owner, Evidence: evidence})
	}
}

// plainCluster is a Terway cluster of the VPC vpc that says nothing unusual.
func plainCluster() *model.Network {
	n := &model.Network{VPCs: []*model.VPC{{ID: "vpc", CIDRs: []model.Prefix{model.ParsePrefix("10.0.0.0/16")}, IPv6CIDRs: []model.Prefix{model.ParsePrefix("2001:db8::/56")}}}}
	// Without a region, OSS is anywhere in the range of the platform's services. The addresses of Services are none of those that
	// flows go to.
	n.Cluster.VPC.Value = "vpc"
	n.Cluster.ServiceCIDR, n.Cluster.ServiceCIDRRef = model.ParsePrefix("192.168.0.0/20"), model.Ref{Record: 1}
	n.Cluster.Product.Value, n.Cluster.Plugin.Value, n.Cluster.Mode.Value = "ack", "terway", "shared-eni"
	return n
}

func addrs(texts ...string) []netip.Addr {
	var out []netip.Addr
	for _, text := range texts {
		out = append(out, netip.MustParseAddr(text))
	}
	return out
}

// podAt is a pod with addresses.
func podAt(n *model.Network, name, node string, addresses ...string) *model.Pod {
	p := &model.Pod{Template: model.Template{NodeName: node}, Namespace: "shop", Name: name, IPs: addrs(addresses...)}
	n.Pods = append(n.Pods, p)
	return p
}

// eniWith is an ENI with addresses, of which the first is its own.
func eniWith(n *model.Network, id, vswitch string, groups []string, addresses ...string) *model.ENI {
	e := &model.ENI{ID: id, Type: "Secondary", VPC: "vpc", VSwitch: vswitch, SecurityGroups: groups, Primary: netip.MustParseAddr(addresses[0])}
	for _, address := range addresses {
		a := model.Address{Addr: netip.MustParseAddr(address)}
		if a.Addr.Is6() {
			e.IPv6 = append(e.IPv6, a)
		} else {
			e.Addresses = append(e.Addresses, a)
		}
	}
	n.ENIs = append(n.ENIs, e)
	return e
}
