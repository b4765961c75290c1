# METADATA
# title: Terway does not read the setting
# description: |
#   ConfigMap eni-config has a key that Terway knows under another spelling, or reads in another place: beside eni_conf, in
#   eni_conf, or in 10-terway.conf.
#
#   Terway passes over keys that it does not know, so the default holds and not what is written. Write the key as Terway
#   reads it, and restart Terway.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/customize-terway-configuration-parameters
#     description: Parameters of Terway
#   - ref: https://github.com/AliyunContainerService/terway/blob/main/cmd/terway-cli/common.go
#     description: The keys of eni-config that Terway reads
# custom:
#   severity: warning
#   code: ENI-004
#   about: object
#   rows: []
package egress.rules.identity.unread_setting

# What Terway reads in each place. "" is the ConfigMap itself.
_read := {
	"": {
		"eni_conf", "10-terway.conf", "10-terway.conflist", "disable_network_policy", "in_cluster_loadbalance",
		"felix_relay_service",
	},
	"eni_conf": {
		"service_cidr", "vswitches", "security_group", "security_groups", "vswitch_selection_policy", "ip_stack",
		"enable_eni_trunking", "ipam_type", "max_pool_size", "min_pool_size", "eni_tags", "eni_tag_filter", "enable_eip_pool",
		"allow_eip_rob", "enable_eip_migrate",
	},
	"10-terway.conf": {"eniip_virtual_type", "host_stack_cidrs", "network_policy_provider"},
}

_place := {"": "a key of the ConfigMap, beside eni_conf", "eni_conf": "a key in eni_conf", "10-terway.conf": "a key in 10-terway.conf"}

# METADATA
# description: One finding at each key in another spelling. The letters of JSON keys may be small or capital for Terway.
lints contains {
	"at": key.at,
	"message": sprintf("Terway does not read {key}: it knows the setting as %q", [known]),
	"fix": sprintf("write %s, and restart Terway", [known]),
	"names": {"key": key.at},
	"related": [],
} if {
	some key in input.object.settings.keys
	not key.name in _read[key.within]
	some known in _read[key.within]
	_plain(known) == _plain(key.name)
	not _same(key, known)
}

# METADATA
# description: One finding at each key in another place. Two have findings of their own.
lints contains {
	"at": key.at,
	"message": sprintf("{key} has no effect here: Terway reads it as %s", [_place[within]]),
	"fix": sprintf("write it as %s, and restart Terway", [_place[within]]),
	"names": {"key": key.at},
	"related": [],
} if {
	some key in input.object.settings.keys
	some within, names in _read
	within != key.within
	key.name in names
	not key.name in _told
}

_told := {"in_cluster_loadbalance", "disable_network_policy", "ip_stack"}

_plain(name) := lower(replace(replace(name, "_", ""), "-", ""))

_same(key, known) if {
	key.within != ""
	lower(key.name) == lower(known)
}
