package facts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// demandFinder finds the flows that manifests want. It remembers what it found in a ConfigMap, for many pods may read it.
type demandFinder struct {
	*names
	scanner  *literalScanner
	zones    map[string]bool
	settings []setting
	shared   map[*model.ConfigMap]wishList
	out      []Demand
}

// wish is a target that one source wants.
type wish struct {
	Target
	web bool // a client of HTTP, which a proxy may serve
}

// wishList is what one text wants, and what it says about proxies.
type wishList struct {
	wishes  []wish
	proxied bool
}

// wishKey tells the targets of one source apart.
type wishKey struct {
	text, host, protocol string
	port                 int
}

// demands returns what the manifests want, in the order of sources and targets. Nothing depends on the order in which the
// objects were read.
func (x *names) demands() []Demand {
	d := &demandFinder{names: x, scanner: newLiteralScanner(), zones: topZones(), shared: map[*model.ConfigMap]wishList{}}
	for _, s := range x.sources() {
		d.find(s)
	}
	return d.out
}

// sources returns the workloads, and the pods that none of them owns, in order. The platform's own pods want much that
// nobody can change.
func (x *names) sources() []Source {
	out := make([]Source, 0, len(x.network.Workloads))
	for _, w := range x.network.Workloads {
		if !isPlatform(w.Namespace) {
			out = append(out, Source{Workload: w})
		}
	}
	for _, p := range x.network.Pods {
		if p.Workload == nil && !isPlatform(p.Namespace) && !podIsOver(p) {
			out = append(out, Source{Pod: p})
		}
	}
	slices.SortStableFunc(out, func(a, b Source) int {
		return cmp.Or(objectNameOf(a).compare(objectNameOf(b)), cmp.Compare(placeOf(a).Record, placeOf(b).Record))
	})
	return out
}

func isPlatform(namespace string) bool {
	return strings.HasPrefix(namespace, "kube-") || strings.HasPrefix(namespace, "ack-") || strings.HasPrefix(namespace, "acs-") ||
		slices.Contains([]string{"arms-prom", "csdr", "istio-system", "gatekeeper-system"}, namespace)
}

// find adds the demands of one source: those of its own values first, then those of its ConfigMaps by name.
func (d *demandFinder) find(s Source) {
	template, ref, namespace := templateOf(s), placeOf(s), objectNameOf(s).namespace
	lists := []wishList{d.templateWishes(template, namespace, ref)}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(template.ConfigMaps))) {
		if c := d.network.ConfigMaps[namespace+"/"+name]; c != nil {
			lists = append(lists, d.configMapWishes(c))
		}
	}
	proxied := slices.ContainsFunc(lists, func(l wishList) bool { return l.proxied })
	seen := map[wishKey]bool{}
	first := len(d.out)
	for _, list := range lists {
		for _, w := range list.wishes {
			key := wishKey{text: w.Text, protocol: w.Protocol, port: w.Port}
			if w.ID != "" {
				key.host = w.Host
			}
			if seen[key] || proxied && w.web && w.Uncertain {
				continue
			}
			seen[key] = true
			d.out = append(d.out, Demand{s, w.Target})
		}
	}
	slices.SortStableFunc(d.out[first:], func(a, b Demand) int {
		return cmp.Or(
			cmp.Compare(a.Target.Text, b.Target.Text), cmp.Compare(a.Target.Port, b.Target.Port),
			cmp.Compare(a.Target.Protocol, b.Target.Protocol), cmp.Compare(a.Target.Host, b.Target.Host))
	})
}

func (d *demandFinder) templateWishes(t *model.Template, namespace string, ref model.Ref) wishList {
	d.settings = d.settings[:0]
	variables := templateVariables(t)
	for i, l := range t.Literals {
		v := setting{scope: containerOf(l.Pointer), name: l.Name, text: variables.expand(l), pointer: l.Pointer}
		if l.Name == "" {
			v.name, v.text = argument(t.Literals, i, v.text)
		}
		d.settings = appendSettings(d.settings, v)
	}
	return d.wishes(namespace, ref)
}

