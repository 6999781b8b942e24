package meeting

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/fault"
)

// Paper is a document for an item of an agenda.
type Paper struct {
	ID       string
	Meeting  string // id
	Item     string // id
	Number   string // 2a
	Revision int    // 0 = the first
	Name     string // of the file
	Type     string // its media type
	Size     int64
	SHA256   string
	Late     bool // came after the announcement
	Added    time.Time
}

// MostPaper is how many bytes a paper may have.
const MostPaper = 20 << 20

// kinds are the files that are taken, by the end of their name: the media type
// under which they are served, and how they begin.
var kinds = map[string]struct{ media, begins string }{
	".pdf":  {"application/pdf", "%PDF-"},
	".docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\x03\x04"},
	".xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\x03\x04"},
	".pptx": {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "PK\x03\x04"},
	".odt":  {"application/vnd.oasis.opendocument.text", "PK\x03\x04"},
	".ods":  {"application/vnd.oasis.opendocument.spreadsheet", "PK\x03\x04"},
	".odp":  {"application/vnd.oasis.opendocument.presentation", "PK\x03\x04"},
	".csv":  {"text/csv; charset=utf-8", ""},
	".txt":  {"text/plain; charset=utf-8", ""},
}

// Accepted are the ends of the names of files that are taken.
func Accepted() (all []string) {
	for end := range kinds {
		all = append(all, end)
	}
	slices.Sort(all)
	return all
}

// read takes in a file as a paper.
//
// Rule meeting.paper: a paper is a document of a usual kind, is what its name
// says, and is not too large; it is served as a file to save, never shown by
// the browser as a page of this site.
func (p Paper) read(name string, content []byte) (Paper, error) {
	p.Name = path.Base(strings.ReplaceAll(strings.TrimSpace(name), `\`, "/"))
	kind, known := kinds[strings.ToLower(path.Ext(p.Name))]
	switch {
	case len(content) == 0:
		return p, fault.New(fault.Invalid, "meeting.paper.none").On("file")
	case len(content) > MostPaper:
		return p, fault.New(fault.TooLarge, "meeting.paper.large", "most", MostPaper>>20).On("file")
	case !known || len(p.Name) > longest || strings.ContainsFunc(p.Name, func(r rune) bool { return r < ' ' }):
		return p, fault.New(fault.Invalid, "meeting.paper.kind", "kinds", strings.Join(Accepted(), " ")).On("file")
	case !bytes.HasPrefix(content, []byte(kind.begins)) || kind.begins == "" && bytes.IndexByte(content, 0) >= 0:
		return p, fault.New(fault.Invalid, "meeting.paper.other").On("file")
	}
	sum := sha256.Sum256(content)
	p.Type, p.Size, p.SHA256 = kind.media, int64(len(content)), hex.EncodeToString(sum[:])
	return p, nil
}

// numbered gives a paper the next free number of its item, 2a then 2b; one
// that takes the place of another has its number, in the next revision.
func (p Paper) numbered(position int, others []Paper, instead string) (Paper, error) {
	if instead == "" {
		taken := countOf(others, func(o Paper) bool { return o.Item == p.Item && o.Revision == 0 })
		if taken >= 26 {
			return p, fault.New(fault.Invalid, "meeting.paper.many").On("file")
		}
		p.Number = strconv.Itoa(position) + string(rune('a'+taken))
		return p, nil
	}
	for _, o := range others {
		if o.Item == p.Item && o.Number == instead {
			p.Number, p.Revision = o.Number, max(p.Revision, o.Revision+1)
		}
	}
	if p.Number == "" {
		return p, fault.New(fault.Invalid, "meeting.paper.instead").On("instead")
	}
	return p, nil
}

// Label is how a paper is cited among all of its meeting: "2a", "4 rev 1"; the
// only one of an item goes without a letter.
func (p Paper) Label(all []Paper) string {
	label := p.Number
	if !slices.ContainsFunc(all, func(o Paper) bool { return o.Item == p.Item && o.Number != p.Number }) {
		label = strings.TrimRight(label, "abcdefghijklmnopqrstuvwxyz")
	}
	if p.Revision > 0 {
		label += " rev " + strconv.Itoa(p.Revision)
	}
	return label
}
