package model

import (
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// The controllers of ack-extend-network-controller that matter for what leaves a pod, as enableControllers lists them.
// https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod
// https://www.alibabacloud.com/help/en/document_detail/457262.html
const (
	eipControllerKey  = "eip"
	ipv6ControllerKey = "ipv6gw"
)

// controllers reads which controllers the component has switched on.
func (s *statement) controllers(by witness, name, config, pointer string) {
	if name != eipControllerName {
		return
	}
	list := embedded(config).Get("enableControllers")
	names := []string{}
	for _, element := range list.Elements() {
		names = append(names, strings.TrimSpace(element.String()))
	}
	if list.Is(source.String) {
		names = splitList(list.Text)
	}
	if list.Is(source.List) || len(names) > 0 {
		s.sayAs(by, controllerList, listOf(names), pointer+"/enableControllers")
	}
}

// listOf returns a list of controllers as one text, in one order. That of an empty list is not empty.
func listOf(names []string) string {
	return strings.Join(slices.Sorted(slices.Values(names)), ",") + ","
}

// settleControllers finds out what the component does. Where nothing lists its controllers, that of IPv6 is on when its
// objects are there; a component that is not installed has none.
func (c *Cluster) settleControllers(list Fact) {
	runs := func(key string) Fact {
		return Fact{strconv.FormatBool(slices.Contains(strings.Split(list.Value, ","), key)), list.Ref}
	}
	switch {
	case list.Value != "":
		c.EIPControllerList, c.IPv6Controller = runs(eipControllerKey), runs(ipv6ControllerKey)
	case c.IPv6Controller.Value == "" && c.EIPController.Value == "false":
		c.IPv6Controller = c.EIPController
	}
}
