package body

import (
	"strings"
	"unicode/utf8"

	"pesnet/kit/lang"
)

// card writes an entry as a vCard 4.0 (RFC 6350); words says roles and topics
// in the reader's language.
func card(e Entry, words *lang.Words) string {
	var c vcard
	c.line("BEGIN", "VCARD")
	c.line("VERSION", "4.0")
	c.line("KIND", "individual")
	c.line("UID", "urn:uuid:"+e.Person.ID)
	c.line("FN", escaped(e.Person.Name))
	c.line("N", structured(e.Person.Name))
	c.line("ORG", escaped(e.Organisation.Named(words.Code())))
	var roles, topics []string
	for _, role := range e.Roles {
		roles = append(roles, roleName(role, words))
	}
	for t := range strings.FieldsSeq(e.Topics) {
		topics = append(topics, escaped(words.T("body.topic."+t)))
	}
	c.line("TITLE", escaped(strings.Join(roles, ", ")))
	if e.Email != "" {
		c.line("EMAIL;TYPE=work", escaped(e.Email))
	}
	if e.Phone != "" {
		c.line("TEL;VALUE=uri;TYPE=work", "tel:"+plainNumber(e.Phone))
	}
	for l := range strings.FieldsSeq(e.Languages) {
		c.line("LANG", l)
	}
	if len(topics) > 0 {
		c.line("CATEGORIES", strings.Join(topics, ","))
	}
	c.line("END", "VCARD")
	return c.String()
}

// roleName says a role of a network or of a seat in words.
func roleName(role string, words *lang.Words) string {
	if key := "network.role." + role; words.Has(key) {
		return words.T(key)
	}
	return words.T("body.role." + role)
}

// vcard is lines that end with CRLF and are folded after 75 bytes, between
// letters.
type vcard struct{ strings.Builder }

func (c *vcard) line(name, value string) {
	const most = 75
	line := name + ":" + value
	room := most
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		c.WriteString(line[:cut] + "\r\n ")
		line, room = line[cut:], most-1
	}
	c.WriteString(line + "\r\n")
}

// escaped writes a text so that no mark of it is taken for one of the format.
func escaped(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(text, ""))
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, text)
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, ",", `\,`, ";", `\;`).Replace(text)
}

// structured parts a name at its last space: family name first. What part of a
// name is which nobody can know; FN is the one that is shown.
func structured(name string) string {
	name = strings.TrimSpace(name)
	if at := strings.LastIndexByte(name, ' '); at > 0 {
		return escaped(name[at+1:]) + ";" + escaped(name[:at]) + ";;;"
	}
	return escaped(name) + ";;;;"
}

// plainNumber is a telephone number as an address: +37061234567.
func plainNumber(phone string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
}
