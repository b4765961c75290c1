package model

import (
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// draft is the part of a Template that many pods share, packed.
type draft struct {
	labels, annotations, nodeSelector, affinity, tolerations, nameservers, hosts, ports, literals, configMaps packed
}

// finish unpacks the draft into t. Literals are left out where those of another template count.
func (d *draft) finish(t *Template, u unpacker, literals bool) {
	t.Labels = once(u.maps, d.labels, readMap)
	t.Annotations = once(u.maps, d.annotations, readMap)
	t.NodeSelector = once(u.maps, d.nodeSelector, readMap)
	t.Affinity = once(u.affinities, d.affinity, readAffinity)
	t.Tolerations = once(u.tolerations, d.tolerations, readTolerations)
	t.Nameservers = once(u.names, d.nameservers, readNames)
	t.Hosts = once(u.maps, d.hosts, readMap)
	t.Ports = once(u.ports, d.ports, readPorts)
	t.NodeName, t.DNSPolicy = u.text(t.NodeName), u.text(t.DNSPolicy)
	if literals {
		t.Literals = once(u.literals, d.literals, readLiterals)
		t.ConfigMaps = once(u.names, d.configMaps, readNames)
	}
}

// template reads the metadata and the spec of a pod or a pod template at the node, which pointer names.
func (r *reader) template(n *source.Node, pointer string) (Template, draft) {
	metadata, spec := r.object(n, "metadata"), r.object(n, "spec")
	t := Template{
		Pointer: pointer, HostNetwork: r.flag(spec, "hostNetwork"), NodeName: r.text(spec, "nodeName"), DNSPolicy: r.text(spec, "dnsPolicy"),
	}
	d := draft{
		labels: r.packStrings(metadata, "labels"), annotations: r.packStrings(metadata, "annotations"),
		nodeSelector: r.packStrings(spec, "nodeSelector"),
	}
	containers := [...]containerList{
		{pointer + "/spec/containers/", r.objects(spec, "containers"), false},
		{pointer + "/spec/initContainers/", r.objects(spec, "initContainers"), true},
	}
	if t.NodeName == "" {
		d.tolerations = r.tolerations(spec)
		d.affinity = r.affinity(spec)
	}
	d.nameservers = pack(r.texts(r.object(spec, "dnsConfig"), "nameservers"))
	d.hosts = r.hostAliases(spec)
	d.ports = r.ports(containers[:])
	d.literals = r.literals(containers[:])
	d.configMaps = r.configMaps(spec, containers[:])
	return t, d
}

// hostAliases packs the names that the pod's own hosts file has, each with its first address.
// https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/
func (r *reader) hostAliases(spec *source.Node) packed {
	r.fields = r.fields[:0]
	for _, alias := range r.objects(spec, "hostAliases") {
		for _, name := range r.texts(alias, "hostnames") {
			if !isPairName(r.fields, name) {
				r.fields = append(r.fields, name, r.text(alias, "ip"))
			}
		}
	}
	sortPairs(r.fields)
	return pack(r.fields)
}

// isPairName tells whether pairs of names and values have the name.
func isPairName(pairs []string, name string) bool {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return true
		}
	}
	return false
}

// containerList is the containers of one list of a pod's spec.
type containerList struct {
	pointer string // of the list, with a slash at the end
	nodes   []*source.Node
	init    bool
}

// ports packs the ports that the containers declare. Init containers are gone when the pod serves, but for those that
// restart always: the sidecars.
func (r *reader) ports(lists []containerList) packed {
	r.fields = r.fields[:0]
	for _, list := range lists {
		for _, container := range list.nodes {
			if list.init && r.text(container, "restartPolicy") != "Always" {
				continue
			}
			for _, port := range r.objects(container, "ports") {
				number := r.number(port, "containerPort", 0)
				r.fields = append(r.fields, r.text(port, "name"), strconv.Itoa(int(number)), r.protocol(port))
			}
		}
	}
	return pack(r.fields)
}

// tolerations packs what the scheduler compares with the taints of nodes.
func (r *reader) tolerations(spec *source.Node) packed {
	r.fields = r.fields[:0]
	for _, toleration := range r.objects(spec, "tolerations") {
		for _, key := range [...]string{"key", "operator", "value", "effect"} {
			r.fields = append(r.fields, r.text(toleration, key))
		}
	}
	return pack(r.fields)
}

// affinity packs the required node affinity: the place, key, operator and values of every requirement, with the number of
// its term before it.
// https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity
func (r *reader) affinity(spec *source.Node) packed {
	r.fields = r.fields[:0]
	node := r.object(r.object(spec, "affinity"), "nodeAffinity")
	required := r.object(node, "requiredDuringSchedulingIgnoredDuringExecution")
	for i, term := range r.objects(required, "nodeSelectorTerms") {
		r.fields = append(r.fields, strconv.Itoa(i), "", "", "", "0")
		for _, kind := range [...]string{"matchExpressions", "matchFields"} {
			for _, expression := range r.objects(term, kind) {
				values := r.texts(expression, "values")
				r.fields = append(r.fields, strconv.Itoa(i), kind, r.text(expression, "key"), r.text(expression, "operator"), strconv.Itoa(len(values)))
				r.fields = append(r.fields, values...)
			}
		}
	}
	return pack(r.fields)
}

