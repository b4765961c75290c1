package facts

import (
	"net/netip"
	"slices"
	"sync"

	"github.com/egresslint/egresslint/pkg/model"
)

// Options limit or extend what flows are asked about.
type Options struct {
	Gates         []string // the gates to judge; empty means all
	SMTPUnblocked bool     // the platform's block of outbound TCP 25 is lifted for the account
	Asked         bool     // the user asks about the flows: what is good to know of a flow that works is told
	DNSExempt     bool     // security groups do not filter the DNS servers of the VPC
}

// Facts answers questions about the flows of one bundle. It is safe for concurrent use.
//
// What a flow's record says depends on few things: which policies and groups select the source, in which of the ranges
// that rules and entries name its address lies, and the target. Facts are computed once for each combination of these;
// 10,000 pods are told apart by a few hundred.
type Facts struct {
	options   Options
	network   *model.Network
	names     *names
	policies  *policyIndex
	groups    *groupIndex
	exits     *exitIndex
	owners    *ownerIndex
	resolver  *resolver
	terway    *terwayIndex
	cluster   map[string]*Component // by the families of a node that has its own
	podRanges []model.Prefix        // of kube-proxy
	apart     *Component            // between ends that no container network holds
	divided   bool                  // something names a part of the range of the platform's services

	mu        sync.Mutex
	places    map[placeKey][]*place
	placed    int // places in it
	questions map[questionKey]*question
	answers   map[answerKey]*Component
	texts     map[Digest][]byte // of components, for equal ones share them
	atoms     atoms
	classes   map[identityClass]int
	reaches   map[reachKey]*Component // what policies say about destination pods
}

// New prepares the network for questions.
func New(n *model.Network, o Options) *Facts {
	f := &Facts{
		options:   o,
		network:   n,
		names:     newNames(n),
		policies:  newPolicyIndex(n),
		groups:    newGroupIndex(n),
		exits:     newExitIndex(n),
		owners:    newOwnerIndex(n),
		places:    map[placeKey][]*place{},
		questions: map[questionKey]*question{},
		answers:   map[answerKey]*Component{},
		texts:     map[Digest][]byte{},
		atoms:     newAtoms(n),
		classes:   map[identityClass]int{},
		reaches:   map[reachKey]*Component{},
	}
	f.terway = newTerwayIndex(n, f.owners.vswitches)
	f.divided = partsOfServices(n)
	f.podRanges = podRangesOf(n)
	f.cluster = map[string]*Component{}
	f.apart = f.part(betweenPart, func(*table) any {
		return BetweenFacts{There: podWay{}.facts(), Back: podWay{}.facts()}
	})
	f.resolver = newResolver(f)
	return f
}

// Source returns the workload or pod that text names, NS/NAME or NS/KIND/NAME, or the instance of ecs:ID. The error says
// what there is instead.
func (f *Facts) Source(text string) (Source, error) { return f.names.source(text) }

// Target returns the target that text names for the source. A port and a protocol that stand beside the text go with it;
// 0 and "" leave them to it. The error says what is wrong.
func (f *Facts) Target(s Source, text string, port int, protocol string) (Target, error) {
	t, err := f.names.targetAt(text, port, protocol, objectNameOf(s).namespace)
	switch {
	case err != nil:
		return t, err
	case s.Instance != nil:
		return t, s.Instance.reachesFrom(t)
	}
	return f.names.aliased(s, t), nil
}

// Demands returns the flows that the bundle shows somebody wants, in one fixed order.
func (f *Facts) Demands() []Demand { return f.names.demands() }

