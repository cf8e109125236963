#!/usr/bin/env python3
"""Runs exported networks under onnxruntime-node. Arguments: the onnx-sample program, a folder to
install the runtime into."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

source = pathlib.Path(__file__).resolve().parent / 'onnx-runtime'


def skip(why):
    print(f'1..0 # SKIP {why}')
    sys.exit(0)


def install(folder):
    """Once a version: the runtime is a hundred megabytes and more."""
    wanted = (source / 'package.json').read_text()
    done = folder / 'installed.json'
    if done.exists() and done.read_text() == wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(source / 'package.json', folder)
    answer = subprocess.run(
        ['npm', 'install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund',
         '--fetch-retries=0', '--fetch-timeout=60000'],
        cwd=folder, capture_output=True, text=True)
    if answer.returncode != 0:
        print('# ' + answer.stderr.strip().replace('\n', '\n# '))
        skip('onnxruntime-node cannot be installed here')
    done.write_text(wanted)


if not (shutil.which('node') and shutil.which('npm')):
    skip('node and npm are not installed')
sample, folder = sys.argv[1], pathlib.Path(sys.argv[2])
install(folder)
shutil.copy(source / 'check.mjs', folder)
with tempfile.TemporaryDirectory() as pictures:
    subprocess.run([sample, pictures], check=True)
    sys.exit(subprocess.run(['node', folder / 'check.mjs', pictures]).returncode)
