package model

import (
	"slices"
	"testing"
)

// aclEntries is what DescribeNetworkAcls and DescribeNetworkAclAttributes say alike.
const aclEntries = `"EgressAclEntries":{"EgressAclEntry":[{"NetworkAclEntryId":"nae-2","EntryType":"custom","Policy":"drop","Protocol":"tcp","Port":"80/80","DestinationCidrIp":"pl-1","IpVersion":"IPv4"},
{"NetworkAclEntryId":"nae-1","EntryType":"system","Policy":"accept","Protocol":"all","Port":"-1/-1","DestinationCidrIp":"10.0.0.1/8","IpVersion":"IPv4"}]},
"IngressAclEntries":[],"Resources":{"Resource":[{"ResourceId":"vsw-1","ResourceType":"VSwitch","Status":"BINDED"},{"ResourceId":"x","ResourceType":"Other"}]}`

func TestNetworkACLsAreRead(t *testing.T) {
	const list = `{"NetworkAcls":{"NetworkAcl":[{"NetworkAclId":"nacl-2","VpcId":"vpc-1"},{"NetworkAclId":"nacl-1","VpcId":"vpc-1","Status":"Available",` + aclEntries + `}]},"TotalCount":"2"}`
	const one = `{"NetworkAclAttribute":{"NetworkAclId":"nacl-2","VpcId":"vpc-1","Status":"Modifying",` + aclEntries + `}}`
	n, problems := load(t, map[string]string{"a.json": list, "b.json": one}, nil)
	if len(problems) > 0 || len(n.NetworkACLs) != 2 {
		t.Fatalf("%v, %v", problems, n.NetworkACLs)
	}
	for i, want := range []string{"Available", "Modifying"} {
		acl := n.NetworkACLs[i]
		got := []string{acl.VPC, acl.Status, acl.Resources[0].ID, acl.Resources[0].Status, acl.Egress[0].ID, acl.Egress[0].PrefixList, acl.Egress[1].ID, acl.Egress[1].CIDR.String(), acl.Egress[1].Port}
		if !slices.Equal(got, []string{"vpc-1", want, "vsw-1", "BINDED", "nae-2", "pl-1", "nae-1", "10.0.0.0/8", "-1/-1"}) || len(acl.Resources) != 1 {
			t.Errorf("got %q", got)
		}
		if acl.Ingress == nil || len(acl.Ingress) > 0 {
			t.Errorf("%v is not a list without entries", acl.Ingress)
		}
		if at := n.Locate(acl.Egress[1].Ref); at.Path != []string{"a.json", "b.json"}[i] || at.Span.Start.Line != 2 {
			t.Errorf("the second entry is at %v", at)
		}
	}
}

// An ACL without a list of entries is not one that admits nothing.
func TestNetworkACLWithoutEntriesInTheAnswer(t *testing.T) {
	n, _ := load(t, map[string]string{"a.json": `{"NetworkAclAttribute":{"NetworkAclId":"nacl-1","EgressAclEntries":null}}`}, nil)
	if acl := n.NetworkACLs[0]; acl.Egress != nil || acl.Ingress != nil {
		t.Errorf("got %v and %v", acl.Egress, acl.Ingress)
	}
}