// Flow returns the records of one question: for every replica of the source, or every place where one may land, a case
// for each end that the network may choose.
func (f *Facts) Flow(s Source, t Target, family string) *Flow {
	f.mu.Lock()
	defer f.mu.Unlock()
	t = f.atPort(t.in(family))
	t.outside = s.Instance != nil && s.Instance.Role != "node"
	questions := f.ends(t, family)
	places := f.placesOf(s, family)
	flow := &Flow{Source: s, From: f.names.plainName(s), Target: t, Family: family, Replicas: make([][]*Case, len(places))}
	asking := f.resolver.askers(s, t, family)
	var name numberedName
	if asking != nil {
		name = f.resolver.nameOf(t)
	}
	for i, p := range places {
		if t.keepsLocal() {
			questions = f.ends(f.near(p, t), family)
		}
		replica := make([]*Case, len(questions))
		for j, q := range questions {
			replica[j] = f.ask(p, q)
			if asking != nil {
				f.resolver.resolve(replica[j], asking[i], name)
			}
		}
		flow.Replicas[i] = replica
	}
	return flow
}

// question is a target with one of its ends, and what is known about it whoever asks.
type question struct {
	id       int
	family   string
	target   Target // with the address and port of the end
	entity   Entity // the target by its name
	dst      policyEnd
	node     *model.Node    // of a destination pod
	hostIP   netip.Addr     // of that node, as the pod says
	holder   *model.Node    // whose range for pods holds the destination address, or node
	eni      *model.ENI     // that owns the destination address
	members  *model.ENI     // whose security groups are the destination's: eni, or one such as its pod will have
	subnet   *model.VSwitch // that the destination address lies in
	arrives  aclDestination // where packets to it meet network ACLs
	backends servers        // of a load balancer
	on       []string       // nodes of an end of a target inside; none where that is not known
	flow     *Component
	facts    *Component
}

type questionKey struct {
	text, kind, id, protocol, family string
	host, gates, way, expected       string
	addr, literal                    netip.Addr
	within                           netip.Prefix
	port                             int
	uncertain, lookup, outside       bool
	endpoint                         *model.Endpoint
	end                              *model.Template
	service                          *model.Service
	standing                         standing
}

// ends returns a question for every end of the target that has the family: one, or one for each end behind it.
func (f *Facts) ends(t Target, family string) []*question {
	switch {
	case t.Inside != nil && t.outside:
		return f.asked(t, family)
	case t.Inside != nil && t.way == "":
		return f.ways(t, family)
	}
	var out []*question
	for _, peer := range t.Pods {
		if peer.Addr.IsValid() && familyOf(peer.Addr) != family {
			continue
		}
		end := t
		end.Pods = nil
		if peer.Port > 0 {
			end.Port = peer.Port
		}
		if end.Addr = peer.addr(family); peer.Addr.IsValid() {
			end = f.names.endAt(end)
		}
		out = append(out, f.question(end, family, peer))
	}
	if len(out) == 0 {
		return f.fronts(t, family)
	}
	return out
}

// fronts returns a question for every address of the family that a client of a load balancer may pick, for every range that
// the endpoint of a bucket may be in, and one for any other target.
func (f *Facts) fronts(t Target, family string) []*question {
	var out []*question
	for _, addr := range t.Choices {
		if familyOf(addr) == family {
			end := t
			end.Addr = addr
			out = append(out, f.question(end, family, Peer{}))
		}
	}
	for _, within := range f.bucketRanges(t) {
		end := t
		end.Within = within
		out = append(out, f.question(end, family, Peer{}))
	}
	if len(out) > 0 {
		return out
	}
	return []*question{f.question(t, family, Peer{})}
}

// addr returns the address of an end in the family; the zero Addr when it is not known.
func (p Peer) addr(family string) netip.Addr {
	if p.Pod == nil {
		return p.Addr
	}
	i := slices.IndexFunc(p.Pod.IPs, func(a netip.Addr) bool { return familyOf(a) == family })
	if i < 0 {
		return netip.Addr{}
	}
	return p.Pod.IPs[i]
}

func familyOf(a netip.Addr) string {
	if a.Unmap().Is4() {
		return "ipv4"
	}
	return "ipv6"
}

