package browser

import "fmt"

// Do runs a JavaScript expression in the page and returns what it yields as
// text.
func (p *Page) Do(expression string) string {
	p.tb.Helper()
	return value[string](p, fmt.Sprintf("Promise.resolve(%s).then(String)", expression))
}
