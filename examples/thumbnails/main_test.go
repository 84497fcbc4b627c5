package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// encoded is the picture in one of the formats.
func encoded(t *testing.T, encode func(io.Writer, image.Image) error, img image.Image) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, encode(&b, img))
	return b.String()
}

// plant writes files below a new folder.
func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, data := range files {
		name = filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(data), 0o600))
	}
	return root
}

// made is what lies below the folder, decoded.
func made(t *testing.T, root string) map[string]image.Image {
	t.Helper()
	found := map[string]image.Image{}
	require.NoError(t, filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		img, format, err := image.Decode(bytes.NewReader(data))
		require.NoError(t, err, name)
		assert.Equal(t, "jpeg", format)
		rel, err := filepath.Rel(root, name)
		found[filepath.ToSlash(rel)] = img
		return err
	}))
	return found
}

// thumbnails runs the program.
func thumbnails(ctx context.Context, t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(ctx, args, &out, &err)
	return code, out.String(), err.String()
}

// like asserts that the corners of the picture have these colours, nearly.
func like(t *testing.T, img image.Image, want []color.RGBA) {
	t.Helper()
	b := img.Bounds()
	x, y := b.Dx()/4, b.Dy()/4
	for i, at := range []image.Point{{x, y}, {b.Dx() - 1 - x, y}, {b.Dx() - 1 - x, b.Dy() - 1 - y}, {x, b.Dy() - 1 - y}} {
		got := color.RGBAModel.Convert(img.At(at.X, at.Y)).(color.RGBA)
		for _, d := range []int{int(got.R) - int(want[i].R), int(got.G) - int(want[i].G), int(got.B) - int(want[i].B)} {
			assert.InDelta(t, 0, d, 30, "%v at %v, not %v", got, at, want[i])
		}
	}
}

func TestThumbnails(t *testing.T) {
	wide := quarters(image.Pt(64, 32))
	paletted := func(w io.Writer, img image.Image) error { return gif.Encode(w, img, nil) }
	tiffs := func(w io.Writer, img image.Image) error { return tiff.Encode(w, img, nil) }

	t.Run("reads all formats, with and without an extension in capitals", func(t *testing.T) {
		from := plant(t, map[string]string{
			"a.jpg": string(asJPEG(t, wide)), "b/c.JPEG": string(asJPEG(t, wide)), "b/d.png": encoded(t, png.Encode, wide),
			"e.gif": encoded(t, paletted, wide), "f.bmp": encoded(t, bmp.Encode, wide), "g.tiff": encoded(t, tiffs, wide),
			"notes.txt": "no picture",
		})
		to := filepath.Join(t.TempDir(), "new", "folder")
		code, stdout, stderr := thumbnails(t.Context(), t, "-size", "16", "-j", "3", from, to)
		require.Equal(t, exitOK, code, stderr)
		assert.Equal(t, "6 made, 0 up to date, 0 failed\n", stderr)
		assert.Equal(t, "a.jpg\t64x32\t16x8\nb/c.JPEG\t64x32\t16x8\nb/d.png\t64x32\t16x8\ne.gif\t64x32\t16x8\nf.bmp\t64x32\t16x8\ng.tiff\t64x32\t16x8\n", stdout)
		found := made(t, to)
		assert.Equal(t, []string{"a.jpg.jpg", "b/c.JPEG.jpg", "b/d.png.jpg", "e.gif.jpg", "f.bmp.jpg", "g.tiff.jpg"}, slices.Sorted(maps.Keys(found)))
		for _, img := range found {
			assert.Equal(t, image.Pt(16, 8), img.Bounds().Size())
			like(t, img, corners)
		}
	})
	t.Run("reads WebP", func(t *testing.T) {
		dot, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
		require.NoError(t, err)
		code, stdout, stderr := thumbnails(t.Context(), t, plant(t, map[string]string{"dot.webp": string(dot)}), t.TempDir())
		assert.Equal(t, exitOK, code, stderr)
		assert.Equal(t, "dot.webp\t1x1\t1x1\n", stdout)
	})
	t.Run("stands every picture upright", func(t *testing.T) {
		for how := range lying {
			data := withOrientation(t, asJPEG(t, stored(how, image.Pt(64, 32))), how, binary.LittleEndian, "II")
			to := t.TempDir()
			code, stdout, stderr := thumbnails(t.Context(), t, "-size", "32", plant(t, map[string]string{"p.jpg": string(data)}), to)
			require.Equal(t, exitOK, code, stderr)
			assert.Equal(t, "p.jpg\t64x32\t32x16\n", stdout, "orientation %d", how)
			like(t, made(t, to)["p.jpg.jpg"], corners)
		}
	})
	t.Run("keeps what is small as it is, and puts what is transparent on white", func(t *testing.T) {
		to := t.TempDir()
		code, stdout, _ := thumbnails(t.Context(), t, plant(t, map[string]string{"p.png": encoded(t, png.Encode, image.NewRGBA(image.Rect(0, 0, 9, 3)))}), to)
		assert.Equal(t, exitOK, code)
		assert.Equal(t, "p.png\t9x3\t9x3\n", stdout)
		white := color.RGBA{255, 255, 255, 255}
		like(t, made(t, to)["p.png.jpg"], []color.RGBA{white, white, white, white})
	})
	t.Run("a line of a picture stays a line", func(t *testing.T) {
		code, stdout, _ := thumbnails(t.Context(), t, "-size", "10", plant(t, map[string]string{"p.png": encoded(t, png.Encode, image.NewRGBA(image.Rect(0, 0, 1, 500)))}), t.TempDir())
		assert.Equal(t, exitOK, code)
		assert.Equal(t, "p.png\t1x500\t1x10\n", stdout)
	})
}

