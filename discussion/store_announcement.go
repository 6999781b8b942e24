package discussion

import "pesnet/kit/db"

const announcementColumns = `id, network_id, no, organisation_id, kind, title, body, day, last_day, place, link, public, withdrawn, author_id, written_at, version`

func announcementPlaces(a *Announcement) []any {
	return []any{&a.ID, &a.Network, &a.No, &a.Organisation, &a.Kind, &a.Title, &a.Text, &a.Day, &a.Last, &a.Place, &a.Link, &a.Public, &a.Withdrawn, &a.Author, db.At(&a.Written), &a.Version}
}

// announcements are those about a day from from to to, the first day first.
func announcements(tx *db.Tx, network, from, to string) ([]Announcement, error) {
	return db.All(tx, announcementPlaces, `SELECT `+announcementColumns+` FROM discussion_announcement
		WHERE network_id = ? AND day <= ? AND (day >= ? OR last_day >= ?) ORDER BY day, no`, network, to, from, from)
}

func announcementByNo(tx *db.Tx, network string, no int64) (Announcement, error) {
	return db.One(tx, announcementPlaces, `SELECT `+announcementColumns+` FROM discussion_announcement WHERE network_id = ? AND no = ?`, network, no)
}

func insertAnnouncement(tx *db.Tx, a Announcement) (Announcement, error) {
	if err := tx.Lock("announcement " + a.Network); err != nil {
		return a, err
	}
	last, err := tx.Count(`SELECT coalesce(max(no), 0) FROM discussion_announcement WHERE network_id = ?`, a.Network)
	if err != nil {
		return a, err
	}
	a.No, a.Version = last+1, 1
	_, err = tx.Exec(`INSERT INTO discussion_announcement (`+announcementColumns+`) VALUES (`+db.Marks(16)+`)`,
		a.ID, a.Network, a.No, a.Organisation, a.Kind, a.Title, a.Text, a.Day, a.Last, a.Place, a.Link, a.Public, a.Withdrawn, a.Author, db.Stamp(a.Written), a.Version)
	return a, err
}

func updateAnnouncement(tx *db.Tx, a Announcement) (int64, error) {
	return tx.Exec(`UPDATE discussion_announcement SET kind = ?, title = ?, body = ?, day = ?, last_day = ?, place = ?, link = ?, public = ?, withdrawn = ?, version = version + 1
		WHERE id = ? AND version = ?`, a.Kind, a.Title, a.Text, a.Day, a.Last, a.Place, a.Link, a.Public, a.Withdrawn, a.ID, a.Version)
}
