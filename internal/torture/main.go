// Command torture runs random chains under random faults: errors, panics and
// runtime.Goexit in functions, slow consumers, consumers that leave, ends of the
// context at every point, sources that block. After each run it checks what came
// out against a naive interpreter, that no more ran at a time and was held than
// the boundaries allow, and that nothing is left of it.
//
// A seed is all that a plan is made of. The first that fails is printed; how the
// goroutines meet is not part of it, so -seed may need some -runs to fail again.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	say := func(line string) { fmt.Println(line) }
	code := command(ctx, all, os.Args[1:], say)
	stop()
	os.Exit(code)
}

// settings are what the flags say.
type settings struct {
	duration time.Duration // in all
	procs    []int
	seed     uint64
	replay   bool // that seed alone
	runs     int
}

func parse(args []string, say func(line string)) (s settings, err error) {
	flags := flag.NewFlagSet("torture", flag.ContinueOnError)
	flags.SetOutput(writer(say))
	flags.DurationVar(&s.duration, "for", 2*time.Minute, "how long, all procs together")
	flags.Uint64Var(&s.seed, "seed", 0, "run the plan of this seed alone, and say what it is")
	flags.IntVar(&s.runs, "runs", 0, "how many runs for each of the procs; 0: as many as there is time for, of a -seed one")
	flags.Func("procs", "values of GOMAXPROCS, each for the same time (default 1,2,8)", func(list string) error {
		for field := range strings.SplitSeq(list, ",") {
			n, err := strconv.Atoi(field)
			if err != nil || n < 1 {
				return fmt.Errorf("%q is not a number of processors", field)
			}
			s.procs = append(s.procs, n)
		}
		return nil
	})
	err = flags.Parse(args)
	if s.procs == nil {
		s.procs = []int{1, 2, 8}
	}
	flags.Visit(func(f *flag.Flag) { s.replay = s.replay || f.Name == "seed" })
	if s.replay && s.runs == 0 {
		s.runs = 1
	}
	return s, err
}

// A writer says what is written.
type writer func(line string)

func (say writer) Write(p []byte) (int, error) {
	say(strings.TrimSuffix(string(p), "\n"))
	return len(p), nil
}

// command is main without the process. It returns the exit code.
func command(ctx context.Context, from tables, args []string, say func(line string)) int {
	s, err := parse(args, say)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	t := &torture{tables: from, say: say, verbose: s.replay && s.runs == 1, patience: time.Minute, hang: func(line string) {
		say(line)
		os.Exit(1)
	}}
	if s.replay && !t.verbose {
		say(from.draw(s.seed).report(nil, outcome{}))
	}
	if !handovers {
		say("built without -tags=interleave: nothing happens at hand-over points")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, n := range s.procs {
		runtime.GOMAXPROCS(n)
		if err := t.session(ctx, s, n); err != nil {
			say(fmt.Sprintf("FAIL with GOMAXPROCS=%d\n%v", n, err))
			return 1
		}
	}
	say(t.summary())
	return 0
}

// session is what is run with one number of processors.
func (t *torture) session(ctx context.Context, s settings, procs int) error {
	ctx, cancel := context.WithTimeout(ctx, s.duration/time.Duration(len(s.procs)))
	defer cancel()
	seed := s.seed
	next := func() uint64 { return seed }
	if !s.replay {
		next = rand.Uint64
	}
	before := t.runs
	err := t.run(ctx, s.runs, next)
	t.say(fmt.Sprintf("GOMAXPROCS=%d: %d runs", procs, t.runs-before))
	return err
}
