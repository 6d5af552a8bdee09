package cli

import (
	"math"
	"runtime/debug"
	"testing"
	"testing/fstest"
)

// The limit of a container is read from where its kernel says it, in both versions of control groups.
func TestContainerMemory(t *testing.T) {
	t.Parallel()
	const mb = 1 << 20
	for name, test := range map[string]struct {
		files map[string]string
		want  int64
	}{
		"no Linux":              {nil, math.MaxInt64},
		"version 2":             {map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "67108864\n"}, 64 * mb},
		"version 2, no limit":   {map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "max\n"}, math.MaxInt64},
		"version 2, no file":    {map[string]string{"proc/self/cgroup": "0::/\n"}, math.MaxInt64},
		"of the group above":    {map[string]string{"proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max": "max", "sys/fs/cgroup/a/memory.max": "33554432\n"}, 32 * mb},
		"the least one":         {map[string]string{"proc/self/cgroup": "0::/a\n", "sys/fs/cgroup/a/memory.max": "67108864", "sys/fs/cgroup/memory.max": "33554432"}, 32 * mb},
		"path out of the group": {map[string]string{"proc/self/cgroup": "0::/../../a\n", "sys/fs/cgroup/memory.max": "33554432\n"}, 32 * mb},
		"version 1": {map[string]string{
			"proc/self/cgroup": "5:cpu,cpuacct:/x\n4:memory:/docker/1\n0::/\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": "33554432\n",
			"sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes": "9223372036854771712\n",
		}, 32 * mb},
		"version 1, no limit": {map[string]string{"proc/self/cgroup": "4:memory:/\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n"}, math.MaxInt64},
		"nonsense":            {map[string]string{"proc/self/cgroup": "\n:::\nx\n0::/\n", "sys/fs/cgroup/memory.max": "much\n"}, math.MaxInt64},
		"nothing":             {map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "0\n"}, math.MaxInt64},
	} {
		root := fstest.MapFS{}
		for path, text := range test.files {
			root[path] = &fstest.MapFile{Data: []byte(text)}
		}
		if got := containerMemory(root); got != test.want {
			t.Errorf("%s: %d bytes, want %d", name, got, test.want)
		}
	}
}

// What the operator says wins; without it there is a limit only where there is a container's. It concerns the whole process, so
// this test runs alone.
func TestMemoryIsTuned(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
	container := fstest.MapFS{"proc/self/cgroup": {Data: []byte("0::/")}, "sys/fs/cgroup/memory.max": {Data: []byte("100000000")}}
	for _, test := range []struct {
		name        string
		environment map[string]string
		root        fstest.MapFS
		percent     int
		limit       int64
	}{
		{"container", nil, container, gcPercent, 90_000_000},
		{"none", nil, fstest.MapFS{}, gcPercent, math.MaxInt64},
		{"by the operator", map[string]string{"GOGC": "50", "GOMEMLIMIT": "20MiB"}, container, 100, math.MaxInt64}, // which the run time has read
	} {
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(math.MaxInt64)
		tuneMemory(test.environment, test.root)
		if got := debug.SetMemoryLimit(-1); got != test.limit {
			t.Errorf("%s: the limit is %d, want %d", test.name, got, test.limit)
		}
		if got := debug.SetGCPercent(100); got != test.percent {
			t.Errorf("%s: the heap may grow by %d%%, want %d%%", test.name, got, test.percent)
		}
	}
}

// A server that takes more connections than it has descriptors for can't reach Kratos any more.
func TestRoomForConnections(t *testing.T) {
	t.Parallel()
	const head = "Limit                     Soft Limit           Hard Limit           Units     \nMax processes             1                    1                    processes \n"
	for name, test := range map[string]struct {
		files, memory string
		want          int
	}{
		"no limits":        {"unlimited", "max", math.MaxInt32},
		"few descriptors":  {"1024", "max", 704},
		"fewer":            {"256", "max", 128},
		"little memory":    {"1048576", "67108864", 1024},
		"both, memory":     {"1024", "33554432", 512},
		"both, files":      {"512", "67108864", 256},
		"nothing is known": {"", "max", math.MaxInt32},
	} {
		root := fstest.MapFS{
			"proc/self/cgroup": {Data: []byte("0::/")}, "sys/fs/cgroup/memory.max": {Data: []byte(test.memory)},
			"proc/self/limits": {Data: []byte(head + "Max open files            " + test.files + "                1048576              files     \n")},
		}
		if test.files == "" {
			root["proc/self/limits"].Data = []byte("Max open files")
		}
		if got := roomForConnections(root); got != test.want {
			t.Errorf("%s: %d connections, want %d", name, got, test.want)
		}
	}
}
