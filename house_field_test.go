package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"pesnet/kit/db/dbtest"
)

// publicPeople are the fields by which strangers are told of people, with the
// reason.
var publicPeople = map[string]string{
	"BodySeatView.person":      "of the chair and the vice-chairs alone: rule body.public-office",
	"HeardPerson.name":         "who was heard in public, as the report of a hearing names them",
	"HeardPerson.position":     "as the name",
	"HeardPerson.organisation": "as the name",
	"HeardPerson.said":         "as the name",
	"PartyView.contact":        "whom an agreement names is public with it",
}

// outsiders are the principals who are in no network of the matrix, or observe
// it alone.
var outsiders = []string{"", "no.role", "applicant", "observer", "role.over", "role.to.come", "link", "suspended", "left", "valea.secretariat", "valea.analyst"}

// fieldsOfPeople are the fields that say who somebody is or what they did, as
// "schema.field"; every field of an answer is sorted.
func fieldsOfPeople(t *testing.T, doc node) map[string]bool {
	t.Helper()
	var sorted map[string]map[string]string
	if _, err := toml.DecodeFile("testdata/fields.toml", &sorted); err != nil {
		t.Fatal(err)
	}
	people, left := map[string]bool{}, map[string]bool{}
	for schema, lines := range sorted {
		for kind, names := range lines {
			for _, name := range strings.Fields(names) {
				people[schema+"."+name] = kind == "person"
				left[schema+"."+name] = true
			}
		}
	}
	for _, methods := range in(doc, "paths") {
		for _, op := range methods.(node) {
			for schema, fields := range answered(doc, op.(node)) {
				for _, name := range fields {
					if _, known := people[schema+"."+name]; !known {
						t.Errorf("%s.%s is not sorted: say in testdata/fields.toml whether it is of a person", schema, name)
					}
					delete(left, schema+"."+name)
				}
			}
		}
	}
	for name := range left {
		t.Errorf("testdata/fields.toml: no answer has %s", name)
	}
	return people
}

// answered are the schemas of what an operation answers when it does what is
// asked, with their fields.
func answered(doc, op node) map[string][]string {
	all := map[string][]string{}
	for status, one := range in(op, "responses") {
		for _, content := range in(one.(node), "content") {
			if strings.HasPrefix(status, "2") {
				collect(doc, in(content.(node), "schema"), all)
			}
		}
	}
	return all
}

func collect(doc, schema node, all map[string][]string) {
	if name, found := strings.CutPrefix(str(schema, "$ref"), "#/components/schemas/"); found {
		if all[name] != nil {
			return
		}
		schema = in(doc, "components", "schemas", name)
		all[name] = slices.DeleteFunc(slices.Sorted(maps.Keys(in(schema, "properties"))), func(f string) bool { return f == "$schema" })
	}
	for _, field := range in(schema, "properties") {
		collect(doc, field.(node), all)
	}
	for _, inner := range []string{"items", "additionalProperties"} {
		if next, ok := schema[inner].(node); ok {
			collect(doc, next, all)
		}
	}
}

// filled calls back with each field of an answer that holds something.
func filled(doc, schema node, value any, found func(field string)) {
	name, named := strings.CutPrefix(str(schema, "$ref"), "#/components/schemas/")
	if named {
		schema = in(doc, "components", "schemas", name)
	}
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			filled(doc, in(schema, "items"), one, found)
		}
	case node:
		for field, one := range v {
			next := in(schema, "properties", field)
			if one != nil && one != "" && named {
				found(name + "." + field)
			}
			if next == nil {
				next, _ = schema["additionalProperties"].(node)
			}
			filled(doc, next, one, found)
		}
	}
}

// Who is told what of people by the operations for programs: nobody from
// outside is told anything that is not public on purpose.
func TestTheFieldsOfPeople(t *testing.T) {
	h, doc := settledOn(t, dbtest.Open(t)), apiDocument(t)
	people, world := fieldsOfPeople(t, doc), h.world(t)
	seen := map[string]map[string]bool{}    // field -> principals
	through := map[string]map[string]bool{} // field -> actions
	for path, methods := range in(doc, "paths") {
		for method, op := range methods.(node) {
			for schema, fields := range answered(doc, op.(node)) {
				for _, f := range fields {
					if people[schema+"."+f] {
						mark(through, schema+"."+f, policyOf(op.(node)))
					}
				}
			}
			if method != "get" {
				continue
			}
			at := pathValue.ReplaceAllString(world.Replace(path), "none")
			schema := in(op.(node), "responses", "200", "content", "application/json", "schema")
			for _, login := range principals {
				got := h.try(t, login, "GET", at, "")
				var answer any
				if got.status != http.StatusOK || json.Unmarshal([]byte(got.body), &answer) != nil {
					continue
				}
				filled(doc, schema, answer, func(field string) {
					if people[field] {
						mark(seen, field, login)
						if slices.Contains(outsiders, login) && publicPeople[field] == "" && !strings.HasPrefix(at, "/api/v1/me/") { // what is their own they see
							t.Errorf("%s: %s is told to %q", at, field, login)
						}
					}
				})
			}
		}
	}
	generated(t, "docs/fields.md", fieldsPage(people, seen, through))
}

func mark(in map[string]map[string]bool, key, value string) {
	if in[key] == nil {
		in[key] = map[string]bool{}
	}
	in[key][value] = true
}

func fieldsPage(people map[string]bool, seen, through map[string]map[string]bool) string {
	var page strings.Builder
	page.WriteString("# Who sees which fields of people\n\nWritten by `make docs`. Every field of what [programs are answered](api.md) is sorted in `testdata/fields.toml`; these say who somebody is or what they did. " +
		"The action is what the table of permission is asked for; the last column has the kinds of people and programs (see `principal_test.go`) who were told something in it in the demonstration. Strangers are told only what stands there with a reason.\n\n" +
		"| field | action | told, in the demonstration, to | told to strangers, because |\n|---|---|---|---|\n")
	for _, field := range slices.Sorted(maps.Keys(people)) {
		if !people[field] {
			continue
		}
		var to []string
		for _, login := range principals {
			if seen[field][login] {
				to = append(to, map[bool]string{true: "nobody known", false: login}[login == ""])
			}
		}
		who := strings.Join(to, ", ")
		if len(to) == len(principals) {
			who = "everybody"
		}
		fmt.Fprintf(&page, "| `%s` | %s | %s | %s |\n", field, strings.Join(slices.Sorted(maps.Keys(through[field])), ", "), who, publicPeople[field])
	}
	return page.String()
}
