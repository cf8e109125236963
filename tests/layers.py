#!/usr/bin/env python3
"""Fails when a file includes a header that its folder may not see."""
import pathlib, re, sys

def engine(names):
    return tuple(f'engine/{name}/' for name in names.split())

MAY_SEE = {  # folder: what it may include besides itself
    'engine/core/': engine(''),
    'engine/figures/': engine('core'),
    'engine/kernels/': engine('core'),
    'engine/network/': engine('core kernels'),
    'engine/samples/files/': engine('core kernels network'),
    'engine/samples/data/': engine('core kernels network samples/files'),
    'engine/samples/drawn/': engine('core kernels network samples/files samples/data'),
    'engine/samples/layouts/': engine('core kernels network samples/files samples/data samples/drawn'),
    'engine/samples/': engine('core kernels network'),
    'engine/exchange/': engine('core network'),
    'engine/training/losses/': engine('core'),
    'engine/training/weighting/': engine('core'),
    'engine/training/': engine('core kernels network samples exchange'),
    'engine/insight/': engine('core kernels network samples exchange training'),
    'engine/study/statistics/': engine('core'),
    'engine/study/': engine('core figures network samples exchange training insight'),
    'ui/models/': ('engine/',),
    'ui/widgets/': ('engine/', 'ui/models/'),
    'ui/pages/': ('engine/', 'ui/models/', 'ui/widgets/'),
    'ui/shell/': ('engine/', 'ui/'),
    'app/': ('engine/', 'ui/'),
    'tests/': ('engine/', 'ui/'),
}

def allowed(folder, header):
    if header.startswith(('app/', 'engine/', 'ui/', 'tests/')):
        return header.startswith((folder, *MAY_SEE.get(folder, ())))
    return not (folder.startswith('engine/') and re.match('gtk/|gdk/|gsk/|adwaita', header))

root, faults = pathlib.Path(sys.argv[1]), 0
for path in sorted(p for top in ('app', 'engine', 'ui', 'tests') for p in (root / top).rglob('*.[ch]')):
    name = path.relative_to(root).as_posix()
    folder = next((f for f in MAY_SEE if name.startswith(f)), 'nowhere/')
    for number, line in enumerate(path.read_text().splitlines(), 1):
        include = re.match(r'\s*#\s*include\s*[<"]([^>"]+)', line)
        if include and not allowed(folder, include[1]):
            print(f'{name}:{number}: {folder} may not include {include[1]}')
            faults += 1
sys.exit(faults > 0)
