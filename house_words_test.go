package main

import (
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"text/template/parse"

	"github.com/BurntSushi/toml"

	"pesnet/lang"
)

func unquote(b *ast.BasicLit) string {
	text, err := strconv.Unquote(b.Value)
	if err != nil {
		return ""
	}
	return text
}

// said is a place that says words: their key, and the names of the values it
// gives, where they can be seen.
type said struct {
	at, key string
	values  []string
	sure    bool // all values can be seen
}

// speaks are the calls whose texts say words: the place of the key among the
// arguments.
var speaks = map[string]int{"T": 0, "New": 1}

// saidInCode are the words that a Go file says.
func saidInCode(s source) (all []said) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			all = append(all, saidByCall(s, n)...)
		case *ast.KeyValueExpr: // web.Go{Said: "network.said-saved"}
			if name, ok := n.Key.(*ast.Ident); ok && name.Name == "Said" {
				if key, ok := text(n.Value); ok {
					all = append(all, said{at: s.at(n), key: key})
				}
			}
		}
		return true
	})
	return all
}

func saidByCall(s source, call *ast.CallExpr) []said {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	place, ok := speaks[f.Sel.Name]
	if of, named := f.X.(*ast.Ident); !ok || f.Sel.Name == "New" && (!named || of.Name != "fault") || len(call.Args) <= place {
		return nil
	}
	key, ok := text(call.Args[place])
	if !ok {
		return nil
	}
	one := said{at: s.at(call), key: key, sure: call.Ellipsis == token.NoPos}
	for i, arg := range call.Args[place+1:] {
		if name, ok := text(arg); ok && i%2 == 0 {
			one.values = append(one.values, name)
		} else if i%2 == 0 {
			one.sure = false
		}
	}
	return []said{one}
}

func text(e ast.Expr) (string, bool) {
	b, ok := e.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	return unquote(b), true
}

// templates are the pages and parts, by path.
var templates = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && elsewhere.MatchString(p) {
			return fs.SkipDir
		}
		if err != nil || !strings.HasSuffix(p, ".html") {
			return err
		}
		text, err := os.ReadFile(p)
		all[p] = string(text)
		return err
	})
	if err != nil {
		panic(err)
	}
	return all
})

// saidInPage are the words that a template says.
func saidInPage(t *testing.T, name, page string) (all []said) {
	t.Helper()
	tree := parse.New(name)
	tree.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := tree.Parse(page, "", "", trees); err != nil {
		t.Errorf("%s: %v", name, err)
		return nil
	}
	for _, one := range trees {
		if one.Root != nil {
			walk(one.Root, func(c *parse.CommandNode) {
				if f, ok := c.Args[0].(*parse.IdentifierNode); ok && f.Ident == "T" && len(c.Args) > 1 {
					if key, ok := c.Args[1].(*parse.StringNode); ok {
						all = append(all, said{name, key.Text, names(c.Args[2:]), true})
					}
				}
			})
		}
	}
	return all
}

func names(args []parse.Node) (all []string) {
	for i := 0; i < len(args); i += 2 {
		if name, ok := args[i].(*parse.StringNode); ok {
			all = append(all, name.Text)
		}
	}
	return all
}

// walk calls f for every command of a template.
func walk(n parse.Node, f func(*parse.CommandNode)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, one := range n.Nodes {
				walk(one, f)
			}
		}
	case *parse.ActionNode:
		walk(n.Pipe, f)
	case *parse.TemplateNode:
		walk(n.Pipe, f)
	case *parse.IfNode:
		branch(&n.BranchNode, f)
	case *parse.RangeNode:
		branch(&n.BranchNode, f)
	case *parse.WithNode:
		branch(&n.BranchNode, f)
	case *parse.PipeNode:
		if n == nil {
			return
		}
		for _, c := range n.Cmds {
			f(c)
			for _, arg := range c.Args {
				walk(arg, f)
			}
		}
	}
}

func branch(n *parse.BranchNode, f func(*parse.CommandNode)) {
	walk(n.Pipe, f)
	walk(n.List, f)
	walk(n.ElseList, f)
}

// values are the names in braces that the English words of each key have.
var values = sync.OnceValue(func() map[string][]string {
	brace := regexp.MustCompile(`\{(\w+)\}`)
	all := map[string][]string{}
	files, _ := filepath.Glob("lang/en/*.toml")
	for _, name := range files {
		var raw map[string]any
		if _, err := toml.DecodeFile(name, &raw); err != nil {
			panic(err)
		}
		for key, v := range raw {
			texts := []string{}
			if forms, ok := v.(map[string]any); ok {
				for _, form := range forms {
					texts = append(texts, form.(string))
				}
			} else {
				texts = append(texts, v.(string))
			}
			all[key] = []string{}
			for _, text := range texts {
				for _, m := range brace.FindAllStringSubmatch(text, -1) {
					if !slices.Contains(all[key], m[1]) {
						all[key] = append(all[key], m[1])
					}
				}
			}
		}
	}
	return all
})

