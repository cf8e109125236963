#!/usr/bin/env python3
"""Has the checker of the ONNX project look at exported networks. Argument: the onnx-sample program."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SYSTEM = '/usr/bin/python3'  # the distribution's onnx package belongs to it

try:
    import onnx
except ImportError:
    if os.path.exists(SYSTEM) and not os.environ.get('MIEN_CHECK_ONNX'):
        os.execve(SYSTEM, [SYSTEM, *sys.argv], {**os.environ, 'MIEN_CHECK_ONNX': '1'})
    print('1..0 # SKIP python3-onnx is not installed')
    sys.exit(0)


def fixed(value):
    return [d.dim_value for d in value.type.tensor_type.shape.dim][1:]


def check(path):
    model = onnx.load(str(path))
    onnx.checker.check_model(model, full_check=True)
    sample = json.loads(path.with_suffix('.json').read_text())
    count = int(sample['shape'][0])
    props = {p.key: p.value for p in model.metadata_props}
    words = json.loads(props['mien'])
    assert [i.version for i in model.opset_import] == [13]
    [image] = model.graph.input
    assert image.name == 'image' and fixed(image) == sample['shape'][1:], image
    assert image.type.tensor_type.shape.dim[0].dim_param, 'the number of pictures is not free'
    assert image.doc_string
    assert [o.name for o in model.graph.output] == [t['name'] for t in words['tasks']]
    for output, task in zip(model.graph.output, words['tasks']):
        assert fixed(output) == [task['width']] and output.doc_string
        assert len(sample['answers'][output.name]) == count * task['width']
        if 'names' in task:
            assert json.loads(props['names.' + task['name']]) == task['names']
    assert words['preprocessing']['size'] == sample['shape'][2]


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.argv[1], folder], check=True)
    paths = sorted(pathlib.Path(folder).glob('*.onnx'))
    print(f'1..{len(paths)}')
    for number, path in enumerate(paths, 1):
        try:
            check(path)
            print(f'ok {number} /onnx/checker/{path.stem}')
        except Exception as fault:
            print(f'not ok {number} /onnx/checker/{path.stem}')
            print('# ' + str(fault).replace('\n', '\n# '))
