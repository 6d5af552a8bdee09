package child

import "syscall"

// childAttr makes the kernel kill a child whose parent died without stopping it, as after `go test -timeout`.
func childAttr() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
