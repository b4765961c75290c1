package model

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/egresslint/egresslint/pkg/source"
)

// property is something about the cluster that several places may tell. Its text is what messages call it.
type property string

const (
	clusterIdentity property = "cluster id"
	clusterVPC      property = "VPC of the cluster"
	clusterRegion   property = "region"
	clusterProduct  property = "product"
	networkPlugin   property = "network plugin"
	terwayMode      property = "Terway mode"
	virtualType     property = "data path in the configuration"
	terwayVersion   property = "Terway version"
	createdVersion  property = "Terway version at creation"
	clusterIPStack  property = "IP stack"
	kubeProxyMode   property = "kube-proxy mode"
	kubernetes      property = "Kubernetes version"
	firstKubernetes property = "Kubernetes version at creation"
	kubeProxyRange  property = "clusterCIDR of kube-proxy"
	misplacedLB     property = "in_cluster_loadbalance in the wrong place"
	policySwitch    property = "NetworkPolicy switch"
	eniTrunking     property = "ENI trunking"
	inClusterLB     property = "in_cluster_loadbalance"
	podRange        property = "pod CIDR block"
	flannelBackend  property = "backend of Flannel"
	serviceRange    property = "Service CIDR block"
	nodeGroup       property = "security group of the cluster"
	podVSwitches    property = "pod vSwitches"
	podGroups       property = "security groups of pods"
	eipController   property = "EIP controller"
	ipv6Controller  property = "IPv6 controller"
	controllerList  property = "list of network controllers"
	eipPool         property = "enable_eip_pool"
	managedDNS      property = "managed CoreDNS"
	hostStack       property = "host_stack_cidrs"
	policyProvider  property = "NetworkPolicy provider"
	poseidon        property = "Poseidon"
	poseidonVersion property = "Poseidon version"
	thirdParty      property = "network plugin beside that of the cluster"
	serverless      property = "serverless cluster"
	eipRob          property = "allow_eip_rob"
	eipVersion      property = "version of the EIP controller"
	unknownTerway   property = "Terway image without version"
	listedCluster   property = "listed cluster"
	masquerading    property = "--ip-masq of Flannel"
	injector        property = "whitelist injector"
	injectorAccess  property = "endpoints that the whitelist injector calls"
	webhooksSeen    property = "webhooks of the cluster"
	systemSeen      property = "workloads of kube-system"
	componentsSeen  property = "components of the cluster"
)

// witness is a kind of place that tells something about the cluster.
type witness uint8

const (
	byAnswer     witness = iota // the cluster's own JSON, of DescribeClusterDetail or a list
	byAddon                     // a component in the cluster's meta_data
	byInstalled                 // a component in an answer about components
	byCapability                // Capabilities in the cluster's meta_data
	byDaemonSet                 // the DaemonSet of a plugin
	byENIConfig                 // ConfigMap eni-config
	byFlannel                   // ConfigMap kube-flannel-cfg
	byKubeProxy                 // ConfigMap kube-proxy-worker or -master
	byProfile                   // ConfigMap ack-cluster-profile
	byNode                      // a Node
	byPod                       // a Pod
	byDeployment                // a Deployment
	byCustom                    // an object of a kind that a component defines
	byDefault                   // what a component does when its configuration is silent
	byAbsence                   // a list of all components that does not name it
)

// claim is what one place says about one property.
type claim struct {
	of    property
	by    witness
	value string
	ref   Ref

	zone    string // of a vSwitch
	cluster string // the id of the cluster that an answer is about; "" for the cluster at hand
}

// order is whom to believe about a property. Those in facts contradict each other when they differ, and the first of
// them wins; those in hints only speak when the others are silent.
type order struct{ facts, hints []witness }

