package model

import (
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// ForeignPolicy is an object of a policy kind other than the NetworkPolicy of Kubernetes, in the terms that these kinds
// share.
type ForeignPolicy struct {
	Ref                               Ref
	APIVersion, Kind, Namespace, Name string
	Family                            PolicyFamily
	Priority                          int  // of the kinds that have one; smaller comes first
	OwnTier                           bool // Calico: not of the default tier, which NetworkPolicies are in too
	Parts                             []PolicyPart
}

// PolicyFamily is the kinds that one component reads.
type PolicyFamily string

// The families. Baseline is what only counts where no NetworkPolicy does.
const (
	CalicoPolicies   PolicyFamily = "calico"
	CiliumPolicies   PolicyFamily = "cilium"
	ACKPolicies      PolicyFamily = "ack"     // GlobalNetworkPolicy of network.alibabacloud.com
	TrafficPolicies  PolicyFamily = "traffic" // TrafficPolicy and GlobalTrafficPolicy
	AdminPolicies    PolicyFamily = "admin"
	BaselinePolicies PolicyFamily = "baseline"
)

// PolicyPart is one rule set with the pods that it is about. Most objects have one.
type PolicyPart struct {
	Subjects        []PodSet // the pods it is about, by any of these
	Egress, Ingress PolicySection
	Vague           bool // it asks for more than is read here: what it does is not known
}

// PolicySection is one direction of a part.
type PolicySection struct {
	Applies bool
	Pointer string // of the rules
	Rules   []PolicyRule
}

// PolicyRule is one rule. No peers, or no ports, stand for all of them.
type PolicyRule struct {
	Pointer string
	Action  string // allow, deny, pass, log
	Peers   []PolicyPeer
	Ports   []PolicyPort
	Vague   bool // it asks for more than is read here: it may match less than it says
}

// PolicyPeer is one peer: one of the fields, or anything when none is set.
type PolicyPeer struct {
	Pods      *PodSet
	Block     *networkingv1.IPBlock
	Host      string
	Namespace string // of Service
	Service   string // a Service's name; * for all of the namespace
	Vague     bool   // it asks for more than is read here
}

// PodSet selects pods by their labels and those of their namespace. What is not set selects all.
type PodSet struct {
	Namespace           string
	Pods, Namespaces    *metav1.LabelSelector
	Expression          string // selectors in the language of Calico
	NamespaceExpression string
	Vague               bool // it asks for more than is read here: it may select fewer
}

// PolicyPort is one port entry: a range of numbers, or a name that the destination pod resolves.
type PolicyPort struct {
	Protocol    string // upper case; "" for any
	Name        string
	First, Last int
}

func (p *ForeignPolicy) head() head {
	return head{p.Kind + "." + groupOf(p.APIVersion), p.Namespace, p.Name}
}
func (p *ForeignPolicy) ref() Ref           { return p.Ref }
func (p *ForeignPolicy) place(number int32) { p.Ref = Ref{Record: number} }
func (p *ForeignPolicy) addTo(b *builder) {
	b.network.ForeignPolicies = append(b.network.ForeignPolicies, p)
}
