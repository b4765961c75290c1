package model

import (
	"fmt"
	"strings"
	"testing"
)

// What several answers say about one listener, server group or list is one thing.
func TestLoadBalancersAreJoined(t *testing.T) {
	n, problems := load(t, map[string]string{
		"a.json": `{"LoadBalancers":{"LoadBalancer":[{"LoadBalancerId":"lb-1","LoadBalancerStatus":"active","Address":"10.0.0.9","AddressType":"intranet"}]}}`,
		"b.json": `{"LoadBalancerId":"lb-1","ListenerPorts":{"ListenerPort":[80,53]},"BackendServers":{"BackendServer":[{"ServerId":"i-1","Weight":"0"}]},
			"ListenerPortsAndProtocol":{"ListenerPortAndProtocol":[{"ListenerPort":80,"ListenerProtocol":"TCP"},{"ListenerPort":53,"ListenerProtocol":"udp"}]}}`,
		"c.json":           `{"LoadBalancerId":"lb-1","ListenerPort":80,"Status":"running","AclStatus":"on","AclType":"white","AclIds":{"AclId":["acl-1","acl-2"]},"VServerGroupId":"rsp-1"}`,
		"d.json":           `{"AclId":"acl-1","AclEntrys":{"AclEntry":[{"AclEntryIP":"10.0.0.0/8"}]},"TotalAclEntry":2}`,
		"e.json":           `{"AclId":"acl-1","AclEntrys":{"AclEntry":[{"AclEntryIP":"10.0.0.9"}]},"TotalAclEntry":2}`,
		"f.json":           `{"VServerGroupId":"rsp-1","BackendServers":{"BackendServer":[{"ServerId":"eni-1","ServerIp":"10.0.0.5","Type":"eni","Port":80,"Weight":100}]}}`,
		"g.json":           `{"VServerGroups":{"VServerGroup":[{"VServerGroupId":"rsp-1","ServerCount":1}]},"LoadBalancerId":"lb-1"}`,
		"health.lb-1.json": `{"BackendServers":{"BackendServer":[{"ListenerPort":80,"Protocol":"tcp","ServerHealthStatus":"abnormal","ServerId":"eni-1"}]}}`,
	}, nil)
	if len(problems) > 0 {
		t.Errorf("problems %q", messages(problems))
	}
	var got []string
	for _, lb := range n.LoadBalancers {
		got = append(got, fmt.Sprint(lb.ID, lb.Status, lb.Address, len(lb.Backends), lb.Backends[0].Weight, lb.Health[0].Status))
	}
	for _, l := range n.Listeners {
		got = append(got, fmt.Sprint(l.Protocol, l.Port, l.Described, l.Status, l.ControlType, len(l.AccessLists), l.ServerGroups))
	}
	for _, g := range n.ServerGroups {
		got = append(got, fmt.Sprint(g.ID, g.Count, len(g.Servers), g.Servers[0].Addr))
	}
	for _, a := range n.AccessLists {
		got = append(got, fmt.Sprint(a.ID, len(a.Entries)))
	}
	want := []string{
		"lb-1active10.0.0.91 0abnormal", "tcp80 true runningwhite2 [rsp-1]", "udp53 false0 []", "rsp-1 1 1 10.0.0.5", "acl-1 2",
	}
	for i := range want {
		if i >= len(got) || strings.ReplaceAll(got[i], " ", "") != strings.ReplaceAll(want[i], " ", "") {
			t.Errorf("got %q, want %q", got, want)
			break
		}
	}
	for owner, want := range map[string]Evidence{"acl-1": Complete, "acl-2": Absent} {
		if got, _ := n.Evidence("slb:DescribeAccessControlListAttribute", owner); got != want {
			t.Errorf("%s: %s, want %s", owner, got, want)
		}
	}
}