func TestWhatCannotBeRead(t *testing.T) {
	good := string(asJPEG(t, quarters(image.Pt(20, 20))))
	from := plant(t, map[string]string{
		"a.jpg": good, "b-binary.png": "\x00\x01\x02", "c-empty.gif": "", "d-cut.jpg": good[:len(good)/2], "e-large.png": encoded(t, png.Encode, image.NewGray(image.Rect(0, 0, 2000, 1000))), "f.jpg": good,
	})
	require.NoError(t, os.Symlink("nowhere", filepath.Join(from, "g-lost.jpg")))
	require.NoError(t, os.Symlink(".", filepath.Join(from, "h-folder.jpg")))
	require.NoError(t, syscall.Mkfifo(filepath.Join(from, "i-pipe.jpg"), 0o600))
	to := t.TempDir()
	code, stdout, stderr := thumbnails(t.Context(), t, "-max-pixels", "1", from, to)
	assert.Equal(t, exitFailed, code)
	assert.Equal(t, "a.jpg\t20x20\t20x20\nf.jpg\t20x20\t20x20\n", stdout)
	assert.Equal(t, `thumbnails: b-binary.png: image: unknown format
thumbnails: c-empty.gif: image: unknown format
thumbnails: d-cut.jpg: unexpected EOF
thumbnails: e-large.png: 2000 x 1000 pixels are more than 1 million
thumbnails: g-lost.jpg: no such file or directory
thumbnails: h-folder.jpg: it is no file
2 made, 0 up to date, 6 failed
`, stderr)
	assert.Len(t, made(t, to), 2, "and nothing else is left")
}

func TestWhatCannotBeWritten(t *testing.T) {
	good := string(asJPEG(t, quarters(image.Pt(20, 20))))
	t.Run("a file is where the folder should be", func(t *testing.T) {
		from := plant(t, map[string]string{"p.jpg": good, "file": ""})
		code, _, stderr := thumbnails(t.Context(), t, from, filepath.Join(from, "file"))
		assert.Equal(t, exitFailed, code)
		assert.Contains(t, stderr, "not a directory\n0 made, 0 up to date, 1 failed\n")
	})
	t.Run("nobody reads the list", func(t *testing.T) {
		r, w, err := os.Pipe()
		require.NoError(t, err)
		require.NoError(t, r.Close())
		defer w.Close()
		var stderr bytes.Buffer
		assert.Equal(t, exitPipe, run(t.Context(), []string{plant(t, map[string]string{"p.jpg": good}), t.TempDir()}, w, &stderr))
		assert.Equal(t, "1 made, 0 up to date, 0 failed\n", stderr.String())
	})
}

