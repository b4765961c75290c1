package facts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// demandFinder finds the flows that manifests want. It remembers what it decided about a mention and what it found in a
// ConfigMap, for bundles repeat both many times.
type demandFinder struct {
	*names
	scanner  *literalScanner
	zones    map[string]bool
	settings []setting
	ports    map[settingKey]int // of the settings; filled on the first question
	decided  map[mentionIn]*wish
	shared   map[*model.ConfigMap]wishList
	found    []foundWish
}

// mentionIn is all that the target of a mention follows from.
type mentionIn struct {
	destination
	namespace string
	port      int
}

// wish is a target that somebody wants.
type wish struct {
	Target
	web    bool     // by a client of HTTP, which a proxy may serve
	likely bool     // nothing but the form of the value speaks for it
	called string   // the last word of what the value's name speaks of
	words  []string // of the value's name
}

// placedWish is a wish and the text that says so.
type placedWish struct {
	*wish
	ref model.Ref
}

// wishList is what one text wants, whether it names a proxy, and the hosts that it says are the application's own.
type wishList struct {
	wishes  []placedWish
	proxied bool
	own     []string
}

func (l wishList) with(other wishList) wishList {
	return wishList{append(slices.Clip(l.wishes), other.wishes...), l.proxied || other.proxied, append(slices.Clip(l.own), other.own...)}
}

type foundWish struct {
	Source
	placedWish
}

// demands returns what the manifests want, in the order of sources and targets. Nothing depends on the order in which the
// objects were read.
func (x *names) demands() []Demand {
	d := &demandFinder{
		names: x, scanner: newLiteralScanner(), zones: topZones(), ports: map[settingKey]int{},
		decided: map[mentionIn]*wish{}, shared: map[*model.ConfigMap]wishList{},
	}
	for _, s := range x.sources() {
		d.find(s)
	}
	out := make([]Demand, len(d.found))
	for i, f := range d.found {
		out[i] = Demand{f.Source, d.aliased(f.Source, f.Target.asLiteral()), f.likely}
		out[i].Target.Ref = f.ref
	}
	return out
}

// sources returns where demands start. The platform's own pods want much that nobody can change.
func (x *names) sources() []Source {
	return slices.DeleteFunc(x.startingPoints(), func(s Source) bool { return isPlatform(objectNameOf(s).namespace) })
}

// startingPoints returns the workloads, and the pods that none of them owns, in order.
func (x *names) startingPoints() []Source {
	out := make([]Source, 0, len(x.network.Workloads))
	for _, w := range x.network.Workloads {
		out = append(out, Source{Workload: w})
	}
	for _, p := range x.network.Pods {
		if p.Workload == nil && !podIsOver(p) {
			out = append(out, Source{Pod: p})
		}
	}
	slices.SortStableFunc(out, func(a, b Source) int {
		return cmp.Or(objectNameOf(a).compare(objectNameOf(b)), cmp.Compare(placeOfSource(a).Record, placeOfSource(b).Record))
	})
	return out
}

func isPlatform(namespace string) bool {
	return strings.HasPrefix(namespace, "kube-") || strings.HasPrefix(namespace, "ack-") || strings.HasPrefix(namespace, "acs-") ||
		slices.Contains([]string{"arms-prom", "csdr", "istio-system", "gatekeeper-system"}, namespace)
}

// find adds the demands of one source. Of several places that want one target the first counts, of those that leave no
// doubt if there are any: those in the source's own values come first, then those in its ConfigMaps by name.
func (d *demandFinder) find(s Source) {
	template, ref, namespace := templateOfSource(s), placeOfSource(s), objectNameOf(s).namespace
	list := d.templateWishes(template, namespace, ref)
	for _, reference := range slices.Sorted(slices.Values(template.ConfigMaps)) {
		name, key, keyed := strings.Cut(reference, "/")
		if c := d.network.ConfigMaps[namespace+"/"+name]; c != nil {
			other := d.configMapWishes(c)
			if keyed {
				other.wishes = wishesOfKey(other.wishes, key)
			}
			list = list.with(other)
		}
	}
	wishes := slices.DeleteFunc(list.wishes, func(w placedWish) bool {
		return w.web && w.Uncertain && (list.proxied || isOwnURL(w, s) || slices.Contains(list.own, w.Host))
	})
	wishes = append(wishes, d.injected(s, wishes)...)
	wishes = append(wishes, d.annotated(s, wishes)...)
	slices.SortStableFunc(wishes, func(a, b placedWish) int { return cmp.Or(compareWishes(a, b), doubt(a)-doubt(b)) })
	for _, w := range slices.CompactFunc(wishes, func(a, b placedWish) bool { return compareWishes(a, b) == 0 }) {
		d.found = append(d.found, foundWish{s, w})
	}
}

