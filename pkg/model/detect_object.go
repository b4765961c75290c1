package model

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// The names of what the plugins and the Container Service keep in the cluster.
const (
	systemNamespace   = "kube-system"
	eniConfig         = "eni-config"
	eciProfile        = "eci-profile"
	acsProfile        = "acs-profile"
	eipControllerName = "ack-extend-network-controller"
	corednsName       = "coredns"
	managedDNSName    = "managed-coredns"
	poseidonName      = "poseidon"
)

// ownName is the pointer of an object's name, the place of what its mere presence says.
const ownName = "/metadata/name"

// claims returns what the object at the root says about the cluster.
func (r *reader) claims(m meta) []claim {
	s := &statement{}
	r.injectorClaims(s, m)
	switch {
	case m.kind == "Node":
		r.nodeClaims(s, m)
	case m.kind == "Deployment" && m.name == eipControllerName:
		r.eipControllerClaims(s)
	case m.kind == "DaemonSet" && thirdParties[m.name] != "":
		s.sayAs(byDaemonSet, thirdParty, thirdParties[m.name], ownName)
	case m.kind == "PodEIP":
		s.sayAs(byCustom, eipController, "true", ownName)
	case m.kind == "PodNetworking", m.kind == "PodENI":
		s.sayAs(byCustom, networkPlugin, "terway", ownName)
	case m.namespace != systemNamespace:
	case m.kind == "ConfigMap":
		r.configClaims(s, m.name)
	case m.kind == "Deployment" && m.name == poseidonName:
		r.poseidonClaims(s)
	case m.kind == "DaemonSet":
		r.pluginClaims(s, m.name, byDaemonSet, "/spec/template/spec", r.root.Get("spec", "template", "spec"))
	case m.kind == "Pod":
		if o := r.ownerOf(m.node); o.kind == "DaemonSet" {
			r.pluginClaims(s, o.name, byPod, "/spec", r.root.Get("spec"))
		}
	}
	return s.claims
}

// thirdParties are the DaemonSets of network plugins that ACK does not come with, by the names that their own manifests have.
// https://docs.tigera.io/calico/latest/getting-started/kubernetes/ and https://docs.cilium.io/en/stable/installation/
var thirdParties = map[string]string{"calico-node": "calico", "canal": "calico", "cilium": "cilium"}

// poseidonClaims reads the Deployment of the component that enforces policies where Terway does not.
// https://www.alibabacloud.com/help/en/ack/product-overview/poseidon
func (r *reader) poseidonClaims(s *statement) {
	s.sayAs(byDeployment, poseidon, "true", ownName)
	for i, container := range r.root.Get("spec", "template", "spec", "containers").Elements() {
		if image := container.Get("image").String(); strings.Contains(image, poseidonName) {
			s.sayAs(byDeployment, poseidonVersion, imageVersion(image), "/spec/template/spec/containers/"+strconv.Itoa(i)+"/image")
		}
	}
}

// customClaims returns what an object says whose kind is not read: its mere presence, for a kind that a component of ACK has
// defined.
func customClaims(root *source.Node, kind groupKind) []claim {
	s := &statement{by: byCustom}
	switch kind {
	case groupKind{"admissionregistration.k8s.io", "MutatingWebhookConfiguration"}:
		s.webhookClaims(root)
	case groupKind{"network.alibabacloud.com", "Node"}, groupKind{"network.alibabacloud.com", "NodeRuntime"}:
		s.say(networkPlugin, "terway", ownName)
	case groupKind{"alibabacloud.com", "PodIPv6GW"}:
		s.say(ipv6Controller, "true", ownName)
	}
	return s.claims
}

// nodeClaims reads what the plugins and the kubelet write on a Node.
func (r *reader) nodeClaims(s *statement, m meta) {
	s.by = byNode
	if region, instance, found := strings.Cut(r.root.Get("spec", "providerID").String(), "."); found && instance != "" {
		s.say(clusterRegion, region, "/spec/providerID")
	}
	s.say(kubernetes, parseVersion(r.root.Get("status", "nodeInfo", "kubeletVersion").String()), "/status/nodeInfo/kubeletVersion")
	for _, resource := range []string{"aliyun/eni", "aliyun/member-eni", "aliyun/erdma"} {
		if r.allocatable(resource) != "" {
			s.say(networkPlugin, "terway", "/status/allocatable/"+pointerEscaper.Replace(resource))
		}
	}
	annotations := m.node.Get("annotations")
	if !annotations.Is(source.Map) {
		return
	}
	for _, key := range annotations.Keys {
		pointer := "/metadata/annotations/" + pointerEscaper.Replace(key)
		switch {
		case key == "k8s.aliyun.com/trunk-on":
			s.say(eniTrunking, "true", pointer)
			s.say(networkPlugin, "terway", pointer)
		case key == "k8s.aliyun.com/max-available-ip", key == "k8s.aliyun.com/max-member-eni-ip", key == "k8s.aliyun.com/max-erdma-ip":
			s.say(networkPlugin, "terway", pointer)
		case strings.HasPrefix(key, "flannel.alpha.coreos.com/") && r.root.Get("spec", "podCIDR").String() != "":
			s.say(networkPlugin, "flannel", pointer)
		}
	}
}

