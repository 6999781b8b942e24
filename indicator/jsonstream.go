package indicator

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"

	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// jsonStream reads JSON value by value in bounded memory, however large the
// file and however malicious.
type jsonStream struct {
	*json.Decoder
	file io.Closer
	size int64
}

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
	s := &jsonStream{json.NewDecoder(&jsonGuard{source: bufio.NewReaderSize(file, 64<<10)}), file, size}
	s.UseNumber()
	return s, nil
}

// Close closes the file.
func (s *jsonStream) Close() error { return s.file.Close() }

// done is how much is read, from 0 to 1.
func (s *jsonStream) done() float64 {
	return min(1, float64(s.InputOffset())/float64(max(1, s.size)))
}

// object reads an object; each is called with every key and reads its value.
// It is no error that another value stands there: that is passed over.
func (s *jsonStream) object(each func(key string) error) error {
	return s.inside('{', func() error {
		key, err := s.token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		return each(name)
	})
}

// array reads an array; each reads one value.
func (s *jsonStream) array(each func(i int) error) error {
	i := -1
	return s.inside('[', func() error {
		i++
		return each(i)
	})
}

func (s *jsonStream) inside(bracket json.Delim, each func() error) error {
	begin, err := s.token()
	if err != nil {
		return err
	}
	if begin != bracket {
		return s.leave(begin)
	}
	for s.More() {
		if err := each(); err != nil {
			return err
		}
	}
	_, err = s.token()
	return err
}

// skip passes over a value.
func (s *jsonStream) skip() error {
	begin, err := s.token()
	if err != nil {
		return err
	}
	return s.leave(begin)
}

// leave passes over the rest of a value whose first token is read.
func (s *jsonStream) leave(begin json.Token) error {
	depth := 0
	for token := begin; ; {
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth <= 0 {
			return nil
		}
		var err error
		if token, err = s.token(); err != nil {
			return err
		}
	}
}

// text reads a scalar as text; null and what is no scalar are nothing.
func (s *jsonStream) text() (text string, null bool, err error) {
	token, err := s.token()
	if err != nil {
		return "", false, err
	}
	switch v := token.(type) {
	case string:
		return v, false, nil
	case json.Number:
		return v.String(), false, nil
	case nil:
		return "", true, nil
	}
	return "", true, s.leave(token)
}

// token reads on; what is wrong with the text is refused with its place.
func (s *jsonStream) token() (json.Token, error) {
	token, err := s.Token()
	if err == nil {
		return token, nil
	}
	if _, ok := errors.AsType[*fault.Fault](err); ok {
		return nil, err
	}
	if _, ok := errors.AsType[*os.PathError](err); ok {
		return nil, err
	}
	return nil, fault.New(fault.Invalid, "indicator.import.json-broken", "byte", s.InputOffset())
}

// No message of figures nests deeper or has longer texts than these.
const (
	jsonDepth = 64
	jsonText  = 64 << 10
)

// jsonGuard lets JSON through as long as what the decoder must hold in memory,
// its nesting and one text or number, stays small.
type jsonGuard struct {
	source  io.Reader
	depth   int
	length  int // of the text or number being read
	quoted  bool
	escaped bool
}

// Read passes on the source.
func (g *jsonGuard) Read(p []byte) (int, error) {
	n, err := g.source.Read(p)
	for _, c := range p[:n] {
		g.length++
		switch {
		case g.escaped:
			g.escaped = false
		case g.quoted:
			g.escaped = c == '\\'
			if c == '"' {
				g.quoted, g.length = false, 0
			}
		default:
			g.outside(c)
		}
		if g.length > jsonText {
			return 0, fault.New(fault.TooLarge, "indicator.import.json-text", "limit", jsonText>>10)
		}
		if g.depth > jsonDepth {
			return 0, fault.New(fault.TooLarge, "indicator.import.json-depth", "limit", jsonDepth)
		}
	}
	return n, err
}

func (g *jsonGuard) outside(c byte) {
	switch c {
	case '"':
		g.quoted, g.length = true, 0
	case '{', '[':
		g.depth++
		g.length = 0
	case '}', ']':
		g.depth--
		g.length = 0
	case ',', ':', ' ', '\t', '\r', '\n':
		g.length = 0
	}
}
