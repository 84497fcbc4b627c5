module github.com/seed-09178888/leat/internal/compare

go 1.27.0

require (
	github.com/seed-09178888/leat v0.0.0
	github.com/sourcegraph/conc v0.3.0
)

require (
	go.uber.org/atomic v1.7.0 // indirect
	go.uber.org/multierr v1.9.0 // indirect
	go.yaml.in/yaml/v3 v3.0.6 // indirect
)

replace github.com/seed-09178888/leat => ../..
