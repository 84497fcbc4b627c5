package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/protocol/explore"
)

func TestProcess(t *testing.T) {
	one := func(run func(*process)) explore.Verdict {
		return model(1, explore.Program[memory]{Name: "p", Count: 1, Run: run}).Check(plenty)
	}
	t.Run("a loop does not remember its rounds", func(t *testing.T) {
		rounds := 0
		v := one(func(p *process) {
			explore.Loop(p, "toggle", 0, func(n int) (int, bool) {
				rounds++
				store(p, "x", x, n)
				return 1 - n, load(p, "y", y) == 1 || n == 0
			})
			ends(p)
		})
		assert.Empty(t, v.Fault)
		assert.Equal(t, 7, v.States) // two rounds of two steps, ends, main, and the end
		assert.Less(t, rounds, 20)
	})
	t.Run("a call is remembered by its result", func(t *testing.T) {
		choose := func(p *process) int {
			return p.Do(explore.Step[memory]{Name: "choose", Choices: 4, Choose: func(_ *memory, choice int) int { return choice }})
		}
		v := one(func(p *process) { choose(p); ends(p) })
		assert.Equal(t, 1+4+2, v.States, "what was chosen is remembered")
		v = one(func(p *process) {
			explore.Call(p, "odd", func() bool { return choose(p)%2 == 1 })
			ends(p)
		})
		assert.Equal(t, 1+2+2, v.States, "here only whether it is odd")
	})
	t.Run("a step that is the process's own is none of its own", func(t *testing.T) {
		touch := func(mine bool) explore.Verdict {
			return one(func(p *process) {
				store(p, "x", x, 1)
				p.Do(explore.Step[memory]{Name: "touch", Mine: mine, Do: func(m *memory) int { m.y = 1; return 0 }})
				ends(p)
			})
		}
		assert.Equal(t, touch(false).States-1, touch(true).States)
		assert.Empty(t, touch(true).Fault)
	})
	t.Run("a process may panic and recover by itself", func(t *testing.T) {
		v := one(func(p *process) {
			func() {
				defer func() {
					if v := recover(); explore.Paused(v) {
						panic(v)
					}
				}()
				store(p, "x", x, 1)
				panic("its own")
			}()
			ends(p)
		})
		assert.Empty(t, v.Fault)
	})
}
