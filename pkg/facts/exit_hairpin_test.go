package facts

import (
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

func TestEntriesThatLeadBackIn(t *testing.T) {
	to := func(addr, protocol string, port int) Target {
		return Target{Kind: "ip", Addr: addrOf(addr), Protocol: protocol, Port: port}
	}
	for name, c := range map[string]struct {
		protocol, ports, gateway, status string
		target                           Target
		want                             string
	}{
		"port":               {"tcp", "8443", "ngw-1", "Available", to("47.0.0.1", "tcp", 8443), "fwd-1"},
		"another port":       {"tcp", "8443", "ngw-1", "Available", to("47.0.0.1", "tcp", 443), ""},
		"another protocol":   {"udp", "8443", "ngw-1", "Available", to("47.0.0.1", "tcp", 8443), ""},
		"first of a range":   {"TCP", "8000/8443", "ngw-1", "Available", to("47.0.0.1", "tcp", 8000), "fwd-1"},
		"last of a range":    {"tcp", "8000/8443", "ngw-1", "Available", to("47.0.0.1", "tcp", 8443), "fwd-1"},
		"behind a range":     {"tcp", "8000/8443", "ngw-1", "Available", to("47.0.0.1", "tcp", 8444), ""},
		"every port":         {"Any", "Any", "ngw-1", "Available", to("47.0.0.1", "udp", 53), "fwd-1"},
		"another address":    {"any", "any", "ngw-1", "Available", to("47.0.0.2", "tcp", 443), ""},
		"another gateway":    {"any", "any", "ngw-2", "Available", to("47.0.0.1", "tcp", 443), ""},
		"no port":            {"tcp", "", "ngw-1", "Available", to("47.0.0.1", "tcp", 443), ""},
		"not in force":       {"any", "any", "ngw-1", "Pending", to("47.0.0.1", "tcp", 443), ""},
		"any public address": {"any", "any", "ngw-1", "Available", internetTarget(), ""},
	} {
		t.Run(name, func(t *testing.T) {
			n := exitWorld()
			n.ForwardEntries = append(n.ForwardEntries, &model.ForwardEntry{
				ID: "fwd-1", Gateway: c.gateway, ExternalIP: addrOf("47.0.0.1"), ExternalPort: c.ports,
				InternalIP: addrOf("10.1.0.9"), InternalPort: "443", Protocol: c.protocol, Status: c.status,
			})
			v := viewExit(n, podIdentity(n), c.target)
			nat := v.Route.Covering[0].Hops[0].NAT
			if got := v.table.nameOf(nat.Inward); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if c.want != "" && v.table.nameOf(nat.Inside) != "10.1.0.9" {
				t.Errorf("it leads to %q", v.table.nameOf(nat.Inside))
			}
		})
	}
}
