package protocol

// What the processes share: the words of the rings, and below a line what only
// the properties look at.
type shared struct {
	rings    [2]vars // 0: whose results the caller gets; 1: the one above it
	contexts [5]int8 // that have ended: 2k is the parent of ring k, 2k+1 its ctx, 2k+2 that of its feed
	// ----
	returned int8  // the caller has
	wrong    fault // what a step has done that it must not
}

type vars struct {
	claim, tail, end, next, dropped, ticket, direct, limit int8
	failure                                                int8 // element + 1
	stopped, draining                                      int8
	slots                                                  [maxSlots]slotVars
	ctxs                                                   int8 // a bit for each slot whose tasks have a context
	crew                                                   crewVars
	consumer, feed                                         sleeperVars
	stalled, reserved, inlet                               int8
	lanes                                                  [maxSlots]int8 // raw elements + 1
	queue                                                  [maxSlots]int8
	free, mine                                             stack // lanes that were given back, and those that the feeder has fetched
	fresh                                                  int8
	wg                                                     int8 // goroutines that have not ended
	called, feeders                                        int8 // go statements whose goroutine has not begun
	// ----
	running   int8
	working   int8           // a bit for each number that runs
	owner     [maxSlots]int8 // whose task context was cancelled: number + 1
	ran       int8           // a bit for each element whose task has begun
	got       int8           // a bit for each element whose result was received
	received  int8           // positions below it were received
	receivers int8           // at work
	count     int8           // results that the caller has got
	busy      int8           // the caller is in its loop's body
	asking    int8           // the source was asked for an element, and has not answered
}

type slotVars struct{ state, val, err int8 }

type crewVars struct{ coming, spinning, idle, token, locked, started, parked, dismissed int8 }

type sleeperVars struct{ state, token int8 }

const (
	maxSlots = 4
	unknown  = 127
)

// A result is an element and what became of it.
type result struct{ v, err int8 }

const (
	fine int8 = iota
	failed
	cancelled // did not start, since it lies behind a failure
	vanishes  // ErrDropped
)

// The states of a slot, as in slot.go.
func done(p int) int     { return 2*p + 1 }
func vanished(p int) int { return 2*p + 2 }

// The states of a sleeper, as in sleeper.go.
const (
	awake = iota
	asleep
	called
)

// A stack of lanes, the top one last: three bits each.
type stack int16

func (s stack) push(lane int) stack { return s<<3 | stack(lane+1) }
func (s stack) top() int            { return int(s&7) - 1 }
func (s stack) pop() stack          { return s >> 3 }
