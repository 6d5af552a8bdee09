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

// gcPercent is how far the heap may grow between collections, in percent of what is live. The live heap is a few megabytes, so
// that more than Go's 100 costs little; and since it is a percentage, collecting takes the same share of the time whatever there
// is to keep. A fixed limit does not: with 24 MB, five thousand idle connections cost three quarters of the throughput.
const gcPercent = 200

// tuneMemory chooses how often garbage is collected, and what the heap must not grow past: what the container has, but for a
// tenth that is not Go's to count. Without a container's limit there is none. GOGC and GOMEMLIMIT win.
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

// containerMemory is the least memory that a control group which this process is in allows it, in bytes; math.MaxInt64 without
// any. The files are those of Linux (cgroups(7)), below the root directory.
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
		// The limits of all groups above count too. In a container without a namespace for groups, the path is one of the host,
		// of which only the root is there.
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
	if least >= 1<<60 { // what version 1 says when there is none
		return math.MaxInt64
	}
	return least
}

// What is left of a container's memory and of the process's descriptors for connections: an open one takes up to 32 KB with the
// garbage it leaves, and half of the memory may go to them; calls to Kratos and Hydra, files and the log take descriptors too.
const (
	connectionMemory    = 32 << 10
	reservedDescriptors = 2*kratos.MaxConns + 64
)

// roomForConnections is how many the process has room for.
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