// A primary/secondary group is one of two servers, and the answer that names it for a listener leaves the protocol out.
func TestPrimaryAndSecondaryServers(t *testing.T) {
	n, problems := load(t, map[string]string{
		"a.json": `{"Listeners":[{"LoadBalancerId":"lb-1","ListenerPort":80,"ListenerProtocol":"tcp","Status":"running","AclStatus":"off","BackendServerPort":0}],"TotalCount":1}`,
		"b.json": `{"LoadBalancerId":"lb-1","ListenerPort":80,"Status":"running","AclStatus":"off","MasterSlaveServerGroupId":"rsp-9"}`,
		"c.json": `{"MasterSlaveServerGroupId":"rsp-9","MasterSlaveBackendServers":{"MasterSlaveBackendServer":[
			{"ServerId":"i-1","ServerType":"Master","Type":"ecs","Weight":100},{"ServerId":"i-2","ServerType":"Slave","Type":"ecs","Weight":100}]}}`,
	}, nil)
	if len(problems) > 0 || len(n.Listeners) != 1 || n.Listeners[0].PrimaryGroup != "rsp-9" || len(n.ServerGroups[0].Servers) != 2 {
		t.Errorf("listeners %+v, server groups %+v, problems %q", n.Listeners, n.ServerGroups, messages(problems))
	}
	if got, _ := n.Evidence("slb:DescribeMasterSlaveServerGroupAttribute", "rsp-9"); got != Complete {
		t.Errorf("evidence %s", got)
	}
}

// An answer for all server groups is about each, and only the attributes of an ALB listener say who may connect.
func TestModernLoadBalancers(t *testing.T) {
	n, problems := load(t, map[string]string{
		"a.json": `{"LoadBalancers":[{"LoadBalancerId":"nlb-1","LoadBalancerStatus":"Active","CrossZoneEnabled":false,"SecurityGroupIds":["sg-1"],
			"ZoneMappings":[{"ZoneId":"h","VSwitchId":"vsw-h","LoadBalancerAddresses":[{"PrivateIPv4Address":"10.0.0.7","PublicIPv4Address":""}]}]}]}`,
		"b.json": `{"LoadBalancers":[{"LoadBalancerId":"alb-1","LoadBalancerStatus":"Active"}]}`,
		"c.json": `{"Servers":[{"ServerGroupId":"sgp-1","ServerId":"i-1","Port":1,"ZoneId":"h"},{"ServerGroupId":"sgp-2","ServerId":"i-2","Port":1}],"TotalCount":2}`,
		"d.json": `{"Listeners":[{"ListenerId":"lsn-1","LoadBalancerId":"alb-1","ListenerPort":443,"ListenerProtocol":"HTTPS","DefaultActions":[
			{"Type":"ForwardGroup","ForwardGroupConfig":{"ServerGroupTuples":[{"ServerGroupId":"sgp-1"}]}}]}],"TotalCount":1}`,
		"e.json": `{"ListenerId":"lsn-1","LoadBalancerId":"alb-1","ListenerPort":443,"ListenerProtocol":"HTTPS","DefaultActions":[],
			"AclConfig":{"AclType":"White","AclRelations":[{"AclId":"acl-1","Status":"Associated"}]}}`,
	}, nil)
	if len(problems) > 0 {
		t.Errorf("problems %q", messages(problems))
	}
	alb, nlb := n.LoadBalancers[0], n.LoadBalancers[1]
	if alb.SecurityGroups != nil || len(nlb.SecurityGroups) != 1 || nlb.CrossZone != "false" || nlb.Zones[0].Private.String() != "10.0.0.7" {
		t.Errorf("%+v, %+v", alb, nlb)
	}
	l := n.Listeners[0]
	if l.Control != "on" || l.ControlType != "white" || l.AccessLists[0].ID != "acl-1" || len(l.ServerGroups) != 1 {
		t.Errorf("%+v", l)
	}
	for _, group := range []string{"sgp-1", "sgp-2"} {
		if got, _ := n.Evidence("nlb:ListServerGroupServers", group); got != Complete {
			t.Errorf("%s: %s", group, got)
		}
	}
}
