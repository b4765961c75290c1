package facts

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// bucketHost reads a name of OSS: [bucket.]oss-REGION[-internal], [bucket.]REGION[-internal].oss for both families,
// [bucket.]oss-accelerate, which is public, and the names for VPCs that older documents have, vpc100-oss-REGION. A bucket
// may be called anything.
// https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
func bucketHost(labels []string) cloudHost {
	end := len(labels) - 1
	if (labels[end] == "oss" || labels[end] == "oss-data-acc") && end > 0 {
		end--
	}
	endpoint := labels[end]
	h := cloudHost{kind: "oss", port: 443}
	if end > 0 {
		h.bucket = labels[end-1]
	}
	h.region = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(endpoint, "vpc100-"), "oss-"), "-internal")
	if strings.HasPrefix(endpoint, "vpc100-") || saysPrivate(endpoint) {
		h.within = sharedServices()
	} else {
		h.public = true
	}
	return h
}

// abroad tells whether the target is an endpoint for the VPCs of a region that is certainly not the cluster's. Names of
// dedicated regions are left out: those of finance and government clouds spell them in their own way.
func (t Target) abroad(own string) bool {
	return !t.Uncertain && t.Region != own && ossRanges[t.Region] != nil && ossRanges[own] != nil
}

// ossRanges are the ranges in which the endpoints for VPCs of each region have their addresses, as of 2026-02-05.
// OSS moves between those of a region as it likes, so that all of them have to be let through.
// https://www.alibabacloud.com/help/en/oss/user-guide/internal-endpoints-of-oss-buckets-and-vip-ranges
var ossRanges = map[string][]string{
	"cn-hangzhou": {"100.118.28.0/24", "100.114.102.0/24", "100.98.170.0/24", "100.118.31.0/24"},
	"cn-shanghai": {"100.98.35.0/24", "100.98.110.0/24", "100.98.169.0/24", "100.118.102.0/24"},
	"cn-nanjing":  {"100.114.142.0/24"},
	"cn-fuzhou":   {"100.115.21.0/24"},
	"cn-wuhan-lr": {"100.115.89.0/24"},
	"cn-qingdao":  {"100.115.173.0/24", "100.99.113.0/24", "100.99.114.0/24", "100.99.115.0/24"},
	"cn-beijing": {
		"100.118.58.0/24", "100.118.167.0/24", "100.118.170.0/24", "100.118.171.0/24", "100.118.172.0/24", "100.118.173.0/24",
	},
	"cn-zhangjiakou": {"100.118.90.0/24", "100.98.159.0/24", "100.114.0.0/24", "100.114.1.0/24"},
	"cn-huhehaote":   {"100.118.195.0/24", "100.99.110.0/24", "100.99.111.0/24", "100.99.112.0/24"},
	"cn-wulanchabu":  {"100.114.11.0/24", "100.114.12.0/24", "100.114.100.0/24", "100.118.214.0/24"},
	"cn-shenzhen":    {"100.118.78.0/24", "100.118.203.0/24", "100.118.204.0/24", "100.118.217.0/24"},
	"cn-heyuan":      {"100.98.83.0/24", "100.118.174.0/24"},
	"cn-guangzhou":   {"100.115.33.0/24", "100.114.101.0/24"},
	"cn-chengdu":     {"100.115.155.0/24", "100.99.107.0/24", "100.99.108.0/24", "100.99.109.0/24"},
	"cn-hongkong":    {"100.115.61.0/24", "100.99.103.0/24", "100.99.104.0/24", "100.99.106.0/24"},
	"ap-northeast-1": {"100.114.211.0/24", "100.114.114.0/25"},
	"ap-northeast-2": {"100.99.119.0/24"},
	"ap-southeast-1": {"100.118.219.0/24", "100.99.213.0/24", "100.99.116.0/24", "100.99.117.0/24"},
	"ap-southeast-3": {"100.118.165.0/24", "100.99.125.0/24", "100.99.130.0/24", "100.99.131.0/24"},
	"ap-southeast-5": {"100.114.98.0/24"},
	"ap-southeast-6": {"100.115.16.0/24"},
	"ap-southeast-7": {"100.98.249.0/24"},
	"eu-central-1":   {"100.115.154.0/24"},
	"eu-west-1":      {"100.114.114.128/25"},
	"us-west-1":      {"100.115.107.0/24"},
	"us-east-1":      {"100.115.60.0/24", "100.99.100.0/24", "100.99.101.0/24", "100.99.102.0/24"},
	"na-south-1":     {"100.115.112.0/27"},
	"me-east-1":      {"100.99.235.0/24"},
}

// partsOfServices tells whether something in the bundle names a part of the range of the platform's services, so that the
// addresses of OSS in it may be treated apart.
func partsOfServices(n *model.Network) bool {
	var named []model.Prefix
	for _, group := range n.SecurityGroups {
		for _, rule := range group.Rules {
			named = append(named, rule.DestCIDR)
		}
	}
	for _, list := range n.PrefixLists {
		named = append(named, list.Entries...)
	}
	for _, acl := range n.NetworkACLs {
		for _, entry := range slices.Concat(acl.Egress, acl.Ingress) {
			named = append(named, entry.CIDR)
		}
	}
	for _, table := range n.RouteTables {
		for _, route := range table.Routes {
			named = append(named, route.Destination)
		}
	}
	for _, p := range n.Policies {
		for _, rule := range p.Spec.Egress {
			for _, peer := range rule.To {
				if block := peer.IPBlock; block != nil {
					named = append(named, model.ParsePrefix(block.CIDR))
					for _, except := range block.Except {
						named = append(named, model.ParsePrefix(except))
					}
				}
			}
		}
	}
	return slices.ContainsFunc(named, func(p model.Prefix) bool {
		return p.IsValid() && p.Bits() > sharedSpace.Bits() && sharedSpace.Overlaps(unmapped(p.Prefix))
	})
}

// bucketRanges returns the ranges in one of which the endpoint of OSS has its address; none where nothing treats them apart,
// or nothing tells them.
func (f *Facts) bucketRanges(t Target) []netip.Prefix {
	if !f.divided || t.Uncertain || t.Within != sharedSpace || t.Region != f.network.Cluster.Region.Value {
		return nil
	}
	var ranges []netip.Prefix
	for _, text := range ossRanges[t.Region] {
		ranges = append(ranges, netip.MustParsePrefix(text))
	}
	return ranges
}

// asked returns the range that a rule for the target has to name. The ranges of OSS change, inside that of the platform's
// services.
func (t Target) asked() netip.Prefix {
	if t.Region != "" {
		return sharedSpace
	}
	return t.Within
}
