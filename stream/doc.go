// Package stream is ordered, bounded concurrency as one typed, fluent chain.
package stream
