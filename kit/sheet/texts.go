package sheet

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// sharedTexts holds the texts of all cells, each once, in one string.
type sharedTexts struct {
	all  string
	ends []uint32
}

// longestTexts keeps a workbook from taking the memory that its table needs.
const (
	longestTexts = 64 << 20
	mostTexts    = 4 << 20
)

func (t *sharedTexts) read(a *archive, part string, limits Limits) error {
	if part == "" || !a.has(part) {
		return nil
	}
	content, err := a.open(part)
	if err != nil {
		return err
	}
	defer content.Close()
	m, all := newMarkup(content, part), strings.Builder{}
	all.Grow(int(min(a.size(part), longestTexts)))
	var text []byte
	for {
		token, err := m.next()
		if err == io.EOF {
			t.all = all.String()
			return nil
		}
		if err != nil {
			return err
		}
		if tag, ok := token.(xml.StartElement); !ok || tag.Name.Local != "si" {
			continue
		}
		if text, err = m.text(text[:0], "si", limits.Field); err != nil {
			return err
		}
		all.Write(text)
		t.ends = append(t.ends, uint32(all.Len())) // #nosec G115 -- longestTexts and a field more is far below
		if all.Len() > longestTexts || len(t.ends) > mostTexts {
			return refuse("sheet.zip-too-large", "limit", longestTexts>>20)
		}
	}
}

// get returns a text by its number.
func (t *sharedTexts) get(number string) (string, bool) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n >= len(t.ends) {
		return "", false
	}
	from := uint32(0)
	if n > 0 {
		from = t.ends[n-1]
	}
	return t.all[from:t.ends[n]], true
}

// text gathers the value or the text up to the closing tag: runs of different
// looks, but not the reading aids of Japanese. Of a text longer than the limit
// it keeps one byte more, so that whoever uses the text sees that.
func (m *markup) text(out []byte, closing string, limit int) ([]byte, error) {
	inText, aside := false, false
	for {
		token, err := m.next()
		if err != nil {
			return nil, unexpectedEnd(m.part, err)
		}
		switch tag := token.(type) {
		case xml.StartElement:
			inText = tag.Name.Local == "t" || tag.Name.Local == "v"
			aside = aside || tag.Name.Local == "rPh"
		case xml.EndElement:
			inText = false
			switch tag.Name.Local {
			case closing:
				return unescape(out), nil
			case "rPh":
				aside = false
			}
		case xml.CharData:
			if inText && !aside {
				out = append(out, tag[:min(len(tag), limit+1-len(out))]...)
			}
		}
	}
}

// unexpectedEnd refuses a part that ends in the middle.
func unexpectedEnd(part string, err error) error {
	if err == io.EOF {
		return refuse("sheet.workbook-broken", "part", part)
	}
	return err
}

// unescape puts back the characters that XML cannot hold and Excel writes as
// _x000D_.
func unescape(text []byte) []byte {
	out := text[:0]
	for i := 0; i < len(text); i++ {
		if text[i] == '_' && i+7 <= len(text) && text[i+1] == 'x' && text[i+6] == '_' {
			if c, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16); err == nil {
				out = append(out, string(rune(c))...)
				i += 6
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}
