package model

import (
	"fmt"
	"iter"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// BucketPolicy is the policy of an OSS bucket.
type BucketPolicy struct {
	Ref        Ref
	Bucket     string
	Statements []PolicyStatement
}

// PolicyStatement is one statement of a policy.
type PolicyStatement struct {
	Ref        Ref
	Name       string // its Sid, or its place in the policy
	Effect     string
	Actions    []string
	Principals []string
	Resources  []string
	Inverted   bool // it has NotAction, NotPrincipal or NotResource
	Conditions []PolicyCondition
}

// PolicyCondition is one key of the conditions of a statement.
type PolicyCondition struct {
	Ref           Ref    // of the values
	Operator, Key string // lower case: neither's case is fixed
	Values        []string
	Ranges        []Prefix // the values of a key for addresses
}

// SourceIP is the condition key that holds addresses, in lower case.
const SourceIP = "acs:sourceip"

// decodeBucketPolicy reads a policy: https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
func decodeBucketPolicy(v value) {
	policy := &BucketPolicy{Ref: v.in("Statement").key(), Bucket: v.answer.Owner}
	for statement := range v.in("Statement").elements() {
		policy.Statements = append(policy.Statements, decodeStatement(statement, len(policy.Statements)+1))
	}
	v.answer.add(policy)
}

func decodeStatement(v value, number int) PolicyStatement {
	s := PolicyStatement{
		Ref: v.first("Effect").ref(), Name: v.text("Sid"), Effect: strings.ToLower(v.text("Effect")),
		Actions: listed(v.in("Action")), Principals: listed(v.in("Principal")), Resources: listed(v.in("Resource")),
		Inverted: v.Get("NotAction") != nil || v.Get("NotPrincipal") != nil || v.Get("NotResource") != nil,
	}
	if s.Name == "" {
		s.Name = fmt.Sprint(number)
	}
	conditions := v.in("Condition")
	for operator := range conditions.members() {
		for key := range conditions.in(operator).members() {
			s.Conditions = append(s.Conditions, decodeCondition(conditions.in(operator, key), operator, key))
		}
	}
	return s
}

func decodeCondition(v value, operator, key string) PolicyCondition {
	c := PolicyCondition{Ref: v.ref(), Operator: strings.ToLower(operator), Key: strings.ToLower(key), Values: listed(v)}
	if v.Is(source.List) {
		c.Ref = v.key()
	}
	if c.Key == SourceIP {
		for _, text := range c.Values {
			c.Ranges = append(c.Ranges, ParsePrefix(text))
		}
	}
	return c
}

// members yields the keys of an object in the order written.
func (v value) members() iter.Seq[string] {
	return func(yield func(string) bool) {
		if !v.Is(source.Map) {
			return
		}
		for _, key := range v.Keys {
			if !yield(key) {
				return
			}
		}
	}
}

// listed returns the texts of a list, or the one text that stands for a list of one.
func listed(v value) []string {
	if !v.Is(source.List) && !v.Is(source.Map) {
		if text := strings.TrimSpace(v.Node.String()); text != "" {
			return []string{text}
		}
	}
	var out []string
	for element := range v.elements() {
		if text := strings.TrimSpace(element.Node.String()); text != "" {
			out = append(out, text)
		}
	}
	return out
}

func (p *BucketPolicy) name() (string, string, Ref) { return string(aboutBucket), p.Bucket, p.Ref }
func (p *BucketPolicy) own(id string)               { p.Bucket = id }
func (p *BucketPolicy) addTo(n *Network)            { n.BucketPolicies = append(n.BucketPolicies, p) }

func (p *BucketPolicy) place(number int32) {
	p.Ref = at(p.Ref, number)
	for i := range p.Statements {
		s := &p.Statements[i]
		s.Ref = at(s.Ref, number)
		for j := range s.Conditions {
			s.Conditions[j].Ref = at(s.Conditions[j].Ref, number)
		}
	}
}

// bucketOf returns the bucket that a bucket policy is about: resources read acs:oss:*:UID:BUCKET/KEY. It is "" where no
// resource names one, or several are named.
func bucketOf(body value) string {
	found := ""
	for statement := range body.in("Statement").elements() {
		for _, resource := range listed(statement.in("Resource")) {
			parts := strings.SplitN(resource, ":", 5)
			bucket, _, _ := strings.Cut(parts[len(parts)-1], "/")
			if len(parts) < 5 || bucket == "" || strings.ContainsAny(bucket, "*?") {
				continue
			}
			if found != "" && found != bucket {
				return ""
			}
			found = bucket
		}
	}
	return found
}
