// Package protocol is the protocol of internal/ring as a model that is checked exhaustively:
// package explore visits every state that any interleaving of its steps leads to, for a few
// workers and elements. make model checks all configurations, go test the small ones.
//
// The files are called as in internal/ring, and so are the functions and words, to be read side by side. A step is
// one atomic operation there: r.claim.CompareAndSwap(c, c+1) is one here as well.
//
// # What is checked
//
// In every state (properties.go): a number is claimed and its task run once; at
// most n tasks run; pulled - released <= window, and the source is not asked
// before there is room; a slot is written by its owner alone, before the state and
// not before the last result was taken; positions are received in order; one delivers at a
// time; a lane belongs to one element.
//
// In the end: nobody is left behind, no token, no task; the caller has got what it
// should have. And the end can be reached from everywhere: no deadlock, no livelock.
//
// Where nothing goes on but user code, which may take any time (quiet.go): n
// tasks run, or all that there is room for; the source is asked, if there is room; no
// result whose turn has come waits; who lies behind a failure is cancelled; nobody sleeps when the run is over.
// That is guarantee 5, and it finds the wake-up that is lost but made up for by what happens later.
//
// Each of these is seen to fail where the protocol is broken on purpose (mutation.go).
//
// # What is simpler than in internal/ring
//
//   - Loop and Call cut down what a process remembers. That leaves out nothing that could happen, as long as what was cut off is not looked
//     at any more: the code could not compile. Where a function of internal/ring is cut in two for it (work, do), it says so.
//   - A section under the lock of a crew is one step if one access in it is seen by
//     those who do not hold the lock: need, dismiss. The accesses before it (the lock) could as well be made later, those behind it (a
//     token sent, a go statement, the unlock) earlier (Lipton, 1975). announce looks at several words, so there each look is a step.
//   - For the same reason the token of a sleeper or worker is received together with what the receiver stores next, and
//     sent together with the CompareAndSwap before it: it may only enable others.
//   - What belongs to one process for the time being is no step of its own (Mine): the value of a slot, the lane that is filled,
//     the sender's own tail. That it belongs to it is checked.
//   - spin looks once, not 200 times: looks that find nothing change nothing, so they
//     are the same as beginning later. Whether a worker spins at all (vain, alone) is left open.
//   - The words of a slot and the end of a context are compared within the look: no more is made of them.
//   - The stack of free lanes is one step, lending and giving back: it has a test of its own, and so have Turns,
//     which are left out, and Table. Sampling, labels and the values of panics concern nobody else.
//   - deliver stores next after every second position, not every 32nd.
//   - A word that never changes in a configuration is not looked at.
//   - Elements fail, vanish or panic as the configuration says, but take any time. Contexts end one after another, from the outermost.
//     A Goexit is a panic to the ring, and one in the loop's body is leaving early while the context ends. Job.Failed is not called.
package protocol
