// Package schema holds the numbered changes that make the database. now.sql
// beside them is their sum, for readers; a test writes it.
package schema

import "embed"

// Files are the changes, in the order of their numbers.
//
//go:embed 0*.sql
var Files embed.FS
