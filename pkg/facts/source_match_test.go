package facts

import (
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/labels"

	"github.com/egresslint/egresslint/pkg/model"
)

func TestSelect(t *testing.T) {
	n := namesNetwork()
	n.Workloads = append(n.Workloads, &model.Workload{
		Ref: model.Ref{Record: 50}, Kind: "DaemonSet", Namespace: "kube-system", Name: "agent", Template: model.Template{Labels: map[string]string{"app": "agent"}},
	})
	n.Namespaces["shop"] = &model.Namespace{Name: "shop", Ref: model.Ref{Record: 51}, Labels: map[string]string{"team": "a"}}
	f := New(n, Options{})
	selector := func(text string) labels.Selector {
		parsed, err := labels.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	for _, test := range []struct {
		want string // names, or the error
		in   Selection
	}{
		{"shop/Deployment/cart", Selection{Name: "shop/cart"}},
		{"shop/Pod/cart-1", Selection{Name: "shop/cart-1"}},
		{`no workload or pod "shop/crat": did you mean shop/cart?`, Selection{Name: "shop/crat"}},
		{`"shop/search" is more than one object: write shop/CronJob/search or shop/StatefulSet/search`, Selection{Name: "shop/search"}},
		{"shop/Deployment/cart shop/Deployment/idle", Selection{Name: "*/deploy/*"}},
		{"shop/CronJob/search shop/StatefulSet/search", Selection{Name: "sh?p/s*"}},
		{"ops/Pod/agent", Selection{Name: "*/agent"}},
		{"kube-system/DaemonSet/agent", Selection{Name: "kube-system/*"}},
		{`no workload or pod is called "shop/Job/*"`, Selection{Name: "shop/Job/*"}},
		{"shop/Deployment/cart", Selection{Labels: selector("app=cart")}},
		{"kube-system/DaemonSet/agent", Selection{Labels: selector("app"), Namespace: "kube-system"}},
		{"shop/Deployment/cart shop/Deployment/idle shop/StatefulSet/search", Selection{Labels: selector("app"), Namespaces: selector("team=a")}},
		{"the selector selects no workload and no pod", Selection{Labels: selector("app=agent")}},
		{"the selector selects no workload and no pod", Selection{Labels: selector(""), Namespace: "ops", Namespaces: selector("team!=a")}},
	} {
		found, err := f.Select(test.in)
		var names []string
		for _, s := range found {
			if err == nil {
				names = append(names, objectNameOf(s).String())
			}
		}
		got := strings.Join(names, " ")
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%+v: %s, want %s", test.in, got, test.want)
		}
	}
}

// A host name is likely a destination where nothing but its form says so, and the flow is certain where one place says more.
func TestLikelyDemands(t *testing.T) {
	const store = "logs.oss-cn-shanghai.aliyuncs.com"
	for text, likely := range map[string]bool{
		"LOGS=" + store: true, "LOGS=https://" + store: false, "LOGS=" + store + ":443": false, "LOGS_ENDPOINT=" + store: false,
		"A=" + store + " B_ENDPOINT=" + store: false, "DATA=" + rdsHost: false, "PARTNER=198.51.100.7:443": false, "PEER=cart.shop.svc": true,
		"PEER=http://cart.shop.svc": false,
	} {
		n := namesNetwork()
		w := &model.Workload{Ref: model.Ref{Record: 90}, Kind: "Deployment", Namespace: "shop", Name: "client"}
		w.Literals = containerLiterals(strings.Fields(text)...)
		n.Workloads = append(n.Workloads, w)
		demands := newNames(n).demands()
		if len(demands) != 1 || demands[0].Likely != likely {
			t.Errorf("%s: %+v", text, demands)
		}
	}
}
