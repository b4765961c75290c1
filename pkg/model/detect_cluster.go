package model

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// chooseCluster finds out which cluster the bundle is of, and leaves out what is said about others. A list of clusters
// names all of the account, so it only counts for the one that something else names, or that is alone.
func (d *detector) chooseCluster() {
	listed := d.claims[listedCluster]
	id := d.settleID()
	if id == "" && len(listed) > 0 {
		id = listed[0].value
		if i := slices.IndexFunc(listed, func(c claim) bool { return c.value != id }); i >= 0 {
			d.warn(listed[i].ref, "the bundle does not tell which of its clusters it is of, %q or %q: export DescribeClusterDetail of the one that is meant", id, listed[i].value)
			id = ""
		}
	}
	if id != "" || len(listed) > 0 {
		d.dropOthers(id)
	}
}

// settleID returns the id of the cluster that a place other than a list tells.
func (d *detector) settleID() string {
	best := Fact{}
	for _, by := range orders[clusterIdentity].facts {
		for _, c := range d.claims[clusterIdentity] {
			switch {
			case c.by != by:
			case best.Value == "":
				best = Fact{c.value, c.ref}
			case c.value != best.Value:
				d.report(c.ref, source.Error, "the bundle holds two clusters: %q here, and %q at %s, which is the one that is judged", c.value, best.Value, d.place(best.Ref))
			}
		}
	}
	return best.Value
}

// dropOthers removes the claims about clusters that are not id. Claims without a cluster are about the one at hand.
func (d *detector) dropOthers(id string) {
	for p, claims := range d.claims {
		d.claims[p] = slices.DeleteFunc(claims, func(c claim) bool { return c.cluster != "" && c.cluster != id })
	}
	d.claims[clusterIdentity] = slices.DeleteFunc(d.claims[clusterIdentity], func(c claim) bool { return c.value != id })
	if len(d.claims[clusterIdentity]) > 0 {
		return
	}
	for _, c := range d.claims[listedCluster] {
		if c.value == id {
			c.of, c.by = clusterIdentity, byAnswer
			d.claims[clusterIdentity] = []claim{c}
			return
		}
	}
}

// observePods adds what the addresses of the pods tell: two families mean dual stack, an address of a vSwitch is given
// by Terway, and one of the container CIDR block outside every vSwitch by Flannel.
func (d *detector) observePods() {
	dual := false
	plugin := slices.ContainsFunc(d.claims[networkPlugin], func(c claim) bool { return c.by != byCustom })
	for _, p := range d.builder.network.Pods {
		if dual && plugin {
			return
		}
		if p.HostNetwork || len(p.IPs) == 0 {
			continue
		}
		if !dual && slices.ContainsFunc(p.IPs, netip.Addr.Is4) && slices.ContainsFunc(p.IPs, netip.Addr.Is6) {
			dual = true
			d.add(claim{of: clusterIPStack, by: byPod, value: "dual", ref: p.Ref.At("/status/podIPs")})
		}
		if plugin {
			continue
		}
		if name := d.pluginOf(p.IPs[0]); name != "" {
			plugin = true
			d.add(claim{of: networkPlugin, by: byPod, value: name, ref: p.Ref.At("/status/podIP")})
		}
	}
}

func (d *detector) add(c claim) { d.claims[c.of] = append(d.claims[c.of], c) }

func (d *detector) pluginOf(ip netip.Addr) string {
	for _, vswitch := range d.builder.network.VSwitches {
		if vswitch.CIDR.IsValid() && vswitch.CIDR.Contains(ip) {
			return "terway"
		}
	}
	if len(d.builder.network.VSwitches) == 0 {
		return ""
	}
	for _, c := range d.claims[podRange] {
		if p := ParsePrefix(c.value); p.IsValid() && p.Contains(ip) {
			return "flannel"
		}
	}
	return ""
}

// clusterClaims returns what the answers of the Container Service say. They are read before they are joined, as each
// keeps its own place.
func clusterClaims(answers []RecordedAnswer) []claim {
	var claims []claim
	for _, a := range answers {
		for _, r := range a.rows {
			if c, ok := r.(*ClusterAnswer); ok {
				claims = append(claims, claimsOfAnswer(a, c)...)
			}
		}
	}
	return claims
}

func claimsOfAnswer(a RecordedAnswer, c *ClusterAnswer) []claim {
	place := at(c.Ref, a.Ref.Record)
	id := c.ID
	if id == "" {
		id = a.Owner
	}
	s := statement{by: byAnswer, place: place, cluster: id}
	switch {
	case a.API == "cs:DescribeClusterDetail":
		s.say(clusterIdentity, c.ID, "/cluster_id")
	case c.Type != "":
		s.say(listedCluster, c.ID, "/cluster_id")
	}
	s.say(clusterVPC, c.VPC, "/vpc_id")
	s.say(clusterRegion, c.Region, "/region_id")
	s.say(clusterProduct, productOf(c), "/profile")
	if strings.EqualFold(c.Profile, "Serverless") || c.Type == "Ask" {
		s.say(serverless, "true", "/profile")
	}
	s.say(clusterIPStack, ipStackOf(c.IPStack), "/ip_stack")
	s.say(kubeProxyMode, proxyModeOf(c.ProxyMode), "/proxy_mode")
	s.say(kubernetes, parseVersion(c.Version), "/current_version")
	s.say(firstKubernetes, parseVersion(c.InitVersion), "/init_version")
	s.say(nodeGroup, c.SecurityGroup, "/security_group_id")
	s.say(podRange, firstRange(c.ContainerCIDR), "/container_cidr")
	s.say(serviceRange, firstRange(c.ServiceCIDR), "/service_cidr")
	s.vSwitches(byAnswer, &source.Node{Kind: source.String, Text: c.PodVSwitchIDs}, "/parameters/PodVswitchIds")
	s.metaData(c.MetaData)
	s.installed(a.API, c.Addons, a.Ref.Record)
	return s.claims
}

// productOf returns the product that a cluster belongs to. Registered clusters are of neither.
// https://www.alibabacloud.com/help/en/ack/product-overview/cluster-types
func productOf(c *ClusterAnswer) string {
	switch {
	case strings.EqualFold(c.Profile, "Acs"):
		return "acs"
	case c.Type == "ManagedKubernetes", c.Type == "Kubernetes", c.Type == "Ask":
		return "ack"
	}
	return ""
}

func ipStackOf(text string) string {
	switch text = strings.ToLower(text); text {
	case "ipv4", "dual":
		return text
	}
	return ""
}

func proxyModeOf(text string) string {
	switch text = strings.ToLower(text); text {
	case "ipvs", "iptables":
		return text
	}
	return ""
}

// firstRange returns the first of the ranges that a dual-stack cluster lists with commas.
func firstRange(text string) string {
	if list := splitList(text); len(list) > 0 && ParsePrefix(list[0]).IsValid() {
		return list[0]
	}
	return ""
}
