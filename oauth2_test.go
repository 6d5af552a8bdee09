package main

import "testing"

func TestHydraIsOnTheSameServerWithAToken(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ hydra, token, want string }{
		{"", "", ""},
		{"", "token", "https://project.example"},
		{"https://hydra.example", "token", "https://hydra.example"},
		{"https://hydra.example", "", "https://hydra.example"},
	} {
		c, err := readConfig(map[string]string{"ORY_SDK_URL": "https://project.example", "HYDRA_ADMIN_URL": test.hydra, "ORY_ADMIN_API_TOKEN": test.token})
		if err != nil || c.HydraAdminURL != test.want {
			t.Errorf("%+v: Hydra is at %q, %v", test, c.HydraAdminURL, err)
		}
	}
}
