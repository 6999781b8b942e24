package main

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// The tests of house_*.go are the architecture. docs/house.md draws it.

var update = flag.Bool("update", false, "write the generated files: docs/rules.md, docs/api.md, schema/now.sql")

// source is one Go file of the house.
type source struct {
	path, folder, top, name string // "network/world/charter.go", "network/world", "network", "charter.go"
	role                    string // what stands before the first _ of the name: "service" of service_import.go
	text                    string
	file                    *ast.File
	places                  *token.FileSet
}

// test tells whether the file is a test, or a package that serves tests only.
func (s source) test() bool {
	return strings.HasSuffix(s.name, "_test.go") || s.folder == "kit/browser" || s.folder == "kit/need" || strings.HasSuffix(s.folder, "test")
}

func (s source) imports() (all []string) {
	for _, i := range s.file.Imports {
		all = append(all, strings.Trim(i.Path.Value, `"`))
	}
	return all
}

// of is the text of a part of the file.
func (s source) of(n ast.Node) string {
	return s.text[s.places.Position(n.Pos()).Offset:s.places.Position(n.End()).Offset]
}

// at is where a part of the file stands: "network/may.go:82".
func (s source) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", s.path, s.places.Position(n.Pos()).Line)
}

// elsewhere are folders that hold no source of the house.
var elsewhere = regexp.MustCompile(`(^|/)(node_modules|dist|testdata|data|demo|\.git)$`)

var sources = sync.OnceValue(func() (all []source) {
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && elsewhere.MatchString(p) {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") {
			return err
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		places := token.NewFileSet()
		file, err := parser.ParseFile(places, p, text, parser.ParseComments)
		name := path.Base(p)
		role, _, _ := strings.Cut(strings.TrimSuffix(name, ".go"), "_")
		all = append(all, source{p, path.Dir(p), strings.Split(p, "/")[0], name, role, string(text), file, places})
		return err
	})
	if err != nil {
		panic(err)
	}
	return all
})

// product is the files of the house that are no tests.
func product() (all []source) {
	for _, s := range sources() {
		if !s.test() {
			all = append(all, s)
		}
	}
	return all
}

var builds = regexp.MustCompile(`:= (\w+)\.New\(`)

// areas are the capabilities, in the order in which app.go builds them.
func areas(t *testing.T) (all []string) {
	t.Helper()
	text, err := os.ReadFile("app.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range builds.FindAllStringSubmatch(string(text), -1) {
		if _, err := os.Stat(m[1]); err == nil {
			all = append(all, m[1])
		}
	}
	if len(all) == 0 {
		t.Fatal("app.go builds no area: the tests of the house read their order there")
	}
	return all
}

// ground is what lies below every area.
var ground = []string{"kit", "lang", "schema", "web"}

func TestEveryFolderIsAnAreaOrTheGround(t *testing.T) {
	known := append(areas(t), ground...)
	for _, s := range sources() {
		if s.folder != "." && !slices.Contains(known, s.top) {
			t.Errorf("%s: app.go does not build the area %s", s.path, s.top)
		}
	}
}

// An area knows the kit, the words and the areas above it in app.go. The kit
// knows nothing of the house.
func TestDependencies(t *testing.T) {
	order := areas(t)
	for _, s := range product() {
		for _, i := range s.imports() {
			to, inside := strings.CutPrefix(i, "pesnet/")
			if !inside || s.folder == "." {
				continue
			}
			top := strings.Split(to, "/")[0]
			switch me, other := slices.Index(order, s.top), slices.Index(order, top); {
			case s.top == "kit" && top != "kit":
				t.Errorf("%s imports %s: the kit knows no area, no words and no assets; let app.go hand them over", s.path, to)
			case slices.Contains(ground[1:], s.top) && top != "kit":
				t.Errorf("%s imports %s: %s knows the kit alone", s.path, to, s.top)
			case me >= 0 && other > me:
				t.Errorf("%s imports %s: an area knows only the areas above it in app.go; offer a hook that app.go sets", s.path, to)
			case me >= 0 && top == "schema":
				t.Errorf("%s imports %s: an area does not know how tables come about", s.path, to)
			}
		}
	}
}

