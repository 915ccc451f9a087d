//go:build amd64 || arm64

package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// trace runs a program under ptrace and kills it before the system call that
// the stop names, which then does not happen. It does what strace's injection
// does, with one difference: strace counts for each thread by itself, and which
// thread does what changes with every run of a Go program. This counts over all
// of them.
func (p program) trace(at stop) (e ending, err error) {
	runtime.LockOSThread() // the thread that starts a traced process traces it
	defer runtime.UnlockOSThread()
	files := []uintptr{0, p.log.Fd(), p.log.Fd()}
	null, err := os.Open(os.DevNull)
	if err != nil {
		return e, err
	}
	defer null.Close()
	files[0] = null.Fd()
	pid, err := syscall.ForkExec(p.path, p.args, &syscall.ProcAttr{
		Env: p.env, Files: files, Sys: &syscall.SysProcAttr{Ptrace: true, Setpgid: true},
	})
	if err != nil {
		return e, fmt.Errorf("start: %w", err)
	}
	t := tracer{pid: pid, at: at, known: map[int]bool{pid: true}}
	if err := t.attach(); err != nil {
		syscall.Kill(pid, syscall.SIGKILL)
		return e, fmt.Errorf("ptrace: %w", err)
	}
	return t.follow()
}

// tracer follows the threads of one process.
type tracer struct {
	pid   int
	at    stop
	known map[int]bool // threads that have had their first stop
	e     ending
}

// attach takes hold of a process that has just been started.
func (t *tracer) attach() error {
	var ws syscall.WaitStatus
	if _, err := wait(t.pid, &ws); err != nil {
		return err
	}
	err := syscall.PtraceSetOptions(t.pid, syscall.PTRACE_O_TRACESYSGOOD|
		syscall.PTRACE_O_TRACECLONE|unix.PTRACE_O_EXITKILL)
	if err != nil {
		return err
	}
	return syscall.PtraceSyscall(t.pid, 0)
}

// follow returns when the process is gone.
func (t *tracer) follow() (ending, error) {
	for {
		var ws syscall.WaitStatus
		tid, err := wait(-t.pid, &ws) // its threads are in a group of their own
		if err != nil {
			return t.e, fmt.Errorf("wait: %w", err)
		}
		if ws.Exited() || ws.Signaled() {
			if tid == t.pid {
				t.e.killed = ws.Signaled() && ws.Signal() == syscall.SIGKILL
				t.e.code = ws.ExitStatus()
				return t.e, nil
			}
			continue
		}
		pass := 0 // the signal that the thread is to get
		switch s := ws.StopSignal(); {
		case s == syscall.SIGTRAP|0x80:
			t.call(tid)
		case s == syscall.SIGTRAP && ws.TrapCause() > 0: // a thread is born
		case s == syscall.SIGSTOP && !t.known[tid]: // and this is the new one
			t.known[tid] = true
		default:
			pass = int(s)
		}
		if err := syscall.PtraceSyscall(tid, pass); err != nil && err != syscall.ESRCH {
			return t.e, fmt.Errorf("go on: %w", err) // ESRCH: it is dying
		}
	}
}

// call counts a system call that is about to begin, and kills the process if it
// is the one.
func (t *tracer) call(tid int) {
	nr, args, begins := callOf(tid)
	if !begins {
		return
	}
	t.e.calls++
	op := opOf(tid, nr, args)
	if op != "" {
		t.e.ops = append(t.e.ops, op)
	}
	if t.at.means == byCall && t.e.calls == t.at.n ||
		t.at.means == byOp && op != "" && len(t.e.ops) == t.at.n {
		syscall.Kill(t.pid, syscall.SIGKILL)
	}
}

// textAt is a text in the memory of a thread.
func textAt(tid int, addr uint64) string {
	buf := make([]byte, 512)
	n, _ := syscall.PtracePeekData(tid, uintptr(addr), buf)
	text, _, _ := strings.Cut(string(buf[:n]), "\x00")
	return text
}

// callOf is the system call a thread has stopped at, as ptrace(2) describes it
// under PTRACE_GET_SYSCALL_INFO.
func callOf(tid int) (nr uint64, args [6]uint64, begins bool) {
	var info [88]byte
	_, _, errno := syscall.RawSyscall6(syscall.SYS_PTRACE, unix.PTRACE_GET_SYSCALL_INFO,
		uintptr(tid), uintptr(len(info)), uintptr(unsafe.Pointer(&info)), 0, 0)
	if errno != 0 || info[0] != unix.PTRACE_SYSCALL_INFO_ENTRY {
		return 0, args, false
	}
	for i := range args {
		args[i] = binary.NativeEndian.Uint64(info[32+8*i:])
	}
	return binary.NativeEndian.Uint64(info[24:]), args, true
}

// changes are the system calls that change what others can see.
var changes = map[uint64]string{
	unix.SYS_WRITE: "write", unix.SYS_PWRITE64: "write", unix.SYS_WRITEV: "write",
	unix.SYS_SENDTO: "write", unix.SYS_SENDMSG: "write", unix.SYS_CONNECT: "connect",
	unix.SYS_FSYNC: "fsync", unix.SYS_FDATASYNC: "fsync", unix.SYS_FTRUNCATE: "truncate",
	unix.SYS_RENAMEAT: "rename", unix.SYS_RENAMEAT2: "rename", unix.SYS_UNLINKAT: "unlink",
	unix.SYS_LINKAT: "link", unix.SYS_MKDIRAT: "mkdir", unix.SYS_OPENAT: "create",
}

// opOf says what a system call is about to change: "rename outbox/due/…",
// "write socket"; "" is nothing in the archive and no socket.
func opOf(tid int, nr uint64, args [6]uint64) string {
	name, path := changes[nr], ""
	switch nr {
	case unix.SYS_CONNECT:
		return "connect"
	case unix.SYS_OPENAT:
		if args[2]&unix.O_CREAT != 0 {
			path = textAt(tid, args[1])
		}
	case unix.SYS_UNLINKAT, unix.SYS_MKDIRAT:
		path = textAt(tid, args[1])
	case unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_LINKAT:
		path = textAt(tid, args[3])
	default:
		if name != "" {
			path, _ = os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", tid, args[0]))
		}
	}
	if strings.HasPrefix(path, "socket:") {
		return name + " socket"
	}
	if _, inside, ok := strings.Cut(path+"/", "/archive/"); ok {
		return name + " " + strings.TrimSuffix(inside, "/")
	}
	return ""
}

// wait is wait4 for threads too.
func wait(pid int, ws *syscall.WaitStatus) (tid int, err error) {
	for {
		tid, err = syscall.Wait4(pid, ws, syscall.WALL, nil)
		if err != syscall.EINTR {
			return tid, err
		}
	}
}
