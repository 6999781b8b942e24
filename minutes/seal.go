package minutes

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Record is what is sealed: everything that approved minutes say, without the
// names of persons. Its JSON is the one fixed form over which the hash is made.
type Record struct {
	Form      int              `json:"form"`
	Network   string           `json:"network"`
	Meeting   string           `json:"meeting"`
	Starts    string           `json:"starts"`
	Language  string           `json:"language"`
	Present   []RecordPresence `json:"present"`
	Pieces    []RecordPiece    `json:"pieces"`
	Decisions []RecordDecision `json:"decisions"`
	Actions   []RecordAction   `json:"actions"`
}

// RecordPresence is how an organisation attended.
type RecordPresence struct {
	Organisation string `json:"organisation"`
	Seat         string `json:"seat"`
	Present      string `json:"present"`
}

// RecordPiece is a piece of the text.
type RecordPiece struct {
	Title  string `json:"title"`
	Text   string `json:"text"`
	Public bool   `json:"public"`
}

// RecordDecision is a decision with its votes.
type RecordDecision struct {
	Code       string            `json:"code"`
	Text       string            `json:"text"`
	Majority   string            `json:"majority"`
	Result     string            `json:"result"`
	For        int               `json:"for"`
	Against    int               `json:"against"`
	Abstained  int               `json:"abstained"`
	Conflicted int               `json:"conflicted"`
	Present    int               `json:"present"`
	Entitled   int               `json:"entitled"`
	Votes      map[string]string `json:"votes,omitempty"`
}

// RecordAction is an action point as it was agreed.
type RecordAction struct {
	Code  string `json:"code"`
	Text  string `json:"text"`
	Owner string `json:"owner"`
	Due   string `json:"due"`
}

// seal writes a record in its fixed form, with its hash.
//
// Rule minutes.seal: the hash of approved minutes is the SHA-256 of everything
// they say, in one form that anybody can make again.
func (r Record) seal() (text, hash string, err error) {
	r.Form = 1
	b, err := json.Marshal(r)
	return string(b), hashOf(string(b)), err
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
