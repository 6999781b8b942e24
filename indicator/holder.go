package indicator

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// patience is how long a batch of another machine may be silent before it
// counts as cut off.
const patience = 30 * time.Second

// holder names this process: who reads a batch.
func holder() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("%s %d", host, os.Getpid())
}

// alive tells whether the process that reads a batch still does.
//
// Rule indicator.import.running: a delivery is read by one process at a time;
// another takes it up when the first is gone.
func alive(holder string, silent time.Duration) bool {
	host, pid, ok := strings.Cut(holder, " ")
	if !ok {
		return false
	}
	if here, _ := os.Hostname(); here != host {
		return silent < patience
	}
	n, err := strconv.Atoi(pid)
	if err != nil || n == os.Getpid() {
		return false
	}
	err = syscall.Kill(n, 0)
	return err == nil || err == syscall.EPERM
}
