# METADATA
# title: A load balancer as destination
# description: |
#   What gates and rules ask about the load balancer that a packet goes to. The servers behind it are another way,
#   with gates of their own, which is not judged; only a server that is its own client is, as it never gets an answer.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/product-overview/slb-overview
#     description: Load balancers
package egress.balancer

import data.egress.destination
import data.egress.exit

# METADATA
# description: Whether the target is a load balancer.
present if input.balancer.product != ""

# METADATA
# description: Whether its address is a public one, which sees the public address that the packet leaves with.
default public := false

public if destination.class == "public"

# METADATA
# description: Whether its address is certainly one of the VPC, which sees the address that the packet leaves its pod with.
default private := false

private if destination.class == "private"

# METADATA
# description: What the source is to the servers; unknown while nothing tells which address the packet leaves with.
default client := {"standing": "unknown", "at": ""}

client := input.balancer.pod if exit.identity == "pod"

client := input.balancer.node if exit.identity == "node"

# METADATA
# description: |
#   Whether the servers see the client's own address: yes, no or unknown. Layer-7 listeners and ALB connect with
#   addresses of their own.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/network-load-balancer/use-cases/obtain-client-ip-addresses
#     description: Client addresses behind NLB
default keeps_address := "no"

keeps_address := "yes" if {
	input.balancer.product == "clb"
	input.balancer.listener.protocol in {"tcp", "udp"}
}

keeps_address := input.balancer.backends.preserve if {
	input.balancer.product == "nlb"
	input.balancer.listener.described
}
