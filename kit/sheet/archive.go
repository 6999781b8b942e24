package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
)

// archive is the zip file of a workbook, looked through before any of it is
// unpacked. Only the parts that hold cells are ever opened: macros, links to
// other files and embedded documents stay where they are.
type archive struct {
	parts map[string]*zip.File // by name, in lower case
}

func openArchive(file *os.File, size int64, limits Limits) (*archive, error) {
	if err := directory(file, size, limits); err != nil {
		return nil, err
	}
	listed, err := zip.NewReader(file, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, broken("zip", err)
	}
	a := &archive{parts: make(map[string]*zip.File, len(listed.File))}
	for _, part := range listed.File {
		if err := a.add(part, limits); err != nil {
			return nil, err
		}
	}
	if err := bomb(listed.File, limits); err != nil {
		return nil, err
	}
	return a, overlap(listed.File)
}

// directory looks at the length of the list of parts before archive/zip reads
// it into memory. The number that the file itself gives may be a lie.
func directory(file io.ReaderAt, size int64, limits Limits) error {
	const endLength, longestComment, longestName = 22, 1 << 16, 1 << 10
	tail := make([]byte, min(size, endLength+longestComment))
	if _, err := file.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return err
	}
	end := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if end < 0 || len(tail)-end < endLength {
		return refuse("sheet.workbook-broken", "part", "zip")
	}
	count := int(binary.LittleEndian.Uint16(tail[end+10:]))
	begins := int64(binary.LittleEndian.Uint32(tail[end+16:]))
	length := size - begins
	if count > limits.Entries || begins <= size && length > int64(limits.Entries)*longestName+longestComment {
		return refuse("sheet.zip-entries", "limit", limits.Entries)
	}
	if begins > size {
		return refuse("sheet.workbook-broken", "part", "zip")
	}
	return nil
}

func (a *archive) add(part *zip.File, limits Limits) error {
	name := strings.ToLower(part.Name)
	switch {
	case len(a.parts) >= limits.Entries:
		return refuse("sheet.zip-entries", "limit", limits.Entries)
	case strings.HasPrefix(name, "/"), strings.Contains(name, `\`), strings.Contains(name, ":"),
		slices.Contains(strings.Split(name, "/"), ".."):
		return refuse("sheet.zip-name", "name", part.Name)
	case part.Flags&1 != 0:
		return refuse("sheet.encrypted")
	case a.parts[name] != nil:
		return refuse("sheet.workbook-broken", "part", part.Name)
	}
	a.parts[name] = part
	return nil
}

// bomb refuses what would become too large. Declared sizes can be trusted
// here: archive/zip stops reading a part where its declared size ends.
func bomb(parts []*zip.File, limits Limits) error {
	const grace = 1 << 20                                        // a small part may be all the same
	const largest = 1 << 40                                      // packed sizes above are lies that no sum would survive
	most, ratio := uint64(limits.Unpacked), uint64(limits.Ratio) // #nosec G115 -- limits are above zero
	var total, packed uint64
	for _, part := range parts {
		if part.CompressedSize64 > largest {
			return refuse("sheet.workbook-broken", "part", part.Name)
		}
		total += part.UncompressedSize64
		packed += part.CompressedSize64
		if total > most || part.UncompressedSize64 > most {
			return refuse("sheet.zip-too-large", "limit", int(limits.Unpacked>>20))
		}
		if part.UncompressedSize64 > grace && part.UncompressedSize64/ratio > part.CompressedSize64 {
			return refuse("sheet.zip-bomb", "name", part.Name, "ratio", limits.Ratio)
		}
	}
	if total > grace && total/ratio > packed {
		return refuse("sheet.zip-bomb", "name", "zip", "ratio", limits.Ratio)
	}
	return nil
}

// overlap refuses parts that share their bytes, as only bombs do.
func overlap(parts []*zip.File) error {
	type place struct{ from, to int64 }
	places := make([]place, 0, len(parts))
	for _, part := range parts {
		from, err := part.DataOffset()
		if err != nil {
			return broken(part.Name, err)
		}
		if part.CompressedSize64 > 0 {
			places = append(places, place{from, from + int64(part.CompressedSize64)}) // #nosec G115 -- bomb has refused more
		}
	}
	slices.SortFunc(places, func(a, b place) int { return int(min(1, max(-1, a.from-b.from))) })
	for i := 1; i < len(places); i++ {
		if places[i].from < places[i-1].to {
			return refuse("sheet.workbook-broken", "part", "zip")
		}
	}
	return nil
}

// open unpacks a part that must be there.
func (a *archive) open(name string) (io.ReadCloser, error) {
	part := a.parts[strings.ToLower(name)]
	if part == nil {
		return nil, refuse("sheet.workbook-broken", "part", name)
	}
	content, err := part.Open()
	if err != nil {
		return nil, broken(name, err)
	}
	return content, nil
}

func (a *archive) has(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// size is the length of a part once unpacked.
func (a *archive) size(name string) int64 {
	if part := a.parts[strings.ToLower(name)]; part != nil {
		return int64(part.UncompressedSize64) // #nosec G115 -- bomb has refused more
	}
	return 0
}
