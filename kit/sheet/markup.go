package sheet

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"

	"pesnet/kit/fault"
)

// markup reads the XML of a workbook tag by tag. Nothing is built from it, so
// that depth costs nothing; a tag or a text has a longest length; there are no
// entities to expand, and a document type is refused.
type markup struct {
	decoder *xml.Decoder
	source  *rationed
	part    string
	tooLong func() error // what to say of a tag or text beyond every limit
}

// longestToken leaves room for the longest text that a cell may hold, escaped.
const longestToken = 1 << 20

var errTokenTooLong = errors.New("tag or text too long")

func newMarkup(source io.Reader, part string) *markup {
	r := &rationed{source: bufio.NewReaderSize(source, 64<<10)}
	return &markup{decoder: xml.NewDecoder(r), source: r, part: part}
}

// next returns the next tag or text; io.EOF at the end.
func (m *markup) next() (xml.Token, error) {
	m.source.left = longestToken
	token, err := m.decoder.RawToken()
	if err == errTokenTooLong && m.tooLong != nil {
		return nil, m.tooLong()
	}
	if err != nil && err != io.EOF {
		return nil, broken(m.part, err)
	}
	if _, ok := token.(xml.Directive); ok {
		return nil, refuse("sheet.workbook-broken", "part", m.part)
	}
	return token, err
}

// eachTag calls do with every opening tag of a part.
func (a *archive) eachTag(part string, do func(tag xml.StartElement) error) error {
	content, err := a.open(part)
	if err != nil {
		return err
	}
	defer content.Close()
	m := newMarkup(content, part)
	for {
		token, err := m.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if tag, ok := token.(xml.StartElement); ok {
			if err := do(tag); err != nil {
				return err
			}
		}
	}
}

// attribute returns the value of an attribute, whatever its name space.
func attribute(tag xml.StartElement, name string) string {
	for i := range tag.Attr {
		if tag.Attr[i].Name.Local == name {
			return tag.Attr[i].Value
		}
	}
	return ""
}

// rationed gives the decoder no more than a token may need.
type rationed struct {
	source *bufio.Reader
	left   int
}

func (r *rationed) ReadByte() (byte, error) {
	if r.left == 0 {
		return 0, errTokenTooLong
	}
	r.left--
	return r.source.ReadByte()
}

// Read is there for encoding/xml, which asks for a reader and reads bytes.
func (r *rationed) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, errTokenTooLong
	}
	n, err := r.source.Read(p[:min(len(p), r.left)])
	r.left -= n
	return n, err
}

// broken blames the file for an error of unpacking or parsing, but not for one
// of the disk, nor for a refusal that has its own words.
func broken(part string, err error) error {
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return err
	}
	if _, ok := errors.AsType[*fault.Fault](err); ok {
		return err
	}
	return refuse("sheet.workbook-broken", "part", part)
}
