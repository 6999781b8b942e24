package indicator

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"pesnet/indicator/figure"
	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// File is a file that somebody brings.
type File struct {
	Owner
	Name string
	From io.Reader
}

// Upload takes in a file, part by part, and looks at what it is. Nothing is
// kept of one that is cut off or is no table.
func (s *Service) Upload(ctx context.Context, who network.Who, f File) (u Upload, err error) {
	if err := network.May(who, importing(f.Owner), f.resource()).Err(); err != nil {
		return u, err
	}
	u = Upload{Owner: f.Owner, Who: who.ID, Name: fileName(f.Name), Asked: s.now(), Answers: Answers{}}
	if err := s.db.Write(ctx, func(tx *db.Tx) error { return insertUpload(tx, &u) }); err != nil {
		return u, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error { return deleteUpload(tx, u.No) }))
		}
	}()
	if err := s.takeParts(ctx, &u, f.From); err != nil {
		return u, err
	}
	if err := s.recognise(ctx, &u); err != nil {
		return u, err
	}
	err = s.save(ctx, &u, func(tx *db.Tx) error {
		return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: u.Network, Action: "indicator.upload",
			Subject: fmt.Sprintf("upload %d", u.No), Detail: map[string]any{"file": u.Name, "size": u.Size, "hash": u.Hash}})
	})
	return u, err
}