// orders is the decision table of the detection. State that is observed comes before what was once asked for.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/work-with-terway
var orders = map[property]order{
	clusterIdentity: {facts: []witness{byAnswer, byProfile, byENIConfig}},
	clusterVPC:      {facts: []witness{byAnswer, byProfile}},
	clusterRegion:   {facts: []witness{byAnswer, byENIConfig}, hints: []witness{byNode}},
	clusterProduct:  {facts: []witness{byAnswer, byDaemonSet}},
	networkPlugin: {
		facts: []witness{byAddon, byInstalled, byCapability, byDaemonSet, byENIConfig, byFlannel, byNode},
		hints: []witness{byPod, byCustom},
	},
	terwayMode:      {facts: []witness{byDaemonSet, byAddon, byInstalled}, hints: []witness{byCapability, byPod, byENIConfig}},
	virtualType:     {facts: []witness{byENIConfig}, hints: []witness{byInstalled, byAddon}},
	terwayVersion:   {facts: []witness{byDaemonSet, byInstalled}, hints: []witness{byPod}},
	createdVersion:  {facts: []witness{byAddon}},
	clusterIPStack:  {facts: []witness{byPod, byAnswer, byProfile, byENIConfig}, hints: []witness{byDefault}},
	kubeProxyMode:   {facts: []witness{byKubeProxy, byAnswer}, hints: []witness{byCapability, byDefault}},
	kubernetes:      {facts: []witness{byAnswer}, hints: []witness{byNode}},
	firstKubernetes: {facts: []witness{byAnswer}},
	kubeProxyRange:  {hints: []witness{byKubeProxy}},
	misplacedLB:     {hints: []witness{byENIConfig}},
	policySwitch:    {facts: []witness{byDaemonSet, byENIConfig}, hints: []witness{byInstalled, byAddon}},
	eniTrunking:     {facts: []witness{byENIConfig}, hints: []witness{byNode, byInstalled, byAddon, byDefault}},
	inClusterLB:     {facts: []witness{byENIConfig}},
	flannelBackend:  {facts: []witness{byFlannel}},
	podRange:        {facts: []witness{byAnswer, byFlannel}},
	serviceRange:    {facts: []witness{byAnswer, byENIConfig, byProfile}},
	nodeGroup:       {facts: []witness{byAnswer}},
	eipController:   {facts: []witness{byDeployment, byInstalled, byAddon}, hints: []witness{byCustom, byAbsence}},
	ipv6Controller:  {hints: []witness{byCustom}},
	controllerList:  {facts: []witness{byDeployment, byInstalled}, hints: []witness{byAddon}},
	eipPool:         {facts: []witness{byENIConfig}},
	policyProvider:  {facts: []witness{byENIConfig}},
	poseidon:        {facts: []witness{byDeployment, byInstalled, byAddon}, hints: []witness{byAbsence}},
	poseidonVersion: {facts: []witness{byDeployment, byInstalled}},
	thirdParty:      {facts: []witness{byDaemonSet}},
	serverless:      {facts: []witness{byAnswer}},
	masquerading:    {facts: []witness{byDaemonSet}, hints: []witness{byPod}},
	eipRob:          {facts: []witness{byENIConfig}},
	eipVersion:      {facts: []witness{byDeployment, byInstalled}, hints: []witness{byAddon}},
	managedDNS:      {facts: []witness{byInstalled, byAddon}},
	hostStack:       {facts: []witness{byENIConfig}},
	injector:        {facts: []witness{byDeployment, byInstalled, byAddon}, hints: []witness{byCustom, byPod}},
	injectorAccess:  {facts: []witness{byDeployment}, hints: []witness{byPod}},
	webhooksSeen:    {hints: []witness{byCustom}},
	systemSeen:      {hints: []witness{byPod}},
	componentsSeen:  {hints: []witness{byAbsence}},
}

// detector weighs the claims.
type detector struct {
	builder *builder
	claims  map[property][]claim // in the order of the places
}

// detect finds out what cluster the bundle is of.
func (b *builder) detect(assume Assumptions) {
	d := &detector{builder: b, claims: map[property][]claim{}}
	for _, c := range b.claims {
		d.claims[c.of] = append(d.claims[c.of], c)
	}
	d.chooseCluster()
	d.observePods()
	c := &b.network.Cluster
	for _, f := range c.facts() {
		*f.fact = d.settle(f.property)
	}
	c.DataPath = dataPath(d.settle(virtualType), cmp.Or(assume["terway-version"], c.TerwayVersion.Value), c.CreatedVersion.Value)
	c.settleControllers(d.settle(controllerList))
	c.settleInjector(d.settle(webhooksSeen), d.settle(systemSeen), d.settle(componentsSeen))
	d.ranges(c)
	c.PodVSwitches, c.PodGroups = d.listed(podVSwitches), d.listed(podGroups)
	d.apply(assume)
	c.dropForeign()
	if c.TerwayVersion.Value == "" {
		d.reportImages()
	}
}

// propertyFact is a property with the field it fills.
type propertyFact struct {
	property property
	fact     *Fact
}

