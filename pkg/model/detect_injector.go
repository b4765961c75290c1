package model

import (
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// The whitelist injector, as its Deployment, its webhook and the component are called.
// https://github.com/AliyunContainerService/kubernetes-webhook-injector
const (
	injectorName      = "kubernetes-webhook-injector"
	injectorComponent = "ack-" + injectorName
)

func isInjector(name string) bool { return name == injectorName || name == injectorComponent }

// injectorClaims reads the injector, and whether the bundle has what would show one: the webhooks of a cluster, and what runs
// in kube-system. Manifests of either show nothing, for components of ACK are in no repository.
func (r *reader) injectorClaims(s *statement, m meta) {
	switch {
	case m.kind == "Deployment" && isInjector(m.name):
		s.sayAs(byDeployment, injector, "true", ownName)
		s.accessClaims(byDeployment, r.root.Get("spec", "template", "spec"), "/spec/template/spec")
	case m.namespace != systemNamespace:
	case m.kind == "Pod" && strings.HasPrefix(strings.TrimPrefix(m.name, "ack-"), injectorName+"-"):
		s.sayAs(byPod, injector, "true", ownName)
		s.accessClaims(byPod, r.root.Get("spec"), "/spec")
	case m.kind == "Pod" && r.root.Get("status", "phase") != nil, m.kind == "Deployment" && (isLive(m.node) || m.name == corednsName):
		s.sayAs(byPod, systemSeen, "true", ownName)
	}
}

// isLive tells whether an object was read from a cluster, which gives every one an identifier.
func isLive(metadata *source.Node) bool { return metadata.Get("uid").String() != "" }

// webhookClaims reads a MutatingWebhookConfiguration. The injector makes its own when it starts.
func (s *statement) webhookClaims(root *source.Node) {
	metadata := root.Get("metadata")
	own := slices.ContainsFunc(root.Get("webhooks").Elements(), func(webhook *source.Node) bool {
		return strings.HasPrefix(webhook.Get("name").String(), injectorName+".")
	})
	switch {
	case own || isInjector(metadata.Get("name").String()):
		s.say(injector, "true", ownName)
	case isLive(metadata):
		s.say(webhooksSeen, "true", ownName)
	}
}

// accessClaims reads by which endpoints of the cloud the injector has pods call it: public ones, unless a flag says otherwise.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/security-and-compliance/dynamically-add-the-ip-addresses-of-pods-to-the-whitelists-of-alibaba-cloud-services
func (s *statement) accessClaims(by witness, spec *source.Node, pointer string) {
	value, place := "public", pointer
	for i, container := range spec.Get("containers").Elements() {
		for _, key := range []string{"command", "args"} {
			for j, word := range container.Get(key).Elements() {
				flag, setting, given := strings.Cut(strings.TrimLeft(word.String(), "-"), "=")
				if (flag == "intranet-access" || flag == "intranet_access") && (!given || strings.EqualFold(setting, "true")) {
					value, place = "intranet", pointer+"/containers/"+strconv.Itoa(i)+"/"+key+"/"+strconv.Itoa(j)
				}
			}
		}
	}
	s.sayAs(by, injectorAccess, value, place)
}

// settleInjector tells a cluster without the injector from a bundle that does not show it. One that has the webhooks of the
// cluster and what runs in it, or its components, and no injector among them shows that there is none; one of these alone may
// be a part of what there is.
func (c *Cluster) settleInjector(webhooks, system, components Fact) {
	switch {
	case c.Injector.Value != "":
	case webhooks.Value != "" && (system.Value != "" || components.Value != ""):
		c.Injector = Fact{"false", webhooks.Ref}
	case webhooks.Value != "":
		c.Injector = Fact{"unseen", webhooks.Ref}
	case system.Value != "":
		c.Injector = Fact{"unseen", system.Ref}
	case components.Value != "":
		c.Injector = Fact{"unseen", components.Ref}
	}
}