// fileName is the name without the folders that a browser may send with it.
func fileName(name string) string {
	name = filepath.Base(filepath.ToSlash(strings.ReplaceAll(strings.ToValidUTF8(name, "?"), `\`, "/")))
	letters := []rune(name)
	return string(letters[:min(len(letters), 200)])
}

// partSize is the size in bytes of the parts in which a file is kept, and
// partsAtOnce how many of them are written in one transaction.
const (
	partSize    = 256 << 10
	partsAtOnce = 8
)

func (s *Service) takeParts(ctx context.Context, u *Upload, from io.Reader) error {
	sum := sha256.New()
	var parts [][]byte
	var no int64
	for ended := false; !ended; {
		part := make([]byte, partSize)
		n, err := fillPart(from, part)
		if ended = err == io.EOF; err != nil && !ended {
			return cutOff(err)
		}
		if n > 0 {
			sum.Write(part[:n])
			parts, u.Size = append(parts, part[:n]), u.Size+int64(n)
		}
		if u.Size > largestUpload {
			return tooLarge()
		}
		if len(parts) < partsAtOnce && !ended {
			continue
		}
		if err := s.db.Write(ctx, func(tx *db.Tx) error { return insertParts(tx, u.No, no, parts) }); err != nil {
			return err
		}
		no, parts = no+int64(len(parts)), parts[:0]
	}
	u.Hash = hex.EncodeToString(sum.Sum(nil))
	if u.Size == 0 {
		return fault.New(fault.Invalid, "sheet.empty").On("file")
	}
	return nil
}

// fillPart reads until a part is full or the file ends; a stream that breaks
// off is another thing than the end of the file.
func fillPart(from io.Reader, part []byte) (n int, err error) {
	for n < len(part) && err == nil {
		var more int
		more, err = from.Read(part[n:])
		n += more
	}
	return n, err
}

func insertParts(tx *db.Tx, upload, no int64, parts [][]byte) error {
	for i, part := range parts {
		if err := insertPart(tx, upload, no+int64(i), part); err != nil {
			return err
		}
	}
	return nil
}

// cutOff keeps the refusal of a body that is too large; any other end of the
// stream is the connection's.
func cutOff(err error) error {
	if strings.Contains(err.Error(), "too large") {
		return tooLarge()
	}
	return fault.New(fault.Invalid, "indicatorupload.cut-off").On("file")
}

// recognise looks at what a file is.
func (s *Service) recognise(ctx context.Context, u *Upload) error {
	return s.spooled(ctx, u.No, u.Name, func(path string) error {
		head, err := figure.ReadHead(path)
		if err != nil {
			return onFile(err)
		}
		u.About.About = head.About
		source, err := figure.RecogniseFile(path)
		if err != nil {
			return onFile(fault.New(fault.Invalid, "indicator.import.unknown-kind", "file", u.Name))
		}
		u.Source = source.Code
		return nil
	})
}

// onFile places a refusal beside the field of the file.
func onFile(err error) error {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f.On("file")
	}
	return err
}

// spooled writes an upload out into a folder that nobody else can read, for
// as long as do takes.
func (s *Service) spooled(ctx context.Context, no int64, name string, do func(path string) error) error {
	s.sweep()
	folder, err := os.MkdirTemp("", spoolName)
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "file"+strings.ToLower(filepath.Ext(name)))
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // #nosec G304 -- a new folder of our own; an ending holds no separator
	if err != nil {
		return err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error { return writeParts(tx, no, out) })
	if err := errors.Join(err, out.Close()); err != nil {
		return err
	}
	return do(path)
}

// spoolName is how the folders of files that are read begin.
const spoolName = "pesnet-upload-"

// sweep removes what a process that was killed has left behind. Nothing is
// read for as long as a day.
func (s *Service) sweep() {
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), spoolName+"*"))
	for _, folder := range left {
		if info, err := os.Lstat(folder); err == nil && info.IsDir() && s.now().Sub(info.ModTime()) > 24*time.Hour {
			os.RemoveAll(folder)
		}
	}
}

// save writes an upload, with what belongs to it, unless somebody else has
// changed it.
func (s *Service) save(ctx context.Context, u *Upload, with func(tx *db.Tx) error) error {
	version := u.Version
	return s.db.Write(ctx, func(tx *db.Tx) error {
		u.Version = version
		if with != nil {
			if err := with(tx); err != nil {
				return err
			}
		}
		n, err := updateUpload(tx, u, s.now())
		if err == nil && n == 0 {
			return fault.New(fault.Conflict, "fault.conflict")
		}
		return err
	})
}

// UploadByNo returns a file on its way in, for those who may import for its
// owner; for others there is none.
func (s *Service) UploadByNo(ctx context.Context, who network.Who, n network.Network, no int64) (u Upload, err error) {
	if err := network.May(who, "network.act", network.Resource{Network: n.ID}).Err(); err != nil {
		return u, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err = uploadByNo(tx, no)
		return err
	})
	if err == db.ErrNone || err == nil && (u.Network != n.ID || !network.May(who, importing(u.Owner), u.resource()).Allowed) {
		return Upload{}, fault.New(fault.Missing, "indicatorupload.none", "upload", fmt.Sprint(no))
	}
	return u, err
}

// Tell takes what somebody says about a file; next goes on to the columns.
func (s *Service) Tell(ctx context.Context, who network.Who, u Upload, t Told, next bool) (Upload, error) {
	if err := network.May(who, importing(u.Owner), u.resource()).Err(); err != nil {
		return u, err
	}
	if err := u.tell(t); err != nil {
		return u, err
	}
	u.Mapping, u.About.Mapped, u.About.Recalled = nil, false, false
	refused := u.undecided()
	u.About.Confirmed = next && refused == nil
	if u.About.Confirmed && u.Source == "table" {
		if err := s.suggest(ctx, &u); err != nil {
			return u, err
		}
	}
	if err := s.forget(ctx, &u); err != nil || !next {
		return u, err
	}
	return u, refused
}

// forget saves an upload whose preview no longer holds.
func (s *Service) forget(ctx context.Context, u *Upload) error {
	u.Preview, u.Job = 0, ""
	return s.save(ctx, u, func(tx *db.Tx) error { return dropPreviews(tx, *u) })
}

func dropPreviews(tx *db.Tx, u Upload) error {
	all, err := previewsOf(tx, u)
	for _, no := range all {
		if err == nil {
			err = deletePreview(tx, no)
		}
	}
	return err
}

// Sample is the beginning of a table as it is read: its headings and first
// rows.
func (s *Service) Sample(ctx context.Context, who network.Who, u Upload) (heading []string, rows [][]string, err error) {
	if err := network.May(who, importing(u.Owner), u.resource()).Err(); err != nil {
		return nil, nil, err
	}
	err = s.spooled(ctx, u.No, u.Name, func(path string) error {
		m, samples, err := figure.LookAtTable(path, figure.Options{Name: u.Name, Mapping: u.asRead()})
		for _, c := range m.Columns {
			heading = append(heading, c.Heading)
		}
		rows = samples
		return err
	})
	return heading, rows, err
}

// Map takes what the columns mean, and looks the file through: at once when it
// is small, as a job when it is large.
func (s *Service) Map(ctx context.Context, who network.Who, u Upload, m *figure.Mapping) (Upload, error) {
	if err := network.May(who, importing(u.Owner), u.resource()).Err(); err != nil {
		return u, err
	}
	if u.Source == "table" {
		u.Mapping = m
		if err := complete(m); err != nil {
			return u, err
		}
		if err := s.ownOnly(ctx, u); err != nil {
			return u, err
		}
	}
	u.About.Mapped = true
	return s.look(ctx, who, u, func(tx *db.Tx) error {
		if u.About.Remember && u.Mapping != nil {
			return keepMapping(tx, u.Owner, u.Mapping, s.now())
		}
		return nil
	})
}

// ownOnly refuses to deliver figures of others as a member's own.
//
// Rule indicatorupload.own: what a member delivers is about the member.
func (s *Service) ownOnly(ctx context.Context, u Upload) error {
	fixed := figure.Series{Org: u.Mapping.Fixed.Org, Area: u.Mapping.Fixed.Area}
	if u.Organisation == "" || fixed.Org+fixed.Area == "" {
		return nil
	}
	about, err := s.subjectOf(ctx, u.Owner)
	if err != nil || about.has(&fixed) {
		return err
	}
	return s.db.Read(ctx, func(tx *db.Tx) error {
		orgs, err := network.OrganisationsByID(tx, u.Organisation)
		if err == nil && len(orgs) == 1 {
			return fault.New(fault.Invalid, "indicatorupload.own", "member", orgs[0].Code).On("fixed-area")
		}
		return err
	})
}

// Answer takes what to do about the problems of a kind, and looks the file
// through again.
func (s *Service) Answer(ctx context.Context, who network.Who, u Upload, answers Answers) (Upload, error) {
	if err := network.May(who, importing(u.Owner), u.resource()).Err(); err != nil {
		return u, err
	}
	for key, answer := range answers {
		u.Answers.Put(key, answer)
	}
	return s.look(ctx, who, u, nil)
}

// look saves an upload and looks it through.
func (s *Service) look(ctx context.Context, who network.Who, u Upload, with func(*db.Tx) error) (Upload, error) {
	large := u.Size > inlineSize && s.jobs != nil
	u.Preview, u.Job = 0, ""
	err := s.save(ctx, &u, func(tx *db.Tx) (err error) {
		if with != nil {
			err = with(tx)
		}
		if err == nil {
			err = dropPreviews(tx, u)
		}
		if err == nil && large {
			u.Job, err = s.ask(tx, who, u, analyseJob)
		}
		return err
	})
	if err != nil || large {
		return u, err
	}
	if _, err := s.analyse(ctx, who, u.No, nil); err != nil {
		return u, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err = uploadByNo(tx, u.No)
		return err
	})
	return u, err
}

// analyse reads a whole upload without writing a figure: what would be new,
// changed, gone, and what cannot be taken.
func (s *Service) analyse(ctx context.Context, who network.Who, no int64, seen func(float64, Counts) bool) (b Batch, err error) {
	var u Upload
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err = uploadByNo(tx, no)
		return err
	})
	if err == db.ErrNone {
		return b, nil // thrown away in the meantime
	}
	if err != nil {
		return b, err
	}
	err = s.spooled(ctx, no, u.Name, func(path string) error {
		b, err = s.Import(ctx, who, Batch{Owner: u.Owner, Source: u.Source, Files: []Input{{Name: u.Name, Path: path}}, Given: u.given(), State: Preview}, seen)
		return err
	})
	if err != nil || b.State != Preview {
		return b, errors.Join(err, s.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
			b.State = Preview
			return errors.Join(updateBatch(tx, &b, s.now()), deletePreview(tx, b.No))
		}))
	}
	u.Preview = b.No
	return b, s.save(ctx, &u, nil)
}

// Found is what was found in an upload.
type Found struct {
	Batch
	Problems []Problem
	Warnings []figure.Warning
}

// Findings returns what a preview or a batch has found.
func (s *Service) Findings(ctx context.Context, who network.Who, b Batch) (f Found, err error) {
	if err := network.May(who, importing(b.Owner), b.resource()).Err(); err != nil {
		return f, err
	}
	f.Batch = b
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if f.Batch, err = batchByNo(tx, b.No); err != nil {
			return err
		}
		if f.Problems, err = problemsOf(tx, b.No); err != nil {
			return err
		}
		f.Warnings, err = warningsOf(tx, b.No)
		return err
	})
	return f, err
}

// RejectedRows gives every rejected row of a batch, in the order of the file.
func (s *Service) RejectedRows(ctx context.Context, who network.Who, b Batch, each func(file string, r figure.Rejected) error) error {
	if err := network.May(who, importing(b.Owner), b.resource()).Err(); err != nil {
		return err
	}
	return s.db.Read(ctx, func(tx *db.Tx) error { return rejectedRows(tx, b.No, each) })
}

// Discard throws an upload away.
func (s *Service) Discard(ctx context.Context, who network.Who, u Upload) error {
	if err := network.May(who, importing(u.Owner), u.resource()).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if u.Job != "" && s.jobs != nil {
			if err := s.jobs.AskToStop(tx, u.Job); err != nil {
				return err
			}
		}
		if err := dropPreviews(tx, u); err != nil {
			return err
		}
		if err := deleteUpload(tx, u.No); err != nil {
			return err
		}
		return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: u.Network, Action: "indicator.discard-upload",
			Subject: fmt.Sprintf("upload %d", u.No), Detail: map[string]any{"file": u.Name}})
	})
}
