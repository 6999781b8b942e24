package main

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

// dataClasses are the classes of columns, the least delicate first, with what
// each asks for.
var dataClasses = [][2]string{
	{"open", "Anybody may see it. Changed only by those whom the table of permission names; each change is in the record."},
	{"plain", "Ids, versions, counters and marks that keep rows in order. Seen with the row that it belongs to; ids are random or small numbers that give nobody anything."},
	{"operator", "How the installation is run. Seen and changed by who runs it."},
	{"network", "What those in a network have among themselves, until it is published. Behind the table of permission with the network in hand and, on PostgreSQL, behind the wall of the rows; never in an answer to strangers while it is not published."},
	{"member", "What a member alone has: figures that are not released. Behind both walls by organisation; copies of files go by the schedule `rejected`."},
	{"person", "Says who somebody is or what they did. As `network`, and: looking at others is recorded and shown to the person, many at once ring an alarm, it has a record of processing and a schedule, is given and erased at the person's request, and stands in no log and no address."},
	{"special", "Special categories of Art. 9 GDPR. As `person`, and: kept only while the person allows it, sealed by a key of the person's own that lies sealed by keys outside the database, opened only by a counsellor of the own organisation after a fresh proof; in no export and in no backup that can be read without the keys."},
	{"secret", "Opens something. Kept as a hash (SHA-256 of 128 random bits or more, argon2id for passwords) or sealed, or is a public key; seen by the door alone, by nobody afterwards; in no answer, export, log or record."},
}

// classesOf reads the class of each column by table, as "table.column".
func classesOf(t *testing.T) (class map[string]string, tables []string) {
	t.Helper()
	var read map[string]map[string]string
	if _, err := toml.DecodeFile("schema/classes.toml", &read); err != nil {
		t.Fatal(err)
	}
	class = map[string]string{}
	for table, lines := range read {
		for name, columns := range lines {
			if !slices.ContainsFunc(dataClasses, func(c [2]string) bool { return c[0] == name }) {
				t.Errorf("schema/classes.toml: %s: there is no class %q", table, name)
			}
			for _, column := range strings.Fields(columns) {
				if was := class[table+"."+column]; was != "" {
					t.Errorf("schema/classes.toml: %s.%s is %s and %s", table, column, was, name)
				}
				class[table+"."+column] = name
			}
		}
	}
	return class, slices.Sorted(maps.Keys(read))
}

// columnsOf are the columns of the tables that the schema makes.
func columnsOf(t *testing.T) (all []string) {
	t.Helper()
	err := dbtest.Open(t).Read(t.Context(), func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(s *string) []any { return []any{s} }, `SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
			WHERE m.type = 'table' AND substr(m.name, 1, 7) <> 'sqlite_' AND substr(m.name, 1, 6) NOT IN ('goose_', 'river_') ORDER BY m.name, c.cid`)
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d columns, %v", len(all), err)
	}
	return all
}

// Every column of the schema has one class, and what a class asks for is said.
func TestEveryColumnHasAClass(t *testing.T) {
	class, tables := classesOf(t)
	left := maps.Clone(class)
	for _, column := range columnsOf(t) {
		if class[column] == "" {
			t.Errorf("%s has no class: say in schema/classes.toml what it can hold", column)
		}
		delete(left, column)
	}
	for column := range left {
		t.Errorf("schema/classes.toml: there is no column %s", column)
	}
	var page strings.Builder
	page.WriteString("# What is kept, and how delicate it is\n\nWritten by `make docs` from [schema/classes.toml](../schema/classes.toml), in which every column of [the schema](../schema/now.sql) has one class.\n\n| class | what it asks for |\n|---|---|\n")
	for _, c := range dataClasses {
		fmt.Fprintf(&page, "| **%s** | %s |\n", c[0], c[1])
	}
	page.WriteString("\nHow long each is kept stands in the schedules of an installation (*Personal data*, *How long data are kept*), who may do what with it in the one table of `network/may.go`.\n\n| table | class | columns |\n|---|---|---|\n")
	text, err := os.ReadFile("schema/classes.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		for _, c := range dataClasses {
			if c[0] == "plain" {
				continue
			}
			var names []string
			for _, column := range inOrder(string(text), table) {
				if class[table+"."+column] == c[0] {
					names = append(names, column)
				}
			}
			if len(names) > 0 {
				fmt.Fprintf(&page, "| `%s` | %s | %s |\n", table, c[0], strings.Join(names, ", "))
			}
		}
	}
	generated(t, "docs/data.md", page.String())
}