// pluginClaims reads the DaemonSet of a plugin, or one of its pods.
func (r *reader) pluginClaims(s *statement, name string, by witness, pointer string, spec *source.Node) {
	s.by = by
	switch {
	case name == "terway-eniip", name == "terway-eni", name == "terway":
		s.say(networkPlugin, "terway", ownName)
		r.terwayClaims(s, name, pointer, spec)
	case strings.HasPrefix(name, "kube-flannel-ds"):
		s.say(networkPlugin, "flannel", ownName)
		s.masqueradeClaims(pointer, spec)
	default:
		return
	}
	// Only clusters with nodes of their own run a plugin as a DaemonSet; the nodes of ACS are virtual.
	s.say(clusterProduct, "ack", ownName)
}

func (r *reader) terwayClaims(s *statement, name, pointer string, spec *source.Node) {
	mode, place := modeOf(name), ownName
	for i, container := range spec.Get("containers").Elements() {
		below := pointer + "/containers/" + strconv.Itoa(i)
		switch container.Get("name").String() {
		case "terway":
			image := container.Get("image").String()
			s.say(terwayVersion, imageVersion(image), below+"/image")
			if imageVersion(image) == "" {
				s.say(unknownTerway, image, below+"/image")
			}
			if flag := daemonMode(container, name); flag != "" {
				mode, place = flag, below
			}
		case "policy":
			r.policyClaims(s, container, below)
		}
	}
	s.say(terwayMode, mode, place)
}

// daemonMode returns the mode that the command line of terwayd asks for. Without the flag the open source DaemonSet runs
// in VPC mode, while the names of the others say what they do.
// https://github.com/AliyunContainerService/terway
func daemonMode(container *source.Node, name string) string {
	var words []string
	for _, key := range []string{"command", "args"} {
		for _, word := range container.Get(key).Elements() {
			words = append(words, strings.FieldsFunc(word.String(), func(r rune) bool { return r == ' ' || r == '=' })...)
		}
	}
	terwayd := false
	for i, word := range words {
		terwayd = terwayd || strings.HasSuffix(word, "terwayd")
		if strings.TrimLeft(word, "-") == "daemon-mode" && i+1 < len(words) {
			return map[string]string{"ENIMultiIP": "shared-eni", "ENIOnly": "exclusive-eni", "VPC": "vpc"}[words[i+1]]
		}
	}
	if terwayd && name == "terway" {
		return "vpc"
	}
	return ""
}

// masqueradeClaims reads the flag --ip-masq of flanneld, or its variable: without them it translates nothing.
// https://github.com/flannel-io/flannel/blob/master/Documentation/configuration.md
func (s *statement) masqueradeClaims(pointer string, spec *source.Node) {
	for i, container := range spec.Get("containers").Elements() {
		value, place, flanneld := "false", "", false
		for j, variable := range container.Get("env").Elements() {
			if variable.Get("name").String() == "FLANNELD_IP_MASQ" {
				value, place = strconv.FormatBool(isTrue(variable.Get("value"))), "/env/"+strconv.Itoa(j)
			}
		}
		for _, key := range []string{"command", "args"} {
			for j, word := range container.Get(key).Elements() {
				flag, setting, given := strings.Cut(strings.TrimLeft(word.String(), "-"), "=")
				flanneld = flanneld || strings.HasSuffix(word.String(), "flanneld") || flag == "kube-subnet-mgr"
				if flag == "ip-masq" {
					value, place = strconv.FormatBool(!given || strings.EqualFold(setting, "true")), "/"+key+"/"+strconv.Itoa(j)
				}
			}
		}
		if flanneld || place != "" {
			s.say(masquerading, value, pointer+"/containers/"+strconv.Itoa(i)+cmp.Or(place, "/name"))
			return
		}
	}
}

