package finding

import "slices"

// Gates are the things on the way that can stop a packet, in the order in which hops are listed.
var Gates = [...]string{
	"dns", "network-policy", "security-group", "network-acl", "route", "nat", "eip", "ipv6-gateway", "load-balancer",
	"destination-acl", "whitelist",
}

// worst lists the verdicts of a flow, worst first.
var worst = [...]Verdict{Blocked, Unknown, Partial, Reachable}

// Combine returns the verdict of a packet that has to pass every hop.
func Combine(hops []Hop) Verdict {
	verdict := Reachable
	for _, hop := range hops {
		verdict = worse(verdict, ofGate[hop.Verdict])
	}
	return verdict
}

// ofGate is what one gate's answer makes of a flow.
var ofGate = map[Verdict]Verdict{Allow: Reachable, Deny: Blocked, Unknown: Unknown, Partial: Partial}

func worse(a, b Verdict) Verdict {
	if slices.Index(worst[:], b) < slices.Index(worst[:], a) {
		return b
	}
	return a
}

// Choose returns the verdict of a source for which the network makes one of several choices. It is partial as soon as
// one choice certainly works and another certainly fails, whatever is not known about others. A doubt about one choice is
// a doubt about the source, and so is a source without any choice: nothing was judged.
func Choose(choices []Verdict) Verdict {
	part := slices.Contains(choices, Partial)
	works := part || slices.Contains(choices, Reachable)
	fails := part || slices.Contains(choices, Blocked)
	switch {
	case works && fails:
		return Partial
	case works == fails || slices.Contains(choices, Unknown):
		return Unknown
	case fails:
		return Blocked
	}
	return Reachable
}

// Worst returns the index of the first verdict that none is worse than, and -1 when there are none.
func Worst(verdicts []Verdict) int {
	for _, verdict := range worst {
		if i := slices.Index(verdicts, verdict); i >= 0 {
			return i
		}
	}
	return -1
}

// Denier returns the first gate that denies, "" when none does.
func Denier(hops []Hop) string {
	for _, hop := range hops {
		if hop.Verdict == Deny {
			return hop.Gate
		}
	}
	return ""
}