// roles says what a file of an area may know beside the pure packages. A file
// with any other name holds a rule or a noun: it knows neither tables, nor
// pages, nor the clock. A role may be split by noun: service_import.go.
var roles = map[string][]string{
	"service": {"pesnet/kit/db", "pesnet/kit/audit", "pesnet/kit/once", "pesnet/kit/job"},
	"store":   {"pesnet/kit/db", "database/sql"},
	"web":     {"pesnet/kit/web", "net/http", "pesnet/kit/job"},
	"api":     {"pesnet/kit/web", "pesnet/kit/once", "net/http"},
	"cmd":     {"pesnet/kit/cli"},
	"job":     {"pesnet/kit/job", "pesnet/kit/db"},
	"demo":    {"pesnet/kit/db", "pesnet/kit/audit", "pesnet/kit/cli"},
}

// outside is what only the files of a role may know.
var outside = []string{"pesnet/kit/db", "pesnet/kit/audit", "pesnet/kit/once", "pesnet/kit/job", "pesnet/kit/web", "pesnet/kit/cli", "database/sql", "net/http"}

func TestFilesKnowWhatTheirNameSays(t *testing.T) {
	order := areas(t)
	for _, s := range product() {
		if !slices.Contains(order, s.top) {
			continue
		}
		for _, i := range s.imports() {
			if slices.Contains(outside, i) && (s.folder != s.top || !slices.Contains(roles[s.role], i)) {
				t.Errorf("%s imports %s, which is not for a file of this name: let its service do that; see the roles in house_test.go", s.path, i)
			}
		}
	}
}

// measures are the files that ask the clock how long an answer took; nothing
// they decide depends on it.
var measures = []string{"kit/web/site.go", "kit/web/api.go", "kit/web/answer.go"}

func TestTimeIsAnArgument(t *testing.T) {
	for _, s := range product() {
		if s.path == "main.go" || slices.Contains(measures, s.path) {
			continue
		}
		for _, clock := range []string{"time.Now(", "time.Since(", "time.Until("} {
			if strings.Contains(s.text, clock) {
				t.Errorf("%s reads the clock with %s): take the time as an argument", s.path, clock)
			}
		}
	}
}

// doors are the files whose methods translate and decide nothing; frontage is
// what every area shows of its doors, wherever it stands.
var (
	doors    = []string{"web", "api", "cmd", "job", "demo"}
	frontage = []string{"Routes", "API", "Pages"}
)

// asks is a first statement that asks who may: itself, or by an action that
// takes the same person.
var asks = regexp.MustCompile(`\bMay\(|^.{0,40}\bs\.[A-Z]\w*\(ctx, who\b`)

// Every action asks first who may; so no door can forget it.
func TestActionsAskFirstWhoMay(t *testing.T) {
	order := areas(t)
	for _, s := range product() {
		if !slices.Contains(order, s.folder) || slices.Contains(doors, s.role) {
			continue
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || !f.Name.IsExported() || slices.Contains(frontage, f.Name.Name) || !strings.HasSuffix(s.of(f.Recv.List[0].Type), "Service") {
				continue
			}
			open := strings.Contains(strings.Join(strings.Fields(f.Doc.Text()), " "), "open to all")
			if !open && (len(f.Body.List) == 0 || !asks.MatchString(s.of(f.Body.List[0]))) {
				t.Errorf("%s: %s does not begin by asking who may; if anybody may, its comment says that it is open to all", s.at(f), f.Name.Name)
			}
		}
	}
}

var writes = regexp.MustCompile(`(?i)\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)\b`)

// A store writes only tables that bear the name of its area; no other file of
// an area holds SQL at all.
func TestStoresWriteTheirOwnTables(t *testing.T) {
	order := areas(t)
	for _, s := range product() {
		if !slices.Contains(order, s.top) {
			continue
		}
		for _, text := range literals(s) {
			for _, m := range writes.FindAllStringSubmatch(text.value, -1) {
				if m[1] != s.top && !strings.HasPrefix(m[1], s.top+"_") && !strings.EqualFold(m[1], "set") {
					t.Errorf("%s writes %s: that table belongs to another", text.at, m[1])
				}
			}
			if s.role != "store" && statement.MatchString(text.value) {
				t.Errorf("%s holds SQL: all SQL of an area stands in its store", text.at)
			}
		}
	}
}

