package facts

import "strings"

// nameClass is what the facts about a name depend on. Names of one class are one to the policies.
type nameClass struct {
	cluster, outside, private bool
	breach                    Breach
	breachAt                  Entity
	host                      string // of a name that leads nowhere
	forwarding
	overrides string // the numbers of the plugins that may answer, with spaces between
}

// forwarding is a plugin that passes names on, by its server block and its number there, both from 1. Without a Corefile
// both are 0; a block that passes nothing on has no plugin.
type forwarding struct{ block, plugin int }

// numberedName is a class of names with its number.
type numberedName struct {
	nameClass
	number int
}

// nameOf returns the class of the name of a target with its number.
func (r *resolver) nameOf(t Target) numberedName {
	class := r.classOf(t)
	number, ok := r.numbers[class]
	if !ok {
		number = len(r.numbers)
		r.numbers[class] = number
	}
	return numberedName{class, number}
}

// classOf returns the class of the name of a target.
func (r *resolver) classOf(t Target) nameClass {
	c := nameClass{
		cluster: t.InCluster || t.Alias, outside: !t.InCluster && t.Broken == Sound, breach: t.Broken, breachAt: t.BrokenAt,
		private: t.isPrivateName(),
	}
	if c.breach != Sound {
		c.host = t.Host
	}
	if c.outside && r.corefile != nil {
		c.forwarding, c.overrides = corefilePath(r.corefile, t.Host)
	}
	return c
}

// isPrivateName tells whether only servers that know the VPC can be relied on for a name: it is of an endpoint inside, or of
// a zone that no public server has.
func (t Target) isPrivateName() bool {
	if t.InCluster || t.Host == "" || t.Broken != Sound {
		return false
	}
	return isPrivateZone(t.Host) || t.Within.IsValid() || t.Endpoint != nil && t.Endpoint.Type != "Public" ||
		strings.HasSuffix(t.Host, ".aliyuncs.com") && !t.Uncertain
}

func (c nameClass) facts(t *table) NameFacts {
	f := NameFacts{Cluster: c.cluster, Outside: c.outside, Private: c.private, Breach: string(c.breach)}
	if c.host != "" {
		f.Host = t.add(c.host, c.breachAt.Ref)
	}
	if c.breachAt != (Entity{}) {
		f.BreachAt = t.add(c.breachAt.Name, c.breachAt.Ref)
	}
	return f
}