// inOrder are the columns of a table as they are written in the file.
func inOrder(text, table string) (columns []string) {
	_, rest, _ := strings.Cut(text, "["+table+"]\n")
	rest, _, _ = strings.Cut(rest, "\n[")
	for _, line := range regexp.MustCompile(`"(.*)"`).FindAllStringSubmatch(rest, -1) {
		columns = append(columns, strings.Fields(line[1])...)
	}
	return columns
}

// beforeTheWall are the tables with columns of persons or members that any
// transaction of the program can read, with what guards them instead.
var beforeTheWall = map[string]string{
	"agreement_party": "whom an agreement names as its contact is public with it",
	"letter_choice":   "asked by the outbox for every receiver; pages ask for their own reader's alone",
	"letter_feed":     "found by the hash of a secret, by a calendar that nobody is signed in to",
}

// What is a person's, a member's or a secret stands behind the wall of rows.
func TestDelicateColumnsStandBehindTheWall(t *testing.T) {
	class, tables := classesOf(t)
	guarded := guardedTables(t)
	for _, table := range tables {
		delicate := ""
		for column, c := range class {
			if strings.HasPrefix(column, table+".") && slices.Contains([]string{"member", "person", "special", "secret"}, c) {
				delicate = max(delicate, column)
			}
		}
		switch why := beforeTheWall[table]; {
		case delicate != "" && !guarded[table] && why == "":
			t.Errorf("%s is before the wall: put the table behind it, or say here what guards it", delicate)
		case why != "" && (guarded[table] || delicate == ""):
			t.Errorf("%s needs no reason", table)
		}
	}
}

// kept are the forms in which secrets may be kept, where it is not a hash.
var kept = map[string]string{
	"account_errand.detail":        "", // what a browser brings back within ten minutes
	"account_passkey.id":           "", // public
	"account_passkey.credential":   "", // a public key
	"account_password.password":    `^\$argon2id\$`,
	"account_authenticator.secret": `^[0-9A-Za-z-]+:[A-Za-z0-9+/_=-]{40,}$`,
	"privacy_key.sealed":           `^[A-Za-z0-9+/_=-]{60,}$`,
	"privacy_key.sealed_by":        `^[0-9a-z-]+$`, // names a key, which lies elsewhere
}

// Nothing that opens something can be read in the database: in a world in which
// everybody is signed in, secrets are hashes or sealed.
func TestSecretsCannotBeReadInTheDatabase(t *testing.T) {
	h, class, tried := settled(t), map[string]string(nil), 0
	class, _ = classesOf(t)
	for _, login := range principals {
		h.as(t, login)
	}
	for column, c := range class {
		form, special := kept[column]
		if c != "secret" || special && form == "" {
			continue
		}
		if !special {
			form = `^[0-9a-f]{64}$`
		}
		table, name, _ := strings.Cut(column, ".")
		var all []string
		err := h.app.db.Read(db.Unwalled(t.Context()), func(tx *db.Tx) (err error) {
			all, err = db.All(tx, func(s *string) []any { return []any{s} }, `SELECT DISTINCT `+name+` FROM `+table+` WHERE `+name+` <> ''`)
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", column, err)
		}
		for _, value := range all {
			tried++
			if !regexp.MustCompile(form).MatchString(value) {
				t.Errorf("%s keeps %.12q…", column, value)
			}
		}
	}
	if tried < 20 {
		t.Errorf("%d secrets alone were looked at", tried)
	}
}