var statement = regexp.MustCompile(`(?s)^\s*(SELECT .* FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|WITH .* AS)\s`)

// literal is a text in the code.
type literal struct{ at, value string }

// literals are the texts in a file.
func literals(s source) (all []literal) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		if _, ok := n.(*ast.ImportSpec); ok {
			return false
		}
		if b, ok := n.(*ast.BasicLit); ok && b.Kind == token.STRING {
			all = append(all, literal{s.at(b), unquote(b)})
		}
		return true
	})
	return all
}

var empty = regexp.MustCompile(`(^|/|_)(util|utils|helper|helpers|common|misc|shared|base|types|manager|stuff|tools)(_|/|\.go|$)`)

func TestNamesSayWhatTheyHold(t *testing.T) {
	for _, s := range sources() {
		if empty.MatchString(s.path) || slices.Contains([]string{"util", "utils", "common", "types"}, s.file.Name.Name) {
			t.Errorf("%s: name the file after what it does", s.path)
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	said := map[string]int{}
	for _, s := range sources() {
		if strings.HasSuffix(s.name, "_test.go") {
			continue
		}
		said[s.folder] += 0
		if s.file.Doc != nil {
			said[s.folder]++
		}
	}
	for folder, n := range said {
		if n != 1 {
			t.Errorf("%s has %d package comments, it wants one: what it is, its words, its rules", folder, n)
		}
	}
}

// grown are folders that may be longer, until they are split; docs/decisions.md
// says where.
var grown = map[string]int{"indicator": 15_500, "meeting": 5_100, "network": 4_700}

func TestNothingGrowsTooLong(t *testing.T) {
	const file, function, area = 500, 80, 4500
	lines := map[string]int{}
	for _, s := range sources() {
		n := strings.Count(s.text, "\n")
		if n > file {
			t.Errorf("%s has %d lines, at most %d: split it by noun or by rule", s.path, n, file)
		}
		if !s.test() {
			lines[s.folder] += n
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				if n := strings.Count(s.of(f), "\n") + 1; n > function {
					t.Errorf("%s: %s has %d lines, at most %d", s.at(f), f.Name.Name, n, function)
				}
			}
		}
	}
	for name, n := range lines {
		if most := max(area, grown[name]); n > most {
			t.Errorf("%s has %d lines, at most %d: split it by noun", name, n, most)
		}
	}
}

func TestWhatIsExportedIsExplained(t *testing.T) {
	for _, s := range product() {
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && exported(d.Recv) && d.Doc == nil {
					t.Errorf("%s: %s has no comment", s.at(d), d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					explained(t, s, d, spec)
				}
			}
		}
	}
}

// exported tells whether a method belongs to a type that others see.
func exported(receiver *ast.FieldList) bool {
	if receiver == nil {
		return true
	}
	kind := receiver.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	name, ok := kind.(*ast.Ident)
	return ok && name.IsExported()
}

func explained(t *testing.T, s source, d *ast.GenDecl, spec ast.Spec) {
	t.Helper()
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if spec.Name.IsExported() && d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
			t.Errorf("%s: the type %s has no comment", s.at(spec), spec.Name.Name)
		}
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			if name.IsExported() && d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
				t.Errorf("%s: %s has no comment", s.at(spec), name.Name)
			}
		}
	}
}

var unfinished = regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b`)

func TestNothingIsLeftForLater(t *testing.T) {
	for _, s := range sources() {
		for _, c := range s.file.Comments {
			if unfinished.MatchString(c.Text()) {
				t.Errorf("%s: a comment that promises; do it, or open an issue: %s", s.at(c), strings.TrimSpace(c.Text()))
			}
		}
	}
}

// subjects are words of the product's field: a kit that knows them would not
// serve a chess club.
var subjects = regexp.MustCompile(`(?i)\b(jobseekers?|unemploy\w*|vacanc\w+|employment|employers?|charter|membership)\b`)

func TestTheKitKnowsNothingOfTheField(t *testing.T) {
	for _, s := range product() {
		if s.top != "kit" || s.folder == "kit/code" {
			continue
		}
		if m := subjects.FindString(s.text); m != "" {
			t.Errorf("%s says %q: the kit would serve a chess club as well", s.path, m)
		}
	}
}
