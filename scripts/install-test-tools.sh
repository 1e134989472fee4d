#!/usr/bin/env bash
# Debian's tools that some tests use: the aws command line.
set -euo pipefail
missing=()
command -v aws >/dev/null && aws --version >/dev/null 2>&1 || missing+=(awscli)
[ ${#missing[@]} = 0 ] && exit 0
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
