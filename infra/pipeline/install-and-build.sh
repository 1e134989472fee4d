#!/usr/bin/env bash
# Installs what the lockfile says and builds everything, the function's bundle with it.
set -euo pipefail
cd "$(dirname "$0")/../.."
pnpm=$(node -p "require('./scripts/lib/steps.cjs').PNPM")
npx --yes "$pnpm" install --frozen-lockfile
npx --yes "$pnpm" run build
