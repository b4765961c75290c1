package facts

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

var update = flag.Bool("update", false, "rewrite what the manifests of testdata want with what is found")

// demandsOfFiles returns the demands of a bundle, one a line: where, who, what.
func demandsOfFiles(t *testing.T, paths ...string) string {
	set, objects, err := source.Read(source.Input{Paths: paths}, model.Decode)
	if err != nil {
		t.Fatal(err)
	}
	network, problems := model.Build(set, objects, model.Assumptions{})
	for _, p := range slices.Concat(set.Problems, problems) {
		t.Errorf("%s:%d: %s", p.At.Path, p.At.Span.Start.Line, p.Message)
	}
	var out strings.Builder
	for _, d := range newNames(network).demands() {
		at := network.Locate(d.Target.Ref)
		fmt.Fprintf(&out, "%s:%d %s %s\n", filepath.Base(at.Path), at.Span.Start.Line, objectNameOf(d.Source), describeDemands([]Demand{d}))
	}
	return out.String()
}

// The archives are manifests the way the charts of common applications write them, and what those applications connect to.
func TestDemandsOfCharts(t *testing.T) {
	archives, _ := filepath.Glob("testdata/demands/*.txtar")
	if len(archives) == 0 {
		t.Fatal("no manifests")
	}
	for _, path := range archives {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			bundle, want := t.TempDir(), ""
			var files []txtar.File
			for _, file := range archive.Files {
				if file.Name == "want" {
					want = string(file.Data)
					continue
				}
				files = append(files, file)
				if err := os.WriteFile(filepath.Join(bundle, file.Name), file.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			got := demandsOfFiles(t, bundle)
			if *update {
				archive.Files = append(files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestDemandsOfTheShop(t *testing.T) {
	want := `configmaps.yaml:6 ops/Deployment/chat ip:198.51.100.60:5222
deployments.yaml:420 ops/Deployment/mailer host:smtp.example.com:587
daemonsets.yaml:26 ops/DaemonSet/node-agent host:ingest.example.com:443
cronjobs.yaml:28 ops/CronJob/reports rds:rm-uf6reports00000001:5432
deployments.yaml:316 payments/Deployment/callback ip:198.51.100.7:443
deployments.yaml:258 payments/Deployment/checkout host:api.provider.example.com:443
deployments.yaml:260 payments/Deployment/checkout redis:r-uf6sessions0000001:6379
deployments.yaml:368 payments/Deployment/fraud host:scores.example.org:8443
deployments.yaml:91 shop/Deployment/cart rds:rm-uf6orders000000001:3306
deployments.yaml:87 shop/Deployment/cart redis:r-uf6sessions0000001:6379
deployments.yaml:204 shop/Deployment/catalog host:feeds.example.net:443
deployments.yaml:152 shop/Deployment/orders host:rates.example.com:443
deployments.yaml:150 shop/Deployment/orders rds:rm-uf6orders000000001:3306
deployments.yaml:33 shop/Deployment/web redis:r-uf6sessions0000001:6379
`
	if got := demandsOfFiles(t, "../../fixtures/shop"); got != want {
		t.Errorf("got:\n%s", got)
	}
}
