#!/bin/sh
# After an installation nothing is started: KRATOS_PUBLIC_URL has no default. After an upgrade a running server is replaced.
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload || true
	systemctl try-restart thyra.service || true
fi
