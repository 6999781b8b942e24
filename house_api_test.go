package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pesnet/account"
	"pesnet/kit/db/dbtest"
)

// node is a part of the document of the API.
type node = map[string]any

// in returns the part at a path, or nothing.
func in(n node, path ...string) node {
	for _, name := range path {
		n, _ = n[name].(node)
	}
	return n
}

func str(n node, name string) string {
	s, _ := n[name].(string)
	return s
}

// apiDocument is the document as programs get it.
func apiDocument(t *testing.T) node {
	t.Helper()
	a, err := build(t.Context(), dbtest.Open(t), now, account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := a.handler()
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("GET", "/api/openapi.json", nil))
	var doc node
	if err := json.Unmarshal(w.Body.Bytes(), &doc); w.Code != 200 || err != nil {
		t.Fatalf("GET /api/openapi.json: %d, %v", w.Code, err)
	}
	return doc
}

var pathValue = regexp.MustCompile(`\{(\w+)\}`)

// The document of the API is whole, and docs/api.md is made from it.
func TestTheDocumentOfTheAPI(t *testing.T) {
	doc := apiDocument(t)
	if !strings.HasPrefix(str(doc, "openapi"), "3.1") {
		t.Errorf("the document is of version %q, want 3.1", doc["openapi"])
	}
	if str(in(doc, "info"), "title") == "" || str(in(doc, "info"), "version") == "" {
		t.Error("the document has no title or no version")
	}
	checkReferences(t, doc, doc, "#")
	seen := map[string]string{}
	for path, methods := range in(doc, "paths") {
		if !strings.HasPrefix(path, "/api/v1/") {
			t.Errorf("%s is not below /api/v1/", path)
		}
		for method, one := range methods.(node) {
			checkOperation(t, method+" "+path, one.(node), seen)
		}
	}
	if len(seen) == 0 {
		t.Error("the document has no operation")
	}
	generated(t, "docs/api.md", apiPage(doc))
}

// checkReferences follows every reference of the document.
func checkReferences(t *testing.T, doc node, part any, at string) {
	t.Helper()
	switch part := part.(type) {
	case node:
		if to := str(part, "$ref"); to != "" {
			if !strings.HasPrefix(to, "#/") || in(doc, strings.Split(strings.TrimPrefix(to, "#/"), "/")...) == nil {
				t.Errorf("%s refers to %s, which is not there", at, to)
			}
		}
		for name, inner := range part {
			checkReferences(t, doc, inner, at+"/"+name)
		}
	case []any:
		for i, inner := range part {
			checkReferences(t, doc, inner, fmt.Sprint(at, "/", i))
		}
	}
}

func checkOperation(t *testing.T, at string, op node, seen map[string]string) {
	t.Helper()
	id := str(op, "operationId")
	if other, twice := seen[id]; twice || id == "" {
		t.Errorf("%s has the id %q, which %s has too", at, id, other)
	}
	seen[id] = at
	if tags, _ := op["tags"].([]any); str(op, "summary") == "" || len(tags) != 1 {
		t.Errorf("%s says not what it does, or not of which area it is", at)
	}
	for _, m := range pathValue.FindAllStringSubmatch(at, -1) {
		if !slices.ContainsFunc(parameters(op), func(p node) bool { return str(p, "in") == "path" && str(p, "name") == m[1] }) {
			t.Errorf("%s does not describe {%s}", at, m[1])
		}
	}
	for status, response := range in(op, "responses") {
		if str(response.(node), "description") == "" {
			t.Errorf("%s says not what %s means", at, status)
		}
	}
}

func parameters(op node) (all []node) {
	list, _ := op["parameters"].([]any)
	for _, p := range list {
		all = append(all, p.(node))
	}
	return all
}

func apiPage(doc node) string {
	var page strings.Builder
	page.WriteString("# The API\n\nEvery operation of `/api/v1`, from the document that the program serves at `/api/openapi.json` (OpenAPI 3.1).\nWritten by `make docs`.\n\n" +
		"Answers are JSON. A refusal is a problem document (RFC 9457) whose `rule` is the id of [the rule](rules.md) that refused, with words in the language of `Accept-Language`.\n" +
		"A change may carry an `Idempotency-Key`: asked again with the same key it is done once.\n")
	byTag := map[string][]string{}
	for path, methods := range in(doc, "paths") {
		for method, one := range methods.(node) {
			op := one.(node)
			tag, _ := op["tags"].([]any)[0].(string)
			byTag[tag] = append(byTag[tag], apiOperation(strings.ToUpper(method), path, op))
		}
	}
	for _, tag := range slices.Sorted(maps.Keys(byTag)) {
		slices.Sort(byTag[tag])
		fmt.Fprintf(&page, "\n## %s\n%s", tag, strings.Join(byTag[tag], ""))
	}
	return page.String()
}

func apiOperation(method, path string, op node) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n### `%s %s`\n\n%s (`%s`)\n", method, strings.TrimPrefix(path, "/api/v1"), strings.TrimSuffix(str(op, "summary"), "."), str(op, "operationId"))
	for i, p := range parameters(op) {
		if i == 0 {
			b.WriteString("\n| value | in | what |\n|---|---|---|\n")
		}
		what := str(p, "description")
		if p["required"] == true {
			what = strings.TrimSpace(what + " (required)")
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", str(p, "name"), str(p, "in"), what)
	}
	if body := in(op, "requestBody", "content"); body != nil {
		fmt.Fprintf(&b, "\nTakes %s.\n", contents(body))
	}
	for _, status := range slices.Sorted(maps.Keys(in(op, "responses"))) {
		if content := in(op, "responses", status, "content"); strings.HasPrefix(status, "2") && content != nil {
			fmt.Fprintf(&b, "\nAnswers %s with %s.\n", status, contents(content))
		}
	}
	return b.String()
}

// contents names what a body holds: "application/json: MemberView".
func contents(content node) string {
	var all []string
	for _, kind := range slices.Sorted(maps.Keys(content)) {
		name, list := in(content, kind, "schema"), ""
		if items := in(name, "items"); items != nil {
			name, list = items, "list of "
		}
		ref := str(name, "$ref")
		shape := ref[strings.LastIndexByte(ref, '/')+1:]
		if shape == "" {
			all = append(all, "`"+kind+"`")
			continue
		}
		all = append(all, fmt.Sprintf("`%s`: %s%s", kind, list, shape))
	}
	return strings.Join(all, ", ")
}
