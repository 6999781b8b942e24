package minutes

import (
	"time"

	"pesnet/kit/db"
)

const minutesColumns = `id, network_id, meeting_id, lang, state, round, circulated_at, circulated_on, comments_to, approved_at, approved_on, how, decision, hash, sealed, public, version`

func minutesPlaces(m *Minutes) []any {
	return []any{&m.ID, &m.Network, &m.Meeting, &m.Lang, &m.State, &m.Round, db.At(&m.Circulated), &m.On, &m.Until, db.At(&m.Approved), &m.ApprovedOn, &m.How, &m.Decision, &m.Hash, &m.Sealed, &m.Public, &m.Version}
}

func minutesOf(tx *db.Tx, meeting string) (Minutes, error) {
	return db.One(tx, minutesPlaces, `SELECT `+minutesColumns+` FROM minutes WHERE meeting_id = ?`, meeting)
}

func minutesIn(tx *db.Tx, network string) ([]Minutes, error) {
	return db.All(tx, minutesPlaces, `SELECT `+minutesColumns+` FROM minutes WHERE network_id = ? ORDER BY id`, network)
}

func insertMinutes(tx *db.Tx, m Minutes) error {
	_, err := tx.Exec(`INSERT INTO minutes (`+minutesColumns+`) VALUES (`+db.Marks(17)+`)`,
		m.ID, m.Network, m.Meeting, m.Lang, m.State, m.Round, stampOr(m.Circulated), m.On, m.Until, stampOr(m.Approved), m.ApprovedOn, m.How, m.Decision, m.Hash, m.Sealed, m.Public, 1)
	return err
}

// updateMinutes writes minutes that are not approved over the version that was
// read.
func updateMinutes(tx *db.Tx, m Minutes) (int64, error) {
	return tx.Exec(`UPDATE minutes SET state = ?, round = ?, circulated_at = ?, circulated_on = ?, comments_to = ?, approved_at = ?, approved_on = ?, how = ?, decision = ?, hash = ?, sealed = ?, public = ?, version = version + 1
		WHERE network_id = ? AND id = ? AND version = ? AND state <> ?`,
		m.State, m.Round, stampOr(m.Circulated), m.On, m.Until, stampOr(m.Approved), m.ApprovedOn, m.How, m.Decision, m.Hash, m.Sealed, m.Public, m.Network, m.ID, m.Version, Approved)
}

func stampOr(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return db.Stamp(t)
}

const pieceColumns = `id, minutes_id, item_id, position, title, wording, public, version, changed_by, changed_at`

func piecePlaces(p *Piece) []any {
	return []any{&p.ID, &p.Minutes, &p.Item, &p.Position, &p.Title, &p.Text, &p.Public, &p.Version, &p.By, db.At(&p.At)}
}

func piecesOf(tx *db.Tx, minutes string) ([]Piece, error) {
	return db.All(tx, piecePlaces, `SELECT `+pieceColumns+` FROM minutes_piece WHERE minutes_id = ? ORDER BY position, id`, minutes)
}

func insertPiece(tx *db.Tx, network string, p Piece) error {
	_, err := tx.Exec(`INSERT INTO minutes_piece (network_id, `+pieceColumns+`) VALUES (`+db.Marks(11)+`)`,
		network, p.ID, p.Minutes, p.Item, p.Position, p.Title, p.Text, p.Public, 1, p.By, db.Stamp(p.At))
	if err != nil {
		return err
	}
	return insertChange(tx, network, Change{p.ID, 1, p.Text, p.Public, p.By, p.At})
}

func updatePiece(tx *db.Tx, p Piece) (int64, error) {
	return tx.Exec(`UPDATE minutes_piece SET wording = ?, public = ?, changed_by = ?, changed_at = ?, version = version + 1 WHERE minutes_id = ? AND id = ? AND version = ?`,
		p.Text, p.Public, p.By, db.Stamp(p.At), p.Minutes, p.ID, p.Version)
}

