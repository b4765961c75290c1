package facts

import (
	"cmp"
	"slices"

	"github.com/egresslint/egresslint/pkg/model"
)

// GroupMixFacts is security groups of both types where an ENI gets them from, or at an ENI.
type GroupMixFacts struct {
	At         Handle `json:"at"` // by the name of what lists them
	Config     bool   `json:"config"`
	Basic      Handle `json:"basic"`
	Enterprise Handle `json:"enterprise"`
}

// groupMixes reviews what lists security groups for pods: ENIs are made with them. An ENI that has both types already cannot
// be, so that one of its answers is out of date.
func (f *Facts) groupMixes() []Review {
	var out []Review
	add := func(by string, config bool, groups []model.Named) {
		basic, enterprise := f.ofType(groups, "normal"), f.ofType(groups, "enterprise")
		if basic == nil || enterprise == nil {
			return
		}
		out = append(out, Review{Case: f.objectRecord(func(t *table) ObjectFacts {
			facts := GroupMixFacts{At: t.add(by, enterprise.Ref), Config: config}
			facts.Basic, facts.Enterprise = t.add(basic.ID, f.groups.group(basic.ID).ref), t.add(enterprise.ID, f.groups.group(enterprise.ID).ref)
			return ObjectFacts{GroupMix: &facts}
		})})
	}
	configured := f.groupConfigs()
	for _, g := range configured {
		add(g.by, true, g.groups)
	}
	if len(out) > 0 {
		return out
	}
	for _, eni := range f.clusterENIs() {
		var groups []model.Named
		for _, id := range eni.SecurityGroups {
			groups = append(groups, model.Named{ID: id, Ref: eni.Ref.At("/NetworkInterfaceId")})
		}
		if add(eni.ID, false, groups); len(out) > 0 {
			break
		}
	}
	return out
}

// ofType returns the first of the groups that is certainly of a type.
func (f *Facts) ofType(groups []model.Named, kind string) *model.Named {
	i := slices.IndexFunc(groups, func(g model.Named) bool { return f.groups.group(g.ID).kind == kind })
	if i < 0 {
		return nil
	}
	return &groups[i]
}

// groupConfigs returns what gives security groups to the ENIs of pods, each once.
func (f *Facts) groupConfigs() []grant {
	out := []grant{f.terway.clusterConfig()}
	known := map[string]bool{"": true}
	for _, node := range f.network.Nodes {
		if config := node.Labels[configLabel]; !known[config] {
			known[config] = true
			out = append(out, f.terway.nodeConfig(config, false))
		}
	}
	for _, p := range f.terway.networkings {
		if len(p.Groups) > 0 {
			out = append(out, f.terway.granted(p))
		}
	}
	return out
}

