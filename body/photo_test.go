package body

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"pesnet/kit/fault"
)

func picture(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	return m
}

// tagged is a JPEG with what a camera writes into it.
func tagged(t *testing.T, secret string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(400, 300), nil); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00"), secret...)
	head := []byte{0xff, 0xe1, 0, 0}
	binary.BigEndian.PutUint16(head[2:], uint16(len(exif)+2))
	return append(append(append([]byte{}, b.Bytes()[:2]...), append(head, exif...)...), b.Bytes()[2:]...)
}

// Tests rule body.photo.
func TestAPictureIsDrawnAnew(t *testing.T) {
	const secret = "GPS 54.6872 25.2797 camera 12345"
	file := tagged(t, secret)
	kept, err := Picture(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(kept, []byte("Exif")) || bytes.Contains(kept, []byte("54.6872")) {
		t.Error("the place is still in the picture")
	}
	about, kind, err := image.DecodeConfig(bytes.NewReader(kept))
	if err != nil || kind != "jpeg" || about.Width != 300 || about.Height != 300 {
		t.Errorf("kept as %s of %d × %d, %v; want a JPEG of 300 × 300", kind, about.Width, about.Height, err)
	}
	var large, moving bytes.Buffer
	if err := png.Encode(&large, picture(900, 1200)); err != nil {
		t.Fatal(err)
	}
	if kept, err = Picture(large.Bytes()); err != nil {
		t.Fatal(err)
	}
	if about, _, _ = image.DecodeConfig(bytes.NewReader(kept)); about.Width != side || about.Height != side {
		t.Errorf("a large one is kept as %d × %d", about.Width, about.Height)
	}
	if err := gif.Encode(&moving, picture(50, 50), nil); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"another format": moving.Bytes(), "text": []byte("<script>alert(1)</script>"), "too large": append(large.Bytes(), make([]byte, mostBytes)...), "broken off": file[:200], "nothing": nil} {
		if _, err := Picture(file); fault.ID(err) != "body.photo" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
