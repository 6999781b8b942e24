package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/schema"
)

// unportable is SQL that one engine lacks or understands otherwise, with what
// to do instead.
var unportable = []struct{ pattern, instead string }{
	{`\blower\s*\(|\bupper\s*\(`, "SQLite folds ASCII alone: fold in Go and keep the folded text"},
	{`\bi?like\b`, "LIKE differs between the engines: search folded text by a function of kit/db"},
	{`\bgroup_concat\s*\(`, "string_agg(x, ',' ORDER BY x)"},
	{`\biif\s*\(`, "CASE WHEN"},
	{`\b(greatest|least)\s*\(`, "CASE WHEN, or compare in Go"},
	{`\b(strpos|instr)\s*\(`, "search in Go"},
	{`\bfor update\b`, "tx.Lock of kit/db"},
	{`\b(datetime|julianday|strftime|date_trunc|to_char)\s*\(`, "times are text in UTC, made in Go"},
	{`\bnow\s*\(\)|\bcurrent_(timestamp|date|time)\b`, "the time is an argument"},
	{`\b(stddev|percentile_cont|median)\w*\s*\(`, "kit/stat"},
	{`\bround\s*\([^()]*,`, "round when it is shown"},
	{`\bcollate\b`, "order text in Go, by the reader's language"},
	{`\b(insert or|replace into|glob)\b`, "ON CONFLICT"},
	{`\b(random|gen_random_uuid|last_insert_rowid)\s*\(`, "ids are made in Go"},
	{`\bautoincrement\b|\bserial\b`, "ids are made in Go"},
	{`\$[0-9]`, "? for every argument"},
	{`::[a-z]+`, "CAST(x AS type)"},
}

var sqlish = regexp.MustCompile(`\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|WHERE|ORDER BY|CREATE TABLE|FROM)\b`)

// Both engines run the same SQL; what differs is a function of kit/db.
func TestSQLIsPortable(t *testing.T) {
	for _, s := range product() {
		if s.folder == "kit/db" || s.folder == "kit/job" {
			continue // they know the engines
		}
		for _, l := range literals(s) {
			if sqlish.MatchString(l.value) {
				portable(t, l.at, l.value)
			}
		}
	}
	files, _ := filepath.Glob("schema/0*.sql")
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		portable(t, name, onlyShared(string(text)))
	}
}

func portable(t *testing.T, at, text string) {
	t.Helper()
	for _, u := range unportable {
		if found := regexp.MustCompile(`(?i)` + u.pattern).FindString(text); found != "" {
			t.Errorf("%s: %q is not the same on both engines; instead: %s", at, found, u.instead)
		}
	}
}

// onlyShared leaves out comments and what is for one engine.
func onlyShared(text string) string {
	own := regexp.MustCompile(`(?s)-- \+only.*?-- \+end`)
	return regexp.MustCompile(`--[^\n]*`).ReplaceAllString(own.ReplaceAllString(text, ""), "")
}

func TestChangesOfTheSchemaAreNumbered(t *testing.T) {
	files, _ := filepath.Glob("schema/*.sql")
	next := 1
	for _, name := range files {
		if name == "schema/now.sql" {
			continue
		}
		if !regexp.MustCompile(fmt.Sprintf(`^schema/%04d_[a-z_]+\.sql$`, next)).MatchString(name) {
			t.Errorf("%s: the next change is %04d and says what it changes: %04d_network.sql", name, next, next)
		}
		next++
	}
}

// schema/now.sql is the sum of the changes, for readers.
func TestTheSumOfTheSchema(t *testing.T) {
	d, err := db.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(t.Context(), schema.Files); err != nil {
		t.Fatal(err)
	}
	var tables []string
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		tables, err = db.All(tx, func(s *string) []any { return []any{s} }, `
			SELECT sql FROM sqlite_master
			WHERE sql IS NOT NULL AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' AND tbl_name NOT LIKE 'river%'
			ORDER BY tbl_name, type DESC, name`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	head := "-- The schema as it is: the sum of the numbered changes, as SQLite has it.\n-- Written by \"make docs\"; change the schema by a new numbered file.\n\n"
	generated(t, "schema/now.sql", head+strings.Join(tables, ";\n\n")+";\n")
}
