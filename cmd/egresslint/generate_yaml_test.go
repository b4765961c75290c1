package main

// What the objects of a town look like. Names of variables and values are those that applications use.
const (
	environmentYAML = `      - name: API_URL
        value: https://api-%d.example.com/v1
      - name: DB_HOST
        value: rm-uf6%015d.mysql.rds.aliyuncs.com
      - name: DB_PORT
        value: "3306"
      - name: SESSION_REDIS
        value: redis://r-uf6%014d.redis.rds.aliyuncs.com:6379/0
      - name: SEARCH_URL
        value: http://%s:9200
      - name: WEBHOOK_URL
        value: https://hooks-%d.example.org/notify
      - name: LOG_LEVEL
        value: info
      - name: POD_NAME
        valueFrom:
          fieldRef:
            apiVersion: v1
            fieldPath: metadata.name
`

	deploymentYAML = `- apiVersion: apps/v1
  kind: Deployment
  metadata:
    annotations:
      deployment.kubernetes.io/revision: "3"
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"annotations":{},"name":"%[1]s","namespace":"%[2]s"},"spec":{"replicas":%[3]d,"selector":{"matchLabels":{"app":"%[1]s"}}}}
    creationTimestamp: "2026-09-14T02:11:07Z"
    generation: 3
    labels:
      app: %[1]s
    name: %[1]s
    namespace: %[2]s
    resourceVersion: "17113%[5]d"
    uid: f6e6818d-ef68-43a4-8269-%012[5]d
  spec:
    progressDeadlineSeconds: 600
    replicas: %[3]d
    revisionHistoryLimit: 10
    selector:
      matchLabels:
        app: %[1]s
    strategy:
      rollingUpdate:
        maxSurge: 25%%
        maxUnavailable: 25%%
      type: RollingUpdate
    template:
      metadata:
        creationTimestamp: null
        labels:
          app: %[1]s
          tier: backend
      spec:
        containers:
        - env:
%[4]s          image: registry-vpc.cn-shanghai.aliyuncs.com/%[2]s/%[1]s:1.14.2
          imagePullPolicy: IfNotPresent
          name: app
          ports:
          - containerPort: 8080
            name: http
            protocol: TCP
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
          terminationMessagePath: /dev/termination-log
          terminationMessagePolicy: File
        dnsPolicy: ClusterFirst
        restartPolicy: Always
        schedulerName: default-scheduler
        securityContext: {}
        terminationGracePeriodSeconds: 30
  status:
    availableReplicas: %[3]d
    observedGeneration: 3
    replicas: %[3]d
`

	policyYAML = `- apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata:
    creationTimestamp: "2026-09-14T02:11:07Z"
    generation: 2
    name: %[1]s
    namespace: %[2]s
    resourceVersion: "1515029"
  spec:
    egress:
    - ports:
      - port: 443
        protocol: TCP
      to:
      - ipBlock:
          cidr: 0.0.0.0/0
          except:
          - 10.0.0.0/8
    - ports:
      - port: %[3]d
        protocol: TCP
      - port: 9200
        protocol: TCP
      to:
      - ipBlock:
          cidr: 10.0.0.0/8
    - ports:
      - port: 53
        protocol: UDP
      to:
      - namespaceSelector: {}
    podSelector:
      matchLabels:
        app: %[1]s
    policyTypes:
    - Egress
`

	nodeYAML = `- apiVersion: v1
  kind: Node
  metadata:
    creationTimestamp: "2026-09-14T02:11:07Z"
    labels:
      beta.kubernetes.io/arch: amd64
      kubernetes.io/hostname: %[1]s
      kubernetes.io/os: linux
      topology.kubernetes.io/region: cn-shanghai
      topology.kubernetes.io/zone: cn-shanghai-%[2]s
    name: %[1]s
    resourceVersion: "711307"
  spec:
    providerID: cn-shanghai.%[3]s
  status:
    addresses:
    - address: %[4]s
      type: InternalIP
    - address: %[1]s
      type: Hostname
    allocatable:
      cpu: 7910m
      memory: 30Gi
      pods: "110"
    nodeInfo:
      kernelVersion: 5.10.134-17.al8.x86_64
      kubeletVersion: v1.31.9-aliyun.1
`

	namespaceYAML = `- apiVersion: v1
  kind: Namespace
  metadata:
    creationTimestamp: "2026-09-14T02:11:07Z"
    labels:
      kubernetes.io/metadata.name: %[1]s
    name: %[1]s
  spec:
    finalizers:
    - kubernetes
  status:
    phase: Active
`

	configYAML = `- apiVersion: v1
  data:
    10-terway.conf: |
      {"cniVersion": "0.4.0", "name": "terway", "type": "terway"}
    disable_network_policy: "false"
    eni_conf: |
      %[1]s
  kind: ConfigMap
  metadata:
    creationTimestamp: "2026-09-14T02:11:07Z"
    name: eni-config
    namespace: kube-system
    resourceVersion: "1014311"
`

	podYAML = `- apiVersion: v1
  kind: Pod
  metadata:
    annotations:
      k8s.aliyun.com/pod-ips: %[7]s
      note: "restarted by \"%[1]s\", number %[4]d"
    creationTimestamp: "2026-09-14T02:11:07Z"
    generateName: %[1]s-%[3]s-
    labels:
      app: %[1]s
      pod-template-hash: %[3]q
      tier: backend
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
            k:{"uid":"4fa6f7c4-21ba-46e6-8606-%012[4]d"}: {}
        f:spec:
          f:containers:
            k:{"name":"app"}:
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
          f:dnsPolicy: {}
          f:restartPolicy: {}
      manager: kube-controller-manager
      operation: Update
      time: "2026-09-14T02:11:07Z"
    name: %[1]s-%[3]s-%05[4]x
    namespace: %[2]s
    ownerReferences:
    - apiVersion: apps/v1
      blockOwnerDeletion: true
      controller: true
      kind: ReplicaSet
      name: %[1]s-%[3]s
      uid: 4fa6f7c4-21ba-46e6-8606-cfcad43926df
    resourceVersion: "8199%[4]d"
    uid: 1d4a0a89-d18b-4b38-80b6-%012[4]d
  spec:
    affinity:
      podAntiAffinity:
        preferredDuringSchedulingIgnoredDuringExecution:
        - podAffinityTerm:
            labelSelector:
              matchExpressions:
              - key: app
                operator: In
                values:
                - %[1]s
            topologyKey: kubernetes.io/hostname
          weight: 100
    containers:
    - args:
      - --listen=0.0.0.0:8080
      - --log-format=json
      env:
%[8]s      image: registry-vpc.cn-shanghai.aliyuncs.com/%[2]s/%[1]s:1.14.2
      imagePullPolicy: IfNotPresent
      livenessProbe:
        failureThreshold: 3
        httpGet:
          path: /healthz
          port: http
          scheme: HTTP
        initialDelaySeconds: 10
        periodSeconds: 10
        successThreshold: 1
        timeoutSeconds: 1
      name: app
      ports:
      - containerPort: 8080
        name: http
        protocol: TCP
      resources:
        limits:
          cpu: "1"
          memory: 512Mi
        requests:
          cpu: 100m
          memory: 128Mi
      terminationMessagePath: /dev/termination-log
      terminationMessagePolicy: File
      volumeMounts:
      - mountPath: /var/run/secrets/kubernetes.io/serviceaccount
        name: kube-api-access
        readOnly: true
    dnsPolicy: ClusterFirst
    enableServiceLinks: true
    nodeName: %[5]s
    preemptionPolicy: PreemptLowerPriority
    priority: 0
    restartPolicy: Always
    schedulerName: default-scheduler
    securityContext: {}
    serviceAccount: default
    serviceAccountName: default
    terminationGracePeriodSeconds: 30
    tolerations:
    - effect: NoExecute
      key: node.kubernetes.io/not-ready
      operator: Exists
      tolerationSeconds: 300
    - effect: NoExecute
      key: node.kubernetes.io/unreachable
      operator: Exists
      tolerationSeconds: 300
    volumes:
    - name: kube-api-access
      projected:
        defaultMode: 420
        sources:
        - serviceAccountToken:
            expirationSeconds: 3607
            path: token
        - configMap:
            items:
            - key: ca.crt
              path: ca.crt
            name: kube-root-ca.crt
  status:
    conditions:
    - lastProbeTime: null
      lastTransitionTime: "2026-09-14T02:11:07Z"
      status: "True"
      type: Initialized
    - lastProbeTime: null
      lastTransitionTime: "2026-09-14T02:11:09Z"
      message: 'containers with unready status: [app], since the probe of
        the kubelet failed once'
      status: "True"
      type: Ready
    - lastProbeTime: null
      lastTransitionTime: "2026-09-14T02:11:07Z"
      status: "True"
      type: PodScheduled
    containerStatuses:
    - containerID: containerd://7d1c3b3a5f0e4d3a8f2f2b3c%040[4]d
      image: registry-vpc.cn-shanghai.aliyuncs.com/%[2]s/%[1]s:1.14.2
      imageID: registry-vpc.cn-shanghai.aliyuncs.com/%[2]s/%[1]s@sha256:0b6e3c7f1d%054[4]d
      lastState: {}
      name: app
      ready: true
      restartCount: 0
      started: true
      state:
        running:
          startedAt: "2026-09-14T02:11:09Z"
    hostIP: %[6]s
    phase: Running
    podIP: %[7]s
    podIPs:
    - ip: %[7]s
    qosClass: Burstable
    startTime: "2026-09-14T02:11:07Z"
`

	resolverYAML = `- apiVersion: apps/v1
  kind: Deployment
  metadata:
    labels:
      k8s-app: kube-dns
    name: coredns
    namespace: kube-system
  spec:
    replicas: 3
    selector:
      matchLabels:
        k8s-app: kube-dns
    template:
      metadata:
        labels:
          k8s-app: kube-dns
      spec:
        containers:
        - image: registry-vpc.cn-shanghai.aliyuncs.com/acs/coredns:v1.11.3.2
          name: coredns
        dnsPolicy: Default
`

	resolverPodYAML = `- apiVersion: v1
  kind: Pod
  metadata:
    labels:
      k8s-app: kube-dns
      pod-template-hash: 6d9c7d8f5
    name: coredns-6d9c7d8f5-%[1]d
    namespace: kube-system
    ownerReferences:
    - apiVersion: apps/v1
      controller: true
      kind: ReplicaSet
      name: coredns-6d9c7d8f5
  spec:
    containers:
    - image: registry-vpc.cn-shanghai.aliyuncs.com/acs/coredns:v1.11.3.2
      name: coredns
    dnsPolicy: Default
    nodeName: %[2]s
  status:
    conditions:
    - status: "True"
      type: Ready
    hostIP: %[3]s
    phase: Running
    podIP: %[4]s
    podIPs:
    - ip: %[4]s
`

	dnsServiceYAML = `- apiVersion: v1
  kind: Service
  metadata:
    name: kube-dns
    namespace: kube-system
  spec:
    clusterIP: 172.21.0.10
    ports:
    - name: dns
      port: 53
      protocol: UDP
      targetPort: 53
    - name: dns-tcp
      port: 53
      protocol: TCP
      targetPort: 53
    selector:
      k8s-app: kube-dns
    type: ClusterIP
`

	sliceYAML = `- addressType: IPv4
  apiVersion: discovery.k8s.io/v1
  kind: EndpointSlice
  metadata:
    labels:
      kubernetes.io/service-name: kube-dns
    name: kube-dns-7kx2p
    namespace: kube-system
  endpoints:
`

	endpointYAML = `  - addresses:
    - %s
    conditions:
      ready: true
    nodeName: %s
`

	corefileYAML = `- apiVersion: v1
  data:
    Corefile: |
      .:53 {
          errors
          kubernetes cluster.local in-addr.arpa ip6.arpa {
            pods verified
          }
          forward . /etc/resolv.conf {
            prefer_udp
          }
          cache 30
      }
  kind: ConfigMap
  metadata:
    name: coredns
    namespace: kube-system
`
)
