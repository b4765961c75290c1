package facts

// SettingsFacts is the keys of ConfigMap eni-config.
type SettingsFacts struct {
	Keys []SettingFacts `json:"keys"`
}

// SettingFacts is one key.
type SettingFacts struct {
	At     Handle `json:"at"`
	Within string `json:"within"` // the key whose JSON has it; "" for a key of the ConfigMap
	Name   string `json:"name"`
}

// settings reviews the configuration of Terway.
func (f *Facts) settings() []Review {
	c := f.network.ConfigMaps["kube-system/eni-config"]
	if c == nil || len(c.Keys) == 0 {
		return nil
	}
	return []Review{{Kind: "ConfigMap", Namespace: c.Namespace, Name: c.Name, Case: f.objectRecord(func(t *table) ObjectFacts {
		facts := SettingsFacts{}
		for _, key := range c.Keys {
			facts.Keys = append(facts.Keys, SettingFacts{t.add(key.Name, c.Ref.At(key.Ref.Pointer)), key.Within, key.Name})
		}
		return ObjectFacts{Settings: &facts}
	})}}
}

// VersionFacts is where the version of the network plugin, or else of the cluster, is written.
type VersionFacts struct {
	At Handle `json:"at"`
}

// versions reviews the versions of the cluster, where any is written.
func (f *Facts) versions() []Review {
	c := f.network.Cluster
	at := c.TerwayVersion
	if at.Ref.IsZero() {
		at = c.Kubernetes
	}
	if at.Ref.IsZero() {
		return nil
	}
	return []Review{{Case: f.objectRecord(func(t *table) ObjectFacts {
		return ObjectFacts{Versions: &VersionFacts{At: t.add("version", at.Ref)}}
	})}}
}
