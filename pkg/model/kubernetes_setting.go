package model

import "github.com/egresslint/egresslint/pkg/source"

// settingKeys returns the keys of eni-config and of the JSON in it.
func settingKeys(data *source.Node) []SettingKey {
	var keys []SettingKey
	add := func(within, pointer string, node *source.Node) {
		if !node.Is(source.Map) {
			return
		}
		for _, name := range node.Keys {
			keys = append(keys, SettingKey{within, name, Ref{Pointer: pointer + pointerEscaper.Replace(name) + "/-"}})
		}
	}
	add("", "/data/", data)
	for _, within := range []string{"eni_conf", "10-terway.conf"} {
		add(within, "/data/"+within+"##/", embedded(data.Get(within).String()))
	}
	return keys
}
