package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/need"
)

// mounted mounts a small file system at a folder of its own.
func mounted(t testing.TB, args ...string) string {
	t.Helper()
	need.That(t, os.Geteuid() == 0, "a small disk is mounted by root alone")
	folder := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("mount", append(args, folder)...).CombinedOutput()
	need.That(t, err == nil, "this machine lets nobody mount: "+string(out))
	t.Cleanup(func() { exec.Command("umount", folder).Run() })
	return folder
}

// newcomer asks to list an organisation and returns the answer.
func newcomer(t testing.TB, client *http.Client, at string, no int) (int, string) {
	t.Helper()
	body := fmt.Sprintf(`{"code":"ZZZ-STORM-%d","name":%q,"lang":"en","type":"national_pes","kind":"observer","from":"2026","source":"Minutes"}`, no, strings.Repeat("Service ", 60))
	return ask(t.Context(), client, http.MethodPost, at+"/api/v1/networks/AURORA/memberships", body, "Idempotency-Key", fmt.Sprintf("storm-%d", no))
}

// untilRefused lists organisations until one is refused; it returns those that
// were answered, and the refusal.
func untilRefused(t testing.TB, client *http.Client, at string, from int) (history map[string]write, status int, answer string) {
	t.Helper()
	history = map[string]write{}
	for no := from; no < from+3000; no++ {
		code := fmt.Sprintf("ZZZ-STORM-%d", no)
		if status, answer = newcomer(t, client, at, no); status/100 != 2 {
			history[code] = write{}
			return history, status, answer
		}
		history[code] = write{Kept: true}
	}
	t.Fatal("nothing was refused")
	return nil, 0, ""
}

// readable sees that pages are served to somebody who is signed in.
func readable(t testing.TB, client *http.Client, at string) {
	t.Helper()
	for _, page := range []string{"/en/aurora", "/en/aurora/members", "/en/aurora/desk"} {
		if status, _ := ask(t.Context(), client, http.MethodGet, at+page, ""); status != http.StatusOK {
			t.Errorf("%s is answered with %d while nothing can be written", page, status)
		}
	}
}

// goesOn sees that what was refused is done soon after the cause is gone.
func goesOn(t testing.TB, client *http.Client, at string, no int) {
	t.Helper()
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		status, answer := newcomer(t, client, at, no)
		if status/100 == 2 {
			return
		}
		if time.Since(began) > 5*time.Second {
			t.Fatalf("the cause is gone, and still: %d %s", status, answer)
		}
	}
}

func TestAFullDiskRefusesAndGoesOnWhenThereIsRoom(t *testing.T) {
	disk := mounted(t, "-t", "tmpfs", "-o", "size=24m", "none")
	copyTo(t, filepath.Join(ownWorld(t), "pesnet.db"), filepath.Join(disk, "pesnet.db"))
	c := begin(t, "pesnet", disk, "")
	defer c.kill()
	client := signedInAt(t, c.url)
	rest, err := os.Create(filepath.Join(disk, "rest"))
	if err != nil {
		t.Fatal(err)
	}
	for some := make([]byte, 4096); err == nil; _, err = rest.Write(some) {
	}
	rest.Close()
	history, status, answer := untilRefused(t, client, c.url, 1)
	if status != http.StatusServiceUnavailable || !strings.Contains(answer, "db.full") {
		t.Errorf("on a full disk: %d %s", status, answer)
	}
	readable(t, client, c.url)
	if err := os.Remove(rest.Name()); err != nil {
		t.Fatal(err)
	}
	last := len(history)
	goesOn(t, client, c.url, last)
	history[fmt.Sprintf("ZZZ-STORM-%d", last)] = write{Kept: true}
	c.kill()
	for _, complaint := range complaints(history, lookAt(t, filepath.Join(disk, "pesnet.db"))) {
		t.Error(complaint)
	}
}

func TestADiskThatCanOnlyBeReadRefuses(t *testing.T) {
	image := filepath.Join(t.TempDir(), "image")
	need.That(t, os.WriteFile(image, nil, 0o600) == nil && os.Truncate(image, 48<<20) == nil, "no room for a disk")
	out, err := exec.Command("mkfs.ext4", "-q", "-F", image).CombinedOutput()
	need.That(t, err == nil, "mkfs.ext4 makes no disk: "+string(out))
	disk := mounted(t, "-o", "loop", image)
	copyTo(t, filepath.Join(ownWorld(t), "pesnet.db"), filepath.Join(disk, "pesnet.db"))
	c := begin(t, "pesnet", disk, "")
	defer c.kill()
	client := signedInAt(t, c.url)
	if status, answer := newcomer(t, client, c.url, 1); status/100 != 2 {
		t.Fatalf("before: %d %s", status, answer)
	}
	// As the kernel does when a disk fails.
	if out, err := exec.Command("mount", "-o", "remount,abort", disk).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if status, answer := newcomer(t, client, c.url, 2); status != http.StatusServiceUnavailable || !strings.Contains(answer, `"rule":"db.`) {
		t.Errorf("on a disk that can only be read: %d %s", status, answer)
	}
	readable(t, client, c.url)
	c.kill()
	before, err := os.ReadFile(filepath.Join(disk, "pesnet.db"))
	if err != nil {
		t.Fatal(err)
	}
	refused(t, 7, "serve", "--addr", freeAddress(t), "--data", disk)
	if after, err := os.ReadFile(filepath.Join(disk, "pesnet.db")); err != nil || string(after) != string(before) {
		t.Error("a start that was refused changed the file")
	}
}

func TestAServerThatOnlyReadsRefusesAndGoesOn(t *testing.T) {
	need.That(t, !testing.Short(), "left out of the quick tests")
	cluster := dbtest.Durable(t)
	c := begin(t, "pesnet", t.TempDir(), cluster.Address)
	defer c.kill()
	client := signedInAt(t, c.url)
	only := func(value string) {
		t.Helper()
		d, err := db.Open(t.Context(), db.With(cluster.Address, "default_transaction_read_only", "off"))
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		err = d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec("ALTER ROLE pesnet SET default_transaction_read_only = " + value)
			if err == nil { // what is connected connects anew
				err = tx.Each(func(func(...any) error) error { return nil }, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
	}
	only("on")
	_, status, answer := untilRefused(t, client, c.url, 1)
	if status != http.StatusServiceUnavailable || !strings.Contains(answer, "db.read-only") {
		t.Errorf("on a server that only reads: %d %s", status, answer)
	}
	readable(t, client, c.url)
	only("off")
	goesOn(t, client, c.url, 1)
}
