package protocol

// A Mutation is a way to break the protocol. Each names the line of internal/ring that is left out or done otherwise:
// the properties must notice.
type Mutation string

const (
	sleepBlindly       Mutation = "sleeper.sleep: does not look after it has announced its sleep"
	wakeTwice          Mutation = "sleeper.wake: Store in place of CompareAndSwap"
	lookBeforeAnnounce Mutation = "crew.announce: looks before it counts the worker as parked, not afterwards"
	comingForEver      Mutation = "crew.park: does not call arrived after the token"
	oneTooMany         Mutation = "crew.need: starts one worker more than n"
	parkUseful         Mutation = "crew.announce: does not look for results to deliver or to fetch"
	noNeed             Mutation = "ring.claimed: does not pass the call for workers on"
	claimedSilently    Mutation = "ring.claimed: does not deliver when the window is used up"
	laneAfterClaim     Mutation = "ring.work: asks for the lane after the claim"
	wideWindow         Mutation = "ring.opened: window off by one"
	wideRoom           Mutation = "ring.room: window off by one"
	releaseSilently    Mutation = "ring.release: wakes nobody"
	announceNothing    Mutation = "ring.announce: tells nobody of a result"
	dropWithoutSkip    Mutation = "ring.drop: leaves it to the consumer to skip"
	leaveSilently      Mutation = "ring.leave: wakes nobody when the context has ended"
	stateFirst         Mutation = "ring.put: state before value"
	nextBeforeTake     Mutation = "ring.receive: next moves before the slot is emptied"
	noSecondLook       Mutation = "ring.drain: does not look again after draining is given up"
	drainTogether      Mutation = "ring.drain: goes on though draining is taken"
	endUnseen          Mutation = "ring.ready: overlooks the end"
	failFirst          Mutation = "ring.finish: fail before the result is published"
	limitFirst         Mutation = "ring.run: looks at the limit before its context is there to be cancelled"
	stopSilently       Mutation = "ring.stop: does not wake the consumer"
	notJoined          Mutation = "ring.close: does not wait"
	feederKeepsResults Mutation = "ring.feedable: overlooks results that make room"
	stallSilently      Mutation = "link.admit: does not announce that results wait for room"
	noLookAfterStalled Mutation = "link.admit: does not look for room after it has announced that results wait for it"
	neverHungry        Mutation = "link.hungry: is always false"
)

func (r *ring) breaks(m Mutation) bool { return r.c.Break == m }
