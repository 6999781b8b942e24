package figure

import (
	"encoding/json"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// jsonStream reads JSON value by value in bounded memory, however large the
// file and however malicious: the decoder of the standard library would gather
// a text of 300 MB, and is ten times slower at single figures.
type jsonStream struct {
	file   io.ReadCloser
	size   int64
	before int64 // bytes of the file before buf
	buf    []byte
	at     int // the next byte of buf
	depth  int
	scalar []byte // the text or number read last
}

// No message of figures nests deeper or has longer texts than these.
const (
	jsonDepth = 64
	jsonText  = 64 << 10
)

func openJSON(path string, about sheet.About) (*jsonStream, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	file, err := sheet.OpenText(path, about)
	if err != nil {
		return nil, err
	}
	size := info.Size()
	if about.Gzip {
		size *= 10 // about what JSON of figures packs to; for the progress bar only
	}
	return &jsonStream{file: file, size: size, buf: make([]byte, 0, 64<<10)}, nil
}

// Close closes the file.
func (s *jsonStream) Close() error { return s.file.Close() }

// done is how much is read, from 0 to 1.
func (s *jsonStream) done() float64 {
	return min(1, float64(s.offset())/float64(max(1, s.size)))
}

func (s *jsonStream) offset() int64 { return s.before + int64(s.at) }

// object reads an object; each is called with every key and reads its value.
// It is no error that another value stands there: that is passed over.
func (s *jsonStream) object(each func(key string) error) error {
	return s.inside('{', '}', func(int) error {
		if c, err := s.peek(); err != nil || c != '"' {
			return s.broken(err)
		}
		key, _, err := s.text()
		if err == nil {
			err = s.expect(':')
		}
		if err != nil {
			return err
		}
		return each(key)
	})
}

// array reads an array; each reads one value.
func (s *jsonStream) array(each func(i int) error) error { return s.inside('[', ']', each) }

func (s *jsonStream) inside(begin, end byte, each func(i int) error) error {
	c, err := s.peek()
	if err != nil {
		return s.broken(err)
	}
	if c != begin {
		return s.skip()
	}
	if err := s.enter(); err != nil {
		return err
	}
	for i := 0; ; i++ {
		if more, err := s.item(end, i); err != nil || !more {
			return err
		}
		if err := each(i); err != nil {
			return err
		}
	}
}

// enter goes into an array or object.
func (s *jsonStream) enter() error {
	s.at++
	if s.depth++; s.depth > jsonDepth {
		return fault.New(fault.TooLarge, "indicator.import.json-depth", "limit", jsonDepth)
	}
	return nil
}

// item is whether there is an i-th member before the closing bracket, which it
// passes over.
func (s *jsonStream) item(end byte, i int) (bool, error) {
	c, err := s.peek()
	switch {
	case err != nil:
		return false, s.broken(err)
	case c == end:
		s.at++
		s.depth--
		return false, nil
	case i > 0:
		return true, s.expect(',')
	}
	return true, nil
}

func (s *jsonStream) expect(sign byte) error {
	if c, err := s.peek(); err != nil || c != sign {
		return s.broken(err)
	}
	s.at++
	return nil
}

// skip passes over a value. What is inside is not looked at, but for its end.
func (s *jsonStream) skip() error {
	c, err := s.peek()
	if err != nil {
		return s.broken(err)
	}
	if c != '{' && c != '[' {
		_, _, err := s.text()
		return err
	}
	for depth := 0; ; {
		c, err := s.peek()
		switch {
		case err != nil:
			return s.broken(err)
		case c == '"':
			err = s.quoted()
		case c == '{', c == '[':
			depth++
			s.at++
		case c == '}', c == ']':
			depth--
			s.at++
		default:
			s.at++
		}
		if s.depth+depth > jsonDepth {
			return fault.New(fault.TooLarge, "indicator.import.json-depth", "limit", jsonDepth)
		}
		if err != nil || depth == 0 {
			return err
		}
	}
}

// text reads a scalar as text; null and what is no scalar are nothing.
func (s *jsonStream) text() (text string, null bool, err error) {
	c, err := s.peek()
	switch {
	case err != nil:
		return "", false, s.broken(err)
	case c == '{', c == '[':
		return "", true, s.skip()
	case c == '"':
		if err := s.quoted(); err != nil {
			return "", false, err
		}
		return s.unquoted()
	}
	if err := s.literal(); err != nil {
		return "", false, err
	}
	switch text := string(s.scalar); text {
	case "null":
		return "", true, nil
	case "true", "false":
		return text, false, nil
	default:
		if strings.Trim(text, "0123456789.eE+-") != "" || text == "" {
			return "", false, s.broken(nil)
		}
		return text, false, nil
	}
}

// quoted reads a text with its quotes into scalar.
func (s *jsonStream) quoted() error {
	s.scalar = append(s.scalar[:0], '"')
	s.at++
	for escaped := false; ; {
		if s.at == len(s.buf) {
			if err := s.fill(); err != nil {
				return s.broken(err)
			}
		}
		c := s.buf[s.at]
		s.at++
		s.scalar = append(s.scalar, c)
		switch {
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case c == '"':
			return nil
		}
		if len(s.scalar) > jsonText {
			return tooLong()
		}
	}
}

func tooLong() error {
	return fault.New(fault.TooLarge, "indicator.import.json-text", "limit", jsonText>>10)
}

// unquoted is the text in scalar; one with an escape or a control character is
// left to the standard library.
func (s *jsonStream) unquoted() (string, bool, error) {
	inside := s.scalar[1 : len(s.scalar)-1]
	for _, c := range inside {
		if c == '\\' || c < ' ' {
			var text string
			if err := json.Unmarshal(s.scalar, &text); err != nil {
				return "", false, s.broken(nil)
			}
			return text, false, nil
		}
	}
	if !utf8.Valid(inside) {
		return strings.ToValidUTF8(string(inside), "\ufffd"), false, nil
	}
	return string(inside), false, nil
}

// literal reads a number, true, false or null into scalar.
func (s *jsonStream) literal() error {
	s.scalar = s.scalar[:0]
	for {
		if s.at == len(s.buf) {
			if err := s.fill(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
		switch c := s.buf[s.at]; c {
		case ',', ']', '}', ':', ' ', '\t', '\r', '\n':
			return nil
		default:
			s.scalar = append(s.scalar, c)
			s.at++
		}
		if len(s.scalar) > jsonText {
			return tooLong()
		}
	}
}

// peek is the next byte that is no space.
func (s *jsonStream) peek() (byte, error) {
	for {
		for ; s.at < len(s.buf); s.at++ {
			switch c := s.buf[s.at]; c {
			case ' ', '\t', '\r', '\n':
			default:
				return c, nil
			}
		}
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
}

// fill reads on once all of buf is used.
func (s *jsonStream) fill() error {
	s.before += int64(len(s.buf))
	s.buf, s.at = s.buf[:cap(s.buf)], 0
	n, err := io.ReadAtLeast(s.file, s.buf, 1)
	s.buf = s.buf[:n]
	return err
}

// broken is what is wrong with the file: why it could not be read, or that it
// is no JSON there.
func (s *jsonStream) broken(err error) error {
	if err != nil && err != io.EOF {
		return err
	}
	return fault.New(fault.Invalid, "indicator.import.json-broken", "byte", s.offset())
}