// facts returns the properties that are settled by weighing alone.
func (c *Cluster) facts() []propertyFact {
	return []propertyFact{
		{clusterIdentity, &c.ID}, {clusterVPC, &c.VPC}, {clusterRegion, &c.Region}, {clusterProduct, &c.Product},
		{networkPlugin, &c.Plugin}, {terwayMode, &c.Mode}, {terwayVersion, &c.TerwayVersion}, {createdVersion, &c.CreatedVersion},
		{clusterIPStack, &c.IPStack}, {kubeProxyMode, &c.KubeProxy}, {kubernetes, &c.Kubernetes}, {firstKubernetes, &c.CreatedKubernetes}, {kubeProxyRange, &c.KubeProxyRange}, {misplacedLB, &c.MisplacedLB}, {policySwitch, &c.NetworkPolicy},
		{eniTrunking, &c.Trunking}, {inClusterLB, &c.InClusterLB}, {nodeGroup, &c.SecurityGroup}, {eipController, &c.EIPController},
		{ipv6Controller, &c.IPv6Controller}, {eipPool, &c.EIPPool}, {masquerading, &c.Masquerade},
		{managedDNS, &c.ManagedDNS}, {hostStack, &c.HostStack},
		{policyProvider, &c.PolicyProvider}, {poseidon, &c.Poseidon}, {poseidonVersion, &c.PoseidonVersion}, {thirdParty, &c.ThirdParty}, {serverless, &c.Serverless},
		{flannelBackend, &c.Backend}, {eipRob, &c.EIPRob}, {eipVersion, &c.EIPControllerVersion},
		{injector, &c.Injector}, {injectorAccess, &c.InjectorAccess},
	}
}

// settle returns what the strongest witness says about p, and reports those who contradict it.
func (d *detector) settle(p property) Fact {
	o := orders[p]
	var best *claim
	told := map[string]bool{}
	for _, by := range o.facts {
		for i, c := range d.claims[p] {
			switch {
			case c.by != by:
			case best == nil:
				best = &d.claims[p][i]
				told[c.value] = true
			case !told[c.value]:
				told[c.value] = true
				d.contradicts(c, *best)
			}
		}
	}
	for _, by := range o.hints {
		if best != nil {
			break
		}
		if i := slices.IndexFunc(d.claims[p], func(c claim) bool { return c.by == by }); i >= 0 {
			best = &d.claims[p][i]
		}
	}
	if best == nil {
		return Fact{}
	}
	return Fact{Value: best.value, Ref: best.ref}
}

func (d *detector) contradicts(c, best claim) {
	d.warn(c.ref, "the %s is %q here, but %q at %s, which counts for more", c.of, c.value, best.value, d.place(best.ref))
}

func (d *detector) place(r Ref) string { return written(d.builder.network.Locate(r)) }

func (d *detector) warn(r Ref, format string, args ...any) {
	d.report(r, source.Warning, format, args...)
}

func (d *detector) report(r Ref, severity source.Severity, format string, args ...any) {
	d.builder.problems = append(d.builder.problems, refProblem{Ref: r, Message: fmt.Sprintf(format, args...), Severity: severity})
}

// ranges settles the address ranges.
func (d *detector) ranges(c *Cluster) {
	pods := d.settle(podRange)
	c.PodCIDR, c.PodCIDRRef = rangeOf(pods.Value), pods.Ref
	services := d.settle(serviceRange)
	c.ServiceCIDR, c.ServiceCIDRRef = rangeOf(services.Value), services.Ref
}

func rangeOf(text string) Prefix {
	if text == "" {
		return Prefix{}
	}
	return ParsePrefix(text)
}

// listed returns the ids that the strongest witness lists, each once.
func (d *detector) listed(p property) []Named {
	for _, by := range []witness{byENIConfig, byInstalled, byAddon, byAnswer} {
		var out []Named
		for _, c := range d.claims[p] {
			if c.by == by && !slices.ContainsFunc(out, func(n Named) bool { return n.ID == c.value }) {
				out = append(out, Named{ID: c.value, Zone: c.zone, Ref: c.ref})
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// dropForeign clears what only Terway has when the plugin is another, and keeps what is assumed.
func (c *Cluster) dropForeign() {
	if c.Plugin.Value != "flannel" {
		return
	}
	for _, fact := range []*Fact{&c.Mode, &c.DataPath, &c.TerwayVersion, &c.CreatedVersion, &c.Trunking, &c.NetworkPolicy, &c.InClusterLB, &c.MisplacedLB, &c.EIPPool, &c.EIPRob, &c.PolicyProvider, &c.HostStack} {
		if !fact.Ref.IsZero() {
			*fact = Fact{}
		}
	}
	c.PodVSwitches, c.PodGroups = nil, nil
}

// reportImages says which image should have told the version of Terway and does not.
func (d *detector) reportImages() {
	for _, c := range d.claims[unknownTerway] {
		if d.builder.network.Cluster.Plugin.Value == "terway" {
			d.warn(c.ref, "the version of Terway cannot be told from image %q: it has no version tag", c.value)
			return
		}
	}
}
