// Package policies holds the Rego policies of egresslint: which gates a packet crosses, what each decides, and what
// users are told.
package policies

import "embed"

// FS holds the policy tree, the tests among it.
//
//go:embed egress egress.compiled
var FS embed.FS
