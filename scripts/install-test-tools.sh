#!/usr/bin/env bash
# Debian's tools that some tests use: the aws command line, and a browser for the console.
set -euo pipefail
missing=()
command -v aws >/dev/null && aws --version >/dev/null 2>&1 || missing+=(awscli)
command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
[ ${#missing[@]} = 0 ] && exit 0
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
