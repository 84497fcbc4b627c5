package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/seed-09178888/leat/source"
)

// A tally counts rows.
type tally struct {
	orders, rejects atomic.Int64 // handed to the database, and to the rejects file
	changed         int64        // committed, and not there before as they are now; known when the run is over
}

func (t *tally) rows() int64 { return t.orders.Load() + t.rejects.Load() }

// run loads the file and says how it went.
func (j *job) run(ctx context.Context) (said string, err error) {
	defer j.db.Close()
	if err := j.db.create(ctx); ctx.Err() != nil {
		return "", errInterrupted
	} else if err != nil {
		return "", err
	}
	start := time.Now()
	err = j.load(ctx)
	took := max(time.Since(start), time.Millisecond).Seconds()
	said = fmt.Sprintf("%d rows in %.2f s, %.0f rows/s: %d orders, %d rows of the table new or changed; %d rejects",
		j.tally.rows(), took, float64(j.tally.rows())/took, j.tally.orders.Load(), j.tally.changed, j.tally.rejects.Load())
	if err != nil {
		return said + ", not written. Start it again to go on", err
	}
	return said + " in " + j.rejects, nil
}

// open is the CSV file, with a bar that shows how much of it has been read, if there is a screen.
func (j *job) open() source.Opener {
	if j.screen == nil {
		return source.Open(j.csv)
	}
	return func(context.Context) (io.ReadCloser, error) {
		f, err := os.Open(j.csv)
		if err != nil {
			return nil, err
		}
		info, err := f.Stat()
		if err != nil {
			_ = f.Close()
			return nil, err
		}
		return &shown{f, &j.tally, progressbar.NewOptions64(info.Size(),
			progressbar.OptionSetWriter(j.screen),
			progressbar.OptionShowBytes(true),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)}, nil
	}
}

// shown is a file that shows on a bar how much of it has been read.
type shown struct {
	*os.File
	tally *tally
	bar   *progressbar.ProgressBar
}

func (s *shown) Read(p []byte) (int, error) {
	n, err := s.File.Read(p)
	s.bar.Describe(fmt.Sprintf("%d rows", s.tally.rows()))
	_ = s.bar.Add(n)
	return n, err
}

// Close erases the bar.
func (s *shown) Close() error {
	_ = s.bar.Finish()
	return s.File.Close()
}
