package protocol

// A Mutation is a way to break the protocol. Each names the line of internal/ring that is left out or done otherwise:
// the properties must notice.
type Mutation string

//nolint:godoclint // each value says what the name means
const (
	SleepBlindly       Mutation = "sleeper.sleep: does not look after it has announced its sleep"
	WakeTwice          Mutation = "sleeper.wake: Store in place of CompareAndSwap"
	LookBeforeAnnounce Mutation = "crew.announce: looks before it counts the worker as parked, not afterwards"
	ComingForEver      Mutation = "crew.park: does not call arrived after the token"
	OneTooMany         Mutation = "crew.init: one worker more than n"
	ParkUseful         Mutation = "crew.announce: does not look for results to deliver or to fetch"
	NoNeed             Mutation = "ring.claimed: does not pass the call for workers on"
	ClaimedSilently    Mutation = "ring.claimed: does not deliver when the window is used up"
	LaneAfterClaim     Mutation = "ring.work: asks for the lane after the claim"
	WideWindow         Mutation = "ring.opened: window off by one"
	WideRoom           Mutation = "ring.room: window off by one"
	ReleaseSilently    Mutation = "ring.release: wakes nobody"
	AnnounceNothing    Mutation = "ring.announce: tells nobody of a result"
	DropWithoutSkip    Mutation = "ring.drop: leaves it to the consumer to skip"
	LeaveSilently      Mutation = "ring.leave: wakes nobody when the context has ended"
	StateFirst         Mutation = "ring.put: state before value"
	NextBeforeTake     Mutation = "ring.receive: next moves before the slot is emptied"
	NoSecondLook       Mutation = "ring.drain: does not look again after draining is given up"
	DrainTogether      Mutation = "ring.drain: goes on though draining is taken"
	EndUnseen          Mutation = "ring.ready: overlooks the end"
	SkipStores         Mutation = "ring.skip: Store in place of CompareAndSwap"
	ForgetLate         Mutation = "ring.do: ends the use of the lane after the result is published"
	CommitSilently     Mutation = "ring.enqueue: calls no worker"
	FailFirst          Mutation = "ring.finish: cancels before the failure is noted"
	LimitFirst         Mutation = "ring.run: looks at the limit before its context is there to be cancelled"
	StopSilently       Mutation = "ring.stop: does not wake the consumer"
	NotJoined          Mutation = "ring.close: does not wait"
	FeederKeepsResults Mutation = "ring.feedable: overlooks results that make room"
	StallSilently      Mutation = "link.admit: does not announce that results wait for room"
	NoLookAfterStalled Mutation = "link.admit: does not look for room after it has announced that results wait for it"
	StalledUnseen      Mutation = "link.admissible: does not look for room after it has announced that results wait for it"
	LendUnwanted       Mutation = "link.admit: lends a lane though nothing more is wanted"
	NeverHungry        Mutation = "link.hungry: is always false"
)

func (r *ring) breaks(m Mutation) bool { return r.c.Break == m }
