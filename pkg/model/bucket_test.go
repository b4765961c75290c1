package model

import (
	"fmt"
	"strings"
	"testing"
)

const bucketPolicy = `{"Version":"1","Statement":[
	{"Effect":"Allow","Action":"oss:GetObject","Principal":["*"],"Resource":["acs:oss:*:1:media/*"]},
	{"Sid":"inside","Effect":"Deny","Action":["oss:*"],"Principal":["*"],"Resource":["acs:oss:*:1:media","acs:oss:*:1:media/*"],
	 "Condition":{"StringNotEquals":{"acs:SourceVpc":["vpc-1","vpc-2"]},"NotIpAddress":{"acs:SourceIp":"10.0.0.0/8"}}}]}`

func TestBucketPolicies(t *testing.T) {
	n, problems := load(t, map[string]string{"policy.json": bucketPolicy}, nil)
	if len(problems) > 0 || len(n.BucketPolicies) != 1 || n.BucketPolicies[0].Bucket != "media" {
		t.Fatalf("policies %v, problems %q", n.BucketPolicies, messages(problems))
	}
	if evidence, _ := n.Evidence("oss:GetBucketPolicy", "media"); evidence != Complete {
		t.Errorf("evidence %s", evidence)
	}
	var got []string
	for _, s := range n.BucketPolicies[0].Statements {
		said := fmt.Sprintf("%s %s %v", s.Name, s.Effect, s.Principals)
		for _, c := range s.Conditions {
			said += fmt.Sprintf(" %s %s %v at %d", c.Operator, c.Key, c.Values, n.Locate(c.Ref).Span.Start.Column)
		}
		got = append(got, said)
	}
	want := "1 allow [*]; inside deny [*] stringnotequals acs:sourcevpc [vpc-1 vpc-2] at 35 notipaddress acs:sourceip [10.0.0.0/8] at 101"
	if text := strings.Join(got, "; "); text != want {
		t.Errorf("\n got %s\nwant %s", text, want)
	}
}

func TestThePolicyOfAnyBucketTakesItsNameFromItsFile(t *testing.T) {
	anyBucket := strings.NewReplacer(":media/*", ":*", ":media\"", ":*\"").Replace(bucketPolicy)
	two := strings.Replace(bucketPolicy, "media\"", "logs\"", 1)
	for name, test := range map[string]struct{ text, want string }{
		"oss-GetBucketPolicy.media.json": {anyBucket, "media"},
		"oss-GetBucketPolicy.logs.json":  {two, "logs"},
	} {
		n, _ := load(t, map[string]string{name: test.text}, nil)
		if len(n.BucketPolicies) != 1 || n.BucketPolicies[0].Bucket != test.want {
			t.Errorf("%s: %v", name, n.BucketPolicies)
		}
	}
}
