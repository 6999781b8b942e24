package body

import "pesnet/kit/db"

func contactData(tx *db.Tx, people []string) ([]Reached, error) {
	if len(people) == 0 {
		return nil, nil
	}
	return db.All(tx, func(r *Reached) []any {
		return []any{&r.Person, &r.Email, &r.Phone, &r.Languages, &r.Topics, &r.Photo, &r.Version}
	}, `SELECT person_id, email, phone, languages, topics, photo, version FROM body_contact WHERE person_id IN (`+db.Marks(len(people))+`)`, db.Args(people)...)
}
