package facts

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/labels"

	"github.com/egresslint/egresslint/pkg/model"
)

// The directions of a NetworkPolicy.
const (
	policyEgress = iota
	policyIngress
	policyDirections
)

// policyIndex answers what the policies of a bundle say about two ends. It never changes once built.
//
// Pods fall into few classes: two pods of one namespace whose labels agree in every key that some selector asks for
// are the same to every policy. All selectors are evaluated against the classes, once, when the index is built.
type policyIndex struct {
	places     map[*model.Template]policyPlace
	policies   map[string][]*policy // by namespace
	plain      []*policy            // the same, in the order of their names
	globals    []*policyGlobal
	others     []*policyOther
	peers      []*policyPeer // the peers that are selectors; a peer's number is its index
	keys       []string      // the label keys that selectors ask for, sorted
	namespaces map[string]*model.Namespace
	spaced     bool                // the bundle has Namespaces
	nodes      map[netip.Addr]bool // the addresses of nodes
	nodesKnown bool                // there are Nodes
}

// policyPlace is what the index knows about one pod or template.
type policyPlace struct {
	class              *policyClass
	exclusive, virtual bool // every node that it may be on is of exclusive ENIs, or virtual
}

// policyClass is the pods of one namespace that no selector tells apart.
type policyClass struct {
	selectedBy [policyDirections][]*policy
	globalBy   [policyDirections][]*policy
	others     []*policyOther // that select it, or may
	peers      policyBits     // the numbers of the peers that select it
	perhaps    policyBits     // the numbers of those that may
	unlabelled bool           // no object in the bundle tells the labels of its namespace
}

func newPolicyIndex(n *model.Network) *policyIndex {
	x := &policyIndex{
		places:     make(map[*model.Template]policyPlace, len(n.Pods)+len(n.Workloads)),
		policies:   map[string][]*policy{},
		namespaces: n.Namespaces,
		spaced:     slices.ContainsFunc(slices.Collect(maps.Values(n.Namespaces)), func(s *model.Namespace) bool { return !s.Ref.IsZero() }),
		nodes:      map[netip.Addr]bool{},
		nodesKnown: len(n.Nodes) > 0,
	}
	x.compile(n)
	classes := policyClasses{index: x, known: map[string]*policyClass{}}
	nodes := newPolicyNodes(n.Nodes)
	for _, p := range n.Pods {
		x.places[&p.Template] = nodes.place(&p.Template, classes.of(p.Namespace, p.Labels))
		x.nodes[p.HostIP] = true
	}
	for _, w := range n.Workloads {
		x.places[&w.Template] = nodes.place(&w.Template, classes.of(w.Namespace, w.Labels))
	}
	for _, node := range n.Nodes {
		x.nodes[node.InternalIP] = true
	}
	delete(x.nodes, netip.Addr{})
	return x
}

