#!/bin/sh
# From folders of texts to a mind, in its own Python environment: ./training/make.sh <folder> ... --out mind.gguf
set -eu
cd "$(dirname "$0")/.."
environment="${TRAINING_ENV:-training/.venv}"
if [ ! -x "$environment/bin/python" ]; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --requirement training/requirements.txt
fi
exec nice "$environment/bin/python" -m training "$@"
