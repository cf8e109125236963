// Asks onnxruntime about the pictures that onnx-sample wrote and compares its answers with the
// engine's. Argument: the folder. Speaks TAP.
import fs from 'node:fs';
import path from 'node:path';
import ort from 'onnxruntime-node';

const TOLERANCE = 1e-4;

function largestDifference(found, expected) {
  if (found.length !== expected.length)
    return Infinity;
  return expected.reduce((most, value, i) => {
    const difference = Math.abs(found[i] - value);
    return difference <= most ? most : Number.isNaN(difference) ? Infinity : difference;
  }, 0);
}

async function check(stem) {
  const sample = JSON.parse(fs.readFileSync(stem + '.json', 'utf8'));
  const session = await ort.InferenceSession.create(stem + '.onnx');
  const image = new ort.Tensor('float32', Float32Array.from(sample.pixels), sample.shape);
  const answers = await session.run({ image });
  const differences = {};
  for (const [task, expected] of Object.entries(sample.answers)) {
    const width = expected.length / sample.shape[0];
    if (answers[task].dims.join() !== [sample.shape[0], width].join())
      throw new Error(`${task} has shape [${answers[task].dims}]`);
    differences[task] = largestDifference(answers[task].data, expected);
  }
  return differences;
}

const folder = process.argv[2];
const stems = fs.readdirSync(folder).filter(name => name.endsWith('.onnx')).sort()
  .map(name => path.join(folder, name.slice(0, -'.onnx'.length)));

console.log(`1..${stems.length}`);
for (const [i, stem] of stems.entries()) {
  const name = `${i + 1} /onnx/runtime/${path.basename(stem)}`;
  try {
    const differences = await check(stem);
    const good = Object.values(differences).every(d => d <= TOLERANCE);
    console.log(`${good ? 'ok' : 'not ok'} ${name}`);
    console.log(`# ${Object.entries(differences).map(([t, d]) => `${t} ${d.toExponential(1)}`).join(', ')}`);
  } catch (fault) {
    console.log(`not ok ${name}`);
    console.log(`# ${String(fault).replaceAll('\n', ' ')}`);
  }
}
