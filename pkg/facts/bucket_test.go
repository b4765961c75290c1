package facts

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

func TestWhatAStatementCovers(t *testing.T) {
	all, some := []string{"oss:*"}, []string{"oss:GetObject"}
	for _, test := range []struct {
		actions   []string
		want      Match
		resources []string
	}{
		{all, Yes, []string{"acs:oss:*:1:media", "acs:oss:*:1:media/*"}},
		{all, Yes, []string{"acs:oss:*:*:*"}},
		{all, Yes, []string{"*"}},
		{all, Yes, []string{"acs:oss:*:1:med*"}},
		{all, Yes, []string{"acs:oss:*:1:m?dia/*", "acs:oss:*:1:media/private/*"}},
		{[]string{"*"}, Yes, []string{"acs:oss:*:1:media/*"}},
		{all, Maybe, []string{"acs:oss:*:1:media"}},
		{all, Maybe, []string{"acs:oss:*:1:media/private/*"}},
		{some, Maybe, []string{"acs:oss:*:1:media/*"}},
		{all, No, []string{"acs:oss:*:1:logs", "acs:oss:*:1:logs/*"}},
		{all, No, []string{"acs:oss:*:1:media2/*"}},
		{all, No, nil},
	} {
		if got := covers(model.PolicyStatement{Actions: test.actions, Resources: test.resources}, "media"); got != test.want {
			t.Errorf("%v on %v covers %s, want %s", test.actions, test.resources, got, test.want)
		}
	}
	if got := covers(model.PolicyStatement{Inverted: true, Actions: all, Resources: []string{"*"}}, "media"); got != Maybe {
		t.Errorf("an inverted statement covers %s", got)
	}
}

func TestVPCsOfConditions(t *testing.T) {
	for _, test := range []struct {
		operator, vpc string
		want          Match
		values        []string
	}{
		{"stringequals", "vpc-1", Yes, []string{"vpc-2", "vpc-1"}},
		{"stringequals", "vpc-1", No, []string{"vpc-*"}},
		{"stringnotlike", "vpc-1", Yes, []string{"vpc-*"}},
		{"stringlike", "vpc-1", No, []string{"vpc-[1]"}},
		{"stringequals", "", Maybe, []string{"vpc-1"}},
	} {
		c := model.PolicyCondition{Operator: test.operator, Key: "acs:sourcevpc", Values: test.values}
		if got := namesVPC(c, test.vpc); got != test.want {
			t.Errorf("%s %v of %q is %s, want %s", test.operator, test.values, test.vpc, got, test.want)
		}
	}
}

// policyNetwork has a bucket whose policy has a condition on addresses in each of two statements.
func policyNetwork() *model.Network {
	condition := func(ranges ...string) model.PolicyStatement {
		c := model.PolicyCondition{Operator: "notipaddress", Key: model.SourceIP, Values: ranges}
		for _, text := range ranges {
			c.Ranges = append(c.Ranges, model.ParsePrefix(text))
		}
		return model.PolicyStatement{Effect: "deny", Conditions: []model.PolicyCondition{{Key: "acs:sourcevpc"}, c}}
	}
	return &model.Network{BucketPolicies: []*model.BucketPolicy{{
		Bucket: "media", Statements: []model.PolicyStatement{condition("10.0.0.0/24"), condition("10.0.0.0/25", "10.0.0.128/25")},
	}}}
}

// Every condition is compared by itself: lists of one database would be united.
func TestConditionsAreListsOfTheirOwn(t *testing.T) {
	n := policyNetwork()
	n.BucketPolicies[0].Statements[1].Conditions[1].Ranges = []model.Prefix{model.ParsePrefix("10.0.0.0/25")}
	x := newExitIndex(n)
	target := Target{Kind: "oss", Bucket: "media"}
	lists := x.lists(&table{name: "pod"}, target).against(netip.MustParsePrefix("10.0.0.0/24"))
	if len(lists) != 2 || lists[0].Covers != Yes || lists[1].Covers != Maybe {
		t.Errorf("lists %+v", lists)
	}
	f := x.bucket(&table{name: "target"}, target)
	if got := []int{f.Statements[0].Conditions[0].List, f.Statements[0].Conditions[1].List, f.Statements[1].Conditions[1].List}; !slices.Equal(got, []int{-1, 0, 1}) {
		t.Errorf("conditions have the lists %v", got)
	}
}

func TestAddressesOfConditionsTellPodsApart(t *testing.T) {
	a := newAtoms(policyNetwork())
	inside, half, outside := a.of(netip.MustParseAddr("10.0.0.1")), a.of(netip.MustParseAddr("10.0.0.200")), a.of(netip.MustParseAddr("10.0.1.1"))
	if inside == half || half == outside {
		t.Errorf("atoms %d, %d, %d", inside, half, outside)
	}
}

// A target in the range of the platform's services is taken apart only where something in the bundle does so.
func TestRangesOfBuckets(t *testing.T) {
	rule := func(cidr string) *model.Network {
		n := &model.Network{SecurityGroups: []*model.SecurityGroup{{ID: "sg-1", Rules: []model.SecurityGroupRule{{DestCIDR: model.ParsePrefix(cidr)}}}}}
		n.Cluster.Region.Value = "cn-hangzhou"
		return n
	}
	inside := Target{Kind: "oss", Within: sharedServices(), Region: "cn-hangzhou"}
	abroad := Target{Kind: "oss", Within: sharedServices(), Region: "cn-beijing"}
	public := Target{Kind: "oss", Addr: publicWitness(), Uncertain: true, Region: "cn-hangzhou"}
	for _, test := range []struct {
		cidr   string
		target Target
		want   int
	}{
		{"100.118.28.0/24", inside, 4}, {"100.100.2.136/32", inside, 4}, {"100.64.0.0/10", inside, 1}, {"0.0.0.0/0", inside, 1}, {"10.0.0.0/8", inside, 1},
		{"100.118.28.0/24", abroad, 1}, {"100.118.28.0/24", public, 1},
	} {
		if got := New(rule(test.cidr), Options{}).fronts(test.target, "ipv4"); len(got) != test.want {
			t.Errorf("with a rule for %s the target in %s has %d ends, want %d", test.cidr, test.target.Region, len(got), test.want)
		}
	}
}

func TestRangesOfRegionsAreInsideThatOfServices(t *testing.T) {
	seen := map[string]string{}
	for region, ranges := range ossRanges {
		for _, text := range ranges {
			p, err := netip.ParsePrefix(text)
			if err != nil || p != p.Masked() || !sharedSpace.Contains(p.Addr()) {
				t.Errorf("%s has the range %q", region, text)
			}
			if other := seen[text]; other != "" {
				t.Errorf("%s and %s have the range %s", region, other, text)
			}
			seen[text] = region
		}
	}
}
