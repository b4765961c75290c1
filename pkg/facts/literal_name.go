package facts

import (
	"slices"
	"strings"
)

// literalName is what the name of a value says about the value.
type literalName struct {
	vetoed   bool   // it is no destination of the pod: the pod's own address, a pattern, a text for people
	own      bool   // the value is where the application is reached by its users; nobody of its pods connects to that
	lone     bool   // it is all that is said of an application: its own address, more likely than another's
	image    bool   // it may be the name of a container image
	endpoint bool   // it is a destination
	port     int    // of the service that the name speaks of; 0 when it speaks of none, -1 when that has several
	key      string // what the names of a host and of its port have in common
	isPort   bool
	proxy    bool // the value is the proxy of HTTP clients
	words    []string
	scraped  bool // the value is a list of what Prometheus scrapes, where a URL is what an exporter probes in its stead
}

func (s *literalScanner) name(text string) *literalName {
	name, ok := s.known[text]
	if !ok {
		name = readLiteralName(text)
		s.known[text] = name
	}
	return name
}

func readLiteralName(text string) *literalName {
	words := nameWords(text)
	name := &literalName{proxy: isProxyName(text), words: words}
	if len(words) == 0 {
		return name
	}
	for i, word := range words {
		name.vetoed = name.vetoed || vetoes(word) && !meansServer(words, i)
		name.image = name.image || namesImage(word)
	}
	name.scraped = words[len(words)-1] == "targets" && slices.Contains(words, "configs")
	name.own = namesOwn(words)
	name.vetoed = name.vetoed || name.own || namesCredential(words[len(words)-1]) || namesItself(words) || isClusterVariable(words) ||
		isClaim(words) || isBrowserName(words) || exemptsFromProxy(words)
	last := words[len(words)-1]
	name.lone = slices.Contains([]string{"site", "website", "domain", "hostname"}, last) || len(words) == 1 && slices.Contains([]string{"url", "uri", "baseurl"}, last)
	stem, qualifiers := splitQualifiers(words)
	last = stem[len(stem)-1]
	stem = stem[:len(stem)-1]
	if rest, ok := cutWord(last, "port"); ok {
		name.isPort, last = true, rest
	} else {
		for _, end := range []string{
			"hostname", "hosts", "host", "addresses", "address", "addrs", "addr", "endpoints", "endpoint", "urls", "url", "uris",
			"uri", "servers", "server", "dsn", "brokers", "broker", "upstream", "nodes",
		} {
			if rest, ok := cutWord(last, end); ok {
				name.endpoint, last = true, rest
				break
			}
		}
	}
	if last != "" {
		stem = append(slices.Clip(stem), last)
	}
	name.key = strings.Join(append(slices.Clip(stem), qualifiers...), "_")
	name.port = serviceOf(stem)
	// A lone host, and the host name of no known service, are the pod's own far more often than another's; name servers are
	// asked by the node's resolver too.
	if len(stem) == 0 && words[0] == "host" || name.port == 0 && slices.Contains(words, "hostname") ||
		slices.Contains(words, "nameserver") || slices.Contains(words, "nameservers") {
		name.endpoint = false
	}
	return name
}

// nameWords returns the words of a name in lower case: PG_HOST, pgHost, pg.host and pg-host have the same. Parts that
// begin with # are positions.
func nameWords(text string) []string {
	var words []string
	start := 0
	flush := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(text[start:end]))
		}
		start = end
	}
	for i := range len(text) {
		c := text[i]
		switch letter := c | 0x20; {
		case c == '#':
			flush(i)
			for start = i + 1; start < len(text) && text[start] != '.'; start++ {
			}
		case i < start:
		case (letter < 'a' || letter > 'z') && !isDecimalDigit(c):
			flush(i)
			start = i + 1
		case i > start && c < 'a' && !isDecimalDigit(c) && (text[i-1] >= 'a' || isDecimalDigit(text[i-1])):
			flush(i)
		}
	}
	flush(len(text))
	return words
}