func insertChange(tx *db.Tx, network string, c Change) error {
	_, err := tx.Exec(`INSERT INTO minutes_change (network_id, piece_id, version, wording, public, who, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		network, c.Piece, c.Version, c.Text, c.Public, c.Who, db.Stamp(c.At))
	return err
}

func changePlaces(c *Change) []any {
	return []any{&c.Piece, &c.Version, &c.Text, &c.Public, &c.Who, db.At(&c.At)}
}

// changesOf are the changes of all pieces, the latest first.
func changesOf(tx *db.Tx, minutes string) ([]Change, error) {
	return db.All(tx, changePlaces, `SELECT c.piece_id, c.version, c.wording, c.public, c.who, c.at FROM minutes_change c JOIN minutes_piece p ON p.id = c.piece_id
		WHERE p.minutes_id = ? ORDER BY c.at DESC, c.piece_id, c.version DESC`, minutes)
}

// read is a piece as it was in a version.
func read(tx *db.Tx, piece string, version int64) (Change, error) {
	return db.One(tx, changePlaces, `SELECT piece_id, version, wording, public, who, at FROM minutes_change WHERE piece_id = ? AND version = ?`, piece, version)
}

func insertReceivers(tx *db.Tx, network, minutes string, all []Receiver) error {
	var args []any
	for _, r := range all {
		args = append(args, db.ID(), network, minutes, r.Round, r.Organisation, r.Person, r.Letter, r.Present)
	}
	return tx.Rows(`INSERT INTO minutes_receiver (id, network_id, minutes_id, round, organisation_id, person_id, letter_id, present) VALUES `, "", 8, args)
}

func receiversOf(tx *db.Tx, minutes string) ([]Receiver, error) {
	return db.All(tx, func(r *Receiver) []any {
		return []any{&r.Round, &r.Organisation, &r.Person, &r.Letter, &r.Present}
	}, `SELECT round, organisation_id, person_id, letter_id, present FROM minutes_receiver WHERE minutes_id = ? ORDER BY round DESC, id`, minutes)
}

const commentColumns = `id, minutes_id, piece_id, organisation_id, person_id, wording, at, answer, reason, answered_at`

func commentPlaces(c *Comment) []any {
	return []any{&c.ID, &c.Minutes, &c.Piece, &c.Organisation, &c.Person, &c.Text, db.At(&c.At), &c.Answer, &c.Reason, db.At(&c.Answered)}
}

func commentsOf(tx *db.Tx, minutes string) ([]Comment, error) {
	return db.All(tx, commentPlaces, `SELECT `+commentColumns+` FROM minutes_comment WHERE minutes_id = ? ORDER BY at, id`, minutes)
}

func commentsBy(tx *db.Tx, person string) ([]Comment, error) {
	return db.All(tx, commentPlaces, `SELECT `+commentColumns+` FROM minutes_comment WHERE person_id = ? ORDER BY at, id`, person)
}

func insertComment(tx *db.Tx, network string, c Comment) error {
	_, err := tx.Exec(`INSERT INTO minutes_comment (network_id, `+commentColumns+`) VALUES (`+db.Marks(11)+`)`,
		network, c.ID, c.Minutes, c.Piece, c.Organisation, c.Person, c.Text, db.Stamp(c.At), c.Answer, c.Reason, stampOr(c.Answered))
	return err
}

func answerComment(tx *db.Tx, c Comment) (int64, error) {
	return tx.Exec(`UPDATE minutes_comment SET answer = ?, reason = ?, answered_at = ? WHERE minutes_id = ? AND id = ? AND answer = ''`, c.Answer, c.Reason, db.Stamp(c.Answered), c.Minutes, c.ID)
}

const addendumColumns = `id, minutes_id, no, wording, author, made_on, approved_on, decision, hash`

func addendumPlaces(a *Addendum) []any {
	return []any{&a.ID, &a.Minutes, &a.No, &a.Text, &a.Author, &a.On, &a.ApprovedOn, &a.Decision, &a.Hash}
}

func addendaOf(tx *db.Tx, minutes string) ([]Addendum, error) {
	return db.All(tx, addendumPlaces, `SELECT `+addendumColumns+` FROM minutes_addendum WHERE minutes_id = ? ORDER BY no`, minutes)
}

func insertAddendum(tx *db.Tx, network string, a Addendum) error {
	_, err := tx.Exec(`INSERT INTO minutes_addendum (network_id, `+addendumColumns+`) VALUES (`+db.Marks(10)+`)`,
		network, a.ID, a.Minutes, a.No, a.Text, a.Author, a.On, a.ApprovedOn, a.Decision, a.Hash)
	return err
}

// approveAddendum approves an addendum that is not approved yet.
func approveAddendum(tx *db.Tx, a Addendum) (int64, error) {
	return tx.Exec(`UPDATE minutes_addendum SET approved_on = ?, decision = ?, hash = ? WHERE minutes_id = ? AND id = ? AND approved_on = ''`, a.ApprovedOn, a.Decision, a.Hash, a.Minutes, a.ID)
}

// document is a PDF that was made, or is being made.
type document struct{ of, job, pdf string }

func documentOf(tx *db.Tx, minutes, lang string) (document, error) {
	return db.One(tx, func(d *document) []any { return []any{&d.of, &d.job, &d.pdf} }, `SELECT of, job_id, pdf FROM minutes_document WHERE minutes_id = ? AND lang = ?`, minutes, lang)
}

func putDocument(tx *db.Tx, network, minutes, lang string, d document) error {
	_, err := tx.Exec(`INSERT INTO minutes_document (network_id, minutes_id, lang, of, job_id, pdf) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (minutes_id, lang) DO UPDATE SET of = excluded.of, job_id = excluded.job_id, pdf = excluded.pdf`, network, minutes, lang, d.of, d.job, d.pdf)
	return err
}

// forgetPerson takes a person out of comments and lists of receivers.
func forgetPerson(tx *db.Tx, person string) error {
	for _, statement := range []string{
		`UPDATE minutes_comment SET person_id = '' WHERE person_id = ?`,
		`UPDATE minutes_receiver SET person_id = '' WHERE person_id = ?`,
		`UPDATE minutes_addendum SET author = '' WHERE author = ?`,
	} {
		if _, err := tx.Exec(statement, person); err != nil {
			return err
		}
	}
	return nil
}