func doubt(w placedWish) int {
	if w.likely {
		return 1
	}
	return 0
}

// wishesOfKey returns what one key of a ConfigMap wants.
func wishesOfKey(wishes []placedWish, key string) []placedWish {
	var out []placedWish
	for _, w := range wishes {
		at, _, _ := strings.Cut(w.ref.Pointer, "#")
		if at == "/data/"+key {
			out = append(out, w)
		}
	}
	return out
}

// isOwnURL tells whether the value is called like the application itself: what Jenkins has as JENKINS_URL is where its
// users find it. A name may begin with that of the application: MINIO_SERVER_URL.
func isOwnURL(w placedWish, s Source) bool {
	own := objectNameOf(s)
	if len(w.words) > 1 && len(w.words[0]) > 2 && strings.HasPrefix(own.name, w.words[0]) && namesOwn(w.words[1:]) {
		return true
	}
	return w.called != "" && (w.called == own.name || w.called == own.namespace)
}

// compareWishes orders the targets of one source. A database may have several hosts; other targets are their text.
func compareWishes(a, b placedWish) int {
	if a.wish == b.wish {
		return 0
	}
	host := 0
	if a.ID != "" {
		host = cmp.Compare(a.Host, b.Host)
	}
	return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Port, b.Port), cmp.Compare(a.Protocol, b.Protocol), host)
}

func (d *demandFinder) templateWishes(t *model.Template, namespace string, ref model.Ref) wishList {
	d.settings = d.settings[:0]
	variables := templateVariables(t)
	for i, l := range t.Literals {
		v := setting{scope: containerOf(l.Pointer), name: l.Name, text: part{text: variables.expand(l)}, literal: l.Text, pointer: l.Pointer}
		v.expanded = v.text.text != l.Text
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
			d.settings = appendSettings(d.settings, setting{name: l.Name, text: part{text: l.Text}, literal: l.Text, pointer: l.Pointer})
		}
		list = d.wishes(c.Namespace, c.Ref)
		d.shared[c] = list
	}
	return list
}

// wishes returns what the current settings want. ref is the object that they are written in.
func (d *demandFinder) wishes(namespace string, ref model.Ref) wishList {
	var list wishList
	clear(d.ports)
	for _, m := range d.scanner.scan(d.settings) {
		list.proxied = list.proxied || m.name.proxy
		if m.own {
			list.own = append(list.own, m.host)
		}
		if w := d.decide(m, namespace); w != nil {
			list.wishes = append(list.wishes, placedWish{w, d.settings[m.position].place(ref, &m)})
		}
	}
	return list
}

// decide returns what the mention wants, or nil.
func (d *demandFinder) decide(m mention, namespace string) *wish {
	key := mentionIn{m.destination, namespace, d.portOf(m)}
	w, ok := d.decided[key]
	if !ok {
		if t, wanted := d.wanted(m, namespace, key.port); wanted {
			web := !m.name.proxy && (isWeb(m.scheme) || m.scheme == "" && t.Port == 443)
			w = &wish{Target: t, web: web, likely: d.isMereName(m), words: m.name.words}
			if m.name.endpoint {
				w.called = m.name.key[strings.LastIndexByte(m.name.key, '_')+1:]
			}
		}
		d.decided[key] = w
	}
	return w
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
func argument(literals []model.Literal, i int, text part) (name string, value part) {
	if strings.HasPrefix(text.text, "-") {
		if flag, _, ok := strings.Cut(text.text, "="); ok && !strings.ContainsAny(text.text, " \n") {
			return strings.TrimLeft(flag, "-"), text.from(len(flag) + 1)
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
