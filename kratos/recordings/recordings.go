// Package recordings owns what Kratos and Hydra really answered: the JSON documents of flows, refusals, sessions and OAuth2
// requests. It knows neither who plays them back nor what they mean, and no server links it.
package recordings

import "embed"

// Files are the answers, {source}/{name}.json. Sources v1.3.1 and v26.2.0 are those versions of Kratos, each beside a Hydra,
// walked through every flow, method and mistake; a name is the same situation in both. Source recorded is what the
// end-to-end tests met (make record). Names begin with the kind of flow; error- is a refusal, session- whoami's answer, mail-
// a message in the inbox, hydra- Hydra's answer. future.json alone was made up: a login flow as no Kratos sends it yet, full
// of what this version can't know.
//
//go:embed future.json */*.json
var Files embed.FS
