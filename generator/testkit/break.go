package testkit

import (
	"styrdok/generator/diag"
	"styrdok/generator/layout"
)

// Break lays a document out with a typesetter of its own.
func Break(doc layout.Document, style layout.Style, m layout.Metrics) (layout.Print, diag.List) {
	return layout.NewTypesetter(m).Break(doc, style)
}