// protocol returns the protocol of a port; the API server writes TCP where there is none.
func (r *reader) protocol(port *source.Node) string {
	if protocol := r.text(port, "protocol"); protocol != "" {
		return protocol
	}
	return "TCP"
}

// literals packs the strings in env, args and command that may name a destination.
func (r *reader) literals(lists []containerList) packed {
	r.fields = r.fields[:0]
	for _, list := range lists {
		for i, container := range list.nodes {
			at := literalPlace{list: list.pointer, container: i}
			r.envLiterals(container, at)
			r.wordLiterals(container, "command", at)
			r.wordLiterals(container, "args", at)
		}
	}
	return pack(r.fields)
}

// literalPlace names a container by its place, so that only literals which are kept cost a pointer.
type literalPlace struct {
	list      string
	container int
}

func (p literalPlace) pointer(key string, index int, rest string) string {
	return p.list + strconv.Itoa(p.container) + "/" + key + "/" + strconv.Itoa(index) + rest
}

// envLiterals packs variables. Where some text refers to variables, all are kept: what is left out here cannot be put in
// its place there.
// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
func (r *reader) envLiterals(container *source.Node, at literalPlace) {
	all := refersToVariables(container)
	for i, variable := range r.objects(container, "env") {
		name, text := r.text(variable, "name"), r.text(variable, "value")
		if mayNameDestination(name, text) || all && text != "" {
			r.fields = append(r.fields, at.pointer("env", i, "/value"), name, text)
		}
	}
}

func refersToVariables(container *source.Node) bool {
	refers := func(n *source.Node) bool { return strings.Contains(n.String(), "$(") }
	return slices.ContainsFunc(container.Get("command").Elements(), refers) || slices.ContainsFunc(container.Get("args").Elements(), refers) ||
		slices.ContainsFunc(container.Get("env").Elements(), func(n *source.Node) bool { return refers(n.Get("value")) })
}

// wordLiterals packs the words of a command line: all or none, because a flag and its value are two of them.
func (r *reader) wordLiterals(container *source.Node, key string, at literalPlace) {
	before, useful := len(r.fields), false
	for i, word := range r.list(container, key) {
		text := r.asText(word)
		useful = useful || mayNameDestination(text, text)
		r.fields = append(r.fields, at.pointer(key, i, ""), "", text)
	}
	if !useful {
		r.fields = r.fields[:before]
	}
}

// mayNameDestination tells whether a text can be, or complete, the name of something on the network: it has a dot or a
// colon, or its name speaks of hosts or ports. It only sorts out what is certainly of no use.
func mayNameDestination(name, text string) bool {
	if text == "" {
		return false
	}
	if strings.ContainsAny(text, ".:") {
		return true
	}
	return speaksOfNetwork(name)
}

var networkWords = []string{
	"addr", "backend", "bootstrap", "broker", "dsn", "domain", "dst", "endpoint", "host", "node", "peer", "port", "proxy", "redis", "server", "service", "upstream", "uri", "url",
}

func speaksOfNetwork(name string) bool {
	var buffer [64]byte
	lower := buffer[:0]
	for i := range len(name) {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower = append(lower, c)
	}
	text := string(lower)
	return slices.ContainsFunc(networkWords, func(word string) bool { return strings.Contains(text, word) })
}

// configMaps packs the names of the ConfigMaps that the containers and volumes refer to, as NAME/KEY where they take one
// key. Neither holds a slash.
func (r *reader) configMaps(spec *source.Node, lists []containerList) packed {
	r.fields = r.fields[:0]
	for _, list := range lists {
		for _, container := range list.nodes {
			for _, variable := range container.Get("env").Elements() {
				reference := r.object(r.object(variable, "valueFrom"), "configMapKeyRef")
				r.refer(reference, []*source.Node{reference})
			}
			for _, from := range r.objects(container, "envFrom") {
				r.refer(r.object(from, "configMapRef"), nil)
			}
		}
	}
	for _, volume := range r.objects(spec, "volumes") {
		r.referItems(r.object(volume, "configMap"))
		for _, projection := range r.objects(r.object(volume, "projected"), "sources") {
			r.referItems(r.object(projection, "configMap"))
		}
	}
	slices.Sort(r.fields)
	r.fields = slices.Compact(r.fields)
	return pack(r.fields)
}

func (r *reader) referItems(reference *source.Node) {
	r.refer(reference, r.objects(reference, "items"))
}

// refer notes the ConfigMap that a reference names: the keys of the items, or all of it where there are none.
func (r *reader) refer(reference *source.Node, items []*source.Node) {
	name := r.text(reference, "name")
	switch {
	case name == "":
	case len(items) == 0:
		r.fields = append(r.fields, name)
	default:
		for _, item := range items {
			r.fields = append(r.fields, name+"/"+r.text(item, "key"))
		}
	}
}
