#!/usr/bin/env python3
"""Reads what mien-run writes for TensorBoard with others' code: protobuf's own reader, and the CRC of
crcmod. Argument: the mien-run program."""
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

SYSTEM = '/usr/bin/python3'  # the distribution's packages belong to it

try:
    import crcmod.predefined
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
except ImportError:
    if os.path.exists(SYSTEM) and not os.environ.get('MIEN_READ_EVENTS'):
        os.execve(SYSTEM, [SYSTEM, *sys.argv], {**os.environ, 'MIEN_READ_EVENTS': '1'})
    print('1..0 # SKIP python3-crcmod and python3-protobuf are not installed')
    sys.exit(0)

HISTORY = '''epoch,step,task,split,metric,value
1,10,total,train,batch-loss,1.9375
1,20,expression,validation,accuracy,0.25
2,40,expression,validation,accuracy,0.5
2,40,expression,validation,loss,nan
'''


def message(pool, name):
    describe = pool.FindMessageTypeByName(name)
    return getattr(message_factory, 'GetMessageClass', lambda d: message_factory.MessageFactory(pool).GetPrototype(d))(
        describe)


def event_class():
    """TensorFlow's Event, as far as it is read here, put together from its published numbers."""
    kind = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name='event.proto', package='tf', syntax='proto3')

    def add(name, *fields):
        one = file.message_type.add(name=name)
        for number, field, what, label, of in fields:
            one.field.add(name=field, number=number, type=what, label=label, type_name=of or None)

    one, many = kind.LABEL_OPTIONAL, kind.LABEL_REPEATED
    add('Value', (1, 'tag', kind.TYPE_STRING, one, ''), (2, 'simple_value', kind.TYPE_FLOAT, one, ''))
    add('Summary', (1, 'value', kind.TYPE_MESSAGE, many, '.tf.Value'))
    add('Event', (1, 'wall_time', kind.TYPE_DOUBLE, one, ''), (2, 'step', kind.TYPE_INT64, one, ''),
        (3, 'file_version', kind.TYPE_STRING, one, ''), (5, 'summary', kind.TYPE_MESSAGE, one, '.tf.Summary'))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message(pool, 'tf.Event')


def masked(content):
    crc = crcmod.predefined.mkCrcFun('crc-32c')(content)
    return ((crc >> 15 | crc << 17) + 0xa282ead8) & 0xffffffff


def read(path):
    content, at, events, Event = path.read_bytes(), 0, [], event_class()
    while at < len(content):
        length, check = struct.unpack_from('<QI', content, at)
        assert check == masked(content[at:at + 8]), 'the check of a length'
        record = content[at + 12:at + 12 + length]
        assert struct.unpack_from('<I', content, at + 12 + length)[0] == masked(record), 'the check of a record'
        events.append(Event.FromString(record))
        at += 16 + length
    return events


def points(path):
    first, *events = read(path)
    assert first.file_version == 'brain.Event:2' and first.wall_time > 1e9
    return [(e.step, v.tag, v.simple_value) for e in events for v in e.summary.value]


def write(folder):
    run, out = folder / 'run', folder / 'logs'
    run.mkdir()
    (run / 'history.csv').write_text(HISTORY)
    subprocess.run([sys.argv[1], 'tensorboard', run, '--out', out], check=True, stdout=subprocess.DEVNULL)
    return out / 'run'


def check_values(folder):
    out = write(folder)
    assert points(out / 'train/events.out.tfevents.1.mien') == [(10, 'total/batch-loss', 1.9375)]
    held = points(out / 'validation/events.out.tfevents.1.mien')
    assert held[:2] == [(20, 'expression/accuracy', 0.25), (40, 'expression/accuracy', 0.5)]
    assert held[2][1] == 'expression/loss' and held[2][2] != held[2][2], 'a loss that is no number stays so'


def check_again(folder):
    out = write(folder)
    before = (out / 'train/events.out.tfevents.1.mien').read_bytes()
    subprocess.run([sys.argv[1], 'tensorboard', folder / 'run', '--out', folder / 'logs'], check=True,
                   stdout=subprocess.DEVNULL)
    assert [p.name for p in (out / 'train').iterdir()] == ['events.out.tfevents.1.mien'], 'no curve stands twice'
    assert (out / 'train/events.out.tfevents.1.mien').read_bytes() == before


def check_nothing(folder):
    got = subprocess.run([sys.argv[1], 'tensorboard', folder, '--out', folder / 'logs'], capture_output=True, text=True)
    assert got.returncode == 1 and 'holds no run' in got.stderr, got.stderr
    assert not (folder / 'logs').exists()


checks = [check_values, check_again, check_nothing]
print(f'1..{len(checks)}')
for number, check in enumerate(checks, 1):
    name = '/tensorboard/' + check.__name__.removeprefix('check_')
    try:
        with tempfile.TemporaryDirectory() as folder:
            check(pathlib.Path(folder))
        print(f'ok {number} {name}')
    except Exception as fault:
        print(f'not ok {number} {name}')
        print('# ' + repr(fault))
