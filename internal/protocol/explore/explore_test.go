package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/protocol/explore"
)

// What the processes of these tests share.
type memory struct{ x, y, done int }

type process = explore.Process[memory]

func load(p *process, name string, at func(*memory) *int) int {
	return p.Do(explore.Step[memory]{Name: name + ".Load", Do: func(m *memory) int { return *at(m) }})
}

func store(p *process, name string, at func(*memory) *int, v int) {
	p.Do(explore.Step[memory]{Name: name + ".Store", Do: func(m *memory) int { *at(m) = v; return 0 }})
}

func wait(p *process, name string, when func(*memory) bool) {
	p.Do(explore.Step[memory]{Name: name, When: when, Do: func(*memory) int { return 0 }})
}

func x(m *memory) *int { return &m.x }
func y(m *memory) *int { return &m.y }

func fine(*memory) string { return "" }

// model has a main program that waits for the others.
func model(joins int, programs ...explore.Program[memory]) explore.Model[memory] {
	main := explore.Program[memory]{Name: "main", Count: 1, Run: func(p *process) {
		wait(p, "join", func(m *memory) bool { return m.done >= joins })
	}}
	return explore.Model[memory]{Programs: append([]explore.Program[memory]{main}, programs...), Wrong: fine, Quiet: fine}
}

func ends(p *process) {
	p.Do(explore.Step[memory]{Name: "ends", Do: func(m *memory) int { m.done++; return 0 }})
}

const plenty = 100_000

func TestCheck(t *testing.T) {
	increment := func(p *process) {
		v := load(p, "x", x)
		store(p, "x", x, v+1)
		ends(p)
	}
	t.Run("visits all interleavings", func(t *testing.T) {
		var seen []int // what x can be in the end
		m := model(2, explore.Program[memory]{Name: "adds", Count: 2, Run: increment})
		m.Wrong = func(m *memory) string {
			if m.done == 2 {
				seen = append(seen, m.x)
			}
			return ""
		}
		v := m.Check(plenty)
		assert.Empty(t, v.Fault)
		assert.Contains(t, seen, 1)
		assert.Contains(t, seen, 2)
	})
	t.Run("counts states that differ in who is who once", func(t *testing.T) {
		step := func(p *process) { ends(p) }
		v := model(3, explore.Program[memory]{Name: "a", Count: 3, Run: step}).Check(plenty)
		assert.Equal(t, 5, v.States) // 0 to 3 have ended, and main
		assert.Equal(t, 4, v.Steps)
		v = model(2, explore.Program[memory]{Name: "a", Count: 1, Run: step}, explore.Program[memory]{Name: "b", Count: 1, Run: step}).Check(plenty)
		assert.Equal(t, 5, v.States) // neither, one, the other, both, and main
		toggle := func(p *process) {
			explore.Loop(p, "", 0, func(int) (int, bool) { load(p, "x", x); load(p, "y", y); return 0, true })
		}
		v = model(0, explore.Program[memory]{Name: "a", Count: 2, Run: toggle, Outside: true}).Check(plenty)
		assert.Equal(t, 2*3, v.States) // none, one, both are before y, and main has ended or not
	})
	t.Run("tells the shortest way to a fault, with who, what and where", func(t *testing.T) {
		m := model(2, explore.Program[memory]{Name: "adds", Count: 2, Run: func(p *process) {
			v := explore.Call(p, "reading", func() int { return load(p, "x", x) })
			store(p, "x", x, v+1)
			ends(p)
		}})
		m.Wrong = func(m *memory) string {
			if m.done == 2 && m.x == 1 {
				return "lost"
			}
			return ""
		}
		v := m.Check(plenty)
		assert.Equal(t, "lost", v.Fault)
		assert.Contains(t, v.Trace, "1  adds 1       x.Load = 0   (reading)\n")
		assert.Contains(t, v.Trace, "3  adds 1       x.Store = 0  x: 0 -> 1   ()\n")
		assert.Contains(t, v.Trace, "     adds 2       has ended\n")
		assert.Contains(t, v.Trace, "     main         is before join   ()\n")
		assert.NotContains(t, v.Trace, "  7  ")
	})
	t.Run("stops where there are too many states", func(t *testing.T) {
		v := model(2, explore.Program[memory]{Name: "adds", Count: 2, Run: increment}).Check(3)
		assert.Equal(t, "there are more states than allowed", v.Fault)
	})
}

