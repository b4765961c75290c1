package report

import (
	"testing"

	"github.com/egresslint/egresslint/pkg/finding"
)

func TestLintJSON(t *testing.T) {
	compare(t, written(t, lintJSON, sample()), `{"version":1,"findings":[
`+mainFinding+`,
{"rule":"security-group/opens-all","code":"SG-009","severity":"warning","message":"port is open","fix":"","at":{"path":"k8s/cart.yaml","line":6,"column":2,"endLine":6,"endColumn":6},"subject":null,"flow":null,"path":[],"related":[],"fingerprint":"f2"}
],"problems":[
{"path":"snat.json","line":1,"column":1975,"message":"expected a number","severity":"error"}
],"summary":{"documents":2,"objects":2,"flows":1,"reachable":0,"blocked":1,"unknown":0}}
`)
}

const (
	mainFinding = `{"rule":"nat/misses-pod-vswitch","code":"NAT-001","severity":"error","message":"no SNAT entry covers the vSwitch of \"购物车\"","fix":"add an SNAT entry for it",` +
		`"at":{"path":"k8s/cart.yaml","line":5,"column":11,"endLine":5,"endColumn":16},"subject":{"kind":"Deployment","namespace":"shop","name":"cart"},` +
		`"flow":{"from":"shop/cart","to":"rds:rm-1","port":3306,"protocol":"tcp","family":"ipv4","verdict":"blocked","gate":"nat"},` +
		mainPath + `,"related":[{"path":"snat.json","line":1,"column":1993,"message":"the SNAT table"}],"fingerprint":"f1"}`
	mainPath = `"path":[{"gate":"network-policy","verdict":"allow","note":"no policy selects the pod","at":null},` +
		`{"gate":"nat","verdict":"deny","note":"the entries cover 10.0.0.0/24 <only>","at":{"path":"snat.json","line":1,"column":1993}}]`
	answerLines = `{"id":1,"from":"shop/cart","to":"rds:rm-1","port":3306,"protocol":"tcp","family":"ipv4","verdict":"blocked","gate":"nat","replicas":{"reachable":1,"blocked":1,"unknown":0},` +
		`"egress_ip":["203.0.113.10"],` + mainPath + `,"missing":["DescribeDBInstanceIPArrayList rm-1"],"findings":["nat/misses-pod-vswitch"]}` + "\n" +
		`{"id":"<2>","from":"shop/cart","to":"svc:shop/api","port":80,"protocol":"tcp","family":"ipv6","verdict":"partial","gate":null,"replicas":{"reachable":0,"blocked":0,"unknown":0},` +
		`"egress_ip":[],"path":[],"missing":[],"findings":[]}` + "\n" +
		`{"id":3,"error":"no workload \"shop/nothing\""}` + "\n"
)

func TestTraceLines(t *testing.T) {
	compare(t, written(t, traceLines, sample()), answerLines)
}

func TestTraceLinesLeaveOutAnAbsentID(t *testing.T) {
	r := Report{Answers: func(yield func(finding.Answer) bool) {
		_ = yield(finding.Answer{Error: "no such flow"}) && yield(finding.Answer{ID: []byte("null"), Error: "no such flow"}) &&
			yield(finding.Answer{Replicas: finding.Replicas{Partial: 2}, Flow: finding.Flow{Verdict: finding.Partial}})
	}}
	compare(t, written(t, traceLines, r), `{"error":"no such flow"}
{"id":null,"error":"no such flow"}
{"from":"","to":"","port":0,"protocol":"","family":"","verdict":"partial","gate":null,"replicas":{"reachable":0,"blocked":0,"unknown":0,"partial":2},"egress_ip":[],"path":[],"missing":[],"findings":[]}
`)
}

func TestEmptyReports(t *testing.T) {
	none := Report{Answers: func(func(finding.Answer) bool) {}}
	compare(t, written(t, lintJSON, none), `{"version":1,"findings":[],"problems":[],"summary":{"documents":0,"objects":0,"flows":0,"reachable":0,"blocked":0,"unknown":0}}`+"\n")
	compare(t, written(t, traceJSON, none), `{"version":1,"flows":[],"problems":[]}`+"\n")
	compare(t, written(t, lintLines, none)+written(t, traceLines, none)+written(t, lintText, none)+written(t, traceText, none), "")
}
