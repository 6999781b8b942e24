//go:build linux || darwin || freebsd

package main

import "syscall"

// room is how many bytes are free in a folder, where the system tells.
func room(folder string) (bytes uint64, known bool) {
	var about syscall.Statfs_t
	if err := syscall.Statfs(folder, &about); err != nil {
		return 0, false
	}
	return uint64(about.Bavail) * uint64(about.Bsize), true // #nosec G115 -- a size of blocks is above zero
}
