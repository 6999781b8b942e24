package sheet

import (
	"encoding/xml"
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
