package cli

import (
	"bufio"
	"bytes"
	"io/fs"
	"math"
	"path"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// gcPercent is how far the heap may grow between collections, in percent of the live heap. The live heap is a few megabytes, so
// that a growth of more than Go's 100 percent costs little memory. Being a percentage, it keeps the share of the time that goes
// into collecting the same, however large the live heap is. A fixed limit would not: at 24 MB, five thousand idle connections
// cost three quarters of the throughput.
const gcPercent = 200

// tuneMemory sets how often garbage is collected, and the limit of the heap: nine tenths of the container's memory, because Go
// does not count all that a process uses. Without a container there is no limit. GOGC and GOMEMLIMIT win.
func tuneMemory(environment map[string]string, root fs.FS) {
	if _, chosen := environment["GOGC"]; !chosen {
		debug.SetGCPercent(gcPercent)
	}
	if _, chosen := environment["GOMEMLIMIT"]; !chosen {
		if limit := containerMemory(root); limit < math.MaxInt64 {
			debug.SetMemoryLimit(limit / 10 * 9)
		}
	}
}

// containerMemory is the smallest memory limit, in bytes, of the control groups that this process is in; math.MaxInt64 without
// any. It reads the files of Linux (cgroups(7)) below the root directory.
func containerMemory(root fs.FS) int64 {
	least := int64(math.MaxInt64)
	groups, _ := fs.ReadFile(root, "proc/self/cgroup") // elsewhere than on Linux there is none
	for lines := bufio.NewScanner(bytes.NewReader(groups)); lines.Scan(); {
		// A line is number:controllers:path, with no controllers in version 2.
		_, rest, _ := strings.Cut(lines.Text(), ":")
		controllers, group, _ := strings.Cut(rest, ":")
		mount, file := "sys/fs/cgroup", "memory.max"
		if controllers == "memory" {
			mount, file = "sys/fs/cgroup/memory", "memory.limit_in_bytes"
		} else if controllers != "" {
			continue
		}
		// The limits of all groups above count too. In a container without a namespace for groups, the path is one of the host, and
		// only its root is there.
		for group = path.Clean("/" + group); ; group = path.Dir(group) {
			text, err := fs.ReadFile(root, path.Join(mount, group, file))
			if limit, bad := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil && bad == nil && limit > 0 { // not "max"
				least = min(least, limit)
			}
			if group == "/" {
				break
			}
		}
	}
	if least >= 1<<60 { // version 1 has such numbers for no limit
		return math.MaxInt64
	}
	return least
}

// connectionMemory is what an open connection takes at most, in bytes, with the garbage it leaves. reservedDescriptors is how many
// descriptors calls to Kratos and Hydra, files and the log need.
const (
	connectionMemory    = 32 << 10
	reservedDescriptors = 2*kratos.MaxConns + 64
)

// roomForConnections is how many connections the process has room for, in half of its memory and with its descriptors.
func roomForConnections(root fs.FS) int {
	room := containerMemory(root) / 2 / connectionMemory
	limits, _ := fs.ReadFile(root, "proc/self/limits")
	for line := range strings.Lines(string(limits)) {
		if number, ok := strings.CutPrefix(line, "Max open files"); ok {
			if files, err := strconv.ParseInt(strings.Fields(number + " ?")[0], 10, 64); err == nil { // not "unlimited"
				room = min(room, max(files-reservedDescriptors, files/2))
			}
		}
	}
	return int(min(room, math.MaxInt32))
}
