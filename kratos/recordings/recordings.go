// Package recordings owns what Kratos and Hydra really answered: the JSON documents of flows, refusals, sessions and OAuth2
// requests. It does not know who replays them or what they mean, and the server does not import it.
package recordings

import "embed"

// Files are the answers, {source}/{name}.json. Sources v1.3.1 and v26.2.0 are those versions of Kratos, each beside a Hydra,
// in every flow, with every method and error; a name is the same situation in both. Source next is a development version
// after v26.2.0, in what it does differently. Source recorded is what the end-to-end tests received (make record). Names begin with the kind of flow; error- is a refusal, session- an answer of whoami, mail- a
// message in the inbox, hydra- an answer of Hydra. Only future.json is made up: a login flow of a Kratos to come, full of what
// this version can't know.
//
//go:embed future.json */*.json
var Files embed.FS
