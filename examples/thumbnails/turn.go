package main

import (
	"errors"
	"image"
	"io"
	"io/fs"

	"github.com/bep/imagemeta"
)

// A turn is the orientation of Exif, 1 to 8: how the stored picture lies. 1 is upright.
type turn int

// orientation is what the camera has written into the file. A picture that
// says nothing, or nothing that makes sense, is upright.
func orientation(r io.ReadSeeker, format string) turn {
	formats := map[string]imagemeta.ImageFormat{"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "tiff": imagemeta.TIFF, "webp": imagemeta.WebP}
	known, ok := formats[format]
	if _, err := r.Seek(0, io.SeekStart); err != nil || !ok {
		return 1
	}
	how := turn(1)
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: r, ImageFormat: known, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Tag == "Orientation" },
		HandleTag: func(tag imagemeta.TagInfo) error {
			if v, ok := tag.Value.(uint16); ok && v >= 1 && v <= 8 {
				how = turn(v)
			}
			return nil
		},
	})
	return how
}

// size is that of the upright picture.
func (t turn) size(stored image.Point) image.Point {
	if t >= 5 {
		return image.Pt(stored.Y, stored.X)
	}
	return stored
}

// apply returns the picture upright.
func (t turn) apply(stored *image.RGBA) *image.RGBA {
	if t == 1 {
		return stored
	}
	is := stored.Bounds().Size()
	upright := image.NewRGBA(image.Rectangle{Max: t.size(is)})
	for y := range is.Y {
		for x := range is.X {
			at := t.place(x, y, is)
			upright.SetRGBA(at.X, at.Y, stored.RGBAAt(x, y))
		}
	}
	return upright
}

// place is where the pixel at x, y belongs, by table 6 of the Exif standard.
func (t turn) place(x, y int, is image.Point) image.Point {
	right, bottom := is.X-1, is.Y-1
	switch t {
	case 2: // mirrored
		return image.Pt(right-x, y)
	case 3: // upside down
		return image.Pt(right-x, bottom-y)
	case 4: // mirrored upside down
		return image.Pt(x, bottom-y)
	case 5: // its rows are columns
		return image.Pt(y, x)
	case 6: // lies on its left side
		return image.Pt(bottom-y, x)
	case 7:
		return image.Pt(bottom-y, right-x)
	case 8: // lies on its right side
		return image.Pt(y, right-x)
	}
	return image.Pt(x, y)
}

// bare is err without the name of the file, which is said in front of it.
func bare(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err
	}
	return err
}
