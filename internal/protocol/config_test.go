package protocol_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestConfig(t *testing.T) {
	t.Run("names what is not zero", func(t *testing.T) {
		c := config{Jobs: jobs{{Workers: 1, Window: 1, Drops: of(0, 2)}, {Workers: 2, Window: 3, Size: 4, Fed: true}}, Leave: 2, Cancel: true}
		assert.Equal(t, "1 of 1, [0 2] dropped; below 2 of 3, 4 elements, fed; Each, left after 2, cancelled", c.String())
	})
	t.Run("is not changed by a check", func(t *testing.T) {
		c := config{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 1}}, Sink: true}
		before := c.String()
		assert.Empty(t, c.Check(few).Fault)
		assert.Equal(t, before, c.String())
	})
}
