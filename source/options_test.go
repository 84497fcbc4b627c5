package source_test

import (
	"context"
	"encoding/json/v2"
	"fmt"
	"strings"

	"github.com/seed-09178888/leat/source"
)

func ExampleOption() {
	// Options that belong together can be kept together.
	strict := []source.Option{source.Name("request"), source.MaxLine(32), source.JSON(json.RejectUnknownMembers(true))}

	long := strings.Repeat("1", 33)
	fmt.Println(source.JSONL[int](strings.NewReader("1\n2\n"+long), strict...).TryCollect(context.Background()))
	// Output: [1 2] request:3: longer than the limit of 32 bytes
}
