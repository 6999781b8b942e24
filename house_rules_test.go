package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// rule is one line of docs/rules.md.
type rule struct{ id, text, path string }

var (
	ruleLine = regexp.MustCompile(`^Rule ([a-z][a-z.-]*): (.*)`)
	testLine = regexp.MustCompile(`(?m)^Tests rules? ([^.]*(?:\.[^.\s][^.]*)*)\.`)
	ruleID   = regexp.MustCompile(`[a-z-]+(?:\.[a-z-]+)+`)
)

// rulesOf are the rules that stand in the comments of a file: each from its
// line to the end of its paragraph.
func rulesOf(s source) (all []rule) {
	for _, group := range s.file.Comments {
		for paragraph := range strings.SplitSeq(group.Text(), "\n\n") {
			words := strings.Join(strings.Fields(paragraph), " ")
			if m := ruleLine.FindStringSubmatch(words); m != nil {
				all = append(all, rule{m[1], m[2], s.path})
			}
		}
	}
	return all
}

// A rule has one id everywhere: in the comment beside the code, in its test,
// in the refusal, in the words of every language, in docs/rules.md.
func TestRules(t *testing.T) {
	rules, tested := map[string]rule{}, map[string]bool{}
	for _, s := range sources() {
		for _, r := range rulesOf(s) {
			if other, twice := rules[r.id]; twice {
				t.Errorf("rule %s stands in %s and in %s: it has one place", r.id, other.path, r.path)
			}
			if s.test() {
				t.Errorf("%s: rule %s belongs beside the code that keeps it", s.path, r.id)
			}
			if !strings.HasPrefix(r.id, s.top) && s.top != "kit" {
				t.Errorf("%s: rule %s bears the name of another area", s.path, r.id)
			}
			rules[r.id] = r
		}
		for _, group := range s.file.Comments {
			for _, m := range testLine.FindAllStringSubmatch(group.Text(), -1) {
				for _, id := range ruleID.FindAllString(m[1], -1) {
					tested[id] = true
				}
			}
		}
	}
	for _, r := range rules {
		if !tested[r.id] {
			t.Errorf("%s: rule %s has no test; a test says \"// Tests rule %s.\"", r.path, r.id, r.id)
		}
	}
	for id := range tested {
		if _, ok := rules[id]; !ok {
			t.Errorf("a test says that it tests the rule %s, which stands nowhere", id)
		}
	}
	generated(t, "docs/rules.md", rulesPage(rules))
}

func rulesPage(rules map[string]rule) string {
	all := slices.SortedFunc(maps.Values(rules), func(a, b rule) int { return cmp.Compare(a.id, b.id) })
	var page strings.Builder
	page.WriteString("# The rules\n\nEvery rule of the product, from the comments beside the code that keeps it.\nWritten by `make docs`.\n")
	area := ""
	for _, r := range all {
		if now, _, _ := strings.Cut(r.id, "."); now != area {
			area = now
			fmt.Fprintf(&page, "\n## %s\n\n", area)
		}
		fmt.Fprintf(&page, "- **%s**: %s ([%s](../%s))\n", r.id, r.text, r.path, r.path)
	}
	return page.String()
}

// generated compares a file with what it is made from, or writes it.
func generated(t *testing.T, name, text string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if old, _ := os.ReadFile(name); string(old) != text {
		t.Errorf("%s is old: run 'make docs'", name)
	}
}
