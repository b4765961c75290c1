package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The verdicts of the corpus are those that independent NetworkPolicy engines agree on; where they dispute, the text of
// the Kubernetes API decides.
func TestNetworkPolicyCorpus(t *testing.T) {
	cases, _ := filepath.Glob("../../../shared/corpus/networkpolicy/cases/*/manifests")
	if len(cases) == 0 {
		t.Skip("the corpus is absent")
	}
	asked, agreed := 0, 0
	for _, manifests := range cases {
		var want []string
		var flows bytes.Buffer
		for _, name := range []string{"queries.json", "queries_disputed.json"} {
			want = append(want, corpusFlows(t, filepath.Join(filepath.Dir(manifests), name), len(want), &flows)...)
		}
		got := corpusVerdicts(t, manifests, &flows)
		for i, verdict := range want {
			asked++
			if i < len(got) && got[i] == verdict {
				agreed++
			} else if asked-agreed <= 20 {
				t.Errorf("%s: flow %d is not %s", manifests, i, verdict)
			}
		}
	}
	t.Logf("agree %d of %d", agreed, asked)
}

// corpusFlows writes the queries of a file as flows, numbered on from first, and returns their verdicts.
func corpusFlows(t *testing.T, path string, first int, flows *bytes.Buffer) []string {
	type end struct{ Namespace, Pod, Kind, IP string }
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	var c struct {
		Queries []struct {
			Src, Dst           end
			Protocol, Expected string
			Port               int
		}
	}
	if err == nil {
		err = json.Unmarshal(data, &c)
	}
	if err != nil {
		t.Fatal(path, err)
	}
	name := func(e end) string {
		if e.Kind == "" {
			e.Kind = "Pod"
		}
		return e.Namespace + "/" + e.Kind + "/" + e.Pod
	}
	var want []string
	for i, q := range c.Queries {
		to := "pod:" + name(q.Dst)
		if q.Dst.IP != "" {
			to = "ip:" + q.Dst.IP
		}
		line, _ := json.Marshal(map[string]any{"id": first + i, "from": name(q.Src), "to": to, "port": q.Port, "protocol": strings.ToLower(q.Protocol)})
		flows.Write(append(line, '\n'))
		want = append(want, map[string]string{"allow": "reachable", "deny": "blocked"}[q.Expected])
	}
	return want
}

func corpusVerdicts(t *testing.T, manifests string, flows *bytes.Buffer) []string {
	var out, errs bytes.Buffer
	run(context.Background(), []string{
		"trace", "--flows", "-", "--gates", "network-policy", "--assume", "network-policy=enforced", "--format", "jsonl", manifests,
	}, flows, &out, &errs)
	var verdicts []string
	for line := range bytes.Lines(out.Bytes()) {
		var answer struct{ Verdict string }
		if err := json.Unmarshal(line, &answer); err != nil {
			t.Fatalf("%s: %v\n%s", manifests, err, errs.String())
		}
		verdicts = append(verdicts, answer.Verdict)
	}
	return verdicts
}