// splitQualifiers parts the words that number or grade destinations from those that name them. One word stays at least.
func splitQualifiers(words []string) (stem, qualifiers []string) {
	n := len(words)
	for n > 1 && (strings.Trim(words[n-1], "0123456789") == "" || slices.Contains([]string{
		"ro", "rw", "read", "write", "reader", "writer", "master", "slave", "primary", "secondary", "replica", "list",
	}, words[n-1])) {
		n--
	}
	return words[:n], words[n:]
}

// cutWord parts a name such as PGHOST, which has no sign between its words.
func cutWord(word, end string) (string, bool) {
	rest, ok := strings.CutSuffix(word, end)
	if !ok || len(rest) == 1 && end == "url" || end == "port" && slices.Contains([]string{"sup", "im", "ex", "trans", "re", "view", "pass"}, rest) {
		return word, false
	}
	return rest, true
}

func vetoes(word string) bool {
	switch word {
	case "listen", "listener", "listeners", "bind", "binding", "advertise", "advertised", "cors", "allow", "allowed", "allowlist",
		"whitelist", "blacklist", "deny", "denied", "block", "blocked", "origin", "origins", "redirect", "redirects", "callback",
		"cookie", "trusted", "noproxy", "ignore", "ignored", "exclude", "excluded", "excludes", "docs", "doc", "documentation",
		"help", "homepage", "terms", "privacy", "logo", "icon", "favicon", "avatar", "schema", "schemas", "xmlns", "namespace",
		"license", "licence", "referer", "referrer", "example", "comment", "description", "title", "ingress", "vhost", "virtual",
		"audience", "audiences", "href", "src", "xsi", "dtd", "pattern", "regex", "regexp", "message", "banner", "footer",
		"subject", "sans", "san", "useragent", "annotations", "labels", "csp", "frame", "whitelisted", "exempt", "runbook",
		"dashboard", "link", "links", "helplink", "aboutlink", "reportaproblemlink", "swagger",
		"prefix", "suffix", "qrcode", "reference", "references", "readme", "wiki", "blog", "contact", "author", "maintainer",
		"maintainers", "changelog", "copyright", "summary", "forwarded", "rmi", "jmx", "return", "rewrite", "canonical", "share",
		"feedback", "faq", "about", "tos", "eula", "support", "publicurl", "publicbaseurl", "announce":
		return true
	}
	return false
}

// meansServer tells whether the word beside one that vetoes makes it a server: contact points, a schema registry, the
// dashboard that clients of Sentinel report to.
func meansServer(words []string, i int) bool {
	switch words[i] {
	case "contact":
		return i+1 < len(words) && words[i+1] == "points"
	case "schema":
		return i+1 < len(words) && words[i+1] == "registry"
	case "dashboard":
		return i > 0 && words[i-1] == "sentinel"
	}
	return false
}

// namesCredential tells whether a name that ends in the word is that of a credential: its value goes into no message,
// however much it looks like a host name.
func namesCredential(word string) bool {
	switch word {
	case "password", "passwd", "pwd", "passphrase", "secret", "token":
		return true
	}
	return false
}

func namesImage(word string) bool {
	switch word {
	case "image", "images", "registry", "registries", "repository", "repo", "tag", "version", "mirror", "mirrors":
		return true
	}
	return false
}

// namesItself tells whether a name is one under which applications are told their own address.
func namesItself(words []string) bool {
	if len(words) < 2 {
		return false
	}
	pair := words[len(words)-2:]
	if !slices.Contains([]string{"url", "uri", "host", "hostname", "domain", "address", "addr", "endpoint", "ip", "name", "baseurl"}, pair[1]) {
		return false
	}
	if slices.Contains([]string{
		"public", "root", "site", "home", "external", "self", "own", "frontend", "portal", "pod", "node", "local", "instance", "executor",
		"ip", "notify", "success", "cancel", "fail", "error", "logout", "static", "media", "asset", "assets", "cdn", "ext", "location",
		"preview", "login", "signin", "signup", "img", "image", "pic", "activate", "activation", "unsubscribe", "invite", "agreement", "protocol", "apk",
	}, pair[0]) {
		return true
	}
	if pair[0] == "server" && pair[1] == "name" || pair[0] == "report" && pair[1] == "host" || pair[1] == "url" && slices.Contains(words, "hostname") || words[0] == "receivers" && pair[1] == "endpoint" {
		return true
	}
	return len(words) == 2 && slices.Contains([]string{"base", "app", "web", "server", "my", "service", "application", "website"}, pair[0]) ||
		len(words) > 2 && pair[0] == "base" && slices.Contains([]string{"app", "site", "public", "web", "server", "webserver"}, words[len(words)-3])
}

