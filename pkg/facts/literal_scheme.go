package facts

import (
	"net/netip"
	"slices"
	"strings"
)

// schemePort returns the port of a scheme, 0 when it has none and -1 when what follows is no host to connect to.
// https://www.iana.org/assignments/service-names-port-numbers/
func schemePort(scheme string) int {
	switch scheme {
	case "http", "ws":
		return 80
	case "https", "wss":
		return 443
	case "redis", "rediss":
		return 6379
	case "mysql", "mariadb":
		return 3306
	case "postgres", "postgresql":
		return 5432
	case "mongodb":
		return 27017
	case "sqlserver", "mssql":
		return 1433
	case "oracle":
		return 1521
	case "amqp":
		return 5672
	case "amqps":
		return 5671
	case "kafka":
		return 9092
	case "smtp":
		return 25
	case "smtps":
		return 465
	case "ldap":
		return 389
	case "ldaps":
		return 636
	case "ftp":
		return 21
	case "ssh", "sftp":
		return 22
	case "mqtt":
		return 1883
	case "mqtts":
		return 8883
	case "nats":
		return 4222
	case "zookeeper":
		return 2181
	case "file", "unix", "docker", "docker-image", "docker-pullable", "oci", "containerd", "cri-o", "s3", "gs", "npipe", "jar",
		"classpath", "mongodb+srv", "redis+srv", "http+unix", "chrome-extension", "cid", "about", "consul", "secret", "vault":
		return -1
	}
	return 0
}

func isWeb(scheme string) bool {
	return scheme == "http" || scheme == "https" || scheme == "ws" || scheme == "wss"
}

// isReference tells whether the rest of a URL is one that people read and programs do not.
func isReference(rest string) bool {
	path, _, _ := strings.Cut(rest, "?")
	path = strings.ToLower(strings.TrimRight(path, "/"))
	for _, part := range []string{
		"/docs/", "/doc/", "/licenses/", "/license/", "/issues/", "/pull/", "/wiki/", "/blob/",
		"/xmlschema", "/xmlns/", "/schema/", "/schemas/", "/dtd/",
	} {
		if strings.Contains(path+"/", part) {
			return true
		}
	}
	for _, end := range []string{".xsd", ".dtd", ".schema.json", ".html", ".htm", ".md", ".pdf", ".png", ".svg", ".ico", ".css", ".js"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// introducesReference tells whether the word before a URL makes it part of a sentence or of markup.
func introducesReference(before string) bool {
	before = strings.ToLower(before)
	word := strings.Trim(before, "(:.,-")
	if strings.HasPrefix(before, "xmlns") || strings.Contains(before, "schemalocation") || strings.Contains(before, "//dtd") {
		return true
	}
	return slices.Contains([]string{
		"see", "at", "visit", "read", "docs", "documentation", "more", "here", "info", "details", "refer", "by", "public",
		"system", "doctype", "@see", "@link", "license", "homepage", "is", "the", "and", "under", "via",
		"301", "302", "303", "307", "308", // where a server sends its clients
	}, word)
}

// isReferenceHost tells whether a host is one whose URLs are names of schemas, or pages for people.
func isReferenceHost(host string) bool {
	for _, zone := range []string{
		"w3.org", "xmlsoap.org", "java.sun.com", "xmlns.jcp.org", "xmlns.oracle.com", "jakarta.ee", "springframework.org",
		"maven.apache.org", "logging.apache.org", "www.apache.org", "json-schema.org", "schemastore.org", "schemas.microsoft.com",
		"mybatis.org", "hibernate.org", "purl.org", "ns.adobe.com", "opengis.net", "schema.org", "oasis-open.org", "relaxng.org",
		"docbook.org", "kubernetes.io", "opensource.org", "creativecommons.org", "gnu.org", "wikipedia.org", "stackoverflow.com",
		"readthedocs.io", "grafana.net", "ietf.org", "rfc-editor.org", "spdx.org",
	} {
		if host == zone || strings.HasSuffix(host, "."+zone) {
			return true
		}
	}
	first, _, _ := strings.Cut(host, ".")
	return slices.Contains([]string{"docs", "doc", "wiki", "blog", "help", "cdn", "static", "assets", "fonts"}, first)
}

func isAddressText(text string) bool {
	addr, err := netip.ParseAddr(text)
	return err == nil && addr.Zone() == ""
}

// isDatagramPort tells the ports that clients use with UDP at least as often as with TCP.
func isDatagramPort(port int) bool {
	switch port {
	case 53, 67, 69, 123, 161, 162, 514, 1812, 1813, 3478, 4789, 5060, 6831, 6832, 8125:
		return true
	}
	return false
}

// isNoDestination tells whether an address means the pod itself, its link, many hosts, or the metadata service, which
// every node answers by itself.
func isNoDestination(addr netip.Addr) bool {
	return !addr.IsValid() || addr.IsUnspecified() || addr.IsLoopback() || addr.IsLinkLocalUnicast() || addr.IsMulticast() ||
		addr == netip.AddrFrom4([4]byte{100, 100, 100, 200}) ||
		addr.Is4() && (addr.As4()[0] == 0 || addr.As4()[0] >= 240)
}
