package facts

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// containerLiterals returns NAME=TEXT pairs as the variables of the first container; what has no name is an argument.
func containerLiterals(pairs ...string) []model.Literal {
	var out []model.Literal
	for i, pair := range pairs {
		list, position := "env", strconv.Itoa(i)+"/value"
		name, text, named := strings.Cut(pair, "=")
		if !named || strings.ContainsAny(name, " :/.") || strings.HasPrefix(name, "-") {
			list, position, name, text = "args", strconv.Itoa(i), "", pair
		}
		out = append(out, model.Literal{Pointer: "/spec/template/spec/containers/0/" + list + "/" + position, Name: name, Text: text})
	}
	return out
}

// wants says what a workload of namespace shop with the literals wants.
func wants(in []model.Literal, configMap ...model.Literal) string {
	n := namesNetwork()
	w := &model.Workload{Ref: model.Ref{Record: 90}, Kind: "Deployment", Namespace: "shop", Name: "client"}
	w.Literals, w.ConfigMaps = in, []string{"settings", "absent"}
	n.Workloads = append(n.Workloads, w)
	n.ConfigMaps = map[string]*model.ConfigMap{"shop/settings": {Ref: model.Ref{Record: 91}, Namespace: "shop", Name: "settings", Literals: configMap}}
	return describeDemands(newNames(n).demands())
}

