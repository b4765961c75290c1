package model

import (
	"net/netip"

	networkingv1 "k8s.io/api/networking/v1"
)

// Namespace is a namespace, with the label kubernetes.io/metadata.name that the API server sets.
type Namespace struct {
	Ref         Ref // zero when no object for it was read
	Name        string
	Labels      map[string]string
	Annotations map[string]string
}

// Template is what a Pod and a pod template have in common. Maps are shared between pods and never changed.
type Template struct {
	Labels       map[string]string
	Annotations  map[string]string
	HostNetwork  bool
	NodeName     string
	NodeSelector map[string]string
	Affinity     []NodeTerm   // required node affinity: a node must meet one of the terms, where there are any
	Tolerations  []Toleration // of a template that is not placed yet
	DNSPolicy    string
	Nameservers  []string          // of dnsConfig
	Hosts        map[string]string // addresses by the names of hostAliases
	Ports        []ContainerPort
	Literals     []Literal // values that may name a destination
	ConfigMaps   []string  // NAME or NAME/KEY of the ConfigMaps that env, envFrom and volumes refer to
	Pointer      string    // JSON pointer from the object to the pod's metadata and spec: "" or "/spec/template"
}

// NodeTerm is one of the terms of a required node affinity. All its requirements must be met; without any, no node does.
type NodeTerm []NodeRequirement

// NodeRequirement is one requirement of a term.
type NodeRequirement struct {
	Field    bool // it is about a field of the node, not a label
	Key      string
	Operator string // In, NotIn, Exists, DoesNotExist, Gt, Lt
	Values   []string
}

// Toleration is one of a template's tolerations.
type Toleration struct{ Key, Operator, Value, Effect string }

// Taint is one of a node's taints.
type Taint struct{ Key, Value, Effect string }

// ContainerPort is a port that a container declares.
type ContainerPort struct {
	Name     string
	Port     int32
	Protocol string // TCP, UDP, SCTP; TCP when not written
}

// Literal is a written string with its JSON pointer from the object.
type Literal struct {
	Pointer string
	Name    string // of the env variable or the ConfigMap key; "" for args and command
	Text    string
}

// Pod is a Pod object.
type Pod struct {
	Template
	Ref             Ref
	Namespace, Name string
	IPs             []netip.Addr
	AllIPs          bool // status.podIPs is there, which lists the addresses of both families
	HostIP          netip.Addr
	Phase           string
	NotReady        bool      // its condition Ready is not true
	Workload        *Workload // the topmost owner in the bundle; nil when none is
	OwnerKind       string    // the controller that the Pod names, Deployment for a ReplicaSet with a template hash; "" for bare pods
	OwnerName       string
}

// Workload is a controller with a pod template.
type Workload struct {
	Template
	Ref             Ref
	Kind            string
	Namespace, Name string
	Annotations     map[string]string // of the workload itself
	Replicas        int               // -1 when not written
	Pods            []*Pod            // the pods in the bundle that it owns
}

// Node is a cluster node.
type Node struct {
	Ref           Ref
	Name          string
	Labels        map[string]string
	Annotations   map[string]string
	Instance      string // ECS id, of spec.providerID
	PodCIDR       Prefix
	InternalIP    netip.Addr
	InternalIPv6  netip.Addr
	Unschedulable bool
	Taints        []Taint
	Virtual       bool   // a virtual node (virtual-kubelet)
	ExclusiveENI  bool   // label k8s.aliyun.com/exclusive-mode-eni-type is eniOnly
	ENIs          string // allocatable aliyun/eni, the ENIs that pods can have for themselves; "" when there is none
}

// ConfigMap is a ConfigMap, in the values that may name a destination.
type ConfigMap struct {
	Ref             Ref
	Namespace, Name string
	Literals        []Literal
	Corefile        *Corefile       // of the cluster's DNS; nil for any other ConfigMap, and where it cannot be read
	Settings        *TerwaySettings // of Terway, where it has any
	Profile         *Profile        // where it is eci-profile or acs-profile
	Keys            []SettingKey    // of eni-config
}

// SettingKey is a key of eni-config, or of the JSON of one of its values.
type SettingKey struct {
	Within string // the key whose value has it; "" for those of the ConfigMap
	Name   string
	Ref    Ref
}

// Policy is a networking.k8s.io/v1 NetworkPolicy.
type Policy struct {
	Ref             Ref
	Namespace, Name string
	Spec            networkingv1.NetworkPolicySpec

	invalid bool // the API server would refuse it
}
