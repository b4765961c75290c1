package model

import (
	"slices"

	"github.com/egresslint/egresslint/pkg/source"
)

// Ingress is an object that gives the cluster host names of its own: an Ingress, or an HTTPRoute of the Gateway API.
type Ingress struct {
	Ref                   Ref
	Kind, Namespace, Name string
	Hosts                 []string // as written; *.ZONE is every name one label below the zone
}

// ingressKind decodes a kind whose host names are where hosts finds them.
func ingressKind(hosts func(r *reader, spec *source.Node) []string) func(*reader, meta) resource {
	return func(r *reader, m meta) resource {
		found := hosts(r, r.object(r.root, "spec"))
		slices.Sort(found)
		return &Ingress{Kind: m.kind, Namespace: m.namespace, Name: m.name, Hosts: slices.Compact(found)}
	}
}

func ruleHosts(r *reader, spec *source.Node) []string {
	var hosts []string
	for _, rule := range r.list(spec, "rules") {
		if host := r.text(rule, "host"); host != "" {
			hosts = append(hosts, host)
		}
	}
	return hosts
}

func routeHosts(r *reader, spec *source.Node) []string { return r.texts(spec, "hostnames") }

func (i *Ingress) head() head         { return head{i.Kind, i.Namespace, i.Name} }
func (i *Ingress) ref() Ref           { return i.Ref }
func (i *Ingress) place(number int32) { i.Ref = Ref{Record: number} }
func (i *Ingress) addTo(b *builder)   { b.network.Ingresses = append(b.network.Ingresses, i) }
