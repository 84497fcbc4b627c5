package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // a decoder, as those below
	"image/jpeg"
	_ "image/png"
	"io"
	"os"
	"path/filepath"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

// A picture is a file of which a thumbnail is wanted.
type picture struct {
	name     string // below the folder, with slashes
	from, to string
}

// A thumbnail is what has become of a picture.
type thumbnail struct {
	name     string
	was, is  image.Point // width and height, upright
	upToDate bool
}

// thumbnail is the task of the chain.
func (j *job) thumbnail(ctx context.Context, p picture) (thumbnail, error) {
	t := thumbnail{name: p.name}
	if !j.force && newer(p.to, p.from) {
		t.upToDate = true
		return t, nil
	}
	full, turn, err := j.read(p.from)
	if err != nil {
		return t, fmt.Errorf("%s: %w", p.name, bare(err))
	}
	small := turn.apply(scale(full, j.size))
	t.was, t.is = turn.size(full.Bounds().Size()), small.Bounds().Size()
	if err := os.MkdirAll(filepath.Dir(p.to), 0o777); err != nil {
		return t, err
	}
	// A crash, or a full disk, leaves no half of a thumbnail.
	_, err = stream.Of[image.Image](small).Into(ctx, sink.File(p.to, j.encode, sink.NoSync()))
	return t, err
}

// newer tells whether file a is there and not older than b.
func newer(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && !infoA.ModTime().Before(infoB.ModTime())
}

// read decodes the picture, unless it is too large, and tells how to turn it to stand upright.
func (j *job) read(name string) (image.Image, turn, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, 0, cmp.Or(err, errors.New("it is no file"))
	}
	head, format, err := image.DecodeConfig(bufio.NewReader(file))
	if err != nil {
		return nil, 0, err
	}
	if limit := j.megapixels * 1_000_000; int64(head.Width)*int64(head.Height) > int64(limit) {
		return nil, 0, fmt.Errorf("%d x %d pixels are more than %d million", head.Width, head.Height, j.megapixels)
	}
	if head.Width < 1 || head.Height < 1 {
		return nil, 0, fmt.Errorf("it has %d x %d pixels", head.Width, head.Height)
	}
	how := orientation(file, format)
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, 0, err
	}
	full, _, err := image.Decode(bufio.NewReader(file))
	return full, how, err
}

// scale returns the picture on white, shrunk to fit into a square. It is never enlarged.
func scale(full image.Image, size int) *image.RGBA {
	was := full.Bounds()
	is := was.Size()
	if longer := max(is.X, is.Y); longer > size {
		is = image.Pt(max(1, is.X*size/longer), max(1, is.Y*size/longer))
	}
	small := image.NewRGBA(image.Rectangle{Max: is})
	draw.Draw(small, small.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(small, small.Bounds(), full, was, draw.Over, nil)
	return small
}

// encode is a sink for pictures, of which a JPEG holds one.
func (j *job) encode(w io.Writer, _ ...sink.Option) sink.Sink[image.Image, int] {
	return sink.Func(func(_ context.Context, small image.Image) error {
		return jpeg.Encode(w, small, &jpeg.Options{Quality: j.quality})
	})
}
