package facts

import (
	"slices"
	"strings"
)

// cloudZone returns the part of a host name before the zone of Alibaba Cloud that it is of. Names of load balancers end in
// a zone of their own since 2024; other zones count for the names in them that are for use inside VPCs.
// https://www.alibabacloud.com/help/en/slb/application-load-balancer/user-guide/alb-instance and
// https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/access-api-gateway-over-a-vpc
func cloudZone(host string) (string, bool) {
	for _, zone := range []string{".aliyuncs.com", ".aliyun-inc.com", ".aliyuncsslb.com", ".aliyuncsslbintl.com"} {
		if name, found := strings.CutSuffix(host, zone); found {
			return name, true
		}
	}
	for _, zone := range []string{".alicloudapi.com", ".fcapp.run", ".aliyun.com"} {
		name, found := strings.CutSuffix(host, zone)
		if found && slices.ContainsFunc(strings.Split(name, "."), saysPrivate) {
			return name, true
		}
	}
	return "", false
}

// serviceLabel returns the label that tells the service. An instance of KMS has a zone within that of the service.
// https://www.alibabacloud.com/help/en/kms/key-management-service/support/connect-to-kms-instances
func serviceLabel(labels []string) string {
	if slices.Contains(labels, "cryptoservice") {
		return "cryptoservice"
	}
	return labels[len(labels)-1]
}
