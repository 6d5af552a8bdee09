package chrome

import (
	"fmt"
)

// FreezeTimers returns a script for OnNewPage with which timers of so many milliseconds never end, however long a page is
// shown.
func FreezeTimers(ms int) string {
	return fmt.Sprintf(`{ const real = setTimeout; window.setTimeout = (run, ms, ...rest) => ms === %d ? 0 : real(run, ms, ...rest); }`, ms)
}
