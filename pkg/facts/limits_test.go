package facts

import (
	"net/netip"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

func TestRulesThatNameTheirOwnSide(t *testing.T) {
	half := groupOwn{v4: model.ParsePrefix("10.0.1.0/25")}
	for text, want := range map[string]Match{
		"10.0.1.0/25": Yes, "10.0.1.9/32": Yes, "10.0.1.0/24": Maybe, "10.0.1.128/25": No, "": Maybe,
	} {
		own, _ := netip.ParsePrefix(text)
		if got := half.of(own, false); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if got := half.of(netip.MustParsePrefix("2001:db8::/64"), true); got != No {
		t.Errorf("an IPv4 range of IPv6: %s", got)
	}
}

func TestENIsByTheEIPsThatAreBoundToThem(t *testing.T) {
	n := &model.Network{
		ENIs: []*model.ENI{
			{ID: "eni-1", Type: "Secondary", Instance: "i-1", Primary: addrOf("10.0.1.5")},
			{ID: "eni-2", Type: "Primary", Instance: "i-1", Primary: addrOf("10.0.0.5")},
		},
		EIPs: []*model.EIP{{Addr: addrOf("203.0.113.1"), InstanceID: "eni-1"}, {Addr: addrOf("203.0.113.2"), InstanceID: "i-1"}},
	}
	x := newOwnerIndex(n)
	for text, want := range map[string]string{"203.0.113.1": "eni-1", "203.0.113.2": "eni-2"} {
		if got := x.eniOf(addrOf(text)); got == nil || got.ID != want {
			t.Errorf("%s is of %v, want %s", text, got, want)
		}
	}
	if got := x.eniOf(addrOf("203.0.113.3")); got != nil {
		t.Errorf("nobody has 203.0.113.3, and it is of %s", got.ID)
	}
}

func TestGroupsOfOtherAccounts(t *testing.T) {
	for text, want := range map[string]Match{
		"group=sg-src owner=1": Yes, "group=sg-dst owner=1": "", "group=sg-far owner=1": Maybe, "group=sg-far": "",
	} {
		facts, _ := newGroupWorld(groupRuleOf(text)).inbound()
		if want == "" && len(facts.Rules) == 0 {
			continue
		}
		if len(facts.Rules) != 1 || facts.Rules[0].Match != want {
			t.Errorf("%s: %+v, want %s", text, facts.Rules, want)
		}
	}
}

func TestAnENIWhoseGroupsAreNotTold(t *testing.T) {
	g := newGroupIndex(newGroupWorld().network)
	addr := addrOf("10.0.2.9")
	eni := &model.ENI{Primary: addr}
	if got := g.membership(Identity{}, Target{Kind: "ip", Addr: addr}, addr, eni); got != membersUnknown {
		t.Errorf("without groups: %v", got)
	}
	six := addrOf("2400:3200::1")
	if got := g.membership(Identity{}, Target{Kind: "ip", Addr: six}, six, nil); got != membersUnranged {
		t.Errorf("IPv6 without the ranges of the VPC: %v", got)
	}
	eni.SecurityGroups = []string{"sg-dst"}
	if got := g.membership(Identity{}, Target{Kind: "ip", Addr: addr}, addr, eni); got != membersListed {
		t.Errorf("with groups: %v", got)
	}
}

func TestNarrowIPv6RoutesDoNotLeadToTheInternet(t *testing.T) {
	for destination, want := range map[string]int{"2400:3200::/32": 0, "2000::/3": 1, "::/0": 1} {
		n := exitWorld()
		n.RouteTables[1].Routes = routesOf(destination + " IPv6Gateway ipv6gw-1")
		target := Target{Kind: "internet6", Addr: publicWitness6(), Uncertain: true}
		if got := viewExit(n, podIdentity(n), target).Route.Covering; len(got) != want {
			t.Errorf("%s: %+v", destination, got)
		}
	}
}
