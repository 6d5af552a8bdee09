package stack

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/thyra-ui/thyra/e2e/oneshot"
)

// Identity is an account made through Kratos's admin API rather than by signing up.
type Identity struct {
	Email, Password string
	First, Last     string
	Unverified      bool // the address still has to be verified
	// Schema and Traits make an identity of another schema than customer; then Email is for the verified address only.
	Schema string
	Traits map[string]any
}

// CreateIdentity makes an account and returns its id. Without a password the account can only recover itself.
func (s *Stack) CreateIdentity(ctx context.Context, id Identity) (string, error) {
	name := map[string]string{}
	if id.First != "" {
		name["first"] = id.First
	}
	if id.Last != "" {
		name["last"] = id.Last
	}
	body := map[string]any{
		"schema_id": "customer",
		"traits":    map[string]any{"email": id.Email, "name": name},
	}
	if id.Schema != "" {
		body["schema_id"], body["traits"] = id.Schema, id.Traits
	}
	if id.Password != "" {
		body["credentials"] = map[string]any{"password": map[string]any{"config": map[string]string{"password": id.Password}}}
	}
	if !id.Unverified {
		body["verifiable_addresses"] = []map[string]any{
			{"value": id.Email, "via": "email", "verified": true, "status": "completed"},
		}
	}
	var created struct {
		ID string `json:"id"`
	}
	if err := s.admin(ctx, http.MethodPost, "/admin/identities", body, &created); err != nil {
		return "", fmt.Errorf("create identity %s: %w", id.Email, err)
	}
	return created.ID, nil
}

// admin calls Kratos's admin API; in and out are JSON documents and may be nil.
func (s *Stack) admin(ctx context.Context, method, path string, in, out any) error {
	res, answer, err := oneshot.JSON(ctx, method, s.AdminURL+path, in) //nolint:bodyclose // JSON has read and closed it
	if err != nil {
		return err
	}
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s: %s: %s", method, path, res.Status, answer)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(answer, out)
}
