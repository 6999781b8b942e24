package sheet

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"sync/atomic"

	"golang.org/x/text/transform"

	"pesnet/kit/fault"
)

// decode turns a file of text into UTF-8 without a byte order mark. Whether it
// is packed is seen from the file itself.
func decode(source io.Reader, about About) (io.Reader, error) {
	unpacked, _, err := unpack(source)
	if err != nil {
		return nil, err
	}
	text := bufio.NewReaderSize(unpacked, 64<<10)
	head, _ := text.Peek(3)
	if bytes.HasPrefix(head, marks["UTF-8"]) && (about.Encoding == "" || about.Encoding == "UTF-8") {
		_, err := text.Discard(3)
		return text, err
	}
	if about.Encoding == "" || about.Encoding == "UTF-8" {
		return text, nil
	}
	found, ok := encodings[about.Encoding]
	if !ok {
		return nil, refuse("sheet.encoding-unknown", "encoding", about.Encoding)
	}
	if mark := marks[about.Encoding]; mark != nil && bytes.HasPrefix(head, mark) {
		if _, err := text.Discard(len(mark)); err != nil {
			return nil, err
		}
	}
	return transform.NewReader(text, found.NewDecoder()), nil
}

// unpack opens what gzip has packed and passes on everything else.
func unpack(source io.Reader) (text io.Reader, packed bool, err error) {
	counted := &counter{source: source}
	head := bufio.NewReaderSize(counted, 64<<10)
	if magic, _ := head.Peek(2); !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return head, false, nil
	}
	unzipped, err := gzip.NewReader(head)
	if err != nil {
		return nil, true, brokenGzip(err)
	}
	return &bounded{source: unzipped, packed: counted}, true, nil
}

// A packed table may be far larger than memory, as it is never held in it. But
// no figures written by people or programs pack a thousand times smaller.
const (
	gzipTotal = 20 << 30
	gzipRatio = 1000
	gzipGrace = 10 << 20
)

// bounded reads from gzip and stops at a bomb.
type bounded struct {
	source io.Reader
	packed *counter
	total  int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.source.Read(p)
	b.total += int64(n)
	switch {
	case b.total > gzipTotal:
		return 0, refuse("sheet.gzip-too-large", "limit", gzipTotal>>30)
	case b.total > gzipGrace && b.total > gzipRatio*b.packed.read.Load():
		return 0, refuse("sheet.gzip-bomb", "ratio", gzipRatio)
	case err != nil && err != io.EOF:
		return n, brokenGzip(err)
	}
	return n, err
}

// brokenGzip blames the file, unless the disk or a refusal is to blame.
func brokenGzip(err error) error {
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return err
	}
	if _, ok := errors.AsType[*fault.Fault](err); ok {
		return err
	}
	return refuse("sheet.gzip-broken")
}

// counter counts what is read.
type counter struct {
	source io.Reader
	read   atomic.Int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.source.Read(p)
	c.read.Add(int64(n))
	return n, err
}