func (r *reader) policyClaims(s *statement, container *source.Node, pointer string) {
	for i, variable := range container.Get("env").Elements() {
		if value := variable.Get("value"); variable.Get("name").String() == "DISABLE_POLICY" && value != nil {
			s.say(policySwitch, switchOf(!disables(value.String())), pointer+"/env/"+strconv.Itoa(i)+"/value")
		}
	}
}

// disables tells whether the value of disable_network_policy switches policies off: anything does but these.
func disables(text string) bool { return text != "" && text != "false" && text != "0" }

// configClaims reads a ConfigMap of kube-system.
func (r *reader) configClaims(s *statement, name string) {
	data := r.root.Get("data")
	switch name {
	case eniConfig:
		r.eniConfigClaims(s, data)
	case "kube-flannel-cfg":
		s.by = byFlannel
		s.say(networkPlugin, "flannel", ownName)
		conf := r.json(data, "net-conf.json")
		s.say(podRange, firstRange(conf.Get("Network").String()), "/data/net-conf.json##/Network")
		s.say(flannelBackend, strings.ToLower(conf.Get("Backend", "Type").String()), "/data/net-conf.json##/Backend/Type")
	case eipControllerName:
		r.controllerListClaims(s, data)
	case "kube-proxy-worker", "kube-proxy-master":
		r.proxyClaims(s, data.Get("config.conf"))
	case "ack-cluster-profile":
		s.by = byProfile
		s.say(clusterIdentity, data.Get("clusterid").String(), "/data/clusterid")
		s.say(clusterVPC, data.Get("vpcid").String(), "/data/vpcid")
		s.say(clusterIPStack, ipStackOf(data.Get("ipStack").String()), "/data/ipStack")
		s.say(serviceRange, firstRange(data.Get("serviceCIDR").String()), "/data/serviceCIDR")
	}
}

// eipControllerClaims reads the Deployment of the controller that binds EIPs to pods.
func (r *reader) eipControllerClaims(s *statement) {
	s.by = byDeployment
	s.say(eipController, "true", ownName)
	for i, container := range r.root.Get("spec", "template", "spec", "containers").Elements() {
		if image := container.Get("image").String(); strings.Contains(image, eipControllerName) {
			s.say(eipVersion, imageVersion(image), "/spec/template/spec/containers/"+strconv.Itoa(i)+"/image")
		}
	}
}

// controllerListClaims reads which controllers the ConfigMap of the component enables: a list in YAML inside a string.
// A list under another key says nothing.
// https://www.alibabacloud.com/help/en/ack/product-overview/ack-extend-network-controller
func (r *reader) controllerListClaims(s *statement, data *source.Node) {
	if !data.Is(source.Map) {
		return
	}
	for i, key := range data.Keys {
		before, list, found := strings.Cut(data.Nodes[i].String(), "enableControllers:")
		if !found || strings.HasSuffix(before, "#") {
			continue
		}
		var names []string
		for line := range strings.Lines(list) {
			words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("-[], \"'\r\n", r) })
			names = append(names, words...)
			if strings.Contains(line, ":") {
				break
			}
		}
		s.sayAs(byDeployment, controllerList, listOf(names), "/data/"+pointerEscaper.Replace(key))
	}
}

// json returns the object that is written as JSON at the key of a ConfigMap.
func (r *reader) json(data *source.Node, key string) *source.Node {
	value := data.Get(key)
	if absent(value) || strings.TrimSpace(value.String()) == "" {
		return nil
	}
	n, err := source.FromJSON([]byte(value.String()))
	if err != nil {
		r.problem(value, source.Error, "%s holds no valid JSON", key)
		return nil
	}
	return n
}

// proxyClaims reads a KubeProxyConfiguration, whose settings stand at the beginning of a line. On Linux no mode is iptables.
// https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/
func (r *reader) proxyClaims(s *statement, config *source.Node) {
	if !config.Is(source.String) {
		return
	}
	const pointer = "/data/config.conf"
	said := map[string]string{}
	for line := range strings.Lines(config.Text) {
		key, value, _ := strings.Cut(line, ":")
		said[key] = strings.Trim(strings.TrimSpace(value), `"'`)
	}
	s.sayAs(byKubeProxy, kubeProxyRange, cmp.Or(said["clusterCIDR"], "none"), pointer)
	if mode := said["mode"]; mode != "" {
		s.sayAs(byKubeProxy, kubeProxyMode, proxyModeOf(mode), pointer)
		return
	}
	s.sayAs(byDefault, kubeProxyMode, "iptables", pointer)
}
