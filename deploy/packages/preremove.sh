#!/bin/sh
# The argument of a removal, not of an upgrade, is "remove" in a deb and 0 in an rpm.
case "$1" in
remove | 0)
	if [ -d /run/systemd/system ]; then
		systemctl disable --now thyra.service || true
	fi
	;;
esac
