package model

import (
	"net/netip"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// LocalProblem is something wrong inside one object. Build turns it into a source.Problem with a place.
type LocalProblem struct {
	Pointer, Message string
	Severity         source.Severity
}

// ClusterAnswer is what one answer of the Container Service says about a cluster.
type ClusterAnswer struct {
	Ref                                                             Ref
	ID, Name, Type, Profile, Spec, Region, VPC, IPStack, ProxyMode  string
	Version, InitVersion, ContainerCIDR, ServiceCIDR, SecurityGroup string
	MetaData                                                        string
	Addons                                                          []Addon
}

// Addon is one component of a cluster.
type Addon struct {
	Ref                   Ref
	Name, Version, Config string
}

// ParsePrefix returns the range that text names.
func ParsePrefix(text string) Prefix {
	text = strings.TrimSpace(text)
	if p, err := netip.ParsePrefix(text); err == nil {
		return Prefix{Prefix: p.Masked(), Text: text}
	}
	if a, err := netip.ParseAddr(text); err == nil && a.Zone() == "" {
		return Prefix{Prefix: netip.PrefixFrom(a, a.BitLen()), Text: text}
	}
	return Prefix{Text: text}
}