func describeDemands(demands []Demand) string {
	var out []string
	for _, d := range demands {
		text := d.Target.Text + ":" + strconv.Itoa(d.Target.Port)
		if d.Target.Protocol != "tcp" {
			text += "/" + d.Target.Protocol
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

const rdsHost, redisHost = "rm-1.mysql.rds.aliyuncs.com", "custom.redis.rds.aliyuncs.com"

var demandedLiterals = []struct {
	want string
	in   []string
}{
	{"host:api.example.com:443", []string{"PROVIDER=https://api.example.com/v2?x=1"}},
	{"host:api.example.com:80", []string{"PROVIDER=http://API.example.com."}},
	{"host:api.example.com:8443", []string{"X=https://user:p%40ss@api.example.com:8443/"}},
	{"rds:rm-1:3306", []string{"DATABASE_URL=jdbc:mysql://" + rdsHost + ":3306/orders?useSSL=true"}},
	{"rds:rm-1:3306", []string{"DATABASE_URL=jdbc:mysql:loadbalance://" + rdsHost + "/orders"}},
	{"rds:rm-1:3306", []string{"DSN=app:p@ss:w/rd@tcp(" + rdsHost + ":3306)/orders"}},
	{"rds:rm-1:3306", []string{"DSN=app:p,a.example.com:80@tcp(" + rdsHost + ")/orders"}},
	{"rds:rm-1:3306", []string{"URL=jdbc:mysql://" + rdsHost + "/x"}},
	{"host:db.example.com:5432", []string{"URL=postgres://db.example.com/x"}},
	{"rds:rm-1:3306", []string{"SOMETHING=" + rdsHost}},
	{"rds:rm-1:3306", []string{"DB=app:word@" + rdsHost + "/orders"}},
	{"rds:rm-1:3307", []string{"DB_HOST=" + rdsHost, "DB_PORT=3307"}},
	{"rds:rm-1:3306", []string{"PARTNER=10.20.8.10:3306"}},
	{"host:api.example.com:443", []string{"ENDPOINT=api.example.com", "PORT=8080"}},
	{"redis:r-1:6380", []string{"CACHE=" + redisHost}},
	{"redis:r-1:6379", []string{"CACHE=rediss://:secret@" + redisHost + "/0"}},
	{"redis:r-1:6381", []string{"redisHost=" + redisHost, "redisPort=6381"}},
	{"redis:r-7:6379", []string{"A=r-7.redis.rds.aliyuncs.com"}},
	{"mongodb:dds-1:3717 mongodb:dds-2:3717", []string{"M=mongodb://u:p@dds-1.mongodb.rds.aliyuncs.com,dds-2.mongodb.rds.aliyuncs.com/x"}},
	{"host:m1.example.com:27017 host:m2.example.com:27018", []string{"M=mongodb://u:p,w@m1.example.com,m2.example.com:27018/x"}},
	{"rds:pgm-2:5433", []string{"PGHOST=pgm-2.pg.rds.aliyuncs.com", "PGPORT=5433"}},
	{"host:pg.example.com:5432", []string{"PGHOST=pg.example.com"}},
	{"host:db.example.com:1234", []string{"DB_HOST=db.example.com", "DB_PORT=1234"}},
	{"host:db.example.com:5432", []string{"A=postgresql+asyncpg://u:p@db.example.com/x"}},
	{"host:k1.example.com:9092 host:k2.example.com:9093", []string{"KAFKA_BROKERS=k1.example.com:9092,k2.example.com:9093"}},
	{"host:k1.example.com:9092 host:k2.example.com:9093", []string{"X=k1.example.com:9092, k2.example.com:9093"}},
	{"host:k1.example.com:9092", []string{"KAFKA_BOOTSTRAP_SERVERS=k1.example.com"}},
	{"host:a.example.com:443 host:b.example.com:443", []string{"X=https://a.example.com/x,https://b.example.com"}},
	{"host:a.example.com:80 host:b.example.com:80", []string{"X=http://a.example.com,http://b.example.com"}},
	{"host:a.example.com:443", []string{"X=https://a.example.com/login?next=https://b.example.com/"}},
	{"host:smtp.example.com:587", []string{"RELAY=smtp.example.com:587"}},
	{"host:api.example.com:443", []string{"API_ENDPOINT=api.example.com"}},
	{"host:api.example.com:443", []string{"API_BASE_URL=https://api.example.com"}},
	{"host:api.example.com:443", []string{"API_HOST_1=api.example.com/v1"}},
	{"ip:198.51.100.7:443", []string{"PARTNER_ADDR=198.51.100.7:443"}},
	{"ip:198.51.100.7:443", []string{"PARTNER_ADDR=198.51.100.7"}},
	{"ip:10.9.9.9:6379", []string{"REDIS_ADDR=10.9.9.9"}},
	{"ip:2001:db8::5:8443", []string{"X=https://[2001:db8::5]:8443/"}},
	{"ip:2001:db8::5:53/udp", []string{"X=udp://[2001:db8::5]:53"}},
	{"oss:media.oss-cn-shanghai-internal.aliyuncs.com:443", []string{"OSS=media.oss-cn-shanghai-internal.aliyuncs.com"}},
	{"host:oss-cn-shanghai.aliyuncs.com:443", []string{"OSS=oss-cn-shanghai.aliyuncs.com"}},
	{"oss:static.oss-cn-shanghai-internal.aliyuncs.com:80", []string{"OSS=http://static.oss-cn-shanghai-internal.aliyuncs.com"}},
	{"host:kms-vpc.cn-shanghai.aliyuncs.com:443", []string{"KMS=kms-vpc.cn-shanghai.aliyuncs.com"}},
	{"svc:shop/cart:80", []string{"CART=http://cart/items"}},
	{"svc:shop/cart:80", []string{"CART_HOST=cart"}},
	{"svc:shop/cart:80", []string{"A=http://cart", "B=cart.shop:80", "C=http://cart.shop.svc.cluster.local/"}},
	{"svc:shop/cart:80", []string{"CART=cart.shop.svc"}},
	{"svc:shop/cart:80", []string{"X=172.21.3.11:80"}},
	{"svc:shop/idle:80", []string{"X=http://idle"}},
	{"svc:shop/elsewhere:80", []string{"X=http://elsewhere"}}, // selects none of the pods that there are
	{"svc:shop/search:9200", []string{"ELASTICSEARCH_HOST=search"}},
	{"pod:shop/StatefulSet/search:9200", []string{"ES_NODES=search-0.search:9200"}},
	{"pod:shop/cart-1:8080", []string{"X=http://10.20.32.1:8080"}},
	{"rds:rm-1:3306", []string{"DB_HOST=orders-db"}},
	{"host:rates.example.com:8443", []string{"RATES_HOST=rates"}},
	{"host:api.example.com:8080", []string{"HOST_PART=api.example.com", "API_URL=http://$(HOST_PART):8080/x"}},
	{"host:api.example.com:443", []string{"A=api", "B=$(A).example.com", "--server=$(B):443"}},
	{"host:api.example.com:443", []string{"--upstream-url=https://api.example.com"}},
	{"host:api.example.com:443", []string{"--server", "api.example.com"}},
	{"host:db.example.com:3307", []string{"--mysql-host=db.example.com", "--mysql-port=3307"}},
	{"host:api.example.com:443", []string{"until curl -fsS https://api.example.com/health; do sleep 1; done"}},
	{"host:a.example.com:6379", []string{"JAVA_OPTS=-Xmx1g -Dspring.redis.host=a.example.com"}},
	{"host:api.example.com:20880", []string{"X=dubbo://api.example.com:20880"}},
	{"host:a.example.com:6381", []string{"OPTS=-Dredis.host=a.example.com --x -Dredis.port=6381"}},
	{"host:a.example.com:465", []string{"--mail.host=a.example.com --mail.port=465"}},
	{"host:a.example.com:5433", []string{"PG=Host=a.example.com;Port=5433;Username=u;Password=p"}},
	{"host:a.example.com:5433", []string{"PG=user=u host=a.example.com port=5433 dbname=d"}},
	{"host:a.example.com:1433", []string{"SQL=Server=tcp:a.example.com,1433;Database=d;User ID=u"}},
	{"host:a.example.com:1521 host:b.example.com:1522", []string{"A=jdbc:oracle:thin:@//a.example.com/x", "B=jdbc:oracle:thin:@b.example.com:1522:x"}},
	{"host:a.example.com:9876 host:b.example.com:9876", []string{"X=a.example.com:9876;b.example.com:9876"}},
	{"host:a.example.com:9876 host:b.example.com:9876", []string{"X=a.example.com:9876 b.example.com:9876"}},
	{"host:a.example.com:9042 host:b.example.com:443", []string{"CONTACT_POINTS=a.example.com:9042", "SCHEMA_REGISTRY_URL=https://b.example.com"}},
	{"host:a.example.com:25", []string{"SMTP_HOST=a.example.com", "SMTP_PORT=25"}},
	{"ip:10.20.0.11:9100", []string{"X=http://10.20.0.11:9100"}},
	{"host:proxy.example.com:3128 rds:rm-1:3306", []string{"HTTPS_PROXY=http://proxy.example.com:3128", "A=https://a.example.com", "DB=" + rdsHost}},
}

func TestDemandsOfLiterals(t *testing.T) {
	for _, c := range demandedLiterals {
		if got := wants(containerLiterals(c.in...)); got != c.want {
			t.Errorf("%q wants %q, not %q", c.in, got, c.want)
		}
	}
}

// A host that one value says is the application's own is no destination by another one either; a database at such a host is.
func TestOwnHosts(t *testing.T) {
	for _, c := range []struct {
		want string
		in   []string
	}{
		{"", []string{"NEXTAUTH_URL=https://a.example.com", "API_BASE_URL=https://a.example.com/v1"}},
		{"", []string{"EDITOR_BASE_URL=https://a.example.com/", "WEBHOOK_URL=https://a.example.com"}},
		{"", []string{"SITEURL=https://a.example.com", "HOOKS=https://a.example.com"}},
		{"", []string{"CLIENT_SERVER_URL=https://a.example.com"}},
		{"host:b.example.com:443", []string{"PUBLIC_URL=https://a.example.com", "API_URL=https://b.example.com"}},
		{"host:a.example.com:443", []string{"SIGNOUT_REDIRECT_URL=https://a.example.com/out", "TOKEN_URL=https://a.example.com/token"}},
		{"host:a.example.com:443", []string{"AUTH_SERVER_URL=https://a.example.com"}},
		{"host:a.example.com:5432", []string{"APP_HOST=a.example.com", "DB_URL=postgres://a.example.com/x"}},
		{"ip:10.1.2.3:8080", []string{"nginx.conf=upstream a {\n  server 10.1.2.3:8080;\n  server 10.1.2.4:8080 down;\n}"}},
		{"host:a.example.com:443", []string{"OIDC_ISSUER=https://a.example.com"}},
		{"", []string{"openapi.yaml=servers:\n- url: https://a.example.com/v1\n"}},
		{"", []string{"nginx.conf=http {\n  map $http_origin $o { default \"\"; \"https://a.example.com\" $http_origin; }\n}"}},
	} {
		if got := wants(containerLiterals(c.in...)); got != c.want {
			t.Errorf("%q wants %q, want %q", c.in, got, c.want)
		}
	}
}

func TestLiteralsThatAreNoDemand(t *testing.T) {
	for _, in := range []string{
		"A=", "LOG_LEVEL=info", "VERSION=1.2.3.4", "APP_VERSION=v1.14.2", "TIME=12:30", "RATIO=3:4", "DIR=/var/lib/api.example.com",
		"IMAGE=nginx:1.25", "SIDECAR_IMAGE=registry.example.com:5000/a/b:1", "X=registry.example.com:5000/a/b:1",
		"SIDECAR=registry-vpc.cn-shanghai.aliyuncs.com/shop/web:1.14.2", "REGISTRY=registry.example.com:5000",
		"REGISTRY_URL=https://registry.cn-shanghai.aliyuncs.com",
		"ACR=shop-registry-vpc.cn-shanghai.cr.aliyuncs.com/shop/web:1", "X=docker://registry.example.com/a:1", "X=oci://registry.example.com:5000/a",
		"REDIS_IMAGE=redis:6379", "X=oss://bucket/path", "X=s3://bucket.example.com/path", "X=file:///etc/hosts", "X=unix:///run/x.sock",
		"LISTEN=0.0.0.0:8080", "ADDR=:8080", "BIND_ADDR=10.0.0.1:80", "SERVER_ADDR=127.0.0.1:80", "API_URL=http://localhost:8080", "API_URL=http://[::1]:80",
		"API_URL=http://[::]:80/", "ASPNETCORE_URLS=http://+:80;http://*:81", "LISTEN_URL=https://10.0.0.1:2379", "--listen-client-urls=https://10.0.0.1:2379",
		"--advertise-address=198.51.100.7:80", "METADATA_URL=http://100.100.100.200/latest", "API_URL=http://169.254.169.254/latest", "API_HOST=224.0.0.1:80",
		"NO_PROXY=api.example.com,10.0.0.1:80", "no_proxy=rm-1.mysql.rds.aliyuncs.com", "JAVA_OPTS=-Dhttp.nonProxyHosts=a.example.com:80",
		"CORS_ORIGINS=https://shop.example.org", "ALLOWED_HOSTS=a.example.com,b.example.com", "--cors-allow-origin=https://a.example.com",
		"REDIRECT_URL=https://a.example.com/cb", "PUBLIC_URL=https://a.example.com", "GF_SERVER_ROOT_URL=https://a.example.com", "BASE_URL=https://a.example.com",
		"HOST=a.example.com", "HOSTNAME=a.example.com", "APP_HOST=a.example.com", "VIRTUAL_HOST=a.example.com", "COOKIE_DOMAIN=.example.com",
		"NEXT_PUBLIC_API_URL=https://a.example.com", "VITE_API=https://a.example.com", "DOCS_URL=https://a.example.com", "LOGO=https://a.example.com/logo",
		"X=https://kubernetes.io/docs/concepts/", "X=https://docs.example.com/x", "X=https://a.example.com/docs/x", "X=http://www.w3.org/2001/XMLSchema",
		"X=https://json-schema.org/draft/2020-12/schema", "X=https://a.example.com/a.xsd", "NOTE=See https://a.example.com for more", "X=visit https://a.example.com",
		"X=http://${HOST}/x", "API_HOST=${HOST}.example.com", "X=http://{{ .host }}/x", "API_HOST={{host}}", "API_HOST={{ api.example.com }}", "API_HOST=%s.example.com",
		"X=http://<host>/x", "X=http://api.<domain>.com/", "X=http://$(SECRET)/x", "API_HOST=$(SECRET).example.com", "--server=$(SECRET):443", "X=$$(API_HOST):443",
		"CONTACT=ops@example.com", "MAIL_SERVER=Ops <ops@mail.example.com>", "CLASS_SERVER=com.example.shop.Main", "SERVER=server.py", "CONFIG_URL=config.sh",
		"API_HOST=*.example.com", "API_SERVERS=^api.example.com$", "API_HOST=api", "API_HOST=api.default", "API_HOST=api.prod-1", "API_HOST=cart.legacy",
		"API_HOST=db.corp", "API_URL=https://db.internal/x", "X=http://nope.shop.svc.cluster.local", "X=http://kubernetes.default.svc", "X=http://bare/x",
		"X=http://cart:9999", "X=http://bare", "CART=cart", "SEARCH_HOST=search", "X=http://ping", "X=172.21.9.9:80", "X=https://shop.example.com/",
		"DB_HOST=db.example.com", "SMTP_HOST=smtp.example.com", "NODE_ADDR=10.1.2.3", "PEER_ADDR=10.1.2.3", "X=10.1.2.3", "X=10.0.0.0/8", "X=api.example.com",
		"X=api.example.com:99999", "X=a:b:c", "X=mongodb+srv://u:p@cluster.example.net/x", "X=amqp://user.example.com:12/34@host", "X=user.example.com:12,x@host",
		"X=data:text/plain;base64,aGk=", "X=call a.example.com:443 now", "X=http://", "X=://", "X=https://a_b.example.com:/", "X=http+unix://%2Frun%2Fa.sock",
		"X=urn:ietf:rfc:2648", "X=<a href=\"https://a.example.com\">", "X=xmlns:x=\"https://a.example.com/x\"", "API_HOST=a.example.json",
		"EGRESS_ADDRESSES=198.51.100.0/24", "KC_HOSTNAME=a.example.com", "EUREKA_INSTANCE_IP_ADDRESS=198.51.100.7", "RUNBOOK_URL=https://a.example.com/x",
		"JAVA_OPTS=-Djava.rmi.server.hostname=198.51.100.7", "curl -H 'Origin: https://a.example.com' 127.0.0.1", "PORT=8080",
		"URL=https://a.example.com", "XXL_JOB_EXECUTOR_ADDRESS=http://a.example.com:9999", "WX_NOTIFY_URL=https://a.example.com/pay", "STATIC_URL=https://a.example.com/",
		"PUBLIC_BASEURL=https://a.example.com", "SERVER_PUBLICBASEURL=https://a.example.com", "EXT_ENDPOINT=https://a.example.com",
		"AIRFLOW__WEBSERVER__BASE_URL=https://a.example.com", "KC_HOSTNAME_URL=https://a.example.com", "--hostname=https://a.example.com",
		"--report-host=a.example.com:3306", "JWT_ISSUER=https://a.example.com", "APP_WEBSITE=https://a.example.com", "OSS_DOMAIN=https://a.example.com",
		"CLIENT_URL=https://a.example.com", "SHOP_ADDR=a.example.com", "FEED_URL=https://a.served.example.org/x", "FEED_URL=https://served.example.net",
		"KUBERNETES_SERVICE_HOST=10.9.9.9", "KUBERNETES_PORT=tcp://10.9.9.9:443", "API=https://kubernetes.default", "API=https://kubernetes.default.svc.cluster.local:443",
		"X=http://100.100.100.200/latest/meta-data", "X=http://web.shop.svc.cluster2.example.com", "X=http://10.20.0.11:30080",
		"Server=Host=a.example.com;Port=x", "X=a.example.com:1 two",
		"USER_AGENT=Bot/1.0 (+https://a.example.com/bot)", "--issuer=https://a.example.com", "SWAGGER_URL=https://a.example.com", "CDN_PREFIX=https://a.example.com/",
		"APK_URL=https://a.example.com/a.apk", "CONTENT=[GitHub](https://a.example.com/x)",
		"NAMESERVER=8.8.8.8", "LOGIN_URL=https://a.example.com", "IMG_URL=https://a.example.com", "NAMESERVERS=8.8.8.8:53,1.1.1.1:53", "SYSLOG=syslog.example.com:514",
	} {
		if got := wants(containerLiterals(in)); got != "" {
			t.Errorf("%q wants %q", in, got)
		}
	}
}

func TestDemandsOfConfigMaps(t *testing.T) {
	cases := []struct{ key, text, want string }{
		{"REDIS_HOST", "a.example.com", "host:a.example.com:6379"},
		{"chat.properties", "xmpp.server=198.51.100.60:5222\nxmpp.tls=required\n", "ip:198.51.100.60:5222"},
		{"app.properties", "redis.host=a.example.com\nredis.port = 6380\nother.port=1\n#x=http://b.example.com\n! https://c.example.com", "host:a.example.com:6380"},
		{"app.properties", "redis.host=a.example.com", "host:a.example.com:6379"},
		{"application.yaml", "spring:\n  redis:\n    host: a.example.com\n    port: 6381\n  datasource:\n    url: \"jdbc:mysql://b.example.com/x\" # https://c.example.com\n",
			"host:a.example.com:6381 host:b.example.com:3306"},
		{"application.yaml", "server:\n  port: 8080\ncache:\n  host: a.example.com\n", ""},
		{"application.yaml", "redis:\n- host: a.example.com\n  port: 1111\n- host: b.example.com\n  port: 2222\n", "host:a.example.com:1111 host:b.example.com:2222"},
		{"application.yaml", "kafka:\n  brokers:\n  - a.example.com:9092\n  - b.example.com\n", "host:a.example.com:9092 host:b.example.com:9092"},
		{"app.json", "{\n  \"$schema\": \"https://s.example.com/x\",\n  \"redis\": {\n    \"host\": \"a.example.com\",\n    \"port\": 6382\n  }\n}", "host:a.example.com:6382"},
		{"app.json", `{"docs":"x","api":"https://a.example.com/"}`, "host:a.example.com:443"},
		{"app.ini", "[redis]\nhost = a.example.com\nport = 6383\n; url = http://b.example.com\n[server]\nhost = 0.0.0.0\n", "host:a.example.com:6383"},
		{"nginx.conf", "server {\n  listen 8080;\n  server_name a.example.org;\n  location / {\n    proxy_pass https://b.example.org;\n    add_header Access-Control-Allow-Origin https://c.example.org;\n  }\n}\nupstream x {\n  server d.example.org:81 weight=5;\n}\n",
			"host:b.example.org:443 host:d.example.org:81"},
		{"log4j.xml", "<?xml version=\"1.0\"?>\n<!-- https://a.example.com\n http://b.example.com -->\n<x xmlns=\"http://c.example.com/ns\">\n<url>https://d.example.com</url></x>", "host:d.example.com:443"},
		{"hosts.txt", "first line\nsee rm-1.mysql.rds.aliyuncs.com for it\na.example.com:81 is another\n", "rds:rm-1:3306"},
		{"nginx.conf", "if ($http_origin = \"https://a.example.org\") {\n  return https://b.example.org;\n}\nmap $x $y {\n  \"https://c.example.org\" 1;\n}\n", ""},
		{"httpd.conf", "ServerName a.example.org:443\nRedirect permanent / https://b.example.org\nHeader set Access-Control-Allow-Origin \"https://c.example.org\"\n", ""},
		{"filebeat.yml", "output:\n  hosts: [\"https://a.example.org:9200\", \"https://b.example.org:9200\"]\n", "host:a.example.org:9200 host:b.example.org:9200"},
		{"nginx.conf", "location /a { return 301 https://a.example.org; }\nlocation /b { proxy_pass https://b.example.org; }\n", "host:b.example.org:443"},
		{"rules.yaml", "- alert: X\n  annotations:\n    runbook_url: https://a.example.org/x\n    y: https://b.example.org\n", ""},
		{"prometheus.yml", "static_configs:\n- targets: ['a.example.org:9100', 'b.example.org:9100']\n- targets:\n  - localhost:9090\n", "host:a.example.org:9100 host:b.example.org:9100"},
		{"index.html", "<a>\nhttps://a.example.com\n</a>", ""},
		{"run.sh", "#!/bin/sh\nexport API=https://a.example.com/x\ncurl $API\nnc -z b.example.com 80\n# https://c.example.com\n", "host:a.example.com:443"},
		{"otel.yaml", "receivers:\n  zipkin:\n    endpoint: 10.1.2.3:9411\nexporters:\n  zipkin:\n    endpoint: 10.1.2.4:9411\n", "ip:10.1.2.4:9411"},
		{"beat.yml", "output.kafka:\n  enabled: false\n  hosts: [\"a.example.org:1\"]\noutput.logstash:\n  hosts: [\"b.example.org:1\"]\n", "host:b.example.org:1"},
		{"fluent-bit.conf", "[OUTPUT]\n    Name http\n    Host a.example.org\n    Port 81\n[OUTPUT]\n    Host b.example.org\n    Port 82\n", "host:a.example.org:81 host:b.example.org:82"},
		{"vault.hcl", "listener \"tcp\" {\n  address = \"10.1.1.1:8200\"\n}\nstorage \"mysql\" {\n  address = \"10.1.1.2:3306\"\n}\n", "ip:10.1.1.2:3306"},
		{"smtp.rb", "settings = {\n  address: \"a.example.org\",\n  port: 25,\n}\n", "host:a.example.org:25"},
		{"logback.xml", "<a>\n  <destination>a.example.org:5044</destination>\n  <url>https://b.example.org</url>\n</a>", "host:a.example.org:5044 host:b.example.org:443"},
		{"resolv.conf", "nameserver 8.8.8.8\nsearch example.org\n", ""},
		{"chrony.conf", "server ntp.example.org\npool pool.example.org iburst\n", ""},
		{"probe.yml", "static_configs:\n- targets:\n  - https://a.example.org\n  - b.example.org:9100\n", "host:b.example.org:9100"},
		{"app.conf", "namespace: shop\nallowed_origins = https://a.example.com\npublic_url = https://b.example.com\n", ""},
	}
	for _, c := range cases {
		if got := wants(nil, model.Literal{Pointer: "/data/" + c.key, Name: c.key, Text: c.text}); got != c.want {
			t.Errorf("%s: %q wants %q, not %q", c.key, c.text, got, c.want)
		}
	}
}

// The first place in the order of the object counts, and what is the workload's own comes before ConfigMaps.
func TestPlaceOfDemands(t *testing.T) {
	n := &model.Network{ConfigMaps: map[string]*model.ConfigMap{
		"shop/b": {Ref: model.Ref{Record: 7}, Namespace: "shop", Name: "b", Literals: []model.Literal{{Pointer: "/data/x", Name: "x", Text: "https://b.example.com"}}},
		"shop/a": {Ref: model.Ref{Record: 8}, Namespace: "shop", Name: "a", Literals: []model.Literal{{Pointer: "/data/x", Name: "x", Text: "a\nhttps://b.example.com,https://a.example.com"}}},
	}}
	w := &model.Workload{Ref: model.Ref{Record: 3}, Kind: "Deployment", Namespace: "shop", Name: "x"}
	w.Literals, w.ConfigMaps = containerLiterals("B=https://a.example.com/2", "A=https://a.example.com"), []string{"b", "a"}
	platform := *w
	platform.Namespace = "kube-system"
	n.Workloads = []*model.Workload{w, &platform}
	n.Pods = []*model.Pod{{Template: w.Template, Namespace: "shop", Name: "x-1", Workload: w}}
	var got []string
	for _, d := range newNames(n).demands() {
		got = append(got, fmt.Sprint(d.Target.Text, " ", d.Target.Ref.Record, d.Target.Ref.Pointer))
	}
	want := []string{"host:a.example.com 3/spec/template/spec/containers/0/env/0/value", "host:b.example.com 8/data/x#@2:23"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDemandsDoNotDependOnTheOrderOfObjects(t *testing.T) {
	n := namesNetwork()
	n.ConfigMaps = map[string]*model.ConfigMap{}
	for i := range 30 {
		name := "w" + strconv.Itoa(i)
		n.ConfigMaps["shop/"+name] = &model.ConfigMap{Ref: model.Ref{Record: int32(200 + i)}, Namespace: "shop", Name: name,
			Literals: []model.Literal{{Pointer: "/data/u", Name: "u", Text: "https://a" + strconv.Itoa(i%5) + ".example.com"}}}
		w := &model.Workload{Ref: model.Ref{Record: int32(100 + i)}, Kind: "Deployment", Namespace: "shop", Name: name, Replicas: 1}
		w.Literals = containerLiterals("A=http://cart", "B=http://10.20.32.1:80", "C=search-0.search:1", "D=10.20.8.10:3306")
		w.ConfigMaps = []string{name, "w1", "w0"}
		n.Workloads = append(n.Workloads, w)
	}
	n.Services = append(n.Services, namesService("shop", "cart", "172.21.3.99", "search", model.ServicePort{Port: 80}))
	n.Services[len(n.Services)-1].Ref = model.Ref{Record: 300}
	show := func(m *model.Network) string {
		var b strings.Builder
		for _, d := range newNames(m).demands() {
			fmt.Fprintln(&b, objectNameOf(d.Source), d.Target.Text, d.Target.Ref, describeTarget(d.Target))
		}
		return b.String()
	}
	want := show(n)
	if strings.Count(want, "\n") < 120 {
		t.Fatalf("too few demands:\n%s", want)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		m := *n
		m.Pods, m.Workloads, m.Services = slices.Clone(n.Pods), slices.Clone(n.Workloads), slices.Clone(n.Services)
		random.Shuffle(len(m.Pods), func(i, j int) { m.Pods[i], m.Pods[j] = m.Pods[j], m.Pods[i] })
		random.Shuffle(len(m.Workloads), func(i, j int) { m.Workloads[i], m.Workloads[j] = m.Workloads[j], m.Workloads[i] })
		random.Shuffle(len(m.Services), func(i, j int) { m.Services[i], m.Services[j] = m.Services[j], m.Services[i] })
		if got := show(&m); got != want {
			t.Fatalf("another order gives\n%s\nnot\n%s", got, want)
		}
	}
}

func FuzzLiteral(f *testing.F) {
	for _, seed := range [][2]string{
		{"DB_URL", "mysql://user:pa@ss@rm-1.mysql.rds.aliyuncs.com:3306/x,http://a.example.com"}, {"x.yaml", "a:\n- b: c\n  host: \"x:1\"\n"},
		{"", "--a=b://c@d:1"}, {"A_HOST", "[::1]:80"}, {"x.xml", "<!-- a -->\n<!--"}, {"K", "a@tcp(b:1"}, {"$(X)", "$(X"}, {"#", "- - -"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		n := namesNetwork()
		w := &model.Workload{Kind: "Deployment", Namespace: "shop", Name: "client"}
		w.Literals = []model.Literal{{Pointer: "/spec/containers/0/env/0/value", Name: name, Text: text}, {Pointer: "/spec/containers/0/args/0", Text: "$(" + name + ")" + text}}
		n.Workloads = []*model.Workload{w}
		for _, d := range newNames(n).demands() {
			if strings.ContainsAny(d.Target.Text+d.Target.Host, "@ \t\n/$") && !strings.HasPrefix(d.Target.Text, "svc:") && !strings.HasPrefix(d.Target.Text, "pod:") {
				t.Errorf("%q=%q wants %+v", name, text, d.Target)
			}
			if d.Target.Port < 1 || d.Target.Port > 65535 {
				t.Errorf("%q=%q wants port %d", name, text, d.Target.Port)
			}
		}
	})
}

func BenchmarkDemands(b *testing.B) {
	n := namesNetwork()
	for i := range 10000 {
		w := &model.Workload{Kind: "Deployment", Namespace: "shop", Name: "w" + strconv.Itoa(i), Replicas: 1}
		w.Labels = map[string]string{"app": w.Name, "tier": "x"}
		w.Literals = containerLiterals("A=http://cart", "DB_HOST=rm-1.mysql.rds.aliyuncs.com", "DB_PORT=3306", "API_URL=https://api"+strconv.Itoa(i%97)+".example.com/v1",
			"LOG_LEVEL=info", "HTTP_ADDR=0.0.0.0:8080", "CACHE=redis://:x@custom.redis.rds.aliyuncs.com:6380/0", "JAVA_OPTS=-Xmx512m -Dfile.encoding=UTF-8 -Da.b=c",
			"TZ=Asia/Shanghai", "FEATURE_X=true", "MAX_CONNECTIONS=100", "TIMEOUT=30s", "APP_NAME=client", "ENV=production", "REGION=cn-shanghai",
			"--config=/etc/app/config.yaml", "--port=8080", "--verbose", "POOL=16", "KAFKA_BROKERS=k1.example.com:9092,k2.example.com:9092")
		n.Workloads = append(n.Workloads, w)
	}
	b.ReportAllocs()
	for b.Loop() {
		if d := newNames(n).demands(); len(d) != 60000 {
			b.Fatal(len(d))
		}
	}
}