func (f *Facts) question(t Target, family string, end Peer) *question {
	key := questionKey{
		text: t.Text, kind: t.Kind, id: t.ID, protocol: t.Protocol, family: family, addr: t.Addr, within: t.Within,
		port: t.Port, uncertain: t.Uncertain, endpoint: t.Endpoint, host: t.Host, gates: t.gates, lookup: t.lookup, outside: t.outside, literal: t.literal,
		service: t.Service, standing: t.standing(), way: t.way, expected: t.Expected,
	}
	if t.Inside != nil {
		key.service = t.Inside.Service
	}
	switch {
	case end.Pod != nil:
		key.end = &end.Pod.Template
	case end.Workload != nil:
		key.end = &end.Workload.Template
	}
	known, ok := f.questions[key]
	if !ok {
		known = f.newQuestion(t, family, end)
		f.questions[key] = known
	}
	return known
}

func (f *Facts) newQuestion(t Target, family string, end Peer) *question {
	q := &question{id: len(f.questions), family: family, target: t, entity: Entity{t.called(), t.Ref}}
	switch {
	case end.Pod != nil:
		q.dst, q.node, q.hostIP = podEnd(end.Pod), f.owners.nodeOf(&end.Pod.Template), end.Pod.HostIP
	case end.Workload != nil:
		q.dst = workloadEnd(end.Workload)
	}
	if t.way == endWay {
		q.on = f.nodesOf(end)
	}
	if !f.elsewhere(t) {
		q.eni, q.subnet = f.owners.eniOf(t.Addr), f.owners.vswitchOf(t.where().Addr())
	}
	if t.Balancer != nil {
		q.eni, q.backends = frontENI(t.Balancer, t.Addr), f.names.vips.servers(t)
	}
	q.target.around = f.around(q)
	if q.members = q.eni; q.eni == nil && t.Balancer == nil {
		q.members = f.expected(end, family)
	}
	if q.holder = q.node; q.holder == nil {
		q.holder = f.owners.podHolder(t.Addr)
	}
	q.arrives = aclDestination{q.eni, q.subnet}
	if t.outside && q.isContained() && f.hasContainerNetwork() {
		q.members, q.arrives = f.owners.entrance(q)
	}
	q.flow = f.flowPart(q)
	q.facts = f.targetPart(q)
	return q
}

// maxAnyGroup is how many groups a VPC may have for all of them to be tried. They hardly agree where there are more.
const maxAnyGroup = 32

// anyGroup returns what each security group of the VPC makes of a packet of an identity whose groups are not known. An ENI
// has some of them, so that what they agree on holds whichever these are.
func (f *Facts) anyGroup(t *table, id Identity, q *question) []SecurityGroupFacts {
	out := []SecurityGroupFacts{}
	if evidence, _ := f.network.Evidence("ecs:DescribeSecurityGroups", ""); len(id.Groups) > 0 || evidence != model.Complete {
		return out
	}
	for _, group := range f.network.SecurityGroups {
		if !f.owners.local(group.VPC) {
			continue
		}
		if len(out) == maxAnyGroup {
			return []SecurityGroupFacts{}
		}
		id.Groups = []string{group.ID}
		out = append(out, f.groups.facts(t, id, q.target, q.members))
	}
	return out
}

// expected returns an ENI such as a destination pod has, or will get: with the groups that are the same wherever it lands;
// nil where these are not known.
func (f *Facts) expected(end Peer, family string) *model.ENI {
	var places []*place
	switch {
	case end.Pod != nil && !end.Pod.HostNetwork:
		places = f.podPlaces(Source{Pod: end.Pod}, end.Pod, family)
	case end.Workload != nil && !end.Workload.HostNetwork:
		places = f.placesOf(Source{Workload: end.Workload}, family)
	}
	var groups []string
	for _, p := range places {
		if groups = p.pod.Groups; len(groups) == 0 || f.contained(p) || !slices.Equal(groups, places[0].pod.Groups) {
			return nil
		}
	}
	if len(groups) == 0 {
		return nil
	}
	return &model.ENI{SecurityGroups: groups, VPC: f.network.Cluster.VPC.Value}
}

// answerKey identifies the facts of one part: about everybody of one class, and one question.
type answerKey struct {
	part     int
	class    any
	question int
}

// answer returns the component of a part that is the same for all of the class.
func (f *Facts) answer(key answerKey, compute func(t *table) any) *Component {
	if known, ok := f.answers[key]; ok {
		return known
	}
	made := f.part(key.part, compute)
	f.answers[key] = made
	return made
}

