package body

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	_ "image/png" // pictures may be PNG as well

	"pesnet/kit/fault"
)

// Largest picture that is taken: bytes of the file, points of a side.
const (
	mostBytes  = 1 << 20
	mostPoints = 6000
	side       = 320 // of the picture that is kept
)

// photoKind is the kind of every picture that is kept.
const photoKind = "image/jpeg"

// Picture makes the picture that is kept of a file that somebody sent.
//
// Rule body.photo: a picture is PNG or JPEG of at most 1 MB; it is cut to a
// square and drawn anew, so that nothing of the file remains that is not to be
// seen: no place, no device, no date.
func Picture(file []byte) ([]byte, error) {
	wrong := fault.New(fault.Invalid, "body.photo").On("photo")
	if len(file) > mostBytes {
		return nil, wrong
	}
	about, kind, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || kind != "png" && kind != "jpeg" || about.Width > mostPoints || about.Height > mostPoints || about.Width*about.Height == 0 {
		return nil, wrong
	}
	from, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, wrong
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, square(from), &jpeg.Options{Quality: 85}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// square cuts the middle out of a picture and makes it as large as is kept;
// each point is the mean of those that it stands for.
func square(from image.Image) image.Image {
	b := from.Bounds()
	edge := min(b.Dx(), b.Dy())
	corner := image.Pt(b.Min.X+(b.Dx()-edge)/2, b.Min.Y+(b.Dy()-edge)/2)
	whole := image.NewRGBA(image.Rect(0, 0, edge, edge))
	draw.Draw(whole, whole.Bounds(), image.White, image.Point{}, draw.Src) // under what is transparent
	draw.Draw(whole, whole.Bounds(), from, corner, draw.Over)
	if edge <= side {
		return whole
	}
	small := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			mean(whole, small, x, y, edge)
		}
	}
	return small
}

func mean(whole, small *image.RGBA, x, y, edge int) {
	var sum [3]int
	n := 0
	for v := y * edge / side; v < max((y+1)*edge/side, y*edge/side+1); v++ {
		for u := x * edge / side; u < max((x+1)*edge/side, x*edge/side+1); u++ {
			at := whole.PixOffset(u, v)
			for i := range sum {
				sum[i] += int(whole.Pix[at+i])
			}
			n++
		}
	}
	at := small.PixOffset(x, y)
	for i := range sum {
		small.Pix[at+i] = uint8(sum[i] / n) // #nosec G115 -- the mean of bytes is a byte
	}
	small.Pix[at+3] = 0xff
}
