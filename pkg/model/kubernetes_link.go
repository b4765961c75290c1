package model

import (
	"cmp"
	"slices"
	"strings"
)

// linkPods finishes pods and workloads, and finds the topmost controller of each pod.
func (b *builder) linkPods() {
	l := ownerIndex{}
	for _, w := range b.workloads {
		l[w.head()] = w
	}
	// Sorted before they are linked, so that the pods of a workload are in order too.
	slices.SortStableFunc(b.pods, func(a, b *podDraft) int {
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
	})
	for _, p := range b.pods {
		l.adopt(p, b.unpack)
		p.draft.finish(&p.Template, b.unpack, p.Workload == nil)
		p.Namespace, p.Phase = b.unpack.text(p.Namespace), b.unpack.text(p.Phase)
		b.network.Pods = append(b.network.Pods, &p.Pod)
	}
	for _, w := range b.workloads {
		w.draft.finish(&w.Template, b.unpack, true)
		if len(w.Pods) > 0 || l.ownerOf(w.Namespace, w.owner) == nil && !w.idle {
			b.network.Workloads = append(b.network.Workloads, &w.Workload)
		}
	}
}

// ownerDepth ends the search in a bundle whose owners go round in a circle. Real chains have two controllers.
const ownerDepth = 8

// ownerIndex is the controllers of the bundle.
type ownerIndex map[head]*workloadDraft

// adopt links a pod with the topmost controller above it. The controller it is told to have is the topmost that is
// known by name, in the bundle or not.
func (l ownerIndex) adopt(p *podDraft, u unpacker) {
	w := l.find(p)
	for range ownerDepth {
		if w == nil {
			break
		}
		p.owner = cmp.Or(w.owner, owner{w.Kind, w.Name})
		above := l.ownerOf(w.Namespace, w.owner)
		if above == nil {
			break
		}
		w = above
	}
	p.OwnerKind, p.OwnerName = u.text(p.owner.kind), u.text(p.owner.name)
	if w != nil {
		p.Workload = &w.Workload
		w.Pods = append(w.Pods, &p.Pod)
	}
}

// find returns the controller in the bundle that is nearest to the pod. Where the ReplicaSet or Job between is not
// there, its name tells the Deployment or CronJob, which made it by a fixed pattern.
func (l ownerIndex) find(p *podDraft) *workloadDraft {
	if w := l.ownerOf(p.Namespace, p.owner); w != nil {
		return w
	}
	maker := makerOf(p)
	w := l.ownerOf(p.Namespace, maker)
	if w != nil || maker.kind == "Deployment" {
		p.owner = maker
	}
	return w
}

func (l ownerIndex) ownerOf(namespace string, o owner) *workloadDraft {
	if o.kind == "" {
		return nil
	}
	return l[head{o.kind, namespace, o.name}]
}

// makerOf returns the Deployment of a ReplicaSet that is named NAME-HASH, where HASH is also a label of the pod, and the
// CronJob of a Job that is named NAME-MINUTES.
// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template-hash-label
// https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#job-name
func makerOf(p *podDraft) owner {
	cut := strings.LastIndexByte(p.owner.name, '-')
	if cut <= 0 {
		return owner{}
	}
	name, suffix := p.owner.name[:cut], p.owner.name[cut+1:]
	switch p.owner.kind {
	case "ReplicaSet":
		if hasPair(p.draft.labels, "pod-template-hash", suffix) {
			return owner{"Deployment", name}
		}
	case "Job":
		if len(suffix) >= 8 && strings.Trim(suffix, "0123456789") == "" {
			return owner{"CronJob", name}
		}
	}
	return owner{}
}

// hasPair tells whether a packed map has the value at the name.
func hasPair(p packed, name, value string) bool {
	fields := fieldsOf(p)
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i] == name {
			return fields[i+1] == value
		}
	}
	return false
}

// namespace returns the namespace of the name, which exists as soon as an object says so.
func (n *Network) namespace(name string) *Namespace {
	space := n.Namespaces[name]
	if space == nil {
		space = &Namespace{Name: name, Labels: map[string]string{namespaceNameLabel: name}}
		n.Namespaces[name] = space
	}
	return space
}

// sortKubernetes orders every list by name.
func (n *Network) sortKubernetes() {
	slices.SortStableFunc(n.Workloads, func(a, b *Workload) int {
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name), strings.Compare(a.Kind, b.Kind))
	})
	slices.SortStableFunc(n.Nodes, func(a, b *Node) int { return strings.Compare(a.Name, b.Name) })
	slices.SortStableFunc(n.Services, func(a, b *Service) int {
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
	})
	slices.SortStableFunc(n.Endpoints, func(a, b *Endpoints) int {
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name), strings.Compare(a.Kind, b.Kind))
	})
	n.sortIngresses()
	slices.SortStableFunc(n.Policies, func(a, b *Policy) int {
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
	})
	slices.SortStableFunc(n.ForeignPolicies, func(a, b *ForeignPolicy) int {
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name),
			strings.Compare(a.Kind, b.Kind), strings.Compare(a.APIVersion, b.APIVersion))
	})
	slices.SortStableFunc(n.PodEIPs, func(a, b *PodEIP) int {
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
	})
	slices.SortStableFunc(n.PodNetworkings, func(a, b *PodNetworking) int { return strings.Compare(a.Name, b.Name) })
	slices.SortStableFunc(n.PodENIs, func(a, b *PodENI) int {
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
	})
}
