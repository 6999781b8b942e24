package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pesnet/kit/db"
)

// column is one of a table that holds text, or a file.
type column struct {
	table, name string
	kind        string // as the database calls it
}

func (c column) String() string { return c.table + "." + c.name }

// texts are the columns of the migrated database that hold text or files.
func (h *house) texts(t *testing.T) (all []column) {
	t.Helper()
	for _, c := range h.everyColumn(t) {
		if !kit.MatchString(c.table) && slices.Contains([]string{"text", "blob", "bytea", "jsonb", "json", "character varying", ""}, c.kind) {
			all = append(all, c)
		}
	}
	return all
}

// everyColumn are the columns of the migrated database.
func (h *house) everyColumn(t *testing.T) (all []column) {
	t.Helper()
	query := `SELECT m.name, c.name, lower(c.type) FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid`
	if h.app.db.Postgres() != nil {
		query = `SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position`
	}
	err := h.app.db.Read(db.Unwalled(t.Context()), func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(c *column) []any { return []any{&c.table, &c.name, &c.kind} }, query)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// kit are the tables of tools: what has run, and in which form the tables are.
var kit = regexp.MustCompile(`^(river|goose|sqlite)_`)

// common are the tables that belong to no network and no person.
var common = map[string]string{
	"indicator":            "which figures there are is public",
	"network_organisation": "which services there are is public",
	"network_source":       "the documents that all cite are public",
	"privacy_schedule":     "how long data are kept is public",
	"privacy_threshold":    "words of a list, for all networks",
}

// plainly are the columns in which nobody writes, by their names; and what
// all of their values look like, so that no text passes as one.
var plainly = []struct{ why, names, values string }{
	{"an id", `id|\w+_id|who|\w+_by|author|alternate|carried|parcel|body|holder|login|acts_for`, `^[\w.-]*$`},
	{"a day, a month, a year or a time", `at|day|due|year|hour|begins|starts|since|period|vintage|\w+_(at|on|day|until|to|from)`, `^[\dT:.QWZ-]*$`},
	{"a hash, or a secret of which no more is kept", `hash|wording|abroad|hint|sum|heading|sha256|seal|token|key|subject|address|of`, `^[\w+/=-]*$`},
	{"a word of a list", `kind|state|role|lang|\w+_lang|action|answer|basis|category|cause|class|controller|country|dpia|exception|freq|how|indicator|majority|means|method|mode|often|org|outcome|point|purpose|quorum|register|reply|requester|result|seat|silence|standing|ask|present|theme|type|what|zone|area|dataset|destination|recipient|document|photo|rule`, `^[\w./:-]*(; charset=utf-8)?$`},
	{"the code of something, or its number", `code|source|provider|number|series|place|claim`, `^[\w./-]*( [\w./-]+)?$`},
	{"codes, or marks", `languages|documents|topics|themes|exchange|scope|drafters|persons|recipients|safeguards|transfers|data|strong|flags|dims|unit|members`, `^[\w.,=*"\[\]-]*( [\w.-]+)*$`},
}

// unwritten are the other columns of texts without a canary, each with its
// reason.
var unwritten = map[string]string{
	"discussion_word.word":     "the stems of the words of posts, which hold canaries: asked for by the search alone",
	"indicator_ledger.family":  "a dataset and the code of a count",
	"indicator_upload.answers": "what is meant by words of the file, which are in the preview and hold canaries",
	"letter_reminder.at":       "the address of a page of ours",
	"mail_letter.about":        "a kind and an id: meeting 0198…",
	"mail_letter.need":         "an action and ids, as JSON",
	"minutes.decision":         "the code of a decision",
	"minutes_document.pdf":     "made by a job out of the page of the minutes, which holds canaries",
	"network_charter.place":    "the paragraph of a public document",
	"network_charter.value":    "a public number, or a word of a list",
	"second_awaited.subject":   "a kind and a number: request 5",
	"network_news.about":       "a word of a list",
}

// A text in which somebody writes holds a canary of each network, so that
// the crawler finds it where it is not meant to be. A new column of a text
// needs one.
func TestEveryTextHoldsACanary(t *testing.T) {
	a := settled(t).aviary(t)
	a.areas(t)
	for _, wrong := range a.uncaged(t) {
		t.Error(wrong)
	}
	a.h.exec(t, `CREATE TABLE game (id text, network_id text, remark text, kind text)`)
	a.h.exec(t, `INSERT INTO game (id, network_id, remark, kind) SELECT id, id, 'A remark', 'A text of several words' FROM network`)
	if got := strings.Join(a.uncaged(t), "\n"); !strings.Contains(got, "game.remark") || !strings.Contains(got, "game.kind") || strings.Contains(got, "game.id") {
		t.Errorf("a new table is not seen as it is: %q", got)
	}
}

// uncaged says which columns hold no canary of each network and should.
func (a *aviary) uncaged(t *testing.T) (wrong []string) {
	t.Helper()
	tenants, there := map[string]bool{}, map[string]bool{}
	for _, c := range a.h.everyColumn(t) {
		tenants[c.table], there[c.String()] = tenants[c.table] || c.name == "network_id", true
	}
	for _, c := range a.h.texts(t) {
		held := a.held(t, c, tenants[c.table])
		aurora, valea := len(held[a.h.network(t, "AURORA")]), len(held[a.h.network(t, "VALEA")])
		caged := aurora > 0 && valea > 0 || aurora+valea == 0 && len(held[""]) >= 2 // of persons: one of each network
		switch why := unwritten[c.String()]; {
		case caged && why != "":
			wrong = append(wrong, fmt.Sprintf("%s holds canaries, and is listed as a column without", c))
		case caged || why != "" || common[c.table] != "":
		default:
			wrong = append(wrong, a.plain(t, c)...)
		}
	}
	for name := range unwritten {
		if !there[name] {
			wrong = append(wrong, name+" is listed and not there")
		}
	}
	return wrong
}

// plain says what is wrong with a column without canaries.
func (a *aviary) plain(t *testing.T, c column) []string {
	for _, kind := range plainly {
		if !regexp.MustCompile(`^(` + kind.names + `)$`).MatchString(c.name) {
			continue
		}
		looks := regexp.MustCompile(kind.values)
		for _, value := range a.values(t, c, false)[""] {
			if !looks.MatchString(value) {
				return []string{fmt.Sprintf("%s is called like %s and holds %q: put canaries into it (cage_test.go)", c, kind.why, value)}
			}
		}
		return nil
	}
	return []string{fmt.Sprintf("%s holds a text and no canary of each network: put canaries into it (cage_test.go), or say in column_test.go why nobody writes there", c)}
}

// held are the canaries in a column, by network.
func (a *aviary) held(t *testing.T, c column, tenant bool) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for network, values := range a.values(t, c, tenant) {
		for _, value := range values {
			all[network] = append(all[network], sighted(strings.ToLower(value))...)
		}
		slices.Sort(all[network])
		all[network] = slices.Compact(all[network])
	}
	return all
}

// values are those of a column, by network where the table says of which its
// rows are.
func (a *aviary) values(t *testing.T, c column, tenant bool) map[string][]string {
	t.Helper()
	type value struct{ network, text string }
	var rows []value
	network := map[bool]string{true: `coalesce(network_id, '')`, false: `''`}[tenant]
	err := a.h.app.db.Read(db.Unwalled(t.Context()), func(tx *db.Tx) (err error) {
		rows, err = db.All(tx, func(v *value) []any { return []any{&v.network, &v.text} }, `SELECT DISTINCT `+network+`, coalesce(CAST(`+c.name+` AS text), '') FROM `+c.table)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", c, err)
	}
	all := map[string][]string{}
	for _, row := range rows {
		all[row.network] = append(all[row.network], row.text)
	}
	return all
}
