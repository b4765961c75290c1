package facts

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/model"
)

// host finds what a name leads to: an endpoint of the exports, a Service or pod of the cluster, a service of Alibaba
// Cloud by the pattern of its names, or a host of the internet.
func (x *names) host(name string, f targetForm) (Target, error) {
	host := plainHost(name)
	if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil && addr.Zone() == "" {
		return x.address(addr.Unmap(), f)
	}
	if !isHostName(host) {
		return Target{}, fmt.Errorf("target %q has no host name after the colon", f.text)
	}
	if found := x.endpoints[host]; len(found) > 0 {
		e := onPort(found, f.port)
		t := databaseTarget(e, netip.Addr{})
		t.Host = host
		x.place(&t)
		return f.fill(t, e.port()), nil
	}
	if lb := x.vips.byHost[host]; lb != nil {
		t, err := x.balancer(lb, netip.Addr{}, f)
		t.Host = host
		return t, err
	}
	if len(x.balancers[host]) > 0 {
		t, err := x.unexported(host, netip.Addr{}, f)
		t.Host = host
		return t, err
	}
	if t, found, err := x.clusterHost(host, f); found || err != nil {
		return t, err
	}
	if h, ok := cloudHostNamed(host); ok {
		t := h.target(host)
		t.Database = x.databaseOf(h)
		if t.Database == nil {
			t.ID = x.instanceNamed(h, t.ID)
		}
		x.join(&t, f.port)
		return f.fill(t, h.port), nil
	}
	if !strings.Contains(host, ".") {
		return Target{}, fmt.Errorf("target %q is no public host name: did you mean svc:NS/%s?", f.text, host)
	}
	t := Target{Kind: "host", Host: host}
	if !isPrivateZone(host) && !x.isNamedInside(host) {
		t.Addr, t.Uncertain = publicWitness(), true
	}
	return f.fill(t, 443), nil
}

// target is what a name of Alibaba Cloud leads to as far as the name tells.
func (h cloudHost) target(host string) Target {
	t := Target{Kind: h.kind, Host: host, Within: h.within, Region: h.region, Bucket: h.bucket}
	if h.kind != "host" && h.kind != "oss" {
		t.ID = h.id
	}
	if h.public {
		t.Addr, t.Uncertain = publicWitness(), true
	}
	return t
}

// join gives a name that no export has the endpoint which it stands for, where names of the service tell the private from the
// public ones: those of brokers that came later, or of an instance in a list without names.
func (x *names) join(t *Target, port int) {
	if t.Database == nil || t.Uncertain || !hasNetworks(t.Kind) {
		return
	}
	if e := preferredEndpoint(t.Database, port); e != nil && e.Type == "Private" {
		t.Endpoint = e
		x.place(t)
	}
}

// instanceNamed returns the id of the instance of the bundle that a name begins with. Public endpoints and the nodes of a
// replica set have names with a few letters after the id, which no export can be asked for by.
// https://www.alibabacloud.com/help/en/mongodb/user-guide/overview-of-instance-connections
func (x *names) instanceNamed(h cloudHost, id string) string {
	const longest = len("-pub")
	for n := 1; n <= longest && n < len(id); n++ {
		short := h
		short.id = id[:len(id)-n]
		if x.databaseOf(short) != nil {
			return short.id
		}
	}
	return id
}

func (x *names) databaseOf(h cloudHost) *model.Database {
	for _, db := range x.databases[h.id] {
		if db.Service == h.kind {
			return db
		}
	}
	return nil
}

// isPrivateZone tells whether a name is of a zone that no public resolver has:
// https://www.iana.org/assignments/special-use-domain-names/
// and the zones that https://www.rfc-editor.org/rfc/rfc6762#appendix-G lists as used on private networks.
func isPrivateZone(host string) bool {
	top := host[strings.LastIndexByte(host, '.')+1:]
	return slices.Contains([]string{
		"local", "localhost", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "test",
		"example", "invalid", "onion", "arpa", "alt",
	}, top)
}

// clusterHost finds the Service or the pod behind a name of the cluster's own DNS. A name without svc is one only where
// such a Service exists: resolvers try the search domains first.
// https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
func (x *names) clusterHost(host string, f targetForm) (Target, bool, error) {
	full, isFull := strings.CutSuffix(host, ".svc."+x.domain)
	if !isFull {
		full, isFull = strings.CutSuffix(host, ".svc")
	}
	labels := strings.Split(full, ".")
	if isFull && (len(labels) < 2 || len(labels) > 3) || strings.HasSuffix(host, "."+x.domain) && !isFull {
		return Target{}, true, fmt.Errorf("target %q is no name that the cluster's DNS gives to a Service", f.text)
	}
	for _, split := range []struct{ pod, namespace int }{{0, 0}, {0, 1}, {1, 0}, {1, 1}} {
		if len(labels) != 1+split.pod+split.namespace || isFull && split.namespace == 0 {
			continue
		}
		namespace := f.place
		if split.namespace == 1 {
			namespace = labels[len(labels)-1]
		}
		if s := x.services[namespace+"/"+labels[split.pod]]; s != nil {
			return x.memberOrService(s, labels[:split.pod], host, f)
		}
	}
	if isFull {
		return f.broken(host, x.absence(labels[len(labels)-1])), true, nil
	}
	return Target{}, false, nil
}

// memberOrService is a Service, or the one pod of it that a StatefulSet's name leads to.
func (x *names) memberOrService(s *model.Service, pod []string, host string, f targetForm) (Target, bool, error) {
	var t Target
	var err error
	if len(pod) == 0 {
		t, err = x.service(s, f)
	} else {
		t, err = x.member(s, pod[0], f)
	}
	if t.Host == "" {
		t.Host, t.InCluster = host, true
	}
	return t, true, err
}

// absence says what it means that a Service is not in the bundle: Services of a namespace are exported together, and
// operators make some that are not among the manifests.
func (x *names) absence(namespace string) Breach {
	if x.network.Makers[namespace] && !x.network.Listed[model.Listed{Kind: "Service", Namespace: namespace}] {
		return Unlisted
	}
	for _, s := range x.services {
		if s.Namespace == namespace {
			return NoService
		}
	}
	return Unlisted
}

// member is the pod that a name such as redis-0.redis leads to, or the StatefulSet that will have one.
func (x *names) member(s *model.Service, pod string, f targetForm) (Target, error) {
	name := objectName{s.Namespace, "pod", pod}
	if found := x.named(name); len(found) > 0 {
		return x.podsOf(found[0], f)
	}
	if dash := strings.LastIndexByte(pod, '-'); dash > 0 {
		if found := x.named(objectName{s.Namespace, "statefulset", pod[:dash]}); len(found) > 0 {
			return x.podsOf(found[0], f)
		}
	}
	return Target{}, fmt.Errorf("no pod \"%s/%s\" in the bundle", s.Namespace, pod)
}