func (d *demandFinder) configMapWishes(c *model.ConfigMap) wishList {
	list, ok := d.shared[c]
	if !ok {
		d.settings = d.settings[:0]
		for _, l := range c.Literals {
			d.settings = appendSettings(d.settings, setting{name: l.Name, text: l.Text, pointer: l.Pointer})
		}
		list = d.wishes(c.Namespace, c.Ref)
		d.shared[c] = list
	}
	return list
}

// wishes returns what the current settings want. ref is the object that they are written in.
func (d *demandFinder) wishes(namespace string, ref model.Ref) wishList {
	var list wishList
	for _, m := range d.scanner.scan(d.settings) {
		v := &d.settings[m.position]
		proxy := isProxyName(v.name)
		list.proxied = list.proxied || proxy
		if t, ok := d.wanted(m, namespace); ok {
			t.Ref = ref.At(v.pointer)
			web := !proxy && (isWeb(m.scheme) || m.scheme == "" && t.Port == 443)
			list.wishes = append(list.wishes, wish{t, web})
		}
	}
	return list
}

// isProxyName tells the variables by which clients of HTTP are given a proxy:
// https://curl.se/docs/manpage.html#ENVIRONMENT
func isProxyName(name string) bool {
	return len(name) <= len("https_proxy") && len(name) >= len("all_proxy") &&
		slices.Contains([]string{"http_proxy", "https_proxy", "all_proxy"}, strings.ToLower(name))
}

// containerOf returns the pointer of the container that a value is of.
func containerOf(pointer string) string {
	for _, part := range []string{"/env/", "/args/", "/command/"} {
		if at := strings.LastIndex(pointer, part); at >= 0 {
			return pointer[:at]
		}
	}
	return ""
}

// argument returns the flag that an argument is the value of, and the value: --flag=VALUE, or --flag and VALUE.
func argument(literals []model.Literal, i int, text string) (name, value string) {
	if strings.HasPrefix(text, "-") {
		if flag, value, ok := strings.Cut(text, "="); ok && !strings.ContainsAny(text, " \n") {
			return strings.TrimLeft(flag, "-"), value
		}
		return "", text
	}
	if i == 0 || literals[i-1].Name != "" || listOf(literals[i-1].Pointer) != listOf(literals[i].Pointer) {
		return "", text
	}
	if flag := literals[i-1].Text; strings.HasPrefix(flag, "--") && !strings.ContainsAny(flag, "= \n") {
		return strings.TrimLeft(flag, "-"), text
	}
	return "", text
}

// listOf returns the pointer of the list that a value is an item of.
func listOf(pointer string) string { return pointer[:max(0, strings.LastIndexByte(pointer, '/'))] }

// templateValues are the variables of containers, by container and name, as far as they are written.
type templateValues map[[2]string]string

// templateVariables reads the variables where some value refers to one. A variable may refer to those before it.
// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
func templateVariables(t *model.Template) templateValues {
	if !slices.ContainsFunc(t.Literals, func(l model.Literal) bool { return strings.Contains(l.Text, "$(") }) {
		return nil
	}
	values := templateValues{}
	for _, l := range t.Literals {
		if l.Name != "" {
			values[[2]string{containerOf(l.Pointer), l.Name}] = values.expand(l)
		}
	}
	return values
}

// expand replaces the references to variables that are known; others stay, and make what holds them no destination.
func (v templateValues) expand(l model.Literal) string {
	if len(v) == 0 || !strings.Contains(l.Text, "$(") {
		return l.Text
	}
	var b strings.Builder
	rest := l.Text
	for {
		before, after, found := strings.Cut(rest, "$(")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, tail, closed := strings.Cut(after, ")")
		value, known := v[[2]string{containerOf(l.Pointer), name}]
		if !closed || !known || strings.HasSuffix(before, "$") || b.Len() > 1<<16 {
			b.WriteString("$(")
			rest = after
			continue
		}
		b.WriteString(value)
		rest = tail
	}
}
