module github.com/seed-09178888/leat

go 1.27.0

require (
	github.com/cenkalti/backoff/v5 v5.0.3
	github.com/sourcegraph/conc v0.3.0
	github.com/stretchr/testify v1.12.1
	golang.org/x/time v0.16.0
	pgregory.net/rapid v1.3.0
)

require go.yaml.in/yaml/v3 v3.0.5 // indirect
