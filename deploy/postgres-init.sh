#!/bin/bash
# Run once by the image of PostgreSQL when its volume is new.
set -euo pipefail
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
	-v owner_password="$MANDATE_OWNER_PASSWORD" -v server_password="$MANDATE_SERVER_PASSWORD" \
	-f /roles.sql