// clusterENIs returns the ENIs of the cluster's nodes and pods in the order of their ids.
func (f *Facts) clusterENIs() []*model.ENI {
	instances, pods := map[string]bool{}, map[*model.ENI]bool{}
	for _, node := range f.network.Nodes {
		if i := f.owners.instanceOf(node, node.InternalIP); i != nil {
			instances[i.ID] = true
		}
	}
	for _, pod := range f.network.Pods {
		for _, addr := range pod.IPs {
			if eni := f.owners.eniOf(addr); eni != nil && !eni.ServiceManaged {
				pods[eni] = true
			}
		}
	}
	var out []*model.ENI
	for _, eni := range f.owners.byID {
		if instances[eni.Instance] || pods[eni] {
			out = append(out, eni)
		}
	}
	slices.SortFunc(out, func(a, b *model.ENI) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// usedGroups returns the ids of the groups that ENIs of the cluster have, or will have. Exports list many others.
func (f *Facts) usedGroups() map[string]bool {
	used := map[string]bool{f.network.Cluster.SecurityGroup.Value: true}
	for _, config := range f.groupConfigs() {
		for _, g := range config.groups {
			used[g.ID] = true
		}
	}
	for _, eni := range f.clusterENIs() {
		for _, id := range eni.SecurityGroups {
			used[id] = true
		}
	}
	return used
}

// groupRules reviews the rules of the groups that the cluster uses.
func (f *Facts) groupRules() []Review {
	used := f.usedGroups()
	var out []Review
	for _, group := range f.network.SecurityGroups {
		if !used[group.ID] {
			continue
		}
		entry := f.groups.group(group.ID)
		for _, d := range []groupDirection{egress, ingress} {
			lines, dead := f.groupLines(entry, group, d)
			out = append(out, dead...)
			if entry.evidence == model.Complete {
				out = append(out, f.hidings(group.ID, d, lines, func(h *HidingFacts) ObjectFacts { return ObjectFacts{HidingRule: h} })...)
			}
		}
	}
	return out
}

// groupLines returns the rules of a direction of which it is known what they match, in the order in which they are asked, and
// the reviews of those that match nothing.
func (f *Facts) groupLines(entry *groupEntry, group *model.SecurityGroup, d groupDirection) ([]filterLine, []Review) {
	var lines []filterLine
	var dead []Review
	for i := range group.Rules {
		written := &group.Rules[i]
		if !foldedIs(written.Direction, d.String()) {
			continue
		}
		rule := f.groups.compiler.rule(entry, written, i+1, d)
		if wrong := f.deadRule(entry, &rule, written, d); wrong.why != "" {
			at := Entity{rule.name, written.Ref}
			dead = append(dead, Review{Case: f.objectRecord(func(t *table) ObjectFacts {
				facts := wrong.facts(t, group.ID, rule.id, rule.action, at, d)
				return ObjectFacts{DeadRule: &facts}
			})})
			continue
		}
		if box, ok := rule.box(written); ok && rule.action != "other" {
			lines = append(lines, filterLine{Entity{rule.name, rule.ref}, rule.id, box, rule.action, rule.priority})
		}
	}
	slices.SortStableFunc(lines, func(a, b filterLine) int {
		// At one priority drop comes before accept.
		return cmp.Or(cmp.Compare(a.priority, b.priority), cmp.Compare(b.action, a.action), cmp.Compare(a.id, b.id))
	})
	return lines, dead
}

// box returns what a rule matches; false where that is not known for certain.
func (r *groupRule) box(written *model.SecurityGroupRule) (filterBox, bool) {
	own := r.own.v4.Text
	if own == "" {
		own = r.own.v6.Text
	}
	box := filterBox{protocol: r.protocol, ports: r.ports.ranges, group: r.peerGroup, own: own}
	for _, peer := range r.peer.ranges {
		box.ranges = append(box.ranges, peer.prefix)
	}
	ports := r.ports.doubt && carriesPorts(r.protocol)
	source := written.SourcePortRange != "" && !slices.Contains([]string{"-1/-1", "1/65535", "0/65535"}, written.SourcePortRange)
	peer := r.peer.doubt4 || r.peer.doubt6 || r.peerGroup == "" && len(box.ranges) == 0
	return box, r.protocol != strangeProtocol && !ports && !source && !peer && (r.peerGroup == "" || r.reference.limit == Yes && !r.reference.foreign)
}

// deadRule tells why a rule matches nothing by what it says itself. A list that names nobody is what a rule that drops may be
// kept ready with.
func (f *Facts) deadRule(entry *groupEntry, rule *groupRule, written *model.SecurityGroupRule, d groupDirection) fault {
	_, peer := writtenEnds(written, d)
	side := [...]string{"Dest", "Source"}[d]
	candidates := []fault{
		deadPorts(rule.protocol, "/PortRange", written.PortRange),
		deadRange("/"+side+"CidrIp", peer.v4, false),
		deadRange("/Ipv6"+side+"CidrIp", peer.v6, true),
	}
	switch evidence, _ := f.network.Evidence("ecs:DescribePrefixListAttributes", peer.prefixList); {
	case isWritten(peer.v4) || isWritten(peer.v6):
	case peer.group != "" && entry.kind == "enterprise":
		candidates = append(candidates, fault{"group-of-enterprise", "/" + side + "GroupId", peer.group})
	case peer.group == "" && peer.prefixList != "" && evidence == model.Complete && len(rule.peer.ranges) == 0 && !rule.peer.doubt4 && !rule.peer.doubt6 && rule.action == "accept":
		candidates = append(candidates, fault{"list-empty", "/" + side + "PrefixListId", peer.prefixList})
	}
	i := slices.IndexFunc(candidates, func(c fault) bool { return c.why != "" })
	if i < 0 {
		return fault{}
	}
	return candidates[i]
}
