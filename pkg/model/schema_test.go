package model

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/source"
	"github.com/egresslint/egresslint/schemas"
)

func TestEveryShapeHasASchemaAndEverySchemaAShape(t *testing.T) {
	named := map[string]bool{"export/types.json": true}
	for api, schema := range exportSchemas() {
		named[schemaFile(api)] = true
		if schema.library() == nil || schema.outline().file == nil {
			t.Errorf("%s has no schema", api)
		}
	}
	files, err := fs.Glob(schemas.Exports, "export/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !named[file] {
			t.Errorf("%s belongs to no API", file)
		}
	}
}

// The checker trusts one validation for all rows of one structure, so no schema may look at a text or a length.
func TestSchemasLookAtStructureAlone(t *testing.T) {
	structural := map[string]bool{
		"$schema": true, "$ref": true, "title": true, "description": true, "type": true, "required": true,
		"properties": true, "additionalProperties": true, "items": true, "definitions": true,
	}
	var check func(file string, schema any)
	check = func(file string, schema any) {
		object, ok := schema.(map[string]any)
		if !ok {
			return
		}
		for keyword, inner := range object {
			if !structural[keyword] {
				t.Errorf("%s: keyword %s", file, keyword)
			}
			if keyword == "properties" || keyword == "definitions" {
				for _, property := range inner.(map[string]any) {
					check(file, property)
				}
				continue
			}
			check(file, inner)
		}
	}
	files, _ := fs.Glob(schemas.Exports, "export/*.json")
	for _, file := range files {
		text, err := fs.ReadFile(schemas.Exports, file)
		if err != nil {
			t.Fatal(err)
		}
		var schema any
		if err := json.Unmarshal(text, &schema); err != nil {
			t.Fatal(err)
		}
		check(file, schema)
	}
}

func TestMalformedRowsAreReportedWhereTheyAre(t *testing.T) {
	tests := []struct{ name, text, pointer string }{
		{"list that is a string", `{"Vpcs":{"Vpc":[{"VpcId":"vpc-1"},{"VpcId":"vpc-2","UserCidrs":"10.0.0.0/8"}]}}`, "/Vpcs/Vpc/1/UserCidrs"},
		{"object for a scalar", `{"Vpcs":{"Vpc":[{"VpcId":{"x":1}}]}}`, "/Vpcs/Vpc/0/VpcId"},
		{"number for a CIDR", `{"VSwitches":{"VSwitch":[{"VSwitchId":"vsw-1","CidrBlock":10}]}}`, "/VSwitches/VSwitch/0/CidrBlock"},
		{"row without id", `{"Vpcs":{"Vpc":[{"CidrBlock":"10.0.0.0/8"}]}}`, "/Vpcs/Vpc/0"},
		{"row that is a string", `{"Vpcs":{"Vpc":["vpc-1"]}}`, "/Vpcs/Vpc/0"},
		{"rows that are a string", `{"Vpcs":{"Vpc":"vpc-1"}}`, "/Vpcs/Vpc"},
		{"list for a whitelist", `{"Items":{"DBInstanceIPArray":[{"SecurityIPType":"IPv4","SecurityIPList":["10.0.0.0/8"]}]}}`, "/Items/DBInstanceIPArray/0/SecurityIPList"},
		{"nested", `{"body":{"RouteEntrys":{"RouteEntry":{"NextHops":{"NextHop":[{"NextHopType":["local"]}]}}}}}`, "/body/RouteEntrys/RouteEntry/NextHops/NextHop/0/NextHopType"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, problems := decodeExport(parse(t, "x.json", test.text))
			if a == nil || !a.doubtful {
				t.Fatalf("answer %+v, problems %v", a, problems)
			}
			if problems[0].Pointer != test.pointer || problems[0].Severity != source.Error {
				t.Errorf("got %+v", problems)
			}
		})
	}
}

// manyENIs returns an answer of DescribeNetworkInterfaces with the number of ENIs, ten addresses each.
func manyENIs(count int) string {
	rows := make([]string, count)
	for i := range rows {
		addresses := make([]string, 10)
		for j := range addresses {
			addresses[j] = fmt.Sprintf(`{"AssociatedPublicIp":{"AllocationId":"","PublicIpAddress":""},"Primary":%t,"PrivateDnsName":"","PrivateIpAddress":"10.%d.%d.%d"}`, j == 0, i/250, i%250, j+1)
		}
		rows[i] = fmt.Sprintf(`{"NetworkInterfaceId":"eni-%06d","Type":"Secondary","Status":"InUse","VpcId":"vpc-1","VSwitchId":"vsw-1","InstanceId":"i-1",
"MacAddress":"00:16:3e:00:00:00","ServiceManaged":false,"PrivateIpAddress":"10.%d.%d.1","SecurityGroupIds":{"SecurityGroupId":["sg-1"]},
"Attachment":{"DeviceIndex":1,"InstanceId":"i-1","TrunkNetworkInterfaceId":""},"Tags":{"Tag":[{"TagKey":"a","TagValue":"b"}]},"PrivateIpSets":{"PrivateIpSet":[%s]}}`,
			i, i/250, i%250, strings.Join(addresses, ","))
	}
	return `{"NetworkInterfaceSets":{"NetworkInterfaceSet":[` + strings.Join(rows, ",") + `]},"NextToken":""}`
}

func BenchmarkDecodeENIs(b *testing.B) {
	text := manyENIs(20_000)
	root, err := source.FromJSON([]byte(text))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if a, _ := decodeExport(source.Object{Path: "enis.json", Root: root}); len(a.rows) != 20_000 {
			b.Fatal(len(a.rows))
		}
	}
}