// everythingSaid is what the code and the pages say.
func everythingSaid(t *testing.T) (all []said) {
	t.Helper()
	for _, s := range product() {
		all = append(all, saidInCode(s)...)
	}
	for name, page := range templates() {
		all = append(all, saidInPage(t, name, page)...)
	}
	return all
}

// Every refusal and every text of a page has its words, and gives them the
// values that they name. The tests of lang/ hold the languages to each other.
func TestWhatIsSaidHasWords(t *testing.T) {
	for _, one := range everythingSaid(t) {
		wanted, ok := values()[one.key]
		switch {
		case strings.HasSuffix(one.key, ".") || one.key == "":
			continue // the rest of the key comes from a value
		case !ok:
			t.Errorf("%s says %s, which has no words: add it to lang/*/%s.toml", one.at, one.key, strings.Split(one.key, ".")[0])
			continue
		case !one.sure:
			continue
		}
		for _, name := range wanted {
			if !slices.Contains(one.values, name) {
				t.Errorf("%s says %s without its value {%s}", one.at, one.key, name)
			}
		}
	}
	for _, code := range lang.All.Codes() {
		for key := range values() {
			if !lang.All.In(code).Has(key) {
				t.Errorf("lang/%s has no words for %s", code, key)
			}
		}
	}
}

// keyLike finds keys in a text; one that ends with a dot or a dash is the
// beginning of some.
var keyLike = regexp.MustCompile(`[a-z][a-z0-9-]*\.(?:[a-zA-Z0-9_-]+\.?)*`)

// Words that nothing says are taken out. A key counts as said where it stands
// whole in a text of the code or a page, or where it can be put together from
// texts and values: "network.kind." + kind.
func TestWordsAreSaid(t *testing.T) {
	whole, made := map[string]bool{}, map[string]bool{}
	for _, s := range product() {
		for _, l := range literals(s) {
			note(l.value, whole, made)
		}
		for _, shape := range sums(s) {
			made[shape] = true
		}
	}
	for _, page := range templates() {
		note(page, whole, made)
	}
	shapes := regexp.MustCompile("^(?:" + strings.Join(slices.Collect(maps.Keys(made)), "|") + ")$")
	var unused []string
	for key := range values() {
		if !whole[key] && !shapes.MatchString(key) {
			unused = append(unused, key)
		}
	}
	slices.Sort(unused)
	for _, key := range unused {
		t.Errorf("nothing says %s: take it out of lang/*/%s.toml", key, strings.Split(key, ".")[0])
	}
}

// note finds the keys of a text. A beginning of a single word, "home.", says
// too little to count.
func note(text string, whole, made map[string]bool) {
	text = regexp.MustCompile(`%[sdvq]`).ReplaceAllString(text, "")
	for _, key := range keyLike.FindAllString(text, -1) {
		whole[strings.TrimSuffix(key, ".")] = true
		if (strings.HasSuffix(key, ".") || strings.HasSuffix(key, "-")) && strings.Count(key, ".") > 1 {
			made[regexp.QuoteMeta(key)+".+"] = true
		}
	}
}

// fieldWords are the shapes of the words of fields: the area stands first.
var fieldWords = regexp.MustCompile(`^\.\+\\\.(hint|field)\\\.`)

// sums are the shapes of texts that a file puts together with +, as
// expressions: "home." + page + ".title" is home\..+\.title.
func sums(s source) (all []string) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		sum, ok := n.(*ast.BinaryExpr)
		if !ok || sum.Op != token.ADD {
			return true
		}
		shape := shapeOf(sum)
		// Fields and their hints have words, whichever area they are of.
		if keyLike.MatchString(strings.ReplaceAll(shape, `\`, "")) && strings.Trim(shape, ".+") != "" && (!strings.HasPrefix(shape, ".+") || fieldWords.MatchString(shape)) {
			all = append(all, shape)
		}
		return false
	})
	return all
}

func shapeOf(e ast.Expr) string {
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		return shapeOf(sum.X) + shapeOf(sum.Y)
	}
	if words, ok := text(e); ok {
		return regexp.QuoteMeta(words)
	}
	return ".+"
}
