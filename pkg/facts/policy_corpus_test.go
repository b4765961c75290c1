package facts

import (
	"encoding/json"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

const policyCorpus = "../../../shared/corpus/networkpolicy/cases"

type corpusEnd struct{ Namespace, Pod, Kind, IP string }

type corpusQuery struct {
	Src, Dst corpusEnd
	Protocol string
	Port     int
	Expected string
}

// The verdicts of the corpus are those that independent engines agree on. Flows from an address that is no pod can only be
// asked here: the program asks for those of pods.
func TestPolicyFactsAgreeWithTheCorpus(t *testing.T) {
	for _, file := range []string{"queries_from_ip.json"} {
		t.Run(file, func(t *testing.T) {
			cases, _ := filepath.Glob(policyCorpus + "/*/manifests")
			if len(cases) == 0 {
				t.Skip("corpus is absent")
			}
			asked, agreed := 0, 0
			for _, manifests := range cases {
				dir := filepath.Dir(manifests)
				if queries := corpusQueries(t, filepath.Join(dir, file)); len(queries) > 0 {
					a := agreeing(t, dir, queries)
					asked, agreed = asked+len(queries), agreed+a
				}
			}
			t.Logf("%d of %d agree", agreed, asked)
			if asked == 0 || agreed != asked {
				t.Errorf("%d asked and %d agree", asked, agreed)
			}
		})
	}
}

func corpusQueries(t *testing.T, path string) []corpusQuery {
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	var c struct{ Queries []corpusQuery }
	if err == nil {
		err = json.Unmarshal(data, &c)
	}
	if err != nil {
		t.Fatal(path, err)
	}
	return c.Queries
}

func agreeing(t *testing.T, dir string, queries []corpusQuery) int {
	n := corpusNetwork(t, filepath.Join(dir, "manifests"))
	x := newPolicyIndex(n)
	if len(x.others) > 0 {
		t.Errorf("%s: %v is not understood", dir, x.others[0].Name)
	}
	agreed := 0
	for _, q := range queries {
		f := x.facts(&table{name: "policy"}, corpusPolicyEnd(t, n, q.Src), corpusPolicyEnd(t, n, q.Dst), corpusTarget(q))
		got := "deny"
		if f.Self || f.Egress.Allowed == Yes && f.Ingress.Allowed == Yes {
			got = "allow"
		}
		if got == q.Expected {
			agreed++
		} else if !t.Failed() {
			t.Errorf("%s: %+v is %s: %+v", filepath.Base(dir), q, got, f)
		}
	}
	return agreed
}

func corpusTarget(q corpusQuery) Target {
	target := Target{Kind: "pod", Port: q.Port, Protocol: strings.ToLower(q.Protocol)}
	if q.Dst.IP != "" {
		target.Kind, target.Addr = "ip", netip.MustParseAddr(q.Dst.IP)
	}
	return target
}

func corpusPolicyEnd(t *testing.T, n *model.Network, end corpusEnd) policyEnd {
	if end.IP != "" {
		return policyEnd{ips: []netip.Addr{netip.MustParseAddr(end.IP)}}
	}
	for _, p := range n.Pods {
		if end.Kind == "" && p.Namespace == end.Namespace && p.Name == end.Pod {
			return podEnd(p)
		}
	}
	for _, w := range n.Workloads {
		if w.Kind == end.Kind && w.Namespace == end.Namespace && w.Name == end.Pod {
			return workloadEnd(w)
		}
	}
	t.Fatalf("no object for %+v", end)
	return policyEnd{}
}

func corpusNetwork(t *testing.T, dir string) *model.Network {
	set, objects, err := source.Read(source.Input{Paths: []string{dir}}, model.Decode)
	if err != nil {
		t.Fatal(err)
	}
	n, _ := model.Build(set, objects, nil)
	return n
}
