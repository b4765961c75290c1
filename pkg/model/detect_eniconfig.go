package model

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// eniConfigClaims reads ConfigMap eni-config, the settings of Terway.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/customize-terway-configuration-parameters
func (r *reader) eniConfigClaims(s *statement, data *source.Node) {
	s.by = byENIConfig
	s.say(networkPlugin, "terway", ownName)
	s.say(policySwitch, switchOf(!disables(data.Get("disable_network_policy").String())), "/data/disable_network_policy")
	// Terway compares with the string true alone.
	s.say(inClusterLB, strconv.FormatBool(data.Get("in_cluster_loadbalance").String() == "true"), "/data/in_cluster_loadbalance")
	r.daemonClaims(s, r.json(data, "eni_conf"))
	r.misplaced(s, data)
	if conf, pointer := r.terwayConf(data); conf != nil {
		s.say(policyProvider, strings.ToLower(conf.Get("network_policy_provider").String()), pointer+"/network_policy_provider")
		r.virtualTypeClaims(s, conf, pointer)
	}
}

// misplaced looks for settings that Terway reads beside eni_conf and not inside. What that does to load balancers is for
// the policies to say.
func (r *reader) misplaced(s *statement, data *source.Node) {
	const policies = "disable_network_policy"
	if embedded(data.Get("eni_conf").String()).Get(policies) != nil {
		r.doubt("/data/eni_conf##/"+policies, policies+" has no effect inside eni_conf: Terway reads it as a key of the ConfigMap")
	}
	for _, key := range []string{"eni_conf", "10-terway.conf"} {
		if embedded(data.Get(key).String()).Get("in_cluster_loadbalance") != nil {
			s.say(misplacedLB, key, "/data/"+key+"##/in_cluster_loadbalance")
		}
	}
}

// doubt warns of a value inside a string of JSON.
func (r *reader) doubt(pointer, message string) {
	r.problems = append(r.problems, LocalProblem{Pointer: pointer, Message: message, Severity: source.Warning})
}

// daemonClaims reads eni_conf.
func (r *reader) daemonClaims(s *statement, conf *source.Node) {
	const pointer = "/data/eni_conf##"
	if !conf.Is(source.Map) {
		return
	}
	s.say(clusterRegion, conf.Get("region_id").String(), pointer+"/region_id")
	s.say(serviceRange, firstRange(conf.Get("service_cidr").String()), pointer+"/service_cidr")
	s.say(clusterIdentity, conf.Get("eni_tags", "ack.aliyun.com").String(), pointer+"/eni_tags/ack.aliyun.com")
	s.say(eipPool, conf.Get("enable_eip_pool").String(), pointer+"/enable_eip_pool")
	s.say(eipRob, conf.Get("allow_eip_rob").String(), pointer+"/allow_eip_rob")
	r.stackClaims(s, conf.Get("ip_stack").String())
	if trunking := conf.Get("enable_eni_trunking"); trunking != nil {
		s.say(eniTrunking, strconv.FormatBool(isTrue(trunking)), pointer+"/enable_eni_trunking")
	} else {
		s.sayAs(byDefault, eniTrunking, "false", "/data/eni_conf/-")
	}
	before := len(s.claims)
	if s.vSwitches(byENIConfig, conf.Get("vswitches"), pointer+"/vswitches"); before == len(s.claims) && conf.Get("vswitches") != nil {
		r.doubt(pointer+"/vswitches", "vswitches of eni_conf names no vSwitch: expected lists of ids by zone")
	}
	s.say(podGroups, conf.Get("security_group").String(), pointer+"/security_group")
	for i, group := range conf.Get("security_groups").Elements() {
		s.say(podGroups, group.String(), pointer+"/security_groups/"+strconv.Itoa(i))
	}
}

// stackClaims reads ip_stack, which is IPv4 where it is not set.
func (r *reader) stackClaims(s *statement, text string) {
	const pointer = "/data/eni_conf##/ip_stack"
	switch stack := ipStackOf(text); {
	case stack != "":
		s.say(clusterIPStack, stack, pointer)
	case text == "":
		s.sayAs(byDefault, clusterIPStack, "ipv4", "/data/eni_conf/-")
	default:
		r.doubt(pointer, "ip_stack "+strconv.Quote(text)+" is neither ipv4 nor dual")
	}
}

// terwayConf returns the CNI configuration of Terway with its pointer. A chain that the user wrote counts instead of the
// plain configuration.
func (r *reader) terwayConf(data *source.Node) (conf *source.Node, pointer string) {
	for i, plugin := range r.json(data, "10-terway.conflist").Get("plugins").Elements() {
		if plugin.Get("type").String() == "terway" {
			return plugin, "/data/10-terway.conflist##/plugins/" + strconv.Itoa(i)
		}
	}
	return r.json(data, "10-terway.conf"), "/data/10-terway.conf##"
}

// virtualTypeClaims reads eniip_virtual_type, which only the shared ENI mode has. Without it pods have a veth pair.
func (r *reader) virtualTypeClaims(s *statement, conf *source.Node, pointer string) {
	if cidrs := conf.Get("host_stack_cidrs"); cidrs.Is(source.List) {
		s.say(hostStack, joined(cidrs), pointer+"/host_stack_cidrs")
	}
	written := conf.Get("eniip_virtual_type").String()
	if written == "" {
		s.say(virtualType, "veth", strings.TrimSuffix(pointer, "##")+"/-")
		return
	}
	known := map[string]string{"veth": "veth", "ipvlan": "ipvlan", "datapathv2": "datapath-v2"}[strings.ToLower(written)]
	if known == "" {
		r.doubt(pointer+"/eniip_virtual_type", "eniip_virtual_type "+strconv.Quote(written)+" is none of Veth, IPVlan, datapathv2")
	}
	s.say(virtualType, known, pointer+"/eniip_virtual_type")
	s.say(terwayMode, "shared-eni", pointer+"/eniip_virtual_type")
}

// joined returns the texts of a list with commas between; "none" for an empty list, which is not the default.
func joined(list *source.Node) string {
	var texts []string
	for _, n := range list.Elements() {
		texts = append(texts, n.String())
	}
	return cmp.Or(strings.Join(texts, ","), "none")
}
