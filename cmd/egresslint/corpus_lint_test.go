package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/facts"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

// Public demos know nothing of Alibaba Cloud: what is certain about their flows is at most that pods of one node reach each
// other, and what would have to be exported to know more. One case has a Service twice, and says so; the Ingress of another
// names the port of the pods and not that of their Service.
func TestLintOfDemos(t *testing.T) {
	cases, _ := filepath.Glob("../../../shared/corpus/networkpolicy/cases/*/manifests")
	if len(cases) == 0 {
		t.Skip("the corpus is absent")
	}
	linted := 0
	for _, manifests := range cases {
		set, objects, err := source.Read(source.Input{Paths: []string{manifests}}, model.Decode)
		if err != nil {
			t.Fatal(err)
		}
		network, problems := model.Build(set, objects, model.Assumptions{})
		for _, p := range append(set.Problems, problems...) {
			if p.Severity == source.Error && !strings.Contains(p.Message, "Service payments/visa-processor-service is defined twice") {
				t.Errorf("%s: %s", manifests, p.Message)
			}
		}
		if len(problems) == 0 && len(facts.New(network, facts.Options{}).Demands()) > 0 {
			lintDemo(t, manifests)
			linted++
		}
	}
	if linted < 20 {
		t.Errorf("%d cases have demands", linted)
	}
}

func lintDemo(t *testing.T, manifests string) {
	var out, errs bytes.Buffer
	code := run(context.Background(), []string{"lint", manifests}, nil, &out, &errs)
	summary := errs.String()
	supplied := strings.Contains(summary, "cs-DescribeClusterDetail")
	warnings := strings.Count(out.String(), "onlineboutique-ingress passes requests on to port 8080 of Service default/frontend-external")
	if code != exitClean || out.Len() > 0 != (warnings > 0) || strings.Contains(summary, "unknown") != supplied || strings.Count(summary, "\n") > 5 ||
		!strings.Contains(summary, fmt.Sprintf("; 0 errors, %d warning", warnings)) {
		t.Errorf("%s: exit %d\n%s%s", manifests, code, out.String(), summary)
	}
}
