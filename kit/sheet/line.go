package sheet

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// plainLine finds the fields of a line that holds nothing but text and
// separators, as most lines do.
func (r *records) plainLine() bool {
	data := r.buf[r.start:r.end]
	end := bytes.IndexByte(data, '\n')
	if end <= 0 || end > r.limits.Field || end > r.limits.Record {
		return false
	}
	line := data[:end]
	if line[end-1] == '\r' {
		line = line[:end-1]
	}
	if bytes.IndexByte(line, '"') >= 0 || bytes.IndexByte(line, '\r') >= 0 {
		return false
	}
	r.fields = split(r.fields, line, r.comma)
	if len(r.fields) > r.limits.Columns {
		r.fields = r.fields[:0] // the slow way finds out what is wrong
		return false
	}
	r.length = end + 1
	return true
}

// split cuts a line at its separators. It looks at eight bytes at a time: of a
// byte that equals the separator nothing is left by ^, and the sum then shows
// the zero in its highest bit.
func split(fields []span, line []byte, comma byte) []span {
	const each, low = 0x0101010101010101, 0x7f7f7f7f7f7f7f7f
	from, at := 0, 0
	for ; at+8 <= len(line); at += 8 {
		x := binary.LittleEndian.Uint64(line[at:]) ^ each*uint64(comma)
		for hits := ^((x&low + low) | x | low); hits != 0; hits &= hits - 1 {
			to := at + bits.TrailingZeros64(hits)/8
			fields = append(fields, span{from, to, false})
			from = to + 1
		}
	}
	for ; at < len(line); at++ {
		if line[at] == comma {
			fields = append(fields, span{from, at, false})
			from = at + 1
		}
	}
	return append(fields, span{from, len(line), false})
}

// blank passes over empty lines.
func (r *records) blank() error {
	for {
		if r.start == r.end && !r.more() {
			return r.failed
		}
		switch r.buf[r.start] {
		case '\n':
			r.start++
			r.row++
		case '\r':
			if r.start+1 == r.end {
				r.more()
			}
			if r.start+1 == r.end || r.buf[r.start+1] != '\n' {
				r.row++ // a lone \r ends a line; that of \r\n leaves it to the \n
			}
			r.start++
		default:
			return nil
		}
	}
}

// lineEnd takes the line end into the length of the record.
func (r *records) lineEnd() error {
	at := r.start + r.length
	if at == r.end {
		return r.ended()
	}
	r.length++
	if r.buf[at] == '\n' {
		return nil
	}
	if r.start+r.length == r.end && !r.more() {
		return r.ended()
	}
	if r.buf[r.start+r.length] == '\n' {
		r.length++
	}
	return nil
}
