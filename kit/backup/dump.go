package backup

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// dump lets pg_dump write a state of PostgreSQL into a file.
func dump(ctx context.Context, address, snapshot, space, file string) error {
	args := []string{"--format=custom", "--enable-row-security", "--no-owner", "--no-privileges", "--snapshot=" + snapshot, "--file=" + file}
	if space != "public" { // that one is in every database already
		args = append(args, "--schema="+space)
	}
	return postgres(ctx, address, "pg_dump", args...)
}

// load lets pg_restore put a file into an empty database, all or nothing.
func load(ctx context.Context, address, file string) error {
	return postgres(ctx, address, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", file)
}

// postgres runs a client program of PostgreSQL on the database of an address.
func postgres(ctx context.Context, address, program string, args ...string) error {
	path, err := client(program)
	if err != nil {
		return fault.New(fault.Invalid, "backup.no-program", "program", program)
	}
	plain, secret := plainly(address)
	cmd := exec.CommandContext(ctx, path, append([]string{"--dbname=" + plain, "--no-password"}, args...)...) // #nosec G204 -- the tools of PostgreSQL, found by the program itself
	cmd.Env = append(os.Environ(), "LC_ALL=C", "PGOPTIONS="+db.Whole.Options())
	if secret != "" { // arguments are seen by everybody on the machine
		cmd.Env = append(cmd.Env, "PGPASSWORD="+secret)
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		reason := strings.TrimSpace(string(out))
		if reason == "" {
			reason = err.Error()
		}
		return fault.New(fault.Closed, "backup.failed", "reason", reason)
	}
	return nil
}

// client finds a program of PostgreSQL, the newest where there are several: an
// older one refuses a newer server.
func client(program string) (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + program)
	if len(found) > 0 {
		slices.SortFunc(found, func(a, b string) int {
			if len(a) != len(b) {
				return len(a) - len(b)
			}
			return strings.Compare(a, b)
		})
		return found[len(found)-1], nil
	}
	return exec.LookPath(program)
}

// plainly leaves out of an address what only this program understands, and
// parts the password from it.
func plainly(address string) (plain, secret string) {
	u, err := url.Parse(address)
	if err != nil {
		return address, ""
	}
	q := u.Query()
	for name := range q {
		if strings.HasPrefix(name, "pool_") || name == "search_path" || strings.HasPrefix(name, "default_query_") || strings.HasSuffix(name, "_cache_capacity") {
			q.Del(name)
		}
	}
	u.RawQuery = q.Encode()
	if u.User != nil {
		secret, _ = u.User.Password()
		u.User = url.User(u.User.Username())
	}
	return u.String(), secret
}
