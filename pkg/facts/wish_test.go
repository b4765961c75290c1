package facts

import (
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

func TestNearestKey(t *testing.T) {
	for text, want := range map[string]string{
		"k8s.aliyun.com/pod-with-eip":            "", // right as it is
		"k8s.aliyun.com/pod-with-eips":           "k8s.aliyun.com/pod-with-eip",
		"network.alibabacloud.co/pod-with-eip":   "network.alibabacloud.com/pod-with-eip",
		"k8s.aliyun.com/pod-eip-instance-id":     "k8s.aliyun.com/pod-eip-instanceid",
		"k8s.aliyun.com/eci-with-epi":            "k8s.aliyun.com/eci-with-eip",
		"k8s.aliyun.com/eip-bandwidth":           "",
		"k8s.aliyun.com/pod-eip":                 "",
		"network.alibabacloud.com/pod-with-eipv": "network.alibabacloud.com/pod-with-eip",
	} {
		if got := nearestKey(text); got != want {
			t.Errorf("%s is near to %q, want %q", text, got, want)
		}
	}
}

func TestRepeats(t *testing.T) {
	nodes := &model.Network{Nodes: []*model.Node{{Name: "a"}, {Name: "b"}}}
	two := []*model.Pod{{Name: "a"}, {Name: "b"}}
	for name, c := range map[string]struct {
		workload *model.Workload
		want     bool
	}{
		"bare pod":             {nil, false},
		"one replica":          {&model.Workload{Kind: "Deployment", Replicas: 1, Pods: two}, false},
		"three replicas":       {&model.Workload{Kind: "Deployment", Replicas: 3}, true},
		"as many as there are": {&model.Workload{Kind: "StatefulSet", Replicas: -1, Pods: two}, true},
		"none told":            {&model.Workload{Kind: "Deployment", Replicas: -1}, false},
		"one a node":           {&model.Workload{Kind: "DaemonSet", Replicas: -1}, true},
	} {
		if got := (Source{Workload: c.workload}).repeats(nodes); got != c.want {
			t.Errorf("%s: several pods: %v", name, got)
		}
	}
}
