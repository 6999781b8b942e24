package browser

import (
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// axeFile is where npm puts axe-core, seen from the folder of go.mod.
const axeFile = "web/node_modules/axe-core/axe.min.js"

// Violation is a rule of axe-core that the page breaks.
type Violation struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"`
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"` // the offending elements, as HTML
}

func (v Violation) String() string {
	return v.ID + " (" + v.Impact + "): " + v.Help + "\n\t" + strings.Join(v.Nodes, "\n\t")
}

// ask runs the rules of WCAG 2.2, levels A and AA, and the best practices.
const ask = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => ({
	id: v.id, impact: v.impact ?? "", help: v.help,
	nodes: v.nodes.slice(0, 5).map(n => n.target.join(" ") + "  " + n.html.slice(0, 200) + "  " + (n.any[0]?.message ?? "")),
})))`

// Axe returns the rules of axe-core that the page breaks as it stands now.
func (p *Page) Axe() []Violation {
	p.tb.Helper()
	source, err := axe()
	if err != nil {
		miss(p.tb, "axe-core is missing: run 'npm ci' in web/")
	}
	if p.noScript {
		// The page was read without scripts; axe itself needs them now.
		p.do("switch scripts on", scripts(true))
		defer p.do("switch scripts off", scripts(false))
	}
	if _, err := run(p, chromedp.Evaluate[chromedp.Void](source)); err != nil {
		p.tb.Fatalf("load axe-core: %v", err)
	}
	return value[[]Violation](p, ask)
}

var axe = sync.OnceValues(func() (string, error) {
	source, err := os.ReadFile(filepath.Join(root(), axeFile))
	return string(source), err
})

// root is the nearest folder above that holds go.mod.
func root() string {
	dir, _ := os.Getwd()
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	return "."
}
