package facts

import (
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// InjectionFacts is what a pod asks of the whitelist injector.
type InjectionFacts struct {
	At        Handle `json:"at"`        // the annotation that names the target; "" when none does
	Other     Handle `json:"other"`     // the one that would, and names others alone
	Misplaced Handle `json:"misplaced"` // on the workload: it names the target, and its pods do not have it
	List      Handle `json:"list"`      // text: the list of the database that is to have the pod; "" when none is named
	ListAt    Handle `json:"list_at"`
	Listed    Match  `json:"listed"` // the database has that list

	Call CallFacts `json:"call"`
}

// CallFacts is the call of a public endpoint of the cloud by which the pod has itself listed, as the injector tells it.
type CallFacts struct {
	Key  string    `json:"key"`  // tells calls apart; "" when there is none
	Hops []CallHop `json:"hops"` // what the policies say about it
}

// CallHop is the answer of a gate about the call.
type CallHop struct {
	Gate    string `json:"gate"`
	Verdict string `json:"verdict"`
}

// The annotations of the whitelist injector. That of a group, to which it adds an ingress rule, is not documented any more:
// https://github.com/AliyunContainerService/kubernetes-webhook-injector
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-dynamic-ip-address-whitelists-for-pods
const (
	injectedRDS   = "ack.aliyun.com/rds_id"
	injectedRedis = "ack.aliyun.com/redis_id"
	injectedACL   = "ack.aliyun.com/access_control_policy_id"
	injectedGroup = "ack.aliyun.com/security_group_id"
	injectedList  = "ack.aliyun.com/white_list_name"
)

// injection is what the annotations of a place are to a target: their keys, "" for those that there are not.
type injection struct {
	key, other, misplaced string
	list                  string
	listed                Match
}

// injectionOf finds what the pod asks for: to be admitted to a database, or to a list of a listener.
func (f *Facts) injectionOf(p *place, q *question) injection {
	key, ids := q.injectable()
	if key == "" {
		return injection{}
	}
	written := p.self.Annotations[key]
	if strings.TrimSpace(written) == "" {
		if w := p.source.Workload; w != nil && lists(w.Annotations[key], ids) {
			return injection{misplaced: key}
		}
		return injection{}
	}
	if !lists(written, ids) {
		return injection{other: key}
	}
	made := injection{key: key}
	if list := strings.TrimSpace(p.self.Annotations[injectedList]); key == injectedRDS && list != "" {
		made.list, made.listed = list, f.exits.listed(q.target.Database, list)
	}
	return made
}

// injectable returns the annotation by which the injector would admit pods to the target, and the ids that it may name.
func (q *question) injectable() (key string, ids []string) {
	switch {
	case q.backends.listener != nil:
		for _, list := range q.backends.listener.AccessLists {
			ids = append(ids, list.ID)
		}
		return injectedACL, ids
	case q.target.Kind == "rds":
		return injectedRDS, []string{q.target.ID}
	case q.target.Kind == "redis":
		return injectedRedis, []string{q.target.ID}
	case q.members != nil && q.dst.template == nil:
		return injectedGroup, q.members.SecurityGroups
	}
	return "", nil
}

// lists tells whether the value of an annotation names one of the ids.
func lists(value string, ids []string) bool {
	for id := range strings.SplitSeq(value, ",") {
		if id = strings.TrimSpace(id); id != "" && slices.Contains(ids, id) {
			return true
		}
	}
	return false
}

// listed tells whether a database of RDS has a list of the name.
func (x *exitIndex) listed(db *model.Database, name string) Match {
	if db == nil {
		return Maybe
	}
	if slices.ContainsFunc(db.Groups, func(g model.WhitelistGroup) bool { return !g.Template && strings.EqualFold(g.Name, name) }) {
		return Yes
	}
	if x.known("rds:DescribeDBInstanceIPArrayList", db.ID) == model.Complete {
		return No
	}
	return Maybe
}

// callOf returns the call that lists the pod, nil where there is none. Any public address stands for the endpoint.
// https://github.com/AliyunContainerService/kubernetes-webhook-injector
func (f *Facts) callOf(p *place, asks injection, family string) *Case {
	c := f.network.Cluster
	if asks.key == "" || c.Injector.Value != "true" || c.InjectorAccess.Value != "public" || family != "ipv4" {
		return nil
	}
	target, err := f.names.targetAt("internet", 0, "", p.end.namespace)
	if err != nil {
		return nil
	}
	return f.ask(p, f.question(target, family, Peer{}))
}

func (i injection) facts(t *table, p *place, call *Case) InjectionFacts {
	facts := InjectionFacts{Listed: Maybe, Call: CallFacts{Hops: []CallHop{}}}
	if call != nil {
		facts.Call.Key = call.digest()
	}
	at := func(key string) Handle {
		if key == "" {
			return ""
		}
		return t.add(key, p.annotationRef(key))
	}
	facts.At, facts.Other = at(i.key), at(i.other)
	if i.misplaced != "" {
		facts.Misplaced = t.add(i.misplaced, p.source.Workload.Ref.At(annotationAt(i.misplaced)))
	}
	if i.list != "" {
		facts.List, facts.ListAt, facts.Listed = t.add(i.list, model.Ref{}), at(injectedList), i.listed
	}
	return facts
}
