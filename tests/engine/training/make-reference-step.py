#!/usr/bin/python3
"""Writes what test-reference-step compares with: one step of `reference` as PyTorch computes it.

Run by hand, where python3-torch is installed; the test suite reads the files and never runs this:

    tests/engine/training/make-reference-step.py

Everything is computed in double precision. The weights are keyed draws (engine/core/rng.h, written
here a second time), so that the files hold their keys alone. ReLU and pooling have kinks, where
the smallest rounding error turns a gradient; each channel's draw and its bias are chosen so that
no number comes near one.
"""
import json
import math
import pathlib
import struct

import numpy as np
import torch

FOLDER = pathlib.Path(__file__).resolve().parent
STREAM_DROPOUT, STREAM_OTHER = 4, 7
SEED, STEP = 5, 3
WEIGHTS = {'expression': 1.0, 'valence': 0.5}
RATE, MOMENTUM, DECAY = 0.1, 0.9, 0.01
KINK, TIE = 1e-3, 5e-4  # how near a number may come to ReLU's kink, and to another of its pool
SAMPLES = 128
MASK = 2 ** 64 - 1
GOLDEN = 0x9e3779b97f4a7c15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9) & MASK
    z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & MASK
    return z ^ (z >> 31)


def keyed(seed, stream, a, b):
    key = mix((seed + GOLDEN) & MASK)
    key = mix(key ^ (stream * GOLDEN & MASK))
    key = mix(key ^ (a + GOLDEN & MASK))
    return mix(key ^ (b * GOLDEN + 1 & MASK))


def uniform(key, n):
    """The first n draws of a generator, 0 to 1."""
    with np.errstate(over='ignore'):
        z = np.uint64(key) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(GOLDEN)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xbf58476d1ce4e5b9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94d049bb133111eb)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0 ** -53


def draw_row(key, fan_in):
    """One output's weights, as float32 numbers."""
    bound = math.sqrt(6.0 / fan_in)
    row = bound * (2.0 * uniform(keyed(1, STREAM_OTHER, 0, key), fan_in) - 1.0)
    return row.astype(np.float32).astype(np.float64)


def centred_bias(values):
    """The bias that puts ReLU's kink into the widest gap among the middle values, and how wide."""
    values = np.sort(values.ravel())
    first, last = len(values) // 4, len(values) - len(values) // 4
    gaps = np.diff(values[max(first - 1, 0):last + 1])
    at = max(first - 1, 0) + int(np.argmax(gaps))
    bias = np.float32(-(values[at] + values[at + 1]) / 2)
    return bias, np.abs(values + np.float64(bias)).min()


