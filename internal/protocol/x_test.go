package protocol_test

import (
	"fmt"
	"github.com/seed-09178888/leat/internal/protocol"
	"testing"
)

func TestX(t *testing.T) {
	for _, c := range []protocol.Config{
		{Jobs: []protocol.Job{{Workers: 2, Window: 2, Size: 3}}},
		{Jobs: []protocol.Job{{Workers: 2, Window: 2, Size: 3, Fed: true}}, Sink: true},
	} {
		v := c.Check(4_000_000)
		fmt.Println(v.States, v.Steps, v.Took, v.Fault)
		fmt.Println(v.Trace)
	}
}
