package cli

import (
	"context"
	"log/slog"
	"time"

	"github.com/thyra-ui/thyra/doctor"
)

// kratosRetry is how long the server waits before it looks again whether Kratos, which it was started with, is up.
const kratosRetry = 10 * time.Second

// warnOfSetup logs a line for each finding of the checks that cost Kratos little. Until Kratos answers it tries again.
func warnOfSetup(ctx context.Context, c config, retry time.Duration, log *slog.Logger) {
	logged := map[doctor.ID]bool{}
	for {
		result := doctor.Result{Findings: doctor.RunBasics(ctx, setupOf(c))}
		if ctx.Err() != nil {
			return
		}
		for _, f := range result.Findings {
			if !logged[f.ID] {
				log.WarnContext(ctx, "set-up: "+f.Problem, "finding", string(f.ID), "seen", f.Seen, "why", f.Why(), "change", f.Change)
			}
		}
		for _, f := range result.Findings {
			logged[f.ID] = true
		}
		if !result.Has(doctor.KratosUnreachable) && !result.Has(doctor.KratosWrongAnswer) {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(retry):
		}
	}
}