func (f *Facts) part(part int, compute func(t *table) any) *Component {
	t := &table{name: Parts[part]}
	made := NewComponent(compute(t), t.entities)
	if text, ok := f.texts[made.ID]; ok {
		made.JSON = text
	} else {
		f.texts[made.ID] = made.JSON
	}
	return made
}

// The parts of a record, as indexes of Parts.
const (
	flowPart = iota
	clusterPart
	sourcePart
	targetPart
	policyPart
	betweenPart
	balancerPart
	podPart
	nodePart
	dnsPart
	objectPart
)

// ask returns the record of what the replica in one place sends to one end.
func (f *Facts) ask(p *place, q *question) *Case {
	source := f.sourceOf(p, q)
	return &Case{
		Call:    source.call,
		Replica: p.name,
		Fixed:   p.fixed,
		Target:  q.entity,
		Parts: [len(Parts)]*Component{
			q.flow, f.clusterOf(p), source.part, q.facts, f.policyOf(p, q), f.betweenOf(p, q), f.balancerOf(p, q), f.exitOf(podPart, p.pod, q), f.exitOf(nodePart, p.host, q),
			f.resolver.none, nil,
		},
	}
}

// policyOf returns what policies say. Only for a destination pod does it matter which pod of a class asks, and where it is.
func (f *Facts) policyOf(p *place, q *question) *Component {
	compute := func(t *table) any {
		facts := f.policies.facts(t, p.end, q.dst, q.target)
		facts.SameNode = sharedNode(p, q)
		return facts
	}
	class := f.policies.place(p.end).class
	if q.dst.template == nil {
		return f.answer(answerKey{policyPart, class, q.id}, compute)
	}
	key := reachKey{class, q.id, sharedNode(p, q), p.end.pod && p.end.template == q.dst.template, netip.Addr{}, p.end.hostNetwork()}
	if to := f.policies.place(q.dst).class; to != nil && (len(to.selectedBy[policyIngress]) > 0 || p.end.template == nil) {
		if len(p.end.ips) != 1 {
			return f.part(policyPart, compute)
		}
		key.from = p.end.ips[0]
	}
	known, ok := f.reaches[key]
	if !ok {
		known = f.part(policyPart, compute)
		f.reaches[key] = known
	}
	return known
}

// reachKey is what the facts of policies about a destination pod depend on. Rules for ingress may name the address of the
// source; where none isolate the destination it does not matter.
type reachKey struct {
	class          *policyClass
	question       int
	sameNode, self bool
	from           netip.Addr
	hostNetwork    bool
}

// sharedNode tells whether both ends are on one node. Pods name theirs whether or not the Node is in the bundle.
func sharedNode(p *place, q *question) bool {
	if p.node != nil && p.node == q.node {
		return true
	}
	if i := p.source.Instance; i != nil && q.hostIP.IsValid() && i.Addr == q.hostIP.Unmap() {
		return true
	}
	return p.exists && q.dst.pod && p.self.NodeName != "" && p.self.NodeName == q.dst.template.NodeName
}

// exitOf returns the facts of a packet that leaves with an identity.
func (f *Facts) exitOf(part int, id classed, q *question) *Component {
	return f.answer(answerKey{part, id.class, q.id}, func(t *table) any {
		facts := ExitFacts{
			Known:   id.Address.IsValid() && id.VSwitch != nil,
			Single:  id.Address.IsValid() && id.Address.IsSingleIP(),
			Missing: groupMissing(t, id.Missing),
		}
		facts.SecurityGroups = f.groups.facts(t, id.Identity, q.target, q.members)
		facts.AnyGroup = f.anyGroup(t, id.Identity, q)
		facts.Inbound = f.groups.inbound(t, id.Identity, q.target, q.members)
		facts.NetworkACL = f.exits.acls.facts(t, id.Identity, q.target, q.arrives)
		f.exits.fill(&facts, t, id.Identity, q.target)
		return facts
	})
}
