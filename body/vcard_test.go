package body

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"pesnet/lang"
	"pesnet/network"
)

// property is a line of a vCard as a reader of the format finds it.
type property struct{ name, value string }

// parse reads a vCard 4.0 by the letter of RFC 6350: lines end with CRLF and
// are at most 75 bytes, those that begin with a space go on from the one
// before.
func parse(t interface{ Fatalf(string, ...any) }, text string) (all []property) {
	if !strings.HasSuffix(text, "\r\n") {
		t.Fatalf("the card does not end with a line")
	}
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Fatalf("a line of %d bytes: %q", len(line), line)
		}
		if strings.HasPrefix(line, " ") {
			lines[len(lines)-1] += line[1:]
			continue
		}
		lines = append(lines, line)
	}
	for _, line := range lines {
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" {
			t.Fatalf("no property: %q", line)
		}
		name, _, _ = strings.Cut(name, ";")
		all = append(all, property{name, value})
	}
	return all
}

// unescaped gives the parts of a value, parted by a mark that is not escaped.
func unescaped(value string, mark byte) (parts []string) {
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		switch {
		case value[i] == '\\' && i+1 < len(value):
			i++
			if value[i] == 'n' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(value[i])
			}
		case value[i] == mark:
			parts = append(parts, b.String())
			b.Reset()
		default:
			b.WriteByte(value[i])
		}
	}
	return append(parts, b.String())
}

func value(all []property, name string) string {
	for _, p := range all {
		if p.name == name {
			return p.value
		}
	}
	return ""
}

// Whatever stands in names and topics comes back as it was, and nothing of it
// becomes a property of its own.
func TestACardComesBackAsItWas(t *testing.T) {
	words := lang.All.In("lt")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[\x20-\x7eąžčßдλ語🙂;,:\\"\n]{1,120}`)
		e := Entry{Contact: Contact{Person: network.Person{ID: "0199", Name: text.Draw(t, "name")}, Organisation: network.Organisation{NativeName: text.Draw(t, "organisation")},
			Email: "ona@gintara.example", Phone: "+370 (600) 00-000", Languages: "lt en", Topics: "digital mobility"}, Roles: []string{"board_member", "second_vice"}}
		got := parse(t, card(e, words))
		if len(got) != 14 || got[0] != (property{"BEGIN", "VCARD"}) || got[1] != (property{"VERSION", "4.0"}) || got[13] != (property{"END", "VCARD"}) {
			t.Fatalf("%d properties: %+v", len(got), got)
		}
		if name := unescaped(value(got, "FN"), 0); name[0] != e.Person.Name {
			t.Fatalf("the name %q came back as %q", e.Person.Name, name)
		}
		if of := unescaped(value(got, "ORG"), ';'); len(of) != 1 || of[0] != e.Organisation.NativeName {
			t.Fatalf("the organisation %q came back as %q", e.Organisation.NativeName, of)
		}
		if n := unescaped(value(got, "N"), ';'); len(n) != 5 || strings.TrimSpace(n[1]+" "+n[0]) != strings.TrimSpace(e.Person.Name) {
			t.Fatalf("the parts of %q came back as %q", e.Person.Name, n)
		}
		if topics := unescaped(value(got, "CATEGORIES"), ','); len(topics) != 2 || topics[0] != words.T("body.topic.digital") {
			t.Fatalf("topics came back as %q", topics)
		}
		if value(got, "TEL") != "tel:+37060000000" || value(got, "EMAIL") != "ona@gintara.example" {
			t.Fatalf("telephone %q, e-mail %q", value(got, "TEL"), value(got, "EMAIL"))
		}
	})
}
