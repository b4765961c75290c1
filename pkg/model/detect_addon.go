package model

import (
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// statement collects the claims of one place. Values that are empty say nothing.
type statement struct {
	by      witness
	place   Ref
	cluster string
	claims  []claim
}

func (s *statement) say(of property, value, pointer string) { s.sayAs(s.by, of, value, pointer) }

func (s *statement) sayAs(by witness, of property, value, pointer string) {
	if value != "" {
		s.claims = append(s.claims, claim{of: of, by: by, value: value, cluster: s.cluster, ref: Ref{s.place.Record, s.place.Pointer + pointer}})
	}
}

// metaData reads what a cluster was created with.
func (s *statement) metaData(text string) {
	data := embedded(text)
	if data == nil {
		return
	}
	for i, addon := range data.Get("Addons").Elements() {
		pointer := "/meta_data##/Addons/" + strconv.Itoa(i)
		name := addon.Get("name").String()
		s.addon(byAddon, name, pointer+"/name")
		s.controllers(byAddon, name, addon.Get("config").String(), pointer+"/config##")
		if isTerway(name) {
			s.sayAs(byAddon, createdVersion, parseVersion(addon.Get("version").String()), pointer+"/version")
			s.addonConfig(byAddon, addon.Get("config").String(), pointer+"/config##")
		}
	}
	network := strings.ToLower(data.Get("Capabilities", "Network").String())
	switch pointer := "/meta_data##/Capabilities/Network"; {
	case strings.Contains(network, "terway"):
		s.sayAs(byCapability, networkPlugin, "terway", pointer)
		s.sayAs(byCapability, terwayMode, modeOf(network), pointer)
	case strings.Contains(network, "flannel"):
		s.sayAs(byCapability, networkPlugin, "flannel", pointer)
	}
	s.sayAs(byCapability, kubeProxyMode, proxyModeOf(data.Get("Capabilities", "ProxyMode").String()), "/meta_data##/Capabilities/ProxyMode")
}

// installed reads the answers about the components of a cluster. Two of them name all that are installed, so that a
// component that they do not name is not there.
func (s *statement) installed(api string, addons []Addon, record int32) {
	nameKey, configKey := "/name", "/config##"
	if api == "cs:DescribeClusterAddonsVersion" {
		nameKey, configKey = "/component_name", "/value##"
	}
	if api == "cs:ListClusterAddonInstances" || api == "cs:DescribeClusterAddonsVersion" {
		s.sayAs(byAbsence, eipController, "false", "")
		s.sayAs(byAbsence, poseidon, "false", "")
		s.sayAs(byAbsence, componentsSeen, "true", "")
	}
	for _, addon := range addons {
		if addon.Version == "" {
			continue // the answer about versions lists what could be installed too
		}
		s.place = at(addon.Ref, record)
		s.addon(byInstalled, addon.Name, nameKey)
		if addon.Name == eipControllerName {
			s.sayAs(byInstalled, eipVersion, parseVersion(addon.Version), "/version")
		}
		if addon.Name == poseidonName {
			s.sayAs(byInstalled, poseidonVersion, parseVersion(addon.Version), "/version")
		}
		s.controllers(byInstalled, addon.Name, addon.Config, configKey)
		if isTerway(addon.Name) {
			s.sayAs(byInstalled, terwayVersion, parseVersion(addon.Version), "/version")
			s.addonConfig(byInstalled, addon.Config, configKey)
		}
	}
}

// addon reads the name of a component.
func (s *statement) addon(by witness, name, pointer string) {
	switch {
	case strings.HasPrefix(name, "terway"):
		s.sayAs(by, networkPlugin, "terway", pointer)
		s.sayAs(by, terwayMode, modeOf(name), pointer)
	case name == "flannel":
		s.sayAs(by, networkPlugin, "flannel", pointer)
	case name == managedDNSName:
		s.sayAs(by, managedDNS, "true", pointer)
	case name == eipControllerName:
		s.sayAs(by, eipController, "true", pointer)
	case name == poseidonName:
		s.sayAs(by, poseidon, "true", pointer)
	case isInjector(name):
		s.sayAs(by, injector, "true", pointer)
	}
}

// isTerway tells whether a component is Terway itself and not its control plane, which has a version of its own.
func isTerway(name string) bool { return name == "terway-eniip" || name == "terway-eni" }

// modeOf returns the mode of Terway that the name of a component or DaemonSet means.
func modeOf(name string) string {
	switch name {
	case "terway-eniip":
		return "shared-eni"
	case "terway-eni":
		return "exclusive-eni"
	}
	return ""
}

// addonConfig reads the settings of the component: JSON in a string, with values that are strings. IPVlan "false" does
// not rule DataPath V2 out, so it says nothing.
func (s *statement) addonConfig(by witness, text, pointer string) {
	config := embedded(text)
	if config == nil {
		return
	}
	if isTrue(config.Get("IPVlan")) {
		s.sayAs(by, virtualType, "ipvlan", pointer+"/IPVlan")
	}
	if policy := config.Get("NetworkPolicy"); policy.String() != "" {
		s.sayAs(by, policySwitch, switchOf(isTrue(policy)), pointer+"/NetworkPolicy")
	}
	if trunking := config.Get("ENITrunking"); trunking.String() != "" {
		s.sayAs(by, eniTrunking, strconv.FormatBool(isTrue(trunking)), pointer+"/ENITrunking")
	}
	for _, key := range []string{"PodVswitchId", "PodVswitchIds"} {
		s.vSwitches(by, config.Get(key), pointer+"/"+key)
	}
}

// vSwitches reads vSwitches that are listed by zone, listed plainly, or either as JSON in a string.
func (s *statement) vSwitches(by witness, n *source.Node, pointer string) {
	if n.Is(source.String) {
		n, pointer = embedded(n.Text), pointer+"##"
	}
	s.vSwitchList(by, n, "", pointer)
	if n.Is(source.Map) {
		for i, zone := range n.Keys {
			s.vSwitchList(by, n.Nodes[i], zone, pointer+"/"+pointerEscaper.Replace(zone))
		}
	}
}

func (s *statement) vSwitchList(by witness, n *source.Node, zone, pointer string) {
	for i, id := range n.Elements() {
		before := len(s.claims)
		s.sayAs(by, podVSwitches, strings.TrimSpace(id.String()), pointer+"/"+strconv.Itoa(i))
		for j := range s.claims[before:] {
			s.claims[before+j].zone = zone
		}
	}
}

// embedded returns the object that is written as JSON in a string, or nil.
func embedded(text string) *source.Node {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	n, err := source.FromJSON([]byte(text))
	if err != nil {
		return nil
	}
	return n
}

func isTrue(n *source.Node) bool { return strings.EqualFold(n.String(), "true") }

func switchOf(enabled bool) string {
	if enabled {
		return "enabled"
	}
	return "disabled"
}
