package source

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"sigs.k8s.io/yaml"
)

// podList writes what "kubectl get pods -o yaml --show-managed-fields" prints for n pods.
func podList(n int) []byte {
	var b bytes.Buffer
	b.WriteString("apiVersion: v1\nitems:\n")
	for i := range n {
		fmt.Fprintf(&b, podYAML, i, i%7, i%250, i%40)
	}
	b.WriteString("kind: List\nmetadata:\n  resourceVersion: \"\"\n")
	return b.Bytes()
}

const podYAML = `- apiVersion: v1
  kind: Pod
  metadata:
    annotations:
      k8s.aliyun.com/allocated-eniID: eni-bp1%[1]d
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"cart-%[1]d","namespace":"shop-%[2]d"},"spec":{"containers":[]}}
      note: "a: \"quoted\" text, number %[1]d"
    creationTimestamp: "2026-01-15T02:00:00Z"
    generateName: cart-5d9c7b-
    labels:
      app: cart
      app.kubernetes.io/part-of: shop
      pod-template-hash: 5d9c7b
    managedFields:
    - apiVersion: v1
      fieldsType: FieldsV1
      fieldsV1:
        f:metadata:
          f:generateName: {}
          f:labels:
            .: {}
            f:app: {}
            f:pod-template-hash: {}
          f:ownerReferences:
            .: {}
            k:{"uid":"00000000-0000-4000-8000-00000000%[1]d"}: {}
        f:spec:
          f:containers:
            k:{"name":"cart"}:
              .: {}
              f:env:
                .: {}
                k:{"name":"DB_HOST"}:
                  .: {}
                  f:name: {}
                  f:value: {}
              f:image: {}
              f:imagePullPolicy: {}
              f:name: {}
              f:resources: {}
              f:terminationMessagePath: {}
          f:dnsPolicy: {}
          f:restartPolicy: {}
          f:schedulerName: {}
          f:securityContext: {}
      manager: kube-controller-manager
      operation: Update
      time: "2026-01-15T02:00:00Z"
    name: cart-5d9c7b-%[1]d
    namespace: shop-%[2]d
    ownerReferences:
    - apiVersion: apps/v1
      blockOwnerDeletion: true
      controller: true
      kind: ReplicaSet
      name: cart-5d9c7b
      uid: 00000000-0000-4000-8000-000000000001
    resourceVersion: "12%[1]d"
    uid: 00000000-0000-4000-8000-00000000%[1]d
  spec:
    containers:
    - args:
      - --listen=0.0.0.0:8080
      - --target=https://api.example.com/v1
      env:
      - name: DB_HOST
        value: rm-uf6orders000000001.mysql.rds.aliyuncs.com
      - name: DB_PORT
        value: "3306"
      image: registry.example.com/shop/cart:1.4.2
      imagePullPolicy: IfNotPresent
      name: cart
      ports:
      - containerPort: 8080
        protocol: TCP
      resources:
        limits:
          cpu: "1"
          memory: 512Mi
        requests:
          cpu: 100m
          memory: 128Mi
      terminationMessagePath: /dev/termination-log
      volumeMounts:
      - mountPath: /var/run/secrets/kubernetes.io/serviceaccount
        name: kube-api-access
        readOnly: true
    dnsPolicy: ClusterFirst
    nodeName: cn-shanghai.192.168.%[4]d.%[3]d
    restartPolicy: Always
    tolerations:
    - effect: NoExecute
      key: node.kubernetes.io/not-ready
      operator: Exists
      tolerationSeconds: 300
  status:
    conditions:
    - lastProbeTime: null
      lastTransitionTime: "2026-01-15T02:00:00Z"
      message: 'containers with unready status: [cart], since the probe of
        the kubelet fails'
      status: "True"
      type: Ready
    hostIP: 192.168.%[4]d.%[3]d
    phase: Running
    podIP: 192.168.64.%[3]d
    podIPs:
    - ip: 192.168.64.%[3]d
    qosClass: Burstable
    startTime: "2026-01-15T02:00:00Z"
`

const benchPods = 16_000 // 50 MB

func benchFile(b *testing.B, name string, text []byte) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(path, text, 0o644); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	runtime.GC()
	return path
}

func readBench(b *testing.B, path string, want int) {
	for b.Loop() {
		_, names, err := Read(Input{Paths: []string{path}}, func(o Object) string { return o.Root.Get("metadata", "name").String() })
		if err != nil || len(names) != want {
			b.Fatal(len(names), err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	readBench(b, benchFile(b, "pods.yaml", podList(benchPods)), benchPods)
}

// BenchmarkReadJSON reads the same pods as "kubectl get pods -o json" prints them.
func BenchmarkReadJSON(b *testing.B) {
	text, err := yaml.YAMLToJSON(podList(benchPods / 10))
	if err != nil {
		b.Fatal(err)
	}
	readBench(b, benchFile(b, "pods.json", text), benchPods/10)
}

// BenchmarkSigs is what a reader without this package would do.
func BenchmarkSigs(b *testing.B) {
	path := benchFile(b, "pods.yaml", podList(benchPods))
	for b.Loop() {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		var v map[string]any
		if err := yaml.Unmarshal(text, &v); err != nil {
			b.Fatal(err)
		}
	}
}
