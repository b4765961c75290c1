package facts

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// BucketFacts is the policy of the OSS bucket that the target names.
type BucketFacts struct {
	Named      bool             `json:"named"` // the target names a bucket
	Name       Handle           `json:"name"`  // text
	At         Handle           `json:"at"`    // the policy, or the bucket by its name where no policy is there
	Evidence   model.Evidence   `json:"evidence"`
	VPC        Handle           `json:"vpc"`        // text: the VPC of the cluster, "" while it is not known
	Internal   Handle           `json:"internal"`   // text: the endpoint for the VPCs of the cluster's region, where the target is a public one of the region
	Statements []StatementFacts `json:"statements"` // as written
}

// StatementFacts is one statement of a policy, as far as it is about everybody and the whole bucket.
type StatementFacts struct {
	At         Handle           `json:"at"`
	Effect     string           `json:"effect"`   // allow, deny
	Everyone   bool             `json:"everyone"` // it is about every principal
	Covers     Match            `json:"covers"`   // yes: all actions on all objects of the bucket; no: another bucket
	Conditions []ConditionFacts `json:"conditions"`
}

// ConditionFacts is one key of the conditions of a statement.
type ConditionFacts struct {
	At       Handle `json:"at"`
	Operator string `json:"operator"` // lower case
	Key      string `json:"key"`      // lower case
	Values   Handle `json:"values"`   // text
	Matches  Match  `json:"matches"`  // some value is the VPC of the cluster, by patterns where the operator takes them
	List     int    `json:"list"`     // of a key for addresses: which of the lists that every address is compared with, -1 for others
	Flag     string `json:"flag"`     // true or false where that is the value, "" for others
}

// exitBucket is a policy with the addresses of its conditions ready for matching.
type exitBucket struct {
	policy *model.BucketPolicy
	groups []*exitGroup // of the conditions on addresses, in the order written
}

func newExitBucket(policy *model.BucketPolicy) *exitBucket {
	b := &exitBucket{policy: policy}
	owner := &model.Database{Service: "oss", ID: policy.Bucket}
	for _, s := range policy.Statements {
		for _, c := range s.Conditions {
			if c.Key == model.SourceIP {
				b.groups = append(b.groups, newExitGroup(owner, &model.WhitelistGroup{Ref: c.Ref, Name: s.Name, Entries: c.Ranges}))
			}
		}
	}
	return b
}

// bucket returns the policy of the bucket of a target, and nothing for others.
func (x *exitIndex) bucket(t *table, target Target) BucketFacts {
	f := BucketFacts{Named: target.Bucket != "", Evidence: model.Absent, Statements: []StatementFacts{}}
	if !f.Named {
		return f
	}
	f.Name = t.add(target.Bucket, model.Ref{})
	f.At = f.Name
	own := x.network.Cluster.VPC.Value
	if own != "" {
		f.VPC = t.add(own, model.Ref{})
	}
	if region := x.network.Cluster.Region.Value; region != "" && target.Uncertain && target.Region == region {
		f.Internal = t.add(target.Bucket+".oss-"+region+"-internal.aliyuncs.com", model.Ref{})
	}
	f.Evidence = x.known("oss:GetBucketPolicy", target.Bucket)
	b := x.buckets[target.Bucket]
	if b == nil {
		return f
	}
	f.At = t.add("the policy of "+target.Bucket, b.policy.Ref)
	list := 0
	for _, s := range b.policy.Statements {
		f.Statements = append(f.Statements, statementFacts(t, s, target.Bucket, own, &list))
	}
	return f
}

// statementFacts describes a statement. list counts the conditions on addresses.
func statementFacts(t *table, s model.PolicyStatement, bucket, vpc string, list *int) StatementFacts {
	f := StatementFacts{
		At: t.add("statement "+s.Name+" of the policy of "+bucket, s.Ref), Effect: s.Effect, Covers: covers(s, bucket), Conditions: []ConditionFacts{},
		// An empty list of principals stands for everybody:
		// https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
		Everyone: !s.Inverted && (len(s.Principals) == 0 || slices.Contains(s.Principals, "*")),
	}
	for _, c := range s.Conditions {
		said := ConditionFacts{
			At: t.add(c.Key, c.Ref), Operator: c.Operator, Key: c.Key, Values: t.add(strings.Join(c.Values, ", "), model.Ref{}),
			Matches: namesVPC(c, vpc), List: -1,
		}
		if c.Key == model.SourceIP {
			said.List = *list
			*list++
		}
		if len(c.Values) == 1 && (foldedIs(c.Values[0], "true") || foldedIs(c.Values[0], "false")) {
			said.Flag = lower(c.Values[0])
		}
		f.Conditions = append(f.Conditions, said)
	}
	return f
}

// namesVPC tells whether a value is the id of the VPC, or a pattern of it where the operator is one of patterns.
func namesVPC(c model.PolicyCondition, vpc string) Match {
	if vpc == "" {
		return Maybe
	}
	for _, text := range c.Values {
		if strings.Contains(c.Operator, "like") && matchesPattern(text, vpc) || strings.EqualFold(text, vpc) {
			return Yes
		}
	}
	return No
}

// matchesPattern compares with a text in which * and ? stand for others. Ids have no slash and no bracket.
func matchesPattern(pattern, text string) bool {
	ok, err := path.Match(strings.NewReplacer("[", `\[`, `\`, `\\`).Replace(pattern), text)
	return ok && err == nil
}

// covers tells whether a statement is about all actions on every object of the bucket.
func covers(s model.PolicyStatement, bucket string) Match {
	if s.Inverted {
		return Maybe
	}
	best := No
	for _, resource := range s.Resources {
		parts := strings.SplitN(resource, ":", 5)
		name, key, keyed := strings.Cut(parts[len(parts)-1], "/")
		switch {
		case !matchesPattern(name, bucket):
		case keyed && key == "*", !keyed && strings.HasSuffix(name, "*"):
			best = Yes
		default:
			best = cmp.Or(map[bool]Match{true: Yes}[best == Yes], Maybe)
		}
	}
	all := slices.ContainsFunc(s.Actions, func(action string) bool { return action == "*" || strings.EqualFold(action, "oss:*") })
	if best == Yes && !all {
		return Maybe
	}
	return best
}

// refusing returns the policy of a gateway endpoint when it allows no request to the bucket of the target. What it allows it
// may allow to some requesters alone, which files do not show.
// https://www.alibabacloud.com/help/en/oss/user-guide/tutorial-use-vpc-policies-and-bucket-policies-to-control-data-access
func (p *exitPacket) refusing(e *model.GatewayEndpoint) Handle {
	if e == nil || len(e.Policy) == 0 || p.asked.Bucket == "" {
		return ""
	}
	for _, s := range e.Policy {
		switch coverage := covers(s, p.asked.Bucket); {
		case s.Effect == "allow" && coverage != No:
			return ""
		case s.Effect != "allow" && s.Effect != "deny":
			return ""
		}
	}
	return p.t.add("the policy of gateway endpoint "+e.ID, e.PolicyRef)
}
