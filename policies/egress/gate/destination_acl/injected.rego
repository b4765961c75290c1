package egress.gate.destination_acl

import data.egress.exit
import data.egress.group
import data.egress.injector

_answer := {
	"verdict": "unknown",
	"reason": "runtime-rule",
	"note": _expected.rule[injector.helps],
	"names": {"target": "target", "source": "source"},
	"at": input.source.injection.at,
	"missing": _unproven,
} if {
	_injected
}

# The injector adds a rule for the address of the pod to a group of the destination, which helps while no rule drops.
# https://github.com/AliyunContainerService/kubernetes-webhook-injector
_injected if {
	_owned
	not _spared
	exit.identity == "pod"
	injector.helps != "no"
	group.answer("ingress").reason == "no-rule-accepts"
}

# What would tell whether the injector is there, while it may not be.
_unproven := [item | injector.helps == "unknown"; some item in injector.missing]

_expected := {
	"rule": {
		"yes": "no ingress rule of {target} accepts, but the injector adds the address of {source} when it starts",
		"unknown": "no ingress rule of {target} accepts, and nothing tells whether the injector is there that {source} asks",
		"no": "",
	},
	"list": {
		"yes": "{list} does not hold the address, but the injector adds the address of {source} when it starts",
		"unknown": "{list} does not hold the address, and nothing tells whether the injector is there that {source} asks",
		"no": "",
	},
}
