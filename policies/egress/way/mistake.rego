package egress.way

# METADATA
# description: |
#   How a wish for an EIP is written so that nobody takes it for one: value when it is neither true nor false, legacy when
#   its name counts for pods on virtual nodes alone, misplaced on the workload and not on its pods, misspelt.
mistake := [kind | some kind in ["value", "legacy", "misplaced", "misspelt"]; mistakes[kind]][0]

# METADATA
# description: The annotations that are written so.
mistakes["value"] := input.source.with_eip.at if {
	input.source.with_eip.present
	not input.source.with_eip.true
	not input.source.with_eip.false
}

mistakes["legacy"] := [annotation.at |
	some annotation in [input.source.with_eip, input.source.eip_instance]
	annotation.present
	_elsewhere_only(annotation)
][0]

mistakes["misplaced"] := input.source.misplaced.at if input.source.misplaced.present

mistakes["misspelt"] := input.source.misspelt.at if input.source.misspelt.present

# METADATA
# description: |
#   Why the EIP that the pod names cannot be bound to it: missing when the account has none of that id, shared when
#   several pods name it, elsewhere when it is bound to something else. Terway may take an EIP away from what has it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods, on EIPs by their ids
flaw := [kind | some kind in ["missing", "shared", "elsewhere"]; _flaws[kind]][0]

_flaws contains "missing" if {
	_named.id != ""
	not _named.found
	_named.evidence == "complete"
}

_flaws contains "elsewhere" if {
	_named.elsewhere == "yes"
	not _robbing
}

_flaws contains "shared" if {
	input.source.eip_instance.present
	input.source.shared
}

_named := input.source.named_eip

_robbing if {
	input.cluster.eip_rob == "true"
	terway != "no"
}