// namesOwn tells whether a name is one of those under which applications are told where their users find them: another
// value with the same host means the application itself, whatever it is called.
func namesOwn(words []string) bool {
	last := words[len(words)-1]
	among := func(list ...string) func(string) bool {
		return func(word string) bool { return slices.Contains(list, word) }
	}
	switch {
	case among("siteurl", "homeurl", "rooturl", "publicurl", "publicbaseurl", "serverbaseurl")(last):
		return true
	case slices.ContainsFunc(words, among("cors", "origin", "origins", "callback")):
		return true
	case len(words) < 2 || !among("url", "uri", "host", "hostname", "domain", "baseurl")(last):
		return false
	case len(words) == 2 && among("server", "app", "client", "host")(words[0]):
		return true
	}
	if last == "url" && words[len(words)-2] == "base" && len(words) > 2 {
		words = words[:len(words)-1]
	}
	return among("public", "root", "site", "home", "external", "self", "own", "frontend", "portal", "web", "website", "nextauth", "gui", "editor",
		"webserver", "notify", "success", "cancel")(words[len(words)-2])
}

// isClusterVariable tells the variables by which pods find the API server, which every cluster provides for.
func isClusterVariable(words []string) bool {
	return len(words) > 1 && words[0] == "kubernetes" && (words[1] == "service" || words[1] == "port")
}

// isClaim tells whether the value goes into tokens or headers, where a URL tells who sends them. An issuer without more is the
// application itself; who trusts another one says of which kind it is.
func isClaim(words []string) bool {
	switch last := words[len(words)-1]; {
	case last == "issuer":
		return len(words) == 1 || slices.Contains(words, "jwt") || slices.Contains(words, "token")
	case last == "agent":
		return len(words) > 1 && words[len(words)-2] == "user"
	}
	return false
}

// isBrowserName tells whether a build tool hands the value to browsers.
func isBrowserName(words []string) bool {
	return words[0] == "vite" || len(words) > 1 && (words[0] == "next" && words[1] == "public" ||
		(words[0] == "react" || words[0] == "vue") && words[1] == "app")
}

// isProxyName tells the variables by which clients of HTTP are given a proxy:
// https://curl.se/docs/manpage.html#ENVIRONMENT
func isProxyName(text string) bool {
	return slices.Contains([]string{"http_proxy", "https_proxy", "all_proxy"}, strings.ToLower(text))
}

func exemptsFromProxy(words []string) bool {
	all := strings.Join(words, "")
	return strings.Contains(all, "noproxy") || strings.Contains(all, "nonproxy")
}

// serviceOf returns the port of the service that the words speak of.
func serviceOf(words []string) int {
	for _, word := range slices.Backward(words) {
		switch word {
		case "redis", "tair":
			return 6379
		case "mysql", "mariadb":
			return 3306
		case "postgres", "postgresql", "pg":
			return 5432
		case "mongo", "mongodb":
			return 27017
		case "kafka", "bootstrap":
			return 9092
		case "rabbitmq", "amqp":
			return 5672
		case "ldap":
			return 389
		case "elasticsearch", "elastic", "es":
			return 9200
		case "memcached":
			return 11211
		case "mqtt":
			return 1883
		case "nats":
			return 4222
		case "zookeeper", "zk":
			return 2181
		case "etcd":
			return 2379
		case "db", "database", "sql", "jdbc", "smtp", "mail", "mailer", "email", "imap", "pop", "ftp", "sftp", "ssh", "queue", "mq",
			"broker", "brokers", "cache", "clickhouse", "cassandra", "ntp", "dns", "syslog", "log", "graphite", "statsd", "proxy",
			"grpc", "tcp", "udp", "sip", "xmpp", "turn", "stun", "nacos", "consul", "hdfs", "nfs", "socks", "jaeger", "zipkin":
			return -1
		}
	}
	return 0
}
