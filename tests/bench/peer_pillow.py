#!/usr/bin/python3
"""The peer of "mien-run bench import": a folder of pictures as one array, by Pillow in as many processes.

    tests/bench/peer_pillow.py DIR [--size 48] [--processes 2]

Needs python3-pil and python3-numpy. Prints one line of JSON.
"""
import argparse
import functools
import json
import multiprocessing
import pathlib
import time

import numpy
from PIL import Image


def prepare(size, path):
    with Image.open(path) as picture:
        return numpy.asarray(picture.convert('L').resize((size, size), Image.BOX))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('folder', type=pathlib.Path)
    p.add_argument('--size', type=int, default=48)
    p.add_argument('--processes', type=int, default=multiprocessing.cpu_count())
    given = p.parse_args()
    start = time.perf_counter()
    paths = sorted(given.folder.glob('*/*.jpg'))
    with multiprocessing.Pool(given.processes) as pool:
        faces = numpy.stack(pool.map(functools.partial(prepare, given.size), paths, chunksize=64))
    seconds = time.perf_counter() - start
    print(json.dumps({'work': 'import', 'images': len(faces), 'size': given.size, 'first_seconds': seconds,
                      'images_per_second': len(faces) / seconds, 'mean': float(faces.mean())}))


main()
