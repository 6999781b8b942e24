package figure

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// jsonSchema checks JSON against a schema, as far as the one of SDMX-JSON
// needs it.
type jsonSchema struct {
	root   map[string]any
	faults []string
}

func newSchema(t *testing.T, text []byte) *jsonSchema {
	s := &jsonSchema{}
	if err := json.Unmarshal(text, &s.root); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *jsonSchema) check(text []byte) []string {
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return []string{err.Error()}
	}
	s.faults = nil
	s.value("", v, s.root)
	return s.faults
}

func (s *jsonSchema) say(at, format string, args ...any) {
	s.faults = append(s.faults, at+" "+fmt.Sprintf(format, args...))
}

// passes is whether a value follows a rule, without saying why not.
func (s *jsonSchema) passes(v any, rule map[string]any) bool {
	before := s.faults
	s.faults = nil
	s.value("", v, rule)
	passed := len(s.faults) == 0
	s.faults = before
	return passed
}

func (s *jsonSchema) value(at string, v any, rule map[string]any) {
	if ref, ok := rule["$ref"].(string); ok && !strings.HasSuffix(ref, "specificationExtensions") {
		defs := s.root["$defs"].(map[string]any)
		s.value(at, v, defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any))
	}
	if kinds := texts(rule["type"]); len(kinds) > 0 && !slices.ContainsFunc(kinds, func(k string) bool { return isKind(v, k) }) {
		s.say(at, "is no %v", kinds)
		return
	}
	if allowed, ok := rule["enum"].([]any); ok && !slices.Contains(allowed, v) {
		s.say(at, "%v is not among %v", v, allowed)
	}
	for _, word := range []string{"anyOf", "oneOf"} {
		s.choice(at, v, word, rule)
	}
	switch v := v.(type) {
	case string:
		if p, ok := rule["pattern"].(string); ok && len(p) < 900 && !regexp.MustCompile(p).MatchString(v) {
			s.say(at, "%q does not match %s", v, p)
		}
		if layout, ok := map[any]string{"date": time.DateOnly, "date-time": time.RFC3339}[rule["format"]]; ok {
			if _, err := time.Parse(layout, v); err != nil {
				s.say(at, "%q is no %s", v, rule["format"])
			}
		}
	case []any:
		if least, ok := rule["minItems"].(float64); ok && float64(len(v)) < least {
			s.say(at, "has %d items", len(v))
		}
		if items, ok := rule["items"].(map[string]any); ok {
			for i, item := range v {
				s.value(fmt.Sprintf("%s[%d]", at, i), item, items)
			}
		}
	case map[string]any:
		s.object(at, v, rule)
	}
}

func (s *jsonSchema) choice(at string, v any, word string, rule map[string]any) {
	choices, ok := rule[word].([]any)
	if !ok {
		return
	}
	passed := 0
	for _, c := range choices {
		if s.passes(v, c.(map[string]any)) {
			passed++
		}
	}
	if passed == 0 || word == "oneOf" && passed > 1 {
		s.say(at, "passes %d of %s", passed, word)
	}
}

func (s *jsonSchema) object(at string, v, rule map[string]any) {
	for _, name := range texts(rule["required"]) {
		if _, ok := v[name]; !ok {
			s.say(at, "lacks %s", name)
		}
	}
	properties, _ := rule["properties"].(map[string]any)
	patterns, _ := rule["patternProperties"].(map[string]any)
	for name, member := range v {
		if p, ok := properties[name].(map[string]any); ok {
			s.value(at+"."+name, member, p)
			continue
		}
		matched := false
		for p, r := range patterns {
			if len(p) < 900 && regexp.MustCompile(p).MatchString(name) {
				matched = true
				s.value(at+"."+name, member, r.(map[string]any))
			}
		}
		closed := rule["unevaluatedProperties"] == false || rule["additionalProperties"] == false
		if !matched && closed && len(patterns)+len(properties) > 0 && !strings.HasPrefix(name, "x-") && !longPattern(patterns) {
			s.say(at, "has %s, which the schema does not know", name)
		}
	}
}

// longPattern is the pattern of language tags, which Go cannot be bothered with.
func longPattern(patterns map[string]any) bool {
	for p := range patterns {
		if len(p) >= 900 || strings.Contains(p, "en-GB-oed") {
			return true
		}
	}
	return false
}

func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, t := range v {
			all = append(all, t.(string))
		}
		return all
	}
	return nil
}

func isKind(v any, kind string) bool {
	switch v := v.(type) {
	case nil:
		return kind == "null"
	case bool:
		return kind == "boolean"
	case string:
		return kind == "string"
	case float64:
		return kind == "number" || kind == "integer" && v == float64(int64(v))
	case []any:
		return kind == "array"
	case map[string]any:
		return kind == "object"
	}
	return false
}
