package accession

import (
	"bytes"
	"path"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Document is one that was signed.
type Document struct {
	Document string // partnership_agreement
	How      string // file or paper
	Name     string // of the file
	Kind     string // of the file: application/pdf
	Size     int64
	Sum      string // SHA-256 of the file
	SignedOn string
	Place    string
	At       time.Time
	By       string // id; empty = the applicant by the link
}

// mostBytes is the largest file that is taken.
const mostBytes = 10 << 20

// marks begin a file of a kind.
var marks = []struct{ kind, mark string }{{"application/pdf", "%PDF-"}, {"image/png", "\x89PNG\r\n\x1a\n"}, {"image/jpeg", "\xff\xd8\xff"}}

// kindOf tells what a file is by how it begins, whatever its name says.
func kindOf(file []byte) string {
	for _, m := range marks {
		if bytes.HasPrefix(file, []byte(m.mark)) {
			return m.kind
		}
	}
	return ""
}

// Check finds what cannot be taken of a signed document.
//
// Rule accession.document: a signed document is a PDF, PNG or JPEG of at most
// 10 MB, or recorded as signed on paper with the day and the place; it is not
// signed in the future.
func (d Document) Check(file []byte, today string) error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id).On(field))
		}
	}
	refuse(!network.Day(d.SignedOn), "network.day", "signed")
	refuse(d.SignedOn > today, "accession.document.future", "signed")
	switch d.How {
	case "file":
		refuse(len(file) == 0 || len(file) > mostBytes || kindOf(file) == "", "accession.document", "file")
	case "paper":
		refuse(strings.TrimSpace(d.Place) == "" || len(d.Place) > longest, "accession.document.place", "place")
	default:
		refuse(true, "accession.document", "file")
	}
	return wrong.Err()
}

// fileName is a name by which a file can be saved anywhere.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`"<>:|?*/\`, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	if len(name) > 120 {
		name = strings.ToValidUTF8(name[len(name)-120:], "")
	}
	return name
}