func TestFaults(t *testing.T) {
	t.Run("a deadlock", func(t *testing.T) {
		locks := func(first, second func(*memory) *int) func(*process) {
			return func(p *process) {
				for _, at := range []func(*memory) *int{first, second} {
					p.Do(explore.Step[memory]{Name: "lock", When: func(m *memory) bool { return *at(m) == 0 }, Do: func(m *memory) int { *at(m) = 1; return 0 }})
				}
				store(p, "first", first, 0)
				store(p, "second", second, 0)
				ends(p)
			}
		}
		a := explore.Program[memory]{Name: "a", Count: 1, Run: locks(x, y)}
		b := explore.Program[memory]{Name: "b", Count: 1, Run: locks(y, x)}
		assert.Contains(t, model(2, a, b).Check(plenty).Fault, "deadlock")
		b.Run = locks(x, y)
		assert.Empty(t, model(2, a, b).Check(plenty).Fault)
	})
	t.Run("a livelock", func(t *testing.T) {
		spins := explore.Program[memory]{Name: "spins", Count: 1, Run: func(p *process) {
			explore.Loop(p, "spin", 0, func(int) (int, bool) { return 0, load(p, "x", x) == 0 })
			ends(p)
		}}
		assert.Contains(t, model(1, spins).Check(plenty).Fault, "livelock")
		sets := explore.Program[memory]{Name: "sets", Count: 1, Run: func(p *process) { store(p, "x", x, 1) }}
		m := model(1, spins, sets)
		m.Programs[2].Outside = true
		assert.Empty(t, m.Check(plenty).Fault)
	})
	t.Run("a livelock that ends only by what need not happen", func(t *testing.T) {
		spins := explore.Program[memory]{Name: "spins", Count: 1, Run: func(p *process) {
			explore.Loop(p, "spin", 0, func(int) (int, bool) { return 0, load(p, "x", x) == 0 })
			ends(p)
		}}
		perhaps := explore.Program[memory]{Name: "perhaps", Count: 1, Run: func(p *process) {
			p.Do(explore.Step[memory]{Name: "sets", Optional: true, Do: func(m *memory) int { m.x = 1; return 0 }})
		}}
		assert.Contains(t, model(1, spins, perhaps).Check(plenty).Fault, "livelock")
	})
	t.Run("an end that hangs on what need not happen", func(t *testing.T) {
		perhaps := explore.Program[memory]{Name: "perhaps", Count: 1, Run: func(p *process) {
			p.Do(explore.Step[memory]{Name: "ends", Optional: true, Do: func(m *memory) int { m.done++; return 0 }})
		}}
		assert.Contains(t, model(1, perhaps).Check(plenty).Fault, "deadlock")
	})
	t.Run("somebody left behind", func(t *testing.T) {
		slow := explore.Program[memory]{Name: "slow", Count: 1, Run: func(p *process) {
			ends(p)
			store(p, "x", x, 1)
		}}
		assert.Equal(t, "left behind: slow", model(1, slow).Check(plenty).Fault)
		never := explore.Program[memory]{Name: "never", Count: 1, Run: func(p *process) {
			wait(p, "go", func(*memory) bool { return false })
		}}
		assert.Empty(t, model(0, never).Check(plenty).Fault, "who has not begun may stay")
		slow.Outside = true
		assert.Empty(t, model(1, slow).Check(plenty).Fault)
	})
	t.Run("what must not be while everybody else waits for a long step", func(t *testing.T) {
		long := explore.Program[memory]{Name: "long", Count: 1, Run: func(p *process) {
			p.Do(explore.Step[memory]{Name: "work", Long: true, Do: func(m *memory) int { m.y = 1; return 0 }})
			ends(p)
		}}
		quick := explore.Program[memory]{Name: "quick", Count: 1, Run: func(p *process) {
			store(p, "x", x, 1)
			ends(p)
		}}
		m := model(2, long, quick)
		m.Quiet = func(m *memory) string {
			if m.x == 0 {
				return "quick has to wait"
			}
			return ""
		}
		assert.Empty(t, m.Check(plenty).Fault)
		m.Programs[2].Run = func(p *process) {
			wait(p, "long", func(m *memory) bool { return m.y == 1 })
			ends(p)
		}
		assert.Equal(t, "quick has to wait", m.Check(plenty).Fault)
	})
}
