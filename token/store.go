package token

import (
	"database/sql"
	"strings"
	"time"

	"pesnet/kit/db"
)

const tokenColumns = `id, hint, person_id, purpose, scope, coalesce(network_id, ''), coalesce(organisation_id, ''), made_at, made_by, last_day, ended_at, used_at` // #nosec G101 -- names of columns

func tokenPlaces(t *Token) []any {
	return []any{&t.ID, &t.Hint, &t.Person, &t.Purpose, (*parted)(&t.Scope), &t.Network, &t.Organisation, db.At(&t.Made), &t.Maker, &t.LastDay, db.At(&t.Ended), db.At(&t.Used)}
}

// parted is words in one column, parted by spaces.
type parted []string

// Scan reads the words.
func (p *parted) Scan(value any) error {
	text, _ := value.(string)
	*p = strings.Fields(text)
	return nil
}

// tokensOf returns the tokens of a person, the latest made first.
func tokensOf(tx *db.Tx, person string) ([]Token, error) {
	return db.All(tx, tokenPlaces, `SELECT `+tokenColumns+` FROM token WHERE person_id = ? ORDER BY made_at DESC, id`, person)
}

func tokenByHash(tx *db.Tx, hash string) (Token, error) {
	return db.One(tx, tokenPlaces, `SELECT `+tokenColumns+` FROM token WHERE hash = ?`, hash)
}

func tokenByID(tx *db.Tx, id string) (Token, error) {
	return db.One(tx, tokenPlaces, `SELECT `+tokenColumns+` FROM token WHERE id = ?`, id)
}

func insertToken(tx *db.Tx, t Token, hash string) error {
	none := func(id string) sql.NullString { return sql.NullString{String: id, Valid: id != ""} }
	_, err := tx.Exec(`INSERT INTO token (id, hash, hint, person_id, purpose, scope, network_id, organisation_id, made_at, made_by, last_day, ended_at, used_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')`,
		t.ID, hash, t.Hint, t.Person, t.Purpose, strings.Join(t.Scope, " "), none(t.Network), none(t.Organisation), db.Stamp(t.Made), t.Maker, t.LastDay)
	return err
}

func useToken(tx *db.Tx, id string, now time.Time) error {
	_, err := tx.Exec(`UPDATE token SET used_at = ? WHERE id = ?`, db.Stamp(now), id)
	return err
}

// endToken ends a token of a person that has not ended.
func endToken(tx *db.Tx, person, id string, now time.Time) (int64, error) {
	return tx.Exec(`UPDATE token SET ended_at = ? WHERE person_id = ? AND id = ? AND ended_at = ''`, db.Stamp(now), person, id)
}

// endTokens ends every token of a person that has not ended.
func endTokens(tx *db.Tx, person string, now time.Time) (int64, error) {
	return tx.Exec(`UPDATE token SET ended_at = ? WHERE person_id = ? AND ended_at = ''`, db.Stamp(now), person)
}

// deleteTokensEnded takes out the tokens that held last before a day.
func deleteTokensEnded(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM token WHERE last_day < ? OR ended_at <> '' AND ended_at < ?`, before.UTC().Format(time.DateOnly), db.Stamp(before))
}

func tokensKept(tx *db.Tx, person string) ([]tokenKept, error) {
	return db.All(tx, func(k *tokenKept) []any { return []any{&k.Name, db.At(&k.Made)} }, `SELECT purpose, made_at FROM token WHERE person_id = ? ORDER BY made_at`, person)
}

func deleteTokensOf(tx *db.Tx, person string) error {
	_, err := tx.Exec(`DELETE FROM token WHERE person_id = ?`, person)
	return err
}
