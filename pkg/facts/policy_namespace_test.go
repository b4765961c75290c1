package facts

import (
	"os"
	"path/filepath"
	"testing"

	"k8s.io/apimachinery/pkg/labels"
)

// Of a namespace of the system without an object only the label with its name is known: what selects it by another one is not
// decided.
func TestPoliciesOfASystemNamespaceWithoutAnObject(t *testing.T) {
	const (
		global  = "{apiVersion: network.alibabacloud.com/v1beta2, kind: GlobalNetworkPolicy, metadata: {name: p}, spec: {policyTypes: [Egress], namespaceSelector: "
		traffic = "{apiVersion: network.alibabacloud.com/v1alpha1, kind: GlobalTrafficPolicy, metadata: {name: p}, spec: {egress: {rules: [{action: allow}]}, selector: "
		calico  = "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: p}, spec: {types: [Egress], namespaceSelector: "
	)
	for _, c := range []struct {
		policy          string
		isolates, vague int
		others          int
	}{
		{global + "{matchLabels: {team: web}}}}", 0, 1, 1},
		{global + "{matchLabels: {kubernetes.io/metadata.name: kube-bare}}}}", 1, 0, 0},
		{global + "{matchLabels: {kubernetes.io/metadata.name: other, team: web}}}}", 0, 0, 0},
		{global + "{matchExpressions: [{key: team, operator: DoesNotExist}]}}}", 0, 1, 1},
		{global + "{}}}", 1, 0, 0},
		{traffic + "{namespaceSelector: {matchLabels: {team: web}}}}}", 0, 1, 1},
		{calico + "\"team == 'web'\"}}", 0, 0, 1},
		{calico + "\"projectcalico.org/name == 'other'\"}}", 0, 0, 0},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "all.yaml"), []byte(foreignWorld+c.policy), 0o600); err != nil {
			t.Fatal(err)
		}
		class := newPolicyIndex(corpusNetwork(t, dir)).newClass("kube-bare", labels.Set{"app": "cart"})
		vague := 0
		for _, o := range class.others {
			if o.vague {
				vague++
			}
		}
		if len(class.globalBy[policyEgress]) != c.isolates || vague != c.vague || len(class.others) != c.others {
			t.Errorf("%s: %d isolate, %d of %d others are vague", c.policy, len(class.globalBy[policyEgress]), vague, len(class.others))
		}
	}
}
