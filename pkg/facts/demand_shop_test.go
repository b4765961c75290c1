package facts

import (
	"cmp"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/egresslint/egresslint/pkg/model"
)

// demandManifest is the part of Kubernetes objects that demands are read from.
type demandManifest struct {
	Kind     string
	Metadata struct{ Name, Namespace string }
	Data     map[string]string
	Spec     struct {
		Type, ExternalName string
		Selector           any
		Ports              []corev1.ServicePort
		Template           corev1.PodTemplateSpec
		JobTemplate        struct {
			Spec struct{ Template corev1.PodTemplateSpec }
		}
	}
	Items []demandManifest
}

// readDemandManifests reads the workloads, Services and ConfigMaps of YAML files.
func readDemandManifests(t *testing.T, files []string) *model.Network {
	n := &model.Network{ConfigMaps: map[string]*model.ConfigMap{}}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range strings.Split("\n"+string(data), "\n---") {
			var m demandManifest
			if err := yaml.Unmarshal([]byte(text), &m); err == nil {
				m.addTo(n)
			}
		}
	}
	return n
}

func (m *demandManifest) addTo(n *model.Network) {
	for i := range m.Items {
		m.Items[i].addTo(n)
	}
	namespace := cmp.Or(m.Metadata.Namespace, "default")
	switch m.Kind {
	case "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob":
		template := m.Spec.Template
		if m.Kind == "CronJob" {
			template = m.Spec.JobTemplate.Spec.Template
		}
		w := &model.Workload{Kind: m.Kind, Namespace: namespace, Name: m.Metadata.Name, Replicas: -1, Template: templateLiterals(template.Spec)}
		w.Labels = template.Labels
		n.Workloads = append(n.Workloads, w)
	case "Service":
		s := &model.Service{Namespace: namespace, Name: m.Metadata.Name, Type: m.Spec.Type, ExternalName: m.Spec.ExternalName, Selector: map[string]string{}}
		selector, _ := m.Spec.Selector.(map[string]any)
		for key, value := range selector {
			s.Selector[key], _ = value.(string)
		}
		for _, p := range m.Spec.Ports {
			s.Ports = append(s.Ports, model.ServicePort{Name: p.Name, Protocol: string(p.Protocol), Port: p.Port, Target: p.TargetPort.IntVal, TargetName: p.TargetPort.StrVal})
		}
		n.Services = append(n.Services, s)
	case "ConfigMap":
		c := &model.ConfigMap{Namespace: namespace, Name: m.Metadata.Name}
		for key, text := range m.Data {
			c.Literals = append(c.Literals, model.Literal{Pointer: "/data/" + key, Name: key, Text: text})
		}
		n.ConfigMaps[namespace+"/"+m.Metadata.Name] = c
	}
}

func templateLiterals(spec corev1.PodSpec) model.Template {
	var t model.Template
	for i, c := range append(spec.Containers, spec.InitContainers...) {
		at := "/spec/containers/" + strconv.Itoa(i)
		for j, e := range c.Env {
			t.Literals = append(t.Literals, model.Literal{Pointer: at + "/env/" + strconv.Itoa(j), Name: e.Name, Text: e.Value})
		}
		for list, texts := range map[string][]string{"/args/": c.Args, "/command/": c.Command} {
			for j, text := range texts {
				t.Literals = append(t.Literals, model.Literal{Pointer: at + list + strconv.Itoa(j), Text: text})
			}
		}
		for _, from := range c.EnvFrom {
			if from.ConfigMapRef != nil {
				t.ConfigMaps = append(t.ConfigMaps, from.ConfigMapRef.Name)
			}
		}
		for _, p := range c.Ports {
			t.Ports = append(t.Ports, model.ContainerPort{Name: p.Name, Port: p.ContainerPort, Protocol: string(p.Protocol)})
		}
	}
	for _, v := range spec.Volumes {
		if v.ConfigMap != nil {
			t.ConfigMaps = append(t.ConfigMaps, v.ConfigMap.Name)
		}
	}
	return t
}

func TestDemandsOfTheShop(t *testing.T) {
	files, _ := filepath.Glob("../../fixtures/shop/k8s/*.yaml")
	n := readDemandManifests(t, files)
	for _, e := range [][4]string{
		{"redis", "r-uf6sessions0000001", "r-uf6sessions0000001.redis.rds.aliyuncs.com", "10.20.8.20:6379"},
		{"rds", "rm-uf6orders000000001", "rm-uf6orders000000001.mysql.rds.aliyuncs.com", "10.20.8.10:3306"},
		{"rds", "rm-uf6reports00000001", "rm-uf6reports00000001.pg.rds.aliyuncs.com", "10.20.8.11:5432"},
	} {
		at := netip.MustParseAddrPort(e[3])
		n.Databases = append(n.Databases, &model.Database{Service: e[0], ID: e[1], Endpoints: []model.Endpoint{{Host: e[2], Addr: at.Addr(), Port: int(at.Port())}}})
	}
	var got []string
	for _, d := range newNames(n).demands() {
		got = append(got, objectNameOf(d.Source).String()+" "+describeDemands([]Demand{d}))
	}
	want := `ops/Deployment/chat ip:198.51.100.60:5222
ops/Deployment/mailer host:smtp.example.com:587
ops/DaemonSet/node-agent host:ingest.example.com:443
ops/CronJob/reports rds:rm-uf6reports00000001:5432
payments/Deployment/callback ip:198.51.100.7:443
payments/Deployment/checkout host:api.provider.example.com:443
payments/Deployment/checkout redis:r-uf6sessions0000001:6379
payments/Deployment/fraud host:scores.example.org:8443
shop/Deployment/cart rds:rm-uf6orders000000001:3306
shop/Deployment/cart redis:r-uf6sessions0000001:6379
shop/Deployment/catalog host:feeds.example.net:443
shop/Deployment/orders host:rates.example.com:443
shop/Deployment/orders rds:rm-uf6orders000000001:3306
shop/Deployment/web redis:r-uf6sessions0000001:6379`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
