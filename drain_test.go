package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"pesnet/kit/db"
)

// Told to end, the program finishes what it has begun, takes nothing new and
// ends well.
func TestWhatIsBegunIsFinishedBeforeTheEnd(t *testing.T) {
	data := ownWorld(t)
	c := begin(t, "pesnet", data, "")
	client := signedInAt(t, c.url)
	u, _ := url.Parse(c.url)
	body := `{"code":"ZZZ-STORM-1","name":"Service","lang":"en","type":"national_pes","kind":"observer","from":"2026","source":"Minutes"}`
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "POST /api/v1/networks/AURORA/memberships HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Site: same-origin\r\nIdempotency-Key: storm-1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n", u.Host, len(body))
	for _, cookie := range client.Jar.Cookies(u) {
		fmt.Fprintf(conn, "Cookie: %s=%s\r\n", cookie.Name, cookie.Value)
	}
	fmt.Fprintf(conn, "\r\n%s", body[:len(body)/2])
	time.Sleep(100 * time.Millisecond) // the program has the first half
	began := time.Now()
	c.cmd.Process.Signal(syscall.SIGTERM)
	for {
		other, err := net.Dial("tcp", u.Host)
		if err != nil {
			break // nothing new is taken
		}
		other.Close()
		if time.Since(began) > 5*time.Second {
			t.Fatal("new requests are still taken")
		}
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Fprint(conn, body[len(body)/2:])
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || answer.StatusCode/100 != 2 {
		t.Errorf("what was begun is not finished: %v %v", answer, err)
	}
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("the program ended with %v: %s", err, c.said)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %v to end", took)
	}
	for _, complaint := range complaints(map[string]write{"ZZZ-STORM-1": {Kept: true}}, lookAt(t, filepath.Join(data, "pesnet.db"))) {
		t.Error(complaint)
	}
}

// An import that is killed goes on where it was, and brings the same in the
// end.
func TestAnImportThatIsKilledGoesOn(t *testing.T) {
	var csv strings.Builder
	csv.WriteString("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\n")
	for area := range 1000 {
		for month := range 60 {
			fmt.Fprintf(&csv, "dataflow,ESTAT:STORM(1.0),I,%s,%d-%02d,%d\n", areaCode(area), 2020+month/12, month%12+1, area+month)
		}
	}
	file := filepath.Join(t.TempDir(), "figures.csv")
	putText(t, file, csv.String())
	whole, killed := ownWorld(t), ownWorld(t)
	want := lastLine(pesnet(t, "import", "observations", "--source", "sdmx-csv", "--data", whole, file))
	kills := 0
	for wait := 250 * time.Millisecond; ; wait += 60 * time.Millisecond {
		cmd := command("import", "observations", "--source", "sdmx-csv", "--data", killed, file)
		var said strings.Builder
		cmd.Stdout = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(wait, func() { cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		if err == nil {
			// One that was killed when all was done finds nothing new.
			if got := lastLine(said.String()); got != want && got != "new 0 changed 0 unchanged 60000 gone 0 rejected 0" {
				t.Errorf("killed %d times: got %q, want %q", kills, got, want)
			}
			break
		}
		if kills++; kills > 60 {
			t.Fatal("it gets nowhere")
		}
	}
	if a, b := figuresIn(t, whole), figuresIn(t, killed); a != b {
		t.Errorf("killed %d times: %d figures, want %d", kills, b, a)
	}
	t.Logf("killed %d times: %s", kills, want)
}

// areaCode is a code of an area, such as LT011.
func areaCode(n int) string {
	return fmt.Sprintf("LT%c%c%c", 'A'+n/100, '0'+n/10%10, '0'+n%10)
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

func putText(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func figuresIn(t testing.TB, data string) (n int64) {
	t.Helper()
	d, err := db.Open(t.Context(), filepath.Join(data, "pesnet.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		n, err = tx.Count("SELECT count(*) FROM indicator_observation")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