func TestOnceMore(t *testing.T) {
	good := string(asJPEG(t, quarters(image.Pt(20, 20))))
	from := plant(t, map[string]string{"a.jpg": good, "b.jpg": good})
	to := filepath.Join(from, "small") // in the folder that is read
	run := func(args ...string) string {
		code, _, stderr := thumbnails(t.Context(), t, append(args, from, to)...)
		assert.Equal(t, exitOK, code)
		return stderr
	}
	assert.Equal(t, "2 made, 0 up to date, 0 failed\n", run())
	assert.Equal(t, "0 made, 2 up to date, 0 failed\n", run())
	later := time.Now().Add(time.Hour)
	require.NoError(t, os.Chtimes(filepath.Join(from, "b.jpg"), later, later))
	assert.Equal(t, "1 made, 1 up to date, 0 failed\n", run())
	assert.Equal(t, "2 made, 0 up to date, 0 failed\n", run("-force"))
}

// endsAt is a writer that ends the context with its first line.
type endsAt struct {
	bytes.Buffer
	end context.CancelFunc
}

func (w *endsAt) Write(p []byte) (int, error) {
	w.end()
	return w.Buffer.Write(p)
}

func TestInterrupt(t *testing.T) {
	files := map[string]string{}
	for i := range 150 { // more than the window
		files[fmt.Sprintf("%03d.jpg", i)] = string(asJPEG(t, quarters(image.Pt(20, 20))))
	}
	from := plant(t, files)

	t.Run("what is under way is finished, and nothing else begun", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		to, stdout, stderr := t.TempDir(), &endsAt{end: cancel}, new(bytes.Buffer)
		assert.Equal(t, exitInterrupted, run(ctx, []string{"-j", "2", from, to}, stdout, stderr))
		found := len(made(t, to))
		assert.Less(t, found, 150)
		assert.Equal(t, found, strings.Count(stdout.String(), "\n"))
		assert.Equal(t, fmt.Sprintf("%d made, 0 up to date, 0 failed\n", found), stderr.String())
	})
	t.Run("nothing is begun before", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		code, stdout, stderr := thumbnails(ctx, t, from, t.TempDir())
		assert.Equal(t, exitInterrupted, code)
		assert.Empty(t, stdout)
		assert.Equal(t, "0 made, 0 up to date, 0 failed\n", stderr)
	})
}

func TestUsage(t *testing.T) {
	here := t.TempDir()
	file := filepath.Join(plant(t, map[string]string{"file": ""}), "file")
	for want, args := range map[string][]string{
		"two folders are needed, FROM and TO, got 1":   {here},
		"-j must be from 1 to 65536, got 0":            {"-j", "0", here, here},
		"-size must be from 1 to 16384, got 0":         {"-size", "0", here, here},
		"-quality must be from 1 to 100, got 101":      {"-quality", "101", here, here},
		"-max-pixels must be from 1 to 1048576, got 0": {"-max-pixels", "0", here, here},
		"flag provided but not defined: -x":            {"-x", here, here},
		"no such file or directory":                    {filepath.Join(here, "missing"), here},
		"is no folder":                                 {file, here},
	} {
		code, stdout, stderr := thumbnails(t.Context(), t, args...)
		assert.Equal(t, exitUsage, code)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, want)
		assert.Contains(t, stderr, "Try 'thumbnails -h' for help.")
	}
	code, stdout, _ := thumbnails(t.Context(), t, "-h")
	assert.Equal(t, exitOK, code)
	assert.Equal(t, usage, stdout)
}
