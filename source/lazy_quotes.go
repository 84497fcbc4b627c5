package source

// LazyQuotes is an option of [CSV]: a quote may stand in a field that is not
// quoted, and a single one in a field that is.
func LazyQuotes() Option { return option("LazyQuotes", func(o *options) { o.csv.lazyQuotes = true }) }

// TrimLeadingSpace is an option of [CSV]: space at the beginning of a field is dropped.
func TrimLeadingSpace() Option {
	return option("TrimLeadingSpace", func(o *options) { o.csv.trim = true })
}
