package sheet

import (
	"encoding/xml"
	"io"
	"os"
	"path"
	"strconv"
	"strings"
)

// book is what all sheets of a workbook share. Cells are read here and not by
// excelize, which tells neither a date from a number without reading the whole
// sheet into memory, nor a damaged sheet from a short one.
type book struct {
	archive *archive
	sheets  []sheetPart
	texts   sharedTexts
	formats []dateFormat // by number of the style
	from    int          // day 0 of its dates: 1900 or 1904
}

// sheetPart is a sheet by its name and its place in the archive.
type sheetPart struct {
	name, part string
	hidden     bool
}

func openBook(file *os.File, size int64, limits Limits) (*book, error) {
	archive, err := openArchive(file, size, limits)
	if err != nil {
		return nil, err
	}
	if err := isWorkbook(archive); err != nil {
		return nil, err
	}
	b := &book{archive: archive, from: 1900}
	root, err := b.relations("")
	if err != nil {
		return nil, err
	}
	main := root.byKind["officeDocument"]
	relations, err := b.relations(main)
	if err != nil {
		return nil, err
	}
	if err := b.readSheets(main, relations); err != nil {
		return nil, err
	}
	if err := b.readFormats(relations.byKind["styles"]); err != nil {
		return nil, err
	}
	return b, b.texts.read(archive, relations.byKind["sharedStrings"], limits)
}

// isWorkbook tells Excel's workbooks from other zip files.
func isWorkbook(a *archive) error {
	switch {
	case a.has("xl/workbook.bin"):
		return refuse("sheet.binary-workbook")
	case a.has("_rels/.rels") && (a.has("xl/workbook.xml") || !a.has("word/document.xml") && !a.has("ppt/presentation.xml")):
		return nil
	case a.has("mimetype") && a.has("content.xml"):
		return refuse("sheet.opendocument")
	}
	return refuse("sheet.not-a-workbook")
}

// relations say which part of the archive is what.
type relations struct{ byID, byKind map[string]string }

// relations reads those of a part; of the archive itself for "".
func (b *book) relations(part string) (relations, error) {
	r := relations{map[string]string{}, map[string]string{}}
	folder, name := path.Split(part)
	list := path.Join(folder, "_rels", name+".rels")
	err := b.archive.eachTag(list, func(tag xml.StartElement) error {
		if tag.Name.Local != "Relationship" || attribute(tag, "TargetMode") == "External" {
			return nil
		}
		target := attribute(tag, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", folder, target)
		}
		target = strings.TrimPrefix(path.Clean(target), "/")
		r.byID[attribute(tag, "Id")] = target
		r.byKind[path.Base(attribute(tag, "Type"))] = target
		return nil
	})
	return r, err
}

func (b *book) readSheets(main string, relations relations) error {
	err := b.archive.eachTag(main, func(tag xml.StartElement) error {
		switch tag.Name.Local {
		case "workbookPr":
			if v := attribute(tag, "date1904"); v == "1" || v == "true" {
				b.from = 1904
			}
		case "sheet":
			part := relations.byID[relationID(tag)]
			if part == "" || strings.Contains(part, "chartsheets/") || strings.Contains(part, "dialogsheets/") {
				return nil
			}
			state := attribute(tag, "state")
			b.sheets = append(b.sheets, sheetPart{attribute(tag, "name"), part, state == "hidden" || state == "veryHidden"})
		}
		return nil
	})
	if err == nil && len(b.sheets) == 0 {
		return refuse("sheet.not-a-workbook")
	}
	return err
}

// relationID is r:id; a sheet has a plain sheetId too.
func relationID(tag xml.StartElement) string {
	for _, a := range tag.Attr {
		if a.Name.Local == "id" {
			return a.Value
		}
	}
	return ""
}

// readFormats finds the styles that show a number as a date.
func (b *book) readFormats(part string) error {
	if part == "" || !b.archive.has(part) {
		return nil
	}
	own, inside := map[string]dateFormat{}, false
	return b.archive.eachTag(part, func(tag xml.StartElement) error {
		switch tag.Name.Local {
		case "numFmt":
			own[attribute(tag, "numFmtId")] = dateFormatOf(attribute(tag, "formatCode"))
		case "cellXfs":
			inside = true
		case "cellStyles", "cellStyleXfs", "dxfs":
			inside = false
		case "xf":
			if inside {
				b.formats = append(b.formats, b.format(own, attribute(tag, "numFmtId")))
			}
		}
		return nil
	})
}

func (b *book) format(own map[string]dateFormat, id string) dateFormat {
	if format, ok := own[id]; ok {
		return format
	}
	number, _ := strconv.Atoi(id)
	return builtInDateFormat(number)
}

// find returns the sheet of the name; for no name the first that is visible.
func (b *book) find(name string) (sheetPart, error) {
	for _, s := range b.sheets {
		if s.name == name || name == "" && !s.hidden {
			return s, nil
		}
	}
	if name == "" {
		return b.sheets[0], nil
	}
	return sheetPart{}, refuse("sheet.no-sheet", "sheet", name)
}

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
		t.ends = append(t.ends, uint32(all.Len()))
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
