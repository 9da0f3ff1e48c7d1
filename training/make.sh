#!/bin/sh
# From folders of texts to a mind, in its own Python environment: ./training/make.sh <folder> ... --out mind.gguf
# TRAINING_ENV names an environment that has what requirements.txt asks for; it is used as it is.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
environment=${TRAINING_ENV:-$here/.venv}
if [ -z "${TRAINING_ENV:-}" ] && ! cmp -s "$here/requirements.txt" "$environment/installed.txt"; then
  echo "making $environment: about 1 GB, once"
  python3 -m venv --clear "$environment"
  "$environment/bin/pip" install --disable-pip-version-check --requirement "$here/requirements.txt"
  cp "$here/requirements.txt" "$environment/installed.txt" # last: without it the next run begins again
fi
export PYTHONPATH="${here%/*}"
exec nice "$environment/bin/python" -P -m training "$@"
