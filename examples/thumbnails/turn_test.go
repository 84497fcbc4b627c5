package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The corners of a picture, clockwise from the upper left.
var corners = []color.RGBA{{200, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 200, 255}, {200, 200, 0, 255}}

// quarters is a picture with a colour in each corner.
func quarters(size image.Point) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			right, lower := 2*x >= size.X, 2*y >= size.Y
			switch {
			case !right && !lower:
				img.SetRGBA(x, y, corners[0])
			case right && !lower:
				img.SetRGBA(x, y, corners[1])
			case right && lower:
				img.SetRGBA(x, y, corners[2])
			default:
				img.SetRGBA(x, y, corners[3])
			}
		}
	}
	return img
}

// lying is how a camera stores an upright picture, by orientation: which
// corner of it is in the upper left, upper right, lower right and lower left of the file.
var lying = map[turn][4]int{
	1: {0, 1, 2, 3}, 2: {1, 0, 3, 2}, 3: {2, 3, 0, 1}, 4: {3, 2, 1, 0},
	5: {0, 3, 2, 1}, 6: {1, 2, 3, 0}, 7: {2, 1, 0, 3}, 8: {3, 0, 1, 2},
}

// stored is the file's picture of an upright one of that size.
func stored(t turn, upright image.Point) *image.RGBA {
	img := quarters(t.size(upright))
	b := img.Bounds().Size()
	place := map[color.RGBA]color.RGBA{}
	for i, corner := range lying[t] {
		place[corners[i]] = corners[corner]
	}
	for y := range b.Y {
		for x := range b.X {
			img.SetRGBA(x, y, place[img.RGBAAt(x, y)])
		}
	}
	return img
}

// withOrientation is the JPEG with an Exif block that tells it, of either byte order.
func withOrientation(t *testing.T, plain []byte, how turn, order binary.AppendByteOrder, mark string) []byte {
	t.Helper()
	exif := []byte("Exif\x00\x00" + mark)
	exif = order.AppendUint16(exif, 42)
	exif = order.AppendUint32(exif, 8)
	exif = order.AppendUint16(exif, 1) // one entry: Orientation, a short
	exif = order.AppendUint16(exif, 0x0112)
	exif = order.AppendUint16(exif, 3)
	exif = order.AppendUint32(exif, 1)
	exif = order.AppendUint16(exif, uint16(how))
	exif = order.AppendUint16(exif, 0)
	exif = order.AppendUint32(exif, 0)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(exif)+2))
	require.Equal(t, head[:2], plain[:2])
	return append(append(head, exif...), plain[2:]...)
}

func asJPEG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}))
	return b.Bytes()
}

func TestTurn(t *testing.T) {
	for how := range lying {
		upright := image.Pt(6, 4)
		assert.Equal(t, quarters(upright).Pix, how.apply(stored(how, upright)).Pix, "orientation %d", how)
	}
}

func TestOrientation(t *testing.T) {
	plain := asJPEG(t, quarters(image.Pt(8, 8)))
	for how := range lying {
		assert.Equal(t, how, orientation(bytes.NewReader(withOrientation(t, plain, how, binary.LittleEndian, "II")), "jpeg"))
		assert.Equal(t, how, orientation(bytes.NewReader(withOrientation(t, plain, how, binary.BigEndian, "MM")), "jpeg"))
	}
	for name, data := range map[string][]byte{
		"none":      plain,
		"senseless": withOrientation(t, plain, 9, binary.LittleEndian, "II"),
		"cut off":   withOrientation(t, plain, 6, binary.LittleEndian, "II")[:30],
		"empty":     {},
	} {
		assert.Equal(t, turn(1), orientation(bytes.NewReader(data), "jpeg"), name)
	}
	assert.Equal(t, turn(1), orientation(bytes.NewReader(plain), "bmp"))
}
