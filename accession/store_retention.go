package accession

import (
	"pesnet/kit/db"
)

// overBefore returns the applications that came to nothing, and who applied:
// refused ones, and those that were withdrawn before the organisation was a
// member, where the last step was before a day.
func overBefore(tx *db.Tx, day string) ([]Application, error) {
	return db.All(tx, func(a *Application) []any { return []any{&a.ID, &a.Person} },
		`SELECT id, person_id FROM accession WHERE state IN (?, ?) AND organisation_id IS NULL AND moved_on < ? ORDER BY id`, Refused, Withdrawn, day)
}

// deleteApplication takes out an application with everything that came with it.
func deleteApplication(tx *db.Tx, id string) error {
	for _, statement := range []string{
		`DELETE FROM accession_file WHERE accession_id = ?`, `DELETE FROM accession_document WHERE accession_id = ?`, `DELETE FROM accession_answer WHERE accession_id = ?`,
		`DELETE FROM accession_nominee WHERE accession_id = ?`, `DELETE FROM accession_step WHERE accession_id = ?`, `DELETE FROM accession WHERE id = ?`,
	} {
		if _, err := tx.Exec(statement, id); err != nil {
			return err
		}
	}
	return nil
}

// appliedElse counts the applications of a person.
func appliedElse(tx *db.Tx, person string) (int64, error) {
	return tx.Count(`SELECT (SELECT count(*) FROM accession WHERE person_id = ?) + (SELECT count(*) FROM accession_nominee WHERE person_id = ?)`, person, person)
}
