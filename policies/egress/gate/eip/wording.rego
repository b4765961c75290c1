package egress.gate.eip

# METADATA
# description: How to have a pod or node whose EIP is out of order leave by NAT, with the command where its id is known.
# related_resources:
#   - ref: https://help.aliyun.com/zh/ecs/developer-reference/api-ecs-2014-05-26-unassociateeipaddress
#     description: UnassociateEipAddress
default unbind := "unbind {eip} so that {source} leaves by NAT"

unbind := concat("", [
	"unbind {eip} so that {source} leaves by NAT: ",
	"aliyun vpc UnassociateEipAddress --AllocationId {id}",
]) if {
	address.id != ""
	not address.entry
}

unbind := "delete {entry} so that {source} leaves by SNAT" if address.entry

# METADATA
# description: What the names of findings about an EIP stand for.
names := object.union_n([
	{"eip": address.at, "source": "source"},
	{"id": address.id | address.id != ""},
	{"entry": address.entry | address.entry},
])