def smallest_tie(channel):
    """How near the two largest of a pool come to each other, where ReLU lets the largest through."""
    n, h, w = channel.shape
    windows = np.maximum(channel, 0).reshape(n, h // 2, 2, w // 2, 2).transpose(0, 1, 3, 2, 4)
    ordered = np.sort(windows.reshape(-1, 4), axis=1)
    ordered = ordered[ordered[:, 3] > 0]
    return (ordered[:, 3] - ordered[:, 2]).min()


def choose_conv(number, x, width, pooled, start):
    """Draws a convolution and its norm channel by channel; returns what comes out of ReLU."""
    fan_in = x.shape[1] * 9
    keys, gammas, betas, outputs = [], [], [], []
    for channel in range(width):
        gamma = np.float32(0.5 + uniform(keyed(1, STREAM_OTHER, number, channel), 1)[0])
        for draw in range(256):
            key = number << 40 | channel << 8 | draw
            weight = torch.from_numpy(draw_row(key, fan_in).reshape(1, x.shape[1], 3, 3))
            z = torch.nn.functional.conv2d(x, weight, padding=1)[:, 0].numpy()
            u = np.float64(gamma) * (z - z.mean()) / np.sqrt(z.var() + 1e-5)
            beta, kink = centred_bias(u)
            if kink >= KINK and (not pooled or smallest_tie(u + np.float64(beta)) >= TIE):
                break
        else:
            raise SystemExit(f'layer {number}, channel {channel}: no draw stays clear of the kinks')
        keys.append(key)
        gammas.append(gamma)
        betas.append(beta)
        outputs.append(np.maximum(u + np.float64(beta), 0))
    start[f'draws.trunk.{number}.weight'] = np.array(keys, np.int64)
    start[f'start.trunk.{number + 1}.weight'] = np.array(gammas, np.float32)
    start[f'start.trunk.{number + 1}.bias'] = np.array(betas, np.float32)
    return torch.from_numpy(np.stack(outputs, axis=1))


def choose_linear(number, x, width, start):
    keys, biases = [], []
    for row in range(width):
        for draw in range(256):
            key = number << 40 | row << 8 | draw
            bias, kink = centred_bias(x @ draw_row(key, x.shape[1]))
            if kink >= KINK:
                break
        else:
            raise SystemExit(f'layer {number}, row {row}: no draw stays clear of the kinks')
        keys.append(key)
        biases.append(bias)
    start[f'draws.trunk.{number}.weight'] = np.array(keys, np.int64)
    start[f'start.trunk.{number}.bias'] = np.array(biases, np.float32)


def choose_start(x):
    """Every number that the step starts from, or its key, by name."""
    start, number, h = {}, 0, x
    for width in (32, 64, 128):
        h = choose_conv(number, h, width, False, start)
        h = choose_conv(number + 3, h, width, True, start)
        h = torch.nn.functional.max_pool2d(h, 2)
        number += 7
    choose_linear(number + 1, h.flatten(1).numpy(), 256, start)
    for head, (task, width) in enumerate((('expression', 7), ('valence', 1))):
        keys = [(number + 4 + head) << 40 | row << 8 for row in range(width)]
        start[f'draws.heads.{task}.weight'] = np.array(keys, np.int64)
        start[f'start.heads.{task}.bias'] = (0.1 * np.arange(1, width + 1)).astype(np.float32)
    return start


class Mask(torch.nn.Module):
    """Dropout by the draws of engine/network/dropout.c: one generator a picture."""
    def __init__(self, number):
        super().__init__()
        self.number = number

    def forward(self, x):
        if not self.training:
            return x
        rows = [uniform(keyed(SEED, STREAM_DROPOUT, STEP, self.number << 32 | picture), x.shape[1])
                for picture in range(x.shape[0])]
        return x * torch.from_numpy(np.stack(rows) >= 0.5) * 2.0


class Network(torch.nn.Module):
    def __init__(self, side):
        super().__init__()
        nn = torch.nn
        layers, channels = [], 1
        for width in (32, 64, 128):
            for _ in range(2):
                layers += [nn.Conv2d(channels, width, 3, padding=1, bias=False),
                           nn.BatchNorm2d(width), nn.ReLU()]
                channels = width
            layers.append(nn.MaxPool2d(2))
        layers += [nn.Flatten(), nn.Linear(128 * (side // 8) ** 2, 256), nn.ReLU()]
        layers.append(Mask(len(layers)))
        self.trunk = nn.Sequential(*layers)
        self.heads = nn.ModuleDict({'expression': nn.Linear(256, 7), 'valence': nn.Linear(256, 1)})

    def forward(self, x):
        h = self.trunk(x)
        return {task: head(h) for task, head in self.heads.items()}


def load(network, start):
    for name, parameter in network.named_parameters():
        if f'draws.{name}' in start:
            fan_in = parameter[0].numel()
            value = np.stack([draw_row(int(key), fan_in) for key in start[f'draws.{name}']])
        else:
            value = start[f'start.{name}'].astype(np.float64)
        parameter.data = torch.from_numpy(value.reshape(parameter.shape).copy())


def losses_of(answers, labels):
    here = ~torch.isnan(labels['valence'])
    truth = torch.from_numpy(np.nan_to_num(labels['expression'].numpy(), nan=-100)).long()
    return {'expression': torch.nn.functional.cross_entropy(answers['expression'], truth),
            'valence': ((answers['valence'] - labels['valence'])[here] ** 2).mean()}


def sum_up(out, kind, name, values):
    """Some of the numbers as they are, and all of them as their largest, norm and projection."""
    flat = values.detach().numpy().ravel()
    at = np.arange(len(flat))
    if len(flat) > SAMPLES:
        at = np.array([k * 2654435761 % len(flat) for k in range(SAMPLES)])
    signs = 2.0 * uniform(keyed(1, STREAM_OTHER, 1, 0), len(flat)) - 1.0
    out[f'{kind}.{name}'] = flat[at].astype(np.float32)
    out[f'{kind}-whole.{name}'] = np.array([np.abs(flat).max(), np.sqrt((flat ** 2).sum()),
                                            (flat * signs).sum()])


def step(network, x, labels, out):
    named = dict(network.named_parameters())
    before = {name: parameter.detach().clone() for name, parameter in named.items()}
    answers = network(x)
    losses = losses_of(answers, labels)
    sum(WEIGHTS[task] * loss for task, loss in losses.items()).backward()
    for task, loss in losses.items():
        out[f'loss.{task}'] = np.array([loss.item()])
        out[f'logits.{task}'] = answers[task].detach().numpy().astype(np.float32)
    groups = [{'params': [p for p in named.values() if p.ndim > 1], 'weight_decay': DECAY},
              {'params': [p for p in named.values() if p.ndim == 1], 'weight_decay': 0.0}]
    optimizer = torch.optim.SGD(groups, lr=RATE, momentum=MOMENTUM)
    for _ in range(2):  # by the same gradient twice, so that the momentum shows
        optimizer.step()
    for name, parameter in named.items():
        sum_up(out, 'gradient', name, parameter.grad)
        sum_up(out, 'change', name, parameter - before[name])


def write(path, tensors):
    names = {np.dtype(np.float32): 'F32', np.dtype(np.float64): 'F64', np.dtype(np.int64): 'I64'}
    header, data = {}, b''
    for name, tensor in tensors.items():
        block = np.ascontiguousarray(tensor).tobytes()
        header[name] = {'dtype': names[tensor.dtype], 'shape': list(tensor.shape),
                        'data_offsets': [len(data), len(data) + len(block)]}
        data += block
    text = json.dumps(header, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8)
    path.write_bytes(struct.pack('<Q', len(text)) + text + data)
    print(f'{path.name}: {path.stat().st_size} bytes')


def make(side, n, missing):
    pictures = uniform(keyed(1, STREAM_OTHER, 2, 0), n * side * side).astype(np.float32)
    x = torch.from_numpy(pictures.reshape(n, 1, side, side).astype(np.float64))
    valence = np.linspace(-1, 1, n).astype(np.float32).reshape(n, 1)
    expression = (np.arange(n) * 3 % 7).astype(np.float32)
    if missing:
        valence[1] = expression[2] = np.nan
    start = choose_start(x)
    network = Network(side)
    load(network, start)
    network.double()
    out = {'x': pictures.reshape(n, 1, side, side), 'labels.expression': expression,
           'labels.valence': valence, **start}
    labels = {'expression': torch.from_numpy(expression),
              'valence': torch.from_numpy(valence.astype(np.float64))}
    step(network, x, labels, out)
    network.eval()
    for name, value in network.named_buffers():
        if 'running' in name:
            out[f'after.{name}'] = value.numpy().astype(np.float32)
    with torch.no_grad():
        for task, answer in network(x).items():
            out[f'predicted.{task}'] = answer.numpy().astype(np.float32)
    write(FOLDER / f'reference-step-{side}.safetensors', out)


torch.set_num_threads(1)
make(16, 6, True)
make(48, 2, False)
