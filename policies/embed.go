// Package policies holds the Rego policies of egresslint: which gates a packet crosses, what each decides, and what
// users are told.
package policies

import "embed"

// FS holds the policy tree, the tests among it, and an example of each rule.
//
//go:embed egress egress.compiled egress.examples
var FS embed.FS
