package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// meteredMain is mainCode, under a limit of processor time where a test asks
// for one, and with a note of what it used.
func meteredMain() int {
	if limit, err := strconv.ParseUint(os.Getenv("KABAR_TEST_SECONDS"), 10, 64); err == nil {
		// The hard limit: Go takes no notice of the soft one's signal.
		syscall.Setrlimit(syscall.RLIMIT_CPU, &syscall.Rlimit{Cur: limit, Max: limit})
	}
	code := mainCode()
	if name := os.Getenv("KABAR_TEST_USED"); name != "" {
		os.WriteFile(name, []byte(usedHere().String()), 0o600)
	}
	return code
}

// use is what a run of kabar took.
type use struct {
	cpu  time.Duration // of all processors, by the system and by itself
	peak int           // bytes of memory at most; 0 where the system does not say
}

func (u use) String() string { return fmt.Sprintf("%d %d", u.cpu, u.peak) }

func (u use) mega() float64 { return float64(u.peak) / (1 << 20) }

// usedHere asks the system about this process. The peak is not that of rusage,
// which counts what the parent had when it made the child.
func usedHere() (u use) {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) == nil {
		u.cpu = time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	u.peak = peakOf("self")
	return u
}

// peakOf is the most memory that a process had so far; 0 where the system does
// not say.
func peakOf(pid string) (peak int) {
	f, err := os.Open("/proc/" + pid + "/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "VmHWM:"); ok {
			kilo, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			peak = kilo << 10
		}
	}
	return peak
}

// metered prepares the real program: killed after so many seconds of processor
// time, and with what it used in the file.
func metered(ctx context.Context, t *testing.T, used string, seconds int, args ...string) *exec.Cmd {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, exe)
	cmd.Args = append([]string{"kabar"}, args...)
	cmd.Env = []string{"TZ=UTC", "NO_COLOR=1", "HOME=" + t.TempDir(),
		"KABAR_TEST_USED=" + used, "KABAR_TEST_SECONDS=" + strconv.Itoa(seconds)}
	return cmd
}

// usedBy reads what a run that has ended used.
func usedBy(t *testing.T, file string) (u use) {
	text, err := os.ReadFile(file)
	if err == nil {
		_, err = fmt.Sscan(string(text), (*int64)(&u.cpu), &u.peak)
	}
	if err != nil {
		t.Fatalf("what kabar used is not known: %v", err)
	}
	return u
}
