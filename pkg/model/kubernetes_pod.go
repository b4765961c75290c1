package model

import (
	"net/netip"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// owner is a controller as the metadata of what it made names it.
type owner struct{ kind, name string }

// podDraft is a Pod that is not linked yet.
type podDraft struct {
	Pod
	draft draft
	owner owner
}

// workloadDraft is a Workload that is not linked yet.
type workloadDraft struct {
	Workload
	draft draft
	owner owner
	idle  bool // it makes no pods any more: a ReplicaSet scaled to none, a Job that is done
}

// builtinGroups are the API groups whose controllers are read. Kinds of the same name in other groups are not the same.
var builtinGroups = map[string]bool{"": true, "apps": true, "batch": true, "extensions": true}

// ownerOf returns the controller that the metadata names, or the zero owner.
func (r *reader) ownerOf(metadata *source.Node) owner {
	var found owner
	for _, reference := range r.objects(metadata, "ownerReferences") {
		controller := reference.Get("controller").String() == "true"
		if found.kind != "" && !controller {
			continue
		}
		found = owner{r.text(reference, "kind"), r.text(reference, "name")}
		if group := groupOf(r.text(reference, "apiVersion")); !builtinGroups[group] {
			found.kind += "." + group
		}
		if controller {
			break
		}
	}
	return found
}

func decodePod(r *reader, m meta) resource {
	p := &podDraft{Pod: Pod{Namespace: m.namespace, Name: m.name}, owner: r.ownerOf(m.node)}
	p.Template, p.draft = r.template(r.root, "")
	status := r.object(r.root, "status")
	p.Phase = r.text(status, "phase")
	p.HostIP = r.addr(r.get(status, "hostIP"))
	p.IPs, p.AllIPs = r.podIPs(status)
	p.NotReady = r.notReady(status)
	return p
}

// podIPs returns the addresses of a pod, and whether these are all: podIP repeats the first of podIPs, and is alone in
// old clusters.
func (r *reader) podIPs(status *source.Node) (ips []netip.Addr, all bool) {
	list := r.objects(status, "podIPs")
	ips = make([]netip.Addr, 0, max(len(list), 1))
	for _, ip := range list {
		if a := r.addr(r.get(ip, "ip")); a.IsValid() {
			ips = append(ips, a)
		}
	}
	if a := r.addr(r.get(status, "podIP")); len(ips) == 0 && a.IsValid() {
		ips = append(ips, a)
	}
	return ips, len(list) > 0
}

// notReady tells whether a pod says that it serves nobody: no Service leads to it.
// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions
func (r *reader) notReady(status *source.Node) bool {
	for _, condition := range r.objects(status, "conditions") {
		if condition.Get("type").String() == "Ready" {
			return condition.Get("status").String() != "True"
		}
	}
	return false
}

func (p *podDraft) head() head         { return head{"Pod", p.Namespace, p.Name} }
func (p *podDraft) ref() Ref           { return p.Ref }
func (p *podDraft) place(number int32) { p.Ref = Ref{Record: number} }

// addTo leaves finished pods out: they have given up their address and send nothing.
// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase
func (p *podDraft) addTo(b *builder) {
	if p.Phase != "Succeeded" && p.Phase != "Failed" {
		b.pods = append(b.pods, p)
	}
}

// workloadKind returns the decoder of a controller kind with its pod template at the pointer.
func workloadKind(kind, pointer string) func(*reader, meta) resource {
	keys := strings.Split(strings.TrimPrefix(pointer, "/spec/"), "/")
	return func(r *reader, m meta) resource {
		w := &workloadDraft{Workload: Workload{Kind: kind, Namespace: m.namespace, Name: m.name}, owner: r.ownerOf(m.node)}
		w.Annotations = r.strings(m.node, "annotations")
		spec := r.object(r.root, "spec")
		w.Replicas = int(r.number(spec, "replicas", -1))
		template := spec
		for _, key := range keys {
			template = r.object(template, key)
		}
		w.Template, w.draft = r.template(template, pointer)
		w.idle = kind == "ReplicaSet" && w.Replicas == 0 || kind == "Job" && r.finished()
		return w
	}
}

// finished tells whether the Job at the root is complete or has failed.
func (r *reader) finished() bool {
	for _, condition := range r.objects(r.object(r.root, "status"), "conditions") {
		done := r.text(condition, "type")
		if (done == "Complete" || done == "Failed") && r.text(condition, "status") == "True" {
			return true
		}
	}
	return false
}

func (w *workloadDraft) head() head         { return head{w.Kind, w.Namespace, w.Name} }
func (w *workloadDraft) ref() Ref           { return w.Ref }
func (w *workloadDraft) place(number int32) { w.Ref = Ref{Record: number} }
func (w *workloadDraft) addTo(b *builder)   { b.workloads = append(b.workloads, w) }
