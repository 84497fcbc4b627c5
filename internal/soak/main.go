// Command soak sends many elements through three boundaries and fails if the
// memory of the process grows once it is warm: memory must not depend on the
// length of a stream (guarantee 4).
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

func main() {
	elements := flag.Int("elements", 100_000_000, "how many elements are sent, 100 at least")
	growth := flag.Int64("growth", 8<<20, "by how many bytes memory may exceed what it was when warm")
	flag.Parse()
	if *elements < 100 {
		fmt.Fprintln(os.Stderr, "soak: -elements must be at least 100")
		os.Exit(2)
	}
	say := func(line string) { fmt.Println(line) }
	if err := soak(context.Background(), chain(*elements), *elements, *growth, say); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}
