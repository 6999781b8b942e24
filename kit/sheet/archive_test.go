package sheet

import (
	"archive/zip"
	"testing"
)

// A packed size beyond all files would turn negative, and hide that parts
// share their bytes.
func TestAPackedSizeThatCannotBeIsRefused(t *testing.T) {
	for size, want := range map[uint64]bool{0: true, 100: true, 1 << 40: true, 1<<40 + 1: false, 1 << 63: false, 1<<64 - 1: false} {
		part := &zip.File{FileHeader: zip.FileHeader{Name: "sheet.xml", UncompressedSize64: 100, CompressedSize64: size}}
		if err := bomb([]*zip.File{part}, Standard); (err == nil) != want {
			t.Errorf("a part packed to %d bytes: %v", size, err)
		}
	}
}