// compile translates the policies, in the order of their names. What one that the API server would refuse was meant to do
// is not known.
func (x *policyIndex) compile(n *model.Network) {
	written := slices.Clone(n.Policies)
	slices.SortStableFunc(written, func(a, b *model.Policy) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	c := policyCompiler{public: publicSpace(), services: n.Services}
	for _, w := range written {
		p, err := c.policy(w)
		if err != nil {
			x.others = append(x.others, refusedPolicy(w))
			continue
		}
		x.policies[w.Namespace], x.plain = append(x.policies[w.Namespace], p), append(x.plain, p)
	}
	for _, f := range n.ForeignPolicies {
		x.compileForeign(&c, f)
	}
	slices.SortStableFunc(x.others, func(a, b *policyOther) int {
		return cmp.Or(cmp.Compare(a.priority, b.priority), cmp.Compare(a.Name, b.Name))
	})
	x.peers = c.peers
	x.keys = slices.Compact(slices.Sorted(slices.Values(c.keys)))
}

// namespaceLabels returns the labels of a namespace, nil where nothing tells them. In a bundle with Namespaces, one that is left
// out is one that nobody labels; but those of the system are in no manifests, whoever labels them.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces
func (x *policyIndex) namespaceLabels(name string) labels.Set {
	space := x.namespaces[name]
	switch {
	case space != nil && !space.Ref.IsZero():
		return space.Labels
	case x.spaced && !strings.HasPrefix(name, "kube-"):
		return labels.Set{"kubernetes.io/metadata.name": name}
	}
	return nil
}

// policyClasses gives pods their classes while the index is built.
type policyClasses struct {
	index *policyIndex
	known map[string]*policyClass
}

func (c *policyClasses) of(namespace string, podLabels map[string]string) *policyClass {
	key := c.key(namespace, podLabels)
	class, ok := c.known[key]
	if !ok {
		class = c.index.newClass(namespace, podLabels)
		c.known[key] = class
	}
	return class
}

// key joins what selectors may ask for with bytes that no label contains.
func (c *policyClasses) key(namespace string, podLabels map[string]string) string {
	var b strings.Builder
	b.WriteString(namespace)
	for _, key := range c.index.keys {
		if value, ok := podLabels[key]; ok {
			b.WriteString("\x00" + key + "\x01" + value)
		}
	}
	return b.String()
}

func (x *policyIndex) newClass(namespace string, podLabels map[string]string) *policyClass {
	class := &policyClass{peers: newPolicyBits(len(x.peers)), perhaps: newPolicyBits(len(x.peers))}
	pod, around := labels.Set(podLabels), x.namespaceLabels(namespace)
	class.unlabelled = around == nil
	for _, p := range x.policies[namespace] {
		if p.pods.Matches(pod) {
			p.isolate(&class.selectedBy)
		}
	}
	for _, g := range x.globals {
		switch g.selects(namespace, around, pod) {
		case Yes:
			g.isolate(&class.globalBy)
		case Maybe:
			class.others = append(class.others, g.doubted())
		}
	}
	for _, o := range x.others {
		switch m := o.selects(namespace, around, pod); {
		case m == No:
		case m == Maybe && o.family == model.TrafficPolicies:
			class.others = append(class.others, o.doubted())
		default:
			class.others = append(class.others, o)
		}
	}
	for i, peer := range x.peers {
		switch peer.selects(namespace, around, pod) {
		case Yes:
			class.peers.set(i)
		case Maybe:
			class.perhaps.set(i)
		}
	}
	return class
}

// isolate adds the policy to the directions that it isolates.
func (p *policy) isolate(by *[policyDirections][]*policy) {
	for direction, side := range p.sides {
		if side.isolates {
			by[direction] = append(by[direction], p)
		}
	}
}

// policyNodes finds the nodes that a pod may be on.
type policyNodes struct {
	byName     map[string]*model.Node
	all        []*model.Node
	bySelector map[string][]*model.Node
}

func newPolicyNodes(nodes []*model.Node) *policyNodes {
	n := &policyNodes{byName: map[string]*model.Node{}, all: nodes, bySelector: map[string][]*model.Node{}}
	for _, node := range nodes {
		n.byName[node.Name] = node
	}
	return n
}

func (n *policyNodes) place(t *model.Template, class *policyClass) policyPlace {
	nodes := n.of(t)
	place := policyPlace{class: class, exclusive: len(nodes) > 0, virtual: len(nodes) > 0}
	for _, node := range nodes {
		place.exclusive = place.exclusive && node.ExclusiveENI
		place.virtual = place.virtual && node.Virtual
	}
	place.virtual = place.virtual || t.NodeName == "" && asksForVirtualNode(t)
	return place
}

// of returns the node of a placed pod; for any other template the nodes that its node selector and affinity leave.
func (n *policyNodes) of(t *model.Template) []*model.Node {
	if t.NodeName != "" {
		if node, ok := n.byName[t.NodeName]; ok {
			return []*model.Node{node}
		}
		return nil
	}
	key := placementKey(t)
	nodes, ok := n.bySelector[key]
	if !ok {
		for _, node := range n.all {
			if suits(node, t) {
				nodes = append(nodes, node)
			}
		}
		n.bySelector[key] = nodes
	}
	return nodes
}

// policyBits is a set of small numbers.
type policyBits []uint64

func newPolicyBits(n int) policyBits { return make(policyBits, (n+63)/64) }

func (b policyBits) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b policyBits) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
